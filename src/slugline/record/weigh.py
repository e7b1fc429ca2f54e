"""The weight of each claim under the policy: how firm, how well placed, how new.

Weight is counted in days: the day on which it was said, plus the policy's patience for every
step of its source's authority. So a better source outweighs a somewhat newer one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from slugline.edtf import Edtf
from slugline.errors import DateError
from slugline.model import Claim, Entity, NoValue, Quantity, Unknown, Value
from slugline.record.decisions import FREE, Decision, Ruled
from slugline.record.index import claim_id
from slugline.record.names import fold, fold_award, fold_franchise, fold_person, territory
from slugline.record.people import People
from slugline.record.policy import Policy
from slugline.record.voices import article_key

_COMPANIES = ("production_company", "distributor", "network", "available_on")
_PEOPLE = ("director", "writer", "producer", "executive_producer", "creator", "showrunner")
_MAKERS = frozenset({*_COMPANIES, *_PEOPLE})


@dataclass(frozen=True, slots=True)
class Said:
    """One claim with its weight. ``scope`` holds the normalised qualifiers that tell slots apart."""

    claim: Claim
    article: str
    subject: str
    firmness: float
    authority: float
    weight: float
    scope: Mapping[str, str]
    key: str
    ruled: Ruled = FREE
    origin: Claim | None = None  # the recorded claim, where this one is derived from it or corrected

    @property
    def id(self) -> str:
        """The id of the recorded claim."""
        if not self._id:
            object.__setattr__(self, "_id", claim_id(self.origin or self.claim))
        return self._id

    @property
    def decision(self) -> Decision | None:
        """The editor's decision under which it counts."""
        return self.ruled.decision

    day: date = field(init=False, repr=False, compare=False)  # on which it was said
    denies: bool = field(init=False, repr=False, compare=False)  # whether it withdraws its value
    gap: bool = field(init=False, repr=False, compare=False)  # whether it says that the value is unknown, or none
    happened: bool = field(init=False, repr=False, compare=False)  # whether it tells of a dated event in the past
    order: tuple[object, ...] = field(init=False, repr=False, compare=False)  # newest and heaviest first
    _id: str = field(init=False, repr=False, compare=False, default="")  # once it was asked for

    def __post_init__(self) -> None:
        claim = self.claim
        value, day, modality = claim.value, claim.said_on, claim.context.modality
        put = object.__setattr__
        put(self, "day", day)
        put(self, "denies", modality == "denied")
        put(self, "gap", isinstance(value, Unknown | NoValue))
        put(self, "happened", isinstance(value, Edtf) and modality == "stated" and value.first <= day)
        order = (-self.firmness, -self.weight, -day.toordinal(), self.article, claim.evidence.start)
        put(self, "order", order)


def value_key(name: str, value: Value, person: Callable[[str], str] = fold_person) -> str:
    """A value as one comparable text; ``person`` folds the names of people."""
    match value:
        case Edtf():
            return value.text
        case Quantity():
            return f"{value.amount:g} {value.unit}" if value.amount < 1e6 else f"{value.amount:.0f} {value.unit}"
        case Unknown():
            return "unknown"
        case NoValue():
            return "none"
        case Entity():
            if value.type == "award":
                return fold_award(value.name)
            if name in ("franchise", "spinoff_of"):
                return fold_franchise(value.name)
            return person(value.name) if value.type == "person" else fold_person(value.name)
        case _:
            return fold(value)


def scope_of(claim: Claim) -> dict[str, str]:
    """The qualifiers that tell one slot from another, normalised; missing ones are left out."""
    found: dict[str, str] = {}
    given = claim.qualifiers
    for key, normal in _SCOPES.items() if given else ():
        value = given.get(key)
        if value is not None and value != "":
            found[key] = normal(f"{value:g}" if isinstance(value, float) else str(value))
    return found


_SCOPES: Mapping[str, Callable[[str], str]] = {
    "territory": territory,
    "medium": str,
    "season": str,
    "platform": fold_person,
    "kind": str,
    "period": str,
    "character": fold_person,
    "work": fold,
    "year": str,
}


