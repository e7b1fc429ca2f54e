"""Which names mean one title: renamed titles joined, titles of one name told apart.

Every article's naming of a title is an *occurrence* with its evidence: the year it gives, the
dates, the makers, the franchise. Occurrences of one name and type are one title unless their
evidence speaks against it; `also_known_as` claims join names. Doubtful cases stay apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from slugline.model import Claim, Entity
from slugline.record.decisions import Decision, Ref
from slugline.record.evidence import Evidence, in_common, likeness, naming, occurrence_of, occurrences_in, other_makers
from slugline.record.index import TITLE_TYPES, entity_key
from slugline.record.names import fold, fold_franchise, numbered_name

_RENAMING = ("former", "working")
_GONE = "gone"  # ends the key of a title of which nothing counts any more


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


@dataclass(frozen=True, slots=True)
class Word:
    """What editors have said of titles: pairs that are one, and pairs that are not."""

    same: tuple[tuple[Ref, Ref], ...]
    different: tuple[tuple[Ref, Ref], ...]

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Word:
        """The word of the decisions that are in force."""
        pairs = [(one.act, (one.one, one.other)) for one in decisions if "person" not in (one.one.kind, one.other.kind)]
        same = tuple(pair for act, pair in pairs if act == "same")
        return cls(same, tuple(pair for act, pair in pairs if act == "differ"))

    def differ(self, one: Evidence, other: Evidence) -> bool:
        """Whether the two must not be joined."""
        return any(
            (fits(a, one) and fits(b, other) and not fits(a, other))
            or (fits(b, one) and fits(a, other) and not fits(b, other))
            for a, b in self.different
        )

    def apart(self, names: Iterable[str], alias: str) -> bool:
        """Whether an editor has said that the other name is not a name of this title."""
        mine = set(names)
        return any(
            (fold(a.name) in mine and fold(b.name) == alias) or (fold(b.name) in mine and fold(a.name) == alias)
            for a, b in self.different
        )


def fits(ref: Ref, group: Evidence) -> bool:
    """Whether an editor's name may mean the group."""
    years = group.given | group.released | group.planned
    return (
        fold(ref.name) in group.names
        and (not ref.kind or ref.kind == group.type)
        and (not ref.year or (ref.year == group.origin if group.origin else ref.year in years))
    )


class Titles:
    """The titles, people and franchises that ``claims`` speak of, told apart as ``decisions`` in force say.

    ``gone`` are claims that no longer count: they tell nothing of the titles, and `key_of` gives each the title that
    it would belong to if it counted.
    """

    def __init__(self, claims: Sequence[Claim], decisions: Iterable[Decision] = (), gone: Sequence[Claim] = ()) -> None:
        self._claims, self._decisions, self._gone = claims, tuple(decisions), gone
        word = Word.of(self._decisions)
        self._group_of: dict[tuple[str, str, str, int], int] = {}
        self._groups: list[Evidence] = []
        self._renamed: dict[int, set[str]] = defaultdict(set)
        self._aliases: dict[int, dict[str, str]] = defaultdict(dict)
        named = occurrences_in(claims)
        buckets: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for (_, name, kind, _), evidence in sorted(named.items()):
            buckets[name, kind].append(evidence)
        groups = [group for key in sorted(buckets) for group in _told_apart(buckets[key], word)]
        groups = _one_type(groups, word)
        groups = _joined_by_number(_joined_by_alias(groups, claims, word), word)
        self._settle(_joined_by_word(groups, word))
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
        for claim in naming(claims):
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

    @property
    def evidence(self) -> Mapping[str, Evidence]:
        """What speaks for each title, by its key."""
        return {self._key_of_group[number]: group for number, group in enumerate(self._groups)}

    def key_of(self, claim: Claim) -> str:
        """The subject's key: a title's, ``person|NAME`` or ``franchise|NAME``."""
        subject = claim.subject
        if subject.type in TITLE_TYPES:
            number = self._group_of.get(occurrence_of(claim))
            if number is not None:
                return self._key_of_group[number]
            return self._former.get(occurrence_of(claim), f"{subject.type}|{fold(subject.name)}||{_GONE}")
        return entity_key(subject)

    @cached_property
    def _former(self) -> Mapping[tuple[str, str, str, int], str]:
        """The keys of the titles to which the occurrences would belong if the claims that are gone counted."""
        if not self._gone:
            return {}
        whole = Titles([*self._claims, *self._gone], self._decisions)
        found: dict[tuple[str, str, str, int], str] = {}
        for number, group in enumerate(whole._groups):
            homes = Counter(self._group_of[member] for member in group.members if member in self._group_of)
            home = min(homes, key=lambda n: (-homes[n], n), default=None)
            key = f"{whole._key_of_group[number]}|{_GONE}" if home is None else self._key_of_group[home]
            found |= dict.fromkeys(group.members, key)
        return found

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


