"""What is fuzzed: each reader of bytes from outside, and what it promises of any bytes at all.

A check returns where the reader keeps its promise and raises where it does not. Readers promise
that they raise no error but `SluglineError`, that what they hand over is whole (parts in bounds,
quotes exact), and, which `run.py` holds them to, that no input takes a second or a gigabyte.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import slugline.articles.html  # noqa: F401  read lazily else, and then not instrumented
from slugline.articles import article_of
from slugline.claims.extract import extract
from slugline.contract import claim_to_json
from slugline.edtf import Edtf
from slugline.errors import SluglineError
from slugline.model import Article
from slugline.pages import Page
from slugline.surfaces.imports.reading import imported
from slugline.surfaces.inputs import Reading, read_claims

DAY = date(2024, 3, 5)
ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"


class Broken(AssertionError):
    """A promise of a reader that an input broke."""


@dataclass(frozen=True, slots=True)
class Target:
    """One reader: its check, inputs to begin with, the tokens of further ones, and how long these may be."""

    name: str
    check: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    tokens: tuple[bytes, ...]
    longest: int = 65_536


def _whole(article: Article) -> None:
    """Parts in order, apart and in bounds; nothing that a page or a terminal cannot write."""
    at = 0
    for part in article.parts:
        if not at <= part.start < part.end <= len(article.text):
            raise Broken(f"a part at {part.start}:{part.end} of {len(article.text)}, after {at}")
        at = part.end
    if any("\ud800" <= character <= "\udfff" for character in article.text):
        raise Broken("half a character in the text")


def _page(kind: str, content: bytes) -> None:
    with contextlib.suppress(SluglineError):
        _whole(article_of(Page(content=content, kind=kind, file=f"fuzzed.{kind}"), date=DAY))


def html(content: bytes) -> None:
    """A saved page becomes an article or an error of ours."""
    _page("html", content)


def markdown(content: bytes) -> None:
    """Markdown with front matter becomes an article or an error of ours."""
    _page("markdown", content)


def _sound(reading: Reading) -> None:
    """No fault of Slugline's own, one line each; claims that the contract can write, their quotes exact."""
    if reading.internal or any("\n" in fault for fault in reading.faults):
        raise Broken(reading.faults[0])
    for claim in reading.claims:
        claim_to_json(claim)
        evidence = claim.evidence
        if reading.article and reading.article.text[evidence.start : evidence.end] != evidence.quote:
            raise Broken(f"a quote that is not its span at {evidence.start}")


def text(content: bytes) -> None:
    """Any prose is read to claims whose quotes are exact."""
    with contextlib.suppress(SluglineError):
        article = article_of(Page(content=content, kind="text", file="fuzzed.txt"), date=DAY)
        _sound(Reading("fuzzed.txt", article, extract(article)))


def claims(content: bytes) -> None:
    """A claims file becomes claims that the contract can write again, or faults of one line."""
    _sound(read_claims(Page(content=content, kind="claims", file="fuzzed.claims.jsonl")))


