"""The claim contract in JSON: claims to dictionaries and back (see docs/contract.md).

One claim is one JSON object; `claim_to_json` and `claim_from_json` are inverses.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from slugline.edtf import FIRST_DAY, LAST_DAY, Edtf, parse_day
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
    PropertySpec,
    Quantity,
    Source,
    Unknown,
    Value,
)

_SOURCE_KEYS = ("file", "url", "publisher", "title", "author")
_DATES = ("date", "replaces")  # the qualifiers that hold EDTF
_PLAIN = ("date", "quantity", "text")  # every other type of value names an entity
LARGEST = 10**15
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
        if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 <= amount <= LARGEST:  # nor NaN
            raise ContractError(f"amount {_brief(amount)} is no amount", where=where, allowed=f"0 to {LARGEST:.0e}")
        return Quantity(float(amount), _plain(data, "unit", where))
    if kind == "unknown":
        return Unknown()
    if kind == "none":
        return NoValue()
    if kind == "text":
        return _text(data, "text", where)
    if kind in ENTITY_TYPES or kind in SUBJECT_TYPES:
        return Entity(str(kind), _text(data, "name", where), _year(data, where))
    kinds = ", ".join((*ENTITY_TYPES, "date", "quantity", "text", "unknown", "none"))
    raise ContractError(f"type {_brief(kind)} is unknown", where=where, allowed=kinds)


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
        **({} if claim.confidence is None else {"confidence": claim.confidence}),
    }


def claim_from_json(data: object, *, where: str, properties: Mapping[str, PropertySpec]) -> Claim:
    """The claim that one JSON object writes.

    ``where`` names the place for errors (``file:line``); ``properties`` are the known ones by name.
    Keys that the contract does not name are passed over. Raises `ContractError`.
    """
    if not isinstance(data, Mapping):
        raise ContractError("the line is not an object", where=where, allowed="one JSON object a line")
    subject = data.get("subject")
    if not isinstance(subject, Mapping) or subject.get("type") not in SUBJECT_TYPES:
        raise ContractError("the subject has no known type", where=where, allowed=", ".join(SUBJECT_TYPES))
    name = data.get("property")
    spec = properties.get(name) if isinstance(name, str) else None
    if spec is None:
        raise ContractError(f"property {_brief(name)} is unknown", where=where, allowed=", ".join(sorted(properties)))
    modality = data.get("modality", "stated")
    if modality not in MODALITIES:
        raise ContractError(f"modality {_brief(modality)} is unknown", where=where, allowed=", ".join(MODALITIES))
    attribution = _given(data, "attribution", [])
    if not isinstance(attribution, list) or not all(isinstance(one, str) and one.strip() for one in attribution):
        raise ContractError("attribution is not a list of names", where=where, allowed="a list of names")
    source = _object(data, "source", where)
    return Claim(
        subject=Entity(str(subject["type"]), _text(subject, "name", where), _year(subject, where)),
        property=spec.name,
        value=_value(data.get("value"), spec, where),
        qualifiers=_qualifiers(_object(data, "qualifiers", where), where),
        context=Context(str(modality), tuple(attribution)),
        evidence=_evidence(data.get("evidence"), where),
        said_on=_day(data.get("said_on"), where),
        source=Source(**{key: _plain(source, key, where) for key in _SOURCE_KEYS}),
        rule=_plain(data, "rule", where) or "contract",
        confidence=_chance(data.get("confidence"), where),
    )


def _chance(data: object, where: str) -> float | None:
    """A confidence, if there is one."""
    if data is None:
        return None
    if isinstance(data, bool) or not isinstance(data, int | float) or not 0 <= data <= 1:
        raise ContractError("the confidence is no chance", where=where, allowed="a number from 0 to 1")
    return float(data)


def _value(data: object, spec: PropertySpec, where: str) -> Value:
    """The value, of the sort that its property takes."""
    value = value_from_json(data, where)
    match value:
        case Unknown() | NoValue():
            return value
        case Edtf():
            sort = "date"
        case Quantity():
            sort = "quantity"
        case Entity():
            sort = "" if spec.value_type in _PLAIN else spec.value_type
        case _:
            sort = "text"
    if sort != spec.value_type:
        fault = f"{spec.name} does not take a value of this type"
        raise ContractError(fault, where=where, allowed=f"{spec.value_type}, unknown, none")
    return value


def value_from_text(text: str, spec: PropertySpec) -> Value:
    """A value of a property as a person types it: a name, an EDTF date, ``112 minutes``, ``unknown`` or ``none``.

    Raises `ContractError`.
    """
    made: Json = {"type": spec.value_type, "name": text}
    if text in ("unknown", "none"):
        made = {"type": text}
    elif spec.value_type == "date":
        made = {"type": "date", "edtf": text}
    elif spec.value_type == "text":
        made = {"type": "text", "text": text}
    elif spec.value_type == "quantity":
        amount, _, unit = text.partition(" ")
        try:
            made = {"type": "quantity", "amount": float(amount.replace(",", "")), "unit": unit.strip()}
        except ValueError:
            fault = f"{text!r} is no amount"
            raise ContractError(fault, where=spec.name, allowed="112 minutes, 45000000 USD") from None
    return _value(made, spec, spec.name)


def _qualifiers(data: Mapping[str, object], where: str) -> dict[str, object]:
    """Texts, whole numbers and true or false by name; those that hold dates hold EDTF."""
    found: dict[str, object] = {}
    for key, item in data.items():
        if item is None:
            continue
        if not isinstance(item, str | int) or (isinstance(item, int) and abs(item) > LARGEST):
            fault = f"qualifier {_brief(key)} is {_brief(item)}"
            raise ContractError(fault, where=where, allowed="a text, a whole number, true or false")
        if key in _DATES:
            try:
                Edtf(str(item))
            except DateError as error:
                raise ContractError(f"qualifier {key}: {error.fault}", where=where, allowed=error.allowed) from error
        found[str(key)] = item
    return found


def _evidence(data: object, where: str) -> Evidence:
    if not isinstance(data, Mapping) or not isinstance(data.get("quote"), str) or not data["quote"]:
        raise ContractError("the evidence has no quote", where=where, allowed="quote, start and end")
    quote: str = data["quote"]
    start = _given(data, "start", 0)
    end = data.get("end")
    if not isinstance(start, int) or isinstance(start, bool) or not 0 <= start <= LARGEST:
        raise ContractError(f"the evidence's start {_brief(start)} is no place", where=where, allowed="0 or more")
    if end is not None and (not isinstance(end, int) or isinstance(end, bool) or end - start != len(quote)):
        raise ContractError("the evidence's offsets do not fit its quote", where=where, allowed="end - start = length")
    return Evidence("", start, start + len(quote), quote)


def _given(data: Mapping[str, object], key: str, otherwise: object) -> object:
    """What stands under ``key``; ``otherwise`` where nothing or null does."""
    found = data.get(key)
    return otherwise if found is None else found


def _object(data: Mapping[str, object], key: str, where: str) -> Mapping[str, object]:
    found = _given(data, key, {})
    if not isinstance(found, Mapping):
        raise ContractError(f"{key} is not an object", where=where, allowed="an object")
    return found


def _plain(data: Mapping[str, object], key: str, where: str) -> str:
    """A text that may be missing."""
    found = _given(data, key, "")
    if not isinstance(found, str):
        raise ContractError(f"{key} {_brief(found)} is not a text", where=where, allowed="a text")
    return found


def _brief(found: object) -> str:
    """Something from outside as an error shows it: never long."""
    shown = repr(found) if not isinstance(found, int) or abs(found) <= LARGEST else "that large"
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


def _text(data: Mapping[str, object], key: str, where: str) -> str:
    found = data.get(key)
    if not isinstance(found, str) or not found.strip():
        raise ContractError(f"{key} is missing or empty", where=where, allowed="a text")
    return found


def _year(data: Mapping[str, object], where: str) -> int:
    found = _given(data, "year", 0)
    if isinstance(found, str) and found.isascii() and found.isdecimal() and len(found) == 4:
        return int(found)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= LAST_DAY.year:
        raise ContractError(f"year {_brief(found)} is not a year", where=where, allowed="a whole number, such as 2024")
    return found


def _day(data: object, where: str) -> date:
    if not isinstance(data, str):
        raise ContractError("said_on is missing", where=where, allowed="YYYY-MM-DD")
    try:
        day = parse_day(data)
    except DateError as error:
        raise ContractError(f"said_on: {error.fault}", where=where, allowed=error.allowed) from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ContractError(f"said_on {data} is no day of news", where=where, allowed=f"{FIRST_DAY} to {LAST_DAY}")
    return day
