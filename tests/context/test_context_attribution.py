"""According to whom: names only, the nearest first."""

from __future__ import annotations

import pytest

from context.judging import judged

WHO = (
    ("Foxglove Pictures executive Dana Orlock said that Ines Varga stars.", ("Dana Orlock", "Foxglove Pictures")),
    ("Dana Orlock, head of drama at Hulu, said Ines Varga stars.", ("Dana Orlock", "Hulu")),
    (
        "Hulu's head of drama, Dana Orlock, told Variety that Ines Varga stars.",
        ("Dana Orlock", "Hulu", "Variety"),
    ),
    ('"Ines Varga stars," says Hulu president Dana Orlock.', ("Dana Orlock", "Hulu")),
    ("Ines Varga stars, Dana Orlock told Variety on Monday.", ("Dana Orlock", "Variety")),
    ("Ines Varga, said Dana Orlock, has the lead.", ("Dana Orlock",)),
    ("Ines Varga stars, a Hulu spokeswoman said.", ("Hulu",)),
    ("In an interview with Variety, Dana Orlock said that Ines Varga stars.", ("Dana Orlock", "Variety")),
    ("Dana Orlock used the evening to announce that Ines Varga stars.", ("Dana Orlock",)),
    ("Ines Varga stars, according to her agent, Dana Orlock.", ("Dana Orlock",)),
    ("Ines Varga stars, as first reported by Variety.", ("Variety",)),
    ("Variety has Ines Varga in talks to star.", ("Variety",)),
    ('Dana Orlock: "Ines Varga stars."', ("Dana Orlock",)),
    ("Ines Varga stars, we hear.", ()),
    ("Ines Varga stars, sources told us.", ()),
    ("Dana Orlock wrote the script, and Ines Varga stars.", ()),
    ("Dana Orlock hopes that Ines Varga will star.", ()),
    ("Ines Varga stars; Dana Orlock said nothing.", ()),
    ("Dana Orlock said no, but Ines Varga stars.", ()),
)


@pytest.mark.parametrize(("text", "names"), WHO)
def test_speakers(text: str, names: tuple[str, ...]) -> None:
    found = judged(text, "Ines Varga")
    assert found is not None
    assert found.attribution == names


def test_what_is_said_of_the_speaker_in_passing_is_the_articles_own() -> None:
    text = "Dana Orlock, who is also directing *Tin Gulls*, told Variety that Ines Varga stars."
    own = judged(text, "Tin Gulls", evidence="who is also directing *Tin Gulls*")
    told = judged(text, "Ines Varga", evidence="Ines Varga stars")
    assert own is not None
    assert told is not None
    assert own.attribution == ()
    assert told.attribution == ("Dana Orlock", "Variety")


def test_a_role_before_the_speakers_name_is_the_articles_own() -> None:
    found = judged("*Salt Harbour* producer Dana Orlock has said that it opens in May.", "Dana Orlock")
    assert found is not None
    assert found.attribution == ()


def test_a_speaker_keeps_the_floor_across_sentences() -> None:
    text = '"We shot in winter. Ines Varga stars," Dana Orlock told Variety. "It was cold. Bo Lindqvist sings in it."'
    for name in ("Ines Varga", "Bo Lindqvist"):
        found = judged(text, name)
        assert found is not None
        assert found.attribution == ("Dana Orlock", "Variety")


def test_she_added_keeps_speaker_and_outlet() -> None:
    text = "Dana Orlock told Variety that the film is cut. She added that Ines Varga stars."
    found = judged(text, "Ines Varga")
    assert found is not None
    assert found.attribution == ("Dana Orlock", "Variety")


def test_a_reported_clause_keeps_its_relative_clauses() -> None:
    text = "Dana Orlock said that the film, which Bo Lindqvist shot, stars Ines Varga."
    found = judged(text, "Bo Lindqvist", evidence="which Bo Lindqvist shot")
    assert found is not None
    assert found.attribution == ("Dana Orlock",)


def test_a_denial_is_the_deniers() -> None:
    found = judged("Dana Orlock denied that Ines Varga had signed.", "Ines Varga")
    assert found is not None
    assert (found.modality, found.attribution) == ("denied", ("Dana Orlock",))
