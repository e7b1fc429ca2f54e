"""Rows of the record's JSON in a few plain words, for lists and tables; sentences are the answers' own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slugline.contract import value_from_json
from slugline.edtf import Edtf, parse_day
from slugline.errors import DateError
from slugline.model import NoValue, Unknown
from slugline.phrases import date_said, value_said, when_said, where_said, words

Json = Mapping[str, Any]
PLAIN_QUALIFIERS = ("role", "work", "year", "author", "description", "kind")
LOOK = {"changed": "changed", "now_known": "now known", "passed": "its day has passed", "disputed": "disputed"}
FINE = {"holds": "hold", "unconfirmed": "nobody else has spoken of"}
VERDICTS = {**LOOK, "holds": "holds", "unconfirmed": "nobody else has spoken of it"}


def value_words(value: object) -> str:
    """A value of the contract's JSON, or a row that bears one under ``value``, in words."""
    inner = value.get("value", value) if isinstance(value, Mapping) else value
    if not isinstance(inner, Mapping):
        return str(inner or "")
    match value_from_json(inner):
        case Unknown():
            return "not announced"
        case NoValue():
            return "none yet"
        case Edtf() as day:
            return _date_words(day)
        case said:
            year = inner.get("year")
            return f"{value_said(said)} ({year})" if year else value_said(said)


def qualifier_words(qualifiers: Json | None) -> str:
    """The qualifiers in words: "as Ivo Salt, returning", "on Lumio in the UK"."""
    given = {key: str(item) for key, item in (qualifiers or {}).items() if item not in (None, "", False)}
    found = []
    if "character" in given:
        found.append("role not announced" if given["character"] == "unknown" else f"as {given['character']}")
    if "reprise" in given:
        found.append("returning")
    found.append(where_said(given.get("medium", ""), given.get("territory", ""), given.get("platform", "")))
    if "season" in given:
        found.append(f"season {given['season']}")
    found += [before + _edtf_words(given[key]) for key, before in (("date", ""), ("replaces", "not ")) if key in given]
    found += [given[key] for key in PLAIN_QUALIFIERS if key in given]
    if "period" in given:
        found.append(given["period"].replace("_", " "))
    return ", ".join(part for part in found if part)


def _date_words(day: Edtf) -> str:
    return when_said(day) if day.precision == "interval" else date_said(day)


def _edtf_words(edtf: str) -> str:
    try:
        return _date_words(Edtf(edtf))
    except DateError:
        return edtf


def said_words(row: Json) -> str:
    """A value with its qualifiers: "Odo Brandt, role not announced"."""
    return ", ".join(part for part in (value_words(row), qualifier_words(row.get("qualifiers"))) if part)


def firmness_words(modality: str, attribution: object = ()) -> str:
    """How firm it is and according to whom; empty for what is plainly stated."""
    names = [str(name) for name in attribution] if isinstance(attribution, list | tuple) else []
    according = f"according to {', '.join(names)}" if names else ""
    return ", ".join(part for part in ("" if modality == "stated" else modality, according) if part)


def decision_words(decision: Json) -> str:
    """An editor's decision: "decision 3: confirmed by Ada Rook, Jun 7, 2024: seen in the contract"."""
    done = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected"}.get(
        str(decision.get("act")), "decided"
    )
    by = f"{decision.get('by')}, {day_words(decision.get('on'))}"
    return f"decision {decision.get('number')}: {done} by {by}: {decision.get('reason')}"


def property_words(name: object) -> str:
    """A property's name as it reads in a sentence."""
    return str(name).replace("_", " ")


def day_words(day: object) -> str:
    """A day (YYYY-MM-DD) in short: "Jun 7, 2024"."""
    try:
        found = parse_day(str(day))
    except DateError:
        return str(day or "")
    return f"{words('months')[found.month - 1][:3]} {found.day}, {found.year}"


def tally_words(tally: Mapping[str, int]) -> str:
    """How many claims have which verdict: "9 of 71 claims need a look; 40 hold, 22 nobody else has spoken of"."""
    look, claims = sum(tally.get(verdict, 0) for verdict in LOOK), sum(tally.values())
    head = f"{look} of {claims} claims need a look" if claims != 1 else f"{look} of 1 claim needs a look"
    fine = ", ".join(f"{tally[verdict]} {words}" for verdict, words in FINE.items() if tally.get(verdict))
    return head + (f"; {fine}" if fine else "")
