"""How long a title runs, in minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import candidate, title_of
from slugline.claims.figures.durations import LONGEST, SHORTEST, find_durations, timed
from slugline.claims.figures.sums import direct_title
from slugline.claims.figures.views import alternatives, amount, cells, compiled, unnamed, view, written
from slugline.claims.kind import Candidate, Kind, words_beside
from slugline.model import Entity, NoValue, Quantity, Unknown
from slugline.text.patterns import Match, regex
from slugline.text.reading import Line

WORDS = words_beside(__file__)
SAY = WORDS.say

_LABEL, _LONG_VERB, _FULL = (alternatives(SAY[key]) for key in ("label", "long_verb", "about"))
_ABOUT = r"(?:«about» )*"
_LONG = (
    written(
        r"«label»(?: (?:of|for) ‹[TX]\d+›)?(?: (?:of|is|was|at|will be|comes to|came to|has been|stands at|clocks in at"
        rf"|comes in at|given as|put at|listed as|to|now|-)|:|,| –| -| \|)+ {_ABOUT}‹(?P<time>Q\d+"
        r")›",
        SAY,
    ),
    written(rf"(?:«runs»|«weighs») {_ABOUT}‹(?P<time>Q\d+)›(?! «not_whole»)", SAY),
    written(
        r"‹[TX]\d+›(?:'s| is| was| will be| ended up| lands| landed)(?: a)?(?: now| still| only| "
        rf"all of| just| also)? {_ABOUT}‹(?P<time>Q\d+)›(?! «not_whole»)",
        SAY,
    ),
    written(rf"(?:^|, |[;:–(] ?|‹[TX]\d+›,? )at {_ABOUT}‹(?P<time>Q\d+)›(?! (?:«not_whole»|a |per |each))", SAY),
    written(
        rf"{_ABOUT}‹(?P<time>Q\d+)› (?:long|in length|of running time|running time|runtime|in "
        r"duration)(?! «not_whole»)",
        SAY,
    ),
    written(
        r"(?:running|runs|lasting|clocking in at|coming in at|weighing in at) (?:for |to |at "
        r")?(?:«about» )*‹(?P<time>[QR]\d+)›(?! «not_whole»)",
        SAY,
    ),
)
_NOUN = written(
    r"(?:^|(?<=[ (\"]))(?:an?|the|its|this|that|‹[TX]\d+›'s|‹[PNOSC]\d+›'s|new|full)(?: "
    r"[\w'-]+){0,3}? ‹(?P<time>R\d+)›(?:,? [\w'-]+){0,3}? «film»(?! «not_film»)",
    SAY,
)
_ALONE = regex(r"(?:^[\W_]*|[,;(|•·–] ?|\. )‹(?P<time>Q\d+)›(?=[.,;)|!]|$| ?[|•·–]| of [a-z]+[.!]?$)", re.IGNORECASE)
_FRAGMENT = regex(rf"^[\W_]*(?:{_FULL} )*‹(?P<time>Q\d+)›(?=[.,;)|!]|$| of [a-z]+[.!]?$)", re.IGNORECASE)
_BARE = regex(
    rf"(?:{_LABEL}(?: of| is| was| at|:)+ |{_LONG_VERB} )(?:(?:about|nearly|a full|some) "
    rf")?(?P<minutes>\d{{2,3}})(?=[.,;)]|$)",
    re.IGNORECASE,
)
_NOT_TOLD = written(
    r"«label»(?: (?:of|for) ‹[TX]\d+›)?(?: (?:is|was|has|have|had|been|remains|yet|still|to|be"
    r"|not|never|so|far))*(?::|,"
    r"| –)? ?(?:«untold»|(?:has |is |have |was )?(?:not|yet|never)(?: yet| been| to be| to| be"
    r"| officially)* «told»)",
    SAY,
)
_NOT_FIXED = written(
    r"«label»(?: (?:of|for) ‹[TX]\d+›)?(?: has| is| had| was)(?: not| yet|n't| never)+(?: yet| been| to be| to| be)* "
    r"«fixed»|(?:there is|it has|has|with) (?:as yet )?no «label»(?: yet| so far)?",
    SAY,
)
_PART = regex(
    rf"{alternatives(SAY['part'])}[^‹›.;]{{0,24}}$|\b(?:last|first|final|remaining|opening|another|extra|spare) $",
    re.IGNORECASE,
)
# "two of its six hours": what befell some of them is told, not how long it is.
_SHARE = regex(r"\bof (?:‹X\d+›(?:'s)?|its|their|the) $", re.IGNORECASE)
_THE_NOUN = regex(r"(?:the|this) [^‹›]*‹R\d+›[^‹›]* [a-z-]+$", re.IGNORECASE)
_ACTS = regex(
    r",? (?:is|was|will|has|had|opens|opened|bows|bowed|premieres|premiered|screens|screened|plays|played|follows|tells"
    r"|stars|arrives|hits|comes|reaches|lands|goes|went|got|gets|made|took|takes|debuts|debuted|streams|airs|centres|centers"
    r"|chronicles|marks|features|boasts|cost|sold)\b"
)
_NOT_WHOLE = regex(rf" {alternatives(SAY['not_whole'])}", re.IGNORECASE)
_VERB = compiled((*SAY["runs"], *SAY["weighs"]))
_ITSELF = compiled((*SAY["film"], *SAY["itself"]))
_NOUN_PHRASE = regex(r"\b(?:the|an?|his|her|their|this|that|every|each|most) [a-z]", re.IGNORECASE)
_CLAUSE = regex(r"; |\. |: |, | and | but ")
_LABELS = compiled(SAY["label"])
_GATE = compiled((*SAY["label"], *SAY["long_verb"]))
_COLUMN = compiled(SAY["column"])
_TITLE = compiled(SAY["title_column"])


def told(line: Line) -> Iterator[Candidate]:
    """Reads "It runs for two hours and 5 minutes", "running time: 118 min", "at 97 minutes, *Harbor* …"."""
    if line.asks:
        return
    seen = timed(line)
    if seen is None:
        return
    for one in _LONG:
        for match in one.find(seen):
            yield from _runs(match)
    for match in _NOUN.find(seen):
        subject = _noun_subject(match)
        if subject is not None:
            yield from _runs(match, subject)
    if line.part.kind != "table_row":
        pattern = _ALONE if _listed(seen) else _FRAGMENT
        for found in pattern.finditer(seen.shape.text):
            yield from _runs(Match(seen, found))


def bare(line: Line) -> Iterator[Candidate]:
    """Reads "Running time: 118", "it now goes on for 127"."""
    if line.asks or not _GATE.said_in(line) or not re.search(r"\d\d", line.text):
        return
    seen = timed(line)
    if seen is not None:
        return
    from_text = _plain(line)
    for found in _BARE.finditer(from_text.shape.text):
        minutes = int(found["minutes"])
        match = Match(from_text, found)
        if SHORTEST <= minutes <= LONGEST:
            yield from candidate(match, title_of(match), Quantity(float(minutes), "minutes"))


def untold(line: Line) -> Iterator[Candidate]:
    """A running time that is not known, or that does not exist yet."""
    if line.asks:
        return
    if not _LABELS.said_in(line):
        return
    seen = unnamed(line, _LABELS)
    for match in _NOT_FIXED.find(seen):
        yield from candidate(match, title_of(match), NoValue(), settled=True)
        return
    for match in _NOT_TOLD.find(seen):
        yield from candidate(match, title_of(match), Unknown(), settled=True)


_PERHAPS = regex(r"‹(?P<time>[QR]\d+)›(?! (?:to|until|till|past|from)\b)")
_ANOTHER = regex(
    r"\b(?:after|within|every|for|in|than|by|cut|lost|extra|of|some|until|lasted|talks?|spoke|wait(?:ed|ing)?|before|ago"
    r"|each|over|per|during|late|early|between|gap|took|takes|spent|spends|add(?:s|ed|ing)?|trimmed|shav\w+|minus|plus"
    r"|drive) (?:the |a |an |about |around |nearly |almost |some |only |just |its |his |her )*$",
    re.IGNORECASE,
)


def perhaps(line: Line) -> Iterator[Candidate]:
    """A length that a film may have, wherever it stands, where nothing says that something else lasts so long."""
    if line.asks or line.part.kind == "table_row":
        return
    seen = timed(line)
    if seen is None:
        return
    for hit in _PERHAPS.finditer(seen.shape.text):
        match = Match(seen, hit)
        before, behind = seen.shape.text[: match.start], seen.shape.text[match.end :]
        minutes = amount(match.slot("time"))
        if not 60 <= minutes <= 240 or minutes % 60 == 0 or _ANOTHER.search(before) or _NOT_WHOLE.match(behind):
            continue
        yield from _runs(match)


def table(line: Line) -> Iterator[Candidate]:
    """The cells under "Mins" or "Running time"."""
    for cell in cells(line, _COLUMN, _TITLE):
        found = find_durations(cell.text, 0, len(cell.text))
        number = re.fullmatch(r"\d{2,3}", cell.text)
        minutes = found[0].minutes if found else float(number[0]) if number else 0.0
        if minutes:
            yield Candidate(cell.subject, Quantity(minutes, "minutes"), line.start, line.end, (cell.start, cell.end))


def _plain(line: Line) -> Line:
    return view(line, (), lambda slot: slot.number is not None)


def _listed(line: Line) -> bool:
    """Whether a duration between commas is a listing's: not in running prose."""
    return (
        line.part.kind in ("list_item", "caption")
        or len(re.findall(r"\b[a-z]{2,}\b", line.shape.text)) < 9
        or "(" in line.shape.text
    )


