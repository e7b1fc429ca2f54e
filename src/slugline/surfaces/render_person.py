"""A person on a terminal: what is said of themselves, their titles by the part they have, and what no longer holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from slugline.answers.tellings import label
from slugline.surfaces.citing import Sources, citations_of, indented
from slugline.surfaces.terminal import clean
from slugline.surfaces.wording import day_words, firmness_words, qualifier_words, value_words

Json = Mapping[str, Any]


def person_lines(found: Json) -> RenderableType:
    """The page of `slugline person`, from the JSON of `slugline.answers.person`."""
    sources = Sources()
    who = found["person"]
    lines: list[RenderableType] = [Text(clean(who["name"]), style="bold cyan")]
    if who["also_called"]:
        lines.append(Text(clean("also " + "; ".join(who["also_called"]))))
    told = [f"as of {day_words(found['as_of'])}"]
    if found["updated"]:
        told.append(f"last spoken of {day_words(found['updated'])}")
    lines.append(Text(clean(" · ".join(told)), style="dim"))
    for entry in found["about"]:
        cited = [one for value in entry["values"] for one in citations_of(value)] or citations_of(entry)
        line = Text(clean(entry["answer"])).append(f"  {sources.marks(cited)}", style="dim")
        lines += [Text(), line]
    lines += _parts(found["parts"], sources)
    if found["earlier"]:
        lines += [Text(), Text("No longer", style="bold")]
        lines += [indented(_row(row, sources, gone=True)) for row in found["earlier"]]
    if not (found["about"] or found["parts"] or found["earlier"]):
        lines += [Text(), Text("named, but nothing is said of them")]
    listing = sources.listing()
    return Group(*lines, *([Text(), Text("Sources", style="bold"), *listing] if listing else []))


def _parts(rows: Sequence[Json], sources: Sources) -> Iterable[RenderableType]:
    for name, mine in groupby(rows, key=lambda row: str(row["property"])):
        yield Text()
        yield Text(label(name), style="bold")
        for row in mine:
            yield indented(_row(row, sources))


def _row(row: Json, sources: Sources, *, gone: bool = False) -> Text:
    title = row["title"]
    line = Text(clean(title["name"]))
    release = {"type": "date", "edtf": row["release"]} if row["release"] else None
    dated = value_words(release) if release else str(title.get("year") or "")
    notes = [label(row["property"]).casefold() if gone else "", qualifier_words(row["qualifiers"]), dated]
    notes.append(firmness_words("" if row["modality"] == "scheduled" else str(row["modality"])) if not gone else "")
    if gone:
        notes.append("denied" if row["standing"] == "denied" else f"until {day_words(row['until'])}")
    elif row["standing"] == "disputed":
        notes.append("disputed")
    shown = ", ".join(note for note in notes if note)
    line.append(f"  {clean(shown)}" if shown else "", style="dim")
    return line.append(f"  {sources.marks(citations_of(row))}", style="dim")
