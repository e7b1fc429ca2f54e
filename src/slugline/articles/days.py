"""The day of publication as a page writes it. Never today's: no clock is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from slugline.edtf import FIRST_DAY, LAST_DAY
from slugline.errors import UnreadableInput

ALLOWED = "a full day such as 2024-02-21, 2024-02-21T09:30:00Z, 21 February 2024 or February 21, 2024"
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:(?:T| +(?:at +)?)\d{1,2}[:.]?\d{2}.{0,35})?", re.ASCII)
_WEEKDAY = re.compile(r"\A(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+", re.IGNORECASE)
_CLOCK = re.compile(r",?\s+(?:at\s+)?\d{1,2}[:.]\d{2}.{0,30}\Z", re.ASCII)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH = r"[A-Za-z]{3,9}\.?"
_WRITTEN = re.compile(
    rf"(?<!\d)(\d{{4}}-\d{{2}}-\d{{2}}(?!\d)|{_NTH} {_MONTH},? \d{{4}}|{_MONTH} {_NTH}, \d{{4}})"
    r"|/(\d{4})/(\d{2})/(\d{2})/",
    re.ASCII,
)
_FORMS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")


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


def days_in(text: str) -> Iterator[date]:
    """The full days that stand in ``text``, addresses such as ``/2024/02/21/`` among them, in order."""
    for found in _WRITTEN.finditer(text):
        try:
            yield day_of(found[1] or f"{found[2]}-{found[3]}-{found[4]}", "", "")
        except UnreadableInput:
            continue


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
