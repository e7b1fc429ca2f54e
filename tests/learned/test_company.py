"""Company: how facts of one article speak for one another or against."""

from collections.abc import Sequence
from math import log, log1p

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slugline.claims.company import NEAR, Stated, company


def fact(property_: str, subject: str, value: str, at: int, *, line: int = 1, part: int = 0) -> Stated:
    return Stated(property_, subject, value, frozenset({(at, at + 3)}), frozenset({line}), frozenset({part}))


DIRECTOR = fact("director", "salt", "ada", 5)
RIVAL = fact("director", "tide", "ada", 5)


def of(name: str, facts: Sequence[Stated], chances: Sequence[float], n: int = 0) -> float:
    return company(facts, chances)[n][f"company: {name}"]


def test_two_titles_of_which_one_value_is_said_are_rivals() -> None:
    facts, chances = [DIRECTOR, RIVAL], [0.8, 0.2]
    assert of("rivals", facts, chances) == of("above rivals", facts, chances) == 1
    assert of("above rivals", facts, chances, 1) == 0
    assert of("margin", facts, chances) == pytest.approx(2 * log(4)) == -of("margin", facts, chances, 1)
    assert of("line, other", facts, chances) == 0


def test_the_same_value_elsewhere_is_no_rival() -> None:
    facts = [DIRECTOR, fact("director", "tide", "ada", 90, line=4)]
    assert of("rivals", facts, [0.8, 0.3]) == 0
    assert of("same value elsewhere", facts, [0.8, 0.3]) == 0.3


def test_a_span_that_is_the_value_of_another_property() -> None:
    facts = [DIRECTOR, fact("writer", "salt", "ada", 5)]
    assert of("other property", facts, [0.8, 0.6]) == 0.6
    assert of("line, same", facts, [0.8, 0.6]) == pytest.approx(log1p(0.6))


def test_another_value_of_the_same_property_and_title_conflicts() -> None:
    facts = [DIRECTOR, fact("director", "salt", "bo", 40, line=3)]
    assert of("conflict", facts, [0.8, 0.6]) == of("conflict director", facts, [0.8, 0.6]) == 0.6


def test_lines_and_parts_are_apart() -> None:
    facts = [
        fact("director", "salt", "ada", 5, line=1),
        fact("writer", "salt", "bo", 20, line=1),
        fact("runtime", "tide", "90", 40, line=2),
        fact("composer", "salt", "cy", 60, line=5, part=9),
    ]
    chances = [0.5, 0.4, 0.3, 0.2]
    assert of("line, same", facts, chances) == pytest.approx(log1p(0.4))
    assert of("part, other", facts, chances) == of("line after, other", facts, chances) == pytest.approx(log1p(0.3))
    assert of("line before, same", facts, chances) == 0
    assert of("line after, other", facts, chances, 2) == pytest.approx(log1p(0.2))
    assert of("share of subject", facts, chances) == pytest.approx(1.1 / 1.4)
    assert of("others of subject", facts, chances) == pytest.approx(log1p(0.6))
    assert of("alone in line", facts, chances) == 0
    assert of("alone in line", facts, chances, 2) == 1


def test_a_fact_alone_has_itself_only() -> None:
    (found,) = company([DIRECTOR], [0.8])
    assert {name for name, value in found.items() if value} == {
        "company: alone",
        "company: alone in line",
        "company: share of subject",
    }


def test_no_fact_keeps_no_company() -> None:
    assert company([], []) == []


FACTS = st.builds(
    fact,
    st.sampled_from(["director", "writer"]),
    st.sampled_from(["salt", "tide"]),
    st.sampled_from(["ada", "bo"]),
    st.integers(0, 3),
    line=st.integers(0, 3),
    part=st.integers(0, 1),
)


@given(st.lists(st.tuples(FACTS, st.floats(0, 1)), min_size=1, max_size=8))
def test_company_does_not_hang_on_the_order_of_facts(rows: list[tuple[Stated, float]]) -> None:
    turned = rows[::-1]
    one = company([row for row, _ in rows], [chance for _, chance in rows])
    other = company([row for row, _ in turned], [chance for _, chance in turned])
    for mine, theirs in zip(one, reversed(other), strict=True):
        assert mine == pytest.approx(theirs)
    bound = log((1 - NEAR) / NEAR)
    assert all(abs(found["company: alone"]) <= bound + 1e-9 for found in one)
