"""What a title took at the box office."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="box_office",
    value="quantity",
    about="What a title took at the box office.",
    words=words_beside(__file__),
    qualifiers=("territory", "period"),
    single=True,
    scopes=("territory", "period"),
    wikidata="P2142",
    schema_org="grossRevenue",
)
