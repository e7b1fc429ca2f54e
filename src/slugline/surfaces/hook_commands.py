"""The commands that make, list and remove hooks, and tell them what has become news."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from slugline.errors import SluglineError
from slugline.surfaces.boundary import DONE, FAULTY, complain
from slugline.surfaces.options import now, open_at, private_option, record_option, record_options
from slugline.surfaces.serve_commands import missing
from slugline.surfaces.terminal import clean

if TYPE_CHECKING:
    from slugline.record import Record
    from slugline.surfaces.hooks.keeping import Hook

_DAY = len("2026-01-01")


@click.group()
def hook() -> None:
    """Make, list and remove webhooks, and tell them what has become news."""


@hook.command()
@click.argument("address", metavar="URL")
@click.option("--title", metavar="NAME", help="Only of the titles of this name.")
@click.option("--franchise", metavar="NAME", help="Only of this franchise's titles.")
@click.option("--person", metavar="NAME", help="Only of changes that name this person.")
@private_option
@record_option
def add(
    address: str, title: str | None, franchise: str | None, person: str | None, allow_private: bool, url: str
) -> int:
    """Tell URL of every change that is recorded from now on; prints the secret that signs what it is sent."""
    from slugline.surfaces.hooks.keeping import add_hook

    asked = [(what, name) for what, name in (("title", title), ("franchise", franchise), ("person", person)) if name]
    if len(asked) > 1:
        raise click.UsageError("several of --title, --franchise and --person; one may be given")
    what, name = asked[0] if asked else ("", "")
    with open_at(url, None) as record:
        made = add_hook(record, address, now(), what=what, name=name, allow_private=allow_private)
    click.echo(clean(f"hook {made.id}: {_about(made)} to {made.url}"))
    click.echo(f"secret, shown this once: {made.secret}")
    return DONE


@hook.command("list")
@record_option
def list_hooks(url: str) -> int:
    """List the hooks, with how they fare; their secrets are not shown."""
    from slugline.surfaces.hooks.keeping import hooks

    with open_at(url, None) as record:
        found = hooks(record)
    for one in found:
        tried = f", tried {one.tried_at[:_DAY]}" if one.tried_at else ""
        fails = f", failed {one.failures} times" if one.failures else ""
        state = f", given up {one.disabled_at[:_DAY]}" if one.disabled_at else ""
        click.echo(
            clean(f"{one.id:>5}  {_about(one)} to {one.url}  (made {one.created_at[:_DAY]}{tried}{fails}{state})")
        )
    if not found:
        click.echo("no hooks")
    return DONE


@hook.command()
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@record_option
def remove(number: int, url: str) -> int:
    """Take the hook of that NUMBER away."""
    from slugline.surfaces.hooks.keeping import remove_hook

    with open_at(url, None) as record:
        gone = remove_hook(record, number)
    click.echo(clean(f"hook {gone.id} removed ({gone.url})"))
    return DONE


@hook.command()
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@record_option
def enable(number: int, url: str) -> int:
    """Tell the hook of that NUMBER again, though it was given up; it hears all that it missed."""
    from slugline.surfaces.hooks.keeping import enable_hook

    with open_at(url, None) as record:
        made = enable_hook(record, number)
    click.echo(clean(f"hook {made.id} is told again ({made.url})"))
    return DONE


@hook.command()
@private_option
@record_options
def send(allow_private: bool, url: str, policy: str | None) -> int:
    """Tell every hook what has become news since it was last told.

    Exit status 1 where one could not be told; what it missed is kept for the next time.
    """
    with open_at(url, policy) as record:
        return tell_hooks(record, allow_private=allow_private)


def tell_hooks(record: Record, *, allow_private: bool) -> int:
    """Tells the hooks and says what came of it; the exit status."""
    try:
        from slugline.surfaces.hooks.sending import Sender
        from slugline.surfaces.hooks.telling import Outcome, tell
    except ModuleNotFoundError as error:
        raise missing("web", error) from error

    status = DONE
    outcomes: Iterable[Outcome] = tell(record, Sender(now, allow_private))
    for one in outcomes:
        if one.sent or not one.fault:
            click.echo(clean(f"hook {one.hook.id}: {one.sent} change{'s' * (one.sent != 1)} told"))
        if one.fault:
            status = FAULTY
            hint = f"; it is given up (`slugline hook enable {one.hook.id}`)" if one.given_up else ""
            complain(SluglineError(f"{one.fault}{hint}", where=f"hook {one.hook.id}, {one.hook.url}"))
    return status


def _about(one: Hook) -> str:
    return f"{one.what} {one.name}" if one.what else "everything"


COMMANDS = (hook,)
