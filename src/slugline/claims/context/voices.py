"""Who is meant by the subject of a verb of saying: a name, "the studio", "its president, Ada Roe", "she".

Lionsgate executive Joe Roe …      a person, and the company whose person that is
Ada Roe, head of drama at KBX, …   the same, told behind the name
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from slugline.claims.context.clauses import Clauses, Word, is_verb
from slugline.claims.context.cues import word_list
from slugline.text.lexicon import lexicon

if TYPE_CHECKING:
    from slugline.text.reading import Line

SPEAKERS = frozenset("PNYOCST")
COMPANIES = frozenset("OCSN")
QUOTES = frozenset("\"'")
STRONG = frozenset(";.?!:…")
NP = 8
APPOSITION = 26
_JOINTS = frozenset(
    (
        "that",
        "and",
        "but",
        "as",
        "when",
        "while",
        "because",
        "if",
        "whether",
        "so",
        "or",
        "than",
        "on",
        "in",
        "at",
        "for",
        "to",
        "which",
    )
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: a person or a company first, then the person's company, then the outlet they told."""

    names: tuple[str, ...]
    company: str = ""
    outlet: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        """The names, nearest first."""
        return tuple(dict.fromkeys(name for name in (*self.names, self.company, self.outlet) if name))


@dataclass(slots=True)
class Memory:
    """What a reader keeps in mind: whose people are whose, who spoke last, which company was named last."""

    companies: dict[str, str] = field(default_factory=dict)
    last: Voice | None = None
    person: Voice | None = None
    company: str = ""
    name: str = ""

    @property
    def house(self) -> str:
        """The company that "the studio" means: the last one named, or a name that may be one."""
        return self.company or self.name


@dataclass(frozen=True, slots=True)
class Subject:
    """Who speaks, and at which word the phrase that says so begins."""

    voice: Voice
    first: int
    pronoun: bool = False


