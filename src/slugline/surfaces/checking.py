"""A checked article as its reader sees it: its paragraphs, which of their words are claims, and what is known now.

    article, result of `slugline.answers.check` -> Checked

Pure: the desk's page, the report of the command line and the lists to export are all made from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from slugline.answers.rewording import Rewording, rewordings
from slugline.claims.kinds import KINDS
from slugline.model import Article, Part
from slugline.surfaces.inline import Stretch, stretches
from slugline.surfaces.inputs import SCREEN_TYPES
from slugline.surfaces.wording import LOOK, VERDICTS, firmness_words, property_words, said_words, tally_words

Json = Mapping[str, Any]
FAULTS = ("changed", "now_known", "passed", "disputed", "holds", "unconfirmed")  # the gravest first
_MARKED = (".md", ".markdown", ".txt")


@dataclass(frozen=True, slots=True)
class Cited:
    """Where something was said; ``day`` is ISO, ``by`` those to whom the article gives it."""

    publisher: str
    title: str
    day: str
    url: str
    quote: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known now, since which day (ISO), how firmly, and who says so."""

    words: str
    since: str
    firm: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim with its verdict.

    ``number`` counts those that need a look in the order of the text; 0 for the others. ``words`` are its quote as a
    reader sees it, without marks of layout. ``title`` is the title that it is about, if it is about one; ``topic`` says
    what it is about ("when Paper Tides comes out"), ``said`` what it says, ``remark`` what no value says. ``instead``
    are its words before a span that may be replaced, that span, what may stand there now, and the words after;
    ``reworded`` is the whole quote so replaced, marks of layout and all.
    """

    number: int
    verdict: str
    quote: str
    words: str
    start: int
    end: int
    title: str
    topic: str
    said: str
    known: tuple[Known, ...]
    cited: tuple[Cited, ...]
    remark: str = ""
    instead: tuple[str, str, str, str] | None = None
    reworded: str = ""

    @property
    def label(self) -> str:
        """The verdict in words."""
        return VERDICTS[self.verdict]

    @property
    def since(self) -> str:
        """The first day (ISO) since which any of what is known now has been known; empty where nothing is."""
        return min((one.since for one in self.known), default="")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph that bears the same claims throughout.

    ``text`` is what stands there, ``shown`` what a reader sees of it. ``findings`` are the claims that it bears; those
    that need a look and end here are ``closing``.
    """

    text: str
    shown: str
    style: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    closing: tuple[Finding, ...] = ()

    @property
    def verdicts(self) -> tuple[str, ...]:
        """Whose marks it bears, the gravest first: all that need a look, or else the one that does not."""
        found = {one.verdict for one in self.findings}
        loud = tuple(verdict for verdict in FAULTS if verdict in found and verdict in LOOK)
        return loud or tuple(verdict for verdict in FAULTS if verdict in found)[:1]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or item; ``kind`` and ``level`` are those of its `Part`, or ``quote``.

    The texts of its segments, joined, are its text. ``notes`` are the claims that begin in it and need a look.
    """

    kind: str
    level: int
    segments: tuple[Segment, ...]
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """One article, checked. ``day`` (ISO) is when it was said; ``whole`` tells whether its text is there."""

    title: str
    publisher: str
    day: str
    url: str
    file: str
    as_of: str
    whole: bool
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    tally: Mapping[str, int] = field(default_factory=dict)

    @property
    def look(self) -> tuple[Finding, ...]:
        """The claims that need a look, in the order of the text."""
        return tuple(one for one in self.findings if one.number)

    @property
    def fine(self) -> tuple[Finding, ...]:
        """The others."""
        return tuple(one for one in self.findings if not one.number)

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of which something needs a look, in the order of the text."""
        return tuple(dict.fromkeys(one.title for one in self.look if one.title))

    @property
    def summary(self) -> str:
        """The tally in words."""
        return tally_words(self.tally)

    @property
    def early(self) -> bool:
        """Whether it is dated after the day that was asked for, so that nothing can have been said since."""
        return self.day > self.as_of


