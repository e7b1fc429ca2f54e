"""Who created a series or a franchise."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="creator",
    value="person",
    about="Who created a series or a franchise.",
    words=words_beside(__file__),
    qualifiers=("season",),
    wikidata="P170",
    schema_org="creator",
)
