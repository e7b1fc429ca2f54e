"""Claims go out as JSON Lines, CSV and Parquet, and come back as they were."""

from __future__ import annotations

import io
import json
import sys
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from conftest import Fresh, Runner
from exports.export_scenes import LATER, NASTY, ORCHARD, QUICK, chosen_from, lines, no_ids, stories, story
from scenes import RECORDED, Note, note, say, told
from slugline.answers import changes, guide
from slugline.claims.kinds import SPECS
from slugline.contract import claim_from_json
from slugline.errors import SluglineError
from slugline.record import open_record
from slugline.surfaces.exports import jsonl, out
from slugline.surfaces.exports.columns import CLAIMS, IDS, STATEMENTS, TABLES, claim_of, claim_row, statement_row
from slugline.surfaces.exports.jsonl import line_of, write_jsonl, write_parts
from slugline.surfaces.exports.tables import plain, read_csv, write_csv, write_parquet


def test_a_record_made_of_its_own_lines_answers_the_same(fresh: Fresh) -> None:
    with told(story(), url=fresh()) as record:
        with chosen_from(record) as chosen:
            written = list(map(line_of, chosen.claims()))
        again = [claim_from_json(json.loads(line), where="", properties=SPECS) for line in written]
        with open_record(fresh(), SPECS) as other:
            other.add(None, again, RECORDED)
            for day in (date(2025, 2, 1), LATER):
                assert guide(record, "Tin Orchard", as_of=day) == guide(other, "Tin Orchard", as_of=day)
                assert changes(record, as_of=day) == changes(other, as_of=day)


@QUICK
@given(stories())
def test_whatever_was_said_survives_every_format(notes: list[Note]) -> None:
    with told(notes) as record:
        wanted = lines(record.claims())
        with chosen_from(record) as chosen:
            claims = list(chosen.claims())
        assert lines(claims) == wanted
        read = [claim_from_json(json.loads(line_of(claim)), where="", properties=SPECS) for claim in claims]
        assert lines(read) == wanted
        text = io.StringIO(newline="")
        write_csv(map(claim_row, claims), CLAIMS, text)
        text.seek(0)
        assert lines(map(claim_of, read_csv(text, CLAIMS))) == wanted


@QUICK
@given(stories())
def test_whatever_was_said_survives_parquet(notes: list[Note]) -> None:
    parquet: Any = pytest.importorskip("pyarrow.parquet")
    to = io.BytesIO()
    with told(notes) as record:
        wanted = lines(record.claims())
        with chosen_from(record) as chosen:
            write_parquet(map(claim_row, chosen.claims()), CLAIMS, to)
    rows = parquet.read_table(to).to_pylist()
    assert lines(map(claim_of, rows)) == wanted


def test_parquet_is_typed_and_described() -> None:
    parquet: Any = pytest.importorskip("pyarrow.parquet")
    with told(story()) as record, chosen_from(record) as chosen:
        to = io.BytesIO()
        assert write_parquet(map(statement_row, chosen.statements()), STATEMENTS, to) > 10
        table = parquet.read_table(to)
    assert table.column_names == [column.name for column in STATEMENTS]
    types = {column.name: str(table.schema.field(column.name).type) for column in STATEMENTS}
    assert types["since"] == types["first_day"] == "date32[day]"
    assert types["amount"] == "double"
    assert types["claims"].startswith("list<")
    assert all(table.schema.field(column.name).metadata[b"about"].decode() == column.about for column in STATEMENTS)


def test_no_cell_is_a_formula() -> None:
    words = [word for word in NASTY if word.strip()]
    said = [say("premise", word, of=ORCHARD, quote=word) for word in words]
    with told([note("2025-01-01", "=Sheet", *said)]) as record, chosen_from(record) as chosen:
        text = io.StringIO(newline="")
        assert write_csv(map(claim_row, chosen.claims()), CLAIMS, text) == len(words)
    import csv

    text.seek(0)
    cells = [cell for row in csv.reader(text) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]
    assert {plain(cell) for cell in cells} >= set(words)


def test_an_article_is_never_parted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slugline: Runner) -> None:
    notes = [
        note(f"2025-01-{day:02}", "Sheet", *(say("runtime", n, of=ORCHARD) for n in range(1, 4))) for day in range(1, 9)
    ]
    target = tmp_path / "it.claims.jsonl"
    monkeypatch.setattr(jsonl, "MAX_BYTES", 2500)
    with told(notes) as record:
        wanted = lines(record.claims())
        with chosen_from(record) as chosen:
            count, files = write_parts(chosen.claims(), str(target), out.text_out)
        assert count == 24
        assert len(files) > 2
        homes = {
            (file, json.loads(line)["source"]["url"]) for file in files for line in Path(file).read_text().splitlines()
        }
        assert len(homes) == len({url for _, url in homes}) == 8
        assert all(file.endswith(".claims.jsonl") for file in files)
        ran = slugline("add", *files)
        assert ran.status == 0, ran.err
        with open_record(str(tmp_path / "record.db"), SPECS) as other:
            assert lines(other.claims()) == wanted


