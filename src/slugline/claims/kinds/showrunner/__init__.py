"""Who runs a series."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="showrunner",
    value="person",
    about="Who runs a series.",
    words=words_beside(__file__),
    qualifiers=("season",),
    wikidata="P1431",
    schema_org="contributor",
)
