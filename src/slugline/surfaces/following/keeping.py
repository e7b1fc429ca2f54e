"""What is remembered between runs: the feeds, and every page that one of them named.

One SQLite file beside the record, and no part of it: it says what to ask for next and never what is true, a record on
a server may be fed from several places, and a lost file costs requests, not facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Engine, Integer, MetaData, Row, String, Table, create_engine, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from slugline.errors import SluglineError
from slugline.pages.feeds import Entry
from slugline.pages.fetching import Known

VERSION = 1
WAITING, READ, REFUSED, GONE = "waiting", "read", "refused", "gone"
STATES = (WAITING, READ, REFUSED, GONE)
_metadata = MetaData()
_feeds = Table(
    "feeds",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("url", String, nullable=False, unique=True),
    Column("title", String, nullable=False, server_default=""),
    Column("every", Integer, nullable=False),
    Column("added_at", String, nullable=False),
    Column("read_at", String, nullable=False, server_default=""),
    Column("next_at", String, nullable=False, index=True),
    Column("etag", String, nullable=False, server_default=""),
    Column("last_modified", String, nullable=False, server_default=""),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("fault", String, nullable=False, server_default=""),
)
_pages = Table(
    "pages",
    _metadata,
    Column("url", String, primary_key=True),
    Column("feed", Integer, nullable=False, index=True),
    Column("title", String, nullable=False, server_default=""),
    Column("stamp", String, nullable=False, server_default=""),
    Column("state", String, nullable=False),
    Column("found_at", String, nullable=False),
    Column("read_at", String, nullable=False, server_default=""),
    Column("next_at", String, nullable=False, index=True),
    Column("etag", String, nullable=False, server_default=""),
    Column("last_modified", String, nullable=False, server_default=""),
    Column("times", Integer, nullable=False, server_default="0"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("fault", String, nullable=False, server_default=""),
)
NEVER = "9999"  # sorts after every moment: nothing is due


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed: read every ``every`` seconds, next at ``next_at`` (UTC, ISO 8601; NEVER where it is given up)."""

    id: int
    url: str
    title: str
    every: int
    added_at: str
    read_at: str
    next_at: str
    known: Known
    failures: int
    fault: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that a feed named, in one of STATES; ``times`` it was read, ``tries`` failed since."""

    url: str
    feed: int
    title: str
    stamp: str
    state: str
    read_at: str
    next_at: str
    known: Known
    times: int
    tries: int
    fault: str


class Keeping:
    """The file. Every method is one transaction: a process that is killed leaves what was, or what shall be."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._engine: Engine = create_engine(f"sqlite:///{file}", poolclass=NullPool)
        try:
            with self._engine.begin() as connection:
                found = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
                if found > VERSION:
                    raise SluglineError(f"is of a newer Slugline (form {found})", where=str(file))
                _metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
        except DBAPIError as error:
            raise SluglineError(f"the feeds cannot be kept here: {error.orig}", where=str(file)) from error

    def follow(self, url: str, every: int, now: datetime) -> bool:
        """Follow a feed, due at once; False where it was followed, whose pace is changed then."""
        row = {"url": url, "every": every, "added_at": moment(now), "next_at": moment(now)}
        with self._engine.begin() as connection:
            made = connection.execute(insert(_feeds).values(**row).on_conflict_do_nothing())
            if not made.rowcount:
                again = {"every": every, "failures": 0, "next_at": moment(now)}
                connection.execute(update(_feeds).where(_feeds.c.url == url).values(**again))
            return bool(made.rowcount)

    def unfollow(self, url: str) -> bool:
        """Follow a feed no more, and forget its pages that were never read; False where none has that address."""
        with self._engine.begin() as connection:
            number = connection.execute(select(_feeds.c.id).where(_feeds.c.url == url)).scalar()
            connection.execute(_pages.delete().where(_pages.c.feed == number, _pages.c.state == WAITING))
            return bool(connection.execute(_feeds.delete().where(_feeds.c.id == number)).rowcount)

    def feeds(self) -> list[Followed]:
        """Every feed, in the order in which they were followed."""
        with self._engine.connect() as connection:
            return [_feed(row) for row in connection.execute(select(_feeds).order_by(_feeds.c.id))]

    def counts(self) -> dict[int, dict[str, int]]:
        """How many pages there are, by feed and state."""
        made: dict[int, dict[str, int]] = {}
        by = select(_pages.c.feed, _pages.c.state, func.count()).group_by(_pages.c.feed, _pages.c.state)
        with self._engine.connect() as connection:
            for feed, state, number in connection.execute(by):
                made.setdefault(feed, dict.fromkeys(STATES, 0))[state] = number
        return made

    def troubled(self, most: int = 20) -> list[Waiting]:
        """Pages that could not be read or are gone, the newest first."""
        wanted = select(_pages).where(_pages.c.fault != "").order_by(_pages.c.read_at.desc(), _pages.c.url).limit(most)
        with self._engine.connect() as connection:
            return [_page(row) for row in connection.execute(wanted)]

    def due_feed(self, now: datetime) -> Followed | None:
        """The feed that has waited longest, of those that are due."""
        wanted = select(_feeds).where(_feeds.c.next_at <= moment(now)).order_by(_feeds.c.next_at, _feeds.c.id).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(wanted).first()
            return _feed(row) if row else None

    def due_page(self, now: datetime) -> Waiting | None:
        """The page that has waited longest, of those that are due."""
        due = _pages.c.next_at <= moment(now)
        with self._engine.connect() as connection:
            row = connection.execute(
                select(_pages).where(due).order_by(_pages.c.next_at, _pages.c.url).limit(1)
            ).first()
            return _page(row) if row else None

    def next_at(self) -> datetime | None:
        """When anything is due next; None where nothing ever is."""
        with self._engine.connect() as connection:
            found = [connection.execute(select(func.min(table.c.next_at))).scalar() for table in (_feeds, _pages)]
        moments = [one for one in found if one and one != NEVER]
        return datetime.fromisoformat(min(moments)) if moments else None

    def heard(self, feed: Followed, entries: Iterable[Entry], now: datetime) -> int:
        """Keep a feed as it stands now, and the pages that it named: new ones and changed ones are due. How many."""
        due = 0
        with self._engine.begin() as connection:
            values = _values(feed) | {"read_at": moment(now)}
            connection.execute(update(_feeds).where(_feeds.c.id == feed.id).values(**values))
            for entry in entries:
                row = {"url": entry.url, "feed": feed.id, "title": entry.title, "stamp": entry.stamp, "state": WAITING}
                row |= {"found_at": moment(now), "next_at": moment(now)}
                made = connection.execute(insert(_pages).values(**row).on_conflict_do_nothing())
                if not made.rowcount and entry.stamp:
                    mine = (_pages.c.url == entry.url, _pages.c.stamp != entry.stamp, _pages.c.state != GONE)
                    again = {"stamp": entry.stamp, "next_at": moment(now), "tries": 0}
                    made = connection.execute(update(_pages).where(*mine).values(**again))
                due += made.rowcount
        return due

    def failed(self, feed: Followed, now: datetime) -> None:
        """Keep that a feed could not be read: its fault, and when it is tried again."""
        with self._engine.begin() as connection:
            values = _values(feed) | {"read_at": moment(now)}
            connection.execute(update(_feeds).where(_feeds.c.id == feed.id).values(**values))

    def keep(self, page: Waiting) -> None:
        """Keep a page as it stands now."""
        values = {name: getattr(page, name) for name in ("state", "read_at", "next_at", "times", "tries", "fault")}
        values |= {"etag": page.known.etag, "last_modified": page.known.last_modified}
        with self._engine.begin() as connection:
            connection.execute(update(_pages).where(_pages.c.url == page.url).values(**values))


