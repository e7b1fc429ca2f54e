"""How far the making of a title has come."""

from __future__ import annotations

from slugline.claims.kind import Kind
from slugline.claims.kinds.status.runs import ended, lists, more, no_more, orders, renewals
from slugline.claims.kinds.status.shoots import filmed, filming, wrapped
from slugline.claims.kinds.status.stages import announced, stages
from slugline.claims.kinds.status.telling import WORDS

KIND = Kind(
    property="status",
    value="text",
    about="How far the making of a title has come.",
    words=WORDS,
    qualifiers=("date", "season"),
    single=True,
    scopes=("season",),
    event=True,
    wikidata="P793",
    schema_org="creativeWorkStatus",
    rules=(filming, filmed, wrapped, stages, announced, ended, renewals, orders, lists, more, no_more),
)
