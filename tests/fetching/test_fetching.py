"""Whatever a server does, a page comes whole and within bounds, or one clear error; and hosts are left in peace."""

from __future__ import annotations

import gzip
import socket
import zlib
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from tests.fetching.servers import Clock, Sent, Server, dripping, said, served

from slugline.errors import FetchError
from slugline.pages import addresses
from slugline.pages.addresses import is_public, place_of, shown, tidied
from slugline.pages.fetching import Bounds, Fetcher, Known
from slugline.pages.web import page_of

PAGE = b"<html><body><h1>Salt Harbor opens in May</h1></body></html>"
OK = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"


def test_a_page_comes_with_what_the_server_says_of_it(server: Server, web: Fetcher, clock: Clock) -> None:
    stamped = {"etag": '"x"', "last_modified": "Sun, 01 Mar 2026 10:00:00 GMT"}
    server.answers["/a"] = said(body=PAGE, content_type='Text/HTML; charset="ISO-8859-1"', **stamped)
    answer = web.get(f"{server.root}/a")
    assert (answer.content, answer.media, answer.charset, answer.fresh) == (PAGE, "text/html", "iso-8859-1", True)
    page = page_of(answer, clock.now())
    assert (page.kind, page.url, page.charset) == ("html", f"{server.root}/a", "iso-8859-1")
    assert server.paths() == ["/robots.txt", "/a"]
    assert "User-Agent: Slugline/" in server.asked[1]
    assert "(+desk@news.example)" in server.asked[1]
    assert "cookie" not in server.asked[1].lower()

    server.answers["/a"] = lambda head: said("304 Not Modified") if 'if-none-match: "x"' in head.lower() else said()
    again = web.get(f"{server.root}/a", Known(answer.etag, answer.last_modified))
    assert not again.fresh
    assert "if-modified-since: sun, 01 mar 2026" in server.asked[-1].lower()


