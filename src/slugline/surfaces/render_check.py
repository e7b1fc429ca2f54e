"""What is stale in an article, on a terminal: its words, and what is known now."""

from __future__ import annotations

from collections import Counter

from rich.console import Group, RenderableType
from rich.text import Text

from slugline.surfaces.citing import Json, Sources, citations_of
from slugline.surfaces.terminal import clean
from slugline.surfaces.wording import property_words, said_words

STALE = {
    "changed": ("changed", "red"),
    "now_known": ("now known", "green"),
    "passed": ("its day has passed", "yellow"),
    "disputed": ("disputed", "magenta"),
}
FINE = {"holds": "hold", "unconfirmed": "nobody else has spoken of"}


def check_page(check: Json) -> RenderableType:
    """The claims that need a look in the order of the text, each with what is known now."""
    rows = list(check.get("claims", ()))
    tally = Counter(str(row.get("verdict")) for row in rows)
    look = [row for row in rows if row.get("verdict") in STALE]
    look.sort(key=lambda row: (_file(row), (row["claim"].get("evidence") or {}).get("start", 0)))
    sources = Sources()
    counts = ", ".join(f"{tally[verdict]} {words}" for verdict, words in FINE.items() if tally[verdict])
    head = f"{len(look)} of {len(rows)} claims need a look" + (f"; {counts}" if counts else "")
    parts: list[RenderableType] = [Text(head, style="bold")]
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
    words, colour = STALE[str(row["verdict"])]
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
