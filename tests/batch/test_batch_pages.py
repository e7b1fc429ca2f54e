"""One page to its claims, and the process that keeps a bad page from the others."""

from __future__ import annotations

import json
import pickle
from datetime import date
from pathlib import Path

import pytest

from slugline.articles import article_of
from slugline.batch import Options, Outcome, Passed, Read, SetAside, claims_of
from slugline.claims.extract import extract
from slugline.errors import UnreadableInput
from slugline.pages import Page
from slugline.surfaces.bulk import cell
from slugline.surfaces.bulk.cell import Cell, Limits
from slugline.surfaces.bulk.inputs import units_of
from slugline.surfaces.bulk.reading import CLAIMS, SET_ASIDE, read_unit

NOTE = b"---\ndate: 2024-03-05\ntitle: A date for Paper Tides\npublisher: The Sheet\n---\n%s\n"
SAID = b"The film *Paper Tides* is set to open on June 7, 2024. Ada Rook stars."
READS_ALL = Options()


def page(content: bytes, kind: str = "markdown") -> Page:
    return Page(content=NOTE % content, kind=kind, file="note.md")


def test_a_page_comes_to_the_claims_that_its_article_makes() -> None:
    found = claims_of(page(SAID), READS_ALL)
    assert isinstance(found, Read)
    assert found.article == article_of(page(SAID))
    assert found.claims == extract(found.article)
    assert {claim.property for claim in found.claims} >= {"release_date", "cast_member"}


def test_function_options_and_outcomes_can_be_sent_to_another_process() -> None:
    options = Options(date(2024, 1, 2), "rules", None, look=False)
    work = pickle.loads(pickle.dumps(claims_of))  # noqa: S301
    found = work(page(SAID), pickle.loads(pickle.dumps(options)))  # noqa: S301
    assert pickle.loads(pickle.dumps(found)) == found == claims_of(page(SAID), options)  # noqa: S301


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (Page(b"No day is named here.", "text", "a.txt"), "no date of publication"),
        (Page(b"{}", "claims", "a.claims.jsonl"), "holds claims, no article"),
        (UnreadableInput("is cut off", where="a.warc.gz#7"), "is cut off"),
    ],
)
def test_what_cannot_be_read_is_set_aside_with_its_reason(given: Page | UnreadableInput, reason: str) -> None:
    found = claims_of(given, READS_ALL)
    assert isinstance(found, SetAside)
    assert found.where == (given.where if isinstance(given, UnreadableInput) else given.file)
    assert reason in found.reason


def test_a_fault_of_our_own_is_one_page_s_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise ZeroDivisionError("somewhere")

    monkeypatch.setattr("slugline.batch.articles_of", failing)
    found = claims_of(page(SAID), READS_ALL)
    assert isinstance(found, SetAside)
    assert "internal fault" in found.reason
    assert "ZeroDivisionError" in found.reason


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that read pages have the faults of `faulty_pages`."""
    monkeypatch.setattr(cell, "_MODULE", "faulty_pages")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


def written(folder: Path, bodies: list[bytes]) -> list[str]:
    paths = []
    for number, body in enumerate(bodies):
        path = folder / f"{number}.md"
        path.write_bytes(NOTE % body)
        paths.append(str(path))
    return paths


@pytest.mark.usefixtures("faulty")
def test_pages_that_hang_crash_or_take_all_memory_are_set_aside_alone(tmp_path: Path) -> None:
    options = Options(extractor="rules")
    bodies = [SAID, b"HANGS", SAID, b"CRASHES", b"EXHAUSTS", SAID + b" LATER", SAID]
    paths = written(tmp_path, bodies)
    (unit,) = units_of(paths, options)
    with Cell(options, Limits(seconds=5, megabytes=300)) as reader:
        found: list[Outcome] = list(reader.read(unit))
        again = list(reader.read(next(iter(units_of(paths[:1], options)))))
    assert [type(one) for one in found] == [Read, SetAside, Read, SetAside, SetAside, Read, Read]
    assert [(one.where, one.reason) for one in found if isinstance(one, SetAside)] == [
        (paths[1], f"{paths[1]}: took longer than 5 seconds"),
        (paths[3], f"{paths[3]}: ended its process by SIGSEGV"),
        (paths[4], f"{paths[4]}: needs more than 300 MB of memory"),
    ]
    assert again == found[:1]


@pytest.mark.usefixtures("faulty")
def test_an_archive_goes_on_after_a_page_that_crashes(tmp_path: Path) -> None:
    options = Options(extractor="rules")
    bodies = [SAID, b"CRASHES", SAID, b"nothing of note"]
    rows = [{"text": (NOTE % body).decode(), "url": f"https://a.example/{n}"} for n, body in enumerate(bodies)]
    archive = tmp_path / "news.jsonl"
    archive.write_text("\n".join(map(json.dumps, rows)))
    (unit,) = units_of([str(archive)], options)
    assert unit.archive
    with Cell(options, Limits(seconds=20, megabytes=1000)) as reader:
        done = read_unit(reader, unit, tmp_path)
    assert (done.articles, done.set_aside, done.passed) == (3, 1, 0)
    (line,) = (tmp_path / (unit.key + SET_ASIDE)).read_text().splitlines()
    assert json.loads(line) == {
        "where": f"{archive}#2",
        "reason": f"{archive}#2: ended its process by SIGSEGV",
    }
    assert (tmp_path / (unit.key + CLAIMS)).exists()
    assert not list(tmp_path.glob("*.part"))


def test_archives_are_looked_at_first_and_files_are_not(tmp_path: Path) -> None:
    sown = b"The council met on Monday about the drains of the harbour, and put off the repairs until the autumn."
    told = SAID + b" The trailer came out on Monday. The cast also includes Tomas Vell; Ines Harrow directs the movie."
    options = Options(extractor="rules", look=True)
    archive = tmp_path / "news.jsonl"
    archive.write_text("\n".join(json.dumps({"text": (NOTE % body).decode()}) for body in (sown, told)))
    paths = written(tmp_path, [sown])
    units = list(units_of([str(archive), *paths], options))
    with Cell(options, Limits()) as reader:
        found = [[type(one) for one in reader.read(unit)] for unit in units]
    assert found == [[Passed, Read], [Read]]


def test_a_unit_is_another_when_its_files_or_the_options_change(tmp_path: Path) -> None:
    paths = written(tmp_path, [SAID, SAID])
    (first,) = units_of([str(tmp_path)], READS_ALL)
    assert first.files == tuple(paths)
    assert next(units_of([str(tmp_path)], READS_ALL)).key == first.key
    assert next(units_of([str(tmp_path)], Options(least=0.9))).key != first.key
    Path(paths[1]).write_bytes(NOTE % (SAID + b" It is long."))
    assert next(units_of([str(tmp_path)], READS_ALL)).key != first.key
