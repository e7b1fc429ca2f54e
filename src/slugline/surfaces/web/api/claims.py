"""`/api/v1/claims` and `/api/v1/articles`: what the record holds, as it was read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from slugline.answers.catalogue import claim_json, one_claim
from slugline.errors import DecisionError
from slugline.record.passages import stored_article
from slugline.surfaces.contract_models.bodies import ArticleBody, OneClaim
from slugline.surfaces.web.api.exchange import sent
from slugline.surfaces.web.api.problems import problems
from slugline.surfaces.web.desk import AsOf, OurDesk
from slugline.surfaces.web.faults import Fault

router = APIRouter()


@router.get("/claims/{id}", response_model=OneClaim, responses=problems(300), tags=["claims"])
def claim(
    desk: OurDesk,
    request: Request,
    name: Annotated[
        str,
        Path(
            alias="id",
            pattern="^[0-9a-f]{4,12}$",
            description="A claim's id or its first digits.",
            examples=["357aa05022b4"],
        ),
    ],
) -> Response:
    """One claim, as its article made it, with what editors have decided of it."""
    try:
        return sent(request, one_claim(desk.record, name))
    except DecisionError as error:
        if error.allowed:
            raise Fault(300, error.fault, choices=error.allowed.split(", ")) from error
        raise Fault(404, error.fault) from error


@router.get("/articles/{id}", response_model=ArticleBody, responses=problems(), tags=["articles"])
def article(
    desk: OurDesk,
    request: Request,
    as_of: AsOf,
    number: Annotated[int, Path(alias="id", ge=1, lt=2**31, description="The article's number in this record.")],
) -> Response:
    """One article: where it stood, its text as it was read, and every claim in it."""
    found = stored_article(desk.record, number, as_of=as_of)
    if found is None:
        raise Fault(404, f"there is no article {number}")
    source = found.source
    return sent(
        request,
        {
            "id": found.number,
            "title": source.title,
            "publisher": source.publisher,
            "author": source.author,
            "url": source.url,
            "file": source.file,
            "published": found.published.isoformat(),
            "modified": found.modified.isoformat() if found.modified else None,
            "recorded_at": found.recorded_at,
            "replaced": found.replaced,
            "text": found.text,
            "claims": [claim_json(one) for _, one in found.claims],
        },
    )
