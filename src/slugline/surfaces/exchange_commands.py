"""The commands that hand the record to other programs, and take in what they know: ``slugline export``, ``import``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import TYPE_CHECKING

import click

from slugline.surfaces.boundary import DONE, FAULTY, INTERNAL, complain
from slugline.surfaces.options import DAY, as_of_option, now, open_at, pick_options, record_options, today
from slugline.surfaces.serve_commands import missing
from slugline.surfaces.terminal import clean, progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from slugline.record import Record
    from slugline.surfaces.exports.chosen import Chosen
    from slugline.surfaces.imports.snaks import Named

FORMATS = ("quickstatements", "rdf", "parquet", "csv", "jsonl")
TABLES = ("claims", "statements", "ids")
BASE = "urn:slugline:"
_BASE = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+", re.ASCII)
SYNTAXES = {"turtle": "turtle", "ntriples": "nt"}
SERVICES = ("tmdb", "tvmaze", "wikidata", "schema.org")


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--from", "service", type=click.Choice(SERVICES), help="The service; told by content where not said.")
@click.option("--date", "day", type=DAY, metavar="DAY", help="The date of documents that bear none.")
@record_options
def import_(files: Sequence[str], service: str | None, day: date | None, url: str, policy: str | None) -> int:
    """Read saved answers of film services (JSON) into the record: their ids and what they say."""
    from slugline.surfaces.imports.reading import imported

    status = DONE
    lines: list[str] = []
    try:
        with ExitStack() as stack:
            record = stack.enter_context(open_at(url, policy, new=True))
            names = stack.enter_context(_items_of(record))
            for reading in progress(imported(files, service or "", day, names), "Reading into the record"):
                for fault in reading.faults:
                    complain(fault)
                status = INTERNAL if reading.internal else max(status, FAULTY) if reading.faults else status
                if reading.article is None:
                    continue
                for added in record.add(reading.article, reading.claims, now()):
                    said = f"{added.outcome:8} {added.said_on}  {added.claims:4} claims"
                    lines.append(f"{said}  {reading.article.title} · {reading.article.publisher}")
    finally:  # a fault of the record ends the command; what went in before it is in
        for line in lines:
            click.echo(clean(line))
    return status


@contextmanager
def _items_of(record: Record) -> Iterator[Callable[[str], Named | None]]:
    """The names of Wikidata's items that the record's documents tell; gathered when the first is asked for."""
    from slugline.record.through import Through
    from slugline.surfaces.imports.known import Known, known_in

    with ExitStack() as stack:
        made: list[Known] = []

        def name_of(item: str) -> Named | None:
            if not made:
                with record.reading() as connection:
                    through = Through(connection, record.specs, record.policy, date.max)
                    made.append(stack.enter_context(known_in(through)))
            return made[0].item(item)

        yield name_of


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="What to write.")
@click.option("--title", metavar="TITLE", help="Only this title.")
@click.option("--franchise", metavar="FRANCHISE", help="Only this franchise and its titles.")
@click.option("--of", "table", type=click.Choice(TABLES), help="CSV and Parquet: of what (default: claims).")
@click.option("--syntax", type=click.Choice(tuple(SYNTAXES)), help="RDF: how it is written (default: turtle).")
@click.option("--base", metavar="URL", help=f"RDF: what its names begin with (default: {BASE}).")
@click.option("--out", metavar="FILE", help="Where to write; standard output where not said (Parquet needs a file).")
@as_of_option
@pick_options
@record_options
def export(
    form: str,
    title: str | None,
    franchise: str | None,
    table: str | None,
    syntax: str | None,
    base: str | None,
    out: str | None,
    as_of: date | None,
    year: int | None,
    kind: str | None,
    url: str,
    policy: str | None,
) -> int:
    """Write the record, a title or a franchise for other programs: claims, statements, ids."""
    if title and franchise:
        raise click.UsageError("--title and --franchise exclude each other")
    if form == "parquet" and out is None:
        raise click.UsageError("--format parquet needs --out FILE")
    meant = (("of", table, ("csv", "parquet")), ("syntax", syntax, ("rdf",)), ("base", base, ("rdf",)))
    if base and not _BASE.fullmatch(base):
        raise click.UsageError(f"--base {base!r} is no beginning of an address (such as {BASE})")
    for name, given, forms in meant:
        if given and form not in forms:
            raise click.UsageError(f"--{name} is for --format {' and '.join(forms)}")
    from slugline.surfaces.exports.chosen import Chosen

    _check_libraries(form)
    with open_at(url, policy) as record, record.reading() as connection:
        chosen = Chosen(
            record,
            connection,
            as_of or today(),
            title=title or "",
            franchise=franchise or "",
            year=year,
            kind=kind,
        )
        if form == "jsonl":
            told = _jsonl(chosen, out)
        elif form in ("csv", "parquet"):
            told = _table(chosen, form, table or "claims", out)
        elif form == "rdf":
            told = _rdf(chosen, SYNTAXES[syntax or "turtle"], base or BASE, out)
        else:
            told = _quickstatements(chosen, out)
    for line in told:
        click.echo(clean(line), err=True)
    return DONE


def _check_libraries(form: str) -> None:
    """That the library which a format needs is installed, before anything is read."""
    try:
        if form == "parquet":
            import pyarrow.parquet  # noqa: F401
        elif form == "rdf":
            import rdflib  # noqa: F401
    except ModuleNotFoundError as error:
        raise missing("export", error) from error


def _jsonl(chosen: Chosen, out: str | None) -> list[str]:
    from slugline.surfaces.exports.jsonl import write_jsonl, write_parts
    from slugline.surfaces.exports.out import text_out

    if out is None:
        with text_out(None) as to:
            return [f"{write_jsonl(chosen.claims(), to)} claims"]
    count, files = write_parts(chosen.claims(), out, text_out)
    return [f"{count} claims in {', '.join(files)}"]


def _table(chosen: Chosen, form: str, table: str, out: str | None) -> list[str]:
    from slugline.surfaces.exports import tables
    from slugline.surfaces.exports.columns import TABLES as COLUMNS
    from slugline.surfaces.exports.columns import claim_row, id_row, statement_row
    from slugline.surfaces.exports.out import bytes_out, text_out
    from slugline.surfaces.imports.known import known_in

    with ExitStack() as stack:
        rows: Iterable[dict[str, object]]
        if table == "claims":
            rows = map(claim_row, chosen.claims())
        elif table == "statements":
            rows = map(statement_row, chosen.statements())
        else:
            rows = (id_row(*row) for row in stack.enter_context(known_in(chosen.through)).rows())
        if form == "parquet":
            count = tables.write_parquet(rows, COLUMNS[table], stack.enter_context(bytes_out(str(out))))
        else:
            count = tables.write_csv(rows, COLUMNS[table], stack.enter_context(text_out(out)))
    return [f"{count} {table}"]


def _rdf(chosen: Chosen, syntax: str, base: str, out: str | None) -> list[str]:
    from slugline.surfaces.exports.out import text_out
    from slugline.surfaces.exports.rdf import write_rdf
    from slugline.surfaces.imports.known import known_in

    with known_in(chosen.through) as known, text_out(out) as to:
        return [f"{write_rdf(chosen, known, to, base=base, form=syntax)} triples"]


def _quickstatements(chosen: Chosen, out: str | None) -> list[str]:
    from slugline.surfaces.exports.out import text_out
    from slugline.surfaces.exports.quickstatements import write_quickstatements
    from slugline.surfaces.imports.known import known_in

    with known_in(chosen.through) as known, text_out(out) as to:
        count, left = write_quickstatements(chosen, known, to)
    reasons = [
        f"{number} left out: {why}" for why, number in sorted(left.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return [f"{count} statements", *reasons]


COMMANDS = (import_, export)
