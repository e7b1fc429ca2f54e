"""Long lists in pages: a bounded number of rows, and the address of the next ones in the ``Link`` header."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

from fastapi import Query, Request

from slugline.surfaces.web.faults import Fault

Row = TypeVar("Row")

MOST = 500  # rows of one page
_LARGEST = 2**31

Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of one page.", examples=[100])]
Cursor = Annotated[
    str | None,
    Query(max_length=2_000, description="Where to go on: as given in the `Link` header of the page before."),
]


def page_of(rows: Iterable[tuple[tuple[Any, ...], Row | None]], limit: int) -> tuple[list[Row], str | None]:
    """The first ``limit`` rows, and the cursor of the rest where there is any.

    A place without a row ends a page early: no further was looked, and the next page goes on there.
    """
    shown: list[Row] = []
    last: tuple[Any, ...] = ()
    for place, row in rows:
        if row is None:
            return shown, _cursor(place)
        if len(shown) == limit:
            return shown, _cursor(last)
        shown.append(row)
        last = place
    return shown, None


def cursor_at(*place: int) -> str:
    """The cursor of a place in a list that is counted."""
    return _cursor(place)


def _cursor(place: tuple[Any, ...]) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def place_of(cursor: str | None, *kinds: type) -> Any:
    """The place that a cursor names, a tuple of values of these kinds; None where there is none. Raises `Fault`."""
    if not cursor:
        return None
    wrong = Fault(400, "cursor: is none that was given", allowed="the cursor of a Link header")
    try:
        parts = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, RecursionError) as error:
        raise wrong from error
    if not isinstance(parts, list) or [type(part) for part in parts] != list(kinds):
        raise wrong
    if any(isinstance(part, int) and not 0 <= part < _LARGEST for part in parts):
        raise wrong
    return tuple(parts)


def next_page(request: Request, cursor: str | None) -> dict[str, str]:
    """The links of a page: the next one's address, with all that the request asked for; none at the end."""
    if cursor is None:
        return {}
    return {"next": address(request, cursor=cursor)}


def address(request: Request, **more: str) -> str:
    """The request's own path with its parameters and ``more``."""
    return f"{request.url.path}?{request.url.include_query_params(**more).query}"
