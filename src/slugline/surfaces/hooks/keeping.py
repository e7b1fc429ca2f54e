"""Which hooks there are: their addresses, the secrets that sign what they are sent, and how far they have been told."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select, update

from slugline.answers.growth import KINDS, now_at
from slugline.errors import HookError
from slugline.record import Record
from slugline.record.growth import Point
from slugline.record.schema import hooks as table
from slugline.surfaces.hooks.places import checked, looked_up

PREFIX = "whsec_"  # of a secret, as the specification has it
MOST_FAILURES = 20  # rounds in a row that may fail before a hook is told nothing more
LEASE = timedelta(minutes=5)  # longer than all tries of one message
LONGEST_NAME = 300
_BYTES = 32
_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Hook:
    """One hook. ``what`` is ``title``, ``franchise`` or ``person`` with its ``name``, or empty for everything.

    ``disabled_at`` is empty while it is told of changes; ``failures`` counts the rounds in a row that failed.
    ``tried_at`` is when it was told last, or until when the process that is telling it has it.
    """

    id: int
    url: str
    secret: str
    what: str
    name: str
    point: Point
    created_at: str
    disabled_at: str = ""
    failures: int = 0
    tried_at: str = ""


def add_hook(
    record: Record, url: str, now: datetime, *, what: str = "", name: str = "", allow_private: bool = False
) -> Hook:
    """Make a hook that is told of what is recorded from now on. Raises `HookError`."""
    looked_up(checked(url), allow_private=allow_private)
    shown = " ".join(name.split())
    if what and (what not in KINDS or not shown or len(shown) > LONGEST_NAME):
        raise HookError("the hook's subject has no name", allowed=f"a name in 1 to {LONGEST_NAME} characters")
    point = now_at(record)
    secret = PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode("ascii")
    row: dict[str, Any] = {"url": url, "secret": secret, "what": what, "name": shown, "created_at": _moment(now)}
    row |= {"told_version": point.version, "told_decision": point.decision}

    def make(connection: Connection) -> int:
        made = connection.execute(table.insert().values(**row)).inserted_primary_key
        return int(made[0]) if made else 0

    return Hook(record.writing(make), url, secret, what, shown, point, _moment(now))


def hooks(record: Record) -> tuple[Hook, ...]:
    """Every hook, in the order of their numbers."""
    with record.reading() as connection:
        return tuple(map(_hook, connection.execute(select(table).order_by(table.c.id))))


def remove_hook(record: Record, number: int) -> Hook:
    """Take a hook away. Raises `HookError` where there is none of that number."""

    def remove(connection: Connection) -> Hook:
        found = _one(connection, number)
        connection.execute(table.delete().where(table.c.id == number))
        return found

    return record.writing(remove)


def enable_hook(record: Record, number: int) -> Hook:
    """Tell a hook again that was given up: of all that was recorded since, too. Raises `HookError`."""

    def enable(connection: Connection) -> Hook:
        _one(connection, number)
        connection.execute(update(table).where(table.c.id == number).values(disabled_at=None, failures=0))
        return _one(connection, number)

    return record.writing(enable)


def take(record: Record, hook: Hook, now: datetime) -> Hook | None:
    """Take a hook to tell it, as it stands by now; None where it is gone, given up, or another process has it.

    Nobody else may take it until it is let go, or has not been held on to for LEASE.
    """

    def try_to(connection: Connection) -> Hook | None:
        mine = (table.c.id == hook.id, table.c.disabled_at.is_(None))
        free = or_(table.c.tried_at.is_(None), table.c.tried_at <= _moment(now))
        taken = connection.execute(update(table).where(*mine, free).values(tried_at=_moment(now + LEASE)))
        return _one(connection, hook.id) if taken.rowcount == 1 else None

    return record.writing(try_to)


def hold_on(record: Record, hook: Hook, now: datetime) -> None:
    """Keep a hook that was taken for LEASE from now on."""
    _set(record, hook, tried_at=_moment(now + LEASE))


def let_go(record: Record, hook: Hook, now: datetime) -> None:
    """Give a hook back that was taken."""
    _set(record, hook, tried_at=_moment(now))


def told(record: Record, hook: Hook, point: Point) -> None:
    """Note that a hook has been told as far as a point."""
    _set(record, hook, told_version=point.version, told_decision=point.decision, failures=0)


def failed(record: Record, hook: Hook, *, gone: bool, now: datetime) -> bool:
    """Note that a hook could not be told; True where it is given up, at once where it is ``gone``."""
    given_up = gone or hook.failures + 1 >= MOST_FAILURES
    _set(record, hook, failures=hook.failures + 1, **({"disabled_at": _moment(now)} if given_up else {}))
    return given_up


def _set(record: Record, hook: Hook, **values: object) -> None:
    record.writing(lambda connection: connection.execute(update(table).where(table.c.id == hook.id).values(**values)))


def _one(connection: Connection, number: int) -> Hook:
    row = connection.execute(select(table).where(table.c.id == number)).first() if 0 < number <= _LARGEST else None
    if row is None:
        raise HookError(f"there is no hook {number}", allowed="a number that `slugline hook list` shows")
    return _hook(row)


def _hook(row: Any) -> Hook:
    return Hook(
        row.id,
        row.url,
        row.secret,
        row.what,
        row.name,
        Point(row.told_version, row.told_decision),
        row.created_at,
        row.disabled_at or "",
        row.failures,
        row.tried_at or "",
    )


def _moment(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")
