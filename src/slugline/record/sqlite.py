"""A record in a file, or in memory: SQLite.

Writers take turns, readers see a snapshot and wait for nobody (the write-ahead log). Beside the
record itself only its own ``-wal`` and ``-shm`` files are ever written. Where not even those may be
written (a read-only disk, somebody else's folder), the file is read as it stands.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from slugline.errors import RecordError
from slugline.record.database import Database, short

MEMORY = ":memory:"
_MAGIC = b"SQLite format 3\x00"
_WAIT = 60  # seconds to wait for another process that writes
_PAUSE = 0.02
_MOST_FOUND = 1000  # faults of one file that SQLite is asked for
_LOGS = ("-wal", "-journal")
_PRIMARY = 0xFF  # an extended code's low byte is the fault itself
_ALLOWED = {
    sqlite3.SQLITE_BUSY: f"a record that no other process writes to for {_WAIT} seconds on end",
    sqlite3.SQLITE_CANTOPEN: "a file and a folder that can be read and written",
    sqlite3.SQLITE_CORRUPT: "an undamaged record; restore a backup",
    sqlite3.SQLITE_FULL: "room on the disk",
    sqlite3.SQLITE_IOERR: "a disk that can be read and written, with room on it",
    sqlite3.SQLITE_NOTADB: "a record, or a new path",
    sqlite3.SQLITE_PERM: "a file and a folder that can be read and written",
    sqlite3.SQLITE_READONLY: "a file and a folder that can be written",
}

Result = TypeVar("Result")


class Sqlite(Database):
    """A file, or (``path`` None) a record in memory that ends with its engine."""

    def __init__(self, path: Path | None) -> None:
        where = MEMORY if path is None else str(path)
        self._path = path
        self._only_read = path is not None and not _may_write(path)
        if self._only_read:
            engine = create_engine("sqlite://", creator=self._opened, poolclass=NullPool)
        else:
            engine = create_engine(URL.create("sqlite", database=where), connect_args={"timeout": _WAIT})
        event.listen(engine, "connect", _settle)
        event.listen(engine, "begin", _begin)
        super().__init__(engine, where)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """As `Database.reading`; a file that cannot be locked is checked for having stayed as it was."""
        before = self._stamp()
        with super().reading() as connection:
            yield connection
        if before and before != self._stamp():
            fault = "was written to while it was read"
            raise RecordError(fault, where=self.where, allowed="a record at rest, or in a folder that can be written")

    def hold(self, connection: Connection, *keys: str) -> None:
        """Nothing: a transaction that writes has the whole record to itself from its first word."""

    def alter(self, work: Callable[[Connection], Result]) -> Result:
        """With the write-ahead log turned on first, which no transaction can do."""
        if self._path is not None:
            self._keep_log()
        return self.write(work)

    def examine(self, connection: Connection) -> Iterator[str]:
        """SQLite's own look at every page and index."""
        for (line,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_FOUND})"):
            if line != "ok":
                yield str(line)

    @contextmanager
    def forgiving(self, connection: Connection) -> Iterator[None]:
        """As `Database.forgiving`: SQLite keeps any bytes as a text, and does not say so before they are read."""
        driver: Any = connection.connection.driver_connection
        driver.text_factory = _forgiven
        try:
            yield
        finally:
            driver.text_factory = str

    def _keep_log(self) -> None:
        """Once and for all; a file system that cannot do it goes without.

        SQLite refuses at once, without its usual wait, while another process is doing the same.
        """
        until = time.monotonic() + _WAIT
        while True:
            try:
                with self._engine.connect() as connection:
                    driver: Any = connection.connection.driver_connection
                    driver.execute("PRAGMA journal_mode=WAL").fetchall()
                return
            except sqlite3.OperationalError as error:
                if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise RecordError(short(error), where=self.where, allowed=_allowed(error)) from error
            time.sleep(_PAUSE)

    def refusal(self, error: SQLAlchemyError) -> RecordError:
        """SQLite's own words, and what would have been right."""
        return RecordError(short(error), where=self.where, allowed=_allowed(getattr(error, "orig", None)))

    def _opened(self) -> sqlite3.Connection:
        """A connection to a file that only others may write; locks need a log, which only they can make."""
        fixed = "&immutable=1" if self._stamp() else ""
        address = f"file:{quote(self.where)}?mode=ro{fixed}"
        return sqlite3.connect(address, uri=True, timeout=_WAIT, check_same_thread=False)

    def _stamp(self) -> tuple[int, ...]:
        """Tells one state of such a file from another; empty where its log is there, and locks work."""
        if self._path is None or not self._only_read or any(Path(f"{self._path}{end}").exists() for end in _LOGS):
            return ()
        found = self._path.stat()
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _reader(self) -> Engine:
        return self._engine

    def _writer(self) -> Engine:
        return self._engine.execution_options(writes=True)

    def _passes(self, error: SQLAlchemyError, *, ending: bool) -> bool:
        return not ending and _code(error.__cause__) == sqlite3.SQLITE_PROTOCOL  # many opened the log at once


def unlogged(path: Path) -> Sqlite:
    """A new file of which nobody else knows, and which is thrown away where anything fails: it waits for no disk."""
    made = Sqlite(path)
    event.listen(made._engine, "connect", _forgo_log)
    return made


def check_file(path: Path, *, create: bool) -> None:
    """Refuse what cannot be a record, before the driver makes or opens anything. Raises `RecordError`."""
    where = str(path)
    try:
        if path.is_dir():
            raise RecordError("is a folder", where=where, allowed="the path of a file")
        if not path.parent.is_dir():
            raise RecordError("the folder does not exist", where=str(path.parent), allowed="an existing folder")
        if not path.exists() and not create:
            raise RecordError("there is no record", where=where, allowed="a record made by `slugline add`")
        if not path.exists() or path.stat().st_size == 0:
            with path.open("ab"):
                return
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise RecordError("is not a SQLite database", where=where, allowed="a record, or a new path")
    except OSError as error:
        raise RecordError(error.strerror or str(error), where=where, allowed="a place that can be written") from error


def _forgiven(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _may_write(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _settle(connection: Any, _: object) -> None:
    """Each new connection: the driver would commit at each CREATE TABLE and begin only at the first INSERT."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA temp_store=MEMORY")  # no files of SQLite's own in the system's folder


def _forgo_log(connection: Any, _: object) -> None:
    connection.execute("PRAGMA journal_mode=MEMORY").fetchall()
    connection.execute("PRAGMA synchronous=OFF")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _code(error: object) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & _PRIMARY


def _allowed(error: object) -> str:
    return _ALLOWED.get(_code(error), "a readable SQLite record")
