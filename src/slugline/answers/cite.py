"""Positions as the record contract writes them: values, standings and citations in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from slugline.contract import value_to_json
from slugline.model import Entity
from slugline.record import Decision, Said, Slot, Spell, Stand, Title, View

Json = dict[str, object]
MOST = 6  # citations under one value


def citations(said: Iterable[Said], most: int = MOST) -> list[Json]:
    """Where it was said, the heaviest first, once for each article."""
    found: dict[str, Json] = {}
    for one in sorted(said, key=lambda s: s.order):
        if one.article not in found:
            found[one.article] = citation(one)
            if len(found) == most:
                break
    return list(found.values())


def citation(one: Said) -> Json:
    """One claim's source with its exact words."""
    source = one.claim.source
    made: Json = {
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "date": one.day.isoformat(),
        "quote": one.claim.evidence.quote,
    }
    if source.author:
        made["author"] = source.author
    if source.file and not source.url:
        made["file"] = source.file
    if one.claim.context.attribution:
        made["attribution"] = list(one.claim.context.attribution)
    made["claim"] = one.id
    if one.decision is not None:
        made["decision"] = decision_json(one.decision)
    return made


def decision_json(decision: Decision) -> Json:
    """An editor's decision: what was done, by whom, when and why; ``number`` is by what it is withdrawn."""
    return {
        "number": decision.id,
        "act": decision.act,
        "by": decision.by,
        "on": decision.on.isoformat(),
        "reason": decision.reason,
    }


def stand_json(stand: Stand, since: date | None = None) -> Json:
    """One value of an answer. A value that none answers (unknown, none) is written as such."""
    made: Json = {
        "value": value_to_json(stand.value),
        "qualifiers": dict(stand.qualifiers),
        "modality": stand.modality,
        "since": (since or min(one.day for one in stand.said)).isoformat(),
        "citations": citations(stand.said),
    }
    return made


def value_of(stand: Stand) -> Json:
    """The bare value, with its qualifiers beside it."""
    return value_to_json(stand.value) | ({"qualifiers": dict(stand.qualifiers)} if stand.qualifiers else {})


def spell_json(spell: Spell) -> Json:
    """One value that was the answer once."""
    return stand_json(spell.stand, spell.since) | {"until": spell.until.isoformat() if spell.until else None}


def since_of(spells: Sequence[Spell], stand: Stand, scope: Mapping[str, str]) -> date | None:
    """From when the value has been the answer without a break."""
    days = [
        spell.since
        for spell in spells
        if spell.until is None
        and spell.stand.key == stand.key
        and spell.scope.get("territory", "") == scope.get("territory", "")
    ]
    return min(days, default=None)


def standing_of(view: View, subject: str, name: str, slot: Slot) -> str:
    """The slot's standing as of the view's day: a date that has gone by in silence is overdue."""
    return "overdue" if view.overdue(subject, name, slot) else slot.standing


def values_json(view: View, subject: str, name: str, slots: Iterable[Slot]) -> list[Json]:
    """The values of some slots, in the order of the slots; what is unknown stands beside what is known."""
    spells = view.spells(subject, name)
    made: list[Json] = []
    for slot in slots:
        made += [stand_json(stand, since_of(spells, stand, slot.scope)) for stand in slot.answers]
        if slot.answers:
            made += [stand_json(gap) for gap in slot.gaps]
    return made


def title_json(view: View, title: Title) -> Json:
    """A title's head: name, type, year, other names, franchise."""
    made: Json = {"name": title.name, "type": title.type}
    if title.year:
        made["year"] = title.year
    made["also_known_as"] = list(title.names[1:])
    franchises = [
        stand.value.name
        for slot in view.position(title.key, "franchise")
        for stand in slot.answers
        if isinstance(stand.value, Entity)
    ]
    made["franchise"] = franchises[0] if franchises else title.franchise
    return made
