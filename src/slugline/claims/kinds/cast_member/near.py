"""An actor and a part, or an actor and a title, in one clause, whatever verb stands between them.

Writers have more verbs for acting than any list ("sprouts fangs as", "gets lost in", "hangs up the coat
of"). What these rules want instead is that nothing else in the clause claims the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import screen
from slugline.claims.kind import Candidate
from slugline.claims.kinds.cast_member.roles import (
    WORDS,
    asserts,
    cast,
    marks_of,
    name_of,
    slot_of,
    word_regex,
    work_at,
)
from slugline.claims.kinds.cast_member.trades import makers, trades
from slugline.text.patterns import pattern, regex
from slugline.text.reading import Line

_NAME = regex(r"‹([PHY])\d+›('s)?")
_PART = regex(r"‹H\d+›")
_CLAUSE = regex(r"(?:[^.;:–?!]|‹\w+›)+")
# "their", "she" and the like between two names are no third person where they mean the first.
_PAIRED = regex(r"(?:PH)+|(?:HP)|P{2}H{2}|P{3}H{3}|HPHP")
_SAYS = pattern(r"(?<![\w'-])(?:<speaks>)(?![\w-])", WORDS)
_AWAY = pattern(r"(?<![\w'-])(?:<unlike>)(?![\w-])", WORDS)
_OWNED = regex(r"‹[PY]\d+›'s (?:[\w-]+ |‹[RDQGA]\d+›(?:'s)? ){0,3}‹T|(?:\b[Bb]y|\bfrom) (?:[a-z]+ ){0,2}‹P\d+›(?!')")


def part_beside(line: Line) -> Iterator[Candidate]:
    """A … B: one actor and one part in a clause, or as many of each in the same order."""
    if not asserts(line) or not _PART.stands_in(line):
        return
    shape = line.shape.text
    crew: frozenset[str] | None = None
    for clause in _CLAUSE.finditer(shape):
        hits = list(_NAME.finditer(shape, clause.start(), clause.end()))
        people = [hit for hit in hits if hit[1] == "P"]
        parts = [hit for hit in hits if hit[1] == "H"]
        if not parts or len(people) != len(parts) or not _PAIRED.fullmatch("".join(h[1] for h in hits if h[1] != "Y")):
            continue
        names = {slot_of(line, hit[0].removesuffix("'s")).entity for hit in people}
        if any(slot_of(line, hit[0].removesuffix("'s")).entity not in names for hit in hits if hit[1] == "Y"):
            continue
        crew = makers(line.reading) if crew is None else crew
        if _speaks(shape, hits[0].start(), hits[-1].end()) or _OWNED.search(clause[0]):
            continue
        for person, part in zip(people, parts, strict=True):
            slot = slot_of(line, person[0].removesuffix("'s"))
            start, end = min(person.start(), part.start()), max(person.end(), part.end())
            if slot.entity is None or slot.entity.name in crew:
                continue
            marks = {**marks_of(shape[start:end]), "character": name_of(line, part[0].removesuffix("'s"))}
            yield from cast(line, work_at(line, start, end), slot, start, end, marks)


def _speaks(shape: str, start: int, end: int) -> bool:
    """Whether the words between two names tell of somebody who talks, compares or makes."""
    words = shape[start:end]
    return bool(
        _SAYS.search(words)
        or _AWAY.search(shape[max(0, start - 30) : end])
        or word_regex("crew_before", "crew_after").search(shape[max(0, start - 30) : end + 30])
    )


_IN_TITLE = regex(
    r"‹(?:(?P<named>P)|Y)(?P<who>\d+)›(?!'s)(?P<gap>(?:[^‹›.;:]|‹[DQRXGAYCS]\d+›(?:'s)?){0,90}?)"
    r"\b(?P<by>in|on|for|from) (?:the |‹[RD]\d+›(?:'s)? |‹Q\d+› |[a-z-]+ (?=(?:[\w-]+ ){0,3}‹T)){0,4}"
    r"(?P<title>‹[TF]\d+›)(?!'s)"
)
_AWARD = regex(r"‹A\d+›")
_WORKS = regex(r"(?:pictures?|films?|direct\w+|screenplay|writing|series|comedy|drama|score|song)\b", re.IGNORECASE)


_SECOND_PART = pattern(r"(?<![\w'-])<plays> ‹[HPN]\d+› (?:in|on) ‹[TX]\d+›,? and (?=‹P\d+›)", WORDS)


def in_title(line: Line) -> Iterator[Candidate]:
    """A … in T: somebody who is no maker, and a title that "in" joins to what is said of them."""
    if not asserts(line):
        return
    shape = line.shape.text
    actors: frozenset[str] = frozenset()
    crew: frozenset[str] | None = None
    played = {match.end for match in _SECOND_PART.find(line)}  # "played H in T and P in U": P is a part too
    for hit in _IN_TITLE.hits(line):
        if hit.start() in played:
            continue
        if crew is None:
            crew, actors = trades(line.reading)
        slot, title = line.slots[int(hit["who"])], slot_of(line, hit["title"])
        if slot.entity is None or title.entity is None or slot.entity.name in crew or slot.possessive:
            continue
        sure = slot.entity.name in actors
        if not hit["named"] and not sure:
            continue
        honours = [slot_of(line, one[0]) for one in _AWARD.finditer(hit["gap"])]
        if hit["by"] == "for" and (not honours or any(_WORKS.search(one.entity.name) for one in honours if one.entity)):
            continue
        if (hit["by"] == "from" and hit["gap"].strip()) or (hit["by"] == "on" and not hit["gap"].strip(" ,")):
            continue
        if _speaks(shape, hit.start(), hit.start("title")) or _OWNED.search(
            shape[max(0, hit.start() - 20) : hit.end()]
        ):
            continue
        yield from cast(line, screen(title.entity), slot, hit.start(), hit.end(), marks_of(hit["gap"]))
