"""Opening a record: which database its address means, and that its tables are there and readable.

Only `sqlite` and `postgres` know one database from another; the tables and the queries are
portable SQL over `Database`.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, select
from sqlalchemy.exc import DBAPIError

from slugline.errors import RecordError
from slugline.record import schema, search_index
from slugline.record.database import Database

ALLOWED = "a path, sqlite:///PATH or postgresql://USER@HOST:PORT/DATABASE"
_SQLITE = "sqlite:///"
_PLACES = "a record, a new path, or an empty database or schema on a server"
_NUMBER = select(schema.meta.c.value).where(schema.meta.c.key == "schema")


def connect(url: str, *, create: bool) -> Database:
    """The database at ``url``, its tables made where it is new and ``create`` is set.

    Raises `RecordError` for an address of another kind, a database that is no record, a record of
    a newer schema, and a place that cannot be reached, read or written.
    """
    database = _database(url, create=create)
    try:
        _prepare(database, create=create)
    except BaseException:
        database.close()
        raise
    return database


def on_server(url: str) -> bool:
    """Whether a record's address is that of a server."""
    return "://" in url and url.partition("://")[0] in ("postgresql", "postgres")


def file_of(url: str) -> Path | None:
    """The file of a record that is on no server; None for one in memory. Raises `RecordError`."""
    if not url.strip():
        raise RecordError("the record's address is empty", allowed=ALLOWED)
    scheme = url.partition("://")[0] if "://" in url else ""
    if scheme not in ("", "sqlite") or (scheme == "sqlite" and url != "sqlite://" and not url.startswith(_SQLITE)):
        raise RecordError(f"no record is kept on {scheme!r}", allowed=ALLOWED)
    if url in (":memory:", "sqlite://", _SQLITE, _SQLITE + ":memory:"):
        return None
    return Path(url.removeprefix(_SQLITE))


def _database(url: str, *, create: bool) -> Database:
    if on_server(url):
        from slugline.record.postgres import Postgres

        return Postgres(url)
    from slugline.record.sqlite import Sqlite, check_file

    path = file_of(url)
    if path is not None:
        check_file(path, create=create)
    return Sqlite(path)


def _prepare(database: Database, *, create: bool) -> None:
    """The tables of a new record, made wholly or not at all; an older record upgraded, a newer one refused."""
    found = _found(database)
    if found is None:
        if not create:
            raise RecordError("there is no record", where=database.where, allowed="a record made by `slugline add`")
        database.alter(lambda connection: _make(connection, database.where))
        return
    if found > schema.VERSION:
        raise RecordError(
            f"was made by a newer Slugline (schema {found})",
            where=database.where,
            allowed=f"schema {schema.VERSION} or older",
        )
    if found < schema.VERSION:
        database.alter(lambda connection: _upgrade(connection, database.where))


def _found(database: Database) -> int | None:
    """The schema's number: by one query where the database is a record, else by a look at its tables."""
    with database.reading() as connection:
        try:
            number = connection.execute(_NUMBER).scalar()
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            connection.rollback()
            return _version(connection, database.where)
    return _decimal(number, database.where)


def _decimal(number: object, where: str) -> int:
    if number is None or not str(number).isdecimal():
        raise RecordError("is a database but no Slugline record", where=where, allowed=_PLACES)
    return int(str(number))


def _version(connection: Connection, where: str) -> int | None:
    """The schema's number; None where there is no table at all. Raises `RecordError` for a strange database."""
    inspector = inspect(connection)
    names = set(inspector.get_table_names())
    if not names:
        return None
    columns = {column["name"] for column in inspector.get_columns("meta")} if "meta" in names else set()
    return _decimal(connection.execute(_NUMBER).scalar() if columns == {"key", "value"} else None, where)


def _make(connection: Connection, where: str) -> None:
    """All tables, unless another process has just made them."""
    if _version(connection, where) is None:
        schema.metadata.create_all(connection, checkfirst=False)
        search_index.make(connection)
        connection.execute(schema.meta.insert().values(key="schema", value=str(schema.VERSION)))
        connection.execute(schema.alembic_version.insert().values(version_num=str(schema.VERSION)))


def _upgrade(connection: Connection, where: str) -> None:
    """The present schema, unless another process has just made it so."""
    found = _version(connection, where)
    if found is not None and found < schema.VERSION:
        from slugline.record.upgrade import upgrade

        upgrade(connection, found, schema.VERSION)
