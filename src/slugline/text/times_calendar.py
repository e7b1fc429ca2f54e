"""Dates with parts missing, and the year that they take: day and month, season, quarter, feast, part of a year."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from slugline.edtf import Edtf
from slugline.errors import DateError
from slugline.text.times_words import Holiday

DIRECTIONS = ("past", "future", "none")
WINTER = 24
_PARTS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}
_DECADES = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_WEEKS = 5


@dataclass(frozen=True, slots=True)
class Partial:
    """What the words fix. Zero or empty is open; ``year`` is absolute, ``shift`` counts years from the day it was said.

    ``near`` is the word that picks the year: ``this``, ``last``, ``next``, ``past`` ("this past May"), ``coming``.
    ``base`` counts years from another date ("May 13 of that year"); ``part`` is ``early``, ``mid`` or ``late``,
    or two of them ("early-mid"); ``nth`` is the n-th ``weekday`` of the month, or its n-th week where ``week`` is set.
    """

    year: int = 0
    shift: int | None = None
    base: int | None = None
    near: str = ""
    month: int = 0
    day: int = 0
    season: int = 0
    quarter: int = 0
    half: int = 0
    decade: int = 0
    part: str = ""
    weekday: int | None = None
    nth: int = 0
    week: bool = False
    holiday: Holiday | None = None
    weekend: bool = False

    @property
    def grain(self) -> str:
        """What it is a date of: ``day``, ``month``, ``season``, ``quarter``, ``decade`` or ``year``."""
        if self.day or self.holiday or self.nth:
            return "day"
        if self.month:
            return "month"
        if self.season:
            return "season"
        if self.quarter or self.half:
            return "quarter"
        return "decade" if self.decade else "year"

    @property
    def dated(self) -> bool:
        """Whether its year is fixed, or counted from the day it was said."""
        return bool(self.year or self.decade) or self.shift is not None

    def with_year_of(self, other: Partial) -> Partial:
        """The same in the other's year."""
        return replace(self, year=other.year, shift=other.shift, base=other.base, near=other.near)


def within(partial: Partial, year: int) -> str | None:
    """The EDTF of ``partial`` in ``year``; None where no calendar holds it."""
    try:
        text = _written(partial, year)
        return Edtf(text).text if text else None
    except (ValueError, OverflowError, DateError):
        return None


def _written(partial: Partial, year: int) -> str:
    prefix = f"{year:04d}"
    if partial.holiday:
        return _feast(partial, year)
    if partial.nth:
        return _nth(partial, year)
    if partial.day:
        return f"{prefix}-{partial.month:02d}-{partial.day:02d}"
    if partial.month:
        return f"{prefix}-{partial.month:02d}"
    if partial.season:
        return f"{prefix}-{partial.season}"
    if partial.quarter:
        return f"{prefix}-{partial.quarter * 3 - 2:02d}/{prefix}-{partial.quarter * 3:02d}"
    if partial.half:
        return f"{prefix}-{partial.half * 6 - 5:02d}/{prefix}-{partial.half * 6:02d}"
    if partial.decade:
        low, high = _bounds(partial.part, _DECADES) or (0, 9)
        return f"{partial.decade + low:04d}/{partial.decade + high:04d}"
    bounds = _bounds(partial.part, _PARTS)
    return f"{prefix}-{bounds[0]:02d}/{prefix}-{bounds[1]:02d}" if bounds else prefix


def _bounds(part: str, table: dict[str, tuple[int, int]]) -> tuple[int, int] | None:
    if not part:
        return None
    parts = part.split("-")
    return table[parts[0]][0], table[parts[-1]][1]


def nth_weekday(year: int, month: int, n: int, weekday: int) -> date:
    """The n-th weekday of a month (n = -1: the last); `ValueError` where there is none."""
    if n < 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first.replace(day=1 + (weekday - first.weekday()) % 7 + 7 * (n - 1))


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the Gregorian computus of Butcher and Meeus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _feast(partial: Partial, year: int) -> str:
    feast = partial.holiday
    if feast is None:
        return ""
    if feast.rule == "fixed":
        day = date(year, feast.month, feast.n)
    elif feast.rule == "easter":
        day = easter(year) + timedelta(days=feast.n)
    else:
        day = nth_weekday(year, feast.month, feast.n, feast.weekday)
    if not partial.weekend:
        return day.isoformat()
    # a weekend's days are certain only for feasts that fix a weekday; others give none
    if feast.rule == "fixed" or day.weekday() not in (0, 3, 6):
        return ""
    low, high = {0: (-3, 0), 3: (0, 3), 6: (-2, 1)}[day.weekday()]
    return f"{day + timedelta(days=low)}/{day + timedelta(days=high)}"


