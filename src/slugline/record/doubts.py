"""What the record is not sure of: titles and people that may be one, and decisions that have been overtaken.

Doubtful cases stay apart. An editor settles them (`slugline same`, `slugline differ`); what is settled is no doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from slugline.record.decisions import Decision, Ref
from slugline.record.evidence import Evidence, in_common, likeness
from slugline.record.names import fold, numbered_name
from slugline.record.people import PERSON
from slugline.record.settle import settle
from slugline.record.titles import fits
from slugline.record.view import View, described

_STATED = "one name was stated to be the other's"


@dataclass(frozen=True, slots=True)
class Doubt:
    """``kind`` is ``titles``, ``people`` or ``decision``; ``one`` and ``other`` are what may be one, or in conflict."""

    kind: str
    one: str
    other: str
    why: str
    decision: int | None = None


def doubts(view: View) -> Iterator[Doubt]:
    """The doubts about what a view holds, in a stable order."""
    yield from _titles(view)
    yield from _people(view)
    yield from _decisions(view)


def _titles(view: View) -> Iterator[Doubt]:
    groups = [(view.titles.titles[key], group) for key, group in sorted(view.titles.evidence.items())]
    for (one, mine), (other, theirs) in combinations(groups, 2):
        kin = _kin(mine, theirs)
        score = likeness(mine, theirs)
        if not kin or _settled(view.decisions, mine, theirs):
            continue
        if kin != _STATED and (score is None or (one.type != other.type and score <= 0)):
            continue  # dates that rule it out; a film and a series of one name that share nobody
        first, second = sorted((described(one), described(other)))
        yield Doubt("titles", first, second, f"{kin}; {_evidence(mine, theirs)}")


def _kin(one: Evidence, other: Evidence) -> str:
    mine, theirs = set(one.names), set(other.names)
    if mine & other.aliases or theirs & one.aliases:
        return _STATED
    if mine & theirs:
        return "one name"
    numbers = ({numbered_name(name) for name in names} - {""} for names in (mine, theirs))
    if set.intersection(*numbers):
        return "one name and number"
    if any(_begins(a, b) or _begins(b, a) for a in mine for b in theirs):
        return "one name is the beginning or the end of the other"
    return ""


def _begins(short: str, full: str) -> bool:
    """Whether a title of several words, or a long one, opens or closes another that has no number of its own."""
    if numbered_name(short) or numbered_name(full) or (" " not in short and len(short) < 6):
        return False
    return full.startswith(short + " ") or full.endswith(" " + short)


def _evidence(one: Evidence, other: Evidence) -> str:
    shared = in_common(one, other)
    years = [str(group.origin) for group in (one, other) if group.origin]
    told = [f"years {' and '.join(years)}"] if len(years) == 2 and years[0] != years[1] else []
    told.append(f"people in common: {len(shared)}" if shared else "nobody in common")
    return ", ".join(told)


def _settled(decisions: Iterable[Decision], one: Evidence, other: Evidence) -> bool:
    return any(
        decision.act == "differ" and _between(decision.one, decision.other, one, other)
        for decision in decisions
        if decision.one.name
    )


def _between(a: Ref, b: Ref, one: Evidence, other: Evidence) -> bool:
    return (fits(a, one) and fits(b, other)) or (fits(b, one) and fits(a, other))


def _people(view: View) -> Iterator[Doubt]:
    for subject, pairs in sorted(view.variants.doubts.items()):
        where = view.entity(subject).name
        for short, full in sorted(set(pairs)):
            one, other = (view.entity(f"{PERSON}|{name}").name for name in (short, full))
            yield Doubt("people", one, other, f"both of {where}")


def _decisions(view: View) -> Iterator[Doubt]:
    """Decisions that later claims contradict, and identities that no longer name one title each."""
    for subject, name in view.asserted():
        said = view.said(subject, name)
        if not any(one.decision for one in said):
            continue
        _, out = settle(view.specs[name], said, moving=name in view.policy.moving)
        for ruling in (one for one in said if one.decision is not None and not one.ruled.rejects):
            number, on = (ruling.decision.id, ruling.decision.on) if ruling.decision else (0, view.day)
            since = [one for one in out if one.decision is None and one.day > on]
            if since:
                newest = max(since, key=lambda one: (one.day, one.article))
                said_by = f"{newest.claim.source.publisher or newest.article} on {newest.day.isoformat()}"
                title = view.entity(subject).name
                yield Doubt(
                    "decision", f"{title}: {name}", newest.key, f"said since it was decided, by {said_by}", number
                )
    known = list(view.titles.evidence.values())
    for decision in view.decisions:
        if decision.act != "same" or PERSON in (decision.one.kind, decision.other.kind):
            continue
        bearing = [any(fold(ref.name) in group.names for group in known) for ref in (decision.one, decision.other)]
        if any(bearing):
            homes = [sum(fits(ref, group) for group in known) for ref in (decision.one, decision.other)]
            if max(homes) > 1 or min(homes) < 1:
                yield Doubt(
                    "decision", str(decision.one), str(decision.other), "does not name one title each", decision.id
                )
