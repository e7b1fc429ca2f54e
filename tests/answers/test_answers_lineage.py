"""The names of changes: made of what each is, so that nothing read later moves them."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.test_answers_latest import QUICK, START, stories
from scenes import FILM, RECORDED, Note, note, say, told
from slugline.answers.deciding import Signed, decide_claim
from slugline.answers.news import Wanted, all_news
from slugline.edtf import LAST_DAY
from slugline.model import Entity
from slugline.record import Record, claim_id

FLOOD = replace(FILM, name="The Flood")
OLD = Entity("film", FILM.name, 1994)
STORY = [
    note("2025-01-10", "Paper", say("release_date", "2026-06"), say("director", "Mara Vint")),
    note("2025-03-03", "Post", say("release_date", "2026-06-12"), say("cast_member", "Odo Brandt", character="Ivo")),
    note("2025-09-20", "Paper", say("release_date", "2026-12-18", replaces="2026-06-12")),
    note(
        "2025-10-01",
        "Post",
        say("cast_member", "Odo Brandt", "denied"),
        say("cast_member", "Una Bell", character="Ivo"),
    ),
]
LATE = {
    "another name": note("2024-05-05", "Post", say("also_known_as", FILM.name, of=FLOOD, kind="former")),
    "another name, another fact": note(
        "2024-05-05",
        "Post",
        say("also_known_as", FILM.name, of=FLOOD, kind="former"),
        say("writer", "Jo Orr", of=FLOOD),
    ),
    "a new name": note("2026-01-05", "Post", say("also_known_as", FILM.name, of=FLOOD, kind="former")),
    "a namesake": note(
        "1995-01-01", "Post", say("release_date", "1994-05-06", "stated", of=OLD), say("director", "X", of=OLD)
    ),
    "between": note("2025-02-02", "Post", say("composer", "Ines Quill")),
}


def named(record: Record, as_of: date = LAST_DAY) -> dict[str, dict[str, Any]]:
    rows = [row for _, row in all_news(record, as_of, Wanted())]
    found: dict[str, dict[str, Any]] = {str(row["id"]): row for row in rows}
    assert len(found) == len(rows), "two changes of one name"
    return found


def tells(row: dict[str, Any]) -> str:
    return json.dumps([row.get(part) for part in ("on", "property", "change", "from", "to")])


@pytest.mark.parametrize("late", LATE.values(), ids=LATE.keys())
def test_an_article_read_late_moves_no_name(late: Note) -> None:
    before, after = named(told(STORY)), named(told([*STORY, late]))
    assert {name: tells(row) for name, row in before.items()}.items() <= {
        name: tells(row) for name, row in after.items()
    }.items()


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_the_order_of_reading_moves_no_name(order: tuple[int, ...]) -> None:
    assert named(told([STORY[n] for n in order])) == named(told(STORY))


@QUICK
@given(stories(), st.integers(0, 30), st.integers(1, 10))
def test_names_are_each_changes_own_and_stay_as_days_go_by(story: list[Note], day: int, more: int) -> None:
    with told(story) as record:
        then, later = (named(record, START + timedelta(days=n)) for n in (day, day + more))
    for name in then.keys() & later.keys():
        assert tells(then[name]) == tells(later[name])
    others = {tells(row) for name, row in later.items() if name not in then}
    moved = [tells(row) for name, row in then.items() if name not in later and tells(row) in others]
    assert not moved


def test_kept_days_are_dropped_where_something_bears_on_them() -> None:
    """Whatever is recorded between two lists, the second is that of a record that was never asked before."""
    with told(STORY) as record:
        for number, late in enumerate(
            [*LATE.values(), note("2025-03-03", "Post", say("director", "Una Bell", of=OLD))]
        ):
            named(record)
            record.add(None, late.claims, RECORDED)
            fresh = told([*STORY, *list(LATE.values())[: number + 1], *([late] if number == len(LATE) else [])])
            assert named(record) == named(fresh)
        claim = next(one for one in record.claims() if one.property == "director")
        decide_claim(record, "reject", claim_id(claim), Signed("Ada Rook", "no", date(2026, 2, 2), RECORDED))
        assert any(row["on"] == "2026-02-02" for row in named(record).values())