def moment(now: datetime) -> str:
    """A moment as the file has it."""
    return now.astimezone(UTC).isoformat(timespec="seconds")


def later(now: datetime, seconds: float) -> str:
    """The moment some seconds on."""
    return moment(now + timedelta(seconds=seconds))


def put_off(feed: Followed, now: datetime, fault: str, longest: float = 86_400) -> Followed:
    """A feed that could not be read: tried again after its pace, and twice as long after each further fault."""
    wait = min(feed.every * 2.0 ** min(feed.failures, 20), max(longest, feed.every))
    return replace(feed, failures=feed.failures + 1, fault=fault, next_at=later(now, wait))


def _values(feed: Followed) -> dict[str, object]:
    values: dict[str, object] = {"url": feed.url, "title": feed.title, "next_at": feed.next_at, "fault": feed.fault}
    values |= {"failures": feed.failures, "etag": feed.known.etag, "last_modified": feed.known.last_modified}
    return values


def _feed(row: Row[Any]) -> Followed:
    known = Known(row.etag, row.last_modified)
    dates = (row.added_at, row.read_at, row.next_at)
    return Followed(row.id, row.url, row.title, row.every, *dates, known, row.failures, row.fault)


def _page(row: Row[Any]) -> Waiting:
    known = Known(row.etag, row.last_modified)
    head = (row.url, row.feed, row.title, row.stamp, row.state, row.read_at, row.next_at)
    return Waiting(*head, known, row.times, row.tries, row.fault)
