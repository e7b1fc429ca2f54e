"""The title whose earlier story a title tells."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside
from slugline.claims.patterns_relations import relation_rules

WORDS = words_beside(__file__)

KIND = Kind(
    property="prequel_of",
    value="title",
    about="The title whose earlier story a title tells.",
    words=WORDS,
    wikidata="P156",
    schema_org="isBasedOn",
    rules=relation_rules(WORDS),
)
