"""The command line: ``slugline claims | add | guide | ask | changes | check | timeline | label``.

The clock is read here and nowhere else. Heavy libraries are imported by the command that needs
them, so that help and a single article start quickly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import click

from slugline.surfaces.account_commands import COMMANDS as ACCOUNTS
from slugline.surfaces.batch_commands import COMMANDS as BATCH
from slugline.surfaces.batch_commands import load_tables, parted
from slugline.surfaces.boundary import DONE, FAULTY, INTERNAL, NO_ANSWER, GuardedGroup, complain
from slugline.surfaces.decision_commands import COMMANDS as DECISIONS
from slugline.surfaces.engine_options import engine_options
from slugline.surfaces.exchange_commands import COMMANDS as EXCHANGE
from slugline.surfaces.follow_commands import COMMANDS as FOLLOWING
from slugline.surfaces.hook_commands import COMMANDS as HOOKS
from slugline.surfaces.hook_commands import tell_hooks
from slugline.surfaces.mcp_commands import COMMANDS as ASSISTING
from slugline.surfaces.options import (
    DAY,
    as_of_option,
    json_option,
    now,
    open_at,
    pick_options,
    record_options,
    today,
)
from slugline.surfaces.person_commands import COMMANDS as PEOPLE
from slugline.surfaces.record_commands import COMMANDS as KEEPING
from slugline.surfaces.search_commands import COMMANDS as SEARCHING
from slugline.surfaces.serve_commands import COMMANDS as SERVING
from slugline.surfaces.terminal import clean, console, progress, to_json
from slugline.surfaces.web_options import Web, web_options

if TYPE_CHECKING:
    from slugline.claims.engines import Engine
    from slugline.model import Claim
    from slugline.record import Record
    from slugline.surfaces.inputs import Reading

Command = TypeVar("Command", bound=Callable[..., object])
ORDERS = ("story", "release")


def _paths(command: Command) -> Command:
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(command)


def _date_option(command: Command) -> Command:
    return click.option("--date", "day", type=DAY, metavar="DAY", help="The date of articles that bear none.")(command)


@click.group(
    cls=GuardedGroup,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="slugline", message="%(prog)s %(version)s")
def main() -> None:
    """Dated, sourced claims from film and television news, and the answers that they support."""


@main.command()
@_paths
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, as the claim contract says.")
@_date_option
@engine_options
@web_options
def claims(paths: Sequence[str], as_json: bool, day: date | None, engine: Engine, web: Web) -> int:
    """Print every claim of the articles at PATH... (.md, .txt, .html, folders, https://...)."""
    from slugline.surfaces.inputs import readings

    status, out = DONE, None if as_json else console()
    found = readings(paths, engine.extract, day, claims_files=False, fetch=web.page)
    for reading in progress(found, "Reading articles", shares_terminal=True):
        status = _told(reading, status)
        if out is None:
            _print_claims_json(reading)
        elif reading.article:
            from slugline.surfaces.render_claims import claims_table

            out.print(claims_table(reading.article, reading.claims))
            for article, several in reading.further:
                out.print(claims_table(article, several))
    return status


def _print_claims_json(reading: Reading) -> None:
    from slugline.contract import claim_to_json
    from slugline.surfaces.inputs import base_name

    for claim in (*reading.claims, *(claim for _, several in reading.further for claim in several)):
        line = claim_to_json(claim)
        source = line["source"]
        if isinstance(source, dict) and "file" in source:
            source["file"] = base_name(source["file"])
        click.echo(to_json(line))


def _told(reading: Reading, status: int) -> int:
    """Names the reading's faults on standard error; the exit status with them counted in."""
    for fault in reading.faults:
        complain(fault)
    return INTERNAL if reading.internal else max(status, FAULTY) if reading.faults else status


@main.command()
@_paths
@_date_option
@engine_options
@click.option("--tell", is_flag=True, help="Then tell every webhook what has become news.")
@web_options
@record_options
def add(
    paths: Sequence[str],
    day: date | None,
    engine: Engine,
    tell: bool,
    web: Web,
    url: str,
    policy: str | None,
) -> int:
    """Read articles (files, folders, https://...), claims files and tables of a batch at PATH... into the record."""
    from slugline.surfaces.adding import add_reading
    from slugline.surfaces.inputs import readings

    tables, paths = parted(paths)
    status, lines = DONE, list[str]()
    try:
        with open_at(url, policy, new=True) as record:
            status = load_tables(record, tables, lines)
            found = readings(paths, engine.extract, day, fetch=web.page)
            for reading in progress(found, "Reading into the record"):
                status = _told(reading, status)
                if reading.article or reading.claims:
                    lines += [
                        f"{added.outcome:8} {added.said_on}  {added.claims:4} claims  {_named(added.source)}"
                        for added in add_reading(record, reading, now())
                    ]
            if tell:
                status = max(status, tell_hooks(record, allow_private=web.allow_private))
    finally:  # a fault of the record ends the command; what went in before it is in
        for line in lines:
            click.echo(clean(line))
    return status


def _named(source: object) -> str:
    return " · ".join(part for part in (getattr(source, key) for key in ("title", "publisher")) if part) or str(
        getattr(source, "url", "") or getattr(source, "file", "")
    )


@main.command()
@click.argument("title")
@click.option("--words", is_flag=True, help="Show the exact words that each answer stands on.")
@as_of_option
@pick_options
@json_option
@record_options
def guide(
    title: str,
    words: bool,
    as_of: date | None,
    year: int | None,
    kind: str | None,
    as_json: bool,
    url: str,
    policy: str | None,
) -> int:
    """Print the living guide of TITLE: its questions answered, with sources."""
    from slugline.answers import guide as answer

    with open_at(url, policy) as record:
        found = answer(record, title, as_of=as_of or today(), year=year, kind=kind)
    if as_json:
        click.echo(to_json(found, indent=2))
    else:
        from slugline.surfaces.render_guide import guide_page

        console().print(guide_page(found, words=words))
    return DONE


@main.command()
@click.argument("question")
@as_of_option
@pick_options
@json_option
@record_options
def ask(
    question: str, as_of: date | None, year: int | None, kind: str | None, as_json: bool, url: str, policy: str | None
) -> int:
    """Answer one QUESTION in a sentence, or say that nobody has said (exit status 3)."""
    from slugline.answers import ask as answer

    with open_at(url, policy) as record:
        found = answer(record, question, as_of=as_of or today(), year=year, kind=kind)
    if as_json:
        click.echo(to_json(found, indent=2))
    else:
        from slugline.surfaces.render_answers import answer_lines

        console().print(answer_lines(found))
    return NO_ANSWER if found["standing"] == "unanswered" else DONE


@main.command()
@click.argument("title", required=False)
@click.option("--since", type=DAY, metavar="DAY", help="Only what changed on DAY or later.")
@as_of_option
@pick_options
@json_option
@record_options
def changes(
    title: str | None,
    since: date | None,
    as_of: date | None,
    year: int | None,
    kind: str | None,
    as_json: bool,
    url: str,
    policy: str | None,
) -> int:
    """Print what changed, newest first: for TITLE, or for every title of the record."""
    from slugline.answers import changes as answer

    with open_at(url, policy) as record:
        found = answer(record, title, since=since, as_of=as_of or today(), year=year, kind=kind)
    if as_json:
        click.echo(to_json(found, indent=2))
    else:
        from slugline.surfaces.render_answers import change_lines

        console().print(change_lines(found))
    return DONE


@main.command()
@_paths
@_date_option
@engine_options
@as_of_option
@pick_options
@json_option
@click.option(
    "--html",
    "target",
    metavar="FOLDER",
    help="Write a report: an index and a page for each article in FOLDER, or all of them in one FILE.html.",
)
@web_options
@record_options
def check(
    paths: Sequence[str],
    day: date | None,
    engine: Engine,
    web: Web,
    as_of: date | None,
    year: int | None,
    kind: str | None,
    as_json: bool,
    target: str | None,
    url: str,
    policy: str | None,
) -> int:
    """Say which claims of the articles at PATH... are stale by now (exit status 1 where any is)."""
    from slugline.answers import check as judge
    from slugline.answers import is_stale
    from slugline.surfaces.inputs import picked, readings

    if target and as_json:
        raise click.UsageError("--html and --json are two ways to answer: give one")
    read = readings(paths, engine.extract, day, fetch=web.page)
    if target:
        with open_at(url, policy) as record:
            return _report(read, record, target, paths, partial(picked, year=year, kind=kind), as_of or today())
    status = DONE
    said: list[Claim] = []
    for reading in progress(read, "Reading articles"):
        status = _told(reading, status)
        said += picked(reading.claims, year, kind)
    with open_at(url, policy) as record:
        found = judge(record, said, as_of=as_of or today())
    if as_json:
        click.echo(to_json(found, indent=2))
    else:
        from slugline.surfaces.render_check import check_page

        console().print(check_page(found))
    return max(status, FAULTY) if is_stale(found) else status


def _report(
    found: Iterable[Reading],
    record: Record,
    target: str,
    paths: Sequence[str],
    pick: Callable[[Sequence[Claim]], Sequence[Claim]],
    day: date,
) -> int:
    """Checks each article by itself and writes it down; the exit status."""
    from slugline.answers import check as judge
    from slugline.answers import is_stale
    from slugline.surfaces.check_report import open_report
    from slugline.surfaces.checking import gathered
    from slugline.surfaces.inputs import by_article

    status = DONE
    with open_report(target, day, paths) as report:
        for reading in progress(found, "Checking articles"):
            status = _told(reading, status)
            for line in reading.faults:
                report.fault(line)
            for said in [reading.claims] if reading.article else by_article(reading.claims):
                result = judge(record, pick(said), as_of=day)
                status = max(status, FAULTY) if is_stale(result) else status
                report.put(gathered(reading.article, result, as_of=day))
        click.echo(clean(report.close()))
    return status


@main.command()
@click.argument("franchise")
@click.option(
    "--order", type=click.Choice(("story", "release")), default="story", show_default=True, help="Which order."
)
@as_of_option
@json_option
@record_options
def timeline(franchise: str, order: str, as_of: date | None, as_json: bool, url: str, policy: str | None) -> int:
    """Print the titles of FRANCHISE in the order of their story, or of their release."""
    from slugline.answers import timeline as answer

    with open_at(url, policy) as record:
        found = answer(record, franchise, order=order, as_of=as_of or today())
    if as_json:
        click.echo(to_json(found, indent=2))
    else:
        from slugline.surfaces.render_answers import timeline_lines

        console().print(timeline_lines(found))
    return DONE


@main.command()
@_paths
@click.option("--out", required=True, metavar="FOLDER", help="Where the drafts go; made where it is not there.")
@click.option("--force", is_flag=True, help="Write over drafts that are there already.")
@_date_option
@engine_options
def label(paths: Sequence[str], out: str, force: bool, day: date | None, engine: Engine) -> int:
    """Write drafts of gold for the articles at PATH... into FOLDER, for a person to correct."""
    from slugline.surfaces.drafts import Drafts
    from slugline.surfaces.inputs import readings

    status, drafts = DONE, Drafts(out, engine, force=force)
    found = readings(paths, drafts.extract, day, claims_files=False)
    for reading in progress(found, "Writing drafts", shares_terminal=True):
        status = _told(reading, status)
        if reading.article:
            click.echo(clean(drafts.write(reading.article, reading.claims)))
    return status


_FURTHER = (
    *DECISIONS,
    *KEEPING,
    *PEOPLE,
    *SEARCHING,
    *SERVING,
    *ACCOUNTS,
    *EXCHANGE,
    *HOOKS,
    *ASSISTING,
    *BATCH,
    *FOLLOWING,
)
for _command in _FURTHER:
    main.add_command(_command)


if __name__ == "__main__":
    main(prog_name="slugline")
