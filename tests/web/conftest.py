"""A desk to ask: a record of invented titles in a file, an application over it, a clock that only the test moves.

client      a browser at http://127.0.0.1 over ``desk_record``; whoever changes the record has it to themselves
editing     the same desk with signing in, an account and a browser; `Editing` sends the forms
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import httpx2
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient

from record.tampering import TEXTS, article, read
from scenes import RECORDED, SERIES, note, say
from slugline.claims.engines import Engine, open_engine
from slugline.claims.kinds import SPECS
from slugline.model import Entity
from slugline.record import Record, open_record
from slugline.surfaces.web.accounts import accounts, passwords
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk

NAME, PASSWORD = "Ines Dray", "a gate of seven hinges"
HERE = "http://127.0.0.1:8000"
NOW = datetime.fromisoformat("2026-06-01T09:00:00+00:00")
OLD = Entity("film", "Paper Tide", 2016)
NOTES = (
    note(
        "2026-03-01",
        "Mill Lane Wire",
        say("budget", 20_000_000),
        say("cast_member", "J. K. Oduya"),
        say("also_known_as", "Paper Tide"),
        say("set_after", "Kettle Row"),
        say("franchise", "Tides"),
        say("release_date", "2027-09", "rumoured"),
    ),
    note(
        "2026-03-05",
        "The Post",
        say("release_date", "2016-05-01", "stated", of=OLD),
        say("director", "Otto Lind", of=OLD),
    ),
    note(
        "2026-04-01",
        "The Halyard",
        say("status", "renewed", of=SERIES, season=2),
        say("death_date", "2026-02-14", "stated", of=Entity("person", "Mina Sands")),
    ),
)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass(slots=True)
class Clock:
    """What the desk takes for now."""

    at: datetime = NOW

    def now(self) -> datetime:
        """The moment."""
        return self.at

    def today(self) -> date:
        """Its day."""
        return self.at.date()

    def go(self, **by: float) -> None:
        """Let time pass."""
        self.at += timedelta(**by)


@cache
def rules() -> Engine:
    """The engine that opens quickly."""
    return open_engine("rules")


@pytest.fixture(scope="session")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in a file, to be copied."""
    path = tmp_path_factory.mktemp("desk") / "record.db"
    with open_record(str(path), SPECS) as record:
        made = article(TEXTS[0])
        record.add(made, read(made), RECORDED)
        for one in NOTES:
            record.add(None, one.claims, RECORDED)
    return path


@pytest.fixture
def desk_record(desk_file: Path, tmp_path: Path) -> Iterator[Record]:
    """The record, which the test may change."""
    with open_record(str(shutil.copy(desk_file, tmp_path / "desk.db")), SPECS, create=False) as record:
        yield record


@pytest.fixture
def clock() -> Clock:
    """The desk's clock."""
    return Clock()


@pytest.fixture
def app_of(desk_record: Record, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Callable[..., FastAPI]:
    """Makes an application over the record; its keywords are those of `Desk`. Hashes of passwords are cheap ones."""
    monkeypatch.setattr(passwords, "_hasher", CHEAP)
    return lambda **more: make_app(Desk(desk_record, clock.today, clock.now, rules, **more))


@pytest.fixture
def client(app_of: Callable[..., FastAPI]) -> Iterator[TestClient]:
    """A browser that reads; following no redirect by itself."""
    with TestClient(app_of(), base_url=HERE, follow_redirects=False) as browser:
        yield browser


@dataclass(slots=True)
class Editing:
    """A desk with signing in, and one browser at it."""

    record: Record
    clock: Clock
    app: FastAPI
    base: str = HERE
    browser: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.browser = self.another()

    def another(self, base: str = "") -> TestClient:
        """Another browser."""
        return TestClient(self.app, base_url=base or self.base, follow_redirects=False)

    def sign_in(self, name: str = NAME, password: str = PASSWORD, way: str = "/", **more: Any) -> httpx2.Response:
        """Fill in the form that the browser is shown."""
        shown = self.browser.get("/sign-in", params={"next": way})
        sent = {"csrf": csrf_in(shown.text), "name": name, "password": password, "next": way}
        return self.browser.post("/sign-in", data=sent, **more)

    def send(self, path: str, shown: str = "/add", **values: str) -> httpx2.Response:
        """Send a form with the token of the page at ``shown``."""
        page = self.browser.get(shown)
        return self.browser.post(path, data={"csrf": csrf_in(page.text, last=True), **values})


def csrf_in(page: str, *, last: bool = False) -> str:
    """The token of a page's first form, or of its last."""
    found = re.findall(r'name="csrf" value="([^"]+)"', page)
    assert found, page
    return str(found[-1 if last else 0])


def words_of(page: str) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.fixture
def editing(app_of: Callable[..., FastAPI], desk_record: Record, clock: Clock) -> Editing:
    """Editing turned on, with one account, and nobody signed in."""
    app = app_of(signing_in=True)
    accounts.add_account(desk_record, NAME, PASSWORD, clock.now())
    return Editing(desk_record, clock, app)


@pytest.fixture
def editor(editing: Editing) -> Editing:
    """The same, with the browser signed in."""
    assert editing.sign_in().status_code == 303
    return editing
