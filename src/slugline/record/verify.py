"""Looking through a whole record for anything that is not as it was recorded, or does not follow from what was.

    for faults in verify(database, SPECS, policy, counted): ...     a few at a time, as they are found

Everything is read from one snapshot, a little at a time: memory does not grow with the record. A row that cannot be
read is one of the faults, and the rest is looked at all the same.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing

from sqlalchemy import Connection, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from slugline.errors import RecordError
from slugline.model import PropertySpec
from slugline.record import schema
from slugline.record.database import Database
from slugline.record.faults import Fault, brief, quoted, unread
from slugline.record.policy import Policy
from slugline.record.verify_decisions import decided
from slugline.record.verify_names import Names
from slugline.record.verify_search import searchable
from slugline.record.verify_statements import Statements
from slugline.record.verify_versions import Versions

_MOST = 1000  # rows of one foreign key that are told


def verify(
    database: Database, specs: Mapping[str, PropertySpec], policy: Policy, counted: Counter[str]
) -> Iterator[list[Fault]]:
    """The faults of a record, step by step; most steps find none.

    ``counted`` grows as rows, subjects and statements are looked at. Raises `RecordError` where the record cannot be
    read at all, or (on a file system that cannot be locked) was written to meanwhile.
    """
    try:
        with database.reading() as connection, database.forgiving(connection), closing(Names()) as names:
            stages: dict[str, Callable[[], Iterator[list[Fault]]]] = {
                "the database": lambda: _stored(database, connection),
                "the tables": lambda: _tables(connection),
                "the references": lambda: _references(connection),
                "the schema's number": lambda: _number(connection),
                "the articles": lambda: Versions(connection, specs, names).steps(counted),
                "the names": lambda: names.steps(connection, counted),
                "search": lambda: searchable(connection, counted),
                "the decisions": lambda: decided(connection, specs, counted),
                "the statements": lambda: Statements(connection, specs, policy).steps(counted),
            }
            for place, stage in stages.items():
                yield from _whole(connection, place, stage)
    except sqlite3.Error as error:
        where = tempfile.gettempdir()
        raise RecordError(f"the scratch file: {error}", where=where, allowed="a folder that can be written") from error


def _whole(connection: Connection, place: str, stage: Callable[[], Iterator[list[Fault]]]) -> Iterator[list[Fault]]:
    """A stage's steps; what it cannot read on from is one more fault."""
    try:
        with connection.begin_nested():
            yield from stage()
    except SQLAlchemyError as error:
        yield [unread(place, "cannot be read on", error)]


def _stored(database: Database, connection: Connection) -> Iterator[list[Fault]]:
    for line in database.examine(connection):
        yield [Fault("the database", brief(line), "an undamaged file; restore a backup")]


def _tables(connection: Connection) -> Iterator[list[Fault]]:
    """Whether every table and index of the schema is there."""
    seen = inspect(connection)
    there = set(seen.get_table_names())
    for table in schema.metadata.sorted_tables:
        place = f"table {table.name}"
        if table.name not in there:
            yield [Fault(place, "it is not there", "a table; restore a backup")]
            continue
        found = {column["name"] for column in seen.get_columns(table.name)}
        yield [Fault(place, f"it has no column {column.name}", "one") for column in table.c if column.name not in found]
        sorted_by = {tuple(map(str, index["column_names"])) for index in seen.get_indexes(table.name)}
        wanted = {index.name: tuple(column.name for column in index.columns) for index in table.indexes}
        yield [
            Fault(place, f"it has no index {name} ({', '.join(columns)})", "one: without it answers are slow")
            for name, columns in sorted(wanted.items(), key=str)
            if columns not in sorted_by
        ]


def _references(connection: Connection) -> Iterator[list[Fault]]:
    """Whether every row of the record that another names is there; the desk's rows come and go."""
    for table in schema.metadata.sorted_tables:
        if table in schema.DESK:
            continue
        own = next(iter(table.primary_key.columns))
        for key in table.foreign_keys:
            other = key.column.table.alias()
            query = (
                select(own, key.parent)
                .outerjoin(other, other.c[key.column.name] == key.parent)
                .where(key.parent.is_not(None), other.c[key.column.name].is_(None))
                .limit(_MOST)
            )
            yield [
                Fault(f"{table.name} {row[0]}", f"its {key.parent.name} is {quoted(row[1])}", f"a row of {other.name}")
                for row in connection.execute(query)
            ]


def _number(connection: Connection) -> Iterator[list[Fault]]:
    """Whether Alembic has the schema's number too."""
    found = list(connection.execute(select(schema.alembic_version.c.version_num)).scalars())
    if found != [str(schema.VERSION)]:
        yield [Fault("alembic_version", f"it holds {quoted(found)}", str(schema.VERSION))]
