"""What may reach a terminal: text from outside made harmless, JSON, consoles and progress.

Everything that an article, a claims file or a record holds was written by strangers. It is shown
only through `clean` (one line, no control character, no escape sequence, no mark that turns the
direction of writing) and as rich `Text`, never as rich markup.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

Item = TypeVar("Item")
WIDTH_WHEN_PIPED = 110
WIDTH_AT_MOST = 120

_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor moves
    r"|(?:\x1b[\]P^_X]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)"  # OSC, DCS and kin, to their end
    r"|\x1b[ -/]*[0-~]?"  # any other escape
)
_SPACES = re.compile(r"[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSAFE = re.compile(rf"[\x00-\x1f\x7f-\x9f{_BIDI}\ufeff\U000e0000-\U000e007f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_UNSAFE_IN_JSON = re.compile(rf"[\x7f-\x9f{_BIDI}\u2028\u2029\ufeff\ud800-\udfff\U000e0000-\U000e007f]")


def clean(text: object) -> str:
    """The text in one line that no terminal obeys: what would move, hide or turn it is left out."""
    shown = str(text)
    if shown.isprintable():  # as nearly all is: nothing in it moves, hides or turns
        return shown
    shown = _SPACES.sub(" ", shown)
    shown = _UNSAFE.sub("", _SEQUENCES.sub("", shown))
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", shown)


def to_json(data: object, indent: int | None = None) -> str:
    """JSON in readable UTF-8, with everything that a terminal might obey as ``\\uXXXX``."""
    return _UNSAFE_IN_JSON.sub(_escaped, json.dumps(data, ensure_ascii=False, indent=indent))


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]


def console() -> Console:
    """The console for answers: colour in a terminal, plain text elsewhere, never markup."""
    from rich.console import Console

    out = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if not out.is_terminal:
        out.width = WIDTH_WHEN_PIPED
    out.width = min(out.width, WIDTH_AT_MOST)
    return out


def progress(items: Iterable[Item], doing: str, *, shares_terminal: bool = False) -> Iterator[Item]:
    """The items one by one, with what is being done and how far it is on standard error.

    Only where somebody is looking: not where standard error is no terminal, and not where the
    command itself prints to a terminal meanwhile (``shares_terminal``), which shows enough.
    """
    if not sys.stderr.isatty() or (shares_terminal and sys.stdout.isatty()):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    looks = Console(stderr=True)
    with Progress(*columns, console=looks, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        yield from bar.track(items, description=doing)
