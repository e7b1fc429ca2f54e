"""Live blogs: one page of many entries, newest first, each said at its own time.

What is said on several days cannot be one article of one day: the entries of each day become a document of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date

from lxml.html import Element, HtmlElement  # type: ignore[import-untyped]

from slugline.articles import days
from slugline.articles.linked import Thing, texts, types_of
from slugline.articles.marks import names_of

MAX_DAYS, MAX_ENTRIES = 14, 1_000
_LIVE = "LiveBlogPosting"
_NAMED = ("liveblog", "live-blog", "live_blog", "liveupdate", "live-update")
_ENTRIES = ("article", "section", "div", "li")
_NEAR = 6  # elements from an entry down to its time
_MARK = "data-entry-day"


def is_live(tree: HtmlElement, articles: Sequence[Thing]) -> bool:
    """Whether the page calls itself a live blog."""
    if any(_LIVE in types_of(thing) for thing in articles):
        return True
    return any(any(word in names_of(one) for word in _NAMED) for one in tree.iter("main", "article", "section", "body"))


def by_day(tree: HtmlElement, articles: Sequence[Thing]) -> dict[date, HtmlElement]:
    """The page once for each day of its entries, oldest first, the first with what stands around the entries.

    Empty where the page is no live blog, or its entries are all of one day.
    """
    if not is_live(tree, articles):
        return {}
    entries = list(_entries(tree)) or list(_told(tree, articles))
    told = sorted({day for _, day in entries})
    if not 2 <= len(told) <= MAX_DAYS:
        return {}
    for element, day in entries:
        element.set(_MARK, day.isoformat())
    pages = {}
    for day in told:
        page = deepcopy(tree)
        for element in page.xpath(f"//*[@{_MARK}]"):
            if element.get(_MARK) != day.isoformat() and element.getparent() is not None:
                element.drop_tree()
        pages[day] = page
    return pages


def _entries(tree: HtmlElement) -> Iterator[tuple[HtmlElement, date]]:
    """The entries that stand beside each other, each with the day of its first time."""
    groups: dict[HtmlElement, dict[HtmlElement, date]] = defaultdict(dict)
    for number, time in enumerate(tree.iter("time")):
        if number > MAX_ENTRIES:
            return
        day = next((day for day, *_ in days.days_in(time.get("datetime") or time.text_content()[:60])), None)
        for depth, holder in enumerate(time.iterancestors()):
            parent = holder.getparent()
            if day is None or parent is None or depth == _NEAR:
                break
            if holder.tag in _ENTRIES:
                groups[parent].setdefault(holder, day)
    if groups:
        yield from max(groups.values(), key=len).items()


def _told(tree: HtmlElement, articles: Sequence[Thing]) -> Iterator[tuple[HtmlElement, date]]:
    """The entries that only the page's JSON-LD tells, put at the end of the page's article."""
    holder = next(iter(tree.iter("article", "main", "body")), None)
    updates = [one for thing in articles if _LIVE in types_of(thing) for one in _listed(thing.get("liveBlogUpdate"))]
    if holder is None or holder.tag == "html":
        return
    for update in updates[:MAX_ENTRIES]:
        if not isinstance(update, dict):
            continue
        day = next((day for text in texts(update.get("datePublished")) for day, *_ in days.days_in(text)), None)
        body = update.get("articleBody")
        if day is None or not isinstance(body, str) or not body.strip():
            continue
        made = Element("section")
        for name, text in (
            ("h2", next(iter(texts(update.get("headline"))), "")),
            *(("p", line) for line in body.split("\n")),
        ):
            if shown := next(iter(texts(text)), ""):
                line = Element(name)
                line.text = shown
                made.append(line)
        holder.append(made)
        yield made, day


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
