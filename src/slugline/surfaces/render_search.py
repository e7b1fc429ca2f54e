"""What a search found, on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from slugline.surfaces.citing import indented
from slugline.surfaces.terminal import clean
from slugline.surfaces.wording import day_words

Json = Mapping[str, Any]
HEADS = {
    "title": "Titles",
    "person": "People",
    "character": "Characters",
    "franchise": "Franchises",
    "quote": "Quotes",
}


def search_lines(found: Json) -> RenderableType:
    """The groups with their hits; what was put right above them."""
    lines: list[RenderableType] = []
    if found["corrections"]:
        typed = ", ".join(f"“{one['from']}”" for one in found["corrections"])
        lines.append(Text(clean(f"Showing results for {found['showing']}. Nobody has said {typed}.")))
    for group in found["groups"]:
        more = " or more" if group["more"] else ""
        lines.append(Text(f"{HEADS[group['kind']]} ({group['total']}{more})", style="bold"))
        if group.get("some"):
            lines.append(indented(Text("No quote holds all of these words. These hold some of them.", style="dim")))
        for hit in group["hits"]:
            lines += _quote(hit) if group["kind"] == "quote" else [indented(_name(hit))]
    if not found["groups"]:
        lines.append(Text(clean(f"Nobody has said anything of “{found['query']}”.")))
        if found["near"]:
            lines.append(Text("The names most like it:"))
            lines += [indented(_name(hit)) for hit in found["near"]]
    return Group(*lines)


def _name(hit: Json) -> Text:
    line = Text(clean(hit["name"]), style="not bold")
    told = [" or ".join(hit.get("types", ())), str(hit.get("year") or ""), hit.get("franchise") or ""]
    if hit.get("also_known_as"):
        told.append(f"also called {hit['also_known_as']}")
    if hit.get("titles"):
        told.append("in " + ", ".join(one["name"] for one in hit["titles"]))
    said = clean(", ".join(part for part in told if part))
    return line.append(f"  {said}", style="dim") if said else line


def _quote(hit: Json) -> list[RenderableType]:
    line = Text("“")
    for part, marked in _pieces(hit["quote"], hit["marks"]):
        line.append(clean(part), style="bold" if marked else "not bold")
    line.append("”" if hit["whole"] else "…”")
    source = ", ".join(part for part in (hit["title"], hit["publisher"], day_words(hit["date"])) if part)
    if hit["others"]:
        source += f"; the same words in {hit['others']} more"
    return [indented(line), indented(Text(clean(source), style="dim"), 6)]


def _pieces(text: str, marks: Sequence[Sequence[int]]) -> list[tuple[str, bool]]:
    made, at = [], 0
    for start, end in marks:
        made += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [*made, (text[at:], False)]
