"""How the facts of an article bear one another out: the second look of the ranker.

    facts of one article, the chance of each by itself -> features of each by the others

A fact among facts of the same title is likelier so than one that stands apart; of two titles of which one value is
said, mostly one is meant; a span that is surely the value of one property is hardly that of another.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from slugline.claims.findings import Finding
from slugline.contract import value_to_json
from slugline.text.names import fold

K = TypeVar("K", bound=Hashable)

NEAR = 1e-3  # chances are kept so far from nought and one


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact as its neighbours see it, with the places of all that say it."""

    property: str
    subject: str
    value: str
    targets: frozenset[tuple[int, int]]
    lines: frozenset[int]
    parts: frozenset[int]


def stated(findings: Sequence[Finding]) -> Stated:
    """The fact that ``findings``, at least one, say."""
    claim = findings[0].claim
    return Stated(
        claim.property,
        fold(claim.subject.name),
        json.dumps(value_to_json(claim.value), sort_keys=True),
        frozenset(one.target for one in findings),
        frozenset(one.line.place for one in findings),
        frozenset(one.line.part.start for one in findings),
    )


def company(facts: Sequence[Stated], chances: Sequence[float]) -> list[dict[str, float]]:
    """The features of each fact of an article by the others, which are so with ``chances``, 0 to 1."""
    kept = [min(max(chance, NEAR), 1 - NEAR) for chance in chances]
    around = _Around(facts, kept)
    return [around.features(n) for n in range(len(facts))]


class _Around:
    """The facts of an article by what they share."""

    def __init__(self, facts: Sequence[Stated], chances: Sequence[float]) -> None:
        self.facts, self.chances = facts, chances
        self.by_target = _index((n, one.targets) for n, one in enumerate(facts))
        self.by_line = _index((n, one.lines) for n, one in enumerate(facts))
        self.by_part = _index((n, one.parts) for n, one in enumerate(facts))
        self.by_value = _index((n, [(one.property, one.value)]) for n, one in enumerate(facts))
        self.by_slot = _index((n, [(one.property, one.subject)]) for n, one in enumerate(facts))
        self.masses: dict[str, float] = defaultdict(float)
        for one, chance in zip(facts, chances, strict=True):
            self.masses[one.subject] += chance

    @cached_property
    def lines(self) -> dict[int, int]:
        """The lines that bear facts, each with its number among them."""
        return {line: n for n, line in enumerate(sorted(self.by_line))}

    @cached_property
    def ordered(self) -> list[int]:
        """The same lines in order."""
        return list(self.lines)

    def features(self, n: int) -> dict[str, float]:
        """The features of the fact numbered ``n``."""
        fact, own = self.facts[n], self.chances[n]
        sharing = self._among(self.by_target, fact.targets) - {n}
        rivals = {m for m in sharing if self.facts[m].property == fact.property and self._other(m, fact)}
        valued = {m for m in self.by_value[fact.property, fact.value] if self._other(m, fact)} - rivals
        line = self._among(self.by_line, fact.lines) - {n}
        part = self._among(self.by_part, fact.parts) - line - {n}
        clash = self._best(m for m in self.by_slot[fact.property, fact.subject] if self.facts[m].value != fact.value)
        best = self._best(rivals)
        found = {
            "alone": _log_odds(own),
            "rivals": float(bool(rivals)),
            "best rival": _log_odds(best) if rivals else 0.0,
            "margin": _log_odds(own) - _log_odds(best) if rivals else 0.0,
            "above rivals": float(bool(rivals) and own > best),
            "same value elsewhere": self._best(valued),
            "other property": self._best(m for m in sharing if self.facts[m].property != fact.property),
            "alone in line": float(not line),
            "conflict": clash,
            f"conflict {fact.property}": clash,
            "share of subject": self.masses[fact.subject] / sum(self.masses.values()),
            "others of subject": math.log1p(max(0.0, self.masses[fact.subject] - own)),
        }
        place = self.lines[min(fact.lines)]
        near = {
            "line": line - rivals,
            "part": part - rivals,
            "line before": self._of_line(place - 1) - {n},
            "line after": self._of_line(place + 1) - {n},
        }
        for where, others in near.items():
            found[f"{where}, same"] = self._mass(m for m in others if not self._other(m, fact))
            found[f"{where}, other"] = self._mass(m for m in others if self._other(m, fact))
        return {f"company: {name}": value for name, value in found.items()}

    def _other(self, n: int, fact: Stated) -> bool:
        return self.facts[n].subject != fact.subject

    def _of_line(self, number: int) -> set[int]:
        return self.by_line[self.ordered[number]] if 0 <= number < len(self.ordered) else set()

    @staticmethod
    def _among(index: Mapping[K, set[int]], keys: Iterable[K]) -> set[int]:
        return {m for key in keys for m in index[key]}

    def _best(self, numbers: Iterable[int]) -> float:
        return max((self.chances[m] for m in numbers), default=0.0)

    def _mass(self, numbers: Iterable[int]) -> float:
        return math.log1p(sum(self.chances[m] for m in sorted(numbers)))


def _index(rows: Iterable[tuple[int, Iterable[K]]]) -> dict[K, set[int]]:
    found: dict[K, set[int]] = defaultdict(set)
    for n, keys in rows:
        for key in keys:
            found[key].add(n)
    return found


def _log_odds(chance: float) -> float:
    return math.log(chance / (1 - chance)) if chance else math.log(NEAR)
