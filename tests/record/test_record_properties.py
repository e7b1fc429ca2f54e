"""What holds for every record: order, repetition and the future change no answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenes import FILM, NONE, SERIES, UNKNOWN, Note, note, say, told
from slugline.answers import changes, guide
from slugline.errors import UnknownTitle
from slugline.model import Claim, Entity
from slugline.record import Record

START = date(2024, 1, 1)
OUTLETS = ("Paper", "Post", "Page", "Gable Street Pictures")
QUICK = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    of = draw(st.sampled_from([FILM, FILM, SERIES]))
    modality = draw(st.sampled_from(["stated", "expected", "rumoured", "denied"]))
    kind = draw(st.sampled_from(["date", "cast", "director", "budget", "trailer", "status", "watch"]))
    if kind == "date":
        value: Any = draw(st.sampled_from(["2024-06-07", "2024-08-02", "2024", "2025-03", UNKNOWN]))
        where: Any = draw(st.sampled_from([{}, {"territory": "US"}, {"medium": "theatrical"}, {"season": 2}]))
        firm = draw(st.sampled_from(["scheduled", modality]))
        return say("release_date", value, "stated" if value is UNKNOWN else firm, of=of, **where)
    if kind == "cast":
        role: Any = draw(st.sampled_from([{}, {"character": "unknown"}, {"character": "Wren"}]))
        return say("cast_member", draw(st.sampled_from(["Ada Rook", "Otto Lind"])), modality, of=of, **role)
    if kind == "director":
        value = draw(st.sampled_from(["Ada Rook", "Mina Sands", UNKNOWN]))
        return say("director", value, "stated" if value is UNKNOWN else modality, of=of)
    if kind == "budget":
        return say("budget", draw(st.sampled_from([2e7, 4e7])), modality, of=of)
    if kind == "trailer":
        value = draw(st.sampled_from([NONE, "2024-01-03"]))
        return say("trailer", value, "stated", of=of)
    if kind == "status":
        return say("status", draw(st.sampled_from(["filming", "wrapped", "renewed", "cancelled"])), modality, of=of)
    return say("available_on", draw(st.sampled_from(["theaters", "Halcyon"])), modality, of=of)


@st.composite
def stories(draw: st.DrawFn) -> list[Note]:
    notes = []
    for number in range(draw(st.integers(1, 6))):
        when = START + timedelta(days=draw(st.integers(0, 250)))
        said = draw(st.lists(claims(), min_size=1, max_size=4))
        outlet = draw(st.sampled_from(OUTLETS))
        notes.append(note(when.isoformat(), outlet, *said, url=f"https://x.example/{number}"))
    return notes


def everything(record: Record, on: date) -> list[object]:
    found: list[object] = [changes(record, as_of=on)]
    for title in (FILM, SERIES):
        try:
            found.append(guide(record, title.name, as_of=on, kind=title.type))
        except UnknownTitle:
            found.append(None)
    return found


@QUICK
@given(stories(), st.randoms(use_true_random=False), st.integers(0, 400))
def test_the_order_of_reading_changes_no_answer(story: list[Note], random: object, after: int) -> None:
    mixed = list(story)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    on = START + timedelta(days=after)
    assert everything(told(story), on) == everything(told(mixed), on)


@QUICK
@given(stories(), st.integers(0, 400))
def test_reading_twice_changes_no_answer(story: list[Note], after: int) -> None:
    on = START + timedelta(days=after)
    assert everything(told(story), on) == everything(told([*story, *story]), on)


@QUICK
@given(stories(), st.integers(0, 260))
def test_as_of_never_sees_the_future(story: list[Note], after: int) -> None:
    on = START + timedelta(days=after)
    past = [each for each in story if date.fromisoformat(each.day) <= on]
    assert everything(told(story), on) == everything(told(past), on)


@QUICK
@given(stories())
def test_spells_are_half_open_and_never_overlap(story: list[Note]) -> None:
    view = told(story).view(START + timedelta(days=400))
    for key in view.titles.titles:
        for name in view.properties(key):
            seen: dict[tuple[str, str], date] = {}
            for spell in view.spells(key, name):
                place = (spell.stand.key, spell.scope.get("territory", ""))
                assert spell.until is None or spell.since < spell.until
                assert place not in seen or seen[place] <= spell.since
                seen[place] = spell.until or date.max


@QUICK
@given(stories())
def test_a_spell_is_the_position_on_each_of_its_days_and_on_no_other(story: list[Note]) -> None:
    view = told(story).view(START + timedelta(days=300))
    for key in view.titles.titles:
        for name in view.properties(key):
            spells = view.spells(key, name)
            days = {day + timedelta(days=n) for day in view.days(key, name) for n in (-1, 0, 1)}
            for on in sorted(day for day in days if day <= view.day):
                held = {
                    (s.key, slot.scope.get("territory", ""))
                    for slot in view.position(key, name, on)
                    for s in slot.answers
                }
                running = {
                    (s.stand.key, s.scope.get("territory", ""))
                    for s in spells
                    if s.since <= on and (s.until is None or on < s.until)
                }
                assert held == running


@QUICK
@given(stories())
def test_every_value_of_a_guide_is_cited_in_words_that_were_said(story: list[Note]) -> None:
    record = told(story)
    quotes = {claim.evidence.quote for each in story for claim in each.claims}
    for found in everything(record, START + timedelta(days=400))[1:]:
        if isinstance(found, dict):
            for answer in found["answers"]:
                for value in answer["values"]:
                    assert value["citations"]
                    assert {cited["quote"] for cited in value["citations"]} <= quotes


NAMINGS = (
    Entity("film", "Paper Tides"),
    Entity("film", "Paper Tides", 1971),
    Entity("film", "Paper Tides", 2025),
    Entity("film", "Project Gull"),
    Entity("series", "Paper Tides"),
)


@st.composite
def namings(draw: st.DrawFn) -> list[Note]:
    """Notes in which titles share names, change names and are given years, or not."""
    notes = []
    for number in range(draw(st.integers(1, 5))):
        when = START + timedelta(days=draw(st.integers(0, 100)))
        of = draw(st.sampled_from(NAMINGS))
        said = [say("director", draw(st.sampled_from(["Ada Rook", "Mina Sands"])), of=of)]
        if draw(st.booleans()):
            said.append(say("release_date", draw(st.sampled_from(["2025-06-06", "1971-03-01"])), of=of))
        if draw(st.booleans()):
            said.append(
                say("also_known_as", draw(st.sampled_from(["Project Gull", "Paper Tides"])), of=of, kind="former")
            )
        notes.append(note(when.isoformat(), draw(st.sampled_from(OUTLETS)), *said, url=f"https://x.example/{number}"))
    return notes


def named(record: Record, on: date) -> list[object]:
    view = record.view(on)
    told_apart = [(t.key, t.names, t.year) for t in sorted(view.titles.titles.values(), key=lambda t: t.key)]
    return [told_apart, changes(record, as_of=on)]


@QUICK
@given(namings(), st.randoms(use_true_random=False), st.integers(0, 110))
def test_which_names_are_one_title_depends_on_neither_order_nor_future(
    story: list[Note], random: Any, after: int
) -> None:
    on = START + timedelta(days=after)
    mixed = list(story)
    random.shuffle(mixed)
    past = [each for each in story if date.fromisoformat(each.day) <= on]
    assert named(told(story), on) == named(told(mixed), on) == named(told(past), on)


@QUICK
@given(stories(), st.integers(0, 300))
def test_changes_folded_over_time_give_the_guide(story: list[Note], after: int) -> None:
    record, on = told(story), START + timedelta(days=after)
    for title in (FILM, SERIES):
        try:
            found = guide(record, title.name, as_of=on, kind=title.type)
        except UnknownTitle:
            continue
        held: dict[str, set[str]] = {}
        rows = changes(record, title.name, as_of=on, kind=title.type)
        for row in reversed(rows):
            values = held.setdefault(str(row["property"]), set())
            fold_change(row, values)
        for answer in found["answers"]:  # type: ignore[attr-defined]
            name = answer["property"]
            if name in ("next", "premise", "status") or answer["standing"] == "disputed":
                continue
            now = {value_of(value["value"]) for value in answer["values"]} - {"unknown", "none", "theaters"}
            assert now <= held.get(name, set()) | {"theaters"}, (name, now, rows)
            assert held.get(name, set()) - {"theaters"} <= {
                value_of(value["value"])
                for other in found["answers"]  # type: ignore[attr-defined]
                if other["property"] == name
                for value in other["values"]
            } | {"theaters"}, (name, held, rows)


def fold_change(row: dict[str, Any], values: set[str]) -> None:
    """What stands after one more change."""
    if "from" in row and row["change"] != "disputed":
        values.discard(value_of(row["from"]))
    if "to" in row:
        values.add(value_of(row["to"]))
    if row["change"] == "disputed":
        values.add(value_of(row["from"]))


def value_of(value: dict[str, Any]) -> str:
    return str(value.get("edtf") or value.get("name") or value.get("text") or value.get("amount") or value["type"])
