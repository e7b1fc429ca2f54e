"""How firmly: one table for each category of cue, and the tenses of events."""

from __future__ import annotations

import pytest

from context.judging import judged
from slugline.edtf import Edtf
from slugline.model import Entity, NoValue, Quantity, Unknown, Value

DENIED = (
    ("Ines Varga will not return for the second season.", "Ines Varga"),
    ("Ines Varga won't be back in *Salt Harbour*.", "Ines Varga"),
    ("*Salt Harbour* is not a sequel to *Tin Gulls*.", "Tin Gulls"),
    ("*Salt Harbour* is no longer on Hulu.", "Hulu"),
    ("Ines Varga has dropped out of *Salt Harbour*.", "Ines Varga"),
    ("Ines Varga has left the film, and Bo Lindqvist takes her part.", "Ines Varga"),
    ("Ines Varga stepped down as director in May.", "Ines Varga"),
    ("Ines Varga, who directed the original, is sitting this one out.", "Ines Varga"),
    ("Bo Lindqvist replaces Ines Varga as director.", "Ines Varga"),
    ("Ines Varga was replaced by Bo Lindqvist.", "Ines Varga"),
    ("The part went to Bo Lindqvist instead of Ines Varga.", "Ines Varga"),
    ("The film stars Bo Lindqvist rather than Ines Varga.", "Ines Varga"),
    ("The film was not directed by Ines Varga but by Bo Lindqvist.", "Ines Varga"),
    ("Neither Bo Lindqvist nor Ines Varga is in the film.", "Ines Varga"),
    ("Nor is it based on a play by Ines Varga.", "Ines Varga"),
    ("The season goes on without Ines Varga.", "Ines Varga"),
    ("Contrary to what you read here, the lead is not Ines Varga.", "Ines Varga"),
    ("Reportedly Ines Varga is not returning.", "Ines Varga"),
    ("Ines Varga was to have directed *Salt Harbour*.", "Ines Varga"),
    ("Talk that Ines Varga had signed is false.", "Ines Varga"),
)
DENIED_DATES = (
    "*Salt Harbour* was originally due on June 7.",
    "*Salt Harbour* was to open on June 7.",
    "*Salt Harbour* had been set for June 7.",
    "*Salt Harbour*, once due on June 7, has no date.",
    "*Salt Harbour* missed its June 7 date.",
    "*Salt Harbour* is no longer set for June 7.",
    "*Salt Harbour* moved from June 7 to August 23.",
    "Neon has given up June 7.",
    "*Salt Harbour* opens on August 23, not June 7.",
)
STATED = (
    ("Not only Ines Varga stars in the film; her sister does.", "Ines Varga"),
    ("Nobody but Ines Varga sings in it.", "Ines Varga"),
    ("Ines Varga stars in the film, which is not a comedy.", "Ines Varga"),
    ("Ines Varga, who does not sing, plays a singer.", "Ines Varga"),
    ("Ines Varga stars, but Bo Lindqvist will not return.", "Ines Varga"),
    ("Ines Varga is not leaving *Salt Harbour*.", "Ines Varga"),
    ("Its star, Ines Varga, cannot swim.", "Ines Varga"),
    ("Bo Lindqvist replaces Ines Varga as director.", "Bo Lindqvist"),
    ("The film was not directed by Ines Varga but by Bo Lindqvist.", "Bo Lindqvist"),
    ("Ines Varga plays Tide, as expected.", "Ines Varga"),
    ("The film is drawn from source material by Ines Varga.", "Ines Varga"),
)
RUMOURED = (
    "Ines Varga is reportedly the lead.",
    "Ines Varga is rumoured to star.",
    "Ines Varga is in talks to star.",
    "Ines Varga is being eyed for the lead.",
    "Ines Varga is in the running for the lead.",
    "Ines Varga has been approached for the lead.",
    "Ines Varga is said to be the lead.",
    "There is talk of Ines Varga for the lead.",
    "Ines Varga, I hear, has the lead.",
    "People who have seen the script say Ines Varga has the lead.",
)
EXPECTED = (
    "Ines Varga is expected to star.",
    "Ines Varga will most likely star.",
    "Ines Varga could play the lead.",
    "Ines Varga might return.",
    "Ines Varga should be back for the finale.",
    "Ines Varga hopes to return.",
    "Ines Varga will return if her back permits.",
    "Every exhibitor expects Ines Varga to star.",
)
NOTHING = (
    "Will Ines Varga star?",
    "If Ines Varga stars, the film is lost.",
    "Nobody knows whether Ines Varga will star.",
    "Ines Varga would have been perfect.",
)


