"""What each piece of a page is to its reader: headline, heading, prose, or furniture.

Furniture is judged first, by its words and by its shape; then headings, by their marks or by how
they stand; the rest is prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from slugline.articles.furniture import Furniture, fold, furniture, plain
from slugline.articles.pieces import Piece
from slugline.model import Part

_SHORT, _LONG = 240, 400
_HEADING_WORDS, _HEADING_LENGTH, _BOLD_LENGTH = 12, 90, 160
_NAME_WORDS = 8
_HEAD = 6
_LIST_OF_LINES = 3
_LINK = re.compile(
    r"(?:\[[^\[\]\n]{1,400}\]\([^()\s]{1,800}\)|<?https?://\S{1,800}>?|www\.\S{1,800})\s*[»›>→]?", re.IGNORECASE
)
_CLOSED = re.compile(r"""[.!?…:;,]["'”’»)\]*_]*\Z""")
_QUESTION = re.compile(r"""[^.!?]+\?["'”’*_]*\Z""")
_SPEAKER = re.compile(r"(?:\*\*|__)?(?:[^:*_\n]{1,60}:(?:\*\*|__)|[^a-z:\n]{2,60}:\s|\*\*[^*\n]{1,60}\*\*\s)")
_QUOTED = re.compile(r"""["“'‘].*["”'’]\Z""", re.DOTALL)
_PLAIN = {"paragraph": "paragraph", "item": "list_item", "row": "table_row", "caption": "caption", "heading": "heading"}
_FURNITURE = ("credit", "link", "notice", "caption")


@dataclass(frozen=True, slots=True)
class _Line:
    piece: Piece
    text: str
    folded: str

    @property
    def closed(self) -> bool:
        return bool(_CLOSED.search(self.text))

    @property
    def words(self) -> int:
        return len(self.folded.split())


def parts_of(text: str, pieces: Sequence[Piece], title: str) -> tuple[Part, ...]:
    """``pieces`` of ``text`` as the parts of an article, in order, none overlapping; ``title`` may be ""."""
    lines = [_Line(piece, said := text[piece.start : piece.end], fold(said)) for piece in pieces]
    kinds = _furniture(lines, furniture(), title)
    levels = [0] * len(lines)
    _headings(text, lines, kinds, levels)
    for place, line in enumerate(lines):
        kinds[place] = kinds[place] or _PLAIN[line.piece.shape]
    _sections(lines, kinds, levels, furniture())
    return tuple(
        Part(kind, line.piece.start, line.piece.end, level if kind == "heading" else 0)
        for line, kind, level in zip(lines, kinds, levels, strict=True)
    )


def _furniture(lines: Sequence[_Line], words: Furniture, title: str) -> list[str]:
    kinds = ["" for _ in lines]
    headline = _letters(title)
    mostly_tagged = 2 * sum(line.piece.tagged for line in lines) > len(lines)
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if place < _HEAD and "headline" not in kinds and _is_headline(line, place, headline):
            kinds[place] = "headline"
        elif place < _HEAD and _at_head(line, words):
            kinds[place] = "notice"
        else:
            kinds[place] = _by_words(line, words) or _by_shape(line, words, mostly_tagged)
        if not kinds[place] and before and line.folded == before.folded and len(line.text) <= _SHORT:
            kinds[place] = "credit" if kinds[place - 1] == "credit" else "notice"
            if not kinds[place - 1] and _is_plain_name(before, words) and _is_plain_name(line, words):
                kinds[place - 1] = "credit"
                headed = place + 1 < len(lines) and lines[place + 1].closed
                kinds[place] = "" if headed else "credit"
    return kinds


def _is_headline(line: _Line, place: int, headline: str) -> bool:
    """Whether the line repeats the title (as ``_letters``), or is the one that opens a page without any."""
    if headline:
        return _letters(line.text) == headline
    return not place and line.piece.shape == "heading" and line.piece.level == 1


def _by_words(line: _Line, words: Furniture) -> str:
    """Furniture that says what it is."""
    said = plain(line.text).lstrip("([>» ") if len(line.text) <= _LONG else ""
    folded = said.casefold()
    if not folded or line.piece.shape == "heading":
        return ""
    if words.begins(folded, "link", "starts") or (words.begins(folded, "link", "open") and not line.closed):
        return "link"
    if start := words.begins(folded, "credit", "starts"):
        rest = said[len(start) :].strip(" :([")
        if _is_name(rest, words) or (rest and words.begins(fold(rest), "credit", "starts")):
            return "credit"
    if words.begins(folded, "caption", "starts") or _ends_in_credit(line, words):
        return "caption"
    if len(line.text) > _SHORT:
        return ""
    if words.is_one(folded, "notice", "whole") or words.begins(folded, "notice", "starts"):
        return "notice"
    return "notice" if words.holds(folded, "notice", "contains") else ""


def _ends_in_credit(line: _Line, words: Furniture) -> bool:
    """Whether the last words after a full stop or an opening bracket name who took the picture."""
    said = plain(line.text).rstrip("])")
    at = max(said.rfind(mark) for mark in (". ", "(", "["))
    return at > 0 and bool(words.begins(said[at:].lstrip(". ([").casefold(), "credit", "starts"))


def _by_shape(line: _Line, words: Furniture, mostly_tagged: bool) -> str:
    """Furniture that only its form gives away."""
    piece = line.piece
    if piece.shape in ("heading", "row"):
        return ""
    if piece.linked or _LINK.fullmatch(line.text):
        return "link"
    if piece.shape == "item" or not _is_name(line.text, words):
        return ""
    names = [name.strip() for name in line.text.split("/")]
    agency = words.ends(line.folded.rstrip(")]"), "credit", "agencies")
    if agency and (len(names) > 1 or " " in agency or line.folded == agency):
        return "credit"
    if len(names) in (2, 3) and len(names[0].split()) > 1 and all(names):
        return "credit"
    return "credit" if piece.tagged and piece.alone and not piece.bold and not mostly_tagged else ""


