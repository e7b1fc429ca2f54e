"""How likely a value is said of a name: the network's last head, in numpy, over the columns of the others.

    value side (V x P), relation of each value (V), name side (N x P), standing (V x N x FEATURES) -> scores V x N

P is `Card.pair`. A relation is a role, or one of REFERS and CLAUSE; each weighs words and standing in its own way.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, fields

import numpy as np

from slugline.learned.standing import Floats

REFERS = "reference"  # the relation of words that refer back to a name, such as "the film"
CLAUSE = "clause"  # the relation of words that are no value themselves to what they speak of


@dataclass(frozen=True, slots=True)
class Pairs:
    """The head's weights, R relations, P columns of a side, F features of standing, H hidden units.

    ``relations`` R x P, ``places`` R x F, ``products`` and ``names`` P x H, ``standing`` F x H, ``bias`` and ``out`` H.
    """

    relations: Floats
    places: Floats
    products: Floats
    names: Floats
    standing: Floats
    bias: Floats
    out: Floats

    def scores(self, values: Floats, relations: list[int], names: Floats, alone: Floats, standing: Floats) -> Floats:
        """Unnormalised log chances; ``alone`` (N x 1) is what a name scores whatever the value."""
        sides = values * self.relations[relations]
        scores: Floats = np.asarray(sides @ names.T / np.sqrt(values.shape[1]) + alone.T, dtype=np.float32)
        scores += np.matmul(standing, self.places[relations][:, :, None])[:, :, 0]
        hidden = (sides[:, None, :] * names[None, :, :]) @ self.products
        hidden += standing @ self.standing
        hidden += np.maximum(names, 0) @ self.names + self.bias
        scores += np.maximum(hidden, 0) @ self.out
        return scores


def read_pairs(content: bytes) -> Pairs:
    """The head whose arrays ``content`` holds as an ``.npz`` file; a `ValueError` or `KeyError` where it does not."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return Pairs(**{field.name: arrays[field.name] for field in fields(Pairs)})
