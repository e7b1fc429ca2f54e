"""What one file came to, put into a record: its article, and the other documents of its page."""

from __future__ import annotations

from datetime import datetime

from slugline.claims.structured.carried import address_of, emptied
from slugline.record import Record
from slugline.record.passages import article_numbers
from slugline.record.store import Added
from slugline.surfaces.inputs import Reading


def add_reading(record: Record, reading: Reading, moment: datetime) -> list[Added]:
    """Record an article or a claims file's claims, and the further documents of the article's page.

    What the page described when it was read before, and describes no more, is replaced by nothing.
    Raises `RecordError`.
    """
    made = list(record.add(reading.article, reading.claims, moment))
    for article, claims in reading.further:
        made += record.add(article, claims, moment)
    if reading.article is None:
        return made
    place = address_of(reading.article)
    if all((one.url or one.file) != place for one, _ in reading.further) and article_numbers(record, [place]):
        made += [added for added in record.add(emptied(reading.article), (), moment) if added.outcome != "same"]
    return made
