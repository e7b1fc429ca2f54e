"""The title that a title makes anew."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside
from slugline.claims.patterns_relations import opening, relation_rules
from slugline.text.lexicon import lexicon

WORDS = words_beside(__file__)
_NATIONS = lexicon("geography")["adjectives"][::2]
_VERSIONS = tuple(f"{nation}{tail} version" for nation in _NATIONS for tail in ("", "-language"))

KIND = Kind(
    property="remake_of",
    value="title",
    about="The title that a title makes anew.",
    words=WORDS,
    wikidata="P144",
    schema_org="isBasedOn",
    rules=(*relation_rules(WORDS), opening({"noun": _VERSIONS})),
)
