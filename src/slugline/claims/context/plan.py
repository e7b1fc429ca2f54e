"""An article's sentences as context reads them, made once: clauses, cues, reports, quotations, turns."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slugline.claims.context.clauses import clauses_of
from slugline.claims.context.cues import opens_cue, word_list
from slugline.claims.context.modality import Sentence, sentence_of
from slugline.claims.context.speakers import Report, Speakers
from slugline.claims.context.turns import Turn, turns_of
from slugline.claims.context.voices import Memory, Voice

if TYPE_CHECKING:
    from slugline.text.reading import Line, Reading

_KEPT = 4
_SHORT = 5
_plans: OrderedDict[int, tuple[Reading, Plan]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words ``[low, high)`` of one sentence that stand in quotation marks, and whose they are."""

    low: int
    high: int
    voice: Voice | None


@dataclass(frozen=True, slots=True)
class Plan:
    """By the place of a line: its sentence, reports and quotations; by the start of a part, its turn."""

    sentences: tuple[Sentence, ...]
    reports: tuple[tuple[Report, ...], ...]
    quotes: tuple[tuple[Quoted, ...], ...]
    turns: dict[int, Turn]
    retracted: frozenset[int]


def plan_of(reading: Reading) -> Plan:
    """The plan of a reading; the last few are kept."""
    known = _plans.get(id(reading))
    if known is not None and known[0] is reading:
        return known[1]
    plan = _make(reading)
    _plans[id(reading)] = (reading, plan)
    while len(_plans) > _KEPT:
        _plans.popitem(last=False)
    return plan


def _make(reading: Reading) -> Plan:
    memory = Memory()
    turns = turns_of(reading)
    sentences: list[Sentence] = []
    reports: list[tuple[Report, ...]] = []
    quotes: list[tuple[Quoted, ...]] = []
    at = 0
    while at < len(reading.lines):
        end = at
        while end < len(reading.lines) and reading.lines[end].part == reading.lines[at].part:
            end += 1
        lines = reading.lines[at:end]
        part_sentences = [sentence_of(clauses_of(line.shape.text, _owners(line), _plain(line))) for line in lines]
        memory.last = None
        part_reports = [
            Speakers(line, sentence.clauses, memory).find()
            for line, sentence in zip(lines, part_sentences, strict=True)
        ]
        sentences += part_sentences
        reports += part_reports
        turn = turns.get(reading.lines[at].part.start)
        quotes += _Quotations(
            lines, part_sentences, part_reports, Voice((turn.leads,)) if turn and turn.leads else None
        ).find()
        at = end
    retracted = frozenset(
        n
        for n, (line, after) in enumerate(zip(reading.lines, reading.lines[1:], strict=False))
        if line.part == after.part and _retracts(sentences[n + 1])
    )
    return Plan(tuple(sentences), tuple(reports), tuple(quotes), turns, retracted)


def _owners(line: Line) -> frozenset[int]:
    return frozenset(number for number, slot in enumerate(line.slots) if slot.possessive)


def _plain(line: Line) -> dict[int, str]:
    """Words that open a sentence, and a cue, and were taken for names for their capital."""
    text = line.reading.article.text
    return {
        number: text[slot.start : slot.end].lower()
        for number, slot in enumerate(line.slots[:1])
        if slot.label in ("name", "organization")
        and slot.start - line.start < _SHORT
        and _common(text[slot.start : slot.end].lower())
    }


def _common(word: str) -> bool:
    return (
        opens_cue(word)
        or word == "according"
        or any(word in word_list("speech", key) for key in ("judges", "unnamed", "hearers"))
    )


def _retracts(sentence: Sentence) -> bool:
    """Whether a sentence only takes back the one before: "It isn't.", "That is not so.", "It had not." """
    words = [word for word in sentence.clauses.words if word.text not in (".", "!", "(", ")")]
    if not 2 <= len(words) <= _SHORT:
        return False
    opens = words[0].text in word_list("tense", "taking_back") or words[0].slot in ("X", "Y")
    last = words[-1].text
    return opens and (
        last in ("not", "n't", "false", "untrue")
        or (words[-2].text in ("not", "n't") and last in ("so", "one", "true", "right", "correct"))
    )


class _Quotations:
    """Pairs the quotation marks of one part and finds who speaks in each pair."""

    def __init__(
        self, lines: tuple[Line, ...], sentences: list[Sentence], reports: list[tuple[Report, ...]], lead: Voice | None
    ) -> None:
        self.lines, self.sentences, self.reports, self.lead = lines, sentences, reports, lead

    def find(self) -> list[tuple[Quoted, ...]]:
        """The quotations of each line."""
        found: list[list[Quoted]] = [[] for _ in self.lines]
        before: Voice | None = self.lead
        for pieces in self._spans():
            voice = self._voice(pieces)
            length = sum(high - low for _, low, high in pieces)
            if voice is None and (length > _SHORT or self.lead):
                voice = before
            elif voice is not None:
                before = voice
            for line, low, high in pieces:
                found[line].append(Quoted(low, high, voice))
        return [tuple(line) for line in found]

    def _spans(self) -> list[list[tuple[int, int, int]]]:
        """Each quotation as pieces ``(line, low, high)``."""
        spans: list[list[tuple[int, int, int]]] = []
        mark = ""
        pieces: list[tuple[int, int, int]] = []
        for number, sentence in enumerate(self.sentences):
            low = 0
            words = sentence.clauses.words
            for place, word in enumerate(words):
                if word.text not in ('"', "'"):
                    continue
                if mark == word.text and (mark == '"' or self._closes(number, place)):
                    pieces.append((number, low, place))
                    spans.append(pieces)
                    mark, pieces = "", []
                elif not mark and (word.text == '"' or self._opens(number, place)):
                    mark, low = word.text, place + 1
            if mark:
                pieces.append((number, low, len(words)))
        if pieces and mark == '"':
            spans.append(pieces)
        return spans

    def _opens(self, number: int, place: int) -> bool:
        text = self.lines[number].shape.text
        at = self.sentences[number].clauses.words[place].start
        return (
            (at == 0 or text[at - 1] in " (–")
            and at + 1 < len(text)
            and (text[at + 1].isalnum() or text[at + 1] == "‹")
        )

    def _closes(self, number: int, place: int) -> bool:
        text = self.lines[number].shape.text
        at = self.sentences[number].clauses.words[place].start
        return (at + 1 == len(text) or text[at + 1] in " ,.;:?!)–") and (at == 0 or text[at - 1] != " ")

    def _voice(self, pieces: list[tuple[int, int, int]]) -> Voice | None:
        """The speaker whose verb stands beside the quotation: behind it, before it, or between its pieces."""
        line, _, high = pieces[-1]
        for report in self.reports[line]:
            if report.voice.all and high <= report.first <= high + 3:
                return report.voice
        line, low, _ = pieces[0]
        best: Report | None = None
        for report in self.reports[line]:
            if not report.voice.all:
                continue
            if (report.last <= low and not report.post and (best is None or report.last > best.last)) or (
                report.post and report.last <= low <= report.last + 3
            ):
                best = report
        return best.voice if best else None
