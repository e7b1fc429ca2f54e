"""Reading rows that may be damaged: each as the database gives it, and what keeps it from being what it should be.

Nothing here raises for what a row holds: a value that cannot be read is a `Fault`, and the others are still looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Float, Integer, LargeBinary, Table, select, type_coerce
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import NullType, TypeEngine

from slugline.edtf import parse_day
from slugline.errors import DateError, SluglineError
from slugline.record.columns import Words
from slugline.record.database import short

BATCH = 200  # rows at a time
UNREADABLE = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, SluglineError)
_LONGEST = 160  # characters of anything that a record holds, in a fault
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SOUND = "a database that reads all its rows; restore a backup"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, what, and what was expected. Its text is one line."""

    place: str
    wrong: str
    expected: str

    def __str__(self) -> str:
        return f"{self.place}: {self.wrong} (expected: {self.expected})"


def brief(found: object) -> str:
    """Something that a record holds, in one line and never long."""
    text = " ".join((found if isinstance(found, str) else repr(found)).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"


def quoted(found: object) -> str:
    """The same, a text between quotation marks."""
    return f'"{brief(found)}"' if isinstance(found, str) else brief(found)


def unread(place: str, what: str, error: Exception) -> Fault:
    """That something cannot be read, and why."""
    if isinstance(error, SQLAlchemyError):
        return Fault(place, f"{what}: {brief(short(error))}", _SOUND)
    why = f"{type(error).__name__} {error}" if isinstance(error, LookupError) else str(error) or type(error).__name__
    return Fault(place, f"{what}: {brief(why)}", "what Slugline writes")


def bare(table: Table) -> list[ColumnElement[Any]]:
    """The columns of a table with their values as the driver gives them; only texts are decoded."""
    return [
        column if isinstance(column.type, Words) else type_coerce(column, NullType()).label(column.name)
        for column in table.c
    ]


def batches(
    connection: Connection, table: Table, size: int = BATCH, columns: Iterable[ColumnElement[Any]] = ()
) -> Iterator[tuple[Sequence[Any], list[Fault]]]:
    """The rows of a table with whole numbers for ids, in their order; where some cannot be read, which.

    A batch that cannot be read is read row by row.
    """
    query = select(*(tuple(columns) or bare(table))).order_by(table.c.id)
    last, single = 0, 0
    while True:
        wanted = query.where(table.c.id > last).limit(1 if single else size)
        try:
            with connection.begin_nested():
                rows = connection.execute(wanted).all()
        except SQLAlchemyError as error:
            if not single:
                single = size
                continue
            after = _next(connection, table, last)
            yield (), [unread(f"{table.name} after row {last}", "cannot be read", error)]
            if after is None:
                return
            last, single = after, single - 1
            continue
        single = max(single - 1, 0)
        if not rows:
            return
        yield rows, []
        last = rows[-1].id


def _next(connection: Connection, table: Table, last: int) -> int | None:
    """The number of the row that cannot be read; None where not even that can be."""
    try:
        with connection.begin_nested():
            query = select(table.c.id).where(table.c.id > last).order_by(table.c.id).limit(1)
            return connection.execute(query).scalar()
    except SQLAlchemyError:
        return None


def typed(table: Table, row: Any, place: str, faults: list[Fault]) -> SimpleNamespace | None:
    """The row with its values as Python's own; None, with the reasons in ``faults``, where it has others."""
    made: dict[str, Any] = dict(row._mapping)
    sound = True
    for name, read, nullable, wanted in _readers(table):
        value = made[name]
        if value is None and nullable:
            continue
        made[name] = read(value)
        if made[name] is None:
            sound = False
            faults.append(Fault(place, f"{name} holds {quoted(value)}", wanted))
    return SimpleNamespace(**made) if sound else None


@cache
def _readers(table: Table) -> tuple[tuple[str, Callable[[object], object], bool, str], ...]:
    """For each column: what reads a value of it (None where it is none), whether it may be empty, what it holds."""
    return tuple(
        (column.name, read, bool(column.nullable), wanted)
        for column in table.c
        for read, wanted in [_reader(column.type)]
    )


def _reader(kind: TypeEngine[Any]) -> tuple[Callable[[object], object], str]:
    if isinstance(kind, Date):
        return _day, "a day, YYYY-MM-DD"
    if isinstance(kind, Integer):
        return (lambda value: value if isinstance(value, int) else None), "a whole number"
    if isinstance(kind, Float):
        return (lambda value: value if isinstance(value, int | float) else None), "a number"
    if isinstance(kind, LargeBinary):
        return (lambda value: bytes(value) if isinstance(value, bytes | memoryview) else None), "bytes"
    return _text, "a text in UTF-8"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and (value.isascii() or not _SURROGATE.search(value)) else None


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return parse_day(value) if isinstance(value, str) else None
    except DateError:
        return None
