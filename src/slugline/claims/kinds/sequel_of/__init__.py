"""The title that a title continues."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="sequel_of",
    value="title",
    about="The title that a title continues.",
    words=words_beside(__file__),
    wikidata="P155",
    schema_org="isBasedOn",
)
