"""Crafts: every one has the same ways of being told, each with its own words; here they become patterns.

A craft's words, all under ``[say]`` and all but ``noun`` free to be missing:

    noun      director, filmmaker          nouns    directors
    passive   directed, helmed (… by)      active   directs, directed, will direct … (a title)
    bare      directs, directing           thing    script, score (… by, Roe's …)
    does      wrote, composed (… a thing)  label    what a fact box calls it
    idiom     is at the helm               under    under the direction of
    act       direct, write (hired to …)   gerund   directing
    debut     directorial debut (Roe's …)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from slugline.claims.credits.people import (
    DESCRIBED, SHARED, STOP, alternatives, bracketed, called, compiled, credit, helpers, listed, one_person, people, subject_of, titles,
)  # fmt: skip
from slugline.claims.kind import Candidate, Words
from slugline.model import Entity
from slugline.text.patterns import Match, Pattern
from slugline.text.reading import Line
from slugline.text.shape import Slot

_OTHER = r"[a-z]+(?:-[a-z]+)?"
_AND = r"(?:, and | and | & |, |/|-| as well as |-and-)"
# The object of a verb: a few words that open no other phrase, then the title.
_NOT_IN_OBJECT = alternatives(SHARED["not_in_object"])
_OBJECT = rf"(?:(?:(?!{_NOT_IN_OBJECT})[\w'-]+,?|‹[DGQRAOCSX]\d+›(?:'s)?|‹[PY]\d+›(?: in|'s)|(?:episodes?|parts?|hours?|seasons?|most|half|all|both|some|pilot|finale|opener|instalments?) (?:of|for)) ){{0,7}}?"
_MORE = rf"(?:(?: \([^()]{{1,60}}\))?(?:, and |, | and | & |; | as well as )(?:(?!{STOP})[\w'-]+,? |‹[DRQ]\d+›(?:'s)? ){{0,3}}?‹T\d+›)"
_TITLES = rf"(?P<titles>‹[TXF]\d+›(?!'s){_MORE}{{0,8}})"
_END = r"(?=[.,;:)]|$| (?:again|alone|together|himself|herself|from|in|on|for|this|both|and|too|out|with|as|under|‹D|now|once|next|here|after)(?![\w-]))"


@dataclass(frozen=True)
class Craft:
    """One craft's words made into patterns; `makers.maker_rules` turns its matches into claims."""

    words: Words

    def _list(self, key: str) -> str:
        found = self.words.say.get(key)
        return alternatives(found) if found else "(?!)"

    @cached_property
    def noun(self) -> str:
        """The noun, other trades beside it: "writer-director", "director and co-writer"."""
        body = "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(self.words.say["noun"], key=len, reverse=True))
        other = alternatives(SHARED['trades'])[: -len(r"(?![\w-])")]
        return rf"(?<![\w-])(?:{other}{_AND}){{0,3}}(?<!\w)(?:{body})(?![\w])(?!-(?!{other}))(?:{_AND}{other}(?![\w-])){{0,3}}"

    @cached_property
    def nouns(self) -> str:
        """The noun, one or several."""
        return rf"(?:{self.noun}|{self._list('nouns')})"

    @cached_property
    def gate(self) -> re.Pattern[str]:
        """Whether a line holds any word of the craft."""
        phrases = {phrase for key, found in self.words.say.items() for phrase in found if key != "label"}
        body = "|".join(re.escape(phrase).replace(r"\ ", " ") for phrase in sorted(phrases, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)

    def find(self, line: Line, *found: Pattern) -> Iterator[Match]:
        """The matches of patterns in a line that asks nothing and holds a word of the craft."""
        text = line.shape.text
        if text.endswith("?") or not self.gate.search(text):
            return
        for one in found:
            yield from one.find(line)

    # -- patterns ---------------------------------------------------------------------------

    @cached_property
    def by(self) -> tuple[Pattern, ...]:
        """ "directed by Roe", "written and directed in 2019 by Roe and Poe", "under the direction of Roe"."""
        among = rf"(?:{_AND}(?:{_OTHER} )?{_OTHER})"
        return (
            compiled(rf"{self._list('passive')}{among}{{0,3}}(?: (?:again|once more|entirely|mostly|largely|principally|variously|solely|jointly|(?:all )?in ‹D\d+›|for ‹\w+›|with ‹\w+›|respectively))?,? by,? {people()}"),
            compiled(rf"{self._list('under')},? {people()}"),
            compiled(rf"{self._list('thing')}(?:(?: {self._list('act')}|,| is| was| will| probably| be| being| are| were| to be| comes| come| came| coming| again| also| once more| written| penned| composed| supplied| provided| handled| for ‹[TX]\d+›| of ‹[TX]\d+›| itself)){{0,4}} (?:by|from) {people()}"),
        )  # fmt: skip

    @cached_property
    def does(self) -> tuple[Pattern, ...]:
        """ "Roe directed *Harbor* (2019) and *Quay*", "Roe, who wrote and directed *Harbor*", "Roe wrote the script"."""
        who = rf"(?:{people()}|{one_person('lone')})"
        verbs = rf"(?:{_OTHER}(?: and |, and |, | & |/))*?"
        thing = rf"(?:{self._list('does')} (?:up |all |most of |both )?(?:(?:the|a|an|its|his|her|their|this|that|new|all|first|original|zither|orchestral|musical) |‹[XY]\d+›'s |(?!{_NOT_IN_OBJECT})[\w'-]+ ){{0,3}}?{self._list('thing')}(?: (?:of|for|to) {_TITLES})?)"
        return (
            compiled(rf"{who},? (?:who |and )?{helpers()}{verbs}{self._list('active')} (?:{_OTHER} (?:and|or) {self._list('active')} )?{_OBJECT}{_TITLES}(?: (?:together with|along with|alongside|with) (?P<with>{DESCRIBED}‹[PN]\d+›)(?! (?:as|in|starring|playing)))?"),
            compiled(rf"{who},? (?:who |and )?{helpers()}{thing}(?: (?:together with|along with|alongside|with) (?P<with>{DESCRIBED}‹[PN]\d+›))?"),
            compiled(rf"{_TITLES},? (?:the (?:‹[RD]\d+› )?(?:film|series|movie|show|one)(?: to be)? )?(?:which |that )?{who} {helpers()}{verbs}{self._list('active')}{_END}"),
        )  # fmt: skip

    @cached_property
    def alone(self) -> tuple[Pattern, ...]:
        """ "Roe directs.", "with Roe directing", "Roe, who directs", "Roe directs again, from a screenplay …"."""
        return (
            compiled(rf"(?:{people()}|{one_person('lone')}),? (?:who |and )?{helpers()}(?:{_OTHER}(?: and |, and |, ))*?(?P<verb>{self._list('bare')}){_END}(?:,? (?:together with|along with|alongside|with) (?P<with>{DESCRIBED}‹[PN]\d+›)(?! (?:as|in|starring|playing)))?"),
            compiled(rf"(?:{people()}|{one_person('lone')}),? (?:who |and )?{helpers()}{self._list('idiom')}(?: (?:of|on|for) (?:(?:this|the) (?:one|[\w-]+ )?)?{_TITLES})?"),
            compiled(rf"{self._list('front')}(?: again| once more| is| are| was| will be| for [^‹›.;:]{{1,40}}|,|:|–)* {people()}"),
            compiled(rf"(?:{people()}|{one_person('lone')}),? {helpers()}(?:[\w-]+ ){{0,2}}{alternatives(SHARED['share'])} (?:(?!{STOP})[\w-]+ ){{0,2}}(?:{self._list('thing')}|{self._list('gerund')}|{self.noun} (?:duties|chores|credit))"),
        )  # fmt: skip

    @cached_property
    def named(self) -> tuple[Pattern, ...]:
        """ "director Jane Roe", "*Harbor* director Roe", "its director, Jane Roe", "the director is Jane Roe"."""
        owner = r"(?:‹(?P<title>[TXF]\d+)›(?:'s)?,? (?:(?:(?!" + STOP + r")[\w-]+|‹[GR]\d+›) ){0,3}?)?"
        return (
            compiled(rf"(?P<front>(?:[\w'-]+ )?){owner}{self.nouns},? {people()}"),
            compiled(rf"{self.nouns} (?:of|behind|on) {_TITLES},?(?: (?:is|was|will be|being|are))?(?: also| again| once more)? {people()}"),
            compiled(rf"(?:the|its|whose|sole|our|a|‹(?P<title>[TXF]\d+)›(?:'s)?) (?:(?:(?!{STOP})[\w-]+|‹[GR]\d+›) ){{0,2}}?{self.nouns} (?:of ‹X\d+› )?(?:is|was|will be|are|were|remains|being|has been)(?: again| once more| now| still| also)? {people()}"),
        )  # fmt: skip

    @cached_property
    def apposed(self) -> tuple[Pattern, ...]:
        """ "Jane Roe, the Polish director of 'A' and 'B'", "Roe, its director", "Roe is the director", "Roe as director"."""
        who = rf"(?:‹(?P<who>[PNY]\d+)›(?!'s)(?: \([^()]{{1,80}}\))?|{one_person('lone')})"
        words = rf"(?:(?:(?!{STOP})[\w'-]+|‹[GRAON]\d+›(?:'s)?|‹A\d+›-winning) ){{0,4}}?"
        return (
            compiled(rf"{who},?(?: (?:who )?{helpers()})?,? ?{words}{self.nouns} (?:of|behind|on) {_OBJECT}{_TITLES}"),
            compiled(rf"{who},? (?:(?:who )?{helpers()})?‹(?P<title>[XT]\d+)›(?:'s)? {words}{self.nouns}(?! of)"),
            compiled(rf"{who}(?:,| (?:who )?(?:is|was|will be|remains|being)(?: also| again| now| once more| still| very much)*) (?:the|sole|his|her|both) {words}{self.nouns}(?=[,.;)]|$| (?:again|here|this time|too|now|and|as well|in|on|for))"),
            compiled(rf"(?P<who>‹[PN]\d+›(?:(?:, and |, | and | & )‹[PN]\d+›){{0,3}}) \((?:{_OTHER}[ -])?{self.nouns}(?: of ‹[TX]\d+›)?(?:[,;] [^()]{{1,40}})?\)"),
        )  # fmt: skip

    @cached_property
    def role(self) -> Pattern:
        """ "Roe joins as showrunner", "stepped in as its new director", "with Roe as director"."""
        return compiled(
            rf"(?:{people()}|{one_person('lone')}),? (?P<between>(?:(?:(?!{alternatives(SHARED['not_before_as'])})[\w'-]+|‹[DXTRQ]\d+›(?:'s)?),? ){{0,7}}?)as (?:(?:the|its|a|an|his|her|sole|new|also|both|‹[TX]\d+›'s|next|‹R\d+›) ){{0,3}}{self.nouns}(?! (?:who|that))(?: (?:of|on|for) {_TITLES})?(?P<from> from ‹[PN]\d+›)?"
        )

    @cached_property
    def hired(self) -> Pattern:
        """ "Roe has been hired to direct", "signed on to write the sequel"."""
        return compiled(
            rf"(?:{people()}|{one_person('lone')}),? {helpers()}(?!{STOP})[\w'-]+(?: on| up| in| back| talks| negotiations| aboard| his deal| her deal| down)? to (?:{_OTHER} and |also |again )?{self._list('act')}(?:,? and {_OTHER})?(?: {_OBJECT}{_TITLES}|{_END})"
        )

    @cached_property
    def owns(self) -> tuple[Pattern, ...]:
        """ "Roe's score", "the script is Roe's", "a Jane Roe screenplay", "a script she wrote with Poe"."""
        thing = self._list("thing")
        return (
            compiled(rf"‹(?P<who>[P]\d+)›'s (?:(?!{STOP})[\w-]+ ){{0,2}}?{thing}(?: (?:for|to|of) {_TITLES})?"),
            compiled(rf"{thing} (?:{helpers()})?(?P<who>{DESCRIBED}‹[PN]\d+›(?:, | and ){DESCRIBED}‹[PN]\d+›|{DESCRIBED}‹[PN]\d+›)'s(?=[.,;]|$| and)"),
            compiled(rf"(?:a|an|the|of|one) ‹(?P<who>[PN]\d+)› {thing}"),
            compiled(rf"{thing},? (?:that |which )?‹(?P<who>[PY]\d+)› {helpers()}{self._list('does')}(?:(?: together)? with (?P<with>{DESCRIBED}‹[PN]\d+›))?"),
            compiled(rf"{thing}(?:, too,)?(?: is| was| are) (?P<who>‹Y\d+›)(?:'s)?(?:, (?:along|together) with (?P<with>{DESCRIBED}‹[PN]\d+›))?"),
        )  # fmt: skip

    @cached_property
    def debuts(self) -> tuple[Pattern, ...]:
        """ "Roe's directorial debut", "Roe makes her feature debut", "the first feature to be directed …"."""
        return (
            compiled(rf"‹(?P<who>[PY]\d+)›'s (?:(?:(?!{STOP})[\w-]+|‹R\d+›|{_AND}) ){{0,3}}?{self._list('debut')}(?:(?:, | is | was |, the [\w-]+ |: | with |, called )‹(?P<title>[TX]\d+)›)?"),
            compiled(rf"{self._list('debut')} (?:of|for|from) {people()}"),
            compiled(rf"‹(?P<who>[PY]\d+)›,? (?:who )?{helpers()}(?:[\w'-]+ |‹Y\d+›'s ){{0,2}}(?:‹Y\d+›'s |a |his |her )(?:[\w-]+ ){{0,2}}?{self._list('debut')}(?: (?:with|on|in) (?:(?!{STOP})[\w-]+ ){{0,3}}?‹(?P<title>[TX]\d+)›)?"),
        )  # fmt: skip

    @cached_property
    def filmography(self) -> tuple[Pattern, ...]:
        """ "director Roe, known for *Harbor*", "Roe, whose first film, *Harbor*, …"; a title of the noun's own is behind them."""
        work, nth = alternatives(SHARED["film_work"]), alternatives(SHARED["nth_work"])
        known = alternatives(SHARED["before_title"])
        return (
            compiled(rf"{self.nouns},? {DESCRIBED}‹(?P<who>[PN]\d+)›,? (?:who is |who's )?{known} {_OBJECT}{_TITLES}"),
            compiled(rf"{self.nouns},? {DESCRIBED}‹(?P<who>[PN]\d+)›(?:, ‹Q\d+›)?,? whose (?:(?!{STOP})[\w-]+ |‹[RDQ]\d+› ){{0,4}}?(?:{work}|{nth})?,? ?{_TITLES}"),
            compiled(rf"{self.nouns},? {DESCRIBED}‹(?P<who>[PN]\d+)›,? of {_TITLES}(?: fame)?"),
            compiled(rf"(?:{self._list('under')}|{self._list('passive')} by) {DESCRIBED}‹(?P<who>[PN]\d+)›,? of {_TITLES} fame"),
        )

    @cached_property
    def possessive(self) -> Pattern:
        """ "Roe's *Harbor*", "her first film, *Harbor*", "Roe's new film": a credit where the article calls Roe by the noun."""
        work, nth = alternatives(SHARED["film_work"]), alternatives(SHARED["nth_work"])
        words = rf"(?:(?!{STOP})[\w-]+ |‹[RDG]\d+› |‹D\d+›'s )"
        return compiled(rf"‹(?P<who>[PY]\d+)›'s (?:{words}{{0,3}}?(?:(?:{work}|{nth})(?:,|:| is| was|, called)? )?{_TITLES}|(?:{words}{{0,2}}?)(?:{nth}|‹R\d+›) (?:[\w-]+ )?{work}(?![\w-]))")

    @cached_property
    def leaves(self) -> tuple[Pattern, ...]:
        """ "director Roe has left", "Roe stepped down as showrunner", "former director Roe"."""
        leave, former = alternatives(SHARED["leave"]), alternatives(SHARED["former"])
        return (
            compiled(rf"{self.nouns},? {people()},? (?:who )?{helpers()}{leave}"),
            compiled(rf"(?:{people()}|{one_person('lone')}),? (?:who )?{helpers()}{leave}(?: [^.;:()]{{0,50}}?)? as (?:(?:the|its|‹[TX]\d+›'s) )?{self.nouns}"),
            compiled(rf"(?<![\w]){former}[ -]{self.nouns},? {people()}"),
            compiled(rf"(?:{people('maybe')}|{one_person('lone')}),? (?:who )?{helpers()}{leave}(?=[.,;]|$| (?:the|this) (?:film|project|series|production|picture|movie|show)| ‹[XT]\d+›| from ‹[XT]\d+›| over| in ‹D| on ‹D| after| last| by| amid| before| for| ‹D)"),
        )  # fmt: skip

    @cached_property
    def replaces(self) -> tuple[Pattern, ...]:
        """ "Roe replaces Poe as director", "Poe was replaced by Roe"."""
        verb = alternatives(SHARED["replace"])
        as_noun = rf"(?: (?:on|in|at) ‹(?P<title>[TX]\d+)›)?(?P<as>(?: [^.;:()]{{0,30}}?)? as (?:(?:the|its) )?{self.nouns})?"
        return (
            compiled(rf"(?P<noun>{self.nouns} )?{one_person('new')},? (?:who |and )?{helpers()}{verb} (?P<noun2>{DESCRIBED})‹(?P<old>[PN]\d+)›{as_noun}"),
            compiled(rf"(?P<noun>{self.nouns} )?{one_person('old')},? (?:who )?(?:is|was|has been|had been|will be|being|to be) (?:[\w-]+ )?(?:replaced|succeeded) (?:as (?P<as>{self.nouns}) )?by (?P<noun2>{DESCRIBED})‹(?P<new>[PN]\d+)›"),
            compiled(rf"{one_person('new')},? (?:who )?{helpers()}{self._list('idiom')} from ‹(?P<old>[PN]\d+)›(?P<as>)"),
        )  # fmt: skip

    @cached_property
    def missing(self) -> tuple[tuple[Pattern, bool | None], ...]:
        """ "no director has been named" and its kin; with each whether it says that there is none (None: its words decide)."""
        noun = rf"(?:[\w-]+ ){{0,2}}?{self.nouns}"
        told, found, seek = alternatives(SHARED["revealed"]), alternatives(SHARED["found"]), alternatives(SHARED["seek"])
        verb = rf"(?P<told>{told})|{found}"
        return (
            (compiled(rf"no {noun}(?: [^.;:‹›]{{0,30}}?)?(?:is|was|has been|has|been|yet)(?: yet| so far| publicly| officially| been)* (?:{verb})"), None),
            (compiled(rf"nor (?:has|is) (?:a|any|the) {noun} (?:yet )?(?:been )?(?:{verb})"), None),
            (compiled(rf"(?:a|its|the|any) {noun} (?:has|is|have|had|was)(?: yet to be|n't yet been|n't been|n't yet|n't| not yet been| not been| not yet| still not been| still to be| to be| not) (?:yet )?(?:{verb})"), None),
            (compiled(rf"{alternatives(SHARED['nobody'])} (?:has|is|have)(?: yet| so far| as yet)? (?:been )?(?:{verb}) (?:as |to )(?:(?:the|a|its) )?(?:{self.nouns}|{self._list('act')})"), None),
            (compiled(rf"(?:there is|there's|there was|has|have|with|it has|still has|still)(?: as yet| still| yet| currently| at present| so far)* no {noun}(?! (?:has|is|was|who|would|could|but|worth|can|will|more|in))"), True),
            (compiled(rf"{seek}(?: yet| still)? (?:a|an|its|another|any) {noun}"), True),
        )  # fmt: skip

    @cached_property
    def untold(self) -> Pattern:
        """ "who will direct has not been announced"."""
        return compiled(rf"who (?:will|would|is to|might|may|is going to) {self._list('act')}[^.;:]{{0,30}}? (?:not|n't|unknown|unclear|yet to|anybody's guess|anyone's guess|under wraps|undecided)")

    # -- rules ------------------------------------------------------------------------------

    def slots(self, match: Match) -> list[Slot]:
        """The makers that a match names, in a list, alone, and behind "with"."""
        groups = match.found.groupdict()
        found: list[Slot] = []
        for name in ("who", "lone"):
            text = groups.get(name)
            if text:
                found += listed(match, name) if "‹" in text else [match.line.slots[int(text[1:])]]
        if groups.get("with"):
            found += listed(match, "with")
        return found

    def give(self, match: Match, *, subject: Entity | None = None, withdrawn: bool = False) -> Iterator[Candidate]:
        """The credit of a match: to each of its titles, and to those in brackets behind its makers."""
        slots = self.slots(match)
        subjects = [subject] if subject else titles(match, "titles") or [one for one in (subject_of(match),) if one]
        for one in subjects:
            yield from credit(match, one, slots, withdrawn=withdrawn)
        if not withdrawn:
            for slot in slots:
                for other in bracketed(match, slot):
                    yield from credit(match, other, [slot])

    def calls(self, line: Line, who: Entity | None) -> bool:
        """Whether the article calls a person by the craft's noun."""
        return called(line, who, self.nouns)
