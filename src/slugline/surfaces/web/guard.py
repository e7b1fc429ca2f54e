"""What stands before every page: limits on what is sent in, and headers that let no browser run any of it."""

from __future__ import annotations

from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from slugline.surfaces.terminal import to_json
from slugline.surfaces.web.faults import PROBLEM, PROGRAMS

LARGEST = 5_000_000  # bytes of one request's body
LONGEST_QUERY = 8_000  # bytes
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"x-frame-options", b"DENY"),
)


class Guard:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in HEADERS if pair[0] not in there)]
            await send(message)

        if len(scope["query_string"]) > LONGEST_QUERY:
            await _refuse(guarded, scope, 414, "the address is too long")
            return
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > LARGEST:
            await _refuse(guarded, scope, 413, "too much was sent")
            return
        await self._app(scope, _bounded(receive), guarded)


def _bounded(receive: Receive) -> Receive:
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > LARGEST else message

    return bounded


async def _refuse(send: Send, scope: Scope, status: int, fault: str) -> None:
    """The fault in plain words, or as problem details where a program asks; nothing of the request is read."""
    text, kind = fault, "text/plain; charset=utf-8"
    if scope["path"].startswith(PROGRAMS):
        body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": fault}
        text, kind = to_json(body), PROBLEM
    content = text.encode()
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
