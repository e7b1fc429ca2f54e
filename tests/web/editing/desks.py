"""A desk where people sign in: a clock that only the test moves, a browser, and the forms that it sends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from html import unescape
from typing import Any

import httpx2
from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient

from scenes import SERIES, note, say
from slugline.claims.engines import Engine, open_engine
from slugline.model import Entity
from slugline.record import Record

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
        return self.browser.post(path, data={"csrf": csrf_in(page.text), **values})


def csrf_in(page: str) -> str:
    """The token that a page's forms bear."""
    found = set(re.findall(r'name="csrf" value="([^"]+)"', page))
    assert len(found) == 1, page
    return str(*found)


def words_of(page: str) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())
