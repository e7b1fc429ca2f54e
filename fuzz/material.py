"""What inputs are made of: the tokens of each form, and one or a few whole inputs to begin with."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from slugline.articles import article_of
from slugline.claims.extract import extract
from slugline.contract import claim_to_json
from slugline.pages import Page

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
DAY = date(2024, 3, 5)

TAGS = (
    b"<p>", b"</p>", b"<div>", b"</div>", b"<article>", b"</article>", b"<h1>", b"<h2>", b"<ul>", b"<li>", b"</ul>",
    b"<table>", b"<tr>", b"<td>", b"</table>", b"<figure>", b"<figcaption>", b"<br>", b"<a href='x'>", b"</a>", b"<em>",
    b"<!--", b"-->", b"<script type='application/ld+json'>", b"</script>", b"<style>", b"<svg>", b"<time datetime=",
    b"<meta property='article:published_time' content='2024-03-05'>", b"<blockquote>", b"<template>", b"<noscript>",
    b"&#0;", b"&amp;", b"&#x1f;", b"&#xd800;", b"{\"@type\":\"Movie\",", b"\"@graph\":[", b"<![CDATA[",
    b"\xff\xfe", b"\x00",
)  # fmt: skip
MARKS = (
    b"---\n", b"date: 2024-03-05\n", b"title: ", b"# ", b"## ", b"- ", b"> ", b"**", b"_", b"[", b"](", b")", b"|",
    b"|-|", b"```", b"&", b"<p>", b"\n\n", b"  \n", b"\t", b"![", b"[^1]: ", b"*", b"`", b"\\", b"1. ", b"\xe2\x80\xa8",
)  # fmt: skip
FIELDS = (
    b'{"subject":', b'{"type":"film","name":"X"}', b'"property":"release_date"', b'"value":', b'"edtf":"2024-03"',
    b'"modality":"scheduled"', b'"evidence":{"start":0,"end":3,"quote":"abc"}', b'"source":{"url":"https://a.example/"}',
    b'"said_on":"2024-03-05"', b"[", b"]", b"{", b"}", b",", b"null", b"1e999", b"-1", b"\n", b'"\\ud800"',
    b'"qualifiers":{}',
)  # fmt: skip
PROSE = (
    b"Salt Harbor opens on June 7, 2024. Nadia Orr plays Captain Ames, and Piet Lund returns as Dr. Vale.\n\n"
    b"The sequel, directed by Ivo Marsh, will stream on Peacock next fall, the studio said on Monday. "
    b'"There is no trailer yet," Orr told The Ledger. It grossed $41.2 million in 2022.\n'
)
PROSE_PARTS = (
    *PROSE.split(b" "), b". ", b", ", b" and ", b" as ", b"\n\n", b"\"", b"\xe2\x80\x9c", b"- ", b"# ", b"|", b"2024",
    b"June", b"Nadia Orr, ", b"Season 3 ", b"the film ", b"'s ", b"(", b")", b"$", b"\xe2\x80\x94", b"\xc2\xa0",
    b"\xcc\x81",
)  # fmt: skip
CRAWLED = (
    b"WARC/1.0\r\n", b"WARC/1.1\r\n", b"WARC-Type: response\r\n", b"Content-Length: ", b"99999999999", b"-1",
    b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: br\r\n",
    b"Transfer-Encoding: chunked\r\n", b"\n", b"ffffffff\r\n", b"0\r\n", b"Content-Type: text/html; charset=utf-7\r\n",
    b"WARC-Type: revisit\r\n", b"\xff", b": ",
)  # fmt: skip
SYNDICATED = (
    b"<rss version='2.0'>", b"<channel>", b"<item>", b"</item>", b"<link>", b"</link>", b"https://a.example/1", b"../2",
    b"<guid isPermaLink='true'>", b"<pubDate>", b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<entry>", b"</entry>",
    b"<link href='/3'/>", b"<title type='xhtml'>", b"<content type='html'>", b"<![CDATA[", b"]]>", b"<rdf:RDF", b"&#0;",
    b"<!DOCTYPE r [", b"<!ENTITY a 'b'>", b"&a;", b"<urlset", b"<url><loc>", b"<lastmod>", b"<sitemapindex",
    b"<media:x", b"xmlns:media='", b"xml:base='//['", b"encoding='utf-7'?>", b"encoding='utf-16'?>", b"\xff\xfe",
    b"\xfe\xff", b"\x00", b'"items":[', b'{"url":', b'"date_modified":', b"\\ud800", b"Sat, 99 Foo 2024", b"<geo:x>",
    b"(", b"<itunes:duration>", b"<link rel='alternate' type='application/rss+xml' href='", b"\x1f\x8b\x08", b"<!--",
    b"-->", b"<?", b" a=''",
)  # fmt: skip
WISHES = (
    b"User-agent: *\nDisallow: /private/*.html$\nAllow: /private/a\nCrawl-delay: 2\n\n"
    b"User-agent: slugline\nUser-agent: other\nDisallow:\nRequest-rate: 1/10s\n"
    b"Sitemap: https://a.example/news.xml\n"
)
WISHED = (
    b"User-agent: ", b"slugline", b"*", b"\n", b"\r", b"Disallow: ", b"Allow: ", b"/", b"$", b"%", b"%e9", b"#", b":",
    b"Crawl-delay: ", b"1e999", b"nan", b"-1", b"99999999999999999999", b"Request-rate: ", b"1/0s", b"Visit-time: ",
    b"0", b"\xff", b"\xef\xbb\xbf", b"\x00", b"Sitemap: ", b"?", b"\xe2\x80\xa8", b"a*", b"Host: ", b"//[",
)  # fmt: skip
DESCRIBED = (
    *TAGS, b"<div itemscope itemtype='https://schema.org/Movie'>", b"<span itemprop='name'>", b"</span>",
    b"itemprop='director' itemscope", b"<meta itemprop='datePublished' content='2026-05-01'>",
    b"<div itemprop='actor' itemscope>", b"<script type='application/ld+json'>", b"null", b"1e999", b'"\\ud800"',
    b'{"@type":"Movie","name":"Salt 2","datePublished":"2026"}', b'{"@type":"LiveBlogPosting","liveBlogUpdate":[',
    b'"actor":[', b'"name":', b'"@graph":[', b"]", b"}", b",", b"<main class='liveblog'>", b"</main>",
    b"<time datetime='2024-03-04T10:00'>", b"<time datetime='2024-03-05'>", b"<article>", b"&#x2028;",
    b"<link rel='canonical' href='https://a.example/live#1'>",
)  # fmt: skip
SENT = (
    b"gzip\n", b"x-gzip\n", b"br\n", b"!\n", b"\x1f\x8b\x08", b"\x00", b"\xff" * 8, b"\x03\x00",
    gzip.compress(b"\x00" * 90_000, mtime=0),
)  # fmt: skip
ADDRESSES = (
    b"https://a.example/b?utm_source=c&d=%C3%A9#e",
    b"http://[2001:db8::1%25eth0]:8080/",
    b"https://b\xc3\xbccher.example/",
)
ADDRESSED = (
    b"https://", b"http:", b"//", b"/", b"@", b":", b"a.example", b"127.0.0.1", b"[::1]", b"%00", b"%2e", b"..", b"?",
    b"#", b"&utm_source=", b"xn--", b"\xc3\x9f", b"\xe2\x80\x8b", b"\xef\xbc\x8e", b"\x00", b"\n", b"\\", b"65536",
    b"0x7f.1", b"%25eth0",
)  # fmt: skip
DATES = tuple(b"2024 -03 -05 / .. ? ~ % X Y E S 1 - T12:00 Z {} [ ] 21 24 170000002 ,".split())


def files(*places: Path, suffix: str) -> Callable[[], list[bytes]]:
    return lambda: [file.read_bytes() for place in places for file in sorted(place.rglob(f"*{suffix}"))]


def claims_files() -> list[bytes]:
    """A claims file as `slugline claims` writes it."""
    article = article_of(Page(content=PROSE, kind="text", file="seed.txt"), date=DAY)
    return ["\n".join(json.dumps(claim_to_json(claim)) for claim in extract(article)).encode()]


def documents() -> list[bytes]:
    """A document of each service."""
    from imports import service_samples as samples

    made = (samples.tmdb_movie, samples.tmdb_series, samples.tmdb_person, samples.tvmaze_show)
    return [json.dumps(one()).encode() for one in (*made, samples.wikidata_film, samples.schema_movie)]


def crawl() -> bytes:
    """A crawl of three records: one about itself, an answer in chunks, and its text."""
    page = b"<html><body><h1>Salt Harbor opens</h1><p>" + PROSE.replace(b"\n", b" ") + b"</p></body></html>"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer += b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    records = (
        (b"warcinfo", b"application/warc-fields", b"software: none\r\n"),
        (b"response", b"application/http", answer),
    )
    made = b""
    for kind, form, body in (*records, (b"conversion", b"text/plain", PROSE)):
        made += b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://a.example/\r\n" % kind
        made += b"WARC-Date: 2024-03-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\nContent-Type: %s\r\n" % form
        made += b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(body), body)
    return made


def packed_crawl() -> list[bytes]:
    """The crawl in zstd."""
    from backports import zstd

    return [zstd.compress(crawl())]


def table() -> list[bytes]:
    """A Parquet table of two articles."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    written = io.BytesIO()
    pq.write_table(pa.table({"text": [PROSE.decode()] * 2, "date": ["2024-03-05"] * 2}), written)
    return [written.getvalue()]


