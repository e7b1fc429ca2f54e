"""The names of titles as a catalogue gives them: in order, by their words, by likeness."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from slugline.record import schema
from slugline.record.find import near_titles
from slugline.record.index import bounded
from slugline.record.names import fold

_MOST = 300  # names that one request may fit


def names_from(connection: Connection, first: str, most: int, as_of: date) -> list[str]:
    """Up to ``most`` folded names of titles spoken of by the end of ``as_of``, in order, from ``first`` on."""
    names = schema.names.c
    known = select(names.name).distinct().where(names.kind == "title", names.said_on <= as_of, names.name >= first)
    return list(connection.execute(known.order_by(names.name).limit(most)).scalars())


def names_like(connection: Connection, text: str, as_of: date) -> list[str]:
    """The folded names of titles that a text may mean, the likeliest first.

    The name itself, then those in which all its words stand, the shortest first; where there are none, those most
    like it.
    """
    names = schema.names.c
    wanted = bounded(fold(text))
    parts = set(wanted.split())
    if not parts:
        return []
    longest = bounded(max(sorted(parts), key=len))
    bearing = select(names.name).distinct().where(names.kind == "word", names.form == longest)
    fitting = {name for name in connection.execute(bearing.limit(20 * _MOST)).scalars() if parts <= set(name.split())}
    exact = select(names.name).where(names.kind == "title", names.form == wanted)
    fitting |= set(connection.execute(exact).scalars())
    if fitting:
        return sorted(fitting, key=lambda name: (name != wanted, not name.startswith(wanted), len(name), name))[:_MOST]
    return list(dict.fromkeys(bounded(fold(name)) for name in near_titles(connection, text, as_of)))
