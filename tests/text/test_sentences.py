"""Sentences and tokens: where a sentence ends, where a full stop is part of a word, and what a token is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slugline.text.sentences import MAX_LENGTH, sentences, tokens

ENDS = [
    ("It opens in May. She stars.", ["It opens in May.", "She stars."]),
    ("“It is done.” She left.", ["“It is done.”", "She left."]),
    ("It opens! Who stars? Nobody knows…", ["It opens!", "Who stars?", "Nobody knows…"]),
    ("She starred in Oh! brother and left.", ["She starred in Oh! brother and left."]),
    ("*Tin Hour.* She left.", ["*Tin Hour.*", "She left."]),
    ("(It opens.) She left.", ["(It opens.)", "She left."]),
    # full stops of words
    ("Mr. Quill met Dr. Orr.", ["Mr. Quill met Dr. Orr."]),
    ("J. R. Okafor wrote it.", ["J. R. Okafor wrote it."]),
    ("J.R. Okafor wrote it.", ["J.R. Okafor wrote it."]),
    ("It opens Sept. 22 in Oslo.", ["It opens Sept. 22 in Oslo."]),
    ("It cost $2.5 million. It opens.", ["It cost $2.5 million.", "It opens."]),
    ("Harrow Bros. Pictures made it.", ["Harrow Bros. Pictures made it."]),
    # … which may end a sentence where the next word opens one
    ("It is by Harrow Bros. The film opens.", ["It is by Harrow Bros.", "The film opens."]),
    ("It opens in the U.S. The film opens.", ["It opens in the U.S.", "The film opens."]),
    ("It opens in the U.S. on Friday.", ["It opens in the U.S. on Friday."]),
    ("She plays Agent K. He plays Agent Z.", ["She plays Agent K.", "He plays Agent Z."]),
    ("It opens at 9 p.m. on Lumio.", ["It opens at 9 p.m. on Lumio."]),
    ("It opens. it stays.", ["It opens. it stays."]),
    ("  It opens.  ", ["It opens."]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == expected


def test_only_the_span_is_read() -> None:
    text = "One. Two. Three."
    assert [text[start:end] for start, end in sentences(text, 5, 9)] == ["Two."]


def test_a_long_sentence_is_cut_at_blanks() -> None:
    text = "word " * 1000
    spans = sentences(text, 0, len(text))
    assert len(spans) > 1
    assert all(end - start <= MAX_LENGTH for start, end in spans)
    assert " ".join(text[start:end] for start, end in spans) == text.strip()


@given(st.text(alphabet=st.sampled_from('Aab .!?"”’)(\n1é'), max_size=80), st.integers(0, 10), st.integers(0, 10))
def test_sentences_cover_their_span(text: str, before: int, behind: int) -> None:
    start, end = min(before, len(text)), max(min(before, len(text)), len(text) - behind)
    at, kept = start, ""
    for low, high in sentences(text, start, end):
        assert at <= low < high <= end
        assert text[at:low].strip() == ""
        assert text[low:high] == text[low:high].strip()
        kept += text[low:high]
        at = high
    assert text[at:end].strip() == ""
    assert "".join(kept.split()) == "".join(text[start:end].split())


TOKENS = [
    ("Don't go.", ["Don't", "go", "."]),
    ("R&D at Lumio+", ["R&D", "at", "Lumio+"]),
    ("a U.S. film", ["a", "U.S", ".", "film"]),
    ("Oscar-winning", ["Oscar", "-", "winning"]),
    ("the Oslo-born actor", ["the", "Oslo", "-", "born", "actor"]),
    ("Jean-Luc", ["Jean-Luc"]),
    ("“Salt”", ["“", "Salt", "”"]),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens(text: str, expected: list[str]) -> None:
    found = tokens(text, 0, len(text))
    assert [tok.text for tok in found] == expected
    assert all(text[tok.start : tok.end] == tok.text for tok in found)


@given(st.text(max_size=60))
def test_tokens_stand_where_they_say(text: str) -> None:
    found = tokens(text, 0, len(text))
    assert all(text[tok.start : tok.end] == tok.text != "" for tok in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert "".join(tok.text for tok in found).replace("_", "") == "".join(text.split()).replace("_", "")
