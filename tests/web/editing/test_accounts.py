"""Accounts, sessions, read tokens and the count of sign-ins, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from slugline.claims.kinds import SPECS
from slugline.errors import AccountError
from slugline.record import Record, open_record, schema
from slugline.surfaces.web.accounts import accounts as module
from slugline.surfaces.web.accounts import passwords, tokens
from slugline.surfaces.web.accounts.accounts import (
    accounts,
    add_account,
    disable_account,
    enable_account,
    set_password,
)
from slugline.surfaces.web.accounts.attempts import (
    MOST_OF_ADDRESS,
    MOST_OF_NAME,
    MOST_OF_ONE,
    WINDOW,
    begin_attempt,
    forget_attempts,
)
from slugline.surfaces.web.accounts.passwords import TooBusy, check_password
from slugline.surfaces.web.accounts.sessions import IDLE, LASTS, end_session, session_of, sign_in
from web.editing.desks import CHEAP, NAME, NOW, PASSWORD

OTHER = "seven hinges of a gate"
SOON = timedelta(minutes=1)


class Counting(PasswordHasher):
    """A hasher that tells what it is asked to do."""

    __slots__ = ("done",)

    def __init__(self, time_cost: int = 1) -> None:
        super().__init__(time_cost=time_cost, memory_cost=8, parallelism=1)
        self.done: list[str] = []

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        """As it is."""
        self.done.append("hash")
        return super().hash(password, salt=salt)

    def verify(self, hash: str | bytes, password: str | bytes) -> Any:  # noqa: A002
        """As it is."""
        self.done.append("verify")
        return super().verify(hash, password)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", CHEAP)


@pytest.fixture
def record(url: str) -> Iterator[Record]:
    """An empty record on each database."""
    with open_record(url, SPECS) as made:
        yield made


def texts_in(record: Record) -> str:
    """All that the desk's tables hold."""
    with record.reading() as connection:
        return repr([list(connection.execute(select(table))) for table in schema.DESK])


def token_of(record: Record, password: str = PASSWORD) -> str:
    token = sign_in(record, NAME, password, NOW)
    assert token
    return token


# accounts


def test_an_account_is_listed_and_its_password_is_not_kept(record: Record) -> None:
    add_account(record, "zoë  Mar", OTHER, NOW)
    made = add_account(record, NAME, PASSWORD, NOW)
    assert [one.name for one in accounts(record)] == [NAME, "zoë Mar"]
    assert accounts(record)[0] == made
    assert PASSWORD not in texts_in(record)
    assert "$argon2id$" in texts_in(record)


def test_a_name_that_reads_the_same_is_taken(record: Record) -> None:
    add_account(record, NAME, PASSWORD, NOW)
    for name in (NAME, "ines dray", "  INES   DRAY ", "Ｉnes Dray"):
        with pytest.raises(AccountError, match="there is an account 'Ines Dray'"):
            add_account(record, name, OTHER, NOW)
    assert len(accounts(record)) == 1


def test_what_hides_or_turns_text_is_no_name(record: Record) -> None:
    for name in ("", "  ", "-", "x" * 61, "a\x00b", "a\u202eb", "\x1b[31mred", "\ud800"):
        with pytest.raises(AccountError, match="is no name"):
            add_account(record, name, PASSWORD, NOW)
    assert accounts(record) == ()


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short", "too short"),
        ("eleven-long", "too short"),
        ("x" * 1001, "too long"),
        ("aaaaaaaaaaaaaaaa", "one character"),
        ("inesdrayinesdray", ""),
        ("Ines Dray the second", ""),
    ],
)
def test_a_password_is_long_enough_and_not_the_name(password: str, told: str) -> None:
    if not told:
        check_password(password, NAME)
        return
    with pytest.raises(AccountError, match=told):
        check_password(password, NAME)


def test_the_name_is_no_password_however_it_is_written() -> None:
    for password in ("Ada Montague Rook", "ada montague rook", "AdaMontagueRook"):
        with pytest.raises(AccountError, match="is the name"):
            check_password(password, "Ada Montague Rook")


