"""The company that makes a title."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="production_company",
    value="organization",
    about="The company that makes a title.",
    words=words_beside(__file__),
    wikidata="P272",
    schema_org="productionCompany",
)
