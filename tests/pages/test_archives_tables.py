"""Rows of tables become pages with what their other columns say; a bad row is told and the next is read."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

import slugline.articles.html  # noqa: F401  (a library of its warns at its first import)
from slugline.articles import article_of
from slugline.errors import UnreadableInput
from slugline.pages import Given, Page
from slugline.pages.archives import USUAL, Columns, records_of

SUFFIXES = (".parquet", ".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson")
TEXT = "Filming of the second season begins in Turku in May.\n\nThe broadcaster has ordered eight episodes."
FOLDER = Path(tempfile.mkdtemp())


def table(rows: Sequence[Mapping[str, object]], suffix: str) -> Path:
    path = FOLDER / f"rows{suffix}"
    if suffix == ".parquet":
        parquet.write_table(pa.Table.from_pylist([dict(row) for row in rows]), path)
        return path
    lines = b"".join(json.dumps(row, default=str).encode() + b"\n" for row in rows)
    path.write_bytes(packed(lines, suffix))
    return path


def packed(content: bytes, suffix: str) -> bytes:
    if suffix.endswith(".gz"):
        return gzip.compress(content)
    return zstd.compress(content) if suffix.endswith(".zst") else content


def pages(path: Path, columns: Columns = USUAL) -> list[Page]:
    found = list(records_of(path, columns=columns))
    assert all(isinstance(one, Page) for one in found), found
    return [one for one in found if isinstance(one, Page)]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_row_is_an_article_dated_by_its_column(suffix: str) -> None:
    row = {
        "maintext": TEXT,
        "date_publish": "2024-02-21 10:00:00",
        "source_domain": "paper.example",
        "authors": ["Ana Lind", "Bo Rask"],
        "title": "Eight  episodes\nordered",
        "url": "https://paper.example/eight",
        "date_download": datetime(2024, 3, 1, 12, tzinfo=UTC),
    }
    (page,) = pages(table([row], suffix))
    assert (page.content, page.kind, page.file[-2:]) == (TEXT.encode(), "text", "#1")
    assert page.retrieved_at == datetime(2024, 3, 1, 12, tzinfo=UTC)
    article = article_of(page)
    assert (article.text, article.published, article.url) == (TEXT, date(2024, 2, 21), "https://paper.example/eight")
    assert (article.title, article.author) == ("Eight episodes ordered", "Ana Lind, Bo Rask")
    assert article.publisher == "paper.example"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (datetime(2024, 2, 21, 23, 30), "2024-02-21"),  # noqa: DTZ001
        (date(2024, 2, 21), "2024-02-21"),
        ("Wed, 21 Feb 2024 10:00:00 GMT", "2024-02-21"),
        (1708509600, "2024-02-21"),
        (1708509600000, "2024-02-21"),
        ("21 February 2024", "21 February 2024"),
        (float("nan"), ""),
        (True, ""),
        (None, ""),
    ],
)
def test_days_of_every_type(value: object, day: str) -> None:
    (page,) = pages(table([{"text": TEXT, "date": value}], ".parquet"))
    assert page.given == Given(published=day)


def test_html_goes_before_text_unless_text_is_named() -> None:
    path = table([{"html": "<p>Marked.</p>", "text": "Bare.", "note": "A note."}], ".jsonl")
    assert [page.kind for page in pages(path)] == ["html"]
    assert [page.content for page in pages(path, Columns(text="TEXT"))] == [b"Bare."]
    assert [page.content for page in pages(path, Columns(html="-"))] == [b"Bare."]
    (page,) = pages(path, Columns(text="note", title="text"))
    assert (page.content, page.given.title) == (b"A note.", "Bare.")


def test_a_page_knows_its_own_day_better_than_its_table_and_a_text_does_not() -> None:
    own = '<html><head><meta property="article:published_time" content="2023-05-04"></head><body><article>'
    body = "".join(f"<p>{TEXT} The cast of the series meets in Oulu on day {n}.</p>" for n in range(4))
    rows = [{"html": f"{own}{body}</article></body></html>", "date": "2024-02-21"}]
    (page,) = pages(table(rows, ".jsonl"))
    assert article_of(page).published == date(2023, 5, 4)
    (page,) = pages(table([{"text": f"Date: 4 May 2023\n\n{TEXT}", "date": "2024-02-21"}], ".jsonl"))
    assert article_of(page).published == date(2024, 2, 21)


def test_a_text_without_a_day_takes_that_of_its_address_and_a_day_that_is_none_is_a_fault() -> None:
    (dated,) = pages(table([{"text": TEXT, "url": "https://paper.example/2024/02/21/eight/"}], ".jsonl"))
    assert article_of(dated).published == date(2024, 2, 21)
    (unread,) = pages(table([{"text": TEXT, "date": "soon"}], ".jsonl"))
    with pytest.raises(UnreadableInput, match="published 'soon' is not a day"):
        article_of(unread)


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_a_bad_line_is_a_fault_and_the_next_is_read(suffix: str) -> None:
    lines = [b'{"text": "One."}', b"{", b"[1]", b'{"id": 1}', b'{"text": "\\ud800"}', b'{"text": 3}', b'{"text": ""}']
    path = FOLDER / f"bad{suffix}"
    path.write_bytes(packed(b"\n".join([*lines, b"\xff", b"", b'{"text": "Last."}']), suffix))
    found = [one.fault if isinstance(one, UnreadableInput) else one.content.decode() for one in records_of(path)]
    assert found == [
        "One.",
        "is not JSON",
        "is no JSON object",
        "has no column of texts; its columns are id",
        "its text holds half a character",
        "its text is no text",
        "is not UTF-8 (byte 0)",
        "Last.",
    ]


def test_tables_that_are_cut_off_or_hold_no_texts_are_faults() -> None:
    whole = gzip.compress(b'{"text": "One."}\n' * 5_000)
    (FOLDER / "cut.jsonl.gz").write_bytes(whole[:-20])
    *_, last = records_of(FOLDER / "cut.jsonl.gz")
    assert isinstance(last, UnreadableInput)
    assert last.fault == "the file is cut off here; the rest cannot be read"
    (fault,) = records_of(table([{"id": 1, "size": 2}], ".parquet"))
    assert "its columns are id, size" in str(fault)
    path = table([{"text": TEXT}] * 50, ".parquet")
    path.write_bytes(path.read_bytes()[:-30])
    assert all(isinstance(one, UnreadableInput) for one in records_of(path))
    (missing,) = records_of(FOLDER / "nothing.parquet")
    assert "no such file" in str(missing)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=8), st.sampled_from(SUFFIXES))
def test_texts_come_out_as_they_went_in(texts: list[str], suffix: str) -> None:
    path = table([{"text": text, "title": "A title"} for text in [*texts, "End"]], suffix)
    assert [page.content.decode() for page in pages(path)] == [*texts, "End"]


@settings(max_examples=80, deadline=2_000)
@given(st.sampled_from(SUFFIXES), st.booleans(), st.binary(max_size=200), st.integers(0, 10_000))
def test_any_bytes_come_to_pages_or_faults(suffix: str, own: bool, noise: bytes, place: int) -> None:
    path = table([{"text": TEXT, "date": "2024-02-21"}] * 3, suffix)
    whole = path.read_bytes()
    place %= len(whole)
    path.write_bytes(whole[:place] + noise + whole[place + len(noise) :] if own else noise)
    for one in records_of(path):
        assert isinstance(one, Page) or "\n" not in str(one)
