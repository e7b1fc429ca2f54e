"""A day as a page writes it. Never today's: no clock is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from slugline.edtf import FIRST_DAY, LAST_DAY
from slugline.errors import UnreadableInput, WordsError

ALLOWED = "a full day such as 2024-02-21, 2024-02-21T09:30:00Z, 21 February 2024 or February 21, 2024"
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:(?:T| +(?:at +)?)\d{1,2}[:.]?\d{2}.{0,35})?", re.ASCII)
_WEEKDAY = re.compile(r"\A(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+", re.IGNORECASE)
_CLOCK = re.compile(r",?\s+(?:at\s+)?\d{1,2}[:.]\d{2}.{0,30}\Z", re.ASCII)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_FORMS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
_WRITTEN = re.compile(
    r"(?<![\d/.-])(?P<y1>\d{4})(?P<s1>[-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<y2>\d{4})(?P<m2>\d{2})(?P<d2>\d{2})(?=T\d|\s*\Z)"
    r"|(?<![\d.])(?P<d3>\d{1,2})\.\s?(?P<m3>\d{1,2})\.\s?(?P<y3>\d{4}|\d{2}(?![\d:.]))(?!\d)"
    r"|(?<![\d/-])(?P<a4>\d{1,2})(?P<s4>[-/])(?P<b4>\d{1,2})(?P=s4)(?P<y4>\d{4})(?!\d)"
    r"|(?<!\d)(?P<d5>\d{1,2})(?:st|nd|rd|th|\.|º|er)?[\s-]{1,3}(?:of\s|de\s)?(?P<n5>[^\W\d_]{3,10})[.,]{0,2}[\s-]{1,3}(?:de\s)?(?P<y5>\d{4})(?!\d)"
    r"|(?<!\w)(?P<n6>[^\W\d_]{3,10})\.?\s{1,3}(?P<d6>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(?P<y6>\d{4})(?!\d)"
    r"|(?<!\d)(?P<y7>\d{4})\s?[年년]\s?(?P<m7>\d{1,2})\s?[月월]\s?(?P<d7>\d{1,2})\s?[日일]"
    r"|/(?P<y8>\d{4})/(?P<m8>\d{2})/(?P<d8>\d{2})(?=/)"
)
_YEARLESS = re.compile(r"(?<!\w)(?P<n>[^\W\d_]{3,10})\.?\s{1,2}(?P<d>\d{1,2})(?:st|nd|rd|th)?(?![\d:])", re.IGNORECASE)
_TIME = re.compile(r",?\s{1,3}(?:at\s|um\s|à\s|[-–|]\s)?\d{1,2}[:.h]\d{2}")
_LEFT_OVER = re.compile(r"[^\W\d_]+")
_TABLES = ("months", "around", "changed", "others", "marks", "beside")
_FILE = Path(__file__).with_name("days.toml")
_CENTURY = 2000


def day_of(text: str, where: str, name: str) -> date:
    """The day that ``text``, the value of ``name``, stands for; the time of day is left aside.

    Raises `UnreadableInput` for a day that does not exist, is not full, or can be read two ways
    (``10/08/2023``).
    """
    text = text.strip()
    found = _ISO.fullmatch(text)
    try:
        day = date.fromisoformat(found[1]) if found else _worded(text)
    except ValueError as error:
        fault = f"{name} {text[:40]!r} " + ("does not exist" if found else "is not a day")
        raise UnreadableInput(fault, where=where, allowed=ALLOWED) from error
    if not FIRST_DAY <= day <= LAST_DAY:
        fault = f"{name} {text[:40]!r} is no day of news"
        raise UnreadableInput(fault, where=where, allowed=f"{FIRST_DAY} to {LAST_DAY}")
    return day


def days_in(text: str, *, month_first: bool | None = None) -> Iterator[tuple[date, int, int]]:
    """The full days that stand in ``text`` with their places, addresses such as ``/2024/02/21/`` among them, in order.

    ``10/08/2023`` is passed over unless one order alone makes it a day, or ``month_first`` tells the order.
    """
    for found in _WRITTEN.finditer(text):
        day = _made(found.groupdict(), month_first)
        if day is not None and FIRST_DAY <= day <= LAST_DAY:
            yield day, *found.span()


def yearless_in(text: str) -> Iterator[tuple[int, int, int]]:
    """The month and day of those that stand in ``text`` without a year (``Nov. 3``), and where they begin."""
    for found in _YEARLESS.finditer(text):
        month = months().get(found["n"].casefold())
        if month and 1 <= int(found["d"]) <= 31:
            yield month, int(found["d"]), found.start()


def only_days(text: str) -> bool:
    """Whether a line that holds days holds nothing else but words that stand around them."""
    rest = _WRITTEN.sub(" ", text).casefold()
    return all(word in words("around") or word in months() for word in _LEFT_OVER.findall(rest))


def has_moment(text: str) -> bool:
    """Whether a time of day follows a day in ``text``, as in no line that tells when something will be."""
    return any(_TIME.match(text, found.end()) for found in _WRITTEN.finditer(text))


@cache
def months() -> Mapping[str, int]:
    """The number of a month by each of its names, in small letters."""
    return {name: number for number, names in enumerate(_tables()["months"].values(), 1) for name in names}


@cache
def words(table: str) -> frozenset[str]:
    """One of the lists of words of ``days.toml``: ``around``, ``changed``, ``others``, ``marks``, ``beside``."""
    return frozenset(_tables()[table]["words"])


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    if unknown := sorted(set(data) ^ set(_TABLES)):
        raise WordsError(f"unknown or missing table {unknown[0]!r}", where=_FILE.name, allowed=", ".join(_TABLES))
    return data


def _made(hit: Mapping[str, str | None], month_first: bool | None) -> date | None:
    """The day that one written form stands for; None where it does not exist or can be read two ways."""
    try:
        for n in "1278":
            if year := hit[f"y{n}"]:
                return date(int(year), int(hit[f"m{n}"] or 0), int(hit[f"d{n}"] or 0))
        if year := hit["y3"]:
            return date(int(year) + (_CENTURY if len(year) == 2 else 0), int(hit["m3"] or 0), int(hit["d3"] or 0))
        if year := hit["y4"]:
            return _numbered(int(hit["a4"] or 0), int(hit["b4"] or 0), int(year), month_first)
        n = "5" if hit["y5"] else "6"
        month = months().get((hit[f"n{n}"] or "").casefold())
        return date(int(hit[f"y{n}"] or 0), month, int(hit[f"d{n}"] or 0)) if month else None
    except ValueError:
        return None


def _numbered(one: int, other: int, year: int, month_first: bool | None) -> date | None:
    if one > 12 or (one == other and one <= 12):
        return date(year, other, one)
    if other > 12:
        return date(year, one, other)
    if month_first is None:
        return None
    return date(year, one, other) if month_first else date(year, other, one)


def _worded(text: str) -> date:
    if len(text) > 60:
        raise ValueError(text)
    text = _ORDINAL.sub("", _CLOCK.sub("", _WEEKDAY.sub("", text)))
    text = text.replace("Sept.", "Sep").replace("Sept ", "Sep ").replace(",", " ").replace(".", " ")
    for form in _FORMS:
        try:
            return datetime.strptime(" ".join(text.split()), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(text)
