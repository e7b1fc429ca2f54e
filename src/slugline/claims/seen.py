"""Candidates that the trained eye sees where no pattern was written: a value, its property, its subject.

    a slot whose belief holds a role -> the value as the property's kind wants it -> Candidate

The eye says only what a span is the value of and of whom; dates, sums, countries and media are read
by the same code as for the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from slugline.claims.compose import candidate
from slugline.claims.context import direction_of
from slugline.claims.kind import Candidate, Kind
from slugline.claims.kinds.cast_member.roles import UNKNOWN
from slugline.claims.kinds.cast_member.untold import kept_back
from slugline.claims.kinds.release_date.telling import released, resolve_slot
from slugline.model import Entity, Quantity, Value
from slugline.text.beliefs import Belief
from slugline.text.patterns import Match
from slugline.text.reading import Line
from slugline.text.shape import CLOSE, OPEN, Slot
from slugline.text.spoken import PLACEHOLDER

PLAY, SAY_OF = 0.3, 0.12  # the least chance of the role, of the subject
MOST_SUBJECTS = 4
LATELY = timedelta(days=240)
CHARACTER = "role"
_LABELS: Mapping[str, tuple[str, ...]] = {
    "person": ("person", "name"),
    "organization": ("organization", "network", "platform", "name"),
    "platform": ("platform", "network", "organization", "name"),
    "place": ("place", "name"),
    "award": ("award", "name"),
    "title": ("title", "franchise", "name"),
    "franchise": ("franchise", "title", "name"),
    "character": ("character", "name", "person", "title"),
    "date": ("date",),
    "quantity": ("count", "money"),
    "text": ("title", "name", "franchise"),
}
_UNITS = {"season_count": "seasons", "episode_count": "episodes", "runtime": "minutes"}


def seen(line: Line, kind: Kind) -> Iterator[Candidate]:
    """What the eye sees of ``kind``'s property in a line."""
    for slot in line.slots:
        belief = line.reading.belief((slot.start, slot.end))
        if belief.roles.get(kind.property, 0.0) < PLAY or slot.label not in _LABELS[kind.value]:
            continue
        match = _match(line, slot)
        if match is None:
            continue
        for subject in _subjects(match, belief, kind):
            yield from _candidates(match, slot, kind, subject)


def likely(line: Line) -> set[str]:
    """The properties of which something in a line is likely the value: `seen` finds nothing of any other."""
    beliefs = (line.reading.belief((slot.start, slot.end)) for slot in line.slots)
    return {role for belief in beliefs for role, chance in belief.roles.items() if chance >= PLAY}


def _subjects(match: Match, belief: Belief, kind: Kind) -> list[Entity]:
    """Of whom a value may be said: the eye's likeliest, and the title of which the line speaks."""
    likely = [
        match.line.work(entity, match.start, match.end)
        for entity, chance in belief.subjects.get(kind.property, ())[:MOST_SUBJECTS]
        if chance >= SAY_OF
    ]
    focus = match.line.title_at(match.start, match.end)
    if focus is not None and all(one.name != focus.name for one in likely):
        likely.append(focus)
    return [one for one in likely if _fits(kind, one)]


def _match(line: Line, slot: Slot) -> Match | None:
    holder = f"{OPEN}{slot.letter}{line.slots.index(slot)}{CLOSE}"
    found = next((hit for hit in PLACEHOLDER.finditer(line.shape.text) if hit[0] == holder), None)
    return Match(line, found) if found else None


def _fits(kind: Kind, subject: Entity) -> bool:
    if kind.property == "death_date":
        return subject.type == "person"
    return subject.type != "person" or kind.property.startswith("award_")


def _candidates(match: Match, slot: Slot, kind: Kind, subject: Entity) -> Iterator[Candidate]:
    if kind.property == "release_date":
        yield from released(match, slot, _way(match.line, slot), subject)
        return
    value = _value(match, slot, kind)
    if value is not None:
        yield from candidate(match, subject, value, slot, _qualifiers(match.line, slot, kind))


def _way(line: Line, slot: Slot) -> str:
    """The direction of the tense; a past that would lie long back may be a plan that was dropped: the nearest date."""
    way = direction_of(line, slot.start, slot.end)
    past = resolve_slot(line, slot, way) if way == "past" else None
    return "none" if past is not None and line.reading.article.published - past.first > LATELY else way


def _value(match: Match, slot: Slot, kind: Kind) -> Value | None:
    if kind.value == "date":
        return resolve_slot(match.line, slot, _way(match.line, slot))
    if kind.value == "quantity":
        if slot.number is None:
            return None
        amount = slot.number.quantity
        if kind.property in _UNITS:
            return Quantity(amount.amount, _UNITS[kind.property]) if slot.label == "count" else None
        return amount if slot.label == "money" else None
    if slot.entity is None:
        return None
    return slot.entity.name if kind.value == "text" else Entity(kind.value, slot.entity.name)


def _qualifiers(line: Line, slot: Slot, kind: Kind) -> dict[str, object]:
    if kind.property == "cast_member":
        name = _character(line, slot) or (UNKNOWN if kept_back(line, slot) else "")
        return {"character": name} if name else {}
    return {}


def _character(line: Line, person: Slot) -> str:
    """The character whose name stands nearest behind the person's, before the next person that is a value."""
    behind = [slot for slot in line.slots if slot.start >= person.end]
    for slot in behind:
        belief: Belief = line.reading.belief((slot.start, slot.end))
        part, actor = (belief.roles.get(role, 0.0) for role in (CHARACTER, "cast_member"))
        if part >= PLAY and part > actor and slot.entity is not None:
            return slot.entity.name
        if actor >= PLAY:
            return ""
    return ""
