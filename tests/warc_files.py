"""WARC records for tests, as crawlers write them."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Sequence

from backports import zstd

PAGE = b"<!doctype html><html><title>A page</title><p>Words.</p></html>"


def record(type_: bytes, block: bytes, url: str, *, length: int | None = None, more: bytes = b"") -> bytes:
    """A record; ``length`` is the Content-Length that it claims, its own where None."""
    head = (
        b"WARC/1.0\r\nWARC-Type: %b\r\nWARC-Record-ID: <urn:uuid:4d5b1c1e-0000-4000-8000-000000000000>\r\n"
        b"WARC-Date: 2024-02-21T10:00:00Z\r\nWARC-Target-URI: %b\r\n%bContent-Length: %d\r\n\r\n"
    )
    return head % (type_, url.encode(), more, len(block) if length is None else length) + block + b"\r\n\r\n"


def answer(body: bytes, headers: bytes = b"", *, status: bytes = b"200 OK", media: bytes = b"text/html") -> bytes:
    """The block of a response."""
    return b"HTTP/1.1 %b\r\nContent-Type: %b\r\n%b\r\n" % (status, media, headers) + body


def response(number: int, body: bytes | None = None, headers: bytes = b"", *, length: int | None = None) -> bytes:
    """A response with a page of its own for each number."""
    said = PAGE.replace(b"Words", b"Words of page %d" % number) if body is None else body
    return record(b"response", answer(said, headers), f"https://paper.example/{number}", length=length)


def crawl(count: int) -> list[bytes]:
    """Records of a crawl: its information, then each page's request, response and metadata."""
    made = [record(b"warcinfo", b"software: none\r\n", "https://paper.example/")]
    for number in range(count):
        url = f"https://paper.example/{number}"
        made.append(record(b"request", b"GET / HTTP/1.1\r\nHost: paper.example\r\n\r\n", url))
        made.append(response(number))
        made.append(record(b"metadata", b"fetchTimeMs: 12\r\n", url))
    return made


def gzipped(records: Sequence[bytes]) -> bytes:
    return b"".join(gzip.compress(one, 6, mtime=0) for one in records)


def zstandard(records: Sequence[bytes], *, dictionary: bool = False, packed: bool = False) -> bytes:
    """Frames of zstd; with a ``dictionary``, that before them, itself compressed where ``packed``."""
    if not dictionary:
        return b"".join(zstd.compress(one) for one in records)
    trained = zstd.train_dict([*records] * 40, 2_000)
    content = zstd.compress(trained.dict_content) if packed else trained.dict_content
    head = struct.pack("<II", 0x184D2A5D, len(content)) + content
    return head + b"".join(zstd.compress(one, zstd_dict=trained) for one in records)
