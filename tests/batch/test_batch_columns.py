"""A table's columns are named on the command line, and are part of what a unit's tables depend on."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from conftest import Runner
from slugline.batch import Options, Read
from slugline.pages.archives import Columns
from slugline.surfaces.bulk.cell import Cell, Limits
from slugline.surfaces.bulk.inputs import units_of

SAID = b"The film *Paper Tides* is set to open on June 7, 2024. Ada Rook stars."


def test_columns_of_tables_are_named(tmp_path: Path) -> None:
    archive = tmp_path / "news.jsonl"
    archive.write_text(json.dumps({"lead": SAID.decode(), "text": "No.", "day": "2024-02-21"}))
    options = Options(extractor="rules", columns=Columns(text="lead", published="day"))
    (unit,) = units_of([str(archive)], options)
    with Cell(options, Limits()) as reader:
        (read,) = reader.read(unit)
    assert isinstance(read, Read)
    assert (read.article.text, read.article.published) == (SAID.decode(), date(2024, 2, 21))
    assert unit.key != next(units_of([str(archive)], Options(extractor="rules"))).key


@pytest.mark.parametrize("named", ["when=day", "text=", "text"])
def test_a_column_of_nothing_known_is_refused(slugline: Runner, named: str) -> None:
    ran = slugline("batch", "x.jsonl", "--out", "y.parquet", "--column", named)
    assert ran.status == 2
    assert "allowed are text, html, url" in ran.err
