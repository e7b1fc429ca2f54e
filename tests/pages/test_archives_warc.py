"""Every page of a crawl comes out, whatever its neighbours are; damage is told in its place."""

from __future__ import annotations

import gzip
import random
import tempfile
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from slugline.errors import UnreadableInput
from slugline.pages import MAX_BYTES, Page, pages_of
from slugline.pages.archives import records_of
from warc_files import PAGE, answer, crawl, gzipped, record, response, zstandard

FORMS: dict[str, Callable[[list[bytes]], bytes]] = {
    ".warc": b"".join,
    ".warc.gz": gzipped,
    "-whole.warc.gz": lambda records: gzip.compress(b"".join(records)),
    ".warc.zst": zstandard,
    "-dictionary.warc.zst": lambda records: zstandard(records, dictionary=True),
    "-packed-dictionary.warc.zst": lambda records: zstandard(records, dictionary=True, packed=True),
}
CUT = record(b"response", answer(PAGE), "https://a.example/", more=b"WARC-Truncated: length\r\n")
FOLDER = Path(tempfile.mkdtemp())


def read(content: bytes, suffix: str = ".warc") -> list[Page | UnreadableInput]:
    path = FOLDER / f"crawl{suffix}"
    path.write_bytes(content)
    return list(records_of(path))


def told(found: list[Page | UnreadableInput]) -> list[str]:
    """The last part of each page's address, and of each fault what it is."""
    return [one.url.rsplit("/", 1)[1] if isinstance(one, Page) else f"! {one.fault}" for one in found]


@pytest.mark.parametrize("suffix", FORMS)
def test_each_response_is_a_page_and_nothing_else_is(suffix: str) -> None:
    found = read(FORMS[suffix](crawl(5)), suffix)
    assert told(found) == ["0", "1", "2", "3", "4"]
    (first, *_) = found
    assert isinstance(first, Page)
    assert (first.kind, first.retrieved_at) == ("html", datetime(2024, 2, 21, 10, tzinfo=UTC))
    assert first.content == PAGE.replace(b"Words", b"Words of page 0")
    assert len({one.file for one in found if isinstance(one, Page)}) == 5


def test_a_place_is_the_offset_at_which_the_record_can_be_read_alone() -> None:
    content = gzipped(crawl(3))
    for one in read(content, ".warc.gz"):
        assert isinstance(one, Page)
        place = int(one.file.rsplit("#", 1)[1])
        assert told(read(content[place:], ".warc.gz"))[0] == one.url.rsplit("/", 1)[1]


def test_what_is_no_page_is_passed_over_and_a_text_is_one() -> None:
    url = "https://paper.example/x"
    records = [
        record(b"response", answer(b"no", status=b"404 Not Found"), url),
        record(b"response", answer(b"", b"Location: /y\r\n", status=b"301 Moved"), url),
        record(b"response", answer(b"\x89PNG", media=b"image/png"), url),
        record(
            b"response",
            answer(b"%PDF", media=b"text/html"),
            url,
            more=b"WARC-Identified-Payload-Type: application/pdf\r\n",
        ),
        record(b"revisit", answer(b""), url),
        record(b"response", b"192.0.2.1", "dns:paper.example", more=b"Content-Type: text/dns\r\n"),
        record(b"conversion", b"Title\nWords.", "<https://paper.example/wet>", more=b"Content-Type: text/plain\r\n"),
        record(b"resource", PAGE, "https://paper.example/resource", more=b"Content-Type: text/html; charset=UTF-8\r\n"),
    ]
    assert [(one.kind, one.url) for one in read(b"".join(records)) if isinstance(one, Page)] == [
        ("text", "https://paper.example/wet"),
        ("html", "https://paper.example/resource"),
    ]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"Content-Encoding: gzip\r\n", gzip.compress(PAGE)),
        (b"Content-Encoding: x-gzip\r\n", gzip.compress(PAGE)),
        (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE)[2:-4]),
        (b"Content-Encoding: br\r\n", brotli.compress(PAGE)),
        (b"Content-Encoding: zstd\r\n", zstd.compress(PAGE)),
        (b"Content-Encoding: gzip, br\r\n", brotli.compress(gzip.compress(PAGE))),
        (b"Content-Encoding: gzip\r\n", PAGE),
        (b"Content-Encoding: UTF-8\r\n", PAGE),
        (b"Transfer-Encoding: chunked\r\n", b"%x\r\n" % len(PAGE) + PAGE + b"\r\n0\r\n\r\n"),
        (b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", PAGE),
        (b"Content-Length: 7\r\n", PAGE),
    ],
)
def test_encodings_are_undone_also_where_the_crawler_has_done_it(headers: bytes, body: bytes) -> None:
    (page,) = read(response(1, body, headers))
    assert isinstance(page, Page)
    assert page.content == PAGE


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"Content-Encoding: gzip\r\n", gzip.compress(PAGE)[:-9]),
        (b"Content-Encoding: br\r\n", brotli.compress(bytes(range(256)))[:-20]),
        (b"Content-Encoding: br\r\n", brotli.compress(bytes(MAX_BYTES + 1))),
        (b"Content-Encoding: gzip\r\n", gzip.compress(bytes(MAX_BYTES + 1))),
        (b"Transfer-Encoding: chunked\r\n", b"ffff\r\nshort"),
    ],
)
def test_a_payload_that_cannot_be_unpacked_is_a_fault_and_the_next_page_is_read(headers: bytes, body: bytes) -> None:
    fault, page = read(response(1, body, headers) + response(2))
    assert isinstance(fault, UnreadableInput)
    assert "cannot be unpacked" in fault.fault
    assert isinstance(page, Page)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (response(0) + response(1, length=100_000) + response(2), ["0", "! it is cut off", "2"]),
        (response(0) + response(1, length=90) + response(2), ["0", "! its length is not", "2"]),
        (response(0) + response(1, length=-5) + response(2), ["0", "! its headers say no length", "2"]),
        (response(0) + response(1, length=10**30) + response(2), ["0", "! its headers say no length", "2"]),
        (b"junk\r\n" + response(1), ["! no record begins here", "1"]),
        (response(0) + response(1)[:-60], ["0", "! it is cut off"]),
        (b"", ["! the file is empty"]),
        (response(0) + CUT, ["0", "! its content"]),
        (b"WARC/1.0\r\nX: " + b"a" * 200_000 + b"\r\n" + response(1), ["! its headers do not end", "1"]),
    ],
)
def test_records_that_lie_are_faults_and_reading_goes_on(content: bytes, expected: list[str]) -> None:
    found = told(read(content))
    assert len(found) == len(expected)
    assert all(one.startswith(start) for one, start in zip(found, expected, strict=True))


