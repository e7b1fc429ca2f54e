"""The title after which the story takes place."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside
from slugline.claims.patterns_order import order_rules

WORDS = words_beside(__file__)

KIND = Kind(
    property="set_after",
    value="title",
    about="The title after which the story takes place.",
    words=WORDS,
    inverse="set_before",
    wikidata="P155",
    schema_org="temporalCoverage",
    rules=order_rules(WORDS),
)
