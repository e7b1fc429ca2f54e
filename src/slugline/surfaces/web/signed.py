"""Who is signed in on a request, and what a form must bear to change anything.

    def page(request: Request, editor: Editor) ...        a page for those who are signed in; others sign in first
    def change(request: Request, editor: Sender) ...      a form of theirs, sent from a page of the desk

A route that takes `Sender` must be a POST with a field ``csrf``: what is sent by GET changes nothing anywhere.
"""

from __future__ import annotations

import secrets
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Form, Request
from fastapi.responses import Response
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from slugline.surfaces.web.accounts.sessions import LASTS, Session, session_of
from slugline.surfaces.web.desk import desk_of
from slugline.surfaces.web.faults import Fault
from slugline.surfaces.web.origin import is_own, is_secure

SESSION, FORM = "slugline", "slugline-form"  # cookies: who is signed in; which sign-in form was shown
_HOST = "__Host-"  # by which a browser promises that no other host, and nothing over http, has set the cookie
_CONDITIONS = (b"if-none-match", b"if-modified-since")
_SHARED = (b"/static/",)


def signed_in(request: Request) -> Session | None:
    """The session that a request is of; None where nobody is signed in, or editing is off. Looked up once a request."""
    if not hasattr(request.state, "session"):
        desk, token = desk_of(request), cookie(request, SESSION)
        found = session_of(desk.record, token, desk.now()) if desk.signing_in and token else None
        request.state.session = found
    session: Session | None = request.state.session
    return session


def _editor(request: Request) -> Session:
    session = signed_in(request)
    if session is None:
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        raise HTTPException(303, "sign in first", {"location": f"/sign-in?next={quote(here, safe='')}"})
    return session


def _sender(request: Request, csrf: Annotated[str, Form()] = "") -> Session:
    check_own(request)
    session = signed_in(request)
    if session is None:
        raise Fault(403, "nobody is signed in, or no longer", allowed="signing in, then sending the form again")
    if not same(csrf, session.csrf):
        raise Fault(403, "the form is not of this session", allowed="the form as it is shown to you now")
    return session


Editor = Annotated[Session, Depends(_editor)]
"""Who is signed in; whoever is not is led to the sign-in page and back."""

Sender = Annotated[Session, Depends(_sender)]
"""Who has sent a form of the desk's own. Raises `Fault` 403 for one from elsewhere, of another session or of nobody."""


async def _fields(request: Request) -> tuple[tuple[str, str], ...]:
    form = await request.form()
    return tuple((name, value) for name, value in form.multi_items() if isinstance(value, str))


Fields = Annotated[tuple[tuple[str, str], ...], Depends(_fields)]
"""The texts of a form whose fields are not known beforehand, in their order."""


def check_own(request: Request) -> None:
    """Raises `Fault` 403 for a form that another site has sent."""
    if not is_own(request):
        raise Fault(403, "the form was sent from another site", allowed="a form of this desk")


def same(one: str, other: str) -> bool:
    """Whether two secrets are one, in a time that tells nothing of them."""
    return bool(one) and secrets.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def cookie(request: Request, name: str) -> str:
    """What a cookie of the desk's holds; empty where there is none of the name that this line calls for."""
    return request.cookies.get(_named(request, name), "")


def keep(request: Request, response: Response, name: str, value: str, *, seconds: int, site: str = "lax") -> None:
    """Give the browser a cookie that no script reads."""
    response.headers.append("set-cookie", _set(request, name, value, f"Max-Age={seconds}", site))


def drop(request: Request, response: Response, name: str) -> None:
    """Take a cookie back."""
    response.headers.append("set-cookie", _set(request, name, "", "Max-Age=0", "lax"))


def keep_session(request: Request, response: Response, token: str) -> None:
    """Sign the browser in."""
    keep(request, response, SESSION, token, seconds=int(LASTS.total_seconds()))


def _set(request: Request, name: str, value: str, age: str, site: str) -> str:
    parts = [f"{_named(request, name)}={value}", "Path=/", age, "HttpOnly", f"SameSite={site.title()}"]
    return "; ".join([*parts, "Secure"] if is_secure(request) else parts)


def _named(request: Request, name: str) -> str:
    return _HOST + name if is_secure(request) else name


class Apart:
    """An ASGI application around another: what is shown to somebody signed in is nobody else's, and never kept.

    A browser that bears the cookie gets every page whole, so that none that was kept signed out takes its place.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].encode("utf-8", "replace").startswith(_SHARED):
            await self._app(scope, receive, send)
            return
        signed = any(name == b"cookie" and _bears(value) for name, value in scope["headers"])
        if signed:
            kept = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
            scope = {**scope, "headers": kept}

        async def apart(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.add_vary_header("Cookie")
                if signed or "set-cookie" in headers:
                    headers["cache-control"] = "private, no-store"
                    for name in ("etag", "last-modified", "expires"):
                        del headers[name]
            await send(message)

        await self._app(scope, receive, apart)


def _bears(value: bytes) -> bool:
    names = {part.partition(b"=")[0].strip() for part in value.split(b";")}
    return bool(names & {SESSION.encode(), (_HOST + SESSION).encode()})
