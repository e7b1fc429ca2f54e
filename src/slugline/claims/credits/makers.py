"""The rules that every craft shares: from the matches of its patterns to credits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import screen, title_of
from slugline.claims.credits.boxes import box_claims, bracket_matches, listing_matches, table_claims
from slugline.claims.credits.crafts import Craft
from slugline.claims.credits.people import SHARED, alternatives, credit, listed, plain, subject_of
from slugline.claims.kind import Candidate, Rule, Words
from slugline.model import Entity, NoValue, Unknown
from slugline.text.patterns import Match
from slugline.text.reading import Line


def maker_rules(words: Words) -> tuple[Rule, ...]:
    """The rules of a craft whose words are ``words``."""
    craft = Craft(words)

    def by(line: Line) -> Iterator[Candidate]:
        for match in craft.find(line, *craft.by):
            yield from craft.give(match)

    def does(line: Line) -> Iterator[Candidate]:
        for match in craft.find(line, *craft.does, craft.hired):
            yield from craft.give(match)

    def alone(line: Line) -> Iterator[Candidate]:
        for match in craft.find(line, *craft.alone):
            yield from craft.give(match)

    def named(line: Line) -> Iterator[Candidate]:
        refused = alternatives(SHARED["not_before"])
        for match in craft.find(line, *craft.named):
            before = line.shape.text[max(0, match.start - 24) : match.found.end("front")].rstrip() if "front" in match.found.groupdict() else ""
            if re.search(rf"{refused}$", before, re.IGNORECASE):
                continue
            yield from craft.give(match, subject=_owned(match))

    def apposed(line: Line) -> Iterator[Candidate]:
        for match in craft.find(line, *craft.apposed):
            yield from craft.give(match)

    def role(line: Line) -> Iterator[Candidate]:
        gone = re.compile(alternatives(SHARED["leave"]), re.IGNORECASE)
        for match in craft.find(line, craft.role):
            if not gone.search(match.text("between")) and not re.search(alternatives(SHARED["replace"]), match.text("between"), re.IGNORECASE):
                yield from craft.give(match)
                if match.text("from"):
                    yield from credit(match, subject_of(match), listed(match, "from"), withdrawn=True)

    def owns(line: Line) -> Iterator[Candidate]:
        for match in craft.find(line, *craft.owns):
            yield from craft.give(match)

    def debuts(line: Line) -> Iterator[Candidate]:
        for match in craft.find(line, *craft.debuts):
            yield from craft.give(match)

    def leaves(line: Line) -> Iterator[Candidate]:
        for match in craft.find(line, *craft.leaves):
            if re.search(r"\b(?:not|never|n't)\b", line.shape.text[match.start : match.end]):
                continue
            if match.found.groupdict().get("maybe") or (match.found.re is craft.leaves[3].regex):
                found = [slot for slot in [*listed(match, "maybe"), *craft.slots(match)] if craft.calls(line, slot.entity)]
                yield from credit(match, subject_of(match), found, withdrawn=True)
            else:
                yield from craft.give(match, withdrawn=True)

    def replaces(line: Line) -> Iterator[Candidate]:
        for match in craft.find(line, *craft.replaces):
            groups = match.found.groupdict()
            new, old = match.slot("new"), match.slot("old")
            told = groups.get("as") is not None or groups.get("noun") or re.search(craft.nouns, groups.get("noun2") or "", re.IGNORECASE)
            if new is None or old is None or not (told or craft.calls(line, new.entity) or craft.calls(line, old.entity)):
                continue
            subject = title_of(match)
            yield from credit(match, subject, [new])
            yield from credit(match, subject, [old], withdrawn=True)

    def missing(line: Line) -> Iterator[Candidate]:
        for one, none in craft.missing:
            for match in craft.find(line, one):
                unknown = none is None and match.found.groupdict().get("told")
                yield from plain(match, title_of(match), Unknown() if unknown else NoValue())
        for match in craft.find(line, craft.untold):
            yield from plain(match, title_of(match), Unknown())

    def boxed(line: Line) -> Iterator[Candidate]:
        labels = words.say.get("label", ())
        yield from box_claims(line, labels, "PNY", "person")
        yield from table_claims(line, labels, "PN", "person")

    return (by, does, alone, named, apposed, role, owns, debuts, leaves, replaces, missing, boxed)


def bracketed_makers(words: Words) -> tuple[Rule, ...]:
    """The rules of the craft whose people stand bare in a title's brackets, as directors do."""
    craft = Craft(words)

    def brackets(line: Line) -> Iterator[Candidate]:
        for match in bracket_matches(line):
            yield from craft.give(match)

    def listing(line: Line) -> Iterator[Candidate]:
        for match in listing_matches(line):
            yield from craft.give(match)

    def filmography(line: Line) -> Iterator[Candidate]:
        for match in craft.find(line, *craft.filmography):
            yield from craft.give(match)

    def possessive(line: Line) -> Iterator[Candidate]:
        for match in craft.possessive.find(line):
            slot = match.slot("who")
            if slot is not None and craft.calls(line, slot.entity):
                yield from craft.give(match)

    return (brackets, listing, filmography, possessive)


def _owned(match: Match) -> Entity | None:
    """The title behind a maker's possessive: "director Roe's *Harbor*"."""
    if match.found.groupdict().get("title"):
        return None
    after = re.match(r"'s (?:(?:[\w-]+|‹[DR]\d+›) ){0,4}?‹([TF]\d+)›", match.line.shape.text[match.end :])
    entity = match.line.slots[int(after[1][1:])].entity if after else None
    return screen(entity) if entity else None
