"""Records to export, and what an export of them must hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from scenes import NONE, UNKNOWN, Note, note, say
from slugline.contract import claim_to_json
from slugline.model import Claim, Entity, Statement
from slugline.record import Record, claim_id
from slugline.surfaces.exports.chosen import Chosen
from slugline.surfaces.imports.known import Known

ORCHARD = Entity("film", "Tin Orchard")
FERRY = Entity("series", "Glass Ferry", 2023)
DELL = Entity("person", "Mara Dell")
LATER = date(2027, 1, 1)
QUICK = settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
NASTY = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "''=1",
    "|x||y",
    'say "so"',
    "a\nb",
    "\u202e",
    "＝1",
    "\x00",
)


def story() -> list[Note]:
    """A film that moves, loses an actor and hides another's role; a series; a death."""
    return [
        note(
            "2025-01-10",
            "The Test Sheet",
            say("release_date", "2026-03-13", medium="theatrical", territory="US", of=ORCHARD),
            say("cast_member", "Mara Dell", character="Ida", of=ORCHARD),
            say("cast_member", "Sam Oduya", character="unknown", of=ORCHARD),
            say("director", "Greta Holm", of=ORCHARD, by=("Falcata Films",)),
            say("runtime", 118, of=ORCHARD),
            say("composer", UNKNOWN, of=ORCHARD),
            say("trailer", NONE, of=ORCHARD),
            say("budget", 45_000_000, "rumoured", of=ORCHARD),
            say("franchise", "Orchard", of=ORCHARD),
            say("status", "filming", of=ORCHARD, date="2025-02"),
        ),
        note(
            "2025-06-01",
            "The Other Sheet",
            say("release_date", "2026-10-30", medium="theatrical", territory="US", replaces="2026-03-13", of=ORCHARD),
            say("cast_member", "Sam Oduya", "denied", of=ORCHARD),
            say("release_date", "2026-24", territory="France", of=ORCHARD),
            say("release_date", "2024-05-07", "stated", season=2, of=FERRY),
            say("spinoff_of", "Tin Orchard", of=FERRY),
            say("death_date", "2025-05", of=DELL),
        ),
    ]


def in_short(statement: Statement) -> tuple[object, ...]:
    """A statement as something that can be compared."""
    return (
        statement.subject,
        statement.property,
        str(statement.value),
        str(sorted(statement.qualifiers.items(), key=str)),
        statement.modality,
        statement.rank,
        statement.standing,
        statement.since,
        statement.until,
        tuple(map(claim_id, statement.claims)),
    )


def lines(claims: Any) -> list[dict[str, object]]:
    """Claims as the contract's JSON, in an order of their own; to its reader a claim of no rule is the contract's."""
    made = [claim_to_json(claim) for claim in claims]
    return sorted(({**one, "rule": one["rule"] or "contract"} for one in made), key=str)


@contextmanager
def chosen_from(record: Record, as_of: date = LATER, **only: Any) -> Iterator[Chosen]:
    """What of a record is to be exported."""
    with record.reading() as connection:
        yield Chosen(record, connection, as_of, **only)


@contextmanager
def no_ids() -> Iterator[Known]:
    """Nothing is known of any id."""
    made = Known()
    try:
        yield made
    finally:
        made.close()


TITLES = (
    Entity("film", "Moor Lane"),
    Entity("film", "Moor Lane", 1999),
    Entity("film", "Moor Lane 2"),
    Entity("film", "Moor Lane: Chapter 2"),
    Entity("series", "The Pike"),
    Entity("franchise", "Moor"),
)
PEOPLE = ("Ada Rook", "Rook", "Otto Lind", "Otto K. Lind")
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Claims that meet each other, and words of strangers."""
    of = draw(st.sampled_from(TITLES))
    firm = draw(st.sampled_from(["stated", "stated", "expected", "denied"]))
    name = draw(
        st.sampled_from(
            [
                "release_date",
                "cast_member",
                "also_known_as",
                "spinoff_of",
                "set_after",
                "runtime",
                "premise",
                "death_date",
            ]
        )
    )
    words = draw(TEXTS.filter(str.strip))
    more: dict[str, Any] = {"quote": words}
    if name == "release_date":
        value: Any = draw(st.sampled_from(["2024-06-07", "2025", "1999-05-05", "2024-24", "../2024-02", "2025~"]))
        return say(name, value, "scheduled" if firm == "stated" else firm, of=of, **more)
    if name == "cast_member":
        role: Any = draw(st.sampled_from([{}, {"character": "Wren"}, {"character": "unknown"}, {"reprise": True}]))
        person = draw(st.sampled_from((*PEOPLE, words)))
        who: Any = draw(st.sampled_from((person, UNKNOWN, NONE)))
        return say(name, who, firm, of=of, **role, **more)
    if name == "also_known_as":
        return say(name, draw(st.sampled_from(("Heron House", TITLES[0].name))), of=of, kind="working", **more)
    if name in ("spinoff_of", "set_after"):
        return say(name, draw(st.sampled_from(TITLES)).name, firm, of=of, **more)
    if name == "runtime":
        return say(name, draw(st.sampled_from([90, 118.5])), firm, of=of, **more)
    if name == "death_date":
        return say(name, "2024-02-02", of=Entity("person", draw(st.sampled_from(PEOPLE))), **more)
    return say(name, words, firm, of=of, **more)


@st.composite
def stories(draw: st.DrawFn) -> list[Note]:
    """Some notes by a few publishers."""
    made = []
    for number in range(draw(st.integers(1, 6))):
        when = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 300)))
        said = draw(st.lists(claims(), min_size=1, max_size=4))
        made.append(note(when.isoformat(), f"Paper {number % 3}", *said, url=f"https://x.example/{number}"))
    return made
