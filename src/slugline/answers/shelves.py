"""People and franchises as lists by name, and what is known of one name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from slugline.answers.addresses import slug
from slugline.record import Record
from slugline.record.find import spelled
from slugline.record.finder import Finder
from slugline.record.index import franchise_name, person_name
from slugline.record.people import PERSON
from slugline.record.persons import first_said, is_known, letters_of, listed_from


@dataclass(frozen=True, slots=True)
class Entry:
    """A person or franchise in a list, with the titles that name them, the most telling first."""

    name: str
    slug: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A part of a list: the letters that it has, and the place where the next part begins (empty at the end)."""

    entries: tuple[Entry, ...]
    letters: tuple[str, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Known:
    """A person or franchise of a name: as it is written most, and the day of the first word.

    ``name`` is empty where nobody had spoken of it by the day, ``first`` where nobody ever has.
    """

    name: str
    first: str | None


def shelf(record: Record, kind: str, as_of: date, *, letter: str = "", after: str = "", most: int = 60) -> Shelf:
    """People or franchises (``kind``) spoken of by the end of a day, in order; of one letter, where asked."""
    with record.reading() as connection:
        letters = letters_of(connection, kind, as_of)
        names = listed_from(connection, kind, max(after, letter), most + 1, as_of)
        names = [name for name in names if name.startswith(letter)]
        found = {one.folded: one for one in Finder(connection, as_of).people(kind, names[:most])}
    entries = [Entry(one.name, slug(one.name), one.titles) for name in names[:most] if (one := found.get(name))]
    return Shelf(tuple(entries), tuple(letters), names[most] if len(names) > most else "")


def known_name(record: Record, kind: str, text: str, as_of: date) -> Known:
    """What is known of the person or franchise that a name or slug means."""
    folded = person_name(text) if kind == PERSON else franchise_name(text)
    with record.reading() as connection:
        known = is_known(connection, kind, folded, as_of)
        first = first_said(connection, kind, folded)
        return Known(spelled(connection, kind, folded, as_of) if known else "", first.isoformat() if first else None)
