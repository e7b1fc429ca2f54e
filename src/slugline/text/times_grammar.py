"""How the date grammar is written: patterns over token classes, each with what it means.

A pattern is a row of items; an item is a class, or classes joined by ``|``, and may be left out where
it ends in ``?``. No item repeats, so matching takes time in proportion to the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from slugline.edtf import Edtf
from slugline.text.times_calendar import Partial, both, settle
from slugline.text.times_tokens import CODE, Tokens, Value
from slugline.text.times_words import Holiday

GROUPS = {
    "any_month": "month|short_month",
    "any_weekday": "weekday|short_weekday",
    "day_of_month": "day_number|ordinal",
    "any_year": "year|short_year",
    "rank": "spelled|ordinal|last",
    "amount": "a|count|day_number",
    "unit": "day|week|fortnight|month_unit|year_unit|decade_unit",
    "joint": "dash|hyphen|to|slash",
    "near": "this|last|next|coming|past",
}

Settled = Callable[[date, str], str | None]
Shifted = Callable[[Edtf], str | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What words mean. ``partial`` where they are a date with parts open (``upto``: the end of a stretch of time);
    else ``settled`` gives the EDTF from the day it was said and the direction; ``shifted`` gives it from another
    date. ``end`` is the place of the token behind them.
    """

    kind: str
    partial: Partial | None = None
    upto: Partial | None = None
    settled: Settled | None = None
    shifted: Shifted | None = None
    end: int = 0

    def at(self, said_on: date, direction: str) -> str | None:
        """The EDTF that it stands for, where nothing but the day it was said is needed."""
        if self.settled:
            return self.settled(said_on, direction)
        if self.partial and self.upto:
            return both(self.partial, self.upto, said_on, direction)
        return settle(self.partial, said_on, direction) if self.partial else None


class Got:
    """The tokens that a pattern took."""

    __slots__ = ("end", "start", "tokens")

    def __init__(self, tokens: Tokens, start: int, end: int) -> None:
        self.tokens, self.start, self.end = tokens, start, end

    def values(self, group: str) -> list[Value]:
        """The values of all tokens of a class or group, in order."""
        codes = codes_of(group)
        return [self.tokens.values[at] for at in range(self.start, self.end) if self.tokens.codes[at] in codes]

    def number(self, group: str, at: int = 0) -> int:
        """The number of the ``at``-th token of a class or group; 0 where there is none."""
        found = [value for value in self.values(group) if isinstance(value, int)]
        return found[at] if -len(found) <= at < len(found) else 0

    def holiday(self) -> Holiday | None:
        """The feast among them."""
        return next((value for value in self.values("holiday") if isinstance(value, Holiday)), None)

    def has(self, name: str) -> bool:
        """Whether a token of the class or group is among them."""
        return bool(self.values(name))

    def plural(self, group: str) -> bool:
        """Whether the last token of a class or group is a plural ("the coming weeks" are no week)."""
        codes = codes_of(group)
        found = [at for at in range(self.start, self.end) if self.tokens.codes[at] in codes]
        return bool(found) and self.tokens.word(found[-1]).lower().endswith("s")

    def name(self, group: str) -> str:
        """The class of the first token of a group; empty where there is none."""
        codes = codes_of(group)
        for at in range(self.start, self.end):
            if self.tokens.codes[at] in codes:
                return NAME[self.tokens.codes[at]]
        return ""


NAME = {code: name for name, code in CODE.items()}


@cache
def codes_of(group: str) -> str:
    """The class codes of a class, a group, or several joined by ``|``."""
    return "".join(CODE[name] for part in group.split("|") for name in GROUPS.get(part, part).split("|"))


Meaning = Callable[[Got], Reading | Partial | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the classes that may begin it, and what it means."""

    pattern: re.Pattern[str]
    heads: str
    meaning: Meaning


def rule(pattern: str, meaning: Meaning) -> Rule:
    """A rule of the grammar; see the module for how patterns are written."""
    heads, open_still, parts = "", True, []
    for item in pattern.split():
        codes = codes_of(item.rstrip("?"))
        parts.append(f"[{codes}]{'?' if item.endswith('?') else ''}")
        if open_still:
            heads += codes
            open_still = item.endswith("?")
    return Rule(re.compile("".join(parts)), heads, meaning)


def index(rules: tuple[Rule, ...]) -> dict[str, tuple[Rule, ...]]:
    """The rules by the class code that may begin them."""
    table: dict[str, tuple[Rule, ...]] = {}
    for each in rules:
        for code in dict.fromkeys(each.heads):
            table[code] = (*table.get(code, ()), each)
    return table


def longest(table: dict[str, tuple[Rule, ...]], tokens: Tokens, at: int) -> Reading | None:
    """The reading of the longest match at token ``at``; of two as long, the rule written first."""
    best: Reading | Partial | None = None
    end = 0
    for each in table.get(tokens.code(at), ()):
        hit = each.pattern.match(tokens.codes, at)
        if hit and hit.end() > end and (meant := each.meaning(Got(tokens, at, hit.end()))):
            best, end = meant, hit.end()
    if best is None:
        return None
    return Reading(kind_of(best), best, end=end) if isinstance(best, Partial) else replace(best, end=end)


def kind_of(partial: Partial) -> str:
    """``offset``, ``absolute``, ``relative``, ``bare_year`` or ``yearless``."""
    if partial.base is not None:
        return "offset"
    if partial.grain == "year" and partial.year and not partial.part:
        return "bare_year"
    if partial.year or partial.decade:
        return "absolute"
    return "relative" if partial.shift is not None or partial.near else "yearless"
