"""Killed at any moment, `slugline add` leaves whole articles, and adding again completes it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

import record_kills as kills
from slugline.claims.kinds import SPECS
from slugline.record import open_record

HALF = kills.KILLS // 2
NEW, CORRECTED = {"corrects": False}, {"corrects": True}


@pytest.fixture
def place(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> kills.Place:
    if database == "sqlite":
        return kills.Folder(tmp_path)
    return kills.Databases(request.getfixturevalue("server"))


def checked(name: str, done: list[kills.Round]) -> None:
    print(f"\n{kills.heading()}\n{kills.table(name, done)}")
    assert [fault for one in done for fault in one.faults] == []


@pytest.mark.parametrize("how", [NEW, CORRECTED], ids=["new", "corrected"])
def test_killed_at_a_hundred_points(how: dict[str, bool], database: str, place: kills.Place, tmp_path: Path) -> None:
    done = list(kills.rounds(place, HALF, kills.SEED, tmp_path, **how))
    checked(f"{database}, {'corrections' if how['corrects'] else 'new record'}", done)
    whole = [one.articles or 0 for one in done if one.killed]
    assert len(whole) == HALF
    assert any(0 < number < kills.ARTICLES for number in whole), "some kills must fall between two articles"


def test_killed_in_a_new_interpreter(database: str, place: kills.Place, tmp_path: Path) -> None:
    done = list(kills.rounds(place, 3, kills.SEED, tmp_path, cold=True))
    checked(f"{database}, new interpreter", done)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "r.db"
    with open_record(str(path), SPECS) as record:
        record.add(None, kills.made_claims(), kills.READ_ON)
    return path


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("DELETE FROM claims WHERE id = (SELECT max(id) FROM claims)", "not those of any revision"),
        ("UPDATE claims SET quote = quote || '.' WHERE id = 3", "not those of any revision"),
        ("DELETE FROM claims WHERE version = 2", "without claims"),
        ("INSERT INTO replacements VALUES (77, 78, '')", "replacements 77"),
    ],
)
def test_the_look_at_what_is_left_sees_damage(damage: str, words: str, filled: Path) -> None:
    url = f"sqlite:///{filled}"
    with closing(sqlite3.connect(filled)) as database, database:
        database.execute(damage)
    _, faults, claims = kills.found(url)
    assert any(words in fault for fault in [*faults, *kills.part_articles(claims, kills.made_claims())])


def test_what_is_whole_is_whole(filled: Path) -> None:
    articles, faults, claims = kills.found(f"sqlite:///{filled}")
    assert (articles, faults) == (kills.ARTICLES, [])
    assert kills.part_articles(claims, kills.made_claims()) == []
    mixed = [replace(one, said_on=kills.READ_ON.date()) for one in claims]
    assert len(kills.part_articles(mixed, kills.made_claims())) == kills.ARTICLES