def _nth(partial: Partial, year: int) -> str:
    if not partial.week:
        return nth_weekday(year, partial.month, partial.nth, partial.weekday or 0).isoformat()
    length = calendar.monthrange(year, partial.month)[1]
    low = length - 6 if partial.nth < 0 else 7 * partial.nth - 6
    high = length if partial.nth < 0 or partial.nth == _WEEKS else 7 * partial.nth
    return f"{date(year, partial.month, low)}/{date(year, partial.month, high)}"


def settle(partial: Partial, said_on: date, direction: str) -> str | None:
    """The EDTF of ``partial``, its year found from the day it was said and the direction of the tense."""
    if partial.base is not None:
        return None
    if partial.year or partial.decade:
        return within(partial, partial.year)
    if partial.shift is not None:
        return within(partial, said_on.year + partial.shift)
    if partial.near in ("this", "next"):
        return _this(partial, said_on, direction, 1 if partial.near == "next" else 0)
    around = [text for year in range(said_on.year - 9, said_on.year + 10) if (text := within(partial, year))]
    if partial.near == "last":
        return _greatest([text for text in around if Edtf(text).last < said_on])
    if partial.near == "past":
        return _greatest([text for text in around if Edtf(text).first <= said_on])
    if partial.near == "coming":
        return _least([text for text in around if Edtf(text).last >= said_on])
    return _nearest(partial, around, said_on, direction)


def _this(partial: Partial, said_on: date, direction: str, ahead: int) -> str | None:
    """ "This" is of the year under way (a winter under way began the year before), unless the tense forbids it."""
    year = said_on.year - (partial.season == WINTER and said_on.month <= 2)
    text = within(partial, year)
    if text and not ahead:
        if direction == "past" and Edtf(text).first > said_on:
            return within(partial, year - 1)
        if direction == "future" and Edtf(text).last < said_on:
            return within(partial, year + 1)
    return within(partial, year + ahead)


def _greatest(texts: list[str]) -> str | None:
    return max(texts, key=lambda text: Edtf(text).first, default=None)


def _least(texts: list[str]) -> str | None:
    return min(texts, key=lambda text: Edtf(text).first, default=None)


def _nearest(partial: Partial, around: list[str], said_on: date, direction: str) -> str | None:
    if direction == "past":
        return _greatest([text for text in around if Edtf(text).first <= said_on])
    if direction == "future":
        return _least([text for text in around if Edtf(text).last >= said_on])

    def distance(text: str) -> tuple[int, int]:
        span = Edtf(text)
        away = max((span.first - said_on).days, (said_on - span.last).days, 0)
        # a weekday beside the date tells the year where the tense does not
        off = partial.weekday is not None and bool(partial.day) and span.first.weekday() != partial.weekday
        return away + (400 if off else 0), -span.first.toordinal()

    return min(around, key=distance, default=None)


def both(low: Partial, high: Partial, said_on: date, direction: str) -> str | None:
    """The interval from one to the other: a year that only one has is the other's too."""
    low, high = share_year(low, high)
    if low.dated and high.dated:
        return join(settle(low, said_on, direction), settle(high, said_on, direction))
    whole = [text for year in range(said_on.year - 2, said_on.year + 3) if (text := _spanning(low, high, year))]
    return _nearest(Partial(), whole, said_on, direction)


def share_year(low: Partial, high: Partial) -> tuple[Partial, Partial]:
    """``December 12 – January 3, 2025`` begins in 2024; ``May 3, 2024 to June 1`` ends in 2024."""
    if high.dated and not low.dated:
        low = low.with_year_of(high)
        if _after(low, high):
            low = _moved(low, -1)
    elif low.dated and not high.dated:
        high = high.with_year_of(low)
        if _after(low, high):
            high = _moved(high, 1)
    return low, high


def _moved(partial: Partial, years: int) -> Partial:
    if partial.year:
        return replace(partial, year=partial.year + years)
    return replace(partial, shift=(partial.shift or 0) + years)


def _after(low: Partial, high: Partial) -> bool:
    one, other = within(low, 2001), within(high, 2001)
    return bool(one and other and Edtf(one).first > Edtf(other).last)


def _spanning(low: Partial, high: Partial, year: int) -> str | None:
    return join(within(low, year), within(high, year + _after(low, high)))


def join(low: str | None, high: str | None) -> str | None:
    """One interval of two EDTF texts, from the first's beginning to the second's end; None where that is empty."""
    if not low or not high:
        return None
    text = f"{low.partition('/')[0]}/{high.rpartition('/')[2]}"
    try:
        return Edtf(text).text
    except DateError:
        return None


def add_months(day: date, months: int) -> date:
    """The first of the month so many months on; `ValueError` outside the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
