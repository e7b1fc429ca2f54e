"""Claims and articles as Parquet tables, the same bytes for the same rows; the columns are told in docs/batch.md.

A claim's row is that of an export (`slugline.surfaces.exports.columns`) with the id of its article, so that each is
exactly one line of the claim contract. Row groups are cut by the number of rows alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from slugline.model import Article, Claim
from slugline.surfaces.exports.columns import CLAIMS as EXPORTED
from slugline.surfaces.exports.columns import DAY, TEXT, WHOLE, Column, Row, claim_row
from slugline.surfaces.exports.tables import parquet_array, parquet_schema

ARTICLE = Column("article", TEXT, "the id of the article, in the table of articles")
CLAIMS: Sequence[Column] = (ARTICLE, *EXPORTED)
ARTICLES: Sequence[Column] = (
    Column("article", TEXT, "its id: a hash of its address, or file, and its text"),
    Column("url", TEXT, "its address"),
    Column("file", TEXT, "the file, and the record in it, that it was read from"),
    Column("publisher", TEXT, "who published it"),
    Column("title", TEXT, "its title"),
    Column("author", TEXT, "its author"),
    Column("published", DAY, "the day of publication"),
    Column("modified", DAY, "the day of its last change, where it says so"),
    Column("retrieved_at", TEXT, "when it was fetched, where the archive says so (ISO 8601)"),
    Column("claims", WHOLE, "how many claims it has: they follow one another in the table of claims"),
    Column("text", TEXT, "its text: quotes are spans of it, in characters"),
)
CLAIMS_A_GROUP, ARTICLES_A_GROUP = 5000, 250


class Table:
    """A Parquet file in the making, closed with ``with``; a file without rows is not made."""

    def __init__(self, path: Path, columns: Sequence[Column], group: int) -> None:
        self._path, self._columns, self._group = path, columns, group
        self._schema = parquet_schema(columns)
        self._rows: list[Row] = []
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._rows:
            self._flush()
        if self._writer is not None:
            self._writer.close()

    def add(self, row: Row) -> None:
        """Append a row."""
        self._rows.append(row)
        if len(self._rows) == self._group:
            self._flush()

    def _flush(self) -> None:
        arrays = [
            parquet_array([row[column.name] for row in self._rows], self._schema.field(column.name))
            for column in self._columns
        ]
        self._write(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []

    def _write(self, table: pa.Table) -> None:
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, self._schema, compression="zstd")
        self._writer.write_table(table, row_group_size=self._group)


def claims_table(path: Path) -> Table:
    """A table of claims to be written."""
    return Table(path, CLAIMS, CLAIMS_A_GROUP)


def articles_table(path: Path) -> Table:
    """A table of articles to be written."""
    return Table(path, ARTICLES, ARTICLES_A_GROUP)


def joined(paths: Iterable[Path], to: Path, columns: Sequence[Column], group: int) -> None:
    """Write the rows of some tables into one, in their order; a table without rows where there are none."""
    schema = parquet_schema(columns)
    with pq.ParquetWriter(to, schema, compression="zstd") as writer:
        waiting: list[pa.RecordBatch] = []
        count = 0
        for path in paths:
            for batch in pq.ParquetFile(path).iter_batches(batch_size=group):
                waiting.append(batch)
                count += batch.num_rows
                if count >= group:
                    table = pa.Table.from_batches(waiting, schema)
                    writer.write_table(table.slice(0, group), row_group_size=group)
                    waiting = table.slice(group).to_batches()
                    count -= group
        if count:
            writer.write_table(pa.Table.from_batches(waiting, schema), row_group_size=group)


def row_of(article: Article, claims: int) -> Row:
    """An article as a row of ARTICLES."""
    return {
        "article": article.id,
        "url": article.url or None,
        "file": article.file or None,
        "publisher": article.publisher or None,
        "title": article.title or None,
        "author": article.author or None,
        "published": article.published,
        "modified": article.modified,
        "retrieved_at": article.retrieved_at.isoformat() if article.retrieved_at else None,
        "claims": claims,
        "text": article.text,
    }


def claim_row_of(claim: Claim, article: Article) -> Row:
    """A claim as a row of CLAIMS."""
    return {"article": article.id, **claim_row(claim)}


def article_from(row: Row) -> Article:
    """The article that a row of ARTICLES is, without its parts. Raises `ValueError` or `TypeError`."""
    return Article(
        id=_text(row["article"]),
        url=_text(row["url"]),
        file=_text(row["file"]),
        publisher=_text(row["publisher"]),
        title=_text(row["title"]),
        author=_text(row["author"]),
        text=_text(row["text"]),
        published=_day(row["published"]),
        modified=None if row["modified"] is None else _day(row["modified"]),
        retrieved_at=None if row["retrieved_at"] is None else datetime.fromisoformat(row["retrieved_at"]),
    )


def rows_in(path: Path, columns: Sequence[Column], group: int) -> Iterator[Row]:
    """The rows of a table, some in memory at a time. Raises `ValueError` where a column is missing."""
    file = pq.ParquetFile(path)
    names = [column.name for column in columns]
    missing = sorted(set(names) - set(file.schema_arrow.names))
    if missing:
        raise ValueError(f"has no column {missing[0]}")
    for batch in file.iter_batches(batch_size=group, columns=names):
        yield from batch.to_pylist()


def has_column(path: Path, name: str) -> bool:
    """Whether a Parquet file has a column of that name; no file that cannot be read has."""
    with suppress(OSError, pa.ArrowException):
        return name in pq.read_schema(path).names
    return False


def _text(cell: Any) -> str:
    if cell is not None and not isinstance(cell, str):
        raise TypeError(f"{cell!r:.60} is no text")
    return cell or ""


def _day(cell: Any) -> date:
    if type(cell) is not date:
        raise TypeError(f"{cell!r:.60} is no day")
    return cell
