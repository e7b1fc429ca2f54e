"""The map of a franchise: every title in both orders, what is open as a range, what is contradicted marked."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from slugline.surfaces.web.charts.franchise import WIDTH, franchise_map, laid_out, short, story_line

SVG = "{http://www.w3.org/2000/svg}"


def timelines(
    releases: dict[str, str], before: list[tuple[str, str]], knots: list[list[str]] | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Timelines of titles with places counted as `slugline.answers.timeline` counts them."""
    names = list(releases)
    after: dict[str, set[str]] = {name: set() for name in names}
    for first, second in before:
        after[first].add(second)
    reach = {name: _reach(name, after) for name in names}
    places = {}
    for name in names:
        low = 1 + sum(name in reach[other] and other not in reach[name] for other in names)
        high = len(names) - sum(other in reach[name] and name not in reach[other] for other in names)
        places[name] = [low, high]
    rows: list[dict[str, Any]] = [
        {"name": name, "release": {"type": "date", "edtf": edtf} if edtf else None, "position": places[name]}
        for name, edtf in releases.items()
    ]
    relations = [{"before": first, "after": second, "citations": []} for first, second in before]
    contradictions = [{"cycle": knot, "citations": []} for knot in knots or ()]
    story = {"titles": rows, "relations": relations, "contradictions": contradictions}
    ordered = sorted(rows, key=lambda row: (row["release"] is None, str((row["release"] or {}).get("edtf"))))
    return story, {"titles": ordered}


def _reach(name: str, after: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    stack = list(after[name])
    while stack:
        here = stack.pop()
        if here not in found:
            found.add(here)
            stack += after[here]
    return found


def test_a_settled_order() -> None:
    made = laid_out(*timelines({"A": "2001", "B": "2002", "C": "2003"}, [("C", "A"), ("A", "B")]))
    assert [(mark.name, mark.place, mark.row, mark.out) for mark in made.marks] == [
        ("C", "1", 0, 2),
        ("A", "2", 1, 0),
        ("B", "3", 2, 1),
    ]
    assert made.lanes == 0


def test_open_places_are_ranges_among_those_that_have_one() -> None:
    made = laid_out(*timelines({"A": "2001", "B": "2002", "C": "2003", "Z": "2000"}, [("A", "B"), ("A", "C")]))
    assert [(mark.name, mark.place) for mark in made.marks] == [("A", "1"), ("B", "2–3"), ("C", "2–3"), ("Z", "")]
    assert [mark.name for mark in made.marks[: made.placed]] == ["A", "B", "C"]
    assert [mark.lane for mark in made.marks] == [-1, 0, 1, -1]


def test_what_contradicts_itself_is_marked_and_broken_by_nobody() -> None:
    given = timelines({"A": "2001", "B": "2002", "C": "2003"}, [("A", "B"), ("B", "A"), ("B", "C")], [["A", "B", "A"]])
    made = laid_out(*given)
    marks = [(mark.name, mark.place, mark.knot) for mark in made.marks]
    assert marks == [("A", "1–2", 1), ("B", "1–2", 1), ("C", "3", 0)]
    svg = franchise_map(*given, {}, "Map")
    assert svg.count("1–2!") == 2
    assert "sources contradict each other" in svg


def test_nothing_said_of_the_order_leaves_that_of_release() -> None:
    made = laid_out(*timelines({"B": "2002", "A": "2001", "N": ""}, []))
    assert made.placed == 0
    assert [(mark.name, mark.row, mark.out, mark.date) for mark in made.marks] == [
        ("A", 0, 0, "2001"),
        ("B", 1, 1, "2002"),
        ("N", 2, 2, ""),
    ]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_rows_keep_to_all_that_is_said(data: st.DataObject) -> None:
    names = [f"T{number}" for number in range(data.draw(st.integers(2, 12)))]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=14))
    releases = {name: data.draw(st.sampled_from(["", "2001", "2002-05", "2003-01-01"])) for name in names}
    story, release = timelines(releases, [pair for pair in pairs if pair[0] != pair[1]])
    made = laid_out(story, release)
    rows = {mark.name: mark.row for mark in made.marks}
    assert sorted(rows.values()) == list(range(len(names)))
    assert sorted(mark.out for mark in made.marks) == list(range(len(names)))
    for mark in made.marks[: made.placed]:
        assert mark.low <= mark.row + 1 <= mark.high
    bars = [(mark.lane, mark.low, mark.high) for mark in made.marks if mark.lane >= 0]
    for at, (lane, low, high) in enumerate(bars):
        assert all(lane != other or high < first or last < low for other, first, last in bars[at + 1 :])


@pytest.mark.parametrize("count", [1, 2, 60])
def test_the_map_is_sound_and_within_its_box(count: int) -> None:
    names = {f"The Long & Winding <Tale> of Number {number}: The Return": f"{1990 + number}" for number in range(count)}
    chain = list(names)
    story, release = timelines(names, list(pairwise(chain)))
    svg = franchise_map(story, release, {name: f"/titles/{at}?a=1&b=2" for at, name in enumerate(names)}, 'A "map"')
    root = etree.fromstring(str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    links = [one.get("href") for one in root.iter(f"{SVG}a")]
    assert links == [f"/titles/{at}?a=1&b=2" for at in range(count)]
    width, height = map(float, root.get("viewBox").split()[2:])
    assert width == WIDTH
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= width
        assert 0 < float(text.get("y")) <= height
    assert "style=" not in svg
    assert len(svg.encode()) < 45_000


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-06-06", "Jun 2025"),
        ("2025-06", "Jun 2025"),
        ("2025", "2025"),
        ("2025-23", "2025"),
        ("2024/2026", "2024–26"),
        ("2025-01/2025-03", "2025"),
        ("../2027", "by 2027"),
        ("2027/..", "from 2027"),
    ],
)
def test_a_date_is_never_finer_than_it_is(edtf: str, words: str) -> None:
    assert short({"release": {"type": "date", "edtf": edtf}}) == words


def test_the_story_line_marks_one_title_between_its_neighbours() -> None:
    story, _ = timelines({"A": "2001", "B": "2002", "C": "2003"}, [("C", "A"), ("A", "B")])
    svg = story_line(story, "A")
    assert svg.count("<circle") == 3
    assert svg.count('class="dot"') == 1
    assert ">C</text>" in svg
    assert ">B</text>" in svg
    assert story_line(story, "Nothing such") == ""
    assert story_line(timelines({"A": "2001", "B": "2002"}, [])[0], "A") == ""
