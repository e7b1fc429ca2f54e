"""What editors decide, as events: of a claim (confirm, reject, correct) or of an identity (same, differ).

A decision counts from its day on, outranks the policy, and stays until it is withdrawn, which is an event too. Nothing
is ever changed or removed by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from slugline.edtf import Edtf
from slugline.model import Claim, Entity, Value
from slugline.record.names import fold, fold_person

ON_CLAIMS = ("confirm", "reject", "correct")
ON_IDENTITIES = ("same", "differ")
_PERSON = "person"
_HEDGED = ("rumoured", "expected")


@dataclass(frozen=True, slots=True)
class Ref:
    """A title or person as an editor names it; ``kind`` and ``year`` are empty and 0 where they need not be told."""

    name: str
    kind: str = ""
    year: int = 0

    def __str__(self) -> str:
        inside = ", ".join(part for part in (self.kind, str(self.year or "")) if part)
        return f"{self.name} ({inside})" if inside else self.name


@dataclass(frozen=True, slots=True)
class Correction:
    """What a claim should say instead; what is None stays as the article has it."""

    value: Value | None = None
    subject: Entity | None = None
    modality: str = ""
    qualifiers: Mapping[str, object] | None = None

    def of(self, claim: Claim) -> Claim:
        """The claim as corrected, on the same words."""
        return replace(
            claim,
            value=claim.value if self.value is None else self.value,
            subject=self.subject or claim.subject,
            qualifiers=claim.qualifiers if self.qualifiers is None else self.qualifiers,
            context=replace(claim.context, modality=self.modality or claim.context.modality),
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """One event. ``claim`` is a claim's id; ``one`` and ``other`` are the two names of an identity."""

    id: int
    act: str
    on: date
    by: str
    reason: str
    claim: str = ""
    one: Ref = Ref("")
    other: Ref = Ref("")
    correction: Correction | None = None
    withdraws: int | None = None

    @property
    def about(self) -> object:
        """What it decides: a claim, or a pair of names however they are typed."""
        if self.claim:
            return self.claim
        folds = fold_person if _PERSON in (self.one.kind, self.other.kind) else fold
        return folds, frozenset((folds(self.one.name), folds(self.other.name)))

    def meets(self, other: Decision) -> bool:
        """Whether the two are about one thing, so that they do not stand together."""
        if self.about != other.about:
            return False
        return bool(self.claim) or any(
            _one_title(self.one, a) and _one_title(self.other, b)
            for a, b in ((other.one, other.other), (other.other, other.one))
        )


def _one_title(one: Ref, other: Ref) -> bool:
    """Whether two names may mean one title or person: no other name, kind or year."""
    folds = fold_person if _PERSON in (one.kind, other.kind) else fold
    kinds, years = {one.kind, other.kind} - {""}, {one.year, other.year} - {0}
    return folds(one.name) == folds(other.name) and len(kinds) < 2 and len(years) < 2


def in_force(decisions: Iterable[Decision], as_of: date | None) -> tuple[Decision, ...]:
    """The decisions that stand at the end of ``as_of``; of several on one claim or pair the newest stands."""
    known = [one for one in decisions if as_of is None or one.on <= as_of]
    gone = {one.withdraws for one in known if one.withdraws is not None}
    live = sorted((one for one in known if one.withdraws is None and one.id not in gone), key=lambda d: (d.on, d.id))
    later: dict[object, list[Decision]] = defaultdict(list)
    standing = []
    for one in reversed(live):
        if not any(one.meets(other) for other in later[one.about]):
            standing.append(one)
        later[one.about].append(one)
    return tuple(reversed(standing))


@dataclass(frozen=True, slots=True)
class Ruled:
    """From which day (included) to which (not included) a claim counts, under which decision if any."""

    decision: Decision | None = None
    since: date | None = None
    until: date | None = None

    def stands(self, day: date) -> bool:
        """Whether the claim counts in this form on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    @property
    def rejects(self) -> bool:
        """Whether the claim is rejected in this stretch."""
        return self.decision is not None and self.decision.act == "reject"


FREE = Ruled()


def rulings(decisions: Iterable[Decision], as_of: date) -> dict[str, tuple[Ruled, ...]]:
    """For each claim that editors have decided of by the end of ``as_of``: its stretches of days."""
    known = [one for one in decisions if one.on <= as_of]
    events: dict[str, list[Decision]] = defaultdict(list)
    home: dict[int, str] = {}
    for one in sorted(known, key=lambda d: d.id):
        claim = home.get(one.withdraws, "") if one.withdraws is not None else one.claim
        if claim:
            home[one.id] = claim
            events[claim].append(one)
    made: dict[str, tuple[Ruled, ...]] = {}
    for claim, mine in events.items():
        edges = sorted({one.on for one in mine})
        stretches: list[Ruled] = [Ruled(until=edges[0])]
        for since, until in zip(edges, [*edges[1:], None], strict=True):
            live = in_force(mine, since)
            stretches.append(Ruled(live[0] if live else None, since, until))
        made[claim] = tuple(stretches)
    return made


def decided(claim: Claim, decision: Decision) -> Claim:
    """The claim as the decision leaves it: corrected, and firm where an editor vouches for it."""
    if decision.act == "reject":
        return claim
    made = decision.correction.of(claim) if decision.correction else claim
    if made.context.modality in _HEDGED and not (decision.correction and decision.correction.modality):
        ahead = isinstance(made.value, Edtf) and made.value.last > decision.on
        firm = "scheduled" if ahead else "stated"
        made = replace(made, context=replace(made.context, modality=firm))
    return made
