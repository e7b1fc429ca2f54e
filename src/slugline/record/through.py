"""Going through a whole record, a few titles at a time: its claims, its statements and its articles' texts.

Everything is read from one snapshot, and memory does not grow with the record. What a title, a person or a franchise
comes to is what an answer about it would rest on (`slugline.record.scope`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select

from slugline.model import Article, Claim, PropertySpec, Source, Statement
from slugline.record import schema
from slugline.record.decisions import Decision
from slugline.record.find import decisions_in, spelled
from slugline.record.index import subject_key, title_name
from slugline.record.links import Links
from slugline.record.policy import Policy
from slugline.record.rows import claim_from, source_from
from slugline.record.scope import Scope, read_scope, standing
from slugline.record.view import View

VERSIONS = 200  # at a time
_KEYS = 500
_TEXTS = 5  # long ones
_TOGETHER = 24  # names of titles, people or franchises that are read at once


@dataclass(frozen=True, slots=True)
class Reached:
    """Some subjects, by their keys, in a view that holds all that bears on them."""

    view: View
    subjects: tuple[str, ...]


class Through:
    """Goes through what had been said by the end of ``as_of``, over one connection, some ``versions`` at a time."""

    def __init__(
        self,
        connection: Connection,
        specs: Mapping[str, PropertySpec],
        policy: Policy,
        as_of: date,
        *,
        versions: int = VERSIONS,
    ) -> None:
        self.versions = versions
        self._connection = connection
        self._specs = specs
        self._policy = policy
        self._as_of = as_of
        self._inverses = tuple(sorted(name for name, spec in specs.items() if spec.inverse))
        self._links = Links(connection)
        self._decisions: tuple[Decision, ...] = decisions_in(connection)

    def claims(self) -> Iterator[Claim]:
        """Every claim that stood, article by article."""
        table = schema.claims
        for versions in self._versions():
            query = (
                select(table)
                .where(table.c.version.in_(sorted(versions)), table.c.said_on <= self._as_of)
                .order_by(table.c.version, table.c.ordinal)
            )
            for number, rows in groupby(self._connection.execute(query), key=lambda row: int(row.version)):
                key, source = versions[number].key, source_from(versions[number])
                yield from (claim_from(row, key, source) for row in rows)

    def articles(self, beginnings: Collection[str] = ()) -> Iterator[Article]:
        """Every article that stood, with its text; where ``beginnings`` are given, those whose text begins with one of
        these characters."""
        table = schema.versions
        texts = select(table.c.id, table.c.text)
        if beginnings:
            texts = texts.where(func.substr(table.c.text, 1, 1).in_(sorted(beginnings)))
        for versions in self._versions():
            if versions:
                found = self._connection.execute(texts.where(table.c.id.in_(sorted(versions))).order_by(table.c.id))
                for number, text in found.yield_per(_TEXTS):
                    row = versions[number]
                    yield Article(row.key, row.url, row.file, row.publisher, row.title, row.author, text, row.published)

    def read_on(self, places: Collection[str]) -> dict[str, date]:
        """For articles by their keys: the day on which the page was retrieved, else on which it was recorded."""
        found: dict[str, date] = {}
        articles, versions = schema.articles.c, schema.versions.c
        wanted = sorted(places)
        for first in range(0, len(wanted), _KEYS):
            query = (
                select(articles.key, versions.retrieved_at, versions.recorded_at)
                .join(schema.versions, versions.article == articles.id)
                .where(articles.key.in_(wanted[first : first + _KEYS]))
                .order_by(versions.id)
            )
            for key, retrieved, recorded in self._connection.execute(query):
                found[key] = date.fromisoformat((retrieved or recorded)[:10])
        return found

    def _versions(self) -> Iterator[dict[int, Any]]:
        """The versions that stood, without their texts, some at a time."""
        column, last = schema.versions.c.id, 0
        while True:
            query = select(column).where(column > last).order_by(column).limit(self.versions)
            numbers = list(self._connection.execute(query).scalars())
            if not numbers:
                return
            yield standing(self._connection, numbers, self._as_of)
            last = numbers[-1]

    def subjects(self) -> Iterator[Reached]:
        """Every title, person and franchise of which anything had been said, each once."""
        told: set[str] = set()  # people whom editors have made one are reached by each of their names
        for kind in ("title", "person", "franchise"):
            batch: set[str] = set()
            for name in self._names(kind):
                names = frozenset({name})
                if kind == "title":
                    names = frozenset(self._links.component(names))
                    if name != self._links.first_borne(names):
                        continue  # with another of its names
                batch |= names
                if len(batch) >= _TOGETHER:
                    yield self._reached(kind, batch, told)
                    batch = set()
            if batch:
                yield self._reached(kind, batch, told)

    def _reached(self, kind: str, names: Collection[str], told: set[str]) -> Reached:
        mine = frozenset(names)
        scopes = {"title": Scope(titles=mine), "person": Scope(people=mine), "franchise": Scope(franchises=mine)}
        view = self._view(scopes[kind])
        if kind == "title":
            titles = view.titles.titles
            keys = {key for key, title in titles.items() if any(title_name(name) in mine for name in title.names)}
            return Reached(view, tuple(sorted(keys)))
        wanted = {f"{kind}|{name}" for name in mine}
        found = {
            view.person_key(claim.subject.name) if kind == "person" else view.titles.key_of(claim)
            for claim in view.claims
            if subject_key(claim.subject) in wanted
        }
        fresh = found - told
        told |= {key for key in fresh if key not in wanted or self._decisions}
        return Reached(view, tuple(sorted(fresh)))

    def _view(self, scope: Scope) -> View:
        reading = read_scope(self._connection, scope, self._as_of, self._inverses)
        return View(
            self._as_of,
            reading.claims,
            spell=lambda kind, folded: spelled(self._connection, kind, folded, self._as_of),
            specs=self._specs,
            policy=self._policy,
            prints=reading.prints,
            decisions=self._decisions,
        )

    def _names(self, kind: str) -> Iterator[str]:
        """The folded names of all subjects of a kind, in order."""
        column, prefix = schema.claims.c.subject_key, f"{kind}|"
        last = prefix
        while True:
            query = select(column).distinct().where(column > last, column < f"{kind}}}").order_by(column).limit(_KEYS)
            batch = list(self._connection.execute(query).scalars())
            yield from (key.removeprefix(prefix) for key in batch)
            if not batch:
                return
            last = batch[-1]


def statements_of(view: View, subject: str) -> Iterator[Statement]:
    """The record's statements on a subject, property by property; what is unknown, or of which there is none, too."""
    for name in view.properties(subject):
        if name not in view.specs:
            continue
        yield from view.statements(subject, name)
        for slot in view.position(subject, name):
            if slot.answers or slot.standing not in ("unknown", "none"):
                continue
            for gap in slot.gaps[:1]:
                yield Statement(
                    subject=view.entity(subject),
                    property=name,
                    value=gap.value,
                    qualifiers=gap.qualifiers,
                    modality=gap.modality,
                    rank="preferred",
                    standing=slot.standing,
                    claims=tuple(one.claim for one in gap.said),
                    since=min(one.day for one in gap.said),
                )


def claims_about(view: View, subjects: Collection[str]) -> Sequence[Claim]:
    """The view's claims on some subjects, by their keys."""
    return [
        claim
        for claim in view.claims
        if (view.person_key(claim.subject.name) if claim.subject.type == "person" else view.titles.key_of(claim))
        in subjects
    ]


def source_place(source: Source) -> str:
    """An article's key as the record has it: its url, else its file."""
    return source.url or source.file
