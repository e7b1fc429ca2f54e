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
from collections.abc import Callable, Sequence
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
from slugline.claims.extract import grouped, look
from slugline.claims.weighing import features, is_move
from slugline.contract import claim_to_json
from slugline.pages import Page, pages_of

OUT = ROOT / "src/slugline/learned/weights/ranker.json"
HELD_OUT = ROOT / "benchmarks/folds.json"
FOLDS = 8
STRENGTHS = (0.02, 0.05, 0.1, 0.2)
MOVED = "moved"  # no feature: a fact that is believed without being weighed
EVEN = 0.002  # of loss: of strengths closer than this the freest is taken
RARE = 3  # a feature that fewer facts bear is left out

Row = tuple[str, dict[str, float], bool]
Fitted = dict[str, dict[str, float] | float]


def rows(folder: Path) -> list[Row]:
    """The facts found in a folder of the corpus: article, features, whether it is right."""
    found: list[Row] = []
    for page in pages_of([str(path) for path in sorted(folder.glob("*.md"))]):
        if not isinstance(page, Page):
            raise SystemExit(str(page))
        article = article_of(page)
        with (folder / f"{Path(article.file).stem}.claims.jsonl").open(encoding="utf-8") as stream:
            gold = lines_of(stream)
        for group in grouped(look(article)):
            said = claim_to_json(group[0].claim)
            agreeing = [line for line in gold if same_core(line, said)]
            if agreeing and all(line.get("optional") for line in agreeing):
                continue
            found.append((name_of(article), features(group) | {MOVED: float(any(map(is_move, group)))}, bool(agreeing)))
    return found


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--out", type=Path, default=OUT)
    ask.add_argument("--folds", type=Path, default=HELD_OUT)
    given = ask.parse_args()
    table = [row for folder in folders("dev") for row in rows(folder)]
    names = sorted({name for name, _, _ in table})
    print(f"{len(table)} facts, {sum(right for _, _, right in table)} right, in {len(names)} articles")
    strength = strongest(table)
    given.out.write_text(f"{json.dumps(fitted(table, strength, tell=print), indent=1, sort_keys=True)}\n", "utf-8")
    folds = dict(zip(names, _folds(names).tolist(), strict=True))
    held_out = [fitted([row for row in table if folds[row[0]] != fold], strength) for fold in range(FOLDS)]
    text = json.dumps({"articles": folds, "rankers": held_out}, sort_keys=True, separators=(",", ":"))
    given.folds.write_text(f"{text}\n", encoding="utf-8")


def strongest(table: Sequence[Row]) -> float:
    """The strength of the regression that is best on articles held out in turn."""
    x, y, folds, _ = _arrays(table)
    losses = {}
    for strength in STRENGTHS:
        chances = _held_out(x, y, folds, strength)
        losses[strength] = -np.mean(np.where(y, np.log(chances + 1e-9), np.log(1 - chances + 1e-9)))
        print(f"C {strength}: log loss {losses[strength]:.4f}")
    return max(strength for strength, loss in losses.items() if loss < min(losses.values()) + EVEN)


def fitted(table: Sequence[Row], strength: float, tell: Callable[[str], object] = lambda _: None) -> Fitted:
    """A ranker's table: the weights by name, the share of days moved that is right."""
    x, y, folds, names = _arrays(table)
    calibration(_held_out(x, y, folds, strength), y, tell)
    moves = [right for _, found, right in table if found[MOVED]]
    tell(f"{len(moves)} days moved from another day, {sum(moves)} right")
    named = zip(names, _model(strength).fit(x, y).coef_[0], strict=True)
    return {
        "weights": {name: round(float(weight), 4) for name, weight in named},
        "moved": round((sum(moves) + 2) / (len(moves) + 3), 3),  # as if two of three more were right
    }


def _arrays(table: Sequence[Row]) -> tuple[Any, np.ndarray, np.ndarray, list[str]]:
    """Features that some facts share, what is right, folds, the features' names."""
    counts = Counter(name for _, found, _ in table for name, value in found.items() if value)
    kept = [{n: v for n, v in found.items() if counts[n] >= RARE and n != MOVED} for _, found, _ in table]
    vectors = DictVectorizer()
    x = vectors.fit_transform(kept)
    return x, np.array([right for _, _, right in table]), _folds([name for name, _, _ in table]), vectors.feature_names_


def _held_out(x: Any, y: np.ndarray, folds: np.ndarray, strength: float) -> np.ndarray:
    """The chance of each fact by a model that has seen no article of its fold."""
    chances = np.zeros(len(y))
    for fold in set(folds.tolist()):
        out = folds == fold
        chances[out] = _model(strength).fit(x[~out], y[~out]).predict_proba(x[out])[:, 1]
    return chances


def _model(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, fit_intercept=False, max_iter=2000)


def _folds(names: Sequence[str]) -> np.ndarray:
    """The fold of each name; the articles are shuffled, then dealt out."""
    every = sorted(set(names))
    random.Random(5).shuffle(every)
    fold = {name: n % FOLDS for n, name in enumerate(every)}
    return np.array([fold[name] for name in names])


def calibration(chances: np.ndarray, right: np.ndarray, tell: Callable[[str], object]) -> None:
    """Tells, for each tenth of confidence, how many facts were right."""
    for tenth in range(10):
        inside = np.minimum((chances * 10).astype(int), 9) == tenth
        if inside.any():
            figures = f"said {chances[inside].mean():.3f}, right {right[inside].mean():.3f}"
            tell(f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}: {inside.sum():5} facts, {figures}")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        said = chances >= least
        kept = (right & said).sum() / right.sum()
        tell(f"from {least}: precision {right[said].mean():.3f}, share of right facts kept {kept:.3f}")


if __name__ == "__main__":
    main()
