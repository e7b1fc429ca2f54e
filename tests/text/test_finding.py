"""Where the names that the trained eye saw begin and end once they are found in the text."""

from __future__ import annotations

import pytest

from slugline.learned.eye import SeenName
from slugline.text.finding import Finder
from slugline.text.sentences import sentences
from text.notes import note


@pytest.mark.parametrize(
    ("body", "seen", "label", "whole"),
    [
        ("It follows Ada Roe: Chapter 4.", "Ada Roe", "title", "Ada Roe: Chapter 4"),
        ("It follows Ada Roe: Chapter 4.", "Ada Roe", "person", "Ada Roe: Chapter 4"),
        ("It follows Ada Roe Part Two.", "Ada Roe", "franchise", "Ada Roe Part Two"),
        ("It follows Ada Roe Part Two.", "Ada Roe", "person", "Ada Roe"),
        ("It follows Ada Roe: chapter and verse.", "Ada Roe", "title", "Ada Roe"),
    ],
)
def test_a_part_that_a_number_names_is_the_titles(body: str, seen: str, label: str, whole: str) -> None:
    article = note(body)
    start = article.text.index(seen)
    spans = [span for part in article.parts for span in sentences(article.text, part.start, part.end)]
    found = Finder(article, spans, ()).find([SeenName(start, start + len(seen), label, 0.9)])
    assert [one.text for one in found if one.start == start] == [whole]
