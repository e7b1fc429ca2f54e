"""Reading only the claims that an answer needs, so that it costs the same however large the record is.

Titles are told apart by the claims on their names alone, so whatever shares a name, or is joined to it by an
`also_known_as` claim or an editor's word, is read together: a *component*. An answer needs the components of the titles
asked for, of those that name them in the order of the story, and, for some questions, of their franchise.
What is read this way answers exactly as the whole record would (tests/record/test_record_scope.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, or_, select

from slugline.model import Claim
from slugline.record import schema
from slugline.record.links import TITLE, Links, among, parts
from slugline.record.names import numbered_name
from slugline.record.rows import Prints, claim_from, source_from
from slugline.record.voices import Print

_MAKERS = ("cast_member", "director", "writer", "creator")  # whose deaths a guide tells
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


_TOLD = schema.claims.c
_ALL = select(schema.claims)
_OF_SUBJECTS = _ALL.where(among(_TOLD.subject_key))
_OF_FRANCHISES = _ALL.where(_TOLD.property == "franchise", among(_TOLD.value_key))
_BY_ID = _ALL.where(among(_TOLD.uid))
_DEATHS = _ALL.where(_TOLD.property == "death_date", among(_TOLD.subject_key))
_BY_THEN = _TOLD.said_on <= bindparam("as_of")
_DATED = {query: query.where(_BY_THEN) for query in (_ALL, _OF_SUBJECTS, _OF_FRANCHISES, _BY_ID, _DEATHS)}
_Wanted = tuple[Select[Any], Mapping[str, object]]  # a statement, and what it is given


def read_all(connection: Connection, as_of: date | None) -> Reading:
    """Every claim said by the end of ``as_of`` (all where None) that no correction has replaced by then."""
    return _claims(connection, [(_ALL, {})], as_of, frozenset())


def read_scope(connection: Connection, scope: Scope, as_of: date | None, inverses: Collection[str]) -> Reading:
    """The claims of a scope; ``inverses`` are the properties that say something of their value's title too."""
    wanted, keys = _reached(connection, scope, inverses)
    return _claims(connection, wanted, as_of, keys)


def keys_of(connection: Connection, scope: Scope, inverses: Collection[str]) -> frozenset[str]:
    """The keys by which a claim belongs to a scope, without reading any claim."""
    return _reached(connection, scope, inverses)[1]


def _reached(connection: Connection, scope: Scope, inverses: Collection[str]) -> tuple[list[_Wanted], frozenset[str]]:
    links = Links(connection)
    franchises = set(scope.franchises)
    names = links.component(scope.titles)
    if scope.family:
        franchises |= links.franchises(names)
    near = links.component(links.members(franchises)) | names if franchises else names
    reached, ring = set(near), set(near)
    for _ in range(scope.rings + 1):
        near_by = links.told_of(ring, inverses)
        if scope.rings:
            near_by |= links.told_by(ring, inverses)
        ring = links.component(near_by - reached) - reached
        reached |= ring
    subjects = {TITLE + name for name in reached}
    subjects |= links.people(scope.people) | {f"franchise|{name}" for name in franchises}
    wanted = _wanted(_OF_SUBJECTS, subjects) + _wanted(_OF_FRANCHISES, franchises)
    wanted += _wanted(_BY_ID, links.corrected(subjects, franchises | reached))
    if scope.deaths:
        people = links.people(links.valued(names, _MAKERS))
        wanted += _wanted(_DEATHS, people)
        subjects |= people
    numbers = {number_key(name) for name in reached} - {""}
    within = {within_key(name) for name in franchises if scope.family}
    return wanted, frozenset(subjects | franchises | reached | numbers | within)


def _wanted(query: Select[Any], values: Collection[str]) -> list[_Wanted]:
    return [(query, {"values": part}) for part in parts(values)]


def touches(keys: Collection[str], subject: str, value: str) -> bool:
    """Whether a claim with these two keys of the index belongs to a reading that has ``keys``."""
    name = subject.removeprefix(TITLE)
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


def _claims(connection: Connection, wanted: Iterable[_Wanted], as_of: date | None, keys: frozenset[str]) -> Reading:
    rows: dict[int, Any] = {}
    for query, given in wanted:
        if as_of is None:
            found = connection.execute(query, given)
        else:
            found = connection.execute(_DATED[query], {**given, "as_of": as_of})
        rows |= {row.id: row for row in found}
    versions = standing(connection, {row.version for row in rows.values()}, as_of)
    sources = {number: source_from(version) for number, version in versions.items()}
    claims = tuple(
        claim_from(row, versions[row.version].key, sources[row.version])
        for row in rows.values()
        if row.version in versions
    )
    prints = Prints({version.key: version for version in versions.values()})
    return Reading(claims, prints, keys, frozenset(row.uid for row in rows.values()))


_VERSIONS, _MARKS = schema.versions.c, schema.replacements.c
_HEADS = select(schema.articles.c.key, *(column for column in _VERSIONS if column.name != "text")).join(
    schema.articles, schema.articles.c.id == _VERSIONS.article
)
_NUMBERED = _HEADS.where(among(_VERSIONS.id))
_REPLACED = _HEADS.where(
    among(_VERSIONS.article),
    or_(
        select(_MARKS.version).where(_MARKS.version == _VERSIONS.id).exists(),
        select(_MARKS.version).where(_MARKS.replaced_by == _VERSIONS.id).exists(),
    ),
)


def standing(connection: Connection, numbers: Collection[int], as_of: date | None) -> dict[int, Any]:
    """Those of the versions that stood at the end of ``as_of``, by number, without their texts."""
    found: dict[int, Any] = {}
    for part in parts(numbers):
        found |= {row.id: row for row in connection.execute(_NUMBERED, {"values": part})}
    several: dict[int, list[Any]] = defaultdict(list)
    for part in parts({row.article for row in found.values()}):
        for row in connection.execute(_REPLACED, {"values": part}):
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
