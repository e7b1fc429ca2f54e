"""Feeds of every form, well and ill: which pages each names, in bounds and in time."""

from __future__ import annotations

import gzip
import time
from contextlib import suppress

import pytest

pytest.importorskip("feedparser")

from slugline.errors import FetchError
from slugline.pages.feeds import LARGEST, MOST, Feed, read_feed

AT = "https://a.example/films/feed"
RDF = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
ATOM = "xmlns='http://www.w3.org/2005/Atom'"
MAPS = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
NEWS = "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"
JSON = '"version": "https://jsonfeed.org/version/1'
ITEM = "<item><title>Salt</title><link>https://a.example/1</link></item>"
RSS_1, RSS_2 = "Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05T10:00:00Z"


def rss(items: str, version: str = "2.0", head: str = "") -> str:
    return f"{head}<rss version='{version}'><channel><title>Films</title>{items}</channel></rss>"


FORMS = {
    "rss-0.91": rss(
        ITEM, "0.91", '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//N//DTD R//EN" "http://n.example/r.dtd">'
    ),
    "rss-0.92": rss(ITEM, "0.92"),
    "rss-1.0": f"<?xml version='1.0'?><rdf:RDF {RDF}><channel><title>Films</title></channel>{ITEM}</rdf:RDF>",
    "rss-2.0": rss(ITEM),
    "rss, a comment first": f"<?xml version='1.0'?>\n<!-- <html> {'x' * 5_000} -->" + rss(ITEM),
    "rss, guid": rss("<item><title>Salt</title><guid isPermaLink='true'>https://a.example/1</guid></item>"),
    "rss, relative": rss("<item><title>Salt</title><link>/1</link></item>"),
    "rss, tracked": rss("<item><title>Salt</title><link>https://a.example/1?utm_source=rss#top</link></item>"),
    "rss, twice": rss(ITEM + ITEM.replace("/1<", "/1#again<")),
    "rss, broken off": rss(ITEM)[:-20],
    "rss, undeclared prefix": rss("<media:x/>" + ITEM.replace("</item>", "<dc:date>x</dc:date></item>")),
    "rss, bad date": rss(ITEM.replace("</item>", "<pubDate>Sat, 99 Foo</pubDate></item>")),
    "rss, bad addresses": rss(
        "".join(
            f"<item><link>{link}</link></item>" for link in ("javascript:x", "http://[::1", "http://u:p@x/", "http://")
        )
        + ITEM
    ),
    "atom-0.3": "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>Films</title><entry><title>Salt</title>"
    "<link rel='alternate' href='https://a.example/1'/></entry></feed>",
    "atom-1.0": f"<feed {ATOM}><title>Films</title><entry><title>Salt</title><link href='https://a.example/1'/></entry></feed>",
    "atom, a base": f"<feed {ATOM} xml:base='https://a.example/'><title>Films</title>"
    "<entry><title>Salt</title><link href='1'/></entry></feed>",
    "atom, a prefix": "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>Films</a:title><a:entry>"
    "<a:title>Salt</a:title><a:link href='https://a.example/1'/></a:entry></a:feed>",
    "atom, no namespace": "<feed><title>Films</title><entry><title>Salt</title><link href='https://a.example/1'/></entry></feed>",
    "atom, id": f"<feed {ATOM}><title>Films</title><entry><title>Salt</title><id>https://a.example/1</id></entry></feed>",
    "json-1": "{"
    + JSON
    + '", "title": "Films", "items": [{"id": "9", "url": "https://a.example/1", "title": "Salt"}]}',
    "json-1.1": "{"
    + JSON
    + '.1", "title": "Films", "items": [7, {"url": 5}, {"id": "https://a.example/1", "title": "Salt"}]}',
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_every_form_names_its_pages(text: str) -> None:
    found = read_feed(text.encode(), AT)
    assert found.title == "Films"
    assert [(one.url, one.title) for one in found.entries] == [("https://a.example/1", "Salt")]


SALT = "<?xml version='1.0' encoding='{}'?>" + rss(ITEM.replace("Salt", "Séance"))


@pytest.mark.parametrize(
    "content",
    [
        SALT.format("utf-8").encode("utf-8-sig"), SALT.format("utf-16").encode("utf-16"),
        SALT.format("utf-16").encode("utf-16-be"), SALT.format("utf-16").encode("utf-16-le"),
        SALT.format("iso-8859-1").encode("latin-1"), SALT.format("windows-1252").encode("cp1252"),
        b"\r\n " + SALT.format("utf-8").encode(), SALT.format("utf-8").encode("latin-1"),
        ("{" + JSON + '", "items": [{"url": "/1", "title": "Séance"}]}').encode("utf-8-sig"),
        gzip.compress(SALT.format("utf-8").encode()),
    ],
)  # fmt: skip
def test_encodings_are_read(content: bytes) -> None:
    assert [(one.url, one.title) for one in read_feed(content, AT).entries] == [("https://a.example/1", "Séance")]


def test_the_moment_that_a_feed_gives_is_kept_as_it_stands() -> None:
    dated = ITEM.replace("</item>", f"<pubDate>{RSS_1}</pubDate></item>")
    both = f"<published>2024-03-01T00:00:00Z</published><updated>{RSS_2}</updated>"
    entry = f"<feed {ATOM}><entry><link href='/1'/>{both}</entry></feed>"
    kept = "{" + JSON + f'", "items": [{{"url": "/1", "date_published": "x", "date_modified": "{RSS_2}"}}]}}'
    stamps = [read_feed(text.encode(), AT).entries[0].stamp for text in (rss(dated), entry, kept)]
    assert stamps == [RSS_1, RSS_2, RSS_2]


@pytest.mark.parametrize("space", [MAPS, ""], ids=["namespace", "none"])
def test_sitemaps_are_read_the_newest_first(space: str) -> None:
    days = {"/1": "2024-03-01", "/2": "2024-03-05T08:00:00+09:00", "/3": "2024-03-05T00:00:00Z", "/4": "soon"}
    urls = "".join(
        f"<url><loc>https://a.example{path}</loc><lastmod>{day}</lastmod></url>" for path, day in days.items()
    )
    news = (
        "<news:news><news:publication_date>2024-03-06</news:publication_date><news:title>Salt</news:title></news:news>"
    )
    urls += f"<url><loc>https://a.example/5</loc>{news}</url>"
    found = read_feed(f"<urlset {space} {NEWS}>{urls}</urlset>".encode(), AT).entries
    assert [one.url[-1] for one in found] == ["5", "3", "2", "1", "4"]
    assert (found[0].title, found[0].stamp) == ("Salt", "2024-03-06")
    maps = "".join(
        f"<sitemap><loc>https://a.example/{name}</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in (("old.xml", "2023-01-01"), ("new.xml.gz", "2024-03-05"))
    )
    index = read_feed(f"<sitemapindex {space}>{maps}</sitemapindex>".encode(), AT)
    assert index == Feed(further=("https://a.example/new.xml.gz", "https://a.example/old.xml"))


def test_a_page_names_its_feeds() -> None:
    links = [("application/rss+xml", "one.xml"), ("Application/Atom+XML", "//b.example/2"), ("text/css", "x.css")]
    links += [
        ("application/feed+json", "/3.json"),
        ("application/rss+xml", "one.xml"),
        ("application/rss+xml", "http://["),
    ]
    head = "".join(f'<link rel="Alternate" type="{form}" href="{href}">' for form, href in links)
    for page in (f"<!doctype html><html><head>{head}</head></html>", f"<head>{head}"):
        found = read_feed(page.encode(), AT)
        assert found.links == ("https://a.example/films/one.xml", "https://b.example/2", "https://a.example/3.json")
        assert not found.entries


def test_of_a_long_feed_the_first_entries_are_taken_in_time() -> None:
    long = rss("".join(f"<item><link>http://a.example/{number}</link></item>" for number in range(50_000)))
    assert len(long) < LARGEST
    began = time.process_time()
    found = read_feed(long.encode(), AT)
    assert time.process_time() - began < 10.0  # a third of it here
    assert [one.url for one in found.entries] == [f"http://a.example/{number}" for number in range(MOST)]
    with pytest.raises(FetchError, match="too large"):
        read_feed(long.replace("http:", "http://" + "x" * 60).encode(), AT)
    with pytest.raises(FetchError, match="too large"):
        read_feed(gzip.compress(rss(" " * LARGEST).encode()), AT)


ENTITIES = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + rss("<item><title>&b;</title></item>")
REFUSED = {
    "entities": ENTITIES.encode(),
    "entities, late": b"<!--" + b"x" * 30_000 + b"-->" + ENTITIES.encode(),
    "entities, wide": ENTITIES.encode("utf-16"),
    "an encoding that unpacks": b"<?xml version='1.0' encoding='utf-7'?>" + rss(ITEM).encode(),
    "json, not a feed": b'{"items": []}',
    "json, deep": ("{" + JSON + '", "items": ' + "[" * 100_000).encode(),
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "packed wrongly": b"\x1f\x8b\x08" + b"x" * 50,
    "a page without feeds": b"<!doctype html><html><p>rss</p></html>",
    "prose": b"Salt Harbor opens in June.",
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_is_no_feed_is_one_clear_fault(content: bytes) -> None:
    with pytest.raises(FetchError) as caught:
        read_feed(content, AT)
    assert str(caught.value).startswith(AT + ": ")
    assert "\n" not in str(caught.value)


BOMBS = {
    "depth": rss("<a>" * 100_000 + ITEM),
    "depth in an entry": f"<feed {ATOM}><entry><content type='xhtml'>" + "<div>" * 100_000,
    "attributes": "<rss " + " ".join(f"a{number}='x'" for number in range(100_000)) + ">" + ITEM,
    "one long title": rss(f"<item><title>{'&lt;b ' * 300_000}</title><link>/1</link></item>"),
    "unclosed comments": rss("<!--" * 300_000),
    "declarations": "<!DOCTYPE a>" * 100_000 + rss(ITEM),
    "unclosed tags": rss("<item " * 300_000),
    "empty elements": rss("<x/>" * 900_000 + ITEM),
    "ends of elements": rss("</p>" * 900_000 + ITEM),
    "maps of elements": f"<urlset {MAPS}>" + "<url><x/></url>" * 200_000,
    "maps of no addresses": f"<urlset {MAPS}>" + "<url><loc>nothing</loc></url>" * 100_000,
    "maps of one page": f"<urlset {MAPS}>" + "<url><loc>https://a.example/1?utm_source=x</loc></url>" * 60_000,
    "no addresses in JSON": "{" + JSON + '", "items": [' + '{"url": "/1"},' * 200_000 + "{}]}",
    "deep maps": f"<urlset {MAPS}>" + "<url>" * 100_000,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_bomb_takes_no_time(text: str) -> None:
    began = time.process_time()
    with suppress(FetchError):
        assert len(read_feed(text.encode(), AT).entries) <= 1
    assert time.process_time() - began < 10.0


def test_a_feed_in_no_encoding_is_not_guessed_at() -> None:
    content = rss("<item><title>S\xe9rie</title><link>https://a.example/1</link></item>").encode("latin-1")
    began = time.process_time()
    (entry,) = read_feed(content.replace(b"</item>", b"<x>" + b"\xff" * 2_000_000 + b"</x></item>"), AT).entries
    assert time.process_time() - began < 10.0
    assert entry.title == "Série"


def test_a_feed_of_too_many_elements_is_read_as_far_as_may_be() -> None:
    """Its newest entries; elements that are quoted are none."""
    entries = [f"<item><link>/{number}</link>{{}}</item>" for number in range(MOST)]
    began = time.process_time()
    rich = read_feed(rss("".join(one.format("<p>a</p>" * 70) for one in entries)).encode(), AT)
    assert time.process_time() - began < 20.0
    assert [one.url for one in rich.entries] == [f"https://a.example/{number}" for number in range(len(rich.entries))]
    assert 300 < len(rich.entries) < MOST
    quoted = f"<description><![CDATA[{'<p>a</p>' * 70}]]></description>"
    assert len(read_feed(rss("".join(one.format(quoted) for one in entries)).encode(), AT).entries) == MOST
