"""Pages from templates. Whatever comes from outside is escaped, and shows no character that turns or hides text."""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from slugline.answers.addresses import slug
from slugline.answers.phrases import date_said
from slugline.edtf import Edtf
from slugline.surfaces.terminal import clean
from slugline.surfaces.web.desk import desk_of


@cache
def environment() -> Environment:
    """The templates with Slugline's filters.

    ``day``: a date or its ISO text in words, never more exact than it is. ``slug``: a name for an address.
    ``outside``: an address from outside if it may be linked to (http and https alone), else empty.
    """
    made = Environment(
        loader=PackageLoader("slugline.surfaces.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters |= {"day": day, "slug": lambda name: quote(slug(name), safe=""), "outside": outside}
    return made


def page(request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page; templates see ``as_of`` and ``today`` as ISO days beside ``values``.

    ``dated`` tells whether the page's own address names a day; ``at(path)`` is a link that then names it too.
    """
    desk = desk_of(request)
    today = desk.today().isoformat()
    shared = {"request": request, "desk": desk, "path": request.url.path, "today": today, "as_of": today} | values
    dated = bool(request.query_params.get("as_of")) and status < HTTPStatus.BAD_REQUEST
    made = shared | {"dated": dated, "at": partial(_at, str(shared["as_of"]) if dated else "")}
    return HTMLResponse(environment().get_template(template).render(made), status)


def _at(day: str, path: str) -> str:
    if not day:
        return path
    path, mark, fragment = path.partition("#")
    return f"{path}{'&' if '?' in path else '?'}as_of={day}{mark}{fragment}"


def day(value: object) -> str:
    """A date, an EDTF date or the text of either as read: 22 February 2024, February 2024, 2024."""
    return date_said(Edtf(value.isoformat() if isinstance(value, date) else str(value)))


def outside(address: object) -> str:
    """The address, where a reader may be led to it."""
    text = str(address or "")
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.hostname else ""


def _shown(value: object) -> object:
    if isinstance(value, str) and type(value) is str:
        return clean(value)
    return value