def test_a_record_that_lies_in_a_member_of_its_own_hides_no_other() -> None:
    content = gzipped([response(0), response(1, length=100_000), response(2)])
    assert [one[:3] for one in told(read(content, ".warc.gz"))] == ["0", "! i", "2"]


def test_a_bomb_costs_no_more_than_a_page() -> None:
    bomb = gzip.compress(record(b"response", answer(bytes(MAX_BYTES + 8_000_000)), "https://a.example/bomb"), 9)
    found = read(gzipped([response(0)]) + bomb + gzipped([response(2)]), ".warc.gz")
    assert [one for one in told(found) if not one.startswith("!")] == ["0", "2"]
    assert any(isinstance(one, UnreadableInput) for one in found)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([".warc.gz", ".warc.zst", "-dictionary.warc.zst"]),
    st.integers(0, 4),
    st.randoms(use_true_random=False),
)
def test_damage_stays_with_the_record_that_it_befell(suffix: str, hit: int, chance: random.Random) -> None:
    records = [response(number) for number in range(5)]
    whole = FORMS[suffix](records)
    places = [int(one.file.rsplit("#", 1)[1]) for one in read(whole, suffix) if isinstance(one, Page)]
    ends = [*places, len(whole)]
    spoilt = bytearray(whole)
    for _ in range(3):
        spoilt[chance.randrange(ends[hit], ends[hit + 1])] ^= chance.randrange(1, 256)
    found = told(read(bytes(spoilt), suffix))
    others = [str(number) for number in range(5) if number != hit]
    assert [one for one in found if one in others] == others
    assert len(found) >= 4


@settings(max_examples=100, deadline=2_000)
@given(
    st.sampled_from([*FORMS]),
    st.one_of(st.binary(max_size=300), st.tuples(st.binary(max_size=80), st.binary(max_size=80))),
)
def test_any_bytes_come_to_pages_or_faults(suffix: str, noise: bytes | tuple[bytes, bytes]) -> None:
    whole = FORMS[suffix]([response(0), response(1)])
    content = noise if isinstance(noise, bytes) else noise[0] + whole + noise[1] + whole
    for one in read(content, suffix):
        assert isinstance(one, Page) or "\n" not in str(one)


def test_many_false_openings_are_not_all_tried() -> None:
    content = gzipped([response(0)]) + b"\x1f\x8b\x08" * 200_000
    found = read(content, ".warc.gz")
    assert told(found)[0] == "0"
    assert len(found) <= 3


def test_openings_in_openings_are_told_in_time() -> None:
    began = time.process_time()
    found = read(b"WARC/1.0\r\nA: b\r\n" * 20_000 + record(b"response", answer(PAGE), "https://a.example/"))
    assert time.process_time() - began < 2.0  # a sixth of a second here
    *faults, page = found
    assert len(faults) == 20_000
    assert "before another record" in str(faults[0])
    assert isinstance(page, Page)


def test_a_crawl_is_named_like_any_file_and_only_its_film_pages_are_read(tmp_path: Path) -> None:
    film = b"<title>A new film</title><p>The director casts two actors in her movie; it opens in cinemas in May.</p>"
    (tmp_path / "news.warc.gz").write_bytes(gzipped([response(0), response(1, film)]))
    (page,) = pages_of([tmp_path / "news.warc.gz"])
    assert isinstance(page, Page)
    assert page.content == film
    assert next(str(one) for one in pages_of([tmp_path])).endswith(".ndjson.zst)")
