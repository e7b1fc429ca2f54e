"""What meets a request for a page before any route does: pages that are kept are given at once.

Making a page is the work of a processor for some tens of milliseconds; giving one that is kept takes a fraction of
one. So pages are made only a few at a time, in the order in which they were asked for, each once however many ask for
it; whoever asks for a page that is kept waits for none of them.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from slugline.errors import SluglineError
from slugline.record import Record
from slugline.record.state import state_of
from slugline.surfaces.web.desk import Desk
from slugline.surfaces.web.keeping import Shelf, found_under, tag_of
from slugline.surfaces.web.programs import is_open

AT_ONCE = 1  # pages that a process makes at a time: two threads at it would take turns, and be slower for it
_PLACES = ("titles", "franchises", "people", "changes", "calendar", "articles", "search", "ask", "")


class Front:
    """An ASGI application around another, of the same desk and shelf."""

    def __init__(self, app: ASGIApp, desk: Desk, shelf: Shelf, at_once: int = AT_ONCE) -> None:
        self._app = app
        self._desk = desk
        self._shelf = shelf
        self._at_once = at_once
        self._loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_for_all(scope):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        self._settle()
        try:
            state = await self._states.now()
        except SluglineError:  # which the route will meet too, and tell
            await self._app(scope, receive, send)
            return
        tag = tag_of(self._desk, state, request)
        kept = found_under(tag, request, self._shelf.get)
        answer = kept or await self._made(tag, request, {**scope, "slugline.tag": tag}, receive)
        await answer(scope, receive, send)

    def _settle(self) -> None:
        """What belongs to a loop of events is made in it, and anew in another."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop = loop
            self._states = _States(self._desk.record)
            self._turns = asyncio.Semaphore(self._at_once)
            self._making: dict[str, asyncio.Future[_Heard | None]] = {}

    async def _made(self, tag: str, request: Request, scope: Scope, receive: Receive) -> ASGIApp:
        """What the application answers in its turn; whoever asks meanwhile is given the same."""
        while tag in self._making:
            same = await asyncio.shield(self._making[tag])
            if same is not None and not same.is_personal:
                return found_under(tag, request, self._shelf.get) or same
        made = self._making[tag] = asyncio.get_running_loop().create_future()
        heard: _Heard | None = None
        try:
            async with self._turns:
                heard = _Heard()
                await self._app(scope, receive, heard.take)
        except BaseException:
            heard = None
            raise
        finally:
            del self._making[tag]
            made.set_result(heard)
        return found_under(tag, request, self._shelf.get) or heard


@dataclass(slots=True)
class _Heard:
    """An answer that is held back until whoever gave it is done, so that a slow reader keeps nobody waiting."""

    messages: list[Message] = field(default_factory=list)

    @property
    def is_personal(self) -> bool:
        """Whether it sets a cookie, or is not to be shown to others."""
        named = {name.lower(): value for message in self.messages for name, value in message.get("headers", ())}
        return b"set-cookie" in named or b"private" in named.get(b"cache-control", b"")

    async def take(self, message: Message) -> None:
        self.messages.append(message)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        for message in self.messages:
            await send(message)


class _States:
    """The record's state, read once for all who ask while it was being read: never one from before they asked."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._reader = ThreadPoolExecutor(1, "slugline-state")
        self._next: asyncio.Future[str] | None = None
        self._task: asyncio.Task[None] | None = None

    async def now(self) -> str:
        """The state as it is, or has become since this was asked. Raises `RecordError`."""
        if self._next is None:
            self._next = asyncio.get_running_loop().create_future()
            if self._task is None:
                self._task = asyncio.ensure_future(self._read())
        return await asyncio.shield(self._next)

    async def _read(self) -> None:
        loop = asyncio.get_running_loop()
        while (asked := self._next) is not None:
            self._next = None
            try:
                asked.set_result(await loop.run_in_executor(self._reader, state_of, self._record))
            except Exception as error:  # noqa: BLE001 - it is raised where the state was asked for
                asked.set_exception(error)
                asked.exception()  # whoever asked may have gone
        self._task = None


def _is_for_all(scope: Scope) -> bool:
    """Whether what is asked for is a page, the same for everybody who bears no cookie."""
    if scope["type"] != "http" or scope["method"] != "GET" or is_open(scope["path"]):
        return False
    if any(name == b"cookie" for name, _ in scope["headers"]):
        return False
    return scope["path"].lstrip("/").partition("/")[0] in _PLACES
