"""The command that searches the record: ``slugline search``."""

from __future__ import annotations

from datetime import date

import click

from slugline.surfaces.boundary import DONE, NO_ANSWER
from slugline.surfaces.options import as_of_option, json_option, open_at, record_options, today
from slugline.surfaces.terminal import console, to_json

_KINDS = ("title", "person", "character", "franchise", "quote")


@click.command()
@click.argument("text")
@click.option("--only", type=click.Choice(_KINDS), help="Only what is of this kind.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Of each kind at most.")
@as_of_option
@json_option
@record_options
def search(
    text: str, only: str | None, limit: int, as_of: date | None, as_json: bool, url: str, policy: str | None
) -> int:
    """Print the titles, people, characters, franchises and quotes that fit TEXT (exit status 3 where nothing does).

    "Words in a row" stand side by side, a -word is left out, and misspelt words are put right from the record's own.
    """
    from slugline.answers.search import search as look

    with open_at(url, policy) as record:
        found = look(record, text, as_of=as_of or today(), kinds=(only,) if only else _KINDS, limit=limit)
    if as_json:
        click.echo(to_json(found, indent=2))
    else:
        from slugline.surfaces.render_search import search_lines

        console().print(search_lines(found))
    return DONE if found["groups"] else NO_ANSWER


COMMANDS = (search,)
