"""Whose voice an article is: one publisher is one voice, and so are copies of one text.

Copies are found by the four-word runs that two articles have in common, in their texts where
the record holds them, else in their quotes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from slugline.model import Claim
from slugline.record.names import fold, fold_person
from slugline.record.policy import Policy

_RUN = 4  # words in a run
_FEWEST = 8  # runs under which an article is too short to be called a copy


class Voices:
    """The independence of articles, by their keys."""

    def __init__(self, claims: Mapping[str, Sequence[Claim]], texts: Mapping[str, str], policy: Policy) -> None:
        self._publisher = {key: fold_person(said[0].source.publisher) for key, said in claims.items()}
        self._day = {key: said[0].said_on for key, said in claims.items()}
        self._quotes = {key: _runs(claim.evidence.quote for claim in said) for key, said in claims.items()}
        self._texts = {key: _runs([texts[key]]) for key in claims if texts.get(key)}
        self._overlap = policy.corroboration["copy_overlap"]
        self._days = policy.corroboration["copy_days"]
        self._known: dict[tuple[str, str], bool] = {}

    def one(self, a: str, b: str) -> bool:
        """Whether two articles are one voice."""
        if a == b:
            return True
        pair = (min(a, b), max(a, b))
        if pair not in self._known:
            publisher = self._publisher.get(a, "")
            same = bool(publisher) and publisher == self._publisher.get(b, "")
            self._known[pair] = same or self._copies(a, b)
        return self._known[pair]

    def count(self, articles: Iterable[str]) -> int:
        """How many independent voices there are among the articles."""
        left, voices = sorted(set(articles)), 0
        while left:
            voices += 1
            reached = [left.pop()]
            while reached:
                here = reached.pop()
                joined = [key for key in left if self.one(here, key)]
                left = [key for key in left if key not in joined]
                reached += joined
        return voices

    def _copies(self, a: str, b: str) -> bool:
        if abs((self._day.get(a, date.min) - self._day.get(b, date.min)).days) > self._days:
            return False
        whole = a in self._texts and b in self._texts
        runs = self._texts if whole else self._quotes
        one, other = runs.get(a, frozenset()), runs.get(b, frozenset())
        smaller = min(len(one), len(other))
        return smaller >= _FEWEST and len(one & other) / smaller >= self._overlap


def _runs(texts: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for text in texts:
        words = fold(text).split()
        found.update(" ".join(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1))
    return frozenset(found)


def article_key(claim: Claim) -> str:
    """The article that a claim comes from: its url, else its file, else its id."""
    return claim.source.url or claim.source.file or claim.evidence.article


def by_article(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Claims grouped by their article."""
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        grouped[article_key(claim)].append(claim)
    return grouped
