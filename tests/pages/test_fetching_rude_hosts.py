"""Fetching from hosts that lie, stall, flood and send elsewhere. The clock is the test's own: nothing sleeps."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

pytest.importorskip("httpx2")
pytest.importorskip("protego")

from rude_host import Host, Said, answer, hosting, page
from slugline.errors import FetchError
from slugline.pages.fetching import Answer, Bounds, Fetcher, Known


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 12, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


QUICK = Bounds(connect=1.0, whole=0.4, pace=1.0, largest=100_000)


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as one:
        yield one


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web(clock: Clock) -> Iterator[Fetcher]:
    with Fetcher(clock.now, clock.sleep, "https://desk.example/robot", allow_private=True, bounds=QUICK) as one:
        yield one


def refusal(web: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        web.get(url)
    assert "\n" not in str(caught.value)
    return caught.value


# --- who asks, and how often


def test_a_host_learns_who_asks_and_whom_to_write_to(web: Fetcher, host: Host) -> None:
    host.says["/a"] = page()
    assert web.get(host.url("/a")).content == b"<p>Words.</p>"
    for _, headers in host.asked:
        assert headers["user-agent"].startswith("Slugline/")
        assert "https://desk.example/robot" in headers["user-agent"]
        assert headers["host"] == f"127.0.0.1:{host.port}"
        assert "cookie" not in headers


def test_a_contact_cannot_smuggle_a_header(clock: Clock) -> None:
    with pytest.raises(FetchError):
        Fetcher(clock.now, clock.sleep, "me\r\nX-Other: 1")


def test_two_pages_of_a_host_are_a_pace_apart_and_robots_may_ask_for_more(
    web: Fetcher, host: Host, clock: Clock
) -> None:
    host.says |= {"/a": page(), "/b": page(), "/robots.txt": answer(200, b"User-agent: *\nCrawl-delay: 7\n")}
    web.get(host.url("/a"))
    before = clock.at
    web.get(host.url("/b"))
    assert clock.at - before >= timedelta(seconds=6.9)


# --- robots.txt


def test_what_robots_may_not_read_is_not_asked_for(web: Fetcher, host: Host) -> None:
    host.says |= {"/robots.txt": answer(200, b"User-agent: slugline\nDisallow: /in/\n"), "/in/a": page(), "/b": page()}
    assert "robots.txt" in str(refusal(web, host.url("/in/a")))
    assert host.paths() == []
    web.get(host.url("/b"))
    assert [path for path, _ in host.asked] == ["/robots.txt", "/b"]  # asked once, then known


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_host_without_wishes_is_free(web: Fetcher, host: Host, status: int) -> None:
    host.says |= {"/robots.txt": answer(status), "/a": page()}
    assert web.get(host.url("/a")).fresh


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_host_whose_wishes_cannot_be_had_is_left_alone_for_now(
    web: Fetcher, host: Host, clock: Clock, status: int
) -> None:
    host.says |= {"/robots.txt": answer(status), "/a": page()}
    assert refusal(web, host.url("/a")).passing
    assert host.paths() == []
    host.says["/robots.txt"] = answer(404)
    clock.at += timedelta(hours=1)
    assert web.get(host.url("/a")).fresh


def test_robots_txt_is_read_to_its_bound_and_no_further(web: Fetcher, host: Host) -> None:
    rules = b"User-agent: *\nDisallow: /in/\n" + b"# and so on\n" * 100_000 + b"User-agent: *\nDisallow: /\n"
    host.says |= {"/robots.txt": answer(200, rules), "/a": page()}
    assert web.get(host.url("/a")).fresh
    assert "robots.txt" in str(refusal(web, host.url("/in/a")))


def test_what_is_no_robots_txt_forbids_nothing(web: Fetcher, host: Host) -> None:
    host.says |= {"/robots.txt": answer(200, b"<html>\x00\xff<p>Not found</p>"), "/a": page()}
    assert web.get(host.url("/a")).fresh


# --- time


def stall(wire: socket.socket) -> None:
    wire.recv(1)  # ends when the other side gives up


def drip(start: bytes, each: bytes) -> Callable[[socket.socket], None]:
    def said(wire: socket.socket) -> None:
        wire.sendall(start)
        for _ in range(300):
            wire.sendall(each)
            time.sleep(0.02)

    return said


SLOW = {
    "no answer": stall,
    "headers drip": drip(b"HTTP/1.1 200 OK\r\nX-A: ", b"a"),
    "headers without end": drip(b"HTTP/1.1 200 OK\r\n", b"X-A: a\r\n"),
    "the body drips": drip(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", b"a"),
    "chunks drip": drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
}


@pytest.mark.parametrize("kind", SLOW)
def test_a_slow_answer_ends_in_time(web: Fetcher, host: Host, kind: str) -> None:
    host.says |= {"/robots.txt": answer(404), "/a": SLOW[kind]}
    begun = time.monotonic()
    assert refusal(web, host.url("/a")).passing
    assert time.monotonic() - begun < 3 * QUICK.whole + 1


# --- size


def endless(wire: socket.socket) -> None:
    wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        wire.sendall(b"a" * 65_536)


def bomb() -> bytes:
    return gzip.compress(b"a" * 20_000_000, 6)


def test_an_endless_answer_is_cut(web: Fetcher, host: Host) -> None:
    host.says["/a"] = endless
    assert "too large" in str(refusal(web, host.url("/a")))


def test_a_bomb_is_not_unpacked(web: Fetcher, host: Host) -> None:
    host.says["/a"] = page(bomb(), "Content-Encoding: gzip")
    assert "too large" in str(refusal(web, host.url("/a")))


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip", "identity, gzip"])
def test_only_what_was_asked_for_is_unpacked(web: Fetcher, host: Host, encoding: str) -> None:
    host.says["/a"] = page(gzip.compress(zlib.compress(b"x")), f"Content-Encoding: {encoding}")
    refusal(web, host.url("/a"))


def test_a_packed_page_is_unpacked(web: Fetcher, host: Host) -> None:
    host.says["/a"] = page(gzip.compress(b"<p>Words.</p>"), "Content-Encoding: gzip")
    assert web.get(host.url("/a")).content == b"<p>Words.</p>"


def test_a_page_packed_in_several_members_is_whole(web: Fetcher, host: Host) -> None:
    host.says["/a"] = page(gzip.compress(b"<p>Two ") + gzip.compress(b"halves.</p>"), "Content-Encoding: gzip")
    assert web.get(host.url("/a")).content == b"<p>Two halves.</p>"


def reset(wire: socket.socket) -> None:
    wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


DAMAGED: dict[str, Said] = {
    "shorter than it says": answer(200, b"half", length=400),
    "gzip cut off": page(gzip.compress(b"words " * 1000)[:-20], "Content-Encoding: gzip"),
    "no gzip": page(b"words", "Content-Encoding: gzip"),
    "reset": reset,
    "closed at once": b"",
    "not HTTP": b"220 mail.example ESMTP\r\n",
    "wrong length": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nwords",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nwords",
    "wrong chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nwords",
    "a head of megabytes": b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 3_000_000 + b"\r\n\r\n",
    "a status that there is not": b"HTTP/1.1 999 So\r\nContent-Length: 0\r\n\r\n",
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_answer_is_a_fault_and_no_page(web: Fetcher, host: Host, kind: str) -> None:
    host.says["/a"] = DAMAGED[kind]
    refusal(web, host.url("/a"))


# --- again, and not again


def test_a_host_that_is_busy_is_asked_again_when_it_says(web: Fetcher, host: Host, clock: Clock) -> None:
    host.says["/a"] = [answer(429, b"", "Retry-After: 30"), answer(503, b"", "Retry-After: 31"), page()]
    assert web.get(host.url("/a")).fresh
    assert 30 in clock.slept
    assert 31 in clock.slept


def test_a_moment_is_waited_for_too(web: Fetcher, host: Host, clock: Clock) -> None:
    host.says["/a"] = [answer(503, b"", "Retry-After: Mon, 02 Mar 2026 12:01:00 GMT"), page()]
    web.get(host.url("/a"))
    assert clock.at >= datetime(2026, 3, 2, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize("wait", ["86400", "9" * 400, "-5", "soon", "Fri, 31 Dec 9999 23:59:59 GMT", "1e9", "٣"])
def test_no_retry_after_holds_a_run_up_or_fails_it(web: Fetcher, host: Host, clock: Clock, wait: str) -> None:
    host.says["/a"] = answer(429, b"", "Retry-After: " + wait.encode().decode("latin-1"))
    error = refusal(web, host.url("/a"))
    assert error.status == 429
    assert error.passing
    assert sum(clock.slept) < 300
    assert len(host.paths()) <= 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_refusal_is_final(web: Fetcher, host: Host, status: int) -> None:
    host.says["/a"] = answer(status)
    error = refusal(web, host.url("/a"))
    assert (error.status, error.passing, error.gone) == (status, False, status in (404, 410))
    assert host.paths() == ["/a"]


def test_what_has_not_changed_is_not_sent_again(web: Fetcher, host: Host) -> None:
    host.says["/a"] = [page(b"x", 'ETag: "one"', "Last-Modified: Mon, 02 Mar 2026 10:00:00 GMT"), answer(304)]
    first = web.get(host.url("/a"))
    again = web.get(host.url("/a"), Known(first.etag, first.last_modified))
    assert not again.fresh
    assert host.asked[-1][1]["if-none-match"] == '"one"'
    assert host.asked[-1][1]["if-modified-since"] == "Mon, 02 Mar 2026 10:00:00 GMT"


def test_a_304_that_nobody_asked_for_is_no_answer_of_use(web: Fetcher, host: Host) -> None:
    host.says["/a"] = answer(304)
    try:
        found: Answer | None = web.get(host.url("/a"))
    except FetchError:
        found = None
    assert found is None or not found.fresh


# --- elsewhere


def test_redirects_are_followed_within_bounds(web: Fetcher, host: Host) -> None:
    for n in range(4):
        host.says[f"/{n}"] = answer(301, b"", f"Location: /{n + 1}#part")
    host.says["/4"] = page()
    found = web.get(host.url("/0"))
    assert (found.url, found.moved) == (host.url("/4"), True)
    host.says["/0"] = answer(302, b"", "Location: /1")
    assert not web.get(host.url("/0")).moved


def test_a_loop_ends(web: Fetcher, host: Host) -> None:
    host.says |= {"/a": answer(302, b"", "Location: /b"), "/b": answer(302, b"", "Location: /a")}
    refusal(web, host.url("/a"))
    assert len(host.paths()) <= 6


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1/", "data:text/html,x", "//user:pw@127.0.0.1/a",
     "http://[::1", "http://127.0.0.1:99999/", "javascript:1", ""],
)  # fmt: skip
def test_a_redirect_leads_to_the_web_alone(web: Fetcher, host: Host, target: str) -> None:
    host.says["/a"] = answer(302, b"", f"Location: {target}")
    refusal(web, host.url("/a"))
    assert host.paths() == ["/a"]


def test_every_hop_asks_robots_of_its_own_host(web: Fetcher, host: Host) -> None:
    with hosting() as other:
        other.says |= {"/robots.txt": answer(200, b"User-agent: *\nDisallow: /\n"), "/b": page()}
        host.says["/a"] = answer(301, b"", f"Location: {other.url('/b')}")
        refusal(web, host.url("/a"))
        assert [path for path, _ in other.asked] == ["/robots.txt"]


def test_no_cookie_and_no_condition_goes_to_another_address(web: Fetcher, host: Host) -> None:
    with hosting() as other:
        other.says["/b"] = page()
        host.says["/a"] = answer(302, b"", f"Location: {other.url('/b')}", "Set-Cookie: who=you; Path=/")
        web.get(host.url("/a"), Known('"one"'))
        seen = other.asked[-1][1]
        assert not {"cookie", "if-none-match", "authorization"} & set(seen)


# --- private places

PRIVATE = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]", "169.254.169.254", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "0.0.0.0", "0",  # noqa: S104
    "[::]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[ff02::1]",
    "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "[2001:db8::1]", "127.0.0.1.", "①②⑦.0.0.1",
    "[::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[fec0::1]", "192.88.99.1",
]  # fmt: skip


@pytest.mark.parametrize("where", PRIVATE)
def test_no_private_place_is_asked_however_it_is_written(clock: Clock, host: Host, where: str) -> None:
    with Fetcher(clock.now, clock.sleep, bounds=QUICK) as web:
        assert not refusal(web, f"http://{where}:{host.port}/a").passing
    assert host.asked == []


def names(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """The answers of a name server, one after another."""
    asked: list[str] = []

    def look_up(name: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(name)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr("slugline.pages.addresses.socket.getaddrinfo", look_up)
    return asked


def test_one_private_address_among_public_ones_refuses_the_name(
    clock: Clock, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, ["93.184.215.14", "127.0.0.1"])
    with Fetcher(clock.now, clock.sleep, bounds=QUICK) as web:
        refusal(web, f"http://pages.example:{host.port}/a")
    assert host.asked == []


def test_a_name_that_turns_private_between_two_requests_is_refused(
    clock: Clock, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slugline.pages.addresses.is_public", lambda address: str(address) == "127.0.0.1")
    host.says["/a"] = page()
    asked = names(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    with Fetcher(clock.now, clock.sleep, bounds=QUICK) as web:
        refusal(web, f"http://pages.example:{host.port}/a")
    assert asked == ["pages.example"] * 2
    assert [path for path, _ in host.asked] == ["/robots.txt"]


def test_what_was_looked_at_is_what_is_asked_under_its_name(
    clock: Clock, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One look-up a request: nothing asks the name server again between the look and the connection."""
    monkeypatch.setattr("slugline.pages.addresses.is_public", lambda address: str(address) == "127.0.0.1")
    asked = names(monkeypatch, ["127.0.0.1"])
    host.says["/a"] = page()
    with Fetcher(clock.now, clock.sleep, bounds=QUICK) as web:
        assert web.get(f"http://pages.example:{host.port}/a").content
    assert len(asked) == len(host.asked) == 2
    assert host.asked[-1][1]["host"] == f"pages.example:{host.port}"


