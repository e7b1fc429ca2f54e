"""How names, titles, people and franchises lead to one another in the index, by claims and by editors' decisions.

Every statement is built once; each look-up only fills in what it looks for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache, cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, or_, select

from slugline.record import schema
from slugline.record.index import ALIAS, GROUPING, SHORTEST
from slugline.record.names import numbered_name

TITLE = "title|"
_WIDEST = 100  # names beyond those asked for: a chain or a hub of other names is followed no further
_CHUNK = 500  # values in one IN (...)

_CLAIMS, _DECISIONS, _NAMES = schema.claims.c, schema.decisions.c, schema.names.c
_SUBJECT, _VALUE = "subject_key", "value_key"
_NAMED = {_SUBJECT: _DECISIONS.subject, _VALUE: _DECISIONS.other}  # where a correction holds the same


def parts(values: Collection[Any]) -> Iterator[list[Any]]:
    """The values in runs that one query may bear."""
    ordered = sorted(values)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]


def among(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """That a column is one of the ``values`` that the statement is given."""
    return column.in_(bindparam("values", expanding=True))


@cache
def _keyed(want: str, where: str, properties: tuple[str, ...]) -> Select[Any]:
    ours = (_CLAIMS.property.in_(properties), _CLAIMS[want] != "")
    return select(_CLAIMS[want]).distinct().where(*ours, among(_CLAIMS[where]))


@cache
def _corrected(want: str, where: str, properties: tuple[str, ...]) -> Select[Any]:
    """The same keys before and after corrections, of claims that have either the values or, corrected, come to have."""
    joined = schema.decisions.join(schema.claims, _CLAIMS.uid == _DECISIONS.claim)
    told = or_(among(_NAMED[where]), and_(_NAMED[where] == "", among(_CLAIMS[where])))
    ours = (_CLAIMS.property.in_(properties), _DECISIONS.claim != "", told)
    return select(_CLAIMS[want], _NAMED[want]).select_from(joined).where(*ours)


_DECIDED = select(_DECISIONS.id).limit(1)
_ANY_CORRECTED = _DECIDED.where(_DECISIONS.claim != "", or_(_DECISIONS.subject != "", _DECISIONS.other != ""))
_SAME = _DECISIONS.act == "same"
_SAME_OTHERS = select(_DECISIONS.other).where(_SAME, among(_DECISIONS.subject))
_SAME_SUBJECTS = select(_DECISIONS.subject).where(_SAME, among(_DECISIONS.other))
_ON_SUBJECTS = select(_DECISIONS.claim).where(_DECISIONS.claim != "", among(_DECISIONS.subject))
_ON_OTHERS = select(_DECISIONS.claim).where(_DECISIONS.claim != "", among(_DECISIONS.other))
_NUMBERED = select(_NAMES.name).where(_NAMES.kind == "number", among(_NAMES.form))
_BORNE = select(_CLAIMS.subject_key).where(_CLAIMS.subject_key == bindparam("key")).limit(1)
_WITH_WORD = select(_NAMES.name).where(_NAMES.kind == "word", _NAMES.form == bindparam("word"))


class Links:
    """The links of one record, as one snapshot of it holds them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def component(self, names: Iterable[str]) -> set[str]:
        """All names that mean one of the titles called ``names``, as far as a component may reach."""
        reached = set(names)
        fresh, most = set(reached), len(reached) + _WIDEST
        while fresh and len(reached) <= most:
            more = self._linked(fresh)
            fresh = more - reached
            reached |= fresh
        return reached

    def _linked(self, names: Collection[str]) -> set[str]:
        keys = {TITLE + name for name in names}
        found = self.keyed(_VALUE, _SUBJECT, keys, (ALIAS,))
        found |= unkeyed(self.keyed(_SUBJECT, _VALUE, names, (ALIAS,)))
        if self._decided:
            found |= unkeyed(self._column(_SAME_OTHERS, keys) | self._column(_SAME_SUBJECTS, keys))
        numbered = {number for name in names if (number := numbered_name(name))}
        return found | self._column(_NUMBERED, numbered)

    def first_borne(self, names: Collection[str]) -> str:
        """The first of a component's names that a claim bears; the one name that there is, whoever bears it."""
        if len(names) == 1:
            return next(iter(names))
        borne = (name for name in sorted(names) if self._connection.execute(_BORNE, {"key": TITLE + name}).first())
        return next(borne, "")

    def people(self, names: Collection[str]) -> set[str]:
        """The keys of people, and of those whom editors have said to be them."""
        reached = {f"person|{name}" for name in names}
        fresh = set(reached) if self._decided else set()
        while fresh:
            found = self._column(_SAME_OTHERS, fresh) | self._column(_SAME_SUBJECTS, fresh)
            fresh = found - reached
            reached |= fresh
        return reached

    def franchises(self, names: Collection[str]) -> set[str]:
        """The franchises that titles are said to belong to."""
        return self.keyed(_VALUE, _SUBJECT, {TITLE + name for name in names}, GROUPING)

    def members(self, franchises: Collection[str]) -> set[str]:
        """The titles that are said to belong to the franchises, or that bear their names."""
        found = unkeyed(self.keyed(_SUBJECT, _VALUE, franchises, GROUPING))
        for franchise in franchises:
            if len(franchise) >= SHORTEST:
                bearing = self._connection.execute(_WITH_WORD, {"word": max(franchise.split(), key=len)})
                found |= {name for name in bearing.scalars() if f" {franchise} " in f" {name} "}
        return found

    def told_of(self, names: Collection[str], inverses: Collection[str]) -> set[str]:
        """The titles whose claims on ``inverses`` say something of the titles called ``names``."""
        return unkeyed(self.keyed(_SUBJECT, _VALUE, names, inverses))

    def told_by(self, names: Collection[str], inverses: Collection[str]) -> set[str]:
        """The titles of which the titles called ``names`` say something by claims on ``inverses``."""
        return self.keyed(_VALUE, _SUBJECT, {TITLE + name for name in names}, inverses)

    def valued(self, names: Collection[str], properties: Collection[str]) -> set[str]:
        """The folded values of the titles' claims on some properties."""
        return self.keyed(_VALUE, _SUBJECT, {TITLE + name for name in names}, properties)

    def corrected(self, subjects: Collection[str], values: Collection[str]) -> set[str]:
        """The ids of the claims that corrections give a subject or a value among these."""
        if not self._any_corrected:
            return set()
        return self._column(_ON_SUBJECTS, subjects) | self._column(_ON_OTHERS, values)

    def keyed(self, want: str, where: str, values: Collection[str], properties: Collection[str]) -> set[str]:
        """The keys ``want`` of claims on some properties whose ``where`` is among ``values``; corrected ones too."""
        ours = tuple(sorted(properties))
        found = self._column(_keyed(want, where, ours), values)
        if self._any_corrected:
            for part in parts(values):
                pairs = self._connection.execute(_corrected(want, where, ours), {"values": part})
                found |= {new or old for old, new in pairs}
        return found - {""}

    @cached_property
    def _decided(self) -> bool:
        return self._connection.execute(_DECIDED).scalar() is not None

    @cached_property
    def _any_corrected(self) -> bool:
        return self._decided and self._connection.execute(_ANY_CORRECTED).scalar() is not None

    def _column(self, query: Select[Any], values: Collection[str]) -> set[str]:
        found: set[str] = set()
        for part in parts(values):
            found.update(self._connection.execute(query, {"values": part}).scalars())
        return found


def unkeyed(keys: Iterable[str]) -> set[str]:
    """The folded names of those keys that are titles'."""
    return {key.removeprefix(TITLE) for key in keys if key.startswith(TITLE)}
