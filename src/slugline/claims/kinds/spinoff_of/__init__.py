"""The title or franchise that a title springs from."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside
from slugline.claims.patterns_named import named_later
from slugline.claims.patterns_relations import relation_rules

WORDS = words_beside(__file__)

KIND = Kind(
    property="spinoff_of",
    value="title",
    about="The title or franchise that a title springs from.",
    words=WORDS,
    wikidata="P2512",
    schema_org="isBasedOn",
    rules=(*relation_rules(WORDS), named_later(WORDS)),
)
