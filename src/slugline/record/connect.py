"""Opening the database: the one place that knows SQLite from the rest.

A later database adds its own branch here; the tables and the queries are portable SQL.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from slugline.errors import RecordError
from slugline.record import schema

ALLOWED = "sqlite:///PATH or a path"
_SQLITE = "sqlite:///"
_MAGIC = b"SQLite format 3\x00"
_WAIT = 30  # seconds to wait for another process that writes


def connect(url: str, *, create: bool) -> Engine:
    """An engine on the record at ``url``, its tables made where it is new and ``create`` is set.

    Raises `RecordError` for an address of another kind, a file that is no SQLite database or no
    record, a record of a newer schema, and a place that cannot be read or written.
    """
    path = _path(url)
    fresh = path is None or not path.exists() or path.stat().st_size == 0
    if path is not None:
        _check_file(path, create=create, fresh=fresh)
    engine = create_engine(
        URL.create("sqlite", database=str(path) if path else ":memory:"), connect_args={"timeout": _WAIT}
    )
    event.listen(engine, "connect", _leave_transactions_alone)
    event.listen(engine, "begin", _begin)
    where = str(path or ":memory:")
    try:
        names = set(inspect(engine).get_table_names())
        if not names and fresh:
            _make(engine)
        elif "meta" not in names:
            raise RecordError("is a database but no Slugline record", where=where, allowed="a record, or a new path")
        _check_version(engine, where)
    except SQLAlchemyError as error:
        raise RecordError(short(error), where=where, allowed="a readable SQLite record") from error
    return engine


def _path(url: str) -> Path | None:
    if not url.strip():
        raise RecordError("the record's address is empty", allowed=ALLOWED)
    if url in (":memory:", "sqlite://", _SQLITE, _SQLITE + ":memory:"):
        return None
    if url.startswith(_SQLITE):
        return Path(url.removeprefix(_SQLITE))
    if "://" in url:
        scheme = url.partition("://")[0]
        raise RecordError(f"no record is kept on {scheme!r} yet", allowed=ALLOWED)
    return Path(url)


def _check_file(path: Path, *, create: bool, fresh: bool) -> None:
    where = str(path)
    try:
        if path.is_dir():
            raise RecordError("is a folder", where=where, allowed="the path of a file")
        if not path.parent.is_dir():
            raise RecordError("the folder does not exist", where=str(path.parent), allowed="an existing folder")
        if not path.exists() and not create:
            raise RecordError("there is no record", where=where, allowed="a record made by `slugline add`")
        if fresh:
            with path.open("ab"):
                return
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise RecordError("is not a SQLite database", where=where, allowed="a record, or a new path")
    except OSError as error:
        raise RecordError(error.strerror or str(error), where=where, allowed="a place that can be written") from error


def writing(engine: Engine) -> Engine:
    """The engine for a transaction that writes: it waits for its turn before it reads anything."""
    return engine.execution_options(writes=True)


def _leave_transactions_alone(connection: Any, _: object) -> None:
    """The driver would commit at each CREATE TABLE and begin only at the first INSERT."""
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _make(engine: Engine) -> None:
    """All tables or none, made once where several processes begin the same record."""
    with writing(engine).begin() as connection:
        if not inspect(connection).get_table_names():
            schema.metadata.create_all(connection)
            connection.execute(schema.meta.insert().values(key="schema", value=str(schema.VERSION)))


def _check_version(engine: Engine, where: str) -> None:
    with engine.connect() as connection:
        found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar()
    if found is None or not str(found).isdecimal():
        raise RecordError("is a database but no Slugline record", where=where, allowed="a record, or a new path")
    if int(found) > schema.VERSION:
        raise RecordError(
            f"was made by a newer Slugline (schema {found})", where=where, allowed=f"schema {schema.VERSION} or older"
        )


def short(error: Exception) -> str:
    """A database error as one line, without the statement that it names."""
    origin = getattr(error, "orig", None) or error
    return str(origin).splitlines()[0] if str(origin) else type(origin).__name__
