"""Which titles a sentence speaks of, and which it only compares, lists, brackets, or names to say who somebody is.

All is asked of a shape's text and places in it (see shape.py).
"""

from __future__ import annotations

import re
from functools import cache

from slugline.text.lexicon import either, lexicon
from slugline.text.shape import CLOSE, OPEN

PLACEHOLDER = re.compile(rf"{OPEN}([A-Z])(\d+){CLOSE}")
NEAR = 200  # characters of a shape within which words before a title bear on it
# An apposition that places somebody in a title: ", the star of ".
_APPOSED = re.compile(r", (?:the|an?) [\w' -]{2,40} (?:of|at|in|from) (?:the )?$")
# What stands before a title that opens its clause: "The new thriller ".
_OPENS = re.compile(r"\W*(?:the|its|his|her|their)(?: [a-z-]+){1,3} \W*", re.IGNORECASE)
# What ends an aside behind the title in it: a sign, before any other title.
_OVER = re.compile(r"[^‹,;:)–]*(?:‹[^TXF]\d+›[^‹,;:)–]*)*[,;:)–]")
_OF = re.compile(r"‹[PNY]\d+› (?:of|from) [^,]*$")
# A person before a title that a preposition joins to the sentence: "Bell, fresh from ".
_BEHIND_A_PERSON = re.compile(r"‹[PNY]\d+›.* (?:of|from|in|on|to|for|with|and|by) (?:the )?$")


@cache
def clause_ends() -> re.Pattern[str]:
    """What parts the clauses of a shape: signs, a comma and a conjunction, a comma before a name with a verb."""
    openers = either(lexicon("focus")["clause_openers"])
    return re.compile(rf"; | – |: |, {openers}(?= )|, (?=‹[PNTX]\d+› (?:as|is|will|has))|\. ")


@cache
def _compared() -> re.Pattern[str]:
    """What stands before a title that is only compared, four plain words allowed between them."""
    lists = lexicon("focus")
    words = rf"{either(lists['compared_nouns'])} (?:to|of|from)|{either(lists['compared'])}"
    events = r"(?:after|before|following|during|to) the events? (?:of|in)"
    return re.compile(
        rf"\b(?:(?:{words})(?: [a-z\d'-]+){{0,4}}|{events}(?: [a-z\d'-]+| ‹[RQ]\d+›){{0,4}}) $", re.IGNORECASE
    )


def says_who(shape: str, place: int) -> bool:
    """Whether the title at ``place`` stands before a person's noun: "Salt Road star"."""
    return _attribute().match(shape, place) is not None


@cache
def _attribute() -> re.Pattern[str]:
    """A title that only says who somebody is: "Salt Road star", "Salt Road's director"."""
    return re.compile(rf"‹\w+›(?: |'s ){either(lexicon('focus')['attributes'])}s?\b")


def matters(shape: str, place: int) -> bool:
    """Whether the title at ``place`` is spoken of, not merely compared, listed or bracketed."""
    before = shape[:place].lstrip("(")
    near = before[-NEAR:]
    if before.count("(") > before.count(")") or _compared().search(near) or _APPOSED.search(near):
        return False
    after = shape[place:]
    year = re.match(rf"{OPEN}\w+{CLOSE}(?: \({OPEN}[DQ]\d+{CLOSE})", after)
    clause = re.split(r"[;:]| – |, (?:but|who|which|and)(?= )", before)[-1]
    if _filmography().search(clause):
        return False
    return not (year and re.search(r"[a-z]", clause) and not _OPENS.fullmatch(clause))


@cache
def _aside() -> re.Pattern[str]:
    """What stands between a person and a title that only says who that is: ", last seen in ‹T2›"."""
    return re.compile(rf"‹[PNY]\d+›(?:,| –| \(|(?= (?:of|from) )) {either(lexicon('focus')['asides'])}\b[^,;:()–.]*$")


def left_behind(shape: str, place: int, start: int) -> bool:
    """Whether the title at ``place`` stands in an aside about a person that is over before ``start``."""
    end = shape.index(CLOSE, place) + 1
    if not _OVER.match(shape, end, start) and not _OF.search(shape, max(0, place - NEAR), end):
        return False
    return bool(_aside().search(shape, max(0, place - NEAR), place))


def passed(shape: str, place: int, start: int) -> bool:
    """Whether a pronoun at ``start`` of the shape cannot mean the title at ``place``."""
    before, between = shape[:place], shape[place:start]
    if between.count(")") > between.count("(") or _APPOSED.search(before[-NEAR:]):
        return True
    return bool(_compared().search(before[-NEAR:])) or left_behind(shape, place, start)


def tells_who(shape: str, place: int) -> bool:
    """Whether the title at ``place`` is named in passing: behind a person and a preposition, in an aside."""
    before = shape[max(0, place - NEAR) : place]
    if _BEHIND_A_PERSON.search(before) or _EARLIER.search(before) or _RELATIVE.search(before):
        return True
    return says_who(shape, place) or left_behind(shape, place, len(shape))


# "whose last picture, ", "for the first, ", and the inside of a relative clause.
_EARLIER = re.compile(r"\b(?:first|last|previous|earlier|debut|‹R\d+›)(?: [a-z-]+){0,2},? [\"«]? ?$")
_RELATIVE = re.compile(r"‹[A-Z]\d+›, (?:who|which|whose) [^,;:–]*$")
_SAID_THAT = re.compile(
    r"\b(?:said|says|announced|announces|confirmed|confirms|revealed|reveals|reported|reports) that\b"
)


def leads(shape: str, place: int, opens: bool) -> bool:
    """Whether the title at ``place`` becomes what the next sentences speak of: it is the subject, or opens the part."""
    if not matters(shape, place):
        return False
    if _BEHIND_A_PERSON.search(shape[:place]):
        return False
    before = PLACEHOLDER.sub("", _SAID_THAT.sub("", shape[:place]))
    if re.search(r"\b(?:who|whom|whose|which|that)\b", before) or says_who(shape, place):
        return False
    return len(re.findall(r"\w+", before)) <= (14 if opens else 5)


@cache
def _filmography() -> re.Pattern[str]:
    """Words that open a list of somebody's works."""
    return re.compile(rf"\b{either(lexicon('grammar')['filmography'])}\b", re.IGNORECASE)
