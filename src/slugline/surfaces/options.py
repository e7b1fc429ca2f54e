"""What the commands share: days, the record they work on, JSON, the choice between titles of one name.

The clock is read here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar

import click

from slugline.edtf import parse_day
from slugline.errors import DateError

if TYPE_CHECKING:
    from slugline.record import Record

Command = TypeVar("Command", bound=Callable[..., object])
DEFAULT_RECORD = "slugline.db"


class _Day(click.ParamType[date]):
    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except DateError as error:
            self.fail(str(error), param, ctx)


DAY = _Day()


def today() -> date:
    return datetime.now().astimezone().date()


def now() -> datetime:
    return datetime.now(UTC)


def record_options(command: Command) -> Command:
    return record_option(click.option("--policy", metavar="FILE", help="Another policy of weights (TOML).")(command))


def record_option(command: Command) -> Command:
    return click.option(
        "--record",
        "url",
        metavar="URL",
        envvar="SLUGLINE_RECORD",
        default=DEFAULT_RECORD,
        show_default=True,
        show_envvar=True,
        help="The record: a file, sqlite:///FILE or a server's address.",
    )(command)


def json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, as the record contract says.")(command)


def as_of_option(command: Command) -> Command:
    return click.option(
        "--as-of", type=DAY, metavar="DAY", help="Answer from what had been said by the end of DAY (default: today)."
    )(command)


def private_option(command: Command) -> Command:
    say = "Go to private and loopback addresses too, for pages and for webhooks."
    return click.option("--allow-private", is_flag=True, envvar="SLUGLINE_ALLOW_PRIVATE", show_envvar=True, help=say)(
        command
    )


def pick_options(command: Command) -> Command:
    command = click.option("--year", type=int, help="Which title of the name: the one of this year.")(command)
    kinds = click.Choice(("film", "series", "special"))
    return click.option("--kind", type=kinds, help="Which title of the name: the one of this kind.")(command)


def open_at(url: str, policy: str | None, *, new: bool = False) -> Record:
    """The record at ``url``; only ``add`` makes a new one."""
    from slugline.claims.kinds import SPECS
    from slugline.record import load_policy, open_record

    weights = load_policy(policy, tuple(SPECS)) if policy else None
    return open_record(url, SPECS, policy=weights, create=new)
