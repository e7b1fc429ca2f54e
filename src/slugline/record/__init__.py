"""The record: what was said, when, by whom, and what it comes to on a given day.

    with open_record("sqlite:///slugline.db", SPECS) as record:
        record.add(article, claims, recorded_at=now)
        view = record.view(as_of)

Errors: `RecordError` (cannot be opened, read or written), `PolicyError`, `UnknownTitle`,
`AmbiguousTitle`.
"""

from slugline.record.contend import Slot, Stand
from slugline.record.decisions import Correction, Decision, Ref
from slugline.record.index import claim_id
from slugline.record.lexicon import Lexicon
from slugline.record.policy import Policy, load_policy
from slugline.record.scope import Scope
from slugline.record.spells import Spell
from slugline.record.store import Added, Record, open_record
from slugline.record.titles import Title
from slugline.record.view import View, described
from slugline.record.voices import article_key
from slugline.record.weigh import Said

__all__ = [
    "Added",
    "Correction",
    "Decision",
    "Lexicon",
    "Policy",
    "Record",
    "Ref",
    "Said",
    "Scope",
    "Slot",
    "Spell",
    "Stand",
    "Title",
    "View",
    "article_key",
    "claim_id",
    "described",
    "load_policy",
    "open_record",
]
