"""The first page (`/`): where to ask, what changed last, what comes next; and the list of titles (`/titles`)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, islice
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from slugline.answers.calendar import calendar
from slugline.answers.catalogue import all_titles
from slugline.answers.latest import latest
from slugline.answers.news import Wanted
from slugline.answers.shelf import initials
from slugline.answers.tellings import change_said
from slugline.surfaces.web.desk import AsOf, Desk, OurDesk
from slugline.surfaces.web.faults import Fault
from slugline.surfaces.web.keeping import kept
from slugline.surfaces.web.rendering import page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

_CHANGES, _COMING, _LISTED = 24, 8, 60
_TITLES = 8
_LOOKS = 40  # titles that are looked at for what changed last
_AHEAD = timedelta(days=550)


@router.get("/")
def home(request: Request, desk: OurDesk, as_of: AsOf) -> Response:
    """The search and ask boxes, what changed last, what comes out next."""
    return kept(request, lambda: _home(request, desk, as_of))


def _home(request: Request, desk: Desk, as_of: date) -> Response:
    rows = latest(desk.record, Wanted(), as_of=as_of, most=_CHANGES, looks=_LOOKS).rows
    told = ({**row, "sentence": change_said(row)} for row in rows)
    changes = [list(mine) for _, mine in groupby(told, key=lambda row: (row["on"], row["slug"]))][:_TITLES]
    coming = calendar(desk.record, as_of=as_of, until=min(as_of + _AHEAD, date.max))[:_COMING]
    return page(request, "home.html", changes=changes, coming=coming, as_of=as_of.isoformat())


@router.get("/titles")
def titles(
    request: Request,
    desk: OurDesk,
    as_of: AsOf,
    letter: Annotated[str, Query(max_length=8)] = "",
    after: Annotated[str, Query(max_length=600)] = "",
    number: Annotated[int, Query(ge=-1, le=10_000)] = -1,
) -> Response:
    """Every title by its name, under the letter that it begins with."""
    return kept(request, lambda: _titles(request, desk, as_of, letter, (after, number)))


def _titles(request: Request, desk: Desk, as_of: date, letter: str, after: tuple[str, int]) -> Response:
    letters = initials(desk.record, as_of)
    if letter and letter not in letters:
        raise Fault(404, f"no title begins with {letter!r}", allowed=", ".join(letters)[:200])
    chosen = letter or (letters[0] if letters else "")
    found = all_titles(desk.record, as_of, after if after[0] else (chosen, -1)) if chosen else iter(())
    rows = [(place, row) for place, row in islice(found, _LISTED + 1) if place[0].startswith(chosen)]
    more = rows[_LISTED - 1][0] if len(rows) > _LISTED else None
    shown: dict[str, Any] = {"letters": letters, "letter": chosen, "rows": [row for _, row in rows[:_LISTED]]}
    return page(request, "titles.html", more=more, as_of=as_of.isoformat(), **shown)
