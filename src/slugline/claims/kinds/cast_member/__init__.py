"""Somebody who acts in a title."""

from __future__ import annotations

from slugline.claims.kind import Kind, words_beside

KIND = Kind(
    property="cast_member",
    value="person",
    about="Somebody who acts in a title.",
    words=words_beside(__file__),
    qualifiers=("character", "reprise", "role", "season"),
    wikidata="P161",
    schema_org="actor",
)
