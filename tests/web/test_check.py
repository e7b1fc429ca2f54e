"""The check page: an article with what is known now beside it, lists to take away, and whatever else may be sent in."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from scenes import RECORDED, note, say
from slugline.contract import claim_to_json
from slugline.record import Record
from slugline.surfaces.web.guard import LARGEST
from slugline.surfaces.web.sent import packed, unpacked
from slugline.surfaces.web.turns import NoTurn, TooLong, Turns
from web.editing.desks import HERE, words_of

page = import_module("slugline.surfaces.web.pages.check")  # the package's own name for it is the router
WORDS = "The film Paper Tides opens in theaters on 4 June 2027"
TEXT = f"{WORDS.replace('Paper Tides', '*Paper Tides*')}, and Ada Rook plays Wren. Otto Lind directs it in Porto."
GIVEN = {"text": f"## When\n\n{TEXT}", "date": "2026-01-20", "title": "What we know", "publisher": "The Weir"}
FRONT = f'---\ntitle: "What we know"\ndate: 2026-01-20\npublisher: "The Weir"\n---\n{TEXT}\n'
NOTE = re.compile(r'<li class="finding finding-(\w+)" id="n(\d+)">')


@pytest.fixture(autouse=True)
def moved(desk_record: Record) -> None:
    """The record knows of a later day."""
    date = say(
        "release_date", "2027-06-11", medium="theatrical", replaces="2027-06-04", quote="It moves to 11 June 2027"
    )
    role = say("cast_member", "Ada Rook", character="Wren", quote="Ada Rook plays Wren")
    desk_record.add(None, note("2026-04-02", "The Gable Wire", date, role).claims, RECORDED)


def sent(client: TestClient, fields: dict[str, str], status: int = 200) -> Response:
    found = client.post("/check", data=fields)
    assert found.status_code == status, found.text
    return found


def upload(client: TestClient, name: str, content: bytes, status: int = 200) -> Response:
    found = client.post("/check", files={"file": (name, content)})
    assert found.status_code == status, found.text
    return found


def fault(found: Response) -> str:
    told = re.search(r'role="alert">(.*?)</p>', found.text, re.DOTALL)
    assert told, found.text
    return words_of(told[1])


def kept(found: Response) -> str:
    field = re.search(r'name="claims" value="([^"]+)"', found.text)
    assert field
    return field[1]


def test_the_form_asks_for_words_or_a_file(client: TestClient) -> None:
    found = client.get("/check", params={"as_of": "2026-05-01"})
    assert found.status_code == 200
    for name in ("text", "date", "title", "publisher", "file", "as_of"):
        assert f'name="{name}"' in found.text
        assert f'for="{name}"' in found.text
    assert 'value="2026-05-01"' in found.text
    assert client.get("/check", params={"as_of": "soon"}).status_code == 400


def test_pasted_words_are_held_against_the_record(client: TestClient) -> None:
    found = sent(client, GIVEN)
    assert NOTE.findall(found.text) == [("changed", "1")]
    said = words_of(found.text)
    assert "1 of 3 claims needs a look" in said or "1 of 3 claims need a look" in said
    assert "What we know" in said
    assert "The Weir, January 20, 2026" in said
    assert "June 11, 2027, in theaters" in said
    assert "The Gable Wire" in said
    assert '<mark class="claim mark-changed"><em>Paper Tides</em></mark>' in found.text
    assert "4 June 2027 11 June 2027" in said, "what the words could be instead"
    assert words_of(found.text).count(WORDS) >= 2


def test_the_guides_of_what_needs_a_look_are_a_step_away(client: TestClient) -> None:
    found = re.findall(r'<p class="plain guides">Guides: (.*?)</p>', sent(client, GIVEN).text)
    assert found == ['<a href="/titles/paper-tides">Paper Tides</a>']
    assert client.get("/titles/paper-tides").status_code == 200
    then = re.findall(r"/titles/[^\"]+", sent(client, GIVEN | {"as_of": "2026-05-01"}).text)
    assert "/titles/paper-tides?as_of=2026-05-01" in then


def test_every_number_leads_to_its_note_and_back(client: TestClient) -> None:
    found = sent(client, GIVEN).text
    ids = re.findall(r' id="([^"]+)"', found)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', found)) <= {*ids}
    assert re.search(r'<a class="ref" id="w1" href="#n1" aria-label="note 1, changed">1</a>', found)


def test_the_day_that_is_asked_for_decides(client: TestClient) -> None:
    assert NOTE.findall(sent(client, GIVEN).text)
    before = sent(client, GIVEN | {"as_of": "2026-01-25"}).text
    assert not NOTE.findall(before)
    assert "checked as of January 25, 2026" in words_of(before)
    by_address = client.post("/check", params={"as_of": "2026-01-25"}, data=GIVEN).text
    assert not NOTE.findall(by_address)
    early = sent(client, GIVEN | {"as_of": "2025-01-01"}).text
    assert "nothing can have been said since" in early
    assert "as of: " in fault(sent(client, {**GIVEN, "as_of": "tomorrow"}, 422))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", FRONT.encode()),
        ("a.txt", FRONT.encode()),
        ("C:\\notes\\a.MD", FRONT.encode()),
        ("a.md", FRONT.encode("utf-16")),
        (
            "a.html",
            f'<html><head><title>What we know</title><meta property="article:published_time" content="2026-01-20">'
            f"</head><body><article><h1>What we know</h1><p>{TEXT}</p><p>There is more to come, says nobody.</p>"
            "</article></body></html>".encode(),
        ),
    ],
)
def test_files_of_each_kind(client: TestClient, name: str, content: bytes) -> None:
    found = upload(client, name, content).text
    assert ("changed", "1") in NOTE.findall(found)
    assert "What we know" in found


def test_claims_from_elsewhere(client: TestClient) -> None:
    claim = claim_to_json(say("release_date", "2027-06-04", medium="theatrical", quote="Paper Tides opens 4 June 2027"))
    lines = [
        {**claim, "said_on": "2026-01-20", "source": {"url": f"https://x.example/{n}", "title": f"Page {n}"}}
        for n in ("one", "two")
    ]
    body = "\n".join(json.dumps(line) for line in lines)
    found = upload(client, "a.claims.jsonl", body.encode()).text
    assert re.findall(r'id="(a\dn\d)"', found) == ["a1n1", "a2n1"]
    assert "The words of its claims" in found
    spoilt = upload(client, "a.claims.jsonl", f'{body}\n{{"source": {{"url": "https://x.example/3"}}}}'.encode()).text
    assert "a.claims.jsonl:3: " in spoilt
    assert "a2n1" in spoilt


def test_the_list_as_a_spreadsheet_and_as_json(client: TestClient) -> None:
    asked = {"claims": kept(sent(client, GIVEN)), "as_of": "2026-06-01"}
    sheet = sent(client, asked | {"format": "csv"})
    assert sheet.headers["content-type"] == "text/csv; charset=utf-8"
    assert sheet.headers["content-disposition"] == 'attachment; filename="check-2026-06-01.csv"'
    (row,) = csv.DictReader(io.StringIO(sheet.text.removeprefix("\ufeff")))
    assert row["words"] == TEXT.partition(",")[0]
    assert row["could read"] == TEXT.partition(",")[0].replace("4 June", "11 June")
    assert (row["verdict"], row["source"]) == ("changed", "The Gable Wire")
    found = sent(client, asked | {"format": "json"}).json()
    assert found["as_of"] == "2026-06-01"
    assert [one["verdict"] for one in found["claims"]].count("changed") == 1
    assert {"claim", "verdict", "now", "citations"} <= set(found["claims"][0])
    printed = sent(client, asked | {"format": "print"}).text
    assert f"“{WORDS}”" in words_of(printed)
    sent(client, asked | {"format": "exe"}, 400)


def test_what_a_list_is_made_from_is_checked_as_anything_else(client: TestClient) -> None:
    for text in ("nonsense", "é", packed(b"x" * 100)[:-8]):
        assert client.post("/check", data={"claims": text, "format": "csv"}).status_code in (400, 413)
    bomb = packed(b"\0" * (LARGEST + 1))
    assert len(bomb) < 20_000
    sent(client, {"claims": bomb, "format": "csv"}, 413)
    sent(client, {"claims": packed(b"{}"), "format": "csv"}, 422)
    assert unpacked(packed(b"so")) == b"so"


def test_the_list_to_copy_stands_in_the_page(client: TestClient) -> None:
    (area,) = re.findall(r'<textarea id="list"[^>]*>(.*?)</textarea>', sent(client, GIVEN).text, re.DOTALL)
    lines = area.strip().split("\n")
    assert lines[0] == "What we know (January 20, 2026)"
    assert f"1. “{WORDS}”" in lines
    assert f"   Could read: “{TEXT.partition(',')[0].replace('4 June', '11 June')}”" in lines


def test_what_lacks_something_is_told_and_the_words_are_given_back(client: TestClient) -> None:
    found = sent(client, {"text": "Paper Tides opens\n\non <b>4 June</b>", "title": '"><b>'}, 422)
    assert "The day on which it was published is not known." in fault(found)
    assert ">\nPaper Tides opens\n\non &lt;b&gt;4 June&lt;/b&gt;</textarea>" in found.text
    assert 'value="&#34;&gt;&lt;b&gt;"' in found.text
    assert "Nothing was sent" in fault(sent(client, {"text": "  "}, 422))
    assert "published on: '2026-02-30' does not exist" in fault(sent(client, {**GIVEN, "date": "2026-02-30"}, 422))
    both = client.post("/check", data=GIVEN, files={"file": ("a.md", b"x")})
    assert "Both words and a file" in fault(both)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.exe", b"MZ", "not a kind of file"),
        ("a.md", b"", "the file is empty"),
        ("a.md", b"\0" * 100_000, "binary"),
        ("a.html", gzip.compress(b"<p>x" * 100_000), "binary"),
        ("a.md", b"PK\x03\x04\x00\x00", "binary"),
        ("a.html", b"<div>" * 200_000, "nested too deeply"),
        ("a.html", b"<html><body>" + b"<p><i>x</i>" * 20_000, "too many tags"),
        ("a.md", b"a" * (LARGEST - 10_000), "too long for an article"),
        ("a.md", b"---\ndate: 2026-01-20\n---\n" + b"word " * 10_000, "too many for this page"),
        ("a.md", b"---\na: &a [b]\nc: *a\n---\nWords", "aliases"),
        ("a.txt", b"Caf\xe9 \xff\xfe\x81\x8d", "Allowed"),
        ("a.claims.jsonl", b"{}\n" * 100_000, "100,001 lines are too many claims"),
        ("a.claims.jsonl", b"[" * 1_000_000, "is not JSON"),
        ("a.claims.jsonl", b"\xff", "is not UTF-8"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_bombs_are_refused_in_one_line(client: TestClient, name: str, content: bytes, told: str) -> None:
    start = time.monotonic()
    found = upload(client, name, content, 422)
    assert told.casefold() in fault(found).casefold()
    assert time.monotonic() - start < 10


def test_too_much_is_refused(client: TestClient) -> None:
    assert client.post("/check", data={"text": "x" * (LARGEST + 1)}).status_code == 413

    def chunks() -> Iterator[bytes]:
        for _ in range(LARGEST // 100_000 + 2):
            yield b"text=" + b"x" * 100_000

    found = client.post("/check", content=chunks(), headers={"content-type": "application/x-www-form-urlencoded"})
    assert found.status_code == 413
    assert client.post("/check", content=b"{}", headers={"content-type": "application/json"}).status_code == 415
    many = {f"f{n}": "x" for n in range(50)}
    assert client.post("/check", data=many).status_code == 400
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert client.post("/check", content=b"--x\r\nnonsense", headers=broken).status_code in (400, 422)


def test_an_upload_is_never_written_to_a_disk(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Any:
        raise AssertionError("a file was opened for what was sent")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile.rollover", refuse)
    content = FRONT.encode() + b"\n\n<!-- " + b"x" * 3_000_000 + b" -->"
    assert "too long" in fault(upload(client, "a.md", content, 422))


def test_markup_in_an_article_is_shown_and_not_obeyed(client: TestClient) -> None:
    more = "<img src=x onerror=alert(1)> \u202eevil [x](javascript:alert(1)) {{ 7*7 }}"
    text = f"{TEXT}\n\n<script>alert(1)</script>\n\n{more}"
    found = sent(client, {**GIVEN, "text": text, "title": "<script>alert(2)</script>", "publisher": "<b>"}).text
    assert not re.findall(r'<script(?! src="/static/| type="application/ld)|<img', found)
    assert not re.findall(r'(?:href|src)="(?!/|#|https?://)', found)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in found
    assert "&lt;img src=x onerror=alert(1)&gt;" in found
    assert "{{ 7*7 }}" in found
    assert "\u202e" not in found
    assert not re.findall(r' style="| on\w+="', found)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": HERE}, 200),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({}, 200),
    ],
)
def test_only_the_desks_own_form_is_taken(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert client.post("/check", data=GIVEN, headers=headers).status_code == status


def test_a_check_leaves_the_record_as_it_was(client: TestClient, desk_record: Any) -> None:
    before = len(list(desk_record.claims()))
    sent(client, GIVEN)
    assert len(list(desk_record.claims())) == before


def test_only_so_many_are_checked_at_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, go = threading.Event(), threading.Event()

    def slow(*_: object) -> Any:
        inside.set()
        assert go.wait(10)
        raise TooLong

    monkeypatch.setattr(page, "_checks", threading.BoundedSemaphore(1))
    monkeypatch.setattr(page, "_read", slow)
    first: list[Response] = []
    waiting = threading.Thread(target=lambda: first.append(client.post("/check", data=GIVEN)))
    waiting.start()
    assert inside.wait(10)
    busy = sent(client, GIVEN, 503)
    assert busy.headers["retry-after"] == "5"
    assert client.get("/check").status_code == 200
    go.set()
    waiting.join()
    assert first[0].status_code == 422
    monkeypatch.undo()
    sent(client, GIVEN)


def test_an_article_that_takes_too_long_is_ended(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> Any:
        while True:
            pass

    turns = Turns(1, 0.2)
    monkeypatch.setattr(page, "_turns", turns)
    monkeypatch.setattr(page, "_read", endless)
    assert "takes longer than" in fault(sent(client, GIVEN, 422))
    assert "takes longer than" in fault(sent(client, GIVEN, 422)), "the first has given back its turn"


def test_turns() -> None:
    turns = Turns(1, 5)
    assert turns.run(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        turns.run(lambda: 1 // 0)
    with pytest.raises(NoTurn):
        turns.run(lambda: turns.run(lambda: 1))
    with pytest.raises(TooLong):
        Turns(1, 0.1).run(lambda: time.sleep(0.4))


def test_a_page_of_a_long_article_is_small(client: TestClient) -> None:
    text = "\n\n".join(
        f"{TEXT} Nothing else is known of chapter {n} of the story, or of what it cost." for n in range(60)
    )
    found = sent(client, {**GIVEN, "text": text})
    assert len(found.content) < 100_000


def test_with_signing_in_nobody_needs_to(app_of: Callable[..., FastAPI]) -> None:
    with TestClient(app_of(signing_in=True), base_url=HERE, follow_redirects=False) as browser:
        assert NOTE.findall(sent(browser, GIVEN).text)
