"""A character of a title."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside
from slugline.claims.kinds.character.introduced import introduced, uncast

KIND = Kind(
    property="character",
    value="character",
    about="A character of a title.",
    words=words_beside(__file__),
    qualifiers=("description",),
    wikidata="P674",
    schema_org="character",
    rules=(introduced, uncast),
)
