"""A suggested wording is made from the record word for word, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes import SERIES, Note, day, note, say, told
from slugline.answers import check
from slugline.answers.rewording import rewordings
from slugline.answers.written_dates import rewritten
from slugline.edtf import Edtf
from slugline.model import Claim

BEFORE = "2024-02-01"


def worded(claims: tuple[Claim, ...], *since: Note, on: str = "2024-04-01") -> list[str | None]:
    """Each claim's quote as it could read."""
    mine = note(BEFORE, "The Paper", *claims)
    result: Any = check(told(since), mine.claims, as_of=day(on))
    made = rewordings(result["claims"], as_of=day(on))
    quotes = [claim.evidence.quote for claim in mine.claims]
    return [
        quote[: one.start] + one.words + quote[one.end :] if one else None
        for quote, one in zip(quotes, made, strict=True)
    ]


def later(*claims: Claim, on: str = "2024-03-01") -> Note:
    return note(on, "The Post", *claims)


def dated(quote: str, old: str, new: str, **more: Any) -> str | None:
    """A date of release that moved, as the quote could read."""
    claim = say("release_date", old, quote=quote)
    (found,) = worded((claim,), later(say("release_date", new, replaces=old)), **more)
    return found


@pytest.mark.parametrize(
    ("quote", "old", "new", "made"),
    [
        ("It opens on June 7, 2024", "2024-06-07", "2025-06-06", "It opens on June 6, 2025"),
        ("It opens June 7", "2024-06-07", "2024-09-20", "It opens September 20"),
        ("It opens Friday, June 7", "2024-06-07", "2024-09-19", "It opens Thursday, September 19"),
        ("It opens on Aug. 2", "2024-08-02", "2024-12-13", "It opens on Dec. 13"),
        ("It opens on 7 June 2024", "2024-06-07", "2025-01-03", "It opens on 3 January 2025"),
        ("It opens on the 7th of June", "2024-06-07", "2024-08-22", "It opens on the 22nd of August"),
        ("It opens in June 2024", "2024-06", "2025-02", "It opens in February 2025"),
        ("It opens in the summer of 2024", "2024-22", "2025-21", "It opens in the spring of 2025"),
        ("It opens in 2024", "2024", "2025", "It opens in 2025"),
    ],
)
def test_a_moved_date_in_the_form_that_stands_there(quote: str, old: str, new: str, made: str) -> None:
    assert dated(quote, old, new) == made


@pytest.mark.parametrize(
    ("quote", "old", "new"),
    [
        ("It opens June 7", "2024-06-07", "2025-06-06"),  # the year is not in the words
        ("It opens in June 2024", "2024-06", "2025-02-07"),  # the new one is more exact
        ("It opens on June 7, 2024", "2024-06-07", "2025-02"),  # the new one is less exact
        ("It opens Thursday, June 7", "2024-06-07", "2024-09-19"),  # the day of the week was wrong
        ("It opens this summer", "2024-22", "2025-22"),  # counted from the article's own day
        ("It moves from May 3 to June 7, 2024", "2024-06-07", "2025-06-06"),  # another date beside it
        ("The sequel to the 2019 film opens June 7, 2024", "2024-06-07", "2025-06-06"),
        ("It opens soon", "2024-06-07", "2025-06-06"),  # no date in the words
        ("It opens on May 3, 2024", "2024-06-07", "2025-06-06"),  # another date than the claim's
    ],
)
def test_no_suggestion_where_the_words_would_not_do(quote: str, old: str, new: str) -> None:
    assert dated(quote, old, new) is None


def test_a_date_that_nobody_else_gave_may_be_of_something_else() -> None:
    claim = say("release_date", "2024-05-03", quote="Its gala premiere in Lisbon is on May 3, 2024")
    moved = later(say("release_date", "2024-10-18", replaces="2024-06-07"))
    assert worded((claim,), moved) == [None]
    said = note("2024-01-05", "The Herald", say("release_date", "2024-05-03"))
    assert worded((claim,), said, moved) == ["Its gala premiere in Lisbon is on October 18, 2024"]


def test_no_suggestion_once_the_tense_is_wrong() -> None:
    assert dated("It opens on June 7, 2024", "2024-06-07", "2025-06-06") is not None
    assert dated("It opens on June 7, 2024", "2024-06-07", "2025-06-06", on="2025-07-01") is None


def test_no_suggestion_that_is_less_firm() -> None:
    claim = say("release_date", "2024-06-07", "expected", quote="It should open on June 7, 2024")
    firmer = later(say("release_date", "2025-06-06", "scheduled", replaces="2024-06-07"))
    assert worded((claim,), firmer) == ["It should open on June 6, 2025"]
    told_so = say("release_date", "2025-06-06", "rumoured", replaces="2024-06-07")
    rumour = later(say("release_date", "2024-06-07", "denied"), told_so)
    assert worded((claim,), rumour) == [None]


