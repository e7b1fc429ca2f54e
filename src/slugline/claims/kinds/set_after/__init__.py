"""The title after which the story takes place."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="set_after",
    value="title",
    about="The title after which the story takes place.",
    words=words_beside(__file__),
    inverse="set_before",
    wikidata="P155",
    schema_org="temporalCoverage",
)
