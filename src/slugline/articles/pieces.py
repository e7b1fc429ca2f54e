"""The lines of a block made pieces: spans without the marks of layout at their edges.

A line break inside a block is either a fold (the next word did not fit) or an end. Lines that
end are pieces of their own: the rows of a table without a ruler, the label lines of a factbox, a
bold line above its paragraph, a credit under a caption.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from slugline.articles.layout import Run

_BLOCK_TAGS = "p|br|hr|div|section|article|header|footer|aside|figure|figcaption|blockquote|ul|ol|li|dl|dt|dd"
_TABLE_TAGS = "table|thead|tbody|tr|td|th|h[1-6]|center|main"
_EDGE = rf"(?:</?(?:{_BLOCK_TAGS}|{_TABLE_TAGS})\b[^<>]{{0,400}}>|<!--.{{0,400}}?-->)"
_BREAK = re.compile(rf"{_EDGE}(?:\s*{_EDGE})*", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_MARK = re.compile(r"[ \t]*(?:(>)|([-*+•◦▪‣●–—]|\d{1,3}[.)])(?=[ \t\u00a0])|(#{1,6})(?=[ \t]))[ \t\u00a0]*")
_IMAGE = re.compile(r"!\[([^\[\]]{0,2000})\]\([^()]{0,2000}\)")
_BOLD = re.compile(
    r"(?:\*\*(?=\S)((?:[^*]|\*(?!\*))+)\*\*|__(?=\S)([^_]+)__|<(?:strong|b)>([^<>]+)</(?:strong|b)>):?", re.IGNORECASE
)
_ITALIC = re.compile(r"\*(?=[^\s*])([^*]+)\*|_(?=[^\s_])([^_]+)_|<(?:em|i)>([^<>]+)</(?:em|i)>", re.IGNORECASE)
_CLOSED = re.compile(r"""[.!?…:;]["'”’»)\]*_]*\Z""")
_LABEL = re.compile(r"[^\s:]+(?: [^\s:]+){0,2}:\s")
_NARROWEST_FOLD, _WIDEST_FOLD = 45, 120
_UNSEEN = "\u200b\ufeff\\"
_SHAPES = {"figcaption": "caption", "li": "item", "dd": "item", "dt": "item", "tr": "row", "td": "row", "th": "row"}


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]``, one thing that a reader sees as one.

    ``shape`` is ``heading``, ``paragraph``, ``item``, ``row``, ``caption`` or ``rule`` (nothing to
    read). ``bold`` and ``italic``: the whole piece was so marked; the marks lie outside a bold
    span and inside an italic one. ``tagged``: an HTML paragraph stands open in the text.
    ``linked``: the whole piece leads elsewhere.
    ``alone``: no other line stands in its block; ``opens``: others follow it there.
    """

    shape: str
    start: int
    end: int
    level: int = 0
    bold: bool = False
    italic: bool = False
    tagged: bool = False
    linked: bool = False
    alone: bool = False
    opens: bool = False


def pieces_of(text: str, runs: Iterable[Run]) -> Iterator[Piece]:
    """The pieces of ``runs``, blocks of ``text``, in order; offsets count characters of ``text``."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for run in runs:
        if run.shape == "rule":
            continue
        spans = [(starts[n], starts[n + 1] - 1) for n in range(run.first, run.last)]
        rows = run.shape == "table" or _rows(text, spans)
        groups = spans if rows else list(_unfolded(text, spans))
        for place, (start, end) in enumerate(groups):
            yield from _parted(text, start, end, "row" if rows else run.shape, run.level, place, len(groups))


def _unfolded(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans of the lines of one block, those as one that were folded."""
    narrow = max(end - start for start, end in spans) <= _WIDEST_FOLD
    folded = narrow and _is_folded(text, spans)
    start, end = spans[0]
    low = start
    listed = bool(_MARK.match(text, start, end))
    for first, last in spans[1:]:
        marked = bool(_MARK.match(text, first, last) or _BREAK.match(text, first, last))
        indented = listed and text[first:last][:1] in (" ", "\t")
        if not marked and (indented or folded or _goes_on(text[low:end].strip(), text[first:last].strip(), narrow)):
            low, end = first, last
            continue
        yield start, end
        low, start, end, listed = first, first, last, bool(_MARK.match(text, first, last))
    yield start, end


def _is_folded(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether the lines were broken only because the next word had no room."""
    widths = [len(text[start:end].rstrip()) for start, end in spans]
    if max(widths) < _NARROWEST_FOLD or len(spans) == 2:
        return False
    firsts = [text[start:end].split(None, 1)[:1] for start, end in spans[1:]]  # none in a line of U+2028 alone
    return all(word and width + 1 + len(word[0]) > max(widths) for width, word in zip(widths, firsts, strict=False))


def _goes_on(line: str, following: str, narrow: bool) -> bool:
    """Whether a line that was folded anyhow goes on in the one that follows."""
    if not following or _CLOSED.search(line) or line.endswith(("|", "\\")) or _BOLD.fullmatch(line):
        return False
    if following[0].islower():
        return True
    return narrow and len(line) >= _NARROWEST_FOLD and following[0].isalnum() and not _LABEL.match(following)


def _rows(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether the lines are rows of cells, though no ruler says so."""
    lines = [text[start:end].strip() for start, end in spans]
    fewest = min(max(line.count("|"), line.count("\t")) for line in lines)
    return fewest > (len(lines) == 1)


def _parted(text: str, start: int, end: int, shape: str, level: int, place: int, places: int) -> Iterator[Piece]:
    """One stretch of lines, parted where HTML's block tags stand open in it."""
    cuts = list(_BREAK.finditer(text, start, end))
    edges = [start, *(edge for found in cuts for edge in found.span()), end]
    for n, tag in enumerate(["", *(_opened(found[0]) for found in cuts)]):
        piece = _trimmed(text, edges[2 * n], edges[2 * n + 1], _SHAPES.get(tag, shape), level)
        if piece is None:
            continue
        if tag[:1] == "h" and tag[1:].isdigit():
            piece = replace(piece, shape="heading", level=int(tag[1:]))
        yield replace(
            piece,
            italic=bool(_ITALIC.fullmatch(text, piece.start, piece.end)),
            tagged=bool(cuts),
            alone=places == 1,
            opens=place == 0 and places > 1,
        )


def _opened(tags: str) -> str:
    """The tag that stands open after a run of tags, the innermost one."""
    found = _TAG.findall(tags)
    return found[-1][1].lower() if found and not found[-1][0] else ""


def _trimmed(text: str, start: int, end: int, shape: str, level: int) -> Piece | None:
    """The words between the marks of layout; None where there are no words."""
    bold = False
    before = (-1, -1)
    while (start, end) != before:
        before = start, end
        start, end = _stripped(text, start, end)
        if found := _MARK.match(text, start, end):
            start = found.end()
            shape = "item" if found[2] and shape == "paragraph" else shape
        if found := _IMAGE.fullmatch(text, start, end):
            (start, end), shape = found.span(1), "caption"
        if found := _BOLD.fullmatch(text, start, end):
            (start, end), bold = found.span(found.lastindex or 0), True
        if shape == "row":
            start += text.startswith("|", start, end)
            end -= text.endswith("|", start, end)
        if shape == "heading":
            end -= text.endswith("#", start, end)
    if not any(text[n].isalnum() for n in range(start, end)):
        return None
    return Piece(shape, start, end, level, bold=bold)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _UNSEEN):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _UNSEEN):
        end -= 1
    return start, end
