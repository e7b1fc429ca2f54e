"""Another name of the same title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import candidate, screen
from slugline.claims.kind import Candidate, Kind, words_beside
from slugline.model import Entity
from slugline.text.mentions import plain_name
from slugline.text.names import fold
from slugline.text.patterns import Match, pattern
from slugline.text.reading import Line

WORDS = words_beside(__file__)
_NAME = r"(?:as |of |is |was )?(?:the )?{value:named_title}"
_KINDS = {
    kind: pattern(rf"<{kind}> (?:(?:in|to) ‹G\d+› (?:as )?)?{_NAME}", WORDS.say)
    for kind in ("former", "working", "international")
}
_RENAMED = pattern(r"{old:named_title} <aux*> <adverb*> <renamed> (?:as |is |to )?{value:named_title}", WORDS.say)
_NOW = pattern(
    r"(?:once|formerly|previously|originally|initially)(?: known as| called| titled)? {old:named_title}"
    r"(?: in [\w ]{1,20})? <aux*> <adverb*> "
    r"(?:henceforth|now)?(?: ?called| ?titled| ?known as)? ?{value:named_title}",
    WORDS.say,
)
_BRACKET = pattern(
    r"{title:named_title} \((?:[a-z ,]{0,24}(?:in|as|as|title|called|is) )?(?:‹G\d+›,? )?{value:named_title}\)",
    WORDS.say,
)


def other_name(line: Line) -> Iterator[Candidate]:
    """Formerly known as X; under the working title X; released in G as X."""
    for kind, known in _KINDS.items():
        for match in known.find(line):
            if kind == "international" and _a_person(match):
                continue
            yield from _name(match, _bearer(match), match.entity("value"), kind)


def renamed(line: Line) -> Iterator[Candidate]:
    """X has been retitled Y: the old name is Y's former one."""
    for match in (*_RENAMED.find(line), *_NOW.find(line)):
        old, new = match.entity("old"), match.entity("value")
        if old and new:
            yield from _name(match, new, old, "former", "old")


def bracketed(line: Line) -> Iterator[Candidate]:
    """*Lumière froide* (Cold Light): a title and its name in another language."""
    for match in _BRACKET.find(line):
        title, other = match.slot("title"), match.slot("value")
        if title and other and title.label == "title" and other.label == "title":
            yield from _name(match, match.entity("title"), match.entity("value"), "international")


def _a_person(match: Match) -> bool:
    """Whether the words before are about somebody, who is known as someone else."""
    return bool(re.search(r"‹[PYH]\d+›(?:, | is | was |, best |, who is )$", match.line.shape.text[: match.start]))


def _bearer(match: Match) -> Entity | None:
    """The title that bears the name: the one before it, else one behind it ("…, now called Y")."""
    text = match.line.shape.text
    after = re.match(
        r"\)?,? (?:is|was|will be|has become|becomes)? ?(?:now |henceforth )?(?:called |titled |known as )?‹T(\d+)›",
        text[match.end :],
    )
    if after and not re.search(r"‹T\d+›", text[: match.start]):
        return match.line.slots[int(after[1])].entity
    return match.line.title_at(match.start, match.start)


def _name(
    match: Match, subject: Entity | None, value: Entity | None, kind: str, target: str = "value"
) -> Iterator[Candidate]:
    slot = match.slot(target)
    if subject is None or value is None or slot is None:
        return
    # The name as it stands here: a short form of the new name may well be the old one.
    said = plain_name(match.line.reading.article.text[slot.start : slot.end])
    if fold(subject.name) != fold(said):
        yield from candidate(match, screen(subject), said, slot, {"kind": kind}, settled=kind == "former")


KIND = Kind(
    property="also_known_as",
    value="text",
    about="Another name of the same title.",
    words=WORDS,
    qualifiers=("kind",),
    wikidata="P1449",
    schema_org="alternateName",
    rules=(other_name, renamed, bracketed),
)
