"""Reading only the claims that an answer needs, so that it costs the same however large the record is.

Titles are told apart by the claims on their names alone, so whatever shares a name, or is joined to it by an
`also_known_as` claim or an editor's word, is read together: a *component*. An answer needs the components of the titles
asked for, of those that name them in the order of the story, and, for some questions, of their franchise.
What is read this way answers exactly as the whole record would (tests/record/test_record_scope.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from slugline.model import Claim
from slugline.record import schema
from slugline.record.index import ALIAS, GROUPING, SHORTEST
from slugline.record.names import numbered_name
from slugline.record.rows import claim_from, print_from, source_from
from slugline.record.voices import Print

_WIDEST = 100  # names beyond those asked for: a chain or a hub of other names is followed no further
_CHUNK = 500  # values in one IN (...)
_MAKERS = ("cast_member", "director", "writer", "creator")  # whose deaths a guide tells
_TITLE = "title|"
_WITHIN = "within|"


@dataclass(frozen=True, slots=True)
class Scope:
    """What an answer is about: folded names of titles, people and franchises.

    ``rings`` is how far relations between titles are followed (0: only those that name the titles); ``family``
    asks for the franchises of the titles too, ``deaths`` for the deaths of their people.
    """

    titles: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    franchises: frozenset[str] = frozenset()
    rings: int = 0
    family: bool = False
    deaths: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Claims in no order, their ids, the prints of their articles, and the keys by which a new claim would belong."""

    claims: tuple[Claim, ...]
    prints: Mapping[str, Print]
    keys: frozenset[str] = field(default=frozenset())
    ids: frozenset[str] = field(default=frozenset())


def read_all(connection: Connection, as_of: date | None) -> Reading:
    """Every claim said by the end of ``as_of`` (all where None) that no correction has replaced by then."""
    return _claims(connection, [()], as_of, frozenset())


def read_scope(connection: Connection, scope: Scope, as_of: date | None, inverses: Collection[str]) -> Reading:
    """The claims of a scope; ``inverses`` are the properties that say something of their value's title too."""
    franchises = set(scope.franchises)
    names = component(connection, scope.titles)
    if scope.family:
        franchises |= _franchises(connection, names)
    near = component(connection, _members(connection, franchises)) | names if franchises else names
    reached, ring = set(near), set(near)
    for _ in range(scope.rings + 1):
        near_by = _told_of(connection, ring, inverses)
        if scope.rings:
            near_by |= _told_by(connection, ring, inverses)
        ring = component(connection, near_by - reached) - reached
        reached |= ring
    subjects = {_TITLE + name for name in reached}
    subjects |= people_keys(connection, scope.people) | {f"franchise|{name}" for name in franchises}
    told = schema.claims.c
    wheres: list[Sequence[ColumnElement[bool]]] = [(told.subject_key.in_(part),) for part in parts(subjects)]
    wheres += [(told.property == "franchise", told.value_key.in_(part)) for part in parts(franchises)]
    wheres += [(told.uid.in_(part),) for part in parts(_corrected(connection, subjects, franchises | reached))]
    numbers = {number_key(name) for name in reached} - {""}
    within = {within_key(name) for name in franchises if scope.family}
    found = _claims(connection, wheres, as_of, frozenset(subjects | franchises | reached | numbers | within))
    if not scope.deaths:
        return found
    return _with_deaths(connection, found, names, as_of)


def touches(keys: Collection[str], subject: str, value: str) -> bool:
    """Whether a claim with these two keys of the index belongs to a reading that has ``keys``."""
    name = subject.removeprefix(_TITLE)
    if subject in keys or value in keys or number_key(name) in keys or number_key(value) in keys:
        return True
    return any(f" {key.removeprefix(_WITHIN)} " in f" {name} " for key in keys if key.startswith(_WITHIN))


def number_key(name: str) -> str:
    """The key that all numbered titles of one base and number share; empty for any other."""
    number = numbered_name(name)
    return f"number|{number}" if number else ""


def within_key(franchise: str) -> str:
    """The key of all titles in whose names the franchise's stands."""
    return _WITHIN + franchise


