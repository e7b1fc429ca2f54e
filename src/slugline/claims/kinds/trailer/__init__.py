"""The day on which a trailer came out."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="trailer",
    value="date",
    about="The day on which a trailer came out.",
    words=words_beside(__file__),
    qualifiers=("kind",),
    single=True,
    scopes=("kind",),
    event=True,
    wikidata="P10",
    schema_org="trailer",
)
