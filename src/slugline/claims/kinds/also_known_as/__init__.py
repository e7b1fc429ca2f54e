"""Another name of the same title."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="also_known_as",
    value="text",
    about="Another name of the same title.",
    words=words_beside(__file__),
    qualifiers=("kind",),
    wikidata="P1449",
    schema_org="alternateName",
)