def _with_deaths(connection: Connection, found: Reading, names: Collection[str], as_of: date | None) -> Reading:
    keys = {_TITLE + name for name in names}
    people = people_keys(connection, _keyed(connection, "value_key", "subject_key", keys, _MAKERS))
    died = schema.claims.c.property == "death_date"
    wheres = [(died, schema.claims.c.subject_key.in_(part)) for part in parts(people)]
    more = _claims(connection, wheres, as_of, frozenset())
    prints = {**more.prints, **found.prints}
    return Reading((*found.claims, *more.claims), prints, found.keys | people, found.ids | more.ids)


def component(connection: Connection, names: Iterable[str]) -> set[str]:
    """All names that mean one of the titles called ``names``, as far as a component may reach."""
    reached = set(names)
    fresh, most = set(reached), len(reached) + _WIDEST
    while fresh and len(reached) <= most:
        more = _linked(connection, fresh)
        fresh = more - reached
        reached |= fresh
    return reached


def _linked(connection: Connection, names: Collection[str]) -> set[str]:
    decisions = schema.decisions.c
    keys = {_TITLE + name for name in names}
    found = _keyed(connection, "value_key", "subject_key", keys, (ALIAS,))
    found |= _unkeyed(_keyed(connection, "subject_key", "value_key", names, (ALIAS,)))
    joined = decisions.act == "same"
    found |= _unkeyed(_column(connection, select(decisions.other).where(joined), decisions.subject, keys))
    found |= _unkeyed(_column(connection, select(decisions.subject).where(joined), decisions.other, keys))
    numbered = {number for name in names if (number := numbered_name(name))}
    bearing = select(schema.names.c.name).where(schema.names.c.kind == "number")
    return found | _column(connection, bearing, schema.names.c.form, numbered)


def people_keys(connection: Connection, names: Collection[str]) -> set[str]:
    """The keys of people, and of those whom editors have said to be them."""
    decisions = schema.decisions.c
    reached = {f"person|{name}" for name in names}
    fresh = set(reached)
    while fresh:
        joined = decisions.act == "same"
        found = _column(connection, select(decisions.other).where(joined), decisions.subject, fresh)
        found |= _column(connection, select(decisions.subject).where(joined), decisions.other, fresh)
        fresh = found - reached
        reached |= found
    return reached


def _franchises(connection: Connection, names: Collection[str]) -> set[str]:
    return _keyed(connection, "value_key", "subject_key", {_TITLE + name for name in names}, GROUPING)


def _members(connection: Connection, franchises: Collection[str]) -> set[str]:
    """The titles that are said to belong to the franchises, or that bear their names."""
    names = schema.names.c
    found = _unkeyed(_keyed(connection, "subject_key", "value_key", franchises, GROUPING))
    for franchise in franchises:
        if len(franchise) >= SHORTEST:
            word = max(franchise.split(), key=len)
            bearing = select(names.name).where(names.kind == "word", names.form == word)
            found |= {name for name in connection.execute(bearing).scalars() if f" {franchise} " in f" {name} "}
    return found


def _told_of(connection: Connection, names: Collection[str], inverses: Collection[str]) -> set[str]:
    """The titles whose claims say something of the titles called ``names``."""
    return _unkeyed(_keyed(connection, "subject_key", "value_key", names, inverses))


def _told_by(connection: Connection, names: Collection[str], inverses: Collection[str]) -> set[str]:
    return _keyed(connection, "value_key", "subject_key", {_TITLE + name for name in names}, inverses)


def _keyed(
    connection: Connection, want: str, where: str, values: Collection[str], properties: Collection[str]
) -> set[str]:
    """The keys ``want`` of claims on some properties whose keys ``where`` are among ``values``; corrections count."""
    claims, decisions = schema.claims.c, schema.decisions.c
    ours = claims.property.in_(sorted(properties))
    query = select(claims[want]).distinct().where(ours, claims[want] != "")
    found = _column(connection, query, claims[where], values)
    if not _any_corrections(connection):
        return found
    named = {"subject_key": decisions.subject, "value_key": decisions.other}
    joined = schema.decisions.join(schema.claims, claims.uid == decisions.claim)
    pairs = select(claims[want], named[want]).select_from(joined).where(ours, decisions.claim != "")
    for part in parts(values):
        told = or_(named[where].in_(part), and_(named[where] == "", claims[where].in_(part)))
        found |= {new or old for old, new in connection.execute(pairs.where(told))}
    return found - {""}


