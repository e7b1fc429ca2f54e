"""A PostgreSQL server of one's own: started in a temporary folder, reached through a socket file, stopped by its id.

    with running_server() as server:
        address = server.fresh()          a new, empty database, as `slugline --record` takes it

For tests and measurements: it forgets all that it holds, and does not wait for the disk. The
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
KEPT = {"meta", "alembic_version"}  # tables that say which schema it is
PATIENCE = 60.0  # seconds for the server to come up or to go
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
}


class NoServer(Exception):
    """No PostgreSQL can be started here; the text says why."""


class Server:
    """A server that `start` and `stop` may be called on again and again. Its data live in ``folder``."""

    def __init__(self, programs: Path, folder: Path, *, durable: bool = False) -> None:
        self.folder = folder
        self._programs = programs
        self._settings = SETTINGS | ({"fsync": "on", "synchronous_commit": "on"} if durable else {})
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)
        self._user = _subordinate() if os.geteuid() == 0 else None
        if self._user is not None:
            os.chown(folder, self._user.pw_uid, self._user.pw_gid)
        secret = folder / "password"
        secret.write_text(PASSWORD + "\n", encoding="utf-8")
        secret.chmod(0o644)
        made = self._as_user(
            "initdb", f"--pgdata={self.data}", f"--username={OWNER}", f"--pwfile={secret}", "--auth=scram-sha-256",
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

    def fresh(self, template: str = "template1") -> str:
        """The address of a new database, a copy of another (which nobody may be using)."""
        name = f"fresh_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def empty(self, address: str) -> None:
        """Leave a record's tables as they are when new."""
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        names = ", ".join(f'"{name}"' for (name,) in self.run(query, at=address) if name not in KEPT)
        self.run(f"TRUNCATE {names} RESTART IDENTITY CASCADE", at=address)

    def drop(self, address: str) -> None:
        """Drop a database of `fresh`, whoever uses it."""
        self.run(f"DROP DATABASE {address.partition('?')[0].rpartition('/')[2]} WITH (FORCE)")

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
            server.stop()
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
