"""What editors decide outranks the policy, shows in every answer, and can be taken back without a trace."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenes import FILM, RECORDED, UNKNOWN, note, say, told
from slugline.answers import ask, changes, check, explain, guide, timeline
from slugline.answers.deciding import (
    Signed,
    all_doubts,
    correction_of,
    decide_claim,
    decide_identity,
    decision_rows,
    withdraw,
)
from slugline.edtf import Edtf
from slugline.errors import DecisionError, RecordError
from slugline.model import Claim, Entity
from slugline.record import Correction, Record, Scope, claim_id

LATER = date(2024, 12, 1)
JUNE, AUGUST = "2024-06-07", "2024-08-02"


def signed(on: str = "2024-05-01", reason: str = "the studio told us") -> Signed:
    return Signed("Ines Duarte", reason, date.fromisoformat(on), RECORDED)


def id_of(record: Record, quote: str) -> str:
    return claim_id(next(claim for claim in record.claims() if claim.evidence.quote == quote))


def release(record: Record, on: str) -> list[str]:
    found: Any = guide(record, FILM.name, as_of=date.fromisoformat(on))["answers"]
    return [value["value"]["edtf"] for value in found[0]["values"]]


@pytest.fixture
def moved() -> Record:
    return told(
        [
            note("2024-01-01", "Paper", say("release_date", JUNE, quote="June it is")),
            note("2024-03-01", "Post", say("release_date", AUGUST, quote="August it is")),
        ]
    )


def test_a_confirmed_claim_stands_against_a_newer_one(moved: Record) -> None:
    assert release(moved, "2024-05-02") == [AUGUST]
    decide_claim(moved, "confirm", id_of(moved, "June it is"), signed())
    assert release(moved, "2024-05-02") == [JUNE]


def test_a_decision_counts_from_its_day(moved: Record) -> None:
    decide_claim(moved, "confirm", id_of(moved, "June it is"), signed("2024-05-01"))
    assert release(moved, "2024-04-30") == [AUGUST]
    rows = changes(moved, FILM.name, since=date(2024, 5, 1), as_of=LATER)
    assert [(row["on"], row["change"]) for row in rows if row["property"] == "release_date"] == [
        ("2024-05-01", "moved")
    ]


def test_nothing_rests_on_a_rejected_claim(moved: Record) -> None:
    decide_claim(moved, "reject", id_of(moved, "August it is"), signed())
    assert release(moved, "2024-05-02") == [JUNE]
    decide_claim(moved, "reject", id_of(moved, "June it is"), signed())
    found: Any = guide(moved, FILM.name, as_of=LATER) if moved.view(LATER).titles.titles else None
    assert found is None


def test_a_corrected_claim_says_what_the_editor_says(moved: Record) -> None:
    correction = Correction(value=Edtf("2024-09-13"), qualifiers={"territory": "US"})
    decide_claim(moved, "correct", id_of(moved, "August it is"), signed(), correction)
    found: Any = guide(moved, FILM.name, as_of=date(2024, 5, 2))["answers"]
    values = {(value["value"]["edtf"], value["qualifiers"].get("territory")) for value in found[0]["values"]}
    assert ("2024-09-13", "US") in values
    assert not any(day == AUGUST for day, _ in values)


def test_every_answer_shows_the_decision(moved: Record) -> None:
    decide_claim(moved, "confirm", id_of(moved, "June it is"), signed())
    on = date(2024, 5, 2)
    shown = (
        guide(moved, FILM.name, as_of=on),
        ask(moved, "When does Paper Tides come out?", as_of=on),
        changes(moved, FILM.name, since=date(2024, 5, 1), as_of=on),
        explain(moved, FILM.name, "release_date", as_of=on),
        check(moved, [claim for claim in moved.claims() if claim.evidence.quote == "August it is"], as_of=on),
    )
    assert all("'by': 'Ines Duarte'" in str(one) and "the studio told us" in str(one) for one in shown)


def test_a_confirmed_rumour_is_firm(moved: Record) -> None:
    moved.add(
        None, note("2024-04-01", "Page", say("cast_member", "Ada Rook", "rumoured", quote="maybe")).claims, RECORDED
    )
    decide_claim(moved, "confirm", id_of(moved, "maybe"), signed())
    found: Any = guide(moved, FILM.name, as_of=LATER)["answers"]
    assert [v["modality"] for a in found if a["property"] == "cast_member" for v in a["values"]] == ["stated"]


def test_a_status_moves_on_after_a_decision() -> None:
    record = told([note("2024-01-01", "Paper", say("status", "filming", quote="cameras roll"))])
    decide_claim(record, "confirm", id_of(record, "cameras roll"), signed("2024-02-01"))
    record.add(None, note("2024-06-01", "Post", say("status", "wrapped", quote="it is done")).claims, RECORDED)
    found: Any = explain(record, FILM.name, "status", as_of=LATER)
    assert [slot["values"][0]["text"] for slot in found["slots"]] == ["wrapped"]


def test_a_decision_that_later_claims_contradict_is_in_doubt(moved: Record) -> None:
    decide_claim(moved, "confirm", id_of(moved, "June it is"), signed())
    assert not list(all_doubts(moved, None, LATER))
    moved.add(None, note("2024-05-20", "Page", say("release_date", "2025-02-07", quote="next year")).claims, RECORDED)
    assert release(moved, "2024-05-21") == [JUNE]
    assert [(one.kind, one.other, one.decision) for one in all_doubts(moved, None, LATER)] == [
        ("decision", "2025-02-07", 1)
    ]


@pytest.mark.parametrize(
    ("claim", "fault"),
    [("0000000000", "no claim has the id"), ("zz", "no claim's id"), ("ab", "no claim's id")],
)
def test_a_decision_of_no_claim_is_refused(moved: Record, claim: str, fault: str) -> None:
    with pytest.raises((DecisionError, RecordError), match=fault):
        decide_claim(moved, "confirm", claim, signed())
    assert not moved.decisions()


def test_a_correction_of_nothing_is_refused(moved: Record) -> None:
    with pytest.raises(DecisionError, match="changes nothing"):
        decide_claim(moved, "correct", id_of(moved, "June it is"), signed(), Correction(value=Edtf(JUNE)))


@pytest.mark.parametrize(("by", "reason"), [("", "why"), (" ", "why"), ("Ines", ""), ("Ines", "  ")])
def test_a_decision_has_a_name_and_a_reason(by: str, reason: str) -> None:
    with pytest.raises(DecisionError):
        Signed(by, reason, LATER, RECORDED)


def test_a_decision_is_withdrawn_once(moved: Record) -> None:
    decide_claim(moved, "confirm", id_of(moved, "June it is"), signed())
    withdraw(moved, 1, signed("2024-05-03"))
    with pytest.raises(RecordError, match="has been withdrawn"):
        withdraw(moved, 1, signed("2024-05-04"))
    with pytest.raises(RecordError, match="no decision"):
        withdraw(moved, 2, signed("2024-05-04"))
    assert [row["stands"] for row in decision_rows(moved)] == [False, False]


def test_what_was_decided_is_still_seen_on_the_days_between(moved: Record) -> None:
    decide_claim(moved, "confirm", id_of(moved, "June it is"), signed("2024-05-01"))
    withdraw(moved, 1, signed("2024-05-10"))
    assert [release(moved, day) for day in ("2024-04-30", "2024-05-05", "2024-05-10")] == [[AUGUST], [JUNE], [AUGUST]]
    on = [row["on"] for row in changes(moved, FILM.name, as_of=LATER) if row["property"] == "release_date"]
    assert on[:2] == ["2024-05-10", "2024-05-01"]


def test_a_decision_outlives_a_new_version_that_keeps_the_sentence(moved: Record) -> None:
    decide_claim(moved, "reject", id_of(moved, "August it is"), signed())
    again = note("2024-03-01", "Post", say("runtime", 90), say("release_date", AUGUST, quote="August it is"))
    moved.add(None, again.claims, RECORDED)
    assert release(moved, "2024-05-02") == [JUNE]
    gone = note("2024-03-01", "Post", say("runtime", 90))
    moved.add(None, gone.claims, RECORDED)
    assert [(one.kind, one.why) for one in all_doubts(moved, None, LATER)] == [
        ("decision", "its article no longer says so")
    ]


def test_a_claim_corrected_to_another_title_is_found_there(moved: Record) -> None:
    other = Correction(subject=Entity("film", "Other Sea"))
    decide_claim(moved, "correct", id_of(moved, "June it is"), signed(), other)
    found: Any = guide(moved, "Other Sea", as_of=LATER)["answers"]
    assert found[0]["values"][0]["value"]["edtf"] == JUNE
    judged: Any = check(moved, [one for one in moved.claims() if one.evidence.quote == "June it is"], as_of=LATER)
    assert len(judged["claims"]) == 1


def test_a_claim_corrected_to_another_value_is_found_by_it() -> None:
    record = told([note("2024-01-01", "Paper", say("franchise", "Mooor", quote="part of it"))])
    right = Correction(value=Entity("franchise", "Moor"))
    decide_claim(record, "correct", id_of(record, "part of it"), signed(), right)
    assert [one["name"] for one in timeline(record, "Moor", as_of=LATER)["titles"]] == [FILM.name]  # type: ignore[attr-defined]


def test_a_confirmed_date_leaves_other_territories_and_media_alone() -> None:
    record = told(
        [
            note(
                "2024-01-01",
                "Paper",
                say("release_date", JUNE, quote="June it is"),
                say("release_date", "2024-06-14", territory="France"),
                say("release_date", "2024-09-13", medium="home_video"),
            )
        ]
    )
    before = explain(record, FILM.name, "release_date", as_of=LATER)["slots"]
    decide_claim(record, "confirm", id_of(record, "June it is"), signed())
    assert explain(record, FILM.name, "release_date", as_of=LATER)["slots"] == before


def test_no_denial_withdraws_what_an_editor_confirmed(moved: Record) -> None:
    decide_claim(moved, "confirm", id_of(moved, "June it is"), signed())
    coarse = note("2024-06-01", "Page", say("release_date", "2024", replaces=JUNE), say("release_date", JUNE, "denied"))
    moved.add(None, coarse.claims, RECORDED)
    assert release(moved, "2024-06-02") == [JUNE]


def test_corrections_build_on_one_another_and_are_confirmed_as_they_stand(moved: Record) -> None:
    mine = id_of(moved, "August it is")
    for typed in ({"value": "2024-08-09", "qualifiers": {}}, {"value": "", "qualifiers": {"territory": "US"}}):
        made = correction_of(moved, mine, str(typed["value"]), "", "", typed["qualifiers"])  # type: ignore[arg-type]
        decide_claim(moved, "correct", mine, signed(), made)
    decide_claim(moved, "confirm", mine, signed())
    found: Any = explain(moved, FILM.name, "release_date", as_of=date(2024, 5, 2))["claims"]
    row = next(row for row in found if row["claim"] == mine)
    assert (row["value"]["edtf"], row["qualifiers"]["territory"], row["outcome"]) == ("2024-08-09", "US", "answer")


def test_a_kept_guide_hears_that_its_article_was_corrected_away(moved: Record) -> None:
    assert release(moved, "2024-05-02") == [AUGUST]
    moved.add(None, note("2024-03-01", "Post", say("runtime", 90, of=Entity("film", "Other Sea"))).claims, RECORDED)
    assert release(moved, "2024-05-02") == [JUNE]


def test_claims_of_two_titles_of_one_name_in_one_sentence_are_two() -> None:
    harrow = [say("director", "Ada Rook", of=Entity("film", "Harrow", year), quote="both") for year in (2001, 2024)]
    record = told([note("2024-01-01", "Paper", *harrow, harrow[1])])
    first, second = sorted({claim_id(claim) for claim in record.claims()})
    assert first != second
    decide_claim(record, "reject", first, signed())
    decide_claim(record, "reject", second, signed())


def test_decisions_on_other_titles_cost_nothing() -> None:
    record = told(
        [note("2024-01-01", "Paper", *(say("runtime", n + 60, of=Entity("film", f"Title {n}")) for n in range(60)))]
    )
    for claim in record.claims():
        decide_claim(record, "confirm", claim_id(claim), signed())
    view = record.view(LATER, Scope(titles=frozenset({"title 7"})))
    assert [one.claim for one in view.decisions] == [claim_id(view.claims[0])]


VALUES: dict[str, Sequence[Any]] = {
    "release_date": (JUNE, AUGUST, "2024", UNKNOWN),
    "director": ("Ada Rook", "Otto Lind", UNKNOWN),
    "cast_member": ("Ada Rook", "Mina Sands"),
    "budget": (2e7, 3e7),
}
SAID = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.sampled_from(VALUES[name]),
        st.sampled_from(["stated", "expected", "denied"]),
        st.integers(1, 28),
    )
)


def scene(facts: Sequence[tuple[str, Any, str, int]]) -> Record:
    notes = [
        note(
            f"2024-01-{day:02}",
            f"Paper {n % 2}",
            say(name, value, "stated" if value is UNKNOWN else firm),
            url=f"https://x.example/{n}",
        )
        for n, (name, value, firm, day) in enumerate(facts)
    ]
    return told(notes)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SAID, min_size=1, max_size=8), st.data())
def test_withdrawing_gives_back_exactly_what_was(
    facts: Sequence[tuple[str, Any, str, int]], data: st.DataObject
) -> None:
    record = scene(facts)
    before = (guide(record, FILM.name, as_of=LATER), changes(record, as_of=LATER))
    claims = record.claims()
    numbers = []
    for _ in range(data.draw(st.integers(1, 3))):
        claim = data.draw(st.sampled_from(claims))
        act = data.draw(st.sampled_from(["confirm", "reject", "correct"]))
        moved = Correction(subject=Entity("film", "Other Tides")) if act == "correct" else None
        with contextlib.suppress(DecisionError):  # the same correction again
            made, _ = decide_claim(record, act, claim_id(claim), signed("2024-02-01"), moved)
            numbers.append(made.id)
    for number in data.draw(st.permutations(numbers)):
        withdraw(record, number, signed("2024-02-01"))
    assert (guide(record, FILM.name, as_of=LATER), changes(record, as_of=LATER)) == before


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SAID, min_size=1, max_size=8), st.data())
def test_a_confirmed_claim_always_stands(facts: Sequence[tuple[str, Any, str, int]], data: st.DataObject) -> None:
    record = scene(facts)
    claim: Claim = data.draw(st.sampled_from(record.claims()))
    decide_claim(record, "confirm", claim_id(claim), signed("2024-02-01"))
    found: Any = explain(record, FILM.name, claim.property, as_of=LATER)
    mine = next(row for row in found["claims"] if row["claim"] == claim_id(claim))
    if claim.context.modality == "denied":
        assert mine["outcome"] == "denial"
    else:
        assert mine["outcome"] in ("answer", "gap", "rival")


def test_a_withdrawal_is_among_the_changes_of_all_titles(moved: Record) -> None:
    decide_claim(moved, "confirm", id_of(moved, "June it is"), signed("2024-05-01"))
    withdraw(moved, 1, signed("2024-05-10"))
    since = date(2024, 5, 9)
    rows = changes(moved, since=since, as_of=LATER)
    assert [(row["on"], row["change"]) for row in rows] == [("2024-05-10", "moved")]
    assert rows == changes(moved, FILM.name, since=since, as_of=LATER)


def test_identities_that_are_decided_or_withdrawn_are_spoken_of() -> None:
    house, tide = Entity("film", "Heron House"), Entity("film", "Low Tide")
    record = told(
        [
            note("2024-01-01", "Paper", say("cast_member", "Ada Rook", of=house)),
            note("2024-01-02", "Post", say("cast_member", "Ada Hale", of=tide)),
            note("2024-01-03", "Page", say("runtime", 90)),
        ]
    )
    both = {"heron house", "low tide"}
    for number, names in enumerate([("Heron House", "Low Tide"), ("Ada Rook", "Ada Hale")]):
        decided, undone = date(2024, 6 + 2 * number, 1), date(2024, 7 + 2 * number, 1)
        decide_identity(record, "differ", *names, signed(decided.isoformat()))
        assert record.spoken_of(decided, LATER) == both
        assert record.spoken_of(decided, decided) == both
        assert record.spoken_of(undone, LATER) == frozenset()
        withdraw(record, 2 * number + 1, signed(undone.isoformat()))
        assert record.spoken_of(undone, LATER) == both
