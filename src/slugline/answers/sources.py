"""What a guide stands on: every article that was read for it, with how much each gave and how much of that holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from slugline.record import Said, Title, View


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One article. ``number`` counts the articles by their days, the oldest first, and so stays while none is added
    in between; ``claims`` is how many claims on the title it gave, ``holding`` how many of them stand."""

    key: str
    number: int
    title: str
    publisher: str
    author: str
    url: str
    day: date
    claims: int
    holding: int


def sources(view: View, title: Title) -> list[SourceRow]:
    """The articles that say anything of a title, newest first.

    A claim holds where it says what stands, that something is not known yet, or what is denied still.
    """
    said: dict[str, set[str]] = defaultdict(set)
    plainly: set[str] = set()
    holding: dict[bool, set[str]] = {True: set(), False: set()}
    first: dict[str, Said] = {}
    for name in view.properties(title.key):
        for one in view.said(title.key, name):
            said[one.article].add(one.id)
            first.setdefault(one.article, one)
            if _own(one):
                plainly.add(one.id)
        for one in _standing(view, title.key, name):
            holding[_own(one)].add(one.id)
    held = holding[True] | (holding[False] - plainly)
    ordered = sorted(first.values(), key=lambda one: (one.day, one.article))
    rows = [
        SourceRow(
            one.article,
            number,
            one.claim.source.title,
            one.claim.source.publisher,
            one.claim.source.author,
            one.claim.source.url,
            one.day,
            len(said[one.article]),
            len(held & said[one.article]),
        )
        for number, one in enumerate(ordered, 1)
    ]
    return rows[::-1]


def _own(one: Said) -> bool:
    """Whether the article said so itself; else it follows from what it said (of a date, where to watch)."""
    return one.origin is None or one.origin.property == one.claim.property


def _standing(view: View, key: str, name: str) -> Iterable[Said]:
    for slot in view.position(key, name):
        for stand in (*slot.answers, *slot.gaps):
            yield from stand.said
        yield from slot.denials


def article_of(citation: Mapping[str, object]) -> str:
    """The key of the article that a citation is from."""
    return str(citation.get("url") or citation.get("file") or "")
