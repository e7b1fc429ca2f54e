"""Words of the record that a word which nobody has said may be meant for.

Candidates are the words of about the same length that begin or end as it does, which one slip leaves true of one of
the two; rapidfuzz measures them. No search looks at more than some thousands of them, however large the record is.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from rapidfuzz.distance import OSA
from sqlalchemy import Connection, func, select

from slugline.record import schema
from slugline.record.search_index import LONGEST_WORD, SHORTEST_WORD

_ABOVE = "\U0010ffff"  # comes after every character of a word
_LOOKED_AT = 4000  # candidates that begin alike, and as many that end alike
_OFFERED = 12
_TWO_SLIPS = 6  # letters of a word from which on two slips are forgiven
_THREE_SLIPS = 11


def known(connection: Connection, words: Collection[str], as_of: date) -> set[str]:
    """Those of the words that had been said by the end of a day."""
    mine = schema.vocabulary.c
    query = select(mine.word).where(mine.word.in_(sorted(set(words))), mine.said_on <= as_of)
    return set(connection.execute(query).scalars())


def begun(connection: Connection, start: str, as_of: date) -> bool:
    """Whether any word that had been said by then begins so."""
    mine = schema.vocabulary.c
    query = select(mine.word).where(mine.word >= start, mine.word < start + _ABOVE, mine.said_on <= as_of).limit(1)
    return connection.execute(query).first() is not None


def near(connection: Connection, word: str, as_of: date) -> list[tuple[int, str]]:
    """The words that had been said by then and differ least from ``word``, with the number of slips between them.

    All have the same number of slips, so that one that is nearer is never passed over; ties in the alphabet's order.
    """
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD:
        return []
    slips = 1 + (len(word) >= _TWO_SLIPS) + (len(word) >= _THREE_SLIPS)
    kept = max(1, len(word) // 3)
    found = _measured(word, _alike(connection, word, kept, len(word) - 1 - kept or 1, 1, as_of), 1)
    if not found and slips > 1:
        found = _measured(word, _alike(connection, word, 1, 1, slips, as_of), slips)
    fewest = min((count for count, _ in found), default=0)
    return sorted(pair for pair in found if pair[0] == fewest)[:_OFFERED]


def _measured(word: str, candidates: Collection[str], slips: int) -> list[tuple[int, str]]:
    measured = ((OSA.distance(word, one, score_cutoff=slips), one) for one in candidates)
    return [(count, one) for count, one in measured if 0 < count <= slips]


def _alike(connection: Connection, word: str, first: int, last: int, slips: int, as_of: date) -> set[str]:
    """Words whose first letters, or last ones, are the same, and that are shorter or longer by ``slips`` at most."""
    mine = schema.vocabulary.c
    last = min(last, max(1, len(word) // 3))
    found: set[str] = set()
    for column, start in ((mine.word, word[:first]), (mine.turned, word[::-1][:last])):
        query = (
            select(mine.word)
            .where(column >= start, column < start + _ABOVE, mine.said_on <= as_of)
            .where(func.length(mine.word).between(len(word) - slips, len(word) + slips))
            .order_by(column)
            .limit(_LOOKED_AT)
        )
        found.update(connection.execute(query).scalars())
    return found
