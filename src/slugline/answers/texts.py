"""The words of an answer where they stand: quotes in their paragraphs, and the stored articles themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from slugline.answers.cite import Json
from slugline.contract import value_to_json
from slugline.record import Record
from slugline.record.passages import (
    Passage,
    Stored,
    article_numbers,
    article_of_claim,
    clipped,
    passages,
    stored_article,
    unmarked,
)

__all__ = [
    "Stored",
    "article_numbers",
    "article_of_claim",
    "clipped",
    "in_place",
    "said_in",
    "stored_article",
    "unmarked",
]

QUOTE = 600  # characters of a quote on a page
AROUND = 280  # characters of its paragraph on either side


def in_place(record: Record, cited: Iterable[Mapping[str, object]], *, around: int = AROUND) -> list[Json]:
    """Citations with the rest of their paragraphs, under ``before`` and ``after``; ``quote`` without marks of layout.

    A citation whose claim is not recorded, or whose article's text is not, comes back with its quote alone.
    """
    rows = [dict(row) for row in cited]
    found = passages(record, {str(row["claim"]) for row in rows if row.get("claim")})
    return [_placed(row, found, around) for row in rows]


def _placed(row: Json, found: Mapping[str, Passage], around: int) -> Json:
    quote = clipped(unmarked(str(row["quote"])), QUOTE)
    passage = found.get(str(row.get("claim")))
    if passage is None:
        return row | {"quote": quote}
    before, after = passage.before, clipped(passage.after, around)
    if len(before) > around:
        before = "…" + before[-around:].partition(" ")[2]
    return row | {"quote": quote, "before": before, "after": after, "article": passage.article}


def said_in(article: Stored) -> Sequence[Json]:
    """What an article says, claim by claim in the order of its text: value, quote, where it stands."""
    return [
        {
            "claim": number,
            "subject": claim.subject.name,
            "subject_type": claim.subject.type,
            "property": claim.property,
            "value": value_to_json(claim.value),
            "qualifiers": dict(claim.qualifiers),
            "modality": claim.context.modality,
            "attribution": list(claim.context.attribution),
            "quote": claim.evidence.quote,
            "start": claim.evidence.start,
            "end": claim.evidence.end,
        }
        for number, claim in article.claims
    ]
