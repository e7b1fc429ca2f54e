"""The commands that keep a record safe: looking through it, and copying it."""

from __future__ import annotations

from collections import Counter

import click

from slugline.surfaces.boundary import DONE, FAULTY, complain
from slugline.surfaces.options import record_option, record_options
from slugline.surfaces.terminal import clean, progress

_CHECKED = (
    "articles",
    "versions",
    "claims",
    "names",
    "words",
    "decisions",
    "titles",
    "people",
    "franchises",
    "statements",
)


@click.command()
@record_options
def verify(url: str, policy: str | None) -> int:
    """Check the whole record: every quote against its article, every statement against its claims.

    Each fault is a line on standard error; exit status 1 where there is any.
    """
    from slugline.claims.kinds import SPECS
    from slugline.record import load_policy
    from slugline.record.connect import connect
    from slugline.record.verify import verify as look

    counted: Counter[str] = Counter()
    found = 0
    weights = load_policy(policy, tuple(SPECS)) if policy else load_policy()
    database = connect(url, create=False)
    try:
        for faults in progress(look(database, SPECS, weights, counted), "Looking through the record"):
            found += len(faults)
            for fault in faults:
                complain(fault)
    finally:
        database.close()
    checked = ", ".join(f"{counted[name]} {name}" for name in _CHECKED)
    result = "nothing is wrong" if not found else f"{found} fault{'s' * (found > 1)}"
    click.echo(clean(f"{database.where}: {result} ({checked})"))
    return FAULTY if found else DONE


@click.command()
@click.argument("to")
@record_option
def backup(to: str, url: str) -> int:
    """Copy the whole record into a new one at TO: a file, or an empty database on a server.

    Also the way back from a copy (`slugline backup --record COPY TO`), and the move to a server.
    """
    from slugline.record.backup import backup as copy

    made = copy(url, to)
    rows = ", ".join(f"{made.rows[name]} {name}" for name in _CHECKED if name in made.rows)
    click.echo(clean(f"{made.where}: copied {rows}"))
    return DONE


COMMANDS = (verify, backup)
