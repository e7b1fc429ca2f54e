"""The first characters of titles' names, for a list by letters."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, select

from slugline.record import schema


def first_characters(connection: Connection, as_of: date) -> list[str]:
    """The characters with which the folded names of the titles spoken of by the end of ``as_of`` begin, in order."""
    names = schema.names.c
    first = func.substr(names.name, 1, 1)
    query = select(first).distinct().where(names.kind == "title", names.said_on <= as_of, names.name != "")
    return sorted({str(one) for one in connection.execute(query).scalars()})
