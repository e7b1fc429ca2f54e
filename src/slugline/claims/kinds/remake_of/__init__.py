"""The title that a title makes anew."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside
from slugline.claims.patterns_relations import relation_rules

WORDS = words_beside(__file__)

KIND = Kind(
    property="remake_of",
    value="title",
    about="The title that a title makes anew.",
    words=WORDS,
    wikidata="P144",
    schema_org="isBasedOn",
    rules=relation_rules(WORDS),
)
