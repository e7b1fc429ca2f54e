"""How firmly a passage says something, and according to whom.

A kind of claim finds who, what and when; `context_of` alone says whether the passage states it,
schedules it, expects it, passes on a rumour or denies it, and to whom it gives the words. Cue
words are rows of TOML (``en/``); one small engine finds them and what they reach (ConText).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from slugline.claims.context.modality import firmness, lies_ahead, tense
from slugline.claims.context.plan import Plan, plan_of
from slugline.claims.context.speakers import Report
from slugline.claims.context.voices import borne_beside
from slugline.edtf import Edtf
from slugline.model import Context, Value

if TYPE_CHECKING:
    from slugline.claims.kind import Candidate
    from slugline.text.reading import Line

__all__ = ["context_of", "direction_of"]

_STORY = 4
_FRESH = timedelta(days=60)


def context_of(line: Line, candidate: Candidate, *, event: bool) -> Context | None:
    """The context of a candidate that ``line`` bears; None where the passage asserts nothing.

    ``event`` is true for dated kinds (release, trailer, status): what they say can be `scheduled`.
    """
    plan = plan_of(line.reading)
    sentence = plan.sentences[line.place]
    clauses = sentence.clauses
    low, high = _words(plan, line, candidate.target[0], candidate.target[1])
    evidence = _words(plan, line, candidate.start, candidate.end)
    turn = plan.turns.get(line.part.start)
    if sentence.asked(low) and not candidate.withdrawn:
        return None
    reached = sentence.reach(
        low,
        high,
        evidence,
        "date" if isinstance(candidate.value, Edtf) else "name",
        told=_told(candidate.value),
        borne=borne_beside(clauses.words, low) == "before",
    )
    past, future = tense(clauses, low, high)
    ahead = event and lies_ahead(
        candidate.value, candidate.qualifiers, line.reading.article.published, past=past, future=future
    )
    reports = _reports(plan, line, low, evidence)
    modality = firmness(
        reached,
        candidate.value,
        withdrawn=candidate.withdrawn or line.place in plan.retracted,
        ahead=ahead,
        hedges=tuple(report.modality for report in reports),
        conditional=sentence.conditional(low) and (future or ahead),
    )
    if modality is None:
        return None
    names = [
        name
        for quoted in plan.quotes[line.place]
        if quoted.voice and quoted.low < high and low < quoted.high
        for name in quoted.voice.all
    ]
    names += [name for report in reports for name in report.voice.all]
    turn = plan.turns.get(line.part.start)
    if turn and turn.speaker:
        names.append(turn.speaker)
    if turn and turn.tag and _news(candidate.value, clauses.kinds[clauses.groups[low]], line.reading.article.published):
        names.append(turn.tag)
    return Context(modality, tuple(dict.fromkeys(names)), reached.literals("denied", "left", "rumoured", "expected"))


def _reports(plan: Plan, line: Line, low: int, evidence: tuple[int, int]) -> list[Report]:
    """The reports that cover a target, the nearest first.

    Where the target is the speaker and the evidence goes on into what is reported ("Roe said she
    will not return"), it is the speaker's; where the words before the name bear the claim
    ("producer Ada Roe said …"), it is the article's own, as is what it puts in brackets for a speaker who is named
    only behind it.
    """
    words = plan.sentences[line.place].clauses.words
    marks = [word.text for word in words[:low]]
    bracketed = marks.count("(") > marks.count(")")
    covering: list[Report] = []
    for report in plan.reports[line.place]:
        if report.post and bracketed:
            continue
        speaker = report.first <= low < report.last and not report.post and evidence[1] > report.last + 1
        if report.covers(low) or (speaker and report.zones and not borne_beside(words, low)):
            covering.append(report)
    before = sorted((r for r in covering if not r.post), key=lambda r: -r.first)
    after = sorted((r for r in covering if r.post), key=lambda r: abs(r.first - low))
    return [*before, *after]


def _news(value: Value, clause: str, said_on: date) -> bool:
    """Whether a claim is an item's own news: not in a relative clause or bracket, and no date long past."""
    return clause in ("main", "shared") and not (isinstance(value, Edtf) and value.last < said_on - _FRESH)


def _told(value: Value) -> bool:
    return isinstance(value, str) and value.count(" ") >= _STORY


def direction_of(line: Line, start: int, end: int) -> str:
    """``past``, ``future`` or ``none``: the tense of the clause that holds ``[start, end)`` of the article."""
    plan = plan_of(line.reading)
    past, future = tense(plan.sentences[line.place].clauses, *_words(plan, line, start, end))
    return "future" if future else "past" if past else "none"


def _words(plan: Plan, line: Line, start: int, end: int) -> tuple[int, int]:
    """The range of the words of a sentence that a span of the article touches; at least one word."""
    clauses = plan.sentences[line.place].clauses
    low, high = line.shape.at(max(start, line.start)), line.shape.at(min(end, line.end) - 1) + 1
    first, last = clauses.at(low, max(high, low + 1))
    first = min(first, max(0, len(clauses.words) - 1))
    return first, max(last, first + 1)
