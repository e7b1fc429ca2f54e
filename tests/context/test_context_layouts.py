"""Layouts that tell who speaks: interviews, transcripts, posts and source tags."""

from __future__ import annotations

from context.judging import judged

INTERVIEW = """We spoke to Dana Orlock on the phone. *Salt Harbour* was shot by Bo Lindqvist.

**How did you find your lead?**

I saw her in a play. Ines Varga is the lead.

**And the sea, was it real?**

My cousin owns a boat. We shot in Lisbon.

**Is Olga Brandt in it?**

I never tell. We kept one secret.
"""
EXPLAINER = """*Salt Harbour* is a drama about the sea.

**Who stars in the new film?**

Ines Varga is the lead.

**When does the film come out?**

It opens in May, and Bo Lindqvist sings in it.

**Is there a trailer for it?**

There is one, cut by Olga Brandt.
"""
TRANSCRIPT = """**MIRA STONE:** Who is in it?

**DANA ORLOCK:** Ines Varga is in it.

**STONE:** And who shot it?

**ORLOCK:** Bo Lindqvist shot it, in Lisbon.

**STONE:** Was it cold?

**ORLOCK:** It was.
"""


def names(text: str, target: str, title: str = "News of the day") -> tuple[str, ...] | None:
    found = judged(text, target, title=title)
    return found.attribution if found else None


def test_an_interviewees_answers_are_theirs() -> None:
    title = "Six questions for Dana Orlock"
    assert names(INTERVIEW, "Ines Varga", title) == ("Dana Orlock",)
    assert names(INTERVIEW, "Lisbon", title) == ("Dana Orlock",)
    assert names(INTERVIEW, "Bo Lindqvist", title) == ()


def test_a_question_asserts_nothing() -> None:
    assert names(INTERVIEW, "Olga Brandt", "Six questions for Dana Orlock") is None


def test_an_explainers_answers_are_its_own() -> None:
    assert names(EXPLAINER, "Ines Varga") == ()
    assert names(EXPLAINER, "Bo Lindqvist") == ()


def test_a_transcript_gives_each_turn_to_its_speaker() -> None:
    assert names(TRANSCRIPT, "Ines Varga") == ("Dana Orlock",)
    assert names(TRANSCRIPT, "Bo Lindqvist") == ("Dana Orlock",)


def test_a_post_is_its_writers() -> None:
    text = 'The day in posts.\n\n**9.15am – Dana Orlock, in a story**\n"So happy. Ines Varga stars with me."\n'
    assert names(text, "Ines Varga") == ("Dana Orlock",)


def test_a_source_tag_covers_the_news_and_not_its_background() -> None:
    text = "Ines Varga will star in *Salt Harbour*, which Bo Lindqvist shot. [Kettle Daily]"
    assert names(text, "Ines Varga") == ("Kettle Daily",)
    assert names(text, "Bo Lindqvist") == ()
