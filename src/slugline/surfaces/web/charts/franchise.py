"""A franchise as a map: its titles in the order of the story on the left, each led to its release on the right.

A title whose place in the story the sources leave open has a bar along the places that it may have; where they
contradict each other it is marked. Titles of whose place nobody speaks stand below, by release. Places are counted
among the others alone. What is drawn here a table beside it says in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from slugline.edtf import Edtf
from slugline.phrases import words

Json = Mapping[str, Any]

WIDTH = 358.0  # a phone's page, one to one
ROW, LINE, TOP = 58.0, 20.0, 40.0  # a title's height, from one line of text to the next, above the first title
_DATES = 66.0  # the column of dates
_CURVES = 44.0  # between names and dates
_LANE = 9.0  # from one bar to the next
_LANES = 4  # bars side by side at most; beyond that a place is told in figures alone
_FIGURES = 22.0  # the column of places: this and as much again for each further figure
_FIGURE = 9.6
_SECTION = 44.0  # the heading above titles without a place
_WIDE, _THIN = frozenset("mwMW@%—"), frozenset("iljtfrI.,:;'’!|()[] ")
_SHARES = 0.32, 0.54, 0.68, 1.0  # of the size of type: thin letters, most, capitals, wide ones
_DENSE = 0x2E80  # from here on, letters are as wide as they are high
_SIZE = 16.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One title on the map.

    ``low`` and ``high`` are its places in the story (0 where nobody has said), ``row`` and ``out`` its rows in the two
    orders from 0, ``lane`` that of its bar (-1 for none), ``knot`` the number of a contradiction it is part of, or 0.
    """

    name: str
    low: int
    high: int
    row: int
    out: int
    lane: int
    knot: int
    date: str

    @property
    def place(self) -> str:
        """Its place in the story, in figures; empty where nobody has said."""
        if not self.low:
            return ""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands. The first ``placed`` marks have a place in the story; ``lanes`` are used by bars."""

    marks: tuple[Mark, ...]
    placed: int
    lanes: int

    @property
    def figures(self) -> float:
        """How wide the column of places is."""
        longest = max((len(mark.place) + bool(mark.knot) for mark in self.marks[: self.placed]), default=0)
        return _FIGURES + _FIGURE * max(0, longest - 1) if longest else 0.0

    @property
    def names(self) -> float:
        """Where the names begin."""
        return self.bars + self.figures

    @property
    def bars(self) -> float:
        """How wide the bars are together."""
        return self.lanes * _LANE + 4 if self.lanes else 0.0

    @property
    def height(self) -> float:
        """The whole height."""
        return self.at(len(self.marks)) - 12

    def at(self, row: int) -> float:
        """Where a row begins."""
        below = _SECTION if 0 < self.placed <= row and self.placed < len(self.marks) else 0.0
        return TOP + row * ROW + below


def laid_out(story: Json, release: Json) -> Layout:
    """The map of a franchise, from its timelines in the two orders."""
    titles: Sequence[Json] = story["titles"]
    released = sorted(release["titles"], key=lambda row: row["release"] is None)
    out = {str(row["name"]): place for place, row in enumerate(released)}
    knots = {str(name): number for number, knot in enumerate(story["contradictions"], 1) for name in knot["cycle"]}
    before = _before(story["relations"])
    rows = {str(row["name"]): row for row in sorted(titles, key=lambda row: out.get(str(row["name"]), len(titles)))}
    placed = _in_order([name for name in rows if name in before], before)
    places = {name: _among(rows[name], len(titles), len(placed)) for name in placed}
    taken = _lanes(places)
    marks = []
    for row, name in enumerate((*placed, *(name for name in rows if name not in before))):
        low, high = places.get(name, (0, 0))
        lane, knot = taken.get(name, -1), knots.get(name, 0)
        marks.append(Mark(name, low, high, row, out.get(name, row), lane, knot, short(rows[name])))
    return Layout(tuple(marks), len(placed), max(taken.values(), default=-1) + 1)


def _before(relations: Sequence[Json]) -> dict[str, set[str]]:
    """For each title of which anything is said, those that come before it by any number of steps."""
    direct: dict[str, set[str]] = {}
    for row in relations:
        direct.setdefault(str(row["before"]), set())
        direct.setdefault(str(row["after"]), set()).add(str(row["before"]))
    found: dict[str, set[str]] = {}
    for name, nearest in direct.items():
        stack, seen = list(nearest), set[str]()
        while stack:
            here = stack.pop()
            if here not in seen:
                seen.add(here)
                stack += direct[here]
        found[name] = seen
    return found


def _in_order(names: Sequence[str], before: Mapping[str, set[str]]) -> list[str]:
    """The titles in an order that keeps to all that is said, and else to that of ``names``, which is by release.

    Of titles that contradict each other none comes before the other.
    """
    left, found = list(names), list[str]()
    while left:
        waiting = set(left)
        ready = (
            name for name in left if not any(other in waiting and name not in before[other] for other in before[name])
        )
        chosen = next(ready, left[0])
        left.remove(chosen)
        found.append(chosen)
    return found


def _among(row: Json, titles: int, placed: int) -> tuple[int, int]:
    """A place among those that have one."""
    low, high = row["position"]
    return int(low), placed - (titles - int(high))


def _lanes(places: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """A lane for each title of no certain place, so that no two bars lie on each other; none for too many."""
    free: list[int] = []
    taken: dict[str, int] = {}
    for name, (low, high) in sorted(places.items(), key=lambda pair: pair[1]):
        if low == high:
            continue
        lane = next((number for number, until in enumerate(free) if until < low), len(free))
        free[lane : lane + 1] = [high]
        taken[name] = lane
    return taken if len(free) <= _LANES else {}


def franchise_map(story: Json, release: Json, links: Mapping[str, str], name: str) -> Markup:
    """The map as SVG. ``links`` are the addresses of titles by their names; ``name`` is read out in the map's place."""
    made = laid_out(story, release)
    label = escape(name)
    parts = [f'<svg viewBox="0 0 {WIDTH:g} {made.height:g}" role="group" aria-label="{label}">']
    left = made.names if made.placed else 0.0
    heading = "Order of the story" if made.placed else "Titles"
    parts.append(f'<text class="label-quiet" x="0" y="18">{heading}</text>')
    parts.append(f'<text class="label-quiet" x="{WIDTH:g}" y="18" text-anchor="end">Release</text>')
    if 0 < made.placed < len(made.marks):
        below = made.at(made.placed) - 18
        parts.append(f'<path class="grid" d="M0 {below - 24:g}H{WIDTH:g}"/>')
        parts.append(f'<text class="label-quiet" x="0" y="{below:g}">Nobody has said where in the story</text>')
    parts += [_bar(made, mark) for mark in made.marks if mark.lane >= 0]
    parts += [_title(made, mark, links.get(mark.name, ""), left) for mark in made.marks]
    return Markup("".join((*parts, "</svg>")))  # noqa: S704  numbers, and every text escaped


