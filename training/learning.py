"""One step of learning: what the network says of a batch of windows, held against the corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from examples import REFERENCE, SUBJECT_LABELS, Example
from network import DISTANCES, ROLES, TAGS, Eye
from windows import Window

TAG = {tag: n for n, tag in enumerate(TAGS)}
ROLE = {role: n for n, role in enumerate(ROLES)}
NO_TAG = -100  # of pieces that begin no word
SHUT = -1e4  # the score of a name that cannot be the subject
WEIGHTS = {"labels": 1.0, "roles": 2.0, "subjects": 1.0}
PLAYED = 2.0  # how much more a role that is played weighs than one that is not


def loss_of(eye: Eye, group: Sequence[Window]) -> Tensor:
    """The loss of a batch: labels of words, roles of spans, subjects of values and of what refers back."""
    vectors = eye(*tensors(group))
    tags = torch.tensor([_tags(one, vectors.shape[1]) for one in group])
    labels = functional.cross_entropy(eye.labels(vectors).flatten(0, 1), tags.flatten(), ignore_index=NO_TAG)
    loss = WEIGHTS["labels"] * labels
    roles, subjects = [], []
    for row, window in enumerate(group):
        if window.spans:
            pooled = means(vectors[row], window.spans)
            played = roles_of(window.example)
            roles.append(_role_loss(eye, window, pooled, played))
            subjects += _subject_losses(eye, window, pooled, played)
    if roles:
        loss = loss + WEIGHTS["roles"] * torch.stack(roles).mean()
    if subjects:
        loss = loss + WEIGHTS["subjects"] * torch.stack(subjects).mean()
    return loss


def tensors(group: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, casing, segments and mask of a batch, filled up with zeros: B x N each."""
    size = max(len(one.ids) for one in group)

    def filled(rows: list[list[int]]) -> Tensor:
        return torch.tensor([row + [0] * (size - len(row)) for row in rows])

    return (
        filled([one.ids for one in group]),
        filled([one.casing for one in group]),
        filled([one.segments for one in group]),
        filled([[1] * len(one.ids) for one in group]),
    )


def means(vectors: Tensor, spans: Sequence[tuple[int, int, int]]) -> Tensor:
    """The mean vector of each span of a window."""
    return torch.stack([vectors[low:high].mean(0) for _, low, high in spans])


def roles_of(example: Example) -> dict[int, list[tuple[str, str]]]:
    """For each span that plays a role, its roles with their subjects."""
    played: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for one in example.roles:
        if one.role in ROLE:
            played[one.span].append((one.role, one.subject))
    return played


def said_of(example: Example, span: int, played: dict[int, list[tuple[str, str]]]) -> list[str]:
    """The entities that a span is said of, or to which it refers back."""
    if example.spans[span].label == REFERENCE:
        return [example.spans[span].entity]
    return [subject for _, subject in played.get(span, ())]


def distances(example: Example, values: Sequence[int], names: Sequence[int]) -> Tensor:
    """For each value and name the number of the stretch of DISTANCES between which they stand apart."""
    spans = example.spans
    rows = [[sum(spans[v].start - spans[n].start > edge for edge in DISTANCES) for n in names] for v in values]
    return torch.tensor(rows)


def _tags(window: Window, size: int) -> list[int]:
    tags = [0 if opens else NO_TAG for opens in window.opens]
    for number, low, high in window.spans:
        label = window.example.spans[number].label
        if f"B-{label}" in TAG:
            for place in range(low, high):
                if tags[place] != NO_TAG:
                    tags[place] = TAG[f"{'B' if place == low else 'I'}-{label}"]
    return tags + [NO_TAG] * (size - len(tags))


def _role_loss(eye: Eye, window: Window, pooled: Tensor, played: dict[int, list[tuple[str, str]]]) -> Tensor:
    rows = [k for k, (n, _, _) in enumerate(window.spans) if window.example.spans[n].label != REFERENCE]
    wanted = torch.zeros(len(rows), len(ROLES))
    for row, k in enumerate(rows):
        for role, _ in played.get(window.spans[k][0], ()):
            wanted[row, ROLE[role]] = 1.0
    total = functional.binary_cross_entropy_with_logits(
        eye.roles(pooled[rows]), wanted, reduction="sum", pos_weight=torch.tensor(PLAYED)
    )
    return total / max(1, len(rows))


def _subject_losses(eye: Eye, window: Window, pooled: Tensor, played: dict[int, list[tuple[str, str]]]) -> list[Tensor]:
    spans = window.example.spans
    names = [k for k, (n, _, _) in enumerate(window.spans) if spans[n].label in SUBJECT_LABELS]
    entities = [spans[window.spans[k][0]].entity for k in names]
    values = [(k, who) for k, (n, _, _) in enumerate(window.spans) for who in said_of(window.example, n, played)]
    values = [(k, who) for k, who in values if who in entities]
    if not values:
        return []
    rows = [k for k, _ in values]
    numbers = [window.spans[k][0] for k in rows], [window.spans[k][0] for k in names]
    scores = eye.pair_scores(pooled[rows], pooled[names], distances(window.example, *numbers))
    found = []
    for row, (k, subject) in enumerate(values):
        span = spans[window.spans[k][0]]
        own = "" if span.label == REFERENCE else span.entity
        free = torch.tensor([not own or entity != own for entity in entities])
        right = torch.tensor([entity == subject for entity in entities]) & free
        if bool(right.any()):
            logits = scores[row].masked_fill(~free, SHUT)
            found.append(torch.logsumexp(logits, 0) - torch.logsumexp(logits.masked_fill(~right, SHUT), 0))
    return found
