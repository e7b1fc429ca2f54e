"""Which names mean one title: renamed titles joined, titles of one name told apart.

Every article's naming of a title is an *occurrence* with its evidence: the year it gives, the
dates, the makers, the franchise. Occurrences of one name and type are one title unless their
evidence speaks against it; `also_known_as` claims join names. Doubtful cases stay apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from slugline.edtf import Edtf
from slugline.model import Claim, Entity
from slugline.record.names import fold, fold_franchise, fold_person
from slugline.record.voices import article_key

TITLE_TYPES = ("film", "series", "special")
_RENAMING = ("former", "working")
_LONG_PLAN = 2  # years by which a planned year may be off and still be the same title's
_MAKERS = ("director", "creator", "showrunner")
_CREW = (*_MAKERS, "writer", "composer")


@dataclass(frozen=True, slots=True)
class Title:
    """One title as of a day. ``names`` are all that it bore, the present one first; ``year`` is 0 where unknown."""

    key: str
    type: str
    name: str
    year: int
    years: frozenset[int]
    names: tuple[str, ...]
    franchise: str


@dataclass(slots=True)
class Evidence:
    """What a group of occurrences says of itself; grows as occurrences join."""

    names: Counter[str] = field(default_factory=Counter)
    said: list[date] = field(default_factory=list)
    given: set[int] = field(default_factory=set)
    released: set[int] = field(default_factory=set)
    planned: set[int] = field(default_factory=set)
    makers: set[str] = field(default_factory=set)
    cast: set[str] = field(default_factory=set)
    franchises: set[str] = field(default_factory=set)
    ahead: int = 0
    members: list[tuple[str, str, str, int]] = field(default_factory=list)

    def join(self, other: Evidence) -> None:
        """Take in all that ``other`` holds."""
        self.names.update(other.names)
        self.said += other.said
        self.members += other.members
        for name in ("given", "released", "planned", "makers", "cast", "franchises"):
            getattr(self, name).update(getattr(other, name))
        self.ahead = max(self.ahead, other.ahead)

    @property
    def origin(self) -> int:
        """The year that tells it apart: the one given with its name, else its first release, else 0."""
        return min(self.given or self.released or {0})

    @property
    def order(self) -> tuple[date, list[str], int]:
        """A sorting key that no order of reading changes."""
        return min(self.said), sorted(self.names), self.origin


def likeness(one: Evidence, other: Evidence) -> float | None:
    """How much speaks for the two being one title; None where their dates rule it out."""
    score = 0.0
    if one.origin and other.origin:
        gap = abs(one.origin - other.origin)
        if gap > 3:
            return None
        score += 2 if gap == 0 else -1
    for dated, plan in ((one, other), (other, one)):
        if dated.origin and not plan.origin:
            if plan.planned:
                gap = min(abs(dated.origin - year) for year in plan.planned)
                if gap > _LONG_PLAN:
                    return None
                score += (2, 0, -1)[gap]
            elif plan.ahead > dated.origin:
                return None
    shared = len(one.makers & other.makers) + len(one.cast & other.cast)
    score += min(shared, 3) * 2
    if one.makers and other.makers and not one.makers & other.makers:
        score -= 2
    if one.franchises and other.franchises:
        score += 2 if one.franchises & other.franchises else -2
    return score


class Titles:
    """The titles, people and franchises that ``claims`` speak of."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._group_of: dict[tuple[str, str, str, int], int] = {}
        self._groups: list[Evidence] = []
        self._renamed: dict[int, set[str]] = defaultdict(set)
        self._aliases: dict[int, dict[str, str]] = defaultdict(dict)
        occurrences = _occurrences(claims)
        buckets: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for (_, name, kind, _), evidence in sorted(occurrences.items()):
            buckets[name, kind].append(evidence)
        groups = [group for key in sorted(buckets) for group in _told_apart(buckets[key])]
        self._settle(_joined_by_alias(groups, claims))
        self._learn_aliases(claims)
        self.titles: dict[str, Title] = {}
        self._key_of_group: dict[int, str] = {}
        self._describe(claims)
        self._by_name: dict[str, list[Title]] = defaultdict(list)
        for title in self.titles.values():
            for name in {fold(n) for n in title.names}:
                self._by_name[name].append(title)

    def _settle(self, groups: Iterable[Evidence]) -> None:
        self._groups = sorted(groups, key=lambda g: g.order)
        for number, group in enumerate(self._groups):
            for member in group.members:
                self._group_of[member] = number

    def _learn_aliases(self, claims: Sequence[Claim]) -> None:
        for claim in claims:
            if _names_alias(claim):
                number = self._group_of[_occurrence(claim)]
                alias = str(claim.value)
                self._aliases[number].setdefault(fold(alias), alias)
                if claim.qualifiers.get("kind") in _RENAMING and fold(alias) != fold(claim.subject.name):
                    self._renamed[number].add(fold(alias))

    def _describe(self, claims: Sequence[Claim]) -> None:
        spellings: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        newest: dict[tuple[int, str], date] = {}
        franchises: dict[int, Counter[str]] = defaultdict(Counter)
        for claim in claims:
            if claim.subject.type not in TITLE_TYPES:
                continue
            number, name = self._group_of[_occurrence(claim)], fold(claim.subject.name)
            spellings[number][name][claim.subject.name] += 1
            newest[number, name] = max(newest.get((number, name), date.min), claim.said_on)
            if claim.property == "franchise" and isinstance(claim.value, Entity) and claim.context.modality != "denied":
                franchises[number][claim.value.name] += 1
        used: Counter[str] = Counter()
        for number, group in enumerate(self._groups):
            former = self._renamed[number]
            names = sorted(
                spellings[number],
                key=lambda n: (n in former, -group.names[n], -newest[number, n].toordinal(), n),
            )
            display = [max(sorted(spellings[number][n]), key=lambda s, n=n: spellings[number][n][s]) for n in names]  # type: ignore[misc]
            display += [alias for name, alias in sorted(self._aliases[number].items()) if name not in names]
            kind = Counter(member[2] for member in group.members).most_common(1)[0][0]
            years = frozenset(group.given | group.released | group.planned)
            year = group.origin or (min(group.planned) if group.planned else 0)
            key = f"{kind}|{fold(min(group.names, key=lambda n: (n in former, n)))}|{group.origin or ''}"
            used[key] += 1
            key = key if used[key] == 1 else f"{key}|{used[key]}"
            franchise = franchises[number]
            series = max(sorted(franchise), key=lambda f: franchise[f]) if franchise else ""
            self.titles[key] = Title(key, kind, display[0], year, years, tuple(display), series)
            self._key_of_group[number] = key

    def key_of(self, claim: Claim) -> str:
        """The subject's key: a title's, ``person|NAME`` or ``franchise|NAME``."""
        subject = claim.subject
        if subject.type in TITLE_TYPES:
            return self._key_of_group[self._group_of[_occurrence(claim)]]
        return entity_key(subject)

    def find(self, name: str, *, year: int | None = None, kind: str | None = None) -> tuple[Title, ...]:
        """Every title that bears or bore ``name``, narrowed by year and kind."""
        found = self._by_name.get(fold(name), [])
        found = [t for t in found if kind is None or t.type == kind]
        if year is not None:
            exact = [t for t in found if year == t.year]
            found = exact or [t for t in found if year in t.years]
        return tuple(sorted(found, key=lambda t: t.key))

    def resolve(self, name: str, *, near: str = "") -> Title | None:
        """The one title that a value names; among several, the one of franchise ``near``, else None."""
        found = self.find(name)
        if len(found) > 1 and near:
            found = tuple(t for t in found if fold_franchise(t.franchise) == fold_franchise(near)) or found
        return found[0] if len(found) == 1 else None


