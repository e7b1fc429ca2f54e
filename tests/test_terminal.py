"""Nothing that strangers wrote is obeyed by a terminal."""

from __future__ import annotations

import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from slugline.surfaces.terminal import clean, to_json

OBEYED = {"Cc", "Cs"}
TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
HOSTILE = st.text(st.one_of(st.characters(), st.sampled_from("\x1b[]0;31m\x07\x9b\x9d\x90\\\u202e\u2066\r\n\x08")))


@given(HOSTILE)
def test_what_is_shown_is_one_harmless_line(text: str) -> None:
    shown = clean(text)
    assert not any(unicodedata.category(c) in OBEYED or c in TURNING for c in shown)
    assert len(shown.splitlines()) <= 1
    shown.encode("utf-8")


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_plain_text_is_shown_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("a\x1b[31mred\x1b[0m b", "ared b"),
        ("a\x1b]0;new title\x07b", "ab"),
        ("a\x1b]8;;https://x.example\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
        ("a\x9b2Jb", "ab"),
        ("one\r\ntwo\x08\x08", "one two"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("half \ud83d of one", "half \ufffd of one"),
    ],
)
def test_known_tricks(hostile: str, shown: str) -> None:
    assert clean(hostile) == shown


@given(
    st.recursive(HOSTILE | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(HOSTILE, inner))
)
def test_json_loses_nothing_and_shows_nothing_that_is_obeyed(data: object) -> None:
    line = to_json(data)
    assert json.loads(line) == data
    assert not any(unicodedata.category(c) in OBEYED or c in TURNING for c in line)
    line.encode("utf-8")


def test_markup_is_text() -> None:
    from slugline.surfaces.render_answers import answer_lines

    out = io.StringIO()
    Console(file=out, markup=False, width=100).print(
        answer_lines({"answer": "[bold]x[/bold] [link=y]z", "standing": "current"})
    )
    assert "[bold]x[/bold] [link=y]z" in out.getvalue()
