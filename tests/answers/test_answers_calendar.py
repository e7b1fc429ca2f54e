"""What is to come: dates as exact as their sources, how often they moved, and a name that each release keeps."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from scenes import FILM, RECORDED, SERIES, UNKNOWN, Note, day, note, say, told
from slugline.answers.calendar import calendar
from slugline.edtf import Edtf
from slugline.errors import UnknownPerson, UnknownTitle
from slugline.model import Entity
from slugline.record import Record, claim_id
from slugline.record.decisions import Correction, Decision

OTHER = Entity("film", "Glass Harbour")


def rows(record: Record, as_of: str, **asked: Any) -> list[dict[str, Any]]:
    found: list[Any] = calendar(record, as_of=day(as_of), **asked)
    return found


def dates(record: Record, as_of: str, **asked: Any) -> list[tuple[str, str]]:
    return [(row["title"], row["date"]) for row in rows(record, as_of, **asked)]


MOVES = [
    note("2024-01-10", "Paper", say("release_date", "2025", medium="theatrical")),
    note("2024-03-10", "Post", say("release_date", "2025-05-02", medium="theatrical")),
    note("2024-09-10", "Paper", say("release_date", "2025-11-07", medium="theatrical")),
]


def test_a_release_keeps_its_name_while_its_date_moves() -> None:
    record = told(MOVES)
    found = [rows(record, when)[0] for when in ("2024-02-01", "2024-04-01", "2024-10-01")]
    assert [row["date"] for row in found] == ["2025", "2025-05-02", "2025-11-07"]
    assert [row["moved"] for row in found] == [0, 0, 1]  # a date made finer has not moved
    assert [row["revision"] for row in found] == [0, 1, 2]
    assert [row["before"] for row in found] == [None, "2025", "2025-05-02"]
    assert [row["since"] for row in found] == ["2024-01-10", "2024-03-10", "2024-09-10"]
    assert len({row["uid"] for row in found}) == 1
    assert found[-1]["citations"][0]["publisher"] == "Paper"


@pytest.mark.parametrize("order", list(itertools.permutations(MOVES)))
def test_the_order_of_reading_changes_nothing(order: list[Note]) -> None:
    assert rows(told(order), "2024-10-01") == rows(told(MOVES), "2024-10-01")


def test_what_has_come_out_or_gone_by_is_not_to_come() -> None:
    record = told(
        [*MOVES, note("2025-11-08", "Post", say("release_date", "2025-11-07", "stated", medium="theatrical"))]
    )
    assert dates(record, "2025-11-07") == [(FILM.name, "2025-11-07")]
    assert rows(record, "2025-11-08", gone=True) == []
    assert rows(told(MOVES), "2025-11-08", gone=True) == []


def test_partial_dates_stand_as_they_are_after_what_is_exact() -> None:
    said = [
        say("release_date", edtf, of=Entity("film", name))
        for name, edtf in (("A", "2025"), ("B", "2025-23"), ("C", "2025-12-31"), ("D", "2025-11"), ("E", "2024-24"))
    ]
    record = told([note("2024-06-01", "Paper", *said)])
    assert dates(record, "2024-07-01") == [
        ("E", "2024-24"),  # winter ends in February
        ("D", "2025-11"),
        ("B", "2025-23"),
        ("C", "2025-12-31"),
        ("A", "2025"),
    ]


def test_a_date_with_an_open_end_comes_last() -> None:
    said = [say("release_date", edtf, of=Entity("film", edtf)) for edtf in ("2025/..", "../2026", "2027-05/2027-06")]
    record = told([note("2024-06-01", "Paper", *said)])
    assert [one for _, one in dates(record, "2024-07-01")] == ["../2026", "2027-05/2027-06", "2025/.."]


def test_a_window_holds_the_releases_whose_latest_day_is_in_it() -> None:
    said = [say("release_date", edtf, of=Entity("film", edtf)) for edtf in ("2025-02-01", "2025-03", "2025")]
    record = told([note("2024-06-01", "Paper", *said)])
    window = {"since": day("2025-02-02"), "until": day("2025-03-31")}
    assert dates(record, "2024-07-01", **window) == [("2025-03", "2025-03")]
    assert rows(record, "2024-07-01", until=day("2024-06-01")) == []


def test_rivals_of_a_dispute_are_one_release() -> None:
    record = told(
        [
            note("2024-03-10", "Paper", say("release_date", "2025-05-02")),
            note("2024-03-11", "Post", say("release_date", "2025-06-06")),
        ]
    )
    [row] = rows(record, "2024-04-01")
    assert (row["date"], row["or"], row["standing"]) == ("2025-05-02", ["2025-06-06"], "disputed")
    assert {one["publisher"] for one in row["citations"]} == {"Paper", "Post"}
    assert row["uid"] == rows(record, "2024-03-10")[0]["uid"]


def test_releases_of_one_title_are_told_apart() -> None:
    record = told(
        [
            note("2024-03-10", "Paper", say("release_date", "2025-05-02", medium="theatrical")),
            note("2024-04-10", "Paper", say("release_date", "2025-05-09", medium="theatrical", territory="UK")),
            note("2024-05-10", "Post", say("release_date", "2025-09", medium="streaming", platform="Lumio")),
        ]
    )
    first, *others = rows(record, "2024-06-01")
    assert [row["date"] for row in (first, *others)] == ["2025-05-02", "2025-05-09", "2025-09"]
    assert len({row["uid"] for row in (first, *others)}) == 3
    assert first["uid"] == rows(record, "2024-03-10")[0]["uid"]
    assert others[0]["territory"] == "UK"
    assert others[1]["platform"] == "Lumio"


def test_seasons_are_releases_of_their_own() -> None:
    record = told(
        [
            note("2024-03-10", "Paper", say("release_date", "2025-02-01", of=SERIES, season="2")),
            note("2024-04-10", "Paper", say("release_date", "2026", of=SERIES, season="3")),
        ]
    )
    found = rows(record, "2024-06-01")
    assert [(row["season"], row["date"]) for row in found] == [("2", "2025-02-01"), ("3", "2026")]
    assert len({row["uid"] for row in found}) == 2


def test_a_withdrawn_date_is_told_only_where_asked() -> None:
    record = told([*MOVES, note("2025-01-10", "Post", say("release_date", UNKNOWN, medium="theatrical"))])
    assert rows(record, "2025-02-01") == []
    [row] = rows(record, "2025-02-01", gone=True)
    assert (row["state"], row["date"], row["since"]) == ("withdrawn", "2025-11-07", "2025-01-10")
    before = rows(record, "2024-10-01")[0]
    assert row["uid"] == before["uid"]
    assert row["revision"] > before["revision"]


def test_a_cancelled_title_is_marked() -> None:
    record = told([*MOVES, note("2025-01-10", "Post", say("status", "cancelled"))])
    [row] = rows(record, "2025-02-01")
    assert row["state"] == "cancelled"
    assert row["revision"] > rows(record, "2024-10-01")[0]["revision"]


def test_of_a_franchise_and_of_a_person() -> None:
    record = told(
        [
            note(
                "2024-01-10",
                "Paper",
                say("franchise", "Tides"),
                say("release_date", "2025-05-02"),
                say("director", "Odo Brandt"),
                say("release_date", "2025-06-06", of=OTHER),
                say("cast_member", "Ivy Salt", of=OTHER),
            ),
            note("2024-02-10", "Post", say("cast_member", "Ivy Salt", "denied", of=OTHER)),
        ]
    )
    assert dates(record, "2024-03-01", franchise="Tides") == [(FILM.name, "2025-05-02")]
    assert dates(record, "2024-03-01", person="Odo Brandt") == [(FILM.name, "2025-05-02")]
    assert dates(record, "2024-02-01", person="Ivy Salt") == [(OTHER.name, "2025-06-06")]
    assert dates(record, "2024-03-01", person="Ivy Salt") == []
    with pytest.raises(UnknownTitle):
        rows(record, "2024-03-01", franchise="Nothing Such")
    with pytest.raises(UnknownPerson):
        rows(record, "2024-03-01", person="Nobody Such")


def test_a_date_that_an_editor_corrects_is_found() -> None:
    record = told([note("2024-01-10", "Paper", say("release_date", "2020-05-02"))])
    assert rows(record, "2024-02-01") == []
    [claim] = record.claims()
    correction = Correction(Edtf("2025-05-02"), None, "", {})
    made = Decision(0, "correct", day("2024-01-11"), "Ada Rook", "a slip", claim_id(claim), correction=correction)
    record.decide(made, RECORDED)
    assert dates(record, "2024-02-01") == [(FILM.name, "2025-05-02")]
