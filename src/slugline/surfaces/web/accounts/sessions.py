"""Who is signed in: sessions that the record keeps, found by the hash of a token that only the browser has."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select, update

from slugline.record import Record
from slugline.record.columns import digest
from slugline.record.schema import accounts
from slugline.record.schema import sessions as table
from slugline.surfaces.web.accounts.accounts import LOCK, Account, account_from, moment, name_key
from slugline.surfaces.web.accounts.passwords import TooBusy, hashed, matches, outdated

LASTS = timedelta(hours=12)  # from signing in, whatever is done meanwhile
IDLE = timedelta(hours=3)  # without a request
_NOTED = timedelta(minutes=5)  # between two notes of when a session was last seen
_BYTES = 32
_LONGEST = 100  # characters of a token


@dataclass(frozen=True, slots=True)
class Session:
    """One person signed in: under which account, and the token that every form of theirs must bear."""

    account: Account
    csrf: str


def sign_in(record: Record, name: str, password: str, now: datetime) -> str | None:
    """Sign in: gives the token for the cookie, which is kept nowhere.

    None, after as long a time, for a name and a password that do not belong together, and for a disabled account. The
    password is hashed anew where argon2's parameters have changed since. Raises `TooBusy`.
    """
    with record.reading() as connection:
        row = connection.execute(select(accounts).where(accounts.c.key == name_key(name, strict=False))).first()
    right = matches(row.password if row is not None else None, password)
    if row is None or not right:
        return None
    kept = row.password
    if outdated(kept):
        with suppress(TooBusy):  # at a later sign-in, then
            kept = hashed(password)
    return record.writing(lambda connection: _opened(connection, row.id, row.password, kept, now), LOCK)


def _opened(connection: Connection, account: int, was: str, kept: str, now: datetime) -> str | None:
    """A new session, unless the account has been disabled or its password changed since it was looked at."""
    one = (accounts.c.id == account, accounts.c.password == was, accounts.c.disabled_at.is_(None))
    if connection.execute(select(accounts.c.id).where(*one)).scalar() is None:
        return None
    if kept != was:
        connection.execute(update(accounts).where(*one).values(password=kept))
    ended = or_(table.c.expires_at <= moment(now), table.c.seen_at <= moment(now - IDLE))
    connection.execute(delete(table).where(ended))
    token = secrets.token_urlsafe(_BYTES)
    row = {
        "key": digest(token),
        "account": account,
        "csrf": secrets.token_urlsafe(_BYTES),
        "created_at": moment(now),
        "expires_at": moment(now + LASTS),
        "seen_at": moment(now),
    }
    connection.execute(table.insert().values(row))
    return token


def session_of(record: Record, token: str, now: datetime) -> Session | None:
    """The session of a token; None where there is none, it has ended, or the account may no longer sign in."""
    if not token or len(token) > _LONGEST:
        return None
    key = digest(token)
    query = (
        select(table.c.csrf, table.c.seen_at, accounts)
        .join(accounts, accounts.c.id == table.c.account)
        .where(
            table.c.key == key,
            table.c.expires_at > moment(now),
            table.c.seen_at > moment(now - IDLE),
            accounts.c.disabled_at.is_(None),
        )
    )
    with record.reading() as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    if row.seen_at <= moment(now - _NOTED):
        seen = update(table).where(table.c.key == key).values(seen_at=moment(now))
        record.writing(lambda connection: connection.execute(seen))
    return Session(account_from(row), row.csrf)


def end_session(record: Record, token: str) -> None:
    """Sign out: the token finds nobody any more."""
    if token and len(token) <= _LONGEST:
        ended = delete(table).where(table.c.key == digest(token))
        record.writing(lambda connection: connection.execute(ended))
