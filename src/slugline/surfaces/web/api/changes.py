"""`/api/v1/changes`: what changed, newest first, of everything or of one title, franchise or person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from slugline.answers.cite import Json
from slugline.answers.news import Place, Wanted, franchise_news, news_within, person_news, title_news
from slugline.edtf import parse_day
from slugline.errors import DateError
from slugline.surfaces.contract_models.bodies import Change, ChangeKind
from slugline.surfaces.web.api.exchange import sent
from slugline.surfaces.web.api.paging import Cursor, Limit, next_page, page_of, place_of
from slugline.surfaces.web.api.picks import LONGEST, Kind, Picked, Year, picked
from slugline.surfaces.web.api.problems import problems
from slugline.surfaces.web.desk import A_DAY_OR_NONE, AsOf, Desk, OurDesk
from slugline.surfaces.web.faults import Fault

router = APIRouter(tags=["changes"])
_DAY = "a day as YYYY-MM-DD"
_LOOKS = 150  # titles that are read for one page at most, whatever is asked for
A_DAY: dict[str, Any] = {"json_schema_extra": A_DAY_OR_NONE}


def _wanted(
    since: Annotated[str | None, Query(description="Only what changed on this day or later.", **A_DAY)] = None,
    until: Annotated[str | None, Query(description="Only what changed by the end of this day.", **A_DAY)] = None,
    properties: Annotated[
        list[str] | None, Query(alias="property", max_length=40, description="Only of these properties.")
    ] = None,
    changes: Annotated[
        list[ChangeKind] | None, Query(alias="change", description="Only changes of these kinds.")
    ] = None,
) -> Wanted:
    made = Wanted(properties=frozenset(properties or ()), kinds=frozenset(changes or ()))
    first, last = day_of("since", since), day_of("until", until)
    return Wanted(first or made.since, last, made.properties, made.kinds)


def day_of(name: str, text: str | None) -> date | None:
    """The day that a parameter names, if it names one. Raises `Fault`."""
    try:
        return parse_day(text.strip()) if text else None
    except DateError as error:
        raise Fault(400, f"{name}: {error.fault}", allowed=_DAY) from error


AskedChanges = Annotated[Wanted, Depends(_wanted)]


@router.get("/changes", response_model=list[Change], responses=problems(300))
def changes(
    desk: OurDesk,
    request: Request,
    as_of: AsOf,
    wanted: AskedChanges,
    title: Annotated[str | None, Query(max_length=LONGEST, description="Only of this title: its name or slug.")] = None,
    franchise: Annotated[str | None, Query(max_length=LONGEST, description="Only of this franchise's titles.")] = None,
    person: Annotated[str | None, Query(max_length=LONGEST, description="Only those that name this person.")] = None,
    year: Year = None,
    kind: Kind = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Every change, newest first; with `since` those of that day and later.

    A page may hold fewer rows than `limit`, even none, and lead on: each is made of a bounded look back.
    """
    after = changes_after(cursor)
    found = news_of(desk, as_of, wanted, after, title=title, franchise=franchise, person=person, year=year, kind=kind)
    rows, more = page_of(found, limit)
    return sent(request, rows, links=next_page(request, more))


@router.get("/titles/{slug}/changes", response_model=list[Change], responses=problems(300))
def title_changes(
    request: Request, wanted: AskedChanges, found: Picked, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    """A title's changes, newest first."""
    rows, more = page_of(title_news(*found, wanted, changes_after(cursor)), limit)
    return sent(request, rows, links=next_page(request, more))


def changes_after(cursor: str | None) -> Place | None:
    """The place in a list of changes that a cursor names. Raises `Fault` where it is none that was given."""
    after: Place | None = place_of(cursor, str, str, int)
    if after is not None and str(day_of("cursor", after[0])) != after[0]:
        raise Fault(400, "cursor: is none that was given", allowed="the cursor of a Link header")
    return after


def news_of(
    desk: Desk,
    as_of: date,
    wanted: Wanted,
    after: Place | None,
    *,
    title: str | None = None,
    franchise: str | None = None,
    person: str | None = None,
    year: int | None = None,
    kind: str | None = None,
) -> Iterable[tuple[Place, Json | None]]:
    """The changes of one title, franchise or person, or of everything. Raises `Fault` where several are asked for."""
    if sum(bool(one) for one in (title, franchise, person)) > 1:
        raise Fault(400, "several of title, franchise and person", allowed="one of them")
    if title:
        return title_news(*picked(desk, title, as_of, year, kind), wanted, after)
    if franchise:
        return franchise_news(desk.record, franchise, as_of, wanted, after)
    if person:
        return person_news(desk.record, person, as_of, wanted, after)
    return news_within(desk.record, as_of, wanted, after, year=year, kind=kind, looks=_LOOKS)
