"""A saved page: checked before it is parsed, then its body, its metadata and its days.

The body is trafilatura's, on a tree made ready for it; headline, authors and days are read by rules of our own where
the page tells them, and trafilatura's where it does not. No library is left to ask the clock.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura import bare_extraction, extract_metadata, load_html

from slugline.articles.bylines import authors_of
from slugline.articles.carried import carried_in
from slugline.articles.dating import SETTINGS, days_of
from slugline.articles.frontmatter import Fields, address, one_line
from slugline.articles.headlines import headline_of
from slugline.articles.htmltext import blocks_of, mark_captions
from slugline.articles.linked import LONGEST_SCRIPT, Thing, articles_in, texts, things_of
from slugline.articles.live import by_day
from slugline.articles.loose import ready
from slugline.articles.markup import markup_of
from slugline.articles.microdata import items_of
from slugline.articles.reading import Reading, bounded, parted
from slugline.articles.spared import spare
from slugline.articles.walls import stub_of
from slugline.errors import UnreadableInput
from slugline.pages import Page

_NEVER = ("amp-ad", "amp-embed", "amp-sticky-ad", "amp-consent", "amp-sidebar", "amp-user-notification", "dialog")
_MANY_BLOCKS = 2_500  # beyond which comparing extractions takes a time that grows with their square
_ALLOWED = "a saved page of one article"
_WHOLE = "the whole article, as a subscriber saves it"

for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


def read_html(page: Page) -> Reading:
    """The article of a saved page. Raises `UnreadableInput` where there is none, only a stub of it, or a bomb.

    Of a live blog that runs over several days it is the first day's; `Reading.others` holds those that follow.
    """
    where = page.file
    markup = markup_of(page.content, where, charset=page.charset)
    try:
        tree = load_html(markup)
        if tree is None:
            raise UnreadableInput("the file holds no HTML", where=where, allowed=_ALLOWED)
        for element in [one for one in tree.iter("script", "style") if len(one.text or "") > LONGEST_SCRIPT]:
            element.drop_tree()
        things = things_of(tree)
        articles = articles_in(things)
        spare(tree)
        fields = _fields(tree, page, articles)
        carried = carried_in([*things, *items_of(tree, fields.url)], articles, fields)
        for element in list(tree.iter(*_NEVER)):
            element.drop_tree()
        several = by_day(tree, articles)
        made = [_article(one, replace(fields, published=day), where) for day, one in several.items()]
        found = [one for one in (made or [_article(tree, fields, where)]) if one]
    except UnreadableInput:
        raise
    except Exception as error:  # whatever a library raises on hostile markup is no news to a user
        raise UnreadableInput(
            f"the page cannot be parsed ({type(error).__name__})", where=where, allowed=_ALLOWED
        ) from error
    if not found:
        raise UnreadableInput("no article is found on the page", where=where, allowed=_ALLOWED)
    first, *others = found
    if fault := stub_of(articles, first.text, first.parts):
        raise UnreadableInput(fault, where=where, allowed=_WHOLE)
    return replace(first, carried=carried, others=tuple(others))


def _article(tree: HtmlElement, fields: Fields, where: str) -> Reading | None:
    """The article of a parsed page, which is spent by it; None where there is none."""
    mark_captions(tree)
    ready(tree)
    blocks = sum(1 for _ in tree.iter("p", "div", "td", "li"))
    found = bare_extraction(
        tree,
        fast=blocks > _MANY_BLOCKS,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        date_extraction_params=SETTINGS,
    )
    body = getattr(found, "body", None)
    text, pieces, italics = blocks_of(body, fields.title) if body is not None else ("", [], [])
    if not pieces:
        return None
    first = pieces[0]
    opening = text[first.start : first.end] if first.shape == "heading" and first.level == 1 else fields.title
    parts = parted(bounded(text, where), pieces, opening, where)
    return Reading(replace(fields, title=fields.title or one_line(opening)), text, parts, tuple(italics))


def _fields(tree: HtmlElement, page: Page, articles: list[Thing]) -> Fields:
    """What the page says of itself."""
    known = extract_metadata(tree, default_url=page.url or None, date_config=dict(SETTINGS))
    url = _address(known.url or "")
    publishers = [name for thing in articles for name in texts(thing.get("publisher"))]
    publisher = one_line(known.sitename or "")
    if publishers and (not publisher or "." in publisher):
        publisher = publishers[0]
    site = [name for name in (publisher, *publishers[:3], known.url or "", page.url) if name]
    headline = headline_of(tree, articles, known.title or "", site)
    days = days_of(tree, articles, page.url or url, headline.element)
    return Fields(
        title=headline.text,
        publisher=publisher,
        author=authors_of(tree, articles, publisher, headline.element, known.author or ""),
        url=url,
        published=days.published,
        modified=days.modified,
    )


def _address(text: str) -> str:
    try:
        return address(text.strip(), "")
    except UnreadableInput:
        return ""
