"""The guide: standing questions in their order, in the right tense, each cited."""

from __future__ import annotations

from typing import Any

import pytest

from scenes import FILM, NONE, SERIES, UNKNOWN, Note, day, note, say, told
from slugline.answers import ask, guide
from slugline.errors import AmbiguousTitle, UnknownTitle
from slugline.model import Claim, Entity

NEXT = Entity("series", "The Causeway")
FIRST = Entity("film", "Low Water")


def explainer() -> list[Note]:
    """One article about a film to come, as a desk would file it."""
    return [
        note(
            "2024-03-01",
            "The Paper",
            say("release_date", "2024-11-15"),
            say("available_on", "theaters"),
            say("available_on", UNKNOWN),
            say("available_on", "Halcyon", "expected"),
            say("premise", "a lamplighter who is asked to forget one house"),
            say("franchise", "Marlow Finch"),
            say("cast_member", "Ada Rook", character="Iris", role="lead"),
            say("cast_member", "Otto Lind", character="Marlow Finch", reprise=True),
            say("cast_member", "Mina Sands", character="unknown"),
            say("spinoff_of", "Marlow Finch"),
            say("set_after", FIRST.name),
            say("director", "Kim Vale"),
            say("status", "wrapped", date="2024-01"),
            say("trailer", NONE),
            say("franchise", "Marlow Finch", of=NEXT),
            say("release_date", "2024-05-03", of=NEXT, medium="streaming", platform="Halcyon"),
        )
    ]


