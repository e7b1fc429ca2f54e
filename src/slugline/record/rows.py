"""Claims, articles and names as rows of the record's tables, and back."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from slugline.contract import claim_to_json, value_from_json, value_to_json
from slugline.model import Article, Claim, Context, Entity, Evidence, Quantity, Source, Value
from slugline.record.index import claim_id, forms, subject_key, value_key
from slugline.record.names import fold_person
from slugline.record.voices import Print, Signature, article_key, print_of

Row = dict[str, object]
_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str).encode


def version_row(article: Article, claims: Sequence[Claim], fingerprint: str, moment: str) -> Row:
    """A version's row, without the number of its article."""
    row: Row = {
        "fingerprint": fingerprint,
        "url": article.url,
        "file": article.file,
        "publisher": article.publisher,
        "title": article.title,
        "author": article.author,
        "text": article.text,
        "published": article.published,
        "modified": article.modified,
        "retrieved_at": moment_of(article.retrieved_at) if article.retrieved_at else None,
        "recorded_at": moment,
    }
    return row | print_row(claims, article.text)


def print_row(claims: Sequence[Claim], text: str) -> Row:
    """A version's signatures; an article without claims has no voice."""
    if not claims:
        return {"text_runs": 0, "text_print": None, "quote_runs": 0, "quote_print": None}
    made = print_of(claims, text)
    return {
        "text_runs": made.text.runs if made.text else 0,
        "text_print": made.text.digest if made.text else None,
        "quote_runs": made.quotes.runs,
        "quote_print": made.quotes.digest,
    }


def print_from(version: Any) -> Print:
    """The print of a version's row."""
    text = Signature(version.text_runs, version.text_print) if version.text_print else None
    quotes = Signature(version.quote_runs, version.quote_print or b"")
    return Print(fold_person(version.publisher), version.published, text, quotes)


class Prints(Mapping[str, Print]):
    """The prints of versions by the keys of their articles, each made when it is first asked for."""

    def __init__(self, versions: Mapping[str, Any]) -> None:
        self._versions = versions
        self._made: dict[str, Print] = {}

    def __getitem__(self, key: str) -> Print:
        """The print of an article."""
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = print_from(self._versions[key])
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._versions)

    def __len__(self) -> int:
        return len(self._versions)

    def __contains__(self, key: object) -> bool:
        return key in self._versions


def claim_row(claim: Claim, version: int, ordinal: int) -> Row:
    """A claim's row, with the keys by which it is found."""
    return {
        "version": version,
        "ordinal": ordinal,
        "subject_type": claim.subject.type,
        "subject_name": claim.subject.name,
        "subject_year": claim.subject.year,
        "property": claim.property,
        "value": _SORTED(value_to_json(claim.value)),
        "amount": claim.value.amount if isinstance(claim.value, Quantity) else None,
        "qualifiers": _SORTED(dict(claim.qualifiers)),
        "modality": claim.context.modality,
        "attribution": _SORTED(list(claim.context.attribution)),
        "quote": claim.evidence.quote,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "said_on": claim.said_on,
        "rule": claim.rule,
        "confidence": claim.confidence,
    } | claim_keys(claim)


def claim_keys(claim: Claim) -> Row:
    """The columns of a claim's row that are an index."""
    return {"uid": claim_id(claim), "subject_key": subject_key(claim.subject), "value_key": value_key(claim)}


def name_rows(claims: Iterable[Claim]) -> list[Row]:
    """The names by which questions reach the claims, each with the first day on which it was said; sorted."""
    first: dict[Any, date] = {}
    for claim in claims:
        for form in forms(claim):
            first[form] = min(first.get(form, claim.said_on), claim.said_on)
    ordered = sorted(first, key=lambda form: (form.text, form.kind, form.name, form.owner))
    return [
        {"form": form.text, "kind": form.kind, "name": form.name, "owner": form.owner, "said_on": first[form]}
        for form in ordered
    ]


def claim_from(row: Any, article: str, source: Source) -> Claim:
    """A claim from its row; ``article`` is the key of the article that it comes from."""
    return Claim(
        _subject(row.subject_type, row.subject_name, row.subject_year),
        row.property,
        _value(row.value),
        json.loads(row.qualifiers) if row.qualifiers != "{}" else {},
        _context(row.modality, row.attribution),
        Evidence(article, row.start, row.end, row.quote),
        row.said_on,
        source,
        row.rule,
        row.confidence,
    )


_subject = lru_cache(maxsize=16384)(Entity)


@lru_cache(maxsize=16384)
def _value(text: str) -> Value:
    return value_from_json(json.loads(text))


@lru_cache(maxsize=4096)
def _context(modality: str, attribution: str) -> Context:
    return Context(modality, tuple(json.loads(attribution)))


def source_from(version: Any) -> Source:
    """The source of an article or of a version's row."""
    return Source(version.file, version.url, version.publisher, version.title, version.author)


def grouped(article: Article | None, claims: Sequence[Claim]) -> Iterable[tuple[Article, Sequence[Claim], str]]:
    """Each article of some claims with its fingerprint: the one given, else those that the claims quote.

    An article has one source, which all its claims have too; in a claims file it is that of its first claim.
    """
    if article is not None:
        source = source_from(article)
        ordered = sorted(claims, key=lambda c: (c.evidence.start, c.evidence.end))
        ordered = [claim if claim.source == source else replace(claim, source=source) for claim in ordered]
        yield article, ordered, text_fingerprint(article.url or article.file or article.id, article.text)
        return
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[article_key(claim)].append(claim)
    for key, members in found.items():
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
        same = [replace(claim, source=source) for claim in members]
        yield made, same, claims_fingerprint(same)


def fingerprint(key: str, version: Any, claims: Sequence[Claim]) -> str:
    """The fingerprint that a version's row must have; ``key`` is its article's."""
    if version.text:
        return text_fingerprint(version.url or version.file or key, version.text)
    return claims_fingerprint(claims)


def text_fingerprint(place: str, text: str) -> str:
    """What tells one text of an article from another; ``place`` is its url, else its file, else its id."""
    return hashlib.sha256(f"{place}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


def claims_fingerprint(claims: Iterable[Claim]) -> str:
    """What tells one reading of an article without text from another."""
    lines = sorted(json.dumps(_said(claim), sort_keys=True, ensure_ascii=False) for claim in claims)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _said(claim: Claim) -> Mapping[str, object]:
    return claim_to_json(claim)


def moment_of(when: datetime) -> str:
    """A moment as text in UTC; one without a zone is taken to be UTC."""
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
