"""The rules that every craft shares: from the matches of its forms to credits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from slugline.claims.compose import candidate, title_of
from slugline.claims.credits.asked import passing_rules
from slugline.claims.credits.boxes import box_claims, bracket_matches, listing_matches, table_claims
from slugline.claims.credits.crafts import Craft
from slugline.claims.credits.forms import SHARED, Form, alternatives, shared_set
from slugline.claims.credits.people import credit, listed, subject_of, subjects_of, titles
from slugline.claims.kind import Candidate, Rule, Words
from slugline.model import Entity, NoValue, Unknown
from slugline.text.lexicon import either, lexicon
from slugline.text.patterns import Match, regex
from slugline.text.reading import Line
from slugline.text.shape import Slot

_PAIRED = regex(r"\b(?:respectively|in that order)\b")
_OTHERS = alternatives(lexicon("titles")["other_works"])
_OTHER_WORK = regex(rf",? (?:a|an|his|her|the|its) (?:(?:[\w-]+|‹\w+›(?:'s)?) ){{0,3}}?{_OTHERS}", re.IGNORECASE)
_OWN_OBJECT = regex(r",? ?(?:all|both|each|every|most|some)(?: of)?(?: the)? (?:‹[QR]\d+› )?(?:of the )?‹[TF]\d+›")
_OF_A_WORK = regex(rf" {either((*lexicon('grammar')['work_relation'], *lexicon('titles')['franchise_after']))}\b")
_HONOURED = regex(rf"\b(?:{'|'.join(SHARED['honoured'])})(?: the| a| an)?(?: [\w-]+)?$")
_OWN_NOUN = regex(r"‹[PNY]\d+› (?:is|was|remains|becomes|as) (?:now |again |also )?(?:the |its |sole )?$")
_COMMA = regex(r"[\w-]+, ‹")
_GONE = regex(rf"\b{either((*SHARED['leave'], *SHARED['replace']))}\b")


def found(line: Line, forms: Iterable[Form]) -> Iterator[Match]:
    """The matches of several forms in a line."""
    for one in forms:
        yield from one.find(line)


@dataclass(frozen=True)
class Maker:
    """One craft's rules."""

    craft: Craft

    def by(self, line: Line) -> Iterator[Candidate]:
        """ "directed by Roe"."""
        others = set(self.craft.words.say.get("not_maker", ()))
        for match in found(line, self.craft.by):
            if not others.isdisjoint(match.text("who").lower().split()):
                continue
            slots = self.craft.slots(match)
            subjects = subjects_of(match, len(slots))
            paired = len(subjects) == len(slots) > 1 and _PAIRED.search(line.shape.text[match.start : match.end + 16])
            for n, subject in enumerate(subjects):
                only = slots[n : n + 1].__contains__ if paired else None
                yield from self.craft.give(match, subject=subject, only=only)

    def does(self, line: Line) -> Iterator[Candidate]:
        """ "Roe directed *Harbor*", "hired to direct"."""
        for match in found(line, (*self.craft.does, *self.craft.hired)):
            way = set(match.text("way").lower().split())
            if shared_set("hire").isdisjoint(way) and way:
                continue
            if _OTHER_WORK.match(line.shape.text[match.end :]):
                continue
            yield from self.craft.give(match, only=partial(_opens, match))

    def alone(self, line: Line) -> Iterator[Candidate]:
        """ "Roe directs", "Roe is at the helm"."""
        for match in found(line, self.craft.alone):
            verb = match.text("verb")
            if verb and line.shape.text[: match.start].endswith("with ") and not verb.endswith("ing"):
                continue
            if verb and _OWN_OBJECT.match(line.shape.text, match.end):
                continue  # "who directed all four Low Road films": those are what the verb credits
            yield from self.craft.give(match, only=partial(_typed, match))
        for match in found(line, self.craft.resumed):
            for subject in titles(match) or ([line.title] if line.title else []):
                yield from self.craft.give(match, subject=subject)

    def named(self, line: Line) -> Iterator[Candidate]:
        """ "director Jane Roe", "the director is Jane Roe"."""
        for match in found(line, self.craft.named):
            front = match.text("front").strip().lower()
            owner = match.entity("title")
            if {front, owner.name.lower() if owner else ""} & shared_set("not_before"):
                continue
            if match.text("plural") and len(self.craft.slots(match)) == 1:
                continue
            if _OWN_NOUN.search(line.shape.text, 0, match.start + len(match.text("front"))) and _COMMA.match(
                match.found[0].removeprefix(match.text("front"))
            ):
                continue  # "Roe is showrunner, Poe and Lee are the sisters": the noun is Roe's
            if _names_a_work(match):
                continue  # "after it hired a director, the Jane Roe spinoff": the work's, not a credit
            before = line.shape.text[: match.start].lower() + front
            honoured = _HONOURED.search(before)
            yield from self.craft.give(match, subject=_owned(match), beside=not honoured, apart=True)

    def apposed(self, line: Line) -> Iterator[Candidate]:
        """ "Jane Roe, the director of *Harbor*"."""
        for match in found(line, self.craft.apposed):
            slots = self.craft.slots(match)
            several = re.search(r"\b(?:are|were)\b", match.found[0]) or self.craft.several.search(match.found[0])
            yield from self.craft.give(
                match, only=None if several or match.found[0].endswith(")") else slots[-1:].__contains__
            )

    def role(self, line: Line) -> Iterator[Candidate]:
        """ "Roe joins as showrunner"."""
        for match in found(line, self.craft.role):
            between = match.text("between").lower()
            words = set(between.replace(",", "").split())
            if _GONE.search(between) or not shared_set("not_before_as").isdisjoint(words):
                continue
            yield from self.craft.give(match)
            if match.text("from"):
                yield from credit(match, subject_of(match), listed(match, "from"), withdrawn=True)

    def owns(self, line: Line) -> Iterator[Candidate]:
        """ "Roe's score", "a script she wrote"."""
        for match in found(line, self.craft.owns):
            yield from self.craft.give(match)

    def debuts(self, line: Line) -> Iterator[Candidate]:
        """ "Roe's directorial debut"."""
        for match in found(line, self.craft.debuts):
            slot = match.slot("who") if "‹" not in match.text("who") else None
            sure = "direct" in match.found[0].lower() or titles(match) or slot is None
            beside = re.search(r"‹[TX]\d+›(?:,| is| was) $", line.shape.text[: match.start])
            if sure or beside or self.craft.calls(line, slot.entity if slot else None):
                yield from self.craft.give(match)

    def leaves(self, line: Line) -> Iterator[Candidate]:
        """ "director Roe has left", "Roe has left the project"."""
        for match in found(line, (*self.craft.leaves, self.craft.gone)):
            if re.search(r"\b(?:not|never)\b|n't\b", match.found[0]):
                continue
            if match.found.re is self.craft.gone.regex:
                slots = [slot for slot in self.craft.slots(match) if self.craft.calls(line, slot.entity)]
                yield from credit(match, subject_of(match), slots, withdrawn=True)
            else:
                yield from self.craft.give(match, withdrawn=True)

    def replaces(self, line: Line) -> Iterator[Candidate]:
        """ "Roe replaces Poe as director"."""
        for match in found(line, self.craft.replaces):
            groups = match.found.groupdict()
            new, old = match.slot("new"), match.slot("old")
            told = groups.get("told") is not None or groups.get("noun") or self.craft.noun.search(line.shape.text)
            if new is None or old is None:
                continue
            if not (told or self.craft.calls(line, new.entity) or self.craft.calls(line, old.entity)):
                continue
            subject = title_of(match)
            yield from credit(match, subject, [new])
            yield from credit(match, subject, [old], withdrawn=True)

    def missing(self, line: Line) -> Iterator[Candidate]:
        """ "no director has been named"."""
        for match in found(line, self.craft.missing):
            yield from candidate(match, title_of(match), Unknown() if match.text("told") else NoValue())

    def boxed(self, line: Line) -> Iterator[Candidate]:
        """ "Director: Jane Roe", a table's cell."""
        labels = self.craft.words.say.get("label", ())
        yield from box_claims(line, labels, "PNY", "person")
        yield from table_claims(line, labels, "PN", "person")

    def brackets(self, line: Line) -> Iterator[Candidate]:
        """ "*Harbor* (2019; Jane Roe)", and a listing's line that opens with her."""
        for match in (*bracket_matches(line), *listing_matches(line)):
            yield from self.craft.give(match)

    def filmography(self, line: Line) -> Iterator[Candidate]:
        """ "director Roe, known for *Harbor*"."""
        for match in found(line, self.craft.filmography):
            yield from self.craft.give(match)

    def possessive(self, line: Line) -> Iterator[Candidate]:
        """ "Roe's *Harbor*"."""
        for match in found(line, self.craft.possessive):
            slot = match.slot("who")
            if slot is not None and self.craft.calls(line, slot.entity):
                yield from self.craft.give(match)


