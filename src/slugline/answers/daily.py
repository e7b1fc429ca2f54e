"""What changed on each day, of every title: worked out once for a day, and kept for as long as nothing bears on it.

Lists of everything that changed go back day by day; what a day brought is the same for every reader, whatever filter
or page they ask for. Kept days are dropped where something is recorded of one of their titles or dated on them, and
where an editor decides anything.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from slugline.answers.addresses import title_slug
from slugline.answers.changes import title_changes_said
from slugline.answers.cite import Json
from slugline.answers.lineage import with_ids
from slugline.answers.scoping import titles_view
from slugline.record import Record, Title, View
from slugline.record.recent import Fresh, Mark, fresh_since
from slugline.record.scope import touches

_ROWS = 20_000  # of all kept days together at most
_DAYS = 2_000  # kept at most
_FEW, _MANY = 10, 40  # titles that are read together: at first, and at most

Told = tuple[Title, Json]


@dataclass(frozen=True, slots=True)
class _Day:
    """A day's changes; ``keys`` and ``articles`` are those of the view they were worked out from."""

    rows: tuple[Told, ...]
    keys: frozenset[str]
    articles: frozenset[str]


class Daily:
    """The days of one record that were asked for last. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[date, date], _Day] = OrderedDict()
        self._rows = 0
        self._turn = 0  # raised whenever anything is dropped that no longer stands
        self._mark: Mark | None = None

    def told(self, record: Record, as_of: date, days: Iterable[date]) -> Iterator[tuple[date, Sequence[Told], int]]:
        """Each day with its changes as known by the end of ``as_of``, every title's together, oldest first.

        Last how many titles had to be read for it: none where the day was kept.
        """
        with record.reading() as connection:
            turn = self._look(connection)
        waiting: list[date] = []
        names: set[str] = set()
        most = _FEW
        for day in days:
            kept = self._get(as_of, day)
            if kept is None:
                waiting.append(day)
                names |= record.spoken_of(day, day)
                if len(names) < most:
                    continue
                most = min(2 * most, _MANY)
            if waiting:
                yield from self._made(record, as_of, waiting, names, turn)
                waiting, names = [], set()
            if kept is not None:
                yield day, kept.rows, 0
        yield from self._made(record, as_of, waiting, names, turn)

    def _made(
        self, record: Record, as_of: date, days: Sequence[date], names: Iterable[str], turn: int
    ) -> Iterator[tuple[date, Sequence[Told], int]]:
        if not days:
            return
        view = titles_view(record, names, as_of)
        found: dict[str, list[Told]] = defaultdict(list)
        for key in sorted(view.titles.titles):
            for row in changes_of(view, key, days[-1], days[0]):
                found[str(row["on"])].append((view.titles.titles[key], row))
        made = [_Day(tuple(found[day.isoformat()]), view.keys, view.articles) for day in days]
        for day, one in zip(days, made, strict=True):
            self._put(as_of, day, one, turn)
        read = len(view.titles.titles)
        for day, one in zip(days, made, strict=True):
            yield day, one.rows, read
            read = 0

    def _get(self, as_of: date, day: date) -> _Day | None:
        with self._lock:
            kept = self._kept.get((as_of, day))
            if kept is not None:
                self._kept.move_to_end((as_of, day))
            return kept

    def _put(self, as_of: date, day: date, made: _Day, turn: int) -> None:
        """Keep a day, unless something was dropped since that it may have been worked out without."""
        with self._lock:
            if turn != self._turn or (as_of, day) in self._kept:
                return
            self._kept[as_of, day] = made
            self._rows += len(made.rows)
            while self._rows > _ROWS or len(self._kept) > _DAYS:
                self._rows -= len(self._kept.popitem(last=False)[1].rows)

    def _look(self, connection: Connection) -> int:
        """Drop the days that what was recorded since bears on; the turn in which those left stand."""
        with self._lock:
            mark, fresh = fresh_since(connection, self._mark)
            if fresh is None:
                self._kept.clear()
                self._rows = 0
            elif fresh.articles:
                self._drop(fresh)
            if fresh is None or fresh.articles:
                self._turn += 1
            self._mark = mark
            return self._turn

    def _drop(self, fresh: Fresh) -> None:
        borne: dict[int, bool] = {}  # days worked out together share their keys
        for place, kept in list(self._kept.items()):
            if id(kept.keys) not in borne:
                told = any(touches(kept.keys, subject, value) for subject, value in fresh.keys)
                borne[id(kept.keys)] = told or not fresh.articles.isdisjoint(kept.articles)
            if place[1] in fresh.days or borne[id(kept.keys)]:
                self._rows -= len(self._kept.pop(place).rows)


_DAILY: WeakKeyDictionary[Record, Daily] = WeakKeyDictionary()


def daily(record: Record) -> Daily:
    """The kept days of a record."""
    return _DAILY.setdefault(record, Daily())


def changes_of(
    view: View, key: str, since: date | None = None, until: date | None = None, *, only: Collection[str] | None = None
) -> list[Json]:
    """A title's changes (of some days and properties), oldest first, each with its ``id`` and the title's ``slug``."""
    rows = with_ids(view, key, title_changes_said(view, key, since=since, until=until, only=only))
    where = title_slug(view, view.titles.titles[key]) if rows else ""
    return [row | {"slug": where} for row in rows]
