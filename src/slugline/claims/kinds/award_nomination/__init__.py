"""An award that a title or a person is or was nominated for."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="award_nomination",
    value="award",
    about="An award that a title or a person is or was nominated for.",
    words=words_beside(__file__),
    qualifiers=("work", "year"),
    wikidata="P1411",
    schema_org="award",
)
