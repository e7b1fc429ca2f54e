"""Where a title is shot: the verb of filming with its places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import candidate, screen, when
from slugline.claims.kind import Candidate, words_beside
from slugline.claims.patterns_release import subject_of
from slugline.claims.patterns_words import alternatives, written
from slugline.model import Entity
from slugline.text.lexicon import word_set
from slugline.text.patterns import Match, regex
from slugline.text.reading import Line
from slugline.text.shape import Slot

WORDS = words_beside(__file__)
_PLACES = (
    r"(?P<places>‹[GN]\d+›(?:(?:, and |, | and | & | or |, then )(?:in |at |on |around |then )?(?:the )?‹[GN]\d+›)*)"
)
_FILMED = written(
    (
        rf"(?P<verb>«filmed»)(?P<between>(?: [^;:\"()‹]{{0,60}}?(?:‹[DXTQYRP]\d+›(?:'s)?[^;:\"()‹]{{0,40}}?){{0,3}})??"
        rf",?) (?P<at>«places_after») (?:the (?:city|town|village|island|coast|mountains|"
        rf"hills|desert|streets|suburbs|countryside|Republic) of |the |and around "
        rf"|nearby )?{_PLACES}"
    ),
    WORDS.say,
)
_WHERE = written(
    (
        r"(?P<places>‹G\d+›),? where (?P<between>[^;:\"()]{0,80}?)(?:was|were|"
        r"is|are|has been|had been|will be|being)?(?: [a-z]+)?(?: [a-z]+)? (?P<verb>filmed|"
        r"shot|shooting|filming|lensed|made|wrapped)\b"
    ),
    WORDS.say,
)
_SHOOT = written(r"(?:(?P<places>‹G\d+›)(?:'s)? (?:shoot|set|locations?|leg of the shoot)\b)", WORDS.say)
_KEY = written(
    (
        rf"^(?:shoot|filming|shooting|filmed|location|locations|filming locations?|"
        rf"shooting locations?|shot(?: in)?|filmed in) ?[:–|-] ?{_PLACES}"
    ),
    WORDS.say,
)
_BACK_IN = written(
    (
        rf"(?:the crew|the cast|the unit|the production|production|cast and crew|"
        rf"they|we|cameras) (?:is|are|'s|'re|will be|moves?|moved|decamps?|decamped|"
        rf"heads?|headed|relocated|relocates|went|go|goes|travels?|travelled|traveled)(?: "
        rf"now| back| currently| on| off| still)* (?:in|to|on|at) (?:the )?{_PLACES}(?P<rest>[^.;]{{0,6"
        rf"0}})"
    ),
    WORDS.say,
)
_DOUBLING = written(
    (
        rf"(?:with )?{_PLACES} (?:doubling|doubled|doubles|standing in|stood in|stands "
        rf"in|subbing|subbed|stands?|passing|passed|playing|filling in) (?:in )?(?:for|"
        rf"as)\b"
    ),
    WORDS.say,
)
_NEAR = r"(?:the (?:city|town|village|island|coast) of |the )?"
_FURTHER = (
    written(
        r"\b(?:scenes?|interiors?|exteriors?|sequences?|bulk|rest|most|all|much|half|some|parts?"
        r"|photography|filming|shooting"
        r"|shoot|production|work|plates)(?: of ‹[TX]\d+›| of it)?,?(?P<between>(?: [^;:.\"("
        rf")‹]{{0,50}})??) (?P<verb>done|made|captured"
        rf"|staged|shot|filmed|took place|takes place|take place|taking place|happened|carried out|based|completed)"
        rf"(?: [a-z]+ly)? (?P<at>«places_after») {_NEAR}{_PLACES}",
        WORDS.say,
    ),
    written(
        rf"\b(?:is|are|was|were|'s|'re|been) (?:now |currently |still |back )?(?:in|at|on|around) {_NEAR}{_PLACES},? "
        rf"(?:now |currently |already |busy )?(?P<verb>shooting|filming|making|lensing)\b",
        WORDS.say,
    ),
    written(
        r"\b(?:goes|go|went|going|travels?|travelled|traveled|flew|flies|fly|heads?|headed|heading"
        r"|off|decamps?|decamped|moves?"
        rf"|moved|relocated?|returns?|returned|is|are|was|were) (?:off |back |out |now )?(?:to|in) {_NEAR}{_PLACES}"
        r"(?: ‹D\d+›| (?:in|on) ‹D\d+›)? (?P<verb>to (?:make|shoot|film|start shooting|start "
        r"filming|begin filming|begin shooting))\b(?P<between>(?: ‹[TX]\d+›)?)",
        WORDS.say,
    ),
    written(
        rf"‹[PYO]\d+› (?:has |had |is |was )?(?P<verb>made|shot|filmed|making|filming|shooting) ‹[TX]\d+›"
        r"(?P<between>(?: [a-z]+ly| entirely| mostly)?) (?P<at>in|around|near|outside|on location "
        rf"in|at) {_NEAR}{_PLACES}",
        WORDS.say,
    ),
    written(
        r"\b(?P<verb>production|filming|shooting|shoot|unit|photography|cameras)(?P<between>(?: "
        rf"[a-z']+){{0,2}}?) (?:will |is to |is due to )?"
        r"(?:move|moves|moved|moving|relocate|relocates|relocated|shift|shifts|shifted|decamp"
        rf"|decamps|switch|switches) (?:on )?to {_NEAR}"
        rf"{_PLACES}",
        WORDS.say,
    ),
)
_NO_FILM = regex(
    (
        r"\b(?:man|gun|edited|scored|mixed|police|dead|died|killed|wounded|himself|herself|festival|"
        r"premiere|short film|scene from|film school|theaters|screening|a film|the "
        r"film|his film|her film|film of|film adaptation|screened|shown|opened|set "
        r"in)\b"
    ),
    re.IGNORECASE,
)
_FILMING = regex(r"\b(?:film|shoot|shot|camera|slate|unit|crew|scenes|production|location|set)", re.IGNORECASE)
_NOUN_BEFORE = regex(
    (
        r"(?:\b(?:a|an|the|this|that|his|her|its|first|best|new|short|feature|every|"
        r"each|documentary|of|‹X\d+›'s|‹[PSOCNY]\d+›'s|‹R\d+›) (?:[\w-]+ )?|‹\w+› "
        r")$"
    ),
    re.IGNORECASE,
)
_STAGE = regex(
    alternatives(("recreated", "built", "rolling", "turning over", "on set", "on the set", "to", "from")), re.IGNORECASE
)


def shot_in(line: Line) -> Iterator[Candidate]:
    """Filmed in Lisbon and Porto; cameras roll in Busan in May; production moves to Malta."""
    text = line.shape.text
    for match in _FILMED.find(line):
        verb, at = match.text("verb").lower(), match.text("at").lower()
        if (
            verb in ("film", "films", "shoot", "shoots")
            and _NOUN_BEFORE.search(text[: match.start])
            and verb != "shoot"
        ):
            continue
        if _NO_FILM.search(match.text("between")) or (re.search(r"‹T", match.text("between")) and verb == "film"):
            continue
        if verb == "built" and at == "around":
            continue  # a story is built around somebody
        if at in ("to", "from") and not re.search(r"mov|decamp|relocat", verb + match.text("between")):
            continue
        if verb in (
            "was made",
            "were made",
            "wrapped",
            "recreated",
            "built",
            "rolling",
            "on set",
            "on the set",
            "in production",
            "reshoots",
            "pickups",
        ) and not _sure(match):
            continue
        yield from _each(match)


def unit_in(line: Line) -> Iterator[Candidate]:
    """Lisbon, where it was shot; the Atlanta shoot; Shoot: Kiruna; the unit moves to Malta; Malta doubling for Rome."""
    text = line.shape.text
    for one in (_WHERE, _SHOOT, _KEY, _DOUBLING):
        for match in one.find(line):
            if one is _SHOOT and not re.search(r"\b(?:the|its|an?|‹X\d+›'s) $", text[: match.start]):
                continue
            if one is _DOUBLING and not _FILMING.search(text + line.text):
                continue
            yield from _each(match)
    for match in _BACK_IN.find(line):
        if re.search(
            r"\b(?:shoot|film|filming|shooting|until|camera|production|unit|set|crew)\b", match.found[0]
        ) and not re.search(r"\bfestival\b", text):
            yield from _each(match)


def further(line: Line) -> Iterator[Candidate]:
    """The interiors were done in Porto; is in Porto filming; goes to Porto to shoot; Roe made it around Porto."""
    for one in _FURTHER:
        for match in one.find(line):
            if not _NO_FILM.search(match.text("between")) and _sure(match):
                yield from _each(match)


def _sure(match: Match) -> bool:
    """Whether the places of a weak phrase are towns or countries that a list knows."""
    return all(slot.label == "place" for slot in _slots(match))


def _slots(match: Match) -> list[Slot]:
    return match.slots("places")


def _each(match: Match) -> Iterator[Candidate]:
    line = match.line
    subject = subject_of(match, match.start, match.end, match.text("between"))
    if subject is None:
        return
    date = next(
        (
            when(match, slot, "none")
            for slot in line.slots_between(max(0, match.start - 30), match.end + 40)
            if slot.date
        ),
        None,
    )
    extra: dict[str, object] = {"date": date.text} if date else {}
    slots = _slots(match)
    whole = _town_and_state(match, slots)
    if whole is not None:
        yield from candidate(match, screen(subject), whole, slots[0], extra)
        return
    for slot in slots:
        if slot.entity is None or (slot.label == "name" and not _placelike(slot)):
            continue
        yield from candidate(match, screen(subject), Entity("place", slot.entity.name), slot, extra)


def _placelike(slot: Slot) -> bool:
    """A name that no list knows may be a place where it is a few words, no run of capitals and no number."""
    name = slot.entity.name if slot.entity else ""
    return bool(name) and not name.isupper() and len(name.split()) <= 4 and not re.search(r"\d", name)


def _town_and_state(match: Match, slots: list[Slot]) -> Entity | None:
    """A town with its state or country: Wilmington, North Carolina."""
    if (
        len(slots) != 2
        or not re.fullmatch(r"‹\w+›, ‹\w+›", match.text("places"))
        or slots[0].entity is None
        or slots[1].entity is None
    ):
        return None
    second = slots[1].entity.name
    large = (
        second in word_set("geography", "countries")
        or second in word_set("geography", "cities")
        or slots[1].label == "name"
    )
    return Entity("place", f"{slots[0].entity.name}, {second}") if large else None


RULES = (shot_in, unit_in, further)
