"""Messages to one hook: signed (Standard Webhooks 1.0), posted, and posted again where that may help.

A try is over after a time that no receiver can draw out, whatever it sends and however slowly; of what it answers
only the status and a bounded number of bytes are read. No redirect is followed, no proxy of the environment is used.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from typing import Any

import httpx2
from standardwebhooks import Webhook

from slugline.errors import HookError
from slugline.surfaces.hooks.keeping import Hook
from slugline.surfaces.hooks.places import checked, looked_up

WAITS = (1.0, 5.0, 25.0)  # seconds before each further try
LONGEST_WAIT = 60.0  # that a receiver may ask for
LONGEST_TRY = 15.0  # seconds of one try, from the look-up of the name to the end of the answer
LARGEST = 64_000  # bytes of an answer's body that are read; what goes on longer costs the connection
_CONNECT = 5.0  # seconds for each address of a receiver
_PASSING = (408, 425, 429)
GONE = 410


class Undelivered(Exception):
    """A message that no try delivered; ``gone`` where the receiver wants none any more."""

    def __init__(self, fault: str, *, gone: bool = False) -> None:
        self.fault = fault
        self.gone = gone
        super().__init__(fault)


class _Passing(Exception):
    """A fault that may be none at the next try; ``wait`` is for how long the receiver asks to wait, in seconds."""

    def __init__(self, fault: str, wait: float = 0.0) -> None:
        self.wait = wait
        super().__init__(fault)


@dataclass(frozen=True, slots=True)
class Sender:
    """How messages are sent: whether to private addresses, by which clock, and how tries wait for each other."""

    now: Callable[[], datetime]
    allow_private: bool = False
    sleep: Callable[[float], None] = time.sleep
    longest_try: float = LONGEST_TRY

    @contextmanager
    def line(self, hook: Hook) -> Iterator[Line]:
        """A line to a hook's receiver: its connection is used again for the next message, if the receiver keeps it."""
        with asyncio.Runner() as runner:
            client = runner.run(_client())
            try:
                yield Line(self, hook, runner, client)
            finally:
                runner.run(client.aclose())


@dataclass(frozen=True, slots=True)
class Line:
    """Where the messages of one hook go."""

    sender: Sender
    hook: Hook
    runner: asyncio.Runner
    client: httpx2.AsyncClient

    def send(self, name: str, body: str) -> None:
        """Post a message; ``name`` is the same for a message that is sent again. Raises `Undelivered`."""
        for wait in (*WAITS, None):
            try:
                return self._once(name, body)
            except _Passing as fault:
                if wait is None or fault.wait > LONGEST_WAIT:
                    raise Undelivered(str(fault)) from None
                self.sender.sleep(max(wait, fault.wait))
        raise AssertionError("the last try returns or raises")

    def _once(self, name: str, body: str) -> None:
        try:
            place = checked(self.hook.url)
            addresses = looked_up(place, allow_private=self.sender.allow_private)
        except HookError as error:
            raise Undelivered(str(error)) from None
        try:
            self.runner.run(asyncio.wait_for(self._posted(name, body, place.host, addresses), self.sender.longest_try))
        except TimeoutError:
            raise _Passing("gives no answer in time") from None

    async def _posted(self, name: str, body: str, host: str, addresses: list[str]) -> None:
        """Posts to the very addresses that were looked at, under the name that the certificate must bear."""
        url = httpx2.URL(self.hook.url)
        headers = self._headers(name, body) | {"Host": url.netloc.decode("ascii")}
        for address in addresses:
            there = url.copy_with(host=address.partition("%")[0])
            named = {"sni_hostname": host}
            try:
                async with self.client.stream(
                    "POST", there, content=body.encode(), headers=headers, extensions=named
                ) as response:
                    await _read(response)
                    return _judge(response.status_code, response.headers.get("retry-after", ""))
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                fault: httpx2.HTTPError = error  # the next of its addresses may answer
            except httpx2.TimeoutException:
                raise _Passing("gives no answer in time") from None
            except (httpx2.HTTPError, httpx2.InvalidURL) as error:
                raise _Passing(f"breaks off: {type(error).__name__}") from None
        raise _Passing(f"cannot be reached: {type(fault).__name__}")

    def _headers(self, name: str, body: str) -> dict[str, str]:
        moment = self.sender.now().astimezone(UTC)
        return {
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": f"Slugline/{version('slugline')}",
            "webhook-id": name,
            "webhook-timestamp": str(math.floor(moment.timestamp())),
            "webhook-signature": Webhook(self.hook.secret).sign(msg_id=name, timestamp=moment, data=body),
        }


async def _client() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        verify=_trusted(),
        timeout=httpx2.Timeout(LONGEST_TRY, connect=_CONNECT),
        limits=httpx2.Limits(max_connections=1, keepalive_expiry=30.0),
        follow_redirects=False,
        trust_env=False,
    )


@cache
def _trusted() -> Any:
    """Whose certificates are believed: read once, since that takes longer than a message."""
    return httpx2.create_ssl_context(trust_env=False)


async def _read(response: httpx2.Response) -> None:
    """Reads an answer to its end, so that the connection can be used again; not beyond LARGEST."""
    taken = 0
    async for part in response.aiter_raw():
        taken += len(part)
        if taken > LARGEST:
            return


def _judge(status: int, retry_after: str) -> None:
    """Nothing where the message was taken. Raises `_Passing` and `Undelivered`."""
    if 200 <= status < 300:
        return
    if status in _PASSING or status >= 500:
        raise _Passing(
            f"answers {status}", float(retry_after) if retry_after.isascii() and retry_after.isdigit() else 0.0
        )
    if 300 <= status < 400:
        raise Undelivered(f"answers {status}: it sends to another address, which is not followed")
    raise Undelivered(f"answers {status}", gone=status == GONE)