def rows() -> list[bytes]:
    """Two lines of a table of articles."""
    rows = (
        {"text": PROSE.decode(), "date": "2024-03-05", "url": "https://a.example/"},
        {"html": "<p>Salt</p>", "date": 5},
    )
    return ["\n".join(map(json.dumps, rows)).encode()]


def pages() -> list[bytes]:
    """A live blog of two days, and a film described in JSON and in attributes."""
    told = b"".join(
        b"<article><time datetime='2024-03-0%d'></time><p>%s</p></article>" % (n, PROSE.replace(b"7", b"%d" % n))
        for n in (4, 5)
    )
    live = b"<html><head><link rel='canonical' href='https://a.example/live'></head><body><h1>Salt</h1>"
    live += b"<main class='liveblog'>" + told + b"</main></body></html>"
    film = {"@type": "Movie", "name": "Salt Harbor 2", "datePublished": "2026-05-01", "actor": [{"name": "Nadia Orr"}]}
    data = b"<script type='application/ld+json'>" + json.dumps(film).encode() + b"</script>"
    named = b"<div itemscope itemtype='https://schema.org/Movie'><span itemprop='name'>Salt 3</span>"
    named += b"<div itemprop='director' itemscope><b itemprop='name'>Ivo Marsh</b></div></div>"
    page = (
        b"<html><head>" + data + b"</head><body><h1>Salt Harbor</h1><p>" + PROSE + b"</p>" + named + b"</body></html>"
    )
    return [live, page]


