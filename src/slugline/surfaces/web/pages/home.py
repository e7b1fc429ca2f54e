"""The first page: where to begin."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from slugline.surfaces.web.desk import AsOf
from slugline.surfaces.web.rendering import page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@router.get("/")
def home(request: Request, as_of: AsOf) -> HTMLResponse:
    """The search and ask boxes, what changed last, what comes out next."""
    return page(request, "home.html", as_of=as_of.isoformat())
