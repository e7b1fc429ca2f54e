"""From a date that a rule found to the candidate of a release: direction, year, qualifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from slugline.claims.compose import candidate, screen
from slugline.claims.kind import Candidate
from slugline.claims.patterns_screens import medium_and_place, season_of
from slugline.claims.patterns_words import WORDS, any_of, segment_after, segment_before
from slugline.edtf import Edtf
from slugline.errors import DateError
from slugline.model import Entity
from slugline.text.patterns import Match, regex
from slugline.text.reading import Line
from slugline.text.shape import Slot
from slugline.text.times import resolve, shift

_FUTURE = regex(
    (
        r"\b(?:will|won't|to|would|set to|due to|shall|'ll|can|may|might|should|"
        r"could|is|are|going to)(?: (?:not|also|now|only|finally|first|still|then|"
        r"instead|likely|probably|be|have))*(?: [a-z]+ly)? ?$"
    ),
    re.IGNORECASE,
)
_PERFECT = regex(
    (
        r"\b(?:did|didn't|had|has|have|having|been|was|were|'s been|'ve)(?: (?:not|"
        r"also|now|only|already|finally|first|just|been))* ?$"
    ),
    re.IGNORECASE,
)
_ALREADY_PAST = regex(any_of("came_out"), re.IGNORECASE)
# "Salt returns on May 3, when its second season premieres".
_ITS_SEASON = regex(r",? (?:when|as|with) (?:‹X\d+›'s|the) ‹R\d+›(?: and (?:final|last))? season\b", re.IGNORECASE)
_DAY_ALONE = regex(r"(?:on |the |on the )?\d{1,2}(?:st|nd|rd|th)")
FIRST_FILM = 1880
LATELY = 75  # days
HALF_A_SEASON = 45  # days


def direction(line: Line, place: int, verb: str) -> str:
    """``past`` or ``future``: the tense of the verb that stands at ``place`` of the shape."""
    before = line.shape.text[max(0, place - 40) : place]
    low = verb.lower()
    if low in WORDS.say["either"]:
        return "future" if _FUTURE.search(before) else "past"
    if _ALREADY_PAST.fullmatch(low):
        bare = low.split()[0]
        passive = bare.endswith("ed") or bare in ("shown", "seen", "put", "sent", "begun")
        return "future" if passive and re.search(r"\b(?:be|being)(?: [a-z]+ly)? ?$", before) else "past"
    if _PERFECT.search(before) and not _FUTURE.search(before):
        return "past"
    return "future"


def released(
    match: Match,
    slot: Slot | None,
    way: str,
    subject: Entity | None,
    *,
    base: Edtf | None = None,
    span: tuple[int, int] | None = None,
    before: str = "",
    withdrawn: bool = False,
    settled: bool = False,
    extra: Mapping[str, object] | None = None,
) -> Iterator[Candidate]:
    """The candidate of a release on the date in ``slot``.

    ``way`` is the direction of the tense; ``base`` a date from which an offset is counted; ``span``
    the words of the shape that may qualify it (none: from the match on to the next clause); ``before``
    the subject's words, in which a service may stand.
    """
    value = day_of(match, slot, way, base)
    if value is None or slot is None or subject is None:
        return
    line = match.line
    place = place_of(line, slot)
    low, high = span or (match.start, segment_after(line, max(match.end, place + 1)))
    qualifiers = medium_and_place(line, low, high, subject=before)
    opening = _ITS_SEASON.match(line.shape.text, high)
    season = season_of(line, opening[0] if opening else line.shape.text[segment_before(line, match.start) : high])
    if season and subject.type != "film":
        qualifiers["season"] = season
    qualifiers.update(extra or {})
    yield from candidate(match, screen(subject), value, slot, qualifiers, withdrawn=withdrawn, settled=settled)


def day_of(match: Match, slot: Slot | None, way: str, base: Edtf | None = None) -> Edtf | None:
    """The date in a slot; of years from one to another the first; None where it can be no release."""
    if slot is None or slot.date is None:
        return None
    found = resolve_slot(match.line, slot, way, base)
    if found is None:
        return None
    if slot.date.kind == "year_range":
        found = Edtf(found.text.partition("/")[0])
    if way == "future":
        found = _next_season(slot, found, match.line.reading.article.published)
    return found if found.last == date.max or found.last.year >= FIRST_FILM else None


_SEASON = regex(r"(\d{4})-(2[1-4])")
_BARE_SEASON = regex(r"(?:in |for |until |till )?(?:the )?(?:spring|summer|fall|autumn|winter)", re.IGNORECASE)


def _next_season(slot: Slot, found: Edtf, published: date) -> Edtf:
    """A bare season to come that is half over when the article speaks is the next year's."""
    named = _SEASON.fullmatch(found.text)
    if named is None or slot.date is None or not _BARE_SEASON.fullmatch(slot.date.words):
        return found
    return Edtf(f"{int(named[1]) + 1}-{named[2]}") if (published - found.first).days > HALF_A_SEASON else found


