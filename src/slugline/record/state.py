"""What tells one state of the record from another, so that what was made of it can be kept until it changes."""

from __future__ import annotations

from sqlalchemy import Select, func, select

from slugline.record import schema
from slugline.record.store import Record

_WINDOW = 500  # numbers back from the newest within which a slower writer may still commit


def state_of(record: Record) -> str:
    """A short text that differs whenever an article or a decision has been recorded in between.

    It names the newest, and tells when that was recorded, since a copy that was put back may hand out the same numbers
    again. Of a server it counts as well, since there a number may be handed out before a lower one is committed.
    """
    with record.reading() as connection:
        told = connection.execute(_COUNTED if connection.dialect.name != "sqlite" else _STATE).one()
    return "-".join(str(part or 0) for part in told)


def _state(*, counted: bool) -> Select[tuple[int | str, ...]]:
    parts = []
    for table in (schema.versions, schema.decisions):
        newest = select(func.max(table.c.id)).scalar_subquery()
        parts.append(newest)
        if counted:
            parts.append(select(func.count(table.c.id)).where(table.c.id > newest - _WINDOW).scalar_subquery())
        parts.append(select(table.c.recorded_at).where(table.c.id == newest).scalar_subquery())
    return select(*parts)


_STATE, _COUNTED = _state(counted=False), _state(counted=True)
