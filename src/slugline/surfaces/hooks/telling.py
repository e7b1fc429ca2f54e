"""Telling every hook what has become news since it was last told: each change once, however often this is done.

How far a hook has been told is kept with it and moves on only after all of a part has been delivered. A message that
is sent again, since one after it failed, bears the same ``webhook-id``, by which receivers know it. One process at a
time tells a hook.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from slugline.answers.growth import Growth, next_growth
from slugline.answers.lineage import digest
from slugline.record import Record
from slugline.record.growth import Point
from slugline.surfaces.hooks.keeping import LEASE, Hook, failed, hold_on, hooks, let_go, take, told
from slugline.surfaces.hooks.sending import Sender, Undelivered
from slugline.surfaces.terminal import to_json

_HELD = LEASE / 10  # for how long a hook is told before its lease is renewed; all tries of one message fit in the rest
_KEPT = 8  # parts that are kept for the next hook
Part = tuple[Point, datetime, Growth]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of telling one hook: how many changes it took, and why no more (empty where it has them all)."""

    hook: Hook
    sent: int
    fault: str = ""
    given_up: bool = False


def tell(record: Record, sender: Sender) -> Iterator[Outcome]:
    """Tell every hook that is not given up, nor being told by another process.

    One that fails keeps none of the others from being told.
    """
    parts: OrderedDict[Point, Part | None] = OrderedDict()
    for one in hooks(record):
        hook = take(record, one, sender.now()) if not one.disabled_at else None
        if hook is not None:
            try:
                yield _tell(record, sender, hook, parts)
            finally:
                let_go(record, hook, sender.now())


def _tell(record: Record, sender: Sender, hook: Hook, parts: OrderedDict[Point, Part | None]) -> Outcome:
    sent, held = 0, sender.now()
    with sender.line(hook) as line:
        while (part := _part(record, sender, hook.point, parts)) is not None:
            point, moment, growth = part
            try:
                for what, row in growth.about(hook.what, hook.name):
                    if sender.now() - held > _HELD:
                        held = sender.now()
                        hold_on(record, hook, held)
                    body = {"type": f"change.{what}", "timestamp": moment.astimezone(UTC).isoformat(), "data": row}
                    name = f"msg_{digest(hook.id, what, row['id'], hook.point.version, hook.point.decision)}"
                    line.send(name, to_json(body))
                    sent += 1
            except Undelivered as fault:
                given_up = failed(record, hook, gone=fault.gone, now=sender.now())
                return Outcome(hook, sent, fault.fault, given_up)
            told(record, hook, point)
            hook = replace(hook, point=point, failures=0)
    return Outcome(hook, sent)


def _part(record: Record, sender: Sender, point: Point, parts: OrderedDict[Point, Part | None]) -> Part | None:
    if point not in parts:
        parts[point] = next_growth(record, point, sender.now())
        while len(parts) > _KEPT:
            parts.popitem(last=False)
    return parts[point]
