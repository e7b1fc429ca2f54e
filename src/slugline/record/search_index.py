"""What search adds to the record with each article: the words of its quotes and names, and the vocabulary.

A quote is taken in once for each version, however many claims it bears. The vocabulary holds every word of three
letters or more with the first day on which it was said, for correcting words that nobody has said. All of it is a pure
function of the claims and can be made anew (`fill`); `slugline verify` does so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select

from slugline.model import Claim
from slugline.record import schema
from slugline.record.fulltext import ALL, MOST_CLAIMS, MOST_WORDS, NAMED, Quote, fulltext_of, quote_number
from slugline.record.rows import Row
from slugline.record.tokens import word_list

SHORTEST_WORD, LONGEST_WORD = 3, 40  # letters of a word that may be corrected, and of one that is offered
_BATCH = 200  # versions at a time

Told = tuple[date, int, list[str]]  # a quote's day, its first claim's ordinal, and its words


def newest_name(connection: Connection) -> int:
    """To be asked for before an article's names are added, for `index_version`."""
    return fulltext_of(connection).newest_name(connection)


def index_version(
    connection: Connection, version: int, claims: Sequence[Claim], names: Iterable[Row], newest: int
) -> None:
    """Take in a version whose claims and names have just been added; ``newest`` was the newest name before."""
    index = fulltext_of(connection)
    told = words_of((claim.evidence.quote, claim.said_on, n) for n, claim in enumerate(claims))
    index.add(connection, quotes_of(version, told), newest)
    named = ((row["form"], row["said_on"]) for row in names if row["kind"] in NAMED)
    for day, words in vocabulary_of(told, named).items():
        index.learn(connection, words, day)


def words_of(said: Iterable[tuple[str, date, int]]) -> list[Told]:
    """The distinct quotes among those of a version's claims, given with their days and ordinals."""
    first: dict[str, tuple[date, int]] = {}
    for quote, day, ordinal in said:
        if quote not in first or (day, ordinal) < first[quote]:
            first[quote] = (day, ordinal)
    return [(day, ordinal, word_list(quote, MOST_WORDS)) for quote, (day, ordinal) in first.items()]


def quotes_of(version: int, told: Iterable[Told]) -> list[Quote]:
    """The rows of the index for a version's quotes, in the order of their numbers."""
    return sorted(
        (quote_number(day, version, ordinal), words) for day, ordinal, words in told if words and ordinal < MOST_CLAIMS
    )


def vocabulary_of(told: Iterable[Told], named: Iterable[tuple[Any, Any]]) -> dict[date, dict[str, str]]:
    """For each day the words that were said on it, each with its letters turned round, for words that end alike."""
    met: dict[date, set[str]] = defaultdict(set)
    for day, _, words in told:
        met[day].update(words)
    for name, day in named:
        met[day].update(name.split())
    return {day: {word: word[::-1] for word in met[day] if is_offered(word)} for day in sorted(met)}


def is_offered(word: str) -> bool:
    """Whether a word belongs to the vocabulary."""
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD:
        return False
    return word.isalpha() or (not word.isdecimal() and any(map(str.isalpha, word)))


def make(connection: Connection) -> None:
    """Make the database's own index, empty; the tables are there."""
    fulltext_of(connection).make(connection)


def fill(connection: Connection) -> None:
    """Take a record that is there into an index that is empty; memory does not grow with the record."""
    index = fulltext_of(connection)
    for above in range(0, index.newest_name(connection), _BATCH):
        index.add(connection, [], above, above + _BATCH)
    for batch in told_by_all(connection):
        rows = [row for version, told in batch for row in quotes_of(version, told)]
        index.add(connection, sorted(rows), ALL)


def learn(connection: Connection) -> None:
    """Make the vocabulary of a record that is there, in the same way."""
    index = fulltext_of(connection)
    for batch in told_by_all(connection):
        for day, words in vocabulary_of((one for _, told in batch for one in told), ()).items():
            index.learn(connection, words, day)
    for named in _names(connection):
        for day, words in vocabulary_of((), named).items():
            index.learn(connection, words, day)


def told_by_all(connection: Connection) -> Iterator[list[tuple[int, list[Told]]]]:
    """What all versions say, by their numbers, some versions at a time."""
    mine = schema.claims.c
    query = select(mine.version, mine.quote, mine.said_on, mine.ordinal).order_by(mine.version, mine.ordinal)
    last = connection.execute(select(func.max(schema.versions.c.id))).scalar() or 0
    for after in range(0, last, _BATCH):
        rows = connection.execute(query.where(mine.version > after, mine.version <= after + _BATCH))
        yield [
            (number, words_of((row.quote, row.said_on, row.ordinal) for row in said))
            for number, said in groupby(rows, key=lambda row: int(row.version))
        ]


def _names(connection: Connection) -> Iterator[list[tuple[str, date]]]:
    mine, last = schema.names.c, 0
    query = select(mine.id, mine.kind, mine.form, mine.said_on).order_by(mine.id).limit(1000)
    while rows := connection.execute(query.where(mine.id > last)).all():
        yield [(row.form, row.said_on) for row in rows if row.kind in NAMED]
        last = rows[-1].id
