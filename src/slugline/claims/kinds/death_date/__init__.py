"""The day on which a person died."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import candidate, person, when
from slugline.claims.figures.views import compiled, written
from slugline.claims.kind import Candidate, Kind, words_beside
from slugline.edtf import Edtf
from slugline.model import Entity
from slugline.text.patterns import Match, regex
from slugline.text.reading import Line
from slugline.text.shape import Slot
from slugline.text.times import shift

WORDS = words_beside(__file__)
SAY = WORDS.say

_HOW = (
    r"(?:,? (?:(?:in|at|of|from|aged|age|after|following|suddenly|peacefully|unexpectedly"
    r"|tragically|by|with|on|his|her|home|surrounded|a|the|an|short|long|illness|cancer|heart "
    r"attack|stroke|hospital|hospice|family|there|only|just|quietly|abroad|overseas|too|young"
    r"|sleep|weekend|week|night|morning|complications|natural causes|pneumonia|car|plane|crash"
    r"|accident|battle|brief)\b|‹[GNQO]\d+›(?:'s)?|[a-z]+ (?:disease|cancer|failure|illness))"
    r")*?,?"
)
_DIED = written(
    rf"«died»{_HOW} \(?(?:(?:on|in|at|earlier|back|during|early|late|about|around|only)\b ?)*‹(?P<date>D\d+)›", SAY
)
_DATE_FIRST = written(r"(?:^|, |: )(?:on |in )?‹(?P<date>D\d+)›,? ‹(?P<who>[PY]\d+)› «died»(?! (?:in|on) ‹D)", SAY)
_DEATH = written(
    r"(?:‹(?P<who>[PYN]\d+)›'s|(?P<whose>whose|his|her)|the) «death»(?: of ‹(?P<of>[PN]\d+)›"
    r")?(?:,| at ‹Q\d+›| in ‹G\d+›| aged ‹Q\d+›| from [a-z ]{3,24}| last| earlier| on| in| "
    r"this)* ‹(?P<date>D\d+)›",
    SAY,
)
_YEARS = written(r"‹(?P<who>P\d+)›,? \(‹(?P<date>D\d+)›\)", SAY)
_BORN = written(
    r"\bborn (?:in ‹G\d+›,? )?(?:on |in )?‹D\d+›(?: in ‹G\d+›)?[;,]? (?:and )?died (?:in "
    r"‹G\d+›,? )?(?:on |in )?‹(?P<date>D\d+)›",
    SAY,
)
_OBITUARY = compiled(SAY["obituary"])
_PLOT = compiled(SAY["plot"])
_WHO = regex(r"‹([PYN])(\d+)›('s)?")
_NOT_OWN = regex(
    r"\b(?:father|mother|wife|husband|son|daughter|brother|sister|partner|character"
    r"|grandfather|grandmother|uncle|aunt|friend|fans?|people|audience|dog|cat|baby|parents"
    r"|twin|widow|widower)\b(?:,? ‹P\d+›,?)? ?(?:(?:has|had|who|also) ?)*$",
    re.IGNORECASE,
)


def died(line: Line) -> Iterator[Candidate]:
    """Reads "Jane Roe, who played the aunt, died on Tuesday"; "has died in Lisbon on Friday, aged 91"."""
    if line.asks:
        return
    for match in _DIED.find(line):
        yield from _day(match, _dead(match))
    for match in _DATE_FIRST.find(line):
        yield from _day(match, person(match.entity("who")))
    for match in _BORN.find(line):
        yield from _day(match, _dead(match))


def death(line: Line) -> Iterator[Candidate]:
    """Reads "Her death in March", "the death of Jane Roe on Sunday", "whose death on May 2 …"."""
    if line.asks:
        return
    for match in _DEATH.find(line):
        who = match.entity("who") or match.entity("of")
        if who is None and match.text("whose"):
            who = _dead(match)
        yield from _day(match, person(who))


def years(line: Line) -> Iterator[Candidate]:
    """Reads "Jane Roe (1931–2018)", where the article tells of the death."""
    for match in _YEARS.find(line):
        slot = match.slot("date")
        if (
            slot is None
            or slot.date is None
            or slot.date.kind != "year_range"
            or not _OBITUARY.search(line.reading.article.text)
        ):
            continue
        last = re.search(r"(\d{4})\D*$", slot.date.words)
        if last:
            yield from candidate(match, person(match.entity("who")), Edtf(last[1]), slot)


def _dead(match: Match) -> Entity | None:
    """Who died: the person before the verb, kept apart from the relatives that stand between."""
    line, text = match.line, match.line.shape.text
    before = text[: match.start] + ("who " if match.found[0].lower().startswith("whose") else "")
    if _NOT_OWN.search(before) and not re.search(
        r"(?:husband|wife|father|mother|brother|sister|son|daughter|partner|friend|uncle|aunt"
        r"|widow|widower)\b[^‹›]{0,60},? ‹P\d+›,? ?(?:(?:has|had|who|also) ?)*$",
        before,
    ):
        return None
    low = max((hit.end() for hit in re.finditer(r"; |\. |: |, (?:and|but) ", before)), default=0)
    related = re.search(r"(?:\bwhose|'s) [a-z ,-]{3,40}‹P(\d+)›,? ?(?:(?:has|had|also) )*$", before)
    if related:
        return line.slots[int(related[1])].entity
    relative = re.search(r"‹P(\d+)›(?: \([^()]*\))?,? (?:[^‹›;:.]{0,40}, )?(?:who|whose) (?:[^;:.]{0,90}, )?$", before)
    if relative:
        return line.slots[int(relative[1])].entity
    found = [hit for hit in _WHO.finditer(before, low) if not hit[3]]
    outside = [hit for hit in found if not re.search(r"\bwho\b[^,]*$|\((?:[^()]*)$", before[low : hit.start()])]
    for hit in outside or found:
        if hit[1] in "PY":
            return line.slots[int(hit[2])].entity
    if before.endswith("who ") and line.person:
        return line.person
    if not found and re.search(r"^\W*(?:[a-z]+ ){0,2}$", before[low:]):
        return line.person
    return None


def _day(match: Match, who: Entity | None) -> Iterator[Candidate]:
    slot = match.slot("date")
    if who is None or slot is None or slot.date is None:
        return
    value = when(match, slot, "past")
    before = match.line.shape.text[: match.end]
    aside = before.rfind(", who ", 0, match.start + 1)
    if aside >= 0 and value is not None and value.precision == "day":
        before = before[aside:]  # "the episode is dedicated to Ada Roe, who died on May 3, 2031"
    if _PLOT.search(before):
        return
    if value is None:
        value = _counted(match, slot)
    if value is not None and not value.text.startswith("../"):
        yield from candidate(match, person(who), value, slot)


def _counted(match: Match, slot: Slot) -> Edtf | None:
    """Reads "Two years later": from the date before it in the sentence."""
    if slot.date is None:
        return None
    for other in reversed([one for one in match.line.slots if one.date and one.end <= slot.start]):
        base = when(match, other, "past")
        if base is not None:
            return shift(slot.date, base)
    return None


KIND = Kind(
    property="death_date",
    value="date",
    about="The day on which a person died.",
    words=WORDS,
    single=True,
    wikidata="P570",
    schema_org="deathDate",
    rules=(died, death, years),
)
