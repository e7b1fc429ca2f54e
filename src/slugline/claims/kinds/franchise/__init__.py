"""The franchise that a title is part of."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="franchise",
    value="franchise",
    about="The franchise that a title is part of.",
    words=words_beside(__file__),
    wikidata="P8345",
    schema_org="isPartOf",
)
