"""What the eye takes for a title, with its edges put right; a rating and a nickname are none."""

import pytest

from slugline.learned.eye import SeenName
from slugline.text.mending import mended


def title_in(text: str, seen: str, *known: str) -> str | None:
    start = text.index(seen)
    one = mended(text, SeenName(start, start + len(seen), "title", 0.9), known)
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
    ("text", "seen", "known", "whole"),
    [
        ("It follows Tin Orchards for a day.", "follows Tin Orchards", "", "Tin Orchards"),
        ("A part in Ferry to Tin Orchard waits.", "to Tin Orchard", "", "Ferry to Tin Orchard"),
        ("A part in Tin Orchard waits.", "in Tin Orchard", "", "Tin Orchard"),
        ("In France Tin Orchard is on.", "France Tin Orchard", "Tin Orchard", "Tin Orchard"),
        ("Tin Orchard, Mother is on.", "Mother", "Tin Orchard, Mother", "Tin Orchard, Mother"),
        ("Mother is on.", "Mother", "Tin Orchard, Mother", "Mother"),
        ("Tin Orchard, Mothers is on.", "Mother", "Tin Orchard, Mother", "Mother"),
        ("In France Gate is on.", "France Gate", "Gate", "France Gate"),
        ("Tin Orchard is on.", "Tin Orchard", "Old Tin Orchard", "Tin Orchard"),
    ],
)
def test_edges_by_titles_that_are_known(text: str, seen: str, known: str, whole: str) -> None:
    assert title_in(text, seen, known) == whole


@pytest.mark.parametrize(
    ("text", "seen"),
    [("Rated R.", "Rated R"), ("Rated R. Running time: 90 minutes", "R. Running"), ('with Joe "Doc" Brand', "Doc")],
)
def test_no_titles(text: str, seen: str) -> None:
    assert title_in(text, seen) is None


def test_other_names_stay_as_they_are() -> None:
    one = SeenName(0, 7, "person", 0.9)
    assert mended("Ada Roe | and", one) is one
