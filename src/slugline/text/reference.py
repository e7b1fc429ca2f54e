"""Which title and which person each clause speaks of: "the film", "it", "she", the heading above.

A `Focus` walks the article once, in order, and keeps what a reader keeps in mind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from slugline.model import Entity, Mention
from slugline.text.lexicon import either, lexicon, word_set
from slugline.text.namesakes import Works
from slugline.text.people import People, Reference
from slugline.text.shape import Slot
from slugline.text.work_types import Types

OPENING = 300  # characters of an article in which its title is named
HEADED = 3.0  # what a headline adds to the number of times that a title is named
SEVERAL = 3  # titles in an opening that make an article one about none of them
LEAD = 1.0


@cache
def _nominal() -> re.Pattern[str]:
    """The phrases that refer back, each in a group of its own.

    ``work``: "the new film" (its noun in ``noun``), ``it``: "it" and "its", ``one``: "that one", ``first``: "the
    original", ``poss``: "her" before a noun, ``person``: "she", ``pair``: "the latter", ``role``: "the actor".
    """
    lists, grammar = lexicon("focus"), lexicon("grammar")
    inner = rf"(?: (?!{either(lists['not_between'])} )[\w’'-]+){{0,3}}?"
    nouns = either((*grammar["work"], *lists["more_work"]))
    work = rf"\b(?P<work>(?:the|this|that){inner} (?P<noun>{nouns}))(?![\w-])"
    judged = rf"(?: is| was|'s|’s) (?:not )?(?:the|a|an)? ?{either(lists['not_it'])}\b"
    behind = either((*lists["not_person"], *grammar["person_noun"]))
    roles = either((*lists["person"], *lists["posts"]))
    role = rf"\b(?P<role>the (?:\d\d-year-old|{roles}))\b(?! {behind}\b|,? (?-i:[A-Z]))"
    part = "film|movie|one|picture|series|show"
    first = rf"(?P<first>the (?:original|first)(?: (?:{part}))?)\b(?=[.,;:)’']| {either(lists['after_first'])}\b)"
    return re.compile(
        rf"{work}(?! {either(lists['not_work'])}\b| stars?\b(?! (?-i:[A-Z“\"])))"
        rf"|\b(?P<it>it|its)\b(?!{judged})"
        r"|\b(?P<one>(?:this|that|the new) one)\b(?! (?:of|who|that)\b)"
        rf"|\b{first}"
        r"|\b(?P<poss>his|her|their)\b(?= \w)"
        r"|\b(?P<person>he|she|him|her)\b"
        r"|\b(?P<pair>the (?:latter|former))\b"
        rf"|{role}",
        re.IGNORECASE,
    )


@cache
def _not_hers() -> re.Pattern[str]:
    """What follows "her" where it is the object: "told her that"."""
    return re.compile(rf"{either(lexicon('focus')['not_hers'])}\b")


# What follows "the film" where a name or another work comes, not the title in mind.
_NAMES_ANOTHER = re.compile(r"\s(?:of|called|named|titled|about|version)\b|\s(?:is )?based on")
# What makes a title a later part of the one before it.
_PART = re.compile(r"(?:,? (?:Part|Chapter|Volume|Vol\.)? ?(?:[2-9]|II|III|IV|V|Two|Three|Four)|(?::| [–—-]) .*)$")
_BEFORE_A_NOUN = ("count", "ordinal", "person")  # "the six-part drama", "the Ada Roe drama"
# What may stand between "the film" and the name that it introduces: opening marks, a comma, a tag.
_ONLY_MARKS = re.compile(r"[ ,]{0,3}(?:[\"'“‘„«*_\s]|<\w{1,6}>){0,4}")
# Words of a headline in quotation marks.
_MARKED = re.compile(r"(?<!\w)[\"“‘'«]([^\"“”‘’'«»]{2,60})[\"”’'»](?!\w)")


def main_title(headline: str, mentions: Sequence[Mention]) -> str:
    """The name of the title that the article is about; empty where it is about several or none.

    A title that only the headline names, in quotation marks, counts too.
    """
    titles = [one for one in mentions if one.label == "title"]
    counts = Counter(one.name for one in titles)
    headed = _headed(headline, titles)
    alone = "" if headed else _quoted(headline, mentions)
    if alone or not titles:
        return alone
    weights: dict[str, float] = {name: float(count) for name, count in counts.items()}
    for place, name in enumerate(headed):
        weights[name] += HEADED if place else HEADED + 1
    if titles[0].evidence.start < OPENING:
        weights[titles[0].name] += 1
    ranked = sorted(weights, key=lambda name: -weights[name])
    second = weights[ranked[1]] if len(ranked) > 1 else 0.0
    opening = {one.name for one in titles if one.evidence.start < OPENING}
    told = ranked[0] in headed or counts[ranked[0]] > 1 or len(opening) < SEVERAL
    return ranked[0] if told and weights[ranked[0]] >= second + LEAD else ""


def _headed(headline: str, titles: Sequence[Mention]) -> list[str]:
    """The titles that a headline names, in its order; one that a longer one holds, or a number follows, is none."""
    shouted, apostrophe = headline.isupper(), "'"
    folded = headline.replace("’", apostrophe).casefold()
    found: list[tuple[int, int, str]] = []
    forms = {(form, one.name) for one in titles for form in (one.evidence.quote.strip("\"'“”‘’*_"), one.name)}
    for form, name in forms:
        if form.replace("’", apostrophe).casefold() not in folded:
            continue  # most names: no expression is made for them
        hit = re.search(
            rf"(?<!\w){re.escape(form.replace('’', apostrophe))}(?!\w| (?:\d+|I{{2,3}}|IV|V)(?!\w))",
            headline.replace("’", apostrophe),
            re.IGNORECASE if shouted or " " in form else 0,
        )
        if hit:
            found.append((hit.start(), -hit.end(), name))
    named: list[str] = []
    last = 0
    for start, end, name in sorted(found):
        if start >= last and name not in named:
            named.append(name)
            last = -end
    return named


def _quoted(headline: str, mentions: Sequence[Mention]) -> str:
    """A title in quotation marks in a headline that no mention names: words with capitals, no speech."""
    for hit in _MARKED.finditer(headline):
        words = hit[1].split()
        long = [word for word in words if len(word) > 3 and word[0].isalpha()]
        if not words or len(words) > 7 or not words[0][:1].isupper() or hit[1][-1] in ".,?":
            continue
        if not all(word[0].isupper() for word in long) or (len(words) > 1 and not long):
            continue
        outside = (headline[: hit.start()] + headline[hit.end() :]).split()
        if sum(word[0].isupper() for word in outside if len(word) > 3) > 1 + sum(word[0].islower() for word in outside):
            continue  # every word has a capital: words in quotation marks may be somebody's
        low = hit[1].lower()
        if not any(low in one.name.lower() or one.name.lower() in low for one in mentions):
            return hit[1]
    return ""


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
    behind = headline.removeprefix(best)
    opens = headline.startswith(best) and (not behind or behind.startswith((",", ":", " (")))
    if count < (2 if opens else 3) or count < 2 * others:
        return "", ""
    said = Counter(hit.lower() for hit in re.findall(r"\b(he|she|him|his|her)\b", text, re.IGNORECASE))
    she, he = said["she"] + said["her"], said["he"] + said["him"] + said["his"]
    return (best, "she" if she > he else "he") if max(she, he) > 2 * min(she, he) else ("", "")


def _none_passes(_slot: Slot, _place: int) -> bool:
    return False


@dataclass(slots=True)
class Focus:
    """What the reader has in mind: a title, a person, and what the section's heading set."""

    types: Types
    main: str
    lead: str = ""
    pronoun: str = ""
    section_title: Entity | None = None
    title: Entity | None = None
    recent: list[Entity] = field(default_factory=list)
    pair: list[Entity] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    people: People = field(default_factory=People)
    passing: Callable[[Slot, int], bool] = field(default=_none_passes, repr=False)
    works: Works = field(default_factory=Works, repr=False)
    renamed: Mapping[str, str] = field(default_factory=dict)
    latest: dict[str, Entity] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people.lead, self.people.pronoun = self.lead, self.pronoun

    last: Entity | None = None

    def title_entity(self, name: str) -> Entity:
        """A title as an entity of its type, by its present name; of several works of one name the first."""
        name = self.renamed.get(name, name)
        named = self.works.named.get(name)
        return named[0] if named else Entity(self.types.get(name, "film"), name)

    def mentioned(self, one: Mention) -> Entity:
        """The title that a mention means."""
        if one.name in self.renamed:
            return self.title_entity(one.name)
        return self.works.at.get((one.evidence.start, one.evidence.end)) or self.title_entity(one.name)

    def now(self) -> Entity | None:
        """The title in mind; of several works of its name the one spoken of last."""
        return self._among(self.title, None)

    def _among(self, entity: Entity | None, wanted: tuple[str, ...] | None) -> Entity | None:
        """Of the works of an entity's name the one spoken of last, if it is of a wanted type, else one that is."""
        if entity is None or not self.works.several(entity.name):
            return entity
        known = (self.latest.get(entity.name, entity), *self.works.named[entity.name])
        return next((one for one in known if wanted is None or one.type in wanted), entity)

    def open_section(self, titles: Sequence[Entity], people: Sequence[Entity], whole: bool) -> None:
        """A heading: what it names stands for all below it; ``whole`` where it is nothing but that name."""
        self.section_title = titles[0] if len(titles) == 1 or (titles and whole) else None
        self.people.section = people[0] if len(people) == 1 and whole and not titles else None
        if self.section_title or self.people.section is None:
            self.title = self.section_title or (self.title_entity(self.main) if self.main else None)
        else:
            self.title = self.title_entity(self.main) if self.main else self.title
        self.people.person = self.people.section

    def open_part(self, first: Entity | None) -> None:
        """A paragraph or an item: it goes on with the section's title, or with the one that it opens with."""
        if first is not None:
            self.title = first
        elif self.section_title is not None:
            self.title = self.section_title
        elif self.main:
            self.title = self.title_entity(self.main)
        self.people.open_part()

    def references(
        self, text: str, start: int, end: int, slots: Sequence[Slot], passing: Callable[[Slot, int], bool]
    ) -> list[Reference]:
        """The phrases of one sentence that refer back; ``slots`` are its names and dates, in order.

        ``passing`` says whether a title among them is not what words at a place speak of.
        """
        self.passing = passing
        busy = [(slot.start, slot.end) for slot in slots if slot.label not in ("count", "ordinal")]
        found: list[Reference] = []
        for hit in _nominal().finditer(text, start, end):
            low = hit.start()
            if hit["work"] and any(
                low < slot.end and slot.start < hit.start("noun") and slot.label in _BEFORE_A_NOUN for slot in slots
            ):
                low = hit.start("noun")  # "the six-part drama": the count stays, the noun is the reference
            dated = self._of_year(text, hit, slots)
            if dated is not None:
                found.append(Reference(low, hit.end(), "title_ref", dated, False))
                continue
            if any(low < last and first < hit.end() for first, last in busy):
                continue
            meant = [one for one in found if one.label == "person_ref"]
            one = self._title_meant(text, low, hit, slots) or self._person_meant(text, hit, slots, meant)
            if one is not None:
                found.append(one)
        return found

    def _of_year(self, text: str, hit: re.Match[str], slots: Sequence[Slot]) -> Entity | None:
        """The title that "the 1998 film" means: one that the article gives this year."""
        if not hit["work"] or self._introduces(text, hit, slots):
            return None
        years = {slot.date.words for slot in slots if slot.date and hit.start() < slot.start and slot.end <= hit.end()}
        wanted = self._wanted(hit["noun"])
        works = [one for named in self.works.named.values() for one in named if one.year and str(one.year) in years]
        works.sort(key=lambda one: self.title is None or one.name != self.title.name)
        return next((one for one in works if self._fits(one, wanted)), None)

    def _title_meant(self, text: str, low: int, hit: re.Match[str], slots: Sequence[Slot]) -> Reference | None:
        """The title for which "the film", "it" or "the latter" stands; None where it names another, or a person."""
        if hit["pair"]:
            entity = self._of_two(hit.start(), slots, last=hit["pair"].lower().endswith("latter"))
        elif hit["one"]:
            entity = self._one(hit.start(), slots) if hit["one"].lower().startswith("that") else self._own()
        elif hit["first"]:
            entity = self._original()
        elif hit["work"]:
            if self._introduces(text, hit, slots):
                return None
            entity = self._title_at(hit.start(), slots, hit["noun"], near=hit["work"].lower().startswith("that "))
            related = hit["noun"].lower() in lexicon("grammar")["work_relation"]
            if entity and related and (text[hit.end() : hit.end() + 3] == " to" or not self._is_relation(entity)):
                return None
        elif hit["it"]:
            entity = self._title_at(hit.start(), slots, "")
        else:
            return None
        possessive = (hit["it"] or "").lower() == "its"
        return Reference(low, hit.end(), "title_ref", entity, possessive) if entity else None

    @staticmethod
    def _introduces(text: str, hit: re.Match[str], slots: Sequence[Slot]) -> bool:
        """Whether a name or another work follows "the film"."""
        named = [
            slot.start for slot in slots if slot.start >= hit.end() and slot.label in ("title", "franchise", "name")
        ]
        if named and _ONLY_MARKS.fullmatch(text, hit.end(), named[0]):
            return True
        return _NAMES_ANOTHER.match(text, hit.end(), hit.end() + 12) is not None

    def _own(self) -> Entity | None:
        """What "this one" means: the title of the section, of the article, or the one in mind."""
        return self.section_title or (self.title_entity(self.main) if self.main else self.now())

    def _one(self, place: int, slots: Sequence[Slot]) -> Entity | None:
        """What "that one" means: the title named last, in the sentence or before it."""
        here = [slot.entity for slot in slots if slot.label == "title" and slot.end <= place and slot.entity]
        return here[-1] if here else self.last

    def _original(self) -> Entity | None:
        """What "the original" means where the title in mind is a later part: the one that its name begins with."""
        now = self.title.name if self.title else ""
        base = _PART.sub("", now)
        return self.title_entity(base) if base != now and base in self.types else None

    def _person_meant(
        self, text: str, hit: re.Match[str], slots: Sequence[Slot], meant: Sequence[Reference]
    ) -> Reference | None:
        """The person for whom "she", "her" or "the actor" stands; "their" stands for nobody."""
        if not (hit["person"] or hit["poss"] or hit["role"]) or hit[0].lower() == "their":
            return None
        if hit["role"]:
            entity = self.people.called(hit[0].lower().removeprefix("the "), slots, hit.start())
        else:
            entity = self.people.meant_by(text, hit.start(), hit[0].lower(), slots, meant)
        held = hit[0].lower() == "her" and _not_hers().match(text, hit.end() + 1, hit.end() + 8)
        possessive = bool(hit["poss"]) and not held
        return Reference(hit.start(), hit.end(), "person_ref", entity, possessive) if entity else None

    def _is_relation(self, entity: Entity) -> bool:
        return bool(re.search(r"\b(?:[2-9]|II|III|IV|Part|Chapter)\b|:", entity.name)) or entity.name == self.main

    def _title_at(self, place: int, slots: Sequence[Slot], noun: str, *, near: bool = False) -> Entity | None:
        """The title that a phrase at ``place`` means; ``near`` ("that film") prefers the one named last."""
        wanted = self._wanted(noun)
        for one in reversed([slot for slot in slots if slot.label == "title" and slot.end <= place]):
            if one.entity and self._fits(one.entity, wanted) and not self.passing(one, place):
                return one.entity
        if near and self.last is not None and self._fits(self.last, wanted):
            return self.last
        own = self._among(self.title, wanted)
        if own is not None and self._fits(own, wanted):
            return own
        return next((entity for entity in reversed(self.recent) if self._fits(entity, wanted)), own)

    def _fits(self, entity: Entity, wanted: tuple[str, ...] | None) -> bool:
        """Whether a title is of a wanted type; one of which nothing tells the type fits all."""
        vague = entity.name in self.types.vague and not self.works.several(entity.name)
        return wanted is None or entity.type in wanted or vague

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
        if low in word_set("focus", "work_film"):
            return ("film", "special")
        return None

    def close_sentence(
        self, named: Sequence[Entity], meant: Sequence[Entity], major: Sequence[Entity], people: Sequence[Entity]
    ) -> None:
        """After a sentence: its first title that leads and its first person stay in mind, and the last two named.

        ``meant`` are the titles that it means, by name or not, in order.
        """
        self.latest |= {one.name: one for one in meant}
        if len(named) > 1:
            self.pair = list(named[-2:])
        self.last = named[-1] if named else self.last
        self.named |= {one.name for one in named}
        if major:
            self.title = major[0]
            self.recent = [*self.recent[-8:], *major]
        self.people.close_sentence(people)
