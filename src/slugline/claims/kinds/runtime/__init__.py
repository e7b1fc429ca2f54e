"""How long a title runs, in minutes."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="runtime",
    value="quantity",
    about="How long a title runs, in minutes.",
    words=words_beside(__file__),
    single=True,
    wikidata="P2047",
    schema_org="duration",
)
