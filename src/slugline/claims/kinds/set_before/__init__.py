"""The title before which the story takes place."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="set_before",
    value="title",
    about="The title before which the story takes place.",
    words=words_beside(__file__),
    inverse="set_after",
    wikidata="P156",
    schema_org="temporalCoverage",
)