class Subjects:
    """Finds who speaks in one sentence; ``memory`` goes with the reader from sentence to sentence."""

    def __init__(self, line: Line, clauses: Clauses, memory: Memory) -> None:
        self.line, self.clauses, self.memory = line, clauses, memory
        self.words = clauses.words

    # Words.

    def _text(self, place: int) -> str:
        return self.words[place].text if 0 <= place < len(self.words) else ""

    def _named(self, place: int, letters: frozenset[str] = SPEAKERS) -> bool:
        return 0 <= place < len(self.words) and bool(self.words[place].slot) and self.words[place].slot in letters

    def _name(self, place: int) -> str:
        word = self.words[place]
        text = self.line.shape.text[word.start : word.end]
        slot = self.line.slots[int(text[2:-1])]
        return slot.entity.name if slot.entity else ""

    def _posts(self) -> None:
        """Remembers whose people are whose, wherever the sentence says so."""
        if not any(word.text in word_list("speech", "posts") for word in self.words):
            return
        for place, word in enumerate(self.words):
            if word.slot and word.slot in "PN":
                company, _ = self._company_before(place)
                if not company and self._text(place + 1) == ",":
                    end = next(
                        (
                            n
                            for n in range(place + 2, min(len(self.words), place + APPOSITION))
                            if self.words[n].text in STRONG | {","}
                        ),
                        0,
                    )
                    company = self._company_within(place + 2, end)
                self._remember(self._voice((self._name(place),)), company)

    def _keep(self, voice: Voice) -> None:
        if voice.all:
            self.memory.last = voice
        if voice.names and voice.names[0] in self._people():
            self.memory.person = voice

    def _people(self) -> set[str]:
        return {
            slot.entity.name
            for slot in self.line.slots
            if slot.entity and slot.label in ("person", "person_ref", "name")
        }

    def _once(self, place: int) -> bool:
        """Whether what looks like a person is named this once: papers may have people's names."""
        name = self._name(place)
        return sum(mention.name == name for mention in self.line.reading.mentions) == 1

    # Subjects.

    def _subject(self, verb: int, *, close: bool) -> Subject | None:
        place = verb - 1
        if self._text(place) == "and":
            return self._shared(place)
        while place >= 0 and (
            self.words[place].text in word_list("speech", "between") or self.words[place].slot == "D"
        ):
            place -= 1
        if place < 0 or (close and place < verb - 3):
            return None
        text = self._text(place)
        if text == ",":
            return self._apposed(place)
        if self._named(place):
            return self._head(place)
        if text in word_list("speech", "pronouns"):
            known = self.memory.person if text in ("he", "she") else self.memory.last
            return Subject(known, place, True) if known and not close else None
        return None if close else self._common(place)

    def _shared(self, place: int) -> Subject | None:
        """The subject of "… brings on Bo Lind, and says that …": the name before the first verb."""
        first = next((n for n in range(place) if is_verb(self.words[n])), -1)
        if first > 0 and self._named(first - 1, frozenset("PNYOCS")):
            return self._head(first - 1)
        return None

    def _apposed(self, comma: int) -> Subject | None:
        """The subject before ", her producer since film school," or named in it: "its distributor, Foxglove,"."""
        for place in range(comma - 1, max(0, comma - APPOSITION), -1):
            if self.words[place].text in STRONG:
                return None
            if self.words[place].text != ",":
                continue
            if self._named(place - 1, frozenset("PNYOCS")):
                if place - 2 >= 0 and self._text(place - 2) == "," and not self._text(place - 3):
                    continue
                subject = self._head(place - 1)
                if subject is None:
                    return None
                company = self._company_within(place + 1, comma) or subject.voice.company
                self._remember(subject.voice, company)
                return Subject(Voice(subject.voice.names, company, subject.voice.outlet), subject.first)
            if self._named(place + 1, frozenset("PNOCS")) and comma - place <= 4:
                subject = self._head(place + 1)
                if subject is None:
                    return None
                first = min(subject.first, place)
                return Subject(subject.voice, self._phrase(first))
        return None

    def _head(self, place: int) -> Subject | None:
        """The subject whose name stands at ``place``, with its company and where its phrase begins."""
        word = self.words[place]
        if word.slot in COMPANIES:
            member = self._member(place)
            if member is not None:
                return member
        if word.slot == "Y":
            name = self._name(place)
            known = self.memory.person
            return Subject(known if known and name in known.names else self._voice((name,)), place, True)
        names = [self._name(place)]
        first = place
        if self._text(place - 1) in ("and", "&") and self._named(place - 2, frozenset(word.slot)):
            names.insert(0, self._name(place - 2))
            first = place - 2
        if word.slot == "T" and self._text(place - 1) in ("of", "for", "about", "in"):
            return None
        voice = self._voice(tuple(names))
        if word.slot in "PN":
            company, first = self._company_before(first)
            if not company:
                company = voice.company
            self._remember(voice, company)
            voice = Voice(voice.names, company)
        return Subject(voice, self._phrase(first))

    def _phrase(self, first: int) -> int:
        """Where the noun phrase begins whose later words stand at ``first``: "the spy film's director"."""
        for _ in range(NP):
            before = self.words[first - 1] if first > 0 else None
            if (
                before is None
                or not (before.text.isalpha() or "-" in before.text or before.text == "'s")
                or before.text in _JOINTS
                or is_verb(before)
            ):
                break
            first -= 1
        return first

    def _member(self, place: int) -> Subject | None:
        """ "Ada Roe of the forecaster Boxline": the person before a company's name."""
        for back in range(1, 5):
            if self._text(place - back) in ("of", "at", "from", "with") and self._named(
                place - back - 1, frozenset("PN")
            ):
                voice = Voice((self._name(place - back - 1),), self._name(place))
                self._remember(voice, voice.company)
                return Subject(voice, place - back - 1)
        return None

    def _voice(self, names: tuple[str, ...]) -> Voice:
        return Voice(names, self.memory.companies.get(names[0], ""))

    def _remember(self, voice: Voice, company: str) -> None:
        if company and len(voice.names) == 1 and company != voice.names[0]:
            self.memory.companies[voice.names[0]] = company

    def _company_before(self, first: int) -> tuple[str, int]:
        """The company before a person's name: "Lionsgate executive …", "the studio's president, …"."""
        place, post = first - 1, self._text(first - 1) == "'s"
        if self._text(place) == ",":
            place -= 1
        while place >= 0 and first - place <= NP:
            word = self.words[place]
            if word.text in word_list("speech", "posts"):
                post = True
            elif word.slot:
                if post and word.slot in COMPANIES | {"P"}:
                    return self._name(place), place
                if not (post and word.slot == "X"):
                    return "", first
                return self.memory.house, place
            elif word.text in word_list("speech", "company") and post and self._text(place + 1) == "'s":
                return self.memory.house, max(0, place - 1)
            elif word.text == "its" and post:
                return self.memory.house, place
            elif not (word.text.isalpha() or word.text in ("'s", "-", "&") or "-" in word.text) or is_verb(word):
                break
            place -= 1
        return "", first

    def _company_within(self, low: int, high: int) -> str:
        """The company of an apposition: "head of drama at Cóndor", "who runs Thicket's films"."""
        post = any(self.words[n].text in word_list("speech", "posts") for n in range(low, high))
        for place in range(low, high):
            if post and self._named(place, COMPANIES):
                return self._name(place)
        if (
            post
            and self._text(low) in ("the", "its")
            and any(self.words[n].text in word_list("speech", "company") for n in range(low, high))
        ):
            return self.memory.house
        return ""

    def _common(self, place: int) -> Subject | None:
        """ "The studio", "an Ironwood spokeswoman", "a spokesman for Foxglove"."""
        low = place
        spokes = company = named = ""
        while low >= 0 and place - low < NP:
            word = self.words[low]
            if word.text in word_list("speech", "spokes"):
                spokes = word.text
            elif word.text in word_list("speech", "company"):
                company = word.text
            elif word.slot and (word.slot in COMPANIES or (spokes and word.slot == "P")):
                named = named or self._name(low)
            elif word.text in ("the", "a", "an", "its"):
                if low == 0 or self.words[low - 1].text not in ("for", "at", "of", "with"):
                    break
            elif word.text in STRONG or word.text in (",", *QUOTES) or is_verb(word):
                low += 1
                break
            low -= 1
        low = max(low, 0)
        determined = self._text(low) in ("the", "its", "a", "an") or named
        if spokes and determined:
            return Subject(Voice((named or self.memory.house,)), low)
        if company and self._text(low) in ("the", "its") and not named:
            return Subject(Voice((self.memory.house,)), low)
        if self._text(place) in lexicon("grammar")["person_noun"] and self._text(low) == "the" and not named:
            known = self.memory.person or (Voice((self.line.person.name,)) if self.line.person else None)
            return Subject(known, low) if known else None
        if named and self._text(place) in word_list("speech", "company"):
            return Subject(Voice((named,)), low)
        return None


def borne_beside(words: Sequence[Word], place: int) -> str:
    """Which words beside a name bear a claim of their own; empty where none do.

    ``before``: "producer Ada Roe", "its stars, Ada Roe and Bo Lind"; ``behind``: "Ada Roe, who plays …".
    """
    relative = place + 2 < len(words) and words[place + 1].text == ","
    behind = "behind" if relative and words[place + 2].text in word_list("clauses", "relatives") else ""
    place -= 1
    while place >= 0 and (words[place].text in (",", "and") or words[place].named):
        place -= 1
    noun = words[place].text if place >= 0 else ""
    roles = lexicon("grammar")["person_noun"]
    borne = noun in roles or noun.removesuffix("s") in roles or noun in word_list("speech", "company")
    return "before" if borne else behind
