"""Where a title can be watched: on a service, on a channel's player, in theaters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import candidate, screen
from slugline.claims.kind import Candidate, words_beside
from slugline.claims.patterns_release import head_before, subject_of
from slugline.claims.patterns_screens import home_kind, territories
from slugline.claims.patterns_words import segment_after, segment_before, written
from slugline.model import Entity, NoValue, Unknown, Value
from slugline.text.lexicon import lexicon
from slugline.text.patterns import Match, regex
from slugline.text.reading import Line
from slugline.text.shape import Slot

WORDS = words_beside(__file__)
_WORKS = "|".join(
    re.escape(word)
    for word in sorted(
        {*lexicon("grammar")["work"], "original", "original series", "original film", "limited series"},
        key=len,
        reverse=True,
    )
)
_THE = (
    r"(?:(?:the|its|sister|rival|Indian|British|American|Korean|Japanese|French) "
    r")*(?:(?:streaming (?:service|platform|giant|app)|streamer|platform|app|"
    r"service|on-demand service) )?"
)
_ON = written(
    (
        rf"(?P<verb>«streams»)(?P<between>(?:,? [^;:.\"()‹]{{0,40}}?(?:‹[DXTG]\d+›[^;:.\"()‹]{{0,25}})?"
        rf")??) (?:on|to|onto|via|through|at|with) {_THE}{{home:service}}"
    ),
    WORDS.say,
)
_FOR = written(
    (
        rf"(?:{_WORKS}|episodes|season|half-hours|parts)(?P<between>(?:,? [^;:.\"()‹]{{0,40}}?(?:‹[TX]\d+"
        rf"›,? ?)?)??) (?:for|from) (?:the )?(?:streaming (?:service|platform|giant)|"
        rf"streamer|platform) {{home:service}}"
    ),
    WORDS.say,
)
_FOR_KNOWN = written(rf"(?:{_WORKS}) for ‹(?P<home>S\d+)›", WORDS.say)
_MAKES = written(
    (
        r"{home:service}(?P<apposition>(?:, [^,;:]{1,60},)?)(?: (?:has|have|"
        r"also|already|now|will|is|had|just|since|recently))*? (?P<verb>«takes»)(?P<between>[^;:.\"]{"
        r"0,60}?)(?P<object>‹[TX]\d+›)(?P<rest>[^.;]{0,50})"
    ),
    WORDS.say,
)
_POSSESSIVE = written(rf"{{home:service}}'s (?:[\w'-]+ ){{0,3}}?(?:(?:{_WORKS}),? )?(?P<object>‹[TX]\d+›)", WORDS.say)
_ADJECTIVE = written(
    rf"‹(?P<home>S\d+)› (?:[\w'-]+ ){{0,2}}?(?:{_WORKS})(?:,? called|,? titled|,)? (?P<object>‹T\d+›)", WORDS.say
)
_IS_A = written(
    (
        rf"(?P<object>‹[TX]\d+›)(?:,| is| was|, which is) (?:an?|the|‹R\d+›) (?:[\w'-]+ "
        rf"){{0,3}}?‹(?P<home>S\d+)› (?:[\w'-]+ ){{0,2}}?(?:{_WORKS})"
    ),
    WORDS.say,
)
_OF_MAKER = written(
    (
        rf"(?:streamer|streaming service|platform|streaming platform) {{home:service}} "
        rf"(?P<between>[^;:.\"]{{0,60}}?)\b(?:its|of its)(?: [\w-]+){{0,3}} (?:{_WORKS}),? "
        rf"(?P<object>‹T\d+›)"
    ),
    WORDS.say,
)
_RENEWED_BY = written(
    (
        r"(?P<verb>renewed|cancelled|canceled|axed|ordered|commissioned|picked up|"
        r"acquired|bought|dropped|released|made|revived) (?:by|at) (?:the )?(?:streamer "
        r"|streaming service |platform )?{home:service}"
    ),
    WORDS.say,
)
_ON_IT = written(
    r"(?P<object>‹[TX]\d+›)(?:,| \([^()]*\))?(?: (?:is|are|was|will be|can be seen|has been))?"
    r"(?: (?:now|still|also|only|exclusively|already|out|up|there|back|all))* (?:on|over on"
    r"|available on) (?:the )?{home:service}"
    r"(?P<behind>[^‹;.]{0,12})",
    WORDS.say,
)
_WORK_FOR = written(
    r"\b(?:filming|shooting|making|make|makes|made|developing|develops|developed|writing"
    r"|writes|wrote|creating|created|creates"
    r"|directing|directs|produces|producing|produced|starring in|stars in|adapting|adapts"
    r"|adapted|working on|seen (?:next )?in"
    r"|series|film|show|drama|comedy) (?P<object>‹T\d+›)(?P<between>(?:,? (?:in|at|with) ‹[GP]\d+›)?),? for (?:the )?"
    r"(?:‹[CSO]\d+› and (?:the )?)?{home:service}(?!'s)",
    WORDS.say,
)
_ITS_WORK = written(
    rf"{{home:service}}'s (?P<between>(?:(?:[\w'-]+|‹[GDRQ]\d+›(?:'s)?) ){{0,4}}?)(?:{_WORKS}"
    r")\b",
    WORDS.say,
)
_WORK_AT = written(
    r"(?:the |an? )(?P<object>‹[TF]\d+›) (?:series|film|show|adaptation|reboot|spin-off"
    r"|spinoff) at {home:service}",
    WORDS.say,
)
_IN_BRACKET = written(
    r"(?P<object>‹T\d+›),? \((?:‹[DG]\d+›[,;] )?(?:on |now on |streaming on )?‹(?P<home>S\d+"
    r")›(?:[,;][^()]*)?\)",
    WORDS.say,
)
_DECIDES = written(
    r"‹(?P<home>S\d+)›(?P<apposition>(?:, [^,;:]{1,60},)?)(?: [a-z']+){0,6}? (?P<verb>go(?:ing"
    r")? ahead with|green[ -]?light(?:s|ed)?"
    r"|greenlit|renew(?:s|ed)?|cancel(?:s|led|ed)?|axe[sd]?|order(?:s|ed)?|commission(?:s|ed)?"
    r"|pull(?:s|ed) the plug on|passed on"
    r"|scrap(?:s|ped)|pick(?:s|ed) up|reviv(?:es|ed)|bring(?:s|ing) back|green light to"
    r"|go-ahead to)(?P<between>[^;:.\"‹]{0,30}"
    r"(?:‹[RQ]\d+›[^;:.\"‹]{0,30}){0,2}?)(?P<object>‹[TX]\d+›)",
    WORDS.say,
)
_LEAVES = written(rf"(?P<verb>«leaves») {_THE}{{home:service}}", WORDS.say)
_THEATERS = written(r"(?P<verb>«only_theaters»)(?P<rest>[^.;]{0,40})", WORDS.say)
_SKIPS = written(r"(?P<verb>«skips»)", WORDS.say)
_UNKNOWN = written(
    r"(?P<key>«partner»)(?: (?:for|of) ‹[TX]\d+›)?(?: ?[:–-] ?| is | )(?:still )?(?P<verb>«unknown_words»)", WORDS.say
)
_WHERE = written(
    (
        r"(?:not|n't|yet to|unclear|unknown|nobody|no one|declined to|no word)(?: "
        r"[\w-]+){0,4} (?:where|which (?:streamer|service|platform|streaming service)) "
        r"(?P<between>[^.;:,]{0,40}?)(?:stream|be available|be streamed|end up|land|"
        r"take it|get it|carry it)\b"
    ),
    WORDS.say,
)
_NO_WORD = written(
    r"\bno (?P<key>«no_word_of») (?:(?:for|of) ‹[TX]\d+› |[^.;:,‹]{0,30}? )?(?:has|have|had) (?:yet |also )*(?:been )"
    r"(?P<verb>«made_known»)",
    WORDS.say,
)
_KEYED = written(r"^(?P<key>«partner») ?[:–|-] ?(?:on )?{home:service}(?:[.,;]|$| \()", WORDS.say)
_WEAK = regex(
    (
        r"(?:is|are|be|been|was|were|'s|up|out|free|only|exclusively|it|the lot|"
        r"both seasons|live|lives|plays?|playing|comes?|came|coming|stays?|remains|"
        r"put|head|heads|headed|heading|release|released|found|join|joins|watched|"
        r"watch|moves?|moved|moving|going|air|airs|shown|the film|the series|land|"
        r"landed|drop|dropped|shown|return|returns|began|begins|posted|reached|reaches|"
        r"available)"
    ),
    re.IGNORECASE,
)
_BARE_TAKE = regex(
    (
        r"(?:has|holds|landed|took|wants|shows|has taken|dropped|drops|launched|"
        r"is making|offers|carries|bought|buys|unveiled)"
    ),
    re.IGNORECASE,
)
_NOT = regex(
    (
        r"\b(?:trailer|teaser|interview|said|told|hit|account|executive|series of "
        r"posts|page|chart|charts|deal|based on|subscribers|writes|wrote|post|channel|"
        r"podcast|ceremony|awards|documentary about)\b"
    ),
    re.IGNORECASE,
)


_OTHER_WORK = regex(r"\b(?:other|another|next|rival|own|first|biggest|last|best|most|top|many|new)\b", re.IGNORECASE)


def _home(match: Match) -> Slot | None:
    """The service in a match; none where the slot is a channel, or a company of no known kind."""
    slot = match.slot("home")
    return slot if slot is not None and home_kind(match.line, slot) == "platform" else None


def _tell(
    match: Match, slot: Slot | None, words: str = "", *, withdrawn: bool = False, place: int | None = None
) -> Iterator[Candidate]:
    if slot is None or slot.entity is None:
        return
    line = match.line
    named = match.found.groupdict().get("object")
    at = match.start if place is None else place
    entity = line.slots[int(named[2:-1])].entity if named else subject_of(match, at, match.end, words)
    if entity is None:
        return
    low, high = segment_before(line, match.start), segment_after(line, match.end)
    countries = territories(line, line.shape.text[low:high])
    extra: dict[str, object] = {"territory": countries[0]} if len(countries) == 1 else {}
    yield from candidate(match, screen(entity), Entity("platform", slot.entity.name), slot, extra, withdrawn=withdrawn)


def on_service(line: Line) -> Iterator[Candidate]:
    """It streams on Lumio; a drama for the streamer Lumio; both seasons are on Lumio."""
    text = line.shape.text
    for match in _ON.find(line):
        between = match.text("between")
        if (
            head_before(line, match.start) == "other"
            or _NOT.search(between)
            or _NOT.search(text[max(0, match.start - 18) : match.start])
        ):
            continue
        if _WEAK.fullmatch(match.text("verb")) and not re.search(
            r"‹[TXF]\d+›|\b(?:seasons?|episodes|series|parts|it|which|that|film|both|all)\b",
            text[segment_before(line, match.start) : match.start] + match.text("verb") + between,
        ):
            continue
        yield from _tell(match, _home(match), between)
    for one in (_FOR, _FOR_KNOWN, _RENEWED_BY):
        for match in one.find(line):
            if _NOT.search(match.text("between")):
                continue
            yield from _tell(match, _home(match), match.text("between"))
    for one in (_POSSESSIVE, _ADJECTIVE, _IS_A, _OF_MAKER, _MAKES):
        for match in one.find(line):
            if one is _MAKES and (
                _NOT.search(match.text("between"))
                or re.search(r"‹[PA]", match.text("between"))
                or (_BARE_TAKE.fullmatch(match.text("verb")) and len(match.text("between")) > 6)
            ):
                continue
            yield from _tell(match, _home(match))
    for match in _KEYED.find(line):
        yield from _tell(match, _home(match))


def at_home(line: Line) -> Iterator[Candidate]:
    """ "Title" on Lumio; is filming *Title* for Lumio; Lumio's crime saga; Lumio will not go ahead with *Title*."""
    text = line.shape.text
    for one in (_ON_IT, _WORK_FOR, _ITS_WORK, _WORK_AT, _IN_BRACKET, _DECIDES):
        for match in one.find(line):
            around = match.text("between") + match.text("behind") + text[max(0, match.start - 25) : match.start]
            if (
                _NOT.search(around)
                or text.endswith("?")
                or (one is _ITS_WORK and _OTHER_WORK.search(match.text("between")))
            ):
                continue
            yield from _tell(match, _home(match))


