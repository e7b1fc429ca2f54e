"""People's names in plain type: particles, initials, honorifics, and what is dropped from them."""

from __future__ import annotations

import pytest

from slugline.text.names import bare, fold
from text.notes import named, reading

PEOPLE = [
    ("Director Mara Quill said so.", "Mara Quill"),
    ("The director is Joost van den Berg, said the mayor. Joost van den Berg left.", "Joost van den Berg"),
    ("Actress Inês de Sá said so.", "Inês de Sá"),
    ("Director J. R. Okafor said so.", "J. R. Okafor"),
    ("Director J.R. Okafor said so.", "J.R. Okafor"),
    ("Actor Tom O’Dowd said so.", "Tom O’Dowd"),
    ("Actor Jean-Luc Brann said so.", "Jean-Luc Brann"),
    ("Actor Kim Tae-ri said so.", "Kim Tae-ri"),
    ("Actor Ned Harrow Jr. said so.", "Ned Harrow Jr."),
    ("Actor Łukasz Żeleń said so.", "Łukasz Żeleń"),
    ("Norwegian director Mara Quill said so.", "Mara Quill"),
    ("On Friday Mara Quill said so.", "Mara Quill"),
    ("In March Mara Quill said so.", "Mara Quill"),
    ("Fortunately, Mara Quill said so.", "Mara Quill"),
    ("“Never,” Mara Quill said.", "Mara Quill"),
    ("The film stars Mara Quill’s brother.", "Mara Quill"),
    ("Oscar-winning actor Mara Quill said so.", "Mara Quill"),
]


@pytest.mark.parametrize(("body", "name"), PEOPLE)
def test_a_person(body: str, name: str) -> None:
    assert named(body).get(name) == "person", named(body)


FULL = [
    ("Actress Mara Quill said yes. Quill left.", "Quill", "Mara Quill"),
    ("Actress Mara Quill said yes. Mara left.", "Mara", "Mara Quill"),
    ("Actress Mara Quill said yes. Ms. Quill left.", "Ms. Quill", "Mara Quill"),
    ("Actress Mara Quill said yes. Ms Quill left.", "Ms Quill", "Mara Quill"),
    ("Actress Mara Quill said yes. They met Quill’s brother.", "Quill", "Mara Quill"),
    ("Actor Joost van den Berg said yes. Later van den Berg left.", "van den Berg", "Joost van den Berg"),
    ("Actress Inês de Sá said yes. De Sá left.", "De Sá", "Inês de Sá"),
    ("Director J. R. Okafor said yes. Okafor left.", "Okafor", "J. R. Okafor"),
    ("Actor Ned Harrow Jr. said yes. Harrow left.", "Harrow", "Ned Harrow Jr."),
]


@pytest.mark.parametrize(("body", "short", "full"), FULL)
def test_a_short_name_leads_back_to_the_full_one(body: str, short: str, full: str) -> None:
    names = {one.evidence.quote: (one.label, one.name) for one in reading(body).mentions}
    assert names.get(short) == ("person", full), names


def test_a_surname_of_two_people_stays_as_it_is() -> None:
    body = "Actress Mara Quill said yes. Actor Ned Quill said no. Quill left."
    assert [one.name for one in reading(body).mentions] == ["Mara Quill", "Ned Quill", "Quill"]


def test_the_short_form_of_a_title_leads_back_to_it() -> None:
    body = "*Copper Lanes: Nightfall* opens in May. Ana Brann wrote *Nightfall*."
    assert [one.name for one in reading(body).mentions if one.label == "title"] == ["Copper Lanes: Nightfall"] * 2


NO_NAMES = [
    "The Norwegian film opens.",
    "On Friday it opens.",
    "However, it opens in March.",
    "Eight episodes were made.",
    "Sadly, nobody came.",
]


@pytest.mark.parametrize("body", NO_NAMES)
def test_demonyms_days_and_openings_name_nothing(body: str) -> None:
    assert named(body) == {}


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The Tin Hour", "tin hour"),
        ("Inês de Sá", "ines de sa"),
        ("Quill’s Law", "quills law"),
        ("Copper Lanes: Part II", "copper lanes part ii"),
        ("  Salt & Ember! ", "salt ember"),
        ("", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("word", "plain"),
    [("Quill’s", "Quill"), ("Quill's", "Quill"), ("Harris’", "Harris"), ("Quill", "Quill"), ("O's", "O's")],
)
def test_bare(word: str, plain: str) -> None:
    assert bare(word) == plain
