"""Claims told under a former or working title are of the title by its present name."""

from __future__ import annotations

import pytest

from slugline.claims.extract import extract_by_rules
from slugline.claims.renaming import former_names
from text.notes import note, reading

BODIES = [
    "The film once known as *Low Quay* is now called *Gull Street*. Ada Roon is no longer directing it.",
    "The film is called *Gull Street*. Until now it went by the working title *Low Quay*. Ada Roon has left *Low Quay*"
    " as its director.",
]


@pytest.mark.parametrize("body", BODIES)
def test_a_dropped_name_means_the_title_that_took_its_place(body: str) -> None:
    assert former_names(reading(body)) == {"Low Quay": "Gull Street"}
    claims = extract_by_rules(note(body))
    assert {claim.subject.name for claim in claims} == {"Gull Street"}
    assert ("also_known_as", "Low Quay") in {(claim.property, claim.value) for claim in claims}


OTHERS = [
    "*Gull Street* opens in May. *Low Quay* opens in June.",
    "*Gull Street*, released in France as *Rue des Mouettes*, opens in May.",
]


@pytest.mark.parametrize("body", OTHERS)
def test_other_titles_keep_their_names(body: str) -> None:
    assert former_names(reading(body)) == {}
