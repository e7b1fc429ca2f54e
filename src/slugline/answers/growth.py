"""What became news between two points of the record's growth: for telling those who have heard what was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from slugline.answers.cite import Json
from slugline.answers.lineage import digest
from slugline.answers.news import named, title_changes_of
from slugline.model import Entity
from slugline.record import Record, Title, View
from slugline.record.growth import Point, newest, step, touched, view_at
from slugline.record.index import franchise_name, title_name
from slugline.record.people import PERSON

KINDS = ("title", "franchise", "person")
_TOLD = ("on", "property", "change", "from", "to")


@dataclass(frozen=True, slots=True)
class Item:
    """One change with all that it is about: its title by the key, folded names of the title, franchises and people."""

    row: Json
    key: str
    titles: frozenset[str]
    franchises: frozenset[str]
    people: frozenset[str]

    def is_about(self, view: View, kind: str, name: str) -> bool:
        """Whether it is about a title, franchise or person of a name (about anything where ``kind`` is empty)."""
        if kind == "title":
            return title_name(name) in self.titles
        if kind == "franchise":
            return franchise_name(name) in self.franchises
        return kind != PERSON or view.variants.canon(name, self.key) in self.people


@dataclass(frozen=True, slots=True)
class Growth:
    """What is new, oldest first, and what was news before and is no more: an article corrected, a claim rejected."""

    new: tuple[Item, ...]
    retracted: tuple[Item, ...]
    after: View
    before: View

    def about(self, kind: str, name: str) -> Iterator[tuple[str, Json]]:
        """The changes about a title, franchise or person (about anything where ``kind`` is empty).

        Each with ``changed`` or ``retracted``.
        """
        yield from (("retracted", one.row) for one in self.retracted if one.is_about(self.before, kind, name))
        yield from (("changed", one.row) for one in self.new if one.is_about(self.after, kind, name))


def now_at(record: Record) -> Point:
    """How far the record has grown."""
    with record.reading() as connection:
        return newest(connection)


def next_growth(record: Record, point: Point, now: datetime, most: int = 20) -> tuple[Point, datetime, Growth] | None:
    """What is news since a point, as far as the next one: that point, when it was reached, and the news.

    None where nothing was recorded since; ``most`` articles are looked at together.
    """
    inverses = tuple(sorted(name for name, spec in record.specs.items() if spec.inverse))
    with record.reading() as connection:
        found = step(connection, point, now, most)
        if found is None:
            return None
        after, moment = found
        names = touched(connection, point, after, inverses)
        old, new = (view_at(record, connection, names, each) for each in (point, after))
        earlier, later = list(_items(old)), list(_items(new))
    fresh, gone = _apart(earlier, later), _apart(later, earlier)
    ordered = sorted(fresh, key=lambda one: (str(one.row["on"]), str(one.row["title"])))
    return after, moment, Growth(tuple(ordered), tuple(gone), new, old)


def _items(view: View) -> Iterator[Item]:
    for key in sorted(view.titles.titles):
        title = view.titles.titles[key]
        rows = title_changes_of(view, title)
        if not rows:
            continue
        names = frozenset(map(title_name, title.names))
        franchises = frozenset(_franchises(view, title))
        for row in rows:
            yield Item(row, key, names, franchises, named(view, key, row))


def _franchises(view: View, title: Title) -> Iterable[str]:
    for name in ("franchise", "spinoff_of"):
        for slot in view.position(title.key, name):
            for stand in slot.answers:
                if isinstance(stand.value, Entity):
                    yield franchise_name(stand.value.name)


def _apart(old: Iterable[Item], new: Iterable[Item]) -> list[Item]:
    """The new ones that are not among the old: by id, or by what they tell of a title of one of the names.

    A title that turns out to have been called otherwise before has other ids, and no other news.
    """
    ids: set[object] = set()
    told: dict[str, list[Item]] = defaultdict(list)
    for one in old:
        ids.add(one.row["id"])
        told[_tells(one)].append(one)
    return [
        one
        for one in new
        if one.row["id"] not in ids and not any(one.titles & other.titles for other in told[_tells(one)])
    ]


def _tells(one: Item) -> str:
    return digest(*(one.row.get(part) for part in _TOLD))
