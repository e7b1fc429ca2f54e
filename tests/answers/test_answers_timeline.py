"""The order of a franchise: ranges where the sources leave it open, cycles reported."""

from __future__ import annotations

from typing import Any

import pytest

from scenes import Note, day, note, say, told
from slugline.answers import timeline
from slugline.errors import UnknownTitle
from slugline.model import Claim, Entity

ONE, TWO, THREE = (Entity("film", name) for name in ("Low Water", "High Water", "Slack Water"))


def member(of: Entity, released: str) -> list[Claim]:
    return [say("franchise", "The Water Cycle", of=of), say("release_date", released, "stated", of=of)]


def story(*relations: Claim) -> list[Note]:
    parts = [*member(ONE, "2010-05-01"), *member(TWO, "2014-05-01"), *member(THREE, "2018-05-01")]
    return [note("2019-01-01", "Paper", *parts), note("2019-02-01", "Post", *relations)]


def places(made: Any) -> dict[str, list[int]]:
    return {title["name"]: title["position"] for title in made["titles"]}


def test_a_settled_order() -> None:
    notes = story(say("set_after", ONE.name, of=TWO), say("set_before", THREE.name, of=TWO))
    made = timeline(told(notes), "Water Cycle", as_of=day("2020-01-01"))
    assert places(made) == {ONE.name: [1, 1], TWO.name: [2, 2], THREE.name: [3, 3]}


def test_what_nobody_settles_stays_a_range() -> None:
    made = timeline(told(story(say("set_after", ONE.name, of=THREE))), "Water Cycle", as_of=day("2020-01-01"))
    assert places(made) == {ONE.name: [1, 2], TWO.name: [1, 3], THREE.name: [2, 3]}


def test_a_cycle_is_reported_with_its_sources() -> None:
    notes = story(say("set_after", ONE.name, of=TWO), say("set_after", TWO.name, of=ONE))
    made: Any = timeline(told(notes), "Water Cycle", as_of=day("2020-01-01"))
    [knot] = made["contradictions"]
    assert knot["cycle"][0] == knot["cycle"][-1]
    assert set(knot["cycle"]) == {ONE.name, TWO.name}
    assert knot["citations"]
    assert places(made)[ONE.name] == places(made)[TWO.name]


def test_a_denied_or_rumoured_relation_orders_nothing() -> None:
    notes = story(say("set_after", ONE.name, "rumoured", of=TWO), say("set_after", ONE.name, "denied", of=THREE))
    made: Any = timeline(told(notes), "Water Cycle", as_of=day("2020-01-01"))
    assert made["relations"] == []


def test_the_order_of_release() -> None:
    made = timeline(told(story()), "Water Cycle", order="release", as_of=day("2020-01-01"))
    assert places(made) == {ONE.name: [1, 1], TWO.name: [2, 2], THREE.name: [3, 3]}


def test_an_unknown_franchise_offers_the_nearest() -> None:
    with pytest.raises(UnknownTitle) as raised:
        timeline(told(story()), "The Water Circle", as_of=day("2020-01-01"))
    assert raised.value.choices == ("The Water Cycle",)
