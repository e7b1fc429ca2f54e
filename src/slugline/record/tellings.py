"""On which days which titles were spoken of, newest first: where changes are looked for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, func, select

from slugline.record import schema
from slugline.record.find import spoken_of

_TITLE = "title|"


def days_told(
    connection: Connection,
    first: date,
    last: date,
    most: int,
    properties: Collection[str] = (),
    titles: Collection[str] = (),
) -> list[date]:
    """Up to ``most`` days from ``first`` to ``last`` on which anything was said (of some properties, of titles of some
    folded names) or decided, newest first."""
    claims, decisions = schema.claims.c, schema.decisions.c
    ours = [claims.said_on.between(first, last)]
    if properties:
        ours.append(claims.property.in_(sorted(properties)))
    if titles:
        ours.append(claims.subject_key.in_(sorted(_TITLE + name for name in titles)))
    said = select(claims.said_on).distinct().where(*ours).order_by(claims.said_on.desc()).limit(most)
    decided = (
        select(decisions.on).distinct().where(decisions.on.between(first, last)).order_by(decisions.on.desc())
    ).limit(most)
    found = {*connection.execute(said).scalars(), *connection.execute(decided).scalars()}
    return sorted(found, reverse=True)[:most]


def titles_told(
    connection: Connection, day: date, inverses: Collection[str], properties: Collection[str] = ()
) -> list[str]:
    """The folded names under which anything was said (of some properties) or decided of titles on a day, in order.

    ``inverses`` are the properties that say something of their value's title too.
    """
    claims, decisions = schema.claims.c, schema.decisions.c
    if connection.execute(select(func.count()).where(decisions.on == day)).scalar():
        return sorted(spoken_of(connection, day, day, inverses))
    said = select(claims.property, claims.subject_key, claims.value_key).distinct().where(claims.said_on == day)
    if properties:
        said = said.where(claims.property.in_(sorted(properties)))
    found: set[str] = set()
    for name, subject, value in connection.execute(said):
        if subject.startswith(_TITLE):
            found.add(subject.removeprefix(_TITLE))
        if name in inverses and value:
            found.add(value)
    return sorted(found)
