"""Fuzzes one reader, or replays inputs: `python fuzz/run.py TARGET --seconds 600` (needs the extra `fuzz`).

Guided by coverage (atheris). Every input that breaks a promise, takes over a second of processor
time or a gigabyte is written to ``--finds``, the run goes on, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import sys
import time
from hashlib import sha256
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
INSTRUMENTED = ["slugline", "trafilatura", "htmldate", "courlan", "feedparser", "protego", "markdown_it"]

with atheris.instrument_imports(
    include=["slugline", "trafilatura", "htmldate", "courlan", "feedparser", "protego", "markdown_it"]
):
    from fuzz.mutating import mutated
    from fuzz.targets import TARGETS, Target

SLOW_S = 1.0
SLOWER = 4.0  # how much slower instrumented code may be; what is over is timed again by `replay.py`
MEMORY_MB = 1_024


def main() -> int:
    """Runs one target for a time; prints how many inputs it saw and what it found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=[target.name for target in TARGETS])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="a folder to keep what widened the coverage, and to go on from")
    parser.add_argument("--finds", type=Path, default=Path("finds"))
    given = parser.parse_args()
    target = next(one for one in TARGETS if one.name == given.target)
    seen = _Seen(target, given.finds)
    given.finds.mkdir(parents=True, exist_ok=True)
    flags = [f"-max_total_time={given.seconds}", f"-seed={given.seed}", f"-rss_limit_mb={MEMORY_MB}"]
    flags += [
        f"-max_len={target.longest}",
        "-timeout=300",
        f"-artifact_prefix={given.finds}/",
        "-print_final_stats=1",
        "-verbosity=1",
    ]
    if given.corpus:
        given.corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(target.seeds()):
            (given.corpus / f"seed-{number}").write_bytes(seed[: target.longest])
        flags.append(str(given.corpus))

    def mutate(content: bytes, most: int, seed: int) -> bytes:
        changed = mutated(content, target.tokens, seed)
        return bytes(atheris.Mutate(content, most)) if changed is None else changed[:most]

    atheris.Setup([sys.argv[0], *flags], seen.one, custom_mutator=mutate)
    atheris.Fuzz()  # ends the process itself
    return 0


class _Seen:
    """Checks inputs one by one and keeps those that break a promise, once for each place that broke."""

    def __init__(self, target: Target, finds: Path) -> None:
        self._target, self._finds = target, finds
        self._places: set[str] = set()

    def one(self, content: bytes) -> None:
        began = time.process_time()
        try:
            self._target.check(content)
        except Exception as error:  # noqa: BLE001  every error but ours is a find
            self._keep(content, f"{type(error).__name__}-{_place(error)}", str(error))
        taken = time.process_time() - began
        if taken > SLOW_S * SLOWER:
            self._keep(content, f"slow-{round(taken)}s", f"{taken:.1f} s of processor time")

    def _keep(self, content: bytes, place: str, what: str) -> None:
        if place in self._places:
            return
        self._places.add(place)
        folder = self._finds / self._target.name
        folder.mkdir(parents=True, exist_ok=True)
        name = folder / f"{place}-{sha256(content).hexdigest()[:8]}"
        name.write_bytes(content)
        print(f"find: {name}: {what}"[:400], file=sys.stderr, flush=True)


def _place(error: BaseException) -> str:
    """The file and line that an error was raised at."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).stem}-{trace.tb_lineno}" if trace else "nowhere"


if __name__ == "__main__":
    sys.exit(main())
