"""The days of a page: when it was published, and when it was changed.

A page that speaks of a film gives many days. Only those count that the page gives of itself: in JSON-LD of its
article, in the head, in what is marked as the day of writing, in a line near the headline that holds nothing else, in
its address. Prose, headings, tables, cards of other articles and comments tell nothing of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from htmldate import find_date
from lxml.html import HtmlElement, document_fromstring  # type: ignore[import-untyped]

from slugline.articles import days
from slugline.articles.furniture import fold, furniture
from slugline.articles.linked import Thing, texts
from slugline.articles.marks import around, holds_word, is_beside, is_small, names_of, short_text
from slugline.errors import UnreadableInput

SETTINGS: dict[str, Any] = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1895-01-01",
    "max_date": "2200-01-01",
}
_CHANGED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "dc.modified",
)
_UTC = re.compile(r"\d{4}-\d{2}-\d{2}T(\d{2}):?\d{2}.*(?:Z|[+-]00:?00)\Z", re.DOTALL)
_HOLDERS = ("p", "li", "td", "blockquote", "dd")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "title")
_LONGEST, _PROSE, _SMALL, _LABEL = 120, 160, 12, 30
_MOMENTS = ("date", "time", "seconds", "publish")  # in names of attributes of a site's own
_SECONDS = re.compile(r"(\d{9,10})(?:\d{3})?", re.ASCII)
_BEFORE, _AFTER = 60, 80  # elements around the headline
_MOST, _MOST_TRIED = 60, 1_000  # lines of a page
_MONTH_FIRST = ("en-us", "en_us")
_EITHER = ("", "en")
_EPOCH = date(1970, 1, 1)  # what a page says whose day was lost


@dataclass(frozen=True, slots=True)
class Days:
    """When a page was published and changed; None where it does not say."""

    published: date | None = None
    modified: date | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that tells when: the text, how far from the headline it stands, and whether it is marked so.

    ``away`` says that it stands far below a headline that there is.
    """

    text: str
    far: int
    marked: bool
    changed: bool
    away: bool


def days_of(tree: HtmlElement, articles: Sequence[Thing], url: str, headline: HtmlElement | None) -> Days:
    """The page's days, as the publisher's own zone has them; ``articles`` is its JSON-LD."""
    lines = sorted(_lines(tree, headline), key=lambda line: (line.away, not line.marked, line.far))
    order = _month_first(tree)
    seen = [found for line in lines for found in _told(line, order)]
    moments = [*_said(articles, "datePublished"), *_heads(tree, headline)]
    written = [day for day, changed, line in seen if not changed and line.marked and not line.away]
    alone = [day for day, changed, line in seen if not changed and not line.marked]
    away = [day for day, changed, line in seen if not changed and line.marked and line.away]
    address = [day for day, _, _ in days.days_in(url)]
    changes = [*_said(articles, "dateModified"), *_changed_heads(tree)]
    modified = next((day for day in map(_day, changes) if day), None)
    first = next(((day, text) for text in moments if (day := _day(text))), None)
    if first is not None:
        published: date | None = _in_zone(*first, [*written, *alone, *away, *address])
    else:
        published = next(iter([*written, *address, *alone, *away]), None)
    changed_lines = [_after(line.text, published) for line in lines] if published else []
    told = [day for day, changed, _ in seen if changed] + [day for day in changed_lines if day]
    modified = modified or next(iter(told), None)
    if published is None:
        published = modified
    return Days(published, modified if modified and published and modified >= published else None)


def _month_first(tree: HtmlElement) -> bool | None:
    """Whether the page's language writes the month of ``10/08/2023`` first; None where its name does not tell."""
    locales = (meta.get("content") for meta in tree.iter("meta") if (meta.get("property") or "") == "og:locale")
    for told in (tree.get("lang"), tree.get("xml:lang"), next(locales, "")):
        if (name := (told or "").strip().lower()) not in _EITHER:
            return name in _MONTH_FIRST
    return None


