"""Whom "she", "his" and "the director" mean: what a reader keeps in mind of the people of an article.

The article itself tells which pronoun goes with whom (`pronouns`): "Mr", "the actress", a sentence with one person in
it. `People` walks the sentences with the reader and takes, of those whom a pronoun can mean, the one last spoken of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from slugline.model import Entity, Mention
from slugline.text.lexicon import either, lexicon, word_set
from slugline.text.shape import Slot


@dataclass(slots=True)
class Reference:
    """A phrase that refers back: ``label`` is ``title_ref`` or ``person_ref``, ``entity`` whom it means."""

    start: int
    end: int
    label: str
    entity: Entity
    possessive: bool


OF_PRONOUN = {"she": "she", "her": "she", "hers": "she", "herself": "she"} | dict.fromkeys(
    ("he", "him", "his", "himself"), "he"
)
_PRONOUN = re.compile(r"\b(she|her|hers|herself|he|him|his|himself)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]")
_ENDS = re.compile(r"[.!?][\"”’)*]*\s+(?=[\"“‘(*]*[A-Z])|\n+")
# How much each sign counts that a pronoun goes with a person.
_BY_WORD, _BY_SENTENCE, _BY_NEXT = 6, 2, 1
# What a pronoun of its own apposition cannot mean: "Nathan Roe, his cousin, …".
_OWN = re.compile(r"[\"”’*_]*, $")
# Where a clause begins that has a subject of its own, and words that make a pronoun free to mean the subject before it.
_CLAUSE = re.compile(r"[;:–] |, (?:and|but|while|though|although|because|so|yet|or) ")
_SUB = re.compile(r"\b(?:that|who|whom|whose|which|when|where|while|because|if|as|and|but|to|for|before|after)\b|[;:]")
_JOINED = re.compile(
    r"(?:\b(?:in|by|of|with|from|for|to|opposite|at|on|about|than|like|as|alongside|between) (?:[a-z]+ ){0,2}|\()"
    r"[\"“‘*_]*$"
)
_ASIDE = re.compile(r",[^,;:.]*,")
_KEPT = 6
_OPENING = 600
_PROFILE = 8  # pronouns of one kind that make an article a profile


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words before a name, and behind it, that tell the pronoun: "Mrs", ", the actress"."""
    lists = lexicon("focus")
    she, he = either(lists["she_words"]), either(lists["he_words"])
    before = rf"\b(?:(?P<she>{she})|(?P<he>{he}))\.? $"
    kind = rf"(?:(?P<she>{she})|(?P<he>{he}))"
    kind = rf"(?:(?P<she>{she})|(?P<he>{he}))"
    behind = rf"[\"”’*_]*,? (?:\((?:\d\d)\), )?(?:the|an?|his|her) (?:[\w-]+ ){{0,3}}?{kind}\b"
    return re.compile(before, re.IGNORECASE), re.compile(behind, re.IGNORECASE)


@cache
def _post_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<noun>{either(lexicon('grammar')['person_noun'])}),? [\"“‘*_]*$", re.IGNORECASE)


@cache
def _post_behind() -> re.Pattern[str]:
    nouns = either(lexicon("grammar")["person_noun"])
    return re.compile(rf"[\"”’*_]*,? (?:is )?(?:the|its|a) (?:[\w'’-]+ )?(?P<noun>{nouns})\b", re.IGNORECASE)


