"""Where a title is or was shot."""

from __future__ import annotations

from slugline.claims.kind import Kind
from slugline.claims.kinds.filming_location.rules import RULES, WORDS

KIND = Kind(
    property="filming_location",
    value="place",
    about="Where a title is or was shot.",
    words=WORDS,
    qualifiers=("date",),
    wikidata="P915",
    schema_org="locationCreated",
    rules=RULES,
)
