"""The calendars: events that three programs read alike, that keep their names, and show no day that nobody named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

import scenes
from scenes import FILM, SERIES, Note, note, say
from slugline.answers.calendar import calendar
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk
from slugline.surfaces.web.feeds.ical import Release, ical
from web.programs.noted import TODAY

CALENDARS = [
    "/calendar.ics",
    "/calendar.ics?title=paper-tides",
    "/calendar.ics?franchise=Paper Tides",
    "/calendar.ics?person=Tove Anker",
    "/titles/kettle-row/calendar.ics",
    "/franchises/paper-tides/calendar.ics",
    "/people/mara-vint/calendar.ics",
    "/calendar.ics?as_of=2025-04-01",
    "/calendar.ics?as_of=1999-01-01",
]


def events(content: bytes) -> list[dict[str, Any]]:
    """The events, as three programs read them and agree."""
    ours = [
        {
            "uid": str(one["UID"]),
            "summary": str(one["SUMMARY"]),
            "first": one.decoded("DTSTART"),
            "last": one.decoded("DTEND"),
            "status": str(one["STATUS"]),
            "sequence": one.decoded("SEQUENCE"),
            "said": one.decoded("DTSTAMP"),
            "description": str(one["DESCRIPTION"]),
        }
        for one in icalendar.Calendar.from_ical(content).walk("VEVENT")
    ]
    text = content.decode()
    second = [
        tuple(one.contents[name][0].value for name in ("uid", "summary", "dtstart", "dtend", "status", "sequence"))
        for one in getattr(vobject.readOne(text), "vevent_list", [])
    ]
    third = [
        (one.uid, one.summary, one.dtstart, one.dtend, one.status.value if one.status else None, one.sequence)
        for one in IcsCalendarStream.calendar_from_ics(text).events
    ]
    mine = [(e["uid"], e["summary"], e["first"], e["last"], e["status"], e["sequence"]) for e in ours]
    assert mine == [(*parts, int(number)) for *parts, number in second] == third
    return ours


def of(notes: Sequence[Note], today: date = TODAY) -> list[dict[str, Any]]:
    """The events of the whole calendar that a record of some notes gives on a day."""
    with scenes.told(notes) as record:
        rows = calendar(record, as_of=today, gone=True)
    return events(ical("Releases", [Release(f"{row['uid']}@x.example", "https://x.example/", row) for row in rows]))


@pytest.mark.parametrize("path", CALENDARS)
def test_three_programs_read_every_calendar(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    found = events(response.content)
    assert len({one["uid"] for one in found}) == len(found)
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    assert response.content.endswith(b"END:VCALENDAR\r\n")
    for one in found:
        assert type(one["first"]) is date
        assert one["last"] - one["first"] == timedelta(days=1), "the end is not included"
        assert one["said"].time() == datetime.min.time()


def test_what_is_to_come(client: TestClient) -> None:
    found = {one["summary"]: one for one in events(client.get("/calendar.ics").content)}
    assert {summary: (one["first"].isoformat(), one["status"]) for summary, one in found.items()} == {
        "Kettle Row, season 2: on Lumio": ("2026-11-20", "CONFIRMED"),
        "Paper Tides: in theaters": ("2026-12-18", "CONFIRMED"),
        "Paper Tides: in theaters in the UK": ("2027-01-08", "CONFIRMED"),
    }
    assert "Moved once; before, June 12, 2026." in found["Paper Tides: in theaters"]["description"]
    assert "The Test Sheet" in found["Paper Tides: in theaters"]["description"]


def test_what_has_no_day_stands_in_the_description_alone(client: TestClient) -> None:
    content = client.get("/calendar.ics").content
    told = str(icalendar.Calendar.from_ical(content)["DESCRIPTION"])
    assert "Lantern Bay: in theaters (in March 2027)" in told
    assert "Paper Tides: Ebb (in 2028)" in told
    assert b"0101" not in content.replace(b"T000000Z", b"")


@pytest.mark.parametrize(
    "when", ["2027", "2027-03", "2027-22", "2027-03-01~", "2027-03-01/2027-03-09", "../2027-03-01"]
)
def test_no_day_is_made_up(when: str) -> None:
    assert of([note("2026-10-01", "The Test Sheet", say("release_date", when))]) == []


@pytest.mark.parametrize("modality", ["expected", "rumoured"])
def test_what_is_not_firm_is_tentative(modality: str) -> None:
    (one,) = of([note("2026-10-01", "The Test Sheet", say("release_date", "2027-03-05", modality))])
    assert one["status"] == "TENTATIVE"


def test_two_answers_are_tentative_and_both_told() -> None:
    rivals = [("The Test Sheet", "2027-03-05"), ("Harbour Post", "2027-04-09")]
    (one,) = of([note("2026-10-01", outlet, say("release_date", day)) for outlet, day in rivals])
    assert one["status"] == "TENTATIVE"
    assert one["first"] == date(2027, 3, 5)
    assert "April 9, 2027" in one["description"]


@pytest.mark.parametrize(
    "later",
    [
        say("release_date", "2027-03-05", "denied"),
        say("status", "cancelled", of=FILM),
        say("release_date", "2027"),
    ],
    ids=["withdrawn", "cancelled", "no day any more"],
)
def test_what_will_not_be_is_cancelled_under_the_same_name(later: Any) -> None:
    first = note("2026-09-01", "The Test Sheet", say("release_date", "2027-03-05"))
    if later.property == "release_date" and later.context.modality != "denied":
        second = note("2026-10-01", "The Test Sheet", later, say("release_date", "2027-03-05", "denied"))
    else:
        second = note("2026-10-01", "The Test Sheet", later)
    (before,) = of([first])
    (after,) = of([first, second])
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert (after["uid"], after["first"]) == (before["uid"], before["first"])
    assert after["sequence"] > before["sequence"]


def test_what_came_out_as_planned_is_not_cancelled() -> None:
    planned = note("2026-09-01", "The Test Sheet", say("release_date", TODAY.isoformat()))
    out = note(TODAY.isoformat(), "Harbour Post", say("release_date", TODAY.isoformat(), "stated"))
    assert [one["status"] for one in of([planned, out])] in ([], ["CONFIRMED"])


@st.composite
def courses(draw: st.DrawFn) -> list[tuple[date, date]]:
    """When a date was said, and which: months lie between, so that each is the answer in its turn."""
    dates = draw(st.lists(st.dates(date(2026, 12, 1), date(2029, 12, 31)), min_size=1, max_size=4, unique=True))
    apart = [timedelta(days=draw(st.integers(60, 120))) for _ in dates]
    return [(date(2024, 1, 1) + sum(apart[: n + 1], timedelta()), when) for n, when in enumerate(dates)]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(courses(), st.randoms(use_true_random=False))
def test_a_name_stays_and_each_move_raises_the_sequence(moves: list[tuple[date, date]], chance: Any) -> None:
    """However often a date moves, and in whichever order, and however often, its articles are read."""
    said = [note(day.isoformat(), "The Test Sheet", say("release_date", when.isoformat())) for day, when in moves]
    last: dict[str, Any] | None = None
    for upto, (_, when) in enumerate(moves, 1):
        (now,) = of(said[:upto])
        assert now["first"] == when
        if last is not None:
            assert now["uid"] == last["uid"]
            assert now["sequence"] > last["sequence"]
        again = [*said[:upto], *said[:upto]]
        chance.shuffle(again)
        assert of(again) == [now]
        last = now


def test_seasons_and_territories_have_names_of_their_own() -> None:
    seasons = [say("release_date", f"2027-0{n}-05", of=SERIES, season=str(n), medium="streaming") for n in (2, 3)]
    places = [say("release_date", "2027-05-05", medium="theatrical", territory=place) for place in ("US", "France")]
    found = of([note("2026-09-01", "The Test Sheet", *seasons, *places)])
    assert len({one["uid"] for one in found}) == len(found) == 4


def test_a_new_name_keeps_the_old_events_name() -> None:
    first = note("2026-09-01", "The Test Sheet", say("release_date", "2027-03-05"))
    other = say("also_known_as", "Paper Tides", of=replace(FILM, name="The Flood"), kind="former")
    renamed = note(
        "2026-10-01", "Harbour Post", other, say("release_date", "2027-03-05", of=replace(FILM, name="The Flood"))
    )
    (before,) = of([first])
    (after,) = of([first, renamed])
    assert after["uid"] == before["uid"]
    assert after["summary"].startswith("The Flood")


@given(st.text(max_size=200), st.text(max_size=200))
@settings(deadline=None)
def test_any_text_makes_a_calendar_that_is_read_back(title: str, quote: str) -> None:
    row: dict[str, Any] = dict.fromkeys(("season", "medium", "territory", "platform"), "")
    row |= {"title": title, "type": "film", "date": "2027-03-05", "or": [], "since": "2026-01-02", "before": None}
    row |= {"modality": "scheduled", "standing": "current", "state": "ahead", "moved": 0, "revision": 0}
    row["citations"] = [{"publisher": title, "date": "2026-01-02", "quote": quote, "url": "javascript:alert(1)"}]
    content = ical(title, [Release("a@b", "https://desk.example/titles/x", row)])
    (one,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert one.decoded("DTSTART") == date(2027, 3, 5)
    assert b"javascript" not in content.replace(b"\r\n ", b"") or "javascript" in title + quote
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert sum(line.startswith(b"BEGIN:") for line in content.split(b"\r\n")) == 2, "no text makes a line of its own"


@pytest.fixture
def based(desk: Desk) -> Iterator[TestClient]:
    """A desk that has an address of its own."""
    with TestClient(make_app(replace(desk, base="https://desk.example"))) as made:
        yield made


def test_the_desks_own_address_is_in_the_names(based: TestClient) -> None:
    found = events(based.get("/calendar.ics", headers={"host": "evil.example"}).content)
    assert all(one["uid"].endswith("@desk.example") for one in found)
    assert all(one["said"].utcoffset() == timedelta(0) for one in found)


DAYS = ["2027-03-05", "2027-04-09", "2028-01-01"]
VAGUE = ["2027", "2027-03", "2028-22"]


@st.composite
def storylines(draw: st.DrawFn) -> list[Note]:
    """Notes on when a film and a series come out, where, how surely, and whether at all; weeks lie between them."""
    made, day = [], date(2025, 1, 1)
    for number in range(draw(st.integers(2, 7))):
        day += timedelta(days=draw(st.integers(1, 60)))
        said = []
        for _ in range(draw(st.integers(1, 2))):
            of = draw(st.sampled_from([FILM, SERIES]))
            if draw(st.integers(0, 6)) == 0:
                said.append(say("status", draw(st.sampled_from(["cancelled", "filming"])), of=of))
                continue
            scope = {"medium": draw(st.sampled_from(["", "theatrical", "streaming"]))}
            scope["territory"] = draw(st.sampled_from(["", "", "US", "UK"]))
            firm = draw(st.sampled_from(["scheduled", "scheduled", "expected", "denied"]))
            kept: dict[str, Any] = {name: value for name, value in scope.items() if value}
            kept |= {"season": "2"} if of is SERIES else {}
            said.append(say("release_date", draw(st.sampled_from(DAYS + VAGUE)), firm, of=of, **kept))
        made.append(note(day.isoformat(), f"Paper {number % 2}", *said, url=f"https://x.example/{number}"))
    return made


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(storylines())
def test_day_by_day_a_release_keeps_its_name_and_every_move_is_told(story: list[Note]) -> None:
    seen: dict[str, dict[str, Any]] = {}
    places: dict[tuple[str, ...], str] = {}
    with scenes.told(story) as record:
        for told in story:
            rows = calendar(record, as_of=date.fromisoformat(told.day), gone=True)
            names = {str(row["uid"]) for row in rows}
            assert len(names) == len(rows)
            now = {tuple(str(row[part]) for part in ("slug", "season", "medium", "territory")): row for row in rows}
            for place, row in now.items():
                assert places.get(place, row["uid"]) == row["uid"], "what comes out there has another name"
            places = {place: str(row["uid"]) for place, row in now.items()}
            made = events(ical("Releases", [Release(str(row["uid"]), "https://x.example/", row) for row in rows]))
            for event in made:
                assert event["first"].isoformat() in DAYS, "a day that nobody named"
                before = seen.get(event["uid"], event)
                assert event["sequence"] >= before["sequence"]
                if (event["first"], event["status"]) != (before["first"], before["status"]):
                    assert event["sequence"] > before["sequence"]
                seen[event["uid"]] = event
            shown = {event["uid"]: event for event in made}
            for row in rows:
                firm = row["modality"] in ("stated", "scheduled") and row["standing"] == "current"
                if str(row["date"]) in DAYS and row["state"] == "ahead":
                    assert shown[str(row["uid"])]["status"] == ("CONFIRMED" if firm else "TENTATIVE")
                elif str(row["uid"]) in shown:
                    assert shown[str(row["uid"])]["status"] == "CANCELLED"


def test_a_release_keeps_its_name_where_a_main_one_comes_beside_it() -> None:
    streaming = note("2026-09-01", "Post", say("release_date", "2027-03-05", medium="streaming", platform="Lumio"))
    main = note("2026-10-01", "Post", say("release_date", "2027-02-05", medium="theatrical"))
    (before,) = of([streaming])
    first, second = of([streaming, main])
    assert (first["summary"], second["summary"]) == ("Paper Tides: in theaters", "Paper Tides: on Lumio")
    assert second == before
    assert first["uid"] != before["uid"]


def test_a_medium_that_becomes_known_and_one_that_changes_are_one_release() -> None:
    dates: list[dict[str, Any]] = [
        {"medium": ""},
        {"medium": "theatrical"},
        {"medium": "streaming", "replaces": "2027-03-06"},
    ]
    story = [
        note(f"2026-0{n}-01", "Post", say("release_date", f"2027-03-0{n}", **{k: v for k, v in one.items() if v}))
        for n, one in enumerate(dates, 5)
    ]
    found = [of(story[:upto], date(2026, 4 + upto, 2)) for upto in (1, 2)]
    assert len({events[0]["uid"] for events in found}) == 1


def test_a_namesake_or_an_older_name_read_late_moves_no_name() -> None:
    first = note("2026-09-01", "Post", say("release_date", "2027-03-05"))
    old = replace(FILM, year=1994)
    namesake = note(
        "1995-01-01", "Post", say("release_date", "1994-05-06", "stated", of=old), say("writer", "Y", of=old)
    )
    flood = replace(FILM, name="The Flood")
    renamed = note(
        "2026-01-01", "Post", say("also_known_as", FILM.name, of=flood, kind="former"), say("writer", "Z", of=flood)
    )
    names = [{one["uid"] for one in of([first, *more])} for more in ([], [namesake], [renamed])]
    assert names[0] == names[1] == names[2]
