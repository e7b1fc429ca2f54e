"""How the API behaves: validators, HEAD, other sites, pages, faults, tokens, articles sent in."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import scenes
from scenes import RECORDED, note, say
from slugline.record import Record
from slugline.surfaces.web.accounts.tokens import add_token, revoke_token
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk
from web.programs.noted import NOW, TODAY, desk_over, notes

V1 = "/api/v1"
READS = [
    f"{V1}/titles",
    f"{V1}/titles/paper-tides/guide",
    f"{V1}/changes?limit=2",
    f"{V1}/ask?q=Who directs Paper Tides?",
    "/changes.atom",
    "/calendar.ics",
]
ARTICLE = """\
---
title: What we know
date: 2025-04-01
url: https://old.example/paper-tides
publisher: The Old Sheet
---
*Paper Tides* will be released in theaters on June 12, 2026.
"""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Record]:
    """A record that the test may add to."""
    record = scenes.told(notes(), url=f"sqlite:///{tmp_path / 'own.db'}")
    yield record
    record.close()


@pytest.mark.parametrize("path", READS)
def test_what_a_program_has_already_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    assert first.status_code == 200
    tag = first.headers["etag"]
    assert tag.startswith('"')
    for known in (tag, f'"other", W/{tag}', "*"):
        again = client.get(path, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", READS)
def test_days_of_change_are_told_and_asked_for(client: TestClient, path: str) -> None:
    first = client.get(path)
    told_on = first.headers["last-modified"]
    assert client.get(path, headers={"if-modified-since": told_on}).status_code == 304
    earlier = "Sat, 01 Jan 2000 00:00:00 GMT"
    assert client.get(path, headers={"if-modified-since": earlier}).status_code == 200
    assert client.get(path, headers={"if-modified-since": "yesterday"}).status_code == 200
    both = {"if-modified-since": told_on, "if-none-match": '"other"'}
    assert client.get(path, headers=both).status_code == 200, "the tag is what counts"


def test_a_record_that_grew_is_sent_again(own: Record) -> None:
    later = RECORDED + timedelta(hours=1, microseconds=5)
    with TestClient(make_app(desk_over(own))) as client:
        first = client.get(READS[1])
        fresh = note("2026-10-30", "Harbour Post", say("release_date", "2027-02-05", medium="theatrical"))
        own.add(None, fresh.claims, later)
        second = client.get(READS[1], headers={"if-none-match": first.headers["etag"]})
        assert second.status_code == 200
        assert second.headers["etag"] != first.headers["etag"]
        assert second.headers["last-modified"] == "Tue, 01 Jan 2030 13:00:01 GMT"
        stale = client.get(READS[1], headers={"if-modified-since": first.headers["last-modified"]})
        assert stale.status_code == 200


def test_a_moment_that_is_not_over_is_no_validator(desk_record: Record) -> None:
    desk = replace(desk_over(desk_record), now=lambda: RECORDED - timedelta(seconds=1))
    with TestClient(make_app(desk)) as client:
        assert "last-modified" not in client.get(READS[0]).headers


@pytest.mark.parametrize("path", [*READS, "/openapi.json", "/healthz", "/", f"{V1}/titles/nobody-knows"])
def test_head_is_get_without_a_body(client: TestClient, path: str) -> None:
    whole, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert dict(head.headers) == dict(whole.headers)


@pytest.mark.parametrize("path", READS)
def test_any_site_may_read_and_none_may_write(client: TestClient, path: str) -> None:
    origin = {"origin": "https://elsewhere.example"}
    read = client.get(path, headers=origin)
    assert read.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in read.headers
    asked = {**origin, "access-control-request-method": "GET", "access-control-request-headers": "authorization"}
    assert client.options(path, headers=asked).status_code == 200
    refused = client.options(path, headers={**asked, "access-control-request-method": "POST"})
    assert refused.status_code == 400


def test_pages_are_the_desks_own(client: TestClient) -> None:
    assert "access-control-allow-origin" not in client.get("/", headers={"origin": "https://elsewhere.example"}).headers


def cursor(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/titles/nobody-knows/guide", 404, "nobody knows"),
        ("/titles/paper-tydes/guide", 404, "Paper Tides"),
        ("/titles/paper-tides/guide?as_of=2025-02-30", 400, "as_of"),
        ("/titles/paper-tides/guide?as_of=2025", 400, "YYYY-MM-DD"),
        ("/search?q=paper&as_of=9999-12-31", 400, "2999"),
        ("/changes?as_of=1492-10-12", 400, "1800"),
        ("/titles?limit=0", 422, "limit"),
        ("/titles?limit=501", 422, "limit"),
        ("/titles?limit=many", 422, "limit"),
        (f"/titles?cursor={cursor(1, 2)}", 400, "cursor"),
        (f"/titles?cursor={cursor('a', -1)}", 400, "cursor"),
        (f"/titles?q=x&cursor={cursor(10**30, 0)}", 400, "cursor"),
        ("/titles?cursor=%00%ff", 400, "cursor"),
        (f"/changes?cursor={cursor('tomorrow', 'x', 0)}", 400, "cursor"),
        (f"/changes?cursor={cursor(' 2026-01-01 ', 'x', 0)}", 400, "cursor"),
        (f"/titles/kettle-row/changes?cursor={cursor('2026-1-1', 'x', 0)}", 400, "cursor"),
        (f"/changes?cursor={'x' * 9_000}", 414, "too long"),
        ("/changes?cursor=" + base64.urlsafe_b64encode(b"[" * 1400).decode(), 400, "cursor"),
        ("/changes?since=soon", 400, "since"),
        ("/changes?change=vanished", 422, "change"),
        ("/changes?title=paper-tides&person=mara-vint", 400, "one of them"),
        ("/changes?person=nobody-known", 404, "nobody"),
        ("/changes?franchise=nobody-known", 404, "franchise"),
        ("/franchises/paper-tides/timeline?order=best", 422, "order"),
        ("/ask", 422, "q"),
        ("/ask?q=" + "x" * 501, 422, "500"),
        ("/claims/xyz", 422, "id"),
        ("/articles/0", 422, "id"),
        ("/articles/99999999999999999999", 422, "id"),
        ("/nowhere", 404, "there is no page at this address"),
        ("/titles/..%2f..%2fetc%2fpasswd", 404, ""),
        ("/titles/" + "a" * 301, 422, "slug"),
        ("/titles/%00", 404, ""),
        ("/ask?q=%00%1b[31m&year=0", 422, "year"),
    ],
)
def test_every_fault_has_one_shape(client: TestClient, path: str, status: int, says: str) -> None:
    response = client.get(V1 + path)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["type"] == "about:blank"
    assert problem["title"]
    assert says in response.text
    assert "Traceback" not in response.text
    assert len(response.content) < 2_000


def test_a_method_that_there_is_not(client: TestClient) -> None:
    response = client.delete(f"{V1}/titles")
    assert (response.status_code, response.headers["content-type"]) == (405, "application/problem+json")
    assert "GET" in response.headers["allow"]


def test_what_others_wrote_stays_text(client: TestClient) -> None:
    response = client.get(f"{V1}/titles", params={"q": "rook"})
    assert response.json()[0]["name"].startswith("<b>Rook</b>")
    assert "\u202e" not in response.text, "what turns the writing is spelt out"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_articles_are_checked_and_not_kept(client: TestClient, desk_record: Record) -> None:
    before = desk_record.sources()
    response = client.post(f"{V1}/check", content=ARTICLE, headers={"content-type": "text/markdown; charset=utf-8"})
    assert response.status_code == 200, response.text
    found = response.json()
    assert found["stale"] is True
    assert found["as_of"] == TODAY.isoformat()
    (row,) = found["claims"]
    assert row["verdict"] == "changed"
    assert row["now"][0]["value"] == {"type": "date", "edtf": "2026-12-18"}
    assert desk_record.sources() == before
    now = client.post(f"{V1}/check?as_of=2025-05-01", content=ARTICLE, headers={"content-type": "text/markdown"})
    assert now.json()["stale"] is False


def test_claims_made_elsewhere_are_checked(client: TestClient) -> None:
    made = client.get(f"{V1}/titles/paper-tides/claims?limit=2").json()
    lines = "\n".join(map(json.dumps, made))
    response = client.post(f"{V1}/check", content=lines, headers={"content-type": "application/jsonl"})
    assert [row["claim"]["property"] for row in response.json()["claims"]] == [row["property"] for row in made]


@pytest.mark.parametrize(
    ("kind", "content", "status", "says"),
    [
        ("text/plain", "Paper Tides is out.", 400, "date"),
        ("application/jsonl", "{", 400, "JSON"),
        ("application/jsonl", "[" * 100_000, 400, "JSON"),
        ("application/jsonl", '{"subject": {"type": "film", "name": "X"}, "property": "colour"}', 400, "colour"),
        ("application/jsonl", b"\xff\xfe", 400, "UTF-8"),
        ("application/pdf", "x", 415, "text/html"),
        ("multipart/form-data", "x", 415, "text/html"),
    ],
)
def test_what_cannot_be_checked_is_said(
    client: TestClient, kind: str, content: str | bytes, status: int, says: str
) -> None:
    response = client.post(f"{V1}/check", content=content, headers={"content-type": kind})
    assert response.status_code == status
    assert says in response.json()["detail"] + response.json().get("allowed", "")


def test_too_much_is_refused_whatever_length_it_claims(client: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(60):
            yield b"x" * 100_000

    response = client.post(f"{V1}/check", content=endless(), headers={"content-type": "text/plain"})
    assert response.status_code == 413


def test_a_day_for_what_bears_none(client: TestClient) -> None:
    text = "“Paper Tides” will be released in theaters on June 12, 2026."
    kind = {"content-type": "text/plain"}
    found = client.post(f"{V1}/check?date=2025-04-01", content=text, headers=kind).json()
    assert found["claims"][0]["claim"]["said_on"] == "2025-04-01"
    assert client.post(f"{V1}/check?date=now", content=text, headers=kind).status_code == 400


class TestTokens:
    """Where the desk asks for tokens."""

    @pytest.fixture
    def asking(self, own: Record) -> Desk:
        return replace(desk_over(own), tokens_only=True)

    def get(self, desk: Desk, path: str, token: str | None = None) -> Any:
        with TestClient(make_app(desk)) as client:
            return client.get(path, headers={"authorization": f"Bearer {token}"} if token is not None else {})

    def test_none_is_a_fault_that_says_how(self, asking: Desk) -> None:
        for path in (*READS[:4], f"{V1}/claims/0123"):
            response = self.get(asking, path)
            assert response.status_code == 401
            assert response.headers["www-authenticate"] == "Bearer"
            assert response.headers["content-type"] == "application/problem+json"

    def test_a_made_one_opens_until_it_ends(self, asking: Desk) -> None:
        made, text = add_token(asking.record, "reader", NOW, days=1)
        assert self.get(asking, READS[0], text).status_code == 200
        assert "private" in self.get(asking, READS[0], text).headers["cache-control"]
        assert self.get(asking, READS[0], text + "x").status_code == 401
        assert self.get(asking, READS[0], "").status_code == 401
        late = replace(asking, now=lambda: datetime(2030, 2, 1, tzinfo=UTC))
        assert self.get(late, READS[0], text).status_code == 401
        revoke_token(asking.record, made.id, NOW)
        assert self.get(asking, READS[0], text).status_code == 401

    def test_pages_feeds_and_the_description_stay_open(self, asking: Desk) -> None:
        for path in ("/", "/changes.atom", "/calendar.ics", "/openapi.json", "/healthz"):
            assert self.get(asking, path).status_code == 200