def maker_rules(words: Words) -> tuple[Rule, ...]:
    """The rules of a craft whose words are ``words``."""
    maker = Maker(Craft(words))
    return (
        maker.by, maker.does, maker.alone, maker.named, maker.apposed, maker.role, maker.owns, maker.debuts,
        maker.leaves, maker.replaces, maker.missing, maker.boxed, *passing_rules(words),
    )  # fmt: skip


def director_rules(words: Words) -> tuple[Rule, ...]:
    """The rules of the craft whose people stand bare in a title's brackets and own it by a possessive."""
    maker = Maker(Craft(words))
    return (maker.brackets, maker.filmography, maker.possessive)


def _names_a_work(match: Match) -> bool:
    """Whether the name at a match's end only says what a work is: ", the Jane Roe spinoff"."""
    text = match.line.shape.text
    return bool(_OF_A_WORK.match(text, match.end) and re.search(r", (?:the|an?) ‹\w+›$", text[: match.end]))


def _opens(match: Match, slot: Slot) -> bool:
    """Whether a pronoun opens its clause; one that hangs on a noun ("policies she never wrote") credits nobody."""
    if slot.label != "person_ref":
        return True
    before = match.line.shape.text[: match.start].rstrip()
    return (
        not before
        or before[-1] in ',;:–("'
        or before.split()[-1].lower() in shared_set("joins")
        or before.endswith("›")
    )


def _typed(match: Match, slot: Slot) -> bool:
    """Whether a maker of a bare verb is a person for sure."""
    return slot.label != "name" and _opens(match, slot)


def _owned(match: Match) -> Entity | None:
    """The title behind a maker's possessive: "director Roe's *Harbor*"."""
    if match.found.groupdict().get("title") or match.found.groupdict().get("titles"):
        return None
    after = re.match(r"'s (?:(?:[\w-]+|‹[DR]\d+›(?:'s)?),? ){0,4}?‹([TF]\d+)›", match.line.shape.text[match.end :])
    return match.line.slots[int(after[1][1:])].entity if after else None
