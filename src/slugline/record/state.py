"""What tells one state of the record from another, so that what was made of it can be kept until it changes."""

from __future__ import annotations

from sqlalchemy import func, select

from slugline.record import schema
from slugline.record.store import Record


def state_of(record: Record) -> str:
    """A short text that differs whenever an article or a decision has been recorded in between.

    It counts as well as naming the newest, since a server may hand out a number before a lower one is committed.
    """
    versions, decisions = schema.versions.c, schema.decisions.c
    with record.reading() as connection:
        told = connection.execute(select(func.max(versions.id), func.count(versions.id))).one()
        decided = connection.execute(select(func.max(decisions.id), func.count(decisions.id))).one()
    return "-".join(str(number or 0) for number in (*told, *decided))
