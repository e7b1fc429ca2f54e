"""`/api/v1/ask`: a question in people's words."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from slugline.answers import ask
from slugline.surfaces.contract_models.bodies import AskBody
from slugline.surfaces.web.api.exchange import sent
from slugline.surfaces.web.api.picks import Kind, Year
from slugline.surfaces.web.api.problems import problems
from slugline.surfaces.web.desk import AsOf, OurDesk

router = APIRouter(tags=["ask"])
_LONGEST = 500


@router.get("/ask", response_model=AskBody, responses=problems())
def asked(
    desk: OurDesk,
    request: Request,
    as_of: AsOf,
    q: Annotated[
        str,
        Query(min_length=1, max_length=_LONGEST, description="The question.", examples=["When is Paper Tides out?"]),
    ],
    year: Year = None,
    kind: Kind = None,
) -> Response:
    """The answer in a sentence, with its values and citations; `unanswered` where nobody has said."""
    return sent(request, ask(desk.record, q, as_of=as_of, year=year, kind=kind))
