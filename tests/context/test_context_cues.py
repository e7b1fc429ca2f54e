"""Cue files are checked on load, and a sentence's words lead back to its text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slugline.claims.context.clauses import clauses_of, words_of
from slugline.claims.context.cues import find_cues, load_cues
from slugline.errors import WordsError

CLOCK = '{ literal = "no longer", category = "denied", scope = "clause" }'


def written(folder: Path, row: str) -> str:
    path = folder / "cues.toml"
    path.write_text(f"cues = [ {row} ]", encoding="utf-8")
    return str(path)


def test_a_row_is_read(tmp_path: Path) -> None:
    (cue,) = load_cues(written(tmp_path, CLOCK))
    assert (cue.literal, cue.category, cue.direction, cue.scope, cue.target) == (
        "no longer", "denied", "both", "clause", "any",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "fault", "allowed"),
    [
        ('{ literal = "x", category = "denied", reach = "far" }', "'reach' is unknown", "literal, category, direction"),
        ('{ literal = "x", category = "maybe" }', "category 'maybe' is unknown", "denied, left, rumoured"),
        ('{ literal = "x", category = "denied", direction = "up" }', "direction 'up'", "forward, backward, both"),
        ('{ literal = "x", category = "denied", scope = "page" }', "scope 'page'", "or a number of words"),
        ('{ literal = "x", category = "denied", target = "dog" }', "target 'dog'", "any, date, name"),
        ('{ category = "denied" }', "literal is missing", "literal"),
        ('{ literal = "No", category = "denied" }', "cannot be found", "small letters"),
        ('{ literal = "x", category = 3 }', "is not a row of texts", "literal"),
        ('"x"', "is not a row of texts", "literal"),
    ],
)
def test_a_faulty_row_is_named_with_what_is_allowed(tmp_path: Path, row: str, fault: str, allowed: str) -> None:
    with pytest.raises(WordsError) as error:
        load_cues(written(tmp_path, row))
    assert fault in str(error.value)
    assert allowed in str(error.value)
    assert "row 1" in str(error.value)


def test_a_cue_inside_a_longer_one_does_not_count() -> None:
    assert [found.cue.literal for found in find_cues(words_of("she is no longer there"))] == ["is|are|'s no longer"]
    assert find_cues(words_of("not only she")) == ()


def test_a_relative_clause_interrupts_its_parent() -> None:
    clauses = clauses_of("‹P0›, who directed the original, is sitting this one out, but ‹P1› stays.")
    by_word = dict(zip((word.text for word in clauses.words), clauses.groups, strict=True))
    assert by_word["sitting"] == clauses.groups[0] != by_word["directed"]
    assert by_word["stays"] not in (by_word["sitting"], by_word["directed"])


@given(st.text(alphabet=st.sampled_from("abn't ,.;:–-()\"'‹›PTDX0123is who and"), max_size=80))
def test_words_stand_in_order_and_in_the_text(text: str) -> None:
    clauses = clauses_of(text)
    assert len(clauses.groups) == len(clauses.words)
    at = 0
    for word in clauses.words:
        assert at <= word.start < word.end <= len(text)
        at = word.end
    find_cues(clauses.words)
