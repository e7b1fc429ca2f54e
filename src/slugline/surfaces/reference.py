"""The reference pages of the documentation, made from the kinds and the policy themselves.

python -m slugline.surfaces.reference DOCS            writes properties.md and policy.md into DOCS
python -m slugline.surfaces.reference DOCS --check    exit status 1 where one of them is stale
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import click

from slugline.claims.kind import Kind
from slugline.claims.kinds import KINDS
from slugline.surfaces.boundary import DONE, FAULTY, GuardedCommand, complain

MADE = "<!-- Made by `python -m slugline.surfaces.reference docs`; change the kinds or the policy, not this page. -->"
EXAMPLES_SHOWN = 3
QUALIFIERS = {
    "author": "who wrote the work, as named",
    "character": 'the role, a name, or "unknown" where the article says that it is not known',
    "date": "EDTF: when it is so",
    "description": "who the character is, in the article's words",
    "kind": "which sort: for a trailer `teaser` or `trailer`; for a name `former`, `working`, `full`, `international`",
    "medium": "`theatrical`, `streaming`, `broadcast`, `home_video` or `festival`",
    "period": "`opening_weekend`, or absent",
    "platform": "the streaming service",
    "replaces": "EDTF: the date that it moved from",
    "reprise": "true where a role is played again",
    "role": "`lead`, `cameo`, `voice` or `guest`",
    "season": "the season's number",
    "territory": "the country as named, or `worldwide`",
    "work": "the title that the award is for",
    "year": "the year of the award",
}
Row = Mapping[str, Any]


def properties_page() -> str:
    """``docs/properties.md``: every property of the claim contract with its examples."""
    return "\n".join(_properties()) + "\n"


def _properties() -> Iterator[str]:
    yield "# Properties"
    yield f"\n{MADE}\n"
    yield "Every kind of claim, from the folders of `slugline.claims.kinds`. The values' types are those of"
    yield "[the claim contract](contract.md); *one value* properties hold one value at a time for each"
    yield "combination of the qualifiers named, the others hold sets from which a denial withdraws a member.\n"
    yield "| property | value | holds | Wikidata | schema.org |"
    yield "|---|---|---|---|---|"
    for kind in KINDS.values():
        name = f"[`{kind.property}`](#{kind.property})"
        yield f"| {name} | {kind.value} | {_cardinality(kind)} | {kind.wikidata} | {kind.schema_org} |"
    yield "\n## Qualifiers\n"
    for qualifier in sorted({name for kind in KINDS.values() for name in kind.qualifiers}):
        yield f"- `{qualifier}`: {QUALIFIERS[qualifier]}"
    for kind in KINDS.values():
        yield from _property(kind)


def _cardinality(kind: Kind) -> str:
    if not kind.single:
        return "a set"
    return f"one value for each {', '.join(kind.scopes)}" if kind.scopes else "one value"


def _property(kind: Kind) -> Iterator[str]:
    yield f"\n## {kind.property}\n"
    yield kind.about
    facts = [f"Value: {kind.value}."]
    if kind.qualifiers:
        facts.append(f"Qualifiers: {', '.join(f'`{name}`' for name in kind.qualifiers)}.")
    if kind.event:
        facts.append("An event: what lies ahead of the article's date is `scheduled`.")
    if kind.inverse:
        facts.append(f"Says of one title what `{kind.inverse}` says of the other.")
    yield f"\n{' '.join(facts)}"
    for example in _chosen(kind.property):
        yield from _example(example, kind.property)


def _chosen(name: str) -> list[Row]:
    """The kind's first examples, the last of them one that gives no such claim where there is one."""
    file = resources.files("slugline.claims.kinds").joinpath(name, "examples.toml")
    found: list[Row] = tomllib.loads(file.read_text(encoding="utf-8")).get("example", [])
    finds = [row for row in found if any(claim["property"] == name for claim in row["claims"])]
    empty = [row for row in found if row not in finds]
    return finds[: EXAMPLES_SHOWN - 1] + empty[:1]


def _example(example: Row, name: str) -> Iterator[str]:
    day = example["date"]
    quoted = " ".join(str(example["text"]).split())
    yield f"\n> {quoted} *({day.isoformat() if isinstance(day, date) else day})*\n"
    claims = [claim for claim in example["claims"] if claim["property"] == name]
    if not claims:
        yield f"gives no `{name}`."
    for claim in claims:
        value = claim["value"] if isinstance(claim["value"], str) else json.dumps(claim["value"], ensure_ascii=False)
        parts = [f"*{claim['subject']}* `{name}` **{value}**"]
        parts += [f"{key} {item}" for key, item in (claim.get("qualifiers") or {}).items()]
        parts.append(claim.get("modality", "stated"))
        if claim.get("attribution"):
            parts.append(f"according to {', '.join(claim['attribution'])}")
        yield f"- {', '.join(parts)}"


def policy_page() -> str:
    """``docs/policy.md``: what each number of the shipped policy means, from its own comments."""
    text = resources.files("slugline.record").joinpath("policy.toml").read_text(encoding="utf-8")
    return "\n".join(_policy(text.splitlines())) + "\n"


def _policy(lines: Iterable[str]) -> Iterator[str]:
    yield "# The policy"
    yield f"\n{MADE}\n"
    comments: list[str] = []
    in_table = False
    for line in (*lines, ""):
        if line.startswith("#"):
            comments.append(line.lstrip("# "))
        elif found := re.fullmatch(r"\[(\w+)\]", line.strip()):
            yield f"\n## {found[1]}\n"
            yield from comments
            yield "\n| key | shipped value | meaning |"
            yield "|---|---|---|"
            comments, in_table = [], True
        elif found := re.fullmatch(r"(\w+)\s*=\s*(.*?)(?:\s+#\s*(.*))?", line):
            yield f"| `{found[1]}` | {_cell(found[2])} | {found[3] or ''} |"
        elif not line.strip() and comments and not in_table:
            yield from comments
            comments = []


def _cell(value: str) -> str:
    return value.strip('"[]').replace('"', "") or "(none)"


PAGES: Mapping[str, Callable[[], str]] = {"properties.md": properties_page, "policy.md": policy_page}


@click.command(cls=GuardedCommand)
@click.argument("docs", type=click.Path(file_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit status 1 where a page is stale.")
def main(docs: Path, check: bool) -> int:
    """Write the reference pages into DOCS."""
    status = DONE
    for name, made in PAGES.items():
        page = docs / name
        if not check:
            page.write_text(made(), encoding="utf-8")
        elif not page.exists() or page.read_text(encoding="utf-8") != made():
            complain(f"{page}: is stale (allowed: what `python -m slugline.surfaces.reference {docs}` writes)")
            status = FAULTY
    return status


if __name__ == "__main__":
    main(prog_name="python -m slugline.surfaces.reference")