def entity_key(entity: Entity) -> str:
    """The key of a person or franchise."""
    folded = fold_franchise(entity.name) if entity.type == "franchise" else fold_person(entity.name)
    return f"{entity.type}|{folded}"


def _occurrence(claim: Claim) -> tuple[str, str, str, int]:
    return article_key(claim), fold(claim.subject.name), claim.subject.type, claim.subject.year


def _names_alias(claim: Claim) -> bool:
    return (
        claim.property == "also_known_as"
        and isinstance(claim.value, str)
        and claim.context.modality in ("stated", "scheduled")
        and claim.subject.type in TITLE_TYPES
    )


def _occurrences(claims: Sequence[Claim]) -> dict[tuple[str, str, str, int], Evidence]:
    found: dict[tuple[str, str, str, int], Evidence] = {}
    for claim in claims:
        if claim.subject.type not in TITLE_TYPES:
            continue
        key = _occurrence(claim)
        evidence = found.setdefault(key, Evidence(members=[key], names=Counter({key[1]: 1})))
        evidence.said.append(claim.said_on)
        if claim.subject.year:
            evidence.given.add(claim.subject.year)
        if claim.context.modality != "denied":
            _take(claim, evidence)
        elif claim.property in _CREW and isinstance(claim.value, Entity):
            evidence.makers.add(fold_person(claim.value.name))
    return found


