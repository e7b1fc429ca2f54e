"""A record of invented notes for the tests of the API and the feeds, and the desk over it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from scenes import NONE, SERIES, UNKNOWN, Note, note, say
from slugline.claims.engines import Engine, open_engine
from slugline.model import Entity
from slugline.record import Record
from slugline.surfaces.web.desk import Desk

TODAY = date(2026, 11, 1)
NOW = datetime(2030, 1, 2, 9, 30, tzinfo=UTC)  # after the moment at which scenes are recorded
SEQUEL = Entity("film", "Paper Tides: Ebb")
OLD = Entity("film", "Lantern Bay", 1994)
NEW = Entity("film", "Lantern Bay", 2027)
HOSTILE = Entity("film", "<b>Rook</b> & 'Sons' ]]>\u202egnp")
BOO = "=1+1<script>alert(1)</script>\u202e"


def notes() -> list[Note]:
    """Notes on a franchise, a series, two titles of one name, and one that means harm."""
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
            say("release_date", "2027-01-08", medium="theatrical", territory="UK"),
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
        note(
            "2026-03-01",
            "The Test Sheet",
            say("release_date", "2026-11-20", of=SERIES, medium="streaming", platform="Lumio", season="2"),
            say("status", "renewed", of=SERIES, season="3"),
            say("creator", "Ines Quill", of=SERIES),
            say("trailer", NONE, of=SERIES),
        ),
        note("2026-04-04", "Harbour Post", say("release_date", "1994-05-06", "stated", of=OLD)),
        note(
            "2026-05-05",
            "The Test Sheet",
            say("release_date", "2027-03", of=NEW, medium="theatrical"),
            say("director", "Tove Anker", of=NEW),
        ),
        note(
            "2026-06-06",
            "Nobody's Sheet",
            say("premise", BOO, of=HOSTILE, quote=BOO),
            say("cast_member", "Robert'); DROP TABLE claims;--", of=HOSTILE),
            url="https://nobody.example/?a=<b>&c='\"",
        ),
    ]


def desk_over(record: Record, engine: Callable[[], Engine] | None = None) -> Desk:
    """A desk over any record, as of TODAY; it reads articles by rules alone, which is quicker."""
    return Desk(record, lambda: TODAY, lambda: NOW, engine or (lambda: open_engine("rules")))