BOMB = gzip.compress(b"\0" * 2_000_000)
CASES: dict[str, tuple[Callable[[], Sent], str]] = {
    "no answer": (lambda: iter(()), "breaks off"),
    "a head that drips": (lambda: dripping(OK.encode(), b"x-a: 1\r\n"), "no answer in time"),
    "a body that drips": (lambda: dripping(f"{OK}\r\n".encode(), b"<p>"), "no answer in time"),
    "a body without end": (lambda: dripping(f"{OK}\r\n".encode(), b"<p>" * 9_000, every=0.0), "too large"),
    "a length that is longer": (f"{OK}content-length: 99\r\n\r\n<p>".encode, "breaks off"),
    "a length that is none": (f"{OK}content-length: -5\r\n\r\n<p>".encode, "breaks off"),
    "no HTTP": (lambda: b"SSH-2.0-x\r\n\r\n", "breaks off"),
    "a bomb": (lambda: said(body=BOMB, content_encoding="gzip"), "too large"),
    "half a gzip": (lambda: said(body=gzip.compress(PAGE)[:-9], content_encoding="gzip"), "packed wrongly"),
    "no gzip": (lambda: said(body=PAGE, content_encoding="gzip"), "packed wrongly"),
    "packed otherwise": (lambda: said(body=zlib.compress(PAGE), content_encoding="br"), "not asked for"),
    "a redirect to itself": (lambda: said("302 Found", location="/a"), "without end"),
    "a redirect to nowhere": (lambda: said("301 Moved"), "names no address"),
    "a redirect to a file": (lambda: said("302 Found", location="file:///etc/passwd"), "may be asked for"),
    "a redirect to a user": (lambda: said("302 Found", location="http://u:p@127.0.0.1/"), "may be asked for"),
    "a redirect to Unicode": (lambda: said("302 Found", location="http://[::1/"), "names no address"),
    "gone": (lambda: said("410 Gone"), "answers 410"),
    "forbidden": (lambda: said("403 Forbidden"), "answers 403"),
    "broken": (lambda: said("500 Oh"), "answers 500"),
    "half a page": (lambda: said("206 Partial", body=PAGE), "answers 206"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_server_that_misbehaves_is_one_clear_error(case: str, server: Server, web: Fetcher) -> None:
    made, fault = CASES[case]
    server.answers["/a"] = lambda _: made()
    with pytest.raises(FetchError, match=fault) as caught:
        web.get(f"{server.root}/a")
    assert "\n" not in str(caught.value)
    tries = server.paths().count("/a")
    assert tries == (3 if caught.value.passing else 6 if "itself" in case else 1)


def test_a_fault_that_passes_is_waited_out(server: Server, web: Fetcher, clock: Clock) -> None:
    at = format_datetime(clock.now() + timedelta(seconds=90), usegmt=True)
    answers = iter([said("503 Busy", retry_after="40"), said("429 Slower", retry_after=at), said(body=PAGE)])
    server.answers["/a"] = lambda _: next(answers)
    assert web.get(f"{server.root}/a").content == PAGE
    assert clock.slept == [1.0, 40.0, 49.0]  # one for the pace


def test_a_host_that_wants_rest_for_long_gets_it(server: Server, web: Fetcher) -> None:
    server.answers["/a"] = said("429 Slower", retry_after="86400")
    with pytest.raises(FetchError, match="429") as caught:
        web.get(f"{server.root}/a")
    assert (caught.value.passing, caught.value.wait, server.paths().count("/a")) == (True, 86_400.0, 1)


def test_a_host_is_asked_at_the_pace_that_it_asks_for(server: Server, web: Fetcher, clock: Clock) -> None:
    server.answers |= {"/robots.txt": said(body=b"User-agent: *\nCrawl-delay: 7\n"), "/a": said(), "/b": said()}
    web.get(f"{server.root}/a")
    web.get(f"{server.root}/b")
    assert clock.slept == [7.0, 7.0]


ROBOTS = [
    (said(body=b"User-agent: *\nDisallow: /\n\nUser-agent: slugline\nAllow: /a\nDisallow: /\n"), True),
    (said(body=b"User-agent: Slugline\nDisallow: /a\n"), False),
    (said("404 Not Found"), True),
    (said("401 No"), True),
    (said("500 Oh"), None),
    (said("429 Slower", retry_after="999"), None),
    (said(body=b"\0\xff" * 300_000), True),
    (said(body=b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /\n"), True),
    (said("302 Found", location="/robots.txt"), True),
]


@pytest.mark.parametrize(("robots", "allowed"), ROBOTS)
def test_what_a_host_asks_of_robots_is_done(robots: bytes, allowed: bool | None, server: Server, web: Fetcher) -> None:
    server.answers |= {"/robots.txt": robots, "/a": said(body=PAGE)}
    if allowed:
        assert web.get(f"{server.root}/a").content == PAGE
        return
    with pytest.raises(FetchError, match=r"robots\.txt") as caught:
        web.get(f"{server.root}/a")
    assert caught.value.passing is (allowed is None)
    assert "/a" not in server.paths()


def test_robots_are_asked_again_after_a_day(server: Server, web: Fetcher, clock: Clock) -> None:
    server.answers |= {"/a": said(body=PAGE)}
    for _ in range(3):
        web.get(f"{server.root}/a")
    assert server.paths().count("/robots.txt") == 1
    clock.moment += timedelta(hours=25)
    server.answers["/robots.txt"] = said(body=b"User-agent: *\nDisallow: /\n")
    with pytest.raises(FetchError, match="asks not to read"):
        web.get(f"{server.root}/a")


def test_redirects_are_followed_and_those_for_ever_told(server: Server, web: Fetcher) -> None:
    server.answers |= {"/a": said("301 Moved", location="/b#top"), "/b": said("308 Moved", location="c"), "/c": said()}
    answer = web.get(f"{server.root}/a")
    assert (answer.url, answer.moved) == (f"{server.root}/c", True)
    server.answers["/b"] = said("302 Found", location="c", set_cookie="a=b")
    assert not web.get(f"{server.root}/a").moved
    assert "cookie" not in server.asked[-1].lower()


def test_private_addresses_are_refused_at_every_hop(
    server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Fetcher(clock.now, clock.sleep) as web, pytest.raises(FetchError, match="private address"):
        web.get(f"{server.root}/a")
    assert server.asked == []
    monkeypatch.setattr(addresses, "is_public", lambda address: str(address) == "127.0.0.1")
    for hop in ("http://10.0.0.1/", "http://169.254.169.254/latest", "http://[::ffff:10.0.0.1]/", "http://0x0a000001/"):
        server.answers["/a"] = said("302 Found", location=hop)
        with (
            Fetcher(clock.now, clock.sleep) as web,
            pytest.raises(FetchError, match=r"private address|cannot be found"),
        ):
            web.get(f"{server.root}/a")


def test_what_is_connected_to_is_what_was_looked_at(
    server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def turned(host: str, port: int, **_: Any) -> list[Any]:
        looked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", turned)
    server.answers["/a"] = said(body=PAGE)
    with Fetcher(clock.now, clock.sleep, allow_private=True) as web:
        assert web.get(f"http://news.example:{server.port}/a").content == PAGE
    assert looked == ["news.example"] * 2  # the page and the robots.txt, each looked up by us alone
    assert f"host: news.example:{server.port}" in server.asked[-1].lower()


def test_one_private_address_among_several_is_enough(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    rows = [(0, 0, 0, "", (one, 80)) for one in ("93.184.216.34", "10.1.1.1")]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: rows)
    with Fetcher(clock.now, clock.sleep) as web, pytest.raises(FetchError, match="private address"):
        web.get("http://news.example/")


def test_a_certificate_that_nobody_vouches_for_is_refused(clock: Clock) -> None:
    with served(secure=True) as server, Fetcher(clock.now, clock.sleep, allow_private=True) as web:
        server.answers["/a"] = said(body=PAGE)
        with pytest.raises(FetchError, match="robots"):
            web.get(f"{server.root}/a")
        assert server.asked == []


ADDRESSES = [
    "ftp://a.example/",
    "http:///a",
    "http://u@a.example/",
    "http://u:p@a.example/",
    "http://a.example:99999/",
    "http://a.example/\u202etxt",
    "http://a.example/ b",
    "http://a.example/\r\nx: y",
    "http://" + "a" * 70 + ".example/",
    "http://a.example/" + "a" * 2_000,
    "http://a.example\\@b.example/",
]


@pytest.mark.parametrize("url", ADDRESSES)
def test_what_is_no_address_is_refused_before_anything_is_looked_up(url: str) -> None:
    with pytest.raises(FetchError, match="address") as caught:
        place_of(url)
    assert "u:p@" not in str(caught.value)
    assert str(caught.value).isprintable()


def test_addresses_are_shown_without_secrets_and_remembered_without_marks() -> None:
    assert shown("https://me:secret@a.example/x\n") == "https://…@a.example/x\\n"
    assert tidied("https://a.example/x?utm_source=y&id=3&fbclid=z#top") == "https://a.example/x?id=3"
    assert place_of("HTTPS://Ä.example/").host == "xn--4ca.example"
    assert place_of("http://a.example:8080/").origin == "http://a.example:8080"


PRIVATE = (
    *("127.0.0.1", "10.0.0.1", "169.254.1.1", "0.0.0.0", "100.64.0.1", "224.0.0.1", "192.0.2.1"),  # noqa: S104
    *("::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "255.255.255.255"),
)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_known(address: str) -> None:
    import ipaddress

    assert not is_public(ipaddress.ip_address(address))


FORMS = [
    ("text/html", b"x", "html"),
    ("", b" <html>", "html"),
    ("text/plain", b"x", "text"),
    ("application/pdf", b"%", ""),
]


@pytest.mark.parametrize(("media", "content", "kind"), FORMS)
def test_only_pages_become_pages(
    media: str, content: bytes, kind: str, server: Server, web: Fetcher, clock: Clock
) -> None:
    server.answers["/a"] = said(body=content, content_type=media)
    answer = web.get(f"{server.root}/a")
    if kind:
        assert page_of(answer, clock.now()).kind == kind
    else:
        with pytest.raises(FetchError, match="no page to read"):
            page_of(answer, clock.now())


CANONICAL = [
    ("https://www.a.example/2026/salt", "https://www.a.example/2026/salt"),
    ("/2026/salt?utm_medium=x", "http://m.a.example/2026/salt"),
    ("https://b.example/2026/salt", "http://m.a.example/amp/salt"),
    ("https://www.a.example/", "http://m.a.example/amp/salt"),
    ("javascript:alert(1)", "http://m.a.example/amp/salt"),
]


@pytest.mark.parametrize(("named", "url"), CANONICAL)
def test_a_page_names_its_own_address_on_its_own_site(named: str, url: str, clock: Clock) -> None:
    from slugline.pages.fetching import Answer

    head = f"<html><head><link href='{named}' rel=canonical></head>".encode()
    assert page_of(Answer("http://m.a.example/amp/salt", head, "text/html"), clock.now()).url == url


def test_a_contact_cannot_add_headers(clock: Clock) -> None:
    with pytest.raises(FetchError, match="contact"):
        Fetcher(clock.now, clock.sleep, "a\r\nx: y")
    assert Bounds().pace >= 1.0
