"""The commands of editors: why an answer is what it is, what is in doubt, and what they decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import click

from slugline.surfaces.boundary import DONE
from slugline.surfaces.options import DAY, as_of_option, json_option, now, open_at, pick_options, record_options, today
from slugline.surfaces.terminal import clean, console, to_json


def _signed(command: Callable[..., object]) -> Callable[..., object]:
    command = click.option("--reason", required=True, metavar="TEXT", help="Why; it is shown with every answer.")(
        command
    )
    command = click.option("--on", type=DAY, metavar="DAY", help="From which day on it counts (default: today).")(
        command
    )
    return click.option(
        "--by", required=True, envvar="SLUGLINE_EDITOR", show_envvar=True, metavar="NAME", help="Who decides."
    )(command)


@click.command()
@click.argument("title")
@click.argument("name", metavar="PROPERTY")
@as_of_option
@pick_options
@json_option
@record_options
def explain(
    title: str, name: str, as_of: date | None, year: int | None, kind: str | None, as_json: bool, url: str,
    policy: str | None,
) -> int:  # fmt: skip
    """Show why the answer on a PROPERTY of TITLE is what it is: each claim, its weight, what beat it."""
    from slugline.answers import explain as answer

    with open_at(url, policy) as record:
        found = answer(record, title, name, as_of=as_of or today(), year=year, kind=kind)
    if as_json:
        click.echo(to_json(found, indent=2))
    else:
        from slugline.surfaces.render_explain import explain_page

        console().print(explain_page(found))
    return DONE


@click.command()
@click.argument("title", required=False)
@as_of_option
@json_option
@record_options
def doubts(title: str | None, as_of: date | None, as_json: bool, url: str, policy: str | None) -> int:
    """List what may be one and is kept apart, and decisions that have been overtaken: of TITLE, or of everything."""
    from slugline.answers.deciding import all_doubts

    with open_at(url, policy) as record:
        found = list(all_doubts(record, title, as_of or today()))
    if as_json:
        rows = [
            {"kind": one.kind, "one": one.one, "other": one.other, "why": one.why, "decision": one.decision}
            for one in found
        ]
        click.echo(to_json(rows, indent=2))
        return DONE
    for one in found:
        number = f"decision {one.decision}: " if one.decision else ""
        click.echo(clean(f"{number}{one.one}  |  {one.other}  ({one.why})"))
    if not found:
        click.echo("no doubts")
    return DONE


def _identity(act: str, told: str, help_text: str) -> click.Command:
    @click.command(act, help=help_text)
    @click.argument("one", metavar="A")
    @click.argument("other", metavar="B")
    @_signed
    @record_options
    def command(one: str, other: str, by: str, reason: str, on: date | None, url: str, policy: str | None) -> int:
        from slugline.answers.deciding import Signed, decide_identity

        with open_at(url, policy) as record:
            made = decide_identity(record, act, one, other, Signed(by, reason, on or today(), now()))
        click.echo(clean(f"decision {made.id}: {made.one} {told} {made.other}"))
        return DONE

    return command


def _of_claim(act: str, help_text: str) -> click.Command:
    @click.command(act, help=help_text)
    @click.argument("claim", metavar="CLAIM")
    @_signed
    @record_options
    def command(claim: str, by: str, reason: str, on: date | None, url: str, policy: str | None) -> int:
        from slugline.answers.deciding import Signed, decide_claim

        with open_at(url, policy) as record:
            made, found = decide_claim(record, act, claim, Signed(by, reason, on or today(), now()))
        click.echo(
            clean(f"decision {made.id}: {act}ed {found.subject.name}, {found.property}: “{found.evidence.quote}”")
        )
        return DONE

    return command


@click.command()
@click.argument("claim", metavar="CLAIM")
@click.option("--value", default="", metavar="TEXT", help="A name, an EDTF date, “112 minutes”, unknown or none.")
@click.option(
    "--subject", default="", metavar="NAME", help="Of which title or person it is: NAME or NAME (film, 2019)."
)
@click.option("--modality", default="", metavar="WORD", help="stated, scheduled, expected, rumoured or denied.")
@click.option("--qualifier", "pairs", multiple=True, metavar="KEY=TEXT", help="A qualifier; KEY= takes it away.")
@_signed
@record_options
def correct(
    claim: str, value: str, subject: str, modality: str, pairs: Sequence[str], by: str, reason: str, on: date | None,
    url: str, policy: str | None,
) -> int:  # fmt: skip
    """Say what CLAIM (an id, as `slugline explain` shows it) should have been read as."""
    from slugline.answers.deciding import Signed, correction_of, decide_claim

    qualifiers = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals:
            raise click.BadParameter(f"{pair!r} is not KEY=TEXT", param_hint="--qualifier")
        qualifiers[key.strip()] = text.strip()
    with open_at(url, policy) as record:
        correction = correction_of(record, claim, value, subject, modality, qualifiers)
        made, found = decide_claim(record, "correct", claim, Signed(by, reason, on or today(), now()), correction)
    click.echo(clean(f"decision {made.id}: corrected {found.subject.name}, {found.property}: “{found.evidence.quote}”"))
    return DONE


@click.command()
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@_signed
@record_options
def withdraw(number: int, by: str, reason: str, on: date | None, url: str, policy: str | None) -> int:
    """Withdraw the decision of that NUMBER: everything is again as it was before it."""
    from slugline.answers.deciding import Signed
    from slugline.answers.deciding import withdraw as take_back

    with open_at(url, policy) as record:
        made = take_back(record, number, Signed(by, reason, on or today(), now()))
    click.echo(f"decision {made.id}: decision {number} withdrawn")
    return DONE


@click.command()
@json_option
@record_options
def decisions(as_json: bool, url: str, policy: str | None) -> int:
    """List every decision that editors have made, withdrawn ones too."""
    from slugline.answers.deciding import decision_rows

    with open_at(url, policy) as record:
        rows = decision_rows(record)
    if as_json:
        click.echo(to_json(rows, indent=2))
        return DONE
    for row in rows:
        state = "" if row["stands"] else "  (withdrawn)" if row["act"] != "withdraw" else ""
        line = f"{row['number']:>5}  {row['on']}  {row['act']:<8}  {row['about']}"
        click.echo(clean(f"{line}  by {row['by']}: {row['reason']}{state}"))
    if not rows:
        click.echo("no decisions")
    return DONE


COMMANDS = (
    explain,
    doubts,
    _identity("same", "is", "Say that A and B are one title, or one person: NAME, NAME (film, 2019), NAME (person)."),
    _identity("differ", "is not", "Say that A and B are two: NAME, NAME (film, 2019), NAME (person)."),
    _of_claim("confirm", "Vouch for CLAIM (an id, as `slugline explain` shows it): it outranks the policy."),
    _of_claim("reject", "Say that CLAIM (an id, as `slugline explain` shows it) is wrong: nothing rests on it."),
    correct,
    withdraw,
    decisions,
)
