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
_ALLOWED = "RSS, Atom, JSON Feed or a sitemap"
_LONGEST_TITLE = 300
_LOOKED_AT = 10 * MOST  # entries, of which some may be the same and some no addresses
_MAPPED = 50_000  # pages that one sitemap may name, by its standard
_ENTRY = re.compile(rb"<((?:[\w.-]{1,30}:)?(?:item|entry))[\s>]", re.IGNORECASE)
_ROOT = re.compile(  # past what may stand before the first element; no way back, for time
    rb"(?>\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>)*+<(?:[\w.-]{1,30}:)?([a-z]{1,30})", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(rb"<(/?)[A-Za-z_][^<>]*?(/?)>")
_LONG_TAG = re.compile(rb"<[^<>]{10000}")
_DEEPEST = 500  # elements within one another; feedparser's time grows with the square of it
_ELEMENTS, _TAGS = 30_000, 60_000  # of a feed; beyond them it takes more than a second
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}\sencoding\s*=\s*["']([^"'>]{1,40})""")
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_READ = re.compile(  # names that a feed may give its encoding; others of Python's unpack, or take long
    rb"utf-?8|(?:us-)?ascii|latin-?1|iso-?8859-\d{1,2}|(?:windows|cp)-?125\d|koi8-[ru]|shift_jis|euc-\w\w|gb\w{1,5}|big5",
    re.IGNORECASE,
)


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
    content = _narrow(_unpacked(content, where)).lstrip(b"\xef\xbb\xbf \t\r\n")
    if len(content) > LARGEST:
        raise FetchError("the feed is too large", where=where, allowed=f"{LARGEST // 1_000_000} MB")
    if content.startswith(b"{"):
        return _json_feed(content, url)
    if b"<!entity" in content.lower():
        raise FetchError("the feed declares entities of its own", where=where, allowed="plain XML")
    root = found[1].lower() if (found := _ROOT.match(content)) else b""
    if root in (b"urlset", b"sitemapindex", b"rss", b"feed", b"rdf", b"channel"):
        named = _DECLARED.match(content)
        if named and not _READ.fullmatch(named[1]):
            raise FetchError("the feed is in an encoding that is not read", where=where, allowed="UTF-8")
        if root in (b"urlset", b"sitemapindex"):
            return _sitemap(content, url)
        return _syndicated(_decoded(content, named[1].decode() if named else "utf-8"), url)
    links = tuple(dict.fromkeys(_links(content, url)))
    if not links:
        raise FetchError("is no feed", where=where, allowed=_ALLOWED)
    return Feed(links=links)


def _narrow(content: bytes) -> bytes:
    """The same in UTF-8 where it is in UTF-16."""
    if not (wide := _WIDE.get(content[:2])):
        return content
    return _undeclared(content.decode(wide, "replace"))


def _decoded(content: bytes, named: str) -> bytes:
    """The same where it is in the encoding that it names, else in UTF-8; left to itself, feedparser would guess."""
    for encoding in (named, "utf-8", "windows-1252"):
        try:
            text = content.decode(encoding, "replace" if encoding == "windows-1252" else "strict")
        except (UnicodeDecodeError, LookupError):
            continue
        return content if encoding == named else _undeclared(text)
    return content


def _undeclared(text: str) -> bytes:
    """A text in UTF-8, without the encoding that it named."""
    return re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", text).encode("utf-8", "replace")


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
    for link, title, stamp in islice(found, _LOOKED_AT):
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
    text = text.encode("utf-8", "replace").decode() if isinstance(text, str) else ""  # no half of a character
    return " ".join(text.split())[:_LONGEST_TITLE]


def _syndicated(content: bytes, url: str) -> Feed:
    import feedparser  # type: ignore[import-untyped]  # a tenth of a second

    content = _shortened(content, MOST)
    if (most := _bound(content, shown(url))) < 1:
        content = _shortened(content, int(MOST * most))
        if _bound(content, shown(url)) < 1:
            raise FetchError("the feed has too many elements", where=shown(url), allowed=f"{_ELEMENTS:,}")
    try:
        found = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # whatever a library raises on hostile markup is no news to a user
        raise FetchError(f"the feed cannot be read ({type(error).__name__})", where=shown(url)) from error
    if not found.version and not found.entries:
        raise FetchError("is no feed", where=shown(url), allowed=_ALLOWED)

    def rows() -> Iterator[tuple[object, object, object]]:
        for one in found.entries:
            link = one.get("feedburner_origlink") or one.get("link")
            if not link and is_web(str(one.get("id", ""))):
                link = one.get("id")
            stamp = "updated" if "updated" in one else "published"  # feedparser would warn, and take one for the other
            yield link, one.get("title"), one.get(stamp)

    return Feed(_line(found.feed.get("title")), _entries(rows(), url))


def _shortened(content: bytes, most: int) -> bytes:
    """A feed of at most so many entries: the first of them, and what comes after the last."""
    found = list(islice(_ENTRY.finditer(content), most + 1))
    if len(found) <= most:
        return content
    last = found[most].start()
    end = content.lower().rfind(b"</" + found[0][1].lower())  # with its prefix
    return content[:last] + (content[end:].partition(b">")[2] if end > last else b"")


def _bound(content: bytes, where: str) -> float:
    """The share of the feed that may be read, 1 or more for all of it.

    Raises `FetchError` for markup that a parser would take long over; what is quoted as CDATA is no markup.
    """
    first, *others = content.split(b"<![CDATA[")
    markup = first + b"".join(one.partition(b"]]>")[2] for one in others)
    tags, ends = markup.count(b"<"), markup.count(b"</")
    share = min(_ELEMENTS / max(1, tags - ends), _TAGS / max(1, tags))
    if share < 1:
        return share
    depth = 0
    for found in _TAG.finditer(markup):
        if _ENTRY.match(found[0]):
            depth = 0
        depth += 0 if found[2] else -1 if found[1] else 1
        if depth > _DEEPEST:
            raise FetchError("the feed's elements stand too deep", where=where, allowed=f"{_DEEPEST} deep")
    if _LONG_TAG.search(markup):
        raise FetchError("the feed has a tag that is too long", where=where, allowed="10 kB")
    return share


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
            link = one.get("url") or one.get("external_url")
            if not link and is_web(str(one.get("id", ""))):
                link = one.get("id")
            yield link, one.get("title"), one.get("date_modified") or one.get("date_published")

    return Feed(_line(data.get("title")), _entries(rows(), url))


def _sitemap(content: bytes, url: str) -> Feed:
    rows: list[tuple[object, object, object]] = []
    further: list[tuple[object, object, object]] = []
    try:
        parser = etree.iterparse(
            io.BytesIO(content),
            events=("end",),
            tag=("{*}url", "{*}sitemap"),  # in whatever namespace: some forget it
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            recover=True,
        )
        for _, node in islice(parser, _MAPPED):
            stamp = node.findtext("{*}lastmod") or node.findtext(".//{*}publication_date")
            row = (node.findtext("{*}loc"), node.findtext(".//{*}title"), stamp)
            (rows if str(node.tag).rpartition("}")[2] == "url" else further).append(row)
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
