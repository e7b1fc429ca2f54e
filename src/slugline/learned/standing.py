"""How a value stands to a name: what the eye weighs, beside the words themselves, to tell of whom they speak.

    Layout of a text, places of values and names -> V x N x FEATURES of noughts, ones and shares

The same code makes the features when the network learns and when it reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
DISTANCES = (-1200, -600, -300, -150, -60, -20, 0, 20, 60, 150, 300, 600, 1200)  # characters, value minus name
BEHIND = ((0, 0), (1, 1), (2, 2), (3, 5), (6, 10**6))  # other works named between a name and a value behind it
AHEAD = ((0, 0), (1, 1), (2, 10**6))  # the same where the name follows
OTHERS = 12  # features beside those of DISTANCES, BEHIND and AHEAD
FEATURES = len(DISTANCES) + 1 + len(BEHIND) + len(AHEAD) + OTHERS
LONGEST_HEADING = 90  # characters
_ENDED = re.compile(r"[.!,;:][\"'”’)]*$")
_MARKS = " \t*_#"


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``text[start:end]``; ``entity`` is one for all names of one thing, ``work`` tells whether a title."""

    start: int
    end: int
    entity: str
    work: bool


class Layout:
    """The lines of a text under its headline: which are like headings, and under which each stands."""

    def __init__(self, headline: str, text: str) -> None:
        self.headline, self.text = headline, text
        lines = text.split("\n")
        self._breaks = np.array([n for n, sign in enumerate(text) if sign == "\n"], dtype=np.int64)
        self._heads = np.array([_like_heading(line) for line in lines])
        numbers = np.where(self._heads, np.arange(len(lines)), -1)
        self._under = np.concatenate([[-1], np.maximum.accumulate(numbers)[:-1]])
        self._filled = np.cumsum([bool(line.strip()) for line in lines])

    def standing(self, values: Sequence[int], names: Sequence[Name]) -> Floats:
        """For values that start at ``values`` (V) and ``names`` (N) their features, V x N x FEATURES."""
        shape = (len(values), len(names))
        found = np.zeros((*shape, FEATURES), dtype=np.float32)
        if not (values and names):
            return found
        at, starts = np.array(values)[:, None], np.array([one.start for one in names])[None, :]
        apart = np.searchsorted(np.array(DISTANCES), at - starts, side="left")
        np.put_along_axis(found, apart[:, :, None], 1.0, axis=2)
        works, entities = np.array([one.work for one in names]), _numbered([one.entity for one in names])
        before, between = starts < at, _works_between(at, starts, works, entities)
        lines, own = np.searchsorted(self._breaks, at), np.searchsorted(self._breaks, starts)
        same, under = lines == own, self._under[lines] == own
        further = self._filled[lines] - self._filled[own]
        counts = np.bincount(entities)
        opening = np.full(len(counts), len(self.text) + 1)
        np.minimum.at(opening, entities, starts[0])
        headed = np.array([self.text[one.start : one.end] in self.headline for one in names])
        flags: list[Flags | Floats] = [
            *(before & (low <= between) & (between <= high) for low, high in BEHIND),
            *(~before & (low <= between) & (between <= high) for low, high in AHEAD),
            same & before,
            same & ~before,
            under & ~same,
            self._heads[own] & ~same & ~under,
            further == 1,
            (further > 1) & (further < 4),
            further < 0,
            same & before & works & (between == 0),
            headed,
            (counts[entities] / len(names)).astype(np.float32),
            works,
            opening[entities] == starts[0],
        ]
        for n, flag in enumerate(flags, len(DISTANCES) + 1):
            found[:, :, n] = flag
        return found


def _like_heading(line: str) -> bool:
    """Whether a line is short and ends like no sentence."""
    bare = line.strip(_MARKS)
    return bool(bare) and len(bare) < LONGEST_HEADING and not _ENDED.search(bare)


def _numbered(entities: Sequence[str]) -> NDArray[np.int64]:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(one, len(numbers)) for one in entities], dtype=np.int64)


def _works_between(
    at: NDArray[np.int64], starts: NDArray[np.int64], works: Flags, entities: NDArray[np.int64]
) -> NDArray[np.int64]:
    """For each value and name how many names of other works stand between them."""
    order = np.argsort(starts[0], kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    seen = np.zeros((len(order) + 1, int(entities.max()) + 1), dtype=np.int64)  # works of each entity up to a name
    seen[np.arange(1, len(order) + 1), entities[order]] = works[order]
    seen = seen.cumsum(0)
    others = seen.sum(1)
    passed = np.searchsorted(starts[0][order], at[:, 0])
    to_value = others[passed][:, None] - seen[passed][:, entities]
    to_name = others[rank] - seen[rank, entities]
    found: NDArray[np.int64] = np.abs(to_value - to_name)
    return found
