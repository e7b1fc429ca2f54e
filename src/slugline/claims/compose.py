"""What the rules of every kind share: from a match to a candidate, and the readings of dates and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from slugline.claims.kind import Candidate
from slugline.edtf import Edtf
from slugline.model import Entity, Value
from slugline.text.mentions import plain_name
from slugline.text.patterns import Match
from slugline.text.shape import Slot
from slugline.text.times import resolve

SCREEN_TYPES = ("film", "series", "special", "franchise")


def candidate(
    match: Match,
    subject: Entity | None,
    value: Value | None,
    target: Slot | None = None,
    qualifiers: Mapping[str, object] | None = None,
    *,
    withdrawn: bool = False,
    settled: bool = False,
) -> Iterator[Candidate]:
    """The candidate of a match, its evidence the clauses that hold it; nothing where subject or value is missing.

    ``target`` is the slot that stands for the value; the whole match where it is None.
    """
    if subject is None or value is None:
        return
    line = match.line
    start, end = line.clause(match.start, match.end)
    aim = (target.start, target.end) if target else line.shape.raw(match.start, match.end)
    kept = {key: item for key, item in (qualifiers or {}).items() if item not in (None, "", False)}
    yield Candidate(subject, value, min(start, aim[0]), max(end, aim[1]), aim, kept, withdrawn, settled)


def title_of(match: Match, name: str = "title") -> Entity | None:
    """The title kept under ``name`` in the match, else the one of which its words speak."""
    named = match.entity(name)
    if named is not None:
        return screen(named)
    return match.line.title_at(match.start, match.end)


def screen(entity: Entity) -> Entity:
    """An entity as a subject: a name of another type that a rule takes for a title is a film."""
    return entity if entity.type in SCREEN_TYPES else Entity("film", entity.name, entity.year)


def person(entity: Entity | None) -> Entity | None:
    """An entity taken for a person."""
    return Entity("person", entity.name) if entity else None


def words_at(match: Match, start: int, end: int) -> str:
    """The article's own words under ``[start, end)`` of the shape, marks of layout dropped, on one line."""
    low, high = match.line.shape.raw(start, end)
    return plain_name(re.sub(r"[“”\"„«»]", "", match.line.reading.article.text[low:high])).strip(" ,;:.")


def when(match: Match, slot: Slot | None, direction: str) -> Edtf | None:
    """The date in a slot, resolved against the article's own; ``direction`` is past, future or none."""
    if slot is None or slot.date is None:
        return None
    return resolve(slot.date, match.line.reading.article.published, direction)
