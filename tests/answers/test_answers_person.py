"""What the record says of a person: parts in titles, what is said of themselves, what no longer holds."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner

from scenes import FILM, RECORDED, SERIES, day, note, say, told
from slugline.answers.person import person
from slugline.errors import UnknownPerson
from slugline.model import Entity
from slugline.record import Record
from slugline.record.decisions import Decision, Ref
from slugline.surfaces.cli import main

IVY = Entity("person", "Ivy Salt")
OTHER = Entity("film", "Glass Harbour")
NOTES = [
    note(
        "2024-01-10",
        "Paper",
        say("cast_member", "Ivy Salt", character="Wren", role="lead"),
        say("cast_member", "Odo Brandt"),
        say("release_date", "2025-05-02"),
        say("director", "Ivy Salt", of=OTHER),
        say("writer", "Ivy Salt", "rumoured", of=SERIES),
    ),
    note("2024-02-10", "Post", say("award_won", "Golden Gull", of=IVY, work="Old Rain")),
    note("2024-03-10", "Post", say("cast_member", "Ivy Salt", "denied"), say("cast_member", "Mina Sands")),
]


def asked(record: Record, as_of: str, name: str = "Ivy Salt", **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = person(record, name, as_of=day(as_of), **more)
    return found


def parts(found: dict[str, Any], key: str = "parts") -> list[tuple[str, str]]:
    return [(row["property"], row["title"]["name"]) for row in found[key]]


def test_titles_by_part() -> None:
    found = asked(told(NOTES), "2024-01-31")
    assert parts(found) == [("cast_member", FILM.name), ("director", OTHER.name), ("writer", SERIES.name)]
    first, second, third = found["parts"]
    assert first["qualifiers"] == {"character": "Wren", "role": "lead"}
    assert (first["release"], second["release"]) == ("2025-05-02", None)
    assert (first["standing"], third["modality"]) == ("current", "rumoured")
    assert first["since"] == "2024-01-10"
    assert first["citations"][0]["publisher"] == "Paper"
    assert first["title"]["slug"] == "paper-tides"
    assert found["person"] == {"name": "Ivy Salt", "slug": "ivy-salt", "also_called": []}


def test_who_leaves_is_told_apart_from_who_stays() -> None:
    found = asked(told(NOTES), "2024-04-01")
    assert parts(found) == [("director", OTHER.name), ("writer", SERIES.name)]
    [left] = found["earlier"]
    assert (left["property"], left["since"], left["until"]) == ("cast_member", "2024-01-10", "2024-03-10")
    assert found["updated"] == "2024-03-10"


def test_a_part_that_was_only_ever_denied() -> None:
    record = told([note("2024-01-10", "Paper", say("cast_member", "Ivy Salt", "denied"))])
    found = asked(record, "2024-02-01")
    assert found["parts"] == []
    assert [(row["standing"], row["modality"]) for row in found["earlier"]] == [("denied", "denied")]


def test_what_is_said_of_themselves() -> None:
    record = told([*NOTES, note("2024-05-01", "Post", say("death_date", "2024-04-30", "stated", of=IVY))])
    assert [entry["property"] for entry in asked(record, "2024-04-01")["about"]] == ["award_won"]
    death, award = asked(record, "2024-06-01")["about"]
    assert (death["property"], death["standing"]) == ("death_date", "current")
    assert death["values"][0]["value"]["edtf"] == "2024-04-30"
    assert award["values"][0]["citations"]


def test_a_name_in_an_address_or_in_other_letters() -> None:
    record = told(NOTES)
    assert asked(record, "2024-04-01", "ivy-salt") == asked(record, "2024-04-01", "IVY  SALT")


def test_nobody_of_that_name_or_not_yet() -> None:
    record = told(NOTES)
    with pytest.raises(UnknownPerson) as unknown:
        asked(record, "2024-04-01", "Ivy Solt")
    assert unknown.value.choices[0] == "Ivy Salt"
    with pytest.raises(UnknownPerson):
        asked(record, "2023-12-31")
    with pytest.raises(UnknownPerson):
        asked(record, "2024-04-01", FILM.name)


def test_two_names_that_an_editor_joins_are_one_person() -> None:
    record = told([*NOTES, note("2024-03-15", "Post", say("composer", "I. S. Dray", of=OTHER))])
    assert ("composer", OTHER.name) not in parts(asked(record, "2024-04-01"))
    same = Decision(0, "same", day("2024-03-20"), "Ada Rook", "her married name")
    joined = Decision(
        0, same.act, same.on, same.by, same.reason, one=Ref("Ivy Salt", "person"), other=Ref("I. S. Dray", "person")
    )
    record.decide(joined, RECORDED)
    for name in ("Ivy Salt", "I. S. Dray"):
        found = asked(record, "2024-04-01", name)
        assert ("composer", OTHER.name) in parts(found)
        assert ("director", OTHER.name) in parts(found)
        assert {found["person"]["name"], *found["person"]["also_called"]} == {"Ivy Salt", "I. S. Dray"}


def test_a_part_of_many_titles_at_a_time() -> None:
    films = [Entity("film", f"Reel {number}") for number in range(5)]
    notes = [
        note(f"2024-01-0{number + 1}", "Paper", say("director", "Ivy Salt", of=film))
        for number, film in enumerate(films)
    ]
    record = told(notes)
    seen = [asked(record, "2024-02-01", first=first, most=2) for first in (0, 2, 4)]
    assert [{row["title"]["name"] for row in page["parts"]} for page in seen] == [
        {"Reel 4", "Reel 3"},
        {"Reel 2", "Reel 1"},
        {"Reel 0"},
    ]
    assert {page["names"] for page in seen} == {5}


def test_a_title_of_two_names_stands_once() -> None:
    renamed = say("also_known_as", "Low Rain", of=OTHER, kind="former")
    record = told(
        [
            note("2024-01-01", "Paper", say("director", "Ivy Salt", of=Entity("film", "Low Rain"))),
            note("2024-01-05", "Post", renamed, say("director", "Ivy Salt", of=OTHER)),
        ]
    )
    pages = [asked(record, "2024-02-01", first=first, most=1) for first in (0, 1)]
    assert [parts(page) for page in pages] == [[("director", OTHER.name)], []]


def test_what_the_cost_hangs_on() -> None:
    """Titles that do not name the person are not read."""
    crowd = [
        note("2024-01-01", f"Paper {number}", say("director", f"Other {number}", of=Entity("film", f"Reel {number}")))
        for number in range(20)
    ]
    record = told([*NOTES, *crowd])
    read: list[int] = []
    scoped = Record.view

    def counted(self: Record, *given: Any, **more: Any) -> Any:
        view = scoped(self, *given, **more)
        read.append(len(view.claims))
        return view

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Record, "view", counted)
        asked(record, "2024-04-01")
    assert sum(read) <= sum(len(one.claims) for one in NOTES)


def test_the_command(tmp_path: Any) -> None:
    url = str(tmp_path / "people.db")
    told(NOTES, url=url).close()
    runner = CliRunner()
    shown = runner.invoke(main, ["person", "Ivy Salt", "--as-of", "2024-04-01", "--record", url])
    assert shown.exit_code == 0
    assert "Glass Harbour" in shown.output
    assert "No longer" in shown.output
    as_json = runner.invoke(main, ["person", "ivy salt", "--as-of", "2024-04-01", "--json", "--record", url])
    assert '"ivy-salt"' in as_json.output
    assert runner.invoke(main, ["person", "Nobody Such", "--record", url]).exit_code == 3
