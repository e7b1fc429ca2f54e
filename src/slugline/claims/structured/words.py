"""schema.org's words, from ``words.toml``; checked on load."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from slugline.claims.kinds import SPECS
from slugline.errors import WordsError

_TABLES = ("people", "companies", "trailers")
_TRAILERS = ("teaser", "trailer")
_WHERE = "structured/words.toml"


@cache
def words(table: str) -> Mapping[str, str]:
    """One table of ``words.toml``: properties, or kinds of trailers, by schema.org's words. Raises `WordsError`."""
    data = tomllib.loads(resources.files("slugline.claims.structured").joinpath("words.toml").read_text("utf-8"))
    for name, rows in data.items():
        if name not in _TABLES:
            raise WordsError(f"table [{name}] is unknown", where=_WHERE, allowed=", ".join(_TABLES))
        for key, told in rows.items():
            if told not in (_TRAILERS if name == "trailers" else SPECS):
                raise WordsError(f"{name}.{key}: {told!r} is not known", where=_WHERE)
    found: Mapping[str, str] = data[table]
    return found
