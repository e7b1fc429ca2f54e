"""Dates that move: the new one with the date that it replaces, the old one withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.kind import Candidate
from slugline.claims.kinds.release_date.telling import day_of, old_way, released
from slugline.claims.patterns_release import head_before, subject_of
from slugline.claims.patterns_words import any_of, segment_before, written
from slugline.model import Entity
from slugline.text.patterns import Match, Pattern, regex
from slugline.text.reading import Line
from slugline.text.shape import Slot

_OLD = (
    r"(?:(?:its|the|their|a|an|that|his|her) )?(?:(?:original|originally|previous|"
    r"previously|planned|scheduled|announced|earlier|old|initial|intended|former|"
    r"current|coveted|plum|first) ){0,3}(?:(?:release|opening|premiere|launch) "
    r"(?:date|slot) (?:of|on) )?"
)
_NOUN = (
    r"(?: (?:release )?(?:date|slot|release|berth|opening|premiere|bow|debut|"
    r"perch|weekend|position|frame|launch|spot))?"
)
_FROM_TO = written(
    rf"from {_OLD}{{old:date}}{_NOUN}(?:[^;:.‹]{{0,25}}?)?,? (?:to|until|till|"
    rf"into|and into) (?:a |the )?(?:[a-z]+ ){{0,2}}?{{new:date}}"
)
_TO_FROM = written(
    rf"(?P<verb>«moving»)(?P<between> (?:[^;:.\"()]{{0,60}}? )??)(?:to|until|"
    rf"till|into|for|on) (?:the )?{{new:date}}(?: [a-z]+){{0,2}}?,? (?:from|instead "
    rf"of|rather than|not|having been set for) (?:on |the )?{_OLD}{{old:date}}"
)
_TO = written(
    r"(?P<verb>«moving»)(?P<between>(?: [^;:.,\"()‹]{0,40}?)??(?: ‹[TXSOCGNQ]\d+›(?:'s "
    r"[\w-]+(?: [\w-]+)?)?)?(?: [^;:.\"()‹]{0,50}?)??,? (?:to|until|till|into|"
    r"for|by (?:‹Q\d+›)?[^,‹]{1,25},? to) (?:the |a )?){new:date}"
)
_PAIR = written(
    r"(?P<verb>trades|traded|swaps|swapped|exchanges|exchanged|gives up|gave "
    r"up|giving up|trading|swapping|leaves|left|vacates|vacated|abandons|abandoned) "
    r"(?:its |the |their )?(?:[a-z]+ ){0,2}?{old:date}(?: (?:slot|date|release|"
    r"opening|berth|release date))?,? (?:for|in favou?r of|and takes|and took|"
    r", taking) (?:the )?{new:date}"
)
_WAS_IS = written(
    r"\bwas (?:to open |due |set for |originally )?(?:on )?{old:date},? (?:and "
    r")?(?:is|now) (?:now )?(?:set for |due |on )?{new:date}"
)
_BECOMES = written(r"{old:date},? (?:becoming|becomes|became|is now|has become|→|->) {new:date}")
_NOT_THAT = written(
    rf"{{new:date}}(?P<between>[^;:.‹\"()]{{0,25}}?),? (?:instead of|rather than|"
    rf"not|up from|back from|and not|from|preponed from|postponed from|moved "
    rf"from|pushed from|delayed from) (?:on |the )?{_OLD}{{old:date}}"
)
_LEAVES = written(rf"(?P<verb>«leaves»)(?P<between> ){_OLD}{{old:date}}(?P<noun>{_NOUN})")
_ORIGINAL = written(
    r"(?:its|the|their|an|from) (?:original|previous|earlier|initial|old|former|"
    r"previously (?:announced|scheduled|planned)|originally (?:announced|scheduled|"
    r"planned)) (?:release (?:date )?|opening |date |slot |premiere |planned "
    r")?(?:of |on |for )?{old:date}"
)
_FORMER = written(
    r"(?P<verb>(?:formerly|previously|originally|initially|once|no longer|not)(?: "
    r"(?:a|an|the|set|due|slated|scheduled|planned|good|dated|announced|pencilled|"
    r"penciled|down|billed|expected|aimed|meant))*(?: (?:for|on|in|as|to open|"
    r"to premiere|to debut|to arrive|to hit theaters|to be released|for release))* "
    r"(?:on |in |the )?){old:date}"
)
_WAS_TO = written(r"(?P<verb>«was_due»)(?P<between> (?:[^;:.\"()]{0,70}? )??){old:date}")
_NEW = written(
    r"(?:(?:the|a|its) )?new (?:release |opening |premiere |launch |street )?(?:date|"
    r"slot|plan|berth)(?: (?:of|is|will be|was)|:|,)? (?:now )?{new:date}"
)
_IS_NEW = written(
    r"{new:date} (?:is|was|will be) (?:now )?(?:the|its) (?:new|latest) (?:[a-z]+ )?(?:plan|date|slot|target|day)"
)
_NOW_IT_IS = written(
    r"(?:\b|(?=‹))(?:‹X\d+›'s|‹X\d+› is|‹X\d+› will be|‹X\d+› will now be|‹X\d+›'ll be|it's"
    r"|it'll be|it will be|it will now be|that is|that's|it would now "
    r"be|it is|(?:will|would) now be|now)(?: now)? (?:the )?{new:date}(?: (?:now|"
    r"instead)|[,.]|$)"
)
_STRAY = regex(any_of("stray"), re.IGNORECASE)
_MOVING = regex(any_of("moving"), re.IGNORECASE)
_NOT_RELEASE = regex(any_of("not_release"), re.IGNORECASE)
_WHICH = regex(r", (?:which|whose|who) [^;,.]*,")
# What parts the dates of a sentence: another date, a clause.
_PARTS = regex(r"‹D\d+›|; |: | – |\. |, (?:and|but|while|with|so|then) | but | while | because | (?:said|says) that ")
_SAYING = regex(r"\b(?:announced|announces|announcing)(?: (?:on |in )?‹D\d+›)?,? (?=that\b|‹[TX])")


def _subject(match: Match, between: str = "") -> Entity | None:
    """The title that moves; none where something else does."""
    place = match.start
    head = head_before(match.line, place)
    if head == "other" and not re.search(r"‹[TX]\d+›", between):
        return None
    return subject_of(match, place, match.end, between)


def both(line: Line) -> Iterator[Candidate]:
    """From June 7 to Aug. 23; to Aug. 23 from June 7; was June 7, is Aug. 23; traded Christmas for January."""
    for one in (_FROM_TO, _TO_FROM, _PAIR, _WAS_IS, _BECOMES, _NOT_THAT):
        for match in one.find(line):
            if not _moves(one, match):
                continue
            between = match.text("between") or line.shape.text[segment_before(line, match.start) : match.start]
            span = (_clause_of(match), match.end) if one is _NOT_THAT else None
            yield from _two(match, _subject(match, between), match.slot("old"), match.slot("new"), span)


def _clause_of(match: Match) -> int:
    """Where the words begin that tell where both dates of a match hold: "in UK cinemas on May 3 instead of April 2"."""
    text = match.line.shape.text
    return max((hit.end() for hit in _PARTS.finditer(text, 0, match.start)), default=0)


def _moves(one: Pattern, match: Match) -> bool:
    text = match.line.shape.text
    low = max(0, match.start - 90)
    around = _SAYING.sub("", text[low : match.end + 20])
    if one is _FROM_TO:
        return bool(
            _MOVING.search(text[low : match.start]) or re.search(r"\bhas been\b|\bis\b", around)
        ) and not _NOT_RELEASE.search(around)
    if one is _NOT_THAT:
        return not _STRAY.search(match.text("between")) and not _NOT_RELEASE.search(around)
    return not _NOT_RELEASE.search(around)


def _two(
    match: Match, subject: Entity | None, old: Slot | None, new: Slot | None, span: tuple[int, int] | None = None
) -> Iterator[Candidate]:
    day = day_of(match, old, old_way(match, old))
    fresh = day_of(match, new, "future", day)
    extra = {"replaces": day.text} if day else {}
    yield from released(match, new, "future", subject, base=day, span=span, extra=extra)
    if (
        day is not None
        and fresh is not None
        and old is not None
        and old.date is not None
        and old.date.kind == "yearless"
        and abs((day.first - fresh.first).days) > 400
    ):
        return
    yield from released(match, old, old_way(match, old), subject, span=span, withdrawn=True)


def onward(line: Line) -> Iterator[Candidate]:
    """Pushed to 2026; slinks off to Nov. 7; the new date is May 3; April 26 is the new plan."""
    for match in _TO.find(line):
        between = match.text("between")
        if _STRAY.search(between):
            continue
        place = match.found.start("verb")
        if head_before(line, place) not in ("title", "part", "") and not re.search(r"‹[TX]\d+›", between):
            continue
        around = _WHICH.sub("", line.shape.text[max(0, place - 60) : match.end])
        if not _NOT_RELEASE.search(around):
            yield from released(match, match.slot("new"), "future", _subject(match, between))
    for one in (_NEW, _IS_NEW):
        for match in one.find(line):
            yield from released(match, match.slot("new"), "future", _subject(match))


def instead(line: Line) -> Iterator[Candidate]:
    """It'll be autumn now; that is now May 3: where the lines before speak of a date."""
    for match in _NOW_IT_IS.find(line):
        slot = match.slot("new")
        if (
            slot is None
            or slot.date is None
            or slot.date.kind in ("same_day", "bare_year")
            or re.search(r"(?i)\bnow\b", line.shape.text) is None
        ):
            continue
        if any(one.date for near in line.reading.lines[max(0, line.place - 2) : line.place] for one in near.slots):
            yield from released(match, slot, "future", _subject(match))


