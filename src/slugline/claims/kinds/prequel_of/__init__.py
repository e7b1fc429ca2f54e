"""The title whose earlier story a title tells."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="prequel_of",
    value="title",
    about="The title whose earlier story a title tells.",
    words=words_beside(__file__),
    wikidata="P156",
    schema_org="isBasedOn",
)
