"""The day on which a title comes out, or came out."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside
from slugline.claims.kinds.release_date import lists, more, moves, opens, undated, years

KIND = Kind(
    property="release_date",
    value="date",
    about="The day on which a title comes out, or came out.",
    words=words_beside(__file__),
    qualifiers=("medium", "platform", "territory", "replaces", "season"),
    single=True,
    scopes=("territory", "medium", "season"),
    event=True,
    wikidata="P577",
    schema_org="datePublished",
    rules=(*moves.RULES, *opens.RULES, *more.RULES, *lists.RULES, *years.RULES, *undated.RULES),
)
