"""Inputs made from others: in a reader's own tokens, and by repetition, which finds time that grows with a square."""

from __future__ import annotations

import random
from collections.abc import Sequence

_BY_BYTES = 0.4


def mutated(content: bytes, tokens: Sequence[bytes], seed: int) -> bytes | None:
    """``content`` changed as ``seed`` says; None where its single bytes are to be changed instead."""
    dice = random.Random(seed)  # noqa: S311
    if dice.random() < _BY_BYTES:
        return None
    at, end = sorted(dice.randrange(len(content) + 1) for _ in range(2))
    head, tail = content[:at], content[at:]
    match dice.randrange(5):
        case 0:
            return head + dice.choice(tokens) + tail
        case 1:
            return head + dice.choice(tokens) * dice.choice((2, 10, 100, 3_000)) + tail
        case 2:
            return head + content[at : min(end, at + 200)] * dice.choice((2, 10, 300)) + content[end:]
        case 3:
            return head + content[end:]
        case _:
            return head + (dice.choice(tokens) + dice.choice(tokens)) * dice.choice((1, 50, 1_000)) + tail
