"""The API answers with the record contract's JSON, key for key what the commands print."""

from __future__ import annotations

import json
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openapi_spec_validator import validate
from pydantic import BaseModel, TypeAdapter

from slugline import answers
from slugline.answers.calendar import calendar
from slugline.answers.lineage import digest
from slugline.answers.person import person
from slugline.answers.search import search
from slugline.record import Record
from slugline.surfaces.contract_models import bodies
from slugline.surfaces.contract_models.values import ClaimBody
from web.programs.noted import TODAY

V1 = "/api/v1"


def got(client: TestClient, path: str, status: int = 200, **query: Any) -> Any:
    response = client.get(V1 + path, params=query)
    assert response.status_code == status, response.text
    return response.json()


def pages(client: TestClient, path: str, **query: Any) -> list[Any]:
    """All rows of a list, page by page as its links lead."""
    rows: list[Any] = []
    response = client.get(V1 + path, params=query)
    while True:
        assert response.status_code == 200, response.text
        rows += response.json()
        if "next" not in response.links:
            return rows
        response = client.get(response.links["next"]["url"])


@pytest.mark.parametrize("day", ["2025-02-01", "2025-10-01", "2026-11-01"])
def test_a_guide_is_the_guide(client: TestClient, desk_record: Record, day: str) -> None:
    found = got(client, "/titles/paper-tides/guide", as_of=day)
    assert found == answers.guide(desk_record, "Paper Tides", as_of=date.fromisoformat(day))
    assert found["as_of"] == day


def test_without_a_day_today_is_meant(client: TestClient) -> None:
    assert got(client, "/titles/paper-tides/guide")["as_of"] == TODAY.isoformat()


def test_a_question_is_answered_or_abstained_from(client: TestClient, desk_record: Record) -> None:
    question = "When does Paper Tides come out?"
    found = got(client, "/ask", q=question)
    assert found == answers.ask(desk_record, question, as_of=TODAY)
    assert found["values"][0]["value"] == {"type": "date", "edtf": "2026-12-18"}
    assert got(client, "/ask", q="Is it raining?")["standing"] == "unanswered"


def test_a_franchise_in_order(client: TestClient, desk_record: Record) -> None:
    for order in ("story", "release"):
        found = got(client, "/franchises/paper-tides/timeline", order=order)
        assert found == answers.timeline(desk_record, "Paper Tides", order=order, as_of=TODAY)
    assert [row["name"] for row in found["titles"]] == ["Paper Tides", "Paper Tides: Ebb"]


def test_why_an_answer_is_what_it_is(client: TestClient, desk_record: Record) -> None:
    found = got(client, "/titles/paper-tides/explain/release_date")
    assert found == answers.explain(desk_record, "Paper Tides", "release_date", as_of=TODAY)
    assert {row["outcome"] for row in found["claims"]} >= {"answer", "withdrawn"}
    assert "release_date" in got(client, "/titles/paper-tides/explain/colour", status=400)["allowed"]


def test_all_changes_are_those_of_the_command_page_by_page(client: TestClient, desk_record: Record) -> None:
    want = answers.changes(desk_record, as_of=TODAY)
    for limit in (1, 3, 500):
        found = pages(client, "/changes", limit=limit)
        assert [{key: row[key] for key in row if key not in ("id", "slug")} for row in found] == want
    assert len({row["id"] for row in found}) == len(found) > 10


@pytest.mark.parametrize(
    ("query", "takes"),
    [
        ({"title": "Paper Tides"}, lambda row: row["title"] == "Paper Tides"),
        ({"title": "kettle-row"}, lambda row: row["title"] == "Kettle Row"),
        ({"franchise": "paper-tides"}, lambda row: row["title"].startswith("Paper Tides")),
        ({"person": "Mara Vint"}, lambda row: (row.get("to") or {}).get("name") == "Mara Vint"),
        ({"since": "2026-03-01"}, lambda row: row["on"] >= "2026-03-01"),
        ({"until": "2026-02-28"}, lambda row: row["on"] < "2026-03-01"),
        ({"property": ["release_date", "status"]}, lambda row: row["property"] in ("release_date", "status")),
        ({"change": "moved"}, lambda row: row["change"] == "moved"),
        ({"as_of": "2025-12-31"}, lambda row: row["on"] < "2026-01-01"),
        ({"kind": "series"}, lambda row: row["title"] == "Kettle Row"),
    ],
    ids=str,
)
def test_changes_are_narrowed(client: TestClient, query: dict[str, Any], takes: Any) -> None:
    every = pages(client, "/changes")
    want = [row for row in every if takes(row)]
    assert want
    assert len(want) < len(every)
    assert pages(client, "/changes", **query) == want == pages(client, "/changes", **query, limit=2)


