"""How sure a claim is: the rules that found it and what the trained eye believes, weighed together.

    findings of one fact -> features -> ranker -> confidence, a calibrated chance

The ranker is a logistic regression over the features below, fitted by ``training/ranker.py`` on
articles that neither the rules' writers nor the eye had seen; its weights are a table beside the eye's.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from slugline.edtf import Edtf
from slugline.errors import ModelError
from slugline.learned.pairs import CLAUSE
from slugline.model import Claim, Entity, Quantity
from slugline.text.beliefs import Belief, Subjects, chance_of
from slugline.text.reading import Line

SEEN = "seen"  # the rule's name of what the eye saw
FAR = 6.0  # log odds are kept within it


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim with the line that bears it and the span that stands for its value."""

    claim: Claim
    line: Line
    target: tuple[int, int]

    @property
    def ruled(self) -> bool:
        """Whether a rule found it."""
        return not self.claim.rule.endswith(f".{SEEN}")

    @property
    def place(self) -> tuple[int, int]:
        """The target's place in the line's shape."""
        return self.line.shape.at(self.target[0]), self.line.shape.at(self.target[1] - 1) + 1

    @property
    def belief(self) -> Belief:
        """What the eye believes of the value's span, or of the words that stand for it."""
        return self.line.reading.belief(self.target)

    @property
    def spanned(self) -> bool:
        """Whether the value is a date, a name or a number, so that its words are a value's."""
        return isinstance(self.claim.value, Edtf | Entity | Quantity)

    @property
    def said_of(self) -> Subjects:
        """Of whom the value, or else the clause that bears it, is likeliest said."""
        if self.spanned:
            return self.line.reading.said_of(self.target, self.claim.property)
        return self.line.reading.said_of((self.claim.evidence.start, self.claim.evidence.end), CLAUSE)


