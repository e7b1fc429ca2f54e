"""Release dates: one for each territory, medium and season, the past kept apart from the planned.

A date said for no territory stands beside those said for one; a date for no medium belongs to
the title's main medium. Once a release has been told as past, plans made before it are closed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from slugline.edtf import Edtf
from slugline.record.contend import Folded, Slot, contend, gap_standing, grouped, stand
from slugline.record.policy import Policy
from slugline.record.voices import Voices
from slugline.record.weigh import Said, replaced_dates, withdrawn

Key = tuple[str, str, str]  # territory, season, medium; empty where unsaid
_REISSUE = 300  # days from which a second past date is a re-release, not a contradiction


def release_dates(said: Sequence[Said], policy: Policy, voices: Voices) -> Folded:
    """The positions on when a title comes out, from all that has been said."""
    denials = [one for one in said if one.denies] + replaced_dates(said)
    asserts = [one for one in said if not one.denies and not one.gap and isinstance(one.claim.value, Edtf)]
    gaps = [one for one in said if one.gap]
    live = [one for one in asserts if not withdrawn(one, denials, policy)]
    spread = _by_key(live)
    open_slots: dict[Key, list[Said]] = {key: [one for one in ones if one.happened] for key, ones in spread.items()}
    past = _newest_of_each(one for ones in open_slots.values() for one in ones)
    slots: list[tuple[Key, Slot]] = []
    plans: dict[Key, list[Said]] = {}
    for key, ones in spread.items():
        closing = [one for one in past if _may_close(one, key)]
        planned = [one for one in ones if not one.happened and not _closed(one, closing)]
        out, ahead = _split(open_slots[key] + _came_true(key, planned, open_slots), planned)
        if out:
            slots += [(key, slot) for slot in _past_slots(key, out, policy, voices)]
        if ahead:
            plans[key] = ahead
    plans, outweighed = _worldwide_first(plans, policy)
    answered: set[int] = set()
    for key in sorted(plans):
        fitting = [gap for gap in gaps if _fits(gap, key)]
        answered.update(map(id, fitting))
        standing, won, lost = contend(grouped(plans[key]), fitting, name="release_date", policy=policy, voices=voices)
        beaten = [*lost, *([outweighed[key]] if key in outweighed else [])]
        kept = fitting if not won else []
        slots.append((key, _slot(key, standing, won, beaten, kept)))
    unanswered = [gap for gap in gaps if id(gap) not in answered and not _answered(gap, slots)]
    slots += _gap_slots(unanswered)
    fields = tuple(slot for _, slot in slots)
    loose = frozenset(key[:2] for key in spread if not key[2] and _main_medium(key, spread))
    slots = _unshadowed(slots)
    if not slots and asserts:
        slots = [(("", "", ""), Slot({}, "unknown"))]
    marks = tuple(denials)
    slots.sort(key=lambda pair: (pair[0], pair[1].standing))
    return Folded(tuple(replace(slot, denials=marks) for _, slot in slots), fields, loose)


def season_of(one: Said) -> str:
    season = one.scope.get("season", "")
    return "" if season == "1" else season


def _by_key(live: Iterable[Said]) -> dict[Key, list[Said]]:
    """Claims by slot; those of no medium go to the main medium of their territory and season."""
    found: dict[Key, list[Said]] = defaultdict(list)
    for one in sorted(live, key=lambda s: s.order):
        found[one.scope.get("territory", ""), season_of(one), one.scope.get("medium", "")].append(one)
    for key in sorted(found):
        main = "" if key[2] else _main_medium(key, found)
        if main:
            found[key] = _moved(found[key], found[key[0], key[1], main])
    return {key: ones for key, ones in sorted(found.items()) if ones}


def _main_medium(key: Key, keys: Iterable[Key]) -> str:
    """The medium to which a date of none belongs, in its territory and season; empty where there is none."""
    media = [other[2] for other in keys if other[:2] == key[:2] and other[2] not in ("", "festival")]
    return "theatrical" if "theatrical" in media else media[0] if len(media) == 1 else ""


def _moved(ones: Sequence[Said], there: list[Said]) -> list[Said]:
    """Move those of ``ones`` to ``there`` that belong to it, and give the others."""
    dates = {other.key for other in there}
    articles = {other.article for other in there}
    left = []
    for one in ones:
        agrees = one.key in dates or any(_one_holds_the_other(one.key, date) for date in dates)
        if agrees or (not one.happened and one.article not in articles):
            there.append(one)
            dates.add(one.key)
            articles.add(one.article)
        else:
            left.append(one)
    return left


def _edtf(one: Said) -> Edtf:
    """The claim's date; only claims with one come here."""
    value = one.claim.value
    return value if isinstance(value, Edtf) else Edtf.of(one.day)


def _may_close(one: Said, key: Key) -> bool:
    """Whether a release told as past may overtake plans for a slot."""
    territory, medium = one.scope.get("territory", ""), one.scope.get("medium", "")
    return (
        season_of(one) == key[1]
        and key[0] in ("", "worldwide", territory)
        and (not medium or not key[2] or medium == key[2])
        and medium != "festival"
    )


def _closed(plan: Said, past: Iterable[Said]) -> bool:
    """Whether a release of the slot, told as past since the plan was made, has overtaken it."""
    day = plan.day
    return any(one.day > day and _edtf(one).last >= day and not _agree(one, plan) for one in past)


def _newest_of_each(past: Iterable[Said]) -> list[Said]:
    """Of the claims that close the same plans of their day, only the newest: it closes those of all."""
    found: dict[tuple[str, str, str, str], Said] = {}
    for one in past:
        key = (one.scope.get("territory", ""), season_of(one), one.scope.get("medium", ""), one.key)
        if key not in found or one.day > found[key].day:
            found[key] = one
    return list(found.values())


