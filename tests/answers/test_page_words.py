"""What pages say beyond the answers: the state in one line, changes in sentences, how a date slipped, cast, sources."""

from __future__ import annotations

import pytest

from scenes import FILM, NONE, SERIES, UNKNOWN, Note, day, note, say, told
from slugline.answers import changes, guide
from slugline.answers.addresses import titles_then
from slugline.answers.cast import cast
from slugline.answers.masthead import state_line
from slugline.answers.scoping import title_view
from slugline.answers.slips import slips
from slugline.answers.sources import sources
from slugline.answers.tellings import change_said, heading, ordinal, tellings
from slugline.claims.kinds import SPECS
from slugline.edtf import Edtf
from slugline.model import Entity
from slugline.record import Record, Title, View

ON = "2026-01-01"
EBB = Entity("film", "Paper Tides: Ebb")


def seen(record: Record, name: str = "Paper Tides", on: str = ON) -> tuple[View, Title]:
    view = title_view(record, name, day(on), family=True, deaths=True)
    return view, view.title(name)


def state(*notes: Note, on: str = ON, name: str = "Paper Tides") -> str:
    with told(notes) as record:
        return state_line(*seen(record, name, on))


MOVED = (
    note("2024-01-01", "Sheet", say("release_date", "2026-06-12", medium="theatrical")),
    note("2025-01-01", "Post", say("release_date", "2026-12-18", medium="theatrical", replaces="2026-06-12")),
)


@pytest.mark.parametrize(
    ("notes", "on", "line"),
    [
        ((note("2025-01-01", "Post", say("director", "Mara Vint")),), ON, "Nobody has said when it comes out"),
        ((note("2025-01-01", "Post", say("status", "filming")),), ON, "Filming; nothing dated"),
        (
            (note("2025-01-01", "Post", say("status", "in_development"), say("release_date", UNKNOWN)),),
            ON,
            "In development; no date announced",
        ),
        (MOVED[:1], ON, "Due in theaters on June 12, 2026"),
        (MOVED, ON, "Due in theaters on December 18, 2026, the second date announced"),
        (MOVED, "2027-02-01", "Was due in theaters on December 18, 2026; nobody has said since whether it came out"),
        (
            (note("2025-01-01", "Post", say("release_date", "2026", "rumoured", by=("a friend",))),),
            ON,
            "Rumoured for 2026, according to a friend",
        ),
        (
            (note("2025-06-06", "Post", say("release_date", "2025-06-06", "stated", medium="theatrical")),),
            "2025-07-01",
            "In theaters since June 6, 2025",
        ),
        (
            (note("2025-06-06", "Post", say("release_date", "2025-06-06", "stated", medium="theatrical")),),
            "2026-07-01",
            "Released in theaters on June 6, 2025",
        ),
        ((note("2025-06-06", "Post", say("release_date", "2025-05", "stated")),), "2025-06-07", "Released in May 2025"),
        (
            (*MOVED, note("2025-03-01", "Sheet", say("status", "cancelled"))),
            ON,
            "Cancelled; due in theaters on December 18, 2026, the second date announced",
        ),
    ],
)
def test_the_state_is_one_plain_line(notes: tuple[Note, ...], on: str, line: str) -> None:
    assert state(*notes, on=on) == line


def test_a_series_has_the_state_of_its_season() -> None:
    notes = (
        note("2024-01-01", "Post", say("release_date", "2024-01-01", "stated", of=SERIES, season="1")),
        note("2025-03-01", "Post", say("release_date", "2026-11", of=SERIES, season="2", platform="Lumio")),
    )
    assert state(*notes, name="Kettle Row") == "Season 2 due on Lumio in November 2026"


def test_changes_are_sentences_with_whom_they_are_from() -> None:
    notes = (
        *MOVED,
        note("2025-02-01", "Sheet", say("cast_member", "Odo Brandt", character="unknown", by=("Lantern House",))),
        note("2025-03-01", "Sheet", say("cast_member", "Odo Brandt", character="Ivo Salt")),
        note("2025-04-01", "Post", say("director", "Mara Vint")),
    )
    with told(notes) as record:
        rows = changes(record, "Paper Tides", as_of=day(ON))
    assert [change_said(row) for row in rows] == [
        "Mara Vint joined as director, Post says",
        "Role revealed: Odo Brandt as Ivo Salt, Sheet says",
        "Odo Brandt in a role not announced joined the cast, Lantern House says",
        "Moved from June 12, 2026 to December 18, 2026, Post says",
        "Set for June 12, 2026 in theaters, Sheet says",
    ]
    assert change_said(rows[0], source=False) == "Mara Vint joined as director"


def test_every_property_has_a_heading_and_a_label() -> None:
    words = tellings()
    assert set(SPECS) - set(words["labels"]) == set()
    assert set(SPECS) - set(words["headings"]) == {"death_date"}


