"""What a server gave as a page: its kind, its address, and how addresses are shown and remembered."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from slugline.errors import FetchError
from slugline.pages.addresses import place_of, shown, tidied
from slugline.pages.fetching import Answer
from slugline.pages.web import page_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_addresses_are_shown_without_secrets_and_remembered_without_marks() -> None:
    assert shown("https://me:secret@a.example/x\n") == "https://…@a.example/x\\n"
    assert tidied("https://a.example/x?utm_source=y&id=3&fbclid=z#top") == "https://a.example/x?id=3"
    assert place_of("HTTPS://Ä.example/").host == "xn--4ca.example"
    assert place_of("http://a.example:8080/").origin == "http://a.example:8080"


FORMS = [
    ("text/html", b"x", "html"),
    ("", b" <html>", "html"),
    ("text/plain", b"x", "text"),
    ("text/markdown", b"x", "markdown"),
    ("application/pdf", b"%", ""),
    ("application/octet-stream", b"MZ", ""),
]


@pytest.mark.parametrize(("media", "content", "kind"), FORMS)
def test_only_pages_become_pages(media: str, content: bytes, kind: str) -> None:
    answer = Answer("http://a.example/x", content, media, "utf-8")
    if kind:
        page = page_of(answer, NOW)
        assert (page.kind, page.retrieved_at, page.charset) == (kind, NOW, "utf-8")
    else:
        with pytest.raises(FetchError, match="no page to read"):
            page_of(answer, NOW)


CANONICAL = [
    ("https://www.a.example/2026/salt", "https://www.a.example/2026/salt"),
    ("/2026/salt?utm_medium=x", "http://m.a.example/2026/salt"),
    ("https://b.example/2026/salt", "http://m.a.example/amp/salt"),
    ("https://www.a.example/", "http://m.a.example/amp/salt"),
    ("javascript:alert(1)", "http://m.a.example/amp/salt"),
]


@pytest.mark.parametrize(("named", "url"), CANONICAL)
def test_a_page_names_its_own_address_on_its_own_site(named: str, url: str) -> None:
    head = f"<html><head><link href='{named}' rel=canonical></head>".encode()
    assert page_of(Answer("http://m.a.example/amp/salt", head, "text/html"), NOW).url == url
