"""The small interface between the record and a database: what differs between SQLite and a server.

    database = connect(url, create=True)
    with database.reading() as connection: ...      one snapshot, however many queries
    database.write(work)                            work(connection) in a transaction, again where that helps
    database.hold(connection, key)                  inside a write: no other writer of ``key`` until it ends

Everything else in the record is portable SQL. Whatever the database refuses leaves here as one
`RecordError` with its place and what is allowed; no address is shown with its password.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, UniqueConstraint
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from slugline.errors import RecordError

Result = TypeVar("Result")

TRIES = 12
_FIRST_PAUSE = 0.01  # seconds; doubled for each try, with as much again by chance
_LONGEST_PAUSE = 1.0
_ROWS = 500  # in one statement, so that it stays within every database's number of parameters


class Database(ABC):
    """One record's database. ``where`` is its address as it may be shown."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self.where = where

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one snapshot until it is given back, whatever others write meanwhile.

        Raises `RecordError` for whatever the database refuses, here or in the body.
        """
        try:
            with self._reader().connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self.refusal(error) from error

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """What ``work`` gives; all that it writes is kept, or none of it.

        ``work`` is begun anew, in a new transaction, where another writer came between or the
        server went away before the end was asked for: it must do nothing but read and write
        through its connection. Raises `RecordError`.
        """
        return self._write(work, self._writer())

    @abstractmethod
    def alter(self, work: Callable[[Connection], Result]) -> Result:
        """The same for making and changing tables: one process at a time, however long it takes."""

    @abstractmethod
    def hold(self, connection: Connection, *keys: str) -> None:
        """Keep other writers of each key waiting until the transaction ends.

        To be called once, before anything is read that the writing depends on.
        """

    def examine(self, connection: Connection) -> Iterator[str]:  # noqa: ARG002
        """What the database itself finds wrong with how it is stored; nothing where it cannot be asked."""
        return iter(())

    @contextmanager
    def forgiving(self, connection: Connection) -> Iterator[None]:  # noqa: ARG002
        """Until the block ends, texts that are not UTF-8 are read with lone surrogates for their bytes."""
        yield

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @abstractmethod
    def refusal(self, error: SQLAlchemyError) -> RecordError:
        """A fault of the database as one line, with what is allowed."""

    @abstractmethod
    def _reader(self) -> Engine: ...

    @abstractmethod
    def _writer(self) -> Engine: ...

    @abstractmethod
    def _passes(self, error: SQLAlchemyError, *, ending: bool) -> bool:
        """Whether the same transaction may well succeed now.

        ``ending`` says that its end had been asked for, so that it may have been kept after all.
        """

    def _write(self, work: Callable[[Connection], Result], engine: Engine) -> Result:
        for tried in range(1, TRIES + 1):
            ending = False
            try:
                with engine.begin() as connection:
                    result = work(connection)
                    ending = True
                return result
            except SQLAlchemyError as error:
                if tried == TRIES or not self._passes(error, ending=ending):
                    raise self.refusal(error) from error
            pause = min(_FIRST_PAUSE * 2 ** (tried - 1), _LONGEST_PAUSE)
            time.sleep(pause + pause * secrets.randbelow(1000) / 1000)
        raise AssertionError("the last try returns or raises")


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those of the rows that break no unique constraint, and pass the others over.

    Rows are best given in an order that all writers share: then they wait for each other and
    never in a circle.
    """
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).on_conflict_do_nothing()
    for first in range(0, len(rows), _ROWS):
        part = [dict(row) for row in rows[first : first + _ROWS]]
        connection.execute(statement, part)


def lock_number(key: str) -> int:
    """A key as a server's lock knows it: 64 bits with a sign."""
    return int.from_bytes(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:8], "big", signed=True)


def short(error: Exception) -> str:
    """A database's fault as one line, without the statement that it names."""
    origin = getattr(error, "orig", None) or error
    lines = [line.strip() for line in str(origin).splitlines() if line.strip()]
    return lines[0] if lines else type(origin).__name__


def insert_earliest(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], day: str) -> None:
    """Insert the rows; where one is there already, the earlier of the two values of column ``day`` stays.

    Rows are best given in an order that all writers share: then they wait for each other and never in a circle.
    """
    on_server = connection.dialect.name == "postgresql"
    statement = _earliest(table, day, on_server=on_server)
    for first in range(0, len(rows), _ROWS):
        part = rows[first : first + _ROWS]
        if on_server:
            connection.execute(statement, [dict(row) for row in part])
        else:  # written out: SQLite takes every value but days as it is
            written = _written_out(table, day, tuple(part[0]))
            connection.exec_driver_sql(written, [tuple(map(_plain, row.values())) for row in part])


@cache
def _earliest(table: Table, day: str, *, on_server: bool) -> postgresql.Insert | sqlite.Insert:
    insert = postgresql.insert if on_server else sqlite.insert
    statement = insert(table)
    unique = next(one for one in table.constraints if isinstance(one, UniqueConstraint))
    earlier = statement.excluded[day] < table.c[day]
    return statement.on_conflict_do_update(
        index_elements=[column.name for column in unique.columns], set_={day: statement.excluded[day]}, where=earlier
    )


@cache
def _written_out(table: Table, day: str, columns: tuple[str, ...]) -> str:
    statement = _earliest(table, day, on_server=False)
    return str(statement.compile(dialect=sqlite.dialect(), column_keys=columns))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
