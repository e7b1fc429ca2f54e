"""The whole path, for any text in any layout: what is read stands where it says, and every claim quotes its article."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from slugline.articles import article_of
from slugline.claims.extract import extract
from slugline.errors import SluglineError
from slugline.model import PART_KINDS, Article, Part
from slugline.pages import Page
from slugline.text.reader import read
from slugline.text.reading import READ_PARTS, Reading
from slugline.text.spans import Spans
from text.notes import DAY, line, note, reading


def test_lines_follow_the_parts() -> None:
    made = reading("# *Copper Lanes*\n\nBakers meet. They part.\n\n- Divers meet.")
    assert [(one.part.kind, one.text, one.opens, one.heading) for one in made.lines] == [
        ("heading", "*Copper Lanes*", True, "*Copper Lanes*"),
        ("paragraph", "Bakers meet.", True, "*Copper Lanes*"),
        ("paragraph", "They part.", False, "*Copper Lanes*"),
        ("list_item", "Divers meet.", True, "*Copper Lanes*"),
    ]
    assert [one.place for one in made.lines] == [0, 1, 2, 3]


def test_furniture_makes_no_lines() -> None:
    article = note("Bakers meet.\n\nDivers meet.")
    parts = (Part("notice", article.parts[0].start, article.parts[0].end), article.parts[1])
    made = read(Article(article.id, "", "", "", "", "", article.text, DAY, parts=parts))
    assert [one.text for one in made.lines] == ["Divers meet."]


def test_the_year_behind_a_title_is_its_own() -> None:
    made = line("They saw *Copper Lanes* (2019) and *The Tin Hour*.", "saw")
    assert [(slot.entity.name, slot.entity.year) for slot in made.slots if slot.entity] == [
        ("Copper Lanes", 2019),
        ("The Tin Hour", 0),
    ]


def test_a_clause_is_cut_at_its_signs() -> None:
    one = line("Bakers meet in Oslo; Mara Quill bakes, but Ned Brann dives.", "Bakers")
    place = one.shape.text.index("bakes")
    start, end = one.clause(place, place + 5)
    assert one.reading.article.text[start:end] == "Mara Quill bakes"


def test_a_clause_takes_in_the_mark_of_a_name() -> None:
    one = line("*Copper Lanes* opens; “The Tin Hour” waits.", "opens")
    for word, clause in (("opens", "*Copper Lanes* opens"), ("waits", "“The Tin Hour” waits")):
        place = one.shape.text.index(word)
        start, end = one.clause(place, place + 5)
        assert one.reading.article.text[start:end] == clause


def test_the_title_of_a_clause() -> None:
    one = line("*Copper Lanes* opens, and *The Tin Hour* waits.", "opens")
    names = [found.name for place in (7, 30) if (found := one.title_at(place, place))]
    assert names == ["Copper Lanes", "The Tin Hour"]


def test_spans() -> None:
    spans = Spans([(4, 6, "b"), (0, 3, "a"), (8, 12, "c")])
    assert spans.within(0, 8) == ["a", "b"]
    assert spans.within(1, 11) == ["b"]
    assert spans.touching(2, 9) == ["a", "b", "c"]
    assert spans.touching(3, 4) == []
    assert Spans[str]([]).touching(0, 9) == []


WORDS = [
    "Mara Quill", "Ned Brann", "Quill", "Mr. Brann", "de Sá", "*Copper Lanes*", "“The Tin Hour,”", "‘Salt’",
    "« Ember »",
    "„Weir“", "**Orla**", "COPPER LANES", "Copper Lanes (2019)", "Copper Lanes: Nightfall", "Harrow Pictures", "Lumio+",
    "Netflix", "BBC One", "Norway", "the third film", "the latter", "It", "the film", "she", "her", "the 44-year-old",
    "Golden Otter", "&amp;", "&nbsp;", "&#8220;", "<em>", "</em>", "<b>Salt</b>", "*", "**", "_", "“", "”", '"', "’s",
    "«",
    "‹P0›", "‹", "(", ")", "|", "\t", ":", ";", ",", ".", "!", "…", "–", "\u00a0", "\u2028", "\n", "\n\n",
]  # fmt: skip
VERBS = [
    "stars", "will play", "plays Orla in", "directs", "was directed by", "opens on May 3", "opens in June 2025",
    "cost $85 million",
    "is set ten years after", "is a sequel to", "formerly known as", "has been renewed for a second season",
    "streams on",
    "was filmed in", "won a", "runs 118 minutes", "died on March 1, 2024", "reportedly", "not", "said that",
    "told *Variety*",
    "last year", "(2013–2019)", "eight episodes", "the fifth", "film", "series", "spinoff", "and", "with", "of", "as",
]  # fmt: skip
pieces = st.lists(st.sampled_from(WORDS) | st.sampled_from(VERBS) | st.text(max_size=4), max_size=24)
texts = st.builds(lambda parts, gaps: "".join(p + g for p, g in zip(parts, gaps, strict=False)), pieces,
                  st.lists(st.sampled_from([" ", " ", " ", ". ", ""]), min_size=24, max_size=24))  # fmt: skip


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any text in any layout: parts of every kind in order, gaps between them, spans set in italics."""
    text = draw(texts)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    bounds = list(pairwise(cuts)) if draw(st.booleans()) else [(0, len(text))]
    parts = []
    for start, end in bounds:
        if start < end:
            kind = draw(st.sampled_from(["paragraph", "paragraph", *PART_KINDS]))
            parts.append(Part(kind, start, end, 2 if kind == "heading" else 0))
    emphasis = [(part.start, part.end) for part in parts if part.end - part.start < 30 and draw(st.booleans())]
    title = draw(st.sampled_from(["", "A note", "‘The Tin Hour’ opens", "Copper Lanes: Mara Quill stars"]))
    return Article("0" * 24, "", "note.md", "", title, "", text, DAY, parts=tuple(parts), emphasis=tuple(emphasis))


