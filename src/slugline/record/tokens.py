"""The words of a text as search knows them: folded as names are, each with its place in the text.

An apostrophe within a word is left out, and an s after it that ends the word, so that "Wick's" is found by "Wick".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from slugline.record.names import plain

LONGEST_WORD = 64  # characters of a word that are looked at
_STRAIGHT = str.maketrans("’‘ʼ`´", "'" * 5)
_OWNED = ("'s", "'S")
_PLAIN_RUN = re.compile(r"[0-9A-Za-z]+")  # of ASCII without apostrophes
_RUN = re.compile(r"[0-9A-Za-z]+(?:'+[0-9A-Za-z]+)*")
_APART, _PART, _JOINS = range(3)
_kinds: dict[str, int] = {}  # of characters that are not ASCII, as they are met


@dataclass(frozen=True, slots=True)
class Word:
    """One word, folded: ``text`` holds letters, digits and their marks only; it stands at ``[start:end]``."""

    text: str
    start: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """Every word, in order; two words that stand for one character or run have one place."""
    straight = text.translate(_STRAIGHT)
    runs = [run.span() for run in _RUN.finditer(straight)] if straight.isascii() else _runs(straight)
    for start, stop in runs:
        end = stop - 2 if straight[stop - 2 : stop] in _OWNED and stop - start > 2 else stop
        for part in _folded(straight[start:end]):
            yield Word(part, start, end)


def word_list(text: str, most: int) -> list[str]:
    """The first ``most`` words of a text, without their places."""
    straight = text.translate(_STRAIGHT)
    if straight.isascii():
        lowered = straight.lower()
        if "'" not in lowered:
            return [run[:LONGEST_WORD] for run in _PLAIN_RUN.findall(lowered)[:most]]
        return [_bare(run) for run in _RUN.findall(lowered)[:most]]
    return [word.text for word in islice(words_in(text), most)]


def _folded(run: str) -> list[str]:
    if run.isascii():
        return [run.lower().replace("'", "")[:LONGEST_WORD]]
    parts = plain(run[: 4 * LONGEST_WORD]).split()
    return [part[:LONGEST_WORD] for part in parts if any(map(str.isalnum, part))]


def _bare(run: str) -> str:
    return run.removesuffix("'s").replace("'", "")[:LONGEST_WORD]


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """The places of runs of letters, digits and marks; apostrophes and invisible characters join what they part."""
    start = end = -1
    for at, c in enumerate(text):
        kind = _kind(c)
        if kind == _PART:
            if start < 0:
                start = at
            end = at + 1
        elif kind == _APART and start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _kind(c: str) -> int:
    found = _kinds.get(c)
    if found is None:
        category = unicodedata.category(c)
        joins = c == "'" or category == "Cf"
        found = _PART if c.isalnum() or category[0] == "M" else _JOINS if joins else _APART
        if len(_kinds) < 0x4000:
            _kinds[c] = found
    return found
