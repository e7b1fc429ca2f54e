"""What a batch is given to read, in units of work: one archive, or some files in a row."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from slugline.batch import Options
from slugline.errors import UnreadableInput
from slugline.learned.eye import eye
from slugline.pages import SUFFIXES, Page, pages_of
from slugline.pages.archives import FORMATS, USUAL, Columns, format_of, records_of

FILES, BYTES = 64, 16_000_000  # of articles in one unit, at most; an archive is a unit, whatever its size
_FORM = 1  # of a unit's tables
_PAGES = tuple(suffix for suffix, kind in SUFFIXES.items() if kind != "claims")
_ALLOWED = "a folder, or a file that ends in " + " ".join((*_PAGES, *FORMATS))


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that are read by one process, one after the other: articles, or (``archive``) one file of many.

    ``key`` tells it from every other unit, and from itself before its files, Slugline or the options were changed.
    """

    files: tuple[str, ...]
    archive: bool
    bytes: int
    key: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a unit came to: ``read`` are pages that were read, ``passed`` those that hardly speak of films or series.

    A page may be more than one article: what it describes for machines, and each day of a live blog, are their own.
    """

    key: str
    files: int
    bytes: int
    read: int = 0
    articles: int = 0
    claims: int = 0
    passed: int = 0
    set_aside: int = 0

    @property
    def pages(self) -> int:
        """How many pages it held."""
        return self.read + self.passed + self.set_aside


def units_of(paths: Iterable[str], options: Options) -> Iterator[Unit]:
    """Every file under ``paths`` in units, in the order of the names.

    What is not there or of no kind that is read is a file of a unit as well, and is set aside when it is read. In a
    folder, files of other kinds and names that begin with a dot are passed over.
    """
    made = _made_by(options)
    waiting: list[tuple[str, int, int]] = []
    size = 0
    for path in _files(paths):
        file = _stamped(path)
        if format_of(path):
            if waiting:
                yield _unit(waiting, made, archive=False)
            yield _unit([file], made, archive=True)
            waiting, size = [], 0
            continue
        if waiting and (len(waiting) == FILES or size + file[1] > BYTES):
            yield _unit(waiting, made, archive=False)
            waiting, size = [], 0
        waiting.append(file)
        size += file[1]
    if waiting:
        yield _unit(waiting, made, archive=False)


def records(unit: Unit, begin: int = 0, columns: Columns = USUAL) -> Iterator[Page | UnreadableInput]:
    """Every record of a unit in its order, read when it is asked for; of files those from number ``begin`` on."""
    if unit.archive:
        yield from records_of(unit.files[0], columns=columns)
        return
    for file in unit.files[begin:]:
        yield page_at(file)


def page_at(file: str) -> Page | UnreadableInput:
    """The one page of a file that is no archive."""
    if os.path.isdir(file):  # noqa: PTH112  (an empty folder, listed as itself)
        return UnreadableInput("nothing to read in this folder", where=file, allowed=_ALLOWED)
    return next(iter(pages_of([file])))


def _files(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112
            yield path
            continue
        found = False
        for place, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith(".") and (format_of(name) or name.lower().endswith(_PAGES)):
                    found = True
                    yield str(Path(place, name))
        if not found:
            yield path


def _stamped(path: str) -> tuple[str, int, int]:
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return path, 0, 0
    return path, found.st_size, found.st_mtime_ns


def _unit(files: Sequence[tuple[str, int, int]], made: str, *, archive: bool) -> Unit:
    told = json.dumps([made, files])
    key = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return Unit(tuple(name for name, _, _ in files), archive, sum(size for _, size, _ in files), key)


def _made_by(options: Options) -> str:
    """All that a unit's tables depend on beside its files: Slugline, the network's weights, the options."""
    return json.dumps([_FORM, version("slugline"), eye().card.sha256, asdict(options)], default=str, sort_keys=True)
