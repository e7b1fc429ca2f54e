"""Tables of pages: Parquet, and JSON Lines as they are or compressed by gzip or zstd. A row is a page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from slugline.errors import UnreadableInput
from slugline.pages.archives_members import PLAIN, DamagedError, Stretch, form_of
from slugline.pages.page import MAX_BYTES, Given, Page
from slugline.pages.places import address_of

_USUAL = {
    "html": ("html", "raw_html", "html_content", "page_html"),
    "text": (
        "text",
        "maintext",
        "plain_text",
        "plaintext",
        "body",
        "content",
        "article",
        "article_text",
        "raw_content",
    ),
    "url": ("url", "link", "uri", "source_url", "requested_url", "canonical_url", "target_uri", "warc-target-uri"),
    "title": ("title", "headline"),
    "publisher": ("publisher", "outlet", "publication", "sitename", "site_name", "source", "source_domain", "domain"),
    "author": ("author", "authors", "byline"),
    "published": (
        *("published", "date", "date_publish", "date_published", "datepublished", "published_date", "published_at"),
        *("publication_date", "publish_date", "publishing_date", "pub_date", "pubdate"),
    ),
    "modified": ("modified", "date_modify", "date_modified", "datemodified", "modified_at", "updated", "updated_at"),
    "retrieved": ("retrieved", "retrieved_at", "date_download", "crawled_at", "fetched_at", "timestamp", "warc-date"),
}
_BATCH = 64
_LARGEST_GROUP = 2_000_000_000  # bytes that the rows of one Parquet group may unpack to
_LONGEST_SAID = 2_000
_MILLISECONDS = 100_000_000_000  # in seconds, the year 5138
_MOST_AUTHORS = 20
_ALLOWED_ROW = "a JSON object a line"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table of pages, by name; "" takes the first of the usual names that a row has.

    A row's page is its ``html`` where it holds any, else its ``text``; a ``text`` that is named goes before an
    ``html`` that is not. "-" takes none. ``published`` and ``modified`` are days or moments, written or typed.
    """

    text: str = ""
    html: str = ""
    url: str = ""
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    modified: str = ""
    retrieved: str = ""


USUAL = Columns()


def pages_of_json_lines(path: Path, shown: str, columns: Columns) -> Iterator[Page | UnreadableInput]:
    """A page a line, faults in their places; blank lines are passed over. Raises `OSError`."""
    number = 0
    try:
        for number, line in enumerate(_lines(path), 1):
            where = f"{shown}#{number}"
            if line is None:
                yield UnreadableInput("the line is too long", where=where, allowed=f"{2 * MAX_BYTES // 1_000_000} MB")
            elif line.strip():
                yield from _page_of_line(line, where, columns)
    except DamagedError as error:
        yield UnreadableInput(
            f"{error}; the rest cannot be read", where=f"{shown}#{number + 1}", allowed="a whole file"
        )


def pages_of_parquet(path: Path, shown: str, columns: Columns) -> Iterator[Page | UnreadableInput]:
    """A page a row, faults in their places; only columns that are used are read."""
    import pyarrow as pa
    from pyarrow import parquet

    number = 0
    try:
        with parquet.ParquetFile(path, memory_map=False, pre_buffer=False) as table:
            names = [name for name in table.schema_arrow.names if isinstance(name, str)]
            wanted = _wanted(names, columns)
            if not wanted.keys() & {"text", "html"}:
                yield _no_column(shown, names, columns)
                return
            for group in range(table.num_row_groups):
                rows = table.metadata.row_group(group)
                if rows.total_byte_size > _LARGEST_GROUP:
                    fault = f"its rows {number + 1:,} to {number + rows.num_rows:,} unpack to too much"
                    yield UnreadableInput(fault, where=f"{shown}#{number + 1}", allowed="groups of at most 2 GB")
                    number += rows.num_rows
                    continue
                begun = number
                try:
                    for batch in table.iter_batches(_BATCH, row_groups=[group], columns=sorted({*wanted.values()})):
                        for row in batch.to_pylist():
                            number += 1
                            yield from _page_of_row(row, wanted, f"{shown}#{number}")
                except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
                    fault = f"its rows {number + 1:,} to {begun + rows.num_rows:,} cannot be read: {_line(error)}"
                    yield UnreadableInput(fault, where=f"{shown}#{number + 1}", allowed="a whole Parquet file")
                    number = begun + rows.num_rows
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        yield UnreadableInput(f"cannot be read: {_line(error)}", where=shown, allowed="a whole Parquet file")


