"""The title before which the story takes place."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside
from slugline.claims.patterns_order import order_rules

WORDS = words_beside(__file__)

KIND = Kind(
    property="set_before",
    value="title",
    about="The title before which the story takes place.",
    words=WORDS,
    inverse="set_after",
    wikidata="P156",
    schema_org="temporalCoverage",
    rules=order_rules(WORDS),
)
