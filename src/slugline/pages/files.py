"""Files and folders of files, one page at a time, in the order of their names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from slugline.errors import UnreadableInput
from slugline.pages.archives import FORMATS, format_of, records_of
from slugline.pages.firstlook import speaks_of_screens
from slugline.pages.page import MAX_BYTES, Page
from slugline.pages.places import reason_of, shown

SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".claims.jsonl": "claims",
}
_ALLOWED = "a folder, or a file that ends in " + " ".join([*SUFFIXES, *FORMATS])


def pages_of(paths: Iterable[str | Path]) -> Iterator[Page | UnreadableInput]:
    """Every page under ``paths``, files and folders, each read when it is asked for.

    What cannot be read is handed over as an `UnreadableInput` in its place, never raised, so that
    the rest goes on. In a folder, files of other kinds and names that begin with a dot are passed
    over, and archives of many pages too: those are read where they are named themselves, and of a
    crawl only the pages that speak of films or series by a first look. A folder with nothing to
    read is a fault. Folders that are links are not followed.
    """
    for given in paths:
        if not str(given):
            yield UnreadableInput("the path is empty", allowed=_ALLOWED)
            continue
        path = Path(given)
        try:
            if path.is_dir():
                yield from _folder(path)
            elif not path.exists():
                yield UnreadableInput("there is no such file or folder", where=shown(path), allowed=_ALLOWED)
            elif kind := _kind(path):
                yield _page(path, kind)
            elif form := format_of(path):
                yield from (record for record in records_of(path) if form != "warc" or _may_be_read(record))
            else:
                yield UnreadableInput("not a kind of file that Slugline reads", where=shown(path), allowed=_ALLOWED)
        except (OSError, ValueError) as error:
            yield UnreadableInput(reason_of(error), where=shown(path), allowed=_ALLOWED)


def _may_be_read(record: Page | UnreadableInput) -> bool:
    return isinstance(record, UnreadableInput) or speaks_of_screens(record)


def _kind(path: Path) -> str:
    name = path.name.lower()
    return next((kind for suffix, kind in SUFFIXES.items() if name.endswith(suffix) and name != suffix), "")


def _folder(folder: Path) -> Iterator[Page | UnreadableInput]:
    faults: list[OSError] = []
    empty = True
    for place, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(place, name) for name in sorted(names) if not name.startswith(".")):
            if kind := _kind(path):
                empty = False
                yield _page(path, kind)
    for fault in faults:
        empty = False
        where = shown(Path(fault.filename or folder))
        yield UnreadableInput(reason_of(fault), where=where, allowed="a folder that may be read")
    if empty:
        yield UnreadableInput("nothing to read in this folder", where=shown(folder), allowed=_ALLOWED)


def _page(path: Path, kind: str) -> Page | UnreadableInput:
    """The page at ``path``, or what keeps it from being read; never more than MAX_BYTES of memory."""
    where = shown(path)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return UnreadableInput("not a plain file", where=where, allowed=_ALLOWED)
        if found.st_size <= MAX_BYTES:
            with path.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
            if len(content) <= MAX_BYTES:
                return Page(content=content, kind=kind, file=where)
    except (OSError, ValueError) as error:
        return UnreadableInput(reason_of(error), where=where, allowed="a file that may be read")
    size = f"{found.st_size / 1e6:.1f} MB is too large"
    return UnreadableInput(size, where=where, allowed=f"{MAX_BYTES // 1_000_000} MB a file")
