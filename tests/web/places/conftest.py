"""A record of invented titles for the pages of franchises and people, and the desk over it as of TODAY."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from scenes import FILM, SERIES, UNKNOWN, Note, note, say, told
from slugline.claims.engines import open_engine
from slugline.model import Entity
from slugline.record import Record
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk

TODAY = date(2026, 11, 1)
NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
ONE, TWO, THREE, FOUR = (Entity("film", f"Loop {name}") for name in ("One", "Two", "Three", "Four"))
LOW, HIGH, SLACK = (Entity("film", f"{name} Water") for name in ("Low", "High", "Slack"))
HARM = Entity("film", "<b>Rook</b> & 'Sons' ]]>\u202egnp")
IVY = Entity("person", "Ivy Salt")


def notes() -> list[Note]:
    """Franchises (one in order, one that contradicts itself, one of which no order is told) and what is to come."""
    return [
        note(
            "2025-01-10",
            "The Test Sheet",
            *(say("franchise", "The Water Cycle", of=one) for one in (LOW, HIGH, SLACK)),
            say("release_date", "2010-05-01", "stated", of=LOW),
            say("release_date", "2014-05-01", "stated", of=HIGH),
            say("release_date", "2027-05", of=SLACK, medium="theatrical"),
            say("director", "Ivy Salt", of=LOW),
            say("cast_member", "Ivy Salt", of=SLACK, character="Wren", reprise=True),
            say("writer", "Ivy Salt", "rumoured", of=HIGH),
            say("producer", "Odo Brandt", of=SLACK),
        ),
        note(
            "2025-02-10",
            "Harbour Post",
            say("set_after", SLACK.name, of=LOW, quote="picks up where the third left off"),
            *(say("franchise", "Loop", of=one) for one in (ONE, TWO, THREE, FOUR)),
            say("set_after", ONE.name, of=TWO, quote="years after the first"),
            say("set_after", TWO.name, of=ONE, quote="long before the second"),
            say("franchise", "Mast", of=FILM),
        ),
        note(
            "2025-03-10",
            "Harbour Post",
            say("award_won", "Golden Gull", of=IVY, work="Old Rain"),
            say("producer", "Odo Brandt", "denied", of=SLACK),
            say("release_date", "2027-23", of=FILM),
            say("release_date", "2028", "expected", of=SERIES, season="2"),
            say("release_date", "2027-02-05", of=HARM, medium="theatrical"),
            say("cast_member", "<i>Mina</i>", of=HARM, character='"><script>alert(1)</script>'),
            say("franchise", "<u>Rooks</u>", of=HARM),
        ),
        note(
            "2026-02-14",
            "The Test Sheet",
            say("release_date", "2027-07-09", of=SLACK, medium="theatrical"),
            say("release_date", "2027-02-26", of=HARM, medium="theatrical"),
            say("release_date", "2027-02-12", of=ONE),
            say("release_date", "2027-03-12", of=TWO),
        ),
        note("2026-03-20", "Harbour Post", say("release_date", "2027-02-19", of=ONE)),
        note("2026-06-01", "Harbour Post", say("release_date", UNKNOWN, of=TWO), say("status", "filming", of=FOUR)),
    ]


def served_by(record: Record) -> TestClient:
    """A browser at the desk over a record."""
    desk = Desk(record, lambda: TODAY, lambda: NOW, lambda: open_engine("rules"))
    return TestClient(make_app(desk), follow_redirects=False)


@contextmanager
def desk_of(notes: Iterable[Note], folder: Path) -> Iterator[TestClient]:
    """A browser at the desk over a record of some notes."""
    with told(notes, url=str(folder / "one.db")) as record, served_by(record) as browser:
        yield browser


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record; read it, never add to it."""
    path: Path = tmp_path_factory.mktemp("places") / "places.db"
    with told(notes(), url=str(path)) as record:
        yield record


@pytest.fixture(scope="module")
def client(places: Record) -> Iterator[TestClient]:
    """A reader."""
    with served_by(places) as browser:
        yield browser
