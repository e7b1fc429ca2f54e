"""Dates as written: the part of EDTF (ISO 8601-2, levels 0 and 1) that film news needs.

    date      YYYY-MM-DD | YYYY-MM | YYYY | YYYY-SS        SS: 21 spring … 24 winter
    qualified date ~                                       about
    interval  date / date | .. / date | date / ..          both ends included

Seasons are those of the northern hemisphere; winter is December of the year that it is
named for to the end of the next February.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from slugline.errors import DateError

ALLOWED = "YYYY, YYYY-MM, YYYY-MM-DD, YYYY-21 to YYYY-24 (seasons), a trailing ~ (about), A/B, ../B, A/.."
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2999, 12, 31)  # between which news is dated
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)", re.ASCII)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


@dataclass(frozen=True, slots=True)
class Edtf:
    """One date or interval, as written. ``Edtf("2024-02-30")`` raises `DateError`."""

    text: str

    def __post_init__(self) -> None:
        _span(self.text)

    def __str__(self) -> str:
        return self.text

    @property
    def first(self) -> date:
        """The earliest day that it may mean (`date.min` where it is open)."""
        return _span(self.text)[0]

    @property
    def last(self) -> date:
        """The latest day that it may mean (`date.max` where it is open)."""
        return _span(self.text)[1]

    @property
    def precision(self) -> str:
        """``day``, ``month``, ``season``, ``year`` or ``interval``."""
        return "interval" if "/" in self.text else _point(self.text)[2]

    @property
    def about(self) -> bool:
        """Whether any part is marked approximate."""
        return "~" in self.text

    def within(self, other: Edtf) -> bool:
        """Whether every day that this may mean lies in ``other``."""
        return other.first <= self.first and self.last <= other.last

    def meets(self, other: Edtf) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    @staticmethod
    def of(day: date) -> Edtf:
        """The EDTF of one day."""
        return Edtf(day.isoformat())


def _point(text: str) -> tuple[date, date, str]:
    found = _POINT.fullmatch(text)
    if not found or found[1] == "0000":
        raise DateError(f"{text!r} is not a date", allowed=ALLOWED)
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if month in _SEASONS and found[3] is None:
        low, high = _SEASONS[month]
        end = _month_end(year + (high < low), high) if year < 9999 or high > low else date.max
        return date(year, low, 1), end, "season"
    try:
        if found[3] is not None:
            return date(year, month, day), date(year, month, day), "day"
        if found[2] is not None:
            return date(year, month, 1), _month_end(year, month), "month"
    except ValueError as error:
        raise DateError(f"{text!r} does not exist", allowed=ALLOWED) from error
    return date(year, 1, 1), date(year, 12, 31), "year"


def _month_end(year: int, month: int) -> date:
    return date(year, month, 1).replace(day=calendar.monthrange(year, month)[1])


@lru_cache(maxsize=4096)
def _span(text: str) -> tuple[date, date]:
    low, slash, high = text.partition("/")
    if not slash:
        first, last, _ = _point(text)
        return first, last
    if low == high == "..":
        raise DateError(f"{text!r} has no end", allowed=ALLOWED)
    first = date.min if low == ".." else _point(low)[0]
    last = date.max if high == ".." else _point(high)[1]
    if first > last:
        raise DateError(f"{text!r} ends before it begins", allowed=ALLOWED)
    return first, last


def finer(one: Edtf, other: Edtf) -> bool:
    """Whether ``one`` narrows ``other``: it lies within it and is not the same."""
    return one.text != other.text and one.within(other) and one.last - one.first < other.last - other.first


def parse_day(text: str) -> date:
    """A full day, as ``YYYY-MM-DD`` and in no other form of ISO 8601."""
    written = _DAY.fullmatch(text) is not None
    try:
        return date.fromisoformat(text if written else "")
    except ValueError as error:
        fault = "does not exist" if written else "is not a day"
        raise DateError(f"{text[:40]!r} {fault}", allowed="YYYY-MM-DD") from error
