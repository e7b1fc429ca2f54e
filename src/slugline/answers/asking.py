"""A question understood, and what every answer to one is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from slugline.answers.cite import Json, citations, values_json
from slugline.answers.guide import ordered
from slugline.answers.reply import About, about
from slugline.model import Entity
from slugline.phrases import sentence
from slugline.record import Said, Slot, Stand, Title, View


@dataclass(frozen=True, slots=True)
class Asked:
    """A question understood: ``key`` is the way of asking, names are folded, empty where not named."""

    view: View
    subject: str
    property: str
    key: str
    season: str = ""
    territory: str = ""
    medium: str = ""
    person: str = ""
    character: str = ""
    other: str = ""
    platform: str = ""
    award: str = ""
    work: Title | None = None
    future: bool = False


def speaking_of(what: Asked) -> About:
    return about(what.view, what.subject, season=what.season if what.season.isdecimal() else "")


def position(what: Asked, name: str = "") -> Sequence[Slot]:
    return ordered(what.view.position(what.subject, name or what.property))


def made(what: Asked, slots: Sequence[Slot], told: str, standing: str) -> Json:
    values = values_json(what.view, what.subject, what.property, slots)
    if standing not in ("current", "disputed", "overdue"):
        values = []
    said = [one for slot in slots for stand in (slot.answers or slot.gaps) for one in stand.said]
    cited = citations(said or [no for slot in slots for no in slot.denials])
    return {"answer": told, "standing": standing, "values": values, "citations": cited}


def of_season(slot: Slot, season: str) -> Slot:
    """The members of a set who belong to a season, or to no season in particular."""
    kept = tuple(stand for stand in slot.answers if _in_season(stand, slot, season))
    return replace(slot, answers=kept, standing=slot.standing if kept or not slot.answers else "unanswered")


def _in_season(stand: Stand, slot: Slot, season: str) -> bool:
    """Whether somebody belongs to a season: said of it or of none, and not said to have left it."""
    mine = [one for one in stand.said if one.scope.get("season", season) == season]
    left = [no.day for no in slot.denials if no.key == stand.key and no.scope.get("season") == season]
    named = [one.day for one in mine if one.scope.get("season") == season]
    return bool(mine) and (not left or max(named, default=min(left)) > max(left))


def leads(slot: Slot) -> Slot:
    kept = tuple(stand for stand in slot.answers if any(o.claim.qualifiers.get("role") == "lead" for o in stand.said))
    return replace(slot, answers=kept, standing=slot.standing if kept else "unanswered")


def affirmed(stands: Sequence[Stand], told: str) -> str:
    """A yes, unless all that stands is an expectation or a rumour."""
    firm = any(stand.modality in ("stated", "scheduled") for stand in stands)
    return sentence("yes", sentence=told) if firm else told


def denial(told: str, denied: Sequence[Said]) -> Json:
    return {"answer": sentence("no", sentence=told), "standing": "none", "values": [], "citations": citations(denied)}


def name_of(value: object) -> str:
    return value.name if isinstance(value, Entity) else str(value)
