"""Finding what was said by the end of a day: quotes by their words, names by theirs.

    with record.reading() as connection:
        finder = Finder(connection, as_of)

Nothing that was said later, and no version that did not stand on that day, is found.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Select, bindparam, func, or_, select

from slugline.model import Entity, Source
from slugline.record import schema, spelling
from slugline.record.fulltext import NAMED, Wanted, after_day, fulltext_of
from slugline.record.index import ALIAS, TITLE_TYPES, title_name
from slugline.record.links import among, parts
from slugline.record.rows import source_from
from slugline.record.scope import standing

_TITLE = "title|"
_FIRM = ("stated", "scheduled")
_PASSED = ("former", "working")
_ROWS = 60  # claims that are looked at to say what one name is: the newest
_LIGHT = (
    "id", "version", "subject_type", "subject_name", "subject_year", "subject_key", "value_key", "property", "value",
    "qualifiers", "modality",
)  # fmt: skip
_TOLD, _NAMES = schema.claims.c, schema.names.c
_BY_ID = select(schema.claims).where(among(_TOLD.id))
_DAY = bindparam("day", type_=Date())


def _newest(column: ColumnElement[Any], *wheres: ColumnElement[bool]) -> Select[Any]:
    """The newest claims of each of some keys."""
    order = func.row_number().over(partition_by=column, order_by=(_TOLD.said_on.desc(), _TOLD.uid)).label("place")
    light = [_TOLD[name] for name in _LIGHT]
    inner = select(*light, order).where(among(column), _TOLD.said_on <= _DAY, *wheres).subquery()
    return select(inner).where(inner.c.place <= _ROWS)


def _counting(column: ColumnElement[Any], day: ColumnElement[Any], *wheres: ColumnElement[bool]) -> Select[Any]:
    return select(column, func.count()).where(among(column), day <= _DAY, *wheres).group_by(column)


_OF_SUBJECTS, _OF_VALUES = _newest(_TOLD.subject_key), _newest(_TOLD.value_key)
_OF_ROLES = _newest(
    _TOLD.subject_key, or_(_TOLD.qualifiers.contains('"character": "'), _TOLD.value.contains('"type": "character"'))
)
_OF_ALIASES = _newest(_TOLD.value_key, _TOLD.property == ALIAS)
_SUBJECTS_COUNTED = _counting(_TOLD.subject_key, _TOLD.said_on)
_VALUES_COUNTED = _counting(_TOLD.value_key, _TOLD.said_on)
_CHARACTERS_COUNTED = _counting(_NAMES.form, _NAMES.said_on, _NAMES.kind == "character")
_CALLED = select(_NAMES.kind, _NAMES.form).where(among(_NAMES.form), _NAMES.kind.in_(NAMED), _NAMES.said_on <= _DAY)
_OWNERS = select(_NAMES.owner).distinct().where(among(_NAMES.form), _NAMES.kind == "character", _NAMES.said_on <= _DAY)


@dataclass(frozen=True, slots=True)
class Found:
    """A quote that was found. ``claim`` is the id of the first claim that it bears, ``article`` a number."""

    claim: str
    article: int
    key: str
    quote: str
    start: int
    end: int
    said_on: date
    subject: Entity
    property: str
    attribution: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class NamedTitle:
    """A name of a title as it is written most, of what types and years; ``aliases`` are folded names told beside it.

    ``told`` is how many claims are on it, up to some hundreds; ``former`` tells that it is a name of the past.
    """

    folded: str
    name: str
    types: tuple[str, ...]
    years: tuple[int, ...]
    told: int
    aliases: frozenset[str]
    former: bool


@dataclass(frozen=True, slots=True)
class NamedOne:
    """A person, character or franchise as it is written most, with the titles that name it, the most telling first."""

    folded: str
    name: str
    titles: tuple[str, ...]


class Finder:
    """Looks things up in one snapshot, as of one day."""

    def __init__(self, connection: Connection, as_of: date) -> None:
        self._connection = connection
        self._index = fulltext_of(connection)
        self._as_of = as_of

    def known(self, words: Collection[str]) -> set[str]:
        """Those of some words that had been said."""
        return spelling.known(self._connection, words, self._as_of)

    def begun(self, start: str) -> bool:
        """Whether any word begins so."""
        return spelling.begun(self._connection, start, self._as_of)

    def near(self, word: str) -> list[tuple[int, str]]:
        """The words that differ least from a word, with the number of slips between them."""
        return spelling.near(self._connection, word, self._as_of)

    def count(self, wanted: Wanted, most: int) -> int:
        """How many quotes there are, up to ``most``, whatever stood."""
        return len(self._index.quotes(self._connection, wanted, after_day(self._as_of), most))

    def names(self, wanted: Wanted, kind: str, most: int) -> list[str]:
        """The folded names of a kind that hold what is wanted, the shortest first."""
        return self._index.names(self._connection, wanted, kind, self._as_of, most)

    def called(self, texts: Collection[str]) -> list[tuple[str, str]]:
        """The kinds and folded names of what is called just so."""
        return sorted({(row.kind, row.form) for row in self._all(_CALLED, texts)})

    def tellings(self, kind: str, names: Collection[str]) -> Mapping[str, int]:
        """How many claims there are on each name."""
        if kind == "character":
            return dict(map(tuple, self._all(_CHARACTERS_COUNTED, names)))
        key = f"{kind}|"
        told = self._all(_SUBJECTS_COUNTED, [key + name for name in names])
        found = Counter({name.removeprefix(key): count for name, count in told})
        if kind != "title":
            found.update(dict(map(tuple, self._all(_VALUES_COUNTED, names))))
        return found

    def quotes(self, wanted: Wanted, most: int) -> tuple[list[Found], bool]:
        """The quotes of the newest days, in no order, and whether there are more than were looked at.

        Where there are more, the last day that was reached is left out, so that what is found does not hang on the
        order in which articles were read.
        """
        numbers = self._index.quotes(self._connection, wanted, after_day(self._as_of), most + 1)
        more = len(numbers) > most
        ids = self._index.claims(self._connection, numbers[:most])
        rows = [row for part in parts(ids) for row in self._connection.execute(_BY_ID, {"values": part})]
        if more and rows:
            last = min(row.said_on for row in rows)
            rows = [row for row in rows if row.said_on > last] or rows
        versions = standing(self._connection, {row.version for row in rows}, self._as_of)
        return [_found(row, versions[row.version]) for row in rows if row.version in versions], more

    def titles(self, names: Sequence[str]) -> list[NamedTitle]:
        """What is told of some titles' folded names; one that nothing tells of any more is left out."""
        rows = self._all(_OF_SUBJECTS, [_TITLE + name for name in names])
        linked = self._all(_OF_ALIASES, names)
        stood = standing(self._connection, {row.version for row in (*rows, *linked)}, self._as_of)
        told: dict[str, list[Any]] = defaultdict(list)
        aliases: dict[str, set[str]] = defaultdict(set)
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        former: set[str] = set()
        for row in {row.id: row for row in (*rows, *linked)}.values():
            if row.version not in stood or row.subject_type not in TITLE_TYPES:
                continue
            folded = row.subject_key.removeprefix(_TITLE)
            told[folded].append(row)
            if row.property == ALIAS and row.modality in _FIRM and row.value_key != folded:
                aliases[folded].add(row.value_key)
                aliases[row.value_key].add(folded)
                spellings[row.value_key][_text(row.value)] += 1
                if json.loads(row.qualifiers).get("kind") in _PASSED:
                    former.add(row.value_key)
        return [
            _title(name, told.get(name, ()), aliases.get(name, set()), spellings[name], former)
            for name in names
            if name in told or name in aliases
        ]

    def people(self, kind: str, names: Sequence[str]) -> list[NamedOne]:
        """What some people or franchises are called, and by which titles they are known."""
        rows = self._all(_OF_VALUES, names)
        mine = self._all(_OF_SUBJECTS, [f"{kind}|{name}" for name in names])
        stood = standing(self._connection, {row.version for row in (*rows, *mine)}, self._as_of)
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        titles: dict[str, Counter[str]] = defaultdict(Counter)
        for row in mine:
            if row.version in stood:
                spellings[row.subject_key.partition("|")[2]][row.subject_name] += 1
        for row in rows:
            value = json.loads(row.value) if row.version in stood else {}
            if value.get("type") == kind:
                spellings[row.value_key][value["name"]] += 1
                if row.subject_type in TITLE_TYPES and row.modality != "denied":
                    titles[row.value_key][row.subject_name] += 1
        return [NamedOne(name, _most(spellings[name])[0], _most(titles[name])) for name in names if name in spellings]

    def characters(self, names: Sequence[str]) -> list[NamedOne]:
        """What some characters are called, and in which titles they are."""
        wanted = set(names)
        rows = self._all(_OF_ROLES, [row.owner for row in self._all(_OWNERS, wanted)])
        stood = standing(self._connection, {row.version for row in rows}, self._as_of)
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        titles: dict[str, Counter[str]] = defaultdict(Counter)
        for row in rows:
            for role in _roles(row) if row.version in stood else ():
                if (name := title_name(role)) in wanted:
                    spellings[name][role] += 1
                    titles[name][row.subject_name] += 1
        return [NamedOne(name, _most(spellings[name])[0], _most(titles[name])) for name in names if name in spellings]

    def _all(self, query: Select[Any], values: Iterable[str]) -> list[Any]:
        """The rows that a query of one of some values, as of the day, gives for all of them."""
        return [
            row
            for part in parts(set(values))
            for row in self._connection.execute(query, {"values": part, "day": self._as_of})
        ]