def test_an_article_without_an_address_keeps_its_name() -> None:
    said = note("2025-01-01", "Sheet", say("runtime", 100, of=ORCHARD)).claims
    from dataclasses import replace

    bare = [replace(claim, source=replace(claim.source, url="", file="")) for claim in said]
    bare = [replace(claim, evidence=replace(claim.evidence, article="told-by-hand")) for claim in bare]
    assert json.loads(line_of(bare[0]))["source"]["file"] == "told-by-hand"


def test_an_empty_record_has_empty_exports(slugline: Runner, tmp_path: Path) -> None:
    open_record(str(tmp_path / "record.db"), SPECS).close()
    assert slugline("export", "--format", "jsonl").out == ""
    assert slugline("export", "--format", "csv", "--of", "ids").out.strip() == ",".join(column.name for column in IDS)
    assert slugline("export", "--format", "jsonl", "--out", "no.claims.jsonl").status == 0
    assert (tmp_path / "no.claims.jsonl").read_text() == ""


def test_only_what_had_been_said(slugline: Runner, tmp_path: Path) -> None:
    told(story(), url=str(tmp_path / "record.db")).close()
    early = slugline("export", "--format", "jsonl", "--as-of", "2025-02-01").out.splitlines()
    assert len(early) == len(story()[0].claims)
    assert {json.loads(line)["said_on"] for line in early} == {"2025-01-10"}
    assert slugline("export", "--format", "jsonl", "--as-of", "2024-01-01").out == ""


def test_one_title_or_one_franchise(slugline: Runner, tmp_path: Path) -> None:
    told(story(), url=str(tmp_path / "record.db")).close()

    def names(*words: str) -> set[str]:
        found = slugline("export", "--format", "jsonl", *words)
        assert found.status == 0, found.err
        return {json.loads(line)["subject"]["name"] for line in found.out.splitlines()}

    assert names("--title", "glass ferry") == {"Glass Ferry"}
    assert names("--franchise", "Orchard") == {"Tin Orchard"}
    assert names() == {"Glass Ferry", "Tin Orchard", "Mara Dell"}
    for words in (("--title", "Nothing"), ("--franchise", "Nothing")):
        ran = slugline("export", "--format", "jsonl", *words)
        assert (ran.status, ran.out) == (3, "")


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "xml"),
        ("--format", "parquet"),
        ("--format", "jsonl", "--of", "statements"),
        ("--format", "csv", "--syntax", "ntriples"),
        ("--format", "csv", "--title", "A", "--franchise", "B"),
        (),
    ],
)
def test_a_wrong_command_line(words: tuple[str, ...], slugline: Runner, tmp_path: Path) -> None:
    open_record(str(tmp_path / "record.db"), SPECS).close()
    assert slugline("export", *words).status == 2


@pytest.mark.parametrize(("form", "library"), [("parquet", "pyarrow"), ("rdf", "rdflib")])
def test_a_library_that_is_not_installed_is_named(
    form: str, library: str, slugline: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_record(str(tmp_path / "record.db"), SPECS).close()
    for name in [name for name in sys.modules if name.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    ran = slugline("export", "--format", form, "--out", "it")
    assert ran.status == 1
    assert "slugline[export]" in ran.err
    assert ran.err.count("\n") == 1


def test_a_file_is_there_wholly_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    path.write_text("before")

    def half() -> None:
        with out.text_out(str(path)) as to:
            to.write("half")
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["it.csv"]
    with pytest.raises(SluglineError, match="is a folder"), out.text_out(str(tmp_path)):
        pass
    with pytest.raises(SluglineError, match="No such file"), out.bytes_out(str(tmp_path / "no" / "it")):
        pass


def test_memory_does_not_grow_with_the_record(fresh: Fresh) -> None:
    def peak(articles: int) -> int:
        notes = [
            note(
                "2025-01-01",
                f"Sheet {n}",
                *(say("premise", "x" * 500, of=ORCHARD, quote=f"{n} {m} " * 50) for m in range(4)),
            )
            for n in range(articles)
        ]
        with told(notes, url=fresh()) as record, chosen_from(record) as chosen:
            chosen.through.versions = 10
            with Path("/dev/null").open("w") as to:
                write_jsonl(chosen.claims(), to)
                tracemalloc.start()
                write_jsonl(chosen.claims(), to)
                most = tracemalloc.get_traced_memory()[1]
                tracemalloc.stop()
        return most

    assert peak(160) < 1.5 * peak(40)


def test_every_table_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    for columns in TABLES.values():
        for column in columns:
            assert f"`{column.name}`" in page, column.name


def test_nothing_is_known_without_documents() -> None:
    with no_ids() as known:
        assert list(known.rows()) == []
