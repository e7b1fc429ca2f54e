"""Numbers: counts, ordinals and sums, in figures and words, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slugline.text.numbers import find_numbers

NUMBERS = [
    ("eight episodes", [("eight", "count", 8, "")]),
    ("twenty-two episodes", [("twenty-two", "count", 22, "")]),
    ("Ten episodes", [("Ten", "count", 10, "")]),
    ("a single season", [("single", "count", 1, "")]),
    ("118 minutes", [("118", "count", 118, "")]),
    ("1,250 seats", [("1,250", "count", 1250, "")]),
    ("1.5 million viewers", [("1.5 million", "count", 1.5e6, "")]),
    ("30 crore viewers", [("30 crore", "count", 3e8, "")]),
    # ordinals
    ("the third season", [("third", "ordinal", 3, "")]),
    ("the 21st film", [("21st", "ordinal", 21, "")]),
    ("the twenty-first film", [("twenty-first", "ordinal", 21, "")]),
    ("the thirtieth film", [("thirtieth", "ordinal", 30, "")]),
    # money
    ("$85 million", [("$85 million", "money", 85e6, "USD")]),
    ("$1.2bn", [("$1.2bn", "money", 1.2e9, "USD")]),
    ("US$3,500,000", [("US$3,500,000", "money", 3.5e6, "USD")]),
    ("A$12m", [("A$12m", "money", 12e6, "AUD")]),
    ("£900k", [("£900k", "money", 9e5, "GBP")]),
    ("€7.5 million", [("€7.5 million", "money", 7.5e6, "EUR")]),
    ("₹45 crore", [("₹45 crore", "money", 45e7, "INR")]),
    ("Rs. 20 lakh", [("Rs. 20 lakh", "money", 2e6, "INR")]),
    ("85 million dollars", [("85 million dollars", "money", 85e6, "USD")]),
    ("two million euros", [("two million euros", "money", 2e6, "EUR")]),
    ("900 million yen", [("900 million yen", "money", 9e8, "JPY")]),
    ("10 billion won", [("10 billion won", "money", 1e10, "KRW")]),
    # no numbers
    ("She has won it.", []),
    ("a 50% rise", []),
    ("Channel4 and H2O", []),
    ("at 9:30", []),
    ("the attention", []),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers(text: str, expected: list[tuple[str, str, float, str]]) -> None:
    found = find_numbers(text, 0, len(text))
    assert [(text[n.start : n.end], n.kind, n.quantity.amount, n.quantity.unit) for n in found] == expected


def test_a_verb_is_no_currency() -> None:
    """ "In 2019 won" is a verb behind a figure; Korean money has its scale."""
    assert all(number.kind != "money" for number in find_numbers("The film of 2019 won nothing", 0, 28))


PIECES = ["$", "US$", "1", "25", "1,200", ".", " ", "million", "won", "third", "st", "twenty-two", "euros", "é", "-"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.integers(0, 6))
def test_numbers_lie_in_order_and_in_bounds(text: str, start: int) -> None:
    start = min(start, len(text))
    at = start
    for number in find_numbers(text, start, len(text)):
        assert at <= number.start < number.end <= len(text)
        assert number.kind in ("count", "ordinal", "money")
        assert bool(number.quantity.unit) == (number.kind == "money")
        at = number.end
