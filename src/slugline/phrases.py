"""How answers are worded: dates as read, lists, places, and the sentences that all kinds share."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from slugline.edtf import Edtf
from slugline.errors import WordsError
from slugline.model import Entity, NoValue, Quantity, Unknown, Value

_TABLES = (
    "contractions",
    "kinds",
    "ordinals",
    "media",
    "media_said",
    "territories",
    "seasons_said",
    "sentences",
    "next",
)
_LISTS = ("months", "fillers", "common")


@cache
def phrases() -> Mapping[str, object]:
    """``phrases.en.toml``, checked; `WordsError` names an unknown key and the known ones."""
    where = "phrases.en.toml"
    data = tomllib.loads(resources.files("slugline").joinpath("phrases.en.toml").read_text(encoding="utf-8"))
    for key in data:
        if key not in (*_TABLES, *_LISTS):
            raise WordsError(f"key {key!r} is unknown", where=where, allowed=", ".join((*_LISTS, *_TABLES)))
    return data


def words(name: str) -> tuple[str, ...]:
    """One of the lists."""
    found = phrases()[name]
    return tuple(str(word) for word in found) if isinstance(found, list) else ()


def table(name: str) -> Mapping[str, object]:
    """One of the tables."""
    found = phrases()[name]
    return found if isinstance(found, dict) else {}


def forms(name: str, key: str) -> tuple[str, ...]:
    """The list under one key of a table."""
    found = table(name).get(key, [])
    return tuple(str(form) for form in found) if isinstance(found, list) else (str(found),)


def sentence(name: str, **parts: str) -> str:
    """One of the shared sentences, filled."""
    return str(table("sentences")[name]).format(**parts)


def listed(items: Sequence[str]) -> str:
    """Items as a list in words: ``A, B and C``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def date_said(value: Edtf) -> str:
    """A date as read, no finer than its source: ``June 7, 2024``, ``fall 2024``, ``2019``."""
    low, slash, high = value.text.partition("/")
    if not slash:
        return ("about " if value.about else "") + _point_said(low.rstrip("~"))
    if low == "..":
        return _point_said(high.rstrip("~"))
    if high == "..":
        return _point_said(low.rstrip("~"))
    return f"{_point_said(low.rstrip('~'))} and {_point_said(high.rstrip('~'))}"


def when_said(value: Edtf) -> str:
    """A date with its preposition: ``on June 7, 2024``, ``in fall 2024``, ``by August 15, 2023``."""
    low, slash, high = value.text.partition("/")
    if slash and low == "..":
        return f"by {date_said(value)}"
    if slash and high == "..":
        return f"from {date_said(value)} on"
    if slash:
        return f"between {date_said(value)}"
    if value.about:
        return f"in {date_said(value)}" if value.precision != "day" else f"on {date_said(value)}"
    return f"on {date_said(value)}" if value.precision == "day" else f"in {date_said(value)}"


def _point_said(text: str) -> str:
    parts = text.split("-")
    if len(parts) == 1:
        return parts[0]
    seasons = table("seasons_said")
    if parts[1] in seasons:
        return f"{seasons[parts[1]]} {parts[0]}"
    month = words("months")[int(parts[1]) - 1]
    return f"{month} {int(parts[2])}, {parts[0]}" if len(parts) == 3 else f"{month} {parts[0]}"


def where_said(medium: str, territory: str, platform: str = "") -> str:
    """A medium, a platform and a territory in words: ``in theaters in the UK``, ``on Veridia``."""
    parts = []
    if platform:
        parts.append(f"on {platform}")
    elif medium:
        parts.append(str(table("media_said").get(medium, "")))
    if territory:
        if territory in forms("territories", "bare"):
            parts.append(territory)
        else:
            the = "the " if territory in forms("territories", "the") else ""
            parts.append(f"in {the}{territory}")
    return " ".join(part for part in parts if part)


def amount_said(value: Quantity) -> str:
    """An amount in words: ``128 minutes``, ``$95 million``, ``3 seasons``."""
    if len(value.unit) == 3 and value.unit.isupper():
        sign = "$" if value.unit == "USD" else f"{value.unit} "
        for size, name in ((1e9, "billion"), (1e6, "million")):
            if value.amount >= size:
                return f"{sign}{value.amount / size:.4g} {name}"
        return f"{sign}{value.amount:,.0f}"
    unit = value.unit[:-1] if value.amount == 1 and value.unit.endswith("s") else value.unit
    return f"{value.amount:g} {unit}".strip()


def value_said(value: Value) -> str:
    """A value in words."""
    match value:
        case Edtf():
            return date_said(value)
        case Entity():
            return value.name
        case Quantity():
            return amount_said(value)
        case Unknown():
            return "unknown"
        case NoValue():
            return "none"
        case _:
            return value.replace("_", " ")
