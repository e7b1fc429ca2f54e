"""How firmly a sentence says what stands at a target: cues that reach it, judged by strength.

    withdrawn, denied  >  rumoured  >  expected  >  scheduled  >  stated

A cue reaches what its row says (see cues.py), within its clause unless the row says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from slugline.claims.context.clauses import Clauses, is_verb
from slugline.claims.context.cues import Found, find_cues, word_list
from slugline.edtf import Edtf
from slugline.errors import DateError
from slugline.model import NoValue, Unknown, Value

SCHEDULABLE = ("filming", "ended", "wrapped", "completed", "released", "post_production", "pre_production")
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Reached:
    """The cues of a sentence that reach a target, undone denials left out."""

    cues: tuple[Found, ...]

    def has(self, *categories: str) -> bool:
        """Whether a cue of one of the categories is among them."""
        return any(one.cue.category in categories for one in self.cues)

    def literals(self, *categories: str) -> tuple[str, ...]:
        """The literals of those of the categories."""
        return tuple(one.cue.literal for one in self.cues if one.cue.category in categories)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A shape's clauses with its cues: made once, asked once for each candidate."""

    clauses: Clauses
    cues: tuple[Found, ...]
    question: bool

    def reach(self, low: int, high: int, evidence: tuple[int, int], label: str, *, told: bool, borne: bool) -> Reached:
        """The cues that reach the words ``[low, high)``; ``label`` is ``date``, ``name`` or ``any``.

        ``evidence`` are the words of the evidence: where the target is the whole of it, cues inside count too,
        unless it is a story ``told``, in which people may die and never return. A claim that the words before
        a name have ``borne`` ("its star, Ada Roe, cannot sleep") outlives what the verb denies.
        """
        whole = low <= evidence[0] and high >= evidence[1] and not told
        reached = [
            one
            for one in self.cues
            if one.cue.category != "terminator"
            and not (borne and one.cue.scope == "clause" and one.first >= high)
            and self._within(one, evidence)
            and self._reaches(one, low, high, whole, label)
        ]
        return Reached(tuple(self._standing(reached)))

    @staticmethod
    def _within(one: Found, evidence: tuple[int, int]) -> bool:
        """A cue of a clause's reach must stand in the evidence; one that governs the sentence need not."""
        if one.cue.scope == "sentence" or one.cue.category == "void":
            return True
        return one.first < evidence[1] and evidence[0] < one.last

    def _reaches(self, one: Found, low: int, high: int, whole: bool, label: str) -> bool:
        if one.cue.target != "any" and one.cue.target != label:
            return False
        if one.first < high and low < one.last:
            if one.cue.direction == "inside":
                return not one.slots or any(low <= slot < high for slot in one.slots)
            return whole or one.first < low or any(low <= slot < high for slot in one.slots)
        if one.cue.direction == "inside":
            return False
        if self._stopped(one, low, high):
            return False
        return any(begin < high and low < end for begin, end in self._zones(one))

    def _stopped(self, one: Found, low: int, high: int) -> bool:
        begin, end = (one.last, low) if one.last <= low else (high, one.first)
        return any(stop.cue.category == "terminator" and begin <= stop.first < end for stop in self.cues)

    def _zones(self, one: Found) -> Iterator[tuple[int, int]]:
        """The words that a cue reaches, as ranges."""
        groups = self.clauses.groups
        forward, backward = one.cue.direction in ("forward", "both"), one.cue.direction in ("backward", "both")
        if one.cue.reach:
            group = groups[one.last - 1]
            ahead = range(one.last, min(len(groups), one.last + one.cue.reach) if forward else one.last)
            behind = range(max(0, one.first - one.cue.reach) if backward else one.first, one.first)
            yield from ((n, n + 1) for n in (*ahead, *behind) if groups[n] == group)
        elif one.cue.scope == "sentence":
            yield one.last, len(groups) if forward else one.last
            yield 0 if backward else one.first, one.first
        elif one.cue.scope == "slot":
            yield from self._slots(one, forward, backward)
        else:
            group = groups[one.last - 1]
            if forward:
                yield from self._runs(group, one.last, len(groups))
            if backward:
                yield from self._runs(groups[one.first], 0, one.first)
                if one.cue.scope == "subject":
                    yield from self._subject(groups[one.first])

    def _runs(self, group: int, low: int, high: int) -> Iterator[tuple[int, int]]:
        for place in range(low, high):
            if self.clauses.groups[place] == group:
                yield place, place + 1

    def _subject(self, group: int) -> Iterator[tuple[int, int]]:
        """What a relative clause hangs on, or the subject that a coordinated verb shares."""
        kind, parent = self.clauses.kinds[group], self.clauses.parents[group]
        if kind == "relative":
            first = self.clauses.first(group)
            place = first - 1
            while place >= 0 and not self.clauses.words[place].slot and first - place < _NEAR:
                place -= 1
            if place >= 0:
                yield place, place + 1
        elif kind == "shared" and parent >= 0:
            for place, owner in enumerate(self.clauses.groups):
                if owner == parent:
                    if is_verb(self.clauses.words[place]):
                        break
                    yield place, place + 1
            if self.clauses.kinds[parent] in ("relative", "shared"):
                yield from self._subject(parent)

    def _slots(self, one: Found, forward: bool, backward: bool) -> Iterator[tuple[int, int]]:
        """The nearest names or dates, a list of them taken together, and the few words on the way."""
        words = self.clauses.words
        for step, start, begin in ((1, one.last, forward), (-1, one.first - 1, backward)):
            place, skipped = start, 0
            while (
                begin
                and 0 <= place < len(words)
                and not self._taken(one, place)
                and skipped < 2 * _NEAR
                and words[place].text not in ",;:."
            ):
                if skipped < _NEAR:
                    yield place, place + 1
                place += step
                skipped += 1
            while (
                begin
                and 0 <= place < len(words)
                and (
                    words[place].slot
                    or (
                        words[place].text in ("and", ",", "or", "&")
                        and 0 <= place + step < len(words)
                        and words[place + step].slot
                    )
                )
            ):
                yield place, place + 1
                place += step

    def _taken(self, one: Found, place: int) -> bool:
        """Whether the word is a slot that the cue can mean: "its" and "her" before a noun are none."""
        word = self.clauses.words[place]
        if not word.slot:
            return False
        return one.cue.target != "date" or word.slot == "D"

    def _standing(self, reached: list[Found]) -> Iterator[Found]:
        """Leaves out a departure that a denial undoes ("is not leaving"), and that denial with it."""
        undone: set[int] = set()
        for one in reached:
            if one.cue.category != "left":
                continue
            for other in self.cues:
                if (
                    other.cue.category == "denied"
                    and other.cue.direction != "backward"
                    and 0 <= one.first - other.last < _NEAR
                    and not self._parted(other, one)
                ):
                    undone |= {id(one), id(other)}
                elif (
                    other.cue.category == "denied"
                    and other is not one
                    and other.first < one.last
                    and one.first < other.last
                ):
                    undone |= {id(other)} if other.last <= one.last else set()
        for one in reached:
            if id(one) not in undone:
                yield one

    def _parted(self, one: Found, other: Found) -> bool:
        return self.clauses.groups[one.last - 1] != self.clauses.groups[other.first]

    def conditional(self, low: int) -> bool:
        """Whether an "if" stands beside the clause of word ``low``."""
        return any(
            one.cue.category == "void"
            and one.cue.literal in ("if", "unless")
            and self.clauses.groups[one.first] != self.clauses.groups[low]
            for one in self.cues
        )

    def asked(self, low: int) -> bool:
        """Whether word ``low`` stands in what a question asks; its relative clauses are taken for granted."""
        if not self.question:
            return False
        groups, kinds = self.clauses.groups, self.clauses.kinds
        if kinds[groups[low]] == "relative":
            return False
        first = next((word.text for word in self.clauses.words if word.text[:1].isalpha()), "")
        return (
            first in word_list("tense", "asking")
            or groups[low] == max(group for group in groups[:-1] or groups)
            or kinds[groups[low]] != "main"
        )


