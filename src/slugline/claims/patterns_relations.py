"""How articles relate one title to another: "a sequel to X", "its remake, Y", "the X spinoff Z"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from slugline.claims.compose import candidate, screen
from slugline.claims.kind import Candidate, Rule, Words
from slugline.claims.patterns_named import named_next
from slugline.model import Entity
from slugline.text.lexicon import either, lexicon
from slugline.text.names import fold
from slugline.text.patterns import Match, pattern, regex, whole_words
from slugline.text.reading import Line

_APPOSED = regex(r",? (?:called |titled |named |entitled |is |is called |to be called )?‹([TN])(\d+)›")
_GAPPED = regex(r"(?: [a-z][^‹›.;:,]{0,24})?, ‹(T)(\d+)›")
_LATER_PART = regex(r",? (?:Part|Chapter|Volume)? ?(?:[2-9]|II|III|IV|V|Two|Three|Four|Five)$|: .*$")
_NEW = regex(r"(?:^|\b(?:a|an|the|any|another|possible|potential) )[^‹›.,;]{0,24}$", re.IGNORECASE)
_SOMEBODY = regex(r"‹[PY]\d+›")
_TITLE = regex(r"‹[TXF]\d+›")
_SCREEN_NOUN = regex(r" (?:(?:tv|television|web|limited) )?(film|movie|series|show|special)\b", re.IGNORECASE)


def relation_rules(words: Words) -> tuple[Rule, ...]:
    """The rules of one relation. ``words.say`` holds ``noun`` (sequel, follow-up) and ``link`` (to, of)."""
    return (
        _rule_of_title(words),
        _rule_possessive(words),
        _rule_adjectival(words),
        _rule_by_verb(words),
        _rule_participle(words),
        _rule_announced(words),
        opening(words.say),
        _rule_beside(words),
        _rule_by_reference(words),
    )


def _rule_of_title(words: Words) -> Rule:
    to = pattern(
        r"<noun> <link> (?:(?:the|an?|his|her|their|that) )?(?:[\w',-]+ |‹[DQRG]\d+›(?:'s)? ){0,6}?{value:work}",
        words.say,
    )

    def of_title(line: Line) -> Iterator[Candidate]:
        for match in to.find(line):
            value = match.entity("value")
            yield from relation(match, _subject(match, value), value)

    return of_title


def _rule_possessive(words: Words) -> Rule:
    own = pattern(r"{value:title}'s (?:[\w-]+ ){0,3}?<noun>", words.say)

    def possessive(line: Line) -> Iterator[Candidate]:
        for match in own.find(line):
            text, value = line.shape.text, match.entity("value")
            named = _APPOSED.match(text, match.end) or _GAPPED.match(text, match.end)
            if named and named[1] == "T":
                other = line.slots[int(named[2])].entity
                yield from relation(match, other, _part_of(line, other) or value)
                continue
            before = re.search(r"‹[TX](\d+)› (?:is|was|as) $", text[: match.start])
            if before:
                yield from relation(match, line.slots[int(before[1])].entity, value)

    return possessive


def _part_of(line: Line, other: Entity | None) -> Entity | None:
    """The title whose name a later part bears before its own: of "Salt Road Part II", "Salt Road"."""
    name = other.name if other else ""
    base = _LATER_PART.sub("", name)
    titles = (
        slot.entity for one in line.reading.lines[: line.place + 1] for slot in one.slots if slot.label == "title"
    )
    return next((one for one in titles if one and base != name and fold(one.name) == fold(base)), None)


def _rule_adjectival(words: Words) -> Rule:
    beside = pattern(r"{value:work} <noun>", words.say)

    def adjectival(line: Line) -> Iterator[Candidate]:
        text = line.shape.text
        for match in beside.find(line):
            value = match.entity("value")
            apposed = re.search(r"‹[TX](\d+)›(?: \(‹D\d+›\))?, (?:the|a|an) (?:[\w-]+ ){0,3}$", text[: match.start])
            named = _APPOSED.match(text, match.end) or re.match(r" (?:[\w-]+ ){0,2}‹([TN])(\d+)›", text[match.end :])
            if apposed:
                yield from relation(match, line.slots[int(apposed[1])].entity, value)
            elif named:
                yield from relation(match, line.slots[int(named[2])].entity, value)
            elif value is not None and not _somebody(line, value) and _NEW.search(text[: match.start]):
                named_later = named_next(line, match.start, match.end, value)
                yield from relation(match, named_later or unnamed(match, value), value)

    return adjectival


def _somebody(line: Line, value: Entity) -> bool:
    """Whether a name is a piece of somebody's, or only says which one it is: "the English-language remake"."""
    if value.name.endswith(tuple(lexicon("titles")["described"])):
        return True
    people = (m.name for m in line.reading.mentions if m.label in ("person", "character") and " " in m.name)
    return any(value.name in name.split() for name in people)


