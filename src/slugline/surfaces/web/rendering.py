"""Pages from templates. Whatever comes from outside is escaped, and shows no character that turns or hides text."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse

from slugline.surfaces.jsonld import Site, page_ld
from slugline.surfaces.templating import day, environment, outside
from slugline.surfaces.web.desk import desk_of
from slugline.surfaces.web.signed import signed_in

__all__ = ["day", "environment", "outside", "page", "site_of"]


def page(request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page; templates see ``as_of`` and ``today`` as ISO days beside ``values``.

    ``dated`` tells whether the page's own address names a day; ``at(path)`` is a link that then names it too.
    ``session`` is who is signed in, or None; ``at.edits`` says the same to the macros. A page that has more to say to
    programs than its address gives ``jsonld``, of `slugline.surfaces.jsonld` with `site_of`.
    """
    desk = desk_of(request)
    today = desk.today().isoformat()
    shared = {"request": request, "desk": desk, "path": request.url.path, "today": today, "as_of": today} | values
    shared["status"] = status
    dated = bool(request.query_params.get("as_of")) and status < HTTPStatus.BAD_REQUEST
    session = signed_in(request) if status < HTTPStatus.INTERNAL_SERVER_ERROR else None
    made = shared | {"dated": dated, "at": _At(str(shared["as_of"]) if dated else "", session is not None)}
    made["session"] = session
    made.setdefault("jsonld", page_ld("", quote(request.url.path), site_of(request)) if status == HTTPStatus.OK else "")
    return HTMLResponse(environment().get_template(template).render(made), status)


def site_of(request: Request) -> Site:
    """Where readers reach the desk, and the day that the page's own address names."""
    base = desk_of(request).base or str(request.base_url)
    return Site(base.rstrip("/"), request.query_params.get("as_of", "")[:10])


@dataclass(frozen=True, slots=True)
class _At:
    """Links that keep the day; ``edits`` says whether those that lead to editing are shown."""

    day: str
    edits: bool

    def __call__(self, path: str) -> str:
        if not self.day:
            return path
        path, mark, fragment = path.partition("#")
        return f"{path}{'&' if '?' in path else '?'}as_of={self.day}{mark}{fragment}"
