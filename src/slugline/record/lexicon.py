"""The names that a question may speak of, looked up one question at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from datetime import date

from sqlalchemy import Connection, bindparam, select

from slugline.record import schema
from slugline.record.find import near_franchises
from slugline.record.index import bounded
from slugline.record.links import among

_CHUNK = 400
_NAMED = select(schema.names).where(
    among(schema.names.c.form), schema.names.c.kind.in_(bindparam("kinds", expanding=True))
)
_FULL = ("title", "person", "franchise", "character", "platform", "award")


class Lexicon:
    """What the texts of a question may name, as of a day; a title counts under a name that it bears only later."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]], as_of: date) -> None:
        self._reading = reading
        self._as_of = as_of

    def kinds(self, texts: Collection[str], never_short: Collection[str] = ()) -> Mapping[str, frozenset[str]]:
        """For each of the folded texts that names something: what it may be, one or more of ``title``,
        ``person``, ``franchise``, ``character``, ``platform`` and ``award``.

        The head of a title before its colon stands for the whole, and a surname or a character's single name for
        the person, where nothing else is called so and it is not among ``never_short``.
        """
        full: dict[str, set[str]] = defaultdict(set)
        heads: dict[str, set[str]] = defaultdict(set)
        short: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for row in self._rows(texts, (*_FULL, "head", "short")):
            if row.kind in _FULL and (row.kind == "title" or row.said_on <= self._as_of):
                full[row.form].add(row.kind)
            elif row.kind == "head":
                heads[row.form].add(row.name)
            elif row.kind == "short" and row.said_on <= self._as_of:
                short[row.form].add((row.name, row.owner))
        found = {form: frozenset(kinds) for form, kinds in full.items()}
        for form, names in heads.items():
            if form not in found and len(names) == 1:
                found[form] = frozenset({"title"})
        for form, owners in short.items():
            alone = len({name for name, _ in owners}) == 1
            if alone and form not in found and form not in never_short:
                found[form] = frozenset(kind for _, kind in owners)
        return found

    def titles(self, texts: Collection[str]) -> frozenset[str]:
        """The folded names of the titles that the folded texts may mean, those whose head they are included."""
        rows = self._rows(texts, ("title", "head"))
        return frozenset({*texts, *(row.name for row in rows if row.kind in ("title", "head"))})

    def near_franchises(self, name: str) -> tuple[str, ...]:
        """The franchises whose names are most like ``name``, as they are written."""
        with self._reading() as connection:
            return near_franchises(connection, name, self._as_of)

    def titles_with(self, character: str) -> frozenset[str]:
        """The folded names of the titles that have a character in whose name the words of ``character`` stand."""
        rows = self._rows([character], ("character", "short"))
        found = {row.owner for row in rows if row.kind == "character"}
        names = {row.name for row in rows if row.kind == "short" and row.owner == "character"}
        found |= {row.owner for row in self._rows(names, ("character",)) if row.kind == "character"}
        return frozenset(owner.removeprefix("title|") for owner in found if owner.startswith("title|"))

    def territories(self, texts: Collection[str]) -> Mapping[str, str]:
        """The territories that the folded texts name."""
        return {row.form: row.name for row in self._rows(texts, ("territory",))}

    def _rows(self, texts: Collection[str], kinds: Collection[str]) -> list[schema.NameRow]:
        wanted = sorted({bounded(text) for text in texts})
        found: list[schema.NameRow] = []
        with self._reading() as connection:
            for start in range(0, len(wanted), _CHUNK):
                given = {"values": wanted[start : start + _CHUNK], "kinds": list(kinds)}
                found += [
                    schema.NameRow(row.form, row.kind, row.name, row.owner, row.said_on)
                    for row in connection.execute(_NAMED, given)
                ]
        return found