def _rule_by_verb(words: Words) -> Rule:
    template = r"{title:title~} <aux*> <adverb*> <verb> (?:(?:the|an?) )?(?:[\w'-]+ ){0,4}?{value:work}"
    verb = pattern(template, words.say) if "verb" in words.say else None

    def by_verb(line: Line) -> Iterator[Candidate]:
        for match in verb.find(line) if verb else ():
            yield from relation(match, match.entity("title"), match.entity("value"))

    return by_verb


def _rule_participle(words: Words) -> Rule:
    """Reads "a limited series spun off from *Salt Road*"."""
    template = (
        r"(?:<screen>|‹[TX]\d+›)(?:,| was| is| that was| which was| to be)? <part> "
        r"(?:(?:the|an?) )?(?:[\w'-]+ |‹D\d+›(?:'s)? ){0,4}?{value:title}"
    )
    part = pattern(template, words.say) if "part" in words.say else None

    def participle(line: Line) -> Iterator[Candidate]:
        for match in part.find(line) if part else ():
            value = match.entity("value")
            yield from relation(match, line.title_at(match.start, match.start + 4), value)

    return participle


def _rule_announced(words: Words) -> Rule:
    """Reads "Lumio has a prequel, *Ash*, in development", "it spawned a spinoff called *Ash*"."""
    announced = pattern(
        r"(?:has|had|have|gets|got|getting|spawned|spawn|spawns|yielded|launched|led to|followed by|inspired"
        r"|generated|produced|plans|planned|planning|announced|making|developing|ordered|with|via|including|and) "
        r"(?:also )?(?:an?|one|its|another|the|‹X\d+›'s) (?:(?!of\b)[\w-]+ |‹[DRGQ]\d+›(?:'s)? ){0,3}?"
        r"<noun>(?: series| film| movie)?(?:, | called | titled | entitled | named | – |: )(?:called |titled )?"
        r"{other:named_title}",
        words.say,
    )

    def announced_by_noun(line: Line) -> Iterator[Candidate]:
        for match in announced.find(line):
            slot, other = match.slot("other"), match.entity("other")
            if slot is not None and slot.label == "title":
                yield from relation(match, other, _source(line, match.start, other))

    return announced_by_noun


def opening(say: Mapping[str, tuple[str, ...]]) -> Rule:
    """The rule of what opens a sentence: "A sequel, *Ash*, is written". ``say`` holds the ``noun`` of the relation."""
    opens = pattern(
        r"^(?:there (?:is|was|has been|will be) )?(?:an?|another|the|one|its) "
        r"(?:(?!of\b)[\w-]+ |‹[DRGQ]\d+›(?:'s)? ){0,3}?<noun>(?: series| film| movie)?(?: too)?(?: for ‹\w+›)?"
        r"(?:(?:, briefly)?: |,? (?:called |titled |named |entitled |with the (?:working )?title )|, ){other:title}"
        r"(?=,|\.|$| (?:is|was|has|will|would|may|could|followed|came|ran|opened|arrived|never)\b)",
        say,
    )

    def opened(line: Line) -> Iterator[Candidate]:
        for match in opens.find(line):
            slot, other = match.slot("other"), match.entity("other")
            if slot is not None and slot.label == "title":
                yield from relation(match, other, _source(line, match.start, other))

    return opened


def _source(line: Line, place: int, other: Entity | None, *, goes_on: bool = True) -> Entity | None:
    """The title from which ``other`` springs: the one spoken of before ``place``, the section's or the article's.

    Where not ``goes_on``, the title of an earlier sentence is not it unless the section or the article is about it, and
    that not in a sentence about somebody ("she has shot *Ash*, the spinoff led by Roe"), who goes from work to work.
    """
    lead = line.shape.text[:place]
    spoken = line.title_at(place, place) if goes_on or _TITLE.search(lead) else None
    candidates: list[Entity | None] = [spoken]
    if goes_on or not _SOMEBODY.search(lead):
        candidates += [line.section_title, line.reading.main]
    for one in candidates:
        if one is not None and (other is None or fold(one.name) != fold(other.name)):
            return one
    return None


def _rule_beside(words: Words) -> Rule:
    apposed = r"{title:title}(?: \(‹D\d+›\))?, (?:an?|the) (?:[\w-]+ |‹[DRGQ]\d+›(?:'s)? ){0,2}?<noun>"
    there_is = r"(?:there's|there is|there was) (?:an?|one) (?:[\w-]+ ){0,2}?<noun>, {other:title}"
    bare = pattern(rf"(?:{apposed}|{there_is})", words.say)
    links = re.compile(rf" {either(words.say['link'])}\b")

    def beside_its_title(line: Line) -> Iterator[Candidate]:
        for match in bare.find(line):
            title = match.entity("title") or match.entity("other")
            if not links.match(line.shape.text, match.end):
                yield from relation(match, title, _source(line, match.start, title, goes_on=False))

    return beside_its_title


