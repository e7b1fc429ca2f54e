"""Cue words: rows of TOML, read once, found in a sentence's words.

A row is ``{ literal, category, direction, scope, target }``:

    literal    words in small letters, contractions parted ("is n't"); "a|b" for either of two words,
               "..." for up to four words; "{date}", "{person}", "{work}", "{name}" and "{any}" for slots
    category   a key of CATEGORIES
    direction  where the cue's reach lies: forward, backward, both, or inside (its own slots)
    scope      how far: clause, subject (of the clause, or what a relative clause hangs on),
               slot (the nearest names or dates), sentence, or a number of words
    target     optional: the cue speaks only of dates, or only of names
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from slugline.errors import WordsError

if TYPE_CHECKING:
    from slugline.claims.context.clauses import Word

CATEGORIES = {
    "denied": "what it reaches is not so, or no longer so",
    "left": "who it reaches has gone; a denial before it undoes it",
    "rumoured": "what it reaches is not confirmed",
    "expected": "what it reaches is somebody's judgement or hope",
    "void": "what it reaches is not asserted",
    "terminator": "no cue reaches past it",
    "pseudo": "the words mean nothing of what a part of them would",
}
DIRECTIONS = ("forward", "backward", "both", "inside")
SCOPES = ("clause", "subject", "slot", "sentence")
TARGETS = ("any", "date", "name")
_KEYS = ("literal", "category", "direction", "scope", "target")
_GAP = 4
_SLOTS = {"{date}": "D", "{work}": "TXF", "{person}": "PNY", "{name}": "PNTFOSCGAHXY", "{any}": "PNTFOSCGAHXYDQRM"}
_PRONOUNS = {"X": frozenset({"it"}), "Y": frozenset({"he", "she", "him", "her"})}
_FILES = ("denied", "hedges", "scope")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row; ``elements`` is its literal taken apart, ``reach`` the words of a numbered scope (else 0).

    ``second`` are the plain words that may follow the first; empty where a slot, a pronoun or a gap may.
    """

    literal: str
    category: str
    direction: str
    scope: str
    target: str
    elements: tuple[frozenset[str], ...]
    reach: int
    second: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A cue at the words ``[first, last)`` of a sentence; ``slots`` are the words that its slots took."""

    cue: Cue
    first: int
    last: int
    slots: tuple[int, ...]


def _plain_second(literal: str) -> frozenset[str]:
    words = frozenset(literal.split(" ")[1].split("|")) if " " in literal else frozenset()
    loose = words & {"...", *_SLOTS} or any(pronouns & words for pronouns in _PRONOUNS.values())
    return frozenset() if loose else words


@cache
def load_cues(path: str) -> tuple[Cue, ...]:
    """The rows of one file. A row with an unknown key, or a value that is not allowed, is a `WordsError`."""
    data = _toml(Path(path))
    for key in data:
        if key != "cues":
            raise WordsError(f"table {key!r} is unknown", where=path, allowed="cues")
    rows = data.get("cues")
    if not isinstance(rows, list):
        raise WordsError("cues is not a list of rows", where=path, allowed="cues = [{ literal = …, … }]")
    return tuple(_cue(row, f"{path}: row {n}") for n, row in enumerate(rows, 1))


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WordsError(str(error), where=str(path), allowed="TOML in UTF-8") from error


def _cue(row: object, where: str) -> Cue:
    if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
        raise WordsError("is not a row of texts", where=where, allowed=", ".join(_KEYS))
    for key in row:
        if key not in _KEYS:
            raise WordsError(f"key {key!r} is unknown", where=where, allowed=", ".join(_KEYS))
    for key in _KEYS[:2]:
        if not row.get(key, "").strip():
            raise WordsError(f"{key} is missing", where=where, allowed=", ".join(_KEYS))
    scope = row.get("scope", "clause")
    values = {
        "category": (row["category"], tuple(CATEGORIES)),
        "direction": (row.get("direction", "both"), DIRECTIONS),
        "scope": ("clause" if scope.isdecimal() else scope, SCOPES),
        "target": (row.get("target", "any"), TARGETS),
    }
    for key, (value, allowed) in values.items():
        if value not in allowed:
            more = ", or a number of words" if key == "scope" else ""
            raise WordsError(f"{key} {value!r} is unknown", where=where, allowed=", ".join(allowed) + more)
    literal = row["literal"]
    if literal != literal.lower() or literal.split(" ")[0] == "...":
        raise WordsError(f"literal {literal!r} cannot be found", where=where, allowed="small letters; no gap first")
    return Cue(
        literal,
        row["category"],
        values["direction"][0],
        values["scope"][0],
        values["target"][0],
        tuple(
            frozenset(_SLOTS.get(element, "")) if element in _SLOTS else frozenset(element.split("|"))
            for element in literal.split(" ")
        ),
        int(scope) if scope.isdecimal() else 0,
        _plain_second(literal),
    )


@cache
def _index() -> Mapping[str, tuple[tuple[Cue, tuple[bool, ...]], ...]]:
    """Every cue under each word that may open it; with it, which of its elements are slots."""
    here = Path(__file__).parent / "en"
    index: dict[str, list[tuple[Cue, tuple[bool, ...]]]] = {}
    for name in _FILES:
        for cue in load_cues(str(here / f"{name}.toml")):
            slots = tuple(element in _SLOTS for element in cue.literal.split(" "))
            for word in cue.elements[0]:
                index.setdefault(f"‹{word}›" if slots[0] else word, []).append((cue, slots))
    return MappingProxyType({key: tuple(rows) for key, rows in index.items()})


def opens_cue(word: str) -> bool:
    """Whether a cue may begin with the word."""
    return word in _index()


def find_cues(words: Sequence[Word]) -> tuple[Found, ...]:
    """The cues of a sentence. One that lies within a longer one is part of that, and does not count."""
    index = _index()
    found: list[Found] = []
    for n, word in enumerate(words):
        rows = index.get(word.text, ())
        for pronoun in _PRONOUNS.get(word.slot, ()):
            rows += index.get(pronoun, ())
        following = words[n + 1].text if n + 1 < len(words) else ""
        for cue, slots in rows:
            if len(slots) > 1 and cue.second and following not in cue.second:
                continue
            hit = _match(cue, slots, words, n)
            if hit:
                found.append(hit)
    kept = [one for one in found if not any(_covers(other, one) for other in found)]
    return tuple(one for one in kept if one.cue.category != "pseudo")


def _covers(longer: Found, one: Found) -> bool:
    if longer is one or not (longer.first <= one.first and one.last <= longer.last):
        return False
    if longer.last - longer.first == one.last - one.first:
        return longer.cue.category == "pseudo" and one.cue.category != "pseudo"
    return longer.cue.category == "pseudo" or longer.cue.direction != "inside"


def _match(cue: Cue, slots: tuple[bool, ...], words: Sequence[Word], at: int) -> Found | None:
    taken: list[int] = []

    def run(element: int, place: int) -> int:
        if element == len(cue.elements):
            return place
        if "..." in cue.elements[element]:
            for skip in range(_GAP + 1):
                if place + skip >= len(words) or (skip and words[place + skip - 1].text in ",;.:?!"):
                    return 0
                end = run(element + 1, place + skip)
                if end:
                    return end
            return 0
        if place >= len(words):
            return 0
        word = words[place]
        if slots[element]:
            if not word.slot or word.slot not in cue.elements[element]:
                return 0
            taken.append(place)
            end = run(element + 1, place + 1)
            if not end:
                taken.pop()
            return end
        if word.text in cue.elements[element] or (
            word.slot in _PRONOUNS and _PRONOUNS[word.slot] & cue.elements[element]
        ):
            return run(element + 1, place + 1)
        return 0

    end = run(0, at)
    return Found(cue, at, end, tuple(taken)) if end else None


@cache
def _lists(name: str) -> Mapping[str, frozenset[str]]:
    path = Path(__file__).parent / "en" / f"{name}.toml"
    data = _toml(path)
    for key, item in data.items():
        if not isinstance(item, list) or not all(isinstance(text, str) and text for text in item):
            raise WordsError(f"{key} is not a list of texts", where=str(path), allowed='["…", "…"]')
    return MappingProxyType({key: frozenset(item) for key, item in data.items() if isinstance(item, list)})


@cache
def word_list(name: str, key: str) -> frozenset[str]:
    """One list of ``en/<name>.toml``; an unknown key is a `WordsError` that lists the known ones."""
    lists = _lists(name)
    if key not in lists:
        raise WordsError(f"list {key!r} is unknown", where=f"{name}.toml", allowed=", ".join(sorted(lists)))
    return lists[key]
