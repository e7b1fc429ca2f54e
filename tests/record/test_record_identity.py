"""Which names mean one title or one person, what is in doubt, and what editors say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scenes import RECORDED, Note, note, say, told
from slugline.answers import ask, changes, explain, guide
from slugline.answers.deciding import Signed, all_doubts, decide_claim, decide_identity, decision_rows, ref_of, withdraw
from slugline.errors import AmbiguousTitle, DecisionError, UnknownTitle
from slugline.model import Entity
from slugline.record import Decision, Record, Ref, claim_id
from slugline.record.decisions import in_force

LATER = date(2026, 1, 1)
SIGNED = Signed("Ines Duarte", "checked with the studio", date(2025, 6, 1), RECORDED)


def film(name: str, year: int = 0) -> Entity:
    return Entity("film", name, year)


def titles(record: Record) -> set[str]:
    return {title.name for title in record.view(LATER).titles.titles.values()}


def cast(record: Record, title: str) -> list[str]:
    found: Any = guide(record, title, as_of=LATER)["answers"]
    return [v["value"]["name"] for a in found if a["property"] == "cast_member" for v in a["values"]]


def about(day: str, outlet: str, *names: str, of: Entity, **qualifiers: Any) -> Note:
    said = [say("cast_member", name, of=of, **qualifiers) for name in names]
    return note(day, outlet, *said, url=f"https://{outlet.lower()}.example/{day}")


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("Iron Lantern 4", "Iron Lantern: Chapter 4", True),
        ("Iron Lantern 4", "Iron Lantern: Chapter IV", True),
        ("Iron Lantern Part Two", "Iron Lantern 2", True),
        ("Iron Lantern", "The Iron Lantern", True),
        ("Iron Lántern", "Iron Lantern!", True),
        ("Iron Lantern 4", "Iron Lantern: Chapter 3", False),
        ("Iron Lantern", "Iron Lantern 2", False),
        ("Iron Lantern 2", "Iron Lanterns 2", False),
        ("Iron Lantern: Chapter 3 – Embers", "Iron Lantern: Chapter 3 – Ashes", False),
    ],
)
def test_numbers_and_marks_in_titles(one: str, other: str, joined: bool) -> None:
    record = told(
        [
            about("2024-01-01", "Paper", "Ada Rook", of=film(one)),
            about("2024-02-01", "Post", "Otto Lind", of=film(other)),
        ]
    )
    assert (len(titles(record)) == 1) is joined


def test_films_of_one_name_are_told_apart_by_year_and_makers() -> None:
    record = told(
        [
            note("2001-03-01", "Paper", say("director", "Ada Rook", of=film("Harrow", 2001))),
            note("2024-03-01", "Post", say("director", "Otto Lind", of=film("Harrow", 2024))),
            note(
                "2024-04-01",
                "Page",
                say("director", "Otto Lind", of=film("Harrow")),
                say("runtime", 99, of=film("Harrow")),
            ),
        ]
    )
    with pytest.raises(AmbiguousTitle):
        guide(record, "Harrow", as_of=LATER)
    assert "Otto Lind" in str(guide(record, "Harrow", as_of=LATER, year=2024))
    assert "99" in str(explain(record, "Harrow", "runtime", as_of=LATER, year=2024)["slots"])
    assert explain(record, "Harrow", "runtime", as_of=LATER, year=2001)["slots"] == []


def test_a_character_who_bears_a_films_name_is_no_title() -> None:
    record = told(
        [
            note("2024-01-01", "Paper", say("cast_member", "Ada Rook", of=film("Wren"), character="Wren")),
            note("2024-02-01", "Post", say("cast_member", "Otto Lind", of=film("Low Tide"), character="Wren")),
        ]
    )
    assert cast(record, "Wren") == ["Ada Rook"]
    assert ask(record, "Who plays Wren in Low Tide?", as_of=LATER)["values"][0]["value"]["name"] == "Otto Lind"  # type: ignore[index]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("J.K. Moreau", "JK Moreau", "J. K. Moreau"), 1),
        (("José Ngata", "Jose Ngata"), 1),
        (("Samuel L. Jacobi", "Samuel Jacobi"), 1),
        (("S. Jacobi", "Samuel Jacobi"), 1),
        (("Jacobi", "Samuel Jacobi"), 1),
        (("Ada Rook", "Ada Rook-Hale"), 1),
        (("Ada Rook", "Ida Rook"), 2),
        (("Rook", "Ada Rook", "Ida Rook"), 3),
        (("Ada", "Ada Rook"), 2),
    ],
)
def test_names_of_one_person_in_one_title(names: tuple[str, ...], shown: int) -> None:
    notes = [about(f"2024-01-0{n + 1}", f"Paper{n}", name, of=film("Low Tide")) for n, name in enumerate(names)]
    assert len(cast(told(notes), "Low Tide")) == shown


def test_two_parts_are_two_people() -> None:
    record = told(
        [
            about("2024-01-01", "Paper", "Ada Rook", of=film("Low Tide"), character="Wren"),
            about("2024-01-02", "Post", "Rook", of=film("Low Tide"), character="Pike"),
        ]
    )
    assert len(cast(record, "Low Tide")) == 2
    assert [(one.kind, one.one, one.other) for one in all_doubts(record, "Low Tide", LATER)] == [
        ("people", "Rook", "Ada Rook")
    ]


@pytest.fixture
def two() -> Record:
    return told(
        [
            about("2024-01-01", "Paper", "Ada Rook", of=film("Kestrel: A Moor Story")),
            about("2024-02-01", "Post", "Otto Lind", of=film("Kestrel")),
        ]
    )


def test_doubtful_titles_stay_apart_and_are_listed(two: Record) -> None:
    assert len(titles(two)) == 2
    found = list(all_doubts(two, None, LATER))
    assert [(one.kind, {one.one, one.other}) for one in found] == [
        ("titles", {"Kestrel (film)", "Kestrel: A Moor Story (film)"})
    ]


def test_a_film_and_a_series_of_one_maker_stay_apart_and_are_listed() -> None:
    series = Entity("series", "Night Kestrel")
    record = told(
        [
            note(
                "2024-01-01",
                "Paper",
                say("writer", "Ada Rook", of=film("Night Kestrel")),
                say("cast_member", "Mina Sands", of=film("Night Kestrel")),
            ),
            note("2024-02-01", "Post", say("creator", "Ada Rook", of=series), say("season_count", 3, of=series)),
        ]
    )
    assert sorted(title.type for title in record.view(LATER).titles.titles.values()) == ["film", "series"]
    assert [(one.kind, {one.one, one.other}) for one in all_doubts(record, None, LATER)] == [
        ("titles", {"Night Kestrel (film)", "Night Kestrel (series)"})
    ]


@pytest.mark.parametrize("year", [0, 1999])
def test_a_stated_name_that_joins_nothing_is_listed(year: int) -> None:
    record = told(
        [
            note("2001-01-01", "Paper", say("director", "Ada Rook", of=film("Heron House", year))),
            note(
                "2024-02-01",
                "Post",
                say("director", "Otto Lind", of=film("Low Tide", 2024)),
                say("also_known_as", "Heron House", of=film("Low Tide", 2024), kind="working"),
            ),
        ]
    )
    assert len(titles(record)) == 2
    [doubt] = all_doubts(record, None, LATER)
    assert "stated" in doubt.why
    decide_identity(record, "differ", "Low Tide", "Heron House (film)", SIGNED)
    assert not list(all_doubts(record, None, LATER))


def test_rejected_claims_stay_with_their_title_among_those_of_one_name() -> None:
    record = told(
        [
            note("2001-03-01", "Paper", say("director", "Ada Rook", of=film("Harrow", 2001))),
            note("2024-03-01", "Post", say("director", "Otto Lind", of=film("Harrow", 2024))),
            note(
                "2024-04-01",
                "Page",
                say("director", "Otto Lind", of=film("Harrow")),
                say("release_date", "2025-04-04", of=film("Harrow")),
            ),
        ]
    )
    for claim in record.claims():
        if not claim.subject.year:
            decide_claim(record, "reject", claim_id(claim), SIGNED)

    def told_of(year: int) -> list[Any]:
        found: Any = explain(record, "Harrow", "release_date", year=year, as_of=LATER)["claims"]
        return [row["outcome"] for row in found]

    assert (told_of(2001), told_of(2024)) == ([], ["ruled_out"])
    assert [row["property"] for row in changes(record, "Harrow", year=2001, as_of=LATER)] == ["director"]
    assert "2025-04-04" in str(changes(record, "Harrow", year=2024, as_of=LATER))


def test_a_title_of_which_every_claim_is_rejected_leaves_nothing_to_its_namesake() -> None:
    record = told(
        [
            note("2001-03-01", "Paper", say("director", "Ada Rook", of=film("Harrow", 2001))),
            note("2024-03-01", "Post", say("director", "Otto Lind", of=film("Harrow", 2024))),
        ]
    )
    [wrong] = [claim for claim in record.claims() if claim.subject.year == 2001]
    decide_claim(record, "reject", claim_id(wrong), SIGNED)
    found: Any = explain(record, "Harrow", "director", as_of=LATER)["claims"]
    assert [row["outcome"] for row in found] == ["answer"]
    assert not list(all_doubts(record, None, LATER))


def test_an_editor_joins_titles_and_undoes_it(two: Record) -> None:
    before = [
        guide(two, name, as_of=LATER) for name in ("Kestrel (film)".removesuffix(" (film)"), "Kestrel: A Moor Story")
    ]
    made = decide_identity(two, "same", "Kestrel (film)", "Kestrel: A Moor Story", SIGNED)
    assert cast(two, "Kestrel") == cast(two, "Kestrel: A Moor Story") == ["Ada Rook", "Otto Lind"]
    assert not list(all_doubts(two, None, LATER))
    withdraw(two, made.id, SIGNED)
    assert [guide(two, name, as_of=LATER) for name in ("Kestrel", "Kestrel: A Moor Story")] == before


def test_an_editor_splits_titles_and_undoes_it() -> None:
    record = told(
        [
            about("2024-01-01", "Paper", "Ada Rook", of=film("Iron Lantern 4")),
            about("2024-02-01", "Post", "Otto Lind", of=film("Iron Lantern: Chapter 4")),
        ]
    )
    made = decide_identity(record, "differ", "Iron Lantern 4", "Iron Lantern: Chapter 4", SIGNED)
    assert cast(record, "Iron Lantern 4") == ["Ada Rook"]
    assert not list(all_doubts(record, None, LATER)), "what is settled is no doubt"
    withdraw(record, made.id, SIGNED)
    assert cast(record, "Iron Lantern 4") == ["Ada Rook", "Otto Lind"]


def test_an_editor_splits_what_another_name_had_joined() -> None:
    record = told(
        [
            note("2024-01-01", "Paper", say("also_known_as", "Heron House", of=film("Low Tide"), kind="working")),
            about("2024-02-01", "Post", "Otto Lind", of=film("Heron House")),
        ]
    )
    assert cast(record, "Low Tide") == ["Otto Lind"]
    decide_identity(record, "differ", "Low Tide", "Heron House", SIGNED)
    assert cast(record, "Low Tide") == []


def test_an_editor_joins_people() -> None:
    record = told(
        [
            about("2024-01-01", "Paper", "Ada Rook", of=film("Low Tide")),
            about("2024-02-01", "Post", "Ada Hale", of=film("Low Tide")),
            note("2024-03-01", "Page", say("award_won", "Lark", of=Entity("person", "Ada Hale"))),
        ]
    )
    made = decide_identity(record, "same", "Ada Rook", "Ada Hale", SIGNED)
    assert len(cast(record, "Low Tide")) == 1
    assert ask(record, "What awards has Ada Rook won?", as_of=LATER)["standing"] == "current"
    withdraw(record, made.id, SIGNED)
    assert len(cast(record, "Low Tide")) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kestrel", "kestrel: a moor story"),
        ("Kestrel (film)", "Kestrel: A Moor Story (film)"),
        ("Kestrel: A Moor Story", "The Kestrel"),
    ],
)
def test_the_newest_word_on_two_titles_stands_however_they_are_typed(two: Record, one: str, other: str) -> None:
    decide_identity(two, "same", "Kestrel (film)", "Kestrel: A Moor Story", SIGNED)
    assert len(titles(two)) == 1
    if "(film)" not in one:
        decide_identity(two, "differ", one, other, replace(SIGNED, on=date(2025, 7, 1)))
        assert len(titles(two)) == 2
        assert [row["stands"] for row in decision_rows(two)] == [False, True]
    assert not [doubt for doubt in all_doubts(two, None, LATER) if doubt.kind == "titles"]


def test_words_on_titles_of_one_name_and_other_years_stand_together() -> None:
    refs = [Ref("Harrow", "film", 2001), Ref("harrow", "film", 2024), Ref("Low Tide")]
    made = [
        Decision(n, act, date(2025, 6, n), "Ines", "why", one=one, other=other)
        for n, (act, one, other) in enumerate(
            [("same", refs[0], refs[2]), ("differ", refs[2], refs[1]), ("differ", refs[0], refs[1])], 1
        )
    ]
    assert [one.id for one in in_force(made, None)] == [1, 2, 3]
    last = Decision(4, "differ", date(2025, 7, 1), "Ines", "why", one=Ref("LOW TIDE", "film"), other=refs[0])
    assert [one.id for one in in_force([*made, last], None)] == [2, 3, 4]


def test_the_newest_word_on_two_people_stands_however_they_are_typed() -> None:
    record = told(
        [
            about("2024-01-01", "Paper", "Ada Rook", of=film("Low Tide")),
            about("2024-02-01", "Post", "Ada Hale", of=film("Low Tide")),
        ]
    )
    decide_identity(record, "same", "Ada Rook", "Ada Hale", SIGNED)
    decide_identity(record, "differ", "ada hale", "ADA ROOK (person)", replace(SIGNED, on=date(2025, 7, 1)))
    assert len(cast(record, "Low Tide")) == 2


@pytest.mark.parametrize("joined", [False, True])
def test_two_people_whom_an_editor_tells_apart_are_joined_by_no_third_name(joined: bool) -> None:
    names = ["Rook", "Ada Rook", "Ada K. Rook"]
    record = told([about(f"2024-01-0{n}", f"Paper{n}", name, of=film("Low Tide")) for n, name in enumerate(names, 1)])
    assert len(cast(record, "Low Tide")) == 1
    if joined:
        decide_identity(record, "same", "Ada Rook", "Ada K. Rook", SIGNED)
    decide_identity(record, "differ", "Rook (person)", "Ada Rook (person)", SIGNED)
    assert len(cast(record, "Low Tide")) == 2
    doubts = [(one.one, one.other) for one in all_doubts(record, None, LATER)]
    assert doubts == ([] if joined else [("Rook", "Ada K. Rook")])


@pytest.mark.parametrize("unknown", ["Nobody Knows", "Rook"])
def test_a_person_must_be_in_the_record(unknown: str) -> None:
    record = told([about("2024-01-01", "Paper", "Ada Rook", "Ada Hale", of=film("Low Tide"))])
    for one, other in ((unknown, "Ada Hale"), ("Ada Hale", unknown)):
        with pytest.raises(UnknownTitle, match=unknown):
            decide_identity(record, "same", f"{one} (person)", f"{other} (person)", SIGNED)
    assert not record.decisions()


def test_identities_that_cannot_be_are_refused(two: Record) -> None:
    with pytest.raises(DecisionError, match="nothing tells"):
        decide_identity(two, "differ", "Kestrel", "The Kestrel", SIGNED)
    with pytest.raises(UnknownTitle):
        decide_identity(two, "same", "Kestrel", "Nobody Knows", SIGNED)
    decide_identity(two, "same", "Kestrel (film)", "Kestrel: A Moor Story", SIGNED)
    with pytest.raises(DecisionError, match="one title already"):
        decide_identity(two, "same", "Kestrel (film)", "Kestrel: A Moor Story", SIGNED)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("Low Tide", Ref("Low Tide")),
        ("Low Tide (film)", Ref("Low Tide", "film")),
        ("Low Tide (film, 2019)", Ref("Low Tide", "film", 2019)),
        ("Ada Rook (person)", Ref("Ada Rook", "person")),
        ("(500) Days (again)", Ref("(500) Days (again)")),
    ],
)
def test_names_are_typed_as_they_are_listed(text: str, ref: Ref) -> None:
    assert ref_of(text) == ref
    assert ref_of(str(ref)) == ref
