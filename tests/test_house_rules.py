"""Promises about the source itself: who reads the clock, who may fetch, what is public."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import slugline

PACKAGE = Path(slugline.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
CLOCKS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("time", "strftime"),
    ("time", "time"),
    ("time", "time_ns"),
}
FETCHERS = {
    "aiohttp",
    "ftplib",
    "http.client",
    "http.server",
    "httpcore2",
    "httpx",
    "httpx2",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "websocket",
    "websockets",
    "xmlrpc.client",
}
BY_CHOICE = {
    "claims/engines/llm/chat.py": {"httpx2"},  # asked for by `--extractor llm` alone
    "pages/addresses.py": {"socket"},  # only for an address that a user gave, or somebody's hook has
    "pages/fetching.py": {"httpx2"},
    "surfaces/hooks/sending.py": {"httpx2"},  # only where somebody has made a hook
}
FETCHING_NAMES = {"fetch_url", "fetch_response", "urlopen", "urlretrieve"}


def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def shown(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def clock_readings(module: ast.Module) -> Iterator[int]:
    """Lines on which the clock is read, by attribute (``date.today``) or by imported name (``time``)."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if (owner, node.attr) in CLOCKS:
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (node.lineno for name in node.names if ("time", name.name) in CLOCKS)


def imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("source", ["date.today()", "datetime.datetime.now()", "time.time()", "from time import time"])
def test_the_clock_check_sees_a_clock(source: str) -> None:
    assert list(clock_readings(ast.parse(source))) == [1]


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_only_the_command_line_reads_the_clock(module: Path) -> None:
    lines = list(clock_readings(tree(module)))
    assert not lines or shown(module) == "surfaces/options.py", f"{shown(module)} reads the clock on lines {lines}"


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_nothing_is_fetched(module: Path) -> None:
    found = set(imported(tree(module)))
    assert found & FETCHERS == BY_CHOICE.get(shown(module), set())
    assert not {name.rpartition(".")[2] for name in found} & FETCHING_NAMES


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_every_module_says_what_it_is_for(module: Path) -> None:
    assert ast.get_docstring(tree(module))
