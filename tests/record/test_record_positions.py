"""What the record holds to be so: every standing, by the policy's weights."""

from __future__ import annotations

import pytest

from scenes import FILM, NONE, SERIES, UNKNOWN, Note, day, note, say, told
from slugline.model import Entity
from slugline.record import Said, Slot, View, claim_id
from slugline.record.weigh import replaced_dates

STUDIO = "Gable Street Pictures"


def seen(notes: list[Note], on: str) -> tuple[View, str]:
    view = told(notes).view(day(on))
    return view, view.title(notes[0].claims[0].subject.name, kind=notes[0].claims[0].subject.type).key


def position(notes: list[Note], name: str, on: str) -> tuple[Slot, ...]:
    view, key = seen(notes, on)
    return view.position(key, name)


def values(slots: tuple[Slot, ...]) -> list[str]:
    return [stand.key for slot in slots for stand in slot.answers]


def standings(slots: tuple[Slot, ...]) -> list[str]:
    return [slot.standing for slot in slots]


def test_current_is_the_newest_of_equal_weight() -> None:
    notes = [note("2024-01-10", "Paper", say("runtime", 90)), note("2024-03-10", "Post", say("runtime", 101))]
    assert (standings(position(notes, "runtime", "2024-12-31")), values(position(notes, "runtime", "2024-12-31"))) == (
        ["current"],
        ["101 minutes"],
    )


def test_disputed_within_the_margin() -> None:
    notes = [note("2024-01-10", "Paper", say("budget", 2e7)), note("2024-01-12", "Post", say("budget", 4e7))]
    slots = position(notes, "budget", "2024-12-31")
    assert standings(slots) == ["disputed"]
    assert len(values(slots)) == 2


def test_a_second_independent_voice_settles_a_dispute_and_a_copy_does_not() -> None:
    text = "The marsh drama cost twenty million to make, said the two sisters who paid every bill of it"
    twin = [note("2024-01-10", outlet, say("budget", 2e7, quote=text)) for outlet in ("Paper", "Herald", "Courier")]
    other = note("2024-01-10", "Post", say("budget", 4e7))
    assert standings(position([*twin, other], "budget", "2024-12-31")) == ["disputed"]
    own_words = note(
        "2024-01-10", "Ledger", say("budget", 2e7, quote="It took twenty million to bring this to the screen")
    )
    assert values(position([*twin, other, own_words], "budget", "2024-12-31")) == ["20000000 USD"]


def test_the_studio_outweighs_an_unsourced_date_of_the_same_day() -> None:
    notes = [
        note("2024-01-10", STUDIO, say("production_company", STUDIO), say("release_date", "2025-03-07")),
        note("2024-01-10", "Popcorn Page", say("release_date", "2025-04-11")),
    ]
    slots = position(notes, "release_date", "2024-02-01")
    assert standings(slots) == ["current"]
    assert values(slots) == ["2025-03-07"]
    assert [stand.key for stand in slots[0].rivals] == ["2025-04-11"]


def test_a_newer_rumour_does_not_supersede_a_firm_date() -> None:
    notes = [
        note("2024-01-10", "Paper", say("release_date", "2025-03-07")),
        note("2024-09-10", "Post", say("release_date", "2025-23", "rumoured")),
    ]
    assert values(position(notes, "release_date", "2024-12-31")) == ["2025-03-07"]


def test_only_a_rumour_is_current_and_says_that_it_is_one() -> None:
    notes = [note("2024-01-10", "Paper", say("release_date", "2025-23", "rumoured"))]
    [slot] = position(notes, "release_date", "2024-12-31")
    assert (slot.standing, slot.answers[0].modality) == ("current", "rumoured")


@pytest.mark.parametrize(("gap", "standing"), [(UNKNOWN, "unknown"), (NONE, "none")])
def test_unknown_and_none(gap: object, standing: str) -> None:
    notes = [note("2024-01-10", "Paper", say("trailer", gap))]  # type: ignore[arg-type]
    slots = position(notes, "trailer", "2024-12-31")
    assert standings(slots) == [standing]
    assert values(slots) == []


def test_unanswered_where_nobody_has_said_anything() -> None:
    assert position([note("2024-01-10", "Paper", say("runtime", 90))], "budget", "2024-12-31") == ()


def test_overdue_when_a_date_went_by_in_silence_and_not_once_it_was_told() -> None:
    planned = note("2024-01-10", "Paper", say("release_date", "2024-06-07", medium="theatrical"))
    out = note("2024-06-20", "Post", say("release_date", "2024-06-07", "stated", medium="theatrical"))
    for notes, on, overdue in (
        ([planned], "2024-06-07", False),
        ([planned], "2024-06-08", True),
        ([planned, out], "2024-07-01", False),
    ):
        view, key = seen(notes, on)
        [slot] = view.position(key, "release_date")
        assert view.overdue(key, "release_date", slot) is overdue


def test_dates_are_resolved_by_territory_and_medium() -> None:
    notes = [
        note(
            "2024-01-10",
            "Paper",
            say("release_date", "2024-06-07", territory="US", medium="theatrical"),
            say("release_date", "2024-06-14", territory="UK", medium="theatrical"),
            say("release_date", "2024-09-01", medium="streaming", platform="Halcyon"),
        ),
        note(
            "2024-03-10",
            "Post",
            say("release_date", "2024-07-05", territory="United States", medium="theatrical", replaces="2024-06-07"),
        ),
    ]
    assert sorted(values(position(notes, "release_date", "2024-05-01"))) == ["2024-06-14", "2024-07-05", "2024-09-01"]


