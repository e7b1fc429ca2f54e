"""When two claims of one article are one fact, and which of them is kept. For every engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from slugline.claims.kind import Kind
from slugline.contract import value_to_json
from slugline.model import Claim, Entity, Value
from slugline.text.names import fold

AWARDED = "award_"


def once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each fact once, in the order of the evidence."""
    found: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = fact(claim)
        found[key] = better(found[key], claim) if key in found else claim
    for key in [one for one in found if barer(one, found)]:
        del found[key]
    return tuple(sorted(found.values(), key=lambda claim: (claim.evidence.start, claim.evidence.end, claim.property)))


def fact(claim: Claim) -> tuple[object, ...]:
    """What two claims of one fact have in common."""
    value = value_to_json(claim.value)
    shown = str(value.get("edtf") or value.get("amount") or fold(str(value.get("name") or value.get("text") or "")))
    key = (fold(claim.subject.name), claim.subject.type, claim.subject.year, claim.property, value["type"], shown)
    if claim.property.startswith(AWARDED):
        return (*key[:-1], shown.removesuffix("s"), fold(str(claim.qualifiers.get("work", ""))))
    return key if claim.property != "cast_member" or shown else (*key, fold(str(claim.qualifiers.get("character", ""))))


def barer(key: tuple[object, ...], keys: Iterable[tuple[object, ...]]) -> tuple[object, ...] | None:
    """Of ``keys`` the one that says for which work the award of ``key`` was, where ``key`` leaves it open."""
    if not str(key[3]).startswith(AWARDED) or key[-1]:
        return None
    return next((one for one in keys if one[:-1] == key[:-1] and one[-1]), None)


def better(one: Claim, other: Claim) -> Claim:
    """Of two claims of one fact the denied one, else the one that says more, else the first.

    What the other tells of an actor's part beside that is taken over: the character from one, "lead" from the other.
    """
    if (one.context.modality == "denied") != (other.context.modality == "denied"):
        return one if one.context.modality == "denied" else other
    best, rest = (other, one) if len(other.qualifiers) > len(one.qualifiers) else (one, other)
    if best.property == "cast_member" and rest.qualifiers.keys() - best.qualifiers.keys():
        return replace(best, qualifiers={**rest.qualifiers, **best.qualifiers})
    return best


def typed(value: Value, kind: Kind) -> Value:
    """An entity with the type that the kind's values have; a franchise may stand where titles do."""
    if not isinstance(value, Entity) or (kind.value == "title" and value.type == "franchise"):
        return value
    return Entity(kind.value, value.name, value.year)
