"""Where every fault of a command ends: one line on standard error, and an exit status.

    0    done                                   2    the command line itself is wrong
    1    something could not be read, or        3    no such title, several, or no answer
         `check` found something stale         70    a fault of Slugline's own
                                              130    interrupted

No traceback reaches a user; with SLUGLINE_DEBUG set, a fault of Slugline's own shows one.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from slugline.errors import AmbiguousTitle, SluglineError, TitleError
from slugline.surfaces.terminal import clean

LONGEST_LINE = 2_000
DONE, FAULTY, USAGE, NO_ANSWER, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 70, 130


def complain(line: object) -> None:
    """One line on standard error, of bearable length, in ink that no terminal obeys."""
    shown = clean(line)
    if len(shown) > LONGEST_LINE:
        shown = f"{shown[: LONGEST_LINE // 2]} … {shown[-LONGEST_LINE // 2 :]}"
    click.echo(f"slugline: {shown}", err=True)


class GuardedCommand(click.Command):
    """A command that returns its exit status and may raise anything."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Runs a command and exits."""
        extra["standalone_mode"] = False
        _settle_streams()
        sys.exit(_status(lambda: super(GuardedCommand, self).main(args, prog_name, **extra)))

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command's own function; an interrupt is told apart before click prints an empty line for it."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise _Interrupted from None


class _Interrupted(Exception):
    pass


class GuardedGroup(GuardedCommand, click.Group):
    """A group of such commands."""


def _settle_streams() -> None:
    """UTF-8 out whatever the locale says, no chatter of libraries, and somewhere to write if a stream is closed."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    if not logging.root.handlers:
        logging.root.addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def _status(command: Callable[[], object]) -> int:
    try:
        status = command()
        sys.stdout.flush()
    except TitleError as error:
        complain(_choices(error))
        return NO_ANSWER
    except SluglineError as error:
        complain(error)
        return FAULTY
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "slugline"
        complain(f"{error.format_message()} (see {path} --help)")
        return USAGE
    except click.ClickException as error:
        complain(error.format_message())
        return error.exit_code
    except (_Interrupted, click.Abort, KeyboardInterrupt):
        complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        _close_stdout()
        return FAULTY
    except OSError as error:
        complain(error)
        return FAULTY
    except Exception as error:  # the outermost edge
        if os.environ.get("SLUGLINE_DEBUG"):
            raise
        complain(f"internal fault, please report it: {type(error).__name__}: {error}")
        return INTERNAL
    return status if isinstance(status, int) else DONE


def _choices(error: TitleError) -> str:
    """The fault with the titles to choose from, or the nearest names."""
    if not error.choices:
        return str(error)
    hint = "choose by --year or --kind" if isinstance(error, AmbiguousTitle) else "the nearest names"
    return f"{error.fault} ({hint}: {'; '.join(error.choices)})"


def _close_stdout() -> None:
    """The reader has gone: what is still buffered goes nowhere, so that the exit stays quiet."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
