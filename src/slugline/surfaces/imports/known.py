"""The ids of titles, people and other things, gathered from the documents that a record holds.

An id is no property of the claim contract, and so no claim: it stays where it was said, in the text of the document
that was imported, and is read from there. What two documents call by two ids of one service is one thing to nobody:
its id is not known.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from slugline.claims.structured.document import Document, parse
from slugline.errors import SluglineError
from slugline.record import Title, View
from slugline.record.names import fold, fold_franchise, fold_person
from slugline.record.through import Through
from slugline.surfaces.exchange.outside import THING, Identity
from slugline.surfaces.imports.services import identities_in, parts_of, service_of
from slugline.surfaces.imports.snaks import Named

TITLES = ("film", "series", "special")
_TABLE = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE ids (
        sort TEXT, folded TEXT, type TEXT, year INTEGER, service TEXT, id TEXT, name TEXT,
        PRIMARY KEY (sort, folded, type, year, service, id)
    ) WITHOUT ROWID;
    CREATE INDEX ids_by_id ON ids (service, id);
"""
_ADD = "INSERT OR IGNORE INTO ids VALUES (?, ?, ?, ?, ?, ?, ?)"
_FIND = "SELECT DISTINCT type, year, service, id, name FROM ids WHERE sort = ? AND folded = ?"


class Known:
    """Ids by name, in a scratch file that is forgotten when this is closed."""

    def __init__(self) -> None:
        self._scratch = sqlite3.connect("", isolation_level=None)
        self._scratch.executescript(_TABLE)

    def close(self) -> None:
        """Forget everything."""
        self._scratch.close()

    def learn(self, found: Iterable[Identity]) -> None:
        """Take in what a document says."""
        self._scratch.executemany(
            _ADD, ((*_key(one.type, one.name), one.type, one.year, one.service, one.id, one.name) for one in found)
        )

    def title(self, view: View, title: Title) -> Mapping[str, str]:
        """The ids of a title, by service: those of documents that mean no other title of the view."""
        found: set[tuple[str, str]] = set()
        for folded in {fold(name) for name in title.names}:
            for kind, year, service, name, called in self._scratch.execute(_FIND, ("title", folded)):
                several = view.titles.find(called, year=year or None, kind=kind) or view.titles.find(called, kind=kind)
                if len(several) == 1 and several[0].key == title.key:
                    found.add((service, name))
        return _single(found)

    def title_named(self, name: str) -> Mapping[str, str]:
        """The ids of the title that a value names, where all documents mean one by the name."""
        return self._of("title", fold(name))

    def person(self, names: Collection[str]) -> Mapping[str, str]:
        """The ids of the person called by any of the names."""
        return self._of("person", *{fold_person(name) for name in names})

    def franchise(self, name: str) -> Mapping[str, str]:
        """The ids of a franchise."""
        return self._of("franchise", fold_franchise(name))

    def thing(self, name: str) -> Mapping[str, str]:
        """The ids of a company, a place, an award, a platform or a character."""
        return self._of(THING, fold(name))

    def item(self, name: str) -> Named | None:
        """What a Wikidata item is called, and what it is."""
        row = self._scratch.execute(
            "SELECT name, type FROM ids WHERE service = 'wikidata' AND id = ? ORDER BY name LIMIT 1", (name,)
        ).fetchone()
        return Named(*row) if row else None

    def rows(self) -> Iterator[tuple[str, str, int, str, str]]:
        """Everything: type, name, year, service and id, in order."""
        query = "SELECT type, name, year, service, id FROM ids ORDER BY type, folded, year, service, id"
        yield from self._scratch.execute(query)

    def _of(self, sort: str, *folded: str) -> Mapping[str, str]:
        found = [row for name in folded for row in self._scratch.execute(_FIND, (sort, name))]
        return _single({(service, name) for _, _, service, name, _ in found})


def _key(kind: str, name: str) -> tuple[str, str]:
    if kind in TITLES:
        return "title", fold(name)
    if kind == "person":
        return kind, fold_person(name)
    return (kind, fold_franchise(name)) if kind == "franchise" else (THING, fold(name))


def _single(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One id for each service; none for a service that gives two."""
    made: dict[str, set[str]] = {}
    for service, name in found:
        made.setdefault(service, set()).add(name)
    return {service: min(names) for service, names in sorted(made.items()) if len(names) == 1}


def stored(text: str) -> Iterator[tuple[Document, str]]:
    """The documents that a stored text is, each with its service; none where it is no service's."""
    try:
        data = parse(text.encode("utf-8", "surrogatepass"), "")
        service = service_of(data, "")
        for part in parts_of(data, service):
            yield Document(part, ""), service
    except (SluglineError, json.JSONDecodeError):
        return


@contextmanager
def known_in(through: Through) -> Iterator[Known]:
    """The ids that the documents of a record give."""
    made = Known()
    try:
        for article in through.articles(beginnings=("{", "[")):
            learn_text(made, article.text, article.published)
        yield made
    finally:
        made.close()


def learn_text(known: Known, text: str, said_on: date) -> None:
    """Take in the ids of one stored text, which may be no document at all."""
    for document, service in stored(text):
        known.learn(identities_in(document, service, said_on))
