"""A checked article in segments: nothing of its text is lost, and each segment bears all its claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes import say
from slugline.articles import article_of
from slugline.contract import claim_to_json
from slugline.model import Article, Evidence
from slugline.pages import Page
from slugline.surfaces.checking import Block, Checked, Segment, gathered
from slugline.surfaces.inline import stretches
from slugline.surfaces.wording import VERDICTS

DAY = date(2024, 5, 1)
TEXT = """\
# Paper Tides

*Paper Tides* opens June 7, and **Ada Rook** plays Wren. Otto Lind directs it.

- It runs 90 minutes.
"""
PIECES = st.sampled_from([*"a *_[\n\\&é\u202e", "**", "__", "](x)", "](", "&amp;", "<em>", "</em>", "<b>", "x1"])
MARKED = st.lists(PIECES, max_size=40).map("".join)


def made(text: str) -> Article:
    return article_of(Page(text.encode(), "markdown", "a.md"), date=DAY)


def checked(article: Article, *spans: tuple[int, int, str]) -> Checked:
    """The article with a claim at each span, and its verdict."""
    rows = []
    for start, end, verdict in spans:
        claim = say("director", "Otto Lind", quote=article.text[start:end])
        placed = replace(claim, evidence=Evidence("", start, end, article.text[start:end]), said_on=DAY)
        rows.append({"claim": claim_to_json(placed), "verdict": verdict, "now": [], "citations": []})
    return gathered(article, {"claims": rows}, as_of=DAY)


def whole(block: Block) -> str:
    return "".join(segment.text for segment in block.segments)


def bearing(found: Checked, words: str) -> Segment:
    (segment,) = (one for block in found.blocks for one in block.segments if one.text == words)
    return segment


@given(st.data(), st.lists(MARKED, min_size=1, max_size=6))
def test_the_segments_joined_are_the_paragraph_always(data: Any, lines: list[str]) -> None:
    text = "\n\n".join(["Words", *lines])
    article = made(text)
    places = st.integers(0, len(article.text))
    spans = data.draw(st.lists(st.tuples(places, places, st.sampled_from(sorted(VERDICTS))), max_size=8))
    spans = [(min(a, b), max(a, b), verdict) for a, b, verdict in spans if a != b]
    found = checked(article, *spans)
    assert [whole(block) for block in found.blocks] == [article.text[p.start : p.end] for p in article.parts]
    assert len(found.findings) == len(spans)
    for block, part in zip(found.blocks, article.parts, strict=True):
        at = part.start
        for segment in block.segments:
            covering = {(a, b) for a, b, _ in spans if a <= at and at + len(segment.text) <= b}
            assert {(one.start, one.end) for one in segment.findings} == covering
            at += len(segment.text)


@given(st.data(), st.lists(MARKED, min_size=1, max_size=6))
def test_every_finding_that_needs_a_look_has_one_note_and_one_number(data: Any, lines: list[str]) -> None:
    article = made("\n\n".join(["Words", *lines]))
    parts = st.sampled_from(article.parts)
    spans = [(p.start, p.end, "changed") for p in data.draw(st.lists(parts, max_size=4))]
    found = checked(article, *spans)
    noted = [one.number for block in found.blocks for one in block.notes]
    closing = [one.number for block in found.blocks for segment in block.segments for one in segment.closing]
    assert noted == list(range(1, len(spans) + 1))
    assert sorted(closing) == noted


@given(MARKED, st.integers(0, 20), st.integers(0, 20))
def test_stretches_leave_no_gap(text: str, low: int, high: int) -> None:
    start, end = min(low, high, len(text)), min(max(low, high), len(text))
    found = stretches(text, start, end, [(low, high)] if low < high else [])
    assert "".join(text[one.start : one.end] for one in found) == text[start:end]
    assert all(one.start < one.end for one in found)


@pytest.mark.parametrize(
    ("text", "seen", "style"),
    [
        ("*Paper Tides*", "Paper Tides", {"em"}),
        ("_Paper Tides_", "Paper Tides", {"em"}),
        ("**Cast**", "Cast", {"strong"}),
        ("***Both***", "Both", {"em", "strong"}),
        ("<em>Paper</em>", "Paper", {"em"}),
        ("[Paper](https://x.example/a_b)", "Paper", set()),
        ("Tom &amp; Co", "Tom & Co", set()),
        (r"5 \* 3", "5 * 3", set()),
        ("5 * 3 * 2", "5 * 3 * 2", set()),
        ("a_name_here", "a_name_here", set()),
        ("<script>alert(1)</script>", "<script>alert(1)</script>", set()),
    ],
)
def test_what_a_reader_sees(text: str, seen: str, style: set[str]) -> None:
    found = stretches(text, 0, len(text))
    assert "".join(one.shown for one in found) == seen
    assert set().union(*(one.style for one in found if one.shown)) == style


def test_marks_that_are_not_marks_of_layout_are_shown() -> None:
    (found,) = stretches("*so*", 0, 4, marks=False)
    assert (found.shown, found.style) == ("*so*", frozenset())


def test_overlapping_and_nested_claims_bear_all_of_theirs() -> None:
    article = made(TEXT)
    at = article.text.index
    outer = (at("opens"), at(" plays"), "holds")
    inner = (at("June"), at(", and"), "changed")
    across = (at("Ada Rook"), at(" Otto"), "passed")
    found = checked(article, outer, inner, across)
    assert bearing(found, "June 7").verdicts == ("changed",)
    assert len(bearing(found, "June 7").findings) == 2
    assert bearing(found, "opens ").verdicts == ("holds",)
    assert len(bearing(found, "Ada Rook").findings) == 2
    assert bearing(found, "Ada Rook").verdicts == ("passed",)
    assert [one.number for one in found.look] == [1, 2]


def test_words_that_two_faults_share_bear_both_marks_the_gravest_first() -> None:
    article = made(TEXT)
    start, end = article.text.index("Otto"), article.text.index(" it.")
    found = checked(article, (start, end, "passed"), (start, end, "changed"), (start, end, "holds"))
    assert bearing(found, "Otto Lind directs").verdicts == ("changed", "passed")
    assert len(bearing(found, "Otto Lind directs").closing) == 2


def test_a_suggested_wording_is_shown_without_marks_and_kept_with_them() -> None:
    article = made(TEXT)
    start, end = article.text.index("*Paper"), article.text.index(", and")
    quote = article.text[start:end]
    claim = say("release_date", "2024-06-07", quote=quote)
    placed = replace(claim, evidence=Evidence("", start, end, quote), said_on=DAY)
    later = {**claim_to_json(say("release_date", "2024-06-21")), "since": "2024-05-02", "citations": []}
    row = {"claim": claim_to_json(placed), "verdict": "changed", "now": [later], "citations": [], "was": [later]}
    (found,) = gathered(article, {"claims": [row]}, as_of=DAY).findings
    assert found.instead == ("Paper Tides opens ", "June 7", "June 21", "")
    assert found.reworded == "*Paper Tides* opens June 21"


def test_a_claim_across_two_parts_has_its_note_beside_the_first() -> None:
    article = made(TEXT)
    found = checked(article, (article.text.index("Otto"), article.text.index(" minutes"), "changed"))
    assert [len(block.notes) for block in found.blocks] == [0, 1, 0]
    assert [bool(segment.findings) for segment in found.blocks[2].segments] == [True, False]


def test_without_the_text_the_words_of_each_claim_stand_once() -> None:
    article = made(TEXT)
    start, end = article.text.index("Otto"), article.text.index(" it.")
    rows: list[dict[str, object]] = [
        {"claim": claim_to_json(claim), "verdict": verdict, "now": [], "citations": []}
        for verdict in ("changed", "holds")
        for claim in [
            replace(
                say("director", "Otto Lind"), evidence=Evidence("", start, end, article.text[start:end]), said_on=DAY
            )
        ]
    ]
    found = gathered(None, {"claims": rows}, as_of=DAY)
    assert [whole(block) for block in found.blocks] == ["Otto Lind directs"]
    assert not found.whole
    assert (found.day, dict(found.tally)) == ("2024-05-01", {"changed": 1, "holds": 1})


def test_an_article_without_claims_has_none() -> None:
    found = checked(made(TEXT))
    assert (found.findings, found.look, dict(found.tally)) == ((), (), {})
    assert "".join(map(whole, found.blocks)).startswith("Paper Tides")
