"""Where a title can be watched; theaters count as a platform."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="available_on",
    value="platform",
    about="Where a title can be watched; theaters count as a platform.",
    words=words_beside(__file__),
    qualifiers=("territory",),
    wikidata="P750",
    schema_org="provider",
)
