"""The dates of a text's sentences, and those among them that count from a story's events."""

from __future__ import annotations

import re
from collections.abc import Sequence

from slugline.model import Mention
from slugline.text.spans import Spans
from slugline.text.times import DateMention, find_dates


def dates_in(text: str, sentences: Sequence[tuple[int, int]]) -> list[DateMention]:
    """The dates of the sentences at these spans, each with its place in the text."""
    return [
        DateMention(date.start + start, date.end + start, date.words, date.kind)
        for start, end in sentences
        for date in find_dates(text[start:end])
    ]


def of_a_story(text: str, date: DateMention, named: Spans[Mention]) -> bool:
    """Whether "ten years after" counts from a story, not from a date."""
    if date.kind != "offset" or not re.search(r"(?:after|before)$", date.words):
        return False
    if re.match(r" (?:it|that|the|its)\b", text[date.end : date.end + 6]):
        return True
    return any(m.label in ("title", "franchise", "name") for m in named.touching(date.end, date.end + 3))
