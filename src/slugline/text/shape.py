"""A sentence as its rules see it: names, dates and sums become slots, layout falls away.

    raw     Keanu Reeves will play *John Wick* on “Sept. 22,” they say.
    shape   ‹P0› will play ‹H1› on ‹D2›, they say.

Every place in the shape leads back to its place in the article, so evidence stays exact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from slugline.model import Entity
from slugline.text.numbers import Number
from slugline.text.times import DateMention

OPEN, CLOSE = "‹", "›"
WORD = re.compile(r"[^\W\d_]+|\d+")
LETTERS = {
    "person": "P", "name": "N", "title": "T", "franchise": "F", "organization": "O", "platform": "S", "network": "C",
    "place": "G", "award": "A", "character": "H", "title_ref": "X", "person_ref": "Y",
    "date": "D", "count": "Q", "ordinal": "R", "money": "M",
}  # fmt: skip
_STRAIGHT = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "\u00a0": " ",
        "\n": " ",
        "\t": " ",
        "‹": "'",
        "›": "'",
        "‑": "-",
        "—": "–",
        "\u202f": " ",
    }
)
_HOLDER = re.compile(rf"{OPEN}[A-Z]\d+{CLOSE}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,60}>")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_QUOTES = "\"'“”‘’„«»*_"


@dataclass(frozen=True, slots=True)
class Slot:
    """One placeholder of a shape: what stands at ``[start, end)`` of the article's text.

    ``label`` is a key of LETTERS. Names and references carry ``entity``; dates ``date``; counts,
    ordinals and money ``number``. ``possessive`` marks "its", "his" and "her" before a noun.
    """

    label: str
    start: int
    end: int
    entity: Entity | None = None
    date: DateMention | None = None
    number: Number | None = None
    possessive: bool = False

    @property
    def letter(self) -> str:
        """The letter of its placeholder."""
        return LETTERS[self.label]


@dataclass(frozen=True, slots=True)
class Shape:
    """``text`` with, for each of its characters, where in the article it begins and ends.

    ``words`` are its words in small letters (runs of letters, runs of figures) and, for each letter of a
    placeholder, the opening mark with it ("‹T").
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: frozenset[str] = frozenset()

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The article's span under ``text[start:end]`` (not empty)."""
        return self.starts[start], self.ends[end - 1]

    def at(self, place: int) -> int:
        """The first place in the shape whose article offset is ``place`` or more."""
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= place:
                low = middle + 1
            else:
                high = middle
        return low


def project(text: str, start: int, end: int, slots: Sequence[Slot]) -> Shape:
    """The shape of ``text[start:end]``; ``slots`` lie in it, in order, and do not overlap."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(piece: str, low: int, high: int) -> None:
        if piece == " " and (not out or out[-1].endswith(" ")):
            return
        out.append(piece)
        starts.extend([low] * len(piece))
        ends.extend([high] * len(piece))

    def run(low: int, high: int) -> None:
        skip = low
        tags = [(tag.start(), tag.end()) for tag in _TAG.finditer(text, low, high)]
        for place in range(low, high):
            if any(first <= place < last for first, last in tags):
                continue
            if text[place] == "&" and (entity := _ENTITY.match(text, place, high)):
                for sign in unescape(entity[0]).translate(_STRAIGHT):
                    put(" " if sign.isspace() else sign, place, entity.end())
                skip = entity.end()
            if place < skip:
                continue
            sign = text[place].translate(_STRAIGHT)
            if sign == "*" or (sign == "_" and not (place > start and text[place - 1].isalnum())):
                continue
            put(" " if sign.isspace() else sign, place, place + 1)

    at = start
    for number, slot in enumerate(slots):
        left = slot.start
        if _closes(text, slot.end, end):
            if slot.start > at and text[slot.start - 1] in _QUOTES:
                left = slot.start - 1
            elif slot.start - 1 > at and re.match(r"«\s", text[slot.start - 2 : slot.start]):
                left = slot.start - 2
        run(at, left)
        put(f"{OPEN}{slot.letter}{number}{CLOSE}", slot.start, slot.end)
        if slot.possessive:
            put("'s", slot.start, slot.end)
        at = slot.end
        if left < slot.start:
            close = _closes(text, slot.end, end)
            for place in range(slot.end, close - 1):
                if not text[place].isspace():
                    put(text[place], place, place + 1)
            at = close
    run(at, end)
    while out and out[-1] == " ":
        out.pop()
        starts.pop()
        ends.pop()
    shaped = "".join(out)
    words = {*WORD.findall(_HOLDER.sub(" ", shaped).lower()), *(OPEN + slot.letter for slot in slots)}
    return Shape(shaped, tuple(starts), tuple(ends), frozenset(words))


def _closes(text: str, place: int, end: int) -> int:
    """Where the mark ends that closes a name ending at ``place``, punctuation before it allowed; 0 where none does."""
    if re.match(r"\s»", text[place : place + 2]) and place + 2 <= end:
        return place + 2
    for step in range(3):
        if place + step >= end:
            return 0
        sign = text[place + step]
        if sign in _QUOTES:
            after = text[place + step + 1 : place + step + 2]
            return 0 if sign in "'’" and after.isalnum() else place + step + 1
        if sign not in ".,!?…":
            return 0
    return 0
