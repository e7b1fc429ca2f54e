"""The block structure of a text: which lines belong together, as what.

Markdown's structure is markdown-it's, of which only the block rules that articles use are on:
indented code, fences, HTML blocks and link definitions would swallow lines that are prose here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

_RULES = ["blockquote", "heading", "hr", "lheading", "list", "paragraph", "table"]
_LONGEST_UNDERLINED = 120
_LEAVES = {"heading_open": "heading", "paragraph_open": "paragraph", "table_open": "table", "hr": "rule"}


@dataclass(frozen=True, slots=True)
class Run:
    """Lines ``first`` to ``last`` (excluded) of a text: one block.

    ``shape`` is ``heading``, ``paragraph``, ``item`` (the paragraphs of a list), ``table`` or
    ``rule`` (a line drawn between sections); ``level`` is a heading's depth.
    """

    shape: str
    first: int
    last: int
    level: int = 0


def markdown_runs(text: str) -> list[Run]:
    """The blocks of a Markdown text, in order; every line that is not blank lies in exactly one."""
    lines = text.split("\n")
    return list(_covered(_leaves(text, lines), lines))


def plain_runs(text: str) -> list[Run]:
    """The blocks of a text without marks: lines that no blank line parts."""
    return list(_covered([], text.split("\n")))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero")
    parser.block.ruler.enableOnly(_RULES)
    return parser


def _leaves(text: str, lines: list[str]) -> Iterator[Run]:
    parser = _parser()
    tokens: list[Token] = []
    state = StateBlock(text, parser, {}, tokens)
    parser.block.tokenize(state, 0, state.lineMax)
    items = 0
    for token in tokens:
        items += (token.type == "list_item_open") - (token.type == "list_item_close")
        shape = _LEAVES.get(token.type)
        if shape is None or token.map is None:
            continue
        first, last = token.map
        level = int(token.tag[1]) if shape == "heading" else 0
        if token.markup in ("=", "-") and level:
            drawn = last - 1
            if last - first > 2 or len(lines[first]) > _LONGEST_UNDERLINED or lines[first].rstrip().endswith("."):
                shape, level = "paragraph", 0
            yield Run(shape, first, drawn, level)
            yield Run("rule", drawn, last)
        elif shape == "table":
            yield Run("table", first, first + 1)
            yield Run("rule", first + 1, first + 2)
            yield Run("table", first + 2, last)
        else:
            yield Run("item" if items and shape == "paragraph" else shape, first, last, level)


def _covered(runs: list[Run] | Iterator[Run], lines: list[str]) -> Iterator[Run]:
    """``runs`` without their blank ends, and a paragraph for each stretch of lines outside them."""
    at = 0
    for run in [*runs, Run("rule", len(lines), len(lines))]:
        if run.first < at:
            continue
        start = at
        for n in range(at, run.first + 1):
            if n == run.first or not lines[n].strip():
                if n > start:
                    yield Run("paragraph", start, n)
                start = n + 1
        last = run.last
        while last > run.first and not lines[last - 1].strip():
            last -= 1
        if last > run.first:
            yield Run(run.shape, run.first, last, run.level)
        at = max(run.last, run.first)