_FIRST_OLD = written(r"^(?:instead of|rather than|no longer|not)(?: on| in)? (?:the )?{old:date},")


def left(line: Line) -> Iterator[Candidate]:
    """Vacates July 4; off its Sept. 15 date; formerly a July 5 attraction; was to have opened in May."""
    for match in _LEAVES.find(line):
        word = match.text("verb").lower()
        if word in (
            "had",
            "held",
            "lost",
            "left",
            "off",
            "out of",
            "sat",
            "make its",
            "dropped",
            "quit",
            "missed",
            "misses",
            "missing",
            "took",
            "skips",
            "hands",
            "make",
        ) and not (match.text("noun") or word in ("sat", "hands", "vacated")):
            continue
        if head_before(line, match.start) in ("title", "part", "") or word.startswith(
            ("off", "out", "struck", "pulled", "removed")
        ):
            yield from released(
                match, match.slot("old"), old_way(match, match.slot("old")), _subject(match), withdrawn=True
            )
    for match in _ORIGINAL.find(line):
        if not _NOT_RELEASE.search(line.shape.text[max(0, match.start - 40) : match.end + 15]):
            yield from released(
                match, match.slot("old"), old_way(match, match.slot("old")), _subject(match), withdrawn=True
            )
    for match in _FIRST_OLD.find(line):
        subject = subject_of(match, match.start, match.end, line.shape.text[match.end :])
        yield from released(match, match.slot("old"), old_way(match, match.slot("old")), subject, withdrawn=True)
    for match in _FORMER.find(line):
        if _plain_not(match) or _NOT_RELEASE.search(line.shape.text[max(0, match.start - 50) : match.end + 15]):
            continue
        behind = re.match(r"[^‹;:.]{0,20}, (?:the )?(‹[TX]\d+›)", line.shape.text[match.end :])
        if behind and match.start < 3:
            yield from released(
                match,
                match.slot("old"),
                old_way(match, match.slot("old")),
                _subject(match, f" {behind[1]} "),
                withdrawn=True,
            )
        elif head_before(line, match.start) in ("title", "part"):
            yield from released(
                match, match.slot("old"), old_way(match, match.slot("old")), _subject(match), withdrawn=True
            )


