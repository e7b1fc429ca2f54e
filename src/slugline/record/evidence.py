"""What one article's naming of a title says about which title it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from slugline.edtf import Edtf
from slugline.model import Claim, Entity
from slugline.record.index import ALIAS, TITLE_TYPES, names_title
from slugline.record.names import fold, fold_franchise, fold_person
from slugline.record.voices import article_key

_LONG_PLAN = 2  # years by which a planned year may be off and still be the same title's
_SERIAL = ("network", "season_count", "episode_count", "showrunner")
_CREW = ("director", "creator", "showrunner", "writer", "composer")
_AHEAD = ("in_development", "pre_production", "filming", "announced")


@dataclass(slots=True)
class Evidence:
    """What a group of occurrences says of itself; grows as occurrences join.

    ``crew`` are the makers by their property; ``aliases`` the other names that were stated of it.
    """

    names: Counter[str] = field(default_factory=Counter)
    said: list[date] = field(default_factory=list)
    given: set[int] = field(default_factory=set)
    released: set[int] = field(default_factory=set)
    planned: set[int] = field(default_factory=set)
    makers: set[str] = field(default_factory=set)
    crew: dict[str, set[str]] = field(default_factory=dict)
    cast: set[str] = field(default_factory=set)
    franchises: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    ahead: int = 0
    cinema: bool = False
    serial: bool = False
    members: list[tuple[str, str, str, int]] = field(default_factory=list)

    def join(self, other: Evidence) -> None:
        """Take in all that ``other`` holds."""
        for name, count in other.names.items():
            self.names[name] = self.names.get(name, 0) + count
        self.said += other.said
        self.members += other.members
        self.given |= other.given
        self.released |= other.released
        self.planned |= other.planned
        self.makers |= other.makers
        self.cast |= other.cast
        self.franchises |= other.franchises
        self.aliases |= other.aliases
        for role, named in other.crew.items():
            self.crew.setdefault(role, set()).update(named)
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


def in_common(one: Evidence, other: Evidence) -> set[str]:
    """The people that both name in their cast, or both among their makers."""
    return (one.makers & other.makers) | (one.cast & other.cast)


def other_makers(one: Evidence, other: Evidence) -> bool:
    """Whether they have no maker in common, and each names others than the other for one of the tasks."""
    return not one.makers & other.makers and any(other.crew.get(role) for role in one.crew)


def naming(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that give a title another name, but those on two names of which it was denied on that day or since."""
    denied: dict[frozenset[str], date] = {}
    for claim in claims:
        if claim.property == ALIAS and claim.context.modality == "denied" and isinstance(claim.value, str):
            names = _two_names(claim)
            denied[names] = max(denied.get(names, date.min), claim.said_on)
    return [claim for claim in claims if names_title(claim) and claim.said_on > denied.get(_two_names(claim), date.min)]


def _two_names(claim: Claim) -> frozenset[str]:
    return frozenset((fold(claim.subject.name), fold(str(claim.value))))


def occurrence_of(claim: Claim) -> tuple[str, str, str, int]:
    return article_key(claim), fold(claim.subject.name), claim.subject.type, claim.subject.year


def occurrences_in(claims: Sequence[Claim]) -> dict[tuple[str, str, str, int], Evidence]:
    found: dict[tuple[str, str, str, int], Evidence] = {}
    named = {id(claim) for claim in naming(claims)}
    for claim in claims:
        if claim.subject.type not in TITLE_TYPES:
            continue
        key = occurrence_of(claim)
        evidence = found.get(key)
        if evidence is None:
            evidence = found[key] = Evidence(members=[key], names=Counter({key[1]: 1}))
        evidence.said.append(claim.said_on)
        if claim.subject.year:
            evidence.given.add(claim.subject.year)
        if id(claim) in named:
            evidence.aliases.add(fold(str(claim.value)))
        if claim.context.modality != "denied":
            _take(claim, evidence)
        elif claim.property in _CREW and isinstance(claim.value, Entity):
            _take_maker(claim.property, claim.value, evidence)
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
        _take_maker(name, value, evidence)
    elif name == "cast_member":
        evidence.cast.add(fold_person(value.name))
    elif name == "franchise":
        evidence.franchises.add(fold_franchise(value.name))


def _take_maker(name: str, value: Entity, evidence: Evidence) -> None:
    folded = fold_person(value.name)
    evidence.makers.add(folded)
    evidence.crew.setdefault(name, set()).add(folded)