def gathered(article: Article | None, result: Json, *, as_of: date) -> Checked:
    """The result of a `check` of one article's claims; ``article`` is None where only its claims are known."""
    rows = sorted(result["claims"], key=_place)
    worded = rewordings(rows, as_of=as_of)
    source: Json = rows[0]["claim"].get("source") or {} if rows else {}
    file = article.file if article else str(source.get("file", ""))
    marks = not file or file.lower().endswith(_MARKED)
    findings: list[Finding] = []
    number = 0
    for row, instead in zip(rows, worded, strict=True):
        number += row["verdict"] in LOOK
        findings.append(_finding(row, number if row["verdict"] in LOOK else 0, instead, marks))
    said_on = str(rows[0]["claim"]["said_on"]) if rows else ""
    blocks = tuple(_blocks(article, findings, marks)) if article else tuple(_quotes(findings))
    return Checked(
        title=article.title if article else str(source.get("title", "")),
        publisher=article.publisher if article else str(source.get("publisher", "")),
        day=article.published.isoformat() if article else said_on,
        url=article.url if article else str(source.get("url", "")),
        file=file,
        as_of=as_of.isoformat(),
        whole=article is not None,
        blocks=blocks,
        findings=tuple(findings),
        tally=dict(Counter(one.verdict for one in findings)),
    )


def _place(row: Json) -> tuple[int, int, str]:
    evidence = row["claim"]["evidence"]
    return evidence["start"], -evidence["end"], row["claim"]["property"]


def _finding(row: Json, number: int, instead: Rewording | None, marks: bool) -> Finding:
    claim = row["claim"]
    evidence, name, subject = claim["evidence"], str(claim["property"]), str(claim["subject"]["name"])
    quote = str(evidence["quote"])
    topic = KINDS[name].words.answer.get("topic") if name in KINDS else None
    known = tuple(
        Known(said_words(one), str(one["since"]), firmness_words(str(one["modality"])), _cited(row, one["citations"]))
        for one in row["now"]
    )
    firm = firmness_words(str(claim["modality"]))
    return Finding(
        number=number,
        verdict=str(row["verdict"]),
        quote=quote,
        words="".join(one.shown for one in stretches(quote, 0, len(quote), marks=marks)),
        start=evidence["start"],
        end=evidence["end"],
        title=subject if claim["subject"]["type"] in SCREEN_TYPES else "",
        topic=topic.format(title=subject) if topic else f"{property_words(name)} of {subject}",
        said=said_words(claim) + (f" ({firm})" if firm else ""),
        known=known,
        cited=_cited(row, row["citations"]),
        remark=_remark(row),
        instead=_instead(quote, instead, marks) if instead else None,
        reworded=quote[: instead.start] + instead.words + quote[instead.end :] if instead else "",
    )


def _instead(quote: str, one: Rewording, marks: bool) -> tuple[str, str, str, str]:
    """The words before, in and after the span, as a reader sees them, with what may stand in its place."""
    seen = stretches(quote, 0, len(quote), marks=marks)
    before, span, after = (
        "".join(_part(quote, each, low, high) for each in seen)
        for low, high in ((0, one.start), (one.start, one.end), (one.end, len(quote)))
    )
    return before, span, one.words, after


def _part(text: str, seen: Stretch, low: int, high: int) -> str:
    """What is shown of a stretch between two places; what is not shown as it stands is shown where it begins."""
    start, end = max(seen.start, low), min(seen.end, high)
    if start >= end:
        return ""
    if seen.shown == text[seen.start : seen.end]:
        return text[start:end]
    return seen.shown if start == seen.start else ""


