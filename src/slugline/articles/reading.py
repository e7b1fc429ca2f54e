"""What every kind of page is read into, and the bounds of an article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from slugline.articles.frontmatter import Fields
from slugline.articles.pieces import Piece
from slugline.articles.roles import parts_of
from slugline.errors import UnreadableInput
from slugline.model import Part

MAX_CHARACTERS = 400_000
MAX_LINES = 10_000
MAX_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page's kind gives: its fields, its text and the parts of that text, and what `Article.carried` holds.

    ``others`` are further articles of the same page, each of another day.
    """

    fields: Fields
    text: str
    parts: tuple[Part, ...]
    emphasis: tuple[tuple[int, int], ...] = ()
    carried: str = ""
    others: tuple[Reading, ...] = ()


def bounded(text: str, where: str) -> str:
    """``text``, if it is no longer than an article can be."""
    if len(text) > MAX_CHARACTERS or text.count("\n") >= MAX_LINES:
        size = f"{len(text):,} characters in {text.count(chr(10)) + 1:,} lines is too long for an article"
        raise UnreadableInput(size, where=where, allowed=f"{MAX_CHARACTERS:,} characters in {MAX_LINES:,} lines")
    return text


def parted(text: str, pieces: Iterable[Piece], title: str, where: str) -> tuple[Part, ...]:
    """The parts of ``text``, if it has any and no more than an article can have."""
    found = list(islice(pieces, MAX_PARTS + 1))
    if not found:
        raise UnreadableInput("there are no words in it", where=where, allowed="an article")
    if len(found) > MAX_PARTS:
        raise UnreadableInput("too many blocks for an article", where=where, allowed=f"{MAX_PARTS:,} blocks")
    return parts_of(text, found, title)
