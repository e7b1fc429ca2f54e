"""People and franchises in the index: lists of them by name, and the titles that a person is named in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, func, select

from slugline.record import schema
from slugline.record.find import spelled
from slugline.record.links import Links, parts
from slugline.record.names import nearest
from slugline.record.people import PERSON

_TITLE = "title|"


def names_of(connection: Connection, person: str) -> frozenset[str]:
    """The folded names of a person: the one given, and those of whom editors have said that they are the same."""
    return frozenset(key.removeprefix(f"{PERSON}|") for key in Links(connection).people({person}))


def titles_with(connection: Connection, people: Collection[str], as_of: date) -> list[str]:
    """The folded names of the titles whose claims, or corrections, name one of the people; those first of which it
    was said last."""
    claims, decisions = schema.claims.c, schema.decisions.c
    newest: dict[str, date] = {}
    for part in parts(people):
        said = select(claims.subject_key, func.max(claims.said_on)).where(
            claims.value_key.in_(part), claims.said_on <= as_of
        )
        corrected = (
            select(claims.subject_key, decisions.subject, decisions.on)
            .join(schema.decisions, decisions.claim == claims.uid)
            .where(decisions.claim != "", decisions.other.in_(part), decisions.on <= as_of)
        )
        rows = [(key, on) for key, on in connection.execute(said.group_by(claims.subject_key))]
        rows += [(given or key, on) for key, given, on in connection.execute(corrected)]
        for key, on in rows:
            newest[key] = max(on, newest.get(key, on))
    found = sorted((key for key in newest if key.startswith(_TITLE)), key=lambda key: (-newest[key].toordinal(), key))
    return [key.removeprefix(_TITLE) for key in found]


def is_known(connection: Connection, kind: str, name: str, as_of: date) -> bool:
    """Whether a person or franchise of a folded name is spoken of by the end of ``as_of``."""
    names = schema.names.c
    query = select(names.id).where(names.kind == kind, names.name == name, names.said_on <= as_of).limit(1)
    return connection.execute(query).scalar() is not None


def first_said(connection: Connection, kind: str, name: str) -> date | None:
    """The day on which a person or franchise of a folded name was first spoken of."""
    names = schema.names.c
    return connection.execute(select(func.min(names.said_on)).where(names.kind == kind, names.name == name)).scalar()


def near_people(connection: Connection, name: str, as_of: date) -> tuple[str, ...]:
    """The people most like ``name`` of those spoken of by the end of ``as_of``, as they are written."""
    names = schema.names.c
    known = select(names.name).distinct().where(names.kind == PERSON, names.said_on <= as_of)
    found = nearest(name, set(connection.execute(known).scalars()))
    return tuple(spelled(connection, PERSON, folded, as_of) for folded in found)


def listed_from(connection: Connection, kind: str, first: str, most: int, as_of: date) -> list[str]:
    """Up to ``most`` folded names of people or franchises (``kind``) in order, from ``first`` on."""
    names = schema.names.c
    known = select(names.name).distinct().where(names.kind == kind, names.said_on <= as_of, names.name >= first)
    return list(connection.execute(known.order_by(names.name).limit(most)).scalars())


def letters_of(connection: Connection, kind: str, as_of: date) -> list[str]:
    """The characters with which the folded names of people or franchises begin, in order."""
    names = schema.names.c
    first = func.substr(names.name, 1, 1)
    query = select(first).distinct().where(names.kind == kind, names.said_on <= as_of, names.name != "")
    return sorted(str(one) for one in connection.execute(query).scalars())
