"""`/api/v1/calendar`: what is to come out, and when."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from slugline.answers.calendar import calendar
from slugline.surfaces.contract_models.bodies import Release
from slugline.surfaces.web.api.changes import A_DAY, day_of
from slugline.surfaces.web.api.exchange import sent
from slugline.surfaces.web.api.paging import Cursor, Limit, next_page, page_of, place_of
from slugline.surfaces.web.api.picks import LONGEST
from slugline.surfaces.web.api.problems import problems
from slugline.surfaces.web.desk import AsOf, OurDesk

router = APIRouter(tags=["calendar"])
Named = Annotated[str | None, Query(max_length=LONGEST, description="Only of this franchise, or with this person.")]


@router.get("/calendar", response_model=list[Release], responses=problems())
def releases(
    desk: OurDesk,
    request: Request,
    as_of: AsOf,
    since: Annotated[str | None, Query(description="Only what may come out on this day or later.", **A_DAY)] = None,
    until: Annotated[str | None, Query(description="Only what comes out by the end of this day.", **A_DAY)] = None,
    franchise: Named = None,
    person: Named = None,
    gone: Annotated[bool, Query(description="Releases whose date was withdrawn, too.")] = False,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Releases ahead, the sooner and the more exact first."""
    place = place_of(cursor, int)
    rows = calendar(
        desk.record,
        as_of=as_of,
        since=day_of("since", since),
        until=day_of("until", until),
        franchise=franchise or None,
        person=person or None,
        gone=gone,
    )
    first = place[0] + 1 if place else 0
    shown, more = page_of((((number,), row) for number, row in enumerate(rows) if number >= first), limit)
    return sent(request, shown, links=next_page(request, more))
