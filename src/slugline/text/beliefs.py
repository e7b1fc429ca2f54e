"""What the trained eye believes of the slots of an article: what each is the value of, and of whom it is said.

    Sight, slots, names -> Beliefs

Beliefs are chances, no claims: the kinds turn them into candidates, and the ranker weighs those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from slugline.learned.eye import Sight
from slugline.model import Entity

LEAST = 0.05  # chances below it are left out
FIELD = 6  # the likeliest subjects that are kept


@dataclass(frozen=True, slots=True)
class Belief:
    """Of one span: ``roles`` maps properties to chances; ``subjects`` are the likeliest, with their chances.

    ``labels`` maps the kinds of names to the chances that the span names one.
    """

    roles: Mapping[str, float]
    subjects: tuple[tuple[Entity, float], ...]
    labels: Mapping[str, float] = field(default_factory=dict)

    def subject(self, entity: Entity) -> float:
        """The chance that the value is said of ``entity``."""
        return next((chance for one, chance in self.subjects if one.name == entity.name), 0.0)


NO_BELIEF = Belief({}, ())


def beliefs(
    sight: Sight, values: Iterable[tuple[int, int]], names: Sequence[tuple[int, int, Entity]]
) -> dict[tuple[int, int], Belief]:
    """The beliefs of each span of ``values``; ``names`` are the places of all that can be a subject."""
    spans = sorted(set(values))
    if not spans:
        return {}
    chances = sight.roles(spans)
    wanted = np.flatnonzero(chances.max(1) >= LEAST).tolist()
    rows = {n: row for row, n in enumerate(wanted)}
    subjects = _Subjects(sight, [spans[n] for n in wanted], names)
    named = {(start, end) for start, end, _ in names}
    found: dict[tuple[int, int], Belief] = {}
    for n, span in enumerate(spans):
        if n not in rows and span not in named:
            continue
        roles = {
            role: chance
            for role, chance, likely in zip(
                sight.roles_named, chances[n].tolist(), (chances[n] >= LEAST).tolist(), strict=True
            )
            if likely
        }
        found[span] = Belief(roles, subjects.of(rows[n]) if n in rows else (), sight.labels(*span))
    return found


class Speaking:
    """Of whom the words of any span are said, by what the eye saw; asked span by span, each looked up once."""

    def __init__(self, sight: Sight, names: Sequence[tuple[int, int, Entity]]) -> None:
        self._sight, self._names = sight, names
        self._known: dict[tuple[int, int], tuple[tuple[Entity, float], ...]] = {}

    def of(self, span: tuple[int, int]) -> tuple[tuple[Entity, float], ...]:
        """The likeliest subjects of what stands at ``span``, with their chances."""
        if span not in self._known:
            self._known[span] = _Subjects(self._sight, [span], self._names).of(0)
        return self._known[span]


class _Subjects:
    """The chances of what stands at ``names`` to be what each of ``values`` is said of."""

    def __init__(
        self, sight: Sight, values: Sequence[tuple[int, int]], names: Sequence[tuple[int, int, Entity]]
    ) -> None:
        self._values = values
        self._entities: dict[str, Entity] = {}  # the first of each name
        for _, _, entity in names:
            self._entities.setdefault(entity.name, entity)
        order = {name: n for n, name in enumerate(self._entities)}
        self._owners = np.array([order[entity.name] for _, _, entity in names], dtype=np.int64)
        self._own: dict[tuple[int, int], int] = {}
        for start, end, entity in names:
            self._own.setdefault((start, end), order[entity.name])
        scores = sight.subjects(values, [(start, end) for start, end, _ in names]) if values and names else None
        self._chances = None if scores is None else np.exp(scores - scores.max(1, keepdims=True))

    def of(self, row: int) -> tuple[tuple[Entity, float], ...]:
        """The likeliest entities of a value; what its own span names is left out."""
        if self._chances is None:
            return ()
        tally: list[float] = np.bincount(self._owners, self._chances[row], len(self._entities)).tolist()
        own = self._own.get(self._values[row])
        chances = [(name, tally[n]) for n, name in enumerate(self._entities) if n != own]
        total = sum(chance for _, chance in chances)
        best = sorted(chances, key=lambda item: (-item[1], item[0]))[:FIELD]
        return tuple((self._entities[name], chance / total) for name, chance in best if total)
