"""`slugline hook`, and `slugline add --tell`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Runner
from web.programs.receiving import Receiver


@pytest.fixture
def article(tmp_path: Path) -> Callable[[str, str], Path]:
    def write(name: str, text: str) -> Path:
        head = f"---\ntitle: {name}\ndate: 2026-01-0{name}\nurl: https://x.example/{name}\npublisher: Sheet\n---\n"
        path = tmp_path / f"{name}.md"
        path.write_text(head + text, encoding="utf-8")
        return path

    return write


def test_from_making_to_removing(slugline: Runner, article: Callable[[str, str], Path], receiver: Receiver) -> None:
    slugline("add", article("1", "*Paper Tides* will be released in theaters on June 12, 2026."))
    refused = slugline("hook", "add", receiver.url)
    assert refused.status == 1
    assert "private" in refused.err
    made = slugline("hook", "add", receiver.url, "--allow-private", "--title", "Paper Tides")
    assert made.status == 0
    assert "whsec_" in made.out
    listed = slugline("hook", "list")
    assert "title Paper Tides" in listed.out
    assert "whsec_" not in listed.out
    second = article("2", "*Paper Tides* will be released in theaters on July 3, 2026.")
    told_of = slugline("add", second, "--tell", SLUGLINE_ALLOW_PRIVATE="1")
    assert told_of.status == 0, told_of.err
    assert "1 change told" in told_of.out or "changes told" in told_of.out
    assert [one.data["change"] for one in receiver.messages if one.data["property"] == "release_date"]
    heard = len(receiver.messages)
    assert slugline("hook", "send", "--allow-private").status == 0
    assert len(receiver.messages) == heard
    assert slugline("hook", "remove", "1").status == 0
    assert slugline("hook", "list").out == "no hooks\n"


def test_what_is_asked_for_wrongly(slugline: Runner, article: Callable[[str, str], Path]) -> None:
    slugline("add", article("1", "*Paper Tides* will be released in theaters on June 12, 2026."))
    assert slugline("hook", "remove", "7").status == 1
    assert slugline("hook", "enable", "7").status == 1
    assert slugline("hook", "add", "nonsense").status == 1
    both = slugline("hook", "add", "https://x.example/", "--title", "a", "--person", "b")
    assert both.status == 2


def test_a_fault_is_said_and_the_status_tells(
    slugline: Runner, article: Callable[[str, str], Path], receiver: Receiver
) -> None:
    slugline("add", article("1", "*Paper Tides* will be released in theaters on June 12, 2026."))
    slugline("hook", "add", receiver.url, "--allow-private")
    slugline("add", article("2", "*Paper Tides* will be released in theaters on July 3, 2026."))
    private = slugline("hook", "send")
    assert private.status == 1
    assert "private address" in private.err
    receiver.answers = [404]
    failed = slugline("hook", "send", "--allow-private")
    assert failed.status == 1
    assert "answers 404" in failed.err
    assert "failed 2 times" in slugline("hook", "list").out
    assert slugline("hook", "send", "--allow-private").status == 0
