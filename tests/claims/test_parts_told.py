"""An actor's part, told in several places or kept back: what is said of it, whoever found it."""

from dataclasses import replace

import pytest

from slugline.claims.extract import extract_by_rules
from slugline.claims.facts import better
from slugline.claims.kinds.cast_member.untold import kept_back
from text.notes import line, note, reading

FULLEST = "*Tin Orchard* is back. Mara Quell plays Ines Dray, and Tobe Anand plays Captain Rusk. Odile Roe plays Ines."
BODY = "*Tin Orchard* stars Mara Quell in the lead. Mara Quell plays Ines Dray in *Tin Orchard*."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Mara Quell and Tobe Anand, whose roles are being kept secret, have joined *Tin Orchard*.", False),
        ("Mara Quell – role not disclosed.", False),
        ("Mara Quell has signed on for *Tin Orchard*, in a part that is being kept under wraps.", False),
        ("Mara Quell has signed on for a part that is being kept under wraps.", False),
        ("Mara Quell is in *Tin Orchard*. The release date has not been announced.", True),
        ("Mara Quell plays a part in *Tin Orchard*.", True),
        ("Mara Quell has the role of Ines Dray.", True),
    ],
)
def test_a_part_is_kept_back(words: str, told: bool) -> None:
    first = line(words, "Mara Quell")
    actor = next(slot for slot in first.slots if slot.entity and slot.entity.name == "Mara Quell")
    assert kept_back(first, actor) is not told


def test_of_two_tellings_one_gives_the_character_the_other_the_lead() -> None:
    (claim,) = (one for one in extract_by_rules(note(BODY)) if one.property == "cast_member")
    lead, part = (replace(claim, qualifiers=told) for told in ({"role": "lead"}, {"character": "Ines Dray"}))
    assert better(lead, part).qualifiers == {"role": "lead", "character": "Ines Dray"}
    assert better(part, replace(part, qualifiers={"character": "Wren"})) == part
    denied = replace(part, context=replace(part.context, modality="denied"))
    assert better(lead, denied) == denied


def test_a_character_has_the_fullest_name_of_the_text() -> None:
    found = {one.name for one in reading(FULLEST).mentions if one.label == "character"}
    assert found == {"Ines Dray", "Captain Rusk"}
