"""Which names mean one title: renamed titles joined, titles of one name told apart.

Every article's naming of a title is an *occurrence* with its evidence: the year it gives, the
dates, the makers, the franchise. Occurrences of one name and type are one title unless their
evidence speaks against it; `also_known_as` claims join names. Doubtful cases stay apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from slugline.model import Claim, Entity
from slugline.record.evidence import TITLE_TYPES, Evidence, likeness, occurrence_of, occurrences_in
from slugline.record.names import fold, fold_franchise, fold_person

_RENAMING = ("former", "working")


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


class Titles:
    """The titles, people and franchises that ``claims`` speak of."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._group_of: dict[tuple[str, str, str, int], int] = {}
        self._groups: list[Evidence] = []
        self._renamed: dict[int, set[str]] = defaultdict(set)
        self._aliases: dict[int, dict[str, str]] = defaultdict(dict)
        named = occurrences_in(claims)
        buckets: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for (_, name, kind, _), evidence in sorted(named.items()):
            buckets[name, kind].append(evidence)
        groups = [group for key in sorted(buckets) for group in _told_apart(buckets[key])]
        groups = _one_type(groups)
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
                number = self._group_of[occurrence_of(claim)]
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
            number, name = self._group_of[occurrence_of(claim)], fold(claim.subject.name)
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
            kind = group.type
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
            return self._key_of_group[self._group_of[occurrence_of(claim)]]
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


def _names_alias(claim: Claim) -> bool:
    return (
        claim.property == "also_known_as"
        and isinstance(claim.value, str)
        and claim.context.modality in ("stated", "scheduled")
        and claim.subject.type in TITLE_TYPES
    )


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


def _one_type(groups: list[Evidence]) -> list[Evidence]:
    """Join to a series what is only called a film in passing: no year, no cinema, and people in common."""
    for film in sorted((g for g in groups if g.type == "film" and not g.given and not g.cinema), key=lambda g: g.order):
        rivals = [g for g in groups if g.type != "film" and set(g.names) & set(film.names)]
        shared = [g for g in rivals if g.makers & film.makers or g.cast & film.cast or film.serial]
        home = _best(film, shared, least=0 if film.serial else 2)
        if home is not None:
            home.join(film)
            groups.remove(film)
    return groups


def _joined_by_alias(groups: list[Evidence], claims: Sequence[Claim]) -> list[Evidence]:
    """The groups after every stated other name has joined the titles that bear the two names."""
    links = sorted({(occurrence_of(claim), fold(str(claim.value))) for claim in claims if _names_alias(claim)})
    for place, alias in links:
        home = next(group for group in groups if place in group.members)
        if alias in home.names:
            continue
        rivals = [g for g in groups if g is not home and alias in g.names and g.type == home.type]
        other = _best(home, rivals, least=-2)
        if other is not None:
            home.join(other)
            groups.remove(other)
    return groups
