"""When two people of one title are one person under two names.

Folding already joins accents, case and initials. Beyond that two names are joined only where they stand for one
person among the people of one title: a middle name left out, an initial for a first name, a surname alone, a second
surname added. What is doubtful stays apart and is listed; editors join and split (`slugline same`, `slugline differ`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from slugline.model import Claim, Entity
from slugline.record.decisions import Decision
from slugline.record.names import fold_person
from slugline.record.voices import article_key

PERSON = "person"
_UNKNOWN = "unknown"


@dataclass(slots=True)
class _Named:
    """One folded name among the people of a title."""

    name: str
    articles: set[str] = field(default_factory=set)
    properties: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)


class People:
    """Which names are one person: of a title's people, and everywhere where an editor has said so."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._same: dict[str, str] = {}
        self._apart: set[frozenset[str]] = set()
        self._local: dict[tuple[str, str], str] = {}
        self.doubts: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._learn(decisions)

    def meet(self, claims: Sequence[Claim], subjects: Sequence[str]) -> None:
        """Learn from claims, each with its subject's key, which names are one person among the people of a title."""
        for subject, named in sorted(_by_subject(claims, subjects).items()):
            self._join(subject, named)

    def canon(self, name: str, subject: str = "") -> str:
        """The folded name by which the person called ``name`` is known, of the people of ``subject``."""
        folded = fold_person(name)
        folded = self._local.get((subject, folded), folded)
        return self._same.get(folded, folded)

    def _learn(self, decisions: Iterable[Decision]) -> None:
        groups: list[set[str]] = []
        for decision in decisions:
            if PERSON not in (decision.one.kind, decision.other.kind):
                continue
            pair = {fold_person(decision.one.name), fold_person(decision.other.name)}
            if decision.act == "differ":
                self._apart.add(frozenset(pair))
                continue
            touching = [group for group in groups if group & pair]
            groups = [group for group in groups if not group & pair]
            groups.append(pair.union(*touching))
        for group in groups:
            chosen = max(sorted(group), key=lambda name: (len(name.split()), len(name)))
            self._same |= dict.fromkeys(group - {chosen}, chosen)

    def _join(self, subject: str, named: Mapping[str, _Named]) -> None:
        kin: dict[str, set[str]] = defaultdict(set)
        for short, full in _alike(named):
            joined = self._same.get(short, short) == self._same.get(full, full)
            if not joined and not self._differ(short, full):
                kin[short].add(full)
        joined_to: dict[str, set[str]] = defaultdict(set)
        for short, fulls in sorted(kin.items(), key=lambda pair: (-len(pair[0].split()), pair[0])):
            longest = _one_person(fulls)
            apart = any(self._differ(short, name) for name in joined_to[longest])
            if longest and not apart and _agree(named[short], named[longest]):
                self._local[subject, short] = longest
                joined_to[longest].add(short)
            else:
                self.doubts[subject] += [(short, full) for full in sorted(fulls)]

    def _differ(self, one: str, other: str) -> bool:
        """Whether an editor has said that two names, or others of the same two people, are two people's."""
        mine, theirs = self._forms(one), self._forms(other)
        return any(len(pair & mine) == 1 and len(pair & theirs) == 1 and pair <= mine | theirs for pair in self._apart)

    def _forms(self, name: str) -> set[str]:
        chosen = self._same.get(name, name)
        return {chosen, *(form for form, known in self._same.items() if known == chosen)}


def _by_subject(claims: Sequence[Claim], subjects: Sequence[str]) -> dict[str, dict[str, _Named]]:
    found: dict[str, dict[str, _Named]] = defaultdict(dict)
    for claim, subject in zip(claims, subjects, strict=True):
        value = claim.value
        if not isinstance(value, Entity) or value.type != PERSON:
            continue
        folded = fold_person(value.name)
        known = found[subject]
        one = known.get(folded)
        if one is None:
            one = known[folded] = _Named(folded)
        one.articles.add(article_key(claim))
        one.properties.add(claim.property)
        role = claim.qualifiers.get("character")
        if isinstance(role, str) and role != _UNKNOWN:
            one.roles.add(fold_person(role))
    return found


def _alike(named: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Pairs of names of which the first may be a shorter form of the second."""
    words: dict[str, set[str]] = defaultdict(set)
    for name in named:
        parts = name.split()
        for word in {parts[0], parts[-1]} if parts else ():
            words[word].add(name)
    pairs = {pair for names in words.values() for pair in combinations(sorted(names), 2)}
    for one, other in sorted(pairs):
        short, full = sorted((one, other), key=lambda name: (len(name.split()), len(name), name))
        if _shortens(short.split(), full.split()):
            yield short, full


def _shortens(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether one name, in words, may be the other with something left out."""
    if len(short) == 1:
        return short[0] == full[-1] and len(full) > 1
    if short[-1] == full[-1]:
        if short[0] == full[0]:
            return len(short) < len(full)
        return len(short[0]) == 1 and full[0].startswith(short[0])
    return len(short) < len(full) and list(full[: len(short)]) == list(short)


def _one_person(fulls: Iterable[str]) -> str:
    """The fullest of names that are all forms of one; empty where they are not."""
    ordered = sorted(fulls, key=lambda name: (-len(name.split()), -len(name), name))
    longest = ordered[0]
    return longest if all(_shortens(name.split(), longest.split()) for name in ordered[1:]) else ""


def _agree(short: _Named, full: _Named) -> bool:
    """Whether nothing speaks against one person: the same work, no two parts, not told side by side."""
    if short.roles and full.roles:
        return bool(short.roles & full.roles)
    return bool(short.properties & full.properties) and not short.articles & full.articles
