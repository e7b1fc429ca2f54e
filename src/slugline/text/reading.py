"""An article as the rules read it: lines with their slots, each knowing what it speaks of.

A line is one sentence of one part; furniture makes no lines. `slugline.text.reader` makes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from slugline.model import Article, Entity, Mention, Part
from slugline.text.beliefs import NO_BELIEF, Belief, Speaking, Subjects
from slugline.text.namesakes import Works
from slugline.text.shape import Shape, Slot
from slugline.text.spoken import PLACEHOLDER, clause_ends, left_behind, matters
from slugline.text.triggers import Demanding

READ_PARTS = ("heading", "paragraph", "list_item", "caption", "table_row")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. ``title`` is the title that it goes on speaking of where it names none itself.

    ``heading`` is the text of the heading above, ``section_title`` and ``section_person`` what
    that heading names; ``opens`` says that the sentence is the first of its part; ``place`` counts
    the lines.
    """

    reading: Reading = field(repr=False, compare=False)  # which holds this line
    part: Part
    place: int
    start: int
    end: int
    shape: Shape
    slots: tuple[Slot, ...]
    title: Entity | None
    person: Entity | None
    section_title: Entity | None
    section_person: Entity | None
    heading: str
    opens: bool

    @property
    def text(self) -> str:
        """The sentence as it stands in the article."""
        return self.reading.article.text[self.start : self.end]

    # What follows is all that a rule may ask of a line of which nothing is known (see `slugline.claims.gates`).

    @property
    def asks(self) -> bool:
        """Whether it ends with a question mark."""
        return self.text.endswith("?")

    @property
    def asks_aloud(self) -> bool:
        """Whether it ends with a question mark, closing marks behind it left out."""
        return self.text.rstrip("\"'”’*) ").endswith("?")

    def of_kind(self, *kinds: str) -> bool:
        """Whether it stands in a part of one of the ``kinds`` (see READ_PARTS)."""
        return self.part.kind in kinds

    def has(self, *words: str) -> bool:
        """Whether one of the ``words`` stands in it: words, signs and placeholders ("‹D") as `Shape.words` has them."""
        return not self.shape.words.isdisjoint(words)

    def through(self, look: Callable[[Line], T]) -> T:
        """The line seen another way (see `slugline.claims.figures.views`): what ``look`` makes of it."""
        return look(self)

    def may_hold(self, asked: Demanding) -> bool:
        """Whether it meets every demand of what is looked for; where it does not, nothing of that is in it."""
        words = self.shape.words
        for one in asked.demands:  # noqa: SIM110 (asked some hundred times a line)
            if one.isdisjoint(words):
                return False
        return True

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The article's span of the clauses of the shape that hold ``[start, end)`` of it."""
        low, high = 0, len(self.shape.text)
        for cut in clause_ends().finditer(self.shape.text):
            if cut.end() <= start:
                low = cut.end()
            elif cut.start() >= end:
                high = cut.start()
                break
        return self._tight(min(low, start), max(high, end))

    def _tight(self, low: int, high: int) -> tuple[int, int]:
        text = self.shape.text
        while low < high and text[low] in " ,;:.–-\"'":
            low += 1
        while high > low and text[high - 1] in " ,;:.–\"'":
            high -= 1
        if low >= high:
            return self.start, self.end
        start, end = self.shape.raw(low, high)
        return self._whole_marks(start, end)

    def _whole_marks(self, start: int, end: int) -> tuple[int, int]:
        """Takes in the closing or opening mark of a name at either edge."""
        text = self.reading.article.text
        if start > self.start and text[start - 1] in "*\"'“‘" and any(slot.start == start for slot in self.slots):
            start -= 1
        if end < self.end and text[end] in "*\"'”’" and any(slot.end == end for slot in self.slots):
            end += 1
        return start, end

    def slots_between(self, start: int, end: int) -> list[Slot]:
        """The slots whose placeholders lie in ``[start, end)`` of the shape."""
        return [self.slots[int(hit[2])] for hit in PLACEHOLDER.finditer(self.shape.text, start, end)]

    def title_at(self, start: int, end: int) -> Entity | None:
        """The title of which the words at ``[start, end)`` of the shape speak.

        The nearest title before them in the sentence that matters, else the nearest after them in
        their own clause, else the one that the line goes on with.
        """
        before = None
        for hit in PLACEHOLDER.finditer(self.shape.text, 0, start):
            if hit[1] in "TXF" and self.matters(hit.start()) and not left_behind(self.shape.text, hit.start(), start):
                before = self.slots[int(hit[2])].entity
        if before is not None:
            return before
        for hit in PLACEHOLDER.finditer(self.shape.text, end):
            if clause_ends().search(self.shape.text, end, hit.start()):
                break
            if hit[1] in "TX" and self.matters(hit.start()):
                return self.slots[int(hit[2])].entity
        return self._work_before(start)

    def _work_before(self, start: int) -> Entity | None:
        """The title that the line goes on with; of several works of its name the one named last before ``start``."""
        own, works_ = self.title, self.reading.works
        if own is None or not works_.several(own.name):
            return own
        for hit in PLACEHOLDER.finditer(self.shape.text, 0, start):
            slot = self.slots[int(hit[2])]
            if slot.entity and slot.entity.name == own.name and (slot.start, slot.end) not in works_.sources:
                own = slot.entity
        return own

    def work(self, entity: Entity, start: int, end: int) -> Entity:
        """Of several works of an entity's name the one of which the words at ``[start, end)`` of the shape speak."""
        if not self.reading.works.several(entity.name):
            return entity
        spoken = self.title_at(start, end)
        if spoken is not None and spoken.name == entity.name:
            return spoken
        here = [slot.entity for slot in self.slots if slot.entity is not None and slot.entity.name == entity.name]
        return here[0] if here else entity

    def matters(self, place: int) -> bool:
        """Whether the title at ``place`` of the shape is spoken of, not merely compared, listed or bracketed."""
        return matters(self.shape.text, place)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its mentions and lines; ``main`` is the title that it is about, if one."""

    article: Article
    mentions: tuple[Mention, ...]
    lines: tuple[Line, ...]
    main: Entity | None
    types: dict[str, str]
    works: Works = field(default_factory=Works, repr=False, compare=False)
    beliefs: Mapping[tuple[int, int], Belief] = field(default_factory=dict, repr=False, compare=False)
    speaking: Speaking | None = field(default=None, repr=False, compare=False)
    _places: dict[str, list[tuple[int, int]]] = field(default_factory=dict, repr=False, compare=False)

    def places_of(self, entity: Entity) -> Sequence[tuple[int, int]]:
        """The spans that name an entity."""
        if not self._places:
            for line in self.lines:
                for slot in line.slots:
                    if slot.entity is not None and slot.label not in ("title_ref", "person_ref"):
                        self._places.setdefault(slot.entity.name, []).append((slot.start, slot.end))
        return self._places.get(entity.name, ())

    def belief(self, span: tuple[int, int]) -> Belief:
        """What the trained eye believes of a slot's span; nothing where it did not look."""
        return self.beliefs.get(span, NO_BELIEF)

    def said_of(self, span: tuple[int, int], relation: str) -> Subjects:
        """Of whom the words of any span are likeliest said as the value of a property, by the trained eye."""
        known = self.belief(span).subjects.get(relation)
        if known is not None or self.speaking is None:
            return known or ()
        return self.speaking.of(span, relation)
