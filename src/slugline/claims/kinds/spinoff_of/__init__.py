"""The title or franchise that a title springs from."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="spinoff_of",
    value="title",
    about="The title or franchise that a title springs from.",
    words=words_beside(__file__),
    wikidata="P2512",
    schema_org="isBasedOn",
)
