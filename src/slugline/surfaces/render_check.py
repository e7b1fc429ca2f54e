"""What is stale in an article, on a terminal: its words, and what is known now."""

from __future__ import annotations

from collections import Counter

from rich.console import Group, RenderableType
from rich.text import Text

from slugline.surfaces.citing import Json, Sources, citations_of
from slugline.surfaces.terminal import clean
from slugline.surfaces.wording import LOOK, property_words, said_words, tally_words

COLOURS = {"changed": "red", "now_known": "green", "passed": "yellow", "disputed": "magenta"}


def check_page(check: Json) -> RenderableType:
    """The claims that need a look in the order of the text, each with what is known now."""
    rows = list(check.get("claims", ()))
    tally = Counter(str(row.get("verdict")) for row in rows)
    look = [row for row in rows if row.get("verdict") in LOOK]
    look.sort(key=lambda row: (_file(row), (row["claim"].get("evidence") or {}).get("start", 0)))
    sources = Sources()
    parts: list[RenderableType] = [Text(tally_words(tally), style="bold")]
    file = ""
    for row in look:
        if _file(row) != file:
            file = _file(row)
            parts += [Text(), Text(clean(file), style="bold cyan")]
        parts += _finding(row, sources)
    listing = sources.listing()
    if listing:
        parts += [Text(), Text("Sources", style="bold"), *listing]
    return Group(*parts)


def _file(row: Json) -> str:
    source = row["claim"].get("source") or {}
    return str(source.get("title") or source.get("file") or "")


def _finding(row: Json, sources: Sources) -> list[Text]:
    claim = row["claim"]
    words, colour = LOOK[str(row["verdict"])], COLOURS[str(row["verdict"])]
    quote = clean((claim.get("evidence") or {}).get("quote", ""))
    lines = [Text(), Text.assemble(("  “", "dim"), quote, ("”", "dim"))]
    about = f"{claim['subject']['name']}, {property_words(claim['property'])}: {said_words(claim)}"
    lines.append(Text.assemble(("  " + words, f"bold {colour}"), ("  " + clean(about), "dim")))
    now = row.get("now") or []
    known = "; ".join(said_words(item) for item in (now if isinstance(now, list) else [now]))
    marks = sources.marks(citations_of(row))
    if known:
        lines.append(Text.assemble("  now: ", (clean(known), "bold"), (f"  {marks}", "dim")))
    elif marks:
        lines.append(Text(f"  {marks}", style="dim"))
    return lines
