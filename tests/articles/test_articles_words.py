"""Days as pages write them, encodings, and the words of furniture."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from slugline.articles.days import day_of
from slugline.articles.decode import text_of
from slugline.articles.furniture import furniture, plain, read
from slugline.errors import UnreadableInput, WordsError

SAID = "Zoë Müller and José Peña are in the film “Blue Café”, which opens on May 3 – it’s the director’s third."


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05",
        "2024-03-05T23:59:59Z",
        "2024-03-05 10:00",
        "2024-03-05T10:00:00.000+02:00",
        "5 March 2024",
        "March 5, 2024",
        "Mar. 5, 2024",
        "Tuesday, March 5th, 2024",
        "Tue, 05 Mar 2024 10:00:00 GMT",
        "March 5, 2024 at 9:30 a.m.",
    ],
)
def test_days(text: str) -> None:
    assert day_of(text, "a.md", "date") == date(2024, 3, 5)


def test_september_has_two_short_forms() -> None:
    assert day_of("Sept. 5, 2024", "", "") == day_of("Sep 5, 2024", "", "") == date(2024, 9, 5)


@pytest.mark.parametrize(
    "text", ["", "March 2024", "2024", "3/5/2024", "2024-3-5", "today", "5 March", "March 32, 2024", "٢٠٢٤-٠٣-٠٥"]
)
def test_no_days(text: str) -> None:
    with pytest.raises(UnreadableInput, match=r"a\.md: date"):
        day_of(text, "a.md", "date")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert text_of(SAID.encode(encoding), "a.md") == SAID


def test_other_scripts_are_told_from_their_bytes() -> None:
    said = "映画は五月三日に公開されます。監督は山田さんです。東京で撮影されました。"
    assert text_of(said.encode("shift_jis"), "a.md") == said


def test_a_declared_encoding_counts_where_the_bytes_are_not_utf_8() -> None:
    assert text_of("кино".encode("koi8-r"), "a.html", declared="koi8-r") == "кино"
    assert text_of("кино".encode(), "a.html", declared="koi8-r") == "кино"


def test_a_stray_control_character_is_no_binary() -> None:
    assert text_of(b"The film\x07 opens on May 3, the studio said.", "a.md").startswith("The film")


def test_plain_is_what_a_reader_sees() -> None:
    assert plain("**See**  [_Salt_’s review](https://a.example/x) “now”") == 'See Salt\'s review "now"'


def test_phrases_begin_and_end_at_words() -> None:
    words = furniture()
    assert words.begins("related: ten boats", "link", "starts")
    assert not words.begins("related works", "link", "starts")
    assert words.begins("by mara quill", "byline", "starts")
    assert not words.begins("bystanders", "byline", "starts")
    assert words.ends("ida holm/getty images", "credit", "agencies") == "getty images"
    assert not words.ends("a long trap", "credit", "agencies")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[notices]\nwhole = []", "unknown key 'notices' (allowed: notice, comments, link"),
        ("[notice]\nwhole = ['a']\nend = []", "unknown key 'end' (allowed: whole, starts, contains)"),
        ("[notice]\nwhole = 'a'", "whole is no list of texts"),
        ("[notice]\nwhole = ['']", "whole is no list of texts"),
        ("notice = 1", "[notice] is no table"),
        ("[notice", "not readable as TOML"),
    ],
)
def test_words_are_checked_on_load(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "furniture.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WordsError) as caught:
        read(path)
    assert fault in str(caught.value)
