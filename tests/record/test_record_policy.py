"""The policy is one readable file that a user may replace; its faults are named."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from scenes import day, note, say, told
from slugline.errors import PolicyError
from slugline.record import load_policy

SHIPPED = resources.files("slugline.record").joinpath("policy.toml").read_text(encoding="utf-8")


def test_every_line_of_the_shipped_policy_is_explained() -> None:
    explained = False
    for line in SHIPPED.splitlines():
        if line.startswith("["):
            assert explained, line
        explained = line.startswith("#") or (explained and bool(line.strip()))


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("stated = 3", "stated = 3\nsworn = 4", "sworn"),
        ("[margins]", "[margin]", "margin"),
        ("lead = 1", "lead = true", "lead"),
        ("lead = 1", "", "lead"),
        ("own = []", "own = 7", "own"),
        ("weak = []", "weak = []\nbad = []", "bad"),
        ("days = 7", "days = -1", "days"),
        ("only = [", "never = [", "never"),
        ("[firmness]", "[firmness", "firmness"),
    ],
)
def test_a_fault_in_a_policy_names_the_key_and_the_known_ones(old: str, new: str, names: str, tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyError) as raised:
        load_policy(path)
    assert str(path) in str(raised.value)
    assert raised.value.allowed
    assert names in str(raised.value) or names == "firmness"


def test_margins_may_be_held_to_known_properties(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(SHIPPED.replace("box_office = 0", "box_offices = 0"), encoding="utf-8")
    with pytest.raises(PolicyError, match="box_offices"):
        load_policy(path, ("box_office", "status", "season_count", "trailer"))


def test_another_policy_gives_other_answers(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(SHIPPED.replace("days = 7", "days = 60"), encoding="utf-8")
    notes = [note("2024-01-10", "Paper", say("runtime", 90)), note("2024-02-10", "Post", say("runtime", 101))]
    standings = []
    for policy in (load_policy(), load_policy(path)):
        view = told(notes, policy).view(day("2024-03-01"))
        [slot] = view.position(view.title("Paper Tides").key, "runtime")
        standings.append(slot.standing)
    assert standings == ["current", "disputed"]
