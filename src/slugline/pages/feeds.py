"""Feeds: RSS, Atom, JSON Feed and sitemaps of news as lists of pages, newest first where they say when.

RSS and Atom are feedparser's; nothing in a feed is believed but its addresses, its titles and its moments, and these
only to know what to ask for: an article says itself when it was written.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import document_fromstring  # type: ignore[import-untyped]

from slugline.errors import FetchError
from slugline.pages.addresses import place_of, shown, tidied
from slugline.pages.places import is_web

LARGEST = 4_000_000  # bytes of a feed, unpacked
MOST = 1_000  # entries that are taken of one feed, and pages of further sitemaps
_FORMS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_ALLOWED = "RSS, Atom, JSON Feed or a sitemap"
_LONGEST_TITLE = 300
_ENTRY = re.compile(rb"<(item|entry)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One page that a feed names. ``stamp`` is what the feed says of its last change, and only ever compared."""

    url: str
    title: str = ""
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds. ``further`` are the sitemaps that an index names, ``links`` the feeds that a page names."""

    title: str = ""
    entries: tuple[Entry, ...] = ()
    further: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def read_feed(content: bytes, url: str) -> Feed:
    """What the feed at ``url`` holds. Raises `FetchError` where it is none, too large, or a bomb."""
    where = shown(url)
    content = _unpacked(content, where).lstrip(b"\xef\xbb\xbf \t\r\n")
    if len(content) > LARGEST:
        raise FetchError("the feed is too large", where=where, allowed=f"{LARGEST // 1_000_000} MB")
    head = content[:2_000].lower()
    if content.startswith(b"{"):
        return _json_feed(content, url)
    if b"<!entity" in content[:20_000].lower():
        raise FetchError("the feed declares entities of its own", where=where, allowed="plain XML")
    if b"<urlset" in head or b"<sitemapindex" in head:
        return _sitemap(content, url)
    if any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf", b"<channel")):
        return _syndicated(content, url)
    links = tuple(_links(content, url)) if b"<html" in head or b"<!doctype html" in head else ()
    if not links:
        raise FetchError("is no feed", where=where, allowed=_ALLOWED)
    return Feed(links=links)


def _unpacked(content: bytes, where: str) -> bytes:
    """What a sitemap's file holds that is packed, whatever the server says of it."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        return unpacker.decompress(content, LARGEST + 1)
    except zlib.error as error:
        raise FetchError("the feed is packed wrongly", where=where) from error


def _entries(found: Iterator[tuple[object, object, object]], url: str) -> tuple[Entry, ...]:
    """The pages found, each once, addresses made whole; what may not be asked for is passed over."""
    kept: dict[str, Entry] = {}
    for link, title, stamp in found:
        if len(kept) >= MOST:
            break
        if not isinstance(link, str) or not (whole := _joined(url, link)):
            continue
        kept.setdefault(whole, Entry(whole, _line(title), _line(stamp)))
    return tuple(kept.values())


def _joined(base: str, link: str) -> str:
    try:
        whole = tidied(urljoin(base, link.strip()))
        place_of(whole)
    except (FetchError, ValueError):
        return ""
    return whole


def _line(text: object) -> str:
    return " ".join(text.split())[:_LONGEST_TITLE] if isinstance(text, str) else ""


def _syndicated(content: bytes, url: str) -> Feed:
    import feedparser  # type: ignore[import-untyped]  # a tenth of a second

    try:
        found = feedparser.parse(io.BytesIO(_shortened(content)), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # whatever a library raises on hostile markup is no news to a user
        raise FetchError(f"the feed cannot be read ({type(error).__name__})", where=shown(url)) from error
    if not found.version and not found.entries:
        raise FetchError("is no feed", where=shown(url), allowed=_ALLOWED)

    def rows() -> Iterator[tuple[object, object, object]]:
        for one in found.entries:
            link = one.get("feedburner_origlink") or one.get("link")
            if not link and is_web(str(one.get("id", ""))):
                link = one.get("id")
            yield link, one.get("title"), one.get("updated") or one.get("published")

    return Feed(_line(found.feed.get("title")), _entries(rows(), url))


def _shortened(content: bytes) -> bytes:
    """A feed of at most MOST entries: the first of them, and what comes after the last."""
    found = list(islice(_ENTRY.finditer(content), MOST + 1))
    if len(found) <= MOST:
        return content
    end = found[0][1].lower()
    return content[: found[MOST].start()] + content[max(0, content.lower().rfind(b"</" + end)) :].partition(b">")[2]


def _json_feed(content: bytes, url: str) -> Feed:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FetchError("is no JSON", where=shown(url), allowed=_ALLOWED) from error
    if not isinstance(data, Mapping) or "jsonfeed.org" not in str(data.get("version", ""))[:100]:
        raise FetchError("is no feed", where=shown(url), allowed=_ALLOWED)
    items = data.get("items")
    found = [one for one in items if isinstance(one, Mapping)] if isinstance(items, list) else []

    def rows() -> Iterator[tuple[object, object, object]]:
        for one in found:
            yield (
                one.get("url") or one.get("external_url"),
                one.get("title"),
                one.get("date_modified") or one.get("date_published"),
            )

    return Feed(_line(data.get("title")), _entries(rows(), url))


def _sitemap(content: bytes, url: str) -> Feed:
    rows: list[tuple[object, object, object]] = []
    further: list[tuple[object, object, object]] = []
    try:
        parser = etree.iterparse(
            io.BytesIO(content), events=("end",), resolve_entities=False, no_network=True, huge_tree=False, recover=True
        )
        for _, node in parser:
            name = str(node.tag)
            if name in (_SITEMAP + "url", _SITEMAP + "sitemap"):
                stamp = node.findtext(_SITEMAP + "lastmod") or node.findtext(f".//{_NEWS}publication_date")
                row = (node.findtext(_SITEMAP + "loc"), node.findtext(f".//{_NEWS}title"), stamp)
                (rows if name.endswith("}url") else further).append(row)
                node.clear()
    except etree.XMLSyntaxError as error:
        raise FetchError("the sitemap cannot be read", where=shown(url)) from error
    newest = sorted(rows, key=lambda row: _moment(row[2]), reverse=True)  # a map of a whole site is long
    maps = sorted(further, key=lambda row: _moment(row[2]), reverse=True)
    return Feed("", _entries(iter(newest), url), tuple(one.url for one in _entries(iter(maps), url)))


def _moment(stamp: object) -> datetime:
    """When a sitemap says that a page changed; long ago where it does not say."""
    try:
        found = datetime.fromisoformat(str(stamp).strip())
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _links(content: bytes, url: str) -> Iterator[str]:
    """The feeds that a page names in its head."""
    try:
        tree = document_fromstring(content[:500_000])
    except (etree.LxmlError, ValueError):
        return
    for link in tree.iterfind(".//link[@rel]"):
        alternate = "alternate" in str(link.get("rel")).lower().split()
        if (
            alternate
            and str(link.get("type")).lower().strip() in _FORMS
            and (whole := _joined(url, str(link.get("href"))))
        ):
            yield whole
