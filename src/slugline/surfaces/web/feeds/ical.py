"""Releases to come as iCalendar (RFC 5545): one all-day event for each that has a day.

A date that is no day ("2027", "March 2027", "between two days") makes no event, since every program would show it on
some day that nobody has named: such releases stand in the calendar's own description. Where an event's date became
such a one, the event is cancelled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar, Event, vUri

from slugline.edtf import Edtf
from slugline.phrases import date_said, when_said, where_said
from slugline.surfaces.templating import outside
from slugline.surfaces.terminal import clean
from slugline.surfaces.wording import firmness_words

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Slugline//The desk//EN"
_FIRM = ("stated", "scheduled")
_UNDATED = 100  # releases without a day that the description names
_CITED = 3
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Release:
    """One release: ``uid`` for good, ``page`` where its title is read about, ``row`` as `calendar` gives it."""

    uid: str
    page: str
    row: Json


def ical(name: str, releases: Sequence[Release]) -> bytes:
    """The calendar. Moments are those of the days on which things were said; no clock is read."""
    made = Calendar()
    made.add("PRODID", PRODUCT)
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    made.add("METHOD", "PUBLISH")
    made.add("NAME", clean(name))
    made.add("X-WR-CALNAME", clean(name))
    made.add("REFRESH-INTERVAL", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", "PT12H")
    undated = [one.row for one in releases if _day(one.row["date"]) is None and one.row["state"] == "ahead"]
    if undated:
        told = "\n".join(_undated(row) for row in undated[:_UNDATED])
        more = f"\nand {len(undated) - _UNDATED} more" if len(undated) > _UNDATED else ""
        made.add("DESCRIPTION", f"Without a day so far:\n{told}{more}")
    for one in releases:
        event = _event(one)
        if event is not None:
            made.add_component(event)
    content: bytes = made.to_ical()
    return content


def _event(one: Release) -> Event | None:
    row = one.row
    day, state = _day(row["date"]), str(row["state"])
    if day is None:
        day, state = _day(row.get("last_day")), "without a day"
    if day is None:
        return None
    said = datetime.combine(date.fromisoformat(str(row["since"])), time(), UTC)
    cancelled = state != "ahead"
    made = Event()
    made.add("UID", one.uid)
    made.add("DTSTAMP", said)
    made.add("LAST-MODIFIED", said)
    made.add("SEQUENCE", int(row["revision"]))
    made.add("STATUS", "CANCELLED" if cancelled else "CONFIRMED" if _firm(row) else "TENTATIVE")
    made.add("DTSTART", day)
    made.add("DTEND", day + timedelta(days=1))
    made.add("TRANSP", "TRANSPARENT")
    made.add("SUMMARY", _summary(row))
    made.add("DESCRIPTION", _description(row, state))
    made.add("CATEGORIES", [clean(row["type"])])
    made.add("URL", vUri(one.page))
    return made


def _firm(row: Json) -> bool:
    return row["modality"] in _FIRM and row["standing"] == "current"


def _day(text: object) -> date | None:
    """The day that an EDTF date names, exactly one and not about."""
    when = Edtf(str(text)) if text else None
    return when.first if when is not None and when.precision == "day" and not when.about else None


def _summary(row: Json) -> str:
    season = f", season {row['season']}" if row["season"] else ""
    where = where_said(str(row["medium"]), str(row["territory"]), str(row["platform"]))
    return clean(f"{row['title']}{season}{': ' + where if where else ''}")


def _undated(row: Json) -> str:
    return clean(f"{_summary(row)} ({when_said(Edtf(str(row['date'])))})")


_STATES: Mapping[str, Callable[[Json], str]] = {
    "ahead": lambda row: "Scheduled." if _firm(row) else _doubt(row),
    "cancelled": lambda row: "The title has been cancelled.",  # noqa: ARG005
    "withdrawn": lambda row: "The date has been withdrawn.",  # noqa: ARG005
    "without a day": lambda row: f"Now due {when_said(Edtf(str(row['date'])))}.",
}


def _doubt(row: Json) -> str:
    if row["standing"] == "disputed" and row["or"]:
        rivals = ", ".join(date_said(Edtf(str(one))) for one in row["or"])
        return f"Disputed: others say {rivals}."
    words = firmness_words(str(row["modality"]))
    return f"{words[:1].upper()}{words[1:]}." if words else "Not settled."


def _description(row: Json, state: str) -> str:
    """How firm it is, what it was before, and who says so in which words."""
    lines = [_STATES[state](row)]
    if row["moved"] and row.get("before") and state == "ahead":
        times = "once" if row["moved"] == 1 else f"{row['moved']} times"
        lines.append(f"Moved {times}; before, {date_said(Edtf(str(row['before'])))}.")
    citations: Sequence[Json] = row["citations"]
    for one in citations[:_CITED]:
        source = ", ".join(part for part in (clean(one.get("publisher") or ""), str(one["date"])) if part)
        lines.append(f"“{clean(one['quote'])}” ({source})")
        lines += [address] if (address := outside(clean(one.get("url") or ""))) else []
    return "\n".join(lines)
