"""From an article to its reading: names, dates and numbers, then line by line what each speaks of.

    Article -> sentences -> dates, numbers, names -> references -> lines

`read` is the whole path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from slugline.learned.eye import Eye, Sight
from slugline.model import Article, Entity, Mention, Part
from slugline.text.beliefs import Belief, Speaking, beliefs
from slugline.text.dated import dates_in, of_a_story
from slugline.text.mentions import Tagger, VotingTagger, plain_name
from slugline.text.namesakes import works
from slugline.text.numbers import Number, find_numbers
from slugline.text.people import Reference, pronouns, protagonist
from slugline.text.reading import READ_PARTS, Line, Reading
from slugline.text.reference import Focus, main_person, main_title
from slugline.text.relatives import relatives
from slugline.text.sentences import sentences
from slugline.text.shape import Shape, Slot, project
from slugline.text.spans import Spans
from slugline.text.spoken import PLACEHOLDER, leads, matters, passed, tells_who
from slugline.text.times import DateMention
from slugline.text.work_types import settled, title_types

MAX_SLOTS = 64  # names, dates and numbers of one line
MEANT = {"title": 0.9, "person": 0.93}  # the least chance at which the eye's word on a reference outranks the rules'
_SUBJECTS = ("title", "franchise", "person", "name")

OtherNames = Callable[["Reading"], Mapping[str, str]]


def _no_other(_reading: Reading) -> Mapping[str, str]:
    return {}


def read(
    article: Article, tagger: Tagger | None = None, eye: Eye | None = None, other_names: OtherNames = _no_other
) -> Reading:
    """Reads an article with the given tagger (a `VotingTagger` where none is given) and, if given, the trained eye.

    ``other_names`` finds in what was read the names that a title bears no more, each with its present one: where
    there are some, the article is read again, and the two mean one title.
    """
    sight = eye.look(article.title, article.text) if eye else None
    parts = [part for part in article.parts if part.kind in READ_PARTS]
    spans = [(part, sentences(article.text, part.start, part.end)) for part in parts]
    flat = [span for _, part_spans in spans for span in part_spans]
    dates = dates_in(article.text, flat)
    numbers = [number for start, end in flat for number in find_numbers(article.text, start, end)]
    closed = [(d.start, d.end) for d in dates] + [(n.start, n.end) for n in numbers if n.kind == "money"]
    mentions = (tagger or VotingTagger(sight)).tag(article, flat, closed)
    named = Spans((m.evidence.start, m.evidence.end, m) for m in mentions)
    dates = [d for d in dates if not named.touching(d.start, d.end) and not of_a_story(article.text, d, named)]
    types = title_types(article.text, mentions)
    main = main_title(article.title, mentions)
    types = settled(types, main, article.text)
    lead, pronoun = main_person(article.title, article.text, mentions)
    named_works = works(article.text, mentions, types)

    def made(renamed: Mapping[str, str]) -> Reading:
        focus = Focus(types, renamed.get(main, main), lead, pronoun, works=named_works, renamed=renamed)
        return _Reader(article, mentions, dates, numbers, focus, sight).read(spans)

    reading = made({})
    renamed = other_names(reading)
    reading = made(renamed) if renamed else reading
    if sight is not None:
        names = _nameable(reading)
        object.__setattr__(reading, "beliefs", _believed(reading, sight, names))  # its lines hold the reading itself
        object.__setattr__(reading, "speaking", Speaking(sight, names))
    return reading


def _believed(
    reading: Reading, sight: Sight, names: Sequence[tuple[int, int, Entity]]
) -> dict[tuple[int, int], Belief]:
    """The beliefs of every slot that can be a value."""
    slots = [slot for line in reading.lines for slot in line.slots]
    return beliefs(
        sight, [(slot.start, slot.end) for slot in slots if slot.label not in ("title_ref", "person_ref")], names
    )


def _nameable(reading: Reading) -> list[tuple[int, int, Entity]]:
    """The places of all that can be a subject: titles, franchises and people."""
    return [
        (slot.start, slot.end, slot.entity)
        for line in reading.lines
        for slot in line.slots
        if slot.label in _SUBJECTS and slot.entity is not None
    ]


class _Reader:
    """Walks the parts in order, the focus with it."""

    def __init__(
        self,
        article: Article,
        mentions: tuple[Mention, ...],
        dates: Sequence[DateMention],
        numbers: Sequence[Number],
        focus: Focus,
        sight: Sight | None,
    ) -> None:
        self.article, self.mentions, self.focus = article, mentions, focus
        people = self.focus.people
        people.known = pronouns(article.text, mentions)
        people.hero, people.profile = protagonist(article.title, article.text, mentions, people.known)
        self.named = Spans((m.evidence.start, m.evidence.end, m) for m in mentions)
        self.dates = Spans((d.start, d.end, d) for d in dates)
        self.numbers = Spans((n.start, n.end, n) for n in numbers)
        self.lines: list[Line] = []
        self.heading = ""
        self.speaking = Speaking(sight, self._subjects()) if sight is not None else None

    def _subjects(self) -> list[tuple[int, int, Entity]]:
        """The places of the names of titles and people."""
        slots = [self._named(one) for one in self.mentions if one.label in _SUBJECTS]
        return [(slot.start, slot.end, slot.entity) for slot in slots if slot.entity is not None]

    def read(self, spans: Sequence[tuple[Part, list[tuple[int, int]]]]) -> Reading:
        main = self.focus.title_entity(self.focus.main) if self.focus.main else None
        reading = Reading(self.article, self.mentions, (), main, self.focus.types, self.focus.works)
        for part, part_spans in spans:
            if part.kind == "heading":
                self._heading(part)
            else:
                self.focus.open_part(self._leading_title(part))
            for n, (start, end) in enumerate(part_spans):
                self.lines.append(self._line(reading, part, start, end, n == 0))
        object.__setattr__(reading, "lines", tuple(self.lines))
        return reading

    def _within(self, start: int, end: int) -> list[Mention]:
        return self.named.within(start, end)

    def _heading(self, part: Part) -> None:
        self.heading = self.article.text[part.start : part.end]
        inside = self._within(part.start, part.end)
        titles = [self.focus.mentioned(m) for m in inside if m.label == "title"]
        people = [Entity("person", plain_name(m.name)) for m in inside if m.label in ("person", "name")]
        covered = sum(m.evidence.end - m.evidence.start for m in inside)
        letters = len(re.sub(r"[\W\d_]|\(.*?\)", "", self.heading))
        first = inside[0] if inside else None
        leads = (
            first is not None
            and first.label == "person"
            and not re.search(r"[A-Za-z]", self.article.text[part.start : first.evidence.start])
        )
        lone = leads and not titles and len(self.heading.split()) <= 9 and sum(m.label == "person" for m in inside) == 1
        self.focus.open_section(titles, people[:1] if lone else people, covered >= letters or lone)

    def _leading_title(self, part: Part) -> Entity | None:
        """The title that a part opens with, as an item of a list or a paragraph of a round-up does."""
        for one in self._within(part.start, part.end):
            if one.label != "title":
                if one.label in ("person", "name", "organization") and one.evidence.start - part.start < 14:
                    break
                continue
            before = self.article.text[part.start : one.evidence.start]
            if not re.search(r"[a-z]{3}", before) and len(before) < 30:
                return self.focus.mentioned(one)
            break
        return None

    def _line(self, reading: Reading, part: Part, start: int, end: int, opens: bool) -> Line:
        mentions = self._within(start, end)
        slots = [self._named(m) for m in mentions]
        slots += [Slot("date", d.start, d.end, date=d) for d in self.dates.within(start, end)]
        busy = [(slot.start, slot.end) for slot in slots]
        for number in self.numbers.within(start, end):
            if not any(number.start < high and low < number.end for low, high in busy):
                slots.append(Slot(number.kind, number.start, number.end, number=number))
        slots.sort(key=lambda slot: slot.start)
        if len(slots) > MAX_SLOTS:
            slots = []  # no sentence of prose: its names would only cost time
        slots = relatives(self.article.text, start, end, slots, self.focus)
        references = [] if part.kind == "heading" else self._references(start, end, slots)
        busy = [(slot.start, slot.end) for slot in slots if slot.label not in ("count", "ordinal", "date")]
        for ref in references:
            # "the 44-year-old" and "that one" hold a count that is no count of anything, "the 1998 film" no date.
            if not any(ref.start < high and low < ref.end for low, high in busy):
                slots = [slot for slot in slots if slot.end <= ref.start or slot.start >= ref.end]
                slots.append(Slot(ref.label, ref.start, ref.end, entity=ref.entity, possessive=ref.possessive))
        slots.sort(key=lambda slot: slot.start)
        shape = project(self.article.text, start, end, slots)
        line = Line(
            reading, part, len(self.lines), start, end, shape, tuple(slots), self.focus.now(), self.focus.people.person,
            self.focus.section_title, self.focus.people.section, self.heading, opens,
        )  # fmt: skip
        if part.kind != "heading":
            spoken = [
                (slot.entity, hit.start())
                for hit in PLACEHOLDER.finditer(shape.text)
                if hit[1] in "TX" and (slot := slots[int(hit[2])]).entity and matters(shape.text, hit.start())
                if hit[1] == "T" or self.article.text[slot.start : slot.start + 4].lower() != "that"
            ]
            major = [entity for entity, place in spoken if leads(shape.text, place, opens)]
            if opens and not major and not self.focus.main and not self.focus.section_title:
                major = [entity for entity, _ in spoken[:1]]
            major = major or self._introduced(shape.text, spoken)
            people = [slot.entity for slot in slots if slot.label in ("person", "person_ref") and slot.entity]
            named = [slot.entity for slot in slots if slot.label == "title" and slot.entity]
            self.focus.people.learn(self.article.text, slots)
            meant = [
                slot.entity
                for slot in slots
                if slot.label in ("title", "title_ref") and slot.entity is not None
                if (slot.start, slot.end) not in self.focus.works.sources
            ]
            self.focus.close_sentence(named, meant, major, people)
        return line

    def _references(self, start: int, end: int, slots: list[Slot]) -> list[Reference]:
        """The phrases that refer back; titles that are only compared, or say who somebody is, are not meant."""
        bare: list[Shape] = []

        def passing(slot: Slot, place: int) -> bool:
            if not bare:
                bare.append(project(self.article.text, start, end, slots))
            at = bare[0].at(slot.start)
            return passed(bare[0].text, at, bare[0].at(place))

        found = self.focus.references(self.article.text, start, end, slots, passing)
        return [self._agreed(one) for one in found]

    def _agreed(self, one: Reference) -> Reference:
        """A reference with what the eye is sure that it means, in place of what the rules take it for."""
        sort = "person" if one.label == "person_ref" else "title"
        meant = self.speaking.meant((one.start, one.end), person=sort == "person") if self.speaking else ()
        if not meant or meant[0][1] < MEANT[sort] or meant[0][0].name == one.entity.name:
            return one
        return replace(one, entity=meant[0][0])

    def _introduced(self, shape: str, spoken: Sequence[tuple[Entity, int]]) -> list[Entity]:
        """The one title that a sentence names for the first time, and not to say who somebody is."""
        own = {entity.name: entity for entity, place in spoken if not tells_who(shape, place)}
        return list(own.values()) if len(own) == 1 and not self.focus.named & own.keys() else []

    def _named(self, one: Mention) -> Slot:
        name = plain_name(one.name)
        kind = "organization" if one.label == "network" else one.label
        entity = Entity(kind, name)
        if kind == "title":
            meant = self.focus.mentioned(one)
            entity = Entity(meant.type, plain_name(meant.name), meant.year)
        return Slot(one.label, one.evidence.start, one.evidence.end, entity=entity)