def test_headings_speak_of_it_in_the_tense_of_the_question() -> None:
    notes = (
        note("2025-01-01", "Post", say("director", "Mara Vint"), say("trailer", NONE)),
        note("2025-06-06", "Post", say("release_date", "2025-06-06", "stated")),
    )
    with told(notes) as record:
        before = guide(record, FILM.name, as_of=day("2025-02-01"))["answers"]
        after = guide(record, FILM.name, as_of=day(ON))["answers"]
    assert isinstance(before, list)
    assert isinstance(after, list)
    assert [heading(entry, FILM.name) for entry in before][:1] == ["When does it come out?"]
    assert [heading(entry, FILM.name) for entry in after][:1] == ["When did it come out?"]
    assert "Who directs it?" in [heading(entry, FILM.name) for entry in before]
    assert "Who directed it?" in [heading(entry, FILM.name) for entry in after]
    named = {"property": "cast_member", "question": "Will Paper Tides be in Paper Tides?"}
    assert heading(named, "Paper Tides") == "Will Paper Tides be in it?"


@pytest.mark.parametrize(
    ("number", "word"), [(1, "first"), (12, "twelfth"), (13, "13th"), (21, "21st"), (112, "112th")]
)
def test_ordinals(number: int, word: str) -> None:
    assert ordinal(number) == word


def test_the_cast_come_back_from_titles_that_are_out() -> None:
    notes = (
        note(
            "2024-01-01",
            "Post",
            say("franchise", "Paper Tides"),
            say("release_date", "2024-01-01", "stated"),
            say("cast_member", "Odo Brandt", character="Ivo Salt"),
            say("cast_member", "Ines Quill", character="Ada"),
        ),
        note(
            "2025-01-01",
            "Post",
            say("franchise", "Paper Tides", of=EBB),
            say("cast_member", "Odo Brandt", of=EBB, character="Ivo Salt"),
            say("cast_member", "Ines Quill", of=EBB, character="unknown"),
        ),
    )
    with told(notes) as record:
        found = {one.name: one for one in cast(*seen(record, EBB.name))}
    assert found["Odo Brandt"].back_from == ("Paper Tides",)
    assert (found["Ines Quill"].back_from, found["Ines Quill"].secret, found["Ines Quill"].role) == ((), True, "")
    assert found["Odo Brandt"].since == day("2025-01-01")


def test_sources_count_what_they_gave_and_what_of_it_holds() -> None:
    with told(MOVED) as record:
        rows = sources(*seen(record))
    assert [(row.number, row.publisher, row.claims, row.holding) for row in rows] == [
        (2, "Post", 1, 1),
        (1, "Sheet", 1, 0),
    ]


def test_turned_back_a_title_stays_itself_under_a_name_that_it_shared() -> None:
    old, new = Entity("film", "Ferry", 1994), Entity("film", "Ferry", 2026)
    notes = (
        note("2024-01-01", "Post", say("release_date", "1994-05-06", "stated", of=old), say("director", "A B", of=old)),
        note("2024-02-01", "Post", say("release_date", "2026-03", of=new), say("director", "Tove Anker", of=new)),
        note(
            "2025-01-01",
            "Post",
            say("also_known_as", "Ferry", of=Entity("film", "Night Ferry", 2026), kind="former"),
            say("director", "Tove Anker", of=Entity("film", "Night Ferry", 2026)),
        ),
    )
    with told(notes) as record:
        view, found = titles_then(record, "night-ferry", day("2024-06-01"), day(ON))
        assert [one.name for one in found] == ["Ferry"]
        assert state_line(view, found[0]) == "Due in March 2026"
        assert len(titles_then(record, "ferry", day("2024-06-01"), day(ON))[1]) == 2


def test_the_history_follows_the_main_release_step_by_step() -> None:
    notes = [
        note("2024-01-01", "Sheet", say("release_date", "2025-05", medium="theatrical")),
        note("2024-02-01", "Post", say("release_date", "2025-05-09", medium="theatrical")),
        note("2024-02-02", "Post", say("release_date", "2025-09-01", medium="streaming", platform="Lumio")),
        note("2024-06-01", "Post", say("release_date", "2025-08-01", medium="theatrical", replaces="2025-05-09")),
        note("2025-08-02", "Sheet", say("release_date", "2025-08-01", "stated", medium="theatrical")),
    ]
    with told(notes) as record:
        view = title_view(record, "Paper Tides", day("2026-01-01"))
        found = slips(view, view.title("Paper Tides").key)
    assert [(str(one.since), str(one.until or ""), one.value.text) for one in found.steps] == [
        ("2024-01-01", "2024-02-01", "2025-05"),
        ("2024-02-01", "2024-06-01", "2025-05-09"),
        ("2024-06-01", "", "2025-08-01"),
    ]
    assert found.released == Edtf("2025-08-01")
    assert found.dates == 2
    assert [one.citations[0]["date"] for one in found.steps] == ["2024-01-01", "2024-02-01", "2024-06-01"]