def pronouns(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """``she`` or ``he`` for each person of whom the article tells it."""
    people = [one for one in mentions if one.label == "person"]
    votes: dict[str, Counter[str]] = {one.name: Counter() for one in people}
    before, behind = _beside()
    for one in people:
        low, high = one.evidence.start, one.evidence.end
        for hit in (before.search(text[max(0, low - 24) : low]), behind.match(text, high, high + 40)):
            if hit:
                votes[one.name]["she" if hit["she"] else "he"] += _BY_WORD
    last = ""
    for start, end in _pieces(text):
        inside = [one for one in people if start <= one.evidence.start < end]
        names = {one.name for one in inside}
        first = inside[0].evidence.end if inside else start
        plain = _QUOTED.sub(lambda hit: " " * len(hit[0]), text[start:end])
        said = {OF_PRONOUN[hit[1].lower()] for hit in _PRONOUN.finditer(plain, first - start)}
        if len(said) == 1 and len(names) == 1:
            votes[inside[0].name][said.pop()] += _BY_SENTENCE
        elif len(said) == 1 and not names and last:
            votes[last][said.pop()] += _BY_NEXT
        early = _PRONOUN.search(plain, 0, first - start) is not None  # it spoke of somebody before
        if names or text[start - 1 : start] == "\n":
            last = inside[0].name if len(names) == 1 and not early else ""
    return {name: tally.most_common(1)[0][0] for name, tally in votes.items() if _clear(tally)}


def _clear(tally: Counter[str]) -> bool:
    return max(tally.values(), default=0) > 2 * min(tally["she"], tally["he"])


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text, near enough to count in."""
    start = 0
    for hit in _ENDS.finditer(text):
        yield start, hit.end()
        start = hit.end()
    yield start, len(text)


def protagonist(headline: str, text: str, mentions: Sequence[Mention], known: dict[str, str]) -> tuple[str, bool]:
    """Whom an article speaks of most, and whether it is a profile: full of one pronoun.

    The pronoun of a profile's person is then told in ``known``.
    """
    people = [one for one in mentions if one.label == "person"]
    counts = Counter(one.name for one in people)
    said = Counter(OF_PRONOUN[hit[1].lower()] for hit in _PRONOUN.finditer(_QUOTED.sub("", text)))
    pronoun = max(("she", "he"), key=lambda one: said[one])
    dense = said[pronoun] >= _PROFILE and said[pronoun] >= 2 * (said.total() - said[pronoun])
    low = headline.lower()
    headed = [name for name in counts if any(_within(form, low) for form in (name.lower(), name.split()[-1].lower()))]
    opening = [one.name for one in people if one.evidence.start < _OPENING]
    if dense:
        able = [name for name in headed or opening if known.get(name, pronoun) == pronoun]
        hero = max(dict.fromkeys(able), key=lambda name: counts[name], default="")
        rest = max((count for name, count in counts.items() if name != hero), default=0)
        full = said[pronoun] >= 2 * _PROFILE and said[pronoun] >= 3 * (said.total() - said[pronoun])
        if hero in headed or (hero and full) or (hero and counts[hero] > 2 and 4 * counts[hero] >= 5 * rest):
            known.setdefault(hero, pronoun)
            return hero, True
    if headed:
        return max(headed, key=lambda name: counts[name]), False
    ranked = counts.most_common(2)
    leads = bool(ranked) and ranked[0][1] > 2 and (len(ranked) == 1 or 2 * ranked[0][1] >= 3 * ranked[1][1])
    return (ranked[0][0], False) if leads and ranked[0][0] in opening else ("", False)


def _within(form: str, low: str) -> bool:
    return form in low and bool(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", low))


@dataclass(slots=True)
class People:
    """The people whom the reader has in mind: ``person`` first, ``section`` where a heading set one.

    ``lead`` is whom a profile is about, with its pronoun; ``hero`` whom any article speaks of most; ``known`` has the
    pronoun of each person as far as it is told.
    """

    known: dict[str, str] = field(default_factory=dict)
    lead: str = ""
    pronoun: str = ""
    hero: str = ""
    profile: bool = False
    section: Entity | None = None
    person: Entity | None = None
    last: list[Entity] = field(default_factory=list)  # of the last sentence that named somebody
    before: list[Entity] = field(default_factory=list)  # of all sentences, the latest first
    posts: dict[str, Entity] = field(default_factory=dict)

    def meant_by(
        self, text: str, place: int, word: str, slots: Sequence[Slot], found: Sequence[Reference]
    ) -> Entity | None:
        """Whom a pronoun at ``place`` means: ``slots`` are those of its sentence, ``found`` its pronouns so far."""
        wanted = OF_PRONOUN.get(word, "")
        if self.lead and wanted == self.pronoun:
            return Entity("person", self.lead)
        here = self._here(text, place, word, slots)
        same = [one.entity for one in found if OF_PRONOUN.get(text[one.start : one.end].lower()) == wanted]
        if same and wanted and not any(self.known.get(one.name) == wanted for one in here):
            return same[-1]
        first = [slot for slot in slots if slot.end <= place and slot.entity in here[:1]]
        acting, owner = any(_acts(text, slot) for slot in first), all(_owns(text, slot) for slot in first)
        able = self._able(wanted, here, acting=acting, owner=owner)
        return next((one for one in able if one.name != self.lead or not wanted), None)

    def _able(self, wanted: str, here: Sequence[Entity], *, acting: bool, owner: bool) -> Iterator[Entity]:
        """Those whom a pronoun can mean, the likeliest first.

        ``here`` are those named before it in its sentence; ``acting`` says that the first of them can be its subject,
        ``owner`` that it only owns something ("Roe's").
        """
        before = [*([self.person] if self.person else ()), *self.last]
        near = [*before, *here] if owner else [*here, *before]
        if not wanted:
            yield from near
            return
        fits = {one.name for one in near if self.known.get(one.name, wanted) == wanted}
        hero = self.known.get(self.hero) == wanted
        if (
            acting
            and here
            and here[0].name in fits
            and (here[0].name in self.known or not (self.section or (self.profile and hero)))
        ):
            yield here[0]
        if self.section is not None and self.known.get(self.section.name, wanted) == wanted:
            yield self.section
        if self.profile and hero:
            yield Entity("person", self.hero)
        yield from (one for one in near if self.known.get(one.name) == wanted)
        if hero:
            yield Entity("person", self.hero)
        yield from (one for one in near if one.name in fits)
        yield from (one for one in self.before if self.known.get(one.name) == wanted)

    @staticmethod
    def _here(text: str, place: int, word: str, slots: Sequence[Slot]) -> list[Entity]:
        """Those named before a pronoun in its sentence whom it can mean, the likeliest first."""
        named = [slot for slot in slots if slot.label == "person" and slot.end <= place and slot.entity]
        if word in ("his", "her") and named and _OWN.fullmatch(text, named[-1].end, place):
            named = named[:-1]
        if not named:
            return []
        start = named[0].start
        cut = max((hit.end() for hit in _CLAUSE.finditer(text, start, place)), default=start)
        own = [slot for slot in named if slot.start >= cut]
        between = _ASIDE.sub("", text[own[0].end : place]) if own else ""
        if word in ("him", "her") and own and not _SUB.search(between) and not _noun(text, place, word):
            named.remove(own[0])  # nobody is the object of what he does
            own = own[1:]
        own.sort(key=lambda slot: not _acts(text, slot))
        named.sort(key=lambda slot: not _acts(text, slot))
        return list(dict.fromkeys(slot.entity for slot in (*own, *named) if slot.entity))

    def called(self, noun: str, slots: Sequence[Slot], place: int) -> Entity | None:
        """Who is "the director": who was called so; "the actor" and "the 41-year-old" are whoever is in mind."""
        if noun in self.posts:
            return self.posts[noun]
        if noun in word_set("focus", "posts"):
            return None
        here = [slot.entity for slot in slots if slot.label == "person" and slot.end <= place and slot.entity]
        return next(iter(here), self.person)

    def learn(self, text: str, slots: Sequence[Slot]) -> None:
        """Keeps who is called what: "director Ada Roe", "Ada Roe, the director"."""
        for slot in slots:
            if slot.label == "person" and slot.entity:
                for hit in (
                    _post_before().search(text, max(0, slot.start - 40), slot.start),
                    _post_behind().match(text, slot.end),
                ):
                    if hit:
                        self.posts[hit["noun"].lower()] = slot.entity

    def open_part(self) -> None:
        """A new paragraph: the section's person is in mind again."""
        if self.section is not None:
            self.person = self.section

    def close_sentence(self, people: Sequence[Entity]) -> None:
        """After a sentence: ``people`` are those it named or referred to, in order."""
        if people and self.section is None:
            self.person = people[0]
        elif people and people[0] != self.section:
            self.person = self.section
        new = list(dict.fromkeys(people))
        self.last = new or self.last
        self.before = [*new, *(one for one in self.before if one not in new)][:_KEPT]


def _owns(text: str, slot: Slot) -> bool:
    return text[slot.end : slot.end + 2] in ("'s", "’s")


def _acts(text: str, slot: Slot) -> bool:
    """Whether a name can be the subject of its clause: no "Roe's", "by Roe", "(Roe"."""
    return not _owns(text, slot) and not _JOINED.search(text, max(0, slot.start - 30), slot.start)


def _noun(text: str, place: int, word: str) -> bool:
    """Whether "her" stands before a noun of its own: "her brother"."""
    return (
        word == "her"
        and re.match(
            r"her (?!(?:to|in|on|as|for|with|and|at|by|from|that|who|when|about|into|out|off|up|down|back|a|the)\b)\w",
            text[place : place + 16],
            re.IGNORECASE,
        )
        is not None
    )
