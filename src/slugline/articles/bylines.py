"""Who wrote a page: names from its JSON-LD, its head, its marked byline, or the line "By …" near the headline."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
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
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTED = re.compile(r"\s*(?:[,;|/•·+]|\s(?:and|und|et|y|e|with)\s|\s&\s)\s*", re.IGNORECASE)
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
        names = _once(dict.fromkeys(name for one in told for name in people_in(one)))
        others = [name for name in names if _letters(name) != _letters(publisher)]
        if others:
            return ", ".join(others[:_MOST_NAMES])
    return ""


def _once(names: Collection[str]) -> list[str]:
    """The names without those that repeat another with words after it, and single words that begin another."""
    return [
        name
        for name in names
        if not any(
            (name.startswith(f"{other} ") and " " in other) or (other.startswith(f"{name} ") and " " not in name)
            for other in names
        )
    ]


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
        name = _without_buttons(_without_word(name))
        if _is_name(name):
            found.append(name.title() if name.isupper() and len(name) > 4 and " " in name else name)
    return found


def _without_word(text: str) -> str:
    """A name without another language's "by"; what is no name without it ("Von Horn") keeps it."""
    start = furniture().begins(text.casefold(), "byline", "abroad")
    rest = text[len(start) :].lstrip(" :")
    return rest if start and (" " in rest or not rest) else text


def _without_buttons(text: str) -> str:
    """A name without the buttons that stand after it."""
    words = text.split()
    while len(words) > 2 and furniture().is_one(words[-1].casefold(), "byline", "nobody"):
        words.pop()
    return " ".join(words)


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
    small = [word for word in words if word.islower()]
    return not words[0].islower() and all(furniture().is_one(word, "byline", "small") for word in small)


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
    for element in tree.iter(*_TAGS):
        named = _CAPITAL.sub("-", f"{element.get('class') or ''} {element.get('id') or ''}")
        item = (element.get("itemprop") or "").lower()
        own = (element.get("rel") or "").lower() == "author" or "author" in item or item == "creator"
        if own or _MARKED.search(named) or (element.tag == "a" and _leads_to_writer(element)) or _opens_so(element):
            yield element


def _opens_so(element: HtmlElement) -> bool:
    """Whether the element's own words begin with "By"."""
    opening = fold((element.text or "")[:_LONGEST]) if element.tag in ("p", "div", "span") else ""
    return bool(furniture().begins(opening, "byline", "starts"))


def _leads_to_writer(link: HtmlElement) -> bool:
    """Whether the address is one of a writer's page, and ends with the name that the link shows."""
    places = [place for place in (link.get("href") or "")[:_LONGEST].lower().split("/") if place]
    if not any(furniture().is_one(place, "byline", "paths") for place in places[:-1]):
        return False
    shown = _letters(short_text(link, _LONGEST) or "")
    return bool(shown) and _letters(places[-1].partition(".")[0]) == shown


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