def services(content: bytes) -> None:
    """A film service's saved JSON becomes claims with exact quotes, or faults of one line."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(content)
        file.flush()
        for reading in imported([file.name], "", DAY, lambda _: None):
            _sound(reading)


def edtf(content: bytes) -> None:
    """A date as written parses to a span of days in order, or is refused."""
    with contextlib.suppress(SluglineError):
        day = Edtf(content.decode("utf-8", "replace"))
        if day.first > day.last:
            raise Broken(f"{day.text} ends before it begins")


_TAGS = (
    b"<p>", b"</p>", b"<div>", b"</div>", b"<article>", b"</article>", b"<h1>", b"<h2>", b"<ul>", b"<li>", b"</ul>",
    b"<table>", b"<tr>", b"<td>", b"</table>", b"<figure>", b"<figcaption>", b"<br>", b"<a href='x'>", b"</a>", b"<em>",
    b"<!--", b"-->", b"<script type='application/ld+json'>", b"</script>", b"<style>", b"<svg>", b"<time datetime=",
    b"<meta property='article:published_time' content='2024-03-05'>", b"<blockquote>", b"<template>", b"<noscript>",
    b"&#0;", b"&amp;", b"&#x1f;", b"&#xd800;", b"{\"@type\":\"Movie\",", b"\"@graph\":[", b"<![CDATA[",
    b"\xff\xfe", b"\x00",
)  # fmt: skip
_MARKS = (
    b"---\n", b"date: 2024-03-05\n", b"title: ", b"# ", b"## ", b"- ", b"> ", b"**", b"_", b"[", b"](", b")", b"|",
    b"|-|", b"```", b"&", b"<p>", b"\n\n", b"  \n", b"\t", b"![", b"[^1]: ", b"*", b"`", b"\\", b"1. ", b"\xe2\x80\xa8",
)  # fmt: skip
_FIELDS = (
    b'{"subject":', b'{"type":"film","name":"X"}', b'"property":"release_date"', b'"value":', b'"edtf":"2024-03"',
    b'"modality":"scheduled"', b'"evidence":{"start":0,"end":3,"quote":"abc"}', b'"source":{"url":"https://a.example/"}',
    b'"said_on":"2024-03-05"', b"[", b"]", b"{", b"}", b",", b"null", b"1e999", b"-1", b"\n", b'"\\ud800"',
    b'"qualifiers":{}',
)  # fmt: skip
_PROSE = (
    b"Salt Harbor opens on June 7, 2024. Nadia Orr plays Captain Ames, and Piet Lund returns as Dr. Vale.\n\n"
    b"The sequel, directed by Ivo Marsh, will stream on Peacock next fall, the studio said on Monday. "
    b'"There is no trailer yet," Orr told The Ledger. It grossed $41.2 million in 2022.\n'
)
_PROSE_PARTS = (
    *_PROSE.split(b" "), b". ", b", ", b" and ", b" as ", b"\n\n", b"\"", b"\xe2\x80\x9c", b"- ", b"# ", b"|", b"2024",
    b"June", b"Nadia Orr, ", b"Season 3 ", b"the film ", b"'s ", b"(", b")", b"$", b"\xe2\x80\x94", b"\xc2\xa0",
    b"\xcc\x81",
)  # fmt: skip
_DATES = tuple(b"2024 -03 -05 / .. ? ~ % X Y E S 1 - T12:00 Z {} [ ] 21 24 170000002 ,".split())


def _files(*places: Path, suffix: str) -> Callable[[], list[bytes]]:
    return lambda: [file.read_bytes() for place in places for file in sorted(place.rglob(f"*{suffix}"))]


def _claims_files() -> list[bytes]:
    """A claims file as `slugline claims` writes it."""
    article = article_of(Page(content=_PROSE, kind="text", file="seed.txt"), date=DAY)
    return ["\n".join(json.dumps(claim_to_json(claim)) for claim in extract(article)).encode()]


def _documents() -> list[bytes]:
    """A document of each service."""
    from tests.imports import service_samples as samples

    made = (samples.tmdb_movie, samples.tmdb_series, samples.tmdb_person, samples.tvmaze_show)
    return [json.dumps(one()).encode() for one in (*made, samples.wikidata_film, samples.schema_movie)]


TARGETS = (
    Target("html", html, _files(TESTS / "articles", suffix=".html"), _TAGS),
    Target("markdown", markdown, _files(ROOT / "examples", suffix=".md"), _MARKS),
    Target("text", text, lambda: [_PROSE], _PROSE_PARTS, longest=4_000),
    Target("claims", claims, _claims_files, _FIELDS),
    Target("services", services, _documents, _FIELDS),
    Target("edtf", edtf, lambda: [b"2024-03-05", b"[2024..2025]", b"2024-03~/.."], _DATES, longest=200),
)
