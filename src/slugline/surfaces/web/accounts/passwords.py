"""Passwords: what one must be, and how it is kept (argon2id, with the parameters that argon2-cffi now advises)."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from slugline.errors import AccountError

SHORTEST, LONGEST = 12, 1000  # characters
_AT_ONCE = 2  # hashes, each of which takes 64 MB and a processor
_WAITING = 8  # in all; whoever comes beyond them is told to come again

_hasher = PasswordHasher()
_running = threading.BoundedSemaphore(_AT_ONCE)
_places = threading.BoundedSemaphore(_WAITING)


class TooBusy(Exception):
    """More sign-ins are being looked at than the machine can bear."""


def check_password(password: str, name: str) -> None:
    """Raises `AccountError` for a password that is too short, too long, the account's name or one character over."""
    if len(password) < SHORTEST:
        raise AccountError("the password is too short", allowed=f"{SHORTEST} characters or more")
    if len(password) > LONGEST:
        raise AccountError("the password is too long", allowed=f"at most {LONGEST} characters")
    if _plain(password) == _plain(name):
        raise AccountError("the password is the name", allowed="a password that nobody can guess")
    if len(set(password)) == 1:
        raise AccountError("the password is one character repeated", allowed="a password that nobody can guess")


def hashed(password: str) -> str:
    """The hash to keep. Raises `TooBusy`."""
    with _turn():
        return _hasher.hash(_settled(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed; it takes as long where there is none (``kept`` is None).

    Raises `TooBusy`.
    """
    with _turn():
        try:
            _hasher.verify(_of_nobody(_hasher) if kept is None else kept, _settled(password))
        except (Argon2Error, InvalidHashError):
            return False
    return kept is not None


def outdated(kept: str) -> bool:
    """Whether the hash was made with other parameters than one made now."""
    return _hasher.check_needs_rehash(kept)


@cache
def _of_nobody(hasher: PasswordHasher) -> str:
    return hasher.hash("the password of nobody")


def prepare() -> None:
    """Make what the first sign-in would else have to wait for, and by that tell whether its name is known."""
    _of_nobody(_hasher)


@contextmanager
def _turn() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise TooBusy
    try:
        with _running:
            yield
    finally:
        _places.release()


def _settled(password: str) -> bytes:
    """One form of what may be typed in several on different keyboards; half characters are kept apart."""
    return unicodedata.normalize("NFKC", password[: LONGEST + 1]).encode("utf-8", "surrogatepass")


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
