"""Patterns over shapes: slots, lists, gaps, and the faults of a template."""

from __future__ import annotations

import pytest

from slugline.errors import WordsError
from slugline.text.patterns import CLASSES, pattern
from text.notes import line

WORDS = {"play": ("plays", "will play", "is playing"), "film": ("film", "thriller")}
FOUND = [
    ("{who:person} <play> {part:character}", "Actress Mara Quill will play Orla.", True),
    ("{who:person} <play> {part:character}", "Actress Mara Quill replays Orla.", False),
    ("{who:person} <play> {part:character}", "Actress Mara Quill plays, Orla said.", False),
    ("{who:person} <adverb?> <play> {part:character}", "Actress Mara Quill also plays Orla.", True),
    ("{who:person} <adverb?> <play> {part:character}", "Actress Mara Quill plays Orla.", True),
    ("{who:person} <adverb*> <play> {part:character}", "Actress Mara Quill now also plays Orla.", True),
    ("{who:person} ... <play> {part:character}", "Actress Mara Quill at last is playing Orla.", True),
    ("{who:person} ... <play> {part:character}", "Actress Mara Quill left; somebody is playing Orla.", False),
    ("{who:person~} <play> {part:character}", "Actress Mara Quill, a baker, plays Orla.", True),
    ("{who:person~} <play> {part:character}", "Actress Mara Quill (a baker) plays Orla.", True),
    ("<film> {title:title?} opens", "The thriller *Copper Lanes* opens.", True),
    ("<film> {title:title?} opens", "The thriller opens.", True),
    ("{title:title} , a <film>", "*Copper Lanes*, a thriller, opens.", True),
    ("{title:title}, a <film>", "*Copper Lanes*, a thriller, opens.", True),
    ("opens (?:in|on) {day:date}", "*Copper Lanes* opens on May 3.", True),
    ("opens {day:date?}", "*Copper Lanes* opens May 3.", True),
    ("opens {day:date?}", "*Copper Lanes* opens.", True),
    ("opens <adverb*>", "*Copper Lanes* opens again soon.", True),
    ("opens (?:in|on) {day:date}", "*Copper Lanes* opens in Oslo.", False),
]


@pytest.mark.parametrize(("template", "body", "found"), FOUND)
def test_what_a_pattern_finds(template: str, body: str, found: bool) -> None:
    assert bool(list(pattern(template, WORDS).find(line(body, "")))) is found


def test_the_slots_of_a_match() -> None:
    one = line("Actress Mara Quill plays Orla in *Copper Lanes*.", "")
    (match,) = pattern("{who:person} <play> {part:character} in {title:title} {day:date?}", WORDS).find(one)
    who, part = match.entity("who"), match.entity("part")
    assert who is not None
    assert part is not None
    assert (who.name, part.name) == ("Mara Quill", "Orla")
    assert match.slot("day") is None
    assert match.entity("nobody") is None
    low, high = one.shape.raw(match.start, match.end)
    assert one.reading.article.text[low:high] == "Mara Quill plays Orla in *Copper Lanes"


def test_the_slots_of_a_list() -> None:
    one = line("The film stars Mara Quill, Ned Brann and Tom Orr.", "")
    (match,) = pattern("stars {who:people}").find(one)
    assert [slot.entity.name for slot in match.slots("who") if slot.entity] == ["Mara Quill", "Ned Brann", "Tom Orr"]
    assert match.slots("nobody") == []


@pytest.mark.parametrize("template", ["<nosuchlist> {who:person}", "{who:nosuchclass}"])
def test_an_unknown_list_or_class(template: str) -> None:
    with pytest.raises(WordsError, match="nosuch") as fault:
        pattern(template)
    assert fault.value.allowed


def test_the_allowed_classes_are_named() -> None:
    with pytest.raises(WordsError) as fault:
        pattern("{who:nosuchclass}")
    assert all(name in fault.value.allowed for name in CLASSES)
