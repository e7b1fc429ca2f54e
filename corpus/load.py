"""Reads the corpus: articles with their claims and mentions. Standard library only.

    from load import articles
    for one in articles("train"): one.text[c["evidence"]["start"]:c["evidence"]["end"]]

Splits: ``train`` to learn from, ``dev`` to choose by, ``test`` (locked) to report with.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
SETS = {
    "train": ("first/train", "second/train", "third/train"),
    "dev": ("first/dev", "second/dev", "third/dev", "fourth/dev"),
    "test": ("second/test",),
}
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article: ``text`` is what follows the front matter; all offsets count its characters.

    ``claims`` are lines of the claim contract, with ``optional``, ``aliases`` and ``value_aliases``; ``mentions``
    have ``start``, ``end``, ``text``, ``label``, ``entity``, ``form`` (name or reference) and ``name``.
    """

    path: Path
    front: dict[str, str]
    text: str
    claims: tuple[dict[str, Any], ...]
    mentions: tuple[dict[str, Any], ...]


def articles(split: str) -> Iterator[Annotated]:
    """The articles of a split, in the order of their names."""
    for folder in folders(split):
        for path in sorted(folder.glob("*.md")):
            yield read(path)


def folders(split: str) -> list[Path]:
    """The folders of a split. An unknown split is a ValueError."""
    if split not in SETS:
        raise ValueError(f"{split!r} is no split (allowed: {', '.join(SETS)})")
    return [ROOT / name for name in SETS[split]]


def read(path: Path) -> Annotated:
    """One article with its two layers, NAME.claims.jsonl and NAME.mentions.jsonl beside NAME.md."""
    page = path.read_text(encoding="utf-8")
    front = _FRONT.match(page)
    if front is None:
        raise ValueError(f"{path}: no front matter")
    pairs = (line.split(": ", 1) for line in front[1].splitlines() if ": " in line)
    return Annotated(
        path,
        {key: value.strip().strip('"') for key, value in pairs},
        page[front.end() :],
        _rows(path.with_suffix(".claims.jsonl")),
        _rows(path.with_suffix(".mentions.jsonl")),
    )


def _rows(path: Path) -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
