"""Pages of the web, politely: one request at a time to a host, at the pace that it asks for, all of it bounded.

Every hop is checked anew: its address, what the host asks of robots, and that the host is a public one. What is
connected to is the address that was looked at. A request is over after a time that no server can draw out, whatever
it sends and however slowly. No cookie is kept, no proxy of the environment is used, no certificate goes unchecked.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx2

from slugline.errors import FetchError
from slugline.pages.addresses import Place, looked_up, place_of, shown
from slugline.pages.page import MAX_BYTES
from slugline.pages.robots import AGENT, LARGEST, Robots

WAITS = (2.0, 10.0)  # seconds before a second and a third try
LONGEST_WAIT = 120.0  # that a host may ask for within one call; beyond it the page waits for another time
MOST_HOPS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_EVER = (301, 308)
_PASSING = (408, 425, 429, 500, 502, 503, 504)
_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How patient a fetcher is: seconds for a connection and for a whole answer, and between two asked of a host."""

    connect: float = 10.0
    whole: float = 60.0
    pace: float = 1.0
    largest: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: from ``url``, the last of the hops; ``moved`` where every hop was for ever.

    ``media`` is the type and ``charset`` the encoding that the server named, in lower case. ``fresh`` is false where
    nothing has changed since (304): then there is no content.
    """

    url: str
    content: bytes
    media: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    moved: bool = False
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier answer bore, to ask whether anything has changed since."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """The condition as a request says it."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value}


NOTHING_KNOWN = Known()


@dataclass(slots=True)
class _Raw:
    status: int
    headers: Mapping[str, str]
    content: bytes = b""


