"""Who runs a series."""

from __future__ import annotations

from slugline.claims.credits.makers import maker_rules
from slugline.claims.kind import Kind, words_beside

WORDS = words_beside(__file__)

KIND = Kind(
    property="showrunner",
    value="person",
    about="Who runs a series.",
    words=WORDS,
    qualifiers=("season",),
    wikidata="P1431",
    schema_org="contributor",
    rules=maker_rules(WORDS),
)
