"""The channel that shows a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.credits.boxes import box_claims, table_claims
from slugline.claims.credits.companies import OBJECT, TITLES, given, spoken_of
from slugline.claims.credits.people import STOP, alternatives, compiled, helpers, titles
from slugline.claims.kind import Candidate, Kind, words_beside
from slugline.text.patterns import Match, Pattern
from slugline.text.reading import Line

WORDS = words_beside(__file__)
_W = {key: alternatives(found) for key, found in WORDS.say.items()}
_CHANNEL = r"(?:the )?‹(?P<who>C\d+)›(?!'s)"
_LOOSE = r"(?:the )?‹(?P<who>[CON]\d+)›(?!'s)"
_WORDS = rf"(?:(?:(?!{STOP})[\w'-]+|‹[QRDG]\d+›),? )"
_APPOSED = r"(?:, [^;:.\"‹›]{1,60},)?"

_HAS = (
    compiled(rf"{_CHANNEL}{_APPOSED},? (?:(?:which|who|that) )?{helpers()}{_W['orders']}(?:(?: [^.;:()]{{0,60}}?)? {TITLES})?"),
    compiled(rf"(?:the )?‹(?P<who>[ON]\d+)›(?!'s){_APPOSED},? (?:(?:which|who|that) )?{helpers()}{_W['airs']} {OBJECT}{TITLES}"),
    compiled(rf"‹(?P<who>C\d+)›'s {_WORDS}{{0,4}}?(?:{_W['work']}(?:,|:)? )?{TITLES}"),
    compiled(rf"‹(?P<who>C\d+)›'s {_WORDS}{{0,4}}?{_W['work']}"),
    compiled(rf"(?:{_W['article']} |‹[DQRG]\d+›(?:'s)?[ -]?)(?:[\w-]+ ){{0,3}}?‹(?P<who>C\d+)› {_WORDS}{{0,4}}?{_W['work']}(?:,? (?:called |titled )?(?:\w+ )?{TITLES})?"),
    compiled(rf"‹(?P<who>C\d+)› (?:{_WORDS}{{0,2}}?{_W['work']} )?{TITLES}"),
)
_ON = (
    compiled(rf"{_W['shown']}(?: [^.;:()]{{0,50}}?)? (?:on|by|to) (?:the )?(?:[\w-]+ ){{0,3}}?{_LOOSE}"),
    compiled(rf"(?<![\w])(?:on|to|at) (?:[\w-]+ ){{0,2}}?{_CHANNEL}"),
    compiled(rf"{_W['ordered']}(?: [^.;:()‹›]{{0,30}}?)? (?:by|for|at) (?:the )?(?:[\w-]+ ){{0,3}}?{_CHANNEL}"),
    compiled(rf"{_W['work']}(?:, [^,;:.‹›]{{1,30}},)?(?: (?:made|commissioned|produced|developed|to be made))? for (?:the )?(?:[\w'’-]+ |‹G\d+›(?:'s)? ){{0,3}}?{_W['noun']} ‹(?P<who>[CONP]\d+)›"),
    compiled(rf"(?<![\w])for (?:the )?(?:[\w'’-]+ ){{0,2}}?{_CHANNEL}"),
    compiled(rf"(?<![\w]){_W['noun']},? {_LOOSE}"),
)  # fmt: skip
_BESIDE = (
    compiled(r"‹(?P<title>[TN]\d+)›,? ?\((?:‹\w+›[,;] )?‹(?P<who>C\d+)›"),
    compiled(r"‹(?P<title>[TN]\d+)›(?: \([^()]*\))?[,:|–]? (?:– |\| )?‹(?P<who>C\d+)›(?=[,.;|]| \(|$)"),
    compiled(r"^‹(?P<who>C\d+)›, (?:‹\w+›|\d)"),
)
_BRACKET_ANY = compiled(r"‹(?P<title>[T]\d+)›,? ?\(‹(?P<who>[ON]\d+)›(?:[,;][^()]*)?\)")
_LOST = compiled(rf"(?:{_W['lost']}) (?:the )?‹(?P<who>C\d+)›")


def _give(match: Match, *, withdrawn: bool = False) -> Iterator[Candidate]:
    slot = match.slot("who")
    for subject in titles(match, "titles") or [one for one in (spoken_of(match),) if one]:
        yield from given(match, subject, slot, withdrawn=withdrawn)


def _find(line: Line, *found: Pattern) -> Iterator[Match]:
    text = line.shape.text
    if text.endswith("?") or ("‹C" not in text and "‹O" not in text and "‹N" not in text):
        return
    for one in found:
        for match in one.find(line):
            before = text[max(0, match.start - 30) : match.found.start("who")]
            if not re.search(rf"{_W['talk']}\W*(?:\w+ ){{0,2}}(?:on |to |by |at |with )?(?:the )?‹$", before, re.IGNORECASE):
                yield match


def has(line: Line) -> Iterator[Candidate]:
    """ "HBO has renewed *Harbor*", "the HBO series *Harbor*", "Channel 4's drama"."""
    for match in _find(line, *_HAS):
        yield from _give(match)


def shown(line: Line) -> Iterator[Candidate]:
    """ "airs on BBC One", "renewed by ITV", "a four-part drama for S4C"."""
    for match in _find(line, *_ON):
        yield from _give(match)


def beside(line: Line) -> Iterator[Candidate]:
    """ "*Harbor* (ITV)", "*Harbor*, BBC One, 9pm"."""
    for match in _find(line, *_BESIDE):
        yield from _give(match)
    for match in _find(line, _BRACKET_ANY):
        title = match.entity("title")
        if title is not None and title.type == "series":
            yield from _give(match)


def lost(line: Line) -> Iterator[Candidate]:
    """ "moves from Channel 4 to Lumio": the old home is withdrawn."""
    for match in _find(line, _LOST):
        yield from _give(match, withdrawn=True)


def boxed(line: Line) -> Iterator[Candidate]:
    """A fact box's line, a table's cell."""
    yield from box_claims(line, WORDS.say["label"], "OCNP", "organization")
    yield from box_claims(line, WORDS.say["where"], "C", "organization")
    yield from table_claims(line, WORDS.say["label"], "OCNP", "organization")


KIND = Kind(
    property="network",
    value="organization",
    about="The channel that shows a title.",
    words=WORDS,
    wikidata="P449",
    schema_org="broadcaster",
    rules=(has, shown, beside, lost, boxed),
)
