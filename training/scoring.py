"""How good the network is on examples with their names given: F1 by label and by role, subjects that are right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from examples import NAME_LABELS, REFERENCE, Example
from learning import asked_of, heard, means, roles_of, tensors
from network import RELATIONS, ROLES, TAGS, Eye
from slugline.learned.pairs import CLAUSE, REFERS
from slugline.learned.wordpiece import WordPieces
from windows import CLS, SEP, Window, windows

Counts = dict[str, list[int]]  # gold, said, both


@torch.no_grad()
def scores(eye: Eye, words: WordPieces, examples: Sequence[Example]) -> str:
    """A table: exact spans by label, roles at a chance of one half, how often the likeliest subject is right.

    Subjects are asked of values, of words that refer back and of clauses.
    """
    eye.eval()
    labels: Counts = defaultdict(lambda: [0, 0, 0])
    roles: Counts = defaultdict(lambda: [0, 0, 0])
    asked: dict[str, list[bool]] = defaultdict(list)
    for example in examples:
        for window in windows(example, words, CLS, SEP):
            vectors = eye(*tensors([window]))[0]
            spans = example.spans
            gold = {(low, high, spans[n].label) for n, low, high in window.spans if spans[n].label in NAME_LABELS}
            _count(labels, gold, set(_names(window, eye.labels(vectors).argmax(-1).tolist())))
            if window.spans:
                pooled = means(vectors, window.spans)
                _count_roles(roles, window, eye.roles(pooled))
                for relation, right in _subjects(eye, window, vectors):
                    asked[relation].append(right)
    lines = [*_rows(labels), *_rows(roles)]
    for what, verdicts in sorted(asked.items()):
        lines.append(f"{what} right {sum(verdicts)}/{len(verdicts)} = {sum(verdicts) / max(1, len(verdicts)):.3f}")
    return "\n".join(lines)


def _count(table: Counts, gold: set[tuple[int, int, str]], said: set[tuple[int, int, str]]) -> None:
    for one in gold | said:
        table[one[2]][0] += one in gold
        table[one[2]][1] += one in said
        table[one[2]][2] += one in gold and one in said


def _count_roles(table: Counts, window: Window, logits: Tensor) -> None:
    played = roles_of(window.example)
    for k, (number, _, _) in enumerate(window.spans):
        if window.example.spans[number].label == REFERENCE:
            continue
        gold = {(number, 0, role) for role, _ in played.get(number, ())}
        _count(table, gold, {(number, 0, role) for r, role in enumerate(ROLES) if logits[k, r] > 0})


def _subjects(eye: Eye, window: Window, vectors: Tensor) -> Iterator[tuple[str, bool]]:
    """For all that is said of somebody: what it is, and whether the likeliest entity is right."""
    asked = asked_of(window, roles_of(window.example))
    scores, entities = heard(eye, window, vectors, asked)
    for one, row in zip(asked, scores.softmax(-1).tolist() if entities else (), strict=bool(entities)):
        tally: dict[str, float] = defaultdict(float)
        for chance, entity in zip(row, entities, strict=True):
            tally[entity] += chance
        relation = RELATIONS[one.relation]
        what = {REFERS: "references", CLAUSE: "clauses"}.get(relation, "subjects")
        yield what, max(tally, key=lambda entity: tally[entity]) == one.wanted


def _names(window: Window, best: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """The names that the likeliest tags give, as pieces from and to."""
    begun: tuple[int, str] | None = None
    last = len(window.ids) - 1
    for place, opens in enumerate([*window.opens, True]):
        if not opens:
            continue
        tag = TAGS[best[place]] if place < last else "O"
        if begun and tag != f"I-{begun[1]}":
            yield begun[0], min(place, last), begun[1]
            begun = None
        if tag != "O" and begun is None:
            begun = (place, tag[2:])


def _rows(table: Counts) -> Iterator[str]:
    total = [sum(counts[n] for counts in table.values()) for n in range(3)]
    for name, (gold, said, both) in [*sorted(table.items()), ("all", total)]:
        figures = f"P {both / max(1, said):.3f} R {both / max(1, gold):.3f} F1 {2 * both / max(1, gold + said):.3f}"
        yield f"{name:20} gold {gold:5} {figures}"
