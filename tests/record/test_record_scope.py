"""What is read for one answer gives the answer that the whole record gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scenes import RECORDED, Note, note, say, told
from slugline.answers import ask, changes, check, guide, timeline
from slugline.errors import AmbiguousTitle, UnknownTitle
from slugline.model import Claim, Entity
from slugline.record import Record, Scope, View

START = date(2024, 1, 1)
QUICK = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
TITLES = (
    Entity("film", "Moor Lane"),
    Entity("film", "Moor Lane", 1999),
    Entity("film", "Moor Lane 2"),
    Entity("film", "Moor Lane: Chapter 2"),
    Entity("series", "Moor Lane"),
    Entity("film", "Kestrel: A Moor Story"),
    Entity("series", "The Pike"),
)
PEOPLE = ("Ada Rook", "Rook", "Otto Lind", "Otto K. Lind", "Mina Sands")
QUESTIONS = (
    "When does Moor Lane come out?",
    "Who is in Moor Lane 2?",
    "Who directs Kestrel?",
    "Is Moor Lane set after The Pike?",
    "What comes next in the Moor franchise?",
    "Who plays Wren?",
    "Has Rook died?",
    "Where can I watch The Pike?",
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    of = draw(st.sampled_from(TITLES))
    firm = draw(st.sampled_from(["stated", "stated", "expected", "denied"]))
    name = draw(
        st.sampled_from(
            [
                "release_date", "cast_member", "director", "also_known_as", "franchise", "set_after", "spinoff_of",
                "status", "available_on", "death_date",
            ]
        )
    )  # fmt: skip
    other = draw(st.sampled_from(TITLES)).name
    if name == "release_date":
        day: Any = draw(st.sampled_from(["2024-06-07", "2025", "1999-05-05"]))
        return say(name, day, "scheduled" if firm == "stated" else firm, of=of)
    if name == "cast_member":
        role: Any = draw(st.sampled_from([{}, {"character": "Wren"}, {"character": "unknown"}]))
        return say(name, draw(st.sampled_from(PEOPLE)), firm, of=of, **role)
    if name == "director":
        return say(name, draw(st.sampled_from(PEOPLE)), firm, of=of)
    if name == "also_known_as":
        return say(name, draw(st.sampled_from([other, "Heron House"])), "stated", of=of, kind="working")
    if name in ("franchise", "spinoff_of"):
        return say(name, draw(st.sampled_from(["Moor", "Pike"])), firm, of=of)
    if name == "set_after":
        return say(name, other, firm, of=of)
    if name == "status":
        return say(name, draw(st.sampled_from(["filming", "renewed", "cancelled"])), firm, of=of)
    if name == "death_date":
        return say(name, "2024-02-02", "stated", of=Entity("person", draw(st.sampled_from(PEOPLE))))
    return say(name, draw(st.sampled_from(["theaters", "Halcyon"])), firm, of=of)


@st.composite
def stories(draw: st.DrawFn) -> list[Note]:
    made = []
    for number in range(draw(st.integers(1, 7))):
        when = START + timedelta(days=draw(st.integers(0, 300)))
        said = draw(st.lists(claims(), min_size=1, max_size=4))
        made.append(note(when.isoformat(), f"Paper {number % 3}", *said, url=f"https://x.example/{number}"))
    return made


@contextmanager
def whole() -> Iterator[None]:
    """Every view reads the whole record."""
    scoped = Record.view

    def wide(self: Record, as_of: date, _: Scope | None = None, extra: Any = ()) -> View:
        return scoped(self, as_of, None, extra)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Record, "view", wide)
        yield


def everything(record: Record, on: date) -> list[object]:
    found: list[object] = [changes(record, as_of=on), changes(record, since=on - timedelta(days=40), as_of=on)]
    for title in TITLES:
        for asked in (guide, changes):
            try:
                found.append(asked(record, title.name, as_of=on, kind=title.type, year=title.year or None))
            except (UnknownTitle, AmbiguousTitle) as error:
                found.append((type(error), error.choices if isinstance(error, AmbiguousTitle) else ()))
    for franchise in ("Moor", "Pike"):
        for order in ("story", "release"):
            try:
                found.append(timeline(record, franchise, order=order, as_of=on))
            except UnknownTitle:
                found.append(None)
    found += [ask(record, question, as_of=on) for question in QUESTIONS]
    said = [claim for claim in record.claims() if claim.said_on <= on]
    found.append(check(record, said[:3], as_of=on))
    return found


@QUICK
@given(stories(), st.integers(0, 400))
def test_a_part_answers_as_the_whole(story: list[Note], after: int) -> None:
    on = START + timedelta(days=after)
    record = told(story)
    scoped = everything(record, on)
    with whole():
        assert scoped == everything(record, on)


@QUICK
@given(stories(), stories(), st.integers(0, 400))
def test_a_view_that_is_kept_hears_what_is_recorded_since(first: list[Note], then: list[Note], after: int) -> None:
    on = START + timedelta(days=after)
    record = told(first)
    everything(record, on)
    later = [note(each.day, each.outlet, *each.claims, url=f"https://y.example/{n}") for n, each in enumerate(then)]
    for each in later:
        record.add(None, each.claims, RECORDED)
    assert everything(record, on) == everything(told([*first, *later]), on)
