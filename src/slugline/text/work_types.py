"""What each title of an article is: a film, a series or a special, as the words around its name and of it tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from slugline.model import Mention
from slugline.text.lexicon import either, lexicon

_SERIES_NEAR = 40
# A year and a dash in brackets behind a title: a series that ran.
_RAN = re.compile(r"[^\w(]{0,3}\((\d{4})\s?[–—-]")


class Types(dict[str, str]):
    """The type of each title by its name; ``vague`` are those whose type nothing tells."""

    vague: frozenset[str] = frozenset()


def title_types(text: str, mentions: Sequence[Mention]) -> Types:
    """``film``, ``series`` or ``special`` for each title's name: the words around it have a vote."""
    near = {kind: _near(kind) for kind in ("series", "film", "special")}
    votes: dict[str, Counter[str]] = {}
    for one in mentions:
        if one.label not in ("title", "franchise"):
            continue
        tally = votes.setdefault(one.name, Counter())
        low, high = one.evidence.start, one.evidence.end
        left = re.split(r"[.\n;]", text[max(0, low - _SERIES_NEAR) : low])[-1]
        right = re.split(r"[.\n;]| (?:of|from|to|like|than) ", text[high : high + _SERIES_NEAR + 20], maxsplit=1)[0]
        tally["series"] += 4 if _RAN.match(text, high, high + 20) else 0
        for words, weight in ((left, 3), (right, 2)):
            tally["special"] += 3 * len(near["special"].findall(words))
            tally["series"] += weight * len(near["series"].findall(words))
            tally["film"] += weight * len(near["film"].findall(words))
    kinds = ("film", "series", "special")
    types = Types({name: max(kinds, key=lambda kind: tally[kind]) for name, tally in votes.items()})
    types.vague = frozenset(name for name, tally in votes.items() if not any(tally.values()))
    return types


@cache
def _near(kind: str) -> re.Pattern[str]:
    """The words near a title that make it a film, a series or a special."""
    words = (*lexicon("titles")[kind], *lexicon("focus").get(f"near_{kind}", ()))
    return re.compile(rf"\b{either(words)}\b", re.IGNORECASE)


def settled(types: Types, main: str, text: str) -> Types:
    """The types with that of the main title told by what the article calls it, where no words beside its name tell."""
    if main not in types.vague:
        return types
    series, film = (len(_called(kind).findall(text)) for kind in ("series", "film"))
    if series == film:
        return types
    made = Types({**types, main: "series" if series > film else "film"})
    made.vague = types.vague - {main}
    return made


@cache
def _called(kind: str) -> re.Pattern[str]:
    """What an article calls its title: "the series", "the second season"; "the film"."""
    if kind == "film":
        return re.compile(rf"\b(?:the|this|its) (?:[a-z-]+ )?{either(lexicon('focus')['work_film'])}\b", re.IGNORECASE)
    shows = either(lexicon("titles")["series"])  # bare: "the larger series" may be one of films
    told = rf"(?:the|this|its) (?:[a-z]+-[a-z-]+ )?{shows}|(?:the|this|its|both|two|three) (?:[a-z-]+ ){{0,2}}?seasons?"
    return re.compile(rf"\b(?:{told})\b", re.IGNORECASE)
