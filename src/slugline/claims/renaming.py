"""The names that titles of an article bear no more: former and working titles, each with the present name.

Reading -> candidates of `also_known_as` -> old name to new name
"""

from __future__ import annotations

from collections.abc import Mapping

from slugline.claims.kinds import KINDS
from slugline.text.mentions import plain_name
from slugline.text.reading import Reading

_DROPPED = ("former", "working")


def former_names(reading: Reading) -> Mapping[str, str]:
    """The names of titles that others of the article have taken the place of; none where two claim one name."""
    titles = {(one.evidence.start, one.evidence.end): one.name for one in reading.mentions if one.label == "title"}
    names = {plain_name(name): name for name in titles.values()}
    if len(names) < 2:
        return {}
    found: dict[str, set[str]] = {}
    for line in reading.lines:
        for rule in KINDS["also_known_as"].rules:
            for one in rule(line):
                old = titles.get(one.target, "")
                new = names.get(one.subject.name, "")
                if old and new and old != new and one.qualifiers.get("kind") in _DROPPED:
                    found.setdefault(old, set()).add(new)
    renamed = {old: next(iter(new)) for old, new in found.items() if len(new) == 1}
    return {old: new for old, new in renamed.items() if new not in renamed}
