"""What the trained eye takes for a title, its edges put right where the words themselves show that they are wrong.

The eye labels word by word: a title loses its last word behind "of", or swallows a bar, a bracket or a service's name.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import cache

from slugline.learned.eye import SeenName
from slugline.text.cues import gazetteer
from slugline.text.lexicon import either, lexicon, word_set
from slugline.text.titles import inside_person

TITLES = ("title", "franchise")
# Where a cell of a table or a line ends.
_BOUND = re.compile(r"\s*[|\t\n]")
_OPEN_BRACKET = re.compile(r"\s?\([^)]*$")
# A common noun and "of" before words that begin a title of their own: "Production of A Salt Road".
_HEAD = re.compile(r"[A-Z][a-z]+ of (?=(?:A|An|The) [A-Z])")
_CAPITAL = re.compile(r"(?<!\w)[A-ZÀ-Þ0-9]")
_CAPITAL_BEFORE = re.compile(r"(?<!\w)[A-ZÀ-Þ][\w’'-]* $")
SHORTEST = 4  # letters of a title by which others are put right
_LOOSE = re.compile(r"[\s,;:(–—-]+$")
_NEXT_WORD = re.compile(r" [\w’'-]+")
_SERVICE = re.compile(r" (?:for|on|at) ([A-Z][\w+& ]*)$")
_NUMBER = re.compile(r" \d{1,2}(?![\w.,:]*\d|\w|%| [a-z])")


def mended(text: str, one: SeenName, known: Collection[str] = ()) -> SeenName | None:
    """The name as it stands in ``text``; None where it is a rating, or a nickname in a person's name.

    ``known`` are titles that the text sets apart somewhere: a name that is one of them with words before it, or a piece
    of one where that stands in full, is that title.
    """
    if one.label not in TITLES:
        return one
    one = _as_known(text, _capital(text, one), known)
    words = text[one.start : one.end]
    rating = words.split(maxsplit=1)[0].lower() in word_set("titles", "never_first") and len(words.split()) < 3
    code = words.split(maxsplit=1)[0].rstrip(".")
    before = text[max(0, one.start - 24) : one.start].split()
    rating |= len(code) < 3 and bool(before) and before[-1].lower() in word_set("titles", "never_first")
    if rating or inside_person(text, one.start, one.end):
        return None
    head = _HEAD.match(words)
    start = one.start + (head.end() if head else 0)
    end = _end(text, start, one.end)
    return replace(one, start=start, end=end) if end > start else None


def _capital(text: str, one: SeenName) -> SeenName:
    """The name from its first capital or figure on, or from the word before it where a small word joins the two."""
    words = text[one.start : one.end]
    first = _CAPITAL.search(words)
    if not first or not first.start() or words[0] in "\"'“‘":
        return one
    before = _CAPITAL_BEFORE.search(text, max(0, one.start - 24), one.start)
    joins = words.split(maxsplit=1)[0] in word_set("names", "connectors")
    if joins and before and before[0].strip().lower() not in word_set("names", "not_names"):
        return replace(one, start=before.start())
    return replace(one, start=one.start + first.start())


def _as_known(text: str, one: SeenName, known: Collection[str]) -> SeenName:
    words = text[one.start : one.end]
    if words in known:
        return one
    for name in sorted(known, key=lambda name: (-len(name), name)):
        if len(name) < SHORTEST:
            continue
        if words.endswith(f" {name}") and " " in name:
            return replace(one, start=one.end - len(name))
        at = one.start - name.find(words)
        if words in name and at >= 0 and text.startswith(name, at) and not text[at + len(name) :][:1].isalnum():
            return replace(one, start=at, end=at + len(name))
    return one


def _end(text: str, start: int, end: int) -> int:
    """Where the title that begins at ``start`` ends, which the eye saw end at ``end``."""
    bound = _BOUND.search(text, start, end)
    if bound:
        return bound.start()
    for ending in (_OPEN_BRACKET, _LOOSE):
        if loose := ending.search(text[start:end]):
            end = start + loose.start()
    words = text[start:end]
    service = _SERVICE.search(words)
    if service and gazetteer().get(service[1]) in ("platform", "network", "organization"):
        return start + service.start()
    if " " in words and _goes_on().search(words):
        following = _NEXT_WORD.match(text, end)
        return following.end() if following else end
    if cut := _cut().search(words):
        return start + cut.start()
    number = _NUMBER.match(text, end)
    return number.end() if number else end


@cache
def _goes_on() -> re.Pattern[str]:
    """A small word that a title never ends with, and that its next word follows."""
    return re.compile(rf" {either(lexicon('titles')['never_last'])}$")


@cache
def _cut() -> re.Pattern[str]:
    """A small word that belongs to the sentence, not to the title before it."""
    return re.compile(rf" {either(lexicon('titles')['after_last'])}$")
