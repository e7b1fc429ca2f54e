"""The form by which a page is turned back to another day (`turning.html`): its range of days, and where it leads."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from slugline.edtf import FIRST_DAY, LAST_DAY
from slugline.surfaces.web.guides import Slide


def slide_of(first: str | None, as_of: date, today: date) -> Slide:
    """The range from the day of the first word to today, or to the day that is shown if that is later."""
    start = min(date.fromisoformat(first), as_of) if first else as_of
    last = max(today, as_of)
    return Slide(start.isoformat(), last.isoformat(), (as_of - start).days, max(1, (last - start).days))


def turned(request: Request, first: str | None, day: date, slide: int, was: int | None, today: date) -> Response:
    """To the address of the day that was chosen: by the slider, where that was moved, else by the field."""
    if slide != was:
        start = min(date.fromisoformat(first), day) if first else day
        day = min(max(start + timedelta(days=min(slide, (LAST_DAY - FIRST_DAY).days)), FIRST_DAY), LAST_DAY)
    where = quote(request.scope["path"])
    return RedirectResponse(where if day == today else f"{where}?as_of={day}", status_code=303)