@dataclass(slots=True)
class Fetcher(AbstractContextManager["Fetcher"]):
    """Asks for pages. ``now`` and ``sleep`` are its clock; ``contact`` tells hosts whom to write to.

    ``with Fetcher(...) as web: web.get(url)``. One thread at a time.
    """

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    contact: str = ""
    allow_private: bool = False
    bounds: Bounds = field(default_factory=Bounds)
    _robots: Robots = field(init=False)
    _runner: asyncio.Runner = field(init=False)
    _client: httpx2.AsyncClient = field(init=False)
    _asked: dict[str, datetime] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if not self.contact.isprintable() or not self.contact.isascii() or len(self.contact) > 200:
            raise FetchError("the contact cannot be sent", allowed="an address of the web or of mail, in ASCII")
        self._robots = Robots(self._wishes, self.now)

    def __enter__(self) -> Self:
        self._runner = asyncio.Runner()
        self._client = httpx2.AsyncClient(
            verify=httpx2.create_ssl_context(trust_env=False),
            timeout=httpx2.Timeout(self.bounds.whole, connect=self.bounds.connect),
            limits=httpx2.Limits(max_connections=4, keepalive_expiry=30.0),
            follow_redirects=False,
            trust_env=False,
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    def get(self, url: str, known: Known = NOTHING_KNOWN, *, largest: int | None = None) -> Answer:
        """The page at ``url``, or that it has not changed since ``known``. Raises `FetchError`."""
        where = shown(url)
        at, moved = url, True
        for _ in range(MOST_HOPS + 1):
            place = place_of(at)
            wishes = self._robots.of(place.origin)
            if not wishes.allow(at):
                fault = "the host's robots.txt asks not to read it"
                if wishes.rules is None:
                    raise FetchError("the host's robots.txt cannot be had", where=where, passing=True)
                raise FetchError(fault, where=where, allowed="a page that robots may read")
            headers = known.headers() if at == url else {}
            raw = self._patiently(place, at, headers, max(self.bounds.pace, wishes.delay), largest)
            if raw.status not in _REDIRECTS:
                return _answer(at, raw, moved=moved and at != url)
            moved = moved and raw.status in _FOR_EVER
            at = _next(at, raw, where)
        raise FetchError("sends from address to address without end", where=where, allowed=f"{MOST_HOPS} hops")

    def _wishes(self, url: str) -> bytes:
        """A robots.txt, whose own hops no robots.txt is asked for."""
        at = url
        for _ in range(MOST_HOPS + 1):
            raw = self._patiently(place_of(at), at, {}, self.bounds.pace, LARGEST, cut=True)
            if raw.status not in _REDIRECTS:
                return raw.content
            at = _next(at, raw, shown(url))
        raise FetchError("sends from address to address without end", where=shown(url), status=400)

    def _patiently(
        self,
        place: Place,
        url: str,
        headers: Mapping[str, str],
        pace: float,
        largest: int | None,
        *,
        cut: bool = False,
    ) -> _Raw:
        """One request, tried again where that may help and the host does not ask for longer than one may wait."""
        for wait in (*WAITS, None):
            self._pause(place.origin, pace)
            try:
                return self._once(place, url, headers, largest or self.bounds.largest, cut=cut)
            except FetchError as error:
                if wait is None or not error.passing or error.wait > LONGEST_WAIT:
                    raise
                self.sleep(max(wait, error.wait))
        raise AssertionError("the last try returns or raises")

    def _pause(self, origin: str, pace: float) -> None:
        """Waits until the host may be asked again."""
        now = self.now()
        if last := self._asked.pop(origin, None):
            early = pace - (now - last).total_seconds()
            if 0 < early <= pace:
                self.sleep(early)
        if len(self._asked) > 10_000:
            self._asked.clear()
        self._asked[origin] = self.now()

    def _once(self, place: Place, url: str, headers: Mapping[str, str], largest: int, *, cut: bool) -> _Raw:
        where = shown(url)
        addresses = looked_up(place, where, allow_private=self.allow_private)
        agent = f"{AGENT}/{version('slugline')}" + (f" (+{self.contact})" if self.contact else "")
        said = {"User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip", **headers}
        work = self._asking(place, url, addresses, said, Sink(largest, where, cut=cut))
        try:
            raw = self._runner.run(asyncio.wait_for(work, self.bounds.whole))
        except TimeoutError:
            raise FetchError("gives no answer in time", where=where, passing=True) from None
        if raw.status in _PASSING:
            wait = _wait(raw.headers.get("retry-after", ""), self.now())
            raise FetchError(f"answers {raw.status}", where=where, status=raw.status, passing=True, wait=wait)
        if raw.status not in (200, 304, *_REDIRECTS):
            raise FetchError(f"answers {raw.status}", where=where, status=raw.status)
        return raw

    async def _asking(self, place: Place, url: str, addresses: list[str], headers: dict[str, str], sink: Sink) -> _Raw:
        """Asks the very addresses that were looked at, under the name that the certificate must bear."""
        target = httpx2.URL(url)
        headers = headers | {"Host": target.netloc.decode("ascii")}
        fault = "cannot be reached"
        for address in addresses:
            there = target.copy_with(host=address, fragment=None)
            named = {"sni_hostname": place.host}
            try:
                async with self._client.stream("GET", there, headers=headers, extensions=named) as response:
                    raw = _Raw(response.status_code, response.headers)
                    if response.status_code == 200:
                        sink.begin(response.headers.get("content-encoding", ""))
                        async for part in response.aiter_raw():
                            sink.take(part)
                            if sink.full:
                                break
                        raw.content = sink.whole()
                    return raw
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                fault = f"cannot be reached ({str(error) or type(error).__name__})"  # the next address may answer
            except httpx2.TimeoutException:
                raise FetchError("gives no answer in time", where=sink.where, passing=True) from None
            except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
                raise FetchError(f"breaks off: {type(error).__name__}", where=sink.where, passing=True) from None
            finally:
                self._client.cookies.clear()
        raise FetchError(fault, where=sink.where, passing=True)


class Sink:
    """The bytes of an answer, unpacked within bounds as they come."""

    def __init__(self, largest: int, where: str, *, cut: bool) -> None:
        self.where, self.full = where, False
        self._largest, self._cut = largest, cut
        self._parts: list[bytes] = []
        self._size = 0
        self._unpacker: zlib._Decompress | None = None

    def begin(self, encoding: str) -> None:
        """Forget what came before, and unpack what is packed as ``encoding`` says."""
        self._parts, self._size, self.full = [], 0, False
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip"):
            fault = f"is packed as {name[:20]!r}, which was not asked for"
            raise FetchError(fault, where=self.where, allowed="gzip")
        self._unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in name else None

    def take(self, part: bytes) -> None:
        """The next bytes. Raises `FetchError` where they are too many, or damaged."""
        if self._unpacker is not None:
            try:
                part = self._unpacked(part)
            except zlib.error as error:
                raise FetchError("is packed wrongly", where=self.where) from error
        self._size += len(part)
        self._parts.append(part)
        if self._size > self._largest:
            if not self._cut:
                allowed = f"{self._largest / 1e6:g} MB"
                raise FetchError("is too large", where=self.where, allowed=allowed)
            self.full = True

    def _unpacked(self, part: bytes) -> bytes:
        """The next bytes unpacked: one member of gzip after another, and no more of them than may be."""
        made = b""
        while part and self._unpacker is not None and self._size + len(made) <= self._largest:
            if self._unpacker.eof:
                if not part.startswith(b"\x1f"):
                    break  # filling after the last member
                self._unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
            made += self._unpacker.decompress(part, self._largest - self._size - len(made) + 1)
            part = self._unpacker.unused_data
        return made

    def whole(self) -> bytes:
        """All of it. Raises `FetchError` where what was packed ends too soon."""
        if self._unpacker is not None and not self._unpacker.eof and not self.full:
            raise FetchError("is packed wrongly", where=self.where, passing=True)
        return b"".join(self._parts)[: self._largest]


def _next(at: str, raw: _Raw, where: str) -> str:
    target = raw.headers.get("location", "")
    if not target:
        raise FetchError(f"answers {raw.status} and names no address", where=where, status=400)
    try:
        return urljoin(at, target).partition("#")[0]
    except ValueError as error:
        raise FetchError(f"answers {raw.status} and names no address", where=where, status=400) from error


def _answer(url: str, raw: _Raw, *, moved: bool) -> Answer:
    said = raw.headers
    media, _, rest = said.get("content-type", "").partition(";")
    charset = next((one.split("=", 1)[1] for one in rest.split(";") if one.strip().lower().startswith("charset=")), "")
    return Answer(
        url,
        raw.content,
        media.strip().lower()[:100],
        charset.strip("\"' ").lower()[:40],
        said.get("etag", "")[:500],
        said.get("last-modified", "")[:100],
        moved,
        raw.status != 304,
    )


def _wait(text: str, now: datetime) -> float:
    """The seconds that a Retry-After asks for: a number of them, or a moment."""
    if text.isascii() and text.strip().isdigit():
        return float(text.strip()[:9])
    try:
        moment = parsedate_to_datetime(text)
        return max(0.0, (moment - now).total_seconds()) if moment.tzinfo else 0.0
    except (ValueError, TypeError, OverflowError):
        return 0.0
