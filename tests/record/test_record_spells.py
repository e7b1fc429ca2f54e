"""How a position came about: folding only the days that turn it gives what folding every day gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenes import FILM, NONE, UNKNOWN, Note, day, note, say, told
from slugline.answers.changes import title_changes
from slugline.claims.kinds import SPECS
from slugline.model import Claim, Value
from slugline.record import Slot, Spell, Stand, View, load_policy
from slugline.record.voices import by_article, print_of

LAST = date(2025, 12, 31)
START = date(2024, 1, 1)
OUTLETS = ("Paper", "Post", "Page", "Gable Street Pictures", "Variety")
FIRM = ("stated", "scheduled", "stated", "scheduled", "expected", "rumoured", "denied")
DATES: tuple[str | Value, ...] = (
    *("2024-05-03", "2024-05-03", "2024-05-04", "2024-05-20", "2024-08-02", "2025-04-01"),
    *("2024-05", "2024", "2024", "2024-22", "2025", "2024-04/2024-06", UNKNOWN, NONE),
)
SCOPES: tuple[Mapping[str, Any], ...] = (
    *({}, {}, {}, {"medium": "theatrical"}, {"medium": "theatrical"}, {"medium": "festival"}),
    *({"medium": "streaming", "platform": "Halcyon"}, {"territory": "US"}, {"territory": "UK", "medium": "theatrical"}),
    *({"territory": "worldwide"}, {"territory": "worldwide", "medium": "theatrical"}, {"season": 2}),
    *({"replaces": "2024-05-03"}, {"replaces": "2024-05", "medium": "theatrical"}),
)


def dated(random: Random) -> Claim:
    value = random.choice(DATES)
    firm = "stated" if value in (UNKNOWN, NONE) else random.choice(FIRM)
    return say("release_date", value, firm, **random.choice(SCOPES))


def cast(random: Random) -> Claim:
    roles: tuple[Mapping[str, Any], ...] = (
        *({}, {}, {"character": "unknown"}, {"character": "Wren"}, {"character": "Wren", "reprise": True}),
        *({"character": "Ada"}, {"role": "lead", "character": "Wren"}, {"season": 2}, {"season": 1}),
    )
    if random.random() < 0.1:
        return say("cast_member", UNKNOWN, "stated", character=random.choice(("Wren", "unknown", "Ada")))
    return say(
        "cast_member", random.choice(("Ada Rook", "Otto Lind", "A. Rook")), random.choice(FIRM), **random.choice(roles)
    )


def single(random: Random) -> Claim:
    name = random.choice(("runtime", "box_office", "trailer", "content_rating", "episode_count"))
    if name == "trailer":
        kinds: tuple[Mapping[str, Any], ...] = ({}, {}, {"kind": "teaser"})
        value = random.choice(("2024-03-01", "2024-03-02", "2024-03", NONE, UNKNOWN))
        return say("trailer", value, random.choice(("stated", "scheduled", "denied")), **random.choice(kinds))
    if name == "content_rating":
        where: tuple[Mapping[str, Any], ...] = ({}, {"territory": "US"}, {"territory": "UK"})
        return say(name, random.choice(("PG", "R", UNKNOWN)), random.choice(FIRM), **random.choice(where))
    if name == "episode_count":
        return say(name, random.choice((8.0, 10.0)), random.choice(FIRM), season=random.choice((1, 2)))
    return say(name, random.choice((90.0, 101.0)), random.choice(FIRM))


def status(random: Random) -> Claim:
    stages = ("announced", "filming", "wrapped", "cancelled", "renewed", UNKNOWN)
    about: tuple[Mapping[str, Any], ...] = ({}, {}, {"date": "2024-02"}, {"date": "2024-03"}, {"season": 2})
    return say("status", random.choice(stages), random.choice(FIRM), **random.choice(about))


def members(random: Random) -> Claim:
    kind = random.choice(("watch", "watch", "director", "award"))
    if kind == "watch":
        value: str | Value = random.choice(("theaters", "Halcyon", "Merrow", UNKNOWN, NONE))
        return say("available_on", value, "stated" if value in (UNKNOWN, NONE) else random.choice(FIRM))
    if kind == "director":
        value = random.choice(("Ada Rook", "Mina Sands", UNKNOWN))
        return say("director", value, "stated" if value is UNKNOWN else random.choice(FIRM))
    return say(
        "award_won", random.choice(("Gilt Oar", "Tin Lamp")), random.choice(FIRM), work=random.choice(("A", "B"))
    )


SORTS = {"dated": dated, "cast": cast, "single": single, "status": status, "members": members}


def history(random: Random, sort: str) -> list[Note]:
    """Notes that mostly repeat a few claims: what a long history is made of."""
    pool = [SORTS[sort](random) for _ in range(random.randint(1, 6))]
    notes = []
    when = START
    for number in range(random.randint(1, 30)):
        when += timedelta(days=random.choice((0, 0, 1, 1, 2, 5, 9, 20, 45)))
        said = [random.choice(pool) for _ in range(random.choice((1, 1, 1, 2, 3)))]
        if random.random() < 0.1:
            said.append(SORTS[sort](random))
        by = random.choice(((), (), (), ("Ida Marsh",)))
        said = [replace(one, context=replace(one.context, attribution=by)) for one in said]
        url = f"https://x.example/{number if random.random() < 0.95 else 0}"
        notes.append(note(when.isoformat(), random.choice(OUTLETS), *said, url=url))
    return notes


def seen(notes: Sequence[Note]) -> View:
    claims = [claim for one in notes for claim in one.claims]
    prints = {key: print_of(said) for key, said in by_article(claims).items()}
    return View(LAST, claims, specs=SPECS, policy=load_policy(), prints=prints, spell=lambda _, folded: folded)


def day_by_day(view: View, subject: str, name: str) -> tuple[Spell, ...]:
    """Every value's times, from the position on every day."""
    running: dict[tuple[str, str], tuple[Stand, Mapping[str, str], date]] = {}
    ended: list[Spell] = []
    for when in view.days(subject, name):
        now = {
            (stand.key, slot.scope.get("territory", "")): (stand, slot.scope)
            for slot in view.position(subject, name, when)
            for stand in slot.answers
        }
        for key in sorted(set(running) - set(now)):
            stand, scope, since = running.pop(key)
            ended.append(Spell(stand, scope, since, when))
        for key, (stand, scope) in now.items():
            since = running[key][2] if key in running else when
            running[key] = (stand, scope, since)
    current = [Spell(stand, scope, since, None) for stand, scope, since in running.values()]
    return tuple(sorted((*ended, *current), key=lambda s: (s.since, s.until or date.max, s.stand.key)))


