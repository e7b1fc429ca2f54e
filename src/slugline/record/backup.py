"""A whole copy of a record, as it stood at one moment, while others go on writing to it.

    backup("slugline.db", "/backups/monday.db")
    backup("/backups/monday.db", "postgresql://…")      also the way back, and the move to a server

The copy has the same rows with the same numbers, and is made wholly or not at all. Accounts, tokens and hooks of the
desk go with it; who is signed in does not.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from slugline.errors import RecordError
from slugline.record import schema, search_index
from slugline.record.connect import connect, file_of, on_server
from slugline.record.database import Database, short

_NEW_FILE = "the path of a new file, or an empty database on a server"
_ROOM = "a folder that can be written, with room on the disk"
_WHOLE = "a record in which `slugline verify` finds nothing wrong"
_ROWS = 1000  # read and written at a time
_TEXTS = 50  # the same, of rows with an article's text
_BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a file, and would take for the new record's


@dataclass(frozen=True, slots=True)
class Copied:
    """Where the copy is, as it may be shown, and how many rows of each table it has."""

    where: str
    rows: Mapping[str, int]


def backup(url: str, to: str) -> Copied:
    """Copy the record at ``url`` into a new record at ``to``.

    ``to`` is the path of a file that is not there, or a server's database without tables. A record of an earlier
    schema is brought up to date first, as whenever one is opened. Raises `RecordError`, with nothing left at ``to``.
    """
    with closing(connect(url, create=False)) as source:
        return _to_server(source, to) if on_server(to) else _to_file(source, to)


def _to_server(source: Database, to: str) -> Copied:
    from slugline.record.postgres import Postgres

    with closing(Postgres(to)) as target:

        def fill(connection: Connection) -> dict[str, int]:
            there = inspect(connection).get_table_names()
            if there:
                fault = "holds a record already" if "claims" in there else f"holds tables already ({there[0]})"
                raise RecordError(fault, where=target.where, allowed=_NEW_FILE)
            rows = _copied(source, connection)
            _number_on(connection)
            connection.execute(text("ANALYZE"))  # else the server plans for empty tables until it next looks
            return rows

        return Copied(target.where, target.alter(fill))


def _number_on(connection: Connection) -> None:
    """New rows get the numbers after those that were copied."""
    for table in schema.metadata.sorted_tables:
        if "id" in table.c:
            numbers = func.pg_get_serial_sequence(table.name, "id")
            connection.execute(select(func.setval(numbers, func.max(table.c.id))))


def _to_file(source: Database, to: str) -> Copied:
    path = file_of(to)
    if path is None:
        raise RecordError("a record in memory is gone when the command ends", allowed=_NEW_FILE)
    try:
        _check_free(path, source)
        part = path.with_name(f".slugline-{secrets.token_hex(8)}.part")
        try:
            rows = _written(source, part)
            _publish(part, path)
        except RecordError as error:
            where = str(path) if error.where == str(part) else error.where
            raise RecordError(error.fault, where=where, allowed=error.allowed) from error
        finally:
            for name in (part.name, *(part.name + end for end in _BESIDE)):
                part.with_name(name).unlink(missing_ok=True)
    except OSError as error:
        fault = error.strerror or str(error)
        raise RecordError(
            fault, where=str(path), allowed="a folder that can be written, with room on the disk"
        ) from error
    return Copied(str(path), rows)


def _check_free(path: Path, source: Database) -> None:
    if path.is_dir():
        raise RecordError("is a folder", where=str(path), allowed=_NEW_FILE)
    if path.exists() and Path(source.where).exists() and path.samefile(source.where):
        raise RecordError("is the record itself", where=str(path), allowed=_NEW_FILE)
    for place in (path, *(path.with_name(path.name + end) for end in _BESIDE)):
        if os.path.lexists(place):
            raise RecordError("is there already", where=str(place), allowed=_NEW_FILE)
    if not path.parent.is_dir():
        raise RecordError("the folder does not exist", where=str(path.parent), allowed="an existing folder")


def _written(source: Database, part: Path) -> dict[str, int]:
    """The copy in a file under a name of its own, whole and on the disk; nobody else may read what the source hides."""
    from slugline.record.sqlite import Sqlite, unlogged

    file = Path(source.where)
    mode = file.stat().st_mode if isinstance(source, Sqlite) and file.exists() else 0o666
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode & 0o666 | 0o600))
    with closing(unlogged(part)) as target:
        rows = target.write(lambda connection: _copied(source, connection))
    with closing(Sqlite(part)) as target:
        target.alter(lambda _: None)  # turns on the log that every record has
    _synced(part)
    return rows


def _publish(part: Path, path: Path) -> None:
    """Give the copy its name, unless something else has got it meanwhile."""
    try:
        os.link(part, path)
    except FileExistsError as error:
        raise RecordError("is there already", where=str(path), allowed=_NEW_FILE) from error
    except OSError:  # a file system without links
        if os.path.lexists(path):
            raise RecordError("is there already", where=str(path), allowed=_NEW_FILE) from None
        part.rename(path)
    with contextlib.suppress(OSError):  # not every file system can do it for a folder
        _synced(path.parent)


def _synced(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _copied(source: Database, connection: Connection) -> dict[str, int]:
    """Make the tables and fill them from the source; how many rows each has."""
    schema.metadata.create_all(connection, checkfirst=False)
    search_index.make(connection)
    counted = {table.name: 0 for table in schema.metadata.sorted_tables if table not in schema.PASSING}
    with closing(_rows(source)) as batches:
        for table, rows in batches:
            try:
                connection.execute(insert(table), rows)
            except IntegrityError as error:
                fault = f"does not hold together: {short(error)}"
                raise RecordError(fault, where=source.where, allowed=_WHOLE) from error
            counted[table.name] += len(rows)
    search_index.fill(connection)
    return counted


def _rows(source: Database) -> Generator[tuple[Table, list[dict[str, Any]]], None, None]:
    """Every row of one snapshot, some at a time, each after those that it refers to."""
    try:
        with source.reading() as connection:
            for table in schema.metadata.sorted_tables:
                if table in schema.PASSING:
                    continue
                key = next(iter(table.primary_key.columns))
                query = select(table).order_by(key).limit(_TEXTS if table is schema.versions else _ROWS)
                rows = connection.execute(query).all()
                while rows:
                    yield table, [dict(row._mapping) for row in rows]
                    rows = connection.execute(query.where(key > getattr(rows[-1], key.name))).all()
    except (ValueError, TypeError) as error:
        raise RecordError(str(error), where=source.where, allowed=_WHOLE) from error
