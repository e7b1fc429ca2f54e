"""The network at work: a text goes in, and for each of its pieces come labels, roles and subjects.

    headline, text -> windows of pieces -> ONNX -> Sight

The weights lie beside this file with their checksum and their card (``weights/``). Nothing is
fetched, nothing written, no telemetry; one thread, so that the same text always gives the same numbers.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from slugline.errors import ModelError
from slugline.learned.pairs import CLAUSE, REFERS, Pairs, read_pairs
from slugline.learned.standing import Floats, Layout, Name
from slugline.learned.wordpiece import Pieces, WordPieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

WEIGHTS = "slugline.learned.weights"
IMPOSSIBLE = 1e9  # taken from the log chance of a tag that cannot stand where it would
MAX_WINDOWS = 256  # of one text; what lies behind them is not looked at
MAX_VALUES, MAX_NAMES = 32, 256  # that are weighed against one another at once: of more names the nearest
UNHEARD = -1e4  # the score of a name that was not weighed
FILES = ("eye.onnx", "pairs.npz")


@dataclass(frozen=True, slots=True)
class Card:
    """What the weights say of themselves: ``tags`` and ``roles`` name the columns, sizes are in pieces.

    ``sha256`` are the checksums of FILES.
    """

    tags: tuple[str, ...]
    roles: tuple[str, ...]
    pair: int
    window: int
    headline: int
    overlap: int
    sha256: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenName:
    """A name at ``text[start:end]``; ``sure`` is the mean probability of its words' labels."""

    start: int
    end: int
    label: str
    sure: float


