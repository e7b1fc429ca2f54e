"""Signing in and out over HTTP: who is let in, what a stolen or forged cookie opens, what another site can send."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from starlette.testclient import TestClient

from slugline.record import Record, claim_id, schema
from slugline.surfaces.web.accounts.accounts import add_account, disable_account, set_password
from slugline.surfaces.web.accounts.attempts import MOST_OF_ONE, WINDOW
from slugline.surfaces.web.accounts.sessions import IDLE, LASTS
from slugline.surfaces.web.origin import way_back
from web.editing.desks import HERE, NAME, PASSWORD, Editing, csrf_in, words_of

GET = ("/sign-in", "/add", "/doubts", "/decisions", "/decisions/1", "/claims/{claim}")
POST = (
    "/sign-in",
    "/sign-out",
    "/add",
    "/doubts",
    "/decisions/1/withdraw",
    "/claims/{claim}/confirm",
    "/claims/{claim}/reject",
    "/claims/{claim}/correct",
)
FAR = "https://desk.example"


def claim_in(record: Record) -> str:
    return claim_id(record.claims()[0])


def cookies_set(response: Any) -> dict[str, str]:
    """The cookies that an answer sets, by their names, with their attributes."""
    found = [line.partition("=") for line in response.headers.get_list("set-cookie")]
    return {name: rest for name, _, rest in found}


def kept(record: Record) -> dict[str, list[Any]]:
    """All that the record's file holds, but for when a session was last seen."""
    with record.reading() as connection:
        rows = {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in schema.metadata.sorted_tables
        }
    return {name: [row[:-1] for row in found] if name == "sessions" else found for name, found in rows.items()}


# off, unless it is asked for


def test_without_sign_in_there_is_nothing_to_sign_in_to(app_of: Callable[..., FastAPI], desk_record: Record) -> None:
    before = kept(desk_record)
    browser = TestClient(app_of(), base_url=HERE, follow_redirects=False)
    for path in GET:
        assert browser.get(path.format(claim=claim_in(desk_record))).status_code == 404, path
    for path in POST:
        sent = browser.post(path.format(claim=claim_in(desk_record)), data={"csrf": "x", "reason": "why"})
        assert sent.status_code == 404, path
    assert "Sign in" not in browser.get("/").text
    assert kept(desk_record) == before


def test_a_cookie_signs_nobody_in_where_editing_is_off(editor: Editing, app_of: Callable[..., FastAPI]) -> None:
    browser = TestClient(app_of(), base_url=HERE, cookies=dict(editor.browser.cookies))
    assert NAME not in browser.get("/").text
    assert browser.get("/decisions").status_code == 404


# in and out


def test_whoever_is_not_signed_in_is_led_there_and_back(editing: Editing) -> None:
    path = f"/claims/{claim_in(editing.record)}"
    led = editing.browser.get(path)
    assert (led.status_code, led.headers["location"]) == (303, f"/sign-in?next={path.replace('/', '%2F')}")
    assert editing.sign_in(way=path).headers["location"] == path
    assert editing.browser.get(path).status_code == 200
    assert editing.browser.get("/sign-in", params={"next": path}).headers["location"] == path
    assert NAME in editing.browser.get("/").text


def test_every_page_of_editors_asks_who_is_there(editing: Editing) -> None:
    for path in GET[1:]:
        assert editing.browser.get(path.format(claim=claim_in(editing.record))).status_code == 303, path


def test_signing_out_ends_it(editor: Editing) -> None:
    stolen = dict(editor.browser.cookies)
    out = editor.send("/sign-out", shown="/")
    assert (out.status_code, out.headers["location"]) == (303, "/")
    assert "Max-Age=0" in cookies_set(out)["slugline"]
    assert editor.browser.get("/decisions").status_code == 303
    thief = TestClient(editor.app, base_url=HERE, cookies=stolen, follow_redirects=False)
    assert thief.get("/decisions").status_code == 303


def test_a_sign_in_gives_a_new_cookie_and_ends_the_one_before(editor: Editing) -> None:
    planted = editor.browser.cookies["slugline"]
    form = csrf_in(editor.another().get("/sign-in").text)
    sent = {"csrf": form, "name": NAME, "password": PASSWORD}
    cookies = {"cookie": f"slugline={planted}; slugline-form={form}"}
    again = editor.another().post("/sign-in", data=sent, headers=cookies)
    assert again.status_code == 303
    assert cookies_set(again)["slugline"].partition(";")[0] not in ("", planted)
    thief = TestClient(editor.app, base_url=HERE, cookies={"slugline": planted}, follow_redirects=False)
    assert thief.get("/decisions").status_code == 303