def test_many_at_once_make_one_account(record: Record) -> None:
    def make(_: int) -> bool:
        try:
            add_account(record, NAME, PASSWORD, NOW)
        except AccountError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(make, range(6))) == [False] * 5 + [True]


def test_of_an_unknown_account_nothing_can_be_changed(record: Record) -> None:
    changes: list[Callable[[], object]] = [
        lambda: disable_account(record, "nobody", NOW),
        lambda: enable_account(record, "nobody"),
        lambda: set_password(record, "nobody", PASSWORD),
    ]
    for change in changes:
        with pytest.raises(AccountError, match="there is no account 'nobody'"):
            change()


# signing in


def test_name_and_password_open_a_session(record: Record) -> None:
    add_account(record, NAME, PASSWORD, NOW)
    for name in (NAME, "INES dray", " ines  dray"):
        token = sign_in(record, name, PASSWORD, NOW)
        assert token
        found = session_of(record, token, NOW)
        assert found is not None
        assert found.account.name == NAME
        assert token not in texts_in(record)


def test_a_password_means_the_same_on_every_keyboard(record: Record) -> None:
    add_account(record, NAME, "caf\u00e9 at the weir", NOW)
    assert sign_in(record, NAME, "cafe\u0301 at the weir", NOW)


def test_every_sign_in_verifies_one_hash_whoever_is_named(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    add_account(record, NAME, PASSWORD, NOW)
    add_account(record, "Gone", PASSWORD, NOW)
    disable_account(record, "Gone", NOW)
    hasher = Counting()
    monkeypatch.setattr(passwords, "_hasher", hasher)
    passwords.prepare()
    assert hasher.done == ["hash"]
    for name, password in (
        (NAME, OTHER),
        ("nobody", OTHER),
        ("Gone", OTHER),
        ("Gone", PASSWORD),
        ("", ""),
        ("\ud800", "\ud800"),
    ):
        hasher.done.clear()
        assert sign_in(record, name, password, NOW) is None
        assert hasher.done == ["verify"], name


def test_nobody_signs_in_by_the_password_that_stands_in_for_unknown_names(record: Record) -> None:
    assert sign_in(record, "nobody", "the password of nobody", NOW) is None


def test_the_hash_is_made_anew_once_its_parameters_have_changed(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_account(record, NAME, PASSWORD, NOW)
    hasher = Counting(time_cost=2)
    monkeypatch.setattr(passwords, "_hasher", hasher)
    passwords.prepare()
    assert "t=1" in texts_in(record)
    hasher.done.clear()
    assert sign_in(record, NAME, PASSWORD, NOW)
    assert hasher.done == ["verify", "hash"]
    assert "t=2" in texts_in(record)
    assert sign_in(record, NAME, PASSWORD, NOW)
    assert hasher.done == ["verify", "hash", "verify"]


@pytest.mark.parametrize("change", ["password", "disabled"])
def test_no_session_opens_on_what_changed_while_the_password_was_looked_at(
    record: Record, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_account(record, NAME, PASSWORD, NOW)

    class Meddling(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:  # noqa: A002
            right = super().verify(hash, password)
            if change == "password":
                monkeypatch.setattr(passwords, "_hasher", CHEAP)
                set_password(record, NAME, OTHER)
            else:
                disable_account(record, NAME, NOW)
            return right

    monkeypatch.setattr(passwords, "_hasher", Meddling(time_cost=1, memory_cost=8, parallelism=1))
    assert sign_in(record, NAME, PASSWORD, NOW) is None
    assert "csrf" not in texts_in(record)
    with record.reading() as connection:
        assert connection.execute(select(schema.sessions)).first() is None


def test_more_than_the_machine_bears_are_told_to_come_again(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    add_account(record, NAME, PASSWORD, NOW)
    monkeypatch.setattr(passwords, "_places", threading.BoundedSemaphore(1))
    with passwords._turn(), pytest.raises(TooBusy):
        sign_in(record, NAME, PASSWORD, NOW)
    assert sign_in(record, NAME, PASSWORD, NOW)


# sessions


def test_a_session_ends_after_its_time_whatever_is_done(record: Record) -> None:
    add_account(record, NAME, PASSWORD, NOW)
    token, at = token_of(record), NOW
    while at + IDLE / 2 < NOW + LASTS:
        assert session_of(record, token, at) is not None
        at += IDLE / 2
    assert session_of(record, token, NOW + LASTS) is None


def test_a_session_ends_where_nobody_uses_it(record: Record) -> None:
    add_account(record, NAME, PASSWORD, NOW)
    token = token_of(record)
    assert session_of(record, token, NOW + IDLE - SOON) is not None
    assert session_of(record, token, NOW + 2 * IDLE - 2 * SOON) is not None
    assert session_of(record, token, NOW + 3 * IDLE) is None


ENDS: dict[str, Callable[[Record, str], object]] = {
    "sign-out": end_session,
    "password": lambda record, _: set_password(record, NAME, OTHER),
    "disabled": lambda record, _: disable_account(record, NAME, NOW),
}


@pytest.mark.parametrize("how", ENDS)
def test_what_ends_a_session_ends_it_at_once(record: Record, how: str) -> None:
    add_account(record, NAME, PASSWORD, NOW)
    token = token_of(record)
    ENDS[how](record, token)
    assert session_of(record, token, NOW) is None
    if how == "disabled":
        assert sign_in(record, NAME, PASSWORD, NOW) is None
        enable_account(record, NAME)
        assert session_of(record, token, NOW) is None
    assert sign_in(record, NAME, OTHER if how == "password" else PASSWORD, NOW)


def test_signing_out_leaves_other_sessions(record: Record) -> None:
    add_account(record, NAME, PASSWORD, NOW)
    one, other = token_of(record), token_of(record)
    end_session(record, one)
    assert session_of(record, one, NOW) is None
    assert session_of(record, other, NOW) is not None


def test_sessions_that_have_ended_are_removed_when_somebody_signs_in(record: Record) -> None:
    add_account(record, NAME, PASSWORD, NOW)
    token_of(record)
    assert sign_in(record, NAME, PASSWORD, NOW + LASTS)
    with record.reading() as connection:
        assert len(list(connection.execute(select(schema.sessions)))) == 1


def test_a_forged_token_is_nobodys(record: Record) -> None:
    add_account(record, NAME, PASSWORD, NOW)
    token_of(record)
    for token in ("", "x", "x" * 43, "x" * 10_000, "\x00", "\ud800", "' OR 1=1 --"):
        assert session_of(record, token, NOW) is None
        end_session(record, token)


def test_what_the_database_holds_of_a_session_opens_none(record: Record) -> None:
    add_account(record, NAME, PASSWORD, NOW)
    token_of(record)
    with record.reading() as connection:
        (row,) = connection.execute(select(schema.sessions))
    assert [session_of(record, str(value), NOW) for value in row] == [None] * len(row)


# read tokens


def test_a_token_opens_until_it_ends_or_is_revoked(record: Record) -> None:
    lasting, text = tokens.add_token(record, "  feed   reader ", NOW)
    ending, other = tokens.add_token(record, "for a week", NOW, days=7)
    assert text.startswith(tokens.PREFIX)
    assert text not in texts_in(record)
    assert tokens.valid_token(record, text, NOW) == lasting
    assert lasting.label == "feed reader"
    assert tokens.valid_token(record, other, NOW + timedelta(days=6)) == ending
    assert tokens.valid_token(record, other, NOW + timedelta(days=7)) is None
    tokens.revoke_token(record, lasting.id, NOW)
    assert tokens.valid_token(record, text, NOW) is None
    assert [(one.label, bool(one.revoked_at)) for one in tokens.tokens(record)] == [
        ("feed reader", True),
        ("for a week", False),
    ]


def test_what_is_no_token_opens_nothing(record: Record) -> None:
    _, text = tokens.add_token(record, "a reader", NOW)
    for other in ("", text[:-1], text + "x", text.removeprefix(tokens.PREFIX), text.upper(), tokens.PREFIX, "\ud800"):
        assert tokens.valid_token(record, other, NOW) is None


def test_only_a_token_that_is_there_is_revoked_once(record: Record) -> None:
    made, _ = tokens.add_token(record, "a reader", NOW)
    tokens.revoke_token(record, made.id, NOW)
    with pytest.raises(AccountError, match="has been revoked"):
        tokens.revoke_token(record, made.id, NOW)
    for number in (99, 2**40):
        with pytest.raises(AccountError, match="there is no token"):
            tokens.revoke_token(record, number, NOW)
    for label in ("", " ", "x" * 101, "a\u202eb"):
        with pytest.raises(AccountError, match="needs a label"):
            tokens.add_token(record, label, NOW)


# how often a sign-in may be tried


def tried(record: Record, times: int, name: str = NAME, address: str = "192.0.2.1") -> list[int]:
    return [begin_attempt(record, name, address, NOW) for _ in range(times)]


def test_one_name_from_one_address_is_tried_so_often(record: Record) -> None:
    waits = tried(record, MOST_OF_ONE + 2)
    assert waits == [0] * MOST_OF_ONE + [int(WINDOW.total_seconds())] * 2
    assert begin_attempt(record, " INES DRAY", "192.0.2.1", NOW) > 0
    assert begin_attempt(record, "Another", "192.0.2.1", NOW) == 0
    assert begin_attempt(record, NAME, "192.0.2.2", NOW) == 0
    assert begin_attempt(record, NAME, "192.0.2.1", NOW + WINDOW - SOON) == int(SOON.total_seconds())
    assert begin_attempt(record, NAME, "192.0.2.1", NOW + WINDOW) == 0


def test_one_name_from_many_addresses_is_tried_so_often(record: Record) -> None:
    waits = [begin_attempt(record, NAME, f"192.0.2.{n}", NOW) for n in range(MOST_OF_NAME + 3)]
    assert [wait > 0 for wait in waits] == [False] * MOST_OF_NAME + [True] * 3


def test_one_address_tries_many_names_so_often(record: Record) -> None:
    waits = [begin_attempt(record, f"name {n}", "192.0.2.1", NOW) for n in range(MOST_OF_ADDRESS + 3)]
    assert [wait > 0 for wait in waits] == [False] * MOST_OF_ADDRESS + [True] * 3


def test_an_address_counts_as_far_as_one_machine_cannot_change_it(record: Record) -> None:
    for number, (one, other, alike) in enumerate(
        (
            ("2001:db8::1", "2001:db8::2:3", True),
            ("2001:db8::1", "2001:db8:0:1::1", False),
            ("192.0.2.1", "::ffff:192.0.2.1", True),
            ("192.0.2.1", "192.0.2.2", False),
        )
    ):
        tried(record, MOST_OF_ONE, f"name {number}", one)
        assert (begin_attempt(record, f"name {number}", other, NOW) > 0) is alike


def test_a_sign_in_that_succeeds_forgets_the_tries_before_it(record: Record) -> None:
    tried(record, MOST_OF_ONE)
    forget_attempts(record, NAME, "192.0.2.1")
    assert tried(record, MOST_OF_ONE + 1)[-1] > 0


def test_many_at_once_get_no_more_tries_than_one_after_the_other(record: Record) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: begin_attempt(record, NAME, "192.0.2.1", NOW), range(16)))
    assert waits.count(0) == MOST_OF_ONE


def test_tries_are_kept_as_hashes_and_no_longer_than_they_count(record: Record) -> None:
    tried(record, 3)
    kept = texts_in(record)
    assert "192.0.2.1" not in kept
    assert "ines" not in kept.casefold()
    begin_attempt(record, "Another", "192.0.2.9", NOW + WINDOW)
    with record.reading() as connection:
        assert len(list(connection.execute(select(schema.attempts)))) == 3


def test_a_moment_sorts_as_a_text() -> None:
    assert module.moment(NOW) == "2026-06-01T09:00:00.000000+00:00"
    moments = [NOW + timedelta(microseconds=step) for step in (0, 1, 999_999, 1_000_000, 10**12)]
    assert sorted(map(module.moment, moments)) == [module.moment(one) for one in moments]
