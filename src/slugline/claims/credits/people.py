"""People in credits: how they are listed, what follows a name in brackets, and what the article calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from slugline.claims.compose import candidate, person, screen, title_of
from slugline.claims.kind import Candidate, words_beside
from slugline.model import Entity, Value
from slugline.text.lexicon import lexicon
from slugline.text.patterns import Match, Pattern
from slugline.text.reading import Line
from slugline.text.shape import Slot

SHARED = words_beside(__file__).say
_SLOT = re.compile(r"‹([A-Z])(\d+)›")
_BRACKETS = re.compile(r"\([^()]*\)")


def alternatives(phrases: tuple[str, ...] | list[str]) -> str:
    """A group that matches one of the phrases as whole words."""
    body = "|".join(re.escape(phrase).replace(r"\ ", " ") for phrase in sorted(set(phrases), key=len, reverse=True))
    return rf"(?<![\w'-])(?:{body})(?![\w-])"


def compiled(template: str) -> Pattern:
    """A pattern from a whole regular expression over shapes."""
    return Pattern(template, re.compile(template, re.IGNORECASE))


@cache
def helpers() -> str:
    """Auxiliaries and adverbs before a verb, any number."""
    grammar = lexicon("grammar")
    return rf"(?:{alternatives((*grammar['aux'], *grammar['adverb']))},? )*"


STOP = alternatives(SHARED["stop"])
GOES_ON = alternatives(SHARED["goes_on"])
# "the Polish newcomer", "Oscar winner", "Poland's", "her sister": what may stand before a name.
DESCRIBED = rf"(?:(?!{STOP})(?:[\w'-]+|‹[AGNODRQXYSCT]\d+›(?:'s)?|‹P\d+›'s) ){{0,5}}?"
_ITEM = rf"{DESCRIBED}‹[PNY]\d+›(?!'s)(?: \([^()]{{1,80}}\))?"
_JOIN = r"(?:, and |, & | and | & |, | / |/| plus | with | alongside |, along with | along with | together with |, with )"


def people(name: str = "who") -> str:
    """One or more people as a regular expression, descriptions and brackets among them."""
    return rf"(?P<{name}>{_ITEM}(?:{_JOIN}(?!{GOES_ON}){_ITEM}){{0,8}})"


def one_person(name: str = "who") -> str:
    """One person with what may stand behind the name in brackets or between commas."""
    return rf"‹(?P<{name}>[PNY]\d+)›(?!'s)(?: \([^()]{{1,80}}\))?(?:, (?!{alternatives(['and', 'but', 'who', 'which', 'with'])})[^;:.\"‹›]{{1,60}}(?:‹[A-Z]\d+›[^;:.\"‹›]{{0,40}}){{0,2}},)?"


def listed(match: Match, name: str = "who", *, box: bool = False) -> list[Slot]:
    """The people of a list that belong to it; ``box`` where the line is a credit line, whose commas join.

    In running text a comma alone joins nobody ("directed by Roe, Poe stars"), and a name that a
    verb follows opens a clause of its own.
    """
    text = match.found.groupdict().get(name) or ""
    begin = match.found.start(name)
    bare = _BRACKETS.sub(lambda hit: " " * len(hit[0]), text)
    hits = [hit for hit in _SLOT.finditer(bare) if hit[1] in "PNY" and bare[hit.end() : hit.end() + 2] != "'s"]
    if not hits:
        return []
    after = match.line.shape.text[match.found.end(name) :]
    stops = bool(re.match(r"\s*(?:[.;)|]|$)", after))
    kept = hits
    if len(hits) > 1 and not box:
        between = bare[hits[-2].end() : hits[-1].start()]
        if re.match(rf" {GOES_ON}", after):
            kept = hits[:-1]
        joined = any(re.search(r"\b(?:and|with|plus|alongside)\b|&|/", bare[one.end() : two.start()]) for one, two in zip(kept, kept[1:], strict=False))
        if not joined and not (stops and "," in between):
            kept = kept[:1]
    slots = [match.line.slots[int(hit[2])] for hit in kept]
    places = [begin + hit.start() for hit in kept]
    return [slot for slot, place in zip(slots, places, strict=True) if slot.entity is not None and place >= 0]


def credit(match: Match, subject: Entity | None, slots: list[Slot], qualifiers: Mapping[str, object] | None = None, *, withdrawn: bool = False) -> Iterator[Candidate]:
    """A candidate for each person of a list."""
    season = {**(qualifiers or {}), "season": season_of(match)}
    for slot in slots:
        yield from candidate(match, subject, person(slot.entity), slot, season, withdrawn=withdrawn)


def plain(match: Match, subject: Entity | None, value: Value) -> Iterator[Candidate]:
    """A candidate whose value no slot stands for: unknown, or none."""
    yield from candidate(match, subject, value)


def season_of(match: Match) -> int | None:
    """The season of which the words of the match speak; None where they name none."""
    text = match.line.shape.text[match.start : min(len(match.line.shape.text), match.end + 40)]
    text = re.split(r"[.;]", text)[0]
    found = re.search(rf"‹R(\d+)› {alternatives(SHARED['season'])}|{alternatives(SHARED['season'])} ‹Q(\d+)›", text, re.IGNORECASE)
    if found is None:
        return None
    number = match.line.slots[int(found[1] or found[2])].number
    return int(number.quantity.amount) if number else None


def titles(match: Match, name: str) -> list[Entity]:
    """The titles under ``name``, those in brackets left out."""
    text = _BRACKETS.sub("", match.found.groupdict().get(name) or "")
    found = [match.line.slots[int(hit[2])].entity for hit in _SLOT.finditer(text) if hit[1] in "TXFN"]
    return [screen(entity) for entity in found if entity is not None]


def subject_of(match: Match) -> Entity | None:
    """The title of which a credit speaks: one named in the match, one that it leads up to, or the line's."""
    if match.found.groupdict().get("title"):
        return title_of(match)
    text = match.line.shape.text
    if not re.search(r"[\w‹]", text[: match.start]):
        ahead = re.match(r"[^.;:]{0,90}?, (?:the |this )?(?:[a-z-]+ ){0,4}?‹([TX]\d+)›", text[match.end :], re.IGNORECASE)
        if ahead:
            return match.line.slots[int(ahead[1][1:])].entity
    return title_of(match)


