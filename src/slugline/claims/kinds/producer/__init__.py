"""Who produces a title."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="producer",
    value="person",
    about="Who produces a title.",
    words=words_beside(__file__),
    qualifiers=("season",),
    wikidata="P162",
    schema_org="producer",
)
