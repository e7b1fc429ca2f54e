"""Fits the ranker on the corpus's dev articles, which neither the eye nor most rules have learned from.

    python training/ranker.py

Each fact that rules or eye find in an article is one row, right where a gold claim agrees with its core. Facts that
agree with optional gold lines are left out. Prints the calibration on articles held out in turn. Beside what ships it
writes, for the quality gate, the ranker of each fold, which has seen no article of that fold.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "corpus")]
from folds import name_of
from load import folders
from score import lines_of, same_core
from slugline.articles import article_of
from slugline.claims.company import Stated, company, stated
from slugline.claims.extract import grouped, look
from slugline.claims.ranker import chance_by
from slugline.claims.weighing import features
from slugline.contract import claim_to_json
from slugline.pages import Page, pages_of

OUT = ROOT / "src/slugline/learned/weights/ranker.json"
HELD_OUT = ROOT / "benchmarks/folds.json"
FOLDS = 8
STRENGTH = 0.1  # of both regressions: held out by folds, 0.05 and 0.2 lose as much
RARE = 3  # a feature that fewer facts bear is left out

Fitted = dict[str, dict[str, float] | float]


@dataclass(frozen=True, slots=True)
class Row:
    """A fact found in an article. ``right`` is None of a fact that agrees with optional gold lines alone."""

    article: str
    features: dict[str, float]
    stated: Stated
    moves: bool
    right: bool | None


def rows(folder: Path) -> list[Row]:
    """The facts found in a folder of the corpus."""
    found: list[Row] = []
    for page in pages_of([str(path) for path in sorted(folder.glob("*.md"))]):
        if not isinstance(page, Page):
            raise SystemExit(str(page))
        article = article_of(page)
        with (folder / f"{Path(article.file).stem}.claims.jsonl").open(encoding="utf-8") as stream:
            gold = lines_of(stream)
        for fact in grouped(look(article)):
            said = claim_to_json(fact[0].claim)
            agreeing = [line for line in gold if same_core(line, said)]
            right = None if agreeing and all(line.get("optional") for line in agreeing) else bool(agreeing)
            moves = any(one.moves for one in fact)
            found.append(Row(name_of(article), features(fact), stated(fact), moves, right))
    return found


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--out", type=Path, default=OUT)
    ask.add_argument("--folds", type=Path, default=HELD_OUT)
    given = ask.parse_args()
    table = [row for folder in folders("dev") for row in rows(folder)]
    names = sorted({row.article for row in table})
    judged = [row.right for row in table if row.right is not None]
    print(f"{len(judged)} facts, {sum(judged)} right, in {len(names)} articles")
    given.out.write_text(f"{json.dumps(fitted(table), indent=1, sort_keys=True)}\n", encoding="utf-8")
    folds = dict(zip(names, _folds(names).tolist(), strict=True))
    rankers = [fitted([row for row in table if folds[row.article] != fold]) for fold in range(FOLDS)]
    text = json.dumps({"articles": folds, "rankers": rankers}, sort_keys=True, separators=(",", ":"))
    given.folds.write_text(f"{text}\n", encoding="utf-8")
    own = [chance_by(rankers[folds[row.article]]["alone"], row.features) for row in table]
    both = zip(table, _companies(table, own), strict=True)
    chances = [chance_by(rankers[folds[row.article]]["among"], {**row.features, **among}) for row, among in both]
    kept = [n for n, row in enumerate(table) if row.right is not None]
    calibration(np.array([chances[n] for n in kept]), np.array([table[n].right for n in kept]))


def fitted(table: Sequence[Row]) -> Fitted:
    """A ranker's table: the weights of both looks by name, the share of days moved that is right.

    The second look learns from what the first says of articles that it has not seen, as it will be read.
    """
    own = [row.features for row in table]
    chances = _held_out(table, own)
    both = [{**mine, **theirs} for mine, theirs in zip(own, _companies(table, chances), strict=True)]
    moves = [row.right for row in table if row.moves and row.right is not None]
    return {
        "alone": _weights(table, own),
        "among": _weights(table, both),
        "moved": round((sum(moves) + 2) / (len(moves) + 3), 3),  # as if two of three more were right
    }


def _companies(table: Sequence[Row], chances: Sequence[float]) -> list[dict[str, float]]:
    found: list[dict[str, float]] = []
    for _, group in groupby(zip(table, chances, strict=True), key=lambda one: one[0].article):
        members = list(group)
        found += company([row.stated for row, _ in members], [chance for _, chance in members])
    return found


def _held_out(table: Sequence[Row], found: Sequence[Mapping[str, float]]) -> list[float]:
    """The chance of each fact by weights that were fitted on the articles of other folds."""
    folds = _folds([row.article for row in table])
    weights = {}
    for fold in set(folds.tolist()):
        kept = [n for n, own in enumerate(folds) if own != fold]
        weights[fold] = _weights([table[n] for n in kept], [found[n] for n in kept])
    return [chance_by(weights[fold], one) for fold, one in zip(folds.tolist(), found, strict=True)]


def _weights(table: Sequence[Row], found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The weights of the features that more than a few facts bear."""
    judged = [(one, row.right) for row, one in zip(table, found, strict=True) if row.right is not None]
    counts = Counter(name for one, _ in judged for name, value in one.items() if value)
    vectors = DictVectorizer()
    x: Any = vectors.fit_transform([{n: v for n, v in one.items() if counts[n] >= RARE} for one, _ in judged])
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=3000)
    model.fit(x, np.array([right for _, right in judged]))
    return {name: round(float(w), 4) for name, w in zip(vectors.feature_names_, model.coef_[0], strict=True)}


def _folds(names: Sequence[str]) -> np.ndarray:
    """The fold of each name; the articles are shuffled, then dealt out."""
    every = sorted(set(names))
    random.Random(5).shuffle(every)
    fold = {name: n % FOLDS for n, name in enumerate(every)}
    return np.array([fold[name] for name in names])


def calibration(chances: np.ndarray, right: np.ndarray) -> None:
    """Prints, for each tenth of confidence, how many facts were right."""
    for tenth in range(10):
        inside = np.minimum((chances * 10).astype(int), 9) == tenth
        if inside.any():
            figures = f"said {chances[inside].mean():.3f}, right {right[inside].mean():.3f}"
            print(f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}: {inside.sum():5} facts, {figures}")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        said = chances >= least
        kept = (right & said).sum() / right.sum()
        print(f"from {least}: precision {right[said].mean():.3f}, share of right facts kept {kept:.3f}")


if __name__ == "__main__":
    main()
