"""Which titles a decision may bear on: those of which, or of whose people, it was taken."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from slugline.record import schema
from slugline.record.people import PERSON

_TITLE = "title|"
_MOST = 50  # titles, and names of one person


def titles_touched(connection: Connection, number: int) -> frozenset[str]:
    """The folded names of the titles that a decision, or what it withdrew, may change answers of; empty where none."""
    table = schema.decisions
    row = connection.execute(select(table).where(table.c.id == number)).first()
    if row is not None and row.withdraws is not None:
        row = connection.execute(select(table).where(table.c.id == row.withdraws)).first()
    if row is None:
        return frozenset()
    keys = {row.subject, row.other} - {""}
    if row.claim:
        keys |= _of_claim(connection, row.claim)
    titles = {key.removeprefix(_TITLE) for key in keys if key.startswith(_TITLE)}
    people = {key.removeprefix(f"{PERSON}|") for key in keys if key.startswith(f"{PERSON}|")}
    return frozenset(titles | _with(connection, people))


def _of_claim(connection: Connection, claim: str) -> set[str]:
    told = schema.claims.c
    rows: list[Any] = list(connection.execute(select(told.subject_key, told.value_key).where(told.uid == claim)))
    valued = {f"{_TITLE}{row.value_key}" for row in rows if row.value_key}  # of relations between titles
    return {row.subject_key for row in rows} | valued


def _with(connection: Connection, people: set[str]) -> set[str]:
    """The titles that name some people as their makers or cast; a short name stands for the full ones it may mean."""
    if not people:
        return set()
    told, names = schema.claims.c, schema.names.c
    short = select(names.name).where(names.kind == "short", names.owner == PERSON, names.form.in_(people)).limit(_MOST)
    bearing = people | set(connection.execute(short).scalars())
    named = select(told.subject_key).distinct().where(told.value_key.in_(bearing), told.subject_key.like(f"{_TITLE}%"))
    return {key.removeprefix(_TITLE) for key in connection.execute(named.limit(_MOST)).scalars()}