def test_a_date_for_no_territory_stands_beside_until_the_release() -> None:
    notes = [
        note("2024-01-10", "Paper", say("release_date", "2024-06-07", medium="theatrical")),
        note("2024-02-10", "Post", say("release_date", "2024-06-14", medium="theatrical", territory="UK")),
        note("2024-07-10", "Post", say("release_date", "2024-06-21", "stated", medium="theatrical", territory="UK")),
    ]
    assert sorted(values(position(notes, "release_date", "2024-05-01"))) == ["2024-06-07", "2024-06-14"]
    assert values(position(notes, "release_date", "2024-08-01")) == ["2024-06-21"]


def test_the_coarser_of_two_agreeing_dates_is_no_rival() -> None:
    notes = [
        note("2024-01-10", "Paper", say("release_date", "2025-06-07")),
        note("2024-03-10", "Post", say("release_date", "2025")),
    ]
    slots = position(notes, "release_date", "2024-12-31")
    assert (standings(slots), values(slots)) == (["current"], ["2025-06-07"])


def test_seasons_have_dates_of_their_own() -> None:
    notes = [
        note("2023-01-10", "Paper", say("release_date", "2023-10-13", of=SERIES, medium="streaming")),
        note(
            "2023-12-10",
            "Post",
            say("release_date", "2023-10-13", "stated", of=SERIES, season=1, medium="streaming"),
            say("release_date", UNKNOWN, "stated", of=SERIES, season=2),
        ),
    ]
    slots = position(notes, "release_date", "2024-01-01")
    assert {slot.scope.get("season", "1"): slot.standing for slot in slots} == {"1": "current", "2": "unknown"}


def test_a_denied_date_is_withdrawn_and_leaves_an_unknown() -> None:
    notes = [
        note("2024-01-10", "Paper", say("release_date", "2024-06-07", medium="theatrical")),
        note("2024-03-10", "Post", say("release_date", "2024-06-07", "denied"), say("status", "delayed")),
    ]
    slots = position(notes, "release_date", "2024-04-01")
    assert (standings(slots), values(slots)) == (["unknown"], [])


def test_members_join_and_leave() -> None:
    notes = [
        note("2024-01-10", "Paper", say("cast_member", "Ada Rook"), say("cast_member", "Otto Lind", "rumoured")),
        note("2024-02-10", "Post", say("cast_member", "Ada Rook", "denied"), say("cast_member", "Mina Sands")),
        note("2024-03-10", "Post", say("cast_member", "Otto Lind", "denied")),
    ]
    assert values(position(notes, "cast_member", "2024-01-31")) == ["ada rook", "otto lind"]
    assert values(position(notes, "cast_member", "2024-04-01")) == ["mina sands"]


def test_a_rumour_read_late_does_not_bring_back_what_was_denied() -> None:
    denied = note("2024-02-10", "Post", say("cast_member", "Ada Rook", "denied"))
    rumour = note("2024-02-20", "Page", say("cast_member", "Ada Rook", "rumoured"))
    again = note("2024-02-20", "Page", say("cast_member", "Ada Rook", "stated"))
    assert values(position([denied, rumour], "cast_member", "2024-03-01")) == []
    assert values(position([denied, again], "cast_member", "2024-03-01")) == ["ada rook"]


def test_who_left_for_a_season_stays_in_the_others() -> None:
    notes = [
        note("2024-01-10", "Paper", say("cast_member", "Ada Rook", of=SERIES)),
        note("2024-06-10", "Paper", say("cast_member", "Ada Rook", "denied", of=SERIES, season=2)),
    ]
    assert values(position(notes, "cast_member", "2024-07-01")) == ["ada rook"]


def test_a_director_who_left_leaves_an_unknown_director() -> None:
    notes = [
        note("2024-01-10", "Paper", say("director", "Ada Rook")),
        note("2024-02-10", "Post", say("director", "Ada Rook", "denied")),
    ]
    assert standings(position(notes, "director", "2024-03-01")) == ["unknown"]


def test_the_status_moves_on_and_a_rumour_does_not_undo_it() -> None:
    notes = [
        note("2024-01-10", "Paper", say("status", "renewed", of=SERIES, season=2)),
        note("2024-06-10", "Paper", say("status", "cancelled", of=SERIES)),
        note("2024-08-10", "Page", say("status", "renewed", "rumoured", of=SERIES, season=3)),
    ]
    assert [values(position(notes, "status", on)) for on in ("2024-02-01", "2024-07-01", "2024-09-01")] == [
        ["renewed"],
        ["cancelled"],
        ["cancelled"],
    ]


def test_the_story_order_reads_both_ways() -> None:
    second = Entity("film", "Paper Tides II")
    notes = [
        note("2024-01-10", "Paper", say("runtime", 90)),
        note("2024-02-10", "Paper", say("set_after", FILM.name, of=second)),
    ]
    assert values(position(notes, "set_before", "2024-03-01")) == ["paper tides ii"]


def test_what_a_moved_date_takes_back_is_cited_by_the_claim_that_moved_it() -> None:
    claim = note("2024-03-10", "Post", say("release_date", "2025-02-07", replaces="2025-01-03")).claims[0]
    said = Said(claim, "post", "quiet fields", 1.0, 1.0, 1.0, {}, "2025-02-07")
    [denied] = replaced_dates([said])
    assert (denied.key, denied.denies) == ("2025-01-03", True)
    assert denied.id == said.id == claim_id(claim)
