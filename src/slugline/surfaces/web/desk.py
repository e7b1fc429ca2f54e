"""What every page and every call shares: the record, the clock as it was given, and the day that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Query, Request
from pydantic.config import JsonDict

from slugline.edtf import FIRST_DAY, LAST_DAY, parse_day
from slugline.errors import DateError
from slugline.record import Record
from slugline.surfaces.web.faults import Fault

if TYPE_CHECKING:
    from slugline.claims.engines import Engine


@dataclass(frozen=True, slots=True)
class Desk:
    """One record as it is served.

    ``today`` and ``now`` are asked at each request; ``engine`` opens the reader of articles, once it is first needed.
    ``base`` is the address under which others reach the desk (``https://desk.example``), for feeds and webhooks; empty
    where the request's own is right. ``signing_in`` turns editing on; ``tokens_only`` asks every program that reads the
    API for a token.
    """

    record: Record
    today: Callable[[], date]
    now: Callable[[], datetime]
    engine: Callable[[], Engine]
    base: str = ""
    signing_in: bool = False
    tokens_only: bool = False


def desk_of(request: Request) -> Desk:
    """The desk that serves a request."""
    desk: Desk = request.app.state.desk
    return desk


async def _desk(request: Request) -> Desk:  # a coroutine, so that no thread is taken for it
    return desk_of(request)


OurDesk = Annotated[Desk, Depends(_desk)]
A_DAY_OR_NONE: JsonDict = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "maxLength": 0}]}
"""How a day in a query is described: a form that leaves it out sends it empty."""


async def _asked_day(
    desk: OurDesk,
    as_of: Annotated[
        str | None,
        Query(
            description="Answer from what had been said by the end of this day (YYYY-MM-DD).",
            json_schema_extra=A_DAY_OR_NONE,
        ),
    ] = None,
) -> date:
    if not as_of:
        return desk.today()
    try:
        day = parse_day(as_of.strip())
    except DateError as error:
        raise Fault(400, f"as_of: {error}", allowed="a day as YYYY-MM-DD") from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Fault(400, f"as_of: {day} is no day of news", allowed=f"{FIRST_DAY} to {LAST_DAY}")
    return day


AsOf = Annotated[date, Depends(_asked_day)]
"""The day that a page or a call answers for: ``?as_of=YYYY-MM-DD``, else today."""
