"""How sure a fact is by itself: what rules found and what the trained eye believes, as features to weigh.

findings of one fact -> features
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from slugline.claims.findings import Finding
from slugline.model import Claim, Entity
from slugline.text.beliefs import Belief, Subjects, chance_of

FAR = 6.0  # log odds are kept within it
STRESS = 3.0  # so much freer is the ranker to learn what the rules of a property are worth, the rare ones' too


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
    found[f"property {claim.property} {'ruled' if ruled else 'seen'}"] = STRESS if ruled else 1.0
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