def _runs(match: Match, subject: Entity | None = None) -> Iterator[Candidate]:
    slot = match.slot("time")
    before = match.line.shape.text[: match.found.start("time") - 1]
    if slot is None or _PART.search(before) or _SHARE.search(before) or _other_subject(match):
        return
    subject = subject or direct_title(match) or title_of(match)
    yield from candidate(match, subject, Quantity(amount(slot), "minutes"), slot)


def _other_subject(match: Match) -> bool:
    """Whether the verb's subject is a noun that is no title and no word for one: "the wait lasted two hours"."""
    before = match.line.shape.text[: match.start]
    low = max((hit.end() for hit in _CLAUSE.finditer(before)), default=0)
    head = before[low:]
    named = _VERB.match(match.found[0]) and not re.search(r"‹[TXF]\d+›", head) and _NOUN_PHRASE.search(head)
    return bool(named and not _ITSELF.search(head))


def _noun_subject(match: Match) -> Entity | None:
    """Whose length "a 118-minute film" tells: the title it is in apposition to, or one named behind it."""
    text, line = match.line.shape.text, match.line
    behind = re.match(r",? (?:called |titled |version of |cut of )?‹([TX])(\d+)›", text[match.end :])
    if behind:
        return title_of(match) if line.slots[int(behind[2])].entity is None else line.slots[int(behind[2])].entity
    before = re.search(
        r"‹[TX](\d+)›(?: \([^()]*\))?(?:,| is| was|'s| –| as| remains|:)(?: [a-z]+)?,? $", text[: match.start]
    )
    if before:
        return line.slots[int(before[1])].entity
    if _THE_NOUN.fullmatch(match.found[0]) and _ACTS.match(text, match.end) and line.part.kind == "paragraph":
        return line.title_at(match.start, match.start)
    own = re.search(r"‹[X](\d+)›'s", match.found[0])
    return line.slots[int(own[1])].entity if own else None


KIND = Kind(
    property="runtime",
    value="quantity",
    about="How long a title runs, in minutes.",
    words=WORDS,
    single=True,
    wikidata="P2047",
    schema_org="duration",
    rules=(told, perhaps, bare, untold, table),
)
