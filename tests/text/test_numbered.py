"""Titles that have a number and no name yet, and phrases with a number that name no title."""

from __future__ import annotations

import pytest

from text.notes import reading

NUMBERED = [
    ("A third film is planned.", "third film"),
    ("A 3rd film is planned.", "3rd film"),
    ("A possible second movie is planned.", "second movie"),
    ("The fifth *Copper Lanes* film opens in May.", "fifth Copper Lanes film"),
    ("The fifth “Copper Lanes” movie opens in May.", "fifth Copper Lanes movie"),
    ("*Copper Lanes* was a hit. The fifth Copper Lanes film opens in May.", "fifth Copper Lanes film"),
    # the only known title that goes on is meant
    ("*Copper Lanes: Nightfall* opens. *Copper Lanes* was a hit. The third Copper Lanes film is long.", None),
    # a name stands beside it
    ("The fifth *Copper Lanes* film, *Copper Lanes: Nightfall*, opens in May.", None),
    ("A third film, *Nightfall*, is planned.", None),
    ("A third film called *Nightfall* is planned.", None),
    # no title
    ("It is the first film of the year.", None),
    ("It is her third film in a row.", None),
    ("She saw the first film festival.", None),
    ("The third season opens in May.", None),
    ("It opens on the third.", None),
    ("The third Quill opens the door.", None),
]


@pytest.mark.parametrize(("body", "name"), NUMBERED)
def test_numbered_titles(body: str, name: str | None) -> None:
    found = [one for one in reading(body).mentions if one.label == "title" and one.name[:1].islower()]
    found += [one for one in reading(body).mentions if one.name[:1].isdigit()]
    assert [one.name for one in found] == ([name] if name else [])


def test_the_number_that_is_a_known_title() -> None:
    body = "*Copper Lanes: Nightfall* opens. *Copper Lanes* was a hit. The third Copper Lanes film is long."
    made = reading(body).mentions
    assert [(one.evidence.quote, one.name) for one in made if one.label == "title"] == [
        ("Copper Lanes: Nightfall", "Copper Lanes: Nightfall"),
        ("Copper Lanes", "Copper Lanes"),
        ("third Copper Lanes film", "Copper Lanes: Nightfall"),
    ]