def found(made: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [answer for answer in made["answers"] if answer["property"] == name]


def test_one_article_answers_the_standing_questions_in_order() -> None:
    made: Any = guide(told(explainer()), FILM.name, as_of=day("2024-03-01"))
    assert made["title"] == {
        "name": FILM.name,
        "type": "film",
        "year": 2024,
        "also_known_as": [],
        "franchise": "Marlow Finch",
    }
    assert made["updated"] == made["as_of"] == "2024-03-01"
    order = [answer["property"] for answer in made["answers"]]
    wanted = ["release_date", "available_on", "premise", "cast_member", "spinoff_of", "set_after", "director"]
    wanted += ["status", "next", "trailer"]
    assert [name for name in dict.fromkeys(order) if name in wanted] == wanted
    for answer in made["answers"]:
        assert answer["question"].endswith("?")
        assert answer["answer"].endswith((".", "”."))
        assert all(value["citations"] for value in answer["values"])


def test_what_is_unknown_stands_beside_what_is_known() -> None:
    made: Any = guide(told(explainer()), FILM.name, as_of=day("2024-03-01"))
    [watch] = found(made, "available_on")
    assert watch["standing"] == "current"
    assert [value["value"].get("name", value["value"]["type"]) for value in watch["values"]] == [
        "theaters",
        "Halcyon",
        "unknown",
    ]
    assert "expected" in watch["answer"]
    assert "No streaming service" in watch["answer"]


def test_the_hero_of_the_franchise_is_asked_for_by_name() -> None:
    made: Any = guide(told(explainer()), FILM.name, as_of=day("2024-03-01"))
    hero, cast = found(made, "cast_member")
    assert hero["question"] == f"Will Marlow Finch be in {FILM.name}?"
    assert [value["value"]["name"] for value in hero["values"]] == ["Otto Lind"]
    assert "in an undisclosed role" in cast["answer"]


def test_what_comes_next_gathers_the_franchise() -> None:
    made: Any = guide(told(explainer()), FILM.name, as_of=day("2024-03-01"))
    [following] = found(made, "next")
    assert [value["value"]["name"] for value in following["values"]] == [NEXT.name]
    assert "on Halcyon on May 3, 2024" in following["answer"]


@pytest.mark.parametrize(
    ("name", "comes"),
    [
        ("Pellam 4", True),
        ("Pellam: Ashes", True),
        ("Pellam 2: Ashes", True),
        ("Pellam: Chapter IV", True),
        ("Untitled Pellam Spin-Off Series", True),
        ("The Second Pellam Movie", True),
        ("Resident Pellam", False),
        ("Kestrel: A Pellam Story", False),
        ("Pellam Rising", False),
    ],
)
def test_only_a_title_named_after_the_franchise_comes_next_unsaid(name: str, comes: bool) -> None:
    other = Entity("series", name)
    notes = [
        note("2024-01-01", "The Paper", say("franchise", "Pellam", of=Entity("film", "Pellam: Embers"))),
        note("2024-01-02", "The Post", say("status", "renewed", of=other, season=4)),
    ]
    made = ask(told(notes), "What comes next in the Pellam franchise?", as_of=day("2024-02-01"))
    assert [value["value"]["name"] for value in made["values"]] == ([name] if comes else [])  # type: ignore[attr-defined]
    assert made["standing"] == ("current" if comes else "unanswered")


def test_none_and_unanswered_give_no_values() -> None:
    made: Any = guide(told(explainer()), FILM.name, as_of=day("2024-03-01"))
    [trailer] = found(made, "trailer")
    assert (trailer["standing"], trailer["values"]) == ("none", [])
    assert trailer["citations"]
    bare: Any = guide(told([note("2024-03-01", "Paper", say("runtime", 90))]), FILM.name, as_of=day("2024-03-01"))
    [premise] = found(bare, "premise")
    assert (premise["standing"], premise["values"]) == ("unanswered", [])


def test_a_moved_date_gives_the_old_one_with_its_time() -> None:
    story = [
        note("2024-01-10", "Paper", say("release_date", "2024-06-07", medium="theatrical")),
        note("2024-03-10", "Post", say("release_date", "2024-08-02", medium="theatrical", replaces="2024-06-07")),
    ]
    made: Any = guide(told(story), FILM.name, as_of=day("2024-04-01"))
    [release] = found(made, "release_date")
    assert [(v["value"]["edtf"], v["since"]) for v in release["values"]] == [("2024-08-02", "2024-03-10")]
    [old] = release["superseded"]
    assert (old["value"]["edtf"], old["since"], old["until"]) == ("2024-06-07", "2024-01-10", "2024-03-10")
    assert [row["change"] for row in made["changes"]] == ["moved", "announced"]


def test_the_question_follows_the_state_of_the_title() -> None:
    story = [
        note("2024-01-10", "Paper", say("release_date", "2024-06-07")),
        note("2024-06-20", "Post", say("release_date", "2024-06-07", "stated")),
    ]
    asked = []
    for on in ("2024-02-01", "2024-07-01"):
        made: Any = guide(told(story), FILM.name, as_of=day(on))
        asked.append(found(made, "release_date")[0]["question"])
    assert asked == [f"When will {FILM.name} be released?", f"When was {FILM.name} released?"]


def test_a_date_gone_by_does_not_hide_one_that_stands() -> None:
    story = [
        note(
            "2024-07-10",
            "Paper",
            say("release_date", "2024-06-07", "stated", medium="theatrical"),
            say("release_date", "2024-09-01", medium="streaming", platform="Halcyon"),
        )
    ]
    made: Any = guide(told(story), FILM.name, as_of=day("2024-10-01"))
    assert [(a["standing"], [v["value"]["edtf"] for v in a["values"]]) for a in found(made, "release_date")] == [
        ("current", ["2024-06-07"]),
        ("overdue", ["2024-09-01"]),
    ]


@pytest.mark.parametrize(
    ("later", "overdue"),
    [
        ([say("release_date", "2020-01-01", "stated", of=SERIES)], True),
        ([say("release_date", "2024-02-01", "stated", of=SERIES, season=1)], True),
        ([say("release_date", "2024-03-01", "stated", of=SERIES, season=3)], True),
        ([say("box_office", 1e6, of=SERIES)], True),
        ([say("release_date", "2023-03-01", "stated", of=SERIES, season=2, territory="France")], True),
        ([say("release_date", "2024-03-08", "stated", of=SERIES, season=2, territory="France")], False),
    ],
)
def test_only_word_of_the_same_season_shows_that_it_came_out(later: list[Claim], overdue: bool) -> None:
    plan = say("release_date", "2024-03-01", of=SERIES, season=2, territory="US")
    record = told([note("2024-01-01", "The Paper", plan), note("2024-06-01", "The Post", *later)])
    view = record.view(day("2024-07-01"))
    key = view.title(SERIES.name).key
    [slot] = [slot for slot in view.position(key, "release_date") if slot.scope.get("territory") == "US"]
    assert view.overdue(key, "release_date", slot) is overdue


@pytest.mark.parametrize(("takings", "overdue"), [([say("box_office", 1e6)], False), ([], True)])
def test_takings_show_that_a_film_came_out(takings: list[Claim], overdue: bool) -> None:
    plan = note("2024-01-01", "The Paper", say("release_date", "2024-03-01"))
    made: Any = guide(
        told([plan, note("2024-06-01", "The Post", say("runtime", 90), *takings)]), FILM.name, as_of=day("2024-07-01")
    )
    assert (found(made, "release_date")[0]["standing"] == "overdue") is overdue


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-06-07", "on June 7, 2024"),
        ("2024-06", "in June 2024"),
        ("2024-23", "in fall 2024"),
        ("2024", "in 2024"),
        ("2024~", "in about 2024"),
        ("2024-01/2024-03", "between January 2024 and March 2024"),
        ("../2024-08-15", "by August 15, 2024"),
    ],
)
def test_dates_are_worded_no_finer_than_they_were_said(edtf: str, words: str) -> None:
    made: Any = guide(
        told([note("2023-01-10", "Paper", say("release_date", edtf))]), FILM.name, as_of=day("2023-02-01")
    )
    assert found(made, "release_date")[0]["answer"] == f"{FILM.name} is scheduled for release {words}."


