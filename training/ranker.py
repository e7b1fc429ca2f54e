"""Fits the ranker on the corpus's dev articles, which neither the eye nor most rules have learned from.

    python training/ranker.py

Each fact that rules or eye find in an article is one row, right where a gold claim agrees with its core. Facts that
agree with optional gold lines are left out. Prints the calibration on articles held out in turn.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "corpus")]
from load import folders
from score import lines_of, same_core
from slugline.articles import article_of
from slugline.claims.extract import LEAST, grouped, look
from slugline.claims.kinds import KINDS
from slugline.claims.weighing import features, is_move
from slugline.contract import claim_to_json
from slugline.pages import Page, pages_of

OUT = ROOT / "src/slugline/learned/weights/ranker.json"
FOLDS = 8
PROPERTIES = tuple(KINDS)
STRENGTHS = (0.02, 0.05, 0.1, 0.2, 0.5)
MOVED = "moved"  # no feature: a fact that is believed without being weighed
ALIKE = 0.01  # of F1: closer than this the two ways are alike, and weighing says more than a share does
EVEN = 0.002  # of loss: of strengths closer than this the freest is taken
RARE = 3  # a feature that fewer facts bear is left out

Row = tuple[str, dict[str, float], bool]


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
            found.append((article.file, features(group) | {MOVED: float(any(map(is_move, group)))}, bool(agreeing)))
    return found


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--out", type=Path, default=OUT)
    given = ask.parse_args()
    table = [row for folder in folders("dev") for row in rows(folder)]
    names = {name for name, _, _ in table}
    print(f"{len(table)} facts, {sum(right for _, _, right in table)} right, in {len(names)} articles")
    moves = [right for _, found, right in table if found.pop(MOVED)]
    print(f"{len(moves)} days moved from another day, {sum(moves)} right")
    weights, by_rules, at_least = fit(table)
    moved = round((sum(moves) + 2) / (len(moves) + 3), 3)  # as if two of three more were right
    text = json.dumps(
        {"weights": weights, "by_rules": by_rules, "at_least": at_least, "moved": moved}, indent=1, sort_keys=True
    )
    given.out.write_text(f"{text}\n", encoding="utf-8")


def fit(table: Sequence[Row]) -> tuple[dict[str, float], ...]:
    """The weights by name, then what `by_property` finds; prints what held-out articles show."""
    counts = Counter(name for _, found, _ in table for name, value in found.items() if value)
    kept = [{name: value for name, value in found.items() if counts[name] >= RARE} for _, found, _ in table]
    vectors = DictVectorizer()
    x: Any = vectors.fit_transform(kept)
    y = np.array([right for _, _, right in table])
    folds = _folds([name for name, _, _ in table])
    scored = []
    for strength in STRENGTHS:
        chances = np.zeros(len(y))
        for fold in range(FOLDS):
            out = folds == fold
            chances[out] = _model(strength).fit(x[~out], y[~out]).predict_proba(x[out])[:, 1]
        loss = -np.mean(np.where(y, np.log(chances + 1e-9), np.log(1 - chances + 1e-9)))
        scored.append((loss, strength, chances))
        print(f"C {strength}: log loss {loss:.4f}")
    least = min(loss for loss, _, _ in scored)
    _, strength, chances = max((one for one in scored if one[0] < least + EVEN), key=lambda one: one[1])
    calibration(chances, y)
    model = _model(strength).fit(x, y)
    named = zip(vectors.feature_names_, model.coef_[0], strict=True)
    return {name: round(float(weight), 4) for name, weight in named}, *by_property(table, chances, y)


def by_property(
    table: Sequence[Row], chances: np.ndarray, right: np.ndarray
) -> tuple[dict[str, float], dict[str, float]]:
    """The properties that are the rules' alone, and those of which all that rules find is said, by held-out F1.

    The first with the share of what rules find that is right, the second with that share of what the weights doubt.
    """
    alone, at_least = {}, {}
    ruled = np.array([bool(features["ruled"]) for _, features, _ in table])
    for name in sorted(PROPERTIES):
        own = np.array([f"property {name}" in features for _, features, _ in table])
        if not own.any():
            continue
        likely = own & (chances >= LEAST)
        weighed, rules, either = (_f1(said, own & right) for said in (likely, own & ruled, likely | (own & ruled)))
        if rules > max(weighed, either) + ALIKE:
            alone[name] = _share(own & ruled, right)
            print(f"{name}: rules alone, said with {alone[name]}")
        elif either > weighed:
            at_least[name] = _share(own & ruled & ~likely, right)
            print(f"{name}: all that rules find, said with {at_least[name]} or more")
    return alone, at_least


def _share(said: np.ndarray, right: np.ndarray) -> float:
    share = ((said & right).sum() + 2) / (said.sum() + 3)  # as if two of three more were right
    return round(max(float(share), LEAST), 3)  # by F1 they are better given than left out


def _f1(said: np.ndarray, right: np.ndarray) -> float:
    return float(2 * (said & right).sum() / max(1, said.sum() + right.sum()))


def _model(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, fit_intercept=False, max_iter=2000)


def _folds(names: Sequence[str]) -> np.ndarray:
    dice = random.Random(5)
    fold: dict[str, int] = defaultdict(lambda: dice.randrange(FOLDS))
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
