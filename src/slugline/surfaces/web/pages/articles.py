"""A stored article with a quote marked where it stands (`/articles/{number}?claim=...`), the end of every citation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from slugline.answers.addresses import slug
from slugline.answers.tellings import label, worded
from slugline.answers.texts import Stored, article_of_claim, clipped, said_in, stored_article, unmarked
from slugline.articles.layout import Run, markdown_runs
from slugline.surfaces.web.desk import AsOf, Desk, OurDesk
from slugline.surfaces.web.faults import Fault
from slugline.surfaces.web.keeping import kept
from slugline.surfaces.web.rendering import page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

_LARGEST = 60_000  # characters of a text that one page shows
_SAID = 120  # claims that are listed beside it
_SUBJECTS = {"film": "titles", "series": "titles", "special": "titles", "person": "people", "franchise": "franchises"}
_SHAPES = {"heading": "h3", "item": "li", "table": "pre"}
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Claim = Annotated[str, Query(max_length=64, pattern="^[0-9a-f]*$")]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the text: ``pieces`` are its words, each with whether they are the quote."""

    shape: str
    pieces: Sequence[tuple[str, bool]]


@router.get("/articles/{number}")
def article(request: Request, desk: OurDesk, number: Number, as_of: AsOf, claim: Claim = "") -> Response:
    """The article as it was read, and what was read from it."""
    return kept(request, lambda: _article(request, desk, number, claim, as_of))


@router.get("/quotes/{claim}")
def quoted(request: Request, desk: OurDesk, claim: Annotated[str, Path(max_length=64)]) -> Response:
    """To the article in which a claim stands."""
    number = article_of_claim(desk.record, claim) if claim.isalnum() else None
    if number is None:
        raise Fault(404, f"no claim has the id {claim!r}")
    day = request.query_params.get("as_of", "")
    kept_day = f"&as_of={quote(day)}" if day else ""
    return RedirectResponse(f"/articles/{number}?claim={claim}{kept_day}#quote", status_code=303)


def _article(request: Request, desk: Desk, number: int, claim: str, as_of: date) -> Response:
    dated = bool(request.query_params.get("as_of"))
    found = stored_article(desk.record, number, claim, as_of=as_of if dated else None)
    if found is None:
        raise Fault(404, f"no article has the number {number}", allowed="the numbers that citations lead to")
    said = said_in(found)
    asked = next((row for row in said if row["claim"] == claim), None)
    blocks = list(_blocks(found, asked))
    rows = [_row(row) for row in said[:_SAID]]
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["address"], []).append(row)
    return page(
        request,
        "article.html",
        article=found,
        asked=asked,
        blocks=blocks,
        cut=len(found.text) > _LARGEST,
        rows=rows,
        groups=list(groups.values()),
        more=max(0, len(said) - _SAID),
        as_of=as_of.isoformat(),
    )


def _row(row: Any) -> dict[str, Any]:
    where = _SUBJECTS.get(str(row["subject_type"]), "titles")
    return {
        **row,
        "address": f"/{where}/{quote(slug(str(row['subject'])), safe='')}",
        "label": label(str(row["property"])),
        "words": clipped(worded(str(row["property"]), row), 200),
    }


def _blocks(found: Stored, asked: Any) -> Iterator[Block]:
    """The text block by block, around the quote where it is longer than a page."""
    text = found.text
    start, end = (int(asked["start"]), int(asked["end"])) if asked else (0, 0)
    if text[start:end] != (asked["quote"] if asked else ""):
        start = end = 0
    if not text:
        return
    lines = text.split("\n")
    places = [0]
    for line in lines:
        places.append(places[-1] + len(line) + 1)
    shown = 0
    for run in markdown_runs(text):
        first, last = places[run.first], places[run.last] - 1
        if run.shape == "rule" or (len(text) > _LARGEST and not _near(first, last, start, end)):
            continue
        shown += last - first
        if shown > _LARGEST:
            return
        yield Block(_SHAPES.get(run.shape, "p"), list(_pieces(text, first, last, start, end, run)))


def _near(first: int, last: int, start: int, end: int) -> bool:
    return last >= start - _LARGEST // 2 and first <= max(end, start) + _LARGEST // 2


def _pieces(text: str, first: int, last: int, start: int, end: int, run: Run) -> Iterator[tuple[str, bool]]:
    low, high = max(first, start), min(last, end)
    if low >= high:
        yield _plain(text[first:last], run), False
        return
    yield _plain(text[first:low], run), False
    yield unmarked(text[low:high]), True
    yield unmarked(text[high:last]), False


def _plain(words: str, run: Run) -> str:
    """The words without the marks at the head of their block."""
    head = words.lstrip()
    if run.shape == "heading":
        head = head.lstrip("#").lstrip()
    elif run.shape == "item":
        head = head.lstrip("-*+•").lstrip()
    return unmarked(head)
