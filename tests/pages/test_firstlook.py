"""The first look keeps what speaks of films and series, drops the rest, and is held up by no page."""

from __future__ import annotations

import json
import sys
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slugline.errors import ModelError
from slugline.pages import Given, Page, firstlook
from slugline.pages.firstlook import first_look, look_with, names, opening_of, speaks_of_screens

ROOT = Path(__file__).resolve().parents[2]
FILM = "The director will shoot her second feature film in Oslo, with two actors of the television series in the cast."
LOCAL = "The council voted to repair the bridge on Mill Street before winter. Residents had asked for a crossing."


def page(body: str, kind: str = "html", title: str = "") -> Page:
    return Page(body.encode(), kind, "a page", given=Given(title=title))


def test_enough_is_kept_and_enough_dropped() -> None:
    if str(ROOT / "corpus") not in sys.path:
        sys.path.append(str(ROOT / "corpus"))
    from load import articles

    kept = [speaks_of_screens(page(one.text, "text", one.front["title"])) for one in articles("dev")]
    others = tomllib.loads((ROOT / "benchmarks/first_look.toml").read_text(encoding="utf-8"))["article"]
    passed = [speaks_of_screens(page(one["text"], "text")) for one in others]
    assert sum(kept) >= 0.98 * len(kept)
    assert sum(passed) <= 0.1 * len(passed)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_page_is_known_by_its_paragraphs_not_by_its_menus(encoding: str) -> None:
    menu = "<nav><a>Films</a><a>Series</a><a>Trailers</a><a>Box office</a></nav><script>film('series')</script>"
    for words, kept in ((FILM, True), (LOCAL, False)):
        markup = f"<html><title>News</title>{menu}<P CLASS='x'>{words}</P><p>{words * 3}</p>{menu}"
        assert speaks_of_screens(Page(markup.encode(encoding), "html", "")) is kept


def test_a_page_without_paragraphs_is_known_by_its_words() -> None:
    assert speaks_of_screens(page(f"<div><script>var a = 1;</script>{FILM}</div>"))
    assert not speaks_of_screens(page(f"<div><script>film, movie, series, actor</script>{LOCAL}</div>"))


def test_phrases_are_found_where_they_stand_whole() -> None:
    look = look_with({"box office": 2.0, "film": 1.0}, 0.0, 0.0)
    found = look.counted(page("Box-office office box. BOX OFFICE! A box, an office.", "text"))
    assert found[b"box office"] == (2.0, 2)
    assert look.score(page("", "text")) == 0.0


def test_the_weights_are_those_of_the_words() -> None:
    shipped = json.loads((ROOT / "src/slugline/pages/firstlook.weights.json").read_text(encoding="utf-8"))["weights"]
    assert not set(shipped) - {*names("screen"), *names("elsewhere")}
    assert all(shipped[name] >= 0 for name in names("screen") if name in shipped)
    assert all(shipped[name] <= 0 for name in names("elsewhere") if name in shipped)


def test_damaged_weights_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weights.json").write_text('{"bias": 0}')
    monkeypatch.setattr(firstlook, "_WEIGHTS", tmp_path / "weights.json")
    with pytest.raises(ModelError, match="the first look cannot be read"):
        first_look.__wrapped__()


@settings(max_examples=200, deadline=1_000)
@given(st.binary(max_size=400), st.sampled_from(["html", "text", "markdown"]))
def test_any_bytes_get_an_answer(content: bytes, kind: str) -> None:
    assert speaks_of_screens(Page(content, kind, "")) in (True, False)


@pytest.mark.parametrize(
    "piece", ["<p", "<p ", "<p>", "<", "<meta ", "<title", "<script", "<h1 a", "</p", "film ", "\0"]
)
def test_no_page_takes_long(piece: str) -> None:
    content = piece.encode() * (2_000_000 // len(piece))
    start = time.process_time()
    opening = opening_of(Page(content, "html", ""))
    speaks_of_screens(Page(content, "html", ""))
    assert time.process_time() - start < 0.5
    assert len(opening) < 500_000
