"""Archives of many pages: WARC and WET files of crawls, Parquet and JSON Lines with a text or HTML column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from slugline.errors import UnreadableInput
from slugline.pages.archives_tables import USUAL, Columns, pages_of_json_lines, pages_of_parquet
from slugline.pages.page import Page
from slugline.pages.places import reason_of, shown

__all__ = ["FORMATS", "USUAL", "Columns", "format_of", "records_of"]

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
_NEEDED = "pip install 'slugline[batch]'"


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
    possible. ``Page.file`` is the path and the record's place: in a WARC file the offset of its first byte
    (``crawl.warc.gz#12345``; ``#0+678`` for one that lies so deep in what is compressed together), in a table
    its number from 1 (``news.jsonl.gz#17``).
    """
    where = shown(Path(path))
    form = format_of(path)
    try:
        if not form:
            yield UnreadableInput("not a kind of archive that Slugline reads", where=where, allowed=_ALLOWED)
        elif not Path(path).is_file():
            yield UnreadableInput("there is no such file", where=where, allowed=_ALLOWED)
        elif form == "warc":
            from slugline.pages.archives_warc import pages_of_warc

            yield from pages_of_warc(Path(path), where)
        elif form == "parquet":
            yield from pages_of_parquet(Path(path), where, columns)
        else:
            yield from pages_of_json_lines(Path(path), where, columns)
    except ModuleNotFoundError as error:
        yield UnreadableInput(f"{error.name} is not installed, which reads it", where=where, allowed=_NEEDED)
    except (OSError, ValueError) as error:
        yield UnreadableInput(reason_of(error), where=where, allowed="a file that may be read")
