"""Every change of the contract, on the day of the article that brought it."""

from __future__ import annotations

from typing import Any

import pytest

from scenes import FILM, NONE, SERIES, UNKNOWN, Note, day, note, say, told
from slugline.answers import changes
from slugline.model import Claim, Entity

EARLY, LATE = "2024-01-10", "2024-03-10"


def scene(*, before: tuple[Any, ...], after: tuple[Any, ...], of: Entity = FILM) -> list[Note]:
    stage = say("runtime", 90, of=of)
    return [note(EARLY, "Paper", *(before or (stage,))), note(LATE, "Post", *after)]


def cast(name: str, modality: str = "stated", **qualifiers: Any) -> Claim:
    return say("cast_member", name, modality, **qualifiers)


SCENES = {
    "announced": (scene(before=(), after=(say("release_date", "2025-01-03"),)), None, "2025-01-03"),
    "moved": (
        scene(before=(say("release_date", "2025-01-03"),), after=(say("release_date", "2025-02-07"),)),
        "2025-01-03",
        "2025-02-07",
    ),
    "recast": (
        scene(
            before=(cast("Ada Rook", character="Iris"),),
            after=(cast("Ada Rook", "denied"), cast("Mina Sands", character="Iris")),
        ),
        "Ada Rook",
        "Mina Sands",
    ),
    "joined": (scene(before=(), after=(cast("Ada Rook"),)), None, "Ada Rook"),
    "left": (scene(before=(cast("Ada Rook"),), after=(cast("Ada Rook", "denied"),)), "Ada Rook", None),
    "revealed": (scene(before=(say("trailer", NONE),), after=(say("trailer", "2024-03-09"),)), None, "2024-03-09"),
    "denied": (
        scene(before=(cast("Ada Rook", "rumoured"),), after=(cast("Ada Rook", "denied"),)),
        "Ada Rook",
        None,
    ),
    "confirmed": (scene(before=(cast("Ada Rook", "rumoured"),), after=(cast("Ada Rook"),)), None, "Ada Rook"),
    "released": (
        scene(before=(say("release_date", "2024-03-01"),), after=(say("release_date", "2024-03-01", "stated"),)),
        None,
        "2024-03-01",
    ),
    "renewed": (
        scene(before=(), after=(say("status", "renewed", of=SERIES, season=2),), of=SERIES),
        None,
        "renewed",
    ),
    "cancelled": (
        scene(before=(say("status", "filming", of=SERIES),), after=(say("status", "cancelled", of=SERIES),), of=SERIES),
        "filming",
        "cancelled",
    ),
    "renamed": (
        scene(
            before=(say("runtime", 90, of=Entity("film", "Project Gull")),),
            after=(say("also_known_as", "Project Gull", kind="former"),),
        ),
        "Project Gull",
        FILM.name,
    ),
}


def shown(value: Any) -> Any:
    return value and (value.get("name") or value.get("edtf") or value.get("text"))


@pytest.mark.parametrize("change", sorted(SCENES))
def test_each_change_carries_what_the_contract_says(change: str) -> None:
    story, old, new = SCENES[change]
    rows: Any = [row for row in changes(told(story), as_of=day("2024-12-31")) if row["on"] == LATE]
    [row] = [row for row in rows if row["change"] == change]
    assert (shown(row.get("from")), shown(row.get("to"))) == (old, new)
    assert row["citations"]
    assert all(cited["date"] == LATE for cited in row["citations"])


def test_disputed() -> None:
    story = [note("2024-03-08", "Paper", say("budget", 2e7)), note(LATE, "Post", say("budget", 4e7))]
    rows = changes(told(story), FILM.name, as_of=day("2024-12-31"))
    assert [(row["on"], row["change"]) for row in rows] == [(LATE, "disputed"), ("2024-03-08", "announced")]


def test_a_role_that_was_unknown_is_revealed() -> None:
    story = scene(before=(cast("Ada Rook", character="unknown"),), after=(cast("Ada Rook", character="Iris"),))
    rows = changes(told(story), as_of=day("2024-12-31"))
    assert [(row["on"], row["change"]) for row in rows] == [(LATE, "revealed"), (EARLY, "joined")]


def test_a_repeated_or_coarser_date_is_no_change() -> None:
    story = [
        note(EARLY, "Paper", say("release_date", "2025-01-03", medium="theatrical")),
        note(LATE, "Post", say("release_date", "2025"), say("release_date", "2025-01-03", medium="theatrical")),
    ]
    assert [row["on"] for row in changes(told(story), as_of=day("2024-12-31"))] == [EARLY]


def test_a_date_that_replaces_one_never_heard_of_is_moved() -> None:
    story = scene(before=(), after=(say("release_date", "2025-02-07", replaces="2025-01-03"),))
    [row] = [row for row in changes(told(story), as_of=day("2024-12-31")) if row["on"] == LATE]
    assert (row["change"], shown(row["from"]), shown(row["to"])) == ("moved", "2025-01-03", "2025-02-07")


def test_since_and_as_of_bound_the_list_and_the_newest_comes_first() -> None:
    record = told(scene(before=(say("release_date", UNKNOWN, "stated"),), after=(say("release_date", "2025-01-03"),)))
    everything = changes(record, as_of=day("2024-12-31"))
    assert [row["on"] for row in everything] == sorted((str(row["on"]) for row in everything), reverse=True)
    assert changes(record, as_of=day("2024-12-31"), since=day(LATE)) == everything[:1]
    assert changes(record, as_of=day("2024-03-09")) == everything[1:]
