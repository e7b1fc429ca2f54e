"""Wikidata's values: items, dates, amounts and texts of a snak, with the place of the exact words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from slugline.claims.structured.document import Node
from slugline.edtf import FIRST_DAY, LAST_DAY, Edtf
from slugline.errors import DateError
from slugline.model import NoValue, Unknown
from slugline.surfaces.exchange.items import items
from slugline.surfaces.exchange.outside import is_id

_DAY, _MONTH, _YEAR, _DECADE = 11, 10, 9, 8
_CIRCA = "Q5727902"
_ENTITY = "http://www.wikidata.org/entity/"
DEPRECATED, PREFERRED = "deprecated", "preferred"


@dataclass(frozen=True, slots=True)
class Named:
    """What is known of an item by its id: its name, and its type as a subject (or ``thing``)."""

    name: str
    type: str


Names = Callable[[str], Named | None]


class Statement:
    """One statement of an entity; ``root`` is its node."""

    __slots__ = ("_names", "main", "rank", "root")

    def __init__(self, root: Node, names: Names) -> None:
        self.root = root
        self.rank = root["rank"].text()
        self.main = root["mainsnak"]
        self._names = names

    @property
    def gap(self) -> Unknown | NoValue | None:
        """What a statement without a value says."""
        return gap_of(self.main)

    @property
    def denied(self) -> bool:
        """Whether Wikidata holds it to be wrong."""
        return self.rank == DEPRECATED

    def qualifiers(self, name: str) -> Iterator[Node]:
        """The snaks of one qualifying property."""
        yield from self.root["qualifiers"][name].objects()

    def item(self, name: str) -> str:
        """The id of the first item of a qualifier."""
        return next((found for snak in self.qualifiers(name) if (found := item_of(snak))), "")

    def label(self, name: str) -> str:
        """The name of the first item of a qualifier that has one."""
        for snak in self.qualifiers(name):
            if found := self.named(item_of(snak)):
                return found.name
        return ""

    def day(self, name: str) -> Edtf | None:
        """The first date of a qualifier."""
        return next((day for snak in self.qualifiers(name) if (day := day_of(snak)) is not None), None)

    def named(self, item: str) -> Named | None:
        """What is known of an item."""
        return self._names(item) if item else None

    @property
    def about(self) -> bool:
        """Whether the value is told as approximate (P1480, circa)."""
        return any(item_of(snak) == _CIRCA for snak in self.qualifiers("P1480"))


def statements(root: Node, name: str, names: Names) -> list[Statement]:
    """An entity's statements on a property, in their order."""
    return [Statement(one, names) for one in root["claims"][name].objects()]


def best(found: list[Statement]) -> list[Statement]:
    """Those of the best rank, as Wikidata answers questions."""
    standing = [one for one in found if not one.denied]
    return [one for one in standing if one.rank == PREFERRED] or standing


def gap_of(snak: Node) -> Unknown | NoValue | None:
    """`Unknown` for somevalue, `NoValue` for novalue, None for a value."""
    gaps: Mapping[str, Unknown | NoValue] = {"somevalue": Unknown(), "novalue": NoValue()}
    return gaps.get(snak["snaktype"].text())


def item_of(snak: Node) -> str:
    """The id of the item that a snak names; empty where it names none."""
    value = snak["datavalue"]["value"]
    if not isinstance(value.data, dict):
        return ""
    if "id" in value.data:
        found = value["id"].text()
    else:
        number = value["numeric-id"].whole()
        found = f"Q{number}" if number and value["entity-type"].text() == "item" else ""
    return found if is_id("wikidata", found) else ""


def place_of(snak: Node) -> Node:
    """Where the words of a snak's value stand."""
    if gap_of(snak) is not None:
        return snak["snaktype"]
    value = snak["datavalue"]["value"]
    if isinstance(value.data, dict):
        keys = [key for key in ("id", "numeric-id", "time", "amount", "text") if key in value.data]
        return value[keys[0]] if keys else snak["property"]
    return value


def day_of(snak: Node) -> Edtf | None:
    """A date as precise as the snak says; None where it is none that film news has."""
    value = snak["datavalue"]["value"]
    if gap_of(snak) is not None or not isinstance(value.data, dict):
        return None
    written, precision = value["time"].text(), value["precision"].whole()
    day = written.removeprefix("+").partition("T")[0]
    cut = {_DAY: 10, _MONTH: 7, _YEAR: 4}.get(precision)
    try:
        if precision == _DECADE:
            made = Edtf(f"{day[:3]}0/{day[:3]}9")
        elif cut is not None:
            made = Edtf(day[:cut])
        else:
            return None
    except DateError:
        value["time"].refuse("a date of our calendar")
        return None
    return made if FIRST_DAY <= made.first <= LAST_DAY else None


def amount_of(snak: Node, unit: str) -> tuple[float, str] | None:
    """An amount with Slugline's unit: ``unit`` where the snak names none; None where its own is not known."""
    value = snak["datavalue"]["value"]
    if gap_of(snak) is not None or not isinstance(value.data, dict):
        return None
    number, named = value["amount"].number(), value["unit"].text().removeprefix(_ENTITY)
    if not number:
        return None
    factor = items().durations.get(named)
    if factor is not None and unit == "minutes":
        return round(number * factor, 2), unit
    currency = next((word for word, item in items().units.items() if item == named), "")
    if currency:
        return number, currency
    return (number, unit) if unit and named in ("", "1") else None


def text_of(snak: Node) -> str:
    """A string or a text in one language; empty for anything else."""
    value = snak["datavalue"]["value"]
    if isinstance(value.data, dict):
        return value["text"].text() if "text" in value.data else ""
    return value.text() if isinstance(value.data, str) else ""
