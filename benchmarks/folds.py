"""What ships, but for its ranker: each dev article is judged by one that was fitted on the articles of other folds.

``folds.json``, written by ``training/ranker.py``, holds each article's fold and each fold's ranker.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from slugline.claims.extract import look, weighed
from slugline.claims.ranker import Ranker, ranker_of
from slugline.model import Article, Claim

FOLDS = Path(__file__).parent / "folds.json"


def name_of(article: Article) -> str:
    """An article's name in ``folds.json``: its set and its own, without the split."""
    path = Path(article.file)
    return f"{path.parent.parent.name}/{path.stem}"


def held_out(article: Article) -> tuple[Claim, ...]:
    """The claims of a dev article by a ranker that has not seen it. Of any other article a `KeyError`."""
    folds, rankers = _folds()
    return weighed(look(article), judge=rankers[folds[name_of(article)]])


@cache
def _folds() -> tuple[dict[str, int], list[Ranker]]:
    table = json.loads(FOLDS.read_text(encoding="utf-8"))
    return table["articles"], [ranker_of(one) for one in table["rankers"]]
