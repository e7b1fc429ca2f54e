"""The corpus as the network learns it: texts with marked spans, what role each span plays, and for which title.

    NAME.md + NAME.claims.jsonl + NAME.mentions.jsonl -> Example

A span is a name (of the mention layer), words that refer back to one ("it", "the film"), or a date, count or sum
(found by Slugline's own rules).
A role is a property whose value the span is, or ATTRIBUTION; roles come from the claims, aligned with the
spans inside their evidence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from slugline.articles import article_of
from slugline.contract import value_to_json
from slugline.model import Article
from slugline.pages import Page, pages_of
from slugline.text.names import fold
from slugline.text.numbers import find_numbers
from slugline.text.sentences import sentences
from slugline.text.times import find_dates, resolve

ATTRIBUTION = "attribution"
NAME_LABELS = ("person", "title", "franchise", "character", "organization", "platform", "place", "award")
VALUE_LABELS = ("date", "count", "money", "ordinal")
SUBJECT_LABELS = ("title", "franchise", "person")
UNSPANNED = ("premise", "status", "content_rating")  # properties whose values are no spans
REFERENCE = "reference"  # the label of words that refer back to what their entity names
READ_PARTS = ("heading", "paragraph", "list_item", "caption", "table_row")


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]``; ``entity`` is the same for all mentions of one entity, empty for dates and numbers."""

    start: int
    end: int
    label: str
    entity: str = ""
    full: str = ""

    def text_in(self, text: str) -> str:
        """The words of ``text`` under the span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Role:
    """The span numbered ``span`` is the value of ``role``; ``subject`` is the entity whose property it is."""

    span: int
    role: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """``text[start:end]`` says of the entity ``subject`` what is the value of no span: its plot, what is unknown."""

    start: int
    end: int
    subject: str


@dataclass(frozen=True, slots=True)
class Example:
    """One article. ``named`` tells whether its mention layer is whole, so that the rest of its words are no names."""

    name: str
    headline: str
    text: str
    spans: tuple[Span, ...]
    roles: tuple[Role, ...]
    clauses: tuple[Clause, ...] = ()
    named: bool = True


def read_folder(folder: Path, mentions: Path | None = None, *, references: bool = False) -> Iterator[Example]:
    """The examples of a folder of the corpus, by name; ``mentions`` is where their mention layer lies if elsewhere.

    Words that refer back are among the spans where ``references`` says so.
    """
    for page in pages_of([str(path) for path in sorted(folder.glob("*.md"))]):
        if not isinstance(page, Page):
            raise SystemExit(str(page))
        article = article_of(page)
        stem = Path(article.file).stem
        claims = _rows(folder / f"{stem}.claims.jsonl")
        layer = (mentions or folder) / f"{stem}.mentions.jsonl"
        if layer.exists():
            yield example(article, claims, _rows(layer), references=references)


def _rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def example(article: Article, claims: Sequence[dict], mentions: Sequence[dict], *, references: bool = False) -> Example:
    """One article with its layers; mentions that lie inside another name's are left out."""
    names = [
        Span(row["start"], row["end"], row["label"], row["entity"], row["name"])
        for row in mentions
        if row["form"] == "name"
    ]
    names = [one for one in names if not any(o is not one and o.start <= one.start and one.end <= o.end for o in names)]
    spans = [*names, *_values(article, names)]
    spans = sorted([*spans, *(_references(mentions, spans) if references else ())], key=lambda one: one.start)
    roles, clauses = tuple(_roles(article, claims, spans)), tuple(_clauses(claims, spans))
    return Example(article.file, article.title, article.text, tuple(spans), roles, clauses)


def _clauses(claims: Sequence[dict], spans: Sequence[Span]) -> Iterator[Clause]:
    """The quotes of claims whose values no span can be, each once for each subject."""
    found = {
        Clause(claim["evidence"]["start"], claim["evidence"]["end"], subject)
        for claim in claims
        if claim["value"]["type"] in ("unknown", "none") or claim["property"] in UNSPANNED
        if (subject := _entity(spans, [claim["subject"]["name"], *claim.get("aliases", ())]))
    }
    yield from sorted(found, key=lambda one: (one.start, one.end, one.subject))


