"""Who photographs a title."""

from __future__ import annotations

from slugline.claims.credits.makers import maker_rules
from slugline.claims.kind import Kind, words_beside

WORDS = words_beside(__file__)

KIND = Kind(
    property="cinematographer",
    value="person",
    about="Who photographs a title.",
    words=WORDS,
    qualifiers=("season",),
    wikidata="P344",
    schema_org="contributor",
    rules=maker_rules(WORDS),
)
