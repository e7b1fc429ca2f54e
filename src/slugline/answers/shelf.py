"""By which letters the record's titles are found."""

from __future__ import annotations

from datetime import date

from slugline.record import Record
from slugline.record.initials import first_characters


def initials(record: Record, as_of: date) -> list[str]:
    """The characters with which the folded names of titles begin, in order; a name that is only an alias counts too."""
    with record.reading() as connection:
        return first_characters(connection, as_of)
