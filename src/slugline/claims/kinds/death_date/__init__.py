"""The day on which a person died."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="death_date",
    value="date",
    about="The day on which a person died.",
    words=words_beside(__file__),
    single=True,
    wikidata="P570",
    schema_org="deathDate",
)
