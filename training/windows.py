"""Examples cut into windows of pieces, and changed at random so that the network learns no names by heart."""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from examples import NAME_LABELS, REFERENCE, Clause, Example, Span
from inventing import Namer
from slugline.learned.wordpiece import Pieces, WordPieces

WINDOW = 510  # pieces, headline and marks included
HEADLINE = 40  # pieces of the headline at most
OVERLAP = 96
EXCHANGED = {"person": 1.0, "title": 1.0, "character": 1.0, "organization": 0.8, "place": 0.8, "platform": 0.4}
CLS, SEP = 101, 102  # the pieces that open a window and close its parts
_MARKS = "\"'“”‘’*_«»"


@dataclass(frozen=True, slots=True)
class Window:
    """``ids``, ``casing`` and ``segments`` of up to WINDOW pieces; ``first`` is the number of the first piece of text.

    ``spans[k]`` is ``(number of the span in the example, first piece, end piece)`` for the spans that lie in it, the
    same ``clauses[k]`` of the example's clauses; ``opens`` marks the pieces that begin a word of the text.
    """

    example: Example
    ids: list[int]
    casing: list[int]
    segments: list[int]
    opens: list[bool]
    spans: list[tuple[int, int, int]]
    clauses: list[tuple[int, int, int]]


def windows(example: Example, words: WordPieces, cls: int, sep: int) -> list[Window]:
    """The windows of an example, overlapping by OVERLAP pieces; a span in two windows stands in both."""
    head, body = words.cut(example.headline), words.cut(example.text)
    lead = [cls, *head.ids[:HEADLINE], sep]
    casing = [0, *head.casing[:HEADLINE], 0]
    room = WINDOW - len(lead) - 1
    found = []
    at = 0
    while True:
        end = min(len(body.ids), at + room)
        shift = len(lead) - at
        spans, clauses = (
            [(n, low + shift, high + shift) for n, low, high in places if at <= low < high <= end]
            for places in (_pieces_of(example.spans, body), _pieces_of(example.clauses, body))
        )
        found.append(
            Window(
                example,
                [*lead, *body.ids[at:end], sep],
                [*casing, *body.casing[at:end], 0],
                [0] * len(lead) + [1] * (end - at + 1),
                [False] * len(lead) + body.opens[at:end] + [False],
                spans,
                clauses,
            )
        )
        if end >= len(body.ids):
            return found
        at = end - OVERLAP


def _pieces_of(marked: Sequence[Span] | Sequence[Clause], body: Pieces) -> Iterator[tuple[int, int, int]]:
    """Of each thing marked its number, its first piece and its end."""
    for number, one in enumerate(marked):
        yield number, bisect_right(body.ends, one.start), bisect_left(body.starts, one.end)


def pools(examples: Sequence[Example]) -> dict[str, list[str]]:
    """The full names of each label in the examples, each once."""
    found: dict[str, set[str]] = {label: set() for label in NAME_LABELS}
    for one in examples:
        for span in one.spans:
            if span.label in found:
                found[span.label].add(span.full)
    return {label: sorted(names) for label, names in found.items()}


def changed(example: Example, namer: Namer, dice: random.Random, shares: Sequence[float]) -> Example:
    """The example with one of ``shares`` of its names exchanged for others of their kind, some titles in plain type."""
    share = dice.choice(shares)
    new: dict[str, str] = {}
    for span in example.spans:
        fresh = span.entity and span.entity not in new
        if fresh and dice.random() < share * EXCHANGED.get(span.label, 0.0):
            new[span.entity] = namer.name(span.label, dice)
    plain = dice.random() < 0.3
    text, pieces, spans, at, size = example.text, [], [], 0, 0
    moved = [(0, 0)]  # from where on the text has moved, and by how much
    for span in example.spans:
        if span.start < at:
            continue
        low, high = span.start, span.end
        marked = low > 0 and high < len(text) and text[low - 1] in _MARKS and text[high] in _MARKS
        drop = plain and span.label == "title" and marked
        before = text[at : low - 1 if drop else low]
        words = text[low:high]
        if span.entity in new and span.label != REFERENCE:
            words = _form(words, span.full, new[span.entity], span.label)
        pieces += [before, words]
        size += len(before)
        spans.append(replace(span, start=size, end=size + len(words)))
        size += len(words)
        at = high + 1 if drop else high
        moved.append((at, size - at))
    if len(spans) != len(example.spans):
        return example
    pieces.append(text[at:])
    headline = example.headline
    for span in example.spans:
        if span.entity in new and span.label != REFERENCE and span.text_in(example.text) in headline:
            words = span.text_in(example.text)
            headline = headline.replace(words, _form(words, span.full, new[span.entity], span.label))
    starts = [start for start, _ in moved]

    def place(old: int) -> int:
        return old + moved[bisect_right(starts, old) - 1][1]

    clauses = tuple(replace(one, start=place(one.start), end=place(one.end)) for one in example.clauses)
    return replace(example, headline=headline, text="".join(pieces), spans=tuple(spans), clauses=clauses)


def _form(words: str, full: str, name: str, label: str) -> str:
    """``words`` (a form of ``full``) as the same form of ``name``: the surname for a surname, a part for a part."""
    if words.isupper() and len(words) > 3:
        name = name.upper()
    if words == full or label not in ("person", "title", "character"):
        return name
    parts, given = name.split(), full.split()
    if label in ("person", "character") and len(given) > 1 and len(parts) > 1:
        if words == given[0]:
            return parts[0]
        if full.endswith(words):
            return parts[-1]
    if label == "title" and re.search(r": | [–—-] ", full) and full.endswith(words):
        return re.split(r": | [–—-] ", name)[-1]
    return name


def batches(all_windows: Sequence[Window], size: int, dice: random.Random) -> list[list[Window]]:
    """The windows in random order, those of like length together."""
    groups: dict[int, list[Window]] = defaultdict(list)
    for one in all_windows:
        groups[len(one.ids) // 64].append(one)
    found = []
    for members in groups.values():
        dice.shuffle(members)
        found += [members[n : n + size] for n in range(0, len(members), size)]
    dice.shuffle(found)
    return found
