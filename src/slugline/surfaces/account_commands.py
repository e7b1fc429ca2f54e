"""The commands of whoever keeps a desk: who may sign in, and which programs may read. Made here and nowhere else.

A password is typed twice or read from standard input; it stands in no argument and in no variable.
"""

from __future__ import annotations

import sys
from types import ModuleType

import click

from slugline.errors import AccountError
from slugline.surfaces.boundary import DONE
from slugline.surfaces.options import Command, now, open_at, record_option
from slugline.surfaces.serve_commands import missing
from slugline.surfaces.terminal import clean

_LONGEST_LINE = 10_000  # characters of standard input that are read
_DAY = len("2026-01-01")


@click.group()
def account() -> None:
    """Make, list, disable and change the accounts under which editors sign in to the desk."""


def _name(command: Command) -> Command:
    return click.argument("name", metavar="NAME")(command)


def _stdin(command: Command) -> Command:
    say = "Read the password from standard input, as its first line."
    return click.option("--stdin", is_flag=True, help=say)(command)


@account.command("add")
@_name
@_stdin
@record_option
def add_account(name: str, stdin: bool, url: str) -> int:
    """Make an account under NAME; every decision made with it bears the name."""
    accounts = _accounts()
    with open_at(url, None) as record:
        made = accounts.add_account(record, name, _password(stdin=stdin), now())
    click.echo(clean(f"account {made.name} made"))
    return DONE


@account.command("list")
@record_option
def list_accounts(url: str) -> int:
    """List the accounts, disabled ones too."""
    with open_at(url, None) as record:
        found = _accounts().accounts(record)
    for one in found:
        state = f", disabled {one.disabled_at[:_DAY]}" if one.disabled_at else ""
        click.echo(clean(f"{one.name}  (made {one.created_at[:_DAY]}{state})"))
    if not found:
        click.echo("no accounts")
    return DONE


@account.command("disable")
@_name
@record_option
def disable_account(name: str, url: str) -> int:
    """Let nobody sign in under NAME any more, and sign out whoever is."""
    with open_at(url, None) as record:
        made = _accounts().disable_account(record, name, now())
    click.echo(clean(f"account {made.name} disabled"))
    return DONE


@account.command("enable")
@_name
@record_option
def enable_account(name: str, url: str) -> int:
    """Let the disabled account NAME sign in again."""
    with open_at(url, None) as record:
        made = _accounts().enable_account(record, name)
    click.echo(clean(f"account {made.name} enabled"))
    return DONE


@account.command("password")
@_name
@_stdin
@record_option
def change_password(name: str, stdin: bool, url: str) -> int:
    """Give NAME another password, and sign out whoever is signed in under it."""
    accounts = _accounts()
    with open_at(url, None) as record:
        made = accounts.set_password(record, name, _password(stdin=stdin))
    click.echo(clean(f"account {made.name} has another password"))
    return DONE


@click.group()
def token() -> None:
    """Make, list and revoke the read tokens with which programs use the desk's API."""


@token.command("add")
@click.argument("label")
@click.option("--days", type=click.IntRange(1, 3650), help="For how long it may be used (default: until revoked).")
@record_option
def add_token(label: str, days: int | None, url: str) -> int:
    """Make a read token for what LABEL says. It is printed once, and kept nowhere."""
    from slugline.surfaces.web.accounts import tokens

    with open_at(url, None) as record:
        made, text = tokens.add_token(record, label, now(), days)
    click.echo(text)
    click.echo(clean(f"token {made.id} ({made.label}): shown this once"), err=True)
    return DONE


@token.command("list")
@record_option
def list_tokens(url: str) -> int:
    """List the read tokens by their numbers and labels, revoked ones too."""
    from slugline.surfaces.web.accounts import tokens

    at = now()
    with open_at(url, None) as record:
        found = tokens.tokens(record)
    for one in found:
        until = f", until {one.expires_at[:_DAY]}" if one.expires_at else ""
        state = f", revoked {one.revoked_at[:_DAY]}" if one.revoked_at else "" if one.valid(at) else ", expired"
        click.echo(clean(f"{one.id:>4}  {one.label}  (made {one.created_at[:_DAY]}{until}{state})"))
    if not found:
        click.echo("no tokens")
    return DONE


@token.command("revoke")
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@record_option
def revoke_token(number: int, url: str) -> int:
    """Let the token of that NUMBER open nothing any more."""
    from slugline.surfaces.web.accounts import tokens

    with open_at(url, None) as record:
        made = tokens.revoke_token(record, number, now())
    click.echo(clean(f"token {made.id} ({made.label}) revoked"))
    return DONE


def _accounts() -> ModuleType:
    try:
        from slugline.surfaces.web.accounts import accounts
    except ModuleNotFoundError as error:
        raise missing("web", error) from error
    return accounts


def _password(*, stdin: bool) -> str:
    """The password, from standard input or typed twice on a terminal. Raises `AccountError`."""
    if stdin:
        return sys.stdin.readline(_LONGEST_LINE).rstrip("\r\n")
    if not _asks():
        raise AccountError("there is no terminal to ask for a password on", allowed="--stdin")
    text: str = click.prompt("Password", hide_input=True, confirmation_prompt="The same again", err=True)
    return text


def _asks() -> bool:
    """Whether somebody is there to type."""
    return sys.stdin.isatty()


COMMANDS = (account, token)
