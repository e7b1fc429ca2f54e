"""What changed last, a page at a time: how much is looked at is bounded, whatever is asked for.

A page ends where it is full or where enough titles have been looked at, and says how far back that was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from slugline.answers.addresses import title_slug
from slugline.answers.changes import PEOPLE, title_changes
from slugline.answers.cite import Json
from slugline.answers.news import Wanted
from slugline.answers.scoping import titles_view
from slugline.errors import UnknownPerson
from slugline.model import PropertySpec
from slugline.record import Record, View
from slugline.record.index import person_name, title_name
from slugline.record.people import PERSON
from slugline.record.persons import is_known, names_of, near_people, titles_with
from slugline.record.tellings import days_told, titles_told

_DAYS = 40  # that are looked up at once
_FIRST, _MOST = 10, 40  # titles that are read together: at first, and at most
_WHOLE = 1_000_000  # rows of one title on one day, at most
_OF_KIND: Mapping[str, Sequence[str]] = {
    "recast": ("cast_member",),
    "renamed": ("also_known_as",),
    "renewed": ("status",),
    "cancelled": ("status",),
    "joined": PEOPLE,
    "left": PEOPLE,
}  # the properties whose changes may be of a kind; any where there is none


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a page ends: after the row of this number among those of a title (by its folded name) on a day."""

    day: date
    name: str
    number: int

    def reaches(self, name: str) -> bool:
        """Whether rows of a name may follow on the spot's day."""
        return name > self.name or (name == self.name and self.number < _WHOLE)


@dataclass(frozen=True, slots=True)
class Page:
    """Changes, newest first and by title; each row of `slugline.answers.changes` with the title's ``slug``.

    ``next`` is where the next page begins, None where nothing is left; ``back_to`` the earliest day looked at.
    """

    rows: tuple[Json, ...]
    next: Spot | None
    back_to: date


def latest(
    record: Record,
    wanted: Wanted,
    *,
    as_of: date,
    after: Spot | None = None,
    most: int = 25,
    looks: int = 48,
    person: str = "",
) -> Page:
    """Up to ``most`` changes of any title that come after a spot, from a look at some ``looks`` titles at most.

    With ``person`` only those that name that one. Raises `UnknownPerson`, with the nearest names, where nobody of that
    name is spoken of.
    """
    asked = _properties(wanted)
    last = min(as_of, wanted.until or as_of, after.day if after else as_of)
    if asked is None:
        return Page((), None, wanted.since)
    rows: list[Json] = []
    spot, back_to, looked = after, last, 0
    of = _of_person(record, person, as_of) if person else frozenset()
    if person:
        people = {name for name, spec in record.specs.items() if spec.value_type == PERSON}
        asked = frozenset(asked & people if asked else people)
    for day, names, told in _batches(record, wanted.since, last, _sources(record.specs, asked), after, of):
        back_to = day
        for name, mine in _changed(record, as_of, day, names, told, person):
            for number, row in enumerate(mine):
                if after and day == after.day and (name, number) <= (after.name, after.number):
                    continue
                if len(rows) == most:
                    return Page(tuple(rows), spot, back_to)
                spot = Spot(day, name, number)
                if wanted.takes(row):
                    rows.append(row)
        spot = Spot(day, names[-1], _WHOLE)
        looked += len(names)
        if looked >= looks:
            return Page(tuple(rows), spot, back_to)
    return Page(tuple(rows), None, wanted.since)


def _of_person(record: Record, person: str, as_of: date) -> frozenset[str]:
    """The folded names of the titles that name a person."""
    folded = person_name(person)
    with record.reading() as connection:
        if not is_known(connection, PERSON, folded, as_of):
            near = near_people(connection, person, as_of)
            raise UnknownPerson(f"nobody in the record is called {person!r}", choices=near)
        return frozenset(titles_with(connection, names_of(connection, folded), as_of)) or frozenset({""})


def _properties(wanted: Wanted) -> frozenset[str] | None:
    """The properties whose changes are asked for, empty for all; None where nothing can fit."""
    if not wanted.kinds or not wanted.kinds <= _OF_KIND.keys():
        return wanted.properties
    fitting = frozenset(name for kind in wanted.kinds for name in _OF_KIND[kind])
    both = fitting & wanted.properties if wanted.properties else fitting
    return both or None


def _sources(specs: Mapping[str, PropertySpec], properties: frozenset[str]) -> frozenset[str]:
    """The properties whose claims may change some properties."""
    derived = {"release_date"} if "available_on" in properties else set()
    return properties | derived | {specs[name].inverse for name in properties & specs.keys()} - {""}


Batch = tuple[date, Sequence[str], Sequence[str]]  # a day, some of the names told of on it, and all that count


def _batches(
    record: Record, first: date, last: date, properties: frozenset[str], after: Spot | None, of: frozenset[str]
) -> Iterator[Batch]:
    inverses = [name for name in sorted(record.specs) if record.specs[name].inverse]
    size, most = _FIRST, 4
    while last >= first:
        with record.reading() as connection:
            days = days_told(connection, first, last, most, properties, of)
        for day in days:
            with record.reading() as connection:
                told = titles_told(connection, day, inverses, properties)
            ours = [name for name in told if not of or name in of]
            names = [name for name in ours if after is None or day < after.day or after.reaches(name)]
            for start in range(0, len(names), size):
                yield day, names[start : start + size], ours
            size = min(2 * size, _MOST)
        if len(days) < most or days[-1] == date.min:
            return
        last, most = days[-1] - timedelta(days=1), _DAYS


def _changed(
    record: Record, as_of: date, day: date, names: Sequence[str], told: Sequence[str], person: str
) -> Iterator[tuple[str, list[Json]]]:
    """The changes of one day, by the names of titles; each title under the first of its names that was told of."""
    view = titles_view(record, names, as_of)
    there = set(told)
    keys = {title.key: title for name in names for title in view.titles.find(name)}
    mine: dict[str, list[Json]] = {}
    for key, title in sorted(keys.items()):
        name = min({title_name(one) for one in title.names} & there, default="")
        if name in names:
            rows = title_changes(view, key, since=day, until=day)
            rows = [row for row in rows if not person or _names(view, key, row, person)]
            where = title_slug(view, title) if rows else ""
            mine.setdefault(name, []).extend(row | {"slug": where} for row in rows)
    yield from sorted(mine.items())


def _names(view: View, key: str, row: Json, person: str) -> bool:
    """Whether a change of a title names a person."""
    sides = (row.get(side) for side in ("from", "to"))
    people = (str(value["name"]) for value in sides if isinstance(value, dict) and value.get("type") == PERSON)
    return view.variants.canon(person, key) in {view.variants.canon(name, key) for name in people}
