"""`/api/v1/people`: what is known of a person, and where."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from slugline.answers.person import person
from slugline.surfaces.contract_models.bodies import PersonBody
from slugline.surfaces.web.api.exchange import sent
from slugline.surfaces.web.api.paging import Cursor, Limit, cursor_at, next_page, place_of
from slugline.surfaces.web.api.picks import Slug
from slugline.surfaces.web.api.problems import problems
from slugline.surfaces.web.desk import AsOf, OurDesk

router = APIRouter(prefix="/people", tags=["people"])


@router.get("/{slug}", response_model=PersonBody, responses=problems())
def one_person(
    desk: OurDesk, request: Request, slug: Slug, as_of: AsOf, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    """A person's parts in titles, those of titles spoken of last on the first page; deaths and awards."""
    place = place_of(cursor, int)
    first = place[0] if place else 0
    found = person(desk.record, slug, as_of=as_of, first=first, most=limit)
    names = found["names"]
    more = cursor_at(first + limit) if isinstance(names, int) and names > first + limit else None
    return sent(request, found, links=next_page(request, more))
