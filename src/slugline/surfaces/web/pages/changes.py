"""What changed (`/changes`), newest first: of everything or of one title, franchise or person, of some kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from slugline.answers.addresses import LONGEST
from slugline.answers.latest import Spot, latest
from slugline.answers.news import Wanted, franchise_news, title_news
from slugline.answers.tellings import change_said, label
from slugline.answers.texts import in_place
from slugline.edtf import parse_day
from slugline.errors import DateError, TitleError
from slugline.surfaces.web.api.picks import picked
from slugline.surfaces.web.desk import AsOf, Desk, OurDesk
from slugline.surfaces.web.faults import Fault
from slugline.surfaces.web.keeping import kept
from slugline.surfaces.web.rendering import page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

Json = Mapping[str, Any]
KINDS = {
    "announced": "Announced",
    "moved": "Moved",
    "revealed": "Became known",
    "confirmed": "Confirmed",
    "denied": "Denied or withdrawn",
    "disputed": "Disputed",
    "joined": "Joined",
    "left": "Left",
    "recast": "Recast",
    "renamed": "Renamed",
    "released": "Released",
    "renewed": "Renewed",
    "cancelled": "Cancelled",
}
_ROWS = 20  # on one page


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as they were filled in; empty where they were not."""

    title: str = ""
    franchise: str = ""
    person: str = ""
    change: str = ""
    about: str = ""
    since: str = ""
    until: str = ""
    before: str = ""

    @property
    def filters(self) -> Mapping[str, str]:
        """Those that are filled in."""
        named = {"title": self.title, "franchise": self.franchise, "person": self.person, "change": self.change}
        named |= {"property": self.about, "since": self.since, "until": self.until}
        return {name: value for name, value in named.items() if value}

    @property
    def whose(self) -> Mapping[str, str]:
        """Those that a feed has too."""
        return {name: value for name, value in self.filters.items() if name in ("title", "franchise", "person")}

    def address(self, **more: str) -> str:
        """The page with the filters and ``more``."""
        query = urlencode({**self.filters, **more})
        return f"/changes?{query}" if query else "/changes"


Named = Annotated[str, Query(max_length=LONGEST)]


@router.get("/changes")
def changes(
    request: Request,
    desk: OurDesk,
    as_of: AsOf,
    title: Named = "",
    franchise: Named = "",
    person: Named = "",
    change: Annotated[str, Query(max_length=20)] = "",
    about: Annotated[str, Query(alias="property", max_length=40)] = "",
    since: Annotated[str, Query(max_length=40)] = "",
    until: Annotated[str, Query(max_length=40)] = "",
    before: Annotated[str, Query(max_length=700)] = "",
) -> Response:
    """The changes that are asked for, a page at a time."""
    filled = (one.strip() for one in (title, franchise, person, change, about, since, until, before))
    asked = Asked(*filled)
    return kept(request, lambda: _changes(request, desk, as_of, asked))


def _changes(request: Request, desk: Desk, as_of: date, asked: Asked) -> Response:
    wanted = _wanted(desk, asked)
    properties = sorted(((name, label(name)) for name in desk.record.specs), key=lambda pair: pair[1])
    shown: dict[str, Any] = {"asked": asked, "kinds": KINDS, "properties": properties, "as_of": as_of.isoformat()}
    shown |= {"unknown": None, "back_to": None}
    try:
        rows, rest, back_to = _found(desk, as_of, asked, wanted)
    except TitleError as unknown:
        return page(request, "changes.html", status=404, days=[], rest=None, **(shown | {"unknown": unknown}))
    if rest and back_to and len(rows) < _ROWS:
        shown["back_to"] = back_to.isoformat()
    return page(request, "changes.html", days=by_day(_said(desk, rows)), rest=rest, **shown)


def _wanted(desk: Desk, asked: Asked) -> Wanted:
    if asked.change and asked.change not in KINDS:
        raise Fault(400, f"change: there is no kind {asked.change!r}", allowed=", ".join(KINDS))
    if asked.about and asked.about not in desk.record.specs:
        raise Fault(400, f"property: there is no {asked.about!r}", allowed=", ".join(sorted(desk.record.specs)))
    if len(asked.whose) > 1:
        raise Fault(400, "several of title, franchise and person", allowed="one of them")
    since, until = _day("since", asked.since), _day("until", asked.until)
    made = Wanted(
        until=until,
        properties=frozenset({asked.about} - {""}),
        kinds=frozenset({asked.change} - {""}),
    )
    return Wanted(since, made.until, made.properties, made.kinds) if since else made


def _day(name: str, text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except DateError as error:
        raise Fault(400, f"{name}: {error.fault}", allowed="a day as YYYY-MM-DD") from error


def _found(desk: Desk, as_of: date, asked: Asked, wanted: Wanted) -> tuple[Sequence[Json], str, date | None]:
    """A page of changes, where the next begins (empty at the end), and how far back was looked."""
    spot = _spot(asked.before)
    if asked.person or not asked.whose:
        found = latest(desk.record, wanted, as_of=as_of, after=spot, most=_ROWS, person=asked.person)
        return found.rows, _written(found.next) if found.next else "", found.back_to
    after = (spot.day.isoformat(), spot.name, spot.number) if spot else None
    if asked.title:
        news = title_news(*picked(desk, asked.title, as_of, None, None), wanted, after)
    else:
        news = franchise_news(desk.record, asked.franchise, as_of, wanted, after)
    taken = list(islice(news, _ROWS + 1))
    rest = ""
    if len(taken) > _ROWS:
        on, name, number = taken[_ROWS - 1][0]
        rest = _written(Spot(date.fromisoformat(on), name, number))
    return [row for _, row in taken[:_ROWS]], rest, None


def _written(spot: Spot) -> str:
    return f"{spot.day.isoformat()}.{spot.number}.{spot.name}"


def _spot(text: str) -> Spot | None:
    """The place after which a page begins, as an earlier page gave it."""
    if not text:
        return None
    day, _, rest = text.partition(".")
    number, _, name = rest.partition(".")
    if not number.isascii() or not number.isdecimal() or len(number) > 8:
        raise Fault(400, "before: is none that was given", allowed="the address of a page of changes")
    found = _day("before", day)
    return Spot(found, name, int(number)) if found else None


def _said(desk: Desk, rows: Sequence[Json]) -> list[dict[str, Any]]:
    """The rows in sentences, each with its first source in its place."""
    firsts = [row["citations"][0] for row in rows if row["citations"]]
    placed = {one["claim"]: one for one in in_place(desk.record, firsts, around=100)}
    return [
        {
            **row,
            "sentence": change_said(row),
            "cites": [placed[one["claim"]] | {"attribution": one.get("attribution")} for one in row["citations"][:1]],
        }
        for row in rows
    ]


def by_day(rows: Sequence[Json]) -> list[tuple[str, list[list[Json]]]]:
    """The rows of each day, those of one title together."""
    days = []
    for on, mine in groupby(rows, key=lambda row: str(row["on"])):
        days.append((on, [list(ones) for _, ones in groupby(mine, key=lambda row: (row["slug"], row["title"]))]))
    return days
