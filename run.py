#!/usr/bin/env python3
"""Sets Slugline up in .venv and runs it, with nothing but Python 3.11 (or newer) and pip at hand.

    python3 run.py guide          the living guide of Ballerina, from the notes in examples/ballerina
    python3 run.py test [ARGS]    the tests; ARGS go to pytest

Both install what the hashed lock file names, once, and may be run again at any time.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import TextIO

HOME = Path(__file__).resolve().parent
ENVIRONMENT = HOME / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
STAMP = ENVIRONMENT / "slugline-locks.json"
NEEDED = (3, 11)
BAR = 24

EXAMPLES = "examples/ballerina"
OLD_ARTICLE = f"{EXAMPLES}/2023-07-19-what-we-know.md"
RECORD = "build/ballerina.db"
DAY = "2025-07-01"


def guide() -> int:
    """Reads the example notes into a fresh record, prints the guide and checks one older article."""
    set_up("requirements.txt")
    record = HOME / RECORD
    record.parent.mkdir(exist_ok=True)
    for file in record.parent.glob(f"{record.name}*"):
        file.unlink()
    status = slugline("add", EXAMPLES, shown=False)
    if status == 0:
        status = slugline("guide", "Ballerina", "--year", "2025", "--as-of", DAY)
    if status == 0:
        status = slugline("check", OLD_ARTICLE, "--as-of", DAY)
        status = 0 if status == 1 else status  # 1: the old article is stale, which is what is to be seen
    return status


def test(*arguments: str) -> int:
    """Runs the tests."""
    set_up("requirements-dev.txt")
    return subprocess.call([str(PYTHON), "-m", "pytest", *arguments], cwd=HOME)


COMMANDS = {"guide": guide, "test": test}


def slugline(*words: str, shown: bool = True) -> int:
    """Runs one command of Slugline, named first, on the example's record."""
    command = [*words, "--record", RECORD]
    if shown:
        say("$ slugline " + " ".join(command), sys.stdout)
    output = None if shown else sys.stderr
    return subprocess.call([str(PYTHON), "-m", "slugline.surfaces.cli", *command], cwd=HOME, stdout=output)


def set_up(lock: str) -> None:
    """The environment with everything that the lock file names, and Slugline itself; nothing where it is there."""
    wanted = fingerprint(lock)
    done = stamps()
    if done.get(lock) == wanted:
        return
    if not PYTHON.exists():
        say("making .venv")
        has_pip = importlib.util.find_spec("ensurepip") is not None
        venv.create(ENVIRONMENT, clear=True, with_pip=has_pip, symlinks=os.name != "nt")
    packages = re.findall(r"^[\w.-]+==", (HOME / lock).read_text(encoding="utf-8"), re.MULTILINE)
    install("what Slugline needs", len(packages), "--require-hashes", "-r", lock)
    install("Slugline", 1, "--no-deps", "--no-build-isolation", "-e", ".")
    STAMP.write_text(json.dumps({**done, lock: wanted}), encoding="utf-8")


def fingerprint(lock: str) -> str:
    """Changes with the lock file, the project file and the interpreter."""
    parts = [(HOME / name).read_bytes() for name in (lock, "pyproject.toml")]
    return hashlib.sha256(b"\0".join([*parts, sys.version.encode(), str(HOME).encode()])).hexdigest()


def stamps() -> dict[str, str]:
    """What has been installed by earlier runs, by lock file."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
        return dict(found) if PYTHON.exists() else {}
    except (OSError, ValueError):
        return {}


def install(what: str, total: int, *words: str) -> None:
    """Runs pip with a bar for its ``total`` packages; shows what pip said only where it failed."""
    say(f"installing {what} ({total} package{'s' * (total > 1)})")
    pip = [str(PYTHON), "-m", "pip"]
    if subprocess.call([*pip, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]  # a Python that ships without ensurepip
    command = [*pip, "install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off", *words]
    said = []
    with subprocess.Popen(
        command, cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    ) as running:
        for line in running.stdout or ():
            said.append(line)
            bar(sum(entry.lstrip().startswith(("Collecting", "Obtaining")) for entry in said), total)
    bar(0, 0)
    if running.returncode:
        sys.stderr.writelines(said)
        sys.exit(f"run.py: pip could not install {what}")


def bar(done: int, total: int) -> None:
    """How far it is, in one line of a terminal; ``total`` 0 wipes it away."""
    if sys.stderr.isatty():
        filled = BAR * min(done, total) // total if total else 0
        line = f"  {'#' * filled}{'.' * (BAR - filled)} {done}/{total}" if total else ""
        sys.stderr.write(f"\r\033[K{line}")
        sys.stderr.flush()


def say(line: str, stream: TextIO | None = None) -> None:
    """One line, by default on standard error."""
    print(line, file=stream or sys.stderr, flush=True)


def newer_python() -> str | None:
    """A Python on the path that is new enough."""
    names = ("python3.11", "python3.12", "python3.13", "python3.14")
    return next((found for found in map(shutil.which, names) if found), None)


def main() -> int:
    if sys.version_info < NEEDED:
        other = newer_python()
        if other:
            return subprocess.call([other, str(HOME / "run.py"), *sys.argv[1:]])
        sys.exit("run.py: needs Python 3.11 or newer; this is %d.%d" % sys.version_info[:2])
    command = COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if command is None or (command is guide and len(sys.argv) > 2):
        sys.exit(f"{__doc__}\nrun.py: the command is one of: {', '.join(COMMANDS)}")
    try:
        return command(*sys.argv[2:])
    except KeyboardInterrupt:
        say("run.py: interrupted")
        return 130


if __name__ == "__main__":
    sys.exit(main())