def test_an_amount_is_counted_in_the_same_unit() -> None:
    claim = say("runtime", 112, quote="It runs 112 minutes")
    assert worded((claim,), later(say("runtime", 128))) == ["It runs 128 minutes"]
    twice = say("runtime", 112, quote="At 112 minutes it is as long as the 112 of the first")
    assert worded((twice,), later(say("runtime", 128))) == [None]
    words = say("runtime", 112, quote="It runs for nearly two hours")
    assert worded((words,), later(say("runtime", 128))) == [None]


def test_a_role_by_its_new_name_where_a_source_says_it_so() -> None:
    claim = say("cast_member", "Ada Rook", character="Iris", quote="Ada Rook stars as Iris")
    named = later(say("cast_member", "Ada Rook", character="Wren Hale", quote="Ada Rook plays Wren Hale, not Iris"))
    assert worded((claim,), named) == ["Ada Rook stars as Wren Hale"]
    unsaid = later(say("cast_member", "Ada Rook", character="Wren Hale", quote="Rook plays the elder Hale"))
    assert worded((claim,), unsaid) == [None]


def test_a_name_behind_an_article_is_left_alone() -> None:
    claim = say("cast_member", "Ada Rook", character="Elf", quote="Ada Rook plays an Elf")
    named = later(say("cast_member", "Ada Rook", character="Witch", quote="Ada Rook plays Witch"))
    assert worded((claim,), named) == [None]


def test_people_are_never_replaced() -> None:
    claim = say("director", "Otto Lind", quote="Otto Lind directs")
    since = later(say("director", "Otto Lind", "denied"), say("director", "Mina Sands", quote="Mina Sands directs"))
    mine = note(BEFORE, "The Paper", claim)
    result: Any = check(told([since]), mine.claims, as_of=day("2024-04-01"))
    assert [row["verdict"] for row in result["claims"]] == ["changed"]
    assert worded((claim,), since) == [None]


def test_who_else_said_what_has_changed_is_cited() -> None:
    mine = note(BEFORE, "The Paper", say("release_date", "2024-05-03"))
    said = note("2024-01-05", "The Herald", say("release_date", "2024-05-03"))
    moved = later(say("release_date", "2024-10-18", replaces="2024-05-03"))
    result: Any = check(told([said, moved]), mine.claims, as_of=day("2024-04-01"))
    assert [one["publisher"] for one in result["claims"][0]["was"]] == ["The Herald"]


def test_words_that_another_claim_needs_stay() -> None:
    quote = "Paper Tides and Kettle Row open on June 7, 2024"
    mine = say("release_date", "2024-06-07", quote=quote)
    other = say("release_date", "2024-06-07", of=SERIES, quote=quote)
    moved = later(say("release_date", "2025-06-06", replaces="2024-06-07"))
    together = note(BEFORE, "The Paper", mine, other)
    claims = tuple(replaced(one, together.claims[0]) for one in together.claims)
    result: Any = check(told([moved]), claims, as_of=day("2024-04-01"))
    assert [row["verdict"] for row in result["claims"]] == ["changed", "unconfirmed"]
    assert rewordings(result["claims"], as_of=day("2024-04-01")) == [None, None]
    alone: Any = check(told([moved]), claims[:1], as_of=day("2024-04-01"))
    assert rewordings(alone["claims"], as_of=day("2024-04-01")) != [None]


def replaced(claim: Claim, first: Claim) -> Claim:
    """The claim at the place of another."""
    return replace(claim, evidence=first.evidence)


def test_what_holds_or_is_known_for_the_first_time_has_no_other_wording() -> None:
    holds = say("release_date", "2024-06-07", quote="It opens on June 7, 2024")
    assert worded((holds,), later(say("release_date", "2024-06-07"))) == [None]
    gap = say("cast_member", "Ada Rook", character="unknown", quote="Ada Rook has a role that is not known")
    assert worded((gap,), later(say("cast_member", "Ada Rook", character="Wren"))) == [None]


def test_a_date_for_one_country_does_not_replace_a_date_for_all() -> None:
    claim = say("release_date", "2024-06-07", quote="It opens on June 7, 2024", medium="theatrical")
    abroad = later(say("release_date", "2025-06-06", medium="theatrical", territory="UK", replaces="2024-06-07"))
    assert worded((claim,), abroad) == [None]
    everywhere = later(say("release_date", "2025-06-06", medium="theatrical", replaces="2024-06-07"))
    assert worded((claim,), everywhere) == ["It opens on June 6, 2025"]


FORMS = ("{0:%B} {1}, {0:%Y}", "{1} {0:%B} {0:%Y}", "{0:%A}, {0:%B} {1}, {0:%Y}")
DAYS = st.dates(date(1800, 1, 1), date(2999, 12, 31))


@given(DAYS, DAYS, st.sampled_from(FORMS))
def test_any_day_is_rewritten_as_it_would_have_been_written(old: date, new: date, form: str) -> None:
    written, wanted = form.format(old, old.day), form.format(new, new.day)
    assert rewritten(written, Edtf.of(old), Edtf.of(new)) == wanted
