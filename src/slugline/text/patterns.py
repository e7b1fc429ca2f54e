"""Patterns over shapes: words, slots and gaps, one element after another.

    {who:person}      a slot, kept under a name; slot classes are in CLASSES
    {whos:people}     one or more, joined by commas and "and"
    {who:person?}     may be missing
    <play>            one of a list of words: the kind's own first, then the shared grammar
    <adverb?> <aux*>  may be missing; any number
    ...               up to forty characters of plain words
    anything else     a regular expression over the shape, words in small letters

Elements are joined by single blanks (a blank inside brackets stays as it is); one that begins
with a punctuation mark joins without.
Letters match whatever their case; a word list matches whole words only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from slugline.errors import WordsError
from slugline.model import Entity
from slugline.text.lexicon import lexicon
from slugline.text.shape import CLOSE, OPEN, Slot
from slugline.text.triggers import demands

if TYPE_CHECKING:
    from slugline.text.reading import Line

CLASSES = {
    "person": "PNY", "named_person": "PN", "title": "TXF", "named_title": "TN", "work": "TXNF", "org": "OCSN",
    "service": "SCON", "channel": "CSON", "place": "GN", "award": "AN", "character": "HNPTF", "franchise": "FNTPGOH",
    "date": "D", "money": "M", "count": "Q", "ordinal": "R", "any": "PNTFOSCGAHXY",
}  # fmt: skip
LISTS = {"people": "PN", "titles": "TN", "places": "GN", "orgs": "OCSN", "characters": "HNP"}
GAP = r"(?:[^‹›.;:\"()]{0,40}? )?"
_JOIN = r"(?:, and |, & | and | & |, | or | with | / )"
_APPOSITION = r"(?: \([^()]{1,60}\))?(?:, [^;:.\"]{1,90}?,)?"
_ELEMENT = re.compile(r"\{(\w+):(\w+)(~?)(\??)\}|<(\w+)([?*]?)>")
_SLOT = re.compile(rf"{OPEN}([A-Z])(\d+){CLOSE}")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern stands in a line."""

    line: Line
    found: re.Match[str]

    def slot(self, name: str) -> Slot | None:
        """The slot kept under ``name``; None where it is missing."""
        text = self.found.groupdict().get(name)
        return self.line.slots[int(text[1:])] if text else None

    def entity(self, name: str) -> Entity | None:
        """The entity of the slot kept under ``name``; None where it is missing or refers to nothing known."""
        slot = self.slot(name)
        return slot.entity if slot else None

    def slots(self, name: str) -> list[Slot]:
        """The slots of a list kept under ``name``."""
        text = self.found.groupdict().get(name) or ""
        return [self.line.slots[int(number)] for _, number in _SLOT.findall(text)]

    def text(self, name: str) -> str:
        """The shape's own text under ``name``."""
        return self.found.groupdict().get(name) or ""

    @property
    def start(self) -> int:
        """Where the match begins in the shape."""
        return self.found.start()

    @property
    def end(self) -> int:
        """Where the match ends in the shape."""
        return self.found.end()


class Pattern:
    """A template; `find` gives its matches in a line. It is compiled when a line first calls for it.

    ``source`` gives the regular expression; ``demands`` are sets of words and placeholders of each
    of which a line must hold one: most lines are passed over without a look.
    """

    __slots__ = ("_regex", "_source", "demands", "template")

    def __init__(self, template: str, source: Callable[[], str], demands: Sequence[frozenset[str]] = ()) -> None:
        self.template, self.demands, self._source = template, tuple(demands), source
        self._regex: re.Pattern[str] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        """The regular expression over shapes."""
        if self._regex is None:
            self._regex = re.compile(self._source(), re.IGNORECASE)
        return self._regex

    def wanted(self, line: Line) -> bool:
        """Whether the line holds what every match must; where it does not, `find` finds nothing."""
        words = line.shape.words
        return not any(one.isdisjoint(words) for one in self.demands)

    def find(self, line: Line) -> Iterator[Match]:
        """Its matches in the line, from the left, without overlaps."""
        words = line.shape.words
        for one in self.demands:
            if one.isdisjoint(words):
                return
        for found in self.regex.finditer(line.shape.text):
            yield Match(line, found)


