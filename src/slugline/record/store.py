"""The record itself: articles, their claims and editors' decisions, appended and never edited.

A version that a newer text of the same article replaces is kept; what it said counts until the day of the correction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, select

from slugline.errors import RecordError
from slugline.model import Article, Claim, Entity, PropertySpec, Source
from slugline.record import schema
from slugline.record.append import append_article, append_decision
from slugline.record.bulk import Group, Known, append_many, in_chunks
from slugline.record.connect import connect
from slugline.record.database import Database
from slugline.record.decisions import Decision
from slugline.record.find import decisions_in, decisions_on, find_claims, near_titles, spelled, spoken_of, title_names
from slugline.record.index import claim_id, person_name
from slugline.record.lexicon import Lexicon
from slugline.record.links import Links
from slugline.record.people import PERSON
from slugline.record.policy import Policy, load_policy
from slugline.record.rows import grouped, source_from
from slugline.record.scope import Reading, Scope, read_all, read_scope, standing
from slugline.record.view import View
from slugline.record.views import Views
from slugline.record.voices import article_key, by_article, print_of

Result = TypeVar("Result")

_BATCH = 500

_DECISIONS = "slugline: decisions"  # a decision is withdrawn once, whoever withdraws it


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one article. ``outcome`` is ``new``, ``changed`` (a new version) or ``same``."""

    source: Source
    said_on: date
    outcome: str
    claims: int


def open_record(
    url: str, specs: Mapping[str, PropertySpec], *, policy: Policy | None = None, create: bool = True
) -> Record:
    """The record at ``url``: ``sqlite:///PATH``, a bare path, ``:memory:``, or ``postgresql://…`` on a server.

    ``specs`` tells it every property's cardinality and qualifiers. It is made where it does not
    exist, unless ``create`` is false. Raises `RecordError`.
    """
    return Record(connect(url, create=create), specs, policy or load_policy())


