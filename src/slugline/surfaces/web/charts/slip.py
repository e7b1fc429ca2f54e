"""The slip chart: the day of the announcement across, the announced date down, the release as a dot.

A date that is known to the day is a line; one of a month, a season or a year is as tall as what it may mean. The
slanting line is where the day of saying and the date meet: nothing that is still ahead lies above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from slugline.answers.slips import Slips, Step
from slugline.edtf import Edtf
from slugline.phrases import words

WIDTH, HEIGHT = 400.0, 270.0
LEFT, RIGHT, TOP, BOTTOM = 84.0, 16.0, 16.0, 38.0  # around the plot; within them stand the labels
_LINE = 22.0  # from one label to the next at least
_ACROSS = 74.0  # from one year to the next at least
_SPANS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)  # months between the marks
_LEAST = 14.0  # days of a side of the plot at least
_THIN = 3.0  # how tall a span is at least


@dataclass(frozen=True, slots=True)
class Bar:
    """One step in the chart's units: from ``x1`` to ``x2``, not including it; ``y1`` is ``y2`` for a single day."""

    x1: float
    x2: float
    y1: float
    y2: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, in a box of ``WIDTH`` by ``HEIGHT``.

    ``joins`` are the places where one date takes over from another (x, y, y); ``meets`` is the slanting line, if any
    of it is in sight; ``dot`` the release; ``across`` and ``down`` are the labels with their places.
    """

    bars: tuple[Bar, ...]
    joins: tuple[tuple[float, float, float], ...]
    meets: tuple[float, float, float, float] | None
    dot: tuple[float, float] | None
    across: tuple[tuple[float, str], ...]
    down: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to places along one side."""

    first: int
    days: float
    start: float
    length: float

    def at(self, day: float) -> float:
        share = (day - self.first) / self.days
        return self.start + self.length * min(1.0, max(0.0, share))


def laid_out(slips: Slips, as_of: date) -> Layout | None:
    """The chart of a history as of a day; None where there is nothing to draw."""
    steps = [step for step in slips.steps if step.since <= as_of]
    if not steps:
        return None
    released = slips.released if slips.released and slips.released.precision == "day" else None
    last = steps[-1]
    ends = last.until or _ended(last, slips.released, as_of)
    x = _scale(steps[0].since, max(ends, steps[-1].since), LEFT, WIDTH - LEFT - RIGHT, slack=0.04)
    spans = [_span(step.value) for step in steps]
    low, high = min(span[0] for span in spans), max(span[1] for span in spans)
    y = _scale(low, high, TOP, HEIGHT - TOP - BOTTOM, slack=0.12)
    bars = tuple(
        Bar(
            x.at(step.since.toordinal()),
            x.at(min(step.until or ends, max(ends, step.since)).toordinal()),
            y.at(first.toordinal()),
            y.at(final.toordinal()),
        )
        for step, (first, final) in zip(steps, spans, strict=True)
    )
    joins = tuple(
        (bars[at].x1, *_between(bars[at - 1], bars[at]))
        for at in range(1, len(bars))
        if steps[at - 1].until == steps[at].since
    )
    dot = None
    if released is not None:
        dot = (x.at(released.first.toordinal()), y.at(released.first.toordinal()))
    return Layout(bars, joins, _meeting(x, y), dot, _across(x), _down(steps, y))


def slip_chart(slips: Slips, as_of: date, name: str) -> Markup:
    """The chart as SVG, empty where there is nothing to draw. ``name`` is read out in its place."""
    made = laid_out(slips, as_of)
    if made is None:
        return Markup("")
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    parts = [f'<svg viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" aria-label="{escape(name)}">']
    parts.append(f'<path class="axis" d="M{LEFT:g} {TOP:g}V{bottom:g}H{right:g}"/>')
    for place, text in made.across:
        parts.append(f'<path class="grid" d="M{place:.1f} {TOP:g}V{bottom:g}"/>')
        parts.append(
            f'<text class="label-quiet" x="{place:.1f}" y="{bottom + 24:g}" text-anchor="middle">{text}</text>'
        )
    for place, text in made.down:
        parts.append(f'<text x="{LEFT - 8:g}" y="{place + 6:.1f}" text-anchor="end">{text}</text>')
    if made.meets:
        parts.append('<path class="line-past" d="M{:.1f} {:.1f}L{:.1f} {:.1f}"/>'.format(*made.meets))
    parts += [f'<path class="line" d="M{x:.1f} {y:.1f}V{other:.1f}"/>' for x, y, other in made.joins]
    parts += [_bar(bar) for bar in made.bars]
    parts += [
        f'<circle class="dot-open" cx="{bar.x1:.1f}" cy="{(bar.y1 + bar.y2) / 2:.1f}" r="4"/>' for bar in made.bars
    ]
    if made.dot:
        parts.append('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="8"/>'.format(*made.dot))
    return Markup("".join((*parts, "</svg>")))  # noqa: S704  numbers and month names, and the name escaped