def answered(slots: Sequence[Slot]) -> object:
    return [
        (
            dict(slot.scope),
            slot.standing,
            [(s.key, s.planned, s.modality, s.qualifiers.get("character")) for s in slot.answers],
        )
        for slot in slots
    ]


def check(notes: Sequence[Note]) -> int:
    """Compare; gives the number of days that needed no folding."""
    view, plain = seen(notes), seen(notes)
    quiet = 0
    for subject, name in sorted((key, name) for key in view.titles.titles for name in view.properties(key)):
        assert view.spells(subject, name) == day_by_day(plain, subject, name)
        before: object = []
        turned = view.turns(subject, name)
        for when in view.days(subject, name):
            now = answered(plain.position(subject, name, when))
            assert when in turned or now == before, (name, when)
            quiet += when not in turned
            before = now
    with pytest.MonkeyPatch.context() as patched:
        rows = [title_changes(view, key) for key in sorted(view.titles.titles)]
        patched.setattr(View, "turns", View.days)
        assert rows == [title_changes(plain, key) for key in sorted(plain.titles.titles)]
    return quiet


@pytest.mark.parametrize("sort", sorted(SORTS))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**9))
def test_turns_give_what_every_day_gives(sort: str, seed: int) -> None:
    check(history(Random(seed), sort))  # noqa: S311 - seeded on purpose


@pytest.mark.parametrize("sort", sorted(SORTS))
def test_most_days_of_a_long_history_need_no_folding(sort: str) -> None:
    claim = SORTS[sort](Random(3))  # noqa: S311 - the same one every time
    start = date(2024, 6, 1)
    notes = [note((start + timedelta(days=n)).isoformat(), OUTLETS[n % 3], claim) for n in range(40)]
    assert check(notes) >= 38


def test_a_year_hides_no_dispute_of_its_days() -> None:
    days = ("2024-05-03", "2024-05-20")
    record = told(
        [
            note("2024-06-01", "Paper", say("release_date", days[0], "stated")),
            note("2024-06-02", "Post", say("release_date", days[1], "stated")),
            note("2024-06-03", "Post", say("release_date", "2024", "stated")),
        ]
    )
    view = record.view(day("2024-07-01"))
    (slot,) = view.position(view.title(FILM.name).key, "release_date")
    assert (slot.standing, {stand.key for stand in slot.answers}) == ("disputed", set(days))
