"""The channel that shows a title."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="network",
    value="organization",
    about="The channel that shows a title.",
    words=words_beside(__file__),
    wikidata="P449",
    schema_org="broadcaster",
)