def answers() -> list[bytes]:
    """A page as a server sends it: its encoding, then the bytes."""
    return [
        b"gzip\n" + gzip.compress(PROSE * 9, mtime=0),
        b"\n" + PROSE,
        b"gzip!\n" + gzip.compress(PROSE * 999, mtime=0),
    ]


def feeds() -> list[bytes]:
    """A feed of each form, a sitemap, an index of sitemaps, and a page that names feeds."""
    rss = b"<rss version='2.0'><channel><title>Films</title><item><title>Salt &amp; Sea</title>"
    rss += b"<link>/1?utm_source=x</link><guid>https://a.example/1</guid>"
    rss += b"<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item></channel></rss>"
    rdf = b"<?xml version='1.0' encoding='latin-1'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
    rdf += (
        b"xmlns='http://purl.org/rss/1.0/'><item rdf:about='/4'><title>S\xe9rie</title><link>/4</link></item></rdf:RDF>"
    )
    atom = b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/b/'><title>Films</title><entry>"
    atom += b"<title type='html'>&lt;b&gt;Salt&lt;/b&gt;</title><link href='2'/><id>urn:2</id>"
    atom += b"<updated>2024-03-05T10:00:00Z</updated><content type='xhtml'><div>Words.</div></content></entry></feed>"
    kept = b'{"version":"https://jsonfeed.org/version/1.1","title":"Films","items":[{"id":"3","url":"/3",'
    kept += b'"title":"Salt","date_published":"2024-03-05T10:00:00Z"}]}'
    space = b"xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
    news = (
        b"<urlset " + space + b"xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://a.example/5"
    )
    news += b"</loc><n:news><n:publication_date>2024-03-05</n:publication_date><n:title>Salt</n:title></n:news></url>"
    news += b"</urlset>"
    index = b"<sitemapindex " + space + b"><sitemap><loc>https://a.example/6.xml.gz</loc><lastmod>2024-03-05</lastmod>"
    index += b"</sitemap></sitemapindex>"
    page = b"<!doctype html><html><head><link rel='alternate' type='application/rss+xml' href='feed.xml'></head></html>"
    return [rss, rdf, atom, kept, news, index, page]
