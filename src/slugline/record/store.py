"""The record itself: articles and their claims, appended and never edited.

A version that a newer text of the same article replaces is kept; `Record.claims` leaves its
claims out from the day of the correction.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, CursorResult, select

from slugline.contract import claim_to_json, value_from_json, value_to_json
from slugline.errors import RecordError
from slugline.model import Article, Claim, Context, Entity, Evidence, PropertySpec, Quantity, Source
from slugline.record import schema
from slugline.record.connect import connect
from slugline.record.database import Database
from slugline.record.policy import Policy, load_policy
from slugline.record.view import View
from slugline.record.voices import article_key


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
        self.specs = specs
        self.policy = policy

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def add(self, article: Article | None, claims: Sequence[Claim], recorded_at: datetime) -> tuple[Added, ...]:
        """Append one article with its claims, or the articles that a claims file quotes.

        Without an article the claims are grouped by their source's url, else its file. Each
        article is one transaction: recorded wholly or not at all. The same article again changes
        nothing; a new text under the same url or file replaces the older one's claims.
        Raises `RecordError`.
        """
        return tuple(self._add(*group, recorded_at) for group in _groups(article, claims))

    def _add(self, article: Article, claims: Sequence[Claim], fingerprint: str, recorded_at: datetime) -> Added:
        source = Source(article.file, article.url, article.publisher, article.title, article.author)
        moment = _moment(recorded_at)

        def append(connection: Connection) -> str:
            self._database.hold(connection, article.url or article.file or article.id)
            return _append(connection, article, claims, fingerprint, moment)

        outcome = self._database.write(append)
        return Added(source, article.published, outcome, 0 if outcome == "same" else len(claims))

    def claims(self, as_of: date | None = None) -> tuple[Claim, ...]:
        """Every claim said by the end of ``as_of`` (all where None) that no correction has replaced.

        In a stable order: by day, article and place in the text, whatever the order of reading.
        """
        try:
            with self._database.reading() as connection:
                found = list(_read_claims(connection, _standing_versions(connection, as_of)))
        except (ValueError, TypeError) as error:  # rows that no Slugline wrote
            raise RecordError(str(error), where=self._database.where, allowed="a readable record") from error
        kept = (claim for claim in found if as_of is None or claim.said_on <= as_of)
        return tuple(sorted(kept, key=lambda c: (c.said_on, article_key(c), c.evidence.start, c.evidence.end)))

    def texts(self, as_of: date | None = None) -> Mapping[str, str]:
        """The text of each article that `claims` would cite, by `article_key`; empty for claims files."""
        with self._database.reading() as connection:
            return {str(row.key): str(row.text) for row in _standing_versions(connection, as_of) if row.text}

    def sources(self, as_of: date | None = None) -> tuple[Source, ...]:
        """Every article said by the end of ``as_of``, oldest first."""
        with self._database.reading() as connection:
            rows = _standing_versions(connection, as_of)
        ordered = sorted(rows, key=lambda row: (row.published, row.key))
        return tuple(Source(row.file, row.url, row.publisher, row.title, row.author) for row in ordered)

    def history(self, key: str) -> tuple[tuple[str, str | None], ...]:
        """For each version of an article (its url, else file): when recorded, and when replaced, if it was."""
        query = (
            select(schema.versions.c.recorded_at, schema.replacements.c.replaced_at)
            .join(schema.articles, schema.articles.c.id == schema.versions.c.article)
            .outerjoin(schema.replacements, schema.replacements.c.version == schema.versions.c.id)
            .where(schema.articles.c.key == key)
            .order_by(schema.versions.c.id)
        )
        with self._database.reading() as connection:
            return tuple((row.recorded_at, row.replaced_at) for row in connection.execute(query))

    def view(self, as_of: date, extra: Sequence[Claim] = ()) -> View:
        """What the record comes to at the end of ``as_of``.

        ``extra`` claims are read as if recorded, in place of what the record holds of their articles.
        """
        theirs = {article_key(claim) for claim in extra}
        standing = [claim for claim in self.claims(as_of) if article_key(claim) not in theirs]
        added = [claim for claim in extra if claim.said_on <= as_of]
        return View(
            as_of,
            (*standing, *added),
            later=lambda: [claim for claim in self.claims() if article_key(claim) not in theirs],
            specs=self.specs,
            policy=self.policy,
            texts=self.texts(as_of),
        )


def _groups(article: Article | None, claims: Sequence[Claim]) -> Iterable[tuple[Article, Sequence[Claim], str]]:
    if article is not None:
        ordered = sorted(claims, key=lambda c: (c.evidence.start, c.evidence.end))
        yield article, ordered, hashlib.sha256(f"{article.id}\0{article.text}".encode()).hexdigest()
        return
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        grouped[article_key(claim)].append(claim)
    for key, members in grouped.items():
        lines = sorted(json.dumps(claim_to_json(claim), sort_keys=True, ensure_ascii=False) for claim in members)
        source = members[0].source
        made = Article(
            id=key,
            url=source.url,
            file=source.file,
            publisher=source.publisher,
            title=source.title,
            author=source.author,
            text="",
            published=min(claim.said_on for claim in members),
        )
        yield made, members, hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _append(connection: Connection, article: Article, claims: Sequence[Claim], fingerprint: str, moment: str) -> str:
    key = article.url or article.file or article.id
    articles, versions = schema.articles, schema.versions
    number = connection.execute(select(articles.c.id).where(articles.c.key == key)).scalar()
    older: list[str] = []
    if number is None:
        number = _inserted(connection.execute(articles.insert().values(key=key)))
    else:
        mine = select(versions.c.fingerprint).where(versions.c.article == number)
        older = list(connection.execute(mine).scalars())
        if fingerprint in older:
            return "same"
    retrieved = _moment(article.retrieved_at) if article.retrieved_at else None
    version = _inserted(
        connection.execute(
            versions.insert().values(
                article=number,
                fingerprint=fingerprint,
                url=article.url,
                file=article.file,
                publisher=article.publisher,
                title=article.title,
                author=article.author,
                text=article.text,
                published=article.published,
                modified=article.modified,
                retrieved_at=retrieved,
                recorded_at=moment,
            )
        )
    )
    _replace(connection, number, moment)
    if claims:
        connection.execute(schema.claims.insert(), [_row(claim, version, n) for n, claim in enumerate(claims)])
    return "changed" if older else "new"


def _inserted(result: CursorResult[Any]) -> int:
    key = result.inserted_primary_key
    return int(key[0]) if key else 0


def _replace(connection: Connection, article: int, moment: str) -> None:
    """Mark what the new version replaces; a late-read older version is replaced at once by the newest."""
    versions, replacements = schema.versions, schema.replacements
    rows = sorted(
        connection.execute(
            select(versions.c.id, versions.c.published, versions.c.modified).where(versions.c.article == article)
        ),
        key=lambda row: (row.modified or row.published, row.id),
    )
    marked = set(connection.execute(select(replacements.c.version)).scalars())
    for row, successor in pairwise(rows):
        if row.id not in marked:
            connection.execute(
                replacements.insert().values(version=row.id, replaced_by=successor.id, replaced_at=moment)
            )


def _standing_versions(connection: Connection, as_of: date | None) -> list[Any]:
    """The version of each article that stood at the end of ``as_of``."""
    versions = schema.versions
    query = select(schema.articles.c.key, versions).join(schema.articles, schema.articles.c.id == versions.c.article)
    grouped: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        grouped[row.key].append(row)
    standing = []
    for key in sorted(grouped):
        rows = sorted(grouped[key], key=lambda row: (row.modified or row.published, row.id))
        known = [row for row in rows if as_of is None or (row.modified or row.published) <= as_of]
        if known:
            standing.append(known[-1])
        elif as_of is None or rows[0].published <= as_of:
            standing.append(rows[0])
    return standing


def _read_claims(connection: Connection, versions: Sequence[Any]) -> Iterable[Claim]:
    standing = {version.id: version for version in versions}
    sources = {v.id: Source(v.file, v.url, v.publisher, v.title, v.author) for v in versions}
    columns = schema.claims
    for row in connection.execute(select(columns).order_by(columns.c.version, columns.c.ordinal)):
        version = standing.get(row.version)
        if version is None:
            continue
        yield Claim(
            subject=Entity(row.subject_type, row.subject_name, row.subject_year),
            property=row.property,
            value=value_from_json(json.loads(row.value)),
            qualifiers=json.loads(row.qualifiers),
            context=Context(row.modality, tuple(json.loads(row.attribution))),
            evidence=Evidence(version.key, row.start, row.end, row.quote),
            said_on=row.said_on,
            source=sources[row.version],
            rule=row.rule,
        )


def _row(claim: Claim, version: int, ordinal: int) -> dict[str, object]:
    return {
        "version": version,
        "ordinal": ordinal,
        "subject_type": claim.subject.type,
        "subject_name": claim.subject.name,
        "subject_year": claim.subject.year,
        "property": claim.property,
        "value": json.dumps(value_to_json(claim.value), ensure_ascii=False, sort_keys=True),
        "amount": claim.value.amount if isinstance(claim.value, Quantity) else None,
        "qualifiers": json.dumps(dict(claim.qualifiers), ensure_ascii=False, sort_keys=True, default=str),
        "modality": claim.context.modality,
        "attribution": json.dumps(list(claim.context.attribution), ensure_ascii=False),
        "quote": claim.evidence.quote,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "said_on": claim.said_on,
        "rule": claim.rule,
    }


def _moment(when: datetime) -> str:
    """A moment as text in UTC; one without a zone is taken to be UTC."""
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
