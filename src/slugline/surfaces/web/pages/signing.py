"""Signing in and out. The routes exist only where the desk is served with ``--sign-in``."""

from __future__ import annotations

import re
import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from slugline.surfaces.web.accounts.attempts import begin_attempt, forget_attempts
from slugline.surfaces.web.accounts.passwords import TooBusy
from slugline.surfaces.web.accounts.sessions import end_session, sign_in
from slugline.surfaces.web.desk import OurDesk
from slugline.surfaces.web.faults import Fault
from slugline.surfaces.web.origin import can_sign_in, way_back
from slugline.surfaces.web.rendering import page
from slugline.surfaces.web.signed import (
    FORM,
    SESSION,
    check_own,
    cookie,
    drop,
    keep,
    keep_session,
    same,
    signed_in,
)

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

_TOKEN = re.compile("[A-Za-z0-9_-]{43}")
_FORM_LASTS = 3600  # seconds
_BUSY = 5  # seconds
_WRONG = "The name and the password do not belong together."
_STALE = "The form had been open for too long. Please send it again."


@router.get("/sign-in")
def sign_in_page(request: Request, way: Annotated[str, Query(alias="next")] = "/") -> Response:
    """The form; whoever is signed in is led on."""
    _check_line(request)
    if signed_in(request) is not None:
        return RedirectResponse(way_back(way), 303)
    return _form(request, way)


@router.post("/sign-in")
def signing_in(
    request: Request,
    desk: OurDesk,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    way: Annotated[str, Form(alias="next")] = "/",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Sign in, and go on to where the visitor came from."""
    _check_line(request)
    check_own(request)
    if not same(csrf, cookie(request, FORM)):
        return _form(request, way, name, _STALE, status=403)
    address = request.client.host if request.client else ""
    wait = begin_attempt(desk.record, name, address, desk.now())
    if wait:
        minutes = -(-wait // 60)
        told = f"Too many tries. Please wait {minutes} minute{'s' if minutes > 1 else ''}."
        return _form(request, way, name, told, status=429, wait=wait)
    try:
        token = sign_in(desk.record, name, password, desk.now())
    except TooBusy:
        return _form(request, way, name, "The desk is busy. Please try again.", status=503, wait=_BUSY)
    if token is None:
        return _form(request, way, name, _WRONG, status=403)
    forget_attempts(desk.record, name, address)
    end_session(desk.record, cookie(request, SESSION))
    response = RedirectResponse(way_back(way), 303)
    keep_session(request, response, token)
    drop(request, response, FORM)
    return response


@router.post("/sign-out")
def signing_out(request: Request, desk: OurDesk, csrf: Annotated[str, Form()] = "") -> Response:
    """Sign out; who is signed in no longer is led to the first page as well."""
    check_own(request)
    session = signed_in(request)
    if session is not None:
        if not same(csrf, session.csrf):
            raise Fault(403, "the form is not of this session", allowed="the form as it is shown to you now")
        end_session(desk.record, cookie(request, SESSION))
    response = RedirectResponse("/", 303)
    drop(request, response, SESSION)
    return response


def _check_line(request: Request) -> None:
    if not can_sign_in(request):
        raise Fault(403, "passwords are not taken over http that others can read", allowed="this desk's https address")


def _form(
    request: Request, way: str, name: str = "", wrong: str = "", *, status: int = 200, wait: int = 0
) -> HTMLResponse:
    shown = cookie(request, FORM)
    token = shown if _TOKEN.fullmatch(shown) else secrets.token_urlsafe(32)
    made = page(
        request, "edit_sign_in.html", status=status, way=way_back(way), name=name[:100], wrong=wrong, csrf=token
    )
    if wait:
        made.headers["retry-after"] = str(wait)
    keep(request, made, FORM, token, seconds=_FORM_LASTS, site="strict")
    return made