@pytest.mark.parametrize("how", ["expired", "idle", "disabled", "password"])
def test_a_session_that_has_ended_opens_nothing(editor: Editing, how: str) -> None:
    claim = claim_in(editor.record)
    token = csrf_in(editor.browser.get(f"/claims/{claim}").text)
    if how == "expired":
        for _ in range(5):
            editor.clock.go(seconds=LASTS.total_seconds() / 5)
            editor.browser.get("/")
    elif how == "idle":
        editor.clock.go(seconds=IDLE.total_seconds())
    elif how == "disabled":
        disable_account(editor.record, NAME, editor.clock.now())
    else:
        set_password(editor.record, NAME, "another long password")
    sent = editor.browser.post(f"/claims/{claim}/reject", data={"csrf": token, "reason": "why"})
    assert sent.status_code == 403
    assert "Nobody is signed in, or no longer" in sent.text
    assert editor.browser.get(f"/claims/{claim}").status_code == 303
    assert NAME not in editor.browser.get("/").text
    assert editor.record.decisions() == ()


# what the form says


def test_unknown_names_wrong_passwords_and_disabled_accounts_look_alike(editing: Editing) -> None:
    add_account(editing.record, "Gone", PASSWORD, editing.clock.now())
    disable_account(editing.record, "Gone", editing.clock.now())
    told = set()
    for name, password in ((NAME, "a wrong password"), ("Nobody", PASSWORD), ("Gone", PASSWORD), ("", "")):
        answer = editing.sign_in(name, password)
        told.add((answer.status_code, re.sub(r'value="[^"]*"', "", answer.text)))
        assert set(cookies_set(answer)) == {"slugline-form"}
    assert len(told) == 1
    assert next(iter(told))[0] == 403