def _said(articles: Sequence[Thing], name: str) -> list[str]:
    return [text for thing in articles for text in texts(thing.get(name))]


def _day(text: str, month_first: bool | None = None) -> date | None:
    """The day of one value of metadata."""
    try:
        day = days.day_of(text, "", "")
    except UnreadableInput:
        found = [day for day, start, _ in days.days_in(text.strip()[:60], month_first=month_first) if start == 0]
        day = found[0] if found else _EPOCH
    return None if day == _EPOCH else day


def _heads(tree: HtmlElement, headline: HtmlElement | None) -> Iterator[str]:
    """What the head's metadata gives as the day: what htmldate takes there, where it is written so."""
    bare = document_fromstring("<html><head></head><body></body></html>")
    for element in tree.iterfind(".//head/*"):
        if element.tag == "meta":
            bare.head.append(_copy(element))
    contents = [element.get("content") or "" for element in bare.head]
    found = find_date(bare, **SETTINGS)
    order, holders = _month_first(tree), around(headline)
    # htmldate fills in a day that is not written ("2025-02") from the clock: only a written one stands
    for content in contents:
        day = _day(content, order) if found and len(content) <= _LONGEST else None
        if day and found in (day.isoformat(), f"{day.year:04}-{day.day:02}-{day.month:02}"):
            yield day.isoformat() if "/" in content else content
            return
    for element in tree.iter("time", "meta", "span", "div", "p", "abbr"):
        if (element.get("itemprop") or "").lower() == "datepublished" and not is_beside(element, holders):
            yield element.get("content") or element.get("datetime") or ""


def _copy(element: HtmlElement) -> HtmlElement:
    copy = deepcopy(element)
    copy.tail = None
    return copy


def _changed_heads(tree: HtmlElement) -> Iterator[str]:
    for meta in tree.iter("meta"):
        keys = (meta.get("property"), meta.get("name"), meta.get("itemprop"), meta.get("http-equiv"))
        if any((key or "").lower() in _CHANGED for key in keys):
            yield meta.get("content") or ""


def _in_zone(day: date, text: str, seen: Sequence[date]) -> date:
    """The day in the publisher's zone: of a moment in UTC, the day beside it that the page shows its readers."""
    utc = _UTC.match(text.strip())
    if not utc or day in seen:
        return day
    for other in seen:
        if other.toordinal() - day.toordinal() == (-1 if int(utc[1]) < 12 else 1):
            return other
    return day


def _lines(tree: HtmlElement, headline: HtmlElement | None) -> Iterator[_Line]:
    """The lines of the page that tell when it was written; what stands far above the headline is today's day."""
    order = {element: place for place, element in enumerate(tree.iter())}
    at = order.get(headline, -1) if headline is not None else -1
    end, holders = _opening(tree, order, at), around(headline)
    found = tried = 0
    for element, place in order.items():
        tag = element.tag
        if found > _MOST or tried > _MOST_TRIED:
            break
        if not isinstance(tag, str) or tag in _HEADINGS or place < at - _BEFORE:
            continue
        near = at >= 0 and place <= min(end, at + 4 * _AFTER)
        labelled = tag == "dd" and _is_labelled(element)
        marked = tag in ("time", "abbr") or labelled or holds_word(element, "marks")
        if not (marked or (near and tag in ("p", "div", "span", "small", "li", "dd", "td", "em", "i", "a", "label"))):
            continue
        tried += 1
        text = _short(element)
        if text is None or not any(c.isdigit() for c in text) or _other(element, text):
            continue
        if is_beside(element, holders, sure=labelled or _is_sure(element)):
            continue
        if not marked and (holds_word(element, "beside") or not _tells(element, text)):
            continue
        found += 1
        far = place - max(at, 0) if place >= at else 4 * (at - place)
        yield _Line(text, far, marked, _names_change(element), at >= 0 and not near)


