"""The command that reads articles by the million: ``slugline batch``."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from slugline.surfaces.boundary import DONE, FAULTY, complain
from slugline.surfaces.options import DAY, now
from slugline.surfaces.serve_commands import missing
from slugline.surfaces.terminal import clean, progress

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from rich.progress import Progress, TaskID

    from slugline.pages.archives import Columns
    from slugline.record import Record
    from slugline.surfaces.bulk.inputs import Done, Unit

_LIST = "batch.json"
_EVERY = 10.0  # seconds between two lines of progress where nobody watches a bar


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, metavar="PATH", help="The claims' file, named .parquet, or a folder for many.")
@click.option("--ray", metavar="ADDRESS", default="", help="Read on a Ray cluster: its address, auto or local.")
@click.option("--workers", type=click.IntRange(1, 4096), help="How many files to read at once [default: the cores].")
@click.option("--date", "day", type=DAY, metavar="DAY", help="The date of articles that bear none.")
@click.option(
    "--extractor", type=click.Choice(("slugline", "rules")), default="slugline", show_default=True, help="What reads."
)
@click.option("--min-confidence", "least", metavar="CHANCE", type=click.FloatRange(0, 1), help="For slugline.")
@click.option("--read-all", is_flag=True, help="Read every page of archives, not only those that speak of films.")
@click.option(
    "--column", "named", multiple=True, metavar="WHAT=NAME", help="A table's column of text, html, published, title …"
)
@click.option(
    "--time-limit", "seconds", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Seconds for one page."
)
@click.option(
    "--memory-limit", "megabytes", type=click.IntRange(100), default=4000, show_default=True, help="MB for one page."
)
def batch(
    inputs: Sequence[str],
    out: str,
    ray: str,
    workers: int | None,
    day: date | None,
    extractor: str,
    least: float | None,
    read_all: bool,
    named: Sequence[str],
    seconds: float,
    megabytes: int,
) -> int:
    """Read articles and archives at INPUT... into tables of claims and articles, on every core or on a cluster.

    Run again after it was stopped, it goes on with the files that were not done.
    """
    if least is not None and extractor != "slugline":
        raise click.UsageError("--min-confidence is for --extractor slugline alone")
    try:
        import daft  # noqa: F401
        import pyarrow.parquet  # noqa: F401

        if ray:
            import ray as cluster  # noqa: F401
    except ModuleNotFoundError as error:
        raise missing("ray" if error.name == "ray" else "batch", error) from error
    from slugline.batch import Options
    from slugline.surfaces.bulk.cell import Limits
    from slugline.surfaces.bulk.engine import Work
    from slugline.surfaces.bulk.inputs import units_of
    from slugline.surfaces.bulk.running import out_at, run

    options = Options(day, extractor, least, look=not read_all, columns=_columns(named))
    place = out_at(out)
    units = list(units_of(inputs, options))
    with _Meter(units) as meter:
        work = Work(options, Limits(seconds, megabytes), str(place.folder.absolute()), str(Path.cwd()))
        done = run(units, place, work, workers=workers or 0, ray=ray, known=meter.known, told=meter.told)
    click.echo(clean(f"{out}: {done.claims} claims of {done.articles} articles ({_besides(done)})"))
    return FAULTY if done.set_aside else DONE


def _columns(named: Sequence[str]) -> Columns:
    """The columns that were named, each ``what=name``."""
    from slugline.pages.archives import Columns

    known = [field.name for field in fields(Columns)]
    said = dict(one.partition("=")[::2] for one in named)
    for what, name in said.items():
        if what not in known or not name:
            raise click.UsageError(
                f"--column {what}={name}: allowed are {', '.join(known)}, each =NAME, or =- for none"
            )
    return Columns(**said)


def _besides(done: Done) -> str:
    return f"{done.passed} pages passed over, {done.set_aside} set aside, {done.files} files"


def parted(paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """The paths that hold tables of claims, and the others."""
    found: tuple[list[str], list[str]] = ([], [])
    for path in paths:
        likely = path.lower().endswith(".parquet") or (Path(path) / _LIST).is_file()
        if likely:
            from slugline.surfaces.bulk.loading import are_tables

            likely = are_tables(path)
        found[0 if likely else 1].append(path)
    return found


def load_tables(record: Record, paths: Iterable[str], lines: list[str]) -> int:
    """Load tables of claims into the record; the exit status. ``lines`` receives what became of each path."""
    status = DONE
    for path in paths:
        from slugline.surfaces.bulk.loading import Loaded, load

        loaded = Loaded()
        try:
            for _ in progress(load(record, path, now(), loaded), "Loading"):
                for fault in loaded.faults:
                    status = FAULTY
                    complain(fault)
                loaded.faults.clear()
        finally:
            counted = f"{loaded.new} new, {loaded.changed} changed, {loaded.same} same"
            lines.append(f"{path}: {loaded.claims} claims, {counted}")
    return status


class _Meter:
    """How far a run is, on standard error: a bar in a terminal, lines elsewhere."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._bytes = sum(unit.bytes for unit in units)
        self._files = sum(len(unit.files) for unit in units)
        self._done_bytes = self._done_files = self._new_bytes = self._pages = self._set_aside = 0
        self._begun = self._said = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn

            columns = (TextColumn("Reading"), BarColumn(), TextColumn("{task.description}"))
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("", total=max(1, self._bytes))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def known(self, done: Done) -> None:
        """A unit that had been read before."""
        self._done_bytes += done.bytes
        self._done_files += done.files

    def told(self, done: Done) -> None:
        """A unit that has been read."""
        self.known(done)
        self._new_bytes += done.bytes
        self._pages += done.pages
        self._set_aside += done.set_aside
        now = time.monotonic()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._done_bytes, description=self._line(now))
        elif now - self._said >= _EVERY or self._done_files == self._files:
            self._said = now
            complain(self._line(now))

    def _line(self, now: float) -> str:
        taken = max(now - self._begun, 0.001)
        left = (self._bytes - self._done_bytes) * taken / max(1, self._new_bytes)
        return (
            f"{self._done_files:,} of {self._files:,} files, {self._pages:,} pages ({self._pages / taken:,.1f} a "
            f"second), {self._set_aside:,} set aside, {_span(left)} left"
        )


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


COMMANDS = (batch,)
