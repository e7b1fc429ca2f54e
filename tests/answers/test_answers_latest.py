"""Changes a page at a time: however they are paged, they are those that the whole list holds."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scenes import FILM, RECORDED, Note, day, note, say, told
from slugline.answers import changes
from slugline.answers.latest import Page, Spot, latest
from slugline.answers.news import Wanted
from slugline.edtf import Edtf
from slugline.errors import UnknownPerson
from slugline.model import Claim, Entity
from slugline.record import Record, claim_id
from slugline.record.decisions import Correction, Decision

START = date(2024, 1, 1)
TITLES = (
    Entity("film", "Fen Road"),
    Entity("film", "Fen Road", 1999),
    Entity("film", "Fen Road 2"),
    Entity("film", "Fen Road: Chapter 2"),
    Entity("series", "The Coot"),
)
QUICK = settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
KINDS = ("announced", "moved", "recast", "joined", "left", "denied", "confirmed", "renamed", "released", "cancelled")
SAYABLE: dict[str, tuple[str, ...]] = {
    "release_date": ("2024-06-07", "2025", "1999-05-05", "2024-01"),
    "cast_member": ("Ada Rook", "Otto Lind", "Mina Sands"),
    "director": ("Ada Rook", "Otto Lind"),
    "set_after": ("Fen Road", "The Coot"),
    "available_on": ("theaters", "Lumio"),
    "status": ("filming", "renewed", "cancelled"),
    "also_known_as": ("Heron House", "The Coot"),
}


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    of, name = draw(st.sampled_from(TITLES)), draw(st.sampled_from(sorted(SAYABLE)))
    firm = draw(st.sampled_from(["stated", "stated", "expected", "denied"]))
    value = draw(st.sampled_from(SAYABLE[name]))
    if name == "release_date":
        return say(name, value, "scheduled" if firm == "stated" else firm, of=of, medium="theatrical")
    if name == "cast_member":
        return say(name, value, firm, of=of, character=draw(st.sampled_from(["Wren", "Ibis", "unknown"])))
    if name == "also_known_as":
        return say(name, value, "stated", of=of, kind="working")
    return say(name, value, firm, of=of)


@st.composite
def stories(draw: st.DrawFn) -> list[Note]:
    made = []
    for number in range(draw(st.integers(1, 8))):
        when = START + timedelta(days=draw(st.integers(0, 30)))
        said = draw(st.lists(claims(), min_size=1, max_size=5))
        made.append(note(when.isoformat(), f"Paper {number % 3}", *said, url=f"https://x.example/{number}"))
    return made


def paged(record: Record, wanted: Wanted, as_of: date, most: int, looks: int, person: str = "") -> list[Page]:
    found: list[Page] = []
    after: Spot | None = None
    while True:
        found.append(latest(record, wanted, as_of=as_of, after=after, most=most, looks=looks, person=person))
        after = found[-1].next
        if after is None:
            return found


def counted(rows: Any) -> Counter[str]:
    bare = ({key: value for key, value in row.items() if key != "slug"} for row in rows)
    return Counter(json.dumps(row, sort_keys=True) for row in bare)


def value_of(row: dict[str, Any], side: str) -> object:
    value = row.get(side)
    return value.get("name") if isinstance(value, dict) else None


@QUICK
@given(
    stories(),
    st.integers(0, 35),
    st.integers(1, 6),
    st.integers(1, 4),
    st.frozensets(st.sampled_from(KINDS), max_size=2),
    st.frozensets(st.sampled_from(sorted(SAYABLE)), max_size=2),
)
def test_pages_hold_what_the_whole_list_holds(
    story: list[Note], after: int, most: int, looks: int, kinds: frozenset[str], properties: frozenset[str]
) -> None:
    record, as_of = told(story), START + timedelta(days=after)
    wanted = Wanted(since=START + timedelta(days=3), kinds=kinds, properties=properties)
    pages = paged(record, wanted, as_of, most, looks)
    rows = [row for page in pages for row in page.rows]
    assert counted(rows) == counted(filter(wanted.takes, changes(record, as_of=as_of)))
    days = [str(row["on"]) for row in rows]
    assert days == sorted(days, reverse=True)
    assert all(len(page.rows) <= most for page in pages)


@QUICK
@given(stories(), st.sampled_from(SAYABLE["cast_member"]), st.integers(1, 4), st.integers(1, 3))
def test_a_persons_changes_are_those_that_name_them(story: list[Note], name: str, most: int, looks: int) -> None:
    record, as_of = told(story), START + timedelta(days=40)
    whole = changes(record, as_of=as_of)
    named = [row for row in whole if name in {value_of(row, "from"), value_of(row, "to")}]
    try:
        pages = paged(record, Wanted(), as_of, most, looks, person=name)
    except UnknownPerson:
        assert named == []
        return
    assert counted(row for page in pages for row in page.rows) == counted(named)


def test_a_person_of_one_name_of_a_title_that_was_told_of_under_both() -> None:
    renamed = Entity("film", "Fen Road")
    said = [
        say("cast_member", "Ada Rook", of=Entity("film", "Coot House")),
        say("cast_member", "Otto Lind", of=renamed),
        say("also_known_as", "Coot House", of=renamed, kind="working"),
    ]
    record = told([note("2024-01-06", "Paper", *said)])
    [row] = latest(record, Wanted(), as_of=day("2024-02-01"), person="Otto Lind").rows
    assert (row["title"], row["change"]) == ("Fen Road", "joined")


def test_a_page_tells_how_far_back_it_looked() -> None:
    moves = [note(f"2024-0{month}-01", "Paper", say("release_date", f"2025-0{month}-01")) for month in range(1, 7)]
    record = told(moves)
    found = latest(record, Wanted(kinds=frozenset({"denied"})), as_of=day("2024-12-01"), looks=2)
    assert found.rows == ()
    assert found.next is not None
    assert found.back_to == day("2024-05-01")


def test_no_kind_of_change_that_a_property_never_has_is_looked_for() -> None:
    record = told([note("2024-01-01", "Paper", say("release_date", "2025"))])
    none = Wanted(kinds=frozenset({"recast"}), properties=frozenset({"release_date"}))
    assert latest(record, none, as_of=day("2024-12-01")) == Page((), None, none.since)


def test_a_change_by_an_editors_hand_is_found() -> None:
    record = told([note("2024-01-10", "Paper", say("release_date", "2025-05-02"))])
    [claim] = record.claims()
    correction = Correction(Edtf("2025-06-06"))
    decision = Decision(0, "correct", day("2024-03-11"), "Ada Rook", "a slip", claim_id(claim), correction=correction)
    record.decide(decision, RECORDED)
    newest = latest(record, Wanted(), as_of=day("2024-04-01")).rows[0]
    assert (newest["on"], newest["title"], newest["change"]) == ("2024-03-11", FILM.name, "moved")
    assert newest["slug"] == "paper-tides"
