"""Whole date phrases: parts of a year, stretches from one date to another, deadlines, "the day before …"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from slugline.edtf import Edtf
from slugline.errors import DateError
from slugline.text.times_calendar import Partial, add_months, join
from slugline.text.times_dates import date_at
from slugline.text.times_grammar import NAME, Reading, codes_of, kind_of, longest
from slugline.text.times_relative import RELATIVES, shifted_by
from slugline.text.times_tokens import Tokens

Moving = Callable[[int, int], bool]
_PARTS = {"early": "early", "mid": "mid", "late": "late", "start": "early", "end": "late"}
_JOINTS, _TIGHT = frozenset(codes_of("to|until|dash|hyphen|slash")), frozenset(codes_of("hyphen|slash"))
_DEADLINES = frozenset(codes_of("by|before|until|no"))
_UNITS = frozenset(codes_of("day|week|fortnight|month_unit"))
_AMOUNTS, _WEEK_OPENERS = frozenset(codes_of("amount|the")), frozenset(codes_of("of|start|week_opening"))
_PREFIXES = frozenset(codes_of("the|by|before|until|no|about|amount|week"))


def name_at(tokens: Tokens, at: int) -> str:
    """The class of a token; empty outside."""
    codes = tokens.codes
    return NAME[codes[at]] if 0 <= at < len(codes) else ""


def point(tokens: Tokens, at: int) -> Reading | None:
    """The longer of the calendar date and the relative date at token ``at``."""
    one, other = date_at(tokens, at), longest(RELATIVES, tokens, at)
    if one and other:
        return other if other.end > one.end else one
    return one or other


def phrase(tokens: Tokens, at: int, moving: Moving) -> Reading | None:
    """The longest date phrase at token ``at``. ``moving(start, end)`` says whether a verb of moving governs
    the tokens: then "from A to B" is two dates and no stretch.
    """
    plain = _stretch(tokens, at, moving)
    if tokens.code(at) not in _PREFIXES:
        return plain
    for special in (_deadline, _about, _beside, _week_of):
        found = special(tokens, at)
        if found and (plain is None or found.end > plain.end):
            return found
    return plain


# --- parts of a year, a month, a season


def _parted(tokens: Tokens, at: int) -> Reading | None:
    """ "Early 2025", "mid-June", "the end of next year", "late in the year", "mid-to-late 2026", "year-end"."""
    if name_at(tokens, at) == "year_unit":
        return _year_end(tokens, at)
    start = at + (name_at(tokens, at) == "the")
    part = _PARTS.get(name_at(tokens, start), "")
    if not part:
        return None
    here, noun = start + 1, name_at(tokens, start) in ("start", "end")
    if not noun:
        part, here = _second_part(tokens, here, part)
        noun = tokens.word(start).lower() == "middle"
    follower = name_at(tokens, here)
    if noun and follower != "of":
        return None
    here += follower in ("hyphen", "of", "in")
    whole = _period(tokens, here, bare=follower in ("of", "in"))
    if whole is None or whole.upto or (whole.partial and whole.partial.grain == "day"):
        return None
    if whole.partial is None:
        return whole
    partial = replace(whole.partial, part=part)
    return Reading(kind_of(partial), partial, end=whole.end)


def _second_part(tokens: Tokens, here: int, part: str) -> tuple[str, int]:
    names = [name_at(tokens, here + step) for step in range(5)]
    for joint in (("hyphen", "to", "hyphen"), ("to",), ("hyphen",), ("slash",)):
        second = _PARTS.get(names[len(joint)], "")
        if tuple(names[: len(joint)]) == joint and second and second != part:
            return f"{part}-{second}", here + len(joint) + 1
    return part, here


def _year_end(tokens: Tokens, at: int) -> Reading | None:
    """ "Year's end", "year-end", "year end"."""
    here = at + 1
    here += name_at(tokens, here) in ("possessive", "hyphen")
    if tokens.word(here).lower() != "end":
        return None
    return Reading("relative", Partial(shift=0, part="late"), end=here + 1)


def _period(tokens: Tokens, at: int, *, bare: bool) -> Reading | None:
    """What can have an early, a late part or an end; where ``bare``, "the year" is the one under way."""
    if bare and name_at(tokens, at) == "year_unit" and not tokens.word(at).lower().endswith("s"):
        return Reading("relative", Partial(shift=0), end=at + 1)
    if bare and name_at(tokens, at) in ("the", "that"):
        unit, that = name_at(tokens, at + 1), name_at(tokens, at) == "that"
        if unit == "year_unit":
            partial = Partial(base=0) if that else Partial(shift=0)
            return Reading(kind_of(partial), partial, end=at + 2)
        if that:
            return None
        if unit == "month_unit":
            return Reading("relative", settled=lambda on, _way: on.isoformat()[:7], end=at + 2)
        if unit == "week":
            return Reading("relative", settled=_this_week, end=at + 2)
        if unit == "decade_unit":
            return Reading("relative", settled=_this_decade, end=at + 2)
    found = date_at(tokens, at)
    if found:
        return found
    return longest(RELATIVES, tokens, at) if _of_period(tokens, at) else None


def _of_period(tokens: Tokens, at: int) -> bool:
    return name_at(tokens, at) in ("this", "last", "next") and name_at(tokens, at + 1) in ("week", "month_unit")


def _this_week(on: date, _way: str) -> str:
    low = on - timedelta(days=on.weekday())
    return f"{low}/{low + timedelta(days=6)}"


def _this_decade(on: date, _way: str) -> str:
    return f"{on.year // 10 * 10:04d}/{on.year // 10 * 10 + 9:04d}"


# --- from one date to another


def _single(tokens: Tokens, at: int) -> Reading | None:
    plain, part = point(tokens, at), _parted(tokens, at)
    return part if part and (plain is None or part.end > plain.end) else plain


def _stretch(tokens: Tokens, at: int, moving: Moving) -> Reading | None:
    opener = name_at(tokens, at)
    opened = opener in ("from", "between")
    plain = _single(tokens, at)
    low = _single(tokens, at + 1) if opened else plain
    if low is None or (opened and plain and plain.end > low.end):
        return plain
    whole = _upto(tokens, at, low, opener if opened else "", moving)
    if whole and (plain is None or whole.end > plain.end):
        return whole
    return plain


def _upto(tokens: Tokens, at: int, low: Reading, opener: str, moving: Moving) -> Reading | None:
    joint = tokens.code(low.end)
    wanted = frozenset(codes_of("and")) if opener == "between" else _JOINTS
    if joint not in wanted or (name_at(tokens, low.end) == "until" and opener != "from"):
        return None
    if joint in _TIGHT and not (tokens.glued(low.end) and tokens.glued(low.end + 1)):
        return None
    high = _single(tokens, low.end + 1)
    if high is None or not (low.partial and high.partial) or low.upto or high.upto:
        return None
    if {low.kind, high.kind} & {"offset"} or not _alike(low.partial, high.partial):
        return None
    if opener != "between" and name_at(tokens, low.end) in ("to", "until") and moving(at, high.end):
        return None
    years = low.kind == high.kind == "bare_year"
    kinds = {low.kind, high.kind}
    kind = next((k for k in ("absolute", "bare_year", "relative") if k in kinds), "yearless")
    kind = "year_range" if years else "absolute" if kind == "bare_year" else kind
    return Reading(kind, low.partial, high.partial, end=high.end)


def _alike(low: Partial, high: Partial) -> bool:
    if low.grain == high.grain:
        return True
    return {low.grain, high.grain} <= {"month", "season", "day"} and low.grain != "season" and high.grain != "season"


# --- deadlines, approximation, neighbours


def _deadline(tokens: Tokens, at: int) -> Reading | None:
    if tokens.code(at) not in _DEADLINES:
        return None
    before = name_at(tokens, at) == "before"
    here = at + 1
    if name_at(tokens, at) == "no":  # "no later than"
        if [name_at(tokens, here), name_at(tokens, here + 1)] != ["later", "than"]:
            return None
        here += 2
    if before and [name_at(tokens, here + step) for step in range(4)] == ["the", "year_unit", "is", "out"]:
        return Reading("deadline", settled=lambda on, _way: f"../{on.year:04d}-12-31", end=here + 4)
    ending = _ending(tokens, here)
    if ending:
        return Reading("deadline", settled=_by_last_day(ending), end=ending.end)
    goal = _about(tokens, here) or _single(tokens, here)
    if goal is None or goal.kind == "offset" or goal.upto or goal.kind == "year_range":
        return None
    return Reading("deadline", settled=_by_before(goal) if before else _by(goal), end=goal.end)


def _ending(tokens: Tokens, at: int) -> Reading | None:
    """The period of "the end of PERIOD" or "year's end"."""
    if name_at(tokens, at) == "year_unit" and (end := _year_end(tokens, at)):
        return Reading("relative", Partial(shift=0), end=end.end)
    here = at + (name_at(tokens, at) == "the")
    if name_at(tokens, here) != "end" or name_at(tokens, here + 1) != "of":
        return None
    return _period(tokens, here + 2, bare=True)


def _by_last_day(period: Reading) -> Callable[[date, str], str | None]:
    def settled(on: date, way: str) -> str | None:
        text = period.at(on, way)
        return f"../{Edtf(text).last}" if text else None

    return settled


def _by(goal: Reading) -> Callable[[date, str], str | None]:
    def settled(on: date, way: str) -> str | None:
        text = goal.at(on, way)
        return f"../{text.rpartition('/')[2]}" if text else None

    return settled


def _by_before(goal: Reading) -> Callable[[date, str], str | None]:
    def settled(on: date, way: str) -> str | None:
        text = goal.at(on, way)
        if not text:
            return None
        first, precision = Edtf(text).first, Edtf(text).precision
        if precision == "month":
            return f"../{add_months(first, -1).isoformat()[:7]}"
        if precision == "year":
            return f"../{first.year - 1:04d}"
        return f"../{first - timedelta(days=1)}"

    return settled


def _about(tokens: Tokens, at: int) -> Reading | None:
    """ "About 2025", "around Christmas": the same date, marked as approximate."""
    if name_at(tokens, at) != "about":
        return None
    goal = _single(tokens, at + 1)
    if goal is None or goal.shifted or goal.upto or goal.kind in ("same_day", "year_range"):
        return None

    def settled(on: date, way: str) -> str | None:
        text = goal.at(on, way)
        return f"{text}~" if text and "/" not in text and "~" not in text else text

    return Reading("absolute" if goal.kind == "bare_year" else goal.kind, settled=settled, end=goal.end)


def _beside(tokens: Tokens, at: int) -> Reading | None:
    """ "The day before Thanksgiving 2024", "two weeks after May 3"."""
    if tokens.code(at) not in _AMOUNTS or tokens.code(at + 1) not in _UNITS:
        return None
    side = name_at(tokens, at + 2)
    goal = date_at(tokens, at + 3) if side in ("before", "after") else None
    if goal is None or goal.partial is None or goal.upto or goal.partial.grain != "day" or goal.kind == "offset":
        return None
    value = tokens.values[at] if name_at(tokens, at) != "the" else 1
    amount = (value if isinstance(value, int) else 1) * (-1 if side == "before" else 1)
    unit = name_at(tokens, at + 1)

    def settled(on: date, way: str) -> str | None:
        text = goal.at(on, way)
        return shifted_by(Edtf(text), amount, unit) if text else None

    return Reading(goal.kind, settled=settled, end=goal.end)


def _week_of(tokens: Tokens, at: int) -> Reading | None:
    """ "The week of June 3", "the week beginning 6 October": seven days from it."""
    here = at + (name_at(tokens, at) == "the")
    if name_at(tokens, here) != "week" or tokens.code(here + 1) not in _WEEK_OPENERS:
        return None
    goal = date_at(tokens, here + 2)
    if goal is None or goal.partial is None or goal.upto or goal.partial.grain != "day":
        return None

    def settled(on: date, way: str) -> str | None:
        text = goal.at(on, way)
        try:
            return join(text, (Edtf(text).first + timedelta(days=6)).isoformat()) if text else None
        except DateError:
            return None

    return Reading(goal.kind, settled=settled, end=goal.end)
