"""Adding articles: files that an editor uploads, read as `slugline add` reads them."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse

from slugline.edtf import parse_day
from slugline.errors import DateError, SluglineError
from slugline.model import Article
from slugline.pages import SUFFIXES, Page
from slugline.record import Added
from slugline.record.passages import article_numbers, stored_article
from slugline.surfaces.adding import add_reading
from slugline.surfaces.inputs import reading_of
from slugline.surfaces.terminal import clean
from slugline.surfaces.web.desk import Desk, OurDesk
from slugline.surfaces.web.guard import LARGEST
from slugline.surfaces.web.rendering import page
from slugline.surfaces.web.signed import Editor, Sender
from slugline.surfaces.web.turns import NoTurn, TooLong, Turns

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

_MOST = 20  # files at a time
_LONGEST = 200  # characters of a file's name
_OUTCOMES = {
    "new": "added",
    "changed": "added as a new text of an article that was there: what the earlier one said counts until its day",
    "same": "was there already, word for word",
}
_AT_ONCE = 2  # articles that are read at the same time: pages are to be served meanwhile
_WITHIN = 30.0  # seconds in which an article must have been read
_reading = threading.BoundedSemaphore(_AT_ONCE)
_turns = Turns(_AT_ONCE, _WITHIN)
_SLOW = f"it takes longer than {_WITHIN:.0f} seconds to read (allowed: `slugline add` on the command line)"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one article of a file; ``fault`` is empty where all went well."""

    file: str
    title: str = ""
    publisher: str = ""
    said_on: str = ""
    claims: int = 0
    outcome: str = ""
    fault: str = ""


@router.get("/add")
def add_page(request: Request, editor: Editor) -> HTMLResponse:  # noqa: ARG001
    """The form."""
    return _shown(request)


@router.post("/add")
def add(
    request: Request,
    desk: OurDesk,
    sender: Sender,  # noqa: ARG001
    files: Annotated[list[UploadFile] | None, File()] = None,
    day: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Read the files into the record; each says what became of it, and a fault in one stops no other."""
    try:
        dated = parse_day(day.strip()) if day.strip() else None
    except DateError as error:
        return _shown(request, wrong=f"The day cannot be read: {error.fault}.", day=day)
    given = [one for one in files or () if one.filename or one.size]
    if not given:
        return _shown(request, wrong="No file was chosen.", day=day)
    if len(given) > _MOST:
        return _shown(request, wrong=f"{len(given)} files are too many: at most {_MOST} at a time.", day=day)
    results = [result for one in given for result in _added(desk, one, dated)]
    return _shown(request, results=tuple(results), day=day)


def _added(desk: Desk, upload: UploadFile, day: date | None) -> list[Result]:
    """One file: what it held, or why it could not be read."""
    name = _name(upload.filename or "")
    kind = next((kind for end, kind in SUFFIXES.items() if name.lower().endswith(end) and name.lower() != end), "")
    if not kind:
        return [Result(name, fault=f"not a kind of file that Slugline reads (allowed: {' '.join(SUFFIXES)})")]
    content = upload.file.read(LARGEST + 1)
    extract = desk.engine().extract
    try:
        with _reading:
            reading = _turns.run(lambda: reading_of(Page(content, kind, name), extract, day))
    except (NoTurn, TooLong):
        return [Result(name, fault=_SLOW)]
    found = [Result(name, fault=fault.removeprefix(f"{name}: ")) for fault in reading.faults]
    other = _another(desk, reading.article)
    if other:
        found.append(Result(name, fault=other))
    elif reading.article or reading.claims:
        try:
            made = add_reading(desk.record, reading, desk.now())
        except SluglineError as error:
            return [*found, Result(name, fault=error.fault)]
        found = [*(_result(name, one) for one in made), *found]
    return found


def _another(desk: Desk, article: Article | None) -> str:
    """The fault that an article without an address of its own has the file name of another; empty where it has not."""
    if article is None or article.url:
        return ""
    number = article_numbers(desk.record, [article.file]).get(article.file)
    there = stored_article(desk.record, number) if number is not None else None
    if there is None or (there.source.title, there.published) == (article.title, article.published):
        return ""
    known = f"“{there.source.title}”, " if there.source.title else ""
    return f"another article is recorded under this file name ({known}{there.published}) (allowed: another file name)"


def _result(name: str, added: Added) -> Result:
    source = added.source
    said = added.said_on.isoformat()
    return Result(name, source.title, source.publisher, said, added.claims, _OUTCOMES[added.outcome])


def _name(filename: str) -> str:
    """A file's own name, whatever path a browser tells with it."""
    name = clean(filename.replace("\\", "/").rpartition("/")[2]).strip()
    if len(name) <= _LONGEST:
        return name or "a file without a name"
    return name[: _LONGEST // 2] + name[-_LONGEST // 2 :]


def _shown(request: Request, *, results: tuple[Result, ...] = (), wrong: str = "", day: str = "") -> HTMLResponse:
    return page(
        request,
        "edit_add.html",
        status=400 if wrong else 200,
        results=results,
        wrong=wrong,
        day=day[:20],
        suffixes=",".join(SUFFIXES),
        endings=" ".join(SUFFIXES),
        most_files=_MOST,
        most_bytes=f"{LARGEST // 1_000_000} MB",
    )
