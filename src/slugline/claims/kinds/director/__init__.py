"""Who directs a title."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="director",
    value="person",
    about="Who directs a title.",
    words=words_beside(__file__),
    qualifiers=("season",),
    wikidata="P57",
    schema_org="director",
)
