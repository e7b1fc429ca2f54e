"""What is to come, by month (`/calendar`): a date that is no day stands under what it is, never under a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from slugline.answers.addresses import LONGEST
from slugline.answers.calendar import any_later, calendar
from slugline.answers.texts import in_place
from slugline.edtf import LAST_DAY, Edtf
from slugline.errors import TitleError
from slugline.phrases import date_said, where_said, words
from slugline.surfaces.web.desk import AsOf, Desk, OurDesk
from slugline.surfaces.web.keeping import kept
from slugline.surfaces.web.parting import part
from slugline.surfaces.web.rendering import page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

Json = Mapping[str, Any]
_ROWS = 60  # on one page
_GONE = 20
_AHEAD = timedelta(days=3 * 366)  # of a whole record; of a franchise or a person, everything


@dataclass(frozen=True, slots=True)
class Month:
    """A heading and what stands under it. ``exact`` tells that every row of it has a day; else none has."""

    heading: str
    anchor: str
    exact: bool
    rows: Sequence[Json]


@router.get("/calendar")
def months(
    request: Request,
    desk: OurDesk,
    as_of: AsOf,
    franchise: Annotated[str, Query(max_length=LONGEST)] = "",
    person: Annotated[str, Query(max_length=LONGEST)] = "",
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
    later: bool = False,
) -> Response:
    """The releases ahead, of everything or of a franchise's titles or a person's."""
    asked = {"franchise": franchise.strip(), "person": person.strip()}
    return kept(request, lambda: _months(request, desk, as_of, asked, number, later=later))


def _months(
    request: Request, desk: Desk, as_of: date, asked: Mapping[str, str], number: int, *, later: bool
) -> Response:
    shown: dict[str, Any] = {"asked": asked, "later": later, "as_of": as_of.isoformat(), "unknown": None}
    narrowed = any(asked.values())
    until = None if narrowed or later else min(as_of, LAST_DAY - _AHEAD) + _AHEAD
    try:
        found = calendar(
            desk.record,
            as_of=as_of,
            until=until,
            franchise=asked["franchise"] or None,
            person=asked["person"] or None,
            gone=True,
        )
    except TitleError as unknown:
        nothing: dict[str, Any] = {
            "months": [],
            "gone": [],
            "turns": None,
            "address": "",
            "until": None,
            "beyond": False,
        }
        return page(request, "calendar.html", status=404, **(shown | nothing | {"unknown": unknown}))
    ahead = [row for row in found if row["state"] == "ahead"]
    still = {(row["slug"], row["season"]) for row in ahead}
    gone = [row for row in found if row["state"] != "ahead" and (row["slug"], row["season"]) not in still]
    rows, turns = part([_worded(row) for row in ahead], number, _ROWS)
    query = {key: value for key, value in asked.items() if value} | ({"later": "true"} if later else {})
    address = f"/calendar?{urlencode(query)}" if query else "/calendar"
    return page(
        request,
        "calendar.html",
        months=by_month(_cited(desk, rows)),
        gone=_cited(desk, [_worded(row) for row in gone[:_GONE]]) if number == turns.most else [],
        turns=turns,
        address=address,
        until=until.isoformat() if until else None,
        beyond=until is not None and any_later(desk.record, until, as_of),
        **shown,
    )


def by_month(rows: Sequence[Json]) -> list[Month]:
    """Rows of the calendar, in its order, under their months; what has no day under what it is known to be."""
    made: list[Month] = []
    for (heading, exact), mine in groupby(rows, key=_heading):
        made.append(Month(heading, f"d{len(made)}", exact, list(mine)))
    return made


def _heading(row: Json) -> tuple[str, bool]:
    when = Edtf(str(row["date"]))
    if when.precision == "day":
        return f"{words('months')[when.first.month - 1]} {when.first.year}", True
    low, _, high = when.text.partition("/")
    said = date_said(when)
    if when.precision != "interval":
        return said[:1].upper() + said[1:], False
    return f"By {said}" if low == ".." else f"From {said} on" if high == ".." else f"Between {said}", False


def _worded(row: Json) -> dict[str, Any]:
    """A row with what is said beside its title: where, how firm, how often it moved."""
    where = where_said(str(row["medium"]), str(row["territory"]), str(row["platform"]))
    when = Edtf(str(row["date"]))
    weekday = when.first.strftime("%a") if when.precision == "day" and not when.about else ""
    day = f"{'about ' if when.about else ''}{when.first.day}" if when.precision == "day" else ""
    return {**row, "where": where, "number": day, "weekday": weekday}


def _cited(desk: Desk, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their first source in its place."""
    firsts = [row["citations"][0] for row in rows if row["citations"]]
    placed = {one["claim"]: one for one in in_place(desk.record, firsts, around=80)}
    return [{**row, "cites": [placed[one["claim"]] for one in row["citations"][:1]]} for row in rows]