@pytest.mark.parametrize(("text", "target"), DENIED)
def test_denied(text: str, target: str) -> None:
    found = judged(text, target)
    assert found is not None
    assert found.modality == "denied"
    assert found.cues


@pytest.mark.parametrize("text", DENIED_DATES)
def test_a_date_that_was_is_denied(text: str) -> None:
    found = judged(text, "June 7", value=Edtf("2024-06-07"), event=True)
    assert found is not None
    assert found.modality == "denied"


def test_the_new_date_is_scheduled() -> None:
    found = judged("*Salt Harbour* moved from June 7 to August 23.", "August 23", value=Edtf("2024-08-23"), event=True)
    assert found is not None
    assert found.modality == "scheduled"


@pytest.mark.parametrize(("text", "target"), STATED)
def test_what_only_looks_denied_is_stated(text: str, target: str) -> None:
    found = judged(text, target)
    assert found is not None
    assert found.modality == "stated"


@pytest.mark.parametrize("text", RUMOURED)
def test_rumoured(text: str) -> None:
    found = judged(text, "Ines Varga")
    assert found is not None
    assert (found.modality, found.attribution) == ("rumoured", ())


@pytest.mark.parametrize("text", EXPECTED)
def test_expected(text: str) -> None:
    found = judged(text, "Ines Varga")
    assert found is not None
    assert (found.modality, found.attribution) == ("expected", ())


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_asserted_gives_no_claim(text: str) -> None:
    assert judged(text, "Ines Varga") is None


@pytest.mark.parametrize(
    ("text", "target", "value", "modality"),
    [
        ("*Salt Harbour* opens on June 7.", "June 7", "2024-06-07", "scheduled"),
        ("*Salt Harbour* does not open until June 7.", "June 7", "2024-06-07", "scheduled"),
        ("*Salt Harbour* opened on March 1.", "March 1", "2024-03-01", "stated"),
        ("*Salt Harbour* opens today.", "today", "2024-03-20", "stated"),
        ("*Salt Harbour* is out this week.", "this week", "2024-03-18/2024-03-24", "scheduled"),
        ("*Salt Harbour* came out this week.", "this week", "2024-03-18/2024-03-24", "stated"),
        ("*Salt Harbour* is expected on June 7.", "June 7", "2024-06-07", "expected"),
        ("*Salt Harbour* is rumoured for June 7.", "June 7", "2024-06-07", "rumoured"),
    ],
)
def test_events(text: str, target: str, value: str, modality: str) -> None:
    found = judged(text, target, value=Edtf(value), event=True)
    assert found is not None
    assert found.modality == modality


@pytest.mark.parametrize(
    ("text", "target", "value", "when", "modality"),
    [
        ("Cameras roll in May.", "roll", "filming", "2024-05", "scheduled"),
        ("Cameras rolled in January.", "rolled", "filming", "2024-01", "stated"),
        ("The show ends on June 2.", "ends", "ended", "2024-06-02", "scheduled"),
        ("The show is renewed for 2025.", "renewed", "renewed", "2025", "stated"),
        ("The show has not been renewed.", "renewed", "renewed", "", "denied"),
    ],
)
def test_statuses(text: str, target: str, value: str, when: str, modality: str) -> None:
    found = judged(text, target, value=value, event=True, qualifiers={"date": when} if when else {})
    assert found is not None
    assert found.modality == modality


@pytest.mark.parametrize("value", [Unknown(), NoValue()])
def test_what_is_not_known_is_stated_as_such(value: Value) -> None:
    found = judged("A date has not been announced, and there is no trailer.", "announced", value=value, event=True)
    assert found is not None
    assert found.modality == "stated"


def test_what_the_kind_has_withdrawn_is_denied() -> None:
    found = judged("Bo Lindqvist steps into the shoes of Ines Varga.", "Ines Varga", withdrawn=True)
    assert found is not None
    assert found.modality == "denied"


def test_the_next_sentence_may_take_it_back() -> None:
    text = "Some guides have *Salt Harbour* on Hulu tonight. It isn't."
    found = judged(text, "Hulu", value=Entity("platform", "Hulu"))
    assert found is not None
    assert found.modality == "denied"


def test_one_number_is_denied_for_another() -> None:
    text = "The budget is $81 million, not $18 million."
    wrong = judged(text, "$18 million", value=Quantity(18e6, "USD"))
    right = judged(text, "$81 million", value=Quantity(81e6, "USD"), evidence="The budget is $81 million")
    assert wrong is not None
    assert right is not None
    assert (wrong.modality, right.modality) == ("denied", "stated")


def test_a_story_may_deny_what_it_likes() -> None:
    story = "Two strangers agree never to speak and do not keep to it"
    found = judged(f"{story}.", story, value=story, evidence=story)
    assert found is not None
    assert found.modality == "stated"