def planned_once(line: Line) -> Iterator[Candidate]:
    """Was to open on May 3; had been due in June."""
    for match in _WAS_TO.find(line):
        between = match.text("between")
        if _STRAY.search(between) or _NOT_RELEASE.search(between) or re.search(r"‹D\d+›", between):
            continue
        if match.text("verb").lower() in (
            "was to",
            "were to",
            "was set",
            "was expected",
            "was planned",
            "originally",
            "stood",
            "was meant",
            "should have",
            "was originally",
            "was initially",
            "was previously",
            "had announced",
            "had planned",
            "had promised",
        ) and not _coming_out(between):
            continue
        if (
            head_before(line, match.start) in ("title", "part")
            or re.search(r"‹[TX]\d+›", between)
            or re.search(r"\bhad\b", match.text("verb"))
        ):
            yield from released(
                match, match.slot("old"), old_way(match, match.slot("old")), _subject(match, between), withdrawn=True
            )


_COMING = regex(
    f"{any_of('comes_out')}|{any_of('came_out')}|{any_of('theatrical')}|\\bfor\\b|\\bhave been\\b", re.IGNORECASE
)


def _coming_out(between: str) -> bool:
    return bool(_COMING.search(between)) or not between.strip()


def _plain_not(match: Match) -> bool:
    """A bare "not" or "once" before a date, with nothing that speaks of a plan."""
    word = match.text("verb").strip().lower()
    return word in (
        "once",
        "once on",
        "once in",
        "initially",
        "initially in",
        "initially on",
        "originally in",
        "previously in",
        "previously on",
        "not in",
        "not on",
        "not",
        "not for",
        "not the",
        "once the",
    )


RULES = (both, onward, instead, left, planned_once)