def resolve_slot(line: Line, slot: Slot, way: str, base: Edtf | None = None) -> Edtf | None:
    """The date in a slot; an offset is counted from ``base``, else from the nearest date before it."""
    if slot.date is None:
        return None
    if slot.date.kind == "offset":
        start = base or _date_before(line, slot, way)
        return shift(slot.date, start) if start else None
    if base is not None and way == "past" and slot.date.kind == "yearless":
        after = _first_after(slot, base)
        if after is not None and after.first <= line.reading.article.published:
            return after
    if _DAY_ALONE.fullmatch(slot.date.words):
        start = base or _date_before(line, slot)
        near = _same_month(slot.date.words, start) if start else None
        if near is not None:
            return near
    return resolve(slot.date, line.reading.article.published, way)


def old_way(match: Match, slot: Slot | None) -> str:
    """The direction of a plan that was dropped: it lies ahead still, unless its day has just gone by."""
    if slot is None or slot.date is None or slot.date.kind != "yearless":
        return "future"
    gone = day_of(match, slot, "past")
    published = match.line.reading.article.published
    return "past" if gone is not None and 0 <= (published - gone.first).days <= LATELY else "future"


def _same_month(words: str, base: Edtf) -> Edtf | None:
    """A day of the month alone, in the month of a date before it, or the next where it is over by then."""
    number = re.search(r"\d+", words)
    if number is None or base.precision not in ("day", "month"):
        return None
    first, day = base.first, int(number[0])
    year, month = (
        (first.year, first.month)
        if base.precision == "month" or day >= first.day
        else (first.year + first.month // 12, first.month % 12 + 1)
    )
    try:
        return Edtf(f"{year:04d}-{month:02d}-{day:02d}")
    except DateError:
        return None


def _first_after(slot: Slot, base: Edtf) -> Edtf | None:
    """A date without a year, the first on or after ``base``."""
    if slot.date is None or base.precision not in ("day", "month"):
        return None
    found = shift(slot.date, base)
    if found is not None and found.last < base.first and re.match(r"\d{4}-", found.text):
        return Edtf(f"{found.first.year + 1}{found.text[4:]}") if len(found.text) <= len("2000-01-01") else None
    return found


def _date_before(line: Line, slot: Slot, way: str = "none") -> Edtf | None:
    """The last date before a slot that needs no other, in its line or, failing that, in the two lines before."""
    published = line.reading.article.published
    near = [line, *reversed(line.reading.lines[max(0, line.place - 3) : line.place])]
    for one in near:
        for other in reversed(one.slots):
            if other.date is None or (one is line and other.start >= slot.start) or other.date.kind == "offset":
                continue
            found = resolve(other.date, published, way)
            if found is not None:
                return found
    return None


def place_of(line: Line, slot: Slot) -> int:
    """Where a slot's placeholder begins in the shape."""
    return line.shape.at(slot.start)
