"""QuickStatements: settled statements of known items, with everything that an editor needs to check them."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Runner
from exports.export_scenes import DELL, FERRY, NASTY, ORCHARD, QUICK, chosen_from, no_ids, stories, story
from scenes import NONE, UNKNOWN, Note, note, say, told
from slugline.edtf import Edtf
from slugline.model import Claim, Entity
from slugline.surfaces.exchange.outside import Identity
from slugline.surfaces.exports.quickstatements import write_quickstatements
from slugline.surfaces.exports.quoting import address, exact, mono, string
from slugline.surfaces.exports.terms import terms, time_of

ITEMS = {
    ("film", "Tin Orchard"): "Q101",
    ("series", "Glass Ferry"): "Q102",
    ("person", "Mara Dell"): "Q201",
    ("person", "Sam Oduya"): "Q202",
    ("person", "Greta Holm"): "Q203",
    ("franchise", "Orchard"): "Q301",
    ("thing", "Falcata Films"): "Q401",
    ("thing", "Ida"): "Q501",
    ("film", "Moor Lane"): "Q601",
    ("person", "Ada Rook"): "Q602",
}
Command = list[str]


def commands(text: str) -> list[Command]:
    """Commands parted as QuickStatements parts them: at every line feed and ``||``, tab and ``|``."""
    rows = text.replace("||", "\n").replace("|", "\t").split("\n")
    return [row.split("\t") for row in rows if row.strip()]


VALUE = re.compile(
    r'somevalue|novalue|Q\d+|\+\d{4}-\d\d-\d\dT00:00:00Z/(9|10|11)|\d+(\.\d+)?(U\d+)?|([a-z]{2}:)?"[^\t\n|]+"'
)


def check(command: Command) -> None:
    """That every column is of the syntax."""
    item, prop, value, *rest = command
    assert re.fullmatch(r"Q\d+", item)
    assert re.fullmatch(r"P\d+|Aen", prop)
    assert VALUE.fullmatch(value), value
    if rest and rest[0] in ("R+", "R-"):
        rest = rest[1:]
    assert len(rest) % 2 == 0
    for key, told_value in zip(rest[::2], rest[1::2], strict=True):
        assert re.fullmatch(r"P\d+|!?S\d+", key), key
        assert VALUE.fullmatch(told_value), told_value


def written(notes: Iterable[Note]) -> tuple[str, Counter[str]]:
    """The commands for a record of the notes, each looked at, and what is left out."""
    with told(notes) as record, chosen_from(record) as chosen, no_ids() as known:
        known.learn(Identity(kind, name, 0, "wikidata", item) for (kind, name), item in ITEMS.items())
        to = io.StringIO()
        count, left = write_quickstatements(chosen, known, to)
    made = commands(to.getvalue())
    assert len(made) == count
    for command in made:
        check(command)
    return to.getvalue(), left


def heads(text: str) -> set[tuple[str, ...]]:
    """Item, property, value, rank and qualifiers of each command, without references."""
    found = set()
    for command in commands(text):
        cut = next((n for n, part in enumerate(command) if re.fullmatch(r"!?S\d+", part)), len(command))
        found.add(tuple(command[:cut]))
    return found


def one(*claims: Claim) -> set[tuple[str, ...]]:
    text, _ = written([note("2025-01-10", "The Test Sheet", *claims)])
    return heads(text)


def test_a_story() -> None:
    text, left = written(story())
    assert heads(text) == {
        ("Q101", "P577", "+2026-03-13T00:00:00Z/11", "R-", "P291", "Q30"),
        ("Q101", "P577", "+2026-10-30T00:00:00Z/11", "R+", "P291", "Q30"),
        ("Q101", "P161", "Q201", "R+", "P453", "Q501"),
        ("Q101", "P161", "Q202", "R-", "P453", "somevalue"),
        ("Q101", "P57", "Q203"),
        ("Q101", "P2047", "118U7727"),
        ("Q101", "P86", "somevalue"),
        ("Q101", "P8345", "Q301"),
        ("Q101", "P2512", "Q102"),
        ("Q201", "P570", "+2025-05-00T00:00:00Z/10"),
    }
    assert left["nothing is settled"] == 1
    assert left["a date that Wikidata cannot bear"] == 1
    assert left["no property of Wikidata says the same"] == 2


def test_references() -> None:
    said = say("director", "Greta Holm", of=ORCHARD, quote="Holm directs")
    text, _ = written([note("2025-01-10", "The Test Sheet", said)])
    (command,) = commands(text)
    assert command[3:] == [
        "S854", '"https://thetestsheet.example/2025-01-10"',
        "S1476", 'en:"2025-01-10"',
        "S577", "+2025-01-10T00:00:00Z/11",
        "S813", "+2030-01-01T00:00:00Z/11",
        "S1683", 'en:"Holm directs"',
    ]  # fmt: skip


def test_each_article_is_a_reference_of_its_own() -> None:
    notes = [note(f"2025-01-1{n}", f"Sheet {n}", say("director", "Greta Holm", of=ORCHARD)) for n in range(5)]
    text, _ = written(notes)
    (command,) = commands(text)
    assert [part for part in command if part.endswith("S854")] == ["S854", "!S854", "!S854"]


@pytest.mark.parametrize(
    ("edtf", "value"),
    [
        ("2026-03-13", ("+2026-03-13T00:00:00Z/11",)),
        ("2026-03", ("+2026-03-00T00:00:00Z/10",)),
        ("2026", ("+2026-00-00T00:00:00Z/9",)),
        ("2026~", ("+2026-00-00T00:00:00Z/9", "P1480", "Q5727902")),
        (
            "2026-21",
            ("+2026-00-00T00:00:00Z/9", "P1319", "+2026-03-01T00:00:00Z/11", "P1326", "+2026-05-31T00:00:00Z/11"),
        ),
        ("2026-01/2026-12", ("+2026-00-00T00:00:00Z/9",)),
    ],
)
def test_a_date_is_as_precise_as_it_was_said(edtf: str, value: tuple[str, ...]) -> None:
    assert one(say("release_date", edtf, of=ORCHARD)) == {("Q101", "P577", *value)}


@pytest.mark.parametrize("edtf", ["../2026-01", "2026-01/..", "2026-24", "2025-10/2026-02"])
def test_a_date_that_wikidata_cannot_bear(edtf: str) -> None:
    assert time_of(Edtf(edtf)) is None
    assert one(say("release_date", edtf, of=ORCHARD)) == set()


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        (say("director", UNKNOWN, of=ORCHARD), ("Q101", "P57", "somevalue")),
        (say("director", NONE, of=ORCHARD), ("Q101", "P57", "novalue")),
        (say("budget", 45_000_000, of=ORCHARD), ("Q101", "P2130", "45000000U4917")),
        (say("content_rating", "PG-13", of=ORCHARD, territory="US"), ("Q101", "P1657", "Q18665339")),
        (say("also_known_as", "Tennlunden", of=ORCHARD), ("Q101", "Aen", '"Tennlunden"')),
        (say("production_company", "Falcata Films", of=ORCHARD), ("Q101", "P272", "Q401")),
        (
            say("filming_location", "Portugal", of=ORCHARD, date="2025-02"),
            ("Q101", "P915", "Q45", "P585", "+2025-02-00T00:00:00Z/10"),
        ),
        (
            say("cast_member", "Mara Dell", of=ORCHARD, character="The Crow", role="voice"),
            ("Q101", "P725", "Q201", "P4633", '"The Crow"'),
        ),
        (say("sequel_of", "Glass Ferry", of=ORCHARD), ("Q101", "P155", "Q102")),
        (say("box_office", 7, of=ORCHARD, territory="France"), ("Q101", "P2142", "7U4917", "P3005", "Q142")),
        (
            say("release_date", "2026", "stated", of=ORCHARD, medium="streaming"),
            ("Q101", "P577", "+2026-00-00T00:00:00Z/9", "P437", "Q220499"),
        ),
    ],
)
def test_values(claim: Claim, wanted: tuple[str, ...]) -> None:
    assert one(claim) == {wanted}


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (say("director", "Nobody Known", of=ORCHARD), "the item of a value is not known"),
        (say("director", "Greta Holm", of=Entity("film", "Nothing")), "the item of the title or person is not known"),
        (say("director", "Greta Holm", "rumoured", of=ORCHARD), "nothing is settled"),
        (say("status", "filming", of=ORCHARD), "no property of Wikidata says the same"),
        (say("showrunner", "Greta Holm", of=FERRY), "no property of Wikidata says the same"),
        (say("episode_count", 8, of=FERRY, season=2), "it is of one season, which has an item of its own"),
        (
            say("release_date", "2026", of=ORCHARD, medium="festival"),
            "it is of one medium, for which Wikidata has no one item",
        ),
        (say("release_date", "2026", of=ORCHARD, territory="Nowhere"), "the item of a territory is not known"),
        (say("box_office", 7, of=ORCHARD, period="opening_weekend"), "it is of one period"),
        (say("available_on", "theaters", of=ORCHARD), "the item of a value is not known"),
    ],
)
def test_what_is_left_out_is_counted(claim: Claim, why: str) -> None:
    text, left = written([note("2025-01-10", "The Test Sheet", claim)])
    assert text == ""
    assert left == {why: 1}


def test_what_only_wikidata_says_does_not_go_back() -> None:
    claim = say("director", "Greta Holm", of=ORCHARD)
    text, left = written([note("2025-01-10", "Wikidata", claim)])
    assert text == ""
    assert left == {"nobody but Wikidata says so": 1}
    text, _ = written([note("2025-01-10", "Wikidata", claim), note("2025-02-10", "The Test Sheet", claim)])
    assert "wikidata" not in text
    assert "thetestsheet" in text


def test_one_id_for_two_people_is_no_id() -> None:
    notes = [note("2025-01-10", "Sheet", say("director", "Greta Holm", of=ORCHARD))]
    with told(notes) as record, chosen_from(record) as chosen, no_ids() as known:
        known.learn(Identity("person", "Greta Holm", 0, "wikidata", item) for item in ("Q1", "Q2"))
        known.learn([Identity("film", "Tin Orchard", 0, "wikidata", "Q101")])
        assert write_quickstatements(chosen, known, io.StringIO())[1] == {"the item of a value is not known": 1}


@pytest.mark.parametrize("words", [word for word in NASTY if word.strip()])
def test_no_word_of_a_stranger_is_a_command(words: str) -> None:
    said = say("also_known_as", f"{words}Q1", of=ORCHARD), say("director", "Greta Holm", of=ORCHARD, quote=words)
    made = note("2025-01-10", words, *said, url=f"https://x.example/{words}")
    claims = [replace(one, source=replace(one.source, title=words, author=words)) for one in made.claims]
    text, _ = written([replace(made, claims=tuple(claims))])
    assert {command[0] for command in commands(text)} == {"Q101"}
    assert {command[1] for command in commands(text)} == {"P57", "Aen"}


@given(st.text(max_size=40))
def test_texts(text: str) -> None:
    for made in (
        string(text),
        mono("en", text),
        exact("en", text),
        address(text),
        address("https://x.example/" + text),
    ):
        assert not made or VALUE.fullmatch(made), made
        assert "|" not in made


def test_a_quote_is_exact_or_absent() -> None:
    assert exact("en", "so  it\nsays") == 'en:"so it says"'
    assert exact("en", "a|b") == exact("en", "a\x1b[31mb") == exact("en", "x" * 2000) == ""


@QUICK
@given(stories())
def test_every_command_is_of_the_syntax(notes: list[Note]) -> None:
    written(notes)


def test_every_term_is_a_property() -> None:
    assert len(terms()) > 25
    assert not {"status", "premise", "trailer", "showrunner", "set_after", "prequel_of"} & set(terms())


def test_the_command_tells_what_is_left_out(slugline: Runner, tmp_path: Any) -> None:
    told(story(), url=str(tmp_path / "record.db")).close()
    ran = slugline("export", "--format", "quickstatements")
    assert (ran.status, ran.out) == (0, "")
    assert "0 statements" in ran.err
    assert "left out: the item of the title or person is not known" in ran.err
    assert DELL.name not in ran.err
