"""Tokens and sentences. A sentence never leaves its part: headings, captions and items stay apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from slugline.text.lexicon import either, lexicon, word_set

MAX_LENGTH = 1200
# Letters and figures, with the accents that stand as signs of their own behind them (decomposed text).
_LETTERS = r"(?:\w[\u0300-\u036f]*)+"
# A word may hold inner apostrophes, hyphens, full stops (U.S.) and ampersands (R&D); a full stop
# that ends a single capital or an abbreviation is split off later, by the sentence rules.
_TOKEN = re.compile(rf"{_LETTERS}(?:['’\-&.‑]{_LETTERS})*\+?|[^\w\s]")
# What may end a sentence, closing marks included, where a blank follows.
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]*_]*(?=\s|$)")
_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"([\w.&'’-]+)$")
# A single letter, or letters with full stops between: J, J.R, U.S.
INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_OPENING = "\"'“‘«([*_—–-→•"


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign: ``text`` is what stands at ``[start, end)`` of the article's text."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def word(self) -> bool:
        """Whether it is a word or a number, not a sign."""
        return self.text[0].isalnum()


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]``, with offsets into ``text``."""
    found: list[Token] = []
    tails = _tail()
    for hit in _TOKEN.finditer(text, start, end):
        tail = tails.search(hit[0])
        cut = hit.start() + tail.start() if tail else hit.end()
        found.append(Token(text[hit.start() : cut], hit.start(), cut))
        if tail:
            found.append(Token(text[cut : cut + 1], cut, cut + 1))
            found.append(Token(text[cut + 1 : hit.end()], cut + 1, hit.end()))
    return found


@cache
def _tail() -> re.Pattern[str]:
    """What a hyphen joins to a name that stands before it (Oscar-winning, Lagos-born)."""
    return re.compile(rf"(?<=\w)-{either(lexicon('sentences')['tails'])}$")


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the sentences of ``text[start:end]``, without the blanks around them."""
    spans: list[tuple[int, int]] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if not _ends_sentence(text, begin, stop, end):
            continue
        spans.append((begin, stop.end()))
        begin = stop.end()
    spans.append((begin, end))
    spans = [piece for span in spans for piece in _bounded(text, *span)]
    return [trimmed for span in spans if (trimmed := _trim(text, *span))[0] < trimmed[1]]


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A span cut at blanks into pieces of at most MAX_LENGTH characters: no rule reads further than one."""
    pieces: list[tuple[int, int]] = []
    while end - start > MAX_LENGTH:
        cut = text.rfind(" ", start + 1, start + MAX_LENGTH)
        cut = cut if cut > start else start + MAX_LENGTH
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    after = stop.end()
    while after < end and (text[after].isspace() or text[after] in _OPENING):
        after += 1
    if after >= end:
        return True
    following = _WORD.match(text, after, end)
    next_word = following[0] if following else ""
    if not (text[after].isupper() or text[after].isdigit() or not text[after].isalnum()):
        return False
    if stop[0][0] != ".":
        # An exclamation or question mark inside a name goes on with a small letter; done above.
        return True
    found = _LAST_WORD.search(text, max(begin, stop.start() - 30), stop.start())
    last = found[1] if found else ""
    low = last.lower().lstrip(".'’-")
    if low in word_set("sentences", "abbreviations") or low in word_set("sentences", "maybe_final"):
        opens = next_word.lower() in word_set("sentences", "openers")
        return opens and low in word_set("sentences", "maybe_final")
    # A single capital is an initial, unless what follows can only open a sentence.
    if INITIALS.fullmatch(last) and last[-1].isupper():
        return next_word.lower() in word_set("sentences", "openers")
    return True