def _bar(bar: Bar) -> str:
    if bar.y2 - bar.y1 < _THIN:
        return f'<path class="line" d="M{bar.x1:.1f} {bar.y1:.1f}H{bar.x2:.1f}"/>'
    width, height = max(bar.x2 - bar.x1, 1.0), bar.y2 - bar.y1
    return f'<rect class="range" x="{bar.x1:.1f}" y="{bar.y1:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _between(one: Bar, other: Bar) -> tuple[float, float]:
    """The nearest edges of two steps."""
    return (one.y2, other.y1) if other.y1 >= one.y2 else (one.y1, other.y2) if other.y2 <= one.y1 else (one.y1, one.y1)


def _ended(step: Step, released: Edtf | None, as_of: date) -> date:
    """Until when the last date is drawn: the release, or the day that is looked back from."""
    if released is None:
        return as_of
    return min(as_of, max(released.last if released.last < date.max else as_of, step.since))


def _span(value: Edtf) -> tuple[date, date]:
    """The days that a date may mean; an open side ends where the other does."""
    first = value.first if value.first > date.min else value.last
    last = value.last if value.last < date.max else value.first
    return first, last


def _scale(first: date, last: date, start: float, length: float, *, slack: float) -> _Scale:
    days = max(float((last - first).days), _LEAST)
    pad = max(days * slack, 1.0)
    return _Scale(first.toordinal() - round(pad), days + 2 * pad, start, length)


def _meeting(x: _Scale, y: _Scale) -> tuple[float, float, float, float] | None:
    first, last = max(x.first, y.first), min(x.first + x.days, y.first + y.days)
    if first >= last:
        return None
    return x.at(first), y.at(first), x.at(last), y.at(last)


def _across(x: _Scale) -> tuple[tuple[float, str], ...]:
    """Marks at the beginnings of months or years, as close as their labels allow."""
    first, last = date.fromordinal(max(1, x.first)), date.fromordinal(min(date.max.toordinal(), int(x.first + x.days)))
    for months in _SPANS:
        if x.length * months * 30.4 / x.days < _ACROSS:
            continue
        found = [(x.at(day.toordinal()), _short(day, months)) for day in _firsts(first, last, months)]
        kept = tuple((at, text) for at, text in found if LEFT + 10 <= at <= WIDTH - RIGHT - 20)
        if kept:
            return kept
    middle = date.fromordinal((first.toordinal() + last.toordinal()) // 2)
    return ((x.at(middle.toordinal()), _short(middle, 1)),)


def _firsts(first: date, last: date, months: int) -> Sequence[date]:
    found = []
    number = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // months) * months
    while number // 12 <= date.max.year:
        day = date(max(1, number // 12), number % 12 + 1, 1)
        if day > last:
            break
        found.append(day)
        number += months
    return found


def _short(day: date, months: int) -> str:
    return str(day.year) if months % 12 == 0 else f"{words('months')[day.month - 1][:3]} {day.year}"


def _down(steps: Sequence[Step], y: _Scale) -> tuple[tuple[float, str], ...]:
    """A label for every announced date that has the room, those of the last and first before the rest."""
    kept: list[tuple[float, Edtf]] = []
    for step in (steps[-1], steps[0], *steps[1:-1]):
        first, last = _span(step.value)
        place = (y.at(first.toordinal()) + y.at(last.toordinal())) / 2
        if all(abs(place - other) >= _LINE for other, _ in kept):
            kept.append((place, step.value))
    labels = Counter(_named(value) for _, value in kept)
    return tuple(
        (place, _day(value.first) if labels[_named(value)] > 1 and value.precision == "day" else _named(value))
        for place, value in sorted(kept, key=lambda one: one[0])
    )


def _day(day: date) -> str:
    return f"{words('months')[day.month - 1][:3]} {day.day}"


def _named(value: Edtf) -> str:
    """A date in as few letters as a label has room for, never finer than it is."""
    first, last = _span(value)
    if value.precision in ("day", "month"):
        return _short(first, 1)
    if value.precision in ("season", "year") or first.year == last.year:
        return str(first.year)
    return f"{first.year}–{last.year % 100:02}"