def _at_head(line: _Line, words: Furniture) -> bool:
    """Whether the line names the writer, the day or the page, above the article itself."""
    if line.piece.shape != "paragraph":
        return False
    if words.begins(line.folded, "byline", "named"):
        return len(line.text) <= _LONG
    dated = words.begins(line.folded, "byline", "dated") and any(c.isdigit() for c in line.text)
    start = words.begins(line.folded, "byline", "starts")
    named = start and plain(line.text)[len(start) :].lstrip(" :")[:1].isupper()
    return len(line.text) <= _HEADING_LENGTH and not line.closed and bool(dated or named)


def _is_name(text: str, words: Furniture) -> bool:
    """Whether the line is nothing but names: each word with a capital, or one of those that stand small in names."""
    found = re.findall(r"[^\s/,&|()\[\]*_-]+", text)
    named = all(not w[0].islower() or words.is_one(fold(w), "credit", "small") for w in found)
    return 0 < len(found) <= _NAME_WORDS and named and not _CLOSED.search(text) and not text[0].islower()


def _is_plain_name(line: _Line, words: Furniture) -> bool:
    """A name in a paragraph of its own: the line that a caption leaves behind, or a heading without marks."""
    return line.piece.shape == "paragraph" and not line.piece.bold and _is_name(line.text, words)


def _headings(text: str, lines: Sequence[_Line], kinds: list[str], levels: list[int]) -> None:
    """Marks the headings in ``kinds``, with their ``levels``, and lists that are lines alone."""
    standing = [not kinds[n] and _stands_alone(line) for n, line in enumerate(lines)]
    stretches = _stretches(standing)
    marked = 1
    for place, line in enumerate(lines):
        if kinds[place]:
            continue
        if line.piece.shape == "heading":
            kinds[place], levels[place] = "heading", line.piece.level
            marked = line.piece.level
        elif not _has_body(lines, kinds, place):
            continue
        elif _bold_heading(text, lines, place):
            kinds[place], levels[place] = "heading", min(6, max(3, marked + 1))
        elif standing[place]:
            first, last = stretches[place]
            if last - first < _LIST_OF_LINES or (place == first and _QUESTION.fullmatch(line.text)):
                deep = 1 if marked > 1 or _QUESTION.fullmatch(line.text) else 2
                kinds[place], levels[place] = "heading", min(6, marked + deep)
            else:
                kinds[place] = "list_item"


def _stands_alone(line: _Line) -> bool:
    """Whether a line without marks can only be a heading, or one of a list of lines."""
    piece = line.piece
    if piece.shape != "paragraph" or piece.bold or not piece.alone or "\n" in line.text:
        return False
    if line.text[0] in '"“' and line.words > 5 and _QUOTED.fullmatch(line.text):
        return False
    if _SPEAKER.match(line.text):
        return False
    if piece.italic and "?" in line.text:
        return len(line.text) <= _BOLD_LENGTH
    if _QUESTION.fullmatch(line.text):
        return len(line.text) <= _HEADING_LENGTH + 30 and line.text[0] not in '"“'
    if line.words > _HEADING_WORDS or len(line.text) > _HEADING_LENGTH or line.text[0].islower():
        return False
    names = all(word[0].isupper() for word in line.text.split()) and ". " not in line.text
    return not line.closed or (names and 1 < line.words <= 4 and line.text.endswith("."))


def _bold_heading(text: str, lines: Sequence[_Line], place: int) -> bool:
    """Whether a line in bold, or one that begins so above others, stands over what follows."""
    line = lines[place]
    piece = line.piece
    if len(line.text) > _BOLD_LENGTH or piece.shape not in ("paragraph", "item"):
        return False
    if piece.bold and (piece.alone or piece.opens):
        return piece.shape == "paragraph" or piece.opens
    if not piece.opens or line.closed or not _bold_at(text, piece):
        return False
    return place + 1 < len(lines) and not _bold_at(text, lines[place + 1].piece)


def _bold_at(text: str, piece: Piece) -> bool:
    return piece.bold or text.startswith(("**", "__", "<strong>", "<b>"), piece.start)


def _has_body(lines: Sequence[_Line], kinds: Sequence[str], place: int) -> bool:
    """Whether anything but furniture follows."""
    return any(kinds[n] not in _FURNITURE for n in range(place + 1, min(place + 8, len(lines))))


def _stretches(standing: Sequence[bool]) -> list[tuple[int, int]]:
    """For each line the first and last (excluded) of those that stand alone one after another around it."""
    found: list[tuple[int, int]] = []
    for alone, group in groupby(standing):
        first, length = len(found), sum(1 for _ in group)
        found += [(first, first + length) if alone else (first, first)] * length
    return found


def _sections(lines: Sequence[_Line], kinds: list[str], levels: list[int], words: Furniture) -> None:
    """Turns what stands under a heading for comments or for links into furniture."""
    section, depth = "", 0
    for place, line in enumerate(lines):
        kind = kinds[place]
        if kind == "heading" and (not section or section == "link" or levels[place] <= depth):
            section, depth = "", levels[place]
            if words.is_one(line.folded, "comments", "headings"):
                section = "notice"
            elif words.is_one(line.folded, "link", "headings"):
                section = "link"
        elif kind == "link" and not section and words.is_one(line.folded, "link", "headings"):
            section = "link"
        elif section == "link" and kind not in ("list_item", "link", "credit", "caption") and line.closed:
            section = ""
        if section and kind not in ("headline", "credit", "notice"):
            kinds[place] = section


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())
