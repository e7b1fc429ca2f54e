"""The commands that ask the web, as real processes: what they print, how they end, and what a killed watch leaves."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

pytest.importorskip("feedparser")
pytest.importorskip("httpx2")
pytest.importorskip("protego")
pytest.importorskip("prometheus_client")

from prometheus_client.parser import text_string_to_metric_families

from pages.test_following import article, feed
from rude_host import Host, answer, hosting

SLUGLINE = (sys.executable, "-c", "import sys; from slugline.surfaces.cli import main; sys.exit(main())")
DAYS = [f"May {day}" for day in range(1, 6)]


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as one:
        one.says |= {f"/{number}": article(day) for number, day in enumerate(DAYS)}
        yield one


def surroundings(at: Path) -> dict[str, str]:
    return os.environ | {
        "SLUGLINE_ALLOW_PRIVATE": "1",
        "SLUGLINE_RECORD": str(at / "r.db"),
        "SLUGLINE_EXTRACTOR": "rules",
    }


def ran(at: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    everything = surroundings(at) | more
    return subprocess.run([*SLUGLINE, *words], cwd=at, env=everything, capture_output=True, text=True, timeout=60)


def watching(at: Path, *words: str) -> subprocess.Popen[str]:
    words = ("watch", "--log", "json", *words)
    return subprocess.Popen([*SLUGLINE, *words], cwd=at, env=surroundings(at), stderr=subprocess.PIPE, text=True)


def heard(watch: subprocess.Popen[str], event: str) -> dict[str, object]:
    assert watch.stderr
    for line in watch.stderr:
        if (said := json.loads(line))["event"] == event:
            return dict(said)
    raise AssertionError(f"no {event!r}")


def test_addresses_and_files_are_read_alike(tmp_path: Path, host: Host) -> None:
    (tmp_path / "note.md").write_text("---\ndate: 2026-03-01\n---\nLow Tide opens in cinemas on June 5, 2026.\n")
    host.says["/gone"] = answer(404)
    added = ran(tmp_path, "add", host.url("/0"), "note.md", host.url("/gone"))
    assert added.returncode == 1
    assert added.stdout.count("new") == 2
    assert [line.endswith("/gone: answers 404") for line in added.stderr.splitlines()] == [True]
    assert "Salt Harbor" in ran(tmp_path, "claims", host.url("/0")).stdout
    assert ran(tmp_path, "check", host.url("/0")).returncode in (0, 1)
    refused = ran(tmp_path, "add", host.url("/0"), SLUGLINE_ALLOW_PRIVATE="0")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1)
    assert "private address" in refused.stderr


def test_a_watch_serves_metrics_ends_when_told_and_is_alone(tmp_path: Path, host: Host) -> None:
    host.says["/feed"] = feed(host, "/0")
    assert ran(tmp_path, "follow", host.url("/feed"), "--later").returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    for number in (signal.SIGTERM, signal.SIGINT):
        with watching(tmp_path, "--metrics", place) as watch:
            try:
                heard(watch, "watching")
                if number is signal.SIGTERM:
                    assert heard(watch, "page")["outcome"] == "new"
                    second = ran(tmp_path, "watch")
                    assert (second.returncode, len(second.stderr.splitlines())) == (1, 1)
                    assert "another watch" in second.stderr
                with urlopen(f"http://{place}/metrics") as told:
                    families = {one.name: one for one in text_string_to_metric_families(told.read().decode())}
                pages = {one.labels["state"]: one.value for one in families["slugline_pages"].samples}
                assert pages["read"] == 1
                watch.send_signal(number)
                heard(watch, "stopped")
                assert watch.wait(20) == 0
            finally:
                watch.kill()
    (row,) = json.loads(ran(tmp_path, "status", "--json").stdout)["feeds"]
    assert (row["state"], row["pages"]["read"]) == ("well", 1)
    assert ran(tmp_path, "follow", "--remove", host.url("/feed")).stdout.startswith("removed")
    assert ran(tmp_path, "status").stdout == "no feeds are followed\n"


def test_a_watch_killed_again_and_again_reads_each_article_once(tmp_path: Path, host: Host) -> None:
    host.says["/feed"] = feed(host, *(f"/{number}" for number in range(len(DAYS))))
    assert ran(tmp_path, "follow", host.url("/feed"), "--later").returncode == 0
    dice = random.Random(6)  # noqa: S311
    outcomes: list[str] = []
    for _ in range(3):
        with watching(tmp_path) as watch:
            outcomes.append(str(heard(watch, "page")["outcome"]))
            time.sleep(dice.random() * 1.2)  # a page's turn takes a second, by the host's pace
            watch.kill()
    finished = ran(tmp_path, "follow", host.url("/feed"))
    assert finished.returncode == 0, finished.stderr
    (row,) = json.loads(ran(tmp_path, "status", "--json").stdout)["feeds"]
    assert row["pages"]["read"] == len(DAYS)
    assert ran(tmp_path, "verify").returncode == 0
    again = ran(tmp_path, "add", *(host.url(f"/{number}") for number in range(2)))
    assert len(re.findall("same", again.stdout)) == 2


@pytest.mark.parametrize("module", ["httpx2", "protego", "feedparser", "prometheus_client"])
def test_without_the_extra_one_line_names_it(tmp_path: Path, module: str) -> None:
    (tmp_path / f"{module}.py").write_text(f"raise ModuleNotFoundError('no', name='{module}')")
    (tmp_path / "note.md").write_text("---\ndate: 2026-03-01\n---\nLow Tide opens in cinemas on June 5, 2026.\n")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    assert ran(tmp_path, "add", "note.md", PYTHONPATH=path).returncode == 0
    missed = ran(tmp_path, "follow", "http://127.0.0.1:9/feed", PYTHONPATH=path)
    assert missed.returncode == 1
    (line,) = missed.stderr.splitlines()
    assert "slugline[fetch]" in line
