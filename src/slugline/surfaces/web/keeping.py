"""Finished pages, kept for as long as the record stays what it was: a page that nobody changed is not made twice.

A page is kept under its *tag*, which tells the program, the record's state, the day and the whole address. Whatever is
recorded changes the state, so no page outlives what it was made of. Pages of those who bear a cookie are never kept.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from http import HTTPStatus
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from fastapi import Request
from fastapi.responses import Response

from slugline.record.state import state_of
from slugline.surfaces.web.desk import Desk, desk_of
from slugline.surfaces.web.pagefile import PageFile

LARGEST = 24_000_000  # bytes of all kept pages, compressed to some eighth of what they are
_OVERHEAD = 500  # bytes that a kept page takes beside its own
_EFFORT = 5  # of compressing
_CHECK = "no-cache"  # a browser asks each time whether its copy still stands
_SHIPPED = (".py", ".html", ".toml", ".css", ".js")
_PACKED = "-gzip"  # behind the tag of a page that is sent compressed


class Shelf:
    """Compressed pages by their tags, those asked for last; with a ``file``, others are found there. Thread-safe."""

    def __init__(self, largest: int = LARGEST, file: PageFile | None = None) -> None:
        self._largest = largest
        self._file = file
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0

    def get(self, tag: str) -> bytes | None:
        """The page of a tag, compressed, if it is in memory: nothing is waited for."""
        with self._lock:
            page = self._pages.get(tag)
            if page is not None:
                self._pages.move_to_end(tag)
            return page

    def find(self, tag: str) -> bytes | None:
        """The page of a tag, compressed, if it is in memory or in the file."""
        page = self.get(tag)
        if page is None and self._file is not None:
            page = self._file.get(tag)
            if page is not None:
                self._hold(tag, page)
        return page

    def put(self, tag: str, page: bytes) -> None:
        """Keep a page, and let go of those that nobody asked for longest."""
        packed = gzip.compress(page, _EFFORT, mtime=0)
        self._hold(tag, packed)
        if self._file is not None:
            self._file.put(tag, packed)

    def _hold(self, tag: str, packed: bytes) -> None:
        with self._lock:
            if tag in self._pages or len(packed) + _OVERHEAD > self._largest:
                return
            self._pages[tag] = packed
            self._bytes += len(packed) + _OVERHEAD
            while self._bytes > self._largest:
                _, gone = self._pages.popitem(last=False)
                self._bytes -= len(gone) + _OVERHEAD

    @property
    def size(self) -> int:
        """How many bytes of memory the kept pages take."""
        return self._bytes


def kept(request: Request, make: Callable[[], Response]) -> Response:
    """The page at the request's address: kept, or made now. A browser that has it already is told so (304).

    A request with a cookie may be an editor's, whose page bears more: it is made for them alone, and never kept.
    """
    if request.cookies:
        answer = make()
        answer.headers["cache-control"] = "private, no-store"
        return answer
    tag = request.scope.get("slugline.tag") or tag_of(desk_of(request), state_of(desk_of(request).record), request)
    found = found_under(tag, request, shelf_of(request).find)
    if found is not None:
        return found
    answer = make()
    if answer.status_code == HTTPStatus.OK:
        shelf_of(request).put(tag, bytes(answer.body))
        answer.headers.update(_headers(tag))
    return answer


def found_under(tag: str, request: Request, find: Callable[[str], bytes | None]) -> Response | None:
    """What answers a request for the page of a tag, if ``find`` has it, or the browser has; None where neither has."""
    asked = request.headers.get("if-none-match", "")
    if tag in asked and tag in {_bare(one) for one in asked.split(",")}:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=_headers(tag))
    packed = find(tag)
    if packed is None:
        return None
    if _takes_gzip(request.headers.get("accept-encoding", "")):
        headers = _headers(tag + _PACKED) | {"content-encoding": "gzip"}
        return Response(packed, headers=headers, media_type="text/html")
    return Response(gzip.decompress(packed), headers=_headers(tag), media_type="text/html")


def shelf_of(request: Request) -> Shelf:
    """The application's shelf."""
    shelf: Shelf = request.app.state.shelf
    return shelf


def tag_of(desk: Desk, state: str, request: Request) -> str:
    """What a page depends on, as one short text: how the desk is set, the record, the day, the address."""
    return _digest((_setting(desk), state, desk.today().isoformat(), str(request.url)))


@lru_cache(maxsize=8)
def _setting(desk: Desk) -> str:
    record = desk.record
    where = record.where if "://" in record.where else str(Path(record.where).resolve())
    policy = repr([(name, _steady(getattr(record.policy, name))) for name in record.policy.__slots__])
    return _digest((_program(), where, policy, desk.base, str(desk.signing_in)))


def _steady(value: object) -> object:
    """A part of a policy so that it reads the same in every process."""
    if isinstance(value, frozenset | set):
        return sorted(value)
    return {key: _steady(one) for key, one in sorted(value.items())} if isinstance(value, Mapping) else value


@cache
def _program() -> str:
    """The program as it is installed: its version, and what its files hold."""
    held = hashlib.sha256(version("slugline").encode())
    with resources.as_file(resources.files("slugline")) as folder:
        for path in sorted(one for one in folder.rglob("*") if one.suffix in _SHIPPED and one.is_file()):
            held.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return held.hexdigest()


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _headers(tag: str) -> dict[str, str]:
    return {"etag": f'"{tag}"', "cache-control": _CHECK, "vary": "cookie, accept-encoding"}


def _bare(tag: str) -> str:
    return tag.strip().removeprefix("W/").strip('"').removesuffix(_PACKED)


def _takes_gzip(accepted: str) -> bool:
    """Whether gzip stands among the encodings that a browser takes, and is not refused (``;q=0``)."""
    for one in accepted.lower().split(","):
        name, _, weight = one.replace(" ", "").partition(";")
        if name == "gzip":
            return not (weight.startswith("q=0") and not weight.strip("q=0."))
    return False
