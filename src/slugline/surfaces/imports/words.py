"""The services' words, from ``words.toml``; checked on load."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from slugline.claims.kinds import SPECS
from slugline.errors import WordsError

_TABLES = (
    "tmdb_jobs",
    "tmdb_status",
    "tmdb_release",
    "tvmaze_crew",
    "tvmaze_status",
    "wikidata_items",
    "wikidata_amounts",
    "wikidata_days",
)
_VALUES = ("tmdb_status", "tmdb_release", "tvmaze_status")  # tables of a property's values; the others hold properties


@cache
def words(table: str) -> Mapping[str, Any]:
    """One table of ``words.toml``. Raises `WordsError`."""
    data = tomllib.loads(resources.files("slugline.surfaces.imports").joinpath("words.toml").read_text("utf-8"))
    for name, rows in data.items():
        if name not in _TABLES:
            raise WordsError(f"table [{name}] is unknown", where="imports/words.toml", allowed=", ".join(_TABLES))
        for key, row in rows.items():
            told = row[0] if isinstance(row, list) else row
            if name not in _VALUES and told not in SPECS:
                raise WordsError(f"{name}.{key}: {told!r} is no property", where="imports/words.toml")
    found: Mapping[str, Any] = data[table]
    return found
