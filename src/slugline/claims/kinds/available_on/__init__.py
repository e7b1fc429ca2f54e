"""Where a title can be watched; theaters count as a platform."""

from __future__ import annotations

from slugline.claims.kind import Kind
from slugline.claims.kinds.available_on.rules import RULES, WORDS

KIND = Kind(
    property="available_on",
    value="platform",
    about="Where a title can be watched; theaters count as a platform.",
    words=WORDS,
    qualifiers=("territory",),
    wikidata="P750",
    schema_org="provider",
    rules=RULES,
)
