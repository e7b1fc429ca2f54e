"""How sure each claim of an article is: weighed by itself, then once more among the others.

    facts of an article -> features -> chances -> features of their company -> confidence, a calibrated chance

The ranker is two logistic regressions, fitted by ``training/ranker.py`` on articles that neither the rules' writers nor
the eye had seen; its weights are a table beside the eye's.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from slugline.claims.company import company, stated
from slugline.claims.findings import Finding
from slugline.claims.weighing import features
from slugline.errors import ModelError


@dataclass(frozen=True, slots=True)
class Ranker:
    """``alone`` are the weights of a fact's own features, ``among`` of those and of its company's.

    What has no weight counts nothing. ``moved`` is the share that was right of the days that a rule reads as moved from
    another day.
    """

    alone: Mapping[str, float]
    among: Mapping[str, float] = field(default_factory=dict)
    moved: float = 0.0

    def confidences(self, facts: Sequence[Sequence[Finding]]) -> list[float]:
        """For the facts of one article, each by its findings, the chance that the article says it, 0 to 1."""
        own = [features(findings) for findings in facts]
        chances = [chance_by(self.alone, one) for one in own]
        others = company([stated(findings) for findings in facts], chances)
        return [
            self.moved if any(one.moves for one in findings) else chance_by(self.among, {**mine, **theirs})
            for findings, mine, theirs in zip(facts, own, others, strict=True)
        ]


def chance_by(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    """The chance that the weights of a logistic regression give features by name."""
    total = sum(weights.get(feature, 0.0) * value for feature, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def ranker() -> Ranker:
    """The ranker that Slugline ships."""
    path = resources.files("slugline.learned.weights") / "ranker.json"
    try:
        return ranker_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(str(error), where=str(path), allowed="alone, among and moved") from error


def ranker_of(table: Mapping[str, Any]) -> Ranker:
    """The ranker of a table as ``training/ranker.py`` writes it; a `KeyError` where something is missing."""
    return Ranker(table["alone"], table["among"], table["moved"])
