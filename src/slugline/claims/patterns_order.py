"""Story order: "set ten years after X", "takes place between X and Y", "a prequel to X set ten years earlier"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import candidate, screen
from slugline.claims.kind import Candidate, Rule, Words
from slugline.claims.patterns_relations import relation
from slugline.model import Entity
from slugline.text.lexicon import either
from slugline.text.names import fold
from slugline.text.patterns import Match, pattern, regex, whole_words
from slugline.text.reading import Line


def _spoken_of(match: Match) -> Entity | None:
    """The last title before the match that matters, else the one that the line goes on with: never the one behind."""
    line = match.line
    for hit in reversed(list(re.finditer(r"‹[TX](\d+)›", line.shape.text[: match.start]))):
        if line.matters(hit.start()):
            return line.slots[int(hit[1])].entity
    return line.title


# "a prequel to *Salt Road* and is set before it": what "it" is after the title itself has been spoken of
_KIN_TO = r"(?:prequel|sequel|follow-up|spin-?off|successor) (?:to|of|from) (?:the )?"
_KIN = regex(rf"\b{_KIN_TO}‹T(\d+)›")


def _meant(line: Line, match: Match, subject: Entity | None) -> Entity | None:
    """The title on the other side: a word that refers to the subject itself means the title that it is kin to."""
    slot, value = match.slot("value"), match.entity("value")
    if not (slot and value and subject and slot.label == "title_ref" and fold(value.name) == fold(subject.name)):
        return value
    kin = _KIN.findall(line.shape.text[: match.start])
    return line.slots[int(kin[-1])].entity if kin else value


def order_rules(words: Words) -> tuple[Rule, ...]:
    """Story order: "set ten years after X", "takes place between X and Y", "a prequel to X set ten years earlier".

    ``words.say`` holds ``set``, ``side``, ``later`` (earlier, later) and ``between`` (``first`` or ``second``: which of
    the two is the value).
    """
    side = pattern(
        r"<set> (?:(?!before|after|between)[\w'’,-]+ |‹[QRDG]\d+›\S* ?){0,12}?<side> "
        r"(?:the events of |the end of |the action of |the (?:[\w-]+ ){1,3}(?:of|in) )?"
        r"(?:(?:the [\w-]+ of )?‹[HPY]\d+›(?:'s)? (?:[\w-]+ ){1,5}(?:in|of) )?"
        r"(?:(?:the|that) )?(?:[\w-]+ ){0,2}?{value:work}",
        words.say,
    )
    between = pattern(
        r"<set> (?:[\w'-]+ |‹[QRD]\d+› ){0,6}?between (?:the events of )?{first:work}(?: \(‹[DQ]\d+›\))?,? and "
        r"(?:(?:its|the|their) (?:[\w-]+ ){0,3}?)?(?:, )?{second:work}",
        words.say,
    )
    joined = pattern(r"(?:,| and| but|, but|, and) <side> (?:the events of )?{value:work}", words.say)
    chosen = words.say["between"][0]

    def on_one_side(line: Line) -> Iterator[Candidate]:
        for match in side.find(line):
            subject = _spoken_of(match)
            yield from relation(match, subject, _meant(line, match, subject))
            also = re.match(r" and (?:of )?‹T(\d+)›(?!'s| (?:is|was|has|will))", line.shape.text[match.end :])
            other = line.slots[int(also[1])] if also else None
            if other and other.entity and subject and fold(subject.name) != fold(other.entity.name):
                yield from candidate(match, screen(subject), Entity("title", other.entity.name), other)

    def on_both(line: Line) -> Iterator[Candidate]:
        for match in between.find(line):
            subject = _spoken_of(match)
            value = match.entity(chosen)
            if subject and value and fold(subject.name) != fold(value.name):
                yield from candidate(match, screen(subject), Entity("title", value.name), match.slot(chosen))

    def continued(line: Line) -> Iterator[Candidate]:
        for match in joined.find(line):
            lead = match.line.shape.text[: match.start]
            found = re.search(
                r"(?:set|takes? place|picks? up|happens|unfolds)\b[^.;]*?"
                r"(?:after|before|during|alongside|following|prior to) [^,.;]*$",
                lead,
                re.IGNORECASE,
            )
            if found:
                named = re.search(r"‹[TX]\d+›", lead[: found.start()])
                subject = line.title_at(found.start(), found.start()) if named else line.title
                yield from relation(match, subject, match.entity("value"))

    return (on_one_side, on_both, continued, _rule_years_apart(words))


def _rule_years_apart(words: Words) -> Rule:
    apart = pattern(
        _KIN_TO + r"{value:title},? (?:(?:which|that) is )?set {when:date}",
        words.say,
    )
    later = whole_words(words.say["later"], rf"\b{either(words.say['later'])}$")

    def years_apart(line: Line) -> Iterator[Candidate]:
        for match in apart.find(line):
            when = match.slot("when")
            if when is not None and later.search(line.reading.article.text[when.start : when.end]):
                yield from relation(match, _spoken_of(match), match.entity("value"))

    return years_apart
