"""Titles that the layout makes: the heads of a list's items, the first cells of a table, fields of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from slugline.model import Article
from slugline.text.lexicon import either, lexicon, word_set
from slugline.text.names import bare
from slugline.text.titles import Styled

# What parts the cells of a row.
_BAR = re.compile(r"[|\t]")
# A title in a cell, without the marks around it and the year behind it.
_IN_CELL = re.compile(r"[*_“\"]*(.+?)[*_”\"†‡ ]*(?: \(\d{4}\))?")
_CAPITALISED = r"[A-Z][\w’'-]*"


@cache
def _lead() -> re.Pattern[str]:
    """A date or a number, a title, and in brackets a channel or a year: "Oct. 1 – Salt Road (Lumio)"."""
    small = either(lexicon("titles")["inner_lead"])
    word = r"[A-Z0-9][\w’'&!?.-]*"
    title = rf"[A-Z0-9¡¿][\w’'&!?.-]*(?:[: ]+(?:{small} )*{word}){{0,8}}"
    day = r"[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+day[^–—:]{0,20}|\d{1,2}\."
    home = r"[A-Z][\w+&.-]*(?: [A-Z0-9][\w+.-]*)?|\d{4}"
    return re.compile(rf"[\s#*•→-]*(?:(?:{day})[:,]? ?[–—-]? ?)({title})(?:, (?:season|series) \d+)? \((?:{home})\)")


def leads(article: Article) -> list[Styled]:
    """Titles that head the items of a list: "Oct. 1 – Salt Road (Lumio)", where two items or more are so made."""
    hits = [
        hit
        for part in article.parts
        if part.kind in ("heading", "list_item", "paragraph")
        and (hit := _lead().match(article.text, part.start, part.end))
    ]
    return [Styled(*hit.span(1), "lead") for hit in hits] if len(hits) > 1 else []


@cache
def _columns() -> dict[str, str]:
    """The words that head a column, with the style of the names in it."""
    lists = lexicon("titles")
    heads = {word: "cell" for key in ("film", "series", "either", "columns") for word in lists[key]}
    heads |= dict.fromkeys(lists["channel_columns"], "channel cell")
    return heads | dict.fromkeys(lists["company_columns"], "company cell")


def cells(article: Article) -> list[Styled]:
    """The cells of a table that stand below a head which says that they are titles, channels or companies."""
    found: list[Styled] = []
    styles: list[str] = []
    last = -1
    for part in article.parts:
        if part.kind != "table_row":
            continue
        row = _row(article.text, part.start, part.end)
        if last < 0 or "\n\n" in article.text[last : part.start]:
            styles = [_columns().get(article.text[start:end].strip("* ").lower(), "") for start, end in row]
            styles = styles if "cell" in styles else []
        else:
            row = row[len(row) == len(styles) + 1 :]  # a rank below a head that is a mark, "#"
            found += [
                Styled(*inner.span(1), style)
                for style, (start, end) in zip(styles, row, strict=False)
                if style and (inner := _IN_CELL.fullmatch(article.text, start, end)) and re.search(r"\w", inner[1])
            ]
        last = part.end
    return found


def _row(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of a row's cells, blanks around them left out."""
    edges = [start - 1, *(bar.start() for bar in _BAR.finditer(text, start, end)), end]
    spans = [(low + 1, high) for low, high in pairwise(edges)]
    return [
        (low + len(text[low:high]) - len(text[low:high].lstrip()), low + len(text[low:high].rstrip()))
        for low, high in spans
    ]


@cache
def _joined() -> re.Pattern[str]:
    """Capitalised words that one or two small ones join: Song of the Weir."""
    word = r"[A-Z][\w’'-]+"
    small = rf"(?: {either(lexicon('titles')['inner'])}){{1,2}}"
    return re.compile(rf"(?<![\w]){word}(?: {word})*{small} {word}(?:{small} {word}| {word})*")


@cache
def _field() -> re.Pattern[str]:
    """The same where it fills a line, or stands between a colon, bar or bracket and the end or a comma."""
    lists = lexicon("titles")
    small, more = either(lists["inner_field"]), either(lists["inner"])
    name = rf"{_CAPITALISED}(?: {small})+ {_CAPITALISED}(?: {_CAPITALISED}| {more})*"
    return re.compile(rf"(?:^|[:|(→•–]\s*|\bfor )({name})(?=\s*(?:$|[,;|(\n]|\.\s|\.$))")


def repeated(text: str, headline: str, sentences: Sequence[tuple[int, int]]) -> set[str]:
    """Runs joined by small words (Song of the Weir) that stand twice, the headline included, or in a field."""
    counts: Counter[str] = Counter()
    fields: set[str] = set()
    for start, end in sentences:
        counts.update(bare(hit[0]) for hit in _joined().finditer(text, start, end) if _may_be_title(hit[0]))
        fields |= {hit[1].strip() for hit in _field().finditer(text[start:end]) if _fills_field(hit[1])}
    return fields | {
        name
        for name, count in counts.items()
        if (count > 1 or name.lower() in headline.lower())
        and " and " not in name
        and " in " not in name
        and len(name.split()) <= 7
    }


def _may_be_title(name: str) -> bool:
    first = name.split(maxsplit=1)[0]
    low = first.lower()
    return low not in word_set("names", "not_names") or low in ("the", "a", "no", "one") or first.isdigit()


def _fills_field(name: str) -> bool:
    first = name.split(maxsplit=1)[0]
    if first.lower() in word_set("names", "not_names") and first not in ("The", "A", "An", "No", "One", "To"):
        return False
    if re.match(r"(?:Best|Outstanding) ", name):
        return False
    return " and " not in re.sub(r"^(?:The|A) ", "", name).replace(" and the ", " & the ")