class Scales:
    """Weighs claims. ``subjects`` gives each claim's subject key; makers count from the day they were named."""

    def __init__(self, claims: Sequence[Claim], subjects: Sequence[str], policy: Policy, people: People) -> None:
        self._policy = policy
        self._people = people
        self._makers: dict[str, dict[str, date]] = defaultdict(dict)
        for claim, subject in zip(claims, subjects, strict=True):
            for name in _makers_in(claim):
                known = self._makers[subject]
                known[name] = min(known.get(name, date.max), claim.said_on)
        denied = {
            (article_key(claim), subject, claim.property)
            for claim, subject in zip(claims, subjects, strict=True)
            if claim.context.modality == "denied"
        }
        self._best: dict[tuple[str, str, str], float] = defaultdict(float)
        for claim, subject in zip(claims, subjects, strict=True) if denied else ():
            place = (article_key(claim), subject, claim.property)
            if place in denied:
                self._best[place] = max(self._best[place], self._authority(claim, subject))

    def weigh(self, claim: Claim, subject: str, ruled: Ruled = FREE, origin: Claim | None = None) -> Said:
        """The claim with its weight; a denial has the authority of its article's best word on the property.

        What an editor has confirmed or corrected is as firm as can be.
        """
        policy, article = self._policy, article_key(claim)
        denied = claim.context.modality == "denied"
        vouched = ruled.decision is not None and ruled.decision.act != "reject"
        firmness = policy.firmest if denied or vouched else policy.firmness[claim.context.modality]
        authority = self._authority(claim, subject)
        if denied:
            authority = max(authority, self._best[article, subject, claim.property])
        patience = 0.0 if claim.property in policy.moving else policy.authority["patience_days"]
        weight = claim.said_on.toordinal() + patience * authority
        key = value_key(claim.property, claim.value, lambda name: self._people.canon(name, subject))
        return Said(claim, article, subject, firmness, authority, weight, scope_of(claim), key, ruled, origin)

    def _authority(self, claim: Claim, subject: str) -> float:
        levels, lists = self._policy.authority, self._policy.publishers
        publisher = fold_person(claim.source.publisher)
        known = self._makers.get(subject)
        if publisher in lists["own"] or (known and self._made_by(claim, publisher, known)):
            return levels["own"]
        if publisher in lists["weak"]:
            return levels["weak"]
        if publisher in lists["trade"] or claim.context.attribution:
            return levels["named"]
        return levels["other"]

    @staticmethod
    def _made_by(claim: Claim, publisher: str, known: Mapping[str, date]) -> bool:
        """Whether its publisher, or somebody whom it quotes, had been named as a maker by then."""
        if publisher and known.get(publisher, date.max) <= claim.said_on:
            return True
        return any(
            known.get(fold_person(name), date.max) <= claim.said_on for name in claim.context.attribution if name
        )


def _makers_in(claim: Claim) -> Iterable[str]:
    if claim.context.modality not in ("stated", "scheduled"):
        return
    if claim.property in _MAKERS and isinstance(claim.value, Entity):
        yield fold_person(claim.value.name)
    platform = claim.qualifiers.get("platform")
    if platform:
        yield fold_person(str(platform))


def replaced_dates(said: Iterable[Said]) -> list[Said]:
    """The denials that ``replaces`` qualifiers imply: the date that each claim says it moved from."""
    found = []
    for one in said:
        old = one.claim.qualifiers.get("replaces")
        if not isinstance(old, str) or one.denies or one.gap:
            continue
        try:
            value = Edtf(old)
        except DateError:
            continue
        claim = replace(one.claim, value=value, context=replace(one.claim.context, modality="denied"), rule="replaces")
        scope = {key: text for key, text in one.scope.items() if key != "platform"}
        found.append(replace(one, claim=claim, key=value.text, scope=scope, origin=one.origin or one.claim))
    return found


def withdrawn(one: Said, denials: Collection[Said], policy: Policy) -> bool:
    """Whether a denial of its value, in its scope, outweighs the claim; never what an editor vouches for."""
    if not denials or one.ruled.decision is not None:
        return False
    patience = policy.denial["patience_days"]
    hedge = policy.denial.get(f"{one.claim.context.modality}_days", 0.0)
    mine = one.day.toordinal() + patience * one.authority - hedge
    return any(
        no.day.toordinal() + patience * no.authority >= mine and denies_value(no, one) and denies_scope(no, one)
        for no in denials
    )


def denies_value(no: Said, one: Said) -> bool:
    """Whether the denial speaks of the claim's value (a month denies its days)."""
    if no.key == one.key:
        return True
    theirs, mine = no.claim.value, one.claim.value
    return isinstance(theirs, Edtf) and isinstance(mine, Edtf) and mine.within(theirs)


def denies_scope(no: Said, one: Said) -> bool:
    """Whether the denial's territory, medium and season cover, or may cover, the claim's."""
    for key in ("territory", "medium", "kind", "work", "year", "period"):
        theirs, mine = no.scope.get(key), one.scope.get(key)
        if theirs and mine and theirs != mine and "worldwide" not in (theirs, mine):
            return False
    theirs, mine = no.scope.get("character"), one.scope.get("character")
    if theirs and mine and "unknown" not in (theirs, mine) and theirs != mine:
        return False
    season = no.scope.get("season")
    return not season or one.scope.get("season", "1") == season
