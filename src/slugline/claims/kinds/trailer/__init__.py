"""The day on which a trailer came out."""

from __future__ import annotations

from slugline.claims.kind import Kind
from slugline.claims.kinds.trailer.rules import RULES, WORDS

KIND = Kind(
    property="trailer",
    value="date",
    about="The day on which a trailer came out.",
    words=WORDS,
    qualifiers=("kind",),
    single=True,
    scopes=("kind",),
    event=True,
    wikidata="P10",
    schema_org="trailer",
    rules=RULES,
)
