"""Single-valued properties other than release dates: one value for each scope, and the status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from slugline.edtf import Edtf
from slugline.errors import DateError
from slugline.model import PropertySpec
from slugline.record.contend import Slot, Stand, contend, gap_standing, grouped, stand
from slugline.record.policy import Policy
from slugline.record.voices import Voices
from slugline.record.weigh import Said, withdrawn

STAGES = (
    "announced",
    "in_development",
    "pre_production",
    "delayed",
    "filming",
    "wrapped",
    "post_production",
    "completed",
    "released",
    "renewed",
    "ended",
    "cancelled",
)
_UNSAID = {"kind": "trailer"}  # what a missing qualifier means, where it means one


def single_slots(spec: PropertySpec, said: Sequence[Said], policy: Policy, voices: Voices) -> tuple[Slot, ...]:
    """The position in each scope that the property's spec tells apart."""
    denials = tuple(one for one in said if one.denies)
    gaps = [one for one in said if one.gap]
    live = [one for one in said if not one.denies and not one.gap and not withdrawn(one, denials, policy)]
    spread: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for one in sorted(live, key=lambda s: s.order):
        spread[scope_key(one, spec)].append(one)
    _fold_unscoped(spread)
    slots = []
    answered: set[int] = set()
    for key, ones in sorted(spread.items()):
        fitting = [gap for gap in gaps if _fits(gap, key, spec)]
        answered.update(map(id, fitting))
        weighed = [gap for gap in fitting if not any(one.happened for one in ones)]
        standing, won, lost = contend(grouped(ones), weighed, name=spec.name, policy=policy, voices=voices)
        slots.append(
            Slot(
                {name: text for name, text in zip(spec.scopes, key, strict=True) if text},
                standing,
                tuple(stand(group) for group in won),
                tuple(stand(group) for group in lost),
                (stand(fitting),) if fitting and not won else (),
                denials,
            )
        )
    left = [gap for gap in gaps if id(gap) not in answered]
    if left:
        slots.append(Slot({}, gap_standing(left), gaps=(stand(left),), denials=denials))
    elif not slots and any(not one.denies and not one.gap for one in said):
        slots.append(Slot({}, "unknown", denials=denials))
    return tuple(slots)


def scope_key(one: Said, spec: PropertySpec) -> tuple[str, ...]:
    """The scope in which a claim contends, under the names of the property's scopes."""
    return tuple(one.scope.get(name, _UNSAID.get(name, "")) for name in spec.scopes)


def _fits(gap: Said, key: tuple[str, ...], spec: PropertySpec) -> bool:
    return all(gap.scope.get(name, "") in ("", text) for name, text in zip(spec.scopes, key, strict=True))


def _fold_unscoped(spread: dict[tuple[str, ...], list[Said]]) -> None:
    """A value said for no scope joins the scope in which the same value is said."""
    for key in sorted(spread):
        for other in sorted(spread):
            narrower = other != key and all(mine in ("", theirs) for mine, theirs in zip(key, other, strict=True))
            if narrower and key in spread:
                same = {one.key for one in spread[other]}
                spread[other] += [one for one in spread[key] if one.key in same]
                spread[key] = [one for one in spread[key] if one.key not in same]
                if not spread[key]:
                    del spread[key]


def status_slots(said: Sequence[Said], policy: Policy, voices: Voices) -> tuple[Slot, ...]:
    """How far the title has come: the newest status of any season; on one day the further stage.

    A dated status counts from its date; a planned one yields to whatever has been done.
    """
    denials = tuple(one for one in said if one.denies)
    gaps = [one for one in said if one.gap]
    live = [_dated(one) for one in said if not one.denies and not one.gap and not withdrawn(one, denials, policy)]
    done = [one for one in live if one.claim.context.modality != "scheduled"]
    firm = [one for one in done if one.firmness == policy.firmest]
    field = firm or done or live
    if not field:
        standing = gap_standing(gaps) if gaps else ("none" if denials else "unanswered")
        return (Slot({}, standing, gaps=(stand(gaps),) if gaps else (), denials=denials),)
    general = [gap for gap in gaps if "season" not in gap.scope]
    standing, won, lost = contend(grouped(field), general, name="status", policy=policy, voices=voices)
    if len(won) > 1:
        won.sort(key=lambda group: _stage(group[0].key))
        lost, won, standing = [*lost, *won[:-1]], won[-1:], "current"
    others = [group for group in grouped(live) if not any(group[0].key == kept[0].key for kept in won)]
    answers = tuple(_status_stand(group) for group in won)
    left = (stand(gaps),) if gaps and not won else ()
    return (Slot({}, standing, answers, tuple(map(_status_stand, others)), left, denials),)


def _status_stand(group: Sequence[Said]) -> Stand:
    """A status with the qualifiers of its newest claim, not of all."""
    newest = min(group, key=lambda one: one.order)
    return stand(group, dict(newest.claim.qualifiers))


def _stage(key: str) -> int:
    text = key.replace(" ", "_")
    return STAGES.index(text) if text in STAGES else -1


def status_date(one: Said) -> Edtf | None:
    """The date in a status claim's qualifiers, if it bears one."""
    try:
        return Edtf(str(one.claim.qualifiers["date"])) if "date" in one.claim.qualifiers else None
    except DateError:
        return None


def _dated(one: Said) -> Said:
    """A past status told later weighs as of the day that it is about."""
    when = status_date(one)
    if when is None or one.claim.context.modality == "scheduled" or when.last >= one.day:
        return one
    return replace(one, weight=one.weight - (one.day - when.last).days)
