"""Date expressions: where they stand in a text, and what they mean on the day they were said.

    find_dates   text -> the mentions, with their kind
    resolve      mention, the article's own date, the direction of the tense -> EDTF
    shift        a mention counted from another date ("a week later"), that date -> EDTF

Words are read to their own precision and no further; what may be no date gives no mention.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from slugline.edtf import Edtf
from slugline.errors import DateError
from slugline.text.times_calendar import DIRECTIONS, Partial, within
from slugline.text.times_context import accepted, moving
from slugline.text.times_grammar import Reading, codes_of
from slugline.text.times_phrases import phrase
from slugline.text.times_tokens import Tokens, lex, read

KINDS = (
    "absolute", "yearless", "relative", "weekday", "deadline", "same_day", "bare_year", "year_range", "offset"
)  # fmt: skip
_IDLE = codes_of("word|sign|comma|stop|break|open|close|number|possessive|slash|and|is|out|now|to|ago|than")
_WHOLE = codes_of(
    "any_month|any_weekday|season|holiday|iso|any_year|decade|quarter_number|today|tonight|tomorrow|yesterday"
)
# where a date phrase may begin: at a word that can be a date by itself, or at one with another word of dates behind it
_PROMISING = re.compile(f"[{_WHOLE}]|[^{_IDLE}{_WHOLE}](?=[^{_IDLE}])")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression at ``text[start:end]``; ``kind`` is one of KINDS.

    ``absolute`` has its year; ``yearless`` is a day, month, season or feast without one; ``bare_year`` is a year
    standing alone; ``year_range`` runs from one year to another; ``relative``, ``weekday`` and ``same_day`` are
    counted from the day it was said; ``deadline`` is "by …"; ``offset`` is counted from another date (see `shift`).
    """

    start: int
    end: int
    words: str
    kind: str


def find_dates(text: str) -> tuple[DateMention, ...]:
    """The date expressions of ``text``: in order, none overlapping, the longest where several begin together."""
    found: list[DateMention] = []
    for tokens in read(text):
        at = 0
        while hit := _PROMISING.search(tokens.codes, at):
            at = hit.start()
            reading = _reading(tokens, at)
            if reading is None:
                at += 1
                continue
            start, end = tokens.starts[at], tokens.ends[reading.end - 1]
            found.append(DateMention(start, end, text[start:end], reading.kind))
            at = reading.end
    return tuple(found)


def _reading(tokens: Tokens, at: int) -> Reading | None:
    found = phrase(tokens, at, lambda start, end: moving(tokens, start, end))
    return found if found and accepted(tokens, at, found) else None


@lru_cache(maxsize=4096)
def _read_again(words: str) -> Reading | None:
    """The reading of a mention's own words, surroundings left out."""
    tokens = lex(words, 0, len(words))
    found = phrase(tokens, 0, lambda _start, _end: False)
    return found if found and found.end == len(tokens.codes) else None


def resolve(mention: DateMention, said_on: date, direction: str) -> Edtf | None:
    """The EDTF of ``mention`` in an article of ``said_on``; None where it is an offset, or no calendar holds it.

    ``direction`` is that of the tense: ``past``, ``future`` or ``none`` (then the nearest date is taken).
    """
    if direction not in DIRECTIONS:
        raise DateError(f"{direction!r} is no direction", allowed=", ".join(DIRECTIONS))
    reading = _read_again(mention.words)
    if reading is None or reading.kind == "offset":
        return None
    try:
        text = reading.at(said_on, direction)
        return Edtf(text) if text else None
    except (ValueError, OverflowError, DateError):
        return None


def shift(mention: DateMention, base: Edtf) -> Edtf | None:
    """The EDTF of ``mention`` counted from ``base``: offsets ("a week later", "that October", "May 13 of that year"),
    and dates without a year, which take the base's. None for all others, or where the base is coarser than the words.
    """
    reading = _read_again(mention.words)
    if reading is None:
        return None
    try:
        text = _shifted(reading, base)
        return Edtf(text) if text else None
    except (ValueError, OverflowError, DateError):
        return None


def _shifted(reading: Reading, base: Edtf) -> str | None:
    if ".." in base.text:
        return None
    if reading.shifted:
        return reading.shifted(base)
    partial = reading.partial
    if partial is None or reading.upto or reading.settled or partial.dated or partial.near:
        return None
    return within(replace(partial, base=None), base.first.year + (partial.base or 0)) if _fixed(partial) else None


def _fixed(partial: Partial) -> bool:
    return partial.base is not None or partial.grain != "year"