def _bar(made: Layout, mark: Mark) -> str:
    """The places that a title may have: along the rows of those that are counted so."""
    x = mark.lane * _LANE + 4
    first, last = made.at(mark.low - 1) + 6, made.at(mark.high - 1) + 22
    kind, dot = ("range-knot", "knot-dot") if mark.knot else ("range-bar", "here")
    middle = made.at(mark.row) + 13
    return (
        f'<path class="{kind}" d="M{x:g} {first:g}V{last:g}"/><circle class="{dot}" cx="{x:g}" cy="{middle:g}" r="4"/>'
    )


def _title(made: Layout, mark: Mark, address: str, left: float) -> str:
    """A title with its place, its name and the way to its date; as one link where it has a page."""
    y, other = made.at(mark.row), made.at(mark.out) if mark.out < len(made.marks) else made.at(mark.row)
    start = WIDTH - _DATES - _CURVES
    indent = left if mark.row < made.placed else 0.0
    lines = _lines(mark.name, start - indent - 8)
    bend = start + _CURVES / 2
    dated = escape(mark.date or "no date")
    way = f"M{start:g} {y + 13:g}C{bend:g} {y + 13:g} {bend:g} {other + 13:g} {WIDTH - _DATES - 4:g} {other + 13:g}"
    inside = [f"<title>{escape(_said(mark))}</title>", f'<path class="way" d="{way}"/>']
    inside += [
        f'<text class="name" x="{indent:g}" y="{y + 18 + place * LINE:g}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    ]
    quiet = "" if mark.date else ' class="label-quiet"'
    inside.append(f'<text{quiet} x="{WIDTH:g}" y="{other + 18:g}" text-anchor="end">{dated}</text>')
    if mark.row < made.placed:
        x = made.bars
        kind = "knot" if mark.knot else "label-quiet"
        inside.append(f'<text class="{kind}" x="{x:g}" y="{y + 18:g}">{mark.place}{"!" if mark.knot else ""}</text>')
    body = "".join(inside)
    if not address:
        return f'<g class="title">{body}</g>'
    return f'<a class="title" href="{escape(address)}">{body}</a>'


def _said(mark: Mark) -> str:
    """A title's places in words."""
    told = f"{mark.name}: place {mark.place} in the story" if mark.low else mark.name
    if mark.knot:
        told += ", where sources contradict each other"
    return f"{told}, {mark.out + 1} by release ({mark.date or 'no date'})"


def _lines(text: str, width: float, most: int = 2) -> list[str]:
    """A name in lines no wider than ``width``; of one that is longer than ``most`` the middle is left out."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _measure(longer) <= width:
            lines[-1] = longer
        elif not lines[-1]:
            lines[-1] = word
        else:
            lines.append(word)
    if len(lines) <= most:
        return [_cut(line, width) for line in lines]
    tail = " ".join(lines[most - 1 :])
    while tail and _measure("…" + tail) > width:
        tail = tail[1:]
    _, space, whole = tail.partition(" ")
    return [*(_cut(line, width) for line in lines[: most - 1]), "…" + (whole if space and len(whole) > 8 else tail)]


def _cut(text: str, width: float) -> str:
    if _measure(text) <= width:
        return text
    while text and _measure(text + "…") > width:
        text = text[:-1]
    return text.rstrip(" :–-,") + "…"


def _measure(text: str) -> float:
    """About how wide a text is, in the map's units."""
    return sum(map(_share, text)) * _SIZE


def _share(letter: str) -> float:
    thin, most, large, wide = _SHARES
    if letter in _THIN:
        return thin
    if letter in _WIDE or ord(letter) >= _DENSE:
        return wide
    return large if letter.isupper() else most


def short(row: Json) -> str:
    """A title's release in as few letters as its column has, never finer than it is; empty for none."""
    if not row["release"]:
        return ""
    value = Edtf(str(row["release"]["edtf"]))
    if value.precision in ("day", "month"):
        return f"{words('months')[value.first.month - 1][:3]} {value.first.year}"
    if value.precision != "interval":
        return str(value.first.year)
    low, _, high = (part[:4] for part in value.text.partition("/"))
    if ".." in (low, high):
        return f"by {high}" if low == ".." else f"from {low}"
    return low if low == high else f"{low}–{high[2:]}"


_STRIP, _EDGE = 78.0, 12.0  # the height of a story line, and the room at its ends


def story_line(story: Json, name: str) -> Markup:
    """The titles of a franchise as dots in the order of the story, one of them marked, between those next to it.

    Empty where nobody has said where in the story the title stands, or where nothing else is placed.
    """
    made = laid_out(story, {"titles": story["titles"]})
    placed = made.marks[: made.placed]
    here = next((mark for mark in placed if mark.name == name), None)
    if here is None or len(placed) < 2:
        return Markup("")
    step = (WIDTH - 2 * _EDGE) / (len(placed) - 1)
    before = next((mark for mark in reversed(placed) if mark.high < here.low), None)
    after = next((mark for mark in placed if mark.low > here.high), None)
    said = f"{name}: place {here.place} of {len(placed)} in the order of the story"
    parts = [f'<svg viewBox="0 0 {WIDTH:g} {_STRIP:g}" role="img" aria-label="{escape(said)}">']
    parts.append(f'<path class="axis" d="M{_EDGE:g} 24H{WIDTH - _EDGE:g}"/>')
    if here.low < here.high:
        first, last = (_EDGE + (place - 1) * step for place in (here.low, here.high))
        parts.append(f'<path class="{"range-knot" if here.knot else "range-bar"}" d="M{first:.1f} 24H{last:.1f}"/>')
    for mark in placed:
        kind, size = ("dot", 8) if mark is here else ("dot-open", min(5.0, step / 2.5))
        parts.append(f'<circle class="{kind}" cx="{_EDGE + mark.row * step:.1f}" cy="24" r="{size:g}"/>')
    half = WIDTH / 2 - 8
    for one, x, anchor, told in ((before, 0.0, "start", "after"), (after, WIDTH, "end", "before")):
        if one is not None:
            text = escape(_cut(one.name, half))
            parts.append(f'<text class="label-quiet" x="{x:g}" y="54" text-anchor="{anchor}">{told}</text>')
            parts.append(f'<text x="{x:g}" y="74" text-anchor="{anchor}">{text}</text>')
    return Markup("".join((*parts, "</svg>")))  # noqa: S704  numbers, and every text escaped
