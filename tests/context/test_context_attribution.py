"""According to whom: names only, the nearest first."""

from __future__ import annotations

import pytest

from context.judging import judged

WHO = (
    ("Foxglove Pictures executive Dana Whitlock said that Ines Varga stars.", ("Dana Whitlock", "Foxglove Pictures")),
    ("Dana Whitlock, head of drama at Hulu, said Ines Varga stars.", ("Dana Whitlock", "Hulu")),
    ("Hulu's head of drama, Dana Whitlock, told Variety that Ines Varga stars.", ("Dana Whitlock", "Hulu", "Variety")),
    ('"Ines Varga stars," says Hulu president Dana Whitlock.', ("Dana Whitlock", "Hulu")),
    ("Ines Varga stars, Dana Whitlock told Variety on Monday.", ("Dana Whitlock", "Variety")),
    ("Ines Varga, said Dana Whitlock, has the lead.", ("Dana Whitlock",)),
    ("Ines Varga stars, a Hulu spokeswoman said.", ("Hulu",)),
    ("In an interview with Variety, Dana Whitlock said that Ines Varga stars.", ("Dana Whitlock", "Variety")),
    ("Dana Whitlock used the evening to announce that Ines Varga stars.", ("Dana Whitlock",)),
    ("Ines Varga stars, according to her agent, Dana Whitlock.", ("Dana Whitlock",)),
    ("Ines Varga stars, as first reported by Variety.", ("Variety",)),
    ("Variety has Ines Varga in talks to star.", ("Variety",)),
    ('Dana Whitlock: "Ines Varga stars."', ("Dana Whitlock",)),
    ("Ines Varga stars, we hear.", ()),
    ("Ines Varga stars, sources told us.", ()),
    ("Dana Whitlock wrote the script, and Ines Varga stars.", ()),
    ("Dana Whitlock hopes that Ines Varga will star.", ()),
    ("Ines Varga stars; Dana Whitlock said nothing.", ()),
    ("Dana Whitlock said no, but Ines Varga stars.", ()),
)


@pytest.mark.parametrize(("text", "names"), WHO)
def test_speakers(text: str, names: tuple[str, ...]) -> None:
    found = judged(text, "Ines Varga")
    assert found is not None
    assert found.attribution == names


def test_what_is_said_of_the_speaker_in_passing_is_the_articles_own() -> None:
    text = "Dana Whitlock, who is also directing *Tin Gulls*, told Variety that Ines Varga stars."
    own = judged(text, "Tin Gulls", evidence="who is also directing *Tin Gulls*")
    told = judged(text, "Ines Varga", evidence="Ines Varga stars")
    assert own is not None
    assert told is not None
    assert own.attribution == ()
    assert told.attribution == ("Dana Whitlock", "Variety")


def test_a_role_before_the_speakers_name_is_the_articles_own() -> None:
    found = judged("*Salt Harbour* producer Dana Whitlock has said that it opens in May.", "Dana Whitlock")
    assert found is not None
    assert found.attribution == ()


def test_a_speaker_keeps_the_floor_across_sentences() -> None:
    text = '"We shot in winter. Ines Varga stars," Dana Whitlock told Variety. "It was cold. Bo Lindqvist sings in it."'
    for name in ("Ines Varga", "Bo Lindqvist"):
        found = judged(text, name)
        assert found is not None
        assert found.attribution == ("Dana Whitlock", "Variety")


def test_she_added_keeps_speaker_and_outlet() -> None:
    text = "Dana Whitlock told Variety that the film is cut. She added that Ines Varga stars."
    found = judged(text, "Ines Varga")
    assert found is not None
    assert found.attribution == ("Dana Whitlock", "Variety")


def test_a_reported_clause_keeps_its_relative_clauses() -> None:
    text = "Dana Whitlock said that the film, which Bo Lindqvist shot, stars Ines Varga."
    found = judged(text, "Bo Lindqvist", evidence="which Bo Lindqvist shot")
    assert found is not None
    assert found.attribution == ("Dana Whitlock",)


def test_a_denial_is_the_deniers() -> None:
    found = judged("Dana Whitlock denied that Ines Varga had signed.", "Ines Varga")
    assert found is not None
    assert (found.modality, found.attribution) == ("denied", ("Dana Whitlock",))
