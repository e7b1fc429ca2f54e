"""Stored articles: the end of every citation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from scenes import RECORDED, note, say
from slugline.record import Record, claim_id
from slugline.surfaces.web.app import make_app
from web.guides.conftest import desk_over
from web.guides.pages import read, written

TEXT = (
    "## The *cast*\n\nOdo Brandt plays <script>alert(1)</script> Ivo Salt.\n\n- Mara Vint directs.\n\n"
    "| Name | Part |\n| --- | --- |\n| Odo | Ivo |\n\u202eturned\n"
)
QUOTE = "Mara Vint directs"
URL = "https://harbour.example/cast"


@pytest.fixture
def record(recorded: Callable[..., Record]) -> Record:
    made = recorded(note("2025-01-10", "The Test Sheet", say("premise", "It floods.", quote="<i>It floods</i>")))
    claims = [say("director", "Mara Vint", quote=QUOTE)]
    made.add(*written("2025-03-03", "Harbour Post", TEXT, claims, URL), RECORDED)
    return made


@pytest.fixture
def client(record: Record) -> Iterator[TestClient]:
    with TestClient(make_app(desk_over(record))) as made:
        yield made


def of(record: Record, name: str) -> str:
    (claim,) = [one for one in record.claims() if one.property == name]
    return claim_id(claim)


def test_a_citation_leads_to_its_words_in_the_article(client: TestClient, record: Record) -> None:
    answer = client.get(f"/quotes/{of(record, 'director')}", follow_redirects=False)
    assert answer.status_code == 303
    address, _, place = answer.headers["location"].partition("#")
    found = read(client.get(address).text)
    assert found.one("mark", id=place).text == QUOTE
    assert found.one("main").one("h1").text == "From Harbour Post"
    assert URL in found.links
    assert found.all("h2")[0].text == "The cast"
    assert found.one("p", class_="item").text == "Mara Vint directs."


def test_the_text_is_shown_and_never_run(client: TestClient, record: Record) -> None:
    answer = client.get(client.get(f"/quotes/{of(record, 'director')}", follow_redirects=False).headers["location"])
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text
    assert "Odo Brandt plays <script>alert(1)</script> Ivo Salt." in read(answer.text).text


def test_an_article_of_which_only_claims_are_recorded_shows_its_quotes(client: TestClient, record: Record) -> None:
    answer = client.get(f"/quotes/{of(record, 'premise')}")
    found = read(answer.text)
    assert found.one("mark").text == "<i>It floods</i>"
    assert "the quotes alone" in found.text


def test_the_day_is_kept(client: TestClient, record: Record) -> None:
    answer = client.get(f"/quotes/{of(record, 'director')}?as_of=2025-04-01", follow_redirects=False)
    assert "as_of=2025-04-01" in answer.headers["location"]
    assert client.get("/articles/2?as_of=2025-01-31").status_code == 404


def test_a_corrected_article_shows_the_text_that_the_words_were_in(client: TestClient, record: Record) -> None:
    old = of(record, "director")
    article, claims = written(
        "2025-03-03",
        "Harbour Post",
        "Tove Anker directs.",
        [say("director", "Tove Anker", quote="Tove Anker directs")],
        URL,
    )
    record.add(article, claims, RECORDED)
    found = read(client.get(f"/quotes/{old}").text)
    assert found.one("mark").text == QUOTE
    assert "A later text of this article has taken its place" in found.text
    (number,) = {one for one in found.links if one.startswith("/articles/") for one in [one.split("?")[0]]}
    assert "Tove Anker directs" in read(client.get(number).text).text


@pytest.mark.parametrize(
    "address", ["/articles/999", "/articles/0", "/articles/x", "/quotes/'--", "/quotes/0000", "/articles/1?claim=<b>"]
)
def test_what_is_not_there_is_a_plain_fault(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (404, 422)
    assert "<b>" not in answer.text