@dataclass(frozen=True, slots=True)
class Ranker:
    """``weights`` of features; those of a name that is not in the table count nothing.

    ``moved`` is the share that was right of the days that a rule reads as moved from another day.
    """

    weights: Mapping[str, float]
    moved: float = 0.0

    def confidence(self, findings: Sequence[Finding]) -> float:
        """The chance that the fact which ``findings`` share is said by the article, 0 to 1."""
        if any(map(is_move, findings)):
            return self.moved
        total = sum(self.weights.get(feature, 0.0) * value for feature, value in features(findings).items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def is_move(one: Finding) -> bool:
    """Whether a rule reads the fact as a day in place of another day."""
    claim, old = one.claim, one.claim.qualifiers.get("replaces")
    days = (
        isinstance(old, str) and isinstance(claim.value, Edtf) and claim.value.precision == Edtf(old).precision == "day"
    )
    return days and claim.context.modality != "denied" and one.ruled


def features(findings: Sequence[Finding]) -> dict[str, float]:
    """The features of a fact by name. ``findings`` are those that say it, at least one."""
    found = {"one": 1.0}
    claim = findings[0].claim
    ruled = [one for one in findings if one.ruled]
    by_eye = len(ruled) < len(findings)
    roles = [one.belief.roles.get(claim.property, 0.0) for one in findings]
    said = [chance_of(claim.subject, one.said_of) for one in findings]
    role, said_of, best = max(zip(roles, said, findings, strict=True), key=lambda one: one[:2])
    subjects = best.said_of
    found[f"property {claim.property}"] = 1.0
    found[f"property {claim.property} {'ruled' if ruled else 'seen'}"] = 1.0
    for name in sorted({one.claim.rule for one in ruled}):
        found[f"rule {name}"] = 1.0
    found["ruled"] = float(bool(ruled))
    found["both"] = float(bool(ruled) and by_eye)
    found["more rules"] = math.log(len({one.claim.rule for one in ruled}) or 1)
    found["more places"] = math.log(len({one.line.place for one in findings}))
    if best.spanned:
        way = "ruled" if ruled else "seen"
        found[f"role {way}"] = _log_odds(role)
        found[f"subject {way}"] = _log_odds(said_of)
        found[f"role and subject {way}"] = _log_odds(role * said_of)
        found[f"other role {way}"] = _log_odds(_other_role(best.belief, claim.property))
        found[f"no subject {way}"] = float(not subjects)
    else:
        found["no span"] = 1.0
        found["subject no span"] = _log_odds(said_of)
        found[f"first, {claim.property}"] = float(_first(subjects, claim.subject))
    found.update(_where(best, claim, subjects, "ruled" if ruled else "seen"))
    found[f"modality {claim.context.modality}"] = 1.0
    return found


def _first(subjects: Subjects, subject: Entity) -> bool:
    """Whether ``subject`` is the likeliest of its sort, a person or a title, that the words are said of."""
    sort = (one for one, _ in subjects if (one.type == "person") == (subject.type == "person"))
    likeliest = next(sort, None)
    return likeliest is not None and likeliest.name == subject.name


# Roles that one span may well play together.
_TOGETHER = frozenset({"director", "writer", "producer", "executive_producer", "creator", "showrunner", "composer"})
_COMPANIES = frozenset({"network", "available_on", "production_company", "distributor"})


def _other_role(belief: Belief, role: str) -> float:
    """The chance of the likeliest role that hardly goes with ``role``."""
    own = next((group for group in (_TOGETHER, _COMPANIES) if role in group), frozenset({role}))
    return max((chance for name, chance in belief.roles.items() if name not in own), default=0.0)


def _focus_at(one: Finding) -> Entity | None:
    """The title of which the words around a finding's target speak, by the rules of reference."""
    return one.line.title_at(*one.place)


def _where(best: Finding, claim: Claim, subjects: Subjects, way: str) -> Iterator[tuple[str, float]]:
    line = best.line
    yield f"part {line.part.kind}", 1.0
    main = line.reading.main
    yield f"main {way}", float(main is not None and main.name == claim.subject.name)
    yield f"no main {way}", float(main is None)
    yield f"focus {way}", float(line.title is not None and line.title.name == claim.subject.name)
    first = bool(subjects) and subjects[0][0].name == claim.subject.name
    focused = line.title is not None and line.title.name == claim.subject.name
    yield f"{'first' if first else 'not first'}, {'in focus' if focused else 'out of focus'} {way}", 1.0
    at = _focus_at(best)
    nearest = at is not None and at.name == claim.subject.name
    yield f"{'first' if first else 'not first'}, {'nearest' if nearest else 'not nearest'} {way}", 1.0
    section = line.section_title
    yield f"section {way}", float(section is not None and section.name == claim.subject.name)
    named = [slot for slot in line.slots if slot.entity is not None and slot.entity.name == claim.subject.name]
    yield f"named here {way}", float(bool(named))
    titles = {slot.entity.name for slot in line.slots if slot.label in ("title", "title_ref") and slot.entity}
    yield f"other titles {way}", float(len(titles - {claim.subject.name}))
    yield f"question {way}", float(line.text.rstrip().endswith("?"))
    beliefs = [line.reading.belief(place) for place in line.reading.places_of(claim.subject)]
    labels = (claim.subject.type,) if claim.subject.type == "person" else ("title", "franchise")
    sure = [sum(one.labels.get(label, 0.0) for label in labels) for one in beliefs]
    yield f"subject's name {way}", _log_odds(max(sure, default=0.0))
    yield f"subject's names {way}", _log_odds(sum(sure) / len(sure) if sure else 0.0)
    yield f"subject's places {way}", math.log(1 + len(sure))
    if isinstance(claim.value, Entity):
        yield f"value's name {way}", _log_odds(best.belief.labels.get(claim.value.type, 0.0))
        yield f"value's name, {claim.value.type}", _log_odds(best.belief.labels.get(claim.value.type, 0.0))
        slot = next((slot for slot in line.slots if (slot.start, slot.end) == best.target), None)
        yield f"label {slot.label if slot else 'none'} for {claim.value.type}", 1.0


def _log_odds(chance: float) -> float:
    chance = max(1e-4, min(1 - 1e-4, chance))
    return max(-FAR, min(FAR, math.log(chance / (1 - chance))))


@cache
def ranker() -> Ranker:
    """The ranker that Slugline ships."""
    path = resources.files("slugline.learned.weights") / "ranker.json"
    try:
        return ranker_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(str(error), where=str(path), allowed="weights and moved") from error


def ranker_of(table: Mapping[str, Any]) -> Ranker:
    """The ranker of a table as ``training/ranker.py`` writes it; a `KeyError` where something is missing."""
    return Ranker(table["weights"], table["moved"])
