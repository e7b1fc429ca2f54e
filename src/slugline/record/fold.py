"""A property's position from all that has been said on it: the rules of its kind."""

from __future__ import annotations

from collections.abc import Sequence

from slugline.model import PropertySpec
from slugline.record.contend import Folded
from slugline.record.dates import release_dates
from slugline.record.members import member_slots
from slugline.record.policy import Policy
from slugline.record.settle import settle
from slugline.record.single import single_slots, status_slots
from slugline.record.voices import Voices
from slugline.record.weigh import Said


def folded(spec: PropertySpec, said: Sequence[Said], policy: Policy, voices: Voices) -> Folded:
    """The position that ``said`` comes to, in whatever order; empty where nothing is left of it."""
    said, _ = settle(spec, said, moving=spec.name in policy.moving)
    if not said:
        return Folded((), ())
    if spec.name == "release_date":
        return release_dates(said, policy, voices)
    if spec.name == "status":
        slots = status_slots(said, policy, voices)
    elif spec.single:
        slots = single_slots(spec, said, policy, voices)
    else:
        slots = member_slots(spec.name, said, policy)
    return Folded(slots, slots)
