"""WARC and WET files: the pages among their records, whatever state the file is in.

FastWARC reads what is in order, at several times zlib's speed. From a record on that is not, the cautious reader of
`archives_cut` takes over for one stretch; then FastWARC is tried again.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecordType

from slugline.errors import UnreadableInput
from slugline.pages.archives_cut import MAX_HEAD, OPENING, Record, headers_of, records_in
from slugline.pages.archives_members import ZSTD, DamagedError, Resumption, Stretch, dictionary_of, form_of, opens
from slugline.pages.page import MAX_BYTES, Page
from slugline.pages.places import address_of

_PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_TYPES = ("response", "resource", "conversion")
_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_ANSWERED = ([b"200"], [b"203"])
_MOST_ENCODINGS = 4
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}<(?:!doctype|html|head|body|\?xml|!--)", re.IGNORECASE)
_CHUNK_OPENS = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]{0,8}(?:;[^\r\n]{0,200})?\r\n")
_ALLOWED = "whole records, as ISO 28500 has them"


def pages_of_warc(path: Path, shown: str) -> Iterator[Page | UnreadableInput]:
    """The pages of a WARC or WET file, faults in their places. Raises `OSError` where the file cannot be opened."""
    with path.open("rb") as file:
        for record in _records(file, path.name):
            where = f"{shown}#{record.place}"
            if record.fault:
                yield UnreadableInput(record.fault, where=where, allowed=_ALLOWED)
                continue
            try:
                page = _page(record, where)
            except (DamagedError, OSError, ValueError, zlib.error) as error:
                yield UnreadableInput(f"its content cannot be unpacked: {error}", where=where, allowed=_ALLOWED)
                continue
            if page is not None:
                yield page


def _records(file: BinaryIO, name: str) -> Iterator[Record]:
    form = form_of(file, name)
    try:
        dictionary = dictionary_of(file) if form == ZSTD else b""
    except DamagedError as error:
        yield Record("0", {}, b"", str(error))
        return
    size = file.seek(0, 2)
    if not size:
        yield Record("0", {}, b"", "the file is empty")
    resumption = Resumption(file, form, OPENING, dictionary)
    at = 0
    while at < size:
        at = yield from _in_order(file, at, form, dictionary)
        stretch = Stretch(file, at, form, dictionary)
        yield from records_in(stretch)
        at = resumption.after(stretch) if stretch.end is None else stretch.end


def _in_order(file: BinaryIO, start: int, form: str, dictionary: bytes) -> Generator[Record, None, int]:
    """The records from ``start`` on that are in order and followed by another; the place of the first that is not."""
    at = start
    waiting: Record | None = None
    if dictionary and start:
        return start  # FastWARC knows the dictionary of a file that it reads from its head
    file.seek(start)
    try:
        for record in ArchiveIterator(file, parse_http=False, max_header_len=MAX_HEAD):
            place = record.stream_pos
            if waiting is not None and (place <= at or not opens(file, place, form)):
                return at  # several records are compressed together: the place tells nothing
            if waiting is not None and waiting.block:
                yield waiting
            at, length = place, record.content_length
            said = record.headers.get_bytes(b"Content-Length", b"")
            if length > MAX_BYTES or said is None or said.strip() != b"%d" % length:
                return at
            if not record.record_type & _PAGES:
                waiting = Record(str(at), {}, b"")
                continue
            block = record.reader.read(length + 1)
            if len(block) != length:
                return at
            waiting = Record(str(at), {name.lower(): value for name, value in reversed(record.headers.items())}, block)
    except (OSError, ValueError):
        return at
    return at


def _page(record: Record, where: str) -> Page | None:
    """The page that a record holds; None where it holds none. Raises what unpacking it raises."""
    said = record.headers
    type_ = said.get("warc-type", "").lower()
    if type_ not in _TYPES:
        return None
    content, media = record.block, said.get("content-type", "")
    if type_ == "response":
        if not content.startswith(b"HTTP/"):
            return None
        end = _HEAD_ENDS.search(content, 0, MAX_HEAD)
        if end is None:
            raise DamagedError("the headers of the answer do not end")
        status = content[: end.start()].split(None, 2)[1:2]
        answer = headers_of(content[: end.start()])
        media = answer.get("content-type", "")
        if status not in _ANSWERED or not _may_be_read(media, said):
            return None
        content = _unpacked(content[end.end() :], answer)
    elif not _may_be_read(media, said):
        return None
    kind = _KINDS.get(_name(media)) or ("html" if _MARKUP.match(content) else "")
    if not kind or not content.strip():
        return None
    if cut := said.get("warc-truncated"):
        raise DamagedError(f"the crawler kept only its beginning ({cut[:40]})")
    charset = _CHARSET.search(media)
    return Page(
        content=content,
        kind=kind,
        file=where,
        url=address_of(said.get("warc-target-uri", "")),
        retrieved_at=_moment(said.get("warc-date", "")),
        charset=charset[1].lower() if charset else "",
    )


def _may_be_read(media: str, said: dict[str, str]) -> bool:
    """Whether what is so named can be a page: HTML, text, or nothing named and no other kind found by the crawler."""
    found = _name(said.get("warc-identified-payload-type", ""))
    return _name(media) in ("", *_KINDS) and (not found or found in _KINDS)


def _name(media: str) -> str:
    return media.partition(";")[0].strip().lower()


def _unpacked(body: bytes, answer: dict[str, str]) -> bytes:
    """The content of an answer, chunks joined, encodings undone; crawlers often keep the headers of what they undid."""
    if "chunked" in answer.get("transfer-encoding", "").lower() and _CHUNK_OPENS.match(body):
        body = _bounded(ChunkedReader(BytesIO(body)).read(MAX_BYTES + 1))
    for encoding in reversed(answer.get("content-encoding", "").lower().split(",")[:_MOST_ENCODINGS]):
        if _MARKUP.match(body):
            return body
        try:
            body = _bounded(_decoded(body, encoding.strip()))
        except (DamagedError, OSError, zlib.error):
            if not _is_text(body):
                raise
    return body


def _decoded(body: bytes, encoding: str) -> bytes:
    if encoding in ("gzip", "x-gzip", "deflate"):
        raw = encoding == "deflate" and (len(body) < 2 or body[0] & 15 != 8 or (body[0] * 256 + body[1]) % 31)
        inflater = zlib.decompressobj(-15 if raw else 47)
        content = inflater.decompress(body, MAX_BYTES + 1)
        if not inflater.eof and len(content) <= MAX_BYTES:
            raise DamagedError("its compressed content is cut off")
        return content
    if encoding == "br":
        return BrotliReader(BytesIO(body)).read(MAX_BYTES + 1)
    return ZstdReader(BytesIO(body)).read(MAX_BYTES + 1) if encoding == "zstd" else body


def _bounded(content: bytes) -> bytes:
    if len(content) > MAX_BYTES:
        raise DamagedError(f"more than {MAX_BYTES // 1_000_000} MB are too large for a page")
    return content


def _is_text(body: bytes) -> bool:
    if b"\x00" in body:
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _moment(written: str) -> datetime | None:
    """When a record was made: WARC 1.1 allows less than a second, and any part of a moment from the year on."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
