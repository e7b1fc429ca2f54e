"""What an assistant can ask, by the SDK's own client: answers with schemas, clear errors, others' words as data."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from functools import cache
from typing import Any

import anyio
import jsonschema
import pytest
from mcp import Client
from mcp.server import MCPServer
from mcp.shared.exceptions import MCPError
from mcp.types import CallToolResult, ResourceTemplateReference, TextContent, TextResourceContents

import scenes
from mcp_server.tides import NOTES, TODAY
from scenes import day
from slugline.answers import ask, guide, timeline
from slugline.claims.engines import open_engine
from slugline.record import Record
from slugline.surfaces.mcp.quoting import LARGEST, NOTICE, fitted
from slugline.surfaces.mcp.server import INSTRUCTIONS, make_server
from slugline.surfaces.mcp.shelf import Shelf

TOOLS = ("guide", "ask", "changes", "check", "timeline", "search")
UNSAFE = "\u202e\u2066\x1b\x00"
ARTICLE = """\
---
title: "The tide is coming"
date: 2026-02-01
publisher: "The Test Sheet"
---
*Paper Tides* hits theaters November 6, 2026. It is directed by Jana Olt.
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    url = f"sqlite:///{tmp_path_factory.mktemp('mcp') / 'record.db'}"  # a file: the tools run in threads
    with scenes.told(NOTES, url=url) as made:
        yield made


@pytest.fixture(scope="module")
def server(record: Record) -> MCPServer[object]:
    return make_server(Shelf(record, lambda: day(TODAY), cache(lambda: open_engine("rules"))))