def test_no_password_is_shown_or_logged(editing: Editing, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = editing.sign_in(NAME, "a mistyped password")
    assert 'value="Ines Dray"' in wrong.text
    assert "mistyped" not in wrong.text + caplog.text
    editing.sign_in()
    assert PASSWORD not in caplog.text


def test_a_hostile_name_is_shown_as_text(editing: Editing) -> None:
    hostile = '"><script>alert(1)</script>\u202e'
    shown = editing.sign_in(hostile, "a wrong password").text
    assert "<script>alert" not in shown
    assert "&#34;&gt;&lt;script&gt;" in shown
    assert "\u202e" not in shown
    add_account(editing.record, "<b>Ada</b>", PASSWORD, editing.clock.now())
    assert editing.sign_in("<b>Ada</b>").status_code == 303
    assert "&lt;b&gt;Ada&lt;/b&gt;" in editing.browser.get("/").text


def test_odd_names_and_passwords_are_wrong_and_nothing_else(editing: Editing) -> None:
    for name in ("x" * 100_000, "\x00", "a\x00b", "' OR 1=1 --", "\ud7ff\ue000", "%00", "İ" * 500):
        assert editing.sign_in(name, name).status_code == 403


@pytest.mark.parametrize(
    "way",
    [
        "//evil.example",
        "///evil.example",
        "https://evil.example/",
        "http:evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%2F/evil.example",
        "/%5Cevil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "\x01//evil.example",
        " //evil.example",
        "evil.example",
        "",
        "/" + "a" * 3000,
        "/[::1",
        "//[::1",
        "/\u202e",
    ],
)
def test_after_signing_in_nobody_is_led_off_the_desk(way: str) -> None:
    landed = way_back(way)
    assert not re.match(r"^/?[/\\]{2}|^[^/]", landed)
    assert landed.isascii()


def test_the_form_leads_nobody_off_the_desk(editing: Editing) -> None:
    for way in ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"):
        assert f'name="next" value="{way_back(way)}"' in editing.another().get("/sign-in", params={"next": way}).text
        assert editing.sign_in(way=way).headers["location"] == "/"
        assert editing.browser.get("/sign-in", params={"next": way}).headers["location"] == "/"
        editing.browser.cookies.clear()


@pytest.mark.parametrize(
    ("way", "there"),
    [
        ("/titles/paper-tides?as_of=2026-01-01", "/titles/paper-tides?as_of=2026-01-01"),
        ("/titles/caf\u00e9", "/titles/caf%C3%A9"),
        ("/doubts?title=A%20B", "/doubts?title=A%20B"),
        ("/claims/abc#why", "/claims/abc"),
    ],
)
def test_pages_of_the_desk_are_gone_back_to(way: str, there: str) -> None:
    assert way_back(way) == there


# cookies


@pytest.mark.usefixtures("editing")
@pytest.mark.parametrize(
    ("base", "options", "prefix", "secure"),
    [
        (HERE, {}, "", False),
        ("http://localhost:8000", {}, "", False),
        ("http://[::1]:8000", {}, "", False),
        (FAR, {}, "__Host-", True),
        (HERE, {"base": FAR}, "__Host-", True),
        ("http://inside.example", {"base": FAR}, "__Host-", True),
    ],
)
def test_cookies_are_read_by_no_script_and_go_over_https_alone_where_they_can(
    app_of: Callable[..., FastAPI], base: str, options: dict[str, Any], prefix: str, secure: bool
) -> None:
    browser = TestClient(app_of(signing_in=True, **options), base_url=base, follow_redirects=False)
    shown = browser.get("/sign-in")
    form = cookies_set(shown)[f"{prefix}slugline-form"]
    token = form.partition(";")[0]
    sent = {"csrf": csrf_in(shown.text), "name": NAME, "password": PASSWORD}
    answer = browser.post("/sign-in", data=sent, headers={"cookie": f"{prefix}slugline-form={token}"})
    assert answer.status_code == 303
    for cookie, site in ((form, "Strict"), (cookies_set(answer)[f"{prefix}slugline"], "Lax")):
        parts = cookie.split("; ")[1:]
        assert {"Path=/", "HttpOnly", f"SameSite={site}"} <= set(parts)
        assert ("Secure" in parts) is secure
        assert not any(part.startswith("Domain") for part in parts)


def test_no_password_is_taken_over_http_that_others_can_read(app_of: Callable[..., FastAPI]) -> None:
    browser = TestClient(app_of(signing_in=True), base_url="http://desk.example", follow_redirects=False)
    assert browser.get("/sign-in").status_code == 403
    assert browser.post("/sign-in", data={"name": NAME, "password": PASSWORD}).status_code == 403
    assert browser.get("/").status_code == 200


def test_a_cookie_of_another_line_counts_for_nothing(editor: Editing) -> None:
    """One set over http, which a neighbour could have planted, is none of the desk's over https."""
    token = editor.browser.cookies["slugline"]
    over = TestClient(editor.app, base_url=FAR, follow_redirects=False)
    assert over.get("/decisions", headers={"cookie": f"slugline={token}"}).status_code == 303
    assert over.get("/decisions", headers={"cookie": f"__Host-slugline={token}"}).status_code == 200


def test_a_forged_cookie_opens_nothing(editor: Editing) -> None:
    thief = TestClient(editor.app, base_url=HERE, follow_redirects=False)
    odd = ("' OR '1'='1", "../../etc/passwd", '"\\073 Path=/"', "%00", "\u00ff")
    for forge in ("", "x", "a" * 43, "a" * 5000, *odd):
        answer = thief.get("/decisions", headers={b"cookie": f"slugline={forge}".encode("latin-1")})
        assert answer.status_code == 303, forge


def test_what_the_record_holds_of_a_session_is_no_cookie(editor: Editing) -> None:
    with editor.record.reading() as connection:
        (row,) = connection.execute(select(schema.sessions))
    for value in (row.key, row.csrf):
        thief = TestClient(editor.app, base_url=HERE, cookies={"slugline": value}, follow_redirects=False)
        assert thief.get("/decisions").status_code == 303


def test_a_planted_form_cookie_is_not_given_back(editing: Editing) -> None:
    for planted in ("short", "a" * 44, '"a\\015\\012Set-Cookie: x=y"', "<script>"):
        answer = editing.another().get("/sign-in", headers={"cookie": f"slugline-form={planted}"})
        assert answer.status_code == 200
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", cookies_set(answer)["slugline-form"].partition(";")[0])
        assert planted not in answer.text or planted == "short"


# forms of other sites


FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": HERE},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9000"},
    {"origin": "http://127.0.0.1:8000.evil.example"},
    {"origin": "//["},
]
OWN = [{"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": HERE}, {}]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_what_another_site_sends_is_refused_even_with_the_right_token(editor: Editing, headers: dict[str, str]) -> None:
    claim = claim_in(editor.record)
    token = csrf_in(editor.browser.get("/add").text)
    before = kept(editor.record)
    sent = {"csrf": token, "reason": "why", "act": "same", "one": "Paper Tide", "other": "Paper Tides"}
    for path in POST:
        answer = editor.browser.post(path.format(claim=claim), data=sent, headers=headers)
        assert answer.status_code == 403
        assert "from another site" in answer.text
    assert kept(editor.record) == before


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_the_desks_own_forms_are_taken(editor: Editing, headers: dict[str, str]) -> None:
    claim = claim_in(editor.record)
    token = csrf_in(editor.browser.get("/add").text)
    sent = editor.browser.post(f"/claims/{claim}/confirm", data={"csrf": token, "reason": "why"}, headers=headers)
    assert sent.status_code == 303


