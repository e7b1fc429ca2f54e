"""Who directs a title."""

from __future__ import annotations

from slugline.claims.credits.makers import director_rules, maker_rules
from slugline.claims.kind import Kind, words_beside

WORDS = words_beside(__file__)

KIND = Kind(
    property="director",
    value="person",
    about="Who directs a title.",
    words=WORDS,
    qualifiers=("season",),
    wikidata="P57",
    schema_org="director",
    rules=(*maker_rules(WORDS), *director_rules(WORDS)),
)