def test_a_titles_changes_stand_under_it_too(client: TestClient) -> None:
    assert pages(client, "/titles/paper-tides/changes", limit=2) == pages(client, "/changes", title="paper-tides")


def test_titles_are_listed_by_name_each_once(client: TestClient) -> None:
    found = pages(client, "/titles", limit=2)
    names = [row["name"] for row in found]
    assert len(names) == 7 - 1
    assert names.count("Lantern Bay") == 2
    for row in found:
        assert got(client, f"/titles/{row['slug']}")["slug"] == row["slug"]
    assert [row["name"] for row in pages(client, "/titles", as_of="2025-06-01")] == ["Paper Tides"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("paper tides", ["Paper Tides", "Paper Tides: Ebb"]),
        ("ebb", ["Paper Tides: Ebb"]),
        ("tides paper", ["Paper Tides", "Paper Tides: Ebb"]),
        ("lantern", ["Lantern Bay", "Lantern Bay"]),
        ("'; DROP TABLE claims; --", []),
        ("%", []),
    ],
)
def test_titles_are_found_by_their_words(client: TestClient, text: str, names: list[str]) -> None:
    assert [row["name"] for row in pages(client, "/titles", q=text, limit=1)] == names


def test_a_name_misspelt_finds_its_like(client: TestClient) -> None:
    assert pages(client, "/titles", q="Ketle Roww")[0]["name"] == "Kettle Row"


def test_a_shared_name_gives_the_choice_with_addresses(client: TestClient) -> None:
    found = got(client, "/titles/lantern-bay/guide", status=300)
    assert {row["year"]: row["url"] for row in found["titles"]} == {
        1994: f"{V1}/titles/lantern-bay-1994",
        2027: f"{V1}/titles/lantern-bay-2027",
    }
    for row in found["titles"]:
        guide = got(client, row["url"].removeprefix(V1) + "/guide")
        assert guide["title"]["year"] == row["year"]
        assert guide == got(client, "/titles/lantern-bay/guide", year=row["year"])
    assert got(client, "/titles/lantern-bay", status=404, year=1950)["titles"]
    assert got(client, "/titles/kettle-row", kind="series")["type"] == "series"
    assert got(client, "/titles/kettle-row", kind="film", status=404)


def test_claims_as_they_were_made(client: TestClient, desk_record: Record) -> None:
    rows = pages(client, "/titles/paper-tides/claims", limit=3)
    assert len(rows) == 11
    assert [row["said_on"] for row in rows] == sorted(row["said_on"] for row in rows)
    dates = pages(client, "/titles/paper-tides/claims", property="release_date")
    assert [row for row in rows if row["property"] == "release_date"] == dates
    one = got(client, f"/claims/{rows[0]['id']}")
    assert one == rows[0] | {"decisions": []}
    assert got(client, f"/claims/{rows[0]['id'][:6]}") == one
    assert got(client, "/claims/ffffffffffff", status=404)
    assert len(desk_record.find(rows[0]["id"])) == 1


def test_an_article_with_its_claims(client: TestClient) -> None:
    found = got(client, "/articles/1")
    assert found["published"] == "2025-01-10"
    assert found["claims"] == pages(client, "/titles/paper-tides/claims")[:4]
    assert got(client, "/articles/1", as_of="2025-01-09", status=404)
    assert got(client, "/articles/999", status=404)


def test_a_person_page_by_page(client: TestClient, desk_record: Record) -> None:
    found = got(client, "/people/mara-vint")
    assert found == person(desk_record, "Mara Vint", as_of=TODAY)
    assert {row["title"]["slug"] for row in found["parts"]} == {"paper-tides", "paper-tides-ebb"}
    first = client.get(f"{V1}/people/mara-vint?limit=1")
    second = client.get(first.links["next"]["url"])
    assert "next" not in second.links
    assert len(first.json()["parts"]) + len(second.json()["parts"]) == len(found["parts"]) == 2
    assert "Mara Vint" in got(client, "/people/mara-wint", status=404)["choices"]