class Sight:
    """What the network saw in one text. Spans are ``(start, end)`` in characters."""

    def __init__(self, card: Card, pairs: Pairs, layout: Layout, pieces: Pieces, columns: Floats) -> None:
        self._card, self._pairs, self._layout, self._pieces, self._columns = card, pairs, layout, pieces, columns
        self._tags = len(card.tags)
        self._roles = self._tags + len(card.roles)
        self._chances = _softmax(columns[:, : self._tags])
        self._labels: dict[tuple[int, int], dict[str, float]] = {}
        self._means: dict[tuple[int, int], Floats] = {}

    @property
    def roles_named(self) -> tuple[str, ...]:
        """The names of the columns of `roles`."""
        return self._card.roles

    def names(self) -> list[SeenName]:
        """The names, in order, without overlaps: the likeliest way to tag all words.

        Two names of one label with nothing but a blank between them are one.
        """
        opening = [n for n, opens in enumerate(self._pieces.opens[: len(self._columns)]) if opens]
        if not opening:
            return []
        tags, chances = self._card.tags, self._chances[opening]
        labels = [tag[2:] for tag in tags]
        columns = {label: [n for n, one in enumerate(labels) if one == label] for label in labels}
        best = _likeliest(np.log(chances + np.float32(1e-9)), tags)
        opening.append(len(self._columns))
        found: list[SeenName] = []
        n = 0
        while n < len(best):
            first, n = n, n + 1
            label = labels[best[first]]
            if not label:
                continue
            while n < len(best) and labels[best[n]] == label and self._gap(opening[n]) <= 1:
                n += 1
            sure = float(chances[first:n][:, columns[label]].sum(1).mean())
            found.append(SeenName(self._pieces.starts[opening[first]], self._pieces.ends[opening[n] - 1], label, sure))
        return found

    def _gap(self, piece: int) -> int:
        """How many characters lie between a piece and the one before it."""
        return self._pieces.starts[piece] - self._pieces.ends[piece - 1]

    def labels(self, start: int, end: int) -> Mapping[str, float]:
        """For a span, the mean probability of each kind of name over its words; what is no name is left out."""
        place = self._places(start, end)
        if place not in self._labels:
            self._labels[place] = self._labels_of(*place)
        return self._labels[place]

    def _labels_of(self, low: int, high: int) -> dict[str, float]:
        rows = [n for n in range(low, high) if self._pieces.opens[n]] or list(range(low, high))
        found: dict[str, float] = {}
        if rows:
            mean = self._chances[rows].mean(0) if len(rows) > 1 else self._chances[rows[0]]
            for tag, chance in zip(self._card.tags, mean.tolist(), strict=True):
                if tag != "O":
                    found[tag[2:]] = found.get(tag[2:], 0.0) + chance
        return found

    def roles(self, spans: Sequence[tuple[int, int]]) -> Floats:
        """For each span (row) the probability that it plays each of `Card.roles` (column)."""
        return _sigmoid(self._mean(spans)[:, self._tags : self._roles])

    def subjects(self, values: Sequence[tuple[int, int, str]], names: Sequence[Name]) -> Floats:
        """Values x names: unnormalised log chances that the value is said of what the name names.

        A value is a span and its relation: a role, or REFERS or CLAUSE.
        """
        found = np.full((len(values), len(names)), UNHEARD, dtype=np.float32)
        size, first = self._card.pair, self._roles
        relations = [*self._card.roles, REFERS, CLAUSE]
        order = sorted(range(len(values)), key=lambda n: values[n])
        starts = np.array([one.start for one in names])
        sides = self._mean([(one.start, one.end) for one in names])[:, first + size :]
        for low in range(0, len(order), MAX_VALUES) if names else ():
            rows = order[low : low + MAX_VALUES]
            block = [values[n] for n in rows]
            near = np.abs(starts - block[len(block) // 2][0]).argsort(kind="stable")[:MAX_NAMES]
            near.sort()
            found[np.ix_(rows, near)] = self._pairs.scores(
                np.ascontiguousarray(self._mean([(start, end) for start, end, _ in block])[:, first : first + size]),
                [relations.index(relation) for _, _, relation in block],
                np.ascontiguousarray(sides[near, :size]),
                sides[near, size:],
                self._layout.standing([start for start, _, _ in block], [names[n] for n in near]),
            )
        return found

    def _mean(self, spans: Sequence[tuple[int, int]]) -> Floats:
        """For each span (row) the mean of every column over its pieces."""
        rows = np.zeros((len(spans), self._columns.shape[1]), dtype=np.float32)
        for n, (start, end) in enumerate(spans):
            place = low, high = self._places(start, end)
            if high - low == 1:
                rows[n] = self._columns[low]
            elif low < high:
                if place not in self._means:
                    self._means[place] = self._columns[low:high].mean(0)
                rows[n] = self._means[place]
        return rows

    def _places(self, start: int, end: int) -> tuple[int, int]:
        low = bisect_right(self._pieces.ends, start)
        return low, min(bisect_left(self._pieces.starts, end), len(self._columns))


class Eye:
    """Looks at texts. Made once; `look` is a pure function of its arguments."""

    def __init__(
        self, card: Card, pairs: Pairs, words: WordPieces, session: InferenceSession, marks: tuple[int, int]
    ) -> None:
        self.card, self.words = card, words
        self._pairs, self._session, self._marks = pairs, session, marks

    def look(self, headline: str, text: str) -> Sight:
        """What there is to see in ``text`` under ``headline``."""
        head, body = self.words.cut(headline), self.words.cut(text)
        room = self.card.headline
        lead = [self._marks[0], *head.ids[:room], self._marks[1]]
        casing = [0, *head.casing[:room], 0]
        spans = _windows(len(body.ids), self.card.window - len(lead) - 1, self.card.overlap)
        width = len(self.card.tags) + len(self.card.roles) + 2 * self.card.pair + 1
        kept: list[Floats] = [np.zeros((0, width), dtype=np.float32)]
        for low, high, first, last in spans:
            inside = high - low
            (columns,) = self._session.run(
                ["columns"],
                {
                    "ids": np.array([[*lead, *body.ids[low:high], self._marks[1]]], dtype=np.int64),
                    "casing": np.array([[*casing, *body.casing[low:high], 0]], dtype=np.int64),
                    "segments": np.array([[0] * len(lead) + [1] * (inside + 1)], dtype=np.int64),
                },
            )
            kept.append(columns[0, len(lead) + first - low : len(lead) + last - low])
        return Sight(self.card, self._pairs, Layout(headline, text), body, np.concatenate(kept))


def _windows(size: int, room: int, overlap: int) -> list[tuple[int, int, int, int]]:
    """``(low, high, first, last)``: pieces ``low`` to ``high`` are read, those from ``first`` to ``last`` are kept."""
    starts = [0]
    while starts[-1] + room < size and len(starts) < MAX_WINDOWS:
        starts.append(starts[-1] + room - overlap)
    edges = [0, *(start + overlap // 2 for start in starts[1:]), min(size, starts[-1] + room)]
    return [
        (low, min(size, low + room), first, last) for low, (first, last) in zip(starts, pairwise(edges), strict=True)
    ]


@cache
def eye() -> Eye:
    """The eye that Slugline ships. A missing or damaged file is a `ModelError`."""
    return load(resources.files(WEIGHTS))


def load(folder: Traversable) -> Eye:
    """The eye whose weights lie in ``folder``."""
    try:
        row: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        vocabulary = (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
        weights, pairs = ((folder / name).read_bytes() for name in FILES)
    except (OSError, ValueError) as error:
        allowed = f"card.json, vocabulary.txt, {' and '.join(FILES)}"
        raise ModelError(str(error), where=str(folder), allowed=allowed) from error
    known = {field.name for field in fields(Card)}
    if set(row) != known:
        odd = ", ".join(sorted(known ^ set(row)))
        raise ModelError(f"card.json has other fields: {odd}", where=str(folder), allowed=", ".join(sorted(known)))
    told: dict[str, Any] = {key: tuple(item) if isinstance(item, list) else item for key, item in row.items()}
    card = Card(**told)
    for name, content, told_sum in zip(FILES, (weights, pairs), card.sha256, strict=True):
        if hashlib.sha256(content).hexdigest() != told_sum:
            raise ModelError(f"{name} is not the file that its card describes", where=str(folder), allowed=told_sum)
    numbers = {piece: n for n, piece in enumerate(vocabulary)}
    marks = numbers["[CLS]"], numbers["[SEP]"]
    return Eye(card, read_pairs(pairs), WordPieces(numbers), _session(weights), marks)


def _session(weights: bytes) -> InferenceSession:
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def _likeliest(scores: Floats, tags: tuple[str, ...]) -> list[int]:
    """The tags with the highest sum of ``scores`` (words x tags) of which each may follow the one before.

    What continues a name follows only what begins or continues one of its label; all else may follow anything.
    """
    begins = [(n, tags.index(f"B-{tag[2:]}")) for n, tag in enumerate(tags) if tag[0] == "I"]
    rows: list[list[float]] = scores.astype(np.float64).tolist()
    total = rows[0]
    for inside, _ in begins:
        total[inside] -= IMPOSSIBLE  # a text begins as after no name
    back: list[list[int]] = []
    for row in rows[1:]:
        best = max(total)
        ways = [total.index(best)] * len(tags)
        new = [best + score for score in row]
        for inside, begin in begins:
            way = ways[inside] = inside if total[inside] > total[begin] else begin
            new[inside] = total[way] + row[inside]
        back.append(ways)
        total = new
    path = [total.index(max(total))]
    for ways in reversed(back):
        path.append(ways[path[-1]])
    return path[::-1]


def _softmax(rows: Floats) -> Floats:
    raised = np.exp(rows - rows.max(1, keepdims=True))
    found: Floats = raised / raised.sum(1, keepdims=True)
    return found


def _sigmoid(rows: Floats) -> Floats:
    found: Floats = (1 / (1 + np.exp(-rows))).astype(np.float32)
    return found
