"""The work that a title adapts, as named."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="based_on",
    value="text",
    about="The work that a title adapts, as named.",
    words=words_beside(__file__),
    qualifiers=("author",),
    wikidata="P144",
    schema_org="isBasedOn",
)
