"""Who a sentence gives its words to: verbs of saying, "according to", and whose people they are.

    Oh, her producer, told Reel Ledger in January that the streamer wants her …
    |   subject     | verb | outlet   |            |   what is reported   |

A `Report` keeps the words that it covers; appositions about the speaker lie outside of them.
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

_SPEAKERS = frozenset("PNYOCST")
_COMPANIES = frozenset("OCSN")
_QUOTES = frozenset("\"'")
_STRONG = frozenset(";.?!:…")
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
_NP = 8
_APPOSITION = 26


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


@dataclass(frozen=True, slots=True)
class Report:
    """``voice`` said the words in ``zones``; ``first`` to ``last`` are the words of subject and verb.

    ``modality`` is ``rumoured`` where the source has no name, ``expected`` where it judges or hopes.
    """

    voice: Voice
    zones: tuple[tuple[int, int], ...]
    first: int
    last: int
    post: bool
    modality: str = ""

    def covers(self, place: int) -> bool:
        """Whether word ``place`` is reported."""
        return any(low <= place < high for low, high in self.zones)


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
class _Subject:
    voice: Voice
    first: int
    pronoun: bool = False


class Speakers:
    """Finds the reports of one sentence; ``memory`` goes with the reader from sentence to sentence."""

    def __init__(self, line: Line, clauses: Clauses, memory: Memory) -> None:
        self.line, self.clauses, self.memory = line, clauses, memory
        self.words = clauses.words
        self.reports: list[Report] = []

    def find(self) -> tuple[Report, ...]:
        """The reports, in the order of their verbs."""
        self._posts()
        for place, word in enumerate(self.words):
            text = word.text
            if (
                text in word_list("speech", "say")
                or text in word_list("speech", "judge")
                or text in word_list("speech", "hope")
            ):
                self._verb(place)
            elif (
                text in ("has", "have")
                and (self._text(place + 1) == "it" or self._named(place + 1, frozenset("X")))
                and self._text(place + 2) == "that"
            ):
                self._verb(place, last=place + 2)
            elif text == "according" and self._text(place + 1) == "to":
                self._according(place, place + 2)
            elif text == "per" and self._named(place + 1, _COMPANIES | {"T"}):
                self._according(place, place + 1)
            elif text in word_list("speech", "byline") and self._text(place + 1) == "by":
                self._according(place, place + 2)
            if word.slot and word.slot in "OCS":
                self.memory.company = self._name(place)
            elif word.slot == "N":
                self.memory.name = self._name(place)
        return tuple(self.reports)

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
                            for n in range(place + 2, min(len(self.words), place + _APPOSITION))
                            if self.words[n].text in _STRONG | {","}
                        ),
                        0,
                    )
                    company = self._company_within(place + 2, end)
                self._remember(self._voice((self._name(place),)), company)

    # Words.

    def _text(self, place: int) -> str:
        return self.words[place].text if 0 <= place < len(self.words) else ""

    def _named(self, place: int, letters: frozenset[str] = _SPEAKERS) -> bool:
        return 0 <= place < len(self.words) and bool(self.words[place].slot) and self.words[place].slot in letters

    def _name(self, place: int) -> str:
        word = self.words[place]
        text = self.line.shape.text[word.start : word.end]
        slot = self.line.slots[int(text[2:-1])]
        return slot.entity.name if slot.entity else ""

    # Verbs.

    def _verb(self, place: int, last: int = 0) -> None:
        last = last or place + 1
        text = self._text(place)
        if self._text(place - 1) in word_list("speech", "passive") and text not in word_list("speech", "progressive"):
            return
        if text in word_list("speech", "pricing") and not any(
            self._text(n) in ("at", *_QUOTES) for n in range(last, last + 7)
        ):
            return
        judged = text in word_list("speech", "judge") or text in word_list("speech", "hope")
        modality = "expected" if text in word_list("speech", "expecting") else ""
        outlet, after = self._hearer(place, last)
        subject = self._subject(place, close=judged)
        if subject is None:
            self._nameless(place, after, outlet, modality)
            return
        if text in ("put", "have"):
            return
        post = self._is_post(subject.first, after)
        if text in word_list("speech", "strict") and not post and not self._complement(after):
            return
        voice = subject.voice
        if text in word_list("speech", "hope"):
            voice = Voice(())
        elif outlet:
            voice = Voice(voice.names, voice.company, outlet)
        if text in word_list("speech", "labels"):
            self.reports.append(Report(voice, (), subject.first, after, False))
            return
        self._add(voice, subject.first, after, place, post=post, modality=modality)

    def _complement(self, after: int) -> bool:
        """Whether words that report something begin at ``after``: "that", a colon, a quotation."""
        text, following = self._text(after), self._text(after + 1)
        if text == "that":
            return following not in {",", *_STRONG}
        return text in {":", "how", "out", *_QUOTES} or (text == "," and following in _QUOTES)

    def _nameless(self, place: int, after: int, outlet: str, modality: str) -> None:
        """A verb whose subject is no name: "adding that …", "said Ada Roe", "sources say"."""
        text = self._text(place)
        if self.reports and text in word_list("speech", "progressive") and self._text(place - 1) in (",", "and"):
            known = self.reports[-1].voice
            self._add(Voice(known.names, known.company, outlet or known.outlet), place, after, place, post=False)
            return
        low = place - 1
        unnamed = ""
        while low >= 0 and place - low <= _APPOSITION and self._text(low) not in _STRONG:
            if self._text(low) in word_list("speech", "unnamed"):
                unnamed = self._text(low)
                break
            if self._text(low) in ("that", *_QUOTES) or (self._text(low) == "," and place - low < 3):
                break
            low -= 1
        if unnamed and text not in word_list("speech", "hope"):
            while low > 0 and self._text(low - 1).isalpha() and not is_verb(self.words[low - 1]):
                low -= 1
            self._add(Voice((), "", ""), low, after, place, post=self._is_post(low, after), modality="rumoured")
        elif modality and self._text(place - 1) in (*word_list("speech", "judges"), "'d"):
            self._add(Voice(()), place - 1, after, place, post=self._is_post(place - 1, after), modality=modality)
        elif text in word_list("speech", "inverted"):
            self._inverted(place)

    def _add(self, voice: Voice, first: int, after: int, verb: int, *, post: bool, modality: str = "") -> None:
        if not voice.all and not modality:
            return
        zones = self._around(first, after) if post else self._forward(after)
        self.reports.append(Report(voice, zones, first, max(after, verb + 1), post, modality))
        self._keep(voice)

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

    def _is_post(self, first: int, after: int) -> bool:
        """Whether the report stands after or inside its words: "…, she told us." """
        if first == 0 or self._text(first - 1) not in {",", "–", "?", "!", *_QUOTES}:
            return False
        for place in range(after, min(len(self.words), after + 9)):
            word = self.words[place]
            if word.text in ("that", "how", ":", "she", "he", "it", "they"):
                return False
            if word.text in _STRONG or word.text in (",", "–", *_QUOTES, ")"):
                return word.text != ":"
            if is_verb(word):
                return False
        return after >= len(self.words) - 8

    def _around(self, first: int, after: int) -> tuple[tuple[int, int], ...]:
        low = first - 1
        while low > 0 and self.words[low - 1].text not in _STRONG:
            low -= 1
        if self._text(first - 1) in ("?", "!"):
            low = 0
        group = self.clauses.groups[max(low, first - 2)]
        inside = [n for n in range(low, first) if self.clauses.groups[n] == group]
        if self.clauses.kinds[group] == "relative" and inside and not any(is_verb(self.words[n]) for n in inside):
            low = inside[0]
        zones = [(low, first)]
        place = after
        while place < len(self.words) and self.words[place].text not in _STRONG | {",", "–"} | _QUOTES:
            place += 1
        if self._text(place) in (",", "–", *_QUOTES):
            bare = not any(is_verb(word) for word in self.words[low:first])
            if (
                bare
                or self._text(place) in _QUOTES
                or self._text(place + 1) in {*word_list("speech", "continues"), *_QUOTES}
            ):
                zones.append((place, self._stop(place)))
        return tuple(zones)

    def _forward(self, after: int) -> tuple[tuple[int, int], ...]:
        return ((after, self._stop(after)),)

    def _stop(self, place: int) -> int:
        """Where a report that begins at ``place`` ends: at a strong stop, or where the article takes over."""
        quoted = False
        begin = place
        while place < len(self.words):
            text = self.words[place].text
            if text == '"':
                quoted = not quoted
            elif (
                (not quoted and place > begin + 1 and text in (";", "–"))
                or (
                    not quoted
                    and text == ","
                    and self._text(place + 1) in ("but", *word_list("speech", "stops"))
                    and self._text(place + 2) != "that"
                )
                or (not quoted and text in ".?!" and place > begin)
            ):
                return place
            place += 1
        return place

    # Subjects.

    def _subject(self, verb: int, *, close: bool) -> _Subject | None:
        place = verb - 1
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
            return _Subject(known, place, True) if known and not close else None
        return None if close else self._common(place)

    def _apposed(self, comma: int) -> _Subject | None:
        """The subject before ", her producer since film school," or named in it: "its distributor, Foxglove,"."""
        for place in range(comma - 1, max(0, comma - _APPOSITION), -1):
            if self.words[place].text in _STRONG:
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
                return _Subject(Voice(subject.voice.names, company, subject.voice.outlet), subject.first)
            if self._named(place + 1, frozenset("PNOCS")) and comma - place <= 4:
                subject = self._head(place + 1)
                if subject is None:
                    return None
                first = min(subject.first, place)
                return _Subject(subject.voice, self._phrase(first))
        return None

    def _head(self, place: int) -> _Subject | None:
        """The subject whose name stands at ``place``, with its company and where its phrase begins."""
        word = self.words[place]
        if word.slot == "Y":
            name = self._name(place)
            known = self.memory.person
            return _Subject(known if known and name in known.names else self._voice((name,)), place, True)
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
        return _Subject(voice, self._phrase(first))

    def _phrase(self, first: int) -> int:
        """Where the noun phrase begins whose later words stand at ``first``: "the spy film's director"."""
        for _ in range(_NP):
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

    def _voice(self, names: tuple[str, ...]) -> Voice:
        return Voice(names, self.memory.companies.get(names[0], ""))

    def _remember(self, voice: Voice, company: str) -> None:
        if company and len(voice.names) == 1 and company != voice.names[0]:
            self.memory.companies[voice.names[0]] = company

    def _company_before(self, first: int) -> tuple[str, int]:
        """The company before a person's name: "Lionsgate executive …", "the studio's president, …"."""
        place, post = first - 1, False
        if self._text(place) == ",":
            place -= 1
        while place >= 0 and first - place <= _NP:
            word = self.words[place]
            if word.text in word_list("speech", "posts"):
                post = True
            elif word.slot:
                if post and word.slot in _COMPANIES:
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
            if post and self._named(place, _COMPANIES):
                return self._name(place)
        if (
            post
            and self._text(low) in ("the", "its")
            and any(self.words[n].text in word_list("speech", "company") for n in range(low, high))
        ):
            return self.memory.house
        return ""

    def _common(self, place: int) -> _Subject | None:
        """ "The studio", "an Ironwood spokeswoman", "a spokesman for Foxglove"."""
        low = place
        spokes = company = named = ""
        while low >= 0 and place - low < _NP:
            word = self.words[low]
            if word.text in word_list("speech", "spokes"):
                spokes = word.text
            elif word.text in word_list("speech", "company"):
                company = word.text
            elif word.slot and (word.slot in _COMPANIES or (spokes and word.slot == "P")):
                named = named or self._name(low)
            elif word.text in ("the", "a", "an", "its"):
                if low == 0 or self.words[low - 1].text not in ("for", "at", "of", "with"):
                    break
            elif word.text in _STRONG or word.text in (",", *_QUOTES) or is_verb(word):
                low += 1
                break
            low -= 1
        low = max(low, 0)
        determined = self._text(low) in ("the", "its", "a", "an") or named
        if spokes and determined:
            return _Subject(Voice((named or self.memory.house,)), low)
        if company and self._text(low) in ("the", "its") and not named:
            return _Subject(Voice((self.memory.house,)), low)
        if named and self._text(place) in word_list("speech", "company"):
            return _Subject(Voice((named,)), low)
        return None

    # What follows the verb.

    def _hearer(self, verb: int, last: int) -> tuple[str, int]:
        """The outlet that was told, and where what is reported may begin."""
        outlet, after = "", last
        tells = self._text(verb) in word_list("speech", "tell")
        if tells or self._text(last) == "to":
            place = last if tells else last + 1
            if self._text(place) in word_list("speech", "hearers"):
                after = place + 1
            else:
                for step in range(5):
                    word = self.words[place + step] if place + step < len(self.words) else None
                    if word is None or word.text in {",", "that", *_STRONG, *_QUOTES} or is_verb(word):
                        break
                    if word.text in word_list("speech", "hearers") or word.text in word_list("speech", "company"):
                        if not self._named(place + step + 1, _COMPANIES | {"T", "G"}):
                            after = place + step + 1
                            break
                    if word.slot and word.slot in "OCSNTGH":
                        outlet, after = self._name(place + step), place + step + 1
                        break
                    if word.slot:
                        after = place + step + 1 if tells else last
                        break
        for place in range(after, min(len(self.words) - 2, after + 10)):
            if self.words[place].text in (",", "that", *_STRONG):
                break
            if self.words[place].text in ("interview", "chat", "conversation") and self._text(place + 1) == "with":
                for step in range(2, 5):
                    if self._named(place + step, _COMPANIES | {"T"}):
                        outlet = outlet or self._name(place + step)
        return outlet, after

    def _inverted(self, verb: int) -> None:
        """ "…," said Foxglove president Carla Munk."""
        if verb == 0 or self._text(verb - 1) not in {",", "–", "?", "!", ".", *_QUOTES}:
            return
        place = verb + 1
        person = company = -1
        while place < len(self.words) and place - verb <= _NP + 4:
            word = self.words[place]
            if (
                word.text in _STRONG
                or word.text in _QUOTES
                or (word.text in ("to", "on", "in", "at", "who", "when") and (person >= 0 or company >= 0))
            ):
                break
            if word.text == "," and (person >= 0 or self._text(place + 1) in word_list("speech", "breaks")):
                break
            if (
                self._named(place, frozenset("PNY"))
                and person < 0
                and not (word.slot == "N" and company < 0 and self._named(place + 2, frozenset("P")))
            ):
                person = place
            elif self._named(place, _COMPANIES) and company < 0:
                company = place
            elif word.slot == "D" and (person >= 0 or company >= 0):
                break
            place += 1
        if person < 0 and company < 0:
            if self._text(verb + 1) in ("the", "its", "a", "an"):
                spoke = next(
                    (
                        n
                        for n in range(verb + 2, min(verb + 5, len(self.words)))
                        if self.words[n].text in word_list("speech", "company") | word_list("speech", "spokes")
                    ),
                    0,
                )
                if spoke and self.memory.house:
                    self._finish(Voice((self.memory.house,)), verb, spoke + 1)
            return
        if person < 0:
            self._finish(self._voice((self._name(company),)), verb, company + 1)
            return
        subject = self._head(person)
        if subject is None:
            return
        voice, after = subject.voice, person + 1
        if company >= 0 and company < person:
            posts = any(self.words[n].text in word_list("speech", "posts") for n in range(company, person))
            voice = Voice(voice.names, self._name(company) if posts else voice.company)
        elif self._text(after) == ",":
            end = next(
                (
                    n
                    for n in range(after + 1, min(len(self.words), after + _APPOSITION))
                    if self.words[n].text in _STRONG | {","}
                ),
                after,
            )
            voice = Voice(voice.names, self._company_within(after + 1, end) or voice.company)
        self._remember(voice, voice.company)
        outlet, _ = self._hearer(verb, after)
        self._finish(Voice(voice.names, voice.company, outlet), verb, after)

    def _finish(self, voice: Voice, verb: int, after: int) -> None:
        self.reports.append(Report(voice, self._around(verb, after), verb, after, True))
        self._keep(voice)

    # According to.

    def _according(self, first: int, place: int) -> None:
        names: list[str] = []
        companies: list[str] = []
        end = place
        while end < len(self.words) and end - place <= _APPOSITION:
            word = self.words[end]
            if self._named(end, frozenset("PNY")) and not names:
                names.append(self._name(end))
            elif self._named(end, _COMPANIES | {"T", "G"}):
                companies.append(self._name(end))
            elif (
                word.text in _STRONG
                or word.text in (")", "–", *_QUOTES)
                or (word.text == "," and (names or companies or not self._named(end + 1)))
                or is_verb(word)
                or word.text in ("who", "which")
            ):
                break
            end += 1
        found = (*names, *companies)
        if not found:
            return
        voice = self._voice(tuple(names)) if names else Voice(tuple(companies))
        if names and companies:
            voice = Voice(voice.names, companies[0])
        opening = first == 0 or self._text(first - 1) in _STRONG | {"and", "but", "("}
        if opening and self._text(first - 1) != "(":
            zones = self._forward(end)
        elif self._text(first - 1) in ("who", "which"):
            zones = ((end, self._stop(end)),)
        else:
            zones = self._around(first, end)
        self.reports.append(Report(voice, zones, first, end, not opening))
        self._keep(voice)


def borne_beside(words: Sequence[Word], place: int) -> bool:
    """Whether the words beside a name bear a claim of their own: "producer", "its star,", ", who plays …"."""
    if (
        place + 2 < len(words)
        and words[place + 1].text == ","
        and words[place + 2].text in word_list("clauses", "relatives")
    ):
        return True
    place -= 1
    if place >= 0 and words[place].text == ",":
        place -= 1
    return place >= 0 and words[place].text in lexicon("grammar")["person_noun"]