def _agree(one: Said, other: Said) -> bool:
    return one.key == other.key or _one_holds_the_other(one.key, other.key)


@lru_cache(maxsize=65536)
def _one_holds_the_other(one: str, other: str) -> bool:
    """Of two dates by their texts, which are the keys of the claims that say them."""
    mine, theirs = Edtf(one), Edtf(other)
    return mine.within(theirs) or theirs.within(mine)


def _came_true(key: Key, planned: Sequence[Said], told: Mapping[Key, Sequence[Said]]) -> list[Said]:
    """Releases told as past for no territory or medium that fulfil the plans of a narrower slot."""
    broader = [
        one
        for other, ones in told.items()
        if other != key and other[1] == key[1] and other[0] in ("", key[0]) and other[2] in ("", key[2])
        for one in ones
    ]
    oldest: dict[str, Said] = {}
    for plan in sorted(planned, key=lambda p: p.day):
        oldest.setdefault(plan.key, plan)
    return [one for one in broader if any(one.day > plan.day and _agree(one, plan) for plan in oldest.values())]


def _split(past: list[Said], planned: list[Said]) -> tuple[list[Said], list[Said]]:
    """Plans that came true join the past."""
    told = {done.key: done for done in past}.values()
    true: list[Said] = []
    ahead: list[Said] = []
    for one in planned:
        (true if any(_agree(one, done) for done in told) else ahead).append(one)
    return past + true, ahead


def _past_slots(key: Key, out: list[Said], policy: Policy, voices: Voices) -> list[Slot]:
    groups = grouped(out)
    apart: list[list[list[Said]]] = []
    dates = {id(group): _finest(group) for group in groups}
    for group in sorted(groups, key=lambda g: (dates[id(g)].first, dates[id(g)].text)):
        mine = dates[id(group)]
        for cohort in apart:
            first = dates[id(cohort[0])]
            days = mine.precision == first.precision == "day"
            if not days or abs((mine.first - first.first).days) < _REISSUE:
                cohort.append(group)
                break
        else:
            apart.append([group])
    slots = []
    for cohort in apart:
        standing, won, lost = contend(cohort, (), name="release_date", policy=policy, voices=voices)
        slots.append(_slot(key, standing, won, lost, ()))
    return slots


def _finest(group: Iterable[Said]) -> Edtf:
    """The finest date of a group, which the others only support."""
    return min({one.key: _edtf(one) for one in group}.values(), key=lambda date: date.last - date.first)


def _worldwide_first(
    plans: Mapping[Key, list[Said]], policy: Policy
) -> tuple[dict[Key, list[Said]], dict[Key, list[Said]]]:
    """A newer worldwide plan overtakes the plans for single territories."""
    kept, outweighed = dict(plans), {}
    for key, ones in plans.items():
        over = plans.get(("worldwide", key[1], key[2]))
        if not over or key[0] in ("", "worldwide"):
            continue
        lead = max(one.weight for one in over) - max(one.weight for one in ones)
        if lead > policy.margin("release_date") and max(o.firmness for o in over) >= max(o.firmness for o in ones):
            outweighed[("worldwide", key[1], key[2])] = kept.pop(key)
    return kept, outweighed


def _fits(gap: Said, key: Key) -> bool:
    medium, territory = gap.scope.get("medium", ""), gap.scope.get("territory", "")
    return season_of(gap) == key[1] and medium in ("", key[2]) and territory in ("", key[0])


def _answered(gap: Said, slots: Iterable[tuple[Key, Slot]]) -> bool:
    return any(slot.answers and _fits(gap, key) for key, slot in slots)


def _gap_slots(gaps: Iterable[Said]) -> list[tuple[Key, Slot]]:
    found: dict[Key, list[Said]] = defaultdict(list)
    for gap in gaps:
        found[gap.scope.get("territory", ""), season_of(gap), gap.scope.get("medium", "")].append(gap)
    made = []
    for key, ones in sorted(found.items()):
        made.append((key, _slot(key, gap_standing(ones), (), (), ones)))
    return made


def _slot(
    key: Key, standing: str, won: Iterable[Sequence[Said]], lost: Iterable[Sequence[Said]], gaps: Sequence[Said]
) -> Slot:
    scope = {name: text for name, text in zip(("territory", "season", "medium"), key, strict=True) if text}
    return Slot(
        scope,
        standing,
        tuple(stand(group) for group in won),
        tuple(stand(group) for group in lost),
        (stand(gaps),) if gaps else (),
    )


def _unshadowed(slots: list[tuple[Key, Slot]]) -> list[tuple[Key, Slot]]:
    """Leave out a date that a finer or equal one in a narrower scope repeats."""
    kept = []
    for number, (key, slot) in enumerate(slots):
        shadowed = any(
            other != number and _shadows(there, key, theirs, slot, first=other < number)
            for other, (there, theirs) in enumerate(slots)
        )
        if not shadowed:
            kept.append((key, slot))
    return kept


def _shadows(narrow: Key, broad: Key, theirs: Slot, mine: Slot, *, first: bool) -> bool:
    if len(mine.answers) != 1 or len(theirs.answers) != 1 or narrow[1] != broad[1]:
        return False
    covers = broad[0] in ("", "worldwide", narrow[0]) and broad[2] in ("", narrow[2])
    one, other = mine.answers[0].value, theirs.answers[0].value
    if not covers or not isinstance(one, Edtf) or not isinstance(other, Edtf) or not other.within(one):
        return False
    return narrow != broad or one != other or first
