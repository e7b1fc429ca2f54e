"""Titles by form: every mark that sets one apart, and what stands in the same marks and is none."""

from __future__ import annotations

import pytest

from text.notes import named, reading

SET_APART = [
    "The film *Copper Lanes* opens on May 3.",
    "The film _Copper Lanes_ opens on May 3.",
    "The film <em>Copper Lanes</em> opens on May 3.",
    "The film <i>Copper Lanes</i> opens on May 3.",
    "The film <cite>Copper Lanes</cite> opens on May 3.",
    "The film “Copper Lanes” opens on May 3.",
    'The film "Copper Lanes" opens on May 3.',
    'The film "Copper Lanes," a drama, opens on May 3.',
    "The film ‘Copper Lanes’ opens on May 3.",
    "The film 'Copper Lanes' opens on May 3.",
    "The film «Copper Lanes» opens on May 3.",
    "The film « Copper Lanes » opens on May 3.",
    "The film „Copper Lanes“ opens on May 3.",
    "*“Copper Lanes”* opens on May 3.",
    "**Copper Lanes** is a film that opens on May 3.",
    "They queued for COPPER LANES on Friday.",
    "They queued for Copper Lanes (2019) on Friday.",
    "They queued for Copper Lanes (2019–21) on Friday.",
    "They queued for Copper Lanes (2019-present) on Friday.",
    "Ana Brann directed the drama Copper Lanes last year.",
    "The thriller Copper Lanes opens on May 3.",
    "She starred in Copper Lanes and left.",
    "- Oct. 1 – Copper Lanes (Lumio)\n- Oct. 3 – The Tin Hour (Velora)",
    "| Title | Date |\n|---|---|\n| Copper Lanes | May 3 |\n| The Tin Hour | June 9 |",
    "| Film | Date |\n|---|---|\n| *Copper Lanes* | May 3 |\n| The Tin Hour (2019) | June 9 |",
]


@pytest.mark.parametrize("body", SET_APART)
def test_a_title_set_apart(body: str) -> None:
    assert named(body).get("Copper Lanes", named(body).get("COPPER LANES")) == "title", named(body)


WHOLE = [
    ("*The Weight of Copper* opens.", "The Weight of Copper"),
    ("*Copper Lanes: The Last Shift* opens.", "Copper Lanes: The Last Shift"),
    ("They saw The Weight of Copper (2019).", "The Weight of Copper"),
    ("They saw Copper Lanes: Part Two (2019).", "Copper Lanes: Part Two"),
    ("They saw No Copper for Old Bakers (2019).", "No Copper for Old Bakers"),
    ("*Who Baked It?* opens.", "Who Baked It?"),
    ("*¡Corre, Tía!* opens.", "¡Corre, Tía!"),
    ("*1947* opens.", "1947"),
    ("The film “Mr. Tin & Mrs. Salt” opens.", "Mr. Tin & Mrs. Salt"),
    ("*Copper Lanes* opens. Copper Lanes 2 is planned.", "Copper Lanes 2"),
    ("*Copper Lanes* opens. Copper Lanes: Nightfall is planned.", "Copper Lanes: Nightfall"),
    ("“Song of the Weir” opens. They saw Song of the Weir twice.", "Song of the Weir"),
]


@pytest.mark.parametrize(("body", "title"), WHOLE)
def test_the_whole_title(body: str, title: str) -> None:
    assert named(body).get(title) == "title", named(body)


NOT_TITLES = [
    "“We are done,” she said.",
    "“I did it for them,” she said.",
    "*I was never asked about it by anybody.*",
    "It was “very good” and “quite long” too.",
    "The bakers’ film opens.",
    "**Cast**: two bakers.",
    "**Oct. 3**: nothing.",
    "He moved in May 2019 (2019).",
]


@pytest.mark.parametrize("body", NOT_TITLES)
def test_no_title(body: str) -> None:
    assert "title" not in named(body).values(), named(body)


def test_a_title_set_apart_once_is_known_in_plain_type() -> None:
    made = reading("*Copper Lanes* opens in May. They queued for Copper Lanes all night.")
    assert [(one.evidence.quote, one.label) for one in made.mentions] == [("Copper Lanes", "title")] * 2


def test_a_title_set_apart_in_the_headline_is_known_in_the_text() -> None:
    assert named("They queued for Tin Hour all night.", title="‘Tin Hour’ opens")["Tin Hour"] == "title"


def test_a_date_inside_a_title_is_the_title_s() -> None:
    made = reading("The film *The Ninth of May 2019* opens on June 3, 2024.")
    assert [slot.label for slot in made.lines[0].slots] == ["title", "date"]


TYPES = [
    ("The series *Copper Lanes* airs on Friday.", "series"),
    ("The film *Copper Lanes* is in cinemas.", "film"),
    ("*Copper Lanes* (2013–2019) was loved.", "series"),
    ("*Copper Lanes* was renewed for a second season.", "series"),
    ("The Christmas special *Copper Lanes* was loved.", "special"),
    ("*Copper Lanes* was loved.", "film"),
]


@pytest.mark.parametrize(("body", "kind"), TYPES)
def test_the_type_of_a_title(body: str, kind: str) -> None:
    made = reading(body)
    assert made.types["Copper Lanes"] == kind
    assert made.main is not None
    assert made.main.type == kind
