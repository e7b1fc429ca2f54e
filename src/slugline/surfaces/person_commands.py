"""The command that tells what is said of a person: ``slugline person``."""

from __future__ import annotations

from datetime import date

import click

from slugline.surfaces.boundary import DONE
from slugline.surfaces.options import as_of_option, json_option, open_at, record_options, today
from slugline.surfaces.terminal import console, to_json


@click.command()
@click.argument("name")
@as_of_option
@json_option
@record_options
def person(name: str, as_of: date | None, as_json: bool, url: str, policy: str | None) -> int:
    """Print what the record says of the person called NAME: their titles, in which part, and themselves."""
    from slugline.answers.person import person as look

    with open_at(url, policy) as record:
        found = look(record, name, as_of=as_of or today())
    if as_json:
        click.echo(to_json(found, indent=2))
    else:
        from slugline.surfaces.render_person import person_lines

        console().print(person_lines(found))
    return DONE


COMMANDS = (person,)