def _take(claim: Claim, evidence: Evidence) -> None:
    value = claim.value
    later_season = str(claim.qualifiers.get("season") or "1") not in ("1", "1.0")
    if claim.property == "release_date" and isinstance(value, Edtf) and not later_season:
        if claim.context.modality == "stated" and value.first <= claim.said_on:
            if value.last.year - value.first.year <= 1:
                evidence.released.add(value.first.year)
        elif value.last != date.max:
            evidence.planned.update({value.first.year, value.last.year})
            evidence.ahead = max(evidence.ahead, claim.said_on.year)
    elif claim.property == "trailer" and not isinstance(value, Edtf):
        evidence.ahead = max(evidence.ahead, claim.said_on.year)
    elif claim.property == "status" and value in ("in_development", "pre_production", "filming", "announced"):
        if claim.subject.type == "film" and "date" not in claim.qualifiers:
            evidence.ahead = max(evidence.ahead, claim.said_on.year)
    elif isinstance(value, Entity):
        if claim.property in _CREW:
            evidence.makers.add(fold_person(value.name))
        elif claim.property == "cast_member":
            evidence.cast.add(fold_person(value.name))
        elif claim.property == "franchise":
            evidence.franchises.add(fold_franchise(value.name))


def _told_apart(occurrences: Sequence[Evidence]) -> list[Evidence]:
    """The titles among the occurrences of one name and type."""
    groups: list[Evidence] = []
    loose: list[Evidence] = []
    for occurrence in sorted(occurrences, key=lambda o: (o.origin, *o.order)):
        if not occurrence.origin:
            loose.append(occurrence)
            continue
        same = next((g for g in groups if g.origin == occurrence.origin), None)
        if same is None or (likeness(same, occurrence) or 0) < 0:
            groups.append(_copy(occurrence))
        else:
            same.join(occurrence)
    _merge_close(groups)
    pools: list[Evidence] = []
    for occurrence in sorted(loose, key=lambda o: o.order):
        home = _best(occurrence, groups, least=1)
        if home is not None and _best(occurrence, pools, least=1) is None:
            home.join(occurrence)
            continue
        pool = _best(occurrence, pools, least=-2) if pools else None
        if pool is None:
            pools.append(_copy(occurrence))
        else:
            pool.join(occurrence)
    for pool in pools:
        home = _best(pool, groups, least=0)
        if home is None:
            groups.append(pool)
        else:
            home.join(pool)
    return groups


def _copy(evidence: Evidence) -> Evidence:
    made = Evidence()
    made.join(evidence)
    return made


def _merge_close(groups: list[Evidence]) -> None:
    """Join titles whose years differ little (a festival year, a moved release) and that share makers."""
    merged = True
    while merged:
        merged = False
        for number, one in enumerate(groups):
            for other in groups[number + 1 :]:
                if (one.makers & other.makers or len(one.cast & other.cast) > 1) and (likeness(one, other) or 0) > 0:
                    one.join(other)
                    groups.remove(other)
                    merged = True
                    break
            if merged:
                break


def _best(evidence: Evidence, groups: Sequence[Evidence], *, least: float) -> Evidence | None:
    """The one group most like ``evidence``; None where none is like enough or two are alike."""
    scored = [(score, group) for group in groups if (score := likeness(evidence, group)) is not None and score >= least]
    if not scored:
        return None
    top = max(score for score, _ in scored)
    best = [group for score, group in scored if score == top]
    return best[0] if len(best) == 1 else None


def _joined_by_alias(groups: list[Evidence], claims: Sequence[Claim]) -> list[Evidence]:
    """The groups after every stated other name has joined the titles that bear the two names."""
    links = sorted({(_occurrence(claim), fold(str(claim.value))) for claim in claims if _names_alias(claim)})
    for occurrence, alias in links:
        home = next(group for group in groups if occurrence in group.members)
        if alias in home.names:
            continue
        rivals = [g for g in groups if g is not home and alias in g.names and g.members[0][2] == occurrence[2]]
        other = _best(home, rivals, least=-2)
        if other is not None:
            home.join(other)
            groups.remove(other)
    return groups
