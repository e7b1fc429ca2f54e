"""Dates counted from the day they were said, and dates counted from another date."""

from __future__ import annotations

from datetime import date, timedelta

from slugline.edtf import Edtf
from slugline.text.times_calendar import Partial, add_months, settle, within
from slugline.text.times_grammar import Got, Reading, Settled, index, rule

_LAST_WEEK_OF_JANUARY = 1
_SHIFTS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}


def _shift(got: Got) -> int:
    return next((step for name, step in _SHIFTS.items() if got.has(name)), 0)


def _days_on(days: int, kind: str = "relative") -> Reading:
    return Reading(kind, settled=lambda on, _way: (on + timedelta(days=days)).isoformat())


# --- the day, the weekday, the week, the month it was said in


def _today(_got: Got) -> Reading:
    return _days_on(0, "same_day")


def _tomorrow(got: Got) -> Reading:
    return _days_on(1 if got.has("tomorrow") else -1)


def _weekday(got: Got) -> Reading:
    wanted, near = got.number("weekday"), got.name("near")
    near = "coming" if got.has("coming") else "past" if got.has("past") else near
    return Reading("weekday", settled=lambda on, way: weekday_near(on, wanted, near, way).isoformat())


def weekday_near(on: date, wanted: int, near: str, direction: str) -> date:
    """The ``wanted`` weekday (Monday is 0). The day itself counts, save after "last"; "next" is next week's."""
    back, ahead = (on.weekday() - wanted) % 7, (wanted - on.weekday()) % 7
    if near in ("last", "past"):
        return on - timedelta(days=back or 7)
    if near == "next":
        return on + timedelta(days=7 - on.weekday() + wanted)
    if near == "coming" or direction == "future":
        return on + timedelta(days=ahead)
    if direction == "past":
        return on - timedelta(days=back)
    return on + timedelta(days=ahead) if near == "this" or ahead <= back else on - timedelta(days=back)


def _weekday_week(got: Got) -> Reading:
    """ "Friday week", "a week from Friday", "two weeks on Monday"."""
    wanted, weeks = got.number("weekday"), got.number("amount") or 1
    return Reading(
        "weekday",
        settled=lambda on, _way: (weekday_near(on, wanted, "coming", "") + timedelta(days=7 * weeks)).isoformat(),
    )


def _weekday_the(got: Got) -> Reading | None:
    """ "Thursday the 5th": the weekday tells which month's."""
    wanted, day = got.number("any_weekday"), got.number("day_of_month")
    return Reading("yearless", settled=lambda on, way: _month_day(on, day, way, wanted))


def _day_alone(got: Got) -> Reading:
    day = got.number("ordinal")
    return Reading(
        "yearless",
        settled=lambda on, way: _month_day(on, day, way, None),
        shifted=lambda base: within(Partial(month=base.first.month, day=day), base.first.year),
    )


def _day_of_month(got: Got) -> Reading:
    """ "The 15th of next month"."""
    day, step = got.number("ordinal"), _shift(got)

    def settled(on: date, _way: str) -> str | None:
        month = add_months(on, step)
        return within(Partial(month=month.month, day=day), month.year)

    return Reading("relative", settled=settled)


def _month_day(on: date, day: int, direction: str, weekday: int | None) -> str | None:
    days = []
    for months in range(-12, 13):
        text = within(Partial(month=add_months(on, months).month, day=day), add_months(on, months).year)
        if text:
            days.append(date.fromisoformat(text))
    if direction == "past":
        days = [found for found in days if found <= on]
    elif direction == "future":
        days = [found for found in days if found >= on]
    exact = [found for found in days if weekday is None or found.weekday() == weekday]
    nearest = min(exact or days, key=lambda found: (abs((found - on).days), found < on), default=None)
    return nearest.isoformat() if nearest else None


def _week(got: Got) -> Reading | None:
    if got.plural("week"):
        return None
    step = _shift(got)

    def settled(on: date, _way: str) -> str:
        low = on - timedelta(days=on.weekday() - 7 * step)
        first = on if got_later else low
        last = on if got_earlier else low + timedelta(days=6)
        return f"{first}/{last}"

    got_later, got_earlier = got.has("later"), got.has("earlier")
    return Reading("relative", settled=settled)


