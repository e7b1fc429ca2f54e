"""Whose voice an article is: one publisher is one voice, and so are copies of one text.

Copies are found by the four-word runs that two articles have in common, in their texts where the record holds
both, else in their quotes. The runs are kept as MinHash signatures (by rensa), so that no text need be read again
to compare two articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import eq

import rensa

from slugline.model import Claim
from slugline.record.names import fold_person, plain
from slugline.record.policy import Policy

_RUN = 4  # words in a run
_FEWEST = 8  # runs under which an article is too short to be called a copy
_HASHES = 128  # numbers in a signature: the shared part is estimated to within some 0.04
_SEED = 20240607
_NUMBER = 4  # bytes of a number in a signature


@dataclass(frozen=True, slots=True)
class Signature:
    """The runs of a text: how many there are, and their MinHash (``_HASHES`` unsigned numbers of four bytes)."""

    runs: int
    digest: bytes

    def overlap(self, other: Signature) -> float:
        """The share of the shorter text's runs that the other has too, estimated; 0 where either is too short."""
        smaller = min(self.runs, other.runs)
        if smaller < _FEWEST:
            return 0.0
        alike: float = sum(map(eq, memoryview(self.digest).cast("I"), memoryview(other.digest).cast("I"))) / _HASHES
        shared = alike * (self.runs + other.runs) / (1 + alike)
        return min(1.0, shared / smaller)


@dataclass(frozen=True, slots=True)
class Print:
    """What tells one article's voice from another's; ``text`` is None where the record holds no text of it."""

    publisher: str
    day: date
    text: Signature | None
    quotes: Signature


class Voices:
    """The independence of articles, by their keys."""

    def __init__(self, prints: Mapping[str, Print], policy: Policy) -> None:
        self._prints = prints
        self._overlap = policy.corroboration["copy_overlap"]
        self._days = policy.corroboration["copy_days"]
        self._known: dict[tuple[str, str], bool] = {}

    def one(self, a: str, b: str) -> bool:
        """Whether two articles are one voice."""
        if a == b:
            return True
        pair = (min(a, b), max(a, b))
        if pair not in self._known:
            mine, theirs = self._prints.get(a), self._prints.get(b)
            self._known[pair] = mine is not None and theirs is not None and self._alike(mine, theirs)
        return self._known[pair]

    def count(self, articles: Iterable[str]) -> int:
        """How many independent voices there are among the articles."""
        keys = set(articles)
        known = sorted((self._prints[key].day, key) for key in keys if key in self._prints)
        voice = {key: self._prints[key].publisher or f" {key}" for _, key in known}  # what is one voice bears one mark
        start = 0
        for place, (day, key) in enumerate(known):
            while (day - known[start][0]).days > self._days:
                start += 1
            for _, other in known[start:place]:
                if voice[other] != voice[key] and self.one(other, key):
                    old, new = voice[key], voice[other]
                    voice = {one: new if mark == old else mark for one, mark in voice.items()}
        return len(set(voice.values())) + len(keys) - len(known)

    def _alike(self, mine: Print, theirs: Print) -> bool:
        if mine.publisher and mine.publisher == theirs.publisher:
            return True
        if abs((mine.day - theirs.day).days) > self._days:
            return False
        if mine.text and theirs.text:
            return mine.text.overlap(theirs.text) >= self._overlap
        return mine.quotes.overlap(theirs.quotes) >= self._overlap


def signature(texts: Iterable[str]) -> Signature:
    """The signature of some texts; runs do not reach from one text into the next."""
    found: set[str] = set()
    for text in texts:
        words = plain(text).split()
        found.update(map(" ".join, zip(*(words[n:] for n in range(_RUN)), strict=False)))
    sketch = rensa.RMinHash(_HASHES, _SEED)
    sketch.update(sorted(found))
    return Signature(len(found), b"".join(number.to_bytes(_NUMBER, "little") for number in sketch.digest()))


def print_of(claims: Sequence[Claim], text: str = "") -> Print:
    """The print of the article that ``claims`` come from."""
    return Print(
        fold_person(claims[0].source.publisher),
        claims[0].said_on,
        signature([text]) if text else None,
        signature(claim.evidence.quote for claim in claims),
    )


def article_key(claim: Claim) -> str:
    """The article that a claim comes from: its url, else its file, else its id."""
    return claim.source.url or claim.source.file or claim.evidence.article


def by_article(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Claims grouped by their article."""
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        grouped[article_key(claim)].append(claim)
    return grouped
