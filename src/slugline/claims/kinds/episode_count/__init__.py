"""How many episodes a series or season has."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="episode_count",
    value="quantity",
    about="How many episodes a series or season has.",
    words=words_beside(__file__),
    qualifiers=("season",),
    single=True,
    scopes=("season",),
    wikidata="P1113",
    schema_org="numberOfEpisodes",
)