def _remark(row: Json) -> str:
    verdict, now = row["verdict"], row["now"]
    if verdict == "passed":
        told = any(one["modality"] == "stated" for one in now)
        return "Told since as past." if told else "Nobody has said since whether it happened."
    if verdict == "disputed":
        return "Sources of equal weight disagree."
    if verdict == "changed" and not now:
        return "Withdrawn or denied since." if row["citations"] else "It no longer stands."
    return ""


def _origin(source: Json, day: str) -> tuple[str, ...]:
    return str(source.get("url") or source.get("title") or ""), str(source.get("publisher") or ""), day


def _cited(row: Json, found: Sequence[Json]) -> tuple[Cited, ...]:
    """The citations but the checked article's own; where a claim needs a look, those made since, if there are any."""
    claim = row["claim"]
    day = str(claim["said_on"])
    mine = _origin(claim.get("source") or {}, day)
    others = [one for one in found if _origin(one, str(one["date"])) != mine]
    since = [one for one in others if str(one["date"]) > day] if row["verdict"] in LOOK else []
    return tuple(
        Cited(
            publisher=str(one.get("publisher") or ""),
            title=str(one.get("title") or one.get("file") or ""),
            day=str(one["date"]),
            url=str(one.get("url") or ""),
            quote=str(one.get("quote") or ""),
            by=", ".join(map(str, one.get("attribution") or ())),
        )
        for one in since or others or found
    )


def _quotes(findings: Sequence[Finding]) -> Iterator[Block]:
    """Where the article's own text is not there, its claims' words, each run of them once."""
    spans: dict[tuple[int, int, str], list[Finding]] = {}
    for one in findings:
        spans.setdefault((one.start, one.end, one.quote), []).append(one)
    for (_, _, quote), bearing in spans.items():
        loud = tuple(one for one in bearing if one.number)
        yield Block("quote", 0, (Segment(quote, bearing[0].words, frozenset(), tuple(bearing), loud),), loud)


def _blocks(article: Article, findings: Sequence[Finding], marks: bool) -> Iterator[Block]:
    """The parts of the article with the findings that they bear, which are in the order of the text.

    A finding whose words lie in several parts has its note beside the first.
    """
    waiting = list(reversed(findings))
    active: list[Finding] = []
    for part in article.parts or (Part("paragraph", 0, len(article.text)),):
        active = [one for one in active if one.end > part.start]
        fresh = []
        while waiting and waiting[-1].start < part.end:
            one = waiting.pop()
            if one.end > part.start:
                fresh.append(one)
        active += fresh
        notes = tuple(one for one in fresh if one.number)
        italics = [(low, high) for low, high in article.emphasis if low < part.end and high > part.start]
        seen = stretches(article.text, part.start, part.end, italics, marks=marks)
        yield Block(part.kind, part.level, tuple(_segments(article.text, part, seen, active, notes)), notes)


def _segments(
    text: str, part: Part, seen: Sequence[Stretch], bearing: Sequence[Finding], notes: Sequence[Finding]
) -> Iterator[Segment]:
    """The part's stretches, parted further wherever a claim's words begin or end."""
    edges = {edge for one in bearing for edge in (one.start, one.end)}
    inside = sorted(edge for edge in edges if part.start < edge < part.end)
    closing: dict[int, list[Finding]] = {}
    for one in notes:
        closing.setdefault(min(one.end, part.end), []).append(one)
    here: tuple[Finding, ...] = ()
    at = 0
    for stretch in seen:
        cuts = [stretch.start]
        while at < len(inside) and inside[at] <= stretch.start:
            at += 1
        while at < len(inside) and inside[at] < stretch.end:
            cuts.append(inside[at])
            at += 1
        for low, high in pairwise([*cuts, stretch.end]):
            if low in edges or low == part.start:
                here = tuple(one for one in bearing if one.start <= low < one.end)
            shown = _part(text, stretch, low, high)
            yield Segment(text[low:high], shown, stretch.style, here, tuple(closing.get(high, ())))
