"""Finished pages, kept for as long as the record stays what it was: a page that nobody changed is not made twice."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from importlib.metadata import version

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from slugline.record.state import state_of
from slugline.surfaces.web.desk import desk_of

LARGEST = 48_000_000  # bytes of all kept pages
_OVERHEAD = 500  # bytes that a kept page takes beside its own
_CHECK = "no-cache"  # a browser asks each time whether its copy still stands


class Shelf:
    """Pages by their tags, those asked for last. Safe to use from several threads; one page is made once at a time."""

    def __init__(self, largest: int = LARGEST) -> None:
        self._largest = largest
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._making: dict[str, threading.Lock] = {}
        self._bytes = 0

    def get(self, tag: str) -> bytes | None:
        """The page of a tag, if it is kept."""
        with self._lock:
            page = self._pages.get(tag)
            if page is not None:
                self._pages.move_to_end(tag)
            return page

    def put(self, tag: str, page: bytes) -> None:
        """Keep a page, and let go of those that nobody asked for longest."""
        with self._lock:
            if tag in self._pages or len(page) + _OVERHEAD > self._largest:
                return
            self._pages[tag] = page
            self._bytes += len(page) + _OVERHEAD
            while self._bytes > self._largest:
                _, gone = self._pages.popitem(last=False)
                self._bytes -= len(gone) + _OVERHEAD

    def made(self, tag: str, make: Callable[[], Response]) -> Response:
        """The kept page of a tag, or what ``make`` gives; only one thread at a time makes one page."""
        page = self.get(tag)
        if page is not None:
            return HTMLResponse(page)
        with self._lock:
            turn = self._making.setdefault(tag, threading.Lock())
        try:
            with turn:
                page = self.get(tag)
                if page is not None:
                    return HTMLResponse(page)
                answer = make()
                if answer.status_code == HTTPStatus.OK:
                    self.put(tag, bytes(answer.body))
                return answer
        finally:
            with self._lock:
                self._making.pop(tag, None)

    @property
    def size(self) -> int:
        """How many bytes the kept pages take."""
        return self._bytes


def kept(request: Request, make: Callable[[], Response]) -> Response:
    """The page at the request's address: kept, or made now. A browser that has it already is told so (304).

    A request with a cookie may be an editor's, whose page bears more: it is made for them alone, and never kept.
    """
    if request.cookies:
        answer = make()
        answer.headers["cache-control"] = "private, no-store"
        return answer
    tag = _tag(request)
    headers = {"etag": f'"{tag}"', "cache-control": _CHECK, "vary": "cookie"}
    if tag in _known(request):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    answer = _shelf(request).made(tag, make)
    if answer.status_code == HTTPStatus.OK:
        answer.headers.update(headers)
    return answer


def _shelf(request: Request) -> Shelf:
    state = request.app.state
    if not hasattr(state, "shelf"):
        state.shelf = Shelf()
    shelf: Shelf = state.shelf
    return shelf


def _tag(request: Request) -> str:
    """What the page depends on: the program, the record, the day, and the address by which it was asked for."""
    desk = desk_of(request)
    parts = (_program(), state_of(desk.record), desk.today().isoformat(), str(request.url))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def _program() -> str:
    return version("slugline")


def _known(request: Request) -> set[str]:
    given = request.headers.get("if-none-match", "")
    return {one.strip().removeprefix("W/").strip('"') for one in given.split(",")}
