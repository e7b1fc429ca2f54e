"""What the names of elements tell (class, id, itemprop), and the words of short ones."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from itertools import islice

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from slugline.articles import days

_NAMED = ("class", "id", "itemprop", "data-testid")
_ASIDE = ("aside", "footer", "nav", "figure", "figcaption")
_WHOLE = ("body", "html", "main")


def names_of(element: HtmlElement) -> str:
    """The names that the page gives an element, in small letters."""
    return " ".join(element.get(name) or "" for name in _NAMED).strip().lower()


def holds_word(element: HtmlElement, table: str) -> bool:
    """Whether the element's names hold one of the words of a table of ``days.toml``."""
    if not element.attrib:
        return False
    return _matcher(table).search(names_of(element)) is not None


@cache
def _matcher(table: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(days.words(table), key=len, reverse=True))))


def is_beside(element: HtmlElement, around: Collection[HtmlElement]) -> bool:
    """Whether the element stands in what is beside the article: comments, cards of other articles, the foot.

    ``around`` holds what the headline stands in: that is never beside it, whatever it is called.
    """
    return any(
        holder.tag in _ASIDE or holds_word(holder, "beside")
        for holder in element.iterancestors()
        if holder.tag not in _WHOLE and holder not in around
    )


def around(headline: HtmlElement | None) -> frozenset[HtmlElement]:
    """What the headline stands in."""
    return frozenset(headline.iterancestors()) if headline is not None else frozenset()


def short_text(element: HtmlElement, longest: int) -> str | None:
    """The element's words in one line; None where they are more than ``longest`` characters."""
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if length > longest:
            return None
    return " ".join(" ".join(element.itertext()).split())


def is_small(element: HtmlElement, most: int) -> bool:
    """Whether no more than ``most`` elements stand in it."""
    return sum(1 for _ in islice(element.iter(), most + 2)) <= most + 1
