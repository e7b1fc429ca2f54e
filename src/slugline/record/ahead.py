"""Which titles have a release date in some days, found without reading the titles."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import Connection, and_, or_, select

from slugline.edtf import Edtf
from slugline.errors import DateError
from slugline.record import schema

_PROPERTY = "release_date"
_DATED = '{"edtf": "'  # how the JSON of every date begins, with its year next
_TITLE = "title|"


def titles_dated(connection: Connection, first: date, last: date, as_of: date) -> frozenset[str]:
    """The folded names of the titles that somebody, by the end of ``as_of``, or an editor's correction gives a release
    date whose latest day lies between ``first`` and ``last``, both included."""
    claims, decisions = schema.claims.c, schema.decisions.c
    from_year = claims.value >= f"{_DATED}{max(first.year - 1, 0):04d}"  # a winter ends in the year after its own
    to_year = claims.value < f"{_DATED}{min(last.year, 9998) + 1:04d}~"
    dated = or_(and_(from_year, to_year), claims.value.like(f"{_DATED}%/%"))
    told = (
        select(claims.subject_key, claims.value)
        .distinct()
        .where(claims.value_key == "", claims.property == _PROPERTY, claims.said_on <= as_of, dated)
    )
    found = {subject for subject, value in connection.execute(told) if _meets(json.loads(value), first, last)}
    corrected = (
        select(claims.subject_key, decisions.subject, decisions.content)
        .join(schema.decisions, decisions.claim == claims.uid)
        .where(decisions.claim != "", claims.property == _PROPERTY)
    )
    for mine, given, content in connection.execute(corrected):
        found |= _corrected(mine, given, json.loads(content), first, last)
    return frozenset(key.removeprefix(_TITLE) for key in found if key.startswith(_TITLE))


def _corrected(mine: str, given: str, content: dict[str, object], first: date, last: date) -> set[str]:
    """The subjects of a decided claim, where the decision may put a date of the days on them."""
    correction = content.get("correction")
    if not isinstance(correction, dict):
        return set()
    value = correction.get("value")
    return {mine, given} if value is None or _meets(value, first, last) else set()


def _meets(value: object, first: date, last: date) -> bool:
    if not isinstance(value, dict) or value.get("type") != "date":
        return False
    try:
        return first <= Edtf(str(value.get("edtf"))).last <= last
    except DateError:
        return False
