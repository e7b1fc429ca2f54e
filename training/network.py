"""The network: a small encoder with three heads, in torch.

    pieces of a window -> MiniLM (with a casing embedding) -> a vector for each piece
      labels    piece -> begins or continues a name of one of eight kinds, or none
      roles     mean vector of a span -> for each role, whether the span plays it (independent yes or no)
      subjects  mean vectors of a value and of a name, the value's relation, how it stands to the name
                -> how likely the value is said of that name

Shapes: B windows, N pieces, H = 384.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from examples import ATTRIBUTION, NAME_LABELS
from slugline.learned.pairs import CLAUSE, REFERS
from slugline.learned.standing import FEATURES
from slugline.learned.wordpiece import CASINGS

TAGS = ("O", *(f"{edge}-{label}" for label in NAME_LABELS for edge in ("B", "I")))
ROLES = (
    "release_date", "available_on", "character", "cast_member", "director", "writer", "producer", "executive_producer",
    "composer", "cinematographer", "creator", "showrunner", "production_company", "distributor", "network", "franchise",
    "spinoff_of", "sequel_of", "prequel_of", "remake_of", "based_on", "set_after", "set_before", "filming_location",
    "trailer", "runtime", "budget", "box_office", "season_count", "episode_count", "also_known_as", "award_won",
    "award_nomination", "death_date", "status", ATTRIBUTION, "role",
)  # fmt: skip
RELATIONS = (*ROLES, REFERS, CLAUSE)
PAIR = 96
HIDDEN = 64


class Eye(nn.Module):
    """See the module's docstring."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        config: BertConfig = self.encoder.config
        size = config.hidden_size
        self.casing = nn.Embedding(len(CASINGS), size)
        nn.init.zeros_(self.casing.weight)
        self.dropout = nn.Dropout(0.1)
        self.labels = nn.Linear(size, len(TAGS))
        self.roles = nn.Linear(size, len(ROLES))
        nn.init.constant_(self.roles.bias, -4.0)  # few spans play a given role
        self.value_side = nn.Linear(size, PAIR)
        self.name_side = nn.Linear(size, PAIR)
        self.name_alone = nn.Linear(size, 1)
        self.relation = nn.Embedding(len(RELATIONS), PAIR)
        nn.init.ones_(self.relation.weight)
        self.place = nn.Linear(FEATURES, 1, bias=False)
        self.placed = nn.Embedding(len(RELATIONS), FEATURES)  # what a relation adds to the weights of `place`
        self.hidden = nn.Linear(2 * PAIR + FEATURES, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1, bias=False)
        for one in (self.place, self.placed, self.out):
            nn.init.zeros_(one.weight)

    def forward(self, ids: Tensor, casing: Tensor, segments: Tensor, mask: Tensor | None) -> Tensor:
        """B x N x H vectors of the pieces."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.casing(casing)
        out = self.encoder(inputs_embeds=words, token_type_ids=segments, attention_mask=mask)
        return self.dropout(out.last_hidden_state)

    def pair_scores(self, values: Tensor, relations: Tensor, names: Tensor, standing: Tensor) -> Tensor:
        """V x M scores of V values (V x H) in their relations (V) against M names (M x H).

        ``standing`` (V x M x FEATURES) is what `slugline.learned.standing` says of them.
        """
        sides = self.value_side(values) * self.relation(relations)
        own = self.name_side(names)
        places = self.place.weight + self.placed(relations)
        scores = sides @ own.T / PAIR**0.5 + self.name_alone(names).T + (standing @ places.unsqueeze(-1)).squeeze(-1)
        shape = (len(values), len(names), PAIR)
        both = (sides.unsqueeze(1) * own, own.relu().expand(shape), standing)
        return scores + self.out(self.dropout(self.hidden(torch.cat(both, dim=-1)).relu())).squeeze(-1)
