"""Accounts: the names under which people sign in and decide."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from slugline.errors import AccountError
from slugline.record import Record
from slugline.record.schema import accounts as table
from slugline.record.schema import sessions
from slugline.surfaces.terminal import clean
from slugline.surfaces.web.accounts.passwords import check_password, hashed

LONGEST_NAME = 60  # characters
LOCK = "slugline: accounts"  # held by whoever changes one, and by a sign-in that must not outlive the change
_SHOWN = "a name that `slugline account list` shows"


@dataclass(frozen=True, slots=True)
class Account:
    """One account; ``disabled_at`` is empty for one that may sign in. Moments are ISO 8601 in UTC."""

    id: int
    name: str
    created_at: str
    disabled_at: str = ""


def add_account(record: Record, name: str, password: str, now: datetime) -> Account:
    """Make an account. Raises `AccountError`; a name that differs from another's in case or width alone is taken."""
    shown, key = _settled(name), name_key(name)
    check_password(password, shown)
    row = {"key": key, "name": shown, "password": hashed(password), "created_at": moment(now)}

    def make(connection: Connection) -> Account:
        there = connection.execute(select(table.c.name).where(table.c.key == key)).scalar()
        if there is not None:
            raise AccountError(f"there is an account {there!r}", allowed="another name")
        made = connection.execute(table.insert().values(row)).inserted_primary_key
        return Account(int(made[0]) if made else 0, shown, moment(now))

    return record.writing(make, LOCK)


def accounts(record: Record) -> tuple[Account, ...]:
    """Every account, disabled ones too, by name."""
    with record.reading() as connection:
        return tuple(account_from(row) for row in connection.execute(select(table).order_by(table.c.key)))


def set_password(record: Record, name: str, password: str) -> Account:
    """Give an account another password; whoever is signed in under it no longer is. Raises `AccountError`."""
    check_password(password, name)
    kept = hashed(password)

    def change(connection: Connection) -> Account:
        one = _named(connection, name)
        connection.execute(update(table).where(table.c.id == one.id).values(password=kept))
        connection.execute(delete(sessions).where(sessions.c.account == one.id))
        return one

    return record.writing(change, LOCK)


def disable_account(record: Record, name: str, now: datetime) -> Account:
    """Let nobody sign in under a name any more; whoever is signed in no longer is. Raises `AccountError`."""

    def change(connection: Connection) -> Account:
        one = _named(connection, name)
        if one.disabled_at:
            raise AccountError(f"the account {one.name!r} is disabled", allowed="an account that is not")
        connection.execute(update(table).where(table.c.id == one.id).values(disabled_at=moment(now)))
        connection.execute(delete(sessions).where(sessions.c.account == one.id))
        return Account(one.id, one.name, one.created_at, moment(now))

    return record.writing(change, LOCK)


def enable_account(record: Record, name: str) -> Account:
    """Let a disabled account sign in again. Raises `AccountError`."""

    def change(connection: Connection) -> Account:
        one = _named(connection, name)
        if not one.disabled_at:
            raise AccountError(f"the account {one.name!r} is not disabled", allowed="one that is")
        connection.execute(update(table).where(table.c.id == one.id).values(disabled_at=None))
        return Account(one.id, one.name, one.created_at)

    return record.writing(change, LOCK)


def account_from(row: Any) -> Account:
    """An account from its row."""
    return Account(row.id, row.name, row.created_at, row.disabled_at or "")


def moment(at: datetime) -> str:
    """A moment as the desk's tables hold it: all in one zone and of one width, so that they sort as texts."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def name_key(name: str, *, strict: bool = True) -> str:
    """What makes two names one account; for what is no name, `AccountError` or, unless ``strict``, nobody's key."""
    try:
        return unicodedata.normalize("NFKC", _settled(name).casefold())
    except AccountError:
        if strict:
            raise
        return ""


def _settled(name: str) -> str:
    """A name as it is kept. Raises `AccountError`."""
    made = " ".join(unicodedata.normalize("NFKC", name[: 4 * LONGEST_NAME]).split())
    if not made or len(made) > LONGEST_NAME or made != clean(made) or not any(c.isalnum() for c in made):
        allowed = f"1 to {LONGEST_NAME} characters, a letter or digit among them, none that hides or turns text"
        raise AccountError(f"{made[:LONGEST_NAME]!r} is no name for an account", allowed=allowed)
    return made


def _named(connection: Connection, name: str) -> Account:
    row = connection.execute(select(table).where(table.c.key == name_key(name, strict=False))).first()
    if row is None:
        raise AccountError(f"there is no account {clean(name)[:LONGEST_NAME]!r}", allowed=_SHOWN)
    return account_from(row)
