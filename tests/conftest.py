"""What the tests share: notes on disk, the command line as a user runs it, and both databases.

A test that asks for ``url`` or ``fresh`` runs on each of DATABASES, and so does every test of a module
that takes `told` from `scenes` (but those that try many examples): its records in memory are records on
a server the second time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner

import scenes
from servers import NoServer, Server, running_server
from slugline.claims.kinds import SPECS
from slugline.record import Record, open_record
from slugline.surfaces.cli import main

HOME = Path(__file__).parents[1]
NOTE = """\
---
title: "{title}"
date: {day}
publisher: "The Test Sheet"
url: "https://testsheet.example/{slug}"
---
{body}
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of the command line came to."""

    status: int
    out: str
    err: str


Runner = Callable[..., Ran]
Writer = Callable[..., Path]
Fresh = Callable[[], str]
DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for the session; without one its tests are skipped, and fail where CI is set."""
    with ExitStack() as stack:
        try:
            started = stack.enter_context(running_server())
        except NoServer as error:
            without_server(str(error))
        yield started


def without_server(reason: str) -> NoReturn:
    """Where the whole suite must run, a test that cannot is a failure."""
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(f"no PostgreSQL server: {reason}")
    pytest.skip(f"no PostgreSQL server: {reason}")


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """The name of each database in turn."""
    return str(request.param)


@pytest.fixture
def fresh(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Fresh]:
    """Gives the address of a new place for a record, with nothing in it, as often as it is called."""
    if database == "sqlite":
        numbers = count(1)
        yield lambda: f"sqlite:///{tmp_path / f'record-{next(numbers)}.db'}"
        return
    server: Server = request.getfixturevalue("server")
    made: list[str] = []

    def make() -> str:
        made.append(server.fresh())
        return made[-1]

    yield make
    for address in made:
        server.drop(address)


@pytest.fixture
def url(fresh: Fresh) -> str:
    """The address of one new place for a record."""
    return fresh()


@pytest.fixture(scope="session")
def shelf(server: Server) -> list[str]:
    """Addresses of databases with a record in them, used before and used again."""
    server.run("CREATE DATABASE made TEMPLATE template1")
    open_record(server.address("made"), SPECS).close()
    return []


@pytest.fixture
def told_on(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where `told` keeps its records: in memory, or each in a database of its own on the server."""
    if request.param == "sqlite":
        yield
        return
    server: Server = request.getfixturevalue("server")
    shelf: list[str] = request.getfixturevalue("shelf")
    taken: list[str] = []
    opened: list[Record] = []

    def opener(url: str, *words: Any, **more: Any) -> Record:
        if url == ":memory:":
            url = shelf.pop() if shelf else server.fresh(server.address("made"))
            server.empty(url)
            taken.append(url)
        opened.append(open_record(url, *words, **more))
        return opened[-1]

    monkeypatch.setattr(scenes, "open_record", opener)
    yield
    for record in opened:
        record.close()
    shelf += taken


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs what `told` tells on both databases."""
    if getattr(metafunc.module, "told", None) is not scenes.told or hasattr(metafunc.function, "hypothesis"):
        return
    if "database" not in metafunc.fixturenames:
        metafunc.fixturenames.insert(0, "told_on")  # before a fixture that tells something
        metafunc.parametrize("told_on", DATABASES, indirect=True)


@pytest.fixture
def slugline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Runs `slugline` in ``tmp_path``, with a record there; its keywords are further environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SLUGLINE_DEBUG", raising=False)

    def run(*words: str | Path, **more: str) -> Ran:
        env = {"SLUGLINE_RECORD": str(tmp_path / "record.db"), **more}
        done = CliRunner().invoke(main, [*map(str, words)], prog_name="slugline", env=env)
        return Ran(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Runner:
    """The same in a process of its own, where a warning is an error and a traceback fails the test."""
    env = {**os.environ, "SLUGLINE_RECORD": str(tmp_path / "record.db"), "PYTHONWARNINGS": "error"}
    env.pop("SLUGLINE_DEBUG", None)

    def run(*words: str | Path) -> Ran:
        command = [sys.executable, "-m", "slugline.surfaces.cli", *map(str, words)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path, env=env, timeout=60)
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def note(tmp_path: Path) -> Writer:
    """Writes a dated note and gives its path."""

    def write(slug: str, day: str, body: str, title: str = "A note") -> Path:
        path = tmp_path / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTE.format(title=title, day=day, slug=slug, body=body), encoding="utf-8")
        return path

    return write
