"""Archives of many pages: WARC and WET files of crawls, Parquet and JSON Lines with a text or HTML column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slugline.errors import UnreadableInput
from slugline.pages.page import Page

FORMATS = {
    ".warc": "warc",
    ".warc.gz": "warc",
    ".warc.zst": "warc",
    ".wet": "warc",
    ".wet.gz": "warc",
    ".wet.zst": "warc",
    ".parquet": "parquet",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".jsonl.zst": "jsonl",
    ".ndjson": "jsonl",
    ".ndjson.gz": "jsonl",
    ".ndjson.zst": "jsonl",
}
_ALLOWED = "a file that ends in " + " ".join(FORMATS)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table of pages, by name; "" takes the first of the usual names that the table has.

    A row's page is its ``html`` where the row holds any, else its ``text``.
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


def format_of(path: str | Path) -> str:
    """Which archive a file's name says it is, ``warc``, ``parquet`` or ``jsonl``; "" for any other."""
    name = Path(path).name.lower()
    if name.endswith(".claims.jsonl"):
        return ""
    return next((kind for suffix, kind in FORMATS.items() if name.endswith(suffix) and name != suffix), "")


def records_of(path: str | Path, *, columns: Columns = USUAL) -> Iterator[Page | UnreadableInput]:
    """Every page of an archive, in its order, read as it is asked for and within bounds of memory.

    Records that are no page (requests, redirects, pictures, empty rows) are passed over. What cannot be read
    is handed over as an `UnreadableInput` in its place, never raised, and the rest goes on where that is
    possible. ``Page.file`` is the path and the record's place: its offset in bytes in a WARC file, its number
    from 1 in a table (``crawl.warc.gz#12345``, ``news.jsonl.gz#17``).
    """
    yield UnreadableInput("not a kind of archive that Slugline reads", where=str(path), allowed=_ALLOWED)
