"""Whether search finds what the claims and names hold, and nothing else.

The full-text index is compared with the claims by sums over its rows, in whatever order it gives them; only where a
sum is off are its rows looked at one by one. The vocabulary is gathered in a scratch database, as names are. Memory
does not grow with the record.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select

from slugline.record import schema
from slugline.record.faults import Fault, bare, batches, quoted, typed
from slugline.record.fulltext import NAMED, claim_of, fulltext_of
from slugline.record.search_index import Told, quotes_of, vocabulary_of, words_of

Instance = tuple[int, int, str]

_BATCH = 500
_BUCKETS = 1024
_SPOILT = 8  # buckets that are looked at row by row
_MASK = (1 << 64) - 1
_TABLE = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE said (word TEXT PRIMARY KEY, day TEXT, seen INTEGER DEFAULT 0) WITHOUT ROWID;
"""
_LEARN = "INSERT INTO said (word, day) VALUES (?, ?) ON CONFLICT DO UPDATE SET day = min(day, excluded.day)"
_SEE = "UPDATE said SET seen = 1 WHERE word = ? RETURNING day"


def searchable(connection: Connection, counted: Counter[str]) -> Iterator[list[Fault]]:
    """The faults of the index and of the vocabulary; those of rows that cannot be read are others' to tell."""
    index = fulltext_of(connection)
    missing = list(index.there(connection))
    yield [Fault("the full-text index", f"it has no {part}", "one: without it nothing is found") for part in missing]
    with closing(sqlite3.connect("", isolation_level=None)) as scratch:
        scratch.executescript(_TABLE)
        reading = _Reading(connection, names=index.holds_names)
        wanted = _sums(reading.instances(scratch))
        if not reading.whole:
            return
        if not missing:
            held = _sums(index.instances(connection))
            spoilt = [n for n in range(_BUCKETS) if held[n] != wanted[n]]
            if spoilt:
                yield list(_differences(reading.instances(None), index.instances(connection), spoilt[:_SPOILT]))
        yield from _vocabulary(connection, scratch, counted)


class _Reading:
    """What the claims and names make of the index; ``whole`` is unset where some cannot be read."""

    def __init__(self, connection: Connection, *, names: bool) -> None:
        self.whole = True
        self._connection = connection
        self._holds_names = names

    def instances(self, scratch: sqlite3.Connection | None) -> Iterator[Instance]:
        """All that the index must hold; on the way the vocabulary is written into ``scratch``."""
        last = self._connection.execute(select(func.max(schema.versions.c.id))).scalar() or 0
        for after in range(0, last, _BATCH):
            told = list(self._told(after))
            if scratch is not None:
                _learn(scratch, vocabulary_of((one for _, said in told for one in said), ()))
            for version, said in told:
                for number, words in quotes_of(version, said):
                    yield from ((number, place, word) for place, word in enumerate(words))
        for rows, faults in batches(self._connection, schema.names, 2 * _BATCH):
            self.whole &= not faults
            sound = [one for row in rows if (one := typed(schema.names, row, "", [])) is not None]
            self.whole &= len(sound) == len(rows)
            named = [one for one in sound if one.kind in NAMED]
            if scratch is not None:
                _learn(scratch, vocabulary_of((), ((one.form, one.said_on) for one in named)))
            if self._holds_names:
                for one in named:
                    yield from ((-one.id, place, word) for place, word in enumerate(one.form.split()))

    def _told(self, after: int) -> Iterator[tuple[int, list[Told]]]:
        mine = schema.claims.c
        wanted = [one for one in bare(schema.claims) if one.key in ("version", "ordinal", "quote", "said_on")]
        query = select(*wanted).where(mine.version > after, mine.version <= after + _BATCH)
        rows = self._connection.execute(query.order_by(mine.version, mine.ordinal))
        for version, group in groupby(rows, key=lambda row: row.version):
            read = [_read(row) for row in group]
            sound = [one for one in read if one is not None]
            self.whole &= len(sound) == len(read)
            yield int(version), words_of(sound)


