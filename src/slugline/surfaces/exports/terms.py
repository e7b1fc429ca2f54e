"""How Slugline's properties, dates and units are said on Wikidata; the table is ``wikidata.toml``, checked on load."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from slugline.claims.kinds import SPECS
from slugline.edtf import Edtf
from slugline.errors import WordsError

ITEM, DAY, AMOUNT, ALIAS = "item", "day", "amount", "alias"
_KEYS = ("property", "value", "inverse")
_PROPERTY = re.compile(r"P[1-9][0-9]*|A[a-z]{2}", re.ASCII)
_DAYS, _MONTHS, _YEARS = 11, 10, 9
CIRCA = "Q5727902"


@dataclass(frozen=True, slots=True)
class Term:
    """One property on Wikidata: ``value`` is ITEM, DAY, AMOUNT or ALIAS; an ``inverse`` stands on the value's item."""

    property: str
    value: str
    inverse: bool = False


@cache
def terms() -> Mapping[str, Term]:
    """The properties that Wikidata has, by Slugline's names. Raises `WordsError`."""
    text = resources.files("slugline.surfaces.exports").joinpath("wikidata.toml").read_text(encoding="utf-8")
    made: dict[str, Term] = {}
    for name, row in tomllib.loads(text).items():
        where = f"exports/wikidata.toml: {name}"
        if name not in SPECS:
            raise WordsError("is no property", where=where, allowed=", ".join(sorted(SPECS)))
        if set(row) - set(_KEYS):
            raise WordsError("has an unknown key", where=where, allowed=", ".join(_KEYS))
        if not _PROPERTY.fullmatch(row["property"]) or row["value"] not in (ITEM, DAY, AMOUNT, ALIAS):
            raise WordsError("is not said", where=where, allowed='property = "P1", value = "item"')
        made[name] = Term(**row)
    return made


@dataclass(frozen=True, slots=True)
class Time:
    """A date as Wikidata has it; where it may lie anywhere between two days, those bound it."""

    day: date
    precision: int
    circa: bool = False
    earliest: date | None = None
    latest: date | None = None

    @property
    def written(self) -> str:
        """``+2024-06-00T00:00:00Z``: what is not known is zero."""
        month = f"{self.day.month:02}" if self.precision >= _MONTHS else "00"
        day = f"{self.day.day:02}" if self.precision >= _DAYS else "00"
        return f"+{self.day.year:04}-{month}-{day}T00:00:00Z"


def time_of(value: Edtf) -> Time | None:
    """A date as Wikidata can have it; None for one that is open, or lies in several years."""
    precisions = {"day": _DAYS, "month": _MONTHS, "year": _YEARS}
    if value.precision in precisions:
        return Time(value.first, precisions[value.precision], value.about)
    if value.first == date.min or value.last == date.max or value.first.year != value.last.year:
        return None
    if (value.first.month, value.last.month) == (1, 12) and value.first.day == 1 and value.last.day == 31:
        return Time(value.first, _YEARS, value.about)
    return Time(value.first, _YEARS, value.about, value.first, value.last)
