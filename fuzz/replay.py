"""Times inputs on the readers as they ship: `python fuzz/replay.py TARGET FILE...` (a folder stands for its files).

Prints the slowest and the largest; the exit status is 1 where an input breaks a promise, takes over a
second of processor time, or over a gigabyte.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]
from fuzz.targets import TARGETS

SLOW_S, MEMORY_MB, SHOWN = 1.0, 1_024, 5


def main() -> int:
    """Checks every file once, uninstrumented, in the order of their names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=[target.name for target in TARGETS])
    parser.add_argument("files", nargs="+", type=Path)
    given = parser.parse_args()
    check = next(one for one in TARGETS if one.name == given.target).check
    files = [one for file in given.files for one in (sorted(file.iterdir()) if file.is_dir() else [file])]
    check(b"")  # what is loaded at first use is loaded
    faults, times = 0, []
    for file in files:
        content = file.read_bytes()
        began = time.process_time()
        try:
            check(content)
        except Exception as error:  # noqa: BLE001  every error but ours is a find
            faults += 1
            print(f"{file}: {type(error).__name__}: {error}"[:300])
        times.append((time.process_time() - began, file))
    times.sort(reverse=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{given.target}: {len(files)} inputs, {faults} broken, {memory:.0f} MB; slowest:")
    for taken, file in times[:SHOWN]:
        print(f"  {taken:6.2f} s  {file}")
    return int(bool(faults) or memory > MEMORY_MB or bool(times and times[0][0] > SLOW_S))


if __name__ == "__main__":
    sys.exit(main())
