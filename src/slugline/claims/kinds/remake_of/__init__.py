"""The title that a title makes anew."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="remake_of",
    value="title",
    about="The title that a title makes anew.",
    words=words_beside(__file__),
    wikidata="P144",
    schema_org="isBasedOn",
)