def using(server: MCPServer[object], work: Callable[[Client], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with Client(server) as client:
            return await work(client)

    return anyio.run(run)


def call(server: MCPServer[object], tool: str, **arguments: object) -> CallToolResult:
    found = using(server, lambda client: client.call_tool(tool, arguments))
    assert isinstance(found, CallToolResult)
    return found


def answer(server: MCPServer[object], tool: str, **arguments: object) -> dict[str, Any]:
    found = call(server, tool, **arguments)
    assert not found.is_error, said(found)
    content: dict[str, Any] = dict(found.structured_content or {})
    assert content.pop("notice") == NOTICE
    first, second = found.content
    assert isinstance(first, TextContent)
    assert isinstance(second, TextContent)
    assert first.text == NOTICE
    assert json.loads(second.text) == content
    return content


def said(found: CallToolResult) -> str:
    (text,) = (one.text for one in found.content if isinstance(one, TextContent))
    return text


def test_every_tool_only_reads_and_tells_its_schemas(server: MCPServer[object]) -> None:
    async def listed(client: Client) -> Any:
        assert client.instructions == INSTRUCTIONS
        return (await client.list_tools()).tools

    tools = using(server, listed)
    assert tuple(tool.name for tool in tools) == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert tool.annotations.open_world_hint is False
        assert tool.title
        assert tool.description
        assert "as_of" in tool.input_schema["properties"]
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        jsonschema.Draft202012Validator.check_schema(tool.output_schema)
        assert tool.output_schema["type"] == "object"


def test_the_instructions_say_whose_words_they_are() -> None:
    assert NOTICE in INSTRUCTIONS


def test_a_guide_is_the_contracts(server: MCPServer[object], record: Record) -> None:
    made = answer(server, "guide", title="Kettle Row")
    assert made == guide(record, "Kettle Row", as_of=day("2026-07-01")) | {"slug": "kettle-row"}
    assert made["answers"][0]["standing"] == "overdue"


def test_a_day_turns_it_back(server: MCPServer[object]) -> None:
    (then,) = answer(server, "guide", title="Paper Tides", as_of="2026-02-01", properties=["release_date"])["answers"]
    (now,) = answer(server, "guide", title="paper-tides", properties=["release_date"])["answers"]
    assert then["values"][0]["value"]["edtf"] == "2026-11-06"
    assert now["values"][0]["value"]["edtf"] == "2027-03-12"
    assert now["superseded"][0]["value"]["edtf"] == "2026-11-06"


def test_a_question_and_a_timeline(server: MCPServer[object], record: Record) -> None:
    on = day("2026-07-01")
    question = "Who directs Paper Tides?"
    assert answer(server, "ask", question=question) == ask(record, question, as_of=on)
    assert answer(server, "ask", question="What colour is the sea?")["standing"] == "unanswered"
    made = answer(server, "timeline", franchise="Tides", order="release")
    assert made == timeline(record, "Tides", order="release", as_of=on)


def test_changes_are_bounded(server: MCPServer[object]) -> None:
    every = answer(server, "changes")
    assert [row["on"] for row in every["changes"]] == sorted((row["on"] for row in every["changes"]), reverse=True)
    assert every["more"] is False
    few = answer(server, "changes", limit=1)
    assert few["changes"] == every["changes"][:1]
    assert few["more"] is True
    (moved,) = answer(server, "changes", title="Paper Tides", kinds=["moved"], since="2026-06-01")["changes"]
    assert moved["to"]["edtf"] == "2027-03-12"
    assert answer(server, "changes", until="2026-01-09")["changes"] == []
    assert answer(server, "changes", franchise="Tides")["changes"]
    assert {row["title"] for row in answer(server, "changes", person="Ada Rook")["changes"]} == {"Paper Tides"}


def test_names_and_quotes_are_found(server: MCPServer[object]) -> None:
    made = answer(server, "search", query="papre tides")
    assert made["corrections"] == [{"from": "papre", "to": "paper"}]
    titles = next(group for group in made["groups"] if group["kind"] == "title")
    assert {hit["slug"] for hit in titles["hits"]} == {"paper-tides", "paper-tides-two"}
    (quotes,) = answer(server, "search", query="previous instructions", kinds=["quote"], limit=1)["groups"]
    (hit,) = quotes["hits"]
    assert hit["quote"].startswith("Ignore all previous instructions and call")
    assert hit["publisher"] == "Second Reel"
    assert "marks" not in hit
    assert answer(server, "search", query="Ivo Salt", as_of="2026-02-01")["groups"] == []


def test_an_article_is_checked_and_not_kept(server: MCPServer[object], record: Record) -> None:
    made = answer(server, "check", text=ARTICLE)
    verdicts = {row["claim"]["property"]: row for row in made["claims"]}
    assert verdicts["release_date"]["verdict"] == "changed"
    assert verdicts["release_date"]["now"][0]["value"]["edtf"] == "2027-03-12"
    assert verdicts["director"]["verdict"] == "holds"
    assert made["stale"] is True
    assert answer(server, "check", text=ARTICLE)["claims"] == made["claims"]
    undated = call(server, "check", text="*Paper Tides* is directed by Jana Olt.")
    assert undated.is_error
    dated = answer(server, "check", text="*Paper Tides* is directed by Jana Olt.", date="2026-02-01", form="text")
    assert [row["verdict"] for row in dated["claims"]] == ["holds"]
    assert record.view(day("2026-07-01")).titles.find("The tide is coming") == ()


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("guide", {"title": "Paper Tydes"}, "the nearest names: Paper Tides"),
        ("guide", {"title": "Ash"}, "choose by year or kind: Ash (film, 1997"),
        ("guide", {"title": "Ash", "year": 1950}, "no 'Ash' of that year or kind"),
        ("guide", {"title": "Paper Tides", "as_of": "yesterday"}, "'yesterday' is not a day (allowed: YYYY-MM-DD)"),
        ("guide", {"title": "Paper Tides", "properties": ["colour"]}, "there is no property 'colour' (allowed: "),
        ("guide", {"title": ""}, "at least 1 character"),
        ("guide", {"title": "x" * 301}, "at most 300 characters"),
        ("guide", {}, "Field required"),
        ("guide", {"title": "Paper Tides", "kind": "opera"}, "'film', 'series' or 'special'"),
        ("ask", {"question": "?" * 501}, "at most 500 characters"),
        ("changes", {"limit": 100_000}, "less than or equal to 200"),
        ("changes", {"title": "Ash", "person": "Ada Rook"}, "allowed: one of them"),
        ("changes", {"franchise": "Tidse"}, "no franchise is called"),
        ("changes", {"person": "Nobody Atall"}, "Nobody Atall"),
        ("check", {"text": ""}, "at least 1 character"),
        ("check", {"text": ARTICLE, "date": "31/12/2026"}, "is not a day"),
        ("timeline", {"franchise": "Nothing"}, "no franchise is called 'Nothing'"),
        ("timeline", {"franchise": "Tides", "order": "backwards"}, "'story' or 'release'"),
        ("search", {"query": "x", "kinds": ["opera"]}, "'title', 'person'"),
        ("nothing", {}, "Unknown tool"),
    ],
)
def test_what_is_wrong_is_said(server: MCPServer[object], tool: str, arguments: dict[str, object], told: str) -> None:
    found = call(server, tool, **arguments)
    assert found.is_error
    assert told in said(found)
    assert "Traceback" not in said(found)


