"""Every verdict of the contract on the claims of one article."""

from __future__ import annotations

from typing import Any

import pytest

from scenes import NONE, SERIES, UNKNOWN, Note, day, note, say, told
from slugline.answers import check, is_stale
from slugline.model import Claim

ON = day("2024-12-31")
WORDS = "The film, which was shot over one long winter in an empty hotel, runs to ninety minutes without its credits"


def verdict(claim: Claim, *since: Note, before: tuple[Note, ...] = ()) -> Any:
    mine = note("2024-02-01", "The Paper", claim)
    result: Any = check(told([*before, mine, *since]), mine.claims, as_of=ON)
    [row] = result["claims"]
    assert check(told([*before, *since]), mine.claims, as_of=ON) == result, "the article need not be in the record"
    assert is_stale(result) is (row["verdict"] in ("changed", "now_known", "passed"))
    return row


def later(*claims: Claim, outlet: str = "The Post", on: str = "2024-05-01") -> Note:
    return note(on, outlet, *claims)


def shown(row: Any) -> list[str]:
    return [v["value"].get("name") or v["value"].get("edtf") or v["value"]["type"] for v in row["now"]]


def test_holds_when_somebody_else_says_the_same() -> None:
    assert verdict(say("director", "Ada Rook"), later(say("director", "Ada Rook")))["verdict"] == "holds"
    before = (note("2024-01-01", "The Post", say("director", "Ada Rook")),)
    assert verdict(say("director", "Ada Rook"), before=before)["verdict"] == "holds"


def test_unconfirmed_when_nobody_else_has_said_anything() -> None:
    assert verdict(say("director", "Ada Rook"))["verdict"] == "unconfirmed"
    same_outlet = later(say("director", "Ada Rook"), outlet="The Paper")
    assert verdict(say("director", "Ada Rook"), same_outlet)["verdict"] == "unconfirmed"


def test_a_copy_does_not_confirm_its_twin() -> None:
    twin = note("2024-02-02", "The Herald", say("runtime", 90, quote=WORDS))
    assert verdict(say("runtime", 90, quote=WORDS), twin)["verdict"] == "unconfirmed"


def test_changed_gives_what_stands_now() -> None:
    row = verdict(say("release_date", "2025-01-03"), later(say("release_date", "2025-02-07", replaces="2025-01-03")))
    assert (row["verdict"], shown(row)) == ("changed", ["2025-02-07"])
    assert row["now"][0]["citations"][0]["publisher"] == "The Post"


def test_a_recast_role_gives_its_new_actor() -> None:
    since = later(say("cast_member", "Ada Rook", "denied"), say("cast_member", "Mina Sands", character="Iris"))
    row = verdict(say("cast_member", "Ada Rook", character="Iris"), since)
    assert (row["verdict"], shown(row)) == ("changed", ["Mina Sands"])


@pytest.mark.parametrize(
    ("claim", "known"),
    [
        (say("trailer", NONE), say("trailer", "2024-04-30", kind="teaser")),
        (say("release_date", UNKNOWN, "stated"), say("release_date", "2025-01-03", medium="theatrical")),
        (say("director", UNKNOWN), say("director", "Ada Rook")),
        (say("available_on", UNKNOWN), say("available_on", "Halcyon")),
        (say("cast_member", UNKNOWN, character="Iris"), say("cast_member", "Ada Rook", character="Iris")),
        (say("cast_member", "Ada Rook", character="unknown"), say("cast_member", "Ada Rook", character="Iris")),
    ],
)
def test_now_known(claim: Claim, known: Claim) -> None:
    row = verdict(claim, later(known))
    assert row["verdict"] == "now_known"
    assert row["now"]


def test_an_unknown_is_not_known_for_another_season_or_role() -> None:
    season = say("release_date", UNKNOWN, "stated", of=SERIES, season=2)
    first = later(say("release_date", "2024-04-01", "stated", of=SERIES, season=1))
    assert verdict(season, first)["verdict"] == "unconfirmed"
    role = say("cast_member", UNKNOWN, character="Iris")
    assert verdict(role, later(say("cast_member", "Ada Rook", character="Wren")))["verdict"] == "unconfirmed"


def test_passed_when_the_day_went_by() -> None:
    assert verdict(say("release_date", "2024-06-07"))["verdict"] == "passed"
    again = later(say("release_date", "2024-06-07"))
    assert verdict(say("release_date", "2024-06-07"), again)["verdict"] == "passed"
    assert verdict(say("release_date", "2025-06-07"), later(say("release_date", "2025-06-07")))["verdict"] == "holds"


def test_disputed_between_equal_weights() -> None:
    row = verdict(say("budget", 2e7), later(say("budget", 4e7), on="2024-02-03"))
    assert row["verdict"] == "disputed"
    assert len(row["now"]) == 2


def test_a_weaker_voice_does_not_shake_a_claim() -> None:
    since = later(say("release_date", "2025-23", "rumoured"))
    assert verdict(say("release_date", "2025-01-03"), since)["verdict"] == "unconfirmed"
    more = later(say("release_date", "2025-01-03"), on="2024-06-01", outlet="The Herald")
    assert verdict(say("release_date", "2025-01-03"), since, more)["verdict"] == "holds"


def test_denials_hold_until_somebody_says_it_again() -> None:
    denial = say("cast_member", "Ada Rook", "denied")
    assert verdict(denial)["verdict"] == "holds"
    assert verdict(denial, later(say("cast_member", "Ada Rook", "rumoured")))["verdict"] == "holds"
    assert verdict(denial, later(say("cast_member", "Ada Rook")))["verdict"] == "changed"


def test_a_stage_on_the_way_to_a_release_is_followed_by_it() -> None:
    row = verdict(
        say("status", "wrapped"),
        note("2024-03-01", "The Post", say("status", "filming")),
        note("2024-11-20", "The Post", say("release_date", "2024-11-15", "stated")),
    )
    assert (row["verdict"], [now["value"]["text"] for now in row["now"]]) == ("changed", ["released"])


def test_a_role_by_its_fuller_name_has_not_changed() -> None:
    claim = say("cast_member", "Ada Rook", character="Iris")
    fuller = later(say("cast_member", "Ada Rook", character="Iris Vale"))
    assert verdict(claim, fuller)["verdict"] == "holds"
    other = later(say("cast_member", "Ada Rook", character="Wren"))
    assert verdict(claim, other)["verdict"] == "changed"


def test_a_role_is_known_since_the_day_that_it_was_named_and_cited_from_there() -> None:
    row = verdict(
        say("cast_member", "Ada Rook", character="unknown"),
        note("2024-03-01", "The Herald", say("cast_member", "Ada Rook")),
        later(say("cast_member", "Ada Rook", character="Iris", quote="Ada Rook plays Iris")),
        before=(note("2024-01-01", "The Post", say("cast_member", "Ada Rook")),),
    )
    assert row["verdict"] == "now_known"
    assert row["now"][0]["since"] == "2024-05-01"
    assert row["citations"][0]["quote"] == "Ada Rook plays Iris"


def test_a_date_is_known_since_it_became_the_answer() -> None:
    row = verdict(
        say("release_date", "2025-01-03"),
        note("2024-03-01", "The Herald", say("release_date", "2025-02-07", replaces="2025-01-03")),
        later(say("release_date", "2025-02-07")),
    )
    assert (row["verdict"], row["now"][0]["since"]) == ("changed", "2024-03-01")
