"""Who writes a title."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="writer",
    value="person",
    about="Who writes a title.",
    words=words_beside(__file__),
    qualifiers=("season",),
    wikidata="P58",
    schema_org="author",
)
