"""What programs are met with before a route is: HEAD for every GET, and reading from other sites' scripts.

The API and the feeds hold public facts and take no cookies, so that any page may read them; everything else is for
the desk's own pages alone.
"""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OPEN = ("/api/", "/openapi.json")
_FEEDS = (".atom", ".ics")


class Programs:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD"],
            allow_headers=["Authorization", "If-None-Match", "If-Modified-Since"],
            expose_headers=["ETag", "Last-Modified", "Link"],
            max_age=86_400,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        app = self._open if is_open(scope["path"]) else self._app
        if scope["method"] != "HEAD":
            await app(scope, receive, send)
            return

        async def bodiless(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await app({**scope, "method": "GET"}, receive, bodiless)


def is_open(path: str) -> bool:
    """Whether what stands at an address may be read by other sites' scripts."""
    return path.startswith(_OPEN) or path.endswith(_FEEDS)
