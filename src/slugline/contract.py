"""The claim contract in JSON: claims to dictionaries and back (see docs/contract.md).

One claim is one JSON object; `claim_to_json` and `claim_from_json` are inverses.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

from slugline.edtf import Edtf, parse_day
from slugline.errors import ContractError, DateError
from slugline.model import (
    ENTITY_TYPES,
    MODALITIES,
    SUBJECT_TYPES,
    Claim,
    Context,
    Entity,
    Evidence,
    NoValue,
    Quantity,
    Source,
    Unknown,
    Value,
)

_SOURCE_KEYS = ("file", "url", "publisher", "title", "author")
Json = dict[str, object]


def value_to_json(value: Value) -> Json:
    """A value as the contract writes it, ``{"type": …, …}``."""
    match value:
        case Edtf():
            return {"type": "date", "edtf": value.text}
        case Entity():
            return {"type": value.type, "name": value.name} | ({"year": value.year} if value.year else {})
        case Quantity():
            amount = int(value.amount) if value.amount == int(value.amount) else value.amount
            return {"type": "quantity", "amount": amount, "unit": value.unit}
        case Unknown():
            return {"type": "unknown"}
        case NoValue():
            return {"type": "none"}
        case _:
            return {"type": "text", "text": value}


def value_from_json(data: object, where: str = "value") -> Value:
    """The value that the contract's JSON writes; `ContractError` where it writes none."""
    if not isinstance(data, Mapping):
        raise ContractError("is not an object", where=where, allowed="an object with a type")
    kind = data.get("type")
    if kind == "date":
        try:
            return Edtf(_text(data, "edtf", where))
        except DateError as error:
            raise ContractError(error.fault, where=where, allowed=error.allowed) from error
    if kind == "quantity":
        amount = data.get("amount")
        if isinstance(amount, bool) or not isinstance(amount, int | float) or not math.isfinite(amount):
            raise ContractError(f"amount {amount!r} is not a number", where=where, allowed="a finite number")
        return Quantity(float(amount), str(data.get("unit", "")))
    if kind == "unknown":
        return Unknown()
    if kind == "none":
        return NoValue()
    if kind == "text":
        return _text(data, "text", where)
    if kind in ENTITY_TYPES or kind in SUBJECT_TYPES:
        return Entity(str(kind), _text(data, "name", where), _year(data, where))
    kinds = ", ".join((*ENTITY_TYPES, "date", "quantity", "text", "unknown", "none"))
    raise ContractError(f"type {kind!r} is unknown", where=where, allowed=kinds)


def claim_to_json(claim: Claim) -> Json:
    """One claim as a line of `slugline claims --json`."""
    source = {key: getattr(claim.source, key) for key in _SOURCE_KEYS if getattr(claim.source, key)}
    subject: Json = {"type": claim.subject.type, "name": claim.subject.name}
    if claim.subject.year:
        subject["year"] = claim.subject.year
    return {
        "subject": subject,
        "property": claim.property,
        "value": value_to_json(claim.value),
        "qualifiers": dict(claim.qualifiers),
        "modality": claim.context.modality,
        "attribution": list(claim.context.attribution),
        "evidence": {"quote": claim.evidence.quote, "start": claim.evidence.start, "end": claim.evidence.end},
        "said_on": claim.said_on.isoformat(),
        "source": source,
        "rule": claim.rule,
    }


def claim_from_json(data: object, *, where: str, properties: Mapping[str, object]) -> Claim:
    """The claim that one JSON object writes.

    ``where`` names the place for errors (``file:line``); ``properties`` holds the known
    property names. Raises `ContractError`.
    """
    if not isinstance(data, Mapping):
        raise ContractError("the line is not an object", where=where, allowed="one JSON object a line")
    subject = data.get("subject")
    if not isinstance(subject, Mapping) or subject.get("type") not in SUBJECT_TYPES:
        raise ContractError("the subject has no known type", where=where, allowed=", ".join(SUBJECT_TYPES))
    name = data.get("property")
    if name not in properties:
        raise ContractError(f"property {name!r} is unknown", where=where, allowed=", ".join(sorted(properties)))
    modality = data.get("modality", "stated")
    if modality not in MODALITIES:
        raise ContractError(f"modality {modality!r} is unknown", where=where, allowed=", ".join(MODALITIES))
    qualifiers = data.get("qualifiers") or {}
    if not isinstance(qualifiers, Mapping):
        raise ContractError("qualifiers is not an object", where=where, allowed="an object")
    attribution = data.get("attribution") or []
    if not isinstance(attribution, list) or not all(isinstance(n, str) for n in attribution):
        raise ContractError("attribution is not a list of names", where=where, allowed="a list of names")
    source = data.get("source") or {}
    if not isinstance(source, Mapping):
        raise ContractError("source is not an object", where=where, allowed="an object")
    return Claim(
        subject=Entity(str(subject["type"]), _text(subject, "name", where), _year(subject, where)),
        property=str(name),
        value=value_from_json(data.get("value"), where),
        qualifiers={str(key): item for key, item in qualifiers.items()},
        context=Context(str(modality), tuple(attribution)),
        evidence=_evidence(data.get("evidence"), where),
        said_on=_day(data.get("said_on"), where),
        source=Source(**{key: str(source.get(key) or "") for key in _SOURCE_KEYS}),
        rule=str(data.get("rule") or "contract"),
    )


def _evidence(data: object, where: str) -> Evidence:
    if not isinstance(data, Mapping) or not isinstance(data.get("quote"), str) or not data["quote"]:
        raise ContractError("the evidence has no quote", where=where, allowed="quote, start and end")
    quote: str = data["quote"]
    start = data.get("start", 0)
    end = data["end"] if data.get("end") is not None else None
    if not isinstance(start, int) or isinstance(start, bool) or start < 0:
        raise ContractError(f"the evidence's start {start!r} is no place", where=where, allowed="0 or more")
    if end is not None and (not isinstance(end, int) or isinstance(end, bool) or end - start != len(quote)):
        raise ContractError("the evidence's offsets do not fit its quote", where=where, allowed="end - start = length")
    return Evidence("", start, start + len(quote), quote)


def _text(data: Mapping[str, object], key: str, where: str) -> str:
    found = data.get(key)
    if not isinstance(found, str) or not found.strip():
        raise ContractError(f"{key} is missing or empty", where=where, allowed="a text")
    return found


def _year(data: Mapping[str, object], where: str) -> int:
    found = data.get("year") or 0
    if isinstance(found, str) and found.isdecimal() and len(found) == 4:
        return int(found)
    if not isinstance(found, int) or isinstance(found, bool):
        raise ContractError(f"year {found!r} is not a year", where=where, allowed="a whole number")
    return found


def _day(data: object, where: str) -> date:
    if not isinstance(data, str):
        raise ContractError("said_on is missing", where=where, allowed="YYYY-MM-DD")
    try:
        return parse_day(data)
    except DateError as error:
        raise ContractError(error.fault, where=where, allowed=error.allowed) from error