def _weekend(got: Got) -> Reading:
    step = _shift(got)

    def settled(on: date, way: str) -> str:
        saturday = on + timedelta(days=5 - on.weekday())
        if step < 0 or (step == 0 and way != "future" and on.weekday() < 5 and (way == "past" or not got_this)):
            saturday -= timedelta(days=7)
        elif step > 0:
            saturday += timedelta(days=7)
        return f"{saturday}/{saturday + timedelta(days=1)}"

    got_this = got.has("this")
    return Reading("relative", settled=settled)


def _month(got: Got) -> Reading | None:
    if got.plural("month_unit"):
        return None
    step = _shift(got)
    return Reading("relative", settled=lambda on, _way: add_months(on, step).isoformat()[:7])


def _part_of_year(got: Got) -> Reading:
    """ "Earlier this year": to this month; "later this year": from this month."""
    if got.has("earlier"):
        return Reading("relative", settled=lambda on, _way: f"{on.year:04d}-01/{on.isoformat()[:7]}")
    return Reading("relative", settled=lambda on, _way: f"{on.isoformat()[:7]}/{on.year:04d}-12")


def _new_year(got: Got) -> Reading | None:
    feast = got.holiday()
    if feast and feast.name.lower() != "new year":
        return None

    def settled(on: date, way: str) -> str | None:
        year = on.year + (on.month > _LAST_WEEK_OF_JANUARY and way != "past")
        return within(Partial(part="early"), year)

    return Reading("relative", settled=settled)


# --- counted from the day it was said


def _amount(got: Got) -> int:
    return got.number("amount") or (1 if got.has("a") else 0)


def _counted(got: Got, sign: int) -> Settled | None:
    amount, unit = sign * _amount(got), got.name("unit")
    about = "~" if got.has("about") else ""
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if not amount:
        return None
    if days:
        return lambda on, _way: (on + timedelta(days=days * amount)).isoformat() + about
    if unit == "month_unit":
        return lambda on, _way: add_months(on, amount).isoformat()[:7] + about
    years = amount * (10 if unit == "decade_unit" else 1)
    return lambda on, _way: f"{on.year + years:04d}" + about


def _ago(got: Got) -> Reading | None:
    settled = _counted(got, -1)
    return Reading("relative", settled=settled) if settled else None


def _ago_this(got: Got) -> Reading | None:
    """ "Two years ago this June", "two years ago next month"."""
    years, step = _amount(got), _shift(got)
    month = got.number("any_month")
    if month:
        return Reading("relative", Partial(month=month, shift=-years))
    return Reading("relative", settled=lambda on, _way: add_months(on, step - 12 * years).isoformat()[:7])


def _from_now(got: Got) -> Reading | None:
    settled = _counted(got, 1)
    return Reading("relative", settled=settled) if settled else None


def _in_time(got: Got) -> Reading | None:
    """ "In two weeks" is a date only where the tense points ahead; in the past it is how long something took."""
    settled = _counted(got, 1)
    if settled is None:
        return None
    return Reading("relative", settled=lambda on, way: settled(on, way) if way == "future" else None)


def _in_units_time(got: Got) -> Reading | None:
    """ "In two years' time"."""
    return _from_now(got) if got.tokens.word(got.end - 1).lower() == "time" else None


# --- counted from another date


def _offset(got: Got) -> Reading | None:
    """ "A week later", "two years earlier", "exactly a month after that date"."""
    sign = -1 if got.has("earlier|before") else 1
    amount, unit = sign * _amount(got), got.name("unit")
    about, exact = ("~" if got.has("about") else ""), got.has("exactly")
    if not amount:
        return None
    return Reading("offset", shifted=lambda base: shifted_by(base, amount, unit, about, exact=exact))


def shifted_by(base: Edtf, amount: int, unit: str, about: str = "", *, exact: bool = False) -> str | None:
    """``amount`` units on from ``base``, as fine as the unit says; None where the base is coarser than the unit."""
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    whole_day = base.precision == "day"
    if days:
        return (base.first + timedelta(days=days * amount)).isoformat() + about if whole_day else None
    if unit == "month_unit":
        if base.precision not in ("day", "month"):
            return None
        month = add_months(base.first, amount)
        if exact and whole_day:
            return within(Partial(month=month.month, day=base.first.day), month.year)
        return month.isoformat()[:7] + about
    years = amount * (10 if unit == "decade_unit" else 1)
    if exact and whole_day:
        return within(Partial(month=base.first.month, day=base.first.day), base.first.year + years)
    return f"{base.first.year + years:04d}" + about


