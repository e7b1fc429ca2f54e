"""The certificate of a title."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="content_rating",
    value="text",
    about="The certificate of a title.",
    words=words_beside(__file__),
    qualifiers=("territory",),
    single=True,
    scopes=("territory",),
    wikidata="P1657",
    schema_org="contentRating",
)
