"""The franchise that a title is part of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import candidate, screen
from slugline.claims.kind import Candidate, Kind, words_beside
from slugline.model import Entity
from slugline.text.names import fold
from slugline.text.patterns import Match, pattern
from slugline.text.reading import Line

WORDS = words_beside(__file__)
_ENTRY = pattern(
    r"<entry> (?:to be )?(?:<link>) (?:(?:the|his|her|its) )?(?:[\w-]+ ){0,2}?{value:franchise} <whole>", WORDS.say
)
_PART = pattern(
    r"<part> (?:(?:the|his|her) )?(?:[\w-]+ ){0,2}?(?:{value:franchise} <whole>|{sure:franchise})", WORDS.say
)
_NUMBERED = re.compile(r"^(?:[a-z-]+|\d+(?:st|nd|rd|th)) (.+) (?:film|movie|picture|instalment|installment)$")
_ORDINAL = pattern(
    r"(?:‹R\d+›|latest|newest|last|final|next|new) {value:franchise} (?:film|movie|picture|instalment|installment|entry|chapter)",
    WORDS.say,
)


def entry(line: Line) -> Iterator[Candidate]:
    """The third film in the X series; part of the X universe."""
    for match in (*_ENTRY.find(line), *_PART.find(line)):
        yield from _member(match)


def numbered(line: Line) -> Iterator[Candidate]:
    """The fourth X film, with its name beside it or none yet."""
    for match in _ORDINAL.find(line):
        apposed = re.match(r",? ‹T(\d+)›", line.shape.text[match.end :]) or re.search(
            r"‹[TX](\d+)›,? (?:(?:is|was|will be) )?(?:the|a) $", line.shape.text[: match.start]
        )
        if apposed:
            yield from _to(match, line.slots[int(apposed[1])].entity)
    for slot in line.slots:
        found = _NUMBERED.match(slot.entity.name) if slot.label == "title" and slot.entity else None
        if found and slot.entity:
            yield Candidate(slot.entity, Entity("franchise", found[1]), slot.start, slot.end, (slot.start, slot.end))


def _member(match: Match) -> Iterator[Candidate]:
    text = match.line.shape.text
    apposed = re.match(r", ‹T(\d+)›", text[match.end :])
    if apposed and not re.search(r"‹[TX]\d+›", text[: match.start]):
        yield from _to(match, match.line.slots[int(apposed[1])].entity)
        return
    both = re.match(
        r"(?:both|all (?:three|four|five)?) ?(?:the )?(?:films|movies|titles)", text[: match.start], re.IGNORECASE
    )
    if not both:
        yield from _to(match, match.line.title_at(match.start, match.start))


def _to(match: Match, subject: Entity | None) -> Iterator[Candidate]:
    sure = match.slot("sure")
    if sure and sure.label not in ("franchise", "title"):
        return
    value = match.entity("value") or match.entity("sure")
    if subject and value:
        name = re.sub(r" (?:franchise|universe|saga|series)$", "", value.name)
        if fold(name) != fold(subject.name):
            yield from candidate(match, screen(subject), Entity("franchise", name), match.slot("value") or sure)


KIND = Kind(
    property="franchise",
    value="franchise",
    about="The franchise that a title is part of.",
    words=WORDS,
    wikidata="P8345",
    schema_org="isPartOf",
    rules=(entry, numbered),
)