def _opening(tree: HtmlElement, order: dict[HtmlElement, int], at: int) -> int:
    """Where the article's prose begins after the headline."""
    for paragraph in tree.iter("p"):
        if order[paragraph] > at and len(paragraph.text or "") >= _PROSE:
            return order[paragraph]
    return at + _AFTER


def _short(element: HtmlElement) -> str | None:
    """The element's attributes and text where they are short, and stand in no long line; None else."""
    holder = next((one for one in element.iterancestors() if one.tag in _HOLDERS), element)
    shown = short_text(element, _LONGEST) if is_small(element, _SMALL) else None
    if shown is None or (short_text(holder, _LONGEST) is None and not _is_sure(element)):
        return None
    told = element.get("datetime") or element.get("content") or ""
    if not told and element.tag == "abbr":
        told = element.get("title") or ""
    return f"{(told or _counted(element, shown))[:40]} {shown}".strip()


def _counted(element: HtmlElement, shown: str) -> str:
    """The day of a moment that a script is to show, in ISO's form or as seconds since 1970; "" where words tell it."""
    if next(days.days_in(shown), None) is not None:
        return ""
    for name, value in islice(element.attrib.items(), _SMALL):
        if name.startswith("data-") and any(word in name for word in _MOMENTS) and not _says_change(name):
            if found := _SECONDS.fullmatch(value.strip()):
                return datetime.fromtimestamp(int(found[1]), UTC).date().isoformat()
            if next(days.days_in(value[:40]), None) is not None:
                return str(value)
    return ""


def _is_labelled(element: HtmlElement) -> bool:
    """Whether the term before a description is "Date", "Published" and the like."""
    term = element.getprevious()
    label = short_text(term, _LABEL) if term is not None and term.tag == "dt" else None
    return bool(label) and days.only_days(label or "")


def _is_sure(element: HtmlElement) -> bool:
    """Whether the element's mark leaves no doubt that the page itself was published on the day."""
    classes = (element.get("class") or "").split()
    return element.get("pubdate") is not None or "published" in classes or element.get("itemprop") == "datePublished"


def _tells(element: HtmlElement, text: str) -> bool:
    """Whether an unmarked line holds a day and nothing but what stands around it, a byline perhaps."""
    if next(days.days_in(text), None) is None:
        return False
    if days.only_days(text) or days.has_moment(text):
        return True
    if any("author" in (link.get("rel") or "").lower().split() for link in element.iter("a")):
        return True
    return bool(furniture().begins(fold(text), "byline", "starts"))


def _told(line: _Line, month_first: bool | None) -> Iterator[tuple[date, bool, _Line]]:
    """The days of a line, each with whether it is one of change, and the line."""
    last = 0
    for day, start, end in days.days_in(line.text, month_first=month_first):
        if day != _EPOCH:
            yield day, line.changed or _says_change(line.text[last:start]), line
        last = end


def _after(line: str, published: date | None) -> date | None:
    """The day without a year that a line gives as the day of change: the first of that name from publication on."""
    for month, number, start in days.yearless_in(line):
        if published and _says_change(line[max(0, start - 30) : start]) and not line[start:].count(str(published.year)):
            for year in (published.year, published.year + 1):
                try:
                    day = date(year, month, number)
                except ValueError:
                    continue
                if day >= published:
                    return day
    return None


def _says_change(text: str) -> bool:
    folded = text.casefold()
    return any(word in folded for word in days.words("changed"))


def _names_change(element: HtmlElement) -> bool:
    names = names_of(element)
    return _says_change(names) or "lastmod" in names


def _other(element: HtmlElement, text: str) -> bool:
    """Whether the line is about the day of something else."""
    said = re.findall(r"[^\W\d_]+", f"{names_of(element)} {text.lower()}")
    return any(word in days.words("others") for word in said)
