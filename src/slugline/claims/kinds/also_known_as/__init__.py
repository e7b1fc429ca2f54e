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
_ABROAD = pattern(
    r"(?:shown|released|sold|distributed|screened|known|marketed|titled|billed|seen|exported|opened"
    r"|opens|playing|goes\sout|called|retitled|renamed|published|available)(?:\s[\w-]+){0,2}"
    r" (?:in|to|across|throughout|outside|for)(?:\s[\w-]+){0,2}\s(?:‹G\d+›|English)"
    r"(?:(?:,|\sand)\s‹G\d+›)*(?:\s[\w-]+){0,2} as {value:named_title}",
    WORDS.say,
)
_IN_ITS_COUNTRY = pattern(
    r"(?:in|across|throughout|outside) ‹G\d+›,? (?:where )?{title:title} (?:is|was|will be|has been|goes out|went out)"
    r" (?:called|titled|known as|released as|sold as|shown as|billed as) {value:named_title}",
    WORDS.say,
)
_TAKEN_TO = pattern(
    r"(?:releas|sell|distribut|show|screen|bring|take)\w* {title:title} (?:in|to|across) ‹G\d+›(?: on ‹D\d+›| ‹D\d+›)? "
    r"(?:as|under the (?:title|name)) {value:named_title}",
    WORDS.say,
)
_CALLED = pattern(
    r"(?:call|calls|called|calling|title|titled|rename|renamed|retitle|retitled|rechristened)\s(?:the\s(?:film|movie|series|show)"
    r"|{title:title}) {value:named_title}",
    WORDS.say,
)
_ANNOUNCED = pattern(
    r"(?:announced|unveiled|introduced|pitched|developed|set up|shot|filmed|in\sproduction|premiered)"
    r"(?:\s(?:in|at|on|by)\s(?:‹[DGO]\d+›)|\s‹D\d+›)+,? (?:as|under\sthe\s(?:title|name)) {value:named_title}",
    WORDS.say,
)
_WORKING = pattern(r"working\stitle(?:\s[\w'-]+){0,5}(?::|\s–|\sis|\swas|,) {value:named_title}", WORDS.say)
_UNTIL = pattern(
    r"{title:title}(?:'s)?(?: \([^()]*\))? (?:was|had been) (?:called |titled |known as )?{value:named_title} "
    r"(?:until|till|before|when|at first|in ‹D\d+›|as late as|to begin with|originally|back then)",
    WORDS.say,
)
_OWN_WORKING = pattern(
    r"{value:named_title} (?:is|was|being|remained|had been) (?:(?:the|its|‹X\d+›'s)|{title:title}'s?) "
    r"(?:[\w-]+ ){0,2}?<working_nouns>",
    WORDS.say,
)
_SHOT_AS = pattern(r"<shot>(?: [^.;:()\"]{0,60}?)? (?:as|<under>) {value:named_title}(?=[.,;)]|$| and )", WORDS.say)
_KNOWN_ABROAD = pattern(
    r"{title:title},? (?:which |or )?(?:‹G\d+›|(?:[\w-]+ ){0,2}?<audiences>) (?:<know> )(?:it )?as {value:named_title}",
    WORDS.say,
)
_OR = pattern(
    r"{title:title},? or {value:named_title},? "
    r"(?:as (?:it|‹X\d+›) (?:is|was|will be) (?:known|called|titled|sold|shown|billed)"
    r"|in (?:its|the) (?:[\w-]+ )?(?:prints?|dub|subtitles)|abroad|overseas|internationally|in English)",
    WORDS.say,
)
_ABROAD_BY_TITLE = (_KNOWN_ABROAD, _OR, _IN_ITS_COUNTRY, _TAKEN_TO)
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


def in_other_words(line: Line) -> Iterator[Candidate]:
    """Sold in G as X; the producers will call it X; announced in May as X; X until the spring."""
    for match in _ABROAD.find(line):
        if not _a_person(match):
            yield from _name(match, _bearer(match), match.entity("value"), "international")
    for match in _ANNOUNCED.find(line):
        kind = "working" if re.match(r"shot|filmed|in production", match.found[0], re.IGNORECASE) else "former"
        yield from _name(match, _bearer(match), match.entity("value"), kind)
    for match in _WORKING.find(line):
        yield from _name(match, _bearer(match), match.entity("value"), "working")
    for match in _UNTIL.find(line):
        yield from _name(match, match.entity("title"), match.entity("value"), "former")
    for match in _OWN_WORKING.find(line):
        title = match.entity("title") or line.title_at(match.end, match.end) or line.title
        yield from _name(match, title, match.entity("value"), "working")
    for match in _SHOT_AS.find(line):
        slot = match.slot("value")
        if slot is not None and slot.label == "title":
            yield from _name(match, line.title_at(match.start, match.start), slot.entity, "working")
    for match in (hit for one in _ABROAD_BY_TITLE for hit in one.find(line)):
        yield from _name(match, match.entity("title"), match.entity("value"), "international")
    for match in _CALLED.find(line):
        slot = match.slot("value")
        if slot is not None and slot.label == "title":
            yield from _name(match, match.entity("title") or line.title_at(match.start, match.start), slot.entity, "")


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
    rules=(other_name, in_other_words, renamed, bracketed),
)
