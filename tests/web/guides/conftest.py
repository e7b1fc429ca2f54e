"""What the tests of the guide pages share: a record of invented notes, and the desk over it as a reader sees it.

tides    a record in a file, the same for the whole session: read it, never add to it
recorded makes a record of one's own
client   a client of the desk over it, as of TODAY
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from scenes import UNKNOWN, Note, note, say, told
from slugline.claims.engines import open_engine
from slugline.model import Entity
from slugline.record import Record
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk

TODAY = date(2026, 11, 1)
NOW = datetime(2030, 1, 2, 9, 30, tzinfo=UTC)
SEQUEL = Entity("film", "Paper Tides: Ebb")
OLD = Entity("film", "Lantern Bay", 1994)
NEW = Entity("film", "Lantern Bay", 2027)
HOSTILE = Entity("film", "<b>Rook</b> & 'Sons' ]]>\u202egnp")
SIGNS = Entity("film", "?#%/")
BOO = "=1+1<script>alert(1)</script>\u202e"


def notes() -> list[Note]:
    """Notes on a franchise, titles of one name, and one that means harm."""
    return [
        note(
            "2025-01-10",
            "The Test Sheet",
            say("release_date", "2026-06", "expected", medium="theatrical"),
            say("director", "Mara Vint"),
            say("franchise", "Paper Tides"),
            say("cast_member", "Odo Brandt", character="unknown"),
        ),
        note(
            "2025-03-03",
            "Harbour Post",
            say("release_date", "2026-06-12", medium="theatrical", by=("Lantern House",)),
            say("cast_member", "Odo Brandt", character="Ivo Salt"),
            say("premise", "A clerk follows a flood of letters to the sea."),
        ),
        note(
            "2025-09-20",
            "The Test Sheet",
            say("release_date", "2026-12-18", medium="theatrical", replaces="2026-06-12"),
            say("release_date", "2026-06-12", "denied", medium="theatrical"),
            say("composer", UNKNOWN),
        ),
        note(
            "2026-02-14",
            "Harbour Post",
            say("franchise", "Paper Tides", of=SEQUEL),
            say("sequel_of", Entity("title", "Paper Tides"), of=SEQUEL),
            say("release_date", "2028", "expected", of=SEQUEL),
            say("director", "Mara Vint", "rumoured", of=SEQUEL),
        ),
        note("2026-04-04", "Harbour Post", say("release_date", "1994-05-06", "stated", of=OLD)),
        note(
            "2026-05-05",
            "The Test Sheet",
            say("release_date", "2027-03", of=NEW, medium="theatrical"),
            say("director", "Tove Anker", of=NEW),
        ),
        note("2026-06-01", "Harbour Post", say("cast_member", "Zoë Ångström-Ōta", of=SIGNS)),
        note(
            "2026-06-06",
            "Nobody's Sheet",
            say("premise", BOO, of=HOSTILE, quote=BOO),
            say("cast_member", "Robert'); DROP TABLE claims;--", of=HOSTILE),
            url="https://nobody.example/?a=<b>&c='\"",
        ),
    ]


@pytest.fixture(scope="session")
def tides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record of the notes, to be read only."""
    record = told(notes(), url=f"sqlite:///{tmp_path_factory.mktemp('guides') / 'desk.db'}")
    yield record
    record.close()


@pytest.fixture
def client(tides: Record) -> Iterator[TestClient]:
    """A reader of the desk over the shared record."""
    with TestClient(make_app(desk_over(tides))) as made:
        yield made


@pytest.fixture
def recorded(tmp_path: Path) -> Iterator[Callable[..., Record]]:
    """Makes a record of some notes, in a file, which several threads may read."""
    made: list[Record] = []

    def make(*notes: Note) -> Record:
        made.append(told(notes, url=f"sqlite:///{tmp_path / f'{len(made)}.db'}"))
        return made[-1]

    yield make
    for record in made:
        record.close()


def desk_over(record: Record) -> Desk:
    """A desk over any record, as of TODAY."""
    return Desk(record, lambda: TODAY, lambda: NOW, lambda: open_engine("rules"))
