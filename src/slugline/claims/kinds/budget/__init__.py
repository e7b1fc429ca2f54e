"""What a title cost."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="budget",
    value="quantity",
    about="What a title cost.",
    words=words_beside(__file__),
    single=True,
    wikidata="P2130",
    schema_org="productionBudget",
)
