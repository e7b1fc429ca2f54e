"""The words of dates, from ``lexicon/en/dates.toml``: which part of the date grammar a word plays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from slugline.errors import WordsError
from slugline.text.lexicon import lexicon

# lists whose words are tokens of the grammar, each named for its class
CONNECTIVES = (
    "the", "a", "this", "last", "next", "past", "coming", "that", "same", "following", "previous", "new", "of", "in",
    "on", "and", "by", "before", "after", "until", "from", "to", "between", "is", "out", "week_opening", "early", "mid",
    "late", "start", "end", "back", "earlier", "later", "ago", "now", "exactly", "about", "couple", "today", "tonight",
    "tomorrow", "yesterday", "day", "week", "fortnight", "month_unit", "year_unit", "decade_unit", "weekend", "quarter",
    "half", "day_part", "no", "than",
)  # fmt: skip
# lists that decide whether words in their surroundings are a date
SURROUNDINGS = (
    "months_too", "short_months_alone", "month_openers", "season_openers", "holiday_openers", "day_openers",
    "decade_openers", "event_nouns", "followers", "not_after_season", "not_before_weekday", "not_after_weekday",
    "counted", "numbered", "moving", "not_until", "recurring", "holidays_alone",
)  # fmt: skip
_CALENDAR = ("months", "weekdays", "seasons", "holidays")
_FIXED = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
_EASTER = re.compile(r"easter([+-]\d+)", re.ASCII)
_NTH = re.compile(r"(\d|last) (\w+) (\w+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast. ``rule`` is ``fixed`` (``month``, day ``n``), ``nth`` (the n-th ``weekday`` of ``month``; -1: the last)
    or ``easter`` (``n`` days after). ``alone``: a date without a preposition too.
    """

    name: str
    rule: str
    month: int = 0
    n: int = 0
    weekday: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """``classes`` maps a lower-case word to its class and value; months and weekdays are keyed as printed."""

    classes: Mapping[str, tuple[str, int]]
    names: Mapping[str, tuple[str, int]]
    holidays: Mapping[str, Holiday]


@cache
def words() -> Words:
    """The date words; a key that is unknown or missing, or a word with two parts to play, is a `WordsError`."""
    lists = lexicon("dates")
    known = {*CONNECTIVES, *SURROUNDINGS, *_CALENDAR}
    if set(lists) != known:
        odd = ", ".join(sorted(set(lists) ^ known))
        raise WordsError(f"lists unknown or missing: {odd}", where="dates.toml", allowed=", ".join(sorted(known)))
    classes: dict[str, tuple[str, int]] = {}
    for name in CONNECTIVES:
        for word in lists[name]:
            _put(classes, word, name, 1)
    for number, forms in enumerate(lists["seasons"], 21):
        for word in forms.split("|"):
            _put(classes, word, "season", number)
    numbers = lexicon("numbers")
    for number, word in enumerate(numbers["units"]):
        if number:
            _put(classes, word, "count", number)
    for number, word in enumerate(numbers["tens"], 2):
        _put(classes, word, "count", 10 * number)
    for number, word in enumerate((*numbers["ordinals"], *_late_ordinals()), 1):
        _put(classes, word, "spelled", number)
    return Words(classes, _names(lists), _holidays(lists))


def _late_ordinals() -> list[str]:
    units, tens = lexicon("numbers")["ordinals"][:9], lexicon("numbers")["tens"]
    twenties = [f"{tens[0]}-{unit}" for unit in units]
    return [*twenties, f"{tens[1][:-1]}ieth", f"{tens[1]}-{units[0]}"]


def _put(table: dict[str, tuple[str, int]], word: str, name: str, value: int) -> None:
    if word in table:
        raise WordsError(f"{word!r} is in {table[word][0]} and {name}", where="dates.toml", allowed="one list a word")
    table[word] = (name, value)


def _names(lists: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, int]]:
    """Months and weekdays in title case and in capitals; the first form is the whole word."""
    table: dict[str, tuple[str, int]] = {}
    for name, key, first in (("month", "months", 1), ("weekday", "weekdays", 0)):
        for number, forms in enumerate(lists[key], first):
            for at, word in enumerate(forms.split("|")):
                _put(table, word, f"short_{name}" if at else name, number)
                table.setdefault(word.upper(), table[word])
    return table


def _holidays(lists: Mapping[str, tuple[str, ...]]) -> dict[str, Holiday]:
    months = {forms.split("|")[0]: n for n, forms in enumerate(lists["months"], 1)}
    weekdays = {forms.split("|")[0]: n for n, forms in enumerate(lists["weekdays"])}
    table: dict[str, Holiday] = {}
    for row in lists["holidays"]:
        forms, _, rule = (part.strip() for part in row.partition(" = "))
        for name in (form.replace("’", "'") for form in forms.split("|")):
            alone = name in lists["holidays_alone"]
            if fixed := _FIXED.fullmatch(rule):
                table[name] = Holiday(name, "fixed", int(fixed[1]), int(fixed[2]), alone=alone)
            elif easter := _EASTER.fullmatch(rule):
                table[name] = Holiday(name, "easter", n=int(easter[1]), alone=alone)
            elif (nth := _NTH.fullmatch(rule)) and nth[2] in weekdays and nth[3] in months:
                n = -1 if nth[1] == "last" else int(nth[1])
                table[name] = Holiday(name, "nth", months[nth[3]], n, weekdays[nth[2]], alone=alone)
            else:
                allowed = "MM-DD, NTH WEEKDAY MONTH, last WEEKDAY MONTH, easter+DAYS"
                raise WordsError(f"{row!r} has no rule", where="dates.toml", allowed=allowed)
    return table