def _step(got: Got) -> Reading | None:
    """ "The following year", "the day before", "the next month"; of no count but one."""
    sign, unit = -1 if got.has("before|previous") else 1, got.name("unit")
    if got.plural("unit"):
        return None
    return Reading("offset", shifted=lambda base: shifted_by(base, sign, unit))


def _that(got: Got) -> Reading | None:
    """ "That year", "the same day", "that month"."""
    unit = got.name("unit")
    if got.plural("unit"):
        return None
    return Reading("offset", shifted=lambda base: shifted_by(base, 0, unit))


def _that_part(got: Got) -> Reading:
    """ "That October", "that summer": of the year that the other date is in."""
    partial = Partial(month=got.number("any_month"), season=got.number("season"), holiday=got.holiday())
    return Reading("offset", shifted=lambda base: within(partial, base.first.year))


def _following_part(got: Got) -> Reading:
    """ "The following spring", "the October after that": the first that begins after the other date."""
    partial = Partial(month=got.number("any_month"), season=got.number("season"), holiday=got.holiday())
    near, step = ("last", -1) if got.has("previous|before") else ("coming", 1)

    def shifted(base: Edtf) -> str | None:
        day = base.first - timedelta(days=1) if step < 0 else base.last + timedelta(days=1)
        text = settle(Partial(month=partial.month, season=partial.season, holiday=partial.holiday, near=near), day, "")
        if text and step > 0 and Edtf(text).first <= base.last:
            return within(partial, Edtf(text).first.year + 1)
        return text

    return Reading("offset", shifted=shifted)


RELATIVES = index(
    (
        rule("today|tonight", _today),
        rule("this day_part", _today),
        rule("last day_part", lambda _: _days_on(-1)),
        rule("tomorrow|yesterday day_part?", _tomorrow),
        rule("weekday day_part?", _weekday),
        rule("this|last|next weekday day_part?", _weekday),
        rule("this|the past|coming weekday day_part?", _weekday),
        rule("weekday week", _weekday_week),
        rule("amount week from|on weekday", _weekday_week),
        rule("any_weekday comma? the ordinal", _weekday_the),
        rule("any_weekday day_of_month", _weekday_the),
        rule("the ordinal of this|last|next month_unit", _day_of_month),
        rule("earlier|later in this|the month_unit", _month),
        rule("the ordinal", _day_alone),
        rule("this|last|next week", _week),
        rule("the coming week", _week),
        rule("earlier|later this week", _week),
        rule("this|last|next|the weekend", _weekend),
        rule("this|the past|coming weekend", _weekend),
        rule("this|last|next month_unit", _month),
        rule("earlier|later|early|late|mid hyphen? this|last|next month_unit", _month),
        rule("the coming month_unit", _month),
        rule("earlier|later this year_unit", _part_of_year),
        rule("earlier|later in this|the year_unit", _part_of_year),
        rule("the? new year_unit", _new_year),
        rule("early in the new year_unit", _new_year),
        rule("the holiday", _new_year),
        rule("about? amount unit ago", _ago),
        rule("about? amount unit ago today|tonight", _ago),
        rule("amount year_unit ago this|last|next month_unit", _ago_this),
        rule("amount year_unit ago this any_month", _ago_this),
        rule("amount unit from now|today", _from_now),
        rule("in about? amount unit sign word", _in_units_time),
        rule("in about? amount day|week|fortnight|month_unit", _in_time),
        rule("about|exactly? amount unit later|earlier|after|before", _offset),
        rule("about|exactly? amount unit after|before that day?", _offset),
        rule("amount year_unit on", _offset),
        rule("the? following|next|previous day|week|month_unit|year_unit", _step),
        rule("the day|week|month_unit|year_unit after|before", _step),
        rule("the day|week|month_unit|year_unit after|before that", _step),
        rule("that|same day|month_unit|year_unit", _that),
        rule("that|the same day|month_unit|year_unit", _that),
        rule("later|earlier that year_unit|month_unit", _that),
        rule("later|earlier the same year_unit|month_unit", _that),
        rule("that month|season|holiday", _that_part),
        rule("the following|previous month|season|holiday", _following_part),
        rule("the month|season|holiday after|before that", _following_part),
    )
)
