"""Calendar dates: days, months, seasons, quarters, feasts, years and decades, with or without their year."""

from __future__ import annotations

import calendar
from dataclasses import replace

from slugline.edtf import Edtf
from slugline.errors import DateError
from slugline.text.times_calendar import Partial, join, within
from slugline.text.times_grammar import Got, Reading, index, kind_of, longest, rule
from slugline.text.times_tokens import CODE, Tokens

_LEAP = 2000


def _near(got: Got) -> str:
    return "coming" if got.has("coming") else "past" if got.has("past") else got.name("near")


def _day(got: Got) -> Partial | None:
    month, day = got.number("any_month"), got.number("day_of_month") or got.number("spelled")
    if day > calendar.monthrange(_LEAP, month)[1]:
        return None
    weekday = got.number("any_weekday") if got.has("any_weekday") else None
    return Partial(month=month, day=day, weekday=weekday, near=_near(got))


def _weekday_day(got: Got) -> Partial | None:
    """ "Next Tuesday, Sept. 5": the date rules."""
    day = _day(got)
    return replace(day, near="") if day else None


def _days(got: Got) -> Reading | None:
    month, low, high = got.number("any_month"), got.number("day_of_month"), got.number("day_of_month", 1)
    if low >= high or high > calendar.monthrange(_LEAP, month)[1]:
        return None
    return Reading("yearless", Partial(month=month, day=low), Partial(month=month, day=high))


def _month(got: Got) -> Partial:
    return Partial(month=got.number("any_month"), near=_near(got))


def _season(got: Got) -> Partial:
    return Partial(season=got.number("season"), near=_near(got), year=got.number("year"))


def _quarter(got: Got) -> Partial | None:
    number = got.number("quarter_number") or got.number("spelled|ordinal") or 4
    return Partial(quarter=number) if number <= 4 else None


def _half(got: Got) -> Partial | None:
    number = 2 if got.has("back|last") else got.number("spelled|ordinal")
    return Partial(half=number) if number <= 2 else None


def _feast(got: Got) -> Partial:
    return Partial(holiday=got.holiday(), weekend=got.has("weekend"), near=_near(got))


def _nth(got: Got) -> Partial | None:
    number = -1 if got.has("last") else got.number("spelled|ordinal")
    week = got.has("week")
    if number > 5:
        return None
    return Partial(month=got.number("any_month"), nth=number, weekday=got.number("weekday"), week=week)


def _iso(got: Got) -> Reading | None:
    text = str(got.values("iso")[0])
    try:
        text = Edtf(text).text
    except DateError:
        return None
    return Reading("absolute", settled=lambda _on, _way: text)


def _years(got: Got) -> Reading | None:
    low, high = got.number("year"), got.number("year", -1)
    if len(got.values("year")) == 1:
        high = low // 100 * 100 + (got.number("two_digits") or got.number("day_number"))
        if len(got.tokens.word(got.end - 1)) != 2:
            return None
    text = join(f"{low:04d}", f"{high:04d}") if low < high else None
    return Reading("year_range", settled=lambda _on, _way: text) if text else None


def _year_shift(got: Got) -> Partial | None:
    if got.plural("year_unit"):
        return None
    return Partial(shift={"last": -1, "next": 1, "coming": 1}.get(_near(got), 0))


HEADS = index(
    (
        rule("any_weekday? comma? this|last|next? any_month the? day_of_month", _day),
        rule("this|last|next any_weekday comma? any_month day_of_month", _weekday_day),
        rule("this|last|next any_weekday comma? the? day_of_month of? any_month", _weekday_day),
        rule("any_weekday? comma? the? day_of_month of? any_month", _day),
        rule("any_weekday? comma? the? spelled of any_month", _day),
        rule("from? any_month day_of_month joint day_of_month", _days),
        rule("from? the? day_of_month joint the? day_of_month of? any_month", _days),
        rule("between any_month day_of_month and day_of_month", _days),
        rule("between the? day_of_month and the? day_of_month of? any_month", _days),
        rule("any_month", _month),
        rule("this|last|next any_month", _month),
        rule("this|the past|coming any_month", _month),
        rule("the? season", _season),
        rule("this|last|next season", _season),
        rule("this|the past|coming season", _season),
        rule("year season", _season),
        rule("season year joint two_digits|day_number", _season),
        rule("quarter_number", _quarter),
        rule("the? spelled|ordinal|last hyphen? quarter", _quarter),
        rule("the? spelled|ordinal|back|last hyphen? half", _half),
        rule("this|last|next? holiday weekend?", _feast),
        rule("this|the past|coming holiday weekend?", _feast),
        rule("the? rank weekday|week of|in any_month", _nth),
        rule("iso", _iso),
        rule("year", lambda got: Partial(year=got.number("year"))),
        rule("short_year", lambda got: Partial(year=got.number("short_year"))),
        rule("the? decade", lambda got: Partial(decade=got.number("decade"))),
        rule("year dash|hyphen year|two_digits|day_number", _years),
        rule("from year to|until year", _years),
        rule("between year and year", _years),
        rule("this|last|next year_unit", _year_shift),
        rule("the coming year_unit", _year_shift),
    )
)

TAILS = index(
    (
        rule("comma? of? any_year", lambda got: Partial(year=got.number("any_year"))),
        rule("comma? of? this|last|next year_unit", _year_shift),
        rule("of? that|same year_unit", lambda _: Partial(base=0)),
        rule("of? the same year_unit", lambda _: Partial(base=0)),
        rule("of? the following|next year_unit", lambda _: Partial(base=1)),
        rule("of? the year_unit after", lambda _: Partial(base=1)),
        rule("of? the previous year_unit", lambda _: Partial(base=-1)),
        rule("of? the year_unit before", lambda _: Partial(base=-1)),
    )
)
_NO_COMMA = frozenset({"season", "quarter"})


def date_at(tokens: Tokens, at: int) -> Reading | None:
    """The calendar date that begins at token ``at``, with the year that follows it; none that no calendar holds."""
    head = longest(HEADS, tokens, at)
    if head is None or head.partial is None:
        return head
    last = head.upto or head.partial
    if last.dated or last.near or last.grain == "year":
        return head if last.grain != "day" or not last.year or within(last, last.year) else None
    tail = longest(TAILS, tokens, head.end)
    if tail is None or tail.partial is None or _comma_parts(tokens, head):
        return head
    year = tail.partial
    whole = replace(last, year=year.year, shift=year.shift, base=year.base)
    if whole.year and not whole.weekend and within(whole, whole.year) is None:
        return None
    if head.upto:
        return Reading(kind_of(whole), head.partial, whole, end=tail.end)
    return Reading(kind_of(whole), whole, end=tail.end)


def _comma_parts(tokens: Tokens, head: Reading) -> bool:
    return bool(head.partial and head.partial.grain in _NO_COMMA and tokens.code(head.end) == CODE["comma"])
