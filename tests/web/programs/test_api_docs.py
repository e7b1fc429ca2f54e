"""docs/api.md: what it says of the API is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from slugline.surfaces.web.api.picks import V1

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    curl '?http://127\.0\.0\.1:8000(/\S+?)'?$", PAGE, re.MULTILINE)


def test_every_call_is_told_of(client: TestClient) -> None:
    calls = {
        (method.upper(), path.removeprefix(V1))
        for path, methods in client.get("/openapi.json").json()["paths"].items()
        for method in methods
    }
    assert set(re.findall(r"^\| `(GET|POST) (/[^`]*)` \|", PAGE, re.MULTILINE)) == calls


@pytest.mark.parametrize("path", EXAMPLES)
def test_examples_are_answered(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200, response.text
    assert response.json()


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 13


def test_feeds_are_where_they_are_said_to_be(client: TestClient) -> None:
    feeds = set(re.findall(r"`(/[^`?]*\.(?:atom|ics))`", PAGE))
    assert len(feeds) == 8
    slugs = {"titles": "paper-tides", "franchises": "paper-tides", "people": "mara-vint"}
    for path in feeds:
        kind = path.split("/")[1]
        assert client.get(path.replace("{slug}", slugs.get(kind, ""))).status_code == 200
