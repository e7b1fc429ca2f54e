"""Receivers that misbehave: no delivery outlasts its time, whatever is sent back and however slowly."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest

from slugline.record.growth import Point
from slugline.surfaces.hooks import sending
from slugline.surfaces.hooks.keeping import Hook
from slugline.surfaces.hooks.sending import WAITS, Sender, Undelivered

TRY = 0.25  # seconds of one try
SECRET = "whsec_" + "c2VjcmV0IG9mIHRoZSB0ZXN0cw=="
Answer = Callable[[socket.socket, threading.Event], None]


def sends(content: bytes, every: float = 0.0, pause: bytes = b"") -> Answer:
    """Sends some bytes, then one more of ``pause`` each so often, until it is over."""

    def answer(line: socket.socket, over: threading.Event) -> None:
        line.sendall(content)
        while pause and not over.wait(every):
            line.sendall(pause)

    return answer


def drips(line: socket.socket, over: threading.Event) -> None:
    for byte in b"HTTP/1.1 204 No Content\r\nX-Slow: " + b"a" * 10_000:
        line.sendall(bytes([byte]))
        if over.wait(0.02):
            return


def hangs(line: socket.socket, over: threading.Event) -> None:  # noqa: ARG001
    over.wait(20)


def request(line: socket.socket) -> bytes:
    """One request, as it was sent; empty where the line is closed."""
    taken = b""
    while part := line.recv(65_536):
        taken += part
        head, gap, body = taken.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head.lower())
        if gap and length and len(body) >= int(length[1]):
            break
    return taken


@contextmanager
def serving(answer: Answer) -> Iterator[tuple[str, list[bytes]]]:
    """A server that answers every connection so; its address, and what it was sent at first."""
    over, heard = threading.Event(), []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)

        def serve(line: socket.socket) -> None:
            with line, suppress(OSError):
                heard.append(request(line))
                answer(line, over)

        def accept() -> None:
            while not over.is_set():
                with suppress(TimeoutError):
                    line, _ = server.accept()
                    line.settimeout(5)
                    threading.Thread(target=serve, args=(line,), daemon=True).start()

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/hook", heard
        finally:
            over.set()
            thread.join()


def send(url: str, *bodies: str) -> None:
    hook = Hook(1, url, SECRET, "", "", Point(), "")
    with Sender(lambda: datetime.now(UTC), True, lambda _: None, TRY).line(hook) as line:
        for number, body in enumerate(bodies or ("{}",)):
            line.send(f"msg_{number}", body)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (drips, "in time"),
        (hangs, "in time"),
        (sends(b"HTTP/1.1 204 No Content\r\n", 0.02, b"X: y\r\n"), "in time"),
        (sends(b"", 0.02, b"HTTP/1.1 103 Early Hints\r\n\r\n"), "in time"),
        (sends(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", 0.02, b"x"), "in time"),
        (sends(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 4_000_000), "breaks off"),
        (sends(b"\x00\xff not HTTP at all\r\n\r\n"), "breaks off"),
        (sends(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"), "breaks off"),
        (sends(b""), "breaks off"),
    ],
    ids=["dripped", "silent", "endless headers", "endless hints", "dripped body", "long", "noise", "length", "closed"],
)
def test_no_delivery_outlasts_its_time(answer: Answer, fault: str) -> None:
    with serving(answer) as (url, _):
        begun = time.monotonic()
        with pytest.raises(Undelivered, match=fault):
            send(url)
        assert time.monotonic() - begun < (len(WAITS) + 1) * TRY + 2.0


def test_of_an_endless_answer_only_so_much_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "LARGEST", 1_000)
    endless = sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 0.0, b"400\r\n" + b"x" * 1024 + b"\r\n")
    with serving(endless) as (url, heard):
        send(url)
    assert len(heard) == 1, "it was taken: the status said so"


def test_a_kept_connection_is_used_for_the_next_message() -> None:
    def keeps(line: socket.socket, over: threading.Event) -> None:  # noqa: ARG001
        while True:
            line.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
            if not request(line):
                return

    with serving(keeps) as (url, heard):
        send(url, "{}", "[]", "{}")
    assert len(heard) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    with serving(sends(b"HTTP/1.1 204 No Content\r\n\r\n")) as (there, elsewhere):
        content = f"HTTP/1.1 {status} Elsewhere\r\nLocation: {there}\r\nContent-Length: 0\r\n\r\n"
        with serving(sends(content.encode())) as (url, heard), pytest.raises(Undelivered, match="not followed"):
            send(url)
    assert (len(heard), elsewhere) == (1, [])


def test_nothing_of_a_message_makes_a_header_of_its_own() -> None:
    with serving(sends(b"HTTP/1.1 204 No Content\r\n\r\n")) as (url, heard):
        send(url, '{"title": "a\\r\\nX-Evil: 1"}\r\nX-Evil: 1\r\n')
    head, _, _ = heard[0].partition(b"\r\n\r\n")
    assert b"X-Evil" not in head
    assert head.count(b"webhook-id") == 1