def _read(row: Any) -> tuple[str, date, int] | None:
    try:
        day = row.said_on if isinstance(row.said_on, date) else date.fromisoformat(row.said_on)
    except (TypeError, ValueError):
        return None
    return (row.quote, day, row.ordinal) if isinstance(row.quote, str) and isinstance(row.ordinal, int) else None


def _learn(scratch: sqlite3.Connection, met: dict[date, dict[str, str]]) -> None:
    rows = [(word, day.isoformat()) for day, words in met.items() for word in words]
    scratch.execute("BEGIN")
    scratch.executemany(_LEARN, rows)
    scratch.execute("COMMIT")


def _sums(instances: Iterable[Instance]) -> list[int]:
    """A number for each bucket of rows, whatever their order."""
    sums = [0] * _BUCKETS
    for one in instances:
        bucket = one[0] % _BUCKETS
        sums[bucket] = sums[bucket] + hash(one) & _MASK
    return sums


def _differences(wanted: Iterable[Instance], held: Iterable[Instance], spoilt: Iterable[int]) -> Iterator[Fault]:
    """What is wrong with each row of some buckets."""
    looked_at = frozenset(spoilt)

    def gathered(instances: Iterable[Instance]) -> dict[int, list[tuple[int, str]]]:
        found: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for number, place, word in instances:
            if number % _BUCKETS in looked_at:
                found[number].append((place, word))
        return found

    right, there = gathered(wanted), gathered(held)
    for number in sorted(right.keys() | there.keys()):
        one, other = (" ".join(word for _, word in sorted(rows.get(number, ()))) for rows in (right, there))
        if number not in there:
            yield Fault(
                _place(number), "it cannot be found by search", f"its words in the full-text index, {quoted(one)}"
            )
        elif number not in right:
            yield Fault(_place(number), f"the full-text index holds {quoted(other)}", "nothing: there is none")
        elif sorted(right[number]) != sorted(there[number]):
            yield Fault(_place(number), f"the full-text index holds {quoted(other)}", quoted(one))


def _place(number: int) -> str:
    if number < 0:
        return f"name {-number}"
    version, ordinal = claim_of(number)
    return f"quote of version {version}, claim {ordinal}"


def _vocabulary(connection: Connection, scratch: sqlite3.Connection, counted: Counter[str]) -> Iterator[list[Fault]]:
    for rows in _words(connection):
        counted["words"] += len(rows)
        yield [fault for row in rows for fault in _word(row, scratch.execute)]
    unseen = scratch.execute("SELECT word, day FROM said WHERE seen = 0")
    while found := unseen.fetchmany(_BATCH):
        yield [
            Fault(f"word {quoted(word)}", "it is not in the vocabulary", f"there since {day}") for word, day in found
        ]


def _words(connection: Connection) -> Iterator[list[Any]]:
    query = select(*bare(schema.vocabulary)).order_by(schema.vocabulary.c.word).limit(_BATCH)
    rows = connection.execute(query).all()
    while rows:
        yield list(rows)
        rows = connection.execute(query.where(schema.vocabulary.c.word > rows[-1].word)).all()


def _word(row: Any, execute: Callable[..., sqlite3.Cursor]) -> Iterator[Fault]:
    faults: list[Fault] = []
    place = f"word {quoted(row.word)}"
    sound = typed(schema.vocabulary, row, place, faults)
    yield from faults
    if sound is None:
        return
    day = execute(_SEE, (sound.word,)).fetchone()
    if day is None:
        yield Fault(place, "nobody has said it", "a word of a quote or a name")
        return
    if day[0] != sound.said_on.isoformat():
        yield Fault(place, f"its first day is {sound.said_on}", f"{day[0]}, as the claims say")
    if sound.turned != sound.word[::-1]:
        yield Fault(place, f"turned round it is {quoted(sound.turned)}", quoted(sound.word[::-1]))
