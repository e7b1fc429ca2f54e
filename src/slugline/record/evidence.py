"""What one article's naming of a title says about which title it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from slugline.edtf import Edtf
from slugline.model import Claim, Entity
from slugline.record.index import TITLE_TYPES
from slugline.record.names import fold, fold_franchise, fold_person
from slugline.record.voices import article_key

_LONG_PLAN = 2  # years by which a planned year may be off and still be the same title's
_SERIAL = ("network", "season_count", "episode_count", "showrunner")
_CREW = ("director", "creator", "showrunner", "writer", "composer")
_AHEAD = ("in_development", "pre_production", "filming", "announced")


@dataclass(slots=True)
class Evidence:
    """What a group of occurrences says of itself; grows as occurrences join."""

    names: Counter[str] = field(default_factory=Counter)
    said: list[date] = field(default_factory=list)
    given: set[int] = field(default_factory=set)
    released: set[int] = field(default_factory=set)
    planned: set[int] = field(default_factory=set)
    makers: set[str] = field(default_factory=set)
    cast: set[str] = field(default_factory=set)
    franchises: set[str] = field(default_factory=set)
    ahead: int = 0
    cinema: bool = False
    serial: bool = False
    members: list[tuple[str, str, str, int]] = field(default_factory=list)

    def join(self, other: Evidence) -> None:
        """Take in all that ``other`` holds."""
        self.names.update(other.names)
        self.said += other.said
        self.members += other.members
        for name in ("given", "released", "planned", "makers", "cast", "franchises"):
            getattr(self, name).update(getattr(other, name))
        self.ahead = max(self.ahead, other.ahead)
        self.cinema = self.cinema or other.cinema
        self.serial = self.serial or other.serial

    @property
    def origin(self) -> int:
        """The year that tells it apart: the one given with its name, else its first release, else 0."""
        return min(self.given or self.released or {0})

    @property
    def type(self) -> str:
        """Its type: what is called a series anywhere is one, though a passing mention call it a film."""
        types = {member[2] for member in self.members}
        return next(kind for kind in ("series", "special", "film") if kind in types)

    @property
    def order(self) -> tuple[date, list[str], int]:
        """A sorting key that no order of reading changes."""
        return min(self.said), sorted(self.names), self.origin


def likeness(one: Evidence, other: Evidence) -> float | None:
    """How much speaks for the two being one title; None where their dates rule it out."""
    score = 0.0
    if one.origin and other.origin:
        gap = abs(one.origin - other.origin)
        if gap > 3:
            return None
        score += 2 if gap == 0 else -1
    for dated, plan in ((one, other), (other, one)):
        if dated.origin and not plan.origin:
            if plan.planned:
                gap = min(abs(dated.origin - year) for year in plan.planned)
                if gap > _LONG_PLAN:
                    return None
                score += (2, 0, -1)[gap]
            elif plan.ahead > dated.origin:
                return None
    shared = len(one.makers & other.makers) + len(one.cast & other.cast)
    score += min(shared, 3) * 2
    if one.makers and other.makers and not one.makers & other.makers:
        score -= 2
    if one.franchises and other.franchises:
        score += 2 if one.franchises & other.franchises else -2
    return score


def occurrence_of(claim: Claim) -> tuple[str, str, str, int]:
    return article_key(claim), fold(claim.subject.name), claim.subject.type, claim.subject.year


def occurrences_in(claims: Sequence[Claim]) -> dict[tuple[str, str, str, int], Evidence]:
    found: dict[tuple[str, str, str, int], Evidence] = {}
    for claim in claims:
        if claim.subject.type not in TITLE_TYPES:
            continue
        key = occurrence_of(claim)
        evidence = found.setdefault(key, Evidence(members=[key], names=Counter({key[1]: 1})))
        evidence.said.append(claim.said_on)
        if claim.subject.year:
            evidence.given.add(claim.subject.year)
        if claim.context.modality != "denied":
            _take(claim, evidence)
        elif claim.property in _CREW and isinstance(claim.value, Entity):
            evidence.makers.add(fold_person(claim.value.name))
    return found


def _take(claim: Claim, evidence: Evidence) -> None:
    value = claim.value
    evidence.cinema |= claim.property == "box_office" or claim.qualifiers.get("medium") == "theatrical"
    evidence.serial |= claim.property in _SERIAL or "season" in claim.qualifiers or value == "renewed"
    if isinstance(value, Entity):
        _take_name(claim.property, value, evidence)
        return
    later_season = str(claim.qualifiers.get("season") or "1") not in ("1", "1.0")
    if claim.property == "release_date" and isinstance(value, Edtf) and not later_season:
        if claim.context.modality == "stated" and value.first <= claim.said_on:
            if value.last.year - value.first.year <= 1:
                evidence.released.add(value.first.year)
        elif value.last != date.max:
            evidence.planned.update({value.first.year, value.last.year})
            evidence.ahead = max(evidence.ahead, claim.said_on.year)
    elif (claim.property == "trailer" and not isinstance(value, Edtf)) or (
        claim.property == "status" and value in _AHEAD and claim.subject.type == "film" and not claim.qualifiers
    ):
        evidence.ahead = max(evidence.ahead, claim.said_on.year)


def _take_name(name: str, value: Entity, evidence: Evidence) -> None:
    if name in _CREW:
        evidence.makers.add(fold_person(value.name))
    elif name == "cast_member":
        evidence.cast.add(fold_person(value.name))
    elif name == "franchise":
        evidence.franchises.add(fold_franchise(value.name))