def test_the_calendar_page_by_page(client: TestClient, desk_record: Record) -> None:
    want = calendar(desk_record, as_of=TODAY)
    assert [row["date"] for row in want] == ["2026-11-20", "2026-12-18", "2027-01-08", "2027-03", "2028"]
    for limit in (1, 2, 100):
        assert pages(client, "/calendar", limit=limit) == want
    assert [row["date"] for row in pages(client, "/calendar", until="2027-01-31", since="2026-12-01")] == [
        "2026-12-18",
        "2027-01-08",
    ]
    assert {row["title"] for row in pages(client, "/calendar", franchise="paper-tides")} == {
        "Paper Tides",
        "Paper Tides: Ebb",
    }
    assert {row["title"] for row in pages(client, "/calendar", person="tove-anker")} == {"Lantern Bay"}


def test_search_by_kind_and_page(client: TestClient, desk_record: Record) -> None:
    found = got(client, "/search", q="paper tides")
    assert found == search(desk_record, "paper tides", as_of=TODAY, limit=20)
    quotes = got(client, "/search", q="paper", kind="quote", limit=1)
    assert [group["kind"] for group in quotes["groups"]] == ["quote"]
    first = client.get(f"{V1}/search?q=paper&kind=quote&limit=1")
    second = client.get(first.links["next"]["url"])
    assert second.json()["groups"][0]["hits"] != first.json()["groups"][0]["hits"]
    assert got(client, "/search", q="")["groups"] == []


def test_ids_of_changes_stay_while_the_record_grows(client: TestClient) -> None:
    early = {json.dumps(row["to"]): row["id"] for row in pages(client, "/changes", as_of="2025-12-31") if "to" in row}
    late = {json.dumps(row["to"]): row["id"] for row in pages(client, "/changes") if "to" in row}
    assert early.items() <= late.items()
    assert digest("a", 1) != digest("a", "1")


MODELS: list[tuple[str, Any]] = [
    ("/titles", list[bodies.TitleEntry]),
    ("/titles/paper-tides", bodies.TitleBody),
    ("/titles/paper-tides/guide", bodies.Guide),
    ("/titles/kettle-row/guide", bodies.Guide),
    ("/titles/paper-tides/changes", list[bodies.Change]),
    ("/titles/paper-tides/claims", list[ClaimBody]),
    ("/titles/paper-tides/explain/release_date", bodies.ExplainBody),
    ("/changes", list[bodies.Change]),
    ("/ask?q=Who directs Paper Tides?", bodies.AskBody),
    ("/franchises/paper-tides/timeline", bodies.TimelineBody),
    ("/articles/2", bodies.ArticleBody),
    ("/people/mara-vint", bodies.PersonBody),
    ("/calendar", list[bodies.Release]),
    ("/search?q=paper", bodies.SearchBody),
    ("/search?q=nothing-like-it", bodies.SearchBody),
]


@pytest.mark.parametrize(("path", "model"), MODELS, ids=str)
def test_bodies_are_as_described(client: TestClient, path: str, model: type[BaseModel]) -> None:
    body = client.get(V1 + path).content
    assert body not in (b"", b"[]", b"{}")
    TypeAdapter(model).validate_json(body, strict=True)


def test_the_description_is_valid_and_full(client: TestClient) -> None:
    found = client.get("/openapi.json").json()
    validate(found)
    paths = ("/titles", "/titles/{slug}/guide", "/ask", "/check", "/changes")
    assert set(found["paths"]) >= {V1 + path for path in paths}
    for path, calls in found["paths"].items():
        assert path.startswith(V1), "a page is no part of the API"
        for call in calls.values():
            assert call["summary"]
            assert call["description"]
            assert {"400", "401", "404", "422", "503"} <= set(call["responses"])
            for status, response in call["responses"].items():
                problem = status != "200"
                assert list(response["content"]) == ["application/problem+json" if problem else "application/json"]
    assert found["components"]["schemas"]["Problem"]["properties"]["detail"]["examples"]


def test_what_is_nowhere_in_the_record_is_looked_for_in_bounded_steps(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One request never reads the whole record; the pages together still hold all that fits."""
    module = import_module("slugline.surfaces.web.api.changes")
    monkeypatch.setattr(module, "_LOOKS", 1)
    whole = client.get("/api/v1/changes?limit=500&as_of=2026-10-30")
    assert 'rel="next"' in whole.headers["link"]
    for query, some in (("", True), ("&year=1", False), ("&property=nothing", False), ("&kind=series", True)):
        rows, address = [], f"/api/v1/changes?as_of=2026-10-29{query}"
        while address:
            answer = client.get(address)
            rows += answer.json()
            address = answer.links["next"]["url"] if "next" in answer.links else ""
        with monkeypatch.context() as patched:
            patched.setattr(module, "_LOOKS", 10_000)
            every = client.get(f"/api/v1/changes?limit=500&as_of=2026-10-29{query}").json()
        assert rows == every
        assert bool(rows) == some
