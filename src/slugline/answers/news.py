"""What changed, newest first and as much of it as is asked for, however much there is: for lists in pages and feeds.

Each row is one of `slugline.answers.changes` with two keys more: ``id``, which it keeps (`slugline.answers.lineage`),
and ``slug``, the title's name in addresses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from slugline.answers.cite import Json
from slugline.answers.daily import changes_of, daily
from slugline.answers.scoping import franchise_view, titles_view
from slugline.edtf import FIRST_DAY
from slugline.errors import UnknownPerson, UnknownTitle
from slugline.record import Record, Title, View
from slugline.record.index import person_name
from slugline.record.people import PERSON
from slugline.record.persons import is_known, names_of, near_people, titles_with
from slugline.record.recent import days_before

_DAYS = 16  # that are looked up at once
_CHANGES: WeakKeyDictionary[View, dict[str, list[Json]]] = WeakKeyDictionary()
Place = tuple[str, str, int]  # the day, the title and the number of a row among those of the two


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes: of the days, kinds and properties asked for (all where empty)."""

    since: date = FIRST_DAY
    until: date | None = None
    properties: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def takes(self, row: Json) -> bool:
        """Whether a change is among them."""
        return (
            self.since.isoformat() <= str(row["on"])
            and (self.until is None or str(row["on"]) <= self.until.isoformat())
            and (not self.properties or row["property"] in self.properties)
            and (not self.kinds or row["change"] in self.kinds)
        )


def all_news(
    record: Record,
    as_of: date,
    wanted: Wanted,
    after: Place | None = None,
    *,
    year: int | None = None,
    kind: str | None = None,
) -> Iterator[tuple[Place, Json]]:
    """Every title's changes (of one year, of one kind), each with its place; only those that come after ``after``."""
    found = news_within(record, as_of, wanted, after, year=year, kind=kind)
    yield from ((place, row) for place, row in found if row is not None)


def news_within(
    record: Record,
    as_of: date,
    wanted: Wanted,
    after: Place | None = None,
    *,
    year: int | None = None,
    kind: str | None = None,
    looks: int | None = None,
) -> Iterator[tuple[Place, Json | None]]:
    """As `all_news`, from a look at some ``looks`` titles at most; where more may follow, the last has no row.

    What is asked for may be nowhere in the record, and nobody waits until all of it has been read.
    """
    last = min(as_of, wanted.until or as_of, date.fromisoformat(after[0]) if after else as_of)
    looked = 0
    for day, told, read in daily(record).told(record, as_of, _days(record, wanted.since, last)):
        asked = [row for one, row in told if kind in (None, one.type) and (year is None or year in one.years)]
        yield from _placed(asked, wanted, after)
        looked += read
        if looks is not None and looked >= looks:
            yield (day.isoformat(), "", 0), None
            return


def title_news(view: View, title: Title, wanted: Wanted, after: Place | None = None) -> Iterator[tuple[Place, Json]]:
    """One title's changes."""
    yield from _placed(_changes(view, title.key), wanted, after)


def franchise_news(
    record: Record, franchise: str, as_of: date, wanted: Wanted, after: Place | None = None
) -> Iterator[tuple[Place, Json]]:
    """The changes of a franchise's titles. Raises `UnknownTitle`, with the nearest names, where it has none."""
    view = franchise_view(record, franchise, as_of)
    titles = view.franchise_titles(franchise)
    if not titles:
        near = record.lexicon(as_of).near_franchises(franchise)
        raise UnknownTitle(f"no franchise is called {franchise!r}", choices=near)
    yield from _placed([row for title in titles for row in _changes(view, title.key)], wanted, after)


def person_news(
    record: Record, person: str, as_of: date, wanted: Wanted, after: Place | None = None
) -> Iterator[tuple[Place, Json]]:
    """The changes that name a person. Raises `UnknownPerson`, with the nearest names, where nobody is called so."""
    folded = person_name(person)
    with record.reading() as connection:
        if not is_known(connection, PERSON, folded, as_of):
            near = near_people(connection, person, as_of)
            raise UnknownPerson(f"nobody in the record is called {person!r}", choices=near)
        names = titles_with(connection, names_of(connection, folded), as_of)
    view = titles_view(record, names, as_of)
    keys = sorted(view.titles.titles)
    rows = [
        row for key in keys for row in _changes(view, key) if view.variants.canon(folded, key) in named(view, key, row)
    ]
    yield from _placed(rows, wanted, after)


def named(view: View, key: str, row: Json) -> frozenset[str]:
    """The people whom a change of a title, by its key, names: folded names as they are known there."""
    sides = (row.get(side) for side in ("from", "to"))
    people = (value for value in sides if isinstance(value, Mapping) and value.get("type") == PERSON)
    return frozenset(view.variants.canon(str(value["name"]), key) for value in people)


def _days(record: Record, since: date, last: date) -> Iterator[date]:
    """Every day of a stretch on which anything was said or decided, newest first."""
    before: date | None = None
    while before is None or before > since:
        with record.reading() as connection:
            days = days_before(connection, before or last + timedelta(days=1), _DAYS)
        yield from (day for day in days if day >= since)
        if len(days) < _DAYS:
            return
        before = days[-1]


def _changes(view: View, key: str) -> list[Json]:
    """A title's changes, each with its id and the title's slug, oldest first; kept for as long as the view is."""
    kept = _CHANGES.setdefault(view, {})
    if key not in kept:
        kept[key] = changes_of(view, key)
    return kept[key]


def _placed(rows: Collection[Json], wanted: Wanted, after: Place | None) -> Iterator[tuple[Place, Json]]:
    """The rows, newest first and by title, with their places; a number counts also what is not asked for."""
    ordered = sorted(rows, key=lambda row: (str(row["on"]), str(row["title"])), reverse=True)
    numbers: dict[tuple[str, str], int] = {}
    for row in ordered:
        where = (str(row["on"]), str(row["title"]))
        numbers[where] = numbers.get(where, -1) + 1
        place = (*where, numbers[where])
        if wanted.takes(row) and (after is None or _comes_after(place, after)):
            yield place, row


def _comes_after(place: Place, other: Place) -> bool:
    """Whether a row of this place stands further down than the other."""
    if place[:2] != other[:2]:
        return place[:2] < other[:2]
    return place[2] > other[2]
