"""The lock files install on their own: every package by hash, from no address that they name."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
LOCKS = ("requirements.txt", "requirements-serve.txt", "requirements-dev.txt")
PINNED = re.compile(r"^([\w.-]+)==(\S+) \\$", re.MULTILINE)


def text_of(lock: str) -> str:
    return (HOME / lock).read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    return {name.lower(): version for name, version in PINNED.findall(text_of(lock))}


def named(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=\[]", item)[0].lower() for item in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_and_no_option(lock: str) -> None:
    for line in text_of(lock).splitlines():
        assert "://" not in line
        assert not re.match(r"-|.*(index-url|find-links|trusted-host)", line)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_hashes(lock: str) -> None:
    packages = re.split(r"\n(?=[\w.-]+==)", text_of(lock))
    assert len(packages) >= len(pins(lock)) > 0
    for package in packages:
        assert "--hash=sha256:" in package, package


def test_the_locks_agree_and_hold_what_the_project_asks_for() -> None:
    base, serve, dev = (pins(lock) for lock in LOCKS)
    assert base.items() <= serve.items() <= dev.items()
    whole = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    project = whole["project"]
    assert named(project["dependencies"]) | named(whole["build-system"]["requires"]) <= set(base)
    for extra in ("export", "mcp", "postgres", "web"):
        assert named(project["optional-dependencies"][extra]) <= set(serve)
    for extra in ("dev", "docs", "llm"):
        assert named(project["optional-dependencies"][extra]) <= set(dev)
