"""A server that answers as it is told, byte for byte, and so may misbehave in any way; and a clock of one's own."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

Sent = bytes | Iterator[bytes]
SELF_SIGNED = Path(__file__).with_name("self_signed.pem")


def said(status: str = "200 OK", body: bytes = b"", **headers: str) -> bytes:
    """A whole answer, with the length of its body."""
    named = {"content_length": str(len(body)), "content_type": "text/html", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value]
    return (
        f"HTTP/1.1 {status}\r\n{chr(10).join(lines)}\r\nconnection: close\r\n\r\n".replace("\n", "\r\n")
        .replace("\r\r\n", "\r\n")
        .encode()
        + body
    )


def dripping(head: bytes, part: bytes, *, every: float = 0.02, times: int = 500) -> Iterator[bytes]:
    """A head, and then the same few bytes for a long time."""
    yield head
    for _ in range(times):
        time.sleep(every)
        yield part


@dataclass
class Server:
    """Answers by path; what it was asked, heads and all, is kept."""

    port: int
    secure: bool = False
    answers: dict[str, Sent | Callable[[str], Sent]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def root(self) -> str:
        return f"http{'s' * self.secure}://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [head.split(" ", 2)[1] for head in self.asked]

    def answer(self, head: str) -> Sent:
        self.asked.append(head)
        found = self.answers.get(head.split(" ", 2)[1], said("404 Not Found"))
        return found(head) if callable(found) else found


@contextmanager
def served(*, secure: bool = False) -> Iterator[Server]:
    """A server on loopback, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(listening.getsockname()[1], secure)
        context: ssl.SSLContext | None = None
        if secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(SELF_SIGNED)

        def accept() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=_talk, args=(server, connection, context), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield server
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _talk(server: Server, connection: Any, context: ssl.SSLContext | None) -> None:
    with contextlib.suppress(OSError, ssl.SSLError):
        connection = context.wrap_socket(connection, server_side=True) if context else connection
        with connection:
            head = b""
            while b"\r\n\r\n" not in head and (part := connection.recv(65_536)):
                head += part
            if not head:
                return
            sent = server.answer(head.decode("latin-1"))
            for part in [sent] if isinstance(sent, bytes) else sent:
                connection.sendall(part)


class Clock:
    """A clock that goes on where somebody sleeps, and only there."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)
