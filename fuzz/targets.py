"""What is fuzzed: each reader of bytes from outside, and what it promises of any bytes at all.

A check returns where the reader keeps its promise and raises where it does not. Readers promise
that they raise no error but `SluglineError`, that what they hand over is whole (parts in bounds,
quotes exact), and, which `run.py` holds them to, that no input takes a second or a gigabyte.
"""

from __future__ import annotations

import contextlib
import gzip
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import feedparser  # type: ignore[import-untyped]  # noqa: F401  these are

import slugline.articles.html  # noqa: F401  read lazily else, and not instrumented
from fuzz import material
from slugline.articles import article_of, articles_of
from slugline.claims.extract import extract
from slugline.claims.structured.carried import document_of
from slugline.contract import claim_to_json
from slugline.edtf import Edtf
from slugline.errors import FetchError, SluglineError
from slugline.model import Article
from slugline.pages import Page
from slugline.pages.addresses import LONGEST, place_of, shown, tidied
from slugline.pages.archives import records_of
from slugline.pages.feeds import MOST, read_feed
from slugline.pages.fetching import Sink
from slugline.pages.robots import LONGEST_DELAY, Robots
from slugline.surfaces.imports.reading import imported
from slugline.surfaces.inputs import Reading, read_claims

_FEED = "https://a.example/feed"
_LARGEST = 100_000
_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


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


@contextlib.contextmanager
def _saved(content: bytes, suffix: str) -> Iterator[str]:
    with tempfile.NamedTemporaryFile(suffix=suffix, dir=_MEMORY) as file:
        file.write(content)
        file.flush()
        yield file.name


def _page(kind: str, content: bytes) -> None:
    with contextlib.suppress(SluglineError):
        _whole(article_of(Page(content=content, kind=kind, file=f"fuzzed.{kind}"), date=material.DAY))


def html(content: bytes) -> None:
    """A saved page becomes an article or an error of ours."""
    _page("html", content)


def page(content: bytes) -> None:
    """A page becomes an article for each of its days, and what it describes for machines becomes claims of its JSON."""
    with contextlib.suppress(SluglineError):
        made = articles_of(Page(content=content, kind="html", file="fuzzed.html"), date=material.DAY)
        places = [article.url or article.file for article in made]
        if len(set(places)) < len(places):
            raise Broken(f"two articles of one place among {len(places)}")
        for article in made:
            _whole(article)
        if described := document_of(made[0]):
            _sound(Reading("fuzzed.html", *described))


def answer(content: bytes) -> None:
    """What a server sends, in pieces and packed as it says, is unpacked within the bound or refused."""
    encoding, _, rest = content.partition(b"\n")
    sink = Sink(_LARGEST, _FEED, cut=encoding.endswith(b"!"))
    with contextlib.suppress(FetchError):
        sink.begin(encoding.decode("latin-1").rstrip("!"))
        for at in range(0, len(rest), 1000):
            sink.take(rest[at : at + 1000])
            if sink.full:
                break
        if len(sink.whole()) > _LARGEST:
            raise Broken("more than the bound")


def address(content: bytes) -> None:
    """What a page or a feed gives as an address names a host that may be asked for, or is refused."""
    url = content.decode("utf-8", "surrogateescape")
    line = shown(url)
    if len(line) > 200 or not line.isprintable():
        raise Broken(f"not to be shown: {line[:40]!r}")
    with contextlib.suppress(FetchError):
        place = place_of(url)
        if not (place.host and place.host.isascii() and 0 <= place.port < 65_536 and len(url) <= LONGEST):
            raise Broken(f"{place} is nowhere")
        place_of(place.origin)
        place_of(tidied(url))


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
        article = article_of(Page(content=content, kind="text", file="fuzzed.txt"), date=material.DAY)
        _sound(Reading("fuzzed.txt", article, extract(article)))


def claims(content: bytes) -> None:
    """A claims file becomes claims that the contract can write again, or faults of one line."""
    _sound(read_claims(Page(content=content, kind="claims", file="fuzzed.claims.jsonl")))


