"""Stubs: pages that hold the opening of an article, and the rest for subscribers alone."""

from __future__ import annotations

from collections.abc import Sequence

from slugline.articles.furniture import fold, furniture
from slugline.articles.linked import Thing
from slugline.model import Part

_READ = ("heading", "paragraph", "list_item", "table_row")
_WHOLE = 0.6  # of the words that the page says it has
_SHORT, _SHORTER = 200, 120  # words
_NOT_FREE = ("false", "http://schema.org/false", "https://schema.org/false", "no")
_LONGEST_NOTICE = 400


def stub_of(articles: Sequence[Thing], text: str, parts: Sequence[Part]) -> str:
    """What is wrong where only the opening of the article is there; "" where it is whole as far as can be told."""
    words = sum(len(text[part.start : part.end].split()) for part in parts if part.kind in _READ)
    closed = any(str(thing.get("isAccessibleForFree")).strip().lower() in _NOT_FREE for thing in articles)
    counts = [count for thing in articles if (count := _count(thing.get("wordCount")))]
    walled = any(_is_wall(text[part.start : part.end]) for part in parts)
    short = words < _WHOLE * counts[0] if counts else words < _SHORT
    if (closed and short) or (walled and words < (_SHORT if closed else _SHORTER)):
        return f"only the opening of the article is there ({words} words), the rest is for subscribers"
    return ""


def _is_wall(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_NOTICE and furniture().holds(fold(text), "wall", "contains")


def _count(value: object) -> int:
    try:
        return max(0, int(str(value).strip()))
    except ValueError:
        return 0
