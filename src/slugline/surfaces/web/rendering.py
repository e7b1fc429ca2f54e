"""Pages from templates. Whatever comes from outside is escaped, and shows no character that turns or hides text."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import HTMLResponse

from slugline.surfaces.templating import day, environment, outside
from slugline.surfaces.web.desk import desk_of

__all__ = ["day", "environment", "outside", "page"]


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
