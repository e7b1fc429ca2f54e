"""Many-valued properties: a set whose members join by being said and leave by being denied."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from slugline.model import Entity, Value
from slugline.record.contend import Slot, Stand, gap_standing, stand
from slugline.record.names import is_cinema
from slugline.record.policy import Policy
from slugline.record.weigh import Said, withdrawn

_RELATIONS = ("spinoff_of", "sequel_of", "prequel_of", "remake_of", "based_on", "set_after", "set_before", "franchise")
_MAKERS = ("director", "writer", "composer", "cinematographer", "showrunner", "creator", "producer")
_UNKNOWN = "unknown"


def member_slots(name: str, said: Sequence[Said], policy: Policy) -> tuple[Slot, ...]:
    """The members of one set, and what is said to be unknown of it."""
    denials = tuple(one for one in said if one.denies)
    gaps = [one for one in said if one.gap]
    asserts = [one for one in said if not one.denies and not one.gap]
    against = denials_by_value(denials)
    live = [one for one in asserts if not withdrawn(one, against.get(one.key, ()), policy)]
    keyed: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for one in sorted(live, key=lambda s: s.order):
        keyed[member_key(name, one)].append(one)
    members = tuple(_member(name, ones) for _, ones in sorted(keyed.items()))
    members = tuple(sorted(members, key=lambda m: (_first(m), m.key)))
    open_gaps = _open(name, gaps, members, policy)
    if members:
        return (Slot({}, "current", members, gaps=open_gaps, denials=denials),)
    if open_gaps:
        standing = gap_standing([one for gap in open_gaps for one in gap.said])
        return (Slot({}, standing, gaps=open_gaps, denials=denials),)
    return (Slot({}, _bare(name, asserts, denials), denials=denials),)


def denials_by_value(denials: Iterable[Said]) -> dict[str, list[Said]]:
    """The denials of each member: of a set, none bears on another."""
    found: dict[str, list[Said]] = defaultdict(list)
    for no in denials:
        found[no.key].append(no)
    return found


def member_key(name: str, one: Said) -> tuple[str, ...]:
    """An award counts once for each work; anything else once for each name."""
    if name in ("award_won", "award_nomination"):
        return one.key, one.scope.get("work", "")
    return (one.key,)


def _first(member: Stand) -> tuple[object, ...]:
    """Leads first, then in the order in which they were first said."""
    lead = member.qualifiers.get("role") == "lead"
    earliest = min(member.said, key=lambda s: (s.day, s.article, s.claim.evidence.start))
    return (not lead, earliest.day, earliest.article, earliest.claim.evidence.start)


def _member(name: str, ones: Sequence[Said]) -> Stand:
    """One member: its firmest words, its newest known role."""
    made = stand(ones)
    qualifiers: dict[str, object] = dict(made.qualifiers)
    if name == "cast_member":
        roles = [one for one in ones if one.claim.qualifiers.get("character") not in (None, "", _UNKNOWN)]
        if roles:
            newest = min(roles, key=lambda s: s.order)
            qualifiers["character"] = newest.claim.qualifiers["character"]
        firmest = max(one.firmness for one in ones)
        firm = [one for one in ones if one.firmness == firmest]
        if not any(one.claim.qualifiers.get("reprise") for one in firm):
            qualifiers.pop("reprise", None)  # that somebody could return makes no return of the part
        seasons = {one.scope.get("season") for one in ones}
        if len(seasons) > 1:
            qualifiers.pop("season", None)
    return Stand(_fullest(ones), made.key, qualifiers, made.modality, made.said)


def _fullest(ones: Sequence[Said]) -> Value:
    """The spelling used most, the longest where several are."""
    values = [one.claim.value for one in ones]
    if not isinstance(values[0], Entity):
        return values[0]
    names = [value.name for value in values if isinstance(value, Entity)]
    used = Counter(names)
    best = max(sorted(used), key=lambda n: (used[n], len(n)))
    return next(value for value in values if isinstance(value, Entity) and value.name == best)


def _open(name: str, gaps: Sequence[Said], members: Sequence[Stand], policy: Policy) -> tuple[Stand, ...]:
    """The gaps that no member answers."""
    left: dict[str, list[Said]] = defaultdict(list)
    for gap in sorted(gaps, key=lambda s: s.order):
        if not any(_answers(name, member, gap, policy) for member in members):
            left[gap.scope.get("character", "")].append(gap)
    return tuple(stand(ones) for _, ones in sorted(left.items()))


def _answers(name: str, member: Stand, gap: Said, policy: Policy) -> bool:
    character = gap.scope.get("character")
    if name == "cast_member" and character and character != _UNKNOWN:
        return any(one.scope.get("character") == character for one in member.said)
    if name == "available_on":
        firm = any(one.firmness == policy.firmest and one.weight > gap.weight for one in member.said)
        return firm and not (isinstance(member.value, Entity) and is_cinema(member.value.name))
    return any(one.firmness == policy.firmest for one in member.said)


def _bare(name: str, asserts: Sequence[Said], denials: Sequence[Said]) -> str:
    """The standing of a set that has lost, or never had, all its members."""
    if name in _RELATIONS and denials:
        return "none"
    if name == "available_on" and denials:
        return "none"
    if name in _MAKERS and asserts:
        return "unknown"
    return "unanswered"
