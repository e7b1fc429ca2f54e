"""One step of learning: what the network says of a batch of windows, held against the corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from examples import REFERENCE, SUBJECT_LABELS, Example
from network import RELATIONS, ROLES, TAGS, Eye
from slugline.learned.pairs import CLAUSE, REFERS
from slugline.learned.standing import Layout, Name
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
            subjects += _subject_losses(eye, window, vectors[row], played)
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


@dataclass(frozen=True, slots=True)
class Asked:
    """Words of which the network is asked of whom they are said: pieces ``low`` to ``high`` of a window.

    ``start`` is their place in the text, ``relation`` a number of RELATIONS, ``wanted`` the entity, ``own`` the one
    that they name themselves.
    """

    low: int
    high: int
    start: int
    relation: int
    wanted: str
    own: str = ""


def asked_of(window: Window, played: Mapping[int, Sequence[tuple[str, str]]]) -> list[Asked]:
    """What is said of somebody in a window: values in their roles, words that refer back, clauses without a value."""
    example, found = window.example, []
    for number, low, high in window.spans:
        span = example.spans[number]
        if span.label == REFERENCE:
            found.append(Asked(low, high, span.start, RELATIONS.index(REFERS), span.entity))
        for role, subject in played.get(number, ()):
            if subject:
                found.append(Asked(low, high, span.start, RELATIONS.index(role), subject, span.entity))
    for number, low, high in window.clauses:
        clause = example.clauses[number]
        found.append(Asked(low, high, clause.start, RELATIONS.index(CLAUSE), clause.subject))
    return found


def heard(eye: Eye, window: Window, vectors: Tensor, asked: Sequence[Asked]) -> tuple[Tensor, list[str]]:
    """The scores of what is asked against the names of a window, and the names' entities; a value's own is shut out."""
    spans = window.example.spans
    names = [(spans[n], low, high) for n, low, high in window.spans if spans[n].label in SUBJECT_LABELS]
    every = [one for one in spans if one.label in SUBJECT_LABELS]
    entities = [one.entity for one, _, _ in names]
    if not (names and asked):
        return torch.zeros(len(asked), 0), entities
    standing = Layout(window.example.headline, window.example.text).standing(
        [one.start for one in asked], [Name(one.start, one.end, one.entity, one.label != "person") for one in every]
    )
    places = [every.index(one) for one, _, _ in names]
    values = torch.stack([vectors[one.low : one.high].mean(0) for one in asked])
    sides = torch.stack([vectors[low:high].mean(0) for _, low, high in names])
    relations = torch.tensor([one.relation for one in asked])
    scores = eye.pair_scores(values, relations, sides, torch.from_numpy(standing[:, places]))
    shut = torch.tensor([[bool(one.own) and entity == one.own for entity in entities] for one in asked])
    return scores.masked_fill(shut, SHUT), entities


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


def _subject_losses(
    eye: Eye, window: Window, vectors: Tensor, played: Mapping[int, Sequence[tuple[str, str]]]
) -> list[Tensor]:
    asked = asked_of(window, played)
    scores, entities = heard(eye, window, vectors, asked)
    found = []
    for one, row in zip(asked, scores, strict=True):
        right = torch.tensor([entity == one.wanted != one.own for entity in entities], dtype=torch.bool)
        if bool(right.any()):
            found.append(torch.logsumexp(row, 0) - torch.logsumexp(row.masked_fill(~right, SHUT), 0))
    return found
