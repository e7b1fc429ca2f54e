"""Questions in people's words: answered from the record, or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from scenes import FILM, NONE, SERIES, UNKNOWN, Note, day, note, say, told
from slugline.answers import ask
from slugline.model import Entity
from slugline.record import Record

SEQUEL = Entity("film", "Paper Tides: The Ebb")
ACTOR = Entity("person", "Ada Rook")


def story() -> list[Note]:
    return [
        note(
            "2024-01-10",
            "The Paper",
            say("release_date", "2024-11-15", medium="theatrical", territory="US"),
            say("release_date", "2024-11-22", medium="theatrical", territory="UK"),
            say("available_on", "theaters"),
            say("available_on", UNKNOWN),
            say("premise", "a lamplighter who is asked to forget one house"),
            say("franchise", "Marlow Finch"),
            say("cast_member", "Ada Rook", character="Iris Vane", role="lead"),
            say("cast_member", "Otto Lind", character="unknown"),
            say("cast_member", "Pia Noor", "denied"),
            say("director", "Kim Vale"),
            say("writer", "Sol Hart"),
            say("composer", "Bea Quill", "expected", by=("Kim Vale",)),
            say("cinematographer", "Jun Ode"),
            say("filming_location", "Riga"),
            say("status", "filming", date="2024-01"),
            say("trailer", NONE),
            say("runtime", 128),
            say("budget", 9.5e7),
            say("based_on", "The Lamplighter", author="Edda Moss"),
            say("remake_of", "Old Tides", "denied"),
            say("release_date", "2024-05-03", of=SEQUEL),
            say("franchise", "Marlow Finch", of=SEQUEL),
            say("sequel_of", FILM.name, of=SEQUEL),
            say("death_date", "2024-01-04", of=Entity("person", "Old Tom")),
            say("award_won", "Silver Wing for Best Actress", of=ACTOR, work=FILM.name),
        ),
        note(
            "2024-01-12",
            "The Post",
            say("network", "Channel Eight", of=SERIES),
            say("status", "renewed", of=SERIES, season=2),
            say("release_date", "2023-03-01", "stated", of=SERIES, season=1),
            say("release_date", UNKNOWN, "stated", of=SERIES, season=2),
            say("episode_count", 8, of=SERIES, season=1),
            say("showrunner", "Lev Stone", of=SERIES),
        ),
    ]


@pytest.fixture(scope="module")
def record() -> Record:
    return told(story())


def said(record: Record, question: str) -> Any:
    return ask(record, question, as_of=day("2024-02-01"))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When will Paper Tides be released in the UK?", "November 22, 2024"),
        ("When's Paper Tides out in the US?", "November 15, 2024"),
        ("What is Paper Tides' release date?", "November 15, 2024"),
        ("When does Paper Tides hit theaters?", "November 15, 2024"),
        ("Who's in Paper Tides?", "Ada Rook as Iris Vane"),
        ("Who stars in Paper Tides?", "Otto Lind in an undisclosed role"),
        ("Who plays Iris Vane in Paper Tides?", "Ada Rook plays Iris Vane"),
        ("Who plays Iris Vane?", "Ada Rook"),
        ("Who does Ada Rook play in Paper Tides?", "Iris Vane"),
        ("Is Ada Rook in Paper Tides?", "Yes."),
        ("Will Pia Noor be in Paper Tides?", "No."),
        ("Who is the lead in Paper Tides?", "Ada Rook"),
        ("Who directs Paper Tides?", "Kim Vale"),
        ("Is Kim Vale directing Paper Tides?", "Yes."),
        ("Who wrote the screenplay for Paper Tides?", "Sol Hart"),
        ("Who is composing the music for Paper Tides?", "is expected to be scored by Bea Quill, according to Kim Vale"),
        ("Who is the director of photography on Paper Tides?", "Jun Ode"),
        ("Where was Paper Tides filmed?", "Riga"),
        ("How long is Paper Tides?", "128 minutes"),
        ("How much did Paper Tides cost to make?", "$95 million"),
        ("What is Paper Tides based on?", "The Lamplighter by Edda Moss"),
        ("What's Paper Tides about?", "a lamplighter"),
        ("Is Paper Tides a remake?", "No."),
        ("Is Paper Tides: The Ebb a sequel to Paper Tides?", "Yes."),
        ("When did Old Tom die?", "January 4, 2024"),
        ("Which award did Ada Rook win for Paper Tides?", "Silver Wing for Best Actress"),
        ("Has Kettle Row been renewed?", "renewed for season 2"),
        ("Which channel is Kettle Row on?", "Channel Eight"),
        ("How many episodes does season 1 of Kettle Row have?", "8 episodes"),
        ("Who's the showrunner of Kettle Row?", "Lev Stone"),
        ("When did Kettle Row premiere?", "March 1, 2023"),
        ("What comes next in the Marlow Finch franchise?", "May 3, 2024"),
        ("Is Paper Tides filming?", "since January 2024"),
        ("Is Paper Tides in theaters?", "in theaters"),
    ],
)
def test_answered(record: Record, question: str, words: str) -> None:
    made = said(record, question)
    assert made["standing"] in ("current", "none")
    assert words in made["answer"]
    assert made["citations"]


@pytest.mark.parametrize(
    ("question", "standing"),
    [
        ("Where can I stream Paper Tides?", "unknown"),
        ("When will Paper Tides be on streaming?", "unknown"),
        ("When will the second season of Kettle Row premiere?", "unknown"),
        ("What role does Otto Lind play in Paper Tides?", "unknown"),
        ("Is there a trailer for Paper Tides?", "none"),
    ],
)
def test_unknown_and_none(record: Record, question: str, standing: str) -> None:
    made = said(record, question)
    assert (made["standing"], made["values"]) == (standing, [])
    assert made["citations"]


@pytest.mark.parametrize(
    "question",
    [
        "What is the age rating of Paper Tides?",
        "Who plays the landlady in Paper Tides?",
        "Who directed the first episode of Kettle Row?",
        "Why was Paper Tides delayed?",
        "When is Glass Harbor released?",
        "Is Ada Rook in Kettle Row?",
        "Did Paper Tides win an Oscar?",
        "Who is Kim Vale married to?",
        "When was the director of Paper Tides born?",
        "How much did Paper Tides earn?",
        "Will there be a third season of Kettle Row?",
        "Is Paper Tides any good?",
        "Paper Tides",
        "",
        "? ? ?",
        "who " * 5000,
    ],
)
def test_it_abstains_rather_than_guess(record: Record, question: str) -> None:
    made = said(record, question)
    assert (made["standing"], made["values"], made["citations"]) == ("unanswered", [], [])
    assert made["answer"].endswith(".")


def test_two_answers_that_stand_are_both_given() -> None:
    twice = [note("2024-01-10", "Paper", say("budget", 2e7)), note("2024-01-11", "Post", say("budget", 4e7))]
    made = said(told(twice), "What is the budget of Paper Tides?")
    assert made["standing"] == "disputed"
    assert "$20 million" in made["answer"]
    assert "$40 million" in made["answer"]


def test_several_titles_of_one_name_need_a_year_or_a_kind() -> None:
    old = Entity("film", FILM.name, 1971)
    record = told([note("2024-01-10", "Paper", *[say("director", "Kim Vale"), say("director", "Ola Berg", of=old)])])
    # The undated film is doubtful beside the old one only where its makers differ, as here.
    assert said(record, "Who directed Paper Tides?")["standing"] == "unanswered"
    assert "Ola Berg" in said(record, "Who directed the 1971 film Paper Tides?")["answer"]


def test_tense_follows_the_day_asked() -> None:
    notes = [
        note("2024-01-10", "Paper", say("release_date", "2024-06-07"), say("director", "Kim Vale")),
        note("2024-06-10", "Post", say("release_date", "2024-06-07", "stated")),
    ]
    record = told(notes)
    answers = [
        ask(record, "When is Paper Tides out?", as_of=day(on))["answer"]
        for on in ("2024-02-01", "2024-06-08", "2024-07-01")
    ]
    assert answers == [
        "Paper Tides is scheduled for release on June 7, 2024.",
        "Paper Tides was scheduled for release on June 7, 2024; nothing said since tells whether it came out.",
        "Paper Tides was released on June 7, 2024.",
    ]
