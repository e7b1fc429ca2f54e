"""What was recorded, and said, last: for those who come back to ask what is new."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, select, union

from slugline.record import schema

_LATE = 50  # rows back from the newest among which a slower writer's moment may be later


def last_recorded(connection: Connection) -> datetime:
    """The moment of the newest version or decision; the beginning of time in an empty record."""
    found = datetime.min.replace(tzinfo=UTC)
    for table in (schema.versions, schema.decisions):
        moments = select(table.c.recorded_at).order_by(table.c.id.desc()).limit(_LATE)
        found = max((found, *map(datetime.fromisoformat, connection.execute(moments).scalars())))
    return found


def days_before(connection: Connection, day: date, most: int) -> list[date]:
    """Up to ``most`` days before ``day`` on which anything was said or decided, newest first."""
    claims, decisions = schema.claims.c, schema.decisions.c
    said = select(claims.said_on).distinct().where(claims.said_on < day).order_by(claims.said_on.desc()).limit(most)
    decided = select(decisions.on).distinct().where(decisions.on < day).order_by(decisions.on.desc()).limit(most)
    found = {*connection.execute(said).scalars(), *connection.execute(decided).scalars()}
    return sorted(found, reverse=True)[:most]


def titles_naming(connection: Connection, people: Collection[str]) -> frozenset[str]:
    """The folded names of the titles that the claims and corrections which name some people are about.

    ``people`` are folded names of the index.
    """
    claims, decisions = schema.claims.c, schema.decisions.c
    wanted = sorted(people)
    told = select(claims.subject_key).where(claims.value_key.in_(wanted))
    corrected = (
        select(claims.subject_key)
        .join(schema.decisions, decisions.claim == claims.uid)
        .where(decisions.claim != "", decisions.other.in_(wanted))
    )
    keys: list[Any] = list(connection.execute(union(told, corrected)).scalars())
    return frozenset(key.removeprefix("title|") for key in keys if key.startswith("title|"))