def sound(made: Reading) -> None:
    """Checks what a reading promises of its mentions, lines, slots and shapes."""
    text, at = made.article.text, 0
    for one in made.mentions:
        assert at <= one.evidence.start < one.evidence.end <= len(text)
        assert text[one.evidence.start : one.evidence.end] == one.evidence.quote
        assert one.name
        at = one.evidence.end
    at = 0
    for one_line in made.lines:
        assert at <= one_line.start < one_line.end <= one_line.part.end
        assert one_line.part.kind in READ_PARTS
        at = one_line.end
        inner = one_line.start
        for number, slot in enumerate(one_line.slots):
            assert inner <= slot.start < slot.end <= one_line.end
            inner = slot.end
            place = one_line.shape.text.index(f"‹{slot.letter}{number}›")
            assert one_line.shape.raw(place, place + 3 + len(str(number))) == (slot.start, slot.end)
        for place in range(len(one_line.shape.text)):
            low, high = one_line.clause(place, place + 1)
            assert one_line.start <= low < high <= one_line.end
        assert list(one_line.shape.starts) == sorted(one_line.shape.starts)
        assert list(one_line.shape.ends) == sorted(one_line.shape.ends)


@given(articles())
@settings(max_examples=150, deadline=None)
def test_any_layout_is_read(article: Article) -> None:
    made = read(article)
    sound(made)
    assert read(article) == made


@given(articles())
@settings(max_examples=60, deadline=None)
def test_every_claim_quotes_its_article(article: Article) -> None:
    """No error but our own, the same claims every time, and each with its exact words."""
    claims = extract(article)
    assert extract(article) == claims
    for claim in claims:
        evidence = claim.evidence
        assert article.text[evidence.start : evidence.end] == evidence.quote != ""
        assert claim.said_on == DAY
        assert claim.subject.name.strip()


@given(texts, st.sampled_from(["markdown", "text"]))
@settings(max_examples=60, deadline=None)
def test_any_text_that_becomes_an_article_is_read(text: str, kind: str) -> None:
    try:
        article = article_of(Page(text.encode("utf-8", "surrogatepass"), kind, "a.md"), date=date(2024, 3, 5))
    except SluglineError:
        return
    sound(read(article))
