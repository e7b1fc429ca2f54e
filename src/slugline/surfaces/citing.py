"""Numbered sources: each article cited on a page has one number, and the page ends with their list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from slugline.surfaces.terminal import clean
from slugline.surfaces.wording import day_words, decision_words

Json = Mapping[str, Any]


class Sources:
    """Gives out numbers in the order in which articles are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}
        self._cited: list[Json] = []

    def marks(self, citations: Iterable[Json]) -> str:
        """The numbers of the articles cited, as "[1][4]"; empty where there are none."""
        return "".join(f"[{number}]" for number in sorted({self._number(citation) for citation in citations}))

    def _number(self, citation: Json) -> int:
        key = tuple(str(citation.get(part) or "") for part in ("url", "title", "publisher", "date"))
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self._cited.append(citation)
        return self._numbers[key]

    def listing(self) -> list[RenderableType]:
        """The articles cited: number, day, publisher and headline, and the address below."""
        lines: list[RenderableType] = []
        for number, citation in enumerate(self._cited, 1):
            line = Text(f"{clean(day_words(citation.get('date'))):<12}  ")
            line.append(clean(citation.get("publisher") or ""), style="bold").append("  ")
            line.append(clean(citation.get("title") or citation.get("file") or ""))
            if citation.get("url"):
                line.append(f"\n{clean(citation['url'])}", style="dim")
            row = Table.grid(padding=(0, 1))
            row.add_row(Text(f"{f'[{number}]':>6}"), line)
            lines.append(row)
        return lines


def citations_of(row: Json) -> list[Json]:
    """The citations that a row of an answer bears."""
    found = row.get("citations")
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def quotes(citations: Iterable[Json]) -> list[RenderableType]:
    """The exact words cited, one line each with publisher and day."""
    lines: list[RenderableType] = []
    for item in citations:
        source = f"{item.get('publisher') or ''}, {day_words(item.get('date'))}"
        if isinstance(item.get("decision"), Mapping):
            source += f"; {decision_words(item['decision'])}"
        line = Text(f"“{clean(item.get('quote') or '')}” ").append(clean(source), style="dim")
        lines.append(indented(line, 4))
    return lines


def decided(citations: Iterable[Json]) -> list[RenderableType]:
    """The editors' decisions that the citations stand by, each once."""
    told = {decision_words(item["decision"]): None for item in citations if isinstance(item.get("decision"), Mapping)}
    return [indented(Text(clean(words), style="cyan"), 4) for words in told]


def indented(line: Text, by: int = 2) -> Padding:
    """The line set in from the margin, also where it is folded."""
    return Padding(line, (0, 0, 0, by), expand=False)
