"""When each value was the answer, and on which days a position turned.

A position is folded only on days on which something was said that does not merely repeat what stands
(`slugline.record.quiet`). What comes out is what folding every day gives, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from slugline.model import PropertySpec
from slugline.record.contend import Folded, Slot, Stand
from slugline.record.decisions import FREE
from slugline.record.policy import Policy
from slugline.record.quiet import Shape, Watch, several_said, shape, watch
from slugline.record.weigh import Said

_Place = tuple[str, str]  # a value and a territory


@dataclass(frozen=True, slots=True)
class Spell:
    """One value's time as a position: from ``since`` until (not including) ``until``, if it has ended."""

    stand: Stand
    scope: Mapping[str, str]
    since: date
    until: date | None


def turns(
    spec: PropertySpec,
    days: Sequence[date],
    said: Sequence[Said],
    position: Callable[[date], Folded],
    policy: Policy,
) -> tuple[date, ...]:
    """Those of the ``days`` after which the position may differ from the day before in more than its evidence.

    ``days`` are all days on which anything was said or decided; ``position`` gives a day's position.
    """
    if any(one.ruled is not FREE for one in said):
        return tuple(days)
    ordered = sorted(said, key=lambda one: one.day)
    several = several_said(said) if spec.name == "release_date" else frozenset()
    found: list[date] = []
    standing: Watch | None = None
    last: Shape = ()
    known = 0
    for day, group in groupby(ordered, key=lambda one: one.day):
        todays = list(group)
        known += len(todays)
        if standing is not None and all(standing.repeats(one) for one in todays):
            continue
        now = position(day)
        mine = shape(now.slots)
        if mine != last or any(one.denies or one.claim.qualifiers.get("replaces") for one in todays):
            found.append(day)
        last = mine
        standing = watch(spec, now, ordered[:known], policy, several)
    return tuple(found)


def spells(
    days: Sequence[date], turned: Iterable[date], position: Callable[[date], Sequence[Slot]]
) -> tuple[Spell, ...]:
    """Every value's times as an answer, in order; spells of one value and territory never overlap.

    ``turned`` holds at least those of the ``days`` on which a value comes or goes.
    """
    before = {day: earlier for earlier, day in pairwise(days)}
    running: dict[_Place, date] = {}
    ended: list[Spell] = []
    for day in turned:
        now = _answers(position(day))
        gone = sorted(running.keys() - now.keys())
        if gone:
            then = _answers(position(before[day]))
            ended += [Spell(*then[place], running.pop(place), day) for place in gone]
        for place in now:
            running.setdefault(place, day)
    last = _answers(position(days[-1])) if running else {}
    current = [Spell(*last[place], since, None) for place, since in running.items()]
    return tuple(sorted((*ended, *current), key=lambda s: (s.since, s.until or date.max, s.stand.key)))


def _answers(slots: Iterable[Slot]) -> dict[_Place, tuple[Stand, Mapping[str, str]]]:
    return {
        (stand.key, slot.scope.get("territory", "")): (stand, slot.scope) for slot in slots for stand in slot.answers
    }
