"""The cast of a title, one by one: in which role, back from which titles, since when known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from slugline.answers.cite import Json, citations, since_of
from slugline.answers.reply import source_said
from slugline.model import Entity
from slugline.record import Slot, Stand, Title, View
from slugline.record.names import fold_person

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast. ``role`` is empty where nobody has named one; ``secret`` where it is said to be unknown yet.

    ``back_from`` are the titles of the franchise in which the person has the same role, or any where this title's own
    is not known; ``returning`` that somebody says so, whether or not the record knows from where. ``since`` is the day
    from which the person has been in the cast without a break.
    """

    name: str
    role: str
    secret: bool
    returning: bool
    back_from: tuple[str, ...]
    since: date
    modality: str
    according: str
    disputed: bool
    citations: tuple[Json, ...]


def cast(view: View, title: Title) -> list[Member]:
    """Everybody in the title's cast, in the order of the guide."""
    spells = view.spells(title.key, "cast_member")
    earlier = _roles_elsewhere(view, title)
    found: list[Member] = []
    for slot in view.position(title.key, "cast_member"):
        for stand in slot.answers:
            if isinstance(stand.value, Entity):
                since = since_of(spells, stand, slot.scope) or min(one.day for one in stand.said)
                found.append(_member(stand, slot, since, earlier.get(stand.key, {})))
    return found


def _member(stand: Stand, slot: Slot, since: date, elsewhere: Mapping[str, set[str]]) -> Member:
    told = str(stand.qualifiers.get("character") or "")
    role = "" if told == _UNKNOWN else told
    returning = stand.qualifiers.get("reprise") is True
    names = {
        title for title, roles in elsewhere.items() if (role and fold_person(role) in roles) or (returning and not role)
    }
    return Member(
        name=stand.value.name if isinstance(stand.value, Entity) else str(stand.value),
        role=role,
        secret=told == _UNKNOWN,
        returning=returning or bool(names),
        back_from=tuple(sorted(names)),
        since=since,
        modality=stand.modality,
        according=source_said(stand) if stand.modality in ("expected", "rumoured") else "",
        disputed=slot.standing == "disputed",
        citations=tuple(citations(stand.said)),
    )


def _roles_elsewhere(view: View, title: Title) -> Mapping[str, Mapping[str, set[str]]]:
    """For everybody in the franchise's other titles that are out by now: their titles, with the roles."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in _franchises(view, title):
        for other in view.franchise_titles(name):
            out = view.released(other.key)
            if other.key == title.key or (out is None and other.year >= view.day.year):
                continue
            for slot in view.position(other.key, "cast_member"):
                for stand in slot.answers:
                    role = str(stand.qualifiers.get("character") or "")
                    found[stand.key][other.name].add(fold_person(role) if role != _UNKNOWN else "")
    return found


def _franchises(view: View, title: Title) -> set[str]:
    named = {
        stand.value.name
        for prop in ("franchise", "spinoff_of")
        for slot in view.position(title.key, prop)
        for stand in slot.answers
        if isinstance(stand.value, Entity)
    }
    return named | ({title.franchise} if title.franchise else set())
