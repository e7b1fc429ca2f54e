"""The commands that ask the web, as real processes: what they print, how they end, and what a killed watch leaves."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

pytest.importorskip("feedparser")
pytest.importorskip("httpx2")
pytest.importorskip("protego")
pytest.importorskip("prometheus_client")

from prometheus_client.parser import text_string_to_metric_families

from pages.test_following import feed
from record_kills import found
from rude_host import Host, answer, hosting, page
from warm_commands import Started, Warm

SLUGLINE = (sys.executable, "-c", "import sys; from slugline.surfaces.cli import main; sys.exit(main())")
EXTRA = ("httpx2", "protego", "feedparser", "prometheus_client")
KILLS = 12
DAYS = [f"June {day}" for day in range(1, 6)]


Run = Callable[..., subprocess.CompletedProcess[str]]


def told(day: str) -> bytes:
    """An article that makes claims by rules alone."""
    text = (
        f"<p>The film <em>Salt Harbor</em> is set to open in theaters on {day}, 2026, Northgate Pictures said.</p>"
        "<p>Ada Rook stars as the lighthouse keeper. It was directed by Paul Okonta.</p>"
        "<p>It was shot over eleven weeks on the coast, in weather that the crew will not soon forget.</p>"
    )
    head = '<title>Salt Harbor moves</title><meta property="article:published_time" content="2026-03-01">'
    body = f"<article><h1>Salt Harbor moves</h1>{text}</article>"
    return page(f"<html><head>{head}</head><body>{body}</body></html>".encode())


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as one:
        one.says |= {f"/{number}": told(day) for number, day in enumerate(DAYS)}
        yield one


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    with Warm() as one:
        yield one


def surroundings(at: Path) -> dict[str, str]:
    return {
        "SLUGLINE_ALLOW_PRIVATE": "1",
        "SLUGLINE_RECORD": str(at / "r.db"),
        "SLUGLINE_EXTRACTOR": "rules",
    }


@pytest.fixture
def run(tmp_path: Path, warm: Warm) -> Run:
    def one(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return warm.run(*words, at=tmp_path, **surroundings(tmp_path) | more)

    return one


def in_new_interpreter(at: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    everything = os.environ | surroundings(at) | more
    return subprocess.run([*SLUGLINE, *words], cwd=at, env=everything, capture_output=True, text=True, timeout=60)


@contextmanager
def watching(warm: Warm, at: Path, *words: str) -> Iterator[Started]:
    with warm.started("watch", "--log", "json", *words, at=at, **surroundings(at)) as watch:
        yield watch


def heard(said: Iterable[str], event: str) -> dict[str, object]:
    for line in said:
        if (told := json.loads(line))["event"] == event:
            return dict(told)
    raise AssertionError(f"no {event!r}")


def test_addresses_and_files_are_read_alike(tmp_path: Path, host: Host, run: Run) -> None:
    (tmp_path / "note.md").write_text("---\ndate: 2026-03-01\n---\nLow Tide opens in cinemas on June 5, 2026.\n")
    host.says["/gone"] = answer(404)
    added = run("add", host.url("/0"), "note.md", host.url("/gone"))
    assert added.returncode == 1
    assert added.stdout.count("new") == 2
    assert [line.endswith("/gone: answers 404") for line in added.stderr.splitlines()] == [True]
    assert "Salt Harbor" in run("claims", host.url("/0")).stdout
    assert run("check", host.url("/0")).returncode in (0, 1)
    refused = run("add", host.url("/0"), SLUGLINE_ALLOW_PRIVATE="0")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1)
    assert "private address" in refused.stderr


def test_a_watch_serves_metrics_ends_when_told_and_is_alone(tmp_path: Path, host: Host, warm: Warm, run: Run) -> None:
    host.says["/feed"] = feed(host, "/0")
    assert run("follow", host.url("/feed"), "--later").returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    for number in (signal.SIGTERM, signal.SIGINT):
        with watching(warm, tmp_path, "--metrics", place) as watch:
            heard(watch.err, "watching")
            if number is signal.SIGTERM:
                assert heard(watch.err, "page")["outcome"] == "new"
                second = run("watch")
                assert (second.returncode, len(second.stderr.splitlines())) == (1, 1)
                assert "another watch" in second.stderr
            with urlopen(f"http://{place}/metrics") as told:
                families = {one.name: one for one in text_string_to_metric_families(told.read().decode())}
            pages = {one.labels["state"]: one.value for one in families["slugline_pages"].samples}
            assert pages["read"] == 1
            watch.send(number)
            heard(watch.err, "stopped")
            assert watch.wait() == 0
    (row,) = json.loads(run("status", "--json").stdout)["feeds"]
    assert (row["state"], row["pages"]["read"]) == ("well", 1)
    assert run("follow", "--remove", host.url("/feed")).stdout.startswith("removed")
    assert run("status").stdout == "no feeds are followed\n"


def test_a_watch_in_a_new_interpreter_is_the_same(tmp_path: Path, host: Host) -> None:
    host.says["/feed"] = feed(host, "/0")
    assert in_new_interpreter(tmp_path, "follow", host.url("/feed"), "--later").returncode == 0
    words = [*SLUGLINE, "watch", "--log", "json"]
    everything = os.environ | surroundings(tmp_path)
    with subprocess.Popen(words, cwd=tmp_path, env=everything, stderr=subprocess.PIPE, text=True) as watch:
        try:
            assert heard(watch.stderr or (), "page")["outcome"] == "new"
            watch.terminate()
            heard(watch.stderr or (), "stopped")
            assert watch.wait(60) == 0
        finally:
            watch.kill()


def test_a_watch_killed_at_any_moment_reads_each_article_once(tmp_path: Path, host: Host, warm: Warm, run: Run) -> None:
    """Killed at seeded moments of its run and, every other time, soon after a page, until it has read all of them."""
    host.says["/feed"] = feed(host, *(f"/{number}" for number in range(len(DAYS))))
    dice = random.Random(6)  # noqa: S311
    file, state = tmp_path / "r.db", tmp_path / "r.db.feeds"

    def begun() -> None:
        for old in tmp_path.glob("r.db*"):
            old.unlink()
        assert run("follow", host.url("/feed"), "--later").returncode == 0

    def read() -> set[str]:
        """The pages that count as read; each must be in the record, whole."""
        there, faults, _ = found(f"sqlite:///{file}")
        with closing(sqlite3.connect(state)) as kept:
            pages = {url for (url,) in kept.execute("SELECT url FROM pages WHERE state = 'read'")}
        assert not faults
        assert len(pages) <= (there or 0) <= len(DAYS)
        return pages

    begun()
    started = time.perf_counter()
    with watching(warm, tmp_path) as watch:
        for _ in DAYS:
            heard(watch.err, "page")
        took = time.perf_counter() - started
    begun()
    amid = 0
    for kill in range(KILLS):
        with watching(warm, tmp_path) as watch:
            if kill % 2:
                heard(watch.err, "page")
                time.sleep(dice.random() * took / len(DAYS))
            else:
                time.sleep(dice.random() * took)
            watch.kill()
        amid += 0 < len(pages := read()) < len(DAYS)
        if len(pages) == len(DAYS):
            again = run("add", *map(host.url, map("/{}".format, range(len(DAYS)))))
            assert len(re.findall("same", again.stdout)) == len(DAYS)
            begun()
    assert amid >= KILLS // 4
    finished = run("follow", host.url("/feed"))
    assert finished.returncode == 0, finished.stderr
    assert len(read()) == len(DAYS)
    with closing(sqlite3.connect(file)) as record:
        assert record.execute("SELECT count(*) FROM versions").fetchone() == (len(DAYS),)


@pytest.fixture
def without(tmp_path: Path) -> Callable[..., str]:
    """Takes modules away from new interpreters; the PYTHONPATH that does so."""

    def path(*modules: str) -> str:
        for module in modules:
            (tmp_path / f"{module}.py").write_text(f"raise ModuleNotFoundError('no', name='{module}')")
        return os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])

    return path


@pytest.mark.parametrize("module", EXTRA)
def test_without_the_extra_one_line_names_it(tmp_path: Path, module: str, without: Callable[..., str]) -> None:
    missed = in_new_interpreter(tmp_path, "follow", "http://127.0.0.1:9/feed", PYTHONPATH=without(module))
    assert missed.returncode == 1
    (line,) = missed.stderr.splitlines()
    assert "slugline[fetch]" in line


def test_without_the_extra_files_are_read(tmp_path: Path, without: Callable[..., str]) -> None:
    (tmp_path / "note.md").write_text("---\ndate: 2026-03-01\n---\nLow Tide opens in cinemas on June 5, 2026.\n")
    assert in_new_interpreter(tmp_path, "add", "note.md", PYTHONPATH=without(*EXTRA)).returncode == 0