def _references(mentions: Sequence[dict], spans: Sequence[Span]) -> Iterator[Span]:
    """What refers back to a title or person and lies in no other span, of two that overlap the first."""
    taken = [(one.start, one.end) for one in spans]
    for row in sorted(mentions, key=lambda row: (row["start"], row["end"])):
        low, high = row["start"], row["end"]
        if row["form"] != REFERENCE or row["label"] not in SUBJECT_LABELS:
            continue
        if not any(low < end and start < high for start, end in taken):
            taken.append((low, high))
            yield Span(low, high, REFERENCE, row["entity"], row["name"])


def _values(article: Article, names: Sequence[Span]) -> Iterator[Span]:
    for part in article.parts:
        if part.kind not in READ_PARTS:
            continue
        for start, end in sentences(article.text, part.start, part.end):
            taken = [(one.start, one.end) for one in names]
            for one in find_dates(article.text[start:end]):
                low, high = start + one.start, start + one.end
                if not any(low < e and s < high for s, e in taken):
                    taken.append((low, high))
                    yield Span(low, high, "date")
            for number in find_numbers(article.text, start, end):
                if not any(number.start < e and s < number.end for s, e in taken):
                    taken.append((number.start, number.end))
                    yield Span(number.start, number.end, number.kind)


def _roles(article: Article, claims: Sequence[dict], spans: Sequence[Span]) -> Iterator[Role]:
    seen: set[Role] = set()
    for claim in claims:
        subject = _entity(spans, [claim["subject"]["name"], *claim.get("aliases", ())])
        for number in _value_spans(article, claim, spans):
            seen.add(Role(number, claim["property"], subject))
        for number in _character_spans(claim, spans):
            seen.add(Role(number, "role", subject))
        low, high = claim["evidence"]["start"], claim["evidence"]["end"]
        for who in claim.get("attribution", ()):
            near = [n for n, one in enumerate(spans) if one.label in NAME_LABELS and _same(one, [who])]
            near.sort(
                key=lambda n: (
                    0 if low <= spans[n].start < high else min(abs(spans[n].start - low), abs(spans[n].start - high))
                )
            )
            if near and abs(spans[near[0]].start - low) < 400:
                seen.add(Role(near[0], ATTRIBUTION))
    yield from sorted(seen, key=lambda role: (role.span, role.role, role.subject))


def _entity(spans: Sequence[Span], names: Sequence[str]) -> str:
    return next((one.entity for one in spans if one.entity and _same(one, names)), "")


def _same(one: Span, names: Sequence[str]) -> bool:
    return fold(one.full) in {fold(name) for name in names}


def _inside(claim: dict, spans: Sequence[Span]) -> list[int]:
    low, high = claim["evidence"]["start"], claim["evidence"]["end"]
    return [n for n, one in enumerate(spans) if low <= one.start and one.end <= high]


def _value_spans(article: Article, claim: dict, spans: Sequence[Span]) -> list[int]:
    value, inside = claim["value"], _inside(claim, spans)
    names = [str(value.get("name") or value.get("text") or ""), *map(str, claim.get("value_aliases", ()))]
    if value["type"] == "date":
        found = [n for n in inside if spans[n].label == "date"]
        exact = [n for n in found if value["edtf"] in _readings(article, spans[n])]
        return exact[:1] or (found if len(found) == 1 else [])
    if value["type"] == "quantity":
        found = [n for n in inside if spans[n].label in ("count", "money", "ordinal")]
        return (
            found if len(found) == 1 else [n for n in found if _amount(article, spans[n]) == float(value["amount"])][:1]
        )
    if value["type"] in ("unknown", "none") or claim["property"] in UNSPANNED:
        return []
    return [n for n in inside if spans[n].label in NAME_LABELS and _same(spans[n], names)][:1]


def _character_spans(claim: dict, spans: Sequence[Span]) -> list[int]:
    name = claim.get("qualifiers", {}).get("character")
    if not isinstance(name, str) or name == "unknown":
        return []
    return [n for n in _inside(claim, spans) if spans[n].label in NAME_LABELS and _same(spans[n], [name])][:1]


def _readings(article: Article, span: Span) -> set[str]:
    mention = next(iter(find_dates(article.text[span.start : span.end])), None)
    said: date = article.published
    if mention is None:
        return set()
    return {
        str(value_to_json(edtf)["edtf"]) for way in ("past", "future", "none") if (edtf := resolve(mention, said, way))
    }


def _amount(article: Article, span: Span) -> float:
    number = next(iter(find_numbers(article.text, span.start, span.end)), None)
    return float(getattr(number, "amount", "nan")) if number else float("nan")
