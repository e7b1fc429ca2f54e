"""Views that are kept between answers, for as long as nothing is recorded that belongs to them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from slugline.record import schema
from slugline.record.scope import Scope, touches
from slugline.record.view import View

_VIEWS = 64  # kept at most
_CLAIMS = 60_000  # in all kept views at most
_FRESH = 2_000  # claims recorded since, beyond which a view is made anew without looking at them


@dataclass(slots=True)
class _Kept:
    view: View
    claims: int  # the newest claim's number when the view was made
    versions: int
    decisions: int


class Views:
    """The views made last. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Scope, date], _Kept] = OrderedDict()

    def get(self, connection: Connection, scope: Scope, as_of: date, make: Callable[[], View]) -> View:
        """The view of a scope, made where none is kept that still stands."""
        newest = connection.execute(select(func.max(schema.claims.c.id))).scalar() or 0
        newest_version = connection.execute(select(func.max(schema.versions.c.id))).scalar() or 0
        decided = connection.execute(select(func.max(schema.decisions.c.id))).scalar() or 0
        key = (scope, as_of)
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and kept.decisions == decided and not _touched(connection, kept, newest, newest_version):
            kept.claims, kept.versions = newest, newest_version
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
            return kept.view
        view = make()
        with self._lock:
            self._kept[key] = _Kept(view, newest, newest_version, decided)
            self._kept.move_to_end(key)
            while len(self._kept) > _VIEWS or (self._size() > _CLAIMS and len(self._kept) > 1):
                self._kept.popitem(last=False)
        return view

    def _size(self) -> int:
        return sum(len(kept.view.claims) for kept in self._kept.values())


def _touched(connection: Connection, kept: _Kept, newest: int, newest_version: int) -> bool:
    """Whether anything recorded since belongs to the view, or takes the place of an article in it."""
    if newest_version == kept.versions:
        return False
    if newest - kept.claims > _FRESH or newest_version - kept.versions > _FRESH:
        return True
    articles, versions = schema.articles.c, schema.versions.c
    replaced = select(articles.key).join(schema.versions, versions.article == articles.id)
    fresh_keys = connection.execute(replaced.where(versions.id > kept.versions)).scalars()
    if any(key in kept.view.articles for key in fresh_keys):
        return True
    claims = schema.claims.c
    fresh = connection.execute(select(claims.subject_key, claims.value_key).where(claims.id > kept.claims))
    return any(touches(kept.view.keys, row.subject_key, row.value_key) for row in fresh)
