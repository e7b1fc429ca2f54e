"""Who photographs a title."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="cinematographer",
    value="person",
    about="Who photographs a title.",
    words=words_beside(__file__),
    qualifiers=("season",),
    wikidata="P344",
    schema_org="contributor",
)
