"""What a process does that answers for long."""

from __future__ import annotations

import gc

_YOUNG, _MIDDLE, _OLD = 50_000, 20, 1000  # objects, and collections of the younger, between two looks of the collector


def settle_memory() -> None:
    """What is loaded by now stays, and the collector looks seldom: an answer makes many objects and no cycles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
