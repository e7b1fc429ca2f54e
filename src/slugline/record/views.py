"""Views that are kept between answers, for as long as nothing is recorded that belongs to them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, func, select

from slugline.record import schema
from slugline.record.scope import Scope, touches
from slugline.record.view import View

_VIEWS = 200  # kept at most
_CLAIMS = 10_000  # in all kept views at most
_FRESH = 500  # versions recorded since, beyond which a view is made anew without looking at them
_WINDOW = 500  # numbers back from the newest within which a slower writer may still commit
_DECIDED = select(func.count()).select_from(schema.decisions)
_NEWEST = select(func.max(schema.versions.c.id))
_LATER = schema.versions.c.id > bindparam("number")
_SINCE = select(schema.versions.c.id).where(_LATER)
_STATE = select(func.count(), func.coalesce(func.max(schema.versions.c.id), 0)).where(_LATER)


@dataclass(slots=True)
class _Kept:
    view: View
    newest: int  # the newest version's number when last looked at
    known: frozenset[int]  # the versions of the last _WINDOW numbers that were there then
    decisions: int  # how many there were


class Views:
    """The views made last. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Scope, date], _Kept] = OrderedDict()
        self._last: tuple[tuple[int, int, int], frozenset[int]] | None = None

    def get(self, connection: Connection, scope: Scope, as_of: date, make: Callable[[], View]) -> View:
        """The view of a scope, made where none is kept that still stands."""
        decisions = connection.execute(_DECIDED).scalar() or 0
        key = (scope, as_of)
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and kept.decisions == decisions and not self._touched(connection, kept):
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
            return kept.view
        newest = connection.execute(_NEWEST).scalar() or 0
        known = self._since(connection, newest - _WINDOW)
        view = make()
        with self._lock:
            self._kept[key] = _Kept(view, newest, known, decisions)
            self._kept.move_to_end(key)
            while len(self._kept) > _VIEWS or (self._size() > _CLAIMS and len(self._kept) > 1):
                self._kept.popitem(last=False)
        return view

    def _size(self) -> int:
        return sum(len(kept.view.claims) for kept in self._kept.values())

    def _since(self, connection: Connection, number: int) -> frozenset[int]:
        """The versions with higher numbers. A server draws numbers before it commits: lower ones may come later."""
        if connection.dialect.name == "sqlite":  # which numbers them as it commits them
            state = (number, 0, connection.execute(_NEWEST).scalar() or 0)
        else:
            state = (number, *connection.execute(_STATE, {"number": number}).one())
        last = self._last
        if last is None or last[0] != state:
            last = self._last = (state, frozenset(connection.execute(_SINCE, {"number": number}).scalars()))
        return last[1]

    def _touched(self, connection: Connection, kept: _Kept) -> bool:
        """Whether anything recorded since belongs to the view, or takes the place of an article in it."""
        found = self._since(connection, kept.newest - _WINDOW)
        fresh = found - kept.known
        if not fresh:
            return False
        if len(fresh) > _FRESH:
            return True
        articles, versions, claims = schema.articles.c, schema.versions.c, schema.claims.c
        keys = select(articles.key).join(schema.versions, versions.article == articles.id).where(versions.id.in_(fresh))
        if any(key in kept.view.articles for key in connection.execute(keys).scalars()):
            return True
        told = select(claims.subject_key, claims.value_key).where(claims.version.in_(fresh))
        if any(touches(kept.view.keys, row.subject_key, row.value_key) for row in connection.execute(told)):
            return True
        kept.newest = max(kept.newest, *fresh)
        kept.known = frozenset(number for number in found if number > kept.newest - _WINDOW)
        return False
