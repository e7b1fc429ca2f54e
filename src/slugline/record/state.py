"""What tells one state of the record from another, so that what was made of it can be kept until it changes."""

from __future__ import annotations

from sqlalchemy import Select, func, select

from slugline.record import schema
from slugline.record.store import Record

_WINDOW = 500  # numbers back from the newest within which a slower writer may still commit


def state_of(record: Record) -> str:
    """A short text that differs whenever an article or a decision has been recorded in between.

    It counts as well as naming the newest, since a server may hand out a number before a lower one is committed.
    """
    with record.reading() as connection:
        told = connection.execute(_STATE).one()
    return "-".join(str(number or 0) for number in told)


def _state() -> Select[tuple[int, ...]]:
    parts = []
    for table in (schema.versions, schema.decisions):
        newest = select(func.max(table.c.id)).scalar_subquery()
        parts += [newest, select(func.count(table.c.id)).where(table.c.id > newest - _WINDOW).scalar_subquery()]
    return select(*parts)


_STATE = _state()
