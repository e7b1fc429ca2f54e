"""Confidence: from 0 to 1, higher where rules and eye agree; the least that is asked for bounds what is said."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slugline.articles import article_of
from slugline.claims.extract import extract, extract_by_rules, grouped
from slugline.claims.ranker import Ranker, ranker, ranker_of
from slugline.claims.weighing import features
from slugline.learned.eye import eye
from slugline.model import Article
from slugline.pages import Page
from slugline.text.reader import read

TEXT = """\
*Salt Orchard*, directed by Ned Brann, will open in French cinemas on 9 October 2026. Mara Quill stars as the beekeeper
Wren, and Tove Aldana has joined the cast. The script is Ned Brann's own; Ilse Okoro composed the score.
"""


@pytest.fixture(scope="module")
def article() -> Article:
    page = f"---\ntitle: What to know about Salt Orchard\ndate: {date(2026, 3, 2)}\n---\n{TEXT}"
    return article_of(Page(content=page.encode(), kind="markdown", file="note.md"))


def test_every_claim_bears_its_confidence(article: Article) -> None:
    claims = extract(article)
    assert {(claim.property, getattr(claim.value, "name", "")) for claim in claims} >= {
        ("director", "Ned Brann"),
        ("cast_member", "Mara Quill"),
        ("composer", "Ilse Okoro"),
    }
    assert all(claim.confidence is not None and 0.5 <= claim.confidence <= 1 for claim in claims)
    assert all(article.text[one.evidence.start : one.evidence.end] == one.evidence.quote for one in claims)


def test_rules_alone_bear_none(article: Article) -> None:
    assert {claim.confidence for claim in extract_by_rules(article)} == {None}


@settings(deadline=None)
@given(low=st.floats(0, 1), high=st.floats(0, 1))
def test_asking_for_more_says_less(article: Article, low: float, high: float) -> None:
    low, high = sorted((low, high))
    few, many = extract(article, high), extract(article, low)
    assert {one.evidence for one in few} <= {one.evidence for one in many}
    assert all((one.confidence or 0) >= high for one in few)


def test_the_same_article_gives_the_same_claims(article: Article) -> None:
    assert extract(article) == extract(article)


def test_a_feature_without_a_weight_counts_nothing(article: Article) -> None:
    facts = grouped(read(article, eye=eye()))
    assert set(Ranker({}).confidences(facts)) == {0.5}
    assert set(Ranker({"one": 0.0, "moon": 9.0}, {"moon": 9.0}).confidences(facts)) == {0.5}
    assert Ranker({}).confidences([]) == []


def test_a_weight_moves_the_facts_that_bear_its_feature(article: Article) -> None:
    facts = grouped(read(article, eye=eye()))
    heavy = Ranker({}, {"property director": 2.0})
    for fact, chance in zip(facts, heavy.confidences(facts), strict=True):
        assert (chance > 0.8) == ("property director" in features(fact))


def test_the_first_look_is_heard_through_the_company_that_a_fact_keeps(article: Article) -> None:
    facts = grouped(read(article, eye=eye()))
    heavy = Ranker({"property director": 2.0}, {"company: alone": 1.0})
    for fact, chance in zip(facts, heavy.confidences(facts), strict=True):
        assert chance == pytest.approx(0.881 if "property director" in features(fact) else 0.5, abs=0.001)


def test_the_shipped_table_holds_numbers_by_name() -> None:
    for weights in (ranker().alone, ranker().among):
        assert weights
        assert all(isinstance(weight, float) for weight in weights.values())
    assert any(name.startswith("company: ") for name in ranker().among)
    assert 0.5 < ranker().moved < 1


def test_a_table_that_lacks_something_is_no_ranker() -> None:
    with pytest.raises(KeyError, match="among"):
        ranker_of({"alone": {}, "moved": 0.5})
