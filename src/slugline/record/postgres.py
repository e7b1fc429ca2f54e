"""A record on a server: PostgreSQL, through psycopg 3 (the extra ``postgres``).

Writers of different articles go on side by side; writers of one article take turns by an advisory
lock. Every wait is bounded, so that a server that has gone, or hangs, ends in a clear error.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from slugline.errors import RecordError
from slugline.record.database import Database, lock_number, short

SCHEMES = ("postgresql", "postgres")
SHAPE = "postgresql://USER@HOST:PORT/DATABASE"
_EXTRA = "psycopg: install slugline[postgres]"
_CONNECT = 10  # seconds, as all below
_STATEMENT = 60
_LOCK = 55
_IDLE = 300  # of a transaction whose process has stopped
_WAITS = {
    "connect_timeout": _CONNECT,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 1000 * _STATEMENT,
}
_HOLD = text("SELECT pg_advisory_xact_lock(n) FROM (SELECT n FROM unnest(:numbers ::bigint[]) AS t (n) ORDER BY n) s")
_TABLES_LOCK = "slugline: tables"
_AGAIN = ("40001", "40P01")  # serialization failure, deadlock
_ALLOWED = {  # by SQLSTATE, or the class that its first two letters name
    "0A000": "a server that may be written to, no standby",  # what a standby says to BEGIN READ WRITE
    "08": "a server that runs and can be reached",
    "22": "text and numbers that the server's database can hold",
    "25006": "a server that may be written to, no standby",
    "28": "a user and password that the server accepts",
    "3D": "a database that exists",
    "3F": "a search path that names an existing schema",
    "42501": "a role that may read and add rows, and make tables in a new record",
    "42": "a readable Slugline record",
    "53100": "room on the server's disk",
    "53300": "a server with connections to spare",
    "53": "a server with memory and disk to spare",
    "55P03": f"a record that nobody holds for longer than {_LOCK} seconds",
    "57014": f"a statement that ends within {_STATEMENT} seconds",
    "57": "a server that runs and can be reached",
    "XX": "an undamaged record; restore a backup",
}
_UNREACHED = "a server that runs, and a database, user and password that it accepts"

Result = TypeVar("Result")


class Postgres(Database):
    """The record in the first schema of the search path of one database."""

    def __init__(self, url: str) -> None:
        address = _address(url)
        self._password = _password(address)
        try:
            engine = create_engine(
                address.set(drivername="postgresql+psycopg"),
                connect_args={key: value for key, value in _WAITS.items() if key not in address.query},
                client_encoding="utf8",
                isolation_level="READ COMMITTED",
                pool_pre_ping=True,
                pool_timeout=_CONNECT,
                use_native_hstore=False,
            )
        except ImportError as error:
            raise RecordError("a record on a server needs psycopg", where=shown(address), allowed=_EXTRA) from error
        except (SQLAlchemyError, TypeError, ValueError) as error:
            raise RecordError("the address cannot be read", where=shown(address), allowed=SHAPE) from error
        super().__init__(engine, shown(address))
        event.listen(engine, "connect", self._settle)

    def hold(self, connection: Connection, *keys: str) -> None:
        """Advisory locks in one order for all, so that two writers never wait for each other in a circle."""
        numbers = sorted({lock_number(key) for key in keys})
        connection.execute(_HOLD, {"numbers": numbers})

    def alter(self, work: Callable[[Connection], Result]) -> Result:
        """Under one lock for all processes, without the usual bound on a statement's time."""

        def alone(connection: Connection) -> Result:
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
            self.hold(connection, _TABLES_LOCK)
            return work(connection)

        return self._write(alone, self._writer())

    def refusal(self, error: SQLAlchemyError) -> RecordError:
        """The server's own words, without the password, and what would have been right."""
        line = short(error)
        if self._password:
            line = line.replace(self._password, "***")
        return RecordError(line, where=self.where, allowed=_allowed(error))

    def _settle(self, connection: Any, _: object) -> None:
        """Each new connection: no statement and no wait without an end."""
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            fault = f"the server's database is in {encoding}"
            raise RecordError(fault, where=self.where, allowed="a database made with ENCODING 'UTF8'")
        waits = {"statement": _STATEMENT, "lock": _LOCK, "idle_in_transaction_session": _IDLE}
        connection.execute("; ".join(f"SET {name}_timeout = '{seconds}s'" for name, seconds in waits.items()))
        connection.commit()

    def _reader(self) -> Engine:
        return self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def _writer(self) -> Engine:
        return self._engine

    def _passes(self, error: SQLAlchemyError, *, ending: bool) -> bool:
        """A lost connection only where nothing can have been kept: the end had not been asked for."""
        if getattr(error, "connection_invalidated", False):
            return not ending
        return _state(error) in _AGAIN


def shown(address: URL) -> str:
    """The address without its password or any of its options."""
    return URL.create(
        "postgresql", address.username, None, address.host, address.port, address.database
    ).render_as_string()


def _address(url: str) -> URL:
    """The address in parts; one whose password would be taken for something else is refused unshown."""
    _, _, rest = url.partition("://")
    try:
        address = make_url(f"postgresql://{rest}")
    except (ArgumentError, ValueError) as error:
        raise RecordError("the record's address cannot be read", allowed=SHAPE) from error
    if rest.partition("?")[0].count("@") > 1:
        fault = "the record's address holds more than one @"
        raise RecordError(fault, allowed=f"{SHAPE}, an @ within a user or password written %40")
    return address


def _password(address: URL) -> str:
    given = address.password or address.query.get("password", "")
    return given if isinstance(given, str) else ""


def _state(error: SQLAlchemyError) -> str:
    return str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")


def _allowed(error: SQLAlchemyError) -> str:
    state = _state(error)
    if not state:
        return _UNREACHED
    return _ALLOWED.get(state) or _ALLOWED.get(state[:2]) or "a record that can be read and written"
