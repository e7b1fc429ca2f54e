"""Names that titles and changes keep in feeds, calendars and webhooks while the record grows.

A title's own name may become another, and so may its key. What it was called first stays, unless an older article
turns up that calls it otherwise; a later title of the same first name bears its number.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from weakref import WeakKeyDictionary

from slugline.answers.cite import Json
from slugline.record import View
from slugline.record.names import fold

_DIGITS = 20  # hex digits of an id
_FIRST_NAMES: WeakKeyDictionary[View, Mapping[str, str]] = WeakKeyDictionary()
_TOLD = ("on", "property", "change", "from", "to")  # what makes a change the one that it is


def first_names(view: View) -> Mapping[str, str]:
    """For each title of the view, by its key: the folded name that it bore first, with its number where several did."""
    found = _FIRST_NAMES.get(view)
    if found is None:
        found = _FIRST_NAMES[view] = _first_names(view)
    return found


def _first_names(view: View) -> Mapping[str, str]:
    first: dict[str, tuple[int, str]] = {}
    for place, claim in enumerate(view.claims):
        key = view.titles.key_of(claim)
        if key in view.titles.titles and key not in first:
            first[key] = (place, fold(claim.subject.name))
    named: dict[str, list[str]] = defaultdict(list)
    for key, (_, name) in sorted(first.items(), key=lambda pair: pair[1]):
        named[name].append(key)
    return {
        key: name if number == 1 else f"{name} #{number}"
        for name, keys in named.items()
        for number, key in enumerate(keys, 1)
    }


def change_ids(first_name: str, changes: Iterable[Json]) -> list[str]:
    """A name for each of a title's changes; of two that tell the same of one day, the second bears its number."""
    seen: dict[str, int] = defaultdict(int)
    found = []
    for row in changes:
        made = digest(first_name, *(row.get(part) for part in _TOLD))
        seen[made] += 1
        found.append(made if seen[made] == 1 else f"{made}-{seen[made]}")
    return found


def digest(*parts: object) -> str:
    """A short name for some JSON."""
    text = json.dumps(parts, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
