"""Quotes in their surroundings, and whole articles: the texts of the record, read for those who show them.

Every function reads one snapshot. What a quote stands in is bounded; a text is given as it was read, marks of layout
and all, and is as hostile as whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select

from slugline.model import Claim, Source
from slugline.record import schema
from slugline.record.links import among, parts
from slugline.record.rows import claim_from, source_from
from slugline.record.store import Record

_BREAK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:#|>|\||[-*+•] |[0-9]{1,3}[.)] ))")  # where a paragraph ends
_MARKS = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*+•]|[0-9]{1,3}[.)])[ \t]+")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])|(?<!\w)_{1,2}(?=[^\W_])|(?<=[^\W_])_{1,2}(?!\w)"
)
_AROUND = 420  # characters on either side of a quote
_LONGEST = 1_500  # characters of a quote


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote with the rest of its paragraph; ``article`` is the article's number."""

    article: int
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Stored:
    """One article as the record holds it: the text of one version, and what it says.

    ``text`` is empty where only claims were recorded. ``replaced`` tells that a later text took this one's place.
    ``claims`` are in the order of the text, each by its id.
    """

    number: int
    source: Source
    published: date
    modified: date | None
    recorded_at: str
    text: str
    replaced: bool
    claims: tuple[tuple[str, Claim], ...]


def passages(record: Record, claims: Collection[str]) -> Mapping[str, Passage]:
    """The passages of some claims, by the claims' ids; the newest text of an article that holds the words counts."""
    found: dict[str, Passage] = {}
    with record.reading() as connection:
        for part in parts(sorted(claims)):
            for row in connection.execute(_QUOTED, {"values": part}):
                found[row.uid] = _passage(row)
    return found


def _quoted() -> Select[Any]:
    """Claims by their ids, each with as much of its article around it as may be shown; the newest text last."""
    told, texts = schema.claims.c, schema.versions.c
    low = case((told.start > _AROUND, told.start - _AROUND), else_=0)
    length = case((told.end - low > _LONGEST, _LONGEST), else_=told.end - low) + _AROUND
    return (
        select(told.uid, told.quote, (told.start - low).label("at"), texts.article, low.label("low"))
        .add_columns(func.substr(texts.text, low + 1, length).label("window"))
        .join(schema.versions, texts.id == told.version)
        .where(among(told.uid))
        .order_by(texts.id)
    )


_QUOTED = _quoted()


def _passage(row: Any) -> Passage:
    quote = clipped(row.quote, _LONGEST)
    window, end = row.window or "", row.at + len(row.quote)
    if window[row.at : end] != row.quote:
        return Passage(row.article, "", unmarked(quote), "")
    before = _BREAK.split(window[: row.at])
    after = _BREAK.split(window[end:])
    head = before[-1] if len(before) > 1 or not row.low else "…" + before[-1].partition(" ")[2]
    tail = after[0] if len(after) > 1 or len(window) - end < _AROUND else after[0].rpartition(" ")[0] + "…"
    return Passage(row.article, unmarked(_MARKS.sub("", head.lstrip())), unmarked(quote), unmarked(tail.rstrip()))


def unmarked(text: str) -> str:
    """A text without the marks that only set it in bold or italics."""
    return _EMPHASIS.sub("", text)


def clipped(text: str, most: int) -> str:
    """As much of a text as may be shown, cut between words, with an ellipsis where it goes on."""
    if len(text) <= most:
        return text
    kept = text[:most]
    return (kept.rpartition(" ")[0] or kept) + "…"


def article_numbers(record: Record, keys: Iterable[str]) -> Mapping[str, int]:
    """The numbers of articles, by their urls (files, where they have none)."""
    found: dict[str, int] = {}
    with record.reading() as connection:
        for part in parts(sorted(set(keys))):
            for row in connection.execute(_BY_KEY, {"values": part}):
                found[row.key] = row.id
    return found


_BY_KEY = select(schema.articles.c.key, schema.articles.c.id).where(among(schema.articles.c.key))


def article_of_claim(record: Record, claim: str) -> int | None:
    """The number of the article that a claim is from, by the claim's whole id."""
    query = (
        select(schema.versions.c.article)
        .join(schema.claims, schema.claims.c.version == schema.versions.c.id)
        .where(schema.claims.c.uid == claim)
        .order_by(schema.versions.c.id.desc())
        .limit(1)
    )
    with record.reading() as connection:
        number: int | None = connection.execute(query).scalar()
        return number


def stored_article(record: Record, number: int, claim: str = "", *, as_of: date | None = None) -> Stored | None:
    """An article by its number: the version that holds ``claim``, else the one that stands.

    None where there is no such article, or it was published after ``as_of``.
    """
    texts = schema.versions.c
    gone = select(schema.replacements.c.version).where(schema.replacements.c.version == texts.id).exists()
    query = (
        select(schema.versions, schema.articles.c.key, gone.label("gone"))
        .join(schema.articles, schema.articles.c.id == texts.article)
        .where(texts.article == number)
        .order_by(texts.id.desc())
    )
    if as_of is not None:
        query = query.where(texts.published <= as_of)
    with record.reading() as connection:
        rows = list(connection.execute(query))
        if not rows:
            return None
        mine = schema.claims.c
        ids = {row.id for row in rows}
        bearing = select(mine.version).where(mine.uid == claim, mine.version.in_(ids))
        holding = set(connection.execute(bearing).scalars()) if claim else set()
        row = next((row for row in rows if row.id in holding), next((row for row in rows if not row.gone), rows[0]))
        told = connection.execute(
            select(schema.claims).where(mine.version == row.id).order_by(mine.start, mine.ordinal)
        )
        source = source_from(row)
        claims = tuple((one.uid, claim_from(one, row.key, source)) for one in told)
    return Stored(number, source, row.published, row.modified, row.recorded_at, row.text, bool(row.gone), claims)
