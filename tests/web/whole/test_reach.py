"""Every page of the desk is reached by links, each of which is answered, and holds the part that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from desk_crawl import Answer, Crawl, crawl
from scenes import note, say, told
from slugline.model import Entity
from slugline.record import Record
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk
from web.editing.desks import rules
from web.whole.conftest import NOW, TODAY

REACHED = ("/", "/titles/…", "/titles/…/sources?about", "/franchises/…", "/people/…", "/changes", "/calendar", "/check")


def crawled(app: FastAPI, start: str) -> Crawl:
    with TestClient(app, follow_redirects=False) as client:

        def ask(path: str) -> Answer:
            given = client.get(path)
            return Answer(
                given.status_code,
                given.headers.get("content-type", ""),
                given.content,
                given.headers.get("location", ""),
            )

        return crawl(ask, [start], most=8)


@pytest.mark.parametrize("day", ["", "2023-08-01"])
def test_every_link_is_answered(examples: Record, day: str) -> None:
    app = make_app(Desk(examples, lambda: TODAY, lambda: NOW, rules))
    made = crawled(app, f"/?as_of={day}" if day else "/")
    assert made.faults == []
    assert {status for kind in made.kinds.values() for status in kind.statuses} <= {200, 300}
    kinds = {name.replace("?as_of", "").replace("&as_of", "").replace("as_of&", "") for name in made.kinds}
    assert set(REACHED) <= kinds
    assert made.pages > 60
    assert made.fragments > 50


def test_titles_that_share_all_but_their_makers_are_each_reached(tmp_path: Path) -> None:
    ash = Entity("film", "Ash")
    makers = {"Rue Vane": "Embers", "Jana Olt": "Cinder Road"}
    notes = [
        note(f"2025-02-1{number}", "Second Reel", say("director", who, of=ash), say("franchise", story, of=ash))
        for number, (who, story) in enumerate(makers.items())
    ]
    pages: dict[str, str] = {}
    with told(notes, url=str(tmp_path / "record.db")) as record:
        app = make_app(Desk(record, lambda: TODAY, lambda: NOW, rules))
        with TestClient(app, follow_redirects=False) as client:

            def ask(path: str) -> Answer:
                given = client.get(path)
                pages[path] = given.text
                return Answer(given.status_code, given.headers.get("content-type", ""), given.content)

            assert crawl(ask).faults == []
            chosen = client.get("/ask", params={"q": "Who directed Ash?"}).text
    guides = {path: text for path, text in pages.items() if re.fullmatch("/titles/ash-film-[0-9a-f]+", path)}
    assert sorted([who for who in makers if who in text] for text in guides.values()) == [["Jana Olt"], ["Rue Vane"]]
    assert all(f'href="{path}"' in chosen for path in guides)


def test_a_crawl_finds_what_is_wrong() -> None:
    pages = {
        "/": b'<p id="top"><a href="/gone">1</a> <a href="/big#none">2</a> <a href="#top">3</a>',
        "/big": b"<p>" + b"x" * 100_001,
    }

    def ask(path: str) -> Answer:
        return Answer(200, "text/html", pages[path]) if path in pages else Answer(404, "text/html", b"")

    assert crawl(ask).faults == [
        "404 /gone (linked from /)",
        "100,004 bytes: /big",
        "no part #none in /big (linked from /)",
    ]
