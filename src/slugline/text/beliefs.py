"""What the trained eye believes of the slots of an article: what each is the value of, and of whom it is said.

    Sight, slots, names -> Beliefs

Beliefs are chances, no claims: the kinds turn them into candidates, and the ranker weighs those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from slugline.learned.eye import Sight
from slugline.learned.pairs import CLAUSE, REFERS
from slugline.learned.standing import Name
from slugline.model import Entity

LEAST = 0.05  # chances below it are left out
FIELD = 6  # the likeliest subjects that are kept

Subjects = tuple[tuple[Entity, float], ...]


@dataclass(frozen=True, slots=True)
class Belief:
    """Of one span: ``roles`` maps properties to chances; ``subjects`` maps them to those of whom it likely is said.

    ``labels`` maps the kinds of names to the chances that the span names one.
    """

    roles: Mapping[str, float]
    subjects: Mapping[str, Subjects]
    labels: Mapping[str, float] = field(default_factory=dict)


NO_BELIEF = Belief({}, {})


def chance_of(entity: Entity, subjects: Subjects) -> float:
    """The chance of ``entity`` among ``subjects``."""
    return next((chance for one, chance in subjects if one.name == entity.name), 0.0)


def beliefs(
    sight: Sight, values: Iterable[tuple[int, int]], names: Sequence[tuple[int, int, Entity]]
) -> dict[tuple[int, int], Belief]:
    """The beliefs of each span of ``values``; ``names`` are the places of all that can be a subject."""
    spans = sorted(set(values))
    if not spans:
        return {}
    chances = sight.roles(spans)
    wanted = [(int(n), int(role)) for n, role in np.argwhere(chances >= LEAST)]
    roles = sight.roles_named
    asked = [(*spans[n], roles[role]) for n, role in wanted]
    subjects = _Subjects(sight, asked, names)
    named = {(start, end) for start, end, _ in names}
    played: dict[int, dict[str, float]] = {}
    said_of: dict[int, dict[str, Subjects]] = {}
    for row, (n, role) in enumerate(wanted):
        played.setdefault(n, {})[roles[role]] = float(chances[n, role])
        said_of.setdefault(n, {})[roles[role]] = subjects.of(row)
    return {
        span: Belief(played.get(n, {}), said_of.get(n, {}), sight.labels(*span))
        for n, span in enumerate(spans)
        if n in played or span in named
    }


class Speaking:
    """Of whom the words of any span are said, by what the eye saw; asked span by span, each looked up once."""

    def __init__(self, sight: Sight, names: Sequence[tuple[int, int, Entity]]) -> None:
        self._sight, self._names = sight, names
        self._known: dict[tuple[int, int, str], Subjects] = {}

    def of(self, span: tuple[int, int], relation: str) -> Subjects:
        """The likeliest subjects of what stands at ``span``; a relation that the eye has not learned is CLAUSE."""
        asked = (*span, relation if relation in self._sight.roles_named or relation == REFERS else CLAUSE)
        if asked not in self._known:
            self._known[asked] = _Subjects(self._sight, [asked], self._names).of(0)
        return self._known[asked]

    def meant(self, span: tuple[int, int], *, person: bool) -> Subjects:
        """The likeliest people, or else titles, that words which refer back mean; their chances sum to 1 at most."""
        fit = [(one, chance) for one, chance in self.of(span, REFERS) if (one.type == "person") == person]
        total = sum(chance for _, chance in fit)
        return tuple((one, chance / total) for one, chance in fit if total)


class _Subjects:
    """The chances of what stands at ``names`` to be what each of ``values`` is said of."""

    def __init__(
        self, sight: Sight, values: Sequence[tuple[int, int, str]], names: Sequence[tuple[int, int, Entity]]
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
        places = [Name(start, end, entity.name, entity.type != "person") for start, end, entity in names]
        scores = sight.subjects(values, places) if values and names else None
        self._chances = None if scores is None else np.exp(scores - scores.max(1, keepdims=True))

    def of(self, row: int) -> Subjects:
        """The likeliest entities of a value; what its own span names is left out."""
        if self._chances is None:
            return ()
        tally: list[float] = np.bincount(self._owners, self._chances[row], len(self._entities)).tolist()
        start, end, _ = self._values[row]
        own = self._own.get((start, end))
        chances = [(name, tally[n]) for n, name in enumerate(self._entities) if n != own]
        total = sum(chance for _, chance in chances)
        best = sorted(chances, key=lambda item: (-item[1], item[0]))[:FIELD]
        return tuple((self._entities[name], chance / total) for name, chance in best if total)
