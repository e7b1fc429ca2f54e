"""What the eye sees beside what the rules found of the same words."""

from dataclasses import replace

import pytest

from slugline.claims.extract import agreeing, ruled
from slugline.claims.findings import SEEN, Finding
from slugline.model import Entity
from text.notes import reading


def seen_of_another(one: Finding, name: str) -> Finding:
    return replace(one, claim=replace(one.claim, subject=Entity("film", name), rule=f"{one.claim.property}.{SEEN}"))


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("A sequel to *Tin Orchard* is being discussed.", False),
        ("*Salt Road* is a sequel to *Tin Orchard*.", True),
    ],
)
def test_whose_sequel_a_title_without_a_name_is_the_rules_say(words: str, heard: bool) -> None:
    read = reading(f"*Ash Street* is out. {words}")
    by_rules = [one for one in ruled(read) if one.claim.property == "sequel_of"]
    other = seen_of_another(by_rules[0], "Ash Street")
    assert list(agreeing(by_rules, [other])) == ([other] if heard else [])
