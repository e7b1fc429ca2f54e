"""Tries one reader without guidance: `python fuzz/blind.py TARGET --seconds 600` (needs nothing but Slugline).

Inputs are made of seeds, of a corpus that `run.py` left and of each other, and of one to four tokens repeated to the
reader's bound, which finds time that grows with a square. Nothing is instrumented, so that there are ten times as many
inputs as guidance leaves, and times are those of use. An input that breaks a promise or takes over a second of
processor time, twice, is written to ``--finds``; the exit status is 1 then.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from hashlib import sha256
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]
from fuzz.mutating import mutated
from fuzz.replay import MEMORY_MB, SLOW_S
from fuzz.targets import TARGETS, Target

_REPEATED = 0.3  # share of inputs that are a unit repeated
_POOL = 2_000
_STEPS = 4
_HEADED = 0.5


def main() -> int:
    """Runs one target for a time; prints how many inputs it saw, the slowest of them, and what it found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=[target.name for target in TARGETS])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="a folder of further inputs to begin with")
    parser.add_argument("--finds", type=Path, default=Path("finds"))
    given = parser.parse_args()
    target = next(one for one in TARGETS if one.name == given.target)
    dice = random.Random(given.seed)  # noqa: S311
    pool = target.seeds()
    pool += [file.read_bytes() for file in sorted(given.corpus.iterdir())] if given.corpus else []
    target.check(b"")  # what is loaded at first use is loaded
    slowest, count, finds = 0.0, 0, 0
    until = time.monotonic() + given.seconds
    while time.monotonic() < until:
        content = _made(target, pool, dice)
        fault, taken = _tried(target, content)
        if not fault and taken > SLOW_S:
            taken = min(taken, _tried(target, content)[1])
        count, slowest = count + 1, max(slowest, taken)
        if fault or taken > SLOW_S:
            finds += 1
            _keep(given.finds / target.name, content, fault or f"{taken:.1f} s of processor time")
        elif len(pool) < _POOL and dice.random() < _REPEATED:
            pool.append(content)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{target.name}: {count:,} inputs in {given.seconds} s, slowest {slowest:.2f} s, {memory:.0f} MB, {finds} finds"
    )
    return int(finds > 0 or memory > MEMORY_MB)


def _made(target: Target, pool: list[bytes], dice: random.Random) -> bytes:
    content = dice.choice(pool)
    if dice.random() < _REPEATED:
        unit = b"".join(dice.choice(target.tokens) for _ in range(dice.randint(1, _STEPS)))
        unit += dice.choice((b"", b"", b" ", b"\n", b"\n\n"))
        head = content[: dice.randrange(len(content) + 1)] if dice.random() < _HEADED else b""
        return (head + unit * (target.longest // len(unit)))[: target.longest]
    for _ in range(dice.randint(1, _STEPS)):
        changed = mutated(content, target.tokens, dice.getrandbits(60))
        content = _bytes_changed(content, dice) if changed is None else changed
    return content[: target.longest]


def _bytes_changed(content: bytes, dice: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(dice.choice((1, 2, 8)) if made else 0):
        at = dice.randrange(len(made))
        made[at : at + dice.choice((0, 1, 1, 4))] = bytes((dice.randrange(256),))
    return bytes(made)


def _tried(target: Target, content: bytes) -> tuple[str, float]:
    """What the input broke, "" for nothing; and the seconds of processor time."""
    began = time.process_time()
    try:
        target.check(content)
    except Exception as error:  # noqa: BLE001  every error but ours is a find
        return f"{type(error).__name__}: {error}", time.process_time() - began
    return "", time.process_time() - began


def _keep(folder: Path, content: bytes, what: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / sha256(content).hexdigest()[:12]
    file.write_bytes(content)
    print(f"find: {file}: {what}"[:400], file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
