"""The record as it had grown by some point: what an answer would have been before the last articles were recorded.

The record only grows, so that any earlier state of it can be read again: a point is the number of the last version and
of the last decision recorded by then. This is for telling others what is new, whatever the days it was said on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from slugline.edtf import LAST_DAY
from slugline.record import schema
from slugline.record.find import decisions_in, spelled
from slugline.record.links import TITLE, Links, parts, unkeyed
from slugline.record.people import PERSON
from slugline.record.recent import titles_naming
from slugline.record.rows import Prints, claim_from, source_from
from slugline.record.scope import Scope, keys_of, stood
from slugline.record.store import Record
from slugline.record.view import View

_LATE = timedelta(minutes=2)  # for how long a number that is missing may still be committed
_VERSION = [column for column in schema.versions.c if column.name != "text"]


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """How far the record had grown: the numbers of its last version and its last decision."""

    version: int = 0
    decision: int = 0


def newest(connection: Connection) -> Point:
    """How far the record has grown."""
    versions = connection.execute(select(func.max(schema.versions.c.id))).scalar()
    decisions = connection.execute(select(func.max(schema.decisions.c.id))).scalar()
    return Point(versions or 0, decisions or 0)


def step(connection: Connection, point: Point, now: datetime, most: int) -> tuple[Point, datetime] | None:
    """The next point, at most ``most`` versions or else decisions further, and when it was reached; None at the end.

    On a server a writer that began earlier may commit later. A number that is missing is waited for until it can come
    no more, so that nothing is passed over.
    """
    versions, decisions = schema.versions.c, schema.decisions.c
    fresh = select(versions.id, versions.recorded_at).where(versions.id > point.version).order_by(versions.id)
    last, reached = point.version, None
    for row in connection.execute(fresh.limit(most)):
        moment = datetime.fromisoformat(row.recorded_at)
        if row.id != last + 1 and now - _LATE < moment:
            break
        last, reached = row.id, moment
    if reached is not None:
        return Point(last, point.decision), reached
    query = select(decisions.id, decisions.recorded_at).where(decisions.id > point.decision).order_by(decisions.id)
    made = connection.execute(query.limit(most)).all()
    if not made:
        return None
    return Point(point.version, made[-1].id), datetime.fromisoformat(made[-1].recorded_at)


def touched(connection: Connection, before: Point, after: Point, inverses: Iterable[str]) -> frozenset[str]:
    """The folded names of the titles whose answers may have become others between two points."""
    claims, versions, decisions = schema.claims.c, schema.versions.c, schema.decisions.c
    grown = select(versions.article).where(versions.id > before.version, versions.id <= after.version)
    theirs = select(versions.id).where(versions.article.in_(grown), versions.id <= after.version)
    keys = set(connection.execute(_subjects(claims.version.in_(theirs))).scalars())
    related = (claims.version.in_(theirs), claims.property.in_(sorted(inverses)), claims.value_key != "")
    names = set(connection.execute(select(claims.value_key).distinct().where(*related)).scalars())
    made = (decisions.id > before.decision, decisions.id <= after.decision)
    undone = select(decisions.withdraws).where(*made, decisions.withdraws.is_not(None))
    for row in connection.execute(select(schema.decisions).where(or_(decisions.id.in_(undone), _all(made)))):
        keys |= {row.subject, row.other} - {""}
        if row.claim:
            keys |= set(connection.execute(_subjects(claims.uid == row.claim)).scalars())
            told = select(claims.value_key).distinct().where(claims.uid == row.claim, claims.value_key != "")
            names |= set(connection.execute(told).scalars())
    people = {key.removeprefix(f"{PERSON}|") for key in keys if key.startswith(f"{PERSON}|")}
    if people:
        names |= titles_naming(connection, people)
    return frozenset(unkeyed(keys) | names)


def _subjects(where: ColumnElement[bool]) -> Any:
    return select(schema.claims.c.subject_key).distinct().where(where)


def _all(wheres: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    first, *others = wheres
    for one in others:
        first = first & one
    return first


def views_at(
    record: Record, connection: Connection, titles: frozenset[str], points: Sequence[Point]
) -> tuple[View, ...]:
    """What the record came to at some points, whatever day its articles are of, as far as some titles need.

    The last point is the furthest. What stood at several of them is the same claim in each view.
    """
    inverses = tuple(sorted(name for name, spec in record.specs.items() if spec.inverse))
    keys = keys_of(connection, Scope(titles=titles), inverses)
    claims = schema.claims.c
    subjects = {key for key in keys if key.startswith(TITLE)}
    wanted = [claims.subject_key.in_(part) for part in parts(subjects)]
    corrected = Links(connection).corrected(subjects, unkeyed(subjects))
    wanted += [claims.uid.in_(part) for part in parts(corrected)]
    rows: dict[int, Any] = {}
    for where in wanted:
        query = select(schema.claims).where(where, claims.version <= points[-1].version)
        rows |= {row.id: row for row in connection.execute(query)}
    numbers = {row.version for row in rows.values()}
    versions = _versions(connection, numbers, points[-1])
    known = {version.id: version for mine in versions for version in mine}
    sources = {number: source_from(version) for number, version in known.items()}
    made = {row.id: claim_from(row, known[row.version].key, sources[row.version]) for row in rows.values()}
    decisions = decisions_in(connection)
    views = []
    for point in points:
        standing = _standing(versions, numbers, point)
        views.append(
            View(
                LAST_DAY,
                [made[row.id] for row in rows.values() if row.version in standing],
                spell=lambda kind, folded: spelled(connection, kind, folded, LAST_DAY),
                specs=record.specs,
                policy=record.policy,
                prints=Prints({version.key: version for version in standing.values()}),
                decisions=[one for one in decisions if one.id <= point.decision],
            )
        )
    return tuple(views)


def renewed(connection: Connection, before: Point, after: Point) -> frozenset[str]:
    """The keys of the articles that got a text between two points."""
    versions = schema.versions.c
    mine = select(schema.articles.c.key).join(schema.versions, versions.article == schema.articles.c.id)
    found = mine.where(versions.id > before.version, versions.id <= after.version)
    return frozenset(connection.execute(found).scalars())


def _versions(connection: Connection, numbers: set[int], point: Point) -> list[list[Any]]:
    """All versions by a point of the articles to which some versions belong, by article."""
    versions, articles = schema.versions.c, schema.articles.c
    base = select(articles.key, *_VERSION).join(schema.articles, articles.id == versions.article)
    of: dict[int, dict[int, Any]] = defaultdict(dict)
    for part in parts(numbers):
        mine = select(versions.article).where(versions.id.in_(part))
        for row in connection.execute(base.where(versions.article.in_(mine), versions.id <= point.version)):
            of[row.article][row.id] = row
    return [list(rows.values()) for rows in of.values()]


def _standing(versions: Iterable[Sequence[Any]], numbers: Collection[int], point: Point) -> dict[int, Any]:
    """Those of some versions that stood at a point: the newest of each article by then."""
    by_then = ([row for row in rows if row.id <= point.version] for rows in versions)
    kept = (stood(rows, LAST_DAY) for rows in by_then if rows)
    return {row.id: row for row in kept if row is not None and row.id in numbers}