def bracketed(match: Match, slot: Slot) -> list[Entity]:
    """The titles in the brackets right behind a name: "Jane Roe (Harbor, 2019)"."""
    text = match.line.shape.text
    at = text.find(f"‹{slot.letter}{match.line.slots.index(slot)}›")
    found = re.match(r"‹\w+› \(([^()]*(?:\([^()]*\))?[^()]*)\)", text[at:]) if at >= 0 else None
    if found is None or re.search(rf"{alternatives(['as', 'plays', 'starring', 'left', 'right'])}", found[1]):
        return []
    return [screen(entity) for hit in _SLOT.finditer(found[1]) if hit[1] == "T" and (entity := match.line.slots[int(hit[2])].entity) is not None]


def called(line: Line, who: Entity | None, nouns: str) -> bool:
    """Whether the article calls a person by one of the nouns (a regular expression), before the name or behind it."""
    if who is None:
        return False
    before = re.compile(rf"{nouns},? (?:[\w-]+ )?$", re.IGNORECASE)
    behind = re.compile(rf"^›(?: \([^()]*\))?(?:,| is| was) (?:(?:the|a|an|its|‹X\d+›'s|‹[GTN]\d+›(?:'s)?|[\w-]+) ){{0,4}}?{nouns}", re.IGNORECASE)
    for other in line.reading.lines:
        text = other.shape.text
        for hit in _SLOT.finditer(text):
            entity = other.slots[int(hit[2])].entity
            if hit[1] in "PY" and entity is not None and entity.name == who.name:
                if before.search(text[max(0, hit.start() - 40) : hit.start()]) or behind.match(text[hit.end() - 1 :]):
                    return True
    return False