def _any_corrections(connection: Connection) -> bool:
    query = (
        select(schema.decisions.c.id)
        .where(schema.decisions.c.claim != "", or_(schema.decisions.c.subject != "", schema.decisions.c.other != ""))
        .limit(1)
    )
    return connection.execute(query).scalar() is not None


def _corrected(connection: Connection, subjects: Collection[str], names: Collection[str]) -> set[str]:
    """The ids of the claims that corrections give a subject or a value among these."""
    decisions = schema.decisions.c
    query = select(decisions.claim).where(decisions.claim != "")
    return _column(connection, query, decisions.subject, subjects) | _column(connection, query, decisions.other, names)


def _column(
    connection: Connection, query: Select[Any], column: ColumnElement[str], values: Collection[str]
) -> set[str]:
    found: set[str] = set()
    for part in parts(values):
        found.update(connection.execute(query.where(column.in_(part))).scalars())
    return found


def _unkeyed(keys: Iterable[str]) -> set[str]:
    return {key.removeprefix(_TITLE) for key in keys if key.startswith(_TITLE)}


def parts(values: Collection[Any]) -> Iterator[list[Any]]:
    """The values in runs that one query may bear."""
    ordered = sorted(values)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]


def _claims(
    connection: Connection,
    wheres: Iterable[Sequence[ColumnElement[bool]]],
    as_of: date | None,
    keys: frozenset[str],
) -> Reading:
    columns = schema.claims.c
    rows: dict[int, Any] = {}
    for where in wheres:
        query = select(schema.claims).where(*where)
        if as_of is not None:
            query = query.where(columns.said_on <= as_of)
        rows |= {row.id: row for row in connection.execute(query)}
    versions = standing(connection, {row.version for row in rows.values()}, as_of)
    sources = {number: source_from(version) for number, version in versions.items()}
    claims = tuple(
        claim_from(row, versions[row.version].key, sources[row.version])
        for row in rows.values()
        if row.version in versions
    )
    prints = {version.key: print_from(version) for version in versions.values()}
    return Reading(claims, prints, keys, frozenset(row.uid for row in rows.values()))


_VERSION = [column for column in schema.versions.c if column.name != "text"]


def standing(connection: Connection, numbers: Collection[int], as_of: date | None) -> dict[int, Any]:
    """Those of the versions that stood at the end of ``as_of``, by number, without their texts."""
    versions, marks = schema.versions, schema.replacements
    base = select(schema.articles.c.key, *_VERSION).join(schema.articles, schema.articles.c.id == versions.c.article)
    found: dict[int, Any] = {}
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _CHUNK):
        part = ordered[start : start + _CHUNK]
        found |= {row.id: row for row in connection.execute(base.where(versions.c.id.in_(part)))}
    articles = sorted({row.article for row in found.values()})
    several: dict[int, list[Any]] = defaultdict(list)
    for start in range(0, len(articles), _CHUNK):
        part = articles[start : start + _CHUNK]
        touched = or_(
            select(marks.c.version).where(marks.c.version == versions.c.id).exists(),
            select(marks.c.version).where(marks.c.replaced_by == versions.c.id).exists(),
        )
        for row in connection.execute(base.where(versions.c.article.in_(part), touched)):
            several[row.article].append(row)
    for rows in several.values():
        kept = stood(rows, as_of)
        for row in rows:
            if row.id in found and row is not kept and (kept is None or row.id != kept.id):
                del found[row.id]
    return {number: row for number, row in found.items() if as_of is None or stood([row], as_of) is not None}


def stood(versions: Sequence[Any], as_of: date | None) -> Any:
    """Which of an article's versions stood at the end of ``as_of``: None before it was published."""
    rows = sorted(versions, key=lambda row: (row.modified or row.published, row.id))
    known = [row for row in rows if as_of is None or (row.modified or row.published) <= as_of]
    if known:
        return known[-1]
    return rows[0] if as_of is None or rows[0].published <= as_of else None