class Record:
    """Articles and claims with two times: when each was said, and when it was recorded."""

    def __init__(self, database: Database, specs: Mapping[str, PropertySpec], policy: Policy) -> None:
        self._database = database
        self._inverses = tuple(sorted(name for name, spec in specs.items() if spec.inverse))
        self._views = Views()
        self.specs = specs
        self.policy = policy

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database, and of what was kept of it."""
        self._views = Views()
        self._database.close()

    @property
    def where(self) -> str:
        """The record's address, without a password."""
        return self._database.where

    def add(self, article: Article | None, claims: Sequence[Claim], recorded_at: datetime) -> tuple[Added, ...]:
        """Append one article with its claims, or the articles that a claims file quotes.

        Without an article the claims are grouped by their source's url, else its file. Each
        article is one transaction: recorded wholly or not at all. The same article again changes
        nothing; a new text under the same url or file replaces the older one's claims.
        Raises `RecordError`.
        """
        return tuple(self._add(*group, recorded_at) for group in grouped(article, claims))

    def _add(self, article: Article, claims: Sequence[Claim], fingerprint: str, recorded_at: datetime) -> Added:
        source = Source(article.file, article.url, article.publisher, article.title, article.author)

        def append(connection: Connection) -> str:
            return append_article(self._database, connection, article, claims, fingerprint, recorded_at)

        outcome = self._database.write(append)
        return Added(source, article.published, outcome, 0 if outcome == "same" else len(claims))

    def load(
        self, articles: Iterable[tuple[Article | None, Sequence[Claim] | None]], recorded_at: datetime
    ) -> Iterator[tuple[Added, ...]]:
        """`add` for many articles, with the same result: some hundreds are one transaction, and are given at its end.

        None for the claims of an article: it says nothing any more, which is recorded, and given, only where the
        record holds another text of it. Stopped at any moment, what has been given is recorded; loading all of it
        again passes over what is there.
        Raises `RecordError`.
        """
        known = Known()
        groups = (
            (made, None if claims is None else said, fingerprint)
            for article, claims in articles
            for made, said, fingerprint in grouped(article, claims or ())
        )
        for chunk in in_chunks(groups):

            def append(connection: Connection, chunk: list[Group] = chunk) -> tuple[list[str], Known]:
                return append_many(self._database, connection, chunk, known, recorded_at)

            outcomes, written = self._database.write(append)
            known.take(written)
            yield tuple(
                Added(source_from(article), article.published, outcome, 0 if outcome == "same" else len(claims or ()))
                for outcome, (article, claims, _) in zip(outcomes, chunk, strict=True)
                if outcome
            )

    def decide(self, decision: Decision, recorded_at: datetime) -> Decision:
        """Append an editor's decision; it comes back with its number. Raises `RecordError`."""

        def append(connection: Connection) -> Decision:
            self._database.hold(connection, _DECISIONS)
            return append_decision(connection, decision, recorded_at)

        return self._database.write(append)

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision ever made, withdrawn ones too, in the order of their numbers."""
        with self.reading() as connection:
            return decisions_in(connection)

    def decisions_of(self, claim: str) -> tuple[Decision, ...]:
        """Every decision on one claim, by its id, and what withdrew it."""
        with self.reading() as connection:
            return decisions_on(connection, {claim}, ())

    def find(self, claim: str) -> tuple[Claim, ...]:
        """The recorded claims whose id begins with ``claim`` (at least four hex digits)."""
        with self.reading() as connection:
            return find_claims(connection, claim)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot of the database to read from. Raises `RecordError`, for rows that no Slugline wrote too."""
        try:
            with self._database.reading() as connection:
                yield connection
        except (ValueError, TypeError) as error:
            raise RecordError(str(error), where=self.where, allowed="a readable record") from error

    def writing(self, work: Callable[[Connection], Result], *keys: str) -> Result:
        """What ``work`` gives; all that it writes of the desk's tables is kept, or none of it.

        It may be begun anew, so it does nothing but read and write through its connection. No two go on at once that
        share one of ``keys``. Raises `RecordError`.
        """

        def held(connection: Connection) -> Result:
            if keys:
                self._database.hold(connection, *keys)
            return work(connection)

        return self._database.write(held)

    def claims(self, as_of: date | None = None) -> tuple[Claim, ...]:
        """Every claim said by the end of ``as_of`` (all where None) that no correction has replaced.

        In a stable order: by day, article and place in the text, whatever the order of reading.
        """
        with self.reading() as connection:
            found = read_all(connection, as_of).claims
        return tuple(sorted(found, key=lambda c: (c.said_on, article_key(c), c.evidence.start, c.evidence.end)))

    def sources(self, as_of: date | None = None) -> tuple[Source, ...]:
        """Every article said by the end of ``as_of``, oldest first."""
        with self.reading() as connection:
            numbers = set(connection.execute(select(schema.versions.c.id)).scalars())
            rows = standing(connection, numbers, as_of).values()
            return tuple(source_from(row) for row in sorted(rows, key=lambda row: (row.published, row.key)))

    def history(self, key: str) -> tuple[tuple[str, str | None], ...]:
        """For each version of an article (its url, else file): when recorded, and when replaced, if it was."""
        query = (
            select(schema.versions.c.recorded_at, schema.replacements.c.replaced_at)
            .join(schema.articles, schema.articles.c.id == schema.versions.c.article)
            .outerjoin(schema.replacements, schema.replacements.c.version == schema.versions.c.id)
            .where(schema.articles.c.key == key)
            .order_by(schema.versions.c.id)
        )
        with self.reading() as connection:
            return tuple((row.recorded_at, row.replaced_at) for row in connection.execute(query))

    def spoken_of(self, since: date | None, as_of: date) -> frozenset[str]:
        """The folded names of the titles of which anything was said, or decided, from ``since`` to ``as_of``."""
        with self.reading() as connection:
            return spoken_of(connection, since, as_of, self._inverses)

    def title_names(self) -> Iterator[str]:
        """The folded names of all titles, in order."""
        last = ""
        while True:
            with self.reading() as connection:
                batch = title_names(connection, last, _BATCH)
            if not batch:
                return
            yield from batch
            last = batch[-1]

    def lexicon(self, as_of: date) -> Lexicon:
        """The names by which questions reach what had been said by the end of ``as_of``."""
        return Lexicon(self.reading, as_of)

    def view(self, as_of: date, scope: Scope | None = None, extra: Sequence[Claim] = ()) -> View:
        """What the record comes to at the end of ``as_of``: all of it, or as much as ``scope`` asks for.

        ``extra`` claims are read as if recorded, in place of what the record holds of their articles.
        A view of a scope is kept for as long as nothing is recorded that belongs to it.
        """
        if scope is None or extra:
            with self.reading() as connection:
                return self._view(connection, as_of, scope, extra)
        with self.reading() as connection:
            return self._views.get(connection, scope, as_of, lambda: self._view(connection, as_of, scope, ()))

    def _view(self, connection: Connection, as_of: date, scope: Scope | None, extra: Sequence[Claim]) -> View:
        theirs = {article_key(claim) for claim in extra}
        found = self._read(connection, scope, as_of)
        standing = [claim for claim in found.claims if article_key(claim) not in theirs]
        added = [claim for claim in extra if claim.said_on <= as_of]
        prints = found.prints
        if added:
            prints = {**prints, **{key: print_of(said) for key, said in by_article(added).items()}}

        def later() -> Sequence[Claim]:
            with self.reading() as later_connection:
                everything = self._read(later_connection, scope, None).claims
            return [claim for claim in everything if article_key(claim) not in theirs]

        def near(name: str) -> tuple[str, ...]:
            with self.reading() as near_connection:
                return near_titles(near_connection, name, as_of)

        def spell(kind: str, folded: str) -> str:
            with self.reading() as spelling_connection:
                return spelled(spelling_connection, kind, folded, as_of)

        view = View(
            as_of,
            (*standing, *added),
            later=later,
            near=near if scope else None,
            spell=spell,
            specs=self.specs,
            policy=self.policy,
            prints=prints,
            decisions=self._decisions(connection, scope, found, extra),
        )
        view.keys = found.keys
        return view

    def _decisions(
        self, connection: Connection, scope: Scope | None, found: Reading, extra: Sequence[Claim]
    ) -> tuple[Decision, ...]:
        if scope is None:
            return decisions_in(connection)
        claims = (*found.claims, *extra)
        named = [thing for claim in claims for thing in (claim.subject, claim.value) if isinstance(thing, Entity)]
        people = Links(connection).people({person_name(one.name) for one in named if one.type == PERSON})
        return decisions_on(connection, found.ids | set(map(claim_id, extra)), found.keys | people)

    def _read(self, connection: Connection, scope: Scope | None, as_of: date | None) -> Reading:
        if scope is None:
            return read_all(connection, as_of)
        return read_scope(connection, scope, as_of, self._inverses)
