"""An award that a title or a person has won."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="award_won",
    value="award",
    about="An award that a title or a person has won.",
    words=words_beside(__file__),
    qualifiers=("work", "year"),
    wikidata="P166",
    schema_org="award",
)
