"""The Atom feeds: valid, the same entries under the same names, days of what was said, and nobody's markup."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from slugline.answers.tellings import change_said
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk
from slugline.surfaces.web.feeds.atom import Entry, Feed, atom
from web.programs.noted import BOO

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
ATOM, XHTML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/1999/xhtml}"
FEEDS = [
    "/changes.atom",
    "/changes.atom?title=Paper Tides",
    "/changes.atom?franchise=paper-tides",
    "/changes.atom?person=Mara Vint",
    "/titles/paper-tides/changes.atom",
    "/titles/b-rook-b-and-sons-gnp/changes.atom",
    "/franchises/paper-tides/changes.atom",
    "/people/mara-vint/changes.atom",
    "/changes.atom?as_of=1999-01-01",
]


def read(client: TestClient, path: str) -> Any:
    """A feed, checked against the schema and read by another's parser."""
    response = client.get(path)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/atom+xml; charset=utf-8"
    SCHEMA.assertValid(etree.fromstring(response.content))
    found = feedparser.parse(response.content)
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


def pages(client: TestClient, path: str) -> list[Any]:
    """All entries of a feed, page by page as its links lead."""
    entries: list[Any] = []
    while path:
        found = read(client, path)
        entries += found.entries
        path = next((link.href for link in found.feed.links if link.rel == "next"), "")
    return entries


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_is_valid(client: TestClient, path: str) -> None:
    found = read(client, path)
    assert bool(found.entries) == ("1999" not in path)
    assert found.feed.updated == max((one.updated for one in found.entries), default="1970-01-01T00:00:00Z")


def test_entries_are_the_changes_in_sentences(client: TestClient) -> None:
    rows = client.get("/api/v1/changes").json()
    entries = pages(client, "/changes.atom")
    assert len(entries) == len(rows) > 10
    for row, entry in zip(rows, entries, strict=True):
        assert entry.id == f"tag:slugline.invalid,2026:changes/{row['id']}"
        assert entry.updated == entry.published == f"{row['on']}T00:00:00Z"
        assert entry.link == f"http://testserver/titles/{row['slug']}"
        if "Rook" not in row["title"]:
            assert entry.title == f"{row['title']}: {change_said(row)}"
            assert row["citations"][0]["quote"].strip() in unescape(entry.content[0].value)


def test_pages_hold_together(client: TestClient) -> None:
    whole = [entry.id for entry in pages(client, "/changes.atom?limit=200")]
    assert [entry.id for entry in pages(client, "/changes.atom?limit=3")] == whole
    first = read(client, "/changes.atom?limit=3").feed
    links = {link.rel: link.href for link in first.links}
    assert links["self"] == links["first"] == "http://testserver/changes.atom?limit=3"
    second = read(client, links["next"]).feed
    assert second.id == first.id, "pages are parts of one feed"
    assert {link.rel: link.href for link in second.links}["first"] == links["self"]


def test_one_change_has_one_name_in_every_feed(client: TestClient) -> None:
    everything = {entry.id: entry.title for entry in pages(client, "/changes.atom")}
    for path in FEEDS[1:-1]:
        assert {entry.id: entry.title for entry in pages(client, path)}.items() <= everything.items()
    early = [entry.id for entry in pages(client, "/changes.atom?as_of=2025-12-31")]
    assert early
    assert set(early) < set(everything)


def test_the_desks_own_address_names_its_feeds_whatever_a_request_calls_it(desk: Desk) -> None:
    with TestClient(make_app(replace(desk, base="https://desk.example"))) as client:
        found = feedparser.parse(client.get("/changes.atom", headers={"host": "evil.example"}).content)
    assert found.feed.id == "tag:desk.example,2026:feeds/all"
    assert all(entry.link.startswith("https://desk.example/titles/") for entry in found.entries)
    assert b"evil" not in client.get("/changes.atom", headers={"host": "evil.example"}).content


@pytest.mark.parametrize("path", ["/changes.atom", "/calendar.ics", "/titles/paper-tides/changes.atom"])
def test_addresses_that_a_request_made_are_kept_for_no_other(desk: Desk, client: TestClient, path: str) -> None:
    evil = client.get(path, headers={"host": "evil.example"})
    assert evil.headers["cache-control"] == "private, no-cache"
    with TestClient(make_app(replace(desk, base="https://desk.example"))) as based:
        answer = based.get(path, headers={"host": "evil.example"})
    assert answer.headers["cache-control"] == "public, no-cache"
    assert b"evil" not in answer.content


def test_markup_of_others_stays_text(client: TestClient) -> None:
    response = client.get("/titles/b-rook-b-and-sons-gnp/changes.atom")
    tree = etree.fromstring(response.content)
    assert not list(tree.iter(f"{XHTML}script", f"{XHTML}b", f"{ATOM}b", f"{ATOM}script"))
    assert "\u202e" not in response.text
    assert "<b>Rook</b>" in tree.find(f"{ATOM}title").text
    assert BOO not in response.text


@given(st.text(), st.text(), st.text())
def test_any_text_makes_a_valid_feed(title: str, quote: str, url: str) -> None:
    citation = {
        "title": title,
        "publisher": quote,
        "url": f"https://x.example/{url}",
        "date": "2026-01-02",
        "quote": quote,
    }
    row = {
        "on": "2026-01-02",
        "title": title,
        "property": "director",
        "change": "joined",
        "to": {"type": "person", "name": f"x{quote}"},
        "citations": [citation],
    }
    links = {"self": "http://h/changes.atom", "alternate": "http://h/changes"}
    content = atom(Feed("tag:a.b,2026:x", title, quote, links, [Entry("tag:a.b,2026:y", "http://h/t", row)]))
    SCHEMA.assertValid(etree.fromstring(content))


def test_what_is_asked_for_wrongly(client: TestClient) -> None:
    assert client.get("/titles/lantern-bay/changes.atom").status_code == 300
    assert client.get("/titles/nobody/changes.atom").status_code == 404
    assert client.get("/changes.atom?person=nobody").status_code == 404
    assert client.get("/changes.atom?limit=1000").status_code == 422
