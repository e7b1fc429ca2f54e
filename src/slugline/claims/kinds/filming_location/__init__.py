"""Where a title is or was shot."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="filming_location",
    value="place",
    about="Where a title is or was shot.",
    words=words_beside(__file__),
    qualifiers=("date",),
    wikidata="P915",
    schema_org="locationCreated",
)