def test_titles_that_do_not_settle_raise() -> None:
    twin = Entity("series", FILM.name)
    record = told([note("2024-03-01", "Paper", say("runtime", 90), say("episode_count", 6, of=twin))])
    with pytest.raises(AmbiguousTitle):
        guide(record, FILM.name, as_of=day("2024-04-01"))
    assert guide(record, FILM.name, as_of=day("2024-04-01"), kind="series")["title"]
    with pytest.raises(UnknownTitle):
        guide(record, SERIES.name, as_of=day("2024-04-01"))


def test_a_release_in_theaters_is_a_place_to_watch() -> None:
    made: Any = guide(
        told([note("2024-03-01", "The Paper", say("release_date", "2024-11-15", medium="theatrical"))]),
        FILM.name,
        as_of=day("2024-03-02"),
    )
    [where] = found(made, "available_on")
    assert [row["value"]["name"] for row in where["values"]] == ["theaters"]
    assert [row["property"] for row in made["changes"]] == ["release_date"]


def test_a_former_name_is_told_as_one() -> None:
    story = [note("2024-03-01", "The Paper", say("also_known_as", "Night Ferry", kind="former"))]
    made: Any = guide(told(story), FILM.name, as_of=day("2024-03-02"))
    [name] = found(made, "also_known_as")
    assert name["answer"] == f"{FILM.name} was formerly called Night Ferry."


def test_that_somebody_could_return_makes_no_return() -> None:
    story = [
        note("2024-03-01", "The Paper", say("cast_member", "Ada Rook", character="Iris")),
        note("2024-04-01", "The Paper", say("cast_member", "Ada Rook", "expected", character="Iris", reprise=True)),
    ]
    made: Any = guide(told(story), FILM.name, as_of=day("2024-05-01"))
    cast = found(made, "cast_member")[-1]
    assert [row["qualifiers"] for row in cast["values"]] == [{"character": "Iris"}]


def test_a_character_whom_somebody_plays_is_asked_for_once() -> None:
    played = say("cast_member", "Ada Rook", character="Iris")
    story = [note("2024-03-01", "The Paper", played, say("character", "Iris"))]
    assert not found(guide(told(story), FILM.name, as_of=day("2024-03-02")), "character")
    story = [note("2024-03-01", "The Paper", played, say("character", "Noor"))]
    assert found(guide(told(story), FILM.name, as_of=day("2024-03-02")), "character")


def test_a_plan_for_one_country_that_came_true_is_a_release() -> None:
    plan = say("release_date", "2024-03-22", "scheduled", medium="theatrical", territory="US")
    story = [
        note("2024-03-01", "The Paper", plan),
        note("2024-04-10", "The Post", say("release_date", "2024-03", "stated")),
    ]
    made: Any = guide(told(story), FILM.name, as_of=day("2025-01-01"))
    [release] = found(made, "release_date")
    assert (release["standing"], release["question"].split()[1]) == ("current", "was")
