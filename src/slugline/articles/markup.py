"""Markup before any parser sees it: its encoding, what would break a parser, and the bounds of a page."""

from __future__ import annotations

import re
from collections import Counter

from slugline.articles.decode import encoding_named, text_of
from slugline.errors import UnreadableInput

MAX_TAGS = 12_000
MAX_DEPTH = 200
MAX_ATTRIBUTES, MAX_ATTRIBUTES_IN_ALL = 1_000, 60_000
MAX_WORDS = 1_000_000
_SHORT_TAG = 40
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_BEGINNING = 50
_PAGE = re.compile(r"<(?:html|body|head|div|p|article)[\s>]", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_TAG = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})|(!--))")
_INSIDE = re.compile(r"""(?:[^>="']|=\s*"[^"]*"|=\s*'[^']*'|[="'])*+""")  # a tag's inside, as a parser sees its end
_QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_UNPARSED = {"script": "</script", "style": "</style", "textarea": "</textarea", "title": "</title"}
_EMPTY = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
_SELF_CLOSED = ["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"]
_UNNESTED = frozenset([*_EMPTY, *_SELF_CLOSED])
_INLINED = re.compile(r"(data:[a-zA-Z0-9/+.-]{1,60};base64,)[A-Za-z0-9+/=%]+")
_CONTROLS = re.compile(  # lxml reads these references, and then refuses to write the characters anywhere
    r"&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01])(?!\d)|x0*(?:[1-8bcef]|1[0-9a-f])(?![0-9a-f]));?", re.IGNORECASE
)


def markup_of(content: bytes, where: str, *, charset: str = "") -> str:
    """The page's markup, in which nothing stands that costs a parser much. Raises `UnreadableInput`.

    ``charset`` is the encoding that the server named; it goes before the one that the page names, as in browsers.
    """
    markup = _XML.sub("", text_of(content, where, declared=encoding_named(charset) or _declared(content)))
    markup = _CONTROLS.sub(" ", _INLINED.sub(r"\1", markup))
    if not _TAG.search(markup) and _EMPTY_LINES.search(markup.strip()):
        markup = _of_text(markup)
    _check(markup, where)
    if "html" not in markup[:_BEGINNING].lower() and _PAGE.search(markup):
        markup = f"<!DOCTYPE html>{markup}"  # a comment or blanks before the first tag hide from a parser what this is
    return markup


def _of_text(text: str) -> str:
    """The markup of a text without any tag, as browsers show it; what empty lines part are paragraphs."""
    paragraphs = "".join(f"<p>{part}</p>" for part in _EMPTY_LINES.split(text.strip()) if part)
    return f"<!DOCTYPE html><html><body><article>{paragraphs}</article></body></html>"


def _declared(content: bytes) -> str:
    """The encoding that the page's head names, as browsers understand the name."""
    found = _DECLARED.search(content[:4096])
    return encoding_named(found[1].decode("ascii").lower()) if found else ""


def _check(markup: str, where: str) -> None:
    """Refuses a page before any parser sees it.

    Too many tags, too deep a nest of them, too many attributes in one (a parser's time grows with
    their square), or too much text.
    """
    depth: list[str] = []
    held: Counter[str] = Counter()
    seen = at = words = attributes = 0
    while found := _TAG.search(markup, at):
        words += found.start() - at
        at = found.end()
        name = (found[2] or "").lower()
        if found[3] or (name in _UNPARSED and not found[1]):
            end = markup.find("-->" if found[3] else _UNPARSED[name], at)
            at = len(markup) if end < 0 else end
            continue
        if inside := _INSIDE.match(markup, at):
            at = inside.end() + 1
            attributes += _attributes(inside[0], attributes, where)
        seen += not found[1]
        if seen > MAX_TAGS:
            raise UnreadableInput("too many tags for an article", where=where, allowed=f"{MAX_TAGS:,} tags a page")
        if name in _UNNESTED:
            continue
        if not found[1]:
            depth.append(name)
            held[name] += 1
        elif held[name]:
            while (closed := depth.pop()) != name:
                held[closed] -= 1
            held[name] -= 1
        if len(depth) > MAX_DEPTH:
            raise UnreadableInput("tags are nested too deeply", where=where, allowed=f"{MAX_DEPTH} tags deep")
    if words + len(markup) - at > MAX_WORDS:
        raise UnreadableInput("too much text for an article", where=where, allowed=f"{MAX_WORDS:,} characters a page")


def _attributes(inside: str, before: int, where: str) -> int:
    """How many attributes a tag has, ``before`` having been counted on the page; those of short tags do not count."""
    if len(inside) <= _SHORT_TAG:
        return 0
    found = len(_QUOTED.sub("= ", inside).replace("/", " ").split())
    if found > MAX_ATTRIBUTES or before + found > MAX_ATTRIBUTES_IN_ALL:
        allowed = f"{MAX_ATTRIBUTES:,} attributes a tag, {MAX_ATTRIBUTES_IN_ALL:,} a page"
        raise UnreadableInput("too many attributes for an article", where=where, allowed=allowed)
    return found
