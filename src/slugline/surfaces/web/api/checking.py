"""`POST /api/v1/check`: an article, or claims made elsewhere, held against the record. Nothing of it is kept."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from slugline.answers import check, is_stale
from slugline.pages import Page
from slugline.surfaces.contract_models.bodies import CheckBody
from slugline.surfaces.inputs import picked, reading_of
from slugline.surfaces.web.api.changes import A_DAY, day_of
from slugline.surfaces.web.api.exchange import sent
from slugline.surfaces.web.api.picks import Kind, Year
from slugline.surfaces.web.api.problems import problems
from slugline.surfaces.web.desk import AsOf, Desk, OurDesk
from slugline.surfaces.web.faults import Fault

router = APIRouter(tags=["check"])
_AT_ONCE = asyncio.Semaphore(2)  # articles that are read; others wait, and no page waits for them
_KINDS = {
    "text/markdown": ("markdown", "sent.md"),
    "text/plain": ("text", "sent.txt"),
    "text/html": ("html", "sent.html"),
    "application/jsonl": ("claims", "sent.claims.jsonl"),
    "application/x-ndjson": ("claims", "sent.claims.jsonl"),
}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "An article, or claims in the claim contract, one JSON object a line.",
        "content": {kind: {"schema": {"type": "string", "minLength": 1}} for kind in _KINDS},
    }
}


@router.post("/check", response_model=CheckBody, responses=problems(413, 415), openapi_extra=_BODY)
async def checked(
    desk: OurDesk,
    request: Request,
    as_of: AsOf,
    published: Annotated[
        str | None,
        Query(
            alias="date",
            description="The article's day, where it bears none (YYYY-MM-DD).",
            **A_DAY,
        ),
    ] = None,
    year: Year = None,
    kind: Kind = None,
) -> Response:
    """A verdict on each claim of what is sent, by what has been said since; the article need not be recorded."""
    named = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if named not in _KINDS:
        raise Fault(415, "the body is of no kind that is read", allowed=", ".join(_KINDS))
    try:
        content = await request.body()
    except ClientDisconnect as error:
        raise Fault(413, "too much was sent") from error
    form, file = _KINDS[named]
    page = Page(content, form, file)
    async with _AT_ONCE:
        body = await run_in_threadpool(_check, desk, page, day_of("date", published), as_of, year, kind)
    return sent(request, body)


def _check(
    desk: Desk, page: Page, published: date | None, as_of: date, year: int | None, kind: str | None
) -> dict[str, object]:
    reading = reading_of(page, desk.engine().extract, published)
    if reading.internal:
        raise Fault(500, "a fault of Slugline's own")
    if reading.faults and not reading.claims:
        raise Fault(400, "; ".join(reading.faults[:3]))
    made = check(desk.record, picked(reading.claims, year, kind), as_of=as_of)
    return made | {"stale": is_stale(made), "faults": list(reading.faults)}
