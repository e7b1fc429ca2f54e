"""Crafts: every one has the same ways of being told, each with its own words; here they become forms.

A craft's words, all under ``[say]`` and all but ``noun`` free to be missing:

    noun      director, filmmaker          nouns    directors
    passive   directed, helmed (… by)      active   directs, directed, will direct … (a title)
    bare      directs, directing           thing    script, score (… by, Roe's …)
    does      wrote, composed (… a thing)  label    what a fact box calls it
    idiom     is at the helm               under    under the direction of
    front     behind the camera (… is Roe) behind   the man behind (… a title)
    act       direct, write (hired to …)   gerund   directing
    debut     directorial debut (Roe's …)  adapts   adapted (… one of the sources)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from slugline.claims.credits.forms import Form, alternatives, form
from slugline.claims.credits.people import bracketed, called, credit, listed, subject_of, titles
from slugline.claims.kind import Candidate, Words
from slugline.model import Entity
from slugline.text.patterns import Match
from slugline.text.reading import Line
from slugline.text.shape import Slot

_WHO = "(?:<people>|<lone>|<near>)"
_NAMED = "(?:<people>|<lone>)"
_MADE = r"(?:<broke>|made (?:‹Y\d+›'s|his|her|their) <made_name>)"
_NEXT = "(?:<modal> |<later> ){0,2}"


@dataclass(frozen=True)
class Craft:
    """One craft's words made into forms; `makers.Maker` turns their matches into claims."""

    words: Words

    @cached_property
    def _lists(self) -> Mapping[str, Sequence[str]]:
        lists = dict(self.words.say)
        lists["ing"] = tuple(
            verb
            for verb in lists.get("active", ())
            if verb.endswith("ing") and verb.count(" ") < 2 and verb[:3] not in ("is ", "are", "was")
        )
        return lists

    def _forms(self, *found: tuple[str, tuple[str, ...]]) -> tuple[Form, ...]:
        return tuple(form(template, self._lists, *gate) for template, gate in found)

    @cached_property
    def by(self) -> tuple[Form, ...]:
        """ "directed by Roe", "written and directed in 2019 by Roe", "the score is by Roe"."""
        place = r"(?:on|in|for|at|over|between) (?:[^.;:,‹›]|‹[DGQC]\d+›){1,30}?"
        time = rf"(?: (?:again|once more|<mostly>|(?:all )?in ‹D\d+›|for ‹\w+›|with ‹\w+›|{place}))?"
        among = "(?:, and | and | & |, |/)"
        things = r"(?:(?: <supplied>|,| <act>| (?:for|of) ‹[TX]\d+›)){0,4}"
        return self._forms(
            (
                rf"<passive>(?:{among}(?:[a-z-]+ )?[a-z-]+){{0,3}}{time},? by,?(?: in that order,)? <by_people>",
                ("passive",),
            ),
            ("<under>,? <by_people>", ("under",)),
            (rf"<thing>{things} (?:by|from) <by_people>", ("thing",)),
        )

    @cached_property
    def does(self) -> tuple[Form, ...]:
        """ "Roe directed *Harbor* (2019) and *Quay*", "Roe, who wrote and directed *Harbor*", "Roe wrote it"."""
        done = (
            r"<does> (?:up |all |most of |both )?(?:(?:[\w'-]+|‹[XY]\d+›'s) ){0,4}?<thing>(?: (?:of|for|to) <titles>)?"
        )
        which = (
            r"<titles>(?: franchise| films| series| saga)?(?:, (?:a|an) [^‹›.;:,]{1,50}?)?,? \(?"
            r"(?:the (?:‹[RD]\d+› )?(?:film|series|movie|show|one)(?: to be)? )?(?:which |that )?"
        )
        did = (
            r",? (?:just )?as ‹[PYX]\d+› (?:did|had|has)(?: done)?(?: on| with| for)? "
            r"(?:[\w'-]+,? |‹D\d+›'s ){0,4}?<titles>"
        )
        own = r"(?! (?:the |all the |a |an )?(?:[\w-]+ ){0,2}?<other_things>)"  # "wrote the music": no writer's
        verb = rf"(?:(?:<active>|<bare>){own}[^.;]{{0,40}}?|<does> (?:[\w'-]+ ){{0,4}}?<thing>[^.;‹›]{{0,20}}?)"
        also = rf"{_MADE}[^.;]{{1,60}}?,? (?:and|then|before) {_NEXT}<active>"
        joined = "(?:<active> (?:and|or) )?<active>"
        return self._forms(
            (rf"{_WHO},? (?:who |and )?<aux><also>{joined} <obj><titles><with>?", ("active",)),
            (rf"{_WHO},? (?:who |and )?<aux>{done}<with>?", ("thing",)),
            (r"‹(?P<who>[PY]\d+)›[^.;:]{0,70}? for <ing> <obj><titles>", ("ing",)),
            (rf"{_WHO}[^.;:‹›]{{0,30}}? {verb}{did}", ("active", "bare", "thing")),
            (rf"{which}{_WHO} <aux><also>(?:<modal> )?<active><end>", ("active",)),
            (rf"{_WHO} (?:[^.;:‹›]|‹[TXDQRAGO]\d+›){{1,60}}?,? and (?:<modal> )?<active> <obj><titles>", ("active",)),
            (rf"{_WHO},? (?:who |and )?<aux>{also} <obj><titles>", ("made_name", "broke")),
        )

    @cached_property
    def hired(self) -> tuple[Form, ...]:
        """ "Roe has been hired to direct", "in talks to write the sequel"."""
        way = r"(?:(?:[\w'-]+ ){0,6}?)"
        also = "(?:[a-z-]+ and |also |again )?"
        return self._forms(
            (
                rf"{_NAMED},? (?P<way>{way})to {also}<act>(?:,? and [a-z-]+)?(?: <obj><titles>|<end>)",
                ("act",),
            ),
        )  # fmt: skip

    @cached_property
    def alone(self) -> tuple[Form, ...]:
        """ "Roe directs.", "with Roe directing", "Roe is at the helm", "behind the camera is Roe"."""
        between = r"(?: again| once more| is| are| was| will be| for [^‹›.;:]{1,40}| for the (?:‹[RQ]\d+› )*\w+|,|:|–)*"
        split = "<aux>(?:[a-z-]+ ){0,2}<share> (?:[a-z-]+ ){0,2}(?:<thing>|<gerund>|<noun> (?:duties|chores|credit))"
        return self._forms(
            (rf"{_WHO},? (?:who |and )?<aux><also>(?:<modal> )?(?P<verb><bare>)<end><with>?", ("bare",)),
            (
                rf"{_NAMED},? (?:who |and )?<aux><idiom>(?: (?:of|on|for) (?:(?:this|the) (?:one|[\w-]+ )?)?<titles>)?",
                ("idiom",),
            ),
            (
                r"<people>,? (?:who )?<aux><leads> (?:‹P\d+›|(?:an?|the) (?:[\w-]+ ){0,2}?(?:cast|ensemble))(?! in ‹T)",
                ("leads",),
            ),
            (rf"<front>{between} <by_people>", ("front",)),
            (rf"{_NAMED},? {split}", ("share",)),
        )  # fmt: skip

    @cached_property
    def resumed(self) -> tuple[Form, ...]:
        """ "Roe, who made *Quay* in 2019, directs again": what the relative clause names is not what is credited."""
        aside = r"‹(?P<who>P\d+)›, who(?:se)? [^;:.]{3,90}?, <aux><also>"
        return self._forms(
            (rf"{aside}<bare><end>", ("bare",)),
            (rf"{aside}<active> <obj><titles>", ("active",)),
            (rf"{aside}<does> (?:[\w'-]+ ){{0,4}}?<thing><with>?", ("thing",)),
        )

    @cached_property
    def named(self) -> tuple[Form, ...]:
        """ "director Jane Roe", "*Harbor* director Roe", "its director, Jane Roe", "the director is Jane Roe"."""
        owner = r"(?:<title>(?:'s)?,? <mid>)?"
        noun = "(?:(?P<plural>(?<![\\w-])<nouns_only>)|<noun>)" if "nouns" in self.words.say else "<noun>"
        noun = noun.replace("<nouns_only>", alternatives(self.words.say.get("nouns", ("\0",))))
        being = r"(?:is|was|will be|are|were|remains|being|has been)(?: again| once more| now| still| also)?"
        return self._forms(
            (rf"(?P<front>(?:[\w'-]+ )?){owner}{noun},? <by_people>", ("noun", "nouns")),
            (rf"(?P<front>(?:[\w'-]+ )?){owner}<noun> <described>‹(?P<who>[PN]\d+)›(?='s)", ("noun",)),
            (r"(?:has|have|had|found|finds|gets|gains|with) (?:[a-z]+ ){0,3}<nouns> in <by_people>", ("noun",)),
            (r"(?P<plural><several>) (?:are|were|include|will be) <by_people>", ("nouns",)),
            (r"(?:^|[.;:] )<ing> (?:is|are|will be) <by_people>", ("ing",)),
            (r"the <nouns> of (?:both|all|every|the) [^,‹›]{0,20}, <by_people>", ("noun", "nouns")),
            (rf"<nouns> (?:of|behind|on) <titles>,?(?: {being})? <by_people>", ("noun", "nouns")),
            (
                rf"(?:the|its|whose|sole|our|a|<title>(?:'s)?) <few><nouns> (?:of ‹X\d+› )?{being} <by_people>",
                ("noun", "nouns"),
            ),
        )  # fmt: skip

    @cached_property
    def apposed(self) -> tuple[Form, ...]:
        """ "Jane Roe, the Polish director of 'A' and 'B'", "Roe, its director", "Roe is the director"."""
        more = r"(?:(?:, and |, | and | & )‹[PN]\d+›(?!'s)){0,4}"
        who = rf"(?:(?P<subject>‹[PNY]\d+›(?!'s)(?: \([^()]{{1,80}}\))?{more})|<lone>)"
        after = r"(?=[,.;)]|$| (?:again|here|this time|too|now|and|as well|in|on|for))"
        are = "(?:are|were|will be|serve|served|will serve|both serve)"
        is_ = r"(?:'s| (?:who )?(?:is|was|will be|remains|being))"
        some = r"(?P<subject>‹[PN]\d+›(?:(?:, and |, | and | & )‹[PN]\d+›){0,3})"
        return self._forms(
            (rf"{who},? (?:who )?<being><nouns> (?:of|behind|on) <obj><titles>", ("noun", "nouns")),
            (rf"{who},? (?:(?:who )?<aux>)?‹(?P<title>[XT]\d+)›(?:'s)? <mid><nouns>(?! of)", ("noun", "nouns")),
            (
                rf"{who}(?:,|{is_}(?: [a-z-]+){{0,2}}?) (?:the|sole|his|her|both) <mid><nouns>{after}",
                ("noun", "nouns"),
            ),
            (rf"{who} {are}(?: also| both| all| as)* <several>{after}", ("nouns",)),
            (rf"{who},? (?:(?:who )?(?:is|was|are) )?<behind> <obj><titles>", ("behind",)),
            (rf"{some} \((?:[a-z-]+[ -])?<nouns>(?: of ‹[TX]\d+›)?(?:[,;] [^()]{{1,40}})?\)", ("noun", "nouns")),
        )

    @cached_property
    def role(self) -> tuple[Form, ...]:
        """ "Roe joins as showrunner", "stepped in as its new director", "with Roe as director"."""
        between = r"(?P<between>(?:(?:[\w'-]+|‹[DXTRQ]\d+›(?:'s)?),? ){0,7}?)"
        article = r"(?:(?:the|its|a|an|his|her|sole|new|also|both|next|‹[TX]\d+›'s|‹R\d+›) ){0,3}"
        tail = r"(?! (?:who|that))(?: (?:of|on|for) <titles>)?(?: from (?P<from>‹[PN]\d+›))?"
        return self._forms((rf"{_NAMED},? {between}as {article}<nouns>{tail}", ("noun", "nouns")))

    @cached_property
    def owns(self) -> tuple[Form, ...]:
        """ "Roe's score", "the script is Roe's", "a Jane Roe screenplay", "a script she wrote with Poe"."""
        source = r"(?:(?:[\w'-]+|‹[DGNAPY]\d+›(?:'s)?) ){0,5}?<sources>"
        with_ = r"(?:(?: together| along)? with (?P<with><described>‹[PN]\d+›))?"
        return self._forms(
            (r"‹(?P<who>[P]\d+)›'s <few><thing>(?: (?:for|to|of) <titles>)?", ("thing",)),
            (r"<thing> <aux>‹(?P<who>[PN]\d+)›'s(?=[.,;]|$| and)", ("thing",)),
            (r"(?:a|an|the|of|one) ‹(?P<who>[PN]\d+)› <thing>", ("thing",)),
            (rf"<thing>,? (?:that |which )?‹(?P<who>[PY]\d+)› <aux><does>{with_}", ("thing",)),
            (rf"<thing>(?:, too,)? (?:is|was|are) (?P<who>‹Y\d+›)(?:'s)?,?{with_}", ("thing",)),
            (rf"{_WHO},? (?:who )?<aux><adapts> {source}", ("adapts",)),
        )

    @cached_property
    def debuts(self) -> tuple[Form, ...]:
        """ "Roe's directorial debut", "Roe makes her feature debut with *Harbor*"."""
        words = r"(?:(?:[\w-]+|‹[RQ]\d+›)(?:,| and|/)? ){0,3}?"
        leads = r"(?:(?:, | is | was |, the [\w-]+ |: | with |, called )<titles>)?"
        own = r"(?:[\w'-]+ |‹Y\d+›'s ){0,2}(?:‹Y\d+›'s |his |her )(?:[\w-]+ ){0,2}?"
        return self._forms(
            (rf"‹(?P<who>[PY]\d+)›'s {words}<debut>{leads}", ("debut",)),
            ("<debut> (?:of|for|from) <by_people>", ("debut",)),
            (
                rf"‹(?P<who>[PY]\d+)›,? (?:who )?<aux>{own}<debut>(?: with (?:[\w-]+ ){{0,3}}?<titles>)?(?! in )",
                ("debut",),
            ),
        )

    @cached_property
    def filmography(self) -> tuple[Form, ...]:
        """ "director Roe, known for *Harbor*", "filmmaker Roe, whose first film, *Harbor*, …", "of *Harbor* fame"."""
        told = r"<nouns>,? <described>‹(?P<who>[PN]\d+)›"
        last = r"(?P<mid>(?:[\w-]+ |‹[RDQ]\d+› ){0,4}?)"
        then = rf"[^.;]{{0,60}}?,? (?:and|then|before) {_NEXT}<active>(?![\w-])"
        return self._forms(
            (rf"{told},? (?:who is |who's )?<before_title> <obj><titles>", ("noun", "nouns")),
            (rf"{told}(?:, ‹Q\d+›)?,? whose {last}(?:<film_work>|<nth_work>)?,? ?<titles>", ("noun", "nouns")),
            (rf"{told},? of <titles>(?: fame)?", ("noun", "nouns")),
            (r"(?:<under>|<passive> by) <described>‹(?P<who>[PN]\d+)›,? of <titles> fame", ("under", "passive")),
            (rf"‹(?P<who>[PY]\d+)›,? (?:who |and )?<aux>{_MADE} {last}<titles>{then}", ("made_name", "broke")),
        )

    @cached_property
    def possessive(self) -> tuple[Form, ...]:
        """ "Roe's *Harbor*", "her first film, *Harbor*": a credit where the article calls Roe by the noun."""
        words = r"(?:[\w-]+ |‹[RDG]\d+› |‹D\d+›'s )"
        leads = "(?:,|:| is| was|, called)?"
        return self._forms(
            (
                rf"‹(?P<who>[PY]\d+)›'s (?P<mid>{words}{{0,3}}?)(?:(?:<film_work>|<nth_work>|‹R\d+›){leads} )?<titles>",
                (),
            ),
            (
                rf"‹(?P<who>[PY]\d+)›'s (?P<mid>{words}{{0,2}}?)(?:<nth_work>|‹R\d+›) (?:[\w-]+ )?<film_work>(?![\w-])",
                ("film_work",),
            ),
        )

    @cached_property
    def leaves(self) -> tuple[Form, ...]:
        """ "director Roe has left", "Roe stepped down as showrunner", "former director Roe"."""
        return self._forms(
            ("<nouns>,? <by_people>,? (?:who )?<aux><leave>(?! to )", ("leave",)),
            (
                rf"{_NAMED},? (?:who )?<aux><leave>(?: [^.;:()]{{0,50}}?)? as (?:(?:the|its|‹[TX]\d+›'s) )?<nouns>",
                ("leave",),
            ),
            ("(?<![\\w])<former>[ -]<nouns>,? <by_people>", ("former",)),
        )

    @cached_property
    def gone(self) -> Form:
        """ "Roe has left the project": a denial where the article calls Roe by the noun."""
        work = r"(?:the|this) (?:film|project|series|production|picture|movie|show)|(?:from )?‹[XT]\d+›"
        when = r"over|in ‹D|on ‹D|after|last|by|amid|before|for|as well|‹D"
        return form(rf"{_NAMED},? (?:who )?<aux><leave>(?=[.,;]|$| (?:{work}|{when}))", self._lists, "leave")

    @cached_property
    def replaces(self) -> tuple[Form, ...]:
        """ "Roe replaces Poe as director", "Poe was replaced by Roe", "Roe takes the helm from Poe"."""
        as_noun = r"(?: (?:on|in|at) <title>)?(?P<told>(?: [^.;:()]{0,30}?)? as (?:(?:the|its) )?<nouns>)?"
        told = "(?P<noun><nouns> )?"
        new, old = (rf"‹(?P<{one}>[PNY]\d+)›(?!'s)(?: \([^()]{{1,60}}\))?" for one in ("new", "old"))
        be = "(?:is|was|has been|had been|will be|being|to be)"
        as_ = r"(?:as (?P<told><nouns>)(?: (?:of|on) [^.;,]{0,50}?)? )?"
        takes = r"[^.;:]{0,70}? as (?:[a-z]+ ){0,3}(?P<told><nouns>)"
        instead = "(?:<replace>|in place of|instead of)"
        return self._forms(
            (rf"{told}{new},? (?:who |and )?<aux><replace> (?P<noun2><described>){old}{as_noun}", ("replace",)),
            (rf"{told}{old},? (?:who )?{be} (?:[\w-]+ )?(?:replaced|succeeded) {as_}by {new}", ("replace",)),
            (rf"{new}{takes}[^.;:()]{{0,60}}?,? {instead} (?:‹Y\d+›'s |[a-z-]+ ){{0,3}}{old}", ("noun", "nouns")),
            (rf"{new},? (?:who )?<aux><idiom> from {old}(?P<told>)", ("idiom",)),
        )

    @cached_property
    def missing(self) -> tuple[Form, ...]:
        """ "no director has been named": ``told`` is set where it is merely not told."""
        noun = r"(?:[\w-]+ ){0,2}?<nouns>"
        verb = "(?:(?P<told><revealed>)|<found>)"
        been = r"(?:is|was|has been|has|been|yet)(?: yet| so far| publicly| officially| been)*"
        not_yet = (
            r"(?: yet to be|n't yet been|n't been|n't yet|n't| not yet been| not been| not yet"
            r"| still not been| still to be| to be| not)"
        )
        there = (
            r"(?:there is|there's|there was|has|have|with|still)(?: as yet| still| yet| currently| at present| so far)*"
        )
        lacked = r"(?=[.,;]|$| (?:yet|attached|in|for|on))"
        unsaid = (
            "not known|unknown|unclear|not been (?:announced|revealed|decided)|not (?:said|announced|revealed|say)"
            "|yet to (?:say|announce|reveal)|no word on|open question"
        )
        so_far = "(?: yet| so far| as yet)"
        open_ = "not|n't|unknown|unclear|yet to|anybody's guess|anyone's guess|under wraps|undecided"
        return self._forms(
            (rf"no {noun}(?: [^.;:‹›]{{0,30}}?)?{been} {verb}", ("noun",)),
            (rf"nor (?:has|is) (?:a|any|the) {noun} (?:yet )?(?:been )?{verb}", ("noun",)),
            (rf"(?:a|its|the|any|‹[TX]\d+›'s) {noun} (?:has|is|have|had|was){not_yet} (?:yet )?{verb}", ("noun",)),
            (
                rf"<nobody> (?:has|is|have){so_far}? (?:been )?{verb} (?:as |to )(?:(?:the|a|its) )?(?:<nouns>|<act>)",
                ("nobody",),
            ),
            (rf"{there} no {noun}(?! (?:has|is|was|who|would|could|but|worth|can|will|more))", ("noun",)),
            (rf"(?:not|n't)(?: yet| currently)? (?:have|got) (?:a|an|any|its) {noun}{lacked}", ("noun",)),
            (rf"(?P<told>{unsaid}) who (?:will|is to|would|might) <act>", ("act",)),
            (rf"<seek>(?: yet| still)? (?:a|an|its|another|any) {noun}", ("noun",)),
            (rf"who (?:will|would|is to|might|may|is going to) <act>[^.;:]{{0,30}}? (?P<told>{open_})", ("act",)),
        )

    # -- what a match credits ---------------------------------------------------------------

    def slots(self, match: Match, *, apart: bool = False) -> list[Slot]:
        """The makers that a match names, in a list, alone, and behind "with"; see `listed` for ``apart``."""
        firm = bool(match.text("plural"))
        groups = match.found.groupdict()
        found: list[Slot] = []
        for name in ("subject", "who", "lone", "near"):
            text = groups.get(name)
            if text:
                found += (
                    listed(match, name, apart=apart, firm=firm) if "‹" in text else [match.line.slots[int(text[1:])]]
                )
        if groups.get("with"):
            found += listed(match, "with")
        return found

    def give(
        self,
        match: Match,
        *,
        subject: Entity | None = None,
        withdrawn: bool = False,
        beside: bool = True,
        apart: bool = False,
        only: Callable[[Slot], bool] | None = None,
    ) -> Iterator[Candidate]:
        """The credit of a match: to each of its titles, and to those in brackets behind its makers.

        ``beside`` is False where only those in brackets are meant; ``only`` says which makers count.
        """
        slots = [slot for slot in self.slots(match, apart=apart) if only is None or only(slot)]
        subjects = [subject] if subject else titles(match) or [one for one in (subject_of(match),) if one]
        for one in subjects if beside else ():
            yield from credit(match, one, slots, withdrawn=withdrawn)
        for slot in () if withdrawn else slots:
            for other in bracketed(match, slot):
                yield from credit(match, other, [slot])

    @cached_property
    def noun(self) -> re.Pattern[str]:
        """The craft's noun, one or several, by itself."""
        return re.compile(alternatives([*self.words.say["noun"], *self.words.say.get("nouns", ())]), re.IGNORECASE)

    @cached_property
    def several(self) -> re.Pattern[str]:
        """The craft's noun where it speaks of several people."""
        return re.compile(alternatives(self.words.say.get("nouns", ("\0",))), re.IGNORECASE)

    def calls(self, line: Line, who: Entity | None) -> bool:
        """Whether the article calls a person by the craft's noun."""
        return called(line, who, self.noun)