def sentence_of(clauses: Clauses) -> Sentence:
    """The cues of a sentence, and whether it is a question."""
    words = clauses.words
    last = len(words) - 1
    while last >= 0 and words[last].text in "\"')]*":
        last -= 1
    return Sentence(clauses, find_cues(words), last >= 0 and words[last].text == "?")


def firmness(
    reached: Reached, value: Value, *, withdrawn: bool, ahead: bool, hedges: tuple[str, ...], conditional: bool
) -> str | None:
    """The modality; None where the passage asserts nothing.

    ``ahead``: it is an event whose date lies after the article's; ``hedges`` are the modalities
    that its sources bring; ``conditional``: it hangs on an "if".
    """
    if withdrawn:
        return "denied"
    if isinstance(value, Unknown | NoValue):
        return "stated"
    if reached.has("void"):
        return None
    if reached.has("denied", "left"):
        return "denied"
    for modality in ("rumoured", "expected"):
        if reached.has(modality) or modality in hedges:
            return modality
    if conditional:
        return "expected"
    return "scheduled" if ahead else "stated"


def lies_ahead(value: Value, qualifiers: object, said_on: date, *, past: bool, future: bool) -> bool:
    """Whether the event is to come: its date is later, or its time is under way and the tense is not past."""
    when = value if isinstance(value, Edtf) else None
    if when is None and isinstance(value, str):
        if value not in SCHEDULABLE:
            return False
        text = qualifiers.get("date") if isinstance(qualifiers, dict) else None
        try:
            when = Edtf(str(text)) if text else None
        except DateError:
            when = None
        if when is None:
            return future and value == "filming"
        if when.first == date.min:
            return False
    if when is None:
        return False
    if when.first > said_on:
        return True
    if when.first == when.last == said_on or when.last <= said_on:
        return False
    return not past


def tense(clauses: Clauses, low: int, high: int) -> tuple[bool, bool]:
    """Whether the clause of the words ``[low, high)`` is in the past tense, and whether in the future."""
    wanted = set(clauses.groups[low:high])
    past = future = False
    for place, group in enumerate(clauses.groups):
        if group not in wanted:
            continue
        word = clauses.words[place].text
        future = future or word in word_list("tense", "future")
        past = (
            past
            or word in word_list("tense", "past")
            or (len(word) > 4 and word.endswith("ed") and not _passive_ahead(clauses, place))
        )
    return past and not future, future


def _passive_ahead(clauses: Clauses, place: int) -> bool:
    before = [clauses.words[n].text for n in range(max(0, place - 3), place)]
    return any(word in word_list("tense", "present_aux") for word in before)
