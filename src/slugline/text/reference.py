"""Which title and which person each clause speaks of: "the film", "it", "she", the heading above.

A `Focus` walks the article once, in order, and keeps what a reader keeps in mind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from slugline.model import Entity, Mention
from slugline.text.lexicon import lexicon
from slugline.text.shape import Slot

_SERIES_NEAR = 40


@cache
def _nominal() -> re.Pattern[str]:
    words = lexicon("grammar")
    nouns = "|".join(re.escape(noun) for noun in sorted(words["work"], key=len, reverse=True))
    return re.compile(
        rf"\b(?P<work>(?:the|this|that)(?: (?!the |a |an |his |her |its |their |is |was |in |of |on |first |second |third |fourth |fifth |other |next |last |previous |original |best |only |and |or )[a-z-]+){{0,2}}? (?P<noun>{nouns}))(?![\w-])(?! (?:roles?|stars?|fans?|industry|business|adaptation|version|rights|critics?|makers|called|titled|named|of the)\b)"
        r"|\b(?P<it>it|its|this one|that one)\b(?! (?:is|was|'s|’s) (?:not )?(?:the|a|an)? ?(?:first|time|year|clear|unclear|hard|easy|true|likely|possible|said|believed|understood|rumou?red|thought|hoped))"
        r"|\b(?P<poss>his|her|their)\b(?= \w)"
        r"|\b(?P<person>he|she|him|her)\b"
        r"|\b(?P<pair>the (?:latter|former))\b"
        r"|\b(?P<role>the (?:\d\d-year-old|actor|actress|star|comedian|singer|rapper|performer|filmmaker))\b(?! (?:of|who|and)\b)",
        re.IGNORECASE,
    )


@dataclass(slots=True)
class Reference:
    """A phrase that refers back: ``label`` is ``title_ref`` or ``person_ref``, ``entity`` whom it means."""

    start: int
    end: int
    label: str
    entity: Entity
    possessive: bool


def title_types(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """``film``, ``series`` or ``special`` for each title's name: the words around it have a vote."""
    words = lexicon("titles")
    series = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, words['series']))}|seasons?|episodes?|showrunner|airs|aired|renewed)\b",
        re.IGNORECASE,
    )
    film = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, words['film']))}|theaters|cinemas|box office|big screen)\b", re.IGNORECASE
    )
    special = re.compile(rf"\b(?:{'|'.join(map(re.escape, words['special']))})\b", re.IGNORECASE)
    votes: dict[str, Counter[str]] = {}
    for one in mentions:
        if one.label not in ("title", "franchise"):
            continue
        tally = votes.setdefault(one.name, Counter())
        low, high = one.evidence.start, one.evidence.end
        left = re.split(r"[.\n;]", text[max(0, low - _SERIES_NEAR) : low])[-1]
        right = re.split(r"[.\n;]| (?:of|from|to|like|than) ", text[high : high + _SERIES_NEAR + 20])[0]
        years = re.match(r"[^\w(]{0,3}\((\d{4})\s?[–—-]", text[high : high + 20])
        tally["series"] += 4 if years else 0
        for near, weight in ((left, 3), (right, 2)):
            tally["special"] += 3 * len(special.findall(near))
            tally["series"] += weight * len(series.findall(near))
            tally["film"] += weight * len(film.findall(near))
    return {name: max(("film", "series", "special"), key=lambda kind: tally[kind]) for name, tally in votes.items()}


def main_title(headline: str, text: str, mentions: Sequence[Mention]) -> str:
    """The name of the title that the article is about; empty where it is about several or none."""
    titles = [one for one in mentions if one.label == "title"]
    if not titles:
        return ""
    counts = Counter(one.name for one in titles)
    weights: Counter[str] = Counter(counts)
    low = headline.lower().replace("’", "'")
    headed = [name for name in counts if re.split(r" [–—-] ", name)[0].lower().replace("’", "'") in low]
    for name in headed:
        if not any(name != other and name.lower() in other.lower() for other in headed):
            weights[name] += 4
    weights[titles[0].name] += 1
    for one in titles:
        if one.evidence.start < 400:
            weights[one.name] += 1
    ranked = weights.most_common(2)
    if len(ranked) > 1 and ranked[0][1] < ranked[1][1] + 2 and ranked[0][0].lower() not in low:
        # No lead: the first title of the opening lines, where one of them comes back later.
        first = titles[0]
        return (
            first.name
            if first.evidence.start < 200 and counts[first.name] > 1 and counts[first.name] + 2 >= ranked[0][1] - 3
            else ""
        )
    return ranked[0][0]


def main_person(headline: str, text: str, mentions: Sequence[Mention]) -> tuple[str, str]:
    """Whom a profile or an obituary is about, and the pronoun ("he" or "she") that it uses; both empty elsewhere."""
    counts = Counter(one.name for one in mentions if one.label == "person")
    low = headline.lower()
    named = [
        name for name in counts if name.lower() in low or (len(name.split()) > 1 and name.split()[-1].lower() in low)
    ]
    if not named:
        return "", ""
    best, count = max(((name, counts[name]) for name in named), key=lambda pair: (pair[1], -low.find(pair[0].lower())))
    others = max((n for name, n in counts.items() if name != best), default=0)
    if count < 3 or count < 2 * others:
        return "", ""
    said = Counter(hit.lower() for hit in re.findall(r"\b(he|she|him|his|her)\b", text, re.IGNORECASE))
    she, he = said["she"] + said["her"], said["he"] + said["him"] + said["his"]
    return (best, "she" if she > he else "he") if max(she, he) > 2 * min(she, he) else ("", "")


