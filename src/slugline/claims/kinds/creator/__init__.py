"""Who created a series or a franchise."""

from __future__ import annotations

from slugline.claims.credits.makers import maker_rules
from slugline.claims.kind import Kind, words_beside

WORDS = words_beside(__file__)

KIND = Kind(
    property="creator",
    value="person",
    about="Who created a series or a franchise.",
    words=WORDS,
    qualifiers=("season",),
    wikidata="P170",
    schema_org="creator",
    rules=maker_rules(WORDS),
)
