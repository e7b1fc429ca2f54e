"""Certificate systems, read from ``certificates.toml``: which words are ratings, and whose."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from slugline.claims.figures.views import view
from slugline.errors import WordsError
from slugline.model import Entity
from slugline.text.reading import Line
from slugline.text.shape import Slot

_KEYS = {"country", "boards", "clear", "plain"}


@cache
def systems() -> tuple[dict[str, list[str] | str], ...]:
    """The systems, checked: an unknown key is a `WordsError`."""
    path = Path(__file__).parent / "certificates.toml"
    found: list[dict[str, list[str] | str]] = tomllib.loads(path.read_text(encoding="utf-8")).get("system", [])
    for one in found:
        if set(one) != _KEYS:
            raise WordsError(
                f"a system has the keys {', '.join(sorted(one))}", where=str(path), allowed=", ".join(sorted(_KEYS))
            )
    return tuple(found)


def _all(key: str) -> list[str]:
    return sorted({name for one in systems() for name in one[key]}, key=len, reverse=True)


@cache
def _ratings() -> re.Pattern[str]:
    clear = "|".join(re.escape(name) for name in _all("clear"))
    plain = "|".join(re.escape(name) for name in _all("plain"))
    return re.compile(
        rf"(?<![\w/+$£€.,:-])(?:(?P<clear>{clear})(?![\w+/]|-(?!rated))|(?P<plain>{plain}"
        r")(?![\w+/%°]|['’][a-z]|-(?!rated)|[.,:]\d))"
    )


@cache
def _boards() -> tuple[tuple[re.Pattern[str], str, frozenset[str]], ...]:
    return tuple(
        (
            re.compile("|".join(rf"\b{re.escape(name)}\b" for name in one["boards"])),
            str(one["country"]),
            frozenset([*one["clear"], *one["plain"]]),
        )
        for one in systems()
    )


def rated(line: Line) -> Line | None:
    """The line with its clear ratings as ‹A…› and words that may be ratings as ‹R…›; None where it has none."""
    text = line.reading.article.text
    slots = [
        Slot("award" if hit["clear"] else "ordinal", hit.start(), hit.end(), entity=Entity("text", hit[0]))
        for hit in _ratings().finditer(text, line.start, line.end)
        if not _inside(line, hit)
    ]
    if not slots:
        return None
    return view(line, slots, lambda slot: slot.label in ("ordinal", "award"))


def _inside(line: Line, hit: re.Match[str]) -> bool:
    """Whether the word is part of a longer name, date or sum."""
    for slot in line.slots:
        if slot.start < hit.end() and hit.start() < slot.end:
            longer = slot.start < hit.start() or hit.end() < slot.end
            if (
                slot.label in ("date", "money", "title_ref", "person_ref")
                or (longer and slot.label not in ("name", "platform", "count") and not hit["clear"])
                or (slot.label == "title" and longer)
            ):
                return True
    return False


def is_rating(text: str) -> bool:
    """Whether ``text`` is a rating and nothing else."""
    return bool(_ratings().fullmatch(text))


def country_of(text: str, rating: str) -> str:
    """The country whose board ``text`` names, where the rating is one of that board's; else empty."""
    for boards, country, ratings in _boards():
        if rating in ratings and boards.search(text):
            return country
    return ""
