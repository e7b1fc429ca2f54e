"""Quotes in their paragraphs and stored articles, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes import RECORDED, day, note, say, told
from slugline.record import Record, claim_id
from slugline.record.passages import (
    article_numbers,
    article_of_claim,
    clipped,
    passages,
    stored_article,
    unmarked,
)
from slugline.record.state import state_of
from web.guides.pages import written

URL = "https://sheet.example/one"
TEXT = (
    "# Head\n\nFirst \U0001f30a paragraph, *long ago*.\n\n"
    "The *tide* turns: Mara Vint directs \ue000 now. And more.\n- an item\n\nLast."
)


@pytest.fixture
def record() -> Iterator[Record]:
    with told([note("2025-01-01", "Post", say("premise", "It floods.", quote="It floods"))]) as made:
        made.add(
            *written("2025-02-01", "Sheet", TEXT, [say("director", "Mara Vint", quote="Mara Vint directs")], URL),
            RECORDED,
        )
        yield made


def ids(record: Record) -> dict[str, str]:
    return {claim.property: claim_id(claim) for claim in record.claims()}


def test_a_quote_stands_in_its_paragraph(record: Record) -> None:
    known = ids(record)
    found = passages(record, known.values())
    told_of = found[known["director"]]
    assert (told_of.before, told_of.quote, told_of.after) == (
        "The tide turns: ",
        "Mara Vint directs",
        " \ue000 now. And more.",
    )
    assert found[known["premise"]].quote == "It floods"
    assert (found[known["premise"]].before, found[known["premise"]].after) == ("", "")
    assert passages(record, []) == {}


def test_what_stands_around_is_bounded() -> None:
    text = "word " * 5000 + "Mara Vint directs" + " word" * 5000
    with told([]) as record:
        record.add(
            *written("2025-02-01", "Sheet", text, [say("director", "Mara Vint", quote="Mara Vint directs")], URL),
            RECORDED,
        )
        (found,) = passages(record, ids(record).values()).values()
    assert found.before.startswith("…word")
    assert found.after.endswith("word…")
    assert len(found.before) < 500
    assert len(found.after) < 500


def test_articles_are_found_by_number_claim_and_key(record: Record) -> None:
    known = ids(record)
    number = article_of_claim(record, known["director"])
    assert number == article_numbers(record, [URL, "nowhere"])[URL]
    assert article_of_claim(record, "0" * 12) is None
    assert number is not None
    found = stored_article(record, number)
    assert found is not None
    assert (found.text, found.replaced, [one for one, _ in found.claims]) == (TEXT, False, [known["director"]])
    assert stored_article(record, number, as_of=day("2025-01-31")) is None
    assert stored_article(record, 10_000) is None


def test_the_state_changes_with_what_is_recorded(record: Record) -> None:
    before = state_of(record)
    assert state_of(record) == before
    record.add(None, note("2025-03-01", "Post", say("runtime", 90)).claims, RECORDED)
    assert state_of(record) != before


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab *_\n.", max_size=60), st.integers(1, 40))
def test_marks_go_and_words_stay(text: str, most: int) -> None:
    assert unmarked(text).replace("*", "").replace("_", "") == text.replace("*", "").replace("_", "")
    assert len(clipped(text, most)) <= most + 1