def _rule_by_reference(words: Words) -> Rule:
    nouns = whole_words(words.say["noun"], rf"\b{either(words.say['noun'])}\b")

    def by_reference(line: Line) -> Iterator[Candidate]:
        for number, slot in enumerate(line.slots) if nouns.said_in(line) else ():
            if slot.label != "title_ref" or not nouns.search(line.reading.article.text, slot.start, slot.end):
                continue
            inside = [m for m in line.reading.mentions if slot.start <= m.evidence.start and m.evidence.end <= slot.end]
            place = line.shape.text.find(f"‹X{number}›")
            if inside and slot.entity is not None:
                kind = "franchise" if inside[0].label == "franchise" else "film"
                start, end = line.clause(place, place + 1)
                aim = (inside[0].evidence.start, inside[0].evidence.end)
                value = Entity("franchise" if kind == "franchise" else "title", inside[0].name)
                yield Candidate(slot.entity, value, start, end, aim, {}, False, True)

    return by_reference


def unnamed(match: Match, value: Entity) -> Entity:
    """A title that is known only by its relation: "a Salt Road spinoff series"."""
    text = match.line.shape.text
    noun = text[match.found.start("value") : match.end].partition("› ")[2] or "sequel"
    screen_noun = _SCREEN_NOUN.match(text, match.end)
    kind = "series" if screen_noun and screen_noun[1].lower() in ("series", "show") else "film"
    tail = screen_noun[0] if screen_noun else ""
    return Entity(kind, f"{value.name} {noun}{tail}")


_IS_ONE = regex(
    r"‹[TX](\d+)›(?: \(‹D\d+›\))?(?:'s|,? (?:is|was|will be|are|itself|serves as|acts as|works as|being|which is"
    r"|which was|doubles as|functions as))? (?:[^;.:‹›]|‹[RFDQG]\d+›){0,80}? (?:and|but|or|,) (?:also )?(?:an?|the) "
    r"(?:[\w-]+ ){0,3}$"
)
_IS_A = regex(r"‹[TX](\d+)›,? (?:itself |also |once )?(?:an?|the) (?:[\w-]+ |‹G\d+› ){0,3}$")


def _subject(match: Match, value: Entity | None) -> Entity | None:
    text, line = match.line.shape.text, match.line
    named = _APPOSED.match(text, match.end)
    lead = text[: match.start]
    apposed = _IS_A.search(lead) or _IS_ONE.search(lead)
    if apposed:
        return line.slots[int(apposed[1])].entity
    opens = (
        re.fullmatch(r"(?:[^‹›]{0,30} )?(?:a|an|the|any|another|this) (?:[\w-]+ ){0,3}", lead, re.IGNORECASE)
        or not lead.strip()
    )
    if named and opens:
        return line.slots[int(named[2])].entity
    if re.search(r"‹[TX]\d+›", lead):
        return line.title_at(match.start, match.start)
    refers = re.match(r"(?:[^‹›]{0,20})?\b(?:it|this|that)\b", lead, re.IGNORECASE)
    acts = re.match(r"(?:,? (?:is|was|has|will|may|could|might|would|to)\b)", text[match.end :])
    if opens and value is not None and not refers and acts:
        noun = re.split(r" (?:to|of|from) ", text[match.start : match.end])[0]
        return Entity("film", f"{value.name} {noun}")
    if re.search(r"\b(?:it|this|that|film|movie|series|show|one)\b", lead, re.IGNORECASE) or match.start == 0:
        return line.title
    return None


# "a reboot of the 1991 *Salt Road*": what bears the same name is another
_NAMESAKE = regex(
    r"(?:remake|reboot|reimagining|re-imagining|retelling|reworking|redo) of (?:the |his |her )?(?:[\w-]+ ){0,2}‹D\d+›"
)
_DESCRIBED = regex(r"›?(?:'s)?(?: [a-z-]+){1,3} (?:series|films|movies|franchise|saga|show)\b")


def relation(match: Match, subject: Entity | None, value: Entity | None) -> Iterator[Candidate]:
    """That ``subject`` is kin to ``value``, a title or franchise; nothing where one is missing or both are one."""
    if subject is None or value is None:
        return
    slot = match.slot("value")
    if fold(subject.name) == fold(value.name) and not (slot and _NAMESAKE.search(match.found[0])):
        return
    of_somebody = slot is not None and slot.label in ("name", "person") and "value" in match.found.groupdict()
    if of_somebody and _DESCRIBED.match(match.line.shape.text, match.found.end("value")):
        return  # "a spinoff of the Roe action series": whose series it is, not its name
    value = value if value.type in ("film", "series", "special", "franchise") else screen(value)
    kind = "franchise" if value.type == "franchise" else "title"
    yield from candidate(match, screen(subject), Entity(kind, value.name), match.slot("value"))
