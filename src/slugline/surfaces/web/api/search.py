"""`/api/v1/search`: titles, people, characters, franchises and quotes by words."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from slugline.answers.search import KINDS, MOST, search
from slugline.surfaces.contract_models.bodies import SearchBody
from slugline.surfaces.web.api.exchange import sent
from slugline.surfaces.web.api.paging import Cursor, cursor_at, next_page, place_of
from slugline.surfaces.web.api.picks import LONGEST
from slugline.surfaces.web.api.problems import problems
from slugline.surfaces.web.desk import AsOf, OurDesk

router = APIRouter(tags=["search"])
Sort = Literal["title", "person", "character", "franchise", "quote"]


@router.get("/search", response_model=SearchBody, responses=problems())
def found(
    desk: OurDesk,
    request: Request,
    as_of: AsOf,
    q: Annotated[
        str, Query(max_length=LONGEST, description='Words, "words in a row" and -words.', examples=["paper tides salt"])
    ],
    kinds: Annotated[list[Sort] | None, Query(alias="kind", max_length=5, description="Only of these kinds.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Hits of each kind.")] = 20,
    cursor: Cursor = None,
) -> Response:
    """What was said by the day that fits the words, by kind; misspelt words are put right, and that is told."""
    place = place_of(cursor, int)
    first = place[0] if place else 0
    body = search(desk.record, q, as_of=as_of, kinds=kinds or KINDS, limit=limit, offset=first)
    groups = body["groups"]
    totals = [one["total"] for one in groups] if isinstance(groups, list) else []
    more = cursor_at(first + limit) if max(totals, default=0) > first + limit else None
    return sent(request, body, links=next_page(request, more))
