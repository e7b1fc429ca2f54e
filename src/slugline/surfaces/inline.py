"""What a reader sees of a line of text: italics and bold type, and not the marks that make them.

Every character of the line lies in exactly one `Stretch`, so that places in the text stay exact.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

_LONGEST = 400  # characters that a pair of marks may stand around
_TAGS = re.compile(r"</?(?:em|i|b|strong|a|span|sup|sub|u|s|small|cite|q|abbr|mark|br)\b[^<>]{0,400}>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_LINK = re.compile(rf"!?\[(?=[^\[\]]{{1,{_LONGEST}}}\]\()")
_TARGET = re.compile(r"\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,400}\")?\)")
_PAIRS = (  # what they make of the words between them, how they look, how wide one of the two is
    ("em strong", re.compile(rf"(?<![\w*\\])(\*\*\*)(?=[^\s*])[^*]{{1,{_LONGEST}}}(?<=[^\s*\\])\*\*\*(?![\w*])"), 3),
    ("strong", re.compile(rf"(\*\*|__)(?=\S)(?:(?!\1).){{1,{_LONGEST}}}(?<=\S)\1", re.DOTALL), 2),
    ("em", re.compile(rf"(?<![\w*\\])(\*)(?=[^\s*])[^*]{{1,{_LONGEST}}}(?<=[^\s*\\])\*(?![\w*])"), 1),
    ("em", re.compile(rf"(?<![\w_\\])(_)(?=[^\s_])[^_]{{1,{_LONGEST}}}(?<=[^\s_\\])_(?![\w_])"), 1),
)
_TAG_STYLES = {"em": "em", "i": "em", "cite": "em", "b": "strong", "strong": "strong"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """``text[start:end]``, of which a reader sees ``shown``: nothing of a mark, ``&`` of ``&amp;``.

    ``style`` holds ``em``, ``strong`` or both.
    """

    start: int
    end: int
    shown: str
    style: frozenset[str] = frozenset()


def stretches(
    text: str, start: int, end: int, italics: Sequence[tuple[int, int]] = (), *, marks: bool = True
) -> list[Stretch]:
    """``text[start:end]`` as a reader sees it, in order and without a gap.

    ``italics`` are spans of the text that are set so without a mark; ``marks`` tells whether it is written with marks.
    """
    line = text[start:end]
    hidden = dict(_replaced(line)) if marks else {}
    styled = list(_styled(line, hidden)) if marks else []
    styled += [(max(low - start, 0), min(high - start, len(line)), "em") for low, high in italics]
    turns: dict[int, Counter[str]] = defaultdict(Counter)
    inside = {place: high for low, (high, _) in hidden.items() for place in range(low + 1, high)}
    for low, high, name in styled:
        turns[inside.get(low, low)][name] += 1
        turns[inside.get(high, high)][name] -= 1
    edges = {0, len(line), *hidden, *(high for high, _ in hidden.values()), *turns} - inside.keys()
    depth: Counter[str] = Counter()
    made = []
    for low, high in pairwise(sorted(edges)):
        depth.update(turns.get(low, {}))
        style = frozenset(name for name, open_ in depth.items() if open_ > 0)
        made.append(Stretch(start + low, start + high, hidden[low][1] if low in hidden else line[low:high], style))
    return made


def _replaced(line: str) -> Iterator[tuple[int, tuple[int, str]]]:
    """What is not shown as it stands: where it begins, where it ends, and what is shown."""
    taken = 0
    found: list[tuple[int, int, str]] = []
    found += [(*hit.span(), "") for hit in _TAGS.finditer(line)]
    found += [(*hit.span(), unescape(hit[0])) for hit in _ENTITY.finditer(line)]
    found += [(*hit.span(), "") for hit in _ESCAPED.finditer(line)]
    for hit in _LINK.finditer(line):
        close = line.index("]", hit.end())
        if target := _TARGET.match(line, close):
            found += [(*hit.span(), ""), (*target.span(), "")]
    for _, pair, width in _PAIRS:
        for hit in pair.finditer(line):
            found += [(hit.start(), hit.start() + width, ""), (hit.end() - width, hit.end(), "")]
    for low, high, shown in sorted(found, key=lambda one: (one[0], -one[1])):
        if low >= taken:
            taken = high
            yield low, (high, shown)


def _styled(line: str, hidden: dict[int, tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """The spans of italics and bold type whose marks are hidden, the marks included."""
    for name, pair, width in _PAIRS:
        for hit in pair.finditer(line):
            if hit.start() in hidden and hit.end() - width in hidden:
                yield from ((hit.start(), hit.end(), one) for one in name.split())
    open_tags: list[tuple[str, int]] = []
    for hit in _TAGS.finditer(line):
        name = re.sub(r"[^a-z].*", "", hit[0].lstrip("</").lower(), flags=re.DOTALL)
        if name in _TAG_STYLES and hit.start() in hidden:
            if not hit[0].startswith("</"):
                open_tags.append((name, hit.start()))
            elif open_tags and open_tags[-1][0] == name:
                yield open_tags.pop()[1], hit.end(), _TAG_STYLES[name]