@pytest.mark.usefixtures("editing")
def test_behind_a_proxy_the_base_is_an_own_address_too(app_of: Callable[..., FastAPI]) -> None:
    browser = TestClient(app_of(signing_in=True, base=FAR), base_url="http://inside:8000", follow_redirects=False)
    shown = browser.get("/sign-in")
    sent = {"csrf": csrf_in(shown.text), "name": NAME, "password": PASSWORD}
    cookie = {"cookie": f"__Host-slugline-form={csrf_in(shown.text)}"}
    assert browser.post("/sign-in", data=sent, headers={**cookie, "origin": FAR}).status_code == 303
    assert browser.post("/sign-in", data=sent, headers={**cookie, "origin": FAR + ".evil.example"}).status_code == 403


def test_a_form_without_the_sessions_own_token_is_refused(editor: Editing) -> None:
    add_account(editor.record, "Another", PASSWORD, editor.clock.now())
    other = Editing(editor.record, editor.clock, editor.app)
    other.sign_in("Another")
    theirs = csrf_in(other.browser.get("/add").text)
    form = csrf_in(editor.another().get("/sign-in").text)
    before = kept(editor.record)
    tokens = ("", "x", theirs, form, editor.browser.cookies["slugline"], "\u00e9" * 43)
    for path, token in product([path for path in POST if path != "/sign-in"], tokens):
        answer = editor.browser.post(path.format(claim=claim_in(editor.record)), data={"csrf": token, "reason": "why"})
        assert answer.status_code == 403
        assert "not of this session" in answer.text
    assert kept(editor.record) == before


def test_a_sign_in_form_that_this_browser_was_not_shown_is_refused(editing: Editing) -> None:
    theirs = csrf_in(editing.another().get("/sign-in").text)
    editing.browser.get("/sign-in")
    for token in ("", theirs, "x"):
        sent = {"csrf": token, "name": NAME, "password": PASSWORD}
        answer = editing.browser.post("/sign-in", data=sent)
        assert answer.status_code == 403
        assert "slugline" not in cookies_set(answer)


# reading changes nothing


def test_nothing_that_is_read_changes_anything(editor: Editing) -> None:
    claim = claim_in(editor.record)
    editor.send(f"/claims/{claim}/confirm", reason="seen")
    before = kept(editor.record)
    paths = [path.format(claim=claim) for path in (*GET, *POST)]
    token = csrf_in(editor.browser.get("/add").text)
    for path in (*paths, "/", f"/claims/{claim}?csrf={token}&reason=why"):
        asked = {"csrf": token, "reason": "why", "act": "same", "one": "Paper Tide", "other": "Paper Tides"}
        for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"):
            answer = editor.browser.request(method, path, params=asked)
            assert answer.status_code < 500
        if path in (one.format(claim=claim) for one in POST if one not in GET):
            assert editor.browser.get(path).status_code == 405
    assert kept(editor.record) == before
    assert editor.browser.get("/decisions").status_code == 200


# how often


def test_too_many_tries_must_wait_and_are_told_how_long(editing: Editing) -> None:
    for _ in range(MOST_OF_ONE):
        assert editing.sign_in(NAME, "a wrong password").status_code == 403
    told = editing.sign_in()
    assert told.status_code == 429
    assert told.headers["retry-after"] == str(int(WINDOW.total_seconds()))
    assert "Please wait 15 minutes." in words_of(told.text)
    editing.clock.go(minutes=14)
    assert editing.sign_in().headers["retry-after"] == "60"
    editing.clock.go(minutes=1)
    assert editing.sign_in().status_code == 303


def test_tries_are_counted_for_every_browser_at_once(editing: Editing) -> None:
    for _ in range(MOST_OF_ONE):
        Editing(editing.record, editing.clock, editing.app).sign_in(NAME, "a wrong password")
    assert editing.sign_in().status_code == 429


# caches


def test_what_is_shown_to_somebody_signed_in_is_nobody_elses(editor: Editing) -> None:
    title = "/titles/paper-tides"
    stranger = editor.another()
    public = stranger.get(title)
    assert public.status_code == 200
    assert "cookie" in public.headers["vary"].lower()
    assert "Sign out" not in public.text
    asked = {"if-none-match": public.headers.get("etag", '"x"')}
    for path in (title, "/", "/decisions", "/changes"):
        mine = editor.browser.get(path, headers=asked)
        if path != "/changes" or mine.status_code != 404:
            assert mine.status_code == 200, path
            assert mine.headers["cache-control"] == "private, no-store"
            assert "etag" not in mine.headers
            assert "Sign out" in mine.text
    again = stranger.get(title)
    assert "Sign out" not in again.text
    assert csrf_in(editor.browser.get(title).text) not in again.text


def test_links_to_editing_are_shown_to_editors_alone(editor: Editing) -> None:
    assert "/claims/" in editor.browser.get("/titles/paper-tides").text
    assert "/claims/" not in editor.another().get("/titles/paper-tides").text