@dataclass(slots=True)
class Focus:
    """What the reader has in mind: a title, a person, and what the section's heading set."""

    types: dict[str, str]
    main: str
    lead: str = ""
    pronoun: str = ""
    section_title: Entity | None = None
    section_person: Entity | None = None
    title: Entity | None = None
    person: Entity | None = None
    recent: list[Entity] = field(default_factory=list)
    pair: list[Entity] = field(default_factory=list)

    def title_entity(self, name: str) -> Entity:
        """A title as an entity of its type."""
        return Entity(self.types.get(name, "film"), name)

    def open_section(self, titles: Sequence[Entity], people: Sequence[Entity], whole: bool) -> None:
        """A heading: what it names stands for all below it; ``whole`` where it is nothing but that name."""
        self.section_title = titles[0] if len(titles) == 1 or (titles and whole) else None
        self.section_person = people[0] if len(people) == 1 and whole and not titles else None
        if self.section_title or self.section_person is None:
            self.title = self.section_title or (self.title_entity(self.main) if self.main else None)
        else:
            self.title = self.title_entity(self.main) if self.main else self.title
        self.person = self.section_person

    def open_part(self, first: Entity | None) -> None:
        """A paragraph or an item: it goes on with the section's title, or with the one that it opens with."""
        if first is not None:
            self.title = first
        elif self.section_title is not None:
            self.title = self.section_title
        elif self.main:
            self.title = self.title_entity(self.main)
        if self.section_person is not None:
            self.person = self.section_person

    def references(self, text: str, start: int, end: int, slots: Sequence[Slot]) -> list[Reference]:
        """The phrases of one sentence that refer back; ``slots`` are its names and dates, in order."""
        found: list[Reference] = []
        busy = [(slot.start, slot.end) for slot in slots if slot.label not in ("count", "ordinal")]
        for hit in _nominal().finditer(text, start, end):
            if any(hit.start() < high and low < hit.end() for low, high in busy):
                continue
            if (
                any(0 <= low - hit.end() <= 3 and text[hit.end() : low].strip(" \"'“‘*,") == "" for low, _ in busy)
                and hit["work"]
            ):
                continue
            if hit["pair"]:
                entity = self._of_two(hit.start(), slots, last=hit["pair"].lower().endswith("latter"))
                label, possessive = "title_ref", False
            elif hit["work"] or hit["it"]:
                entity = self._title_at(hit.start(), slots, hit["noun"] or "")
                possessive = (hit["it"] or "").lower() == "its"
                label = "title_ref"
                if (
                    hit["work"]
                    and re.match(
                        r"\s(?:of|called|named|titled|about|version)\b|\s(?:is )?based on",
                        text[hit.end() : hit.end() + 12],
                    )
                    and not hit["work"].lower().startswith("the film about")
                ):
                    continue
                if (
                    hit["noun"]
                    and hit["noun"].lower() in lexicon("grammar")["work_relation"]
                    and entity
                    and not self._is_relation(entity)
                ):
                    continue
            else:
                entity = self._person_at(hit.start(), slots, hit[0].lower())
                possessive = bool(hit["poss"])
                label = "person_ref"
                if (hit["poss"] or "").lower() == "their":
                    continue
                if (hit["poss"] or "").lower() == "her" and re.match(
                    r"(?:in|on|as|to|for|with|and|at|by|from|that|who|when|about|into)\b",
                    text[hit.end() + 1 : hit.end() + 8],
                ):
                    possessive = False
            if entity is not None:
                found.append(Reference(hit.start(), hit.end(), label, entity, possessive))
        return found

    def _is_relation(self, entity: Entity) -> bool:
        return bool(re.search(r"\b(?:[2-9]|II|III|IV|Part|Chapter)\b|:", entity.name)) or entity.name == self.main

    def _title_at(self, place: int, slots: Sequence[Slot], noun: str) -> Entity | None:
        wanted = self._wanted(noun)
        for one in reversed([slot for slot in slots if slot.label == "title" and slot.end <= place]):
            if one.entity and (wanted is None or one.entity.type in wanted):
                return one.entity
        if self.title is not None and (wanted is None or self.title.type in wanted):
            return self.title
        for entity in reversed(self.recent):
            if wanted is not None and entity.type in wanted:
                return entity
        return self.title

    def _of_two(self, place: int, slots: Sequence[Slot], *, last: bool) -> Entity | None:
        """The former or the latter of the two titles named last."""
        here = [slot.entity for slot in slots if slot.label == "title" and slot.end <= place and slot.entity]
        two = (here if len(here) > 1 else self.pair)[-2:]
        return (two[1] if last else two[0]) if len(two) == 2 else None

    @staticmethod
    def _wanted(noun: str) -> tuple[str, ...] | None:
        low = noun.lower()
        if low in lexicon("grammar")["work_series"]:
            return ("series",)
        if low in ("film", "movie", "picture", "feature"):
            return ("film", "special")
        return None

    def _person_at(self, place: int, slots: Sequence[Slot], word: str) -> Entity | None:
        if (
            self.lead
            and ("she" if word in ("she", "her") else "he" if word in ("he", "him", "his") else "") == self.pronoun
        ):
            return Entity("person", self.lead)
        people = [slot for slot in slots if slot.label == "person" and slot.end <= place]
        return people[0].entity if people else self.person

    def close_sentence(self, named: Sequence[Entity], major: Sequence[Entity], people: Sequence[Entity]) -> None:
        """After a sentence: its first title that leads and its first person stay in mind, and the last two named."""
        if len(named) > 1:
            self.pair = list(named[-2:])
        if major:
            self.title = major[0]
            self.recent = [*self.recent[-8:], *major]
        if people and self.section_person is None:
            self.person = people[0]
        elif people and people[0] != self.section_person:
            self.person = self.section_person
