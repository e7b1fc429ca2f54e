"""Every fault of a request, in one shape: a page for readers, RFC 9457 problem details for programs."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from slugline.errors import AmbiguousTitle, RecordError, SluglineError, UnknownPerson, UnknownTitle
from slugline.surfaces.terminal import clean, to_json

PROBLEM = "application/problem+json"
PROGRAMS = ("/api/", "/openapi.json", "/healthz")
_UNROUTED = {404: "there is no page at this address", 405: "this address is not asked in that way"}
_LONGEST = 300  # characters of what was asked that a fault repeats

_log = logging.getLogger("slugline.web")


class Fault(Exception):
    """A request that cannot be answered: its HTTP status, what is wrong, what is allowed, and what may be meant.

    ``titles`` tells programs where each of the titles that may be meant is.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        allowed: str = "",
        choices: Sequence[str] = (),
        titles: Sequence[Mapping[str, object]] = (),
    ) -> None:
        self.status = status
        self.detail = detail
        self.allowed = allowed
        self.choices = tuple(choices)
        self.titles = tuple(titles)
        super().__init__(detail)


def catch(app: FastAPI) -> None:
    """Give the application its one way with faults."""

    @app.exception_handler(Fault)
    def _ours(request: Request, fault: Fault) -> Response:
        return answer(request, fault)

    @app.exception_handler(SluglineError)
    def _known(request: Request, error: SluglineError) -> Response:
        return answer(request, of_error(error))

    @app.exception_handler(RequestValidationError)
    def _asked_wrongly(request: Request, error: RequestValidationError) -> Response:
        wrong = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()]
        return answer(request, Fault(422, "; ".join(wrong) or "the request is not of the form asked for"))

    @app.exception_handler(HTTPException)
    def _plain(request: Request, error: HTTPException) -> Response:
        made = answer(request, Fault(error.status_code, _UNROUTED.get(error.status_code, str(error.detail))))
        made.headers.update(error.headers or {})
        return made

    @app.exception_handler(Exception)
    def _internal(request: Request, error: Exception) -> Response:
        _log.error("internal fault at %s: %s", clean(request.url.path), type(error).__name__, exc_info=error)
        return answer(request, Fault(500, "a fault of Slugline's own"))


def of_error(error: SluglineError) -> Fault:
    """What one of Slugline's own errors comes to over HTTP."""
    if isinstance(error, UnknownTitle | UnknownPerson):
        return Fault(404, error.fault, choices=error.choices)
    if isinstance(error, AmbiguousTitle):
        return Fault(300, error.fault, choices=error.choices)
    if isinstance(error, RecordError):
        _log.error("%s", clean(error))
        return Fault(503, "the record cannot be read just now")
    return Fault(400, error.fault, allowed=error.allowed)


def answer(request: Request, fault: Fault) -> Response:
    """The fault as a page, or as problem details where a program asks."""
    detail = clean(fault.detail)[:_LONGEST]
    title = HTTPStatus(fault.status).phrase
    choices = [clean(one)[:_LONGEST] for one in fault.choices]
    if request.url.path.startswith(PROGRAMS):
        body: dict[str, object] = {"type": "about:blank", "title": title, "status": fault.status, "detail": detail}
        if fault.allowed:
            body["allowed"] = fault.allowed
        if choices:
            body["choices"] = choices
        if fault.titles:
            body["titles"] = list(fault.titles)
        return Response(to_json(body), fault.status, media_type=PROBLEM)
    from slugline.surfaces.web.rendering import page

    return page(
        request, "fault.html", status=fault.status, title=title, detail=detail, allowed=fault.allowed, choices=choices
    )
