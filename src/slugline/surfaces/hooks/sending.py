"""One message to one hook: signed (Standard Webhooks 1.0), posted, and posted again where that may help."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

import httpx2
from standardwebhooks import Webhook

from slugline.errors import HookError
from slugline.surfaces.hooks.keeping import Hook
from slugline.surfaces.hooks.places import checked, looked_up

WAITS = (1.0, 5.0, 25.0)  # seconds before each further try
LONGEST_WAIT = 60.0  # that a receiver may ask for
_TIMEOUT = httpx2.Timeout(15.0, connect=5.0)
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

    def send(self, hook: Hook, name: str, body: str) -> None:
        """Post a message; ``name`` is the same for a message that is sent again. Raises `Undelivered`."""
        for wait in (*WAITS, None):
            try:
                return self._once(hook, name, body)
            except _Passing as fault:
                if wait is None or fault.wait > LONGEST_WAIT:
                    raise Undelivered(str(fault)) from None
                self.sleep(max(wait, fault.wait))
        raise AssertionError("the last try returns or raises")

    def _once(self, hook: Hook, name: str, body: str) -> None:
        try:
            host, port = checked(hook.url)
            addresses = looked_up(host, port, allow_private=self.allow_private)
        except HookError as error:
            raise Undelivered(str(error)) from None
        url = httpx2.URL(hook.url)
        headers = self._headers(hook, name, body) | {"Host": url.netloc.decode("ascii")}
        for address in addresses:
            there = url.copy_with(host=address.partition("%")[0])
            try:
                return _posted(there, body, headers, host)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                fault: httpx2.HTTPError = error  # the next of its addresses may answer
            except httpx2.TimeoutException:
                raise _Passing("gives no answer in time") from None
            except (httpx2.HTTPError, httpx2.InvalidURL) as error:
                raise _Passing(f"breaks off: {type(error).__name__}") from None
        raise _Passing(f"cannot be reached: {type(fault).__name__}")

    def _headers(self, hook: Hook, name: str, body: str) -> dict[str, str]:
        moment = self.now().astimezone(UTC)
        return {
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": f"Slugline/{version('slugline')}",
            "webhook-id": name,
            "webhook-timestamp": str(math.floor(moment.timestamp())),
            "webhook-signature": Webhook(hook.secret).sign(msg_id=name, timestamp=moment, data=body),
        }


def _posted(url: httpx2.URL, body: str, headers: dict[str, str], host: str) -> None:
    """Posts to the very address that was looked at, under the name that its certificate must bear."""
    client = httpx2.Client(timeout=_TIMEOUT, follow_redirects=False, trust_env=False)
    named = {"sni_hostname": host}
    with client, client.stream("POST", url, content=body.encode(), headers=headers, extensions=named) as response:
        _judge(response.status_code, response.headers.get("retry-after", ""))


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
