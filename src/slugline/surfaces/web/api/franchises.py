"""`/api/v1/franchises`: a franchise's titles in order."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from slugline.answers import timeline
from slugline.surfaces.contract_models.bodies import TimelineBody
from slugline.surfaces.web.api.exchange import sent
from slugline.surfaces.web.api.picks import Slug
from slugline.surfaces.web.api.problems import problems
from slugline.surfaces.web.desk import AsOf, OurDesk

router = APIRouter(prefix="/franchises", tags=["franchises"])


@router.get("/{slug}/timeline", response_model=TimelineBody, responses=problems())
def franchise_timeline(
    desk: OurDesk,
    request: Request,
    slug: Slug,
    as_of: AsOf,
    order: Annotated[Literal["story", "release"], Query(description="Whose order: the stories' or the release's.")] = (
        "story"
    ),
) -> Response:
    """The titles with the range of places that the sources leave open, who says so, and contradictions."""
    return sent(request, timeline(desk.record, slug, order=order, as_of=as_of))
