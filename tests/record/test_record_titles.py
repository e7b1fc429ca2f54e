"""One title under all its names; several titles under one name kept apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes import FILM, SERIES, Note, day, note, say, told
from slugline.errors import AmbiguousTitle, UnknownTitle
from slugline.model import Claim, Entity
from slugline.record.names import fold, fold_award, fold_franchise, fold_person, plain, territory

OLD = Entity("film", "Paper Tides", 1971)
WORKING = Entity("film", "Project Gull")
AFTER = day("2026-01-01")


def renamed() -> list[Note]:
    return [
        note("2023-02-01", "The Paper", say("director", "Ada Rook", of=WORKING)),
        note("2023-09-01", "The Post", say("also_known_as", "Project Gull", kind="working"), say("runtime", 90)),
        note("2024-01-10", "The Paper", say("release_date", "2024-08-02")),
    ]


@pytest.mark.parametrize("name", ["Paper Tides", "project gull", "The Paper Tides", "“Paper Tides”"])
def test_a_renamed_title_is_found_by_every_name_it_bore(name: str) -> None:
    view = told(renamed()).view(AFTER)
    title = view.title(name)
    assert title.name == "Paper Tides"
    assert title.names == ("Paper Tides", "Project Gull")
    assert view.position(title.key, "director")[0].answers[0].key == "ada rook"


def test_a_later_name_finds_the_title_before_it_was_known() -> None:
    view = told(renamed()).view(day("2023-03-01"))
    assert view.title("Paper Tides").names == ("Project Gull",)


def test_titles_of_one_name_are_told_apart_by_year_and_type() -> None:
    view = told(
        [
            note("2024-01-10", "The Paper", say("director", "Ada Rook"), say("release_date", "2024-08-02")),
            note("2024-02-10", "The Post", say("director", "Otto Lind", of=OLD)),
            note("2024-03-10", "The Post", say("creator", "Mina Sands", of=Entity("series", "Paper Tides"))),
        ]
    ).view(AFTER)
    with pytest.raises(AmbiguousTitle) as raised:
        view.title("Paper Tides")
    assert len(raised.value.choices) == 3
    assert view.title("Paper Tides", year=1971).type == "film"
    assert view.title("Paper Tides", kind="series").type == "series"
    assert view.position(view.title("Paper Tides", year=2024).key, "director")[0].answers[0].key == "ada rook"


def test_a_film_of_another_director_and_year_is_another_film() -> None:
    view = told(
        [
            note("2023-01-10", "The Paper", say("director", "Ada Rook"), say("release_date", "2024-06-07")),
            note("2023-02-10", "The Post", say("director", "Kim Vale", of=Entity("film", "Paper Tides", 2023))),
            note("2024-02-10", "The Post", say("director", "Ada Rook"), say("release_date", "2025-06-06")),
        ]
    ).view(AFTER)
    found = view.candidates("Paper Tides")
    assert len(found) == 2
    assert {view.position(t.key, "director")[0].answers[0].key for t in found} == {"ada rook", "kim vale"}


def test_a_year_given_later_joins_what_was_said_without_one() -> None:
    named = Entity("film", "Paper Tides", 2025)
    view = told(
        [
            note("2023-01-10", "The Paper", say("director", "Ada Rook"), say("release_date", "2025-06-06")),
            note("2025-08-10", "The Post", say("director", "Ada Rook", of=named), say("runtime", 99, of=named)),
        ]
    ).view(AFTER)
    assert len(view.candidates("Paper Tides")) == 1


def test_an_unknown_title_offers_the_nearest_names() -> None:
    view = told([note("2024-01-10", "The Paper", say("runtime", 90), say("runtime", 30, of=SERIES))]).view(AFTER)
    with pytest.raises(UnknownTitle) as raised:
        view.title("Paper Tide")
    assert raised.value.choices[0] == FILM.name


def test_the_head_of_a_long_title_finds_it() -> None:
    long = Entity("series", "The Causeway: A Paper Tides Story")
    view = told([note("2024-01-10", "The Paper", say("episode_count", 6, of=long))]).view(AFTER)
    assert view.title("The Causeway").name == long.name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Café & the Sea", "cafe and the sea"),
        ("Ocean’s Edge", "Ocean's Edge"),
        ("A Quiet Row", "Quiet Row"),
        ("Ill-Met", "ill met"),
    ],
)
def test_names_that_differ_in_dress_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("राम", "रोम"),
        ("バス", "パス"),
        ("мой", "мои"),
        ("$", "?"),
        ("😀", "!!!"),
        ("𝄞", ""),
    ],
)
def test_names_of_any_script_that_differ_in_a_letter_or_are_other_signs_are_two(one: str, other: str) -> None:
    assert plain(one) != plain(other)
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ﾊﾞｽ", "バス"), ("й", "й"), ("Ⅳ", "IV"), ("❤️", "❤"), ("Oce\u00adan", "Ocean"), ("Straße", "STRASSE")],
)
def test_one_name_in_two_codings_is_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("A. J. Marrow", "J. Marrow", False),
        ("A.J. Marrow", "AJ Marrow", True),
        ("A. R. Vane", "AR Vane", True),
        ("An Lo", "Lo", False),
        ("The Warden", "Warden", True),
        ("J. K. Moreau", "JK Moreau", True),
    ],
)
def test_an_initial_is_no_article(one: str, other: str, same: bool) -> None:
    assert (fold_person(one) == fold_person(other)) is same


@given(st.text(max_size=30))
def test_a_folded_name_is_its_own_fold(name: str) -> None:
    assert plain(plain(name)) == plain(name)


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=8))
def test_no_name_of_signs_folds_to_nothing(name: str) -> None:
    assert fold(name)
    assert fold_person(name)


def test_other_folds() -> None:
    assert fold_franchise("the Verge franchise") == fold_franchise("Verge")
    assert fold_award("Oscar for Best Score") == fold_award("Academy Award for best score")
    assert territory("United States") == territory("the US") == territory("U.S.") == "US"
    assert territory("around the world") == "worldwide"


@given(st.text(max_size=60))
def test_folding_is_stable(name: str) -> None:
    assert fold(fold(name)) in (fold(name), fold(fold(fold(name))))
    assert fold(name) == fold(name.upper()).casefold() or not name.isascii()


def test_a_series_that_one_note_calls_a_film_in_passing_is_one_title() -> None:
    passing = Entity("film", SERIES.name)
    view = told(
        [
            note(
                "2024-01-10",
                "The Paper",
                say("showrunner", "Lev Stone", of=SERIES),
                say("director", "Kim Vale", of=SERIES),
            ),
            note(
                "2024-02-10",
                "The Post",
                say("director", "Kim Vale", of=passing),
                say("writer", "Lev Stone", of=passing),
                say("runtime", 50, of=passing),
            ),
        ]
    ).view(AFTER)
    assert [title.type for title in view.candidates(SERIES.name)] == ["series"]


def test_a_film_in_cinemas_beside_the_series_of_its_name_stays_apart() -> None:
    film = Entity("film", SERIES.name)
    view = told(
        [
            note("2024-01-10", "The Paper", say("director", "Kim Vale", of=SERIES)),
            note(
                "2024-02-10",
                "The Post",
                say("director", "Kim Vale", of=film),
                say("release_date", "2025-01-03", of=film, medium="theatrical"),
            ),
        ]
    ).view(AFTER)
    assert len(view.candidates(SERIES.name)) == 2


@pytest.mark.parametrize(
    ("maker", "joined"),
    [(say("director", "Otto Lind", of=FILM), False), (say("director", "Ada Rook", of=FILM), True)],
)
def test_another_name_joins_no_title_of_another_maker(maker: Claim, joined: bool) -> None:
    old = Entity("film", "Heron House", 1999)
    view = told(
        [
            note("2001-01-01", "The Paper", say("director", "Ada Rook", of=old)),
            note("2024-02-01", "The Post", maker, say("also_known_as", "Heron House", kind="working")),
        ]
    ).view(AFTER)
    assert (len(view.titles.titles) == 1) is joined


def test_another_name_joins_a_title_whose_other_makers_are_told() -> None:
    view = told(
        [
            note("2023-02-01", "The Paper", say("director", "Ada Rook", of=WORKING)),
            note("2023-09-01", "The Post", say("also_known_as", WORKING.name), say("composer", "Otto Lind")),
        ]
    ).view(AFTER)
    assert len(view.titles.titles) == 1


@pytest.mark.parametrize(
    ("denied", "again", "names"),
    [
        (None, None, {"Paper Tides", "Project Gull"}),
        ("2024-02-01", None, {"Paper Tides"}),
        ("2023-12-01", None, {"Paper Tides", "Project Gull"}),
        ("2024-02-01", "2024-03-01", {"Paper Tides", "Project Gull"}),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_name_that_is_denied_later_is_none(
    denied: str | None, again: str | None, names: set[str], turned: bool
) -> None:
    notes = [note("2024-01-01", "The Blog", say("also_known_as", WORKING.name))]
    one, other = (WORKING, FILM) if turned else (FILM, WORKING)
    if denied:
        notes.append(note(denied, "The Post", say("also_known_as", other.name, "denied", of=one)))
    if again:
        notes.append(note(again, "The Paper", say("also_known_as", WORKING.name)))
    notes.append(note("2024-01-03", "The Page", say("runtime", 90, of=FILM)))
    title = told(notes).view(AFTER).title(FILM.name)
    assert set(title.names) == names


def test_a_denied_name_joins_nothing() -> None:
    view = told(
        [
            note("2024-01-01", "The Blog", say("also_known_as", WORKING.name)),
            note("2024-01-03", "The Paper", say("director", "Ada Rook", of=WORKING)),
            note("2024-02-01", "The Post", say("also_known_as", WORKING.name, "denied")),
        ]
    ).view(AFTER)
    assert len(view.titles.titles) == 2
