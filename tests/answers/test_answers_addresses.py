"""Slugs: each title's own leads to it and to no other."""

from __future__ import annotations

from datetime import date

import pytest

import scenes
from scenes import Note, day, note, say
from slugline.answers.addresses import title_slug, titles_at, titles_then
from slugline.answers.deciding import Signed, decide_claim
from slugline.errors import UnknownTitle
from slugline.model import Entity
from slugline.record import Correction, Record, Title, View, claim_id

OLD, UNDATED = Entity("film", "Ash", 1997), Entity("film", "Ash")
ON = day("2026-07-01")


def ashes(director: str, story: str, on: str, of: Entity = UNDATED) -> Note:
    """A note on a film called Ash that no other of the name has anything in common with."""
    return note(on, "Second Reel", say("director", director, of=of), say("franchise", story, of=of))


TWINS = (ashes("Rue Vane", "Embers", "2026-02-10"), ashes("Jana Olt", "Cinder Road", "2026-03-10"))


def slugs(record: Record, text: str) -> list[str]:
    """The addresses that a choice between the titles of a slug offers."""
    view, found = titles_at(record, text, ON)
    return [title_slug(view, one, found) for one in found]


def director(view: View, title: Title) -> str:
    (slot,) = view.position(title.key, "director")
    value = slot.answers[0].value
    assert isinstance(value, Entity)
    return value.name


def test_a_title_without_a_year_is_reached_beside_one_of_its_name_and_kind() -> None:
    notes = (
        note("2026-01-10", "The Marquee Post", say("director", "Jana Olt", of=OLD)),
        note("2026-02-10", "Second Reel", say("director", "Rue Vane", of=UNDATED)),
    )
    with scenes.told(notes) as record:
        view, every = titles_at(record, "ash", ON)
        slugs = [title_slug(view, one) for one in every]
        assert sorted(slugs) == ["ash-1997", "ash-film"]
        for slug, title in zip(slugs, every, strict=True):
            _, found = titles_at(record, slug, ON)
            assert [one.key for one in found] == [title.key]


@pytest.mark.parametrize("of", [UNDATED, Entity("film", "Ash", 2027)])
def test_titles_of_one_name_kind_and_year_have_an_address_each(of: Entity) -> None:
    notes = (ashes("Rue Vane", "Embers", "2026-02-10", of), ashes("Jana Olt", "Cinder Road", "2026-03-10", of))
    with scenes.told(notes) as record:
        found = slugs(record, "ash")
        assert len(set(found)) == 2
        for slug in found:
            view, (one,) = titles_at(record, slug, ON)
            assert title_slug(view, one) == slug
        whole = record.view(ON)
        assert sorted(title_slug(whole, one) for one in whole.titles.titles.values()) == sorted(found)


def test_a_marked_address_is_one_titles_whatever_is_said_and_on_every_day() -> None:
    with scenes.told(TWINS) as record:
        made = {slug: director(*_only(record, slug, ON)) for slug in slugs(record, "ash")}
        assert sorted(made.values()) == ["Jana Olt", "Rue Vane"]
        record.add(None, ashes("Rue Vane", "Embers", "2026-04-10").claims, scenes.RECORDED)
        record.add(None, ashes("Jana Olt", "Cinder Road", "2025-04-10").claims, scenes.RECORDED)  # heard of late
        assert {slug: director(*_only(record, slug, ON)) for slug in made} == made
        (rue,) = (slug for slug, name in made.items() if name == "Rue Vane")
        assert director(*_only(record, rue, day("2026-02-20"))) == "Rue Vane"
        with pytest.raises(UnknownTitle, match="that mark"):
            titles_then(record, rue, day("2025-06-01"), ON)


def _only(record: Record, slug: str, on: date) -> tuple[View, Title]:
    view, (one,) = titles_then(record, slug, on, ON)
    return view, one


def test_a_mark_that_nothing_bears_any_more_leads_to_the_choice() -> None:
    with scenes.told(TWINS) as record:
        assert len(titles_at(record, "ash-film-00000000", ON)[1]) == 2
        with pytest.raises(UnknownTitle):
            titles_at(record, "ask-film-00000000", ON)


def test_a_title_whose_name_ends_as_the_address_of_another_hides_neither() -> None:
    named = Entity("film", "Ash 1997")
    notes = (
        note("2026-01-10", "The Marquee Post", say("director", "Jana Olt", of=OLD)),
        note("2026-02-10", "Second Reel", say("director", "Rue Vane", of=Entity("film", "Ash", 2025))),
        note("2026-03-10", "Second Reel", say("director", "Ole Brandt", of=named)),
    )
    with scenes.told(notes) as record:
        found = slugs(record, "ash-1997")
        assert len(set(found)) == 2
        assert {titles_at(record, slug, ON)[1][0].name for slug in found} == {"Ash", "Ash 1997"}
        assert all(len(titles_at(record, slug, ON)[1]) == 1 for slug in found)


def test_names_without_a_letter_are_told_apart_as_others_are() -> None:
    signs = Entity("film", "+/")
    notes = (ashes("Rue Vane", "Embers", "2026-02-10", signs), ashes("Jana Olt", "Cinder Road", "2026-03-10", signs))
    with scenes.told(notes) as record:
        found = slugs(record, "~+~")
        assert len(set(found)) == 2
        for slug in found:
            assert slug.startswith("~+~-film-")
            assert len(titles_at(record, slug, ON)[1]) == 1


def test_a_title_of_which_only_corrections_speak_has_a_mark_too() -> None:
    misread = Entity("film", "Soot")
    with scenes.told((ashes("Rue Vane", "Embers", "2026-02-10", misread), TWINS[1])) as record:
        who = Signed("Ines", "it is Ash", ON, scenes.RECORDED)
        for claim in record.claims():
            if claim.subject == misread:
                decide_claim(record, "correct", claim_id(claim), who, Correction(subject=UNDATED))
        assert {director(*_only(record, slug, ON)) for slug in slugs(record, "ash")} == {"Rue Vane", "Jana Olt"}
