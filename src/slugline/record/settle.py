"""What editors have ruled out before the policy weighs anything."""

from __future__ import annotations

from collections.abc import Sequence

from slugline.model import PropertySpec
from slugline.record.decisions import FREE
from slugline.record.weigh import Said, denies_scope, denies_value

_MAIN = "theatrical"  # the medium of a date that names none


def settle(spec: PropertySpec, said: Sequence[Said], *, moving: bool = False) -> tuple[list[Said], list[Said]]:
    """What may contend, and what may not: rejected, or against what an editor confirmed or corrected.

    Of a ``moving`` property (a status moves on) a decision rules out only what had been said by its day.
    """
    if all(one.ruled is FREE for one in said):
        return list(said), []
    rulings = [one for one in said if one.decision is not None and not one.ruled.rejects]
    kept: list[Said] = []
    out: list[Said] = []
    for one in said:
        if one.decision is None:
            ruled = excluded_by(spec, rulings, one, moving=moving) is not None
        else:
            ruled = one.ruled.rejects
        (out if ruled else kept).append(one)
    return kept, out


def excluded_by(spec: PropertySpec, rulings: Sequence[Said], one: Said, *, moving: bool = False) -> Said | None:
    """The claim that an editor vouches for and that leaves this one no room."""
    return next((ruling for ruling in rulings if _excludes(spec, ruling, one, moving=moving)), None)


def _excludes(spec: PropertySpec, ruling: Said, one: Said, *, moving: bool) -> bool:
    """Whether what an editor confirmed leaves no room for the claim."""
    if moving and ruling.decision is not None and one.day > ruling.decision.on:
        return False
    if not _same_slot(spec, ruling, one):
        return False
    if ruling.denies:
        return not one.denies and denies_value(ruling, one)
    if one.denies:
        return denies_value(one, ruling)
    if ruling.gap or one.gap:
        same_part = one.scope.get("character", "") == ruling.scope.get("character", "")
        return ruling.gap != one.gap and (spec.single or same_part)
    return spec.single and one.key != ruling.key and not denies_value(one, ruling)


def _same_slot(spec: PropertySpec, ruling: Said, one: Said) -> bool:
    """Whether the two speak of one territory and season, and of one medium."""
    if not spec.single or spec.name == "status":
        return denies_scope(ruling, one) and denies_scope(one, ruling)
    for name in spec.scopes:
        mine, theirs = ruling.scope.get(name, ""), one.scope.get(name, "")
        if name == "season":
            mine, theirs = ("" if season == "1" else season for season in (mine, theirs))
        if mine != theirs and not (name == "medium" and {mine, theirs} == {"", _MAIN}):
            return False
    return True
