"""A PostgreSQL server of one's own: started in a temporary folder, reached through a socket file, stopped by its id.

    with running_server() as server:
        address = server.fresh()          a new, empty database, as `slugline --record` takes it

For tests and measurements: it forgets all that it holds, and does not wait for the disk (a server that crashes
loses nothing, a machine that does loses all). The
programs are those of Debian's package `postgresql`; run by root, the server runs as another user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

OWNER, PASSWORD = "slugline", "under the rug"
SUBORDINATES = ("postgres", "nobody")
FOLDERS = "/usr/lib/postgresql/*/bin"
KEPT = {'"meta"', '"alembic_version"'}  # tables that say which schema it is
PATIENCE = 60.0  # seconds for the server to come up or to go
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
}


DURABLE = {"fsync": "on", "full_page_writes": "on", "shared_buffers": "1GB"}

_ENDED = (
    f"SELECT pg_terminate_backend(pid, {int(PATIENCE)}000) FROM pg_stat_activity "  # noqa: S608
    "WHERE datname = {} AND pid <> pg_backend_pid()"
)


class NoServer(Exception):
    """No PostgreSQL can be started here; the text says why."""


class Server:
    """A server that `start` and `stop` may be called on again and again. Its data live in ``folder``."""

    def __init__(self, programs: Path, folder: Path, *, durable: bool = False) -> None:
        self.folder = folder
        self._programs = programs
        self._settings = SETTINGS | (DURABLE if durable else {})
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)
        self._user = _subordinate() if os.geteuid() == 0 else None
        if self._user is not None:
            os.chown(folder, self._user.pw_uid, self._user.pw_gid)
        secret = folder / "password"
        secret.write_text(PASSWORD + "\n", encoding="utf-8")
        secret.chmod(0o644)
        made = self._as_user(
            "initdb", f"--pgdata={self.data}", f"--username={OWNER}", f"--pwfile={secret}", "--auth=password",
            "--encoding=UTF8", "--locale=C", "--no-sync", said=subprocess.PIPE,
        )  # fmt: skip
        said, _ = made.communicate(timeout=PATIENCE)
        if made.returncode:
            raise NoServer(f"initdb failed: {said.decode(errors='replace').strip()}")

    @property
    def data(self) -> Path:
        """The server's data folder."""
        return self.folder / "data"

    def start(self) -> None:
        """Start it and wait until it answers."""
        words = [word for name, value in self._settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = self._as_user(
                "postgres", "-D", str(self.data), "-c", f"unix_socket_directories={self.folder}", *words,
                said=log.fileno(),
            )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise NoServer(f"the server did not start: {(self.folder / 'log').read_text(errors='replace').strip()}")
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it by its process id: SIGINT ends every session, SIGQUIT is a crash."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(how)
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(PATIENCE)
        self._process = None

    def stand_by(self, *, begin: bool) -> None:
        """Start it anew as a standby, which may only be read from; or as itself again."""
        self.stop()
        mark = self.data / "standby.signal"
        if begin:
            mark.touch()
            owner = self.data.stat()
            os.chown(mark, owner.st_uid, owner.st_gid)
        else:
            mark.unlink()
        self.start()

    def address(self, database: str = "postgres", *, user: str = OWNER, password: str = PASSWORD) -> str:
        """The address of one of its databases."""
        return f"postgresql://{quote(user)}:{quote(password)}@/{database}?host={quote(str(self.folder), safe='')}"

    def run(self, *statements: str, at: str = "") -> list[tuple[Any, ...]]:
        """Run statements, each by itself, in the database of an address; the rows of the last."""
        import psycopg

        with psycopg.connect(at or self.address(), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def fresh(self, copied: str = "") -> str:
        """The address of a new database: empty, or a copy of the one at another address."""
        name, template = f"fresh_{next(self._numbers)}", _name(copied) if copied else "template1"
        self.run(*([_ENDED.format(f"'{template}'")] if copied else []), f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def empty(self, address: str) -> None:
        """Leave a record's tables as they are when new."""
        names = ", ".join(name for name in self._tables(address) if name not in KEPT)
        self.run(f"TRUNCATE {names} RESTART IDENTITY CASCADE", at=address)

    def clear(self, address: str) -> None:
        """Leave nothing in a database; sessions whose clients are gone end first."""
        ended = _ENDED.format("current_database()")
        self.run(ended, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public", at=address)

    def keep(self, address: str) -> None:
        """Remember the rows of a record's tables, for `restore`."""
        copies = [f"CREATE TABLE kept.{name} AS TABLE public.{name}" for name in self._tables(address)]
        self.run("CREATE SCHEMA kept", *copies, at=address)

    def restore(self, address: str) -> None:
        """Put back what `keep` remembered, and nothing else; sessions whose clients are gone end first."""
        names = self._tables(address)
        last = "SELECT setval(pg_get_serial_sequence('{0}', 'id'), 1000 + (SELECT max(id) FROM {0}))"
        numbered = self.run(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'kept' AND column_name = 'id'",
            at=address,
        )
        self.run(
            _ENDED.format("current_database()"),
            "SET session_replication_role = replica",  # rows come back without regard to their order
            f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE",
            *(f"INSERT INTO public.{name} TABLE kept.{name}" for name in names),
            *(last.format(name) for (name,) in numbered),
            at=address,
        )

    def _tables(self, address: str) -> list[str]:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        return [f'"{name}"' for (name,) in self.run(query, at=address)]

    def drop(self, address: str) -> None:
        """Drop a database of `fresh`, whoever uses it."""
        self.run(f"DROP DATABASE {_name(address)} WITH (FORCE)")

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.address(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _as_user(self, program: str, *words: str, said: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(self._programs / program), *words],
            cwd=self.folder,
            env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            user=self._user.pw_uid if self._user else None,
            group=self._user.pw_gid if self._user else None,
            extra_groups=[] if self._user else None,
        )


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[Server]:
    """A server until the block ends. Raises `NoServer` where none can be had.

    ``durable`` makes it wait for the disk at each commit, as a newsroom's server would.
    """
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="slugline-pg-"))
    try:
        folder.chmod(0o755)
        server = Server(programs, folder, durable=durable)
        try:
            server.start()
            yield server
        finally:
            server.stop(signal.SIGQUIT)  # what it holds is thrown away
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """The folder of `initdb` and `postgres`: the path's, else the newest of Debian's. Raises `NoServer`."""
    found = shutil.which("postgres")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/").glob(FOLDERS.lstrip("/")), key=lambda path: _number(path.parent.name), reverse=True)
    for folder in folders:
        if all((folder / name).is_file() for name in ("initdb", "postgres")):
            return folder
    raise NoServer(f"neither the path nor {FOLDERS} holds initdb and postgres: install Debian's package postgresql")


def _name(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def _number(version: str) -> float:
    return float(version) if version.replace(".", "", 1).isdecimal() else 0.0


def _subordinate() -> pwd.struct_passwd:
    """Whom a server of root's runs as: it refuses to run as root."""
    for name in SUBORDINATES:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoServer(f"root needs another user to run the server as (allowed: {', '.join(SUBORDINATES)})")
