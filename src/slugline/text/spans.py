"""Things that do not overlap in a text, found by their place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Spans(Generic[T]):
    """Things that do not overlap, found by their place in time that hardly grows with their number."""

    def __init__(self, items: Iterable[tuple[int, int, T]]) -> None:
        ordered = sorted(items, key=lambda item: item[0])
        self._starts = [item[0] for item in ordered]
        self._ends = [item[1] for item in ordered]
        self._things = [item[2] for item in ordered]

    def within(self, start: int, end: int) -> list[T]:
        """Those that lie wholly in ``[start, end)``, in order."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return [self._things[n] for n in range(low, high) if self._ends[n] <= end]

    def touching(self, start: int, end: int) -> list[T]:
        """Those that share a character with ``[start, end)``, in order."""
        low = max(0, bisect_left(self._starts, start) - 1)
        high = bisect_left(self._starts, end)
        return [self._things[n] for n in range(low, high) if self._ends[n] > start]
