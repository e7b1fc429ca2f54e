"""Articles to claims: candidates first, then their context.

    Article -> Reading -> candidates of every kind -> context -> findings -> claims, one a fact

`Extractor` is the interface of every engine. `extract` runs rules and trained eye together, `extract_by_rules` the
rules alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, reduce
from typing import Protocol

from slugline.claims.context import context_of
from slugline.claims.facts import barer, better, fact, once, typed
from slugline.claims.findings import SEEN, Finding
from slugline.claims.gates import Gates, gates
from slugline.claims.kind import Candidate, Kind, Rule
from slugline.claims.kinds import KINDS
from slugline.claims.ranker import Ranker, ranker
from slugline.claims.renaming import former_names
from slugline.claims.seen import likely, seen
from slugline.learned.eye import eye
from slugline.model import SUBJECT_TYPES, Article, Claim, Context, Evidence, Source
from slugline.text.reader import read
from slugline.text.reading import Line, Reading

LEAST = 0.5  # confidence


class Extractor(Protocol):
    """An engine: a pure function from an article to its claims, the same every time."""

    def __call__(self, article: Article) -> tuple[Claim, ...]:
        """The claims in the order of their evidence; ``article.text[start:end] == quote`` for each."""
        ...


def extract(article: Article, least: float = LEAST) -> tuple[Claim, ...]:
    """The claims of an article by rules and trained eye, in the order of their evidence, each fact once.

    Each bears its confidence, ``least`` or more.
    """
    return weighed(look(article), least)


def extract_by_rules(article: Article) -> tuple[Claim, ...]:
    """The claims that the rules alone find, without confidence; the eye does not look."""
    return once(finding.claim for finding in ruled(read(article, other_names=former_names)))


def look(article: Article) -> Reading:
    """An article read with the trained eye, its titles by their present names."""
    return read(article, eye=eye(), other_names=former_names)


def weighed(reading: Reading, least: float = LEAST, judge: Ranker | None = None) -> tuple[Claim, ...]:
    """The claims of an article that the eye has looked at whose confidence is ``least`` or more.

    ``judge`` gives the confidence; the ranker that Slugline ships where none is given.
    """
    facts = grouped(reading)
    chances = [round(chance, 3) for chance in (judge or ranker()).confidences(facts)]
    found = [
        replace(reduce(better, (one.claim for one in after_name(findings))), confidence=chance)
        for findings, chance in zip(facts, chances, strict=True)
        if chance >= least
    ]
    return tuple(sorted(found, key=lambda claim: (claim.evidence.start, claim.evidence.end, claim.property)))


def after_name(group: Sequence[Finding]) -> Sequence[Finding]:
    """Those findings of a fact that stand where its subject had been named by then; all where none does."""

    def named(one: Finding) -> bool:
        places = one.line.reading.places_of(one.claim.subject)
        return not places or min(places)[0] < one.line.end

    return [one for one in group if named(one)] or group


def grouped(reading: Reading) -> list[list[Finding]]:
    """What rules and eye find, the findings of one fact together."""
    groups: defaultdict[tuple[object, ...], list[Finding]] = defaultdict(list)
    by_rules = list(ruled(reading))
    for finding in (*by_rules, *agreeing(by_rules, looked(reading))):
        groups[fact(finding.claim)].append(finding)
    for key in list(groups):
        if whole := barer(key, groups):
            groups[whole] += groups.pop(key)
    return list(groups.values())


def agreeing(by_rules: Sequence[Finding], by_eye: Iterable[Finding]) -> Iterator[Finding]:
    """What the eye sees, with the work that rules take where several bear the subject's name.

    Where rules read a title that has no name yet ("a sequel to *Salt Road*"), the eye, which knows names alone, is not
    heard on whose sequel it is.
    """
    meant = {(one.claim.property, one.target, one.claim.subject.name): one.claim.subject for one in by_rules}
    nameless = {(one.claim.property, one.target) for one in by_rules if one.nameless}
    for one in by_eye:
        claim = one.claim
        if (claim.property, one.target) in nameless:
            continue
        subject = meant.get((claim.property, one.target, claim.subject.name), claim.subject)
        yield one if subject == claim.subject else replace(one, claim=replace(claim, subject=subject))


def ruled(reading: Reading) -> Iterator[Finding]:
    """What the rules find."""
    rules, gates_ = _rules(), _gates()
    for line in reading.lines:
        for number in gates_.open(line):
            kind, rule = rules[number]
            for one in rule(line):
                if finding := _finding(line, kind, rule.__name__, one):
                    yield finding


def looked(reading: Reading) -> Iterator[Finding]:
    """What the eye sees."""
    for line in reading.lines:
        properties = likely(line)
        for kind in KINDS.values():
            if kind.property not in properties:
                continue
            for one in seen(line, kind):
                if finding := _finding(line, kind, SEEN, one):
                    yield finding


@cache
def _rules() -> tuple[tuple[Kind, Rule], ...]:
    """Every rule with its kind, in the order in which they are asked."""
    return tuple((kind, rule) for kind in KINDS.values() for rule in kind.rules)


@cache
def _gates() -> Gates:
    return gates([rule for _, rule in _rules()])


def _finding(line: Line, kind: Kind, rule: str, one: Candidate) -> Finding | None:
    """The claim that a candidate makes; None where its words assert nothing or a part of it is wanting."""
    context = _context(line, one, kind)
    if context is None or not _sound(one):
        return None
    article = line.reading.article
    claim = Claim(
        one.subject,
        kind.property,
        typed(one.value, kind),
        dict(one.qualifiers),
        context,
        Evidence(article.id, one.start, one.end, article.text[one.start : one.end]),
        article.published,
        Source(article.file, article.url, article.publisher, article.title, article.author),
        f"{kind.property}.{rule}",
    )
    return Finding(claim, line, one.target)


def _context(line: Line, one: Candidate, kind: Kind) -> Context | None:
    context = context_of(line, one, event=kind.event)
    if context is None or not (one.withdrawn or (one.settled and context.modality == "denied")):
        return context
    return Context("denied" if one.withdrawn else "stated", context.attribution, context.cues)


def _sound(one: Candidate) -> bool:
    return one.subject.type in SUBJECT_TYPES and bool(one.subject.name.strip()) and one.start < one.end
