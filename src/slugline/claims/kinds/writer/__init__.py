"""Who writes a title."""

from __future__ import annotations

from slugline.claims.credits.makers import maker_rules
from slugline.claims.kind import Kind, words_beside

WORDS = words_beside(__file__)

KIND = Kind(
    property="writer",
    value="person",
    about="Who writes a title.",
    words=WORDS,
    qualifiers=("season",),
    wikidata="P58",
    schema_org="author",
    rules=maker_rules(WORDS),
)
