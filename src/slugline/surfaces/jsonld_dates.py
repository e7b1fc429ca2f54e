"""Dates, lengths and releases of the contract's JSON as schema.org writes them: no finer and no firmer than said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from slugline.edtf import Edtf
from slugline.errors import DateError
from slugline.record.names import territory as folded_territory
from slugline.surfaces.exchange.items import items
from slugline.surfaces.terminal import clean

Json = Mapping[str, Any]
Node = dict[str, Any]
FIRM = ("stated", "scheduled")
_SCHEMA = "https://schema.org/"
_WORLD = "worldwide"
_SCOPE = ("season", "medium", "territory")
_APART = ("festival", "home_video")  # a film that was shown at a festival or sold on disc has not come out by that


def iso_date(edtf: object) -> str:
    """The finest ISO 8601 date (a day, a month or a year) that surely holds an EDTF date; empty where none does."""
    try:
        value = Edtf(str(edtf))
    except DateError:
        return ""
    if value.about or date.min in (value.first, value.last) or date.max in (value.first, value.last):
        return ""
    first, last = value.first, value.last
    if first == last:
        return first.isoformat()
    if first.year != last.year:
        return ""
    return f"{first:%Y-%m}" if first.month == last.month else f"{first:%Y}"


def iso_duration(value: Json) -> str:
    """A running time in minutes as an ISO 8601 duration; empty for any other quantity."""
    amount = value.get("amount")
    if value.get("unit") != "minutes" or isinstance(amount, bool) or not isinstance(amount, int | float):
        return ""
    if not 0 < amount < 100_000:
        return ""
    seconds = round(amount * 60)
    hours, rest = divmod(seconds, 3600)
    parts = (("H", hours), ("M", rest // 60), ("S", rest % 60))
    return "PT" + "".join(f"{number}{unit}" for unit, number in parts if number)


def place(name: str) -> Node:
    """A territory: a country where it is one."""
    kind = "Country" if folded_territory(name) in items().territories else "Place"
    return {"@type": kind, "name": clean(name)}


def released(rows: Iterable[Json], as_of: str) -> str:
    """The day, month or year in which it came out, as ``datePublished`` has it; empty while nobody says that it did."""
    out: list[tuple[date, str]] = []
    for row in rows:
        if row["modality"] != "stated" or row["qualifiers"].get("medium") in _APART:
            continue
        day = iso_date(row["value"].get("edtf"))
        if day and Edtf(str(row["value"]["edtf"])).last.isoformat() <= as_of:
            out.append((Edtf(day).last, day))
    return min(out)[1] if out else ""


def release_events(answers: Sequence[Json], *, cancelled: bool, publisher: Sequence[Json] = ()) -> list[Node]:
    """The releases, past and to come, of a guide's answers on ``release_date`` that concern one work (or season).

    A value that is only expected or rumoured is no event, and neither is one of a disputed answer or one whose day
    has gone by in silence. ``publisher`` are organization nodes that bring it to cinemas.
    """
    events = []
    for entry in answers:
        if entry["standing"] == "current":
            rows = [row for row in entry["values"] if row["value"]["type"] == "date" and row["modality"] in FIRM]
            events += [_event(row, _before(row, entry["superseded"]), cancelled, publisher) for row in rows]
        elif entry["standing"] in ("unknown", "none"):
            events += _put_off(entry["superseded"], cancelled)
    return events


def _event(row: Json, before: list[str], cancelled: bool, publisher: Sequence[Json]) -> Node:
    happened = row["modality"] == "stated"
    event: Node = {"@type": "PublicationEvent"}
    start = iso_date(row["value"].get("edtf"))
    if start:
        event["startDate"] = start
    if before:
        event["previousStartDate"] = before if len(before) > 1 else before[0]
    status = "EventRescheduled" if before else "EventScheduled"
    event["eventStatus"] = _SCHEMA + ("EventCancelled" if cancelled and not happened else status)
    event |= _where(row["qualifiers"])
    if publisher and row["qualifiers"].get("medium", "theatrical") == "theatrical":
        event["publishedBy"] = [dict(one) for one in publisher]
    return event


def _where(qualifiers: Json) -> Node:
    made: Node = {}
    land = str(qualifiers.get("territory") or "")
    if land and folded_territory(land) != _WORLD:
        made["location"] = place(land)
    platform = str(qualifiers.get("platform") or "")
    if platform:
        made["publishedOn"] = {"@type": "BroadcastService", "name": clean(platform)}
    return made


def _before(row: Json, superseded: Iterable[Json]) -> list[str]:
    """The dates that it was to begin on before, the oldest first; one that was only narrowed down is no other."""
    now = Edtf(str(row["value"]["edtf"]))
    moved = iso_date(row["qualifiers"].get("replaces") or "")
    found = [moved] if moved and not now.meets(Edtf(moved)) else []
    found += [
        day
        for old in reversed(list(superseded))
        if _one_release(old["qualifiers"], row["qualifiers"])
        for day in _set_day(old)
        if not now.meets(Edtf(day))
    ]
    return list(dict.fromkeys(found))


def _put_off(superseded: Sequence[Json], cancelled: bool) -> Iterator[Node]:
    """The event of a release that had a date and has none now: the newest date that it had."""
    for old in superseded:
        days = list(_set_day(old))
        if days:
            status = "EventCancelled" if cancelled else "EventPostponed"
            event = {"@type": "PublicationEvent", "previousStartDate": days[0], "eventStatus": _SCHEMA + status}
            yield event | _where(old["qualifiers"])
            return


def _set_day(row: Json) -> Iterator[str]:
    if row["modality"] == "scheduled" and row["value"]["type"] == "date":
        day = iso_date(row["value"]["edtf"])
        if day:
            yield day


def _one_release(old: Json, new: Json) -> bool:
    """Whether two dates may be those of one release: nothing that both say of it differs."""
    return all(old.get(part) == new.get(part) or not (old.get(part) and new.get(part)) for part in _SCOPE)