def test_a_redirect_to_a_private_place_is_refused(clock: Clock, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    with hosting() as inner:
        monkeypatch.setattr("slugline.pages.addresses.is_public", lambda address: str(address) == "127.0.0.1")
        real = socket.getaddrinfo
        monkeypatch.setattr(
            "slugline.pages.addresses.socket.getaddrinfo",
            lambda name, *rest, **more: real({"inner.example": "127.0.0.2"}.get(name, "127.0.0.1"), *rest, **more),
        )
        host.says["/a"] = answer(302, b"", f"Location: {inner.url('/b', 'inner.example')}")
        with Fetcher(clock.now, clock.sleep, bounds=QUICK) as web:
            assert "private" in str(refusal(web, host.url("/a", "pages.example")))
        assert inner.asked == []


@pytest.mark.parametrize(
    "url",
    ["http://me:pw@pages.example/", "http://me@pages.example/", "http://@pages.example/", "file:///etc/passwd",
     "ftp://pages.example/", "http:///a", "http://pages.example:0x50/", "http://pages.example\\@127.0.0.1/",
     "http://pages.example/a\r\nX: 1", "http://pages.example/" + "a" * 5000, "http://a..b/", "http://%31%32%37.0.0.1/"],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused_and_no_password_is_shown(clock: Clock, url: str) -> None:
    with Fetcher(clock.now, clock.sleep, bounds=QUICK) as web:
        assert "pw" not in str(refusal(web, url))


# --- certificates


def test_a_certificate_that_nobody_vouches_for_is_refused(web: Fetcher) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("self_signed.pem"))
    with hosting(context) as host:
        host.says["/a"] = page()
        refusal(web, host.url("/a"))
        assert host.asked == []
