"""Every reader of bytes keeps its promise: on what fuzzing found before, and on a few fresh mutations each time alike.

`fuzz/run.py` looks for more, guided by coverage, for as long as it is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fuzz.mutating import mutated
from fuzz.targets import TARGETS, Target

from slugline.model import Article
from slugline.surfaces.inputs import Reading

FINDS = Path(__file__).parents[1] / "fuzz" / "finds"
MUTATIONS = {"text": 4}
SECONDS = 1.2  # of the processor: those that were slow took longer
BY_NAME = {target.name: target for target in TARGETS}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_seeds_and_what_is_made_of_them_are_read_or_refused(target: Target) -> None:
    seeds = target.seeds()
    assert seeds
    for seed in seeds:
        target.check(seed[: target.longest])
    for number in range(MUTATIONS.get(target.name, 25)):
        content = seeds[number % len(seeds)]
        for step in range(3):
            content = (mutated(content, target.tokens, number * 3 + step) or content)[: target.longest]
        target.check(content)


@pytest.mark.parametrize("find", sorted(FINDS.glob("*/*")), ids=lambda find: f"{find.parent.name}/{find.name}")
def test_what_was_found_stays_mended(find: Path) -> None:
    check, content = BY_NAME[find.parent.name].check, find.read_bytes()
    check(b"")  # what is loaded at first use is loaded
    assert min(_seconds(check, content) for _ in range(2)) < SECONDS


def _seconds(check: Callable[[bytes], None], content: bytes) -> float:
    began = time.process_time()
    check(content)
    return time.process_time() - began


def test_a_broken_promise_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Article:
        raise KeyError("a library's own")

    monkeypatch.setattr("fuzz.targets.article_of", broken)
    with pytest.raises(KeyError):
        BY_NAME["html"].check(b"<p>Salt</p>")
    fault = Reading("a.claims.jsonl", faults=("a.claims.jsonl: internal fault",), internal=True)
    monkeypatch.setattr("fuzz.targets.read_claims", lambda _: fault)
    with pytest.raises(AssertionError, match="internal fault"):
        BY_NAME["claims"].check(b"{}")
