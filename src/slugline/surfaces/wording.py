"""Values, dates and firmness of the record's JSON in plain words, never more precise than the source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slugline.edtf import Edtf
from slugline.errors import DateError

Json = Mapping[str, Any]
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
MEDIA = {
    "theatrical": "in theaters",
    "streaming": "streaming",
    "broadcast": "on television",
    "home_video": "on home video",
    "festival": "at a festival",
}
FIRMNESS = {"scheduled": "scheduled", "expected": "expected", "rumoured": "rumoured", "denied": "denied"}
MONEY = {"USD": "$", "GBP": "£", "EUR": "€"}
_MILLION = 1_000_000


def date_words(edtf: str) -> str:
    """``2024-06-07`` as "7 June 2024", ``2023-01/2023-08`` as "January 2023 to August 2023"."""
    low, slash, high = edtf.partition("/")
    if not slash:
        return _point_words(low)
    if low == "..":
        return f"by {_point_words(high)}"
    if high == "..":
        return f"from {_point_words(low)} on"
    return f"{_point_words(low)} to {_point_words(high)}"


def _point_words(point: str) -> str:
    try:
        about = "about " if Edtf(point).about else ""
    except DateError:
        return point
    year, *rest = point.rstrip("~").split("-")
    if len(rest) == 2:
        return f"{about}{int(rest[1])} {MONTHS[int(rest[0]) - 1]} {year}"
    if rest:
        number = int(rest[0])
        return f"{about}{SEASONS[number] if number in SEASONS else MONTHS[number - 1]} {year}"
    return f"{about}{year}"


def value_words(value: object) -> str:
    """A value of the contract's JSON (or a row that bears one under ``value``) in words."""
    if not isinstance(value, Mapping):
        return str(value)
    inner: Any = value.get("value", value)
    if not isinstance(inner, Mapping):
        return str(inner)
    match inner.get("type"):
        case "date":
            return date_words(str(inner.get("edtf", "")))
        case "quantity":
            return _quantity_words(inner)
        case "unknown":
            return "not announced"
        case "none":
            return "none yet"
        case "text":
            return str(inner.get("text", ""))
        case _:
            year = inner.get("year")
            return f"{inner.get('name', '')} ({year})" if year else str(inner.get("name", ""))


def _quantity_words(value: Json) -> str:
    amount, unit = value.get("amount", 0), str(value.get("unit", ""))
    if unit in MONEY or (len(unit) == 3 and unit.isupper()):
        sign = MONEY.get(unit, f"{unit} ")
        return f"{sign}{amount / _MILLION:,.6g} million" if amount >= _MILLION else f"{sign}{amount:,}"
    return f"{amount:,} {unit}".strip()


def qualifier_words(qualifiers: Json | None) -> str:
    """The qualifiers in words: "as John Wick, returning", "streaming on Lumio, in France"."""
    given = qualifiers or {}
    words: list[str] = []
    character = given.get("character")
    if character:
        words.append("role not announced" if character == "unknown" else f"as {character}")
    if given.get("role"):
        words.append(str(given["role"]))
    if given.get("reprise"):
        words.append("returning")
    platform, medium = given.get("platform"), given.get("medium")
    if platform:
        words.append(f"on {platform}")
    elif medium:
        words.append(MEDIA.get(str(medium), str(medium)))
    if given.get("territory"):
        words.append(f"{given['territory']}")
    if given.get("season"):
        words.append(f"season {given['season']}")
    if given.get("date"):
        words.append(date_words(str(given["date"])))
    words += [str(given[key]) for key in ("work", "year", "author", "description", "kind") if given.get(key)]
    if given.get("period") == "opening_weekend":
        words.append("opening weekend")
    return ", ".join(words)


def said_words(row: Json) -> str:
    """A value with its qualifiers: "Norman Reedus, role not announced"."""
    qualifiers = qualifier_words(row.get("qualifiers"))
    return ", ".join(part for part in (value_words(row), qualifiers) if part)


def firmness_words(modality: str, attribution: object = ()) -> str:
    """How firm it is and according to whom; empty for what is plainly stated."""
    firm = FIRMNESS.get(modality, "")
    names = [str(name) for name in attribution] if isinstance(attribution, list | tuple) else []
    according = f"according to {', '.join(names)}" if names else ""
    return ", ".join(part for part in (firm, according) if part)


def property_words(name: object) -> str:
    """A property's name as it reads in a sentence."""
    return str(name).replace("_", " ")


def day_words(day: object) -> str:
    """A day of the record (YYYY-MM-DD), shortly: "7 Jun 2024"."""
    try:
        found = Edtf(str(day)).first
    except DateError:
        return str(day)
    return f"{found.day} {MONTHS[found.month - 1][:3]} {found.year}"
