"""What the tests share: notes on disk, and the command line as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from slugline.surfaces.cli import main

HOME = Path(__file__).parents[1]
NOTE = """\
---
title: "{title}"
date: {day}
publisher: "The Test Sheet"
url: "https://testsheet.example/{slug}"
---
{body}
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of the command line came to."""

    status: int
    out: str
    err: str


Runner = Callable[..., Ran]
Writer = Callable[..., Path]


@pytest.fixture
def slugline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Runs `slugline` in ``tmp_path``, with a record there; its keywords are further environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SLUGLINE_DEBUG", raising=False)

    def run(*words: str | Path, **more: str) -> Ran:
        env = {"SLUGLINE_RECORD": str(tmp_path / "record.db"), **more}
        done = CliRunner().invoke(main, [*map(str, words)], prog_name="slugline", env=env)
        return Ran(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Runner:
    """The same in a process of its own, where a warning is an error and a traceback fails the test."""
    env = {**os.environ, "SLUGLINE_RECORD": str(tmp_path / "record.db"), "PYTHONWARNINGS": "error"}
    env.pop("SLUGLINE_DEBUG", None)

    def run(*words: str | Path) -> Ran:
        command = [sys.executable, "-m", "slugline.surfaces.cli", *map(str, words)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path, env=env, timeout=60)
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def note(tmp_path: Path) -> Writer:
    """Writes a dated note and gives its path."""

    def write(slug: str, day: str, body: str, title: str = "A note") -> Path:
        path = tmp_path / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTE.format(title=title, day=day, slug=slug, body=body), encoding="utf-8")
        return path

    return write
