"""A host on loopback that answers as its test tells it to, down to the byte."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

Said = bytes | Callable[[socket.socket], None]


@dataclass
class Host:
    """``says`` has what each path answers: whole bytes, several of them in turn, or a function that has the wire."""

    port: int
    scheme: str = "http"
    says: dict[str, Said | list[Said]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def answer(self, wire: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            part = wire.recv(65_536)
            if not part:
                return
            head += part
        first, *rest = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        path = first.split(" ")[1]
        self.asked.append((path, {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in rest)}))
        said = self.says.get(path, answer(404))
        if isinstance(said, list):
            said = said.pop(0) if len(said) > 1 else said[0]
        if isinstance(said, bytes):
            wire.sendall(said)
        else:
            said(wire)


def answer(status: int, content: bytes = b"", *lines: str, length: int | None = None) -> bytes:
    """An answer as it goes over the wire; every connection ends with it."""
    head = [f"HTTP/1.1 {status} So", "Connection: close", *lines]
    if status != 304:
        head.append(f"Content-Length: {len(content) if length is None else length}")
    return "\r\n".join([*head, "", ""]).encode("latin-1") + content


def page(content: bytes = b"<p>Words.</p>", *lines: str) -> bytes:
    return answer(200, content, "Content-Type: text/html; charset=utf-8", *lines)


@contextmanager
def hosting(tls: ssl.SSLContext | None = None) -> Iterator[Host]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        host = Host(door.getsockname()[1], "https" if tls else "http")

        def one(wire: socket.socket) -> None:
            with wire, suppress(OSError):
                if tls:
                    with tls.wrap_socket(wire, server_side=True) as safe:
                        host.answer(safe)
                else:
                    host.answer(wire)

        def serve() -> None:
            while not host.over.is_set():
                try:
                    wire, _ = door.accept()
                except OSError:
                    return
                Thread(target=one, args=(wire,), daemon=True).start()

        Thread(target=serve, daemon=True).start()
        try:
            yield host
        finally:
            host.over.set()
            with suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)
