"""Who writes the music of a title."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="composer",
    value="person",
    about="Who writes the music of a title.",
    words=words_beside(__file__),
    qualifiers=("season",),
    wikidata="P86",
    schema_org="musicBy",
)