def services(content: bytes) -> None:
    """A film service's saved JSON becomes claims with exact quotes, or faults of one line."""
    with _saved(content, ".json") as file:
        for reading in imported([file], "", material.DAY, lambda _: None):
            _sound(reading)


def archive(suffix: str) -> Callable[[bytes], None]:
    """An archive of that kind is gone through to its end, each record a page or a fault of one line."""

    def check(content: bytes) -> None:
        with _saved(content, suffix) as file, contextlib.suppress(SluglineError):
            for found in records_of(file):
                if not isinstance(found, Page) and "\n" in str(found):
                    raise Broken("a fault of several lines")

    return check


def feed(content: bytes) -> None:
    """What a server gives as a feed becomes addresses that may be asked for, in bounds, or a fault of one line."""
    try:
        found = read_feed(content, _FEED)
    except SluglineError as error:
        if "\n" in str(error):
            raise Broken("a fault of several lines") from error
        return
    addresses = [entry.url for entry in found.entries]
    if len(addresses) > MOST or len(set(addresses)) < len(addresses):
        raise Broken(f"{len(addresses)} entries, {len(set(addresses))} of them different")
    for url in (*addresses, *found.further, *found.links):
        place_of(url)
    for line in (found.title, *(text for entry in found.entries for text in (entry.title, entry.stamp))):
        if "\n" in line or any("\ud800" <= character <= "\udfff" for character in line):
            raise Broken(f"no line that can be kept: {line[:40]!r}")


def robots(content: bytes) -> None:
    """Any robots.txt says of a page whether it may be read, and asks for a pace within bounds."""
    wishes = Robots(lambda _: content, lambda: datetime(2024, 3, 5, tzinfo=UTC)).of("https://a.example")
    for path in ("/", "/films/a?b=c&d=%C3%A9", "/a/" + "a" * 100 + ".html"):
        wishes.allow("https://a.example" + path)
    if not 0 <= wishes.delay <= LONGEST_DELAY:
        raise Broken(f"a pace of {wishes.delay}")


def edtf(content: bytes) -> None:
    """A date as written parses to a span of days in order, or is refused."""
    with contextlib.suppress(SluglineError):
        day = Edtf(content.decode("utf-8", "replace"))
        if day.first > day.last:
            raise Broken(f"{day.text} ends before it begins")


TARGETS = (
    Target("html", html, material.files(material.TESTS / "articles", suffix=".html"), material.TAGS),
    Target("page", page, material.pages, material.DESCRIBED),
    Target("answer", answer, material.answers, material.SENT),
    Target("address", address, lambda: list(material.ADDRESSES), material.ADDRESSED, longest=3_000),
    Target("markdown", markdown, material.files(material.ROOT / "examples", suffix=".md"), material.MARKS),
    Target("text", text, lambda: [material.PROSE], material.PROSE_PARTS, longest=4_000),
    Target("claims", claims, material.claims_files, material.FIELDS),
    Target("services", services, material.documents, material.FIELDS),
    Target("warc", archive(".warc"), lambda: [material.crawl()], material.CRAWLED),
    Target(
        "warc-gz",
        archive(".warc.gz"),
        lambda: [gzip.compress(material.crawl(), mtime=0) * 2],
        (b"\x1f\x8b\x08", b"\x00"),
    ),
    Target(
        "warc-zst", archive(".warc.zst"), material.packed_crawl, (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18", b"\x00")
    ),
    Target("parquet", archive(".parquet"), material.table, (b"PAR1", b"\x00", b"\xff", b"\x15", b"\x19\x4c")),
    Target("json-lines", archive(".jsonl"), material.rows, material.FIELDS),
    Target("feed", feed, material.feeds, material.SYNDICATED),
    Target("robots", robots, lambda: [material.WISHES], material.WISHED),
    Target("edtf", edtf, lambda: [b"2024-03-05", b"[2024..2025]", b"2024-03~/.."], material.DATES, longest=200),
)
