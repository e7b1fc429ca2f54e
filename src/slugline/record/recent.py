"""What was recorded, and said, last: for those who come back to ask what is new."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, func, select, union

from slugline.record import schema

_WINDOW = 500  # numbers back from the newest within which a slower writer may still commit
_FRESH = 200  # versions beyond which nobody asks what each of them bears on
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


@dataclass(frozen=True, slots=True)
class Mark:
    """How far somebody has looked: the newest version's number, those among the last ones, and all decisions."""

    newest: int
    known: frozenset[int]
    decisions: int


@dataclass(frozen=True, slots=True)
class Fresh:
    """What was recorded since a mark: keys of articles, the index keys (subject, value) of claims, and their days."""

    articles: frozenset[str] = frozenset()
    keys: frozenset[tuple[str, str]] = frozenset()
    days: frozenset[date] = frozenset()


def fresh_since(connection: Connection, mark: Mark | None) -> tuple[Mark, Fresh | None]:
    """Where the record stands, and what is new since ``mark``: None where that may bear on anything, as where an
    editor has decided, or nobody has looked before."""
    versions, claims, articles = schema.versions.c, schema.claims.c, schema.articles.c
    decisions = connection.execute(select(func.count()).select_from(schema.decisions)).scalar() or 0
    newest = connection.execute(select(func.max(versions.id))).scalar() or 0
    start = min(newest, mark.newest if mark else newest) - _WINDOW
    found = frozenset(connection.execute(select(versions.id).where(versions.id > start)).scalars())
    made = Mark(newest, frozenset(number for number in found if number > newest - _WINDOW), decisions)
    fresh = found - mark.known if mark else found
    if mark is None or mark.decisions != decisions or len(fresh) > _FRESH:
        return made, None
    if not fresh:
        return made, Fresh()
    of = select(articles.key).join(schema.versions, versions.article == articles.id).where(versions.id.in_(fresh))
    told = select(claims.subject_key, claims.value_key, claims.said_on).distinct().where(claims.version.in_(fresh))
    rows: list[Any] = list(connection.execute(told))
    keys = frozenset((row.subject_key, row.value_key) for row in rows)
    return made, Fresh(frozenset(connection.execute(of).scalars()), keys, frozenset(row.said_on for row in rows))
