"""The living guide of one title on a terminal: state, changes, questions with answers, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from slugline.surfaces.citing import Json, Sources, citations_of, decided, indented, quotes
from slugline.surfaces.render_answers import change_line
from slugline.surfaces.terminal import clean
from slugline.surfaces.wording import day_words, firmness_words, said_words, value_words

CHANGES_SHOWN = 3
EARLIER_SHOWN = 4
MOST_IN_A_SENTENCE = 3


def guide_page(guide: Json, *, words: bool = False) -> RenderableType:
    """The page of `slugline guide`, from the record contract's JSON; ``words`` shows the exact quotes."""
    sources = Sources()
    parts: list[RenderableType] = [*_masthead(guide)]
    changes = _rows(guide.get("changes"))
    if changes:
        parts += [Text(), Text("What changed", style="bold")]
        parts += [indented(change_line(row, sources)) for row in changes[:CHANGES_SHOWN]]
        if len(changes) > CHANGES_SHOWN:
            more = f"… and {len(changes) - CHANGES_SHOWN} earlier changes: slugline changes"
            parts.append(indented(Text(more, style="dim")))
    for answer in _rows(guide.get("answers")):
        parts += [Text(), *_answer(answer, sources, words=words)]
    listing = sources.listing()
    if listing:
        parts += [Text(), Text("Sources", style="bold"), *listing]
    return Group(*parts)


def _masthead(guide: Json) -> Iterable[Text]:
    title = guide.get("title") or {}
    kind = " ".join(str(title[key]) for key in ("year", "type") if title.get(key))
    head = Text(clean(title.get("name", "")), style="bold cyan")
    yield head.append(f"  {clean(kind)}", style="default not bold")
    facts = [str(title["franchise"])] if title.get("franchise") else []
    if title.get("also_known_as"):
        facts.append("also " + "; ".join(value_words(name) for name in title["also_known_as"]))
    if facts:
        yield Text(clean(" · ".join(facts)))
    told = [f"as of {day_words(guide.get('as_of'))}"]
    if guide.get("updated"):
        told.append(f"newest source {day_words(guide['updated'])}")
    yield Text(clean(" · ".join(told)), style="dim")


def _answer(answer: Json, sources: Sources, *, words: bool) -> Iterable[RenderableType]:
    values = _rows(answer.get("values"))
    cited = [citation for row in values for citation in citations_of(row)] or citations_of(answer)
    firm = answer.get("standing") == "current"
    yield Text(clean(answer.get("question", "")), style="bold")
    if len(values) > MOST_IN_A_SENTENCE and firm:
        for row in values:
            yield indented(_value(row, sources))
    else:
        line = Text(clean(answer.get("answer", "")), style="" if firm else "yellow")
        yield indented(line.append(f"  {sources.marks(cited)}", style="dim not yellow"))
    if words:
        yield from quotes(cited)
    else:
        yield from decided(cited)
    superseded = _rows(answer.get("superseded"))
    for row in superseded[:EARLIER_SHOWN]:
        yield indented(_earlier(row, sources))
    if len(superseded) > EARLIER_SHOWN:
        yield indented(Text(f"… and {len(superseded) - EARLIER_SHOWN} earlier still", style="dim"))


def _value(row: Json, sources: Sources) -> Text:
    line = Text(clean(said_words(row)))
    firmness = firmness_words(str(row.get("modality", "")), row.get("attribution"))
    if firmness:
        line.append(f"  ({clean(firmness)})", style="yellow")
    return line.append(f"  {sources.marks(citations_of(row))}", style="dim")


def _earlier(row: Json, sources: Sources) -> Text:
    span = " to ".join(day_words(row[key]) for key in ("since", "until") if row.get(key))
    line = Text(f"earlier: {clean(said_words(row))}", style="dim")
    return line.append(f"  ({span})  {sources.marks(citations_of(row))}")


def _rows(found: object) -> Sequence[Mapping[str, Any]]:
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []
