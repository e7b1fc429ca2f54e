"""Going through a record a few titles at a time comes to what the whole record comes to."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from exports.export_scenes import DELL, LATER, QUICK, chosen_from, in_short, stories, story
from scenes import RECORDED, Note, note, say, told
from slugline.model import Entity, NoValue, Unknown
from slugline.record import Decision, Ref
from slugline.record.through import statements_of
from slugline.surfaces.exports.columns import STATEMENTS, statement_row


@QUICK
@given(stories(), st.sampled_from([date(2024, 4, 1), LATER]))
def test_the_parts_are_the_whole(notes: list[Note], as_of: date) -> None:
    with told(notes) as record:
        view = record.view(as_of)
        subjects = {key for key, _ in view.asserted() if key in view.titles.titles or "|" in key}
        whole = sorted(str(in_short(one)) for key in subjects for one in statements_of(view, key))
        with chosen_from(record, as_of) as chosen:
            parts = sorted(str(in_short(one)) for one in chosen.statements())
    assert parts == whole


def test_what_is_unknown_and_what_there_is_none_of_are_statements() -> None:
    with told(story()) as record, chosen_from(record) as chosen:
        found = {one.property: one for one in chosen.statements() if isinstance(one.value, Unknown | NoValue)}
    assert {name: one.standing for name, one in found.items()} == {"composer": "unknown", "trailer": "none"}
    assert all(one.rank == "preferred" and one.claims for one in found.values())


def test_ranks_and_times() -> None:
    with told(story()) as record, chosen_from(record) as chosen:
        rows = [statement_row(one) for one in chosen.statements()]
    dates = {
        (row["value"], row["territory"], row["rank"], str(row["since"]), str(row["until"]))
        for row in rows
        if row["property"] == "release_date" and row["subject_name"] == "Tin Orchard"
    }
    assert dates == {
        ("2026-03-13", "US", "deprecated", "2025-01-10", "2025-06-01"),
        ("2026-10-30", "US", "preferred", "2025-06-01", "None"),
        ("2026-24", "France", "preferred", "2025-06-01", "None"),
    }
    assert all(set(row) == {column.name for column in STATEMENTS} for row in rows)


def test_people_whom_an_editor_makes_one_are_told_once() -> None:
    one = say("death_date", "2025-05-01", of=DELL)
    other = say("death_date", "2025-05-01", of=Entity("person", "M. Dell"))
    with told([note("2025-06-01", "Sheet", one, other)]) as record:
        pair = Ref("Mara Dell", "person"), Ref("M. Dell", "person")
        same = Decision(0, "same", date(2025, 6, 2), "Ed", "one", "", *pair)
        record.decide(same, RECORDED)
        with chosen_from(record) as chosen:
            assert [one.property for one in chosen.statements()] == ["death_date"]