def left(line: Line) -> Iterator[Candidate]:
    """It left Lumio in August; no longer on Lumio."""
    for match in _LEAVES.find(line):
        if not re.search(r"‹[PY]\d+›[^‹]{0,25}$", line.shape.text[: match.start]):
            yield from _tell(match, _home(match), withdrawn=True)


def theaters(line: Line) -> Iterator[Candidate]:
    """Only in theaters; will skip theaters and go straight to Lumio."""
    for one, withdrawn in ((_THEATERS, False), (_SKIPS, True)):
        for match in one.find(line):
            sure = withdrawn or re.search(r"only|exclusive|be released|be theatrically", match.text("verb"))
            before = line.shape.text[max(0, match.start - 60) : match.start]
            if not sure and not re.search(r"‹[TX]\d+›[^‹;:]{0,50}$", before):
                continue
            dated = re.match(r"[^;:.]{0,60}‹D\d+›", line.shape.text[match.end :]) or re.search(
                r"‹D\d+›", match.text("rest")
            )
            if dated and not withdrawn and not re.search(r"only|exclusive", match.text("verb")):
                continue  # the point is the date, a release
            if not sure and (
                re.match(r"[^,;:]{0,30}‹D", match.text("rest")) is None
                and not re.search(r"\b(?:will be|is|is now|are|opens?|arrives?|coming|comes|released|now) ?$", before)
            ):
                continue
            subject = subject_of(match, match.start, match.end)
            if subject is not None:
                countries = territories(line, line.shape.text[match.start : match.end])
                extra: dict[str, object] = {"territory": countries[0]} if len(countries) == 1 else {}
                yield from candidate(match, subject, Entity("platform", "theaters"), None, extra, withdrawn=withdrawn)


def not_named(line: Line) -> Iterator[Candidate]:
    """Streaming partner: not announced."""
    for match in (*_UNKNOWN.find(line), *_WHERE.find(line), *_NO_WORD.find(line)):
        value: Value = Unknown()
        if re.search(r"\bno $", line.shape.text[: match.start], re.IGNORECASE):
            value = NoValue()
        subject = subject_of(match, match.start, match.end, match.text("between"))
        if subject is not None:
            yield from candidate(match, subject, value)


RULES = (on_service, at_home, left, theaters, not_named)
