"""The slip chart: whatever was announced when, it stays in its box, and its steps do not overlap."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from slugline.answers.slips import Slips, Step
from slugline.edtf import Edtf
from slugline.surfaces.web.charts.slip import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, laid_out, slip_chart
from web.guides.pages import read

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
VALUES = st.one_of(
    DAYS.map(lambda one: one.isoformat()),
    DAYS.map(lambda one: one.isoformat()[:7]),
    DAYS.map(lambda one: one.isoformat()[:4]),
    st.builds(lambda one, season: f"{one.year}-{season}", DAYS, st.integers(21, 24)),
    DAYS.map(lambda one: f"../{one}"),
    DAYS.map(lambda one: f"{one}/.."),
    st.tuples(DAYS, DAYS).map(lambda two: f"{min(two)}/{max(two)}"),
).map(Edtf)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Slips, date]:
    """A history and a day from which it is looked back."""
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=8, unique=True)))
    values = draw(st.lists(VALUES, min_size=len(days), max_size=len(days)))
    gaps = draw(st.lists(st.booleans(), min_size=len(days), max_size=len(days)))
    ends: list[date | None] = []
    for at, since in enumerate(days):
        following = days[at + 1] if at + 1 < len(days) else None
        ends.append(since + timedelta(days=1) if gaps[at] and at + 1 < len(days) else following)
    steps = tuple(Step(one, end, value, "scheduled", ()) for one, end, value in zip(days, ends, values, strict=True))
    released = draw(st.sampled_from([None, values[-1]]))
    return Slips("", steps, released), draw(DAYS)


@settings(max_examples=200, deadline=None)
@given(histories())
def test_nothing_leaves_the_box_and_each_day_is_in_one_step(given_: tuple[Slips, date]) -> None:
    history, as_of = given_
    made = laid_out(history, as_of)
    if made is None:
        assert all(step.since > as_of for step in history.steps)
        return
    for bar in made.bars:
        assert LEFT <= bar.x1 <= bar.x2 <= WIDTH - RIGHT
        assert TOP <= bar.y1 <= bar.y2 <= HEIGHT - BOTTOM
    for one, other in pairwise(made.bars):
        assert one.x2 <= other.x1 + 1e-9
    for x, low, high in made.joins:
        assert LEFT <= x <= WIDTH - RIGHT
        assert TOP <= min(low, high) <= max(low, high) <= HEIGHT - BOTTOM
    if made.dot:
        assert LEFT <= made.dot[0] <= WIDTH - RIGHT
        assert TOP <= made.dot[1] <= HEIGHT - BOTTOM
    assert all(other - one >= 22 for (one, _), (other, _) in pairwise(made.down))
    assert made.across
    assert made.down


@settings(max_examples=60, deadline=None)
@given(histories(), st.text(max_size=40))
def test_the_markup_is_whole_and_its_name_harmless(given_: tuple[Slips, date], name: str) -> None:
    history, as_of = given_
    text = str(slip_chart(history, as_of, name + '"><script>'))
    if text:
        svg = read(text).one("svg")
        assert not svg.all("script")
        numbers = [float(one) for one in re.findall(r"-?\d+\.\d", re.sub(r"<text.*?</text>", "", text))]
        assert all(0 <= one <= WIDTH for one in numbers)


def test_a_date_known_to_the_month_is_as_tall_as_the_month() -> None:
    steps = (
        Step(date(2025, 1, 1), date(2025, 2, 1), Edtf("2026-06"), "expected", ()),
        Step(date(2025, 2, 1), None, Edtf("2026-07-10"), "scheduled", ()),
    )
    made = laid_out(Slips("", steps, None), date(2025, 6, 1))
    assert made is not None
    month, exact = made.bars
    assert month.y2 > month.y1
    assert exact.y1 == exact.y2
    assert [text for _, text in made.down] == ["Jun 2026", "Jul 2026"]
    assert made.dot is None