def pattern(template: str, words: Mapping[str, tuple[str, ...]] | None = None) -> Pattern:
    """The pattern that ``template`` writes; ``words`` are the kind's own lists.

    An unknown list or class is a `WordsError`.
    """
    lists = words or {}
    for hit in _ELEMENT.finditer(template):
        if hit[5]:
            _list(hit[5], lists)
        else:
            _letters(hit[1], hit[2])
    return Pattern(
        template,
        lambda: _joined(template, lists),
        demands(template, lambda key: lists.get(key) or lexicon("grammar").get(key), {**CLASSES, **LISTS}),
    )


def _joined(template: str, words: Mapping[str, tuple[str, ...]]) -> str:
    elements = [_compile(element, words) for element in _split(template)]
    joined = ""
    for n, (regex, optional) in enumerate(elements):
        last = n == len(elements) - 1
        if last and optional in ("?", "*") and joined.endswith(" "):
            return f"{joined[:-1]}(?: {regex}){optional}"  # what may be missing takes its blank along
        blank = (
            ""
            if last or elements[n + 1][0][:1] in ",;:)" or elements[n + 1][0].startswith(("(?:,", r"\.", "(?:'", "'"))
            else " "
        )
        if optional == "*":
            joined += f"(?:{regex}{blank})*"
        elif optional == "?":
            joined += f"(?:{regex}{blank})?"
        elif optional == "gap":
            joined += regex
        else:
            joined += regex + blank
    return joined


def _split(template: str) -> list[str]:
    """The elements of a template: its blanks part them, but for those inside brackets."""
    elements, depth, element = [], 0, ""
    for sign in template:
        depth += (sign in "([") - (sign in ")]")
        if sign == " " and depth == 0:
            elements.append(element)
            element = ""
        else:
            element += sign
    return [*elements, element]


def _compile(element: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    if element == "...":
        return GAP, "gap"
    whole = _ELEMENT.fullmatch(element)
    if whole and whole[5]:
        return _words(whole[5], words), whole[6]
    if whole:
        return _slot(whole[1], whole[2], whole[3]), whole[4]
    return _ELEMENT.sub(lambda hit: _words(hit[5], words) if hit[5] else _slot(hit[1], hit[2], hit[3]), element), ""


def _slot(name: str, kind: str, apposition: str) -> str:
    tail = _APPOSITION if apposition else ""
    letters = _letters(name, kind)
    if kind in LISTS:
        one = rf"{OPEN}[{letters}]\d+{CLOSE}"
        return rf"(?P<{name}>{one}(?:{_JOIN}{one})*){tail}"
    return rf"{OPEN}(?P<{name}>[{letters}]\d+){CLOSE}{tail}"


def _letters(name: str, kind: str) -> str:
    letters = LISTS.get(kind) or CLASSES.get(kind)
    if letters is None:
        raise WordsError(f"slot class {kind!r} is unknown", where=name, allowed=", ".join([*CLASSES, *LISTS]))
    return letters


def _words(key: str, words: Mapping[str, tuple[str, ...]]) -> str:
    return _alternatives(_list(key, words))


def _list(key: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found = words.get(key) or lexicon("grammar").get(key)
    if not found:
        raise WordsError(
            f"word list {key!r} is unknown", where="pattern", allowed=", ".join([*words, *lexicon("grammar")])
        )
    return tuple(found)


@cache
def _alternatives(phrases: tuple[str, ...]) -> str:
    joined = tuple(phrase for phrase in phrases if phrase[0] in "'-")
    body = rf"(?<![\w'-])(?:{any_phrase(tuple(phrase for phrase in phrases if phrase not in joined))})"
    return (f"(?:{body}|{any_phrase(joined)})" if joined else body) + r"(?![\w-])"


@cache
def any_phrase(phrases: tuple[str, ...]) -> str:
    """Alternatives that match any of ``phrases``, the longest of several; words that open several stand once."""
    tails: dict[str, list[str]] = {}
    for phrase in dict.fromkeys(phrases):
        head, _, tail = phrase.partition(" ")
        tails.setdefault(head, []).append(tail)
    found = []
    for head in sorted(tails, key=len, reverse=True):
        behind = any_phrase(tuple(tail for tail in tails[head] if tail))
        if "|" in behind:
            behind = f"(?:{behind})"
        if behind:
            behind = f"(?: {behind})?" if "" in tails[head] else f" {behind}"
        found.append(re.escape(head) + behind)
    return "|".join(found)
