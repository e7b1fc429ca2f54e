"""Read tokens: by which a program shows that it may read the API."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from slugline.errors import AccountError
from slugline.record import Record
from slugline.record.columns import digest
from slugline.record.schema import tokens as table
from slugline.surfaces.terminal import clean
from slugline.surfaces.web.accounts.accounts import moment

PREFIX = "slugline_"  # by which a token that has leaked is known for one
LONGEST_LABEL = 100  # characters
_BYTES = 32
_LONGEST = 100
_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Token:
    """One token, without its secret. ``expires_at`` and ``revoked_at`` are empty where it does not, and is not."""

    id: int
    label: str
    created_at: str
    expires_at: str = ""
    revoked_at: str = ""

    def valid(self, now: datetime) -> bool:
        """Whether it may be used at a moment."""
        return not self.revoked_at and (not self.expires_at or moment(now) < self.expires_at)


def add_token(record: Record, label: str, now: datetime, days: int | None = None) -> tuple[Token, str]:
    """Make a token, for ``days`` or for good; the second is its text, which is kept nowhere. Raises `AccountError`."""
    shown = " ".join(label.split())
    if not shown or len(shown) > LONGEST_LABEL or shown != clean(shown):
        raise AccountError("a token needs a label", allowed=f"what it is for, in 1 to {LONGEST_LABEL} characters")
    text = PREFIX + secrets.token_urlsafe(_BYTES)
    until = moment(now + timedelta(days=days)) if days is not None else None
    row = {"key": digest(text), "label": shown, "created_at": moment(now), "expires_at": until}

    def make(connection: Connection) -> Token:
        made = connection.execute(table.insert().values(row)).inserted_primary_key
        return Token(int(made[0]) if made else 0, shown, moment(now), until or "")

    return record.writing(make), text


def tokens(record: Record) -> tuple[Token, ...]:
    """Every token ever made, in the order of their numbers."""
    with record.reading() as connection:
        return tuple(map(_token, connection.execute(select(table).order_by(table.c.id))))


def revoke_token(record: Record, number: int, now: datetime) -> Token:
    """Let a token open nothing any more. Raises `AccountError`."""

    def change(connection: Connection) -> Token:
        row = connection.execute(select(table).where(table.c.id == number)).first() if number <= _LARGEST else None
        if row is None:
            raise AccountError(f"there is no token {number}", allowed="a number that `slugline token list` shows")
        if row.revoked_at:
            raise AccountError(f"token {number} has been revoked", allowed="one that has not")
        connection.execute(update(table).where(table.c.id == number).values(revoked_at=moment(now)))
        return Token(row.id, row.label, row.created_at, row.expires_at or "", moment(now))

    return record.writing(change, f"slugline: token {number}")


def valid_token(record: Record, text: str, now: datetime) -> Token | None:
    """The token that a program shows, if it may be used now."""
    if not text.startswith(PREFIX) or len(text) > _LONGEST:
        return None
    with record.reading() as connection:
        row = connection.execute(select(table).where(table.c.key == digest(text))).first()
    found = _token(row) if row is not None else None
    return found if found is not None and found.valid(now) else None


def _token(row: Any) -> Token:
    return Token(row.id, row.label, row.created_at, row.expires_at or "", row.revoked_at or "")
