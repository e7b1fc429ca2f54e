"""What the record comes to at the end of one day: titles, positions and how they came about.

A view is a pure function of the claims said by that day; it never reads the database or the
clock. Positions on earlier days are folded from the claims said by then.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial

from slugline.edtf import Edtf
from slugline.errors import AmbiguousTitle, UnknownTitle
from slugline.model import Claim, Entity, PropertySpec, Statement
from slugline.record.contend import Folded, Slot, Stand
from slugline.record.dates import season_of
from slugline.record.decisions import FREE, Decision, Ruled, decided, in_force, rulings
from slugline.record.fold import folded
from slugline.record.index import TITLE_TYPES, claim_id
from slugline.record.names import fold, fold_franchise, nearest
from slugline.record.people import PERSON, People
from slugline.record.policy import Policy
from slugline.record.single import status_date
from slugline.record.spells import Spell, spells, turns
from slugline.record.titles import Title, Titles
from slugline.record.voices import Print, Voices, article_key
from slugline.record.weigh import Said, Scales

IMPLIED_THEATERS = "from a release in theaters"
_THEATERS = "theaters"


class View:
    """The record as of ``day``. Raises `UnknownTitle` and `AmbiguousTitle` from `title`.

    ``prints`` tell the articles' voices apart; ``decisions`` are the editors' that are in force; ``later`` gives all
    claims, later ones too; ``near`` the known titles most like a name, and ``spell`` how a person or franchise of a
    folded name is written most, wherever in the record they are.
    """

    def __init__(
        self,
        day: date,
        claims: Sequence[Claim],
        *,
        later: Callable[[], Sequence[Claim]] = tuple,
        near: Callable[[str], tuple[str, ...]] | None = None,
        spell: Callable[[str, str], str],
        specs: Mapping[str, PropertySpec],
        policy: Policy,
        prints: Mapping[str, Print],
        decisions: Sequence[Decision] = (),
    ) -> None:
        self.day = day
        self.specs = specs
        self.policy = policy
        self.decisions = in_force(decisions, day)
        self.claims = tuple(sorted(claims, key=_order))
        self._later = later
        self._near = near
        self._spell = spell
        self._rulings = rulings(decisions, day)
        counted = list(self._counted())
        live = [claim for claim, ruled, _ in counted if ruled is FREE or (ruled.stands(day) and not ruled.rejects)]
        gone = [claim for claim, ruled, _ in counted if ruled is not FREE and (ruled.rejects or not ruled.stands(day))]
        self.titles = Titles(live, self.decisions, gone)
        self.variants = People(self.decisions)
        standing = [claim for claim, _, _ in counted]
        subjects = [self._subject_of(claim) for claim in standing]
        self.variants.meet(standing, subjects)
        self.voices = Voices(prints, policy)
        self.articles = frozenset(prints)
        scales = Scales(standing, subjects, policy, self.variants)
        self._said: dict[tuple[str, str], list[Said]] = defaultdict(list)
        self._said_by: dict[int, Said] = {}
        for (claim, ruled, origin), subject in zip(counted, subjects, strict=True):
            if claim.property in specs:
                one = scales.weigh(claim, subject, ruled, origin)
                if ruled is FREE or ruled.stands(day):
                    self._said_by[id(origin or claim)] = one
                self._said[subject, claim.property].append(one)
        self._derive(scales)
        self._cache: dict[tuple[str, str, date], Folded] = {}
        self._days: dict[tuple[str, str], tuple[date, ...]] = {}
        self._turns: dict[tuple[str, str], tuple[date, ...]] = {}
        self._prints = prints
        self.keys: frozenset[str] = frozenset()  # of the index, by which a later claim belongs to this view

    def under(self, decisions: Sequence[Decision]) -> View:
        """The same claims as of the same day, had editors decided otherwise."""
        return View(
            self.day,
            self.claims,
            later=self._later,
            near=self._near,
            spell=self._spell,
            specs=self.specs,
            policy=self.policy,
            prints=self._prints,
            decisions=decisions,
        )

    def _subject_of(self, claim: Claim) -> str:
        if claim.subject.type == PERSON:
            return self.person_key(claim.subject.name)
        return self.titles.key_of(claim)

    def _counted(self) -> Iterable[tuple[Claim, Ruled, Claim | None]]:
        """Each claim, once for every stretch of days in which editors let it stand in one form."""
        if not self._rulings:
            yield from ((claim, FREE, None) for claim in self.claims)
            return
        for claim in self.claims:
            for ruled in self._rulings.get(claim_id(claim), (FREE,)):
                made = decided(claim, ruled.decision) if ruled.decision else claim
                yield made, ruled, claim if made is not claim else None

    def _derive(self, scales: Scales) -> None:
        """A platform that stands beside a date is a place to watch; the story's order reads both ways."""
        for (subject, name), said in sorted(self._said.items()):
            for one in said:
                claim = one.claim
                platform = claim.qualifiers.get("platform")
                if name == "release_date" and not platform and claim.qualifiers.get("medium") == "theatrical":
                    platform = _THEATERS
                if name == "release_date" and platform and not one.denies and not one.gap:
                    modality = "stated" if claim.context.modality == "scheduled" else claim.context.modality
                    made = replace(
                        claim,
                        property="available_on",
                        value=Entity("platform", str(platform)),
                        qualifiers={k: v for k, v in claim.qualifiers.items() if k == "territory"},
                        context=replace(claim.context, modality=modality),
                        rule=IMPLIED_THEATERS if platform == _THEATERS else "from release_date",
                    )
                    self._said[subject, "available_on"].append(
                        scales.weigh(made, subject, one.ruled, one.origin or claim)
                    )
                inverse = self.specs[name].inverse if name in self.specs else ""
                if inverse and isinstance(claim.value, Entity) and subject in self.titles.titles:
                    mine = self.titles.titles[subject]
                    other = self.titles.resolve(claim.value.name, near=mine.franchise)
                    if other is not None and other.key != subject:
                        made = replace(claim, property=inverse, value=Entity("title", mine.name), rule=f"from {name}")
                        self._said[other.key, inverse].append(
                            scales.weigh(made, other.key, one.ruled, one.origin or claim)
                        )

    def said(self, subject: str, name: str, day: date | None = None) -> Sequence[Said]:
        """Everything said on one property of one subject, by `titles` key, as it stands on a day."""
        found = self._said.get((subject, name), ())
        if not self._rulings and (day is None or day >= self.day):
            return list(found)
        when = min(day or self.day, self.day)
        return [one for one in found if one.day <= when and (one.ruled is FREE or one.ruled.stands(when))]

    def said_of(self, claim: Claim) -> Said:
        """One of the view's claims with its weight, as it stands on the view's day: corrected, where it is."""
        return self._said_by[id(claim)]

    def asserted(self) -> tuple[tuple[str, str], ...]:
        """Every subject and property of which anything was said, by their keys."""
        return tuple(sorted(self._said))

    def properties(self, subject: str) -> tuple[str, ...]:
        """The properties on which anything was said of the subject."""
        return self._properties.get(subject, ())

    @cached_property
    def _properties(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for (subject, name), said in self._said.items():
            if said:
                found[subject].append(name)
        return {subject: tuple(sorted(names)) for subject, names in found.items()}

    def position(self, subject: str, name: str, day: date | None = None) -> tuple[Slot, ...]:
        """The position on a property at the end of ``day`` (the view's own where None)."""
        return self._folded(subject, name, min(day or self.day, self.day)).slots

    def _folded(self, subject: str, name: str, day: date) -> Folded:
        days = self.days(subject, name)
        place = bisect_right(days, day)
        key = (subject, name, days[place - 1] if place else date.min)
        if key not in self._cache:
            self._cache[key] = folded(self.specs[name], self.said(subject, name, key[2]), self.policy, self.voices)
        return self._cache[key]

    def days(self, subject: str, name: str) -> tuple[date, ...]:
        """The days on which anything was said or decided on the property."""
        key = (subject, name)
        if key not in self._days:
            said = self._said.get(key, ())
            edges = {edge for one in said for edge in (one.ruled.since, one.ruled.until) if edge and edge <= self.day}
            self._days[key] = tuple(sorted(edges | {one.day for one in said}))
        return self._days[key]

    def turns(self, subject: str, name: str) -> tuple[date, ...]:
        """Those of the `days` on which the position may have become another in more than its evidence."""
        key = (subject, name)
        if key not in self._turns:
            at = partial(self._folded, subject, name)
            self._turns[key] = turns(self.specs[name], self.days(*key), self._said.get(key, ()), at, self.policy)
        return self._turns[key]

    def spells(self, subject: str, name: str) -> tuple[Spell, ...]:
        """Every value's times as an answer, in order; spells of one value and scope never overlap."""
        return spells(self.days(subject, name), self.turns(subject, name), partial(self.position, subject, name))

    def statements(self, subject: str, name: str) -> tuple[Statement, ...]:
        """The record's statements on a property, past ones ``deprecated``, each citing its claims."""
        standings = {stand.key: slot.standing for slot in self.position(subject, name) for stand in slot.answers}
        made = []
        for spell in self.spells(subject, name):
            stand = spell.stand
            standing = standings.get(stand.key, "current") if spell.until is None else "superseded"
            rank = "deprecated" if spell.until else "normal" if standing == "disputed" else "preferred"
            made.append(
                Statement(
                    subject=self.entity(subject),
                    property=name,
                    value=stand.value,
                    qualifiers=stand.qualifiers,
                    modality=stand.modality,
                    rank=rank,
                    standing=standing,
                    claims=tuple(one.claim for one in stand.said),
                    since=spell.since,
                    until=spell.until,
                )
            )
        return tuple(made)

    def entity(self, subject: str) -> Entity:
        """The subject of a key."""
        if subject in self.titles.titles:
            title = self.titles.titles[subject]
            return Entity(title.type, title.name, title.year)
        kind, _, folded = subject.partition("|")
        folded = folded.partition("|")[0] if kind in TITLE_TYPES else folded
        return Entity(kind, self._spell(kind, folded))

    def franchise_name(self, name: str) -> str:
        """A franchise's name as it is written most; ``name`` itself where nobody has named it."""
        found = self._spell("franchise", fold_franchise(name))
        return name if found == fold_franchise(name) else found

    def person_key(self, name: str) -> str:
        """The key of a person."""
        return f"{PERSON}|{self.variants.canon(name)}"

    def title(self, name: str, *, year: int | None = None, kind: str | None = None) -> Title:
        """The one title that ``name`` means; a name that it bears only later finds it too."""
        found = self.candidates(name, year=year, kind=kind)
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousTitle(f"{len(found)} titles are called {name!r}", choices=tuple(map(described, found)))
        others = self.titles.find(name)
        if others:
            raise UnknownTitle(f"no {name!r} of that year or kind", choices=tuple(map(described, others)))
        known = {n for title in self.titles.titles.values() for n in title.names}
        choices = self._near(name) if self._near else nearest(name, known)
        raise UnknownTitle(f"nothing in the record is called {name!r}", choices=choices)

    def candidates(self, name: str, *, year: int | None = None, kind: str | None = None) -> tuple[Title, ...]:
        """Every title that ``name`` may mean."""
        found = self.titles.find(name, year=year, kind=kind) or self._headed(name, year, kind)
        if found:
            return found
        names = {n for title in self._future.find(name, year=year, kind=kind) for n in title.names}
        return tuple({t.key: t for n in sorted(names) for t in self.titles.find(n, kind=kind)}.values())

    def _headed(self, name: str, year: int | None, kind: str | None) -> tuple[Title, ...]:
        """The one title whose name begins with ``name`` and a colon; none where nothing is called so alone."""
        wanted = fold(name)
        full = {n for title in self.titles.titles.values() for n in title.names if fold(n.partition(":")[0]) == wanted}
        found = {t.key: t for n in sorted(full) for t in self.titles.find(n, year=year, kind=kind)}
        return tuple(found.values()) if len(found) == 1 else ()

    @cached_property
    def _future(self) -> Titles:
        return Titles(sorted(self._later(), key=_order), self.decisions)

    def overdue(self, subject: str, name: str, slot: Slot) -> bool:
        """Whether a planned date in the slot has gone by with nobody saying that it happened or moved."""
        if slot.standing != "current" or not slot.answers:
            return False
        return all(self._gone(subject, name, stand) for stand in slot.answers)

    def _gone(self, subject: str, name: str, stand: Stand) -> bool:
        if name == "status":
            if stand.modality != "scheduled":
                return False
            when = status_date(stand.said[0])
            return when is not None and when.last < self.day
        if not stand.planned or not isinstance(stand.value, Edtf) or stand.value.last >= self.day:
            return False
        return not (name == "release_date" and self._came_out(subject, stand.value, season_of(stand.said[0])))

    def _came_out(self, subject: str, planned: Edtf, season: str) -> bool:
        """Whether something said since shows that the title, or its season, came out as planned or later."""
        takings = [one for one in self.said(subject, "box_office") if not season and not one.denies and not one.gap]
        releases = [
            one
            for one in self.said(subject, "release_date")
            if one.happened and not one.denies and season_of(one) == season
            if isinstance(one.claim.value, Edtf) and one.claim.value.last >= planned.first
        ]
        return any(one.day > planned.last for one in (*takings, *releases))

    def released(self, subject: str) -> Stand | None:
        """The first release that has been told as past, or that a past date and later news imply."""
        outs = [
            stand
            for slot in self.position(subject, "release_date")
            for stand in slot.answers
            if not stand.planned and isinstance(stand.value, Edtf) and slot.scope.get("medium") != "festival"
        ]
        return min(outs, key=lambda s: (s.value.first if isinstance(s.value, Edtf) else self.day, s.key), default=None)

    def updated(self, subject: str) -> date | None:
        """The day on which the subject was last written about."""
        days = [one.day for (key, _), said in self._said.items() if key == subject for one in said]
        return max(days, default=None)

    def franchise_titles(self, name: str) -> tuple[Title, ...]:
        """The titles of a franchise: said to be part of it, or to spring from it."""
        wanted = fold_franchise(name)
        found = []
        for title in self.titles.titles.values():
            parts = [
                stand.key
                for prop in ("franchise", "spinoff_of", "sequel_of", "prequel_of")
                for slot in self.position(title.key, prop)
                for stand in slot.answers
                if isinstance(stand.value, Entity) and (prop in ("franchise", "spinoff_of"))
            ]
            if wanted in map(fold_franchise, parts):
                found.append(title)
        return tuple(sorted(found, key=lambda t: t.key))


def described(title: Title) -> str:
    """A title with its kind and year, to choose by."""
    return f"{title.name} ({title.type}, {title.year})" if title.year else f"{title.name} ({title.type})"


def _order(claim: Claim) -> tuple[object, ...]:
    evidence = claim.evidence
    return (claim.said_on, article_key(claim), evidence.start, evidence.end, claim.property, str(claim.value))
