"""Who writes the music of a title."""

from __future__ import annotations

from slugline.claims.credits.makers import maker_rules
from slugline.claims.kind import Kind, words_beside

WORDS = words_beside(__file__)

KIND = Kind(
    property="composer",
    value="person",
    about="Who writes the music of a title.",
    words=WORDS,
    qualifiers=("season",),
    wikidata="P86",
    schema_org="musicBy",
    rules=maker_rules(WORDS),
)
