"""Who produces a title."""

from __future__ import annotations

from slugline.claims.credits.makers import maker_rules
from slugline.claims.kind import Kind, words_beside

WORDS = words_beside(__file__)

KIND = Kind(
    property="producer",
    value="person",
    about="Who produces a title.",
    words=WORDS,
    qualifiers=("season",),
    wikidata="P162",
    schema_org="producer",
    rules=maker_rules(WORDS),
)
