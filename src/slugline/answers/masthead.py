"""The state of a title in one line: out since when, due when and for the how manieth time, or how far along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from slugline.answers.cite import standing_of
from slugline.answers.reply import according
from slugline.answers.slips import Slips, slips
from slugline.answers.tellings import ordinal, stage, told
from slugline.edtf import Edtf
from slugline.phrases import date_said, listed, when_said, where_said
from slugline.record import Slot, Stand, Title, View

_FRESH = timedelta(days=60)  # for how long a release is told as if it were still on
_ENDED = ("cancelled", "ended")


def state_line(view: View, title: Title) -> str:
    """The title's state as of the view's day, in a few plain words without an end."""
    history = slips(view, title.key)
    status = _status(view, title.key)
    dated = _dated(view, title, history)
    if status is not None and status.value in _ENDED:
        ended = _stage(status)
        return told("states", "then", one=ended, other=dated[:1].casefold() + dated[1:]) if dated else ended
    if dated:
        return dated
    gap = next((slot.standing for slot in view.position(title.key, "release_date") if slot.gaps), "")
    if status is not None:
        return told("states", "unknown" if gap else "dateless", stage=_stage(status))
    return told("states", "unknown_bare" if gap else "nothing")


def _dated(view: View, title: Title, history: Slips) -> str:
    """What the release dates come to; empty where there is none."""
    out = view.released(title.key)
    slot, stand = _ahead(view, title.key, history.season)
    if title.type == "series" and slot is not None and stand is not None and history.season:
        told_of = "season_due" if stand.planned else "season_out"
        return told("states", told_of, season=history.season, **_place(slot, stand))
    if out is not None:
        return _out(view, title, out)
    if slot is None or stand is None:
        return ""
    standing = standing_of(view, title.key, "release_date", slot)
    if standing == "disputed":
        values = [date_said(one.value) for one in slot.answers if isinstance(one.value, Edtf)]
        either = told("states", "or", one=listed(values[:-1]), other=values[-1]) if len(values) > 1 else listed(values)
        return told("states", "disputed", values=either)
    if standing == "overdue":
        return told("states", "overdue", **_place(slot, stand))
    if stand.modality in ("expected", "rumoured"):
        return told("states", stand.modality, according=according(stand), **_place(slot, stand))
    nth = told("states", "nth", ordinal=ordinal(history.dates)) if history.dates > 1 else ""
    return told("states", "due", **_place(slot, stand)) + nth


def _ahead(view: View, key: str, season: str) -> tuple[Slot | None, Stand | None]:
    """The soonest date of the season, of those that count as its release."""
    found: list[tuple[Slot, Stand, Edtf]] = [
        (slot, stand, stand.value)
        for slot in view.position(key, "release_date")
        for stand in slot.answers
        if isinstance(stand.value, Edtf)
        and slot.scope.get("medium") != "festival"
        and slot.scope.get("season", "") == season
    ]
    best = min(found, key=lambda one: (not one[1].planned, one[2].first, one[2].last, one[1].key), default=None)
    return (best[0], best[1]) if best else (None, None)


def _out(view: View, title: Title, out: Stand) -> str:
    slot = next((slot for slot in view.position(title.key, "release_date") if out in slot.answers), Slot({}, "current"))
    place = _place(slot, out)
    value = out.value
    if title.type == "series":
        return told("states", "first_shown", **place)
    if isinstance(value, Edtf) and value.precision == "day" and view.day - value.first <= _FRESH:
        where = place["where"].strip()
        if where:
            return told("states", "fresh", where=where[:1].upper() + where[1:], date=place["date"])
        return told("states", "fresh_bare", date=place["date"])
    return told("states", "out", **place)


def _place(slot: Slot, stand: Stand) -> dict[str, str]:
    """Where and when, as the forms of ``states`` want them: ``in theaters `` and ``on June 6, 2025``."""
    medium = slot.scope.get("medium", "") or str(stand.qualifiers.get("medium") or "")
    where = where_said(medium, slot.scope.get("territory", ""), str(stand.qualifiers.get("platform") or ""))
    if not isinstance(stand.value, Edtf):
        return {"where": "", "when": "", "date": ""}
    return {
        "where": f"{where} " if where else "",
        "when": when_said(stand.value),
        "date": date_said(stand.value),
    }


def _status(view: View, key: str) -> Stand | None:
    answers: Sequence[Stand] = [
        stand for slot in view.position(key, "status") if slot.standing == "current" for stand in slot.answers
    ]
    return next((stand for stand in answers if stand.modality in ("stated", "scheduled")), None)


def _stage(stand: Stand) -> str:
    return stage(str(stand.value), stand.qualifiers, planned=stand.modality == "scheduled")
