"""Who is an executive producer of a title."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="executive_producer",
    value="person",
    about="Who is an executive producer of a title.",
    words=words_beside(__file__),
    qualifiers=("season",),
    wikidata="P1431",
    schema_org="producer",
)
