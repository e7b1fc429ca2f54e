"""The documentation keeps up: made pages are fresh, links lead somewhere, commands exist, the site builds."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest
import run

from conftest import Ran
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
        outside = target.startswith("https://")
        assert not target or outside or (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_page_is_listed() -> None:
    index = (HOME / "docs" / "index.md").read_text(encoding="utf-8")
    assert all(f"({page.name})" in index for page in (HOME / "docs").glob("*.md") if page.name != "index.md")


def shell_lines(page: Path) -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    return [shlex.split(line, comments=True) for line in lines]


def parse(words: list[str]) -> None:
    """Parse a command of Slugline, without carrying it out; whatever is wrong with it is raised."""
    command: click.Command = main
    context = click.Context(main, info_name="slugline")
    while isinstance(command, click.Group):
        name, *words = words
        command = command.commands[name]
        if not isinstance(command, click.Group):
            command.make_context(name, list(words), parent=context)


def test_the_readmes_commands_exist() -> None:
    seen = set()
    for program, *words in shell_lines(README):
        seen.add((program, words[0] if program == "slugline" else words[1]))
        if program == "python3":
            assert words[0] == "run.py"
            assert words[1] in run.COMMANDS
        else:
            assert program == "slugline"
            parse(words)
    assert {("python3", name) for name in run.COMMANDS} <= seen
    assert {("slugline", name) for name in main.commands} <= seen


def test_every_library_is_accounted_for() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    rows = re.findall(r"^\| ([\w.-]+) \|", (HOME / "docs" / "libraries.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {re.split(r"[<>=\[]", name)[0] for name in wanted} == set(rows) - {"library"}


def test_what_run_py_shows_is_there() -> None:
    assert (HOME / run.OLD_ARTICLE).is_file()
    assert len(list((HOME / run.EXAMPLES).glob("*.md"))) >= 9
    assert f"guide of *Ballerina* as of {int(run.DAY[8:])} July {run.DAY[:4]}" in " ".join(README.read_text().split())


def indented_lines(page: Path) -> Iterator[list[str]]:
    """Commands of Slugline that a page shows indented, without placeholders."""
    for line in page.read_text(encoding="utf-8").splitlines():
        found = re.match(r"    (?:sudo .* )?(?:\S*/)?slugline (?P<words>[a-z].*)", line)
        if found and not re.search(r"\.\.\.|\[|  +slugline|\b[A-Z]{2,}\b", found["words"]):
            yield shlex.split(found["words"], comments=True)


@pytest.mark.parametrize("page", [path for path in TEXTS if path != README], ids=lambda path: path.name)
def test_the_pages_commands_exist(page: Path) -> None:
    for program, *words in shell_lines(page):
        if program == "slugline":
            parse(words)
    for words in indented_lines(page):
        parse(words)


def test_the_tour_shows_what_is_printed(slugline: Callable[..., Ran]) -> None:
    tour = (HOME / "docs" / "tour.md").read_text(encoding="utf-8")
    shown = re.findall(r"```sh\n(slugline [^\n]*)\n```\n\n```text\n(.*?)```", tour, re.DOTALL)
    assert len(shown) >= 3
    for command, output in shown:
        words = shlex.split(command.replace("examples/", f"{HOME}/examples/"))[1:]
        ran = slugline(*words)
        assert ran.status in (0, 1), ran.err
        printed = {line.strip() for line in ran.out.splitlines()}
        for line in output.splitlines():
            assert line.strip() in ("…", *printed), f"{command}: {line}"


PICTURES = sorted((HOME / "docs" / "pictures").glob("*"))


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.name)
def test_pictures_are_small_and_shown(picture: Path) -> None:
    assert picture.stat().st_size <= 150_000
    assert picture.read_bytes().startswith(b"\x89PNG\r\n")
    assert any(f"pictures/{picture.name})" in text.read_text(encoding="utf-8") for text in TEXTS)


class Loads(HTMLParser):
    """What a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "img", "iframe", "source") or (tag == "link" and given.get("rel") != "canonical"):
            self.found += [value for value in (given.get("src"), given.get("href")) if value]


def test_the_site_builds_and_loads_nothing_from_outside(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(
        command, cwd=HOME, capture_output=True, encoding="utf-8", env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    assert done.returncode == 0, done.stderr
    built = sorted(tmp_path.rglob("*.html"))
    assert {page.stem for page in (HOME / "docs").glob("*.md")} <= {page.stem for page in built}
    for page in built:
        loads = Loads()
        loads.feed(page.read_text(encoding="utf-8"))
        assert loads.found
        assert not [one for one in loads.found if re.match(r"(https?:)?//", one)], page.name
    for sheet in tmp_path.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", sheet.read_text(encoding="utf-8")), sheet.name


DEPLOY = HOME / "deploy"


def test_what_an_operator_installs_names_commands_that_exist() -> None:
    for unit in ("slugline.service", "slugline-watch.service"):
        (start,) = re.findall(r"^ExecStart=\S+/slugline (.*)$", (DEPLOY / unit).read_text(), re.MULTILINE)
        parse(shlex.split(start))
    container = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    (last,) = re.findall(r"^CMD (\[.*\])$", container, re.MULTILINE)
    parse(json.loads(last))
    script = (DEPLOY / "slugline-backup").read_text(encoding="utf-8")
    for words in re.findall(r'^"\$slugline" (.*) > /dev/null$', script, re.MULTILINE):
        parse(shlex.split(words))
    assert "location / {" in (DEPLOY / "nginx.conf").read_text()
    assert "reverse_proxy 127.0.0.1:8000" in (DEPLOY / "Caddyfile").read_text()


def test_the_container_is_built_from_what_it_is_given() -> None:
    allowed = [
        line.removeprefix("!")
        for line in (HOME / ".containerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    ]
    container = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = [
        name for line in re.findall(r"^COPY (?!--from)(.*) \S+$", container, re.MULTILINE) for name in line.split()
    ]
    assert copied
    for name in copied:
        assert (HOME / name).exists(), name
        assert any(fnmatch.fnmatch(name, one) for one in allowed), name
    assert "--require-hashes -r requirements-serve.txt" in container
    assert re.search(r"^USER [1-9]", container, re.MULTILINE)
    assert "/healthz" in container
