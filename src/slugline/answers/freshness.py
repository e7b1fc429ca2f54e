"""When the record last grew: what a program asks before it asks again."""

from __future__ import annotations

from datetime import datetime

from slugline.record import Record, recent


def last_recorded(record: Record) -> datetime:
    """The moment, in UTC, at which the newest article or decision was recorded; long ago where there is none."""
    with record.reading() as connection:
        return recent.last_recorded(connection)
