"""A server on this machine that webhooks are sent to, and how the tests send them."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from scenes import RECORDED, Note
from slugline.record import Record
from slugline.surfaces.hooks.keeping import Hook, add_hook
from slugline.surfaces.hooks.sending import Sender
from slugline.surfaces.hooks.telling import Outcome, tell

LATER = RECORDED + timedelta(days=1)


@dataclass(slots=True)
class Message:
    """What a receiver was sent."""

    path: str
    headers: dict[str, str]
    body: str

    @property
    def data(self) -> Any:
        return json.loads(self.body)["data"]

    @property
    def type(self) -> str:
        return str(json.loads(self.body)["type"])


@dataclass(slots=True)
class Receiver:
    """A server on this machine that takes messages; ``answers`` are the statuses that it gives first, then 204."""

    messages: list[Message] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    url: str = ""

    def ids(self) -> list[str]:
        return [one.headers["webhook-id"] for one in self.messages]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that is there."""
    made = Receiver()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            made.messages.append(Message(self.path, headers, body))
            status = made.answers.pop(0) if made.answers else 204
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("location", f"{made.url}/elsewhere")
            if status == 429:
                self.send_header("retry-after", "7")
            self.end_headers()

        def log_message(self, *said: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/hook"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass(slots=True)
class Waits:
    """Notes for how long a sender would wait."""

    seconds: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)


def sender(waits: Waits | None = None, *, allow_private: bool = True) -> Sender:
    return Sender(lambda: datetime.now(UTC), allow_private, (waits or Waits()).sleep)


def hook_at(record: Record, receiver: Receiver, what: str = "", name: str = "") -> Hook:
    return add_hook(record, receiver.url, LATER, what=what, name=name, allow_private=True)


def adds(record: Record, *fresh: Note) -> None:
    for one in fresh:
        record.add(None, one.claims, LATER)


def once(record: Record, waits: Waits | None = None) -> Outcome:
    (outcome,) = tell(record, sender(waits))
    return outcome
