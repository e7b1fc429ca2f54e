"""The report of `slugline check --html`: an index and a page for each article, or all of them in one file.

Every page stands by itself: its styles are in it, it runs nothing and fetches nothing. Articles come one by one and
are written as they come, so that a folder of thousands takes no more memory than its index.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from hashlib import sha256
from importlib import resources
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.parse import quote

from markupsafe import Markup

from slugline.errors import SluglineError
from slugline.surfaces.check_lists import COLUMNS, csv_rows
from slugline.surfaces.checking import Checked
from slugline.surfaces.inputs import base_name
from slugline.surfaces.templating import environment
from slugline.surfaces.wording import LOOK, tally_words

INDEX, LIST = "index.html", "needs-a-look.csv"
ROWS = 250  # articles on one page of the index
MOST_FAULTS = 200  # lines about what could not be read, on the index
_LONGEST_NAME = 80
_CHUNK = 65_536  # characters
_FILES = (".html", ".htm")
_SUFFIX = re.compile(r"\.(?:md|markdown|txt|x?html?|claims\.jsonl)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of an article: where its page is, and its tally."""

    address: str
    title: str
    publisher: str
    day: str
    tally: Mapping[str, int]

    @property
    def look(self) -> int:
        """How many of its claims need a look."""
        return sum(self.tally.get(verdict, 0) for verdict in LOOK)


class Report:
    """A report in the making: `put` each article, then `close`."""

    def __init__(self, target: Path, as_of: date) -> None:
        self._target = target
        self._as_of = as_of.isoformat()
        self._entries: list[Entry] = []
        self._faults: list[str] = []

    def put(self, checked: Checked) -> None:
        """Write one article down."""
        address = self._put(checked)
        title = checked.title or base_name(checked.file) or "Untitled"
        self._entries.append(Entry(address, title, checked.publisher, checked.day, checked.tally))

    def fault(self, line: str) -> None:
        """Note on the index that something could not be read."""
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(line)

    def close(self) -> str:
        """Write the index, and say in one line what the report says and where it begins."""
        entries = sorted(self._entries, key=lambda one: (-one.look, one.title.casefold(), one.address))
        total: Counter[str] = Counter()
        for one in entries:
            total.update(one.tally)
        shared: dict[str, object] = {
            "style": _style(),
            "as_of": self._as_of,
            "articles": len(entries),
            "stale": sum(1 for one in entries if one.look),
            "summary": tally_words(total),
            "verdicts": LOOK,
            "faults": self._faults,
        }
        return f"{tally_words(total)}: {self._close(entries, shared)}"

    def _put(self, checked: Checked) -> str:
        """Write an article; its address, as seen from the index."""
        raise NotImplementedError

    def _close(self, entries: Sequence[Entry], shared: Mapping[str, object]) -> Path:
        raise NotImplementedError


class _Folder(Report):
    def __init__(self, target: Path, as_of: date, sheet: IO[str]) -> None:
        super().__init__(target, as_of)
        self._rows = csv.writer(sheet, quoting=csv.QUOTE_ALL)
        self._rows.writerow(COLUMNS)
        self._names: set[str] = set()

    def _put(self, checked: Checked) -> str:
        name = self._name(checked)
        self._write(name, _render("check_page.html", one=checked, style=_style(), index=INDEX))
        self._rows.writerows(csv_rows(checked))
        return quote(name)

    def _close(self, entries: Sequence[Entry], shared: Mapping[str, object]) -> Path:
        names = [INDEX, *(f"index-{n}.html" for n in range(2, -(-len(entries) // ROWS) + 1))]
        rows = iter(entries)
        for name in names:
            some = list(islice(rows, ROWS))
            self._write(name, _render("check_index.html", entries=some, names=names, here=name, csv=LIST, **shared))
        return self._target / INDEX

    def _write(self, name: str, text: str) -> None:
        (self._target / name).write_text(text, encoding="utf-8", newline="\n")

    def _name(self, checked: Checked) -> str:
        """A file name that no other page of the report has: the article's own, where it can be one."""
        stem = _SUFFIX.sub("", base_name(checked.file)) or checked.title
        plain = re.sub(r"[^\w]+", "-", stem.casefold()).strip("-_")[:_LONGEST_NAME] or "article"
        name = f"article-{plain}" if plain.startswith("index") else plain
        if name in self._names:
            known = f"{checked.file}\x00{checked.url}\x00{checked.title}".encode("utf-8", "surrogatepass")
            name = f"{name}-{sha256(known).hexdigest()[:8]}"
        while name in self._names:
            name += "-2"
        self._names.add(name)
        return f"{name}.html"


class _File(Report):
    def __init__(self, target: Path, as_of: date, spool: IO[str]) -> None:
        super().__init__(target, as_of)
        self._spool = spool

    def _put(self, checked: Checked) -> str:
        place = f"a{len(self._entries) + 1}"
        self._spool.write(_render("check_section.html", one=checked, p=place))
        return f"#{place}"

    def _close(self, entries: Sequence[Entry], shared: Mapping[str, object]) -> Path:
        self._spool.seek(0)
        body = (Markup(chunk) for chunk in iter(partial(self._spool.read, _CHUNK), ""))  # noqa: S704  (rendered above)
        made = environment().get_template("check_whole.html").stream(entries=entries, body=body, **shared)
        with self._target.open("wb") as out:
            made.dump(out, encoding="utf-8")
        return self._target


@contextmanager
def open_report(target: str, as_of: date, inputs: Iterable[str] = ()) -> Iterator[Report]:
    """A report at ``target``: a folder, made where it is not there, or a file that ends in .html.

    ``inputs`` are the paths that are read. Raises `SluglineError` where the report would lie among them: it would be
    read the next time, or be written over an article.
    """
    path = Path(target)
    one_file = target.lower().endswith(_FILES) and not path.is_dir()
    _refuse(path, inputs, one_file=one_file)
    if one_file:
        with TemporaryFile("w+", encoding="utf-8", newline="\n") as spool:
            yield _File(path, as_of, spool)
        return
    path.mkdir(parents=True, exist_ok=True)
    with (path / LIST).open("w", encoding="utf-8-sig", newline="") as sheet:
        yield _Folder(path, as_of, sheet)


def _refuse(target: Path, inputs: Iterable[str], *, one_file: bool) -> None:
    """Refuses a place where the report would be read as an article, or written over one."""
    place = target.resolve()
    for given in inputs:
        path = Path(given).resolve()
        home = place.parent if one_file else place
        if (path.is_dir() and home.is_relative_to(path)) or (not path.is_dir() and path.parent == home):
            raise SluglineError(
                "the report would lie among the articles", where=str(target), allowed="a place of its own"
            )
    if not one_file and target.exists() and not target.is_dir():
        raise SluglineError("is a file", where=str(target), allowed="a folder, or a file that ends in .html")


def _render(template: str, **values: Any) -> str:
    return environment().get_template(template).render(values)


@cache
def _style() -> Markup:
    """The desk's own styles, without remarks and without the type that only the desk can serve."""
    static = resources.files("slugline.surfaces.web") / "static"
    text = "".join(static.joinpath(name).read_text(encoding="utf-8") for name in ("desk.css", "check.css"))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"@font-face\s*\{[^{}]*\}", "", text)
    return Markup(re.sub(r"\s*\n\s*", "\n", text).strip())  # noqa: S704  (the package's own files)
