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
_MARGINS = ("aside", "footer")
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


def is_beside(element: HtmlElement, around: Collection[HtmlElement], *, sure: bool = False) -> bool:
    """Whether the element stands in what is beside the article: comments, cards of other articles, the foot.

    ``around`` holds what the headline stands in: that is never beside it, whatever it is called. Of an element that is
    ``sure`` to tell of its article, the foot and the margin of the headline's own article are not beside it either.
    """
    holders = [one for one in element.iterancestors() if one.tag not in _WHOLE and one not in around]
    if sure and any(one.tag == "article" for one in around) and not any(one.tag == "article" for one in holders):
        holders = [one for one in holders if one.tag not in _MARGINS or _is_named_beside(one)]
    return any(holder.tag in _ASIDE or holds_word(holder, "beside") for holder in holders)


def _is_named_beside(margin: HtmlElement) -> bool:
    """Whether a foot or margin is called more than that: one of comments, or of other articles."""
    return _matcher("beside").search(names_of(margin).replace("footer", "").replace("sidebar", "")) is not None


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
