"""Who wrote a page: names from its JSON-LD, its head, its marked byline, or the line "By …" near the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from slugline.articles import days
from slugline.articles.furniture import fold, furniture, plain
from slugline.articles.linked import Thing, texts
from slugline.articles.linked import plain as unescaped
from slugline.articles.marks import around, is_beside, short_text

_METAS = ("author", "parsely-author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "byl",
          "sailthru.author", "authors", "citation_author", "article:author_name", "cxenseparse:author")  # fmt: skip
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:byline|by-line|author|authors|autor|writer|contributor)(?:$|[\s_-]|s\b|name)", re.IGNORECASE
)
_TAGS = ("a", "span", "div", "p", "address", "li", "strong", "em", "cite", "small", "meta", "b", "i")
_MOST_NAMES, _LONGEST, _MOST_TRIED = 10, 160, 400
_PARTED = re.compile(r"\s*(?:[,;|/•·]|\s(?:and|und|et|y|e|with)\s|\s&\s)\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|@\w+|www\.\S+")
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_WORD = re.compile(r"[^\W\d_]")
_NAME_WORDS = 5
_TOGETHER = 40  # elements from the first name of a byline to its last


def authors_of(
    tree: HtmlElement, articles: Sequence[Thing], publisher: str, headline: HtmlElement | None, known: str
) -> str:
    """The authors, a comma between them; "" where the page names none. ``known`` is a library's guess."""
    for told in (_linked(articles), _metas(tree), _marked(tree, headline), known.split("; ")):
        names = list(dict.fromkeys(name for one in told for name in people_in(one)))
        others = [name for name in names if _letters(name) != _letters(publisher)]
        if others:
            return ", ".join(others[:_MOST_NAMES])
    return ""


def people_in(text: str) -> list[str]:
    """The names in a byline: "By A and B, Film Editor" is A and B."""
    if len(text) > 4 * _LONGEST:
        return []
    said = plain(_BRACKETS.sub(" ", _ADDRESS.sub(" ", unescaped(text))))
    for _, place, _ in islice(days.days_in(said), 1):
        said = said[:place]
    folded = said.casefold()
    if start := furniture().begins(folded, "byline", "starts"):
        said = said[len(start) :].lstrip(" :")
    found = []
    for part in _PARTED.split(said):
        name = part.strip(" .:-–—\"'")
        if start := furniture().begins(name.casefold(), "byline", "starts"):
            name = name[len(start) :].lstrip(" :")
        if _is_name(name):
            found.append(name.title() if name.isupper() and len(name) > 4 and " " in name else name)
    return found


def _is_name(text: str) -> bool:
    """Whether the text has the form of a name and is no role, no greeting and no word of an empty field."""
    folded = fold(text)
    words = text.split()
    if not _WORD.search(text) or len(words) > _NAME_WORDS or any(c.isdigit() for c in text) or len(text) > 60:
        return False
    if furniture().is_one(folded, "byline", "nobody") or furniture().ends(folded, "byline", "roles"):
        return False
    if furniture().begins(folded, "byline", "dated") or (folded in days.months()):
        return False
    return not (words[0][0].islower() and words[-1][0].islower())


def _linked(articles: Sequence[Thing]) -> list[str]:
    """The authors of the first article that names any."""
    for thing in articles:
        for key in ("author", "creator"):
            if names := texts(thing.get(key)):
                return names
    return []


def _metas(tree: HtmlElement) -> list[str]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        content = meta.get("content") or ""
        if name in _METAS and content.strip() and "://" not in content:
            found.setdefault(name, []).append(content)
    return next((found[name] for name in _METAS if name in found and any(map(people_in, found[name]))), [])


def _marked(tree: HtmlElement, headline: HtmlElement | None) -> list[str]:
    """The names in the marked byline nearest to the headline, those of one byline together."""
    order = {element: place for place, element in enumerate(tree.iter())}
    at = order.get(headline, 0) if headline is not None else 0
    holders = around(headline)
    found: list[tuple[int, int, list[str]]] = []
    for element in islice(_bylines(tree), _MOST_TRIED):
        shown = element.get("content") if element.tag == "meta" else short_text(element, _LONGEST)
        names = people_in(shown or "")
        if names and not is_beside(element, holders):
            far = order[element] - at
            found.append((far if far >= 0 else -4 * far, order[element], names))
    place = min(found)[1] if found else 0
    return [name for _, other, names in found if place <= other <= place + _TOGETHER for name in names]


def _bylines(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter(
        "a", "span", "div", "p", "address", "li", "strong", "em", "cite", "small", "meta", "b", "i"
    ):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        own = (element.get("rel") or "").lower() == "author" or "author" in (element.get("itemprop") or "").lower()
        if (
            own
            or _MARKED.search(marks)
            or (
                element.tag in ("p", "div", "span")
                and furniture().begins(fold((element.text or "")[:_LONGEST]), "byline", "starts")
            )
        ):
            yield element


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