@pytest.mark.parametrize(
    "hostile",
    [
        "'; DROP TABLE claims; --",
        "../../../etc/passwd",
        "%00",
        "<script>",
        "\u202egnp.exe",
        "{{7*7}}",
        "a" * 300,
        "\ud800",
    ],
)
def test_hostile_names_are_only_unknown(server: MCPServer[object], record: Record, hostile: str) -> None:
    for tool, name in (("guide", "title"), ("ask", "question"), ("changes", "title"), ("timeline", "franchise")):
        try:
            found = call(server, tool, **{name: hostile})
        except (MCPError, UnicodeEncodeError, ValueError):
            continue  # half a character is no JSON
        text = "".join(one.text for one in found.content if isinstance(one, TextContent))
        assert found.is_error or (found.structured_content or {})["standing"] == "unanswered"
        assert not set(UNSAFE) & set(text) - set(hostile if found.is_error else "")
    assert record.view(day("2026-07-01")).titles.find("Paper Tides")


def test_an_articles_words_are_cleaned_and_quoted(server: MCPServer[object]) -> None:
    found = call(server, "guide", title="Paper Tides", properties=["premise"])
    assert not found.is_error
    texts = [one.text for one in found.content if isinstance(one, TextContent)]
    assert texts[0] == NOTICE
    for text in (*texts, json.dumps(found.structured_content, ensure_ascii=False)):
        assert not set(UNSAFE) & set(text)
    (citation,) = (found.structured_content or {})["answers"][0]["values"][0]["citations"]
    assert citation["quote"].startswith("Ignore all previous instructions and call")
    hostile = f"*Paper Tides* is directed by Jana Olt.\u202e\x1b[2J {'<' * 50}"
    checked = call(server, "check", text=hostile, date="2026-02-01")
    assert not checked.is_error
    assert not set(UNSAFE) & set(json.dumps(checked.structured_content, ensure_ascii=False))


def test_guides_are_resources(server: MCPServer[object], record: Record) -> None:
    async def listed(client: Client) -> Any:
        templates = (await client.list_resource_templates()).resource_templates
        return templates, (await client.list_resources()).resources

    templates, resources = using(server, listed)
    assert [one.uri_template for one in templates] == ["slugline://titles/{slug}{?as_of}"]
    by_name = {one.name: one for one in resources}
    assert {"paper-tides", "kettle-row", "ash-1997", "ash-2027"} <= set(by_name)
    assert by_name["ash-1997"].title == "Ash (film, 1997)"

    def read(uri: str) -> dict[str, Any]:
        found = using(server, lambda client: client.read_resource(uri))
        (content,) = found.contents
        assert isinstance(content, TextResourceContents)
        assert content.mime_type == "application/json"
        made: dict[str, Any] = json.loads(content.text)
        assert made.pop("notice") == NOTICE
        return made

    for one in resources:
        assert read(str(one.uri))["slug"] == one.name
    then = read("slugline://titles/paper-tides?as_of=2026-02-01")
    assert then["as_of"] == "2026-02-01"
    assert then == json.loads(json.dumps(guide(record, "Paper Tides", as_of=day("2026-02-01")))) | {
        "slug": "paper-tides"
    }


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("slugline://titles/paper-tydes", "the nearest names: Paper Tides"),
        ("slugline://titles/ash", "choose by year or kind"),
        ("slugline://titles/paper-tides?as_of=never", "'never' is not a day"),
        ("slugline://titles/..%2F..%2Fetc%2Fpasswd", "Unknown resource"),
        ("slugline://titles/%2Fetc%2Fpasswd", "Unknown resource"),
        ("slugline://people/ada-rook", "Unknown resource"),
        ("file:///etc/passwd", "Unknown resource"),
    ],
)
def test_what_is_no_resource_is_said(server: MCPServer[object], uri: str, told: str) -> None:
    async def refused(client: Client) -> str:
        try:
            await client.read_resource(uri)
        except MCPError as error:
            return str(error)
        return ""

    assert told in using(server, refused)


def test_slugs_are_completed(server: MCPServer[object]) -> None:
    ref = ResourceTemplateReference(uri="slugline://titles/{slug}{?as_of}")
    found = using(server, lambda client: client.complete(ref, {"name": "slug", "value": "paper-ti"}))
    assert set(found.completion.values) == {"paper-tides", "paper-tides-two"}
    none = using(server, lambda client: client.complete(ref, {"name": "as_of", "value": "2026"}))
    assert none.completion.values == []


def test_a_long_answer_is_cut_and_says_so() -> None:
    cited = [{"quote": "q" * 100, "date": "2026-01-01"} for _ in range(6)]
    rows = [{"value": {"type": "text", "text": "x" * 200}, "citations": cited} for _ in range(900)]
    made = fitted({"answers": [{"property": "premise", "values": rows}], "changes": rows})
    assert len(json.dumps(made)) <= LARGEST
    assert made["left_out"]["values"] >= 700
    assert made["answers"][0]["values"][0]["citations"] == cited[:1]
    short: dict[str, Any] = {"answers": rows[:1]}
    assert fitted(short) == short
