"""Credits of companies: who makes a title, who releases it, which channel shows it.

Words of a kind of company, all under ``[say]``:

    noun, nouns   distributor, distributors       passive   distributed, released (… by)
    active        distributes, is releasing       bare      distributes, is distributing
    puts          puts, brings, opens (… in)      buys      bought, holds (… rights to)
    for           drama, half-hours (… for)       orders    renewed, cancelled, will show
    label         what a fact box calls it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from slugline.claims.compose import candidate, screen, title_of
from slugline.claims.credits.people import SHARED, STOP, alternatives, compiled, helpers, subject_of, titles
from slugline.claims.kind import Candidate, Words
from slugline.model import Entity
from slugline.text.patterns import Match, Pattern
from slugline.text.reading import Line
from slugline.text.shape import Slot

_SLOT = re.compile(r"‹([A-Z])(\d+)›")
_NOT_IN_OBJECT = alternatives(SHARED["not_in_object"])
OBJECT = rf"(?:(?:(?!{_NOT_IN_OBJECT})[\w'-]+,?|‹[DGQRAP]\d+›(?:'s)?|‹X\d+›'s) ){{0,7}}?"
TITLES = r"(?P<titles>‹[TXF]\d+›(?!'s)(?:(?: \([^()]{1,60}\))?(?:, and |, | and | & )(?:[a-z-]+ ){0,2}?‹T\d+›){0,6})"
END = r"(?=[.,;:)]|$| (?:in|on|for|from|here|there|with|as|worldwide|again|overseas|too|abroad|domestically|internationally|and)(?![\w-]))"


@dataclass(frozen=True)
class House:
    """One kind of company; ``letters`` are the slots that may name one."""

    words: Words
    letters: str

    def one(self, name: str = "who") -> str:
        """A company, what stands between commas behind it included."""
        return rf"(?:the )?‹(?P<{name}>[{self.letters}]\d+)›(?!'s)(?: \([^()]{{1,60}}\))?(?:, (?!(?:and|but|who|which|with)\b)[^;:.\"‹›]{{1,60}}(?:‹[A-Z]\d+›[^;:.\"‹›]{{0,40}}){{0,2}},)?"

    def some(self, name: str = "who") -> str:
        """Companies in a list."""
        item = rf"(?:(?:the|a|an|its|studio|studios|company|outfit|banner|[\w-]+-based|‹[GNR]\d+›(?:'s)?|local|french|sister|own) ){{0,4}}(?:[a-z-]+ (?=‹O))?‹[{self.letters}]\d+›(?!'s)(?: \([^()]{{1,60}}\))?"
        return rf"(?P<{name}>{item}(?:(?:, and |, | and | & | / |/|, with | with | in association with |, in association with | together with ){item}){{0,6}})"

    def _list(self, key: str) -> str:
        found = self.words.say.get(key)
        return alternatives(found) if found else "(?!)"

    @cached_property
    def noun(self) -> str:
        """The noun, one or several."""
        return rf"(?:{self._list('noun')}|{self._list('nouns')})"

    @cached_property
    def gate(self) -> re.Pattern[str]:
        """Whether a line can hold a company's credit at all."""
        return re.compile(rf"‹[{self.letters}]")

    @cached_property
    def makes(self) -> tuple[Pattern, ...]:
        """ "distributed by Falcata", "Falcata distributes *Harbor*", "Falcata, which is distributing"."""
        do = rf"(?:{self.some()}|{self.one('lone')}),? (?:(?:which|who|that) (?:also )?)?{helpers()}"
        other = r"(?:[a-z-]+(?:,| and|, and) )*"
        return (
            compiled(rf"{self._list('passive')}(?: (?:and|&|,) [a-z-]+)*(?: (?:in|for|across|throughout) (?:‹\w+›|the ‹\w+›|cinemas|theaters)(?:(?: and |, )‹\w+›)*| worldwide| here| there| overseas| jointly| abroad| domestically| internationally| theatrically)*,? (?:by|through|via) {self.some()}"),
            compiled(rf"{do}{other}{self._list('active')} {OBJECT}{TITLES}"),
            compiled(rf"{do}{other}{self._list('bare')}{END}"),
            compiled(rf"{TITLES},? (?:the [\w-]+ )?(?:which|that) (?:{self.some()}|{self.one('lone')}) {helpers()}(?:{self._list('active')}){END}"),
        )  # fmt: skip

    @cached_property
    def named(self) -> tuple[Pattern, ...]:
        """ "its distributor, Falcata", "distributor Falcata", "Falcata, its distributors", "Falcata is the distributor"."""
        owner = rf"(?:‹(?P<title>[TXF]\d+)›(?:'s)?,? (?:(?:(?!{STOP})[\w-]+|‹[GR]\d+›(?:'s)?) ){{0,3}}?)?"
        return (
            compiled(rf"{owner}{self.noun}(?: for ‹G\d+›| in ‹G\d+›)?,? (?:is |are |was |will be )?{self.some()}"),
            compiled(rf"‹(?P<lone>[{self.letters}]\d+)›,? (?:(?:is|are|was|were|as) )?(?:‹(?P<title>[TX]\d+)›(?:'s)?|the|one of the) (?:(?:(?!{STOP})[\w-]+|‹[GR]\d+›(?:'s)?) ){{0,2}}?{self.noun}(?: (?:of|behind|on|for) {TITLES})?"),
            compiled(rf"(?:{self.noun}|by|from) (?:the )?(?:[\w-]+ ){{0,2}}?{self.noun} {self.some()}"),
        )  # fmt: skip

    @cached_property
    def puts(self) -> tuple[Pattern, ...]:
        """ "Falcata puts it out", "Falcata will open the film in Irish cinemas", "Falcata will have it in theaters"."""
        where = rf"(?:out|back|(?:in|into|to|on|onto|across|before|for) (?:[\w'-]+ |‹\w+›(?:'s)? ){{0,5}}?{self._list('halls')})"
        return (compiled(rf"(?:{self.some()}|{self.one('lone')}),? (?:(?:which|who) (?:also )?)?{helpers()}{self._list('puts')} {OBJECT}{TITLES} (?:out |up )?{where}"),)

    @cached_property
    def buys(self) -> tuple[Pattern, ...]:
        """ "Falcata bought *Harbor* for the UK", "Falcata holds North American rights to *Harbor*", "*Harbor* sold to Falcata"."""
        rights = r"(?:(?!(?:novel|book|play|memoir|life|story|film|remake|stage|tv|television|streaming|digital|adaptation)\b)(?:[\w'-]+|‹[GNRDQ]\d+›(?:'s)?) ){0,7}?rights"
        return (
            compiled(rf"(?:{self.some()}|{self.one('lone')}),? (?:(?:which|who) )?{helpers()}{self._list('buys')} {rights}(?: (?:to|for|on|of|in) {OBJECT}{TITLES})?"),
            compiled(rf"(?:{self.some()}|{self.one('lone')}),? (?:(?:which|who) )?{helpers()}{self._list('buys')} {OBJECT}{TITLES}(?= (?:for|in|at|out|after|from|last|on)|[.,;]|$)"),
            compiled(rf"{self._list('sold')}(?: (?:for|in) (?:the )?‹G\d+›)? (?:to|by) {self.some()}"),
        )  # fmt: skip

    @cached_property
    def takes(self) -> Pattern:
        """ "Falcata takes North America", "Falcata has it for Britain"."""
        return compiled(rf"(?:{self.some()}|{self.one('lone')}),? (?:(?:which|who) )?{helpers()}{self._list('takes')} (?:{TITLES} for (?:the )?)?‹G\d+›")

    def slots(self, match: Match) -> list[Slot]:
        """The companies that a match names."""
        groups = match.found.groupdict()
        found: list[Slot] = []
        if groups.get("who"):
            text = re.sub(r"\([^()]*\)", "", str(groups["who"]))
            found += [match.line.slots[int(hit[2])] for hit in _SLOT.finditer(text) if hit[1] in self.letters]
        if groups.get("lone"):
            found.append(match.line.slots[int(str(groups["lone"])[1:])])
        return [slot for slot in found if slot.entity is not None]

    def give(self, match: Match, *, withdrawn: bool = False) -> Iterator[Candidate]:
        """The credit of a match, to each of its titles."""
        for subject in titles(match, "titles") or [one for one in (subject_of(match),) if one]:
            for slot in self.slots(match):
                yield from candidate(match, subject, organization(slot), slot, withdrawn=withdrawn)

    def find(self, line: Line, *found: Pattern) -> Iterator[Match]:
        """The matches of patterns in a line that asks nothing and names a company."""
        text = line.shape.text
        if text.endswith("?") or not self.gate.search(text):
            return
        for one in found:
            yield from one.find(line)


def organization(slot: Slot) -> Entity | None:
    """The company that a slot names."""
    return Entity("organization", slot.entity.name) if slot.entity else None


def given(match: Match, subject: Entity | None, slot: Slot | None, *, withdrawn: bool = False) -> Iterator[Candidate]:
    """One company's credit."""
    if slot is not None:
        yield from candidate(match, subject, organization(slot), slot, withdrawn=withdrawn)


def spoken_of(match: Match) -> Entity | None:
    """The title of a match: its own, or the line's."""
    entity = match.entity("title")
    return screen(entity) if entity else title_of(match)