def _told_apart(occurrences: Sequence[Evidence], word: Word) -> list[Evidence]:
    """The titles among the occurrences of one name and type."""
    groups: list[Evidence] = []
    loose: list[Evidence] = []
    for occurrence in sorted(occurrences, key=lambda o: (o.origin, *o.order)):
        if not occurrence.origin:
            loose.append(occurrence)
            continue
        same = next((g for g in groups if g.origin == occurrence.origin), None)
        if same is None or word.differ(same, occurrence) or (likeness(same, occurrence) or 0) < 0:
            groups.append(_copy(occurrence))
        else:
            same.join(occurrence)
    _merge_close(groups, word)
    pools: list[Evidence] = []
    for occurrence in sorted(loose, key=lambda o: o.order):
        home = _best(occurrence, groups, word, least=1)
        if home is not None and _best(occurrence, pools, word, least=1) is None:
            home.join(occurrence)
            continue
        pool = _best(occurrence, pools, word, least=-2) if pools else None
        if pool is None:
            pools.append(_copy(occurrence))
        else:
            pool.join(occurrence)
    for pool in pools:
        home = _best(pool, groups, word, least=0)
        if home is None:
            groups.append(pool)
        else:
            home.join(pool)
    return groups


def _copy(evidence: Evidence) -> Evidence:
    made = Evidence()
    made.join(evidence)
    return made


def _merge_close(groups: list[Evidence], word: Word) -> None:
    """Join titles whose years differ little (a festival year, a moved release) and that share makers."""
    merged = True
    while merged:
        merged = False
        for number, one in enumerate(groups):
            for other in groups[number + 1 :]:
                shared = one.makers & other.makers or len(one.cast & other.cast) > 1
                if shared and not word.differ(one, other) and (likeness(one, other) or 0) > 0:
                    one.join(other)
                    groups.remove(other)
                    merged = True
                    break
            if merged:
                break


def _best(evidence: Evidence, groups: Sequence[Evidence], word: Word, *, least: float) -> Evidence | None:
    """The one group most like ``evidence``; None where none is like enough or two are alike."""
    free = [group for group in groups if not word.differ(evidence, group)]
    scored = [(score, group) for group in free if (score := likeness(evidence, group)) is not None and score >= least]
    if not scored:
        return None
    top = max(score for score, _ in scored)
    best = [group for score, group in scored if score == top]
    return best[0] if len(best) == 1 else None


def _one_type(groups: list[Evidence], word: Word) -> list[Evidence]:
    """Join to a series what is only called a film in passing: no year, no cinema, and signs of a series.

    Two people in common are such a sign; one is not, since a series after a film is often made by its maker.
    """
    for film in sorted((g for g in groups if g.type == "film" and not g.given and not g.cinema), key=lambda g: g.order):
        rivals = [g for g in groups if g.type != "film" and set(g.names) & set(film.names)]
        shared = [g for g in rivals if film.serial or len(in_common(film, g)) > 1]
        home = _best(film, shared, word, least=0 if film.serial else 2)
        if home is not None:
            home.join(film)
            groups.remove(film)
    return groups


def _joined_by_alias(groups: list[Evidence], claims: Sequence[Claim], word: Word) -> list[Evidence]:
    """The groups after every stated other name has joined the titles that bear the two names.

    Titles that name other makers for one task stay apart; a name that was denied since joins nothing.
    """
    links = sorted({(occurrence_of(claim), fold(str(claim.value))) for claim in naming(claims)})
    for place, alias in links:
        home = next(group for group in groups if place in group.members)
        if alias in home.names:
            continue
        if word.apart(home.names, alias):
            continue
        bearing = [g for g in groups if g is not home and alias in g.names and g.type == home.type]
        rivals = [g for g in bearing if not other_makers(home, g)]
        other = _best(home, rivals, word, least=-2)
        if other is not None:
            home.join(other)
            groups.remove(other)
    return groups


def _joined_by_number(groups: list[Evidence], word: Word) -> list[Evidence]:
    """Join "X 4" and "X: Chapter 4": one base, one number, the same type, and nothing that speaks against it."""
    numbered: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for group in groups:
        for sketch in {numbered_name(name) for name in group.names} - {""}:
            numbered[sketch, group.type].append(group)
    for _, alike in sorted(numbered.items()):
        ordered = sorted((group for group in alike if group in groups), key=lambda g: g.order)
        for other in ordered[1:]:
            home = _best(other, ordered[: ordered.index(other)], word, least=0)
            if home is not None and home in groups and home is not other:
                home.join(other)
                groups.remove(other)
    return groups


def _joined_by_word(groups: list[Evidence], word: Word) -> list[Evidence]:
    """Join what editors have said to be one title, where each name means one title."""
    for one, other in word.same:
        mine = [group for group in groups if fits(one, group)]
        theirs = [group for group in groups if fits(other, group)]
        if len(mine) == len(theirs) == 1 and mine[0] is not theirs[0]:
            mine[0].join(theirs[0])
            groups.remove(theirs[0])
    return groups
