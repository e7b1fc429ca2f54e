"""Finished pages in a file, so that several processes share them and a restart finds them again.

The file is SQLite, in a folder of one's own (0700, 0600). It holds nothing that could not be made again: whatever is
wrong with it, the desk goes on without. It never grows beyond its bound; the pages that came first go first.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

from slugline.errors import SluglineError

LARGEST = 128_000_000  # bytes
_NAME = "pages.db"
_WAIT = 2.0  # seconds to wait for another process
_AT_ONCE = 200  # pages that go at once where there is no room
_TABLE = "CREATE TABLE IF NOT EXISTS pages (number INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE, page BLOB NOT NULL)"
_OLDEST = "DELETE FROM pages WHERE number IN (SELECT number FROM pages ORDER BY number LIMIT ?)"


class PageFile:
    """The pages kept in a folder. Thread-safe, and safe to use from several processes.

    The folder is made where it does not exist. Raises `SluglineError` where it cannot be used.
    """

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        self._path = folder / _NAME
        self._largest = largest
        self._lock = threading.Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._base = self._opened()
        except (OSError, sqlite3.Error) as error:
            raise SluglineError(str(error), where=str(folder), allowed="a folder that can be written") from error
        self._works = True

    def get(self, tag: str) -> bytes | None:
        """The page of a tag; None where it is not kept, or cannot be read."""
        with self._lock:
            if not self._works:
                return None
            try:
                row = self._base.execute("SELECT page FROM pages WHERE tag = ?", (tag,)).fetchone()
            except sqlite3.Error as error:
                self._blame(error)
                return None
        return bytes(row[0]) if row else None

    def put(self, tag: str, page: bytes) -> None:
        """Keep a page, if there is room in the file for one of its size."""
        if len(page) > self._largest // 8:
            return
        with self._lock:
            if not self._works:
                return
            try:
                if self._size() + len(page) > self._largest:
                    self._base.execute(_OLDEST, (_AT_ONCE,))
                self._base.execute("INSERT OR IGNORE INTO pages (tag, page) VALUES (?, ?)", (tag, page))
            except sqlite3.Error as error:
                self._blame(error)

    @property
    def count(self) -> int:
        """How many pages are kept."""
        with self._lock:
            return int(self._base.execute("SELECT count(*) FROM pages").fetchone()[0]) if self._works else 0

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._works = False
            self._base.close()

    def _size(self) -> int:
        pages, free, each = (
            self._base.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * each)

    def _opened(self) -> sqlite3.Connection:
        try:
            return self._settled()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            for end in ("", "-wal", "-shm"):  # it is no database, or a damaged one
                Path(f"{self._path}{end}").unlink(missing_ok=True)
            return self._settled()

    def _settled(self) -> sqlite3.Connection:
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        base = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        try:
            base.execute("PRAGMA journal_mode=WAL").fetchall()
            base.execute("PRAGMA synchronous=NORMAL")
            base.execute(_TABLE)
        except sqlite3.Error:
            base.close()
            raise
        return base

    def _blame(self, error: sqlite3.Error) -> None:
        """Another process that is writing is waited for no longer; anything else, and the file is left alone."""
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            self._works = False
            with suppress(sqlite3.Error), closing(self._base):
                pass
