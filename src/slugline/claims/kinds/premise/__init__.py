"""The clauses that tell the story."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside
from slugline.claims.kinds.premise.stories import in_which, of_parts, opening, told

KIND = Kind(
    property="premise",
    value="text",
    about="The clauses that tell the story.",
    words=words_beside(__file__),
    wikidata="schema:description",
    schema_org="description",
    rules=(told, in_which, of_parts, opening),
)
