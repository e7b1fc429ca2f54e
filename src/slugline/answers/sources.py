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
    holding: dict[str, set[str]] = defaultdict(set)
    first: dict[str, Said] = {}
    for name in view.properties(title.key):
        for one in view.said(title.key, name):
            said[one.article].add(one.id)
            first.setdefault(one.article, one)
        for one in _standing(view, title.key, name):
            holding[one.article].add(one.id)
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
            len(holding[one.article] & said[one.article]),
        )
        for number, one in enumerate(ordered, 1)
    ]
    return rows[::-1]


def _standing(view: View, key: str, name: str) -> Iterable[Said]:
    for slot in view.position(key, name):
        for stand in (*slot.answers, *slot.gaps):
            yield from stand.said
        yield from slot.denials


def article_of(citation: Mapping[str, object]) -> str:
    """The key of the article that a citation is from."""
    return str(citation.get("url") or citation.get("file") or "")
