"""The documentation keeps up: made pages are fresh, links lead somewhere, commands exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest
import run

from slugline.claims.kinds import KINDS
from slugline.surfaces.cli import main
from slugline.surfaces.reference import PAGES, QUALIFIERS

HOME = Path(__file__).parents[1]
README = HOME / "README.md"
TEXTS = [README, HOME / "CHANGELOG.md", *sorted((HOME / "docs").glob("*.md"))]


@pytest.mark.parametrize("name", PAGES)
def test_made_pages_are_fresh(name: str) -> None:
    page = HOME / "docs" / name
    assert page.read_text(encoding="utf-8") == PAGES[name](), "run: python -m slugline.surfaces.reference docs"


def test_every_qualifier_of_a_kind_is_described() -> None:
    assert {name for kind in KINDS.values() for name in kind.qualifiers} == set(QUALIFIERS)


@pytest.mark.parametrize("page", TEXTS, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]*)(?:#[^)]*)?\)", text):
        assert not target or (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_page_is_listed() -> None:
    index = (HOME / "docs" / "index.md").read_text(encoding="utf-8")
    assert all(f"({page.name})" in index for page in (HOME / "docs").glob("*.md") if page.name != "index.md")


def shell_lines(page: Path) -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    return [shlex.split(line, comments=True) for line in lines]


def test_the_readmes_commands_exist() -> None:
    seen = set()
    for program, *words in shell_lines(README):
        seen.add((program, words[0] if program == "slugline" else words[1]))
        if program == "python3":
            assert words[0] == "run.py"
            assert words[1] in run.COMMANDS
        else:
            assert program == "slugline"
            command = main.commands[words[0]]
            command.make_context(words[0], list(words[1:]), parent=click.Context(main, info_name="slugline"))
    assert {("python3", name) for name in run.COMMANDS} <= seen
    assert {("slugline", name) for name in main.commands} <= seen


def test_every_library_is_accounted_for() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    rows = re.findall(r"^\| ([\w-]+) \|", (HOME / "docs" / "libraries.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {re.split(r"[<>=\[]", name)[0] for name in wanted} == set(rows) - {"library"}


def test_what_run_py_shows_is_there() -> None:
    assert (HOME / run.OLD_ARTICLE).is_file()
    assert len(list((HOME / run.EXAMPLES).glob("*.md"))) >= 9
    assert f"guide of *Ballerina* as of {int(run.DAY[8:])} July {run.DAY[:4]}" in " ".join(README.read_text().split())
