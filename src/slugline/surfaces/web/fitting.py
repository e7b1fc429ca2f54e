"""Where a title stands in its franchise: the titles around it, in the order of the story and of release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from slugline.answers.following import franchises_of
from slugline.answers.timeline import timeline
from slugline.errors import UnknownTitle
from slugline.record import Record, Title, View
from slugline.surfaces.web.charts.franchise import story_line

Json = Mapping[str, Any]
_FITS = 15  # titles of a franchise that are shown around one


@dataclass(frozen=True, slots=True)
class Fits:
    """The titles around one, as a timeline has them. ``line`` is the story as a drawing, ``known`` are the
    names that have pages, ``more`` titles are left out.
    """

    franchise: str
    line: Markup
    story: Sequence[Json]
    release: Sequence[Json]
    known: frozenset[str]
    more: int


def fits(record: Record, view: View, title: Title) -> Fits | None:
    """None where the title belongs to no franchise that has other titles."""
    names = franchises_of(view, title)
    if not names:
        return None
    try:
        orders = [timeline(record, names[0], order=order, as_of=view.day) for order in ("story", "release")]
    except UnknownTitle:
        return None
    story, release = ([dict(one) for one in _rows(order)] for order in orders)
    if len(release) < 2 or not any(one["name"] == title.name for one in release):
        return None
    in_story, out = _around(story, title.name), _around(release, title.name)
    known = frozenset(str(row["name"]) for row in (*in_story, *out) if view.titles.find(str(row["name"])))
    line = story_line(orders[0], title.name)
    return Fits(str(orders[0]["franchise"]), line, in_story, out, known, len(release) - len(out))


def _rows(order: Json) -> Sequence[Json]:
    rows: Sequence[Json] = order["titles"]
    return rows


def _around(rows: Sequence[Json], name: str) -> Sequence[Json]:
    """As many rows as a page shows, those around the title."""
    at = next((place for place, row in enumerate(rows) if row["name"] == name), 0)
    start = max(0, min(at - _FITS // 2, len(rows) - _FITS))
    return rows[start : start + _FITS]