def _lines(path: Path) -> Iterator[bytes | None]:
    """Every line; None for one too long to be held. Raises `DamagedError` at the place of damage, `OSError`."""
    held, dropped = bytearray(), False
    with path.open("rb") as file:
        form, size, at = form_of(file, path.name), file.seek(0, 2), 0
        while at < size:
            stretch = Stretch(file, at, form)
            while data := stretch.read():
                *ended, rest = data.split(b"\n")
                for line in ended:
                    yield None if dropped else bytes(held) + line
                    held, dropped = bytearray(), False
                held += rest
                if dropped or len(held) > 2 * MAX_BYTES:
                    held, dropped = bytearray(), True
            at = size if form == PLAIN or stretch.end is None else stretch.end
    if held or dropped:
        yield None if dropped else bytes(held)


def _page_of_line(line: bytes, where: str, columns: Columns) -> Iterator[Page | UnreadableInput]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        yield UnreadableInput(f"is not UTF-8 (byte {error.start})", where=where, allowed=_ALLOWED_ROW)
        return
    except (ValueError, RecursionError):
        yield UnreadableInput("is not JSON", where=where, allowed=_ALLOWED_ROW)
        return
    if not isinstance(row, dict):
        yield UnreadableInput("is no JSON object", where=where, allowed=_ALLOWED_ROW)
        return
    wanted = _wanted(row, columns)
    if wanted.keys() & {"text", "html"}:
        yield from _page_of_row(row, wanted, where)
    else:
        yield _no_column(where, list(row), columns)


def _wanted(names: Iterable[str], columns: Columns) -> dict[str, str]:
    """Which column holds what: the one that is named, else the first of the usual names, in any case."""
    there = {name.lower(): name for name in reversed(list(names))}
    found: dict[str, str] = {}
    for one in fields(Columns):
        named = getattr(columns, one.name)
        candidates = (named,) if named else _USUAL[one.name]
        column = next((there[name.lower()] for name in candidates if name.lower() in there), None)
        if column is not None and (named or column not in found.values()):
            found[one.name] = column
    if columns.text and not columns.html:
        found.pop("html", None)
    return found


def _page_of_row(row: Mapping[str, object], wanted: Mapping[str, str], where: str) -> Iterator[Page | UnreadableInput]:
    """The page of a row, or its fault; nothing for a row whose columns of content are empty."""
    said = {field: row.get(column) for field, column in wanted.items()}
    kind = next((kind for kind in ("html", "text") if said.get(kind) not in (None, "", b"")), "")
    if not kind:
        return
    try:
        content = _content(said[kind])
    except UnicodeEncodeError:
        yield UnreadableInput(f"its {kind} holds half a character", where=where, allowed="text that UTF-8 can hold")
        return
    if content is None or len(content) > MAX_BYTES:
        fault = f"its {kind} is no text" if content is None else f"its {kind} is too large"
        yield UnreadableInput(fault, where=where, allowed=f"a text of at most {MAX_BYTES // 1_000_000} MB")
        return
    yield Page(
        content=content,
        kind=kind,
        file=where,
        url=address_of(_said(said.get("url"))),
        retrieved_at=_moment(said.get("retrieved")),
        given=Given(
            title=_said(said.get("title")),
            publisher=_said(said.get("publisher")),
            author=_said(said.get("author")),
            published=_day(said.get("published")),
            modified=_day(said.get("modified")),
        ),
    )


def _content(value: object) -> bytes | None:
    if isinstance(value, str):
        return value.encode("utf-8")
    return value if isinstance(value, bytes) else None


def _said(value: object) -> str:
    """A short text on one line; the texts of a list one after the other. Nothing for a value of another kind."""
    if isinstance(value, list):
        value = ", ".join(one for one in value[:_MOST_AUTHORS] if isinstance(one, str))
    if not isinstance(value, str):
        return ""
    return "".join(c for c in " ".join(value[:_LONGEST_SAID].split()) if c.isprintable())


def _day(value: object) -> str:
    """A day as text: ISO 8601 for what is a moment, a count of seconds or an e-mail's date, else as it is written."""
    if isinstance(value, str):
        written = _said(value)
        try:
            return written if written[:4].isdigit() else parsedate_to_datetime(written).date().isoformat()
        except ValueError:
            return written
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    moment = _moment(value)
    return moment.date().isoformat() if moment else ""


def _moment(value: object) -> datetime | None:
    """A moment in UTC from one of a type of its own, ISO 8601, or seconds or milliseconds since 1970."""
    try:
        if isinstance(value, str):
            value = datetime.fromisoformat(value.strip())
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = datetime.fromtimestamp(value / (1000 if abs(value) > _MILLISECONDS else 1), UTC)
        if isinstance(value, datetime):
            return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None


def _no_column(where: str, names: list[str], columns: Columns) -> UnreadableInput:
    there = ", ".join(_said(str(name))[:40] for name in names[:20]) or "none"
    named = [name for name in (columns.html, columns.text) if name]
    allowed = f"a column {' or '.join(named)}" if named else "a column text or html, or one that is named to hold them"
    return UnreadableInput(f"has no column of texts; its columns are {there}", where=where, allowed=allowed)


def _line(error: BaseException) -> str:
    return _said(str(error))[:200] or type(error).__name__
