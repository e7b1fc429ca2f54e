"""What "the Salt Road spinoff" means: the article's own title, or the one it stands in apposition to."""

from __future__ import annotations

import pytest

from text.notes import line

LANES = "*Copper Lanes* opens in May. "


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (LANES + "The *Salt Road* spinoff was shot in Oslo.", "The *Salt Road* spinoff"),
        (LANES + "They moved the *Salt Road* spinoff film.", "the *Salt Road* spinoff film"),
        ("Mara Quill joins *Copper Lanes*, the *Salt Road* prequel.", "the *Salt Road* prequel"),
    ],
)
def test_a_title_is_meant_by_what_it_springs_from(body: str, words: str) -> None:
    found = line(body, words)
    meant = [slot.entity.name for slot in found.slots if slot.label == "title_ref" and slot.entity]
    assert meant == ["Copper Lanes"]


@pytest.mark.parametrize(
    "body",
    [
        LANES + "A *Salt Road* spinoff was shot in Oslo.",
        LANES + "The *Salt Road* spinoff *Ash Street* was shot in Oslo.",
        LANES + "The *Copper Lanes* spinoff was shot in Oslo.",
        LANES + "The *Salt Road* spinoff series was shot in Oslo.",
    ],
)
def test_another_one_is_not_meant(body: str) -> None:
    found = line(body, "Oslo")
    assert [slot.label for slot in found.slots if slot.label == "title_ref"] == []
