"""Names that changes keep in feeds, in the API and in webhooks while the record grows.

A change is named by what it is: its day, what it tells, and the name by which the articles that brought it called
the title on that day. A title's own name, its key and its place among namesakes may become others; what was said on
a day does not. Articles read later, older ones too, move the name of no change that they leave as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date

from slugline.answers.changes import Brought, title_changes_said
from slugline.answers.cite import Json
from slugline.record import Said, View
from slugline.record.names import fold

_DIGITS = 20  # hex digits of an id
_TOLD = ("on", "property", "change", "from", "to")  # what makes a change the one that it is


def with_ids(view: View, key: str, brought: Sequence[Brought]) -> list[Json]:
    """A title's changes (all of some days), each with its ``id``.

    Where several of one name tell the same of one day, each but the first bears its number.
    """
    seen: Counter[str] = Counter()
    made = [(row, _told(row, said)) for row, said in brought]
    for mate in _namesakes(view, key) if made else ():
        days = sorted(str(row["on"]) for row, _ in made)
        since, until = (date.fromisoformat(day) for day in (days[0], days[-1]))
        seen.update(_told(*one) for one in title_changes_said(view, mate, since=since, until=until))
    rows = []
    for row, told in made:
        seen[told] += 1
        rows.append(row | {"id": told if seen[told] == 1 else f"{told}-{seen[told]}"})
    return rows


def named_by(said: Sequence[Said]) -> str:
    """The folded name under which some claims speak of their title; of several the first in the alphabet."""
    return min((fold(one.claim.subject.name) for one in said), default="")


def _told(row: Json, said: Sequence[Said]) -> str:
    return digest(named_by(said), *(row.get(part) for part in _TOLD))


def _namesakes(view: View, key: str) -> list[str]:
    """The titles before this one that share a name with it."""
    titles = view.titles.titles
    return sorted({one.key for name in titles[key].names for one in view.titles.find(name) if one.key < key})


def digest(*parts: object) -> str:
    """A short name for some JSON."""
    text = json.dumps(parts, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
