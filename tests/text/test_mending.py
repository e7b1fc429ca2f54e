"""What the eye takes for a title, with its edges put right; a rating and a nickname are none."""

import pytest

from slugline.learned.eye import SeenName
from slugline.text.mending import mended


def title_in(text: str, seen: str) -> str | None:
    start = text.index(seen)
    one = mended(text, SeenName(start, start + len(seen), "title", 0.9))
    return text[one.start : one.end] if one else None


@pytest.mark.parametrize(
    ("text", "seen", "whole"),
    [
        ("They saw The Ballad of Orchards twice.", "The Ballad of", "The Ballad of Orchards"),
        ("Tin Orchard | 4 May", "Tin Orchard | 4", "Tin Orchard"),
        ("Tin Orchard (2019) is out.", "Tin Orchard (2019", "Tin Orchard"),
        ("They made Tin Orchard for Netflix.", "Tin Orchard for Netflix", "Tin Orchard"),
        ("She left Tin Orchard and went home.", "Tin Orchard and", "Tin Orchard"),
        ("Production of A Tin Orchard began.", "Production of A Tin Orchard", "A Tin Orchard"),
        ("They will make Tin Orchard 2, he said.", "Tin Orchard", "Tin Orchard 2"),
        ("It opens at Tin Orchard 20 days later.", "Tin Orchard", "Tin Orchard"),
    ],
)
def test_edges(text: str, seen: str, whole: str) -> None:
    assert title_in(text, seen) == whole


@pytest.mark.parametrize(
    ("text", "seen"),
    [("Rated R.", "Rated R"), ("Rated R. Running time: 90 minutes", "R. Running"), ('with Joe "Doc" Brand', "Doc")],
)
def test_no_titles(text: str, seen: str) -> None:
    assert title_in(text, seen) is None


def test_other_names_stay_as_they_are() -> None:
    one = SeenName(0, 7, "person", 0.9)
    assert mended("Ada Roe | and", one) is one
