"""What became news between two points of the record's growth: for telling those who have heard what was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from slugline.answers.cite import Json
from slugline.answers.daily import changes_of
from slugline.answers.lineage import digest
from slugline.answers.news import named
from slugline.model import Entity
from slugline.record import Record, Said, Title, View
from slugline.record.decisions import FREE
from slugline.record.growth import Point, newest, renewed, step, touched, views_at
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
        old, new = views_at(record, connection, names, (point, after))
        fresh_texts = renewed(connection, point, after)
        earlier, later = list(_items(old, new, fresh_texts)), list(_items(new, old, fresh_texts))
    fresh, gone = _apart(earlier, later), _apart(later, earlier)
    ordered = sorted(fresh, key=lambda one: (str(one.row["on"]), str(one.row["title"])))
    return after, moment, Growth(tuple(ordered), tuple(gone), new, old)


def _items(view: View, other: View, texts: frozenset[str]) -> Iterator[Item]:
    """The changes that may not be those of the other view: of what was said otherwise there, since it was.

    ``texts`` are the articles whose text may be another in the two.
    """
    for key in sorted(view.titles.titles):
        title = view.titles.titles[key]
        since = _apart_since(view, other, key, texts)
        if not since:
            continue
        rows = changes_of(view, key, min(since.values()), only=frozenset(since))
        if not rows:
            continue
        names = frozenset(map(title_name, title.names))
        franchises = frozenset(_franchises(view, title))
        for row in rows:
            yield Item(row, key, names, franchises, named(view, key, row))


def _apart_since(view: View, other: View, key: str, texts: frozenset[str]) -> dict[str, date]:
    """Of each property of a title on which two views hold other claims, or weigh them otherwise: from which day.

    A position is folded from the claims said by its day, so that up to then both views have the same changes.
    """
    if key not in other.titles.titles:
        return dict.fromkeys(view.properties(key), date.min)
    found: dict[str, date] = {}
    for name in {*view.properties(key), *other.properties(key)}:
        mine, theirs = view.said(key, name), other.said(key, name)
        start = 0
        while start < min(len(mine), len(theirs)) and _same(mine[start], theirs[start], texts):
            start += 1
        end = 0
        while end < min(len(mine), len(theirs)) - start and _same(mine[-1 - end], theirs[-1 - end], texts):
            end += 1
        between = [*mine[start : len(mine) - end], *theirs[start : len(theirs) - end]]
        if between:
            free = all(one.ruled is FREE for one in between)
            found[name] = min(one.day for one in between) if free else date.min
    return found


def _same(one: Said, other: Said, texts: frozenset[str]) -> bool:
    return one.article not in texts and one == other


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
