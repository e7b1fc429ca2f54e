"""Who photographs a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import title_of
from slugline.claims.credits.forms import alternatives
from slugline.claims.credits.makers import maker_rules
from slugline.claims.credits.people import called, credit
from slugline.claims.kind import Candidate, Kind, words_beside
from slugline.text.patterns import pattern
from slugline.text.reading import Line

WORDS = words_beside(__file__)
_SHOT = pattern(
    r"{who:named_person} (?:also )?<shot> {title:title}"
    r"(?=[.,;)]|$| and ‹[PN]| on (?:film|digital|celluloid|‹Q)| in (?:black|colou?r|‹R))",
    WORDS.say,
)
_BESIDE = re.compile(alternatives(WORDS.say["beside"]), re.IGNORECASE)
_DIRECTS = re.compile(alternatives(WORDS.say["not_maker"]), re.IGNORECASE)


def shot(line: Line) -> Iterator[Candidate]:
    """ "Roe shot it and Poe wrote the music": by itself the verb is as often a director's."""
    for match in _SHOT.find(line):
        slot, lines = match.slot("who"), line.reading.lines
        near = (one for one in lines[max(0, line.place - 1) : line.place + 2] if one.part == line.part)
        if slot is None or called(line, slot.entity, _DIRECTS):
            continue
        if any(_BESIDE.search(one.shape.text) for one in near):
            yield from credit(match, title_of(match), [slot])


KIND = Kind(
    property="cinematographer",
    value="person",
    about="Who photographs a title.",
    words=WORDS,
    qualifiers=("season",),
    wikidata="P344",
    schema_org="contributor",
    rules=(*maker_rules(WORDS), shot),
)
