"""Claims, statements and ids as tables: CSV that no spreadsheet executes, and Parquet, written a batch at a time."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from slugline.surfaces.exports.columns import DAY, NUMBER, TEXT, TEXTS, WHOLE, Column, Row

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 5000  # rows
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_HALVES = re.compile("[\ud800-\udfff]")


def write_csv(rows: Iterable[Row], columns: Sequence[Column], to: TextIO) -> int:
    """Write a header and the rows (RFC 4180); gives their number.

    A cell that a spreadsheet could take for a formula has an apostrophe before it, and so has one that begins with an
    apostrophe and goes on like a formula: `plain` takes it off again. Lists are JSON.
    """
    writer = csv.writer(to, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    count = 0
    for row in rows:
        writer.writerow([_cell(row[column.name]) for column in columns])
        count += 1
    return count


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """A cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read_csv(lines: Iterable[str], columns: Sequence[Column]) -> Iterator[Row]:
    """The rows that `write_csv` wrote."""
    sorts = {column.name: column.sort for column in columns}
    for row in csv.DictReader(lines):
        yield {name: _read(plain(row[name]), sort) for name, sort in sorts.items()}


def _read(cell: str, sort: str) -> Any:
    if sort == TEXTS:
        return json.loads(cell)
    if not cell:
        return None
    makers: dict[str, Any] = {TEXT: str, WHOLE: int, NUMBER: float, DAY: date.fromisoformat}
    return makers[sort](cell)


def write_parquet(rows: Iterable[Row], columns: Sequence[Column], to: BinaryIO) -> int:
    """Write the rows as Parquet (zstd), some thousands to a group; gives their number."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = parquet_schema(columns)
    count, rest = 0, iter(rows)
    with pq.ParquetWriter(to, schema, compression="zstd") as writer:
        while batch := list(islice(rest, _BATCH)):
            arrays = [parquet_array([row[name] for row in batch], schema.field(name)) for name in schema.names]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count += len(batch)
    return count


def parquet_array(cells: Sequence[Any], field: Any) -> Any:
    """Some cells of a column as Arrow holds them."""
    import pyarrow as pa

    return pa.array([_whole(cell) for cell in cells], type=field.type)


def _whole(cell: Any) -> Any:
    """A cell that UTF-8 can hold: half a character is replaced."""
    if isinstance(cell, str) and not cell.isascii():
        return _HALVES.sub("\N{REPLACEMENT CHARACTER}", cell)
    return cell


def parquet_schema(columns: Sequence[Column]) -> pa.Schema:
    """The columns as Arrow knows them, each with what it holds."""
    import pyarrow as pa

    types = {
        TEXT: pa.string(),
        WHOLE: pa.int64(),
        NUMBER: pa.float64(),
        DAY: pa.date32(),
        TEXTS: pa.list_(pa.string()),
    }
    return pa.schema(
        [pa.field(column.name, types[column.sort], metadata={"about": column.about}) for column in columns]
    )
