"""Dates in the form in which other dates stand written: ``Friday, June 7, 2024`` made ``Friday, June 6, 2025``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from slugline.edtf import Edtf
from slugline.errors import WordsError
from slugline.phrases import table, words

_LISTS = {  # how many words each has
    "months_press": 12,
    "months_short": 12,
    "weekdays": 7,
    "weekdays_short": 7,
    "ordinals": 31,
    "autumn": 1,
    "articles": 2,
}
_WHERE = "answers/rewording.en.toml"


@cache
def lists() -> Mapping[str, tuple[str, ...]]:
    """``rewording.en.toml``, checked; `WordsError` names what is wrong in it and what is allowed."""
    data = tomllib.loads(resources.files("slugline.answers").joinpath("rewording.en.toml").read_text(encoding="utf-8"))
    for key in data.keys() | _LISTS.keys():
        if key not in _LISTS:
            raise WordsError(f"key {key!r} is unknown", where=_WHERE, allowed=", ".join(_LISTS))
        if len(data.get(key, ())) != _LISTS[key]:
            raise WordsError(f"{key} has not {_LISTS[key]} words", where=_WHERE, allowed=f"{_LISTS[key]} words")
    return {key: tuple(map(str, found)) for key, found in data.items()}


def rewritten(written: str, old: Edtf, new: Edtf) -> str | None:
    """``new`` as ``written`` has ``old``; None where ``written`` is of no form that this knows.

    Only a date of the same precision can be written so. A form without a year holds only where the year stays.
    """
    if old.precision != new.precision or old.precision == "interval" or old.about or new.about:
        return None
    found = next((hit for form in _forms() if (hit := form.fullmatch(written))), None)
    return _filled(written, found, found.groupdict(), old, new) if found else None


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    known = lists()
    months = _either({*words("months"), *known["months_press"], *known["months_short"]})
    weekdays = _either({*known["weekdays"], *known["weekdays_short"]})
    seasons = _either({name for said in (*_seasons(), *known["autumn"]) for name in (said, said.capitalize())})
    nth = _either(set(known["ordinals"]))
    month, day, year = rf"(?P<month>{months})", rf"(?P<day>\d{{1,2}})(?P<nth>{nth})?", r"(?P<year>\d{4})"
    weekday = rf"(?:(?P<weekday>{weekdays}),? )?"
    forms = (
        rf"{weekday}{month} {day}(?:,? {year})?",
        rf"{weekday}(?:the )?{day}(?: of)? {month}(?:,? {year})?",
        rf"{month}(?: of|,)? {year}",
        rf"(?:the )?(?P<season>{seasons})(?: of)? {year}",
        r"(?P<year>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})",
        year,
    )
    return tuple(re.compile(form) for form in forms)


def _either(found: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))


def _seasons() -> tuple[str, ...]:
    return tuple(str(table("seasons_said")[number]) for number in ("21", "22", "23", "24"))


def _filled(written: str, found: re.Match[str], parts: Mapping[str, str | None], old: Edtf, new: Edtf) -> str | None:
    """``written`` with each of its parts given the new date's."""
    years = old.text[:4], new.text[:4]
    if parts.get("year") is None and years[0] != years[1]:
        return None
    put: dict[str, str | None] = {
        "year": years[1],
        "month": _month(parts.get("month"), new),
        "day": str(new.first.day),
        "nth": lists()["ordinals"][new.first.day - 1],
        "weekday": _weekday(parts.get("weekday"), old.first, new.first),
        "season": _season(parts.get("season"), new),
        "iso_month": f"{new.first:%m}",
        "iso_day": f"{new.first:%d}",
    }
    made, at = "", 0
    for name in sorted((key for key, said in parts.items() if said), key=found.start):
        part = put[name]
        if part is None:
            return None
        made += written[at : found.start(name)] + part
        at = found.end(name)
    return made + written[at:]


def _month(said: str | None, new: Edtf) -> str | None:
    """The new month, shortened as the old one is; in full where the old one's form does not tell."""
    if said is None or new.precision == "season":
        return None
    number, full, known = new.first.month - 1, words("months"), lists()
    if said in full:
        return full[number]
    return known["months_press" if said in known["months_press"] else "months_short"][number]


def _weekday(said: str | None, old: date, new: date) -> str | None:
    """The new day of the week; None where the words had the old one wrong."""
    for name in ("weekdays", "weekdays_short"):
        days = lists()[name]
        if said in days:
            return days[new.weekday()] if days.index(said) == old.weekday() else None
    return None


def _season(said: str | None, new: Edtf) -> str | None:
    if said is None or new.precision != "season":
        return None
    season = str(table("seasons_said")[new.text[5:7]])
    if said.lower() in lists()["autumn"] and new.text[5:7] == "23":
        season = said.lower()
    return season.capitalize() if said[0].isupper() else season
