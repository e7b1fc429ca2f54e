"""A title meant by what it springs from: "the Salt Road spinoff" in an article about one.

Such a phrase is a reference like "the film", and the name inside it is no subject of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from slugline.model import Entity
from slugline.text.lexicon import either, lexicon
from slugline.text.reference import Focus
from slugline.text.shape import Slot

_BEFORE = re.compile(r"\b(?:the|this) (?:[a-z-]+ )?[\"“‘*_]*$", re.IGNORECASE)
_NEXT_NAME = re.compile(r"[ ,]{0,2}[\"“‘'*_]*$")
_APPOSED = re.compile(r"[\"”’*_]*(?: \(\d{4}\))?[\"”’*_]*,[\"”’*_]* $")


@cache
def _behind() -> re.Pattern[str]:
    """What follows a name in "the Salt Road movie spinoff series" and no other name comes after."""
    grammar = lexicon("grammar")
    noun, series = either(grammar["work_relation"]), either(grammar["work_series"])
    return re.compile(
        rf"[\"”’*_]*(?: (?:movie|film|tv|television))? {noun}"
        rf"(?: (?:tv |television )?(?:film|movie|(?P<series>{series})))?"
        r"(?![\w-])(?! (?:of|to|from|about|called|titled|named|idea|plans?|talk)\b)",
        re.IGNORECASE,
    )


def relatives(text: str, start: int, end: int, slots: Sequence[Slot], focus: Focus) -> list[Slot]:
    """The slots of a sentence with every "the X spinoff" made one reference, ``title_ref``.

    It means the title that it stands in apposition to, else the article's own while that is in
    mind; where a name follows ("the X spinoff Y"), and where neither fits, the slots stay.
    """
    kept: list[Slot] = []
    for number, slot in enumerate(slots):
        made = _reference(text, start, end, slots, number, focus) if slot.label in ("title", "franchise") else None
        kept.append(made or slot)
    last = 0
    clear = []
    for slot in kept:
        if slot.start >= last:
            clear.append(slot)
            last = slot.end
    return clear


def _reference(text: str, start: int, end: int, slots: Sequence[Slot], number: int, focus: Focus) -> Slot | None:
    slot = slots[number]
    lead = _BEFORE.search(text, start, slot.start)
    behind = _behind().match(text, slot.end, end)
    if lead is None or behind is None or slot.entity is None:
        return None
    later = next((one for one in slots[number + 1 :] if one.start >= behind.end()), None)
    if later is not None and later.label in ("title", "name", "franchise", "character"):
        between = text[behind.end() : later.start]
        if "," not in between and _NEXT_NAME.fullmatch(between):
            return None
    meant = _meant(text, lead.start(), slots[:number], focus)
    if meant is None or meant.name == slot.entity.name or (behind["series"] and meant.type != "series"):
        return None
    return replace(slot, label="title_ref", start=lead.start(), end=behind.end(), entity=meant)


def _meant(text: str, place: int, before: Sequence[Slot], focus: Focus) -> Entity | None:
    near = before[-1] if before else None
    if near is not None and near.label == "title" and _APPOSED.fullmatch(text[near.end : place]):
        return near.entity
    main = focus.title_entity(focus.main) if focus.main else None
    if main is None or focus.title is None or focus.title.name != main.name:
        return None
    others = [one for one in before if one.label == "title" and one.entity and one.entity.name != main.name]
    return None if others else main
