"""The full-text index of what was said: the interface to the two databases' own, and how a row of it is numbered.

    index = fulltext_of(connection)
    index.quotes(connection, Wanted(...), before=..., most=300)       numbers of quotes, the newest day first

It holds the words of every distinct quote of every version, and of every title's, person's, character's and
franchise's name. Like the index of a table it is made from the record's rows and is no part of what a copy holds:
each database keeps its own (`fulltext_sqlite`, `fulltext_postgres`). A replaced version stays in it; whoever asks looks
at what stood on the day that is asked for.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from slugline.edtf import FIRST_DAY

TABLE = "said_words"
NAMED = ("title", "person", "character", "franchise")
MOST_WORDS = 250  # of one quote; a server's index counts places in a text to 255 for each word
ALL = 1 << 62  # above every number of a name
_VERSION_BITS, _ORDINAL_BITS = 27, 17  # beside 19 for the day: 63 in all
MOST_CLAIMS = 1 << _ORDINAL_BITS  # of one version; the quotes of those after them are not searched

Quote = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Term:
    """Something to be found: one of some runs of words. With ``goes_on`` the last word may be the beginning of one."""

    forms: tuple[tuple[str, ...], ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """All of some terms (with ``any_of`` one of them), of which there is at least one, and none of others."""

    terms: tuple[Term, ...]
    without: tuple[Term, ...] = ()
    any_of: bool = False


class Fulltext(ABC):
    """One database's index. ``holds_names``: the names are in it as rows of their own."""

    holds_names: bool

    @abstractmethod
    def make(self, connection: Connection) -> None:
        """Make the index, empty."""

    @abstractmethod
    def drop(self, connection: Connection) -> None:
        """Take away whatever is there of it."""

    @abstractmethod
    def there(self, connection: Connection) -> Iterator[str]:
        """The parts that the index lacks, each in a few words."""

    @abstractmethod
    def newest_name(self, connection: Connection) -> int:
        """The greatest number of a name, to be asked for before names are added and given to `add`."""

    @abstractmethod
    def add(self, connection: Connection, quotes: Sequence[Quote], above: int, upto: int = ALL) -> None:
        """Take in some quotes, by ascending numbers, and the names with numbers above one and up to another."""

    @abstractmethod
    def learn(self, connection: Connection, words: Mapping[str, str], day: date) -> None:
        """Take some words, each with its letters turned round, into the vocabulary as said on a day."""

    @abstractmethod
    def quotes(self, connection: Connection, wanted: Wanted, before: int, most: int) -> list[int]:
        """The numbers of quotes, less than ``before``, the greatest first."""

    @abstractmethod
    def claims(self, connection: Connection, quotes: Sequence[int]) -> list[int]:
        """The ids of the rows of the claims that quotes are numbered by."""

    @abstractmethod
    def names(self, connection: Connection, wanted: Wanted, kind: str, as_of: date, most: int) -> list[str]:
        """Folded names of one of the NAMED kinds that were said by a day, the shortest first."""

    @abstractmethod
    def instances(self, connection: Connection) -> Iterator[tuple[int, int, str]]:
        """All that the index holds, in no order: the number of a quote, a place in it (from 0) and the word there.

        A name's number is that of its row below zero, where ``holds_names``.
        """


def fulltext_of(connection: Connection) -> Fulltext:
    """The index of the connection's database."""
    if connection.dialect.name == "postgresql":
        from slugline.record.fulltext_postgres import PostgresFulltext

        return PostgresFulltext()
    from slugline.record.fulltext_sqlite import SqliteFulltext

    return SqliteFulltext()


def quote_number(day: date, version: int, ordinal: int) -> int:
    """The number of a quote, in the order of days; ``ordinal``, its first claim's, is less than `MOST_CLAIMS`."""
    return ((day - FIRST_DAY).days << _VERSION_BITS | version) << _ORDINAL_BITS | ordinal


def claim_of(number: int) -> tuple[int, int]:
    """The version and the ordinal of the first claim that bears a quote."""
    return number >> _ORDINAL_BITS & (1 << _VERSION_BITS) - 1, number & MOST_CLAIMS - 1


def after_day(day: date) -> int:
    """A number above those of all quotes said by the end of a day."""
    return quote_number(day, 0, 0) + (1 << _VERSION_BITS + _ORDINAL_BITS)


def bearer(number: str, claims: str) -> str:
    """That a row of claims is the one a quote is numbered by, in SQL."""
    version = f"({number} >> {_ORDINAL_BITS} & {(1 << _VERSION_BITS) - 1})"
    return f"{claims}.version = {version} AND {claims}.ordinal = ({number} & {MOST_CLAIMS - 1})"


def kinds_listed(kinds: Collection[str] = NAMED) -> str:
    """The kinds as a list in SQL."""
    return ", ".join(f"'{kind}'" for kind in kinds)
