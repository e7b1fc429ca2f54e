"""The clauses that tell the story."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="premise",
    value="text",
    about="The clauses that tell the story.",
    words=words_beside(__file__),
    wikidata="schema:description",
    schema_org="description",
)
