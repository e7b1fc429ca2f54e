"""Which claims only repeat what stands: what need not be folded again.

A `Watch` is made from the position of one day. It then tells of each later claim, in the order of
their days, whether the position with it is the same but for its evidence. It may say no of a claim
that changes nothing, never yes of one that does (tests/record/test_record_spells.py). Claims of
which editors have decided are not for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from slugline.edtf import Edtf
from slugline.model import Entity, PropertySpec, Value
from slugline.record.contend import Folded, Slot, Stand
from slugline.record.dates import season_of
from slugline.record.members import denials_by_value, member_key
from slugline.record.names import is_cinema
from slugline.record.policy import Policy
from slugline.record.single import scope_key
from slugline.record.weigh import Said, replaced_dates, withdrawn

_WORLDWIDE = "worldwide"
Class = tuple[object, ...]  # what decides where a claim contends: its value and scope


class Watch(Protocol):
    """What stands as of one day."""

    def repeats(self, one: Said) -> bool:
        """Whether the claim, said on a later day than any before, only repeats what stands; it is taken in."""
        ...


def watch(
    spec: PropertySpec, folded: Folded, said: Sequence[Said], policy: Policy, several: Collection[str] = ()
) -> Watch:
    """A watch on the position that ``said`` comes to. Only for claims of which editors have decided nothing.

    ``several`` are the articles of `several_said`.
    """
    if spec.name == "release_date":
        return _Dates(folded, said, policy, several)
    if spec.name == "status":
        return _Status(folded, said, policy, spec)
    if spec.single:
        return _Single(folded, said, policy, spec)
    return _Members(spec.name, folded, policy)


class _Members:
    """Of a set: a member said again in words that are known of them, or one who stays out however often said."""

    def __init__(self, name: str, folded: Folded, policy: Policy) -> None:
        self._name = name
        self._policy = policy
        slots = folded.slots
        self._members = {member_key(name, stand.said[0]): stand for slot in slots for stand in slot.answers}
        self._seasons = {key: {one.scope.get("season") for one in stand.said} for key, stand in self._members.items()}
        self._against = denials_by_value(no for slot in slots for no in slot.denials)
        self._gaps = [one for slot in slots for gap in slot.gaps for one in gap.said]

    def repeats(self, one: Said) -> bool:
        if one.gap or isinstance(one.claim.value, Edtf):
            return False
        if one.denies:
            return self._stays_out(one)
        if withdrawn(one, self._against.get(one.key, ()), self._policy):
            return bool(self._members)
        key = member_key(self._name, one)
        member = self._members.get(key)
        if member is None or not _as_firm(one, member) or any(self._answers(one, member, gap) for gap in self._gaps):
            return False
        if one.scope.get("season") not in self._seasons[key]:
            return False
        return all(member.qualifiers.get(name) == value for name, value in one.claim.qualifiers.items())

    def _stays_out(self, no: Said) -> bool:
        """Whether the denial is of nobody who is in; it is taken in."""
        quiet = bool(self._members) and all(stand.key != no.key for stand in self._members.values())
        if quiet:
            self._against.setdefault(no.key, []).append(no)
        return quiet

    def _answers(self, one: Said, member: Stand, gap: Said) -> bool:
        """Whether the claim may say what was said to be unknown."""
        if self._name == "available_on":
            cinema = all(isinstance(v, Entity) and is_cinema(v.name) for v in (one.claim.value, member.value))
            return not cinema and one.weight > gap.weight
        character = gap.scope.get("character")
        return character is not None and one.scope.get("character") == character


@dataclass(slots=True)
class _Field:
    """Claims that contend for one slot. ``won`` is None unless one value wins whatever the voices are."""

    slot: Slot
    won: Stand | None
    newest: dict[Class, date] = field(default_factory=dict)


class _Contests:
    """Of single values: one that wins by more than the margin, said again where it has been said before."""

    def __init__(self, folded: Folded, said: Sequence[Said], policy: Policy, name: str) -> None:
        self._policy = policy
        self._denials = [one for one in said if one.denies]
        if name == "release_date":
            self._denials += replaced_dates(said)
        self._fields: dict[Class, list[_Field]] = {}
        for slot in folded.fields:
            made = _Field(slot, _winner(slot, policy.margin(name)))
            for one in _contending(slot):
                place = self._class(one)
                if place not in made.newest:
                    self._fields.setdefault(place, []).append(made)
                made.newest[place] = max(made.newest.get(place, one.day), one.day)

    def _class(self, one: Said) -> Class:
        raise NotImplementedError

    def _joins(self, one: Said) -> Sequence[_Field]:
        """The fields that the claim joins, each on the side of its winner; none where anything else may come of it."""
        if one.denies or one.gap or (self._denials and withdrawn(one, self._denials, self._policy)):
            return ()
        found = self._fields.get(self._class(one), [])
        for each in found:
            if each.won is None or not _supports(one, each.won) or not _as_firm(one, each.won):
                return ()
        return found


class _Single(_Contests):
    def __init__(self, folded: Folded, said: Sequence[Said], policy: Policy, spec: PropertySpec) -> None:
        self._spec = spec
        super().__init__(folded, said, policy, spec.name)

    def _class(self, one: Said) -> Class:
        return (one.key, one.happened, *scope_key(one, self._spec))

    def repeats(self, one: Said) -> bool:
        return bool(self._joins(one))


class _Status(_Single):
    """A status keeps the date and season of its newest claim, and a planned one is no match for one that is done."""

    def _class(self, one: Said) -> Class:
        return (one.key,)

    def repeats(self, one: Said) -> bool:
        joined = self._joins(one)
        return bool(joined) and all(
            each.won is not None
            and one.claim.context.modality == each.won.modality
            and dict(one.claim.qualifiers) == dict(each.won.qualifiers)
            for each in joined
        )


class _Dates(_Contests):
    """Release dates: beside the contest, a claim may close plans, or draw dates to its medium."""

    def __init__(self, folded: Folded, said: Sequence[Said], policy: Policy, several: Collection[str]) -> None:
        super().__init__(folded, said, policy, "release_date")
        self._loose = folded.loose
        plans = [one for one in said if not one.denies and not one.gap and not one.happened]
        self._last_plan = max((one.day for one in plans), default=date.min)
        self._worldwide = any(slot.scope.get("territory") == _WORLDWIDE and not _told(slot) for slot in folded.fields)
        self._several = several
        self._beside = {id(slot): _beside(slot, folded.fields) for slot in folded.fields}

    def _class(self, one: Said) -> Class:
        return _place(one)

    def repeats(self, one: Said) -> bool:
        if one.claim.qualifiers.get("replaces") or one.article in self._several:
            return False
        joined = self._joins(one)
        if not joined or not all(self._fits(one, each) for each in joined):
            return False
        place = self._class(one)
        if one.happened:
            if any(each.newest[place] <= self._last_plan for each in joined):
                return False  # it may close plans that nobody has closed yet
        elif self._worldwide or one.scope.get("territory") == _WORLDWIDE:
            return False
        else:
            self._last_plan = max(self._last_plan, one.day)
        for each in joined:
            each.newest[place] = max(each.newest[place], one.day)
        return True

    def _fits(self, one: Said, each: _Field) -> bool:
        mine, slot = one.claim.value, each.slot
        if not isinstance(mine, Edtf) or any(_overlap(mine, other, each.won) for other in self._beside[id(slot)]):
            return False
        if one.scope.get("medium"):
            return True
        territory, season, medium = one.scope.get("territory", ""), season_of(one), slot.scope.get("medium", "")
        if (territory, season) in self._loose:
            return False
        home = slot.scope.get("territory", "") == territory and slot.scope.get("season", "") == season
        if not home or not medium or not one.happened:
            return True
        own = (x for x in _contending(slot) if x.scope.get("medium") == medium and season_of(x) == season)
        return any(_agree(mine, x.claim.value) for x in own if x.scope.get("territory", "") == territory)


def _as_firm(one: Said, stand: Stand) -> bool:
    """Whether the value is told as firmly with the claim as without it."""
    firmest = stand.said[0].firmness
    if one.firmness != firmest:
        return one.firmness < firmest
    return one.claim.context.modality == stand.modality or any(other.happened for other in stand.said)


def _supports(one: Said, won: Stand) -> bool:
    """Whether the claim says the value, or a coarser date that holds it."""
    mine = one.claim.value
    if isinstance(mine, Edtf) and isinstance(won.value, Edtf):
        return won.value.within(mine)
    return one.key == won.key


def _winner(slot: Slot, margin: float) -> Stand | None:
    """The value that leads every other by more than the margin, by a claim of its own."""
    if slot.standing != "current" or len(slot.answers) != 1:
        return None
    won = slot.answers[0]
    best = next((one for one in won.said if one.key == won.key), None)
    if best is None or best.firmness < won.said[0].firmness:
        return None
    for one in _contending(slot):
        level = one.firmness == best.firmness
        if not _supports(one, won) and (one.weight + margin >= best.weight if level else one.firmness > best.firmness):
            return None
    return won


def _contending(slot: Slot) -> Iterable[Said]:
    return (one for stand in (*slot.answers, *slot.rivals) for one in stand.said)


def _told(slot: Slot) -> bool:
    """Whether the slot is of a release told as past."""
    return any(one.happened for one in _contending(slot))


def _beside(slot: Slot, fields: Iterable[Slot]) -> Sequence[Edtf]:
    """The dates that stand as other releases of the same scope."""
    others = [other for other in fields if other is not slot and dict(other.scope) == dict(slot.scope)]
    found = {one.key: one.claim.value for other in others for one in _contending(other)}
    return [value for value in found.values() if isinstance(value, Edtf)]


def _overlap(mine: Edtf, other: Edtf, won: Stand | None) -> bool:
    """Whether a date of another release could take the claim's support, or lose its own to the claim's."""
    held = won.value if won is not None and isinstance(won.value, Edtf) else mine
    return other.within(mine) or held.within(other)


def _agree(mine: Edtf, other: Value) -> bool:
    return isinstance(other, Edtf) and (mine.within(other) or other.within(mine))


def _place(one: Said) -> Class:
    """What decides where a release date contends."""
    return (one.key, one.happened, one.scope.get("territory", ""), season_of(one), one.scope.get("medium", ""))


def several_said(said: Iterable[Said]) -> frozenset[str]:
    """The articles that give several release dates, one of them a plan without a medium.

    Such a plan belongs to the main medium only where its article says nothing else of that.
    """
    places: dict[str, set[Class]] = defaultdict(set)
    loose: set[str] = set()
    for one in said:
        places[one.article].add((one.denies, one.gap, *_place(one)))
        if not one.happened and not one.scope.get("medium"):
            loose.add(one.article)
    return frozenset(article for article in loose if len(places[article]) > 1)


Shape = tuple[object, ...]
_TOLD = ("character", "season", "date", "reprise")  # qualifiers that tell changes apart


def shape(slots: Iterable[Slot]) -> Shape:
    """A position without its evidence: two days of one shape differ in no answer, standing or firmness."""
    return tuple(
        (
            tuple(sorted(slot.scope.items())),
            slot.standing,
            tuple((stand.key, stand.planned, stand.modality, _qualified(stand.qualifiers)) for stand in slot.answers),
            frozenset(rival.key for rival in slot.rivals),
            frozenset((gap.key, *(one.scope.get("character") for one in gap.said[:1])) for gap in slot.gaps),
        )
        for slot in slots
    )


def _qualified(qualifiers: Mapping[str, object]) -> Shape:
    return tuple(qualifiers.get(name) for name in _TOLD)
