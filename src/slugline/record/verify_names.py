"""Whether the index of names holds what the claims make of it, and nothing else.

The names of all claims are gathered in a scratch database that SQLite keeps in a file of its own and forgets when it
is closed, so that memory does not grow with the record.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from slugline.model import Claim
from slugline.record import schema
from slugline.record.faults import Fault, batches, quoted, typed
from slugline.record.rows import name_rows

_BATCH = 1000
_KEY = ("form", "kind", "name", "owner")
_TABLE = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE said (
        form TEXT, kind TEXT, name TEXT, owner TEXT, day TEXT, seen INTEGER DEFAULT 0,
        PRIMARY KEY (form, kind, name, owner)
    ) WITHOUT ROWID;
"""
_LEARN = """
    INSERT INTO said (form, kind, name, owner, day) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET day = min(day, excluded.day)
"""
_SEE = "UPDATE said SET seen = 1 WHERE form = ? AND kind = ? AND name = ? AND owner = ? RETURNING day"


class Names:
    """What the claims make of the index; ``whole`` is to be unset where some of them could not be read."""

    def __init__(self) -> None:
        self.whole = True
        self._scratch = sqlite3.connect("", isolation_level=None)
        self._scratch.executescript(_TABLE)

    def close(self) -> None:
        """Forget everything."""
        self._scratch.close()

    def learn(self, claims: Sequence[Claim]) -> None:
        """Take in the names of an article's claims."""
        rows = [(*(row[name] for name in _KEY), str(row["said_on"])) for row in name_rows(claims)]
        self._scratch.executemany(_LEARN, rows)

    def steps(self, connection: Connection, counted: Counter[str]) -> Iterator[list[Fault]]:
        """The faults of the index, some rows at a time; first those of what it holds, then of what it lacks."""
        for rows, faults in batches(connection, schema.names, _BATCH):
            counted["names"] += len(rows)
            yield [*faults, *(fault for row in rows for fault in self._row(row))]
        unseen = self._scratch.execute("SELECT form, kind, name, owner, day FROM said WHERE seen = 0")
        while found := unseen.fetchmany(_BATCH):
            yield [_lacking(*row) for row in found]

    def _row(self, row: Any) -> Iterator[Fault]:
        faults: list[Fault] = []
        sound = typed(schema.names, row, f"name {row.id}", faults)
        yield from faults
        if sound is None:
            return
        place = f"name {quoted(sound.form)}, {_leads(sound.kind, sound.name, sound.owner)}"
        day = self._scratch.execute(_SEE, [getattr(sound, name) for name in _KEY]).fetchone()
        if not self.whole:
            return  # a claim that cannot be read may bear the name, or have borne it first
        if day is None:
            yield Fault(place, "no claim bears it", "a name of a claim")
        elif day[0] != str(sound.said_on):
            yield Fault(place, f"its first day is {sound.said_on}", f"{day[0]}, as the claims say")


def _lacking(form: str, kind: str, name: str, owner: str, day: str) -> Fault:
    return Fault(f"name {quoted(form)}, {_leads(kind, name, owner)}", "it is not in the index", f"there since {day}")


def _leads(kind: str, name: str, owner: str) -> str:
    return f"{kind} of {quoted(name)}" + (f" ({quoted(owner)})" if owner else "")
