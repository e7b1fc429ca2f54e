"""Long lists in numbered pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from slugline.surfaces.web.faults import Fault

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Turns:
    """Where one page stands among its like: its number, of how many, and how many rows all have."""

    number: int
    most: int
    rows: int

    @property
    def near(self) -> Sequence[int]:
        """The numbers of the pages that are offered: the first, the last and those around."""
        around = range(self.number - 2, self.number + 3)
        return sorted({1, self.most, *(number for number in around if 1 <= number <= self.most)})


def part(rows: Sequence[Row], number: int, size: int) -> tuple[Sequence[Row], Turns]:
    """One page of some rows. Raises `Fault` for a page that there is not."""
    most = max(1, -(-len(rows) // size))
    if number > most:
        raise Fault(404, f"there is no page {number}", allowed=f"1 to {most}")
    return rows[(number - 1) * size : number * size], Turns(number, most, len(rows))
