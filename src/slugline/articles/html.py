"""A saved page: checked before it is parsed, then its body, its metadata and its day.

The body and most metadata are trafilatura's, the day htmldate's, both told their bounds so that
neither asks the clock. What a page says in JSON-LD about itself goes first, since a page about a
film often dates the film there as well.
"""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from htmldate import find_date
from lxml.html import HtmlElement, document_fromstring  # type: ignore[import-untyped]
from trafilatura import bare_extraction, extract_metadata, load_html

from slugline.articles import days
from slugline.articles.decode import text_of
from slugline.articles.frontmatter import Fields, address, one_line
from slugline.articles.htmltext import blocks_of, mark_captions
from slugline.articles.reading import Reading, bounded, parted
from slugline.errors import UnreadableInput
from slugline.pages import Page

MAX_TAGS = 12_000
MAX_DEPTH = 200
MAX_ATTRIBUTES, MAX_ATTRIBUTES_IN_ALL = 1_000, 60_000
_SHORT_TAG = 40
MAX_WORDS = 1_000_000
_DATES: dict[str, Any] = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1895-01-01",
    "max_date": "2200-01-01",
}
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_ENCODINGS = re.compile(
    r"utf-?8|(?:iso-?8859|windows|cp|koi8|big5|gb|euc|mac|tis)[\w.-]*|latin-?\d|(?:us-)?ascii|shift_jis"
)
_WESTERN = re.compile(r"iso-?8859-?1|latin-?1|(?:us-)?ascii")
_XML = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
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
_DATED_NAME = re.compile(r"date|publish|posted|byline|timestamp", re.IGNORECASE)
_LONGEST_DATED, _MOST_DATED = 120, 40
_LONGEST_SCRIPT = 500_000
_LINES = ("p", "li", "td", "blockquote", "dd")
_ARTICLES = ("article", "blogposting", "report", "liveblogposting", "webpage", "review")
_ALLOWED = "a saved page of one article"
_CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")

for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


def read_html(page: Page) -> Reading:
    """The article of a saved page. Raises `UnreadableInput` where there is none, or the page is a bomb."""
    where = page.file
    markup = _XML.sub("", text_of(page.content, where, declared=_declared(page.content)))
    markup = _CONTROLS.sub(" ", _INLINED.sub(r"\1", markup))
    _check(markup, where)
    try:
        tree = load_html(markup)
        if tree is None:
            raise UnreadableInput("the file holds no HTML", where=where, allowed=_ALLOWED)
        for script in [one for one in tree.iter("script", "style") if len(one.text or "") > _LONGEST_SCRIPT]:
            script.drop_tree()
        fields = _fields(tree, page)
        mark_captions(tree)
        found = bare_extraction(
            tree,
            include_comments=False,
            include_formatting=True,
            include_links=True,
            date_extraction_params=_DATES,
        )
    except UnreadableInput:
        raise
    except Exception as error:  # whatever a library raises on hostile markup is no news to a user
        raise UnreadableInput(
            f"the page cannot be parsed ({type(error).__name__})", where=where, allowed=_ALLOWED
        ) from error
    body = getattr(found, "body", None)
    text, pieces, italics = blocks_of(body, fields.title) if body is not None else ("", [], [])
    if not pieces:
        raise UnreadableInput("no article is found on the page", where=where, allowed=_ALLOWED)
    first = pieces[0]
    opening = text[first.start : first.end] if first.shape == "heading" and first.level == 1 else fields.title
    parts = parted(bounded(text, where), pieces, opening, where)
    return Reading(replace(fields, title=fields.title or one_line(opening)), text, parts, tuple(italics))


def _declared(content: bytes) -> str:
    """The encoding that the page's head names, as browsers understand the name."""
    found = _DECLARED.search(content[:4096])
    name = found[1].decode("ascii").lower() if found else ""
    if _WESTERN.fullmatch(name):
        return "cp1252"
    return name if _ENCODINGS.fullmatch(name) else ""


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


def _fields(tree: HtmlElement, page: Page) -> Fields:
    said = list(_linked_data(tree))
    known = extract_metadata(tree, default_url=page.url or None, date_config=dict(_DATES))
    return Fields(
        title=one_line(known.title or ""),
        publisher=one_line(known.sitename or ""),
        author=one_line(known.author or "").replace("; ", ", "),
        url=_address(known.url or ""),
        published=_day(said, "datePublished") or _marked_day(tree, known.url),
        modified=_day(said, "dateModified") or _changed_day(tree),
    )


def _address(text: str) -> str:
    try:
        return address(text.strip(), "")
    except UnreadableInput:
        return ""


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, object]]:
    """The JSON-LD objects that describe a page or its article, in order."""
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            waiting = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            thing = waiting.pop(0)
            if isinstance(thing, list):
                waiting.extend(thing[:100])
            elif isinstance(thing, dict):
                waiting.append(thing.get("@graph"))
                kinds = thing.get("@type")
                names = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(name, str) and name.lower().endswith(_ARTICLES) for name in names):
                    yield thing


def _day(said: list[dict[str, object]], name: str) -> date | None:
    """The first day of that name, articles before pages that hold them."""
    articles = sorted(said, key=lambda thing: "webpage" in str(thing.get("@type")).lower())
    return next((day for thing in articles if (day := _read_day(thing.get(name)))), None)


def _read_day(value: object) -> date | None:
    try:
        return days.day_of(value, "", "") if isinstance(value, str) else None
    except UnreadableInput:
        return None


def _marked_day(tree: HtmlElement, url: str | None) -> date | None:
    """The day in the page's head, address or marked lines: nothing is guessed from prose or headings."""
    bare = document_fromstring("<html><head></head><body></body></html>")
    for element in tree.iterfind(".//head/*"):
        if element.tag in ("meta", "link"):
            bare.head.append(_copy(element))
    candidates = (element for element in tree.iter("time", "abbr", "span", "div", "p") if _names_a_day(element))
    for element in islice(candidates, _MOST_DATED):
        around = [element, *(holder for holder in element.iterancestors() if holder.tag in _LINES)]
        if all(len(line.text_content()) <= _LONGEST_DATED for line in around):
            bare.body.append(_copy(element))
    heads = [element.get("content") or "" for element in bare.head]
    lines = [f"{element.get('datetime') or ''} {element.text_content()}" for element in bare.body]
    marked = [day for line in [*lines, url or ""] for day in days.days_in(line)]
    found = _read_day(find_date(bare, url=url, deferred_url_extractor=True, **_DATES))
    # htmldate fills in a day that is not written ("2025-02") from the clock: only a written one stands
    if found and (found in marked or any(found in list(days.days_in(head)) for head in heads)):
        return found
    return marked[0] if marked else None


def _copy(element: HtmlElement) -> HtmlElement:
    copy = deepcopy(element)
    copy.tail = None
    return copy


def _names_a_day(element: HtmlElement) -> bool:
    """Whether an element is marked as telling the page's own day."""
    marks = f"{element.get('class')} {element.get('itemprop')}".lower()
    return "release" not in marks and (element.tag in ("time", "abbr") or bool(_DATED_NAME.search(marks)))


def _changed_day(tree: HtmlElement) -> date | None:
    for meta in tree.iterfind(".//meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        ).lower()
        if name in _CHANGED and (day := _read_day(meta.get("content"))):
            return day
    return None
