"""How many seasons a series has."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="season_count",
    value="quantity",
    about="How many seasons a series has.",
    words=words_beside(__file__),
    single=True,
    wikidata="P2437",
    schema_org="numberOfSeasons",
)
