"""`slugline account` and `slugline token`: made on the command line, no password in an argument or a variable."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from conftest import Ran, Runner
from record.tampering import build
from slugline.claims.kinds import SPECS
from slugline.record import open_record, schema
from slugline.surfaces import account_commands, options
from slugline.surfaces.cli import main
from slugline.surfaces.web.accounts.sessions import sign_in
from slugline.surfaces.web.accounts.tokens import valid_token

PASSWORD, OTHER = "a gate of seven hinges", "seven hinges of a gate"


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A record with something in it."""
    path = str(tmp_path / "record.db")
    build(path)
    return path


def typed(file: str, *words: str, given: str) -> Ran:
    """A run with something on standard input."""
    done = CliRunner().invoke(main, [*words, "--record", file], input=given, prog_name="slugline")
    return Ran(done.exit_code, done.stdout, done.stderr)


def signs_in(file: str, password: str, name: str = "Ines") -> bool:
    with open_record(file, SPECS, create=False) as record:
        return sign_in(record, name, password, options.now()) is not None


def test_an_account_is_made_listed_disabled_and_enabled(file: str, slugline: Runner) -> None:
    assert slugline("account", "list").out == "no accounts\n"
    made = typed(file, "account", "add", "Ines", "--stdin", given=f"{PASSWORD}\nanother line\n")
    assert (made.status, made.out, made.err) == (0, "account Ines made\n", "")
    assert signs_in(file, PASSWORD)
    assert slugline("account", "list").out.startswith("Ines  (made 20")
    assert slugline("account", "disable", "INES").out == "account Ines disabled\n"
    assert not signs_in(file, PASSWORD)
    assert ", disabled 20" in slugline("account", "list").out
    assert slugline("account", "disable", "ines").status == 1
    assert slugline("account", "enable", "ines").out == "account Ines enabled\n"
    assert signs_in(file, PASSWORD)


def test_another_password_takes_the_place_of_the_first(file: str) -> None:
    typed(file, "account", "add", "Ines", "--stdin", given=PASSWORD)
    changed = typed(file, "account", "password", "Ines", "--stdin", given=f"{OTHER}\r\n")
    assert (changed.status, changed.err) == (0, "")
    assert signs_in(file, OTHER)
    assert not signs_in(file, PASSWORD)


def test_a_password_is_typed_twice_and_never_shown(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_commands, "_asks", lambda: True)
    made = typed(file, "account", "add", "Ines", given=f"{PASSWORD}\n{PASSWORD}\n")
    assert (made.status, made.out) == (0, "account Ines made\n")
    assert PASSWORD not in made.out + made.err
    differ = typed(file, "account", "add", "Ada", given=f"{PASSWORD}\n{OTHER}\n")
    assert differ.status != 0
    assert not signs_in(file, PASSWORD, "Ada")


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("Ines", "ab1!\n", "the password is too short (allowed: 12 characters or more)"),
        ("Ines", "", "the password is too short"),
        ("Ines", "x" * 20_000, "the password is too long"),
        ("Ines Montague Dray", "ines montague dray\n", "the password is the name"),
        (" ", PASSWORD, "is no name for an account"),
        ("a\x1b[31mb", PASSWORD, "is no name for an account"),
    ],
)
def test_what_is_no_account_is_refused_in_one_line(file: str, name: str, given: str, told: str) -> None:
    ran = typed(file, "account", "add", name, "--stdin", given=given)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("slugline: ")
    assert told in ran.err
    assert len(ran.err.splitlines()) == 1
    assert "\x1b" not in ran.err
    assert given.strip() == "" or given.strip() not in ran.err
    with open_record(file, SPECS) as record, record.reading() as connection:
        assert connection.execute(select(schema.accounts)).first() is None


def test_without_a_terminal_a_password_is_not_asked_for(file: str, slugline: Runner) -> None:
    ran = slugline("account", "add", "Ines")
    assert (ran.status, ran.out) == (1, "")
    assert "there is no terminal to ask for a password on (allowed: --stdin)" in ran.err
    assert file


def test_an_account_needs_a_record_and_a_name_that_is_there(slugline: Runner, tmp_path: Path) -> None:
    assert "there is no record" in slugline("account", "list").err
    build(str(tmp_path / "record.db"))
    assert "there is no account 'Nobody'" in slugline("account", "disable", "Nobody").err


def test_no_option_takes_a_password(slugline: Runner) -> None:
    for words in (("account", "add"), ("account", "password")):
        shown = slugline(*words, "--help").out
        assert "--password" not in shown
        assert "Read the password from standard input" in shown
        assert "env var: SLUGLINE_PASSWORD" not in shown


def test_a_token_is_printed_once_and_revoked_by_its_number(file: str, slugline: Runner) -> None:
    assert slugline("token", "list").out == "no tokens\n"
    made = slugline("token", "add", "feed reader", "--days", "3")
    text = made.out.strip()
    assert made.status == 0
    assert "token 1 (feed reader): shown this once" in made.err
    with open_record(file, SPECS) as record:
        assert valid_token(record, text, options.now())
    listed = slugline("token", "list").out
    assert listed.startswith("   1  feed reader  (made 20")
    assert ", until 20" in listed
    assert text not in listed
    assert slugline("token", "revoke", "1").out == "token 1 (feed reader) revoked\n"
    with open_record(file, SPECS) as record:
        assert valid_token(record, text, options.now()) is None
    assert "has been revoked" in slugline("token", "revoke", "1").err
    assert "there is no token 7" in slugline("token", "revoke", "7").err
    assert slugline("token", "revoke", "0").status == 2
    assert slugline("token", "add", " ").status == 1


@pytest.mark.parametrize("base", ["", "http://desk.example"])
def test_signing_in_is_not_served_over_http_that_others_can_read(file: str, slugline: Runner, base: str) -> None:
    ran = slugline("serve", "--sign-in", "--host", "0.0.0.0", "--base", base)  # noqa: S104
    assert (ran.status, ran.out) == (1, "")
    assert "passwords would come to 0.0.0.0 over http that others can read" in ran.err
    assert "--base https://" in ran.err
    assert file
