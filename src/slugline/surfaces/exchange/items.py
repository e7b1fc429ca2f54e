"""The countries and the few Wikidata items that Slugline knows by itself; checked on load."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from slugline.errors import WordsError
from slugline.record.names import territory

_TABLES = ("units", "durations", "media", "ratings", "types")
_ITEM = re.compile(r"Q[1-9][0-9]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Items:
    """The tables of ``items.toml`` and ``countries.toml``.

    ``units`` and ``ratings`` go from Slugline's word to the item, ``durations`` (in minutes), ``media`` and ``types``
    from the item to Slugline's word; ``countries`` from a code to the country's name, ``territories`` from the name
    by which the record knows a territory to its item, ``places`` from an item to the country's name.
    """

    units: Mapping[str, str]
    durations: Mapping[str, float]
    media: Mapping[str, str]
    ratings: Mapping[str, str]
    types: Mapping[str, str]
    countries: Mapping[str, str]
    territories: Mapping[str, str]
    places: Mapping[str, str]


@cache
def items() -> Items:
    """Both tables; `WordsError` where one has a fault."""
    data = _loaded("items.toml")
    for name in data:
        if name not in _TABLES:
            raise WordsError(f"table [{name}] is unknown", where="items.toml", allowed=", ".join(_TABLES))
    countries = _loaded("countries.toml")
    for code, row in countries.items():
        if not (len(code) == 2 and isinstance(row, list) and len(row) == 2 and _ITEM.fullmatch(str(row[1]))):
            raise WordsError(f"{code} is no country", where="countries.toml", allowed='CODE = ["Name", "Q30"]')
    for item in (
        *data["units"].values(),
        *data["ratings"].values(),
        *data["durations"],
        *data["media"],
        *data["types"],
    ):
        if not _ITEM.fullmatch(item):
            raise WordsError(f"{item!r} is no item", where="items.toml", allowed="Q30")
    return Items(
        units=data["units"],
        durations=data["durations"],
        media=data["media"],
        ratings=data["ratings"],
        types=data["types"],
        countries={code: name for code, (name, _) in countries.items()},
        territories={territory(name): item for name, item in countries.values()},
        places={item: name for name, item in countries.values()},
    )


def _loaded(name: str) -> dict[str, Any]:
    text = resources.files("slugline.surfaces.exchange").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)


def country_of(code: str) -> str:
    """A country's name from its code; the code itself where it is not known."""
    return items().countries.get(code.upper(), code)
