"""The company that releases a title."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="distributor",
    value="organization",
    about="The company that releases a title.",
    words=words_beside(__file__),
    wikidata="P750",
    schema_org="publisher",
)
