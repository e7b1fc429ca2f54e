"""Following feeds step by step: what is new, changed, gone or refused, and what a watch that dies leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

pytest.importorskip("feedparser")
pytest.importorskip("httpx2")
pytest.importorskip("protego")

from rude_host import Host, answer, hosting, page
from slugline.claims.extract import extract
from slugline.claims.kinds import SPECS
from slugline.errors import SluglineError
from slugline.pages.fetching import Fetcher
from slugline.record import Record, open_record
from slugline.surfaces.adding import add_reading
from slugline.surfaces.following.keeping import Keeping
from slugline.surfaces.following.steps import Added, Follower, Step
from slugline.surfaces.following.watching import alone
from slugline.surfaces.inputs import reading_of

pytestmark = pytest.mark.filterwarnings("ignore:SOCKS support")  # urllib3's, where trafilatura is first imported


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as one:
        yield one


@pytest.fixture
def record() -> Iterator[Record]:
    with open_record(":memory:", SPECS) as one:
        yield one


@pytest.fixture
def follower(tmp_path: Path, record: Record) -> Iterator[Follower]:
    clock = Clock()
    with Fetcher(clock.now, clock.sleep, allow_private=True) as web:
        yield Follower(
            Keeping(tmp_path / "feeds"),
            web,
            lambda found, day: reading_of(found, extract, day),
            lambda reading, at: [Added(one.outcome, one.claims) for one in add_reading(record, reading, at)],
            clock.now,
        )


def feed(host: Host, *paths: str, stamp: str = "2026-03-01T10:00:00Z") -> bytes:
    entries = "".join(
        f'<entry><title>A</title><link href="{host.url(path)}?utm_source=feed"/><updated>{stamp}</updated></entry>'
        for path in paths
    )
    return answer(200, f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode())


def article(day: str) -> bytes:
    text = (
        f"<p>Salt Harbor will open in cinemas on {day}, 2026, the studio Northgate Pictures said on Sunday.</p>"
        "<p>The film follows a lighthouse keeper who finds a ship that nobody has missed, and asks why.</p>"
        "<p>It was shot over eleven weeks on the coast, in weather that the crew will not soon forget.</p>"
    )
    head = '<title>Salt Harbor moves</title><meta property="article:published_time" content="2026-03-01">'
    body = f"<article><h1>Salt Harbor moves</h1>{text}</article>"
    return page(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def steps(follower: Follower) -> list[Step]:
    found = []
    while one := follower.step():
        found.append(one)
    return found


def outcomes(follower: Follower) -> list[tuple[str, str]]:
    return [(one.what, one.outcome) for one in steps(follower)]


def rest(follower: Follower, **time: float) -> None:
    clock = follower.now.__self__  # type: ignore[attr-defined]
    clock.at += timedelta(**time)


def test_pages_are_read_once_again_when_they_change_and_kept_when_they_go(follower: Follower, host: Host) -> None:
    host.says |= {
        "/feed": feed(host, "/a", "/b"),
        "/a": article("May 8"),
        "/b": answer(200, b"x", "Content-Type: image/png"),
    }
    follower.keeping.follow(host.url("/feed"), 1800, follower.now())
    assert outcomes(follower) == [("feed", "read"), ("page", "new"), ("page", "refused")]
    rest(follower, minutes=31)
    assert outcomes(follower) == [("feed", "read")]  # nothing new: no page is asked for
    host.says |= {"/feed": feed(host, "/a", stamp="2026-03-02T10:00:00Z"), "/a": article("June 5")}
    rest(follower, minutes=31)
    assert outcomes(follower) == [("feed", "read"), ("page", "changed")]
    host.says["/a"] = answer(410)
    host.says["/feed"] = feed(host, "/a", stamp="2026-03-03T10:00:00Z")
    rest(follower, minutes=31)
    assert outcomes(follower) == [("feed", "read"), ("page", "gone")]
    assert [one.state for one in follower.keeping.troubled()] == ["gone", "refused"]
    assert all("utm" not in path for path in host.paths())


def test_a_watch_that_dies_after_the_record_was_written_says_nothing_twice(
    follower: Follower, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.says |= {"/feed": feed(host, "/a"), "/a": article("May 8")}
    follower.keeping.follow(host.url("/feed"), 1800, follower.now())

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Keeping, "keep", die)
        with pytest.raises(KeyboardInterrupt):
            steps(follower)
    assert outcomes(follower) == [("page", "same")]
    assert outcomes(follower) == []


def test_a_feed_that_fails_is_asked_ever_less_and_one_that_is_gone_no_more(follower: Follower, host: Host) -> None:
    host.says["/feed"] = page(b"<html><p>No feed.</p></html>")
    follower.keeping.follow(host.url("/feed"), 1800, follower.now())
    waits = []
    for _ in range(3):
        assert outcomes(follower) == [("feed", "failed")]
        due = follower.keeping.next_at()
        assert due is not None
        waits.append(round((due - follower.now()).total_seconds()))
        rest(follower, seconds=waits[-1] + 1)
    assert waits == [1800, 3600, 7200]
    host.says["/feed"] = answer(410)
    assert outcomes(follower) == [("feed", "ended")]
    assert follower.keeping.next_at() is None


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>',
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><feed>&a;</feed>',
        b"<rss><channel>" + b"<item><link>http://a.example/</link></item>" * 150_000,
        b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100_000,
    ],
    ids=["entities", "a file as an entity", "too many entries", "depth"],
)
def test_a_hostile_feed_is_a_fault_of_its_own(follower: Follower, host: Host, content: bytes) -> None:
    host.says["/feed"] = answer(200, content)
    follower.keeping.follow(host.url("/feed"), 1800, follower.now())
    assert outcomes(follower) == [("feed", "failed")]


def test_two_watches_of_one_file_do_not_double(tmp_path: Path) -> None:
    with alone(tmp_path / "feeds"), pytest.raises(SluglineError, match="another watch"), alone(tmp_path / "feeds"):
        pass