def _found(row: Any, version: Any) -> Found:
    return Found(
        claim=row.uid,
        article=version.article,
        key=version.key,
        quote=row.quote,
        start=row.start,
        end=row.end,
        said_on=row.said_on,
        subject=Entity(row.subject_type, row.subject_name, row.subject_year),
        property=row.property,
        attribution=tuple(json.loads(row.attribution)),
        source=source_from(version),
    )


def _title(
    folded: str, told: Sequence[Any], aliases: Collection[str], spellings: Counter[str], former: Collection[str]
) -> NamedTitle:
    mine = Counter(row.subject_name for row in told) or spellings
    years = {row.subject_year for row in told} - {0}
    types = Counter(row.subject_type for row in told)
    return NamedTitle(
        folded, _most(mine)[0], _most(types), tuple(sorted(years)), len(told), frozenset(aliases), folded in former
    )


def _most(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counted, key=lambda one: (-counted[one], one)))


def _text(value: str) -> str:
    found = json.loads(value)
    return str(found.get("text", "")) if isinstance(found, dict) else ""


def _roles(row: Any) -> Iterable[str]:
    role = json.loads(row.qualifiers).get("character")
    if isinstance(role, str):
        yield role
    value = json.loads(row.value)
    if isinstance(value, dict) and value.get("type") == "character":
        yield str(value.get("name", ""))
