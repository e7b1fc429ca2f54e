"""One answer, what changed, and a franchise in order, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from slugline.surfaces.citing import Json, Sources, citations_of, quotes
from slugline.surfaces.terminal import clean
from slugline.surfaces.wording import day_words, property_words, said_words, value_words

CHANGES = {
    "announced": "{property}: {to}",
    "moved": "{property} moved from {old} to {to}",
    "recast": "recast: {old} gives way to {to}",
    "joined": "{to} joined ({property})",
    "left": "{old} left ({property})",
    "revealed": "{property} revealed: {to}",
    "denied": "{property} denied: {old}",
    "confirmed": "{property} confirmed: {to}",
    "disputed": "{property} disputed: {to}",
    "renamed": "renamed from {old} to {to}",
    "released": "released: {to}",
    "cancelled": "cancelled",
    "renewed": "renewed: {to}",
}


def answer_lines(answer: Json) -> RenderableType:
    """The answer to a question in a sentence, with the exact words that it stands on."""
    sources = Sources()
    citations = citations_of(answer)
    line = Text(clean(answer.get("answer", "")), style="bold")
    if answer.get("standing") not in ("current", "unanswered"):
        line.append(f"  ({clean(answer.get('standing', ''))})", style="yellow")
    if citations:
        line.append(f"  {sources.marks(citations)}", style="dim")
    return Group(line, *quotes(citations), *sources.listing())


def change_lines(changes: Sequence[Json]) -> RenderableType:
    """Every change on a line of its own, newest first, and the sources."""
    if not changes:
        return Text("nothing changed")
    sources = Sources()
    lines = [change_line(row, sources, title=True) for row in changes]
    return Group(*lines, Text(), *sources.listing())


def change_line(row: Json, sources: Sources, *, title: bool = False) -> Text:
    """One change as a sentence, its day before it."""
    old, new = (said_words(row[key]) if isinstance(row.get(key), dict) else "" for key in ("from", "to"))
    pattern = CHANGES.get(str(row.get("change")), "{property}: {old} {to}")
    sentence = pattern.format(property=property_words(row.get("property", "")), old=old, to=new)
    line = Text(f"{day_words(row.get('on')):<12}  ", style="dim")
    if title:
        line.append(f"{clean(value_words(row.get('title', '')))}: ", style="bold not dim")
    line.append(clean(sentence), style="not dim")
    return line.append(f"  {sources.marks(citations_of(row))}")


def timeline_lines(timeline: Json) -> RenderableType:
    """The titles of a franchise in order; a range of places where the sources settle no more."""
    order = {"story": "in the order of the story", "release": "in the order of release"}
    head = f"{timeline.get('franchise', '')}, {order.get(str(timeline.get('order')), '')}"
    lines: list[RenderableType] = [Text(clean(head), style="bold")]
    for title in timeline.get("titles", ()):
        low, high = title.get("position") or ("", "")
        place = f"{low}" if low == high else f"{low}–{high}"
        line = Text(f"{place:>7}  ").append(clean(title.get("name", "")), style="bold")
        lines.append(line.append(f"  {clean(_release_words(title.get('release')))}", style="dim"))
    for contradiction in timeline.get("contradictions", ()):
        cycle = " before ".join(value_words(name) for name in contradiction.get("cycle", ()))
        lines.append(Text(clean(f"contradiction: {cycle}"), style="red"))
        lines += quotes(citations_of(contradiction))
    return Group(*lines)


def _release_words(release: object) -> str:
    """A title's release, which a timeline gives as a value or as bare EDTF."""
    return value_words({"type": "date", "edtf": release} if isinstance(release, str) and release else release)
