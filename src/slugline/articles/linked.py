"""JSON-LD as pages carry it: parsed as it is written, walked within bounds.

Publishers wrap it in CDATA and comments, leave commas behind, escape it for HTML once more, set line ends inside texts,
put several objects into one script, and tell of people and companies elsewhere by ``@id``. All of that is read;
what is still no JSON is passed over. Nothing that an ``@id`` or ``@context`` names is ever fetched.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from slugline.articles.frontmatter import one_line

MAX_SCRIPTS, MAX_THINGS = 60, 2_000
LONGEST_SCRIPT = 500_000  # characters
_DEEP = 12
_TYPE = re.compile(r"\s*application/ld\+json\s*(?:;.*)?", re.IGNORECASE | re.DOTALL)
_WRAPPING = re.compile(
    r"(?:<!--|-->|//\s*<!\[CDATA\[|//\s*\]\]>|/\*\s*<!\[CDATA\[\s*\*/|/\*\s*\]\]>\s*\*/|<!\[CDATA\[|\]\]>)"
)
_NO_JSON = re.compile(r'("(?:[^"\\]|\\.)*+")|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/', re.DOTALL)
_LEFT = re.compile(r'("(?:[^"\\]|\\.)*+")|,(?=\s*+[}\]])', re.DOTALL)
_ARTICLES = ("article", "blogposting", "report", "liveblogposting", "webpage", "review")
_BASES = re.compile(r"(?:https?://schema\.org/|schema:)")
_DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _: None)

Thing = dict[str, object]


def things_of(tree: HtmlElement) -> list[Thing]:
    """Every object that the page's JSON-LD tells of by itself: members of lists and of ``@graph``, in order.

    An object that only names another by its ``@id`` is replaced by it where it stands as a value.
    """
    found: list[Thing] = []
    for number, script in enumerate(tree.iter("script")):
        if number > 40 * MAX_SCRIPTS or len(found) > MAX_THINGS:
            break
        if _TYPE.fullmatch(script.get("type") or ""):
            for value in _values(script.text_content() or ""):
                found.extend(_told(value, 0))
    found = found[:MAX_THINGS]
    named = {str(thing["@id"]): thing for thing in found if isinstance(thing.get("@id"), str) and len(thing) > 1}
    return [{key: _resolved(value, named) for key, value in thing.items()} for thing in found]


def types_of(thing: object) -> set[str]:
    """The types of an object, without schema.org's address."""
    written = thing.get("@type") if isinstance(thing, Mapping) else None
    listed = written if isinstance(written, list) else [written]
    return {_BASES.sub("", one, count=1) for one in listed if isinstance(one, str)}


def articles_in(things: list[Thing]) -> list[Thing]:
    """Those that describe the page or its article, articles before pages that hold them."""
    told = [thing for thing in things if any(name.lower().endswith(_ARTICLES) for name in types_of(thing))]
    told += [inner for thing in told for inner in _inner(thing)]
    return sorted(told, key=lambda thing: all("page" in name.lower() for name in types_of(thing)))


def texts(value: object) -> list[str]:
    """The texts that a value is: itself, or its members; an object's name. One line each, freed of HTML's escapes."""
    listed = value if isinstance(value, list) else [value]
    made = []
    for one in listed[:50]:
        said = one.get("name") if isinstance(one, dict) else one
        said = said[0] if isinstance(said, list) and said else said
        if isinstance(said, str) and (text := plain(said)):
            made.append(text)
    return made


def plain(text: str) -> str:
    """A text in one line, HTML's escapes undone (they may stand twice)."""
    for _ in range(2):
        if "&" not in text:
            break
        text = html.unescape(text)
    return one_line(text.encode("utf-8", "replace").decode("utf-8"))


def _inner(thing: Thing) -> Iterator[Thing]:
    """Articles that a page's object holds."""
    for key in ("mainEntity", "mainEntityOfPage", "hasPart"):
        for one in _listed(thing.get(key)):
            if isinstance(one, dict) and any(name.lower().endswith(_ARTICLES) for name in types_of(one)):
                yield one


def _listed(value: object) -> list[object]:
    return value[:100] if isinstance(value, list) else [value]


def _values(text: str) -> Iterator[object]:
    """The JSON values of one script, however it is wrapped."""
    if not text.strip() or len(text) > LONGEST_SCRIPT:
        return
    for attempt in (_as_written, _mended, _unescaped):
        try:
            yield from attempt(text)
        except (ValueError, RecursionError):
            continue
        return


def _as_written(text: str) -> list[object]:
    return [_DECODER.decode(text.strip())]


def _mended(text: str) -> list[object]:
    """Wrappings, comments and commas that are left over taken away; one value after another read."""
    text = _WRAPPING.sub(" ", text)
    text = _LEFT.sub(lambda hit: hit[1] or "", _NO_JSON.sub(lambda hit: hit[1] or " ", text))
    found: list[object] = []
    at = 0
    while at < len(text) and len(found) < MAX_SCRIPTS:
        while at < len(text) and text[at] in " \t\r\n;,\ufeff":
            at += 1
        if at == len(text):
            break
        value, at = _DECODER.raw_decode(text, at)
        found.append(value)
    return found


def _unescaped(text: str) -> list[object]:
    return _mended(html.unescape(text))


def _told(value: object, depth: int) -> Iterator[Thing]:
    if depth > _DEEP:
        return
    if isinstance(value, list):
        for one in value[:MAX_THINGS]:
            yield from _told(one, depth + 1)
    elif isinstance(value, dict):
        if "@graph" not in value or len(value) > 2:
            yield value
        yield from _told(value.get("@graph"), depth + 1)


def _resolved(value: object, named: Mapping[str, Thing]) -> object:
    """A value whose bare references are followed, once."""
    if isinstance(value, list):
        return [_resolved(one, named) for one in value]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
        return named.get(str(value["@id"]), value)
    return value
