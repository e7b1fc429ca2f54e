"""Which work each mention of a title means where one article speaks of several of one name.

    mentions -> the year and the kind that the words beside each tell -> works

"The comedy series *Salt*", "the 1998 film *Salt*" and "*Salt* (2026)" are three works. A mention that tells neither
year nor kind means the work of its name that was spoken of last.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from slugline.model import Entity, Mention
from slugline.text.lexicon import either, lexicon

_MARKS = r"[\"'“”‘’*_]{0,3}"
_SINCE = r"(?:1[89]\d\d|20\d\d)"
# A year in brackets behind a title, closing marks between them.
_YEAR_BEHIND = re.compile(rf"{_MARKS},? ?\(({_SINCE})\)")
# "the 1998 film *Salt*", "her 1998 *Salt*"; "in 1998 film critics" has no determiner.
_YEAR_BEFORE = re.compile(
    rf"\b(?:the|a|an|his|her|its|their|this|that|\w+['’]s) ({_SINCE}) (?:[a-z-]+ ){{0,3}}{_MARKS}$"
)
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Works:
    """The works that an article names: ``at`` by the span of a mention, ``named`` those of one name in their order.

    ``sources`` are the spans of those that are named only as what another was made from, or is not.
    """

    at: Mapping[tuple[int, int], Entity] = field(default_factory=lambda: MappingProxyType({}))
    named: Mapping[str, tuple[Entity, ...]] = field(default_factory=lambda: MappingProxyType({}))

    sources: frozenset[tuple[int, int]] = frozenset()

    def several(self, name: str) -> bool:
        """Whether the article speaks of more than one work of a name."""
        return len(self.named.get(name, ())) > 1


@dataclass(slots=True)
class _Sign:
    """What the words beside a mention tell: its year (0: none), its kind (empty: none), whether it is a source."""

    span: tuple[int, int]
    year: int
    kind: str
    source: bool


def works(text: str, mentions: Sequence[Mention], types: Mapping[str, str]) -> Works:
    """The works among the titles of an article; ``types`` gives the type of each name as a whole."""
    signs: dict[str, list[_Sign]] = defaultdict(list)
    for one in mentions:
        if one.label == "title":
            signs[one.name].append(_sign(text, one))
    apart = bool(_apart().search(text))
    at: dict[tuple[int, int], Entity] = {}
    named: dict[str, tuple[Entity, ...]] = {}
    for name, ones in signs.items():
        found = _told_apart(name, ones, types.get(name, "film"), apart)
        at |= found
        named[name] = tuple(dict.fromkeys(found[one.span] for one in ones))
    return Works(at, named, frozenset(one.span for ones in signs.values() for one in ones if one.source))


def _sign(text: str, one: Mention) -> _Sign:
    low, high = one.evidence.start, one.evidence.end
    left = re.split(r"[\n.;]", text[max(0, low - _NEAR) : low])[-1]
    right = text[high : high + _NEAR]
    behind = _YEAR_BEHIND.match(right)
    before = _YEAR_BEFORE.search(left)
    year = int((behind or before or [0, 0])[1])
    kind = ""
    for name in ("film", "series"):
        if _kind_before(name).search(left) or _kind_behind(name).match(right):
            kind = name
    return _Sign((low, high), year, kind, bool(_source().search(left)))


def _told_apart(name: str, signs: Sequence[_Sign], whole: str, apart: bool) -> dict[tuple[int, int], Entity]:
    """The work of each mention of one name; one for all where nothing tells two."""
    years = {one.year for one in signs if one.year}
    kinds: dict[int, Counter[str]] = {year: Counter() for year in (*years, 0)}
    for one in signs:
        kinds[one.year][one.kind] += bool(one.kind)
    of_year = {year: kinds[year].most_common(1)[0][0] if kinds[year].total() else "" for year in sorted(years)}
    loose = {one.kind for one in signs if one.kind and not one.year}
    clash = {kind for kind in loose if years and all(own and own != kind for own in of_year.values())}
    clash |= loose if years and apart and not loose & set(of_year.values()) else set()
    several = len(years) > 1 or bool(clash) or (bool(years) and any(one.source and one.year for one in signs))
    if not several:
        entity = Entity(whole, name, next(iter(years), 0))
        return dict.fromkeys((one.span for one in signs), entity)
    other = {"film": "series", "series": "film"}
    fallback = other[next(iter(clash))] if len(clash) == 1 else whole
    found: dict[tuple[int, int], Entity] = {}
    first = next((one for one in signs if not one.year), None)
    now = Entity(first.kind or whole, name) if first is not None else None
    for one in signs:
        work = now or Entity(whole, name)
        if one.year:
            work = Entity(of_year[one.year] or fallback, name, one.year)
        elif one.kind:
            fits = [year for year, kind in of_year.items() if kind == one.kind]
            work = Entity(one.kind, name, fits[0] if len(fits) == 1 and not one.source else 0)
        found[one.span] = work
        now = now if one.source else work
    return found


@cache
def _kind_before(kind: str) -> re.Pattern[str]:
    """A noun that tells the kind, left of a title: "the comedy series", "a thriller called"."""
    return re.compile(
        rf"(?<![\w-]){either(_nouns(kind))},?(?: called| titled| named| entitled)? {_MARKS}$", re.IGNORECASE
    )


@cache
def _kind_behind(kind: str) -> re.Pattern[str]:
    """The same right of it: ", the comedy series", " (2026), a thriller"."""
    return re.compile(
        rf"{_MARKS}(?: \({_SINCE}\))?, (?:the|a|an|its) (?:[\w-]+ ){{0,3}}?{either(_nouns(kind))}(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _nouns(kind: str) -> tuple[str, ...]:
    return tuple(noun for noun in lexicon("titles")[kind] if noun != "saga")


@cache
def _apart() -> re.Pattern[str]:
    """Words that say that two works bear one name: "of the same name"."""
    return re.compile(rf"(?<![\w-]){either(lexicon('focus')['namesakes'])}(?![\w-])", re.IGNORECASE)


@cache
def _source() -> re.Pattern[str]:
    """Words before a title that another of its name was made from: "a remake of"."""
    return re.compile(rf"(?<![\w-]){either(lexicon('focus')['sources'])} (?:[\w’'-]+ ){{0,5}}?{_MARKS}$", re.IGNORECASE)
