"""How the record weighs claims: one readable TOML file (``policy.toml``), checked on load."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from slugline.errors import PolicyError
from slugline.record.names import fold_person

_SHIPPED = "policy.toml"
_NUMBERS = {
    "firmness": ("stated", "scheduled", "expected", "rumoured"),
    "authority": ("own", "named", "other", "weak", "patience_days"),
    "corroboration": ("lead", "copy_overlap", "copy_days"),
    "denial": ("patience_days", "expected_days", "rumoured_days"),
}
_PUBLISHERS = ("own", "trade", "weak")


@dataclass(frozen=True, slots=True)
class Policy:
    """A checked policy. Numbers as in the file; publishers' names are folded; ``margins`` are days."""

    firmness: Mapping[str, float]
    authority: Mapping[str, float]
    corroboration: Mapping[str, float]
    denial: Mapping[str, float]
    margins: Mapping[str, float]
    publishers: Mapping[str, frozenset[str]]
    moving: frozenset[str]

    def margin(self, name: str) -> float:
        """Days by which the newer of two equally heavy claims on a property must lead."""
        return self.margins.get(name, self.margins["days"])

    @property
    def firmest(self) -> float:
        """The firmness of what is settled."""
        return self.firmness["stated"]


def load_policy(path: str | Path | None = None, properties: tuple[str, ...] = ()) -> Policy:
    """The policy in ``path``, or the one that Slugline ships.

    ``properties`` are the names that ``[margins]`` may use beside ``days``; empty allows any.
    Raises `PolicyError` naming the key and the known ones.
    """
    where = str(path or _SHIPPED)
    try:
        if path is None:
            text = resources.files("slugline.record").joinpath(_SHIPPED).read_text(encoding="utf-8")
        else:
            text = Path(path).read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise PolicyError(str(error), where=where, allowed="a readable TOML file in UTF-8") from error
    tables = (*_NUMBERS, "publishers", "margins", "recency")
    for name in data:
        if name not in tables:
            raise PolicyError(f"table [{name}] is unknown", where=where, allowed=", ".join(sorted(tables)))
    numbers = {name: _numbers(data, name, known, where) for name, known in _NUMBERS.items()}
    margins = _numbers(data, "margins", ("days",), where, open_to=properties or None)
    return Policy(**numbers, margins=margins, publishers=_publishers(data, where), moving=_moving(data, where))


def _numbers(
    data: Mapping[str, object],
    name: str,
    known: tuple[str, ...],
    where: str,
    open_to: tuple[str, ...] | None = (),
) -> dict[str, float]:
    table = _table(data, name, where)
    allowed = (*known, *(open_to or ()))
    for key, value in table.items():
        if open_to is not None and key not in allowed:
            raise PolicyError(f"key {name}.{key} is unknown", where=where, allowed=", ".join(allowed))
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
            raise PolicyError(f"{name}.{key} is {value!r}", where=where, allowed="a number from 0 to 999999")
    for key in known:
        if key not in table:
            raise PolicyError(f"key {name}.{key} is missing", where=where, allowed=", ".join(known))
    return {key: float(str(value)) for key, value in table.items()}


def _publishers(data: Mapping[str, object], where: str) -> dict[str, frozenset[str]]:
    table = _table(data, "publishers", where)
    for key, names in table.items():
        if key not in _PUBLISHERS:
            raise PolicyError(f"key publishers.{key} is unknown", where=where, allowed=", ".join(_PUBLISHERS))
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise PolicyError(f"publishers.{key} is no list of names", where=where, allowed='["…", "…"]')
    lists = {key: table.get(key) for key in _PUBLISHERS}
    return {
        key: frozenset(fold_person(str(name)) for name in names) if isinstance(names, list) else frozenset()
        for key, names in lists.items()
    }


def _moving(data: Mapping[str, object], where: str) -> frozenset[str]:
    table = _table(data, "recency", where)
    for key in table:
        if key != "only":
            raise PolicyError(f"key recency.{key} is unknown", where=where, allowed="only")
    names = table.get("only")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise PolicyError("recency.only is no list of properties", where=where, allowed='["…", "…"]')
    return frozenset(names)


def _table(data: Mapping[str, object], name: str, where: str) -> Mapping[str, object]:
    table = data.get(name)
    if not isinstance(table, dict):
        raise PolicyError(f"table [{name}] is missing", where=where, allowed=f"[{name}]")
    return table
