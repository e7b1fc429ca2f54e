"""When a trailer came out, comes out, or that there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import candidate, screen, when
from slugline.claims.kind import Candidate, words_beside
from slugline.claims.patterns_release import subject_of
from slugline.claims.patterns_words import alternatives, written
from slugline.edtf import Edtf
from slugline.model import Entity, NoValue, Unknown, Value
from slugline.text.patterns import Match, regex
from slugline.text.reading import Line

WORDS = words_beside(__file__)
_OF = (
    r"(?P<of>(?: (?:for|of|to|from) (?:the |season ‹Q\d+› of |‹[POSCN]\d+›'s "
    r")*(?P<object>‹[TX]\d+›)|, [^,;:]{1,60},|(?: [\w'-]+){0,3})?)"
)
_WORD = r"(?P<word>«trailer»)"
_CAME = written(
    (
        rf"{_WORD}{_OF} (?P<aux>(?:[\w']+ )*?)(?P<verb>«came_out»|«comes_out»)(?P<between> "
        rf"(?:[^;:\"()‹]{{0,60}}(?:‹[SOCNGTX]\d+› ?)?[^;:\"()‹]{{0,30}} )??){{d:date}}"
    ),
    WORDS.say,
)
_PUT = written(
    (
        rf"(?P<verb>«put_out»|«putting_out»)(?P<gap> [^;:\"()]{{0,60}}?){_WORD}{_OF}(?P<between>,? "
        rf"(?:[^;:\"()‹]{{0,50}} )??(?:(?:at|during|on|in) (?:the )?‹[NAOSC]\d+› "
        rf"(?:on )?)?){{d:date}}"
    ),
    WORDS.say,
)
_FRONTED = written(
    (
        rf"^(?:on )?{{d:date}}[,:]? (?P<gap>(?:‹[SOCNP]\d+› [a-z]+ )?(?:an?|the|its|"
        rf"‹X\d+›'s|came|comes)?[^;:‹]{{0,40}}?){_WORD}{_OF}"
    ),
    WORDS.say,
)
_DROPPED = written(
    (
        rf"{_WORD} (?:that )?(?:dropped|released|unveiled|put out|shared|posted|shown|"
        rf"screened) (?:online )?(?:on )?{{d:date}}"
    ),
    WORDS.say,
)
_KEY = written(r"^(?P<word>«trailer»)(?: release| launch| date)? ?[:–|-] ?(?:out )?(?:on )?{d:date}", WORDS.say)
_SINCE = written(rf"{_WORD}{_OF} (?:has|have) been [^;:\"‹]{{0,40}}?(?:‹[TSOCN]\d+› ?)?since {{d:date}}", WORDS.say)
_OUT_NOW = written(rf"{_WORD}{_OF} (?P<verb>«out_now»)(?P<rest>[^.;]*)", WORDS.say)
_PUT_NOW = written(
    (
        rf"(?:has|have) (?:also |now |just |finally )*(?:released|unveiled|dropped|"
        rf"shared|posted|put out|debuted|launched) (?P<gap>[^;:\"()]{{0,40}}?){_WORD}{_OF}(?P<rest>[^.;]*"
        rf")"
    ),
    WORDS.say,
)
_NONE = written(
    (
        rf"(?:(?:there (?:is|was|are|'s)|there's|there isn't|there is not|there has "
        rf"been|has|have) (?:as yet |still |yet |currently )?(?:no|not an?|an?|any|"
        rf"yet to be an?)|\bno) (?:[a-z-]+ ){{0,2}}?{_WORD}"
        r"(?: yet| so far)?(?: (?:for|of) (?P<object>‹[TX]\d+›))?(?P<rest>[^.;]*)"
    ),
    WORDS.say,
)
_NOT_YET = written(
    (
        rf"{_WORD}{_OF} (?:(?:has|have|had|was|is|are|does|did)(?:n't| not)(?: yet)?|"
        rf"(?:has|have|is) (?:still )?yet to|remains to) [^.;]*"
    ),
    WORDS.say,
)
_TO_RELEASE = written(
    (
        rf"(?:(?:has|have)(?:n't| not)(?: yet)? (?:released|unveiled|shown|shared|"
        rf"dropped|put out|cut|had)|(?:has|have) yet to (?:release|unveil|show|share|"
        rf"drop|put out|cut|have|get)|without) (?:an?|any|the|its|‹X\d+›'s) (?:[a-z-]+ "
        rf")?{_WORD}{_OF}"
    ),
    WORDS.say,
)
_BRACKETED = regex(r"\(‹D\d+›\)")  # the year of a title
_TEASER = regex(r"teas", re.IGNORECASE)
_NOT_ITS = regex(r"\b(?:park|home|house|camper|caravan|lives in|horse|truck|trash|wagon)\b", re.IGNORECASE)
_FUTURE = regex(alternatives(WORDS.say["comes_out"] + WORDS.say["putting_out"]), re.IGNORECASE)
_STRAY = regex(
    r"\b(?:said|says|told|which|who|film|movie|opens|ahead of|before|after|release date|for a)\b", re.IGNORECASE
)


def _subject(match: Match) -> Entity | None:
    named = match.found.groupdict().get("object")
    if named:
        entity = match.line.slots[int(named[2:-1])].entity
        return screen(entity) if entity else None
    return subject_of(match, match.found.start("word"), match.end)


def _kind(match: Match) -> dict[str, object]:
    return {"kind": "teaser" if _TEASER.search(match.text("word")) else "trailer"}


def _said(
    match: Match, value: Value | None, slot_name: str = "", kind: dict[str, object] | None = None
) -> Iterator[Candidate]:
    text = match.line.shape.text
    if _NOT_ITS.search(text):
        return
    yield from candidate(
        match,
        _subject(match),
        value,
        match.slot(slot_name) if slot_name else None,
        _kind(match) if kind is None else kind,
    )


def dated(line: Line) -> Iterator[Candidate]:
    """The trailer dropped on Friday; the studio released a teaser in May; Trailer: 1 December."""
    for one in (_SINCE, _CAME, _PUT, _DROPPED, _FRONTED, _KEY):
        for match in one.find(line):
            if _STRAY.search(match.text("between")) or re.search(r"‹[TX]", match.text("gap")):
                continue
            verb = match.text("verb")
            will = (
                re.search(
                    r"\b(?:will|to|should|could|may|might|is set|is due)\b",
                    match.text("aux") + line.shape.text[max(0, match.start - 25) : match.found.start("word")],
                )
                if verb
                else None
            )
            past = one in (_SINCE, _DROPPED) or (
                verb and not _FUTURE.fullmatch(verb) and not (will and re.search(r"\bbe $", match.text("aux")))
            )
            way = "past" if past else "none" if one in (_FRONTED, _KEY) else "future"
            value: Edtf | None = when(match, match.slot("d"), way)
            if value is not None:
                yield from _said(match, value, "d")


def undated(line: Line) -> Iterator[Candidate]:
    """The trailer is out; the studio has released a teaser: out, on a day that is not said."""
    for one in (_OUT_NOW, _PUT_NOW):
        for match in one.find(line):
            if (
                "‹D" in match.text("rest")
                or "‹D" in line.shape.text[: match.start]
                or re.search(
                    r"\b(?:no|not|yet|n't)\b", line.shape.text[max(0, match.start - 25) : match.start], re.IGNORECASE
                )
            ):
                continue
            yield from _said(match, Unknown())


def none_yet(line: Line) -> Iterator[Candidate]:
    """There is no trailer yet; the trailer has not been dated; they have yet to release a teaser."""
    for one in (_NONE, _NOT_YET, _TO_RELEASE):
        for match in one.find(line):
            if one is _NONE and re.search(
                r"there (?:is|was|has been|are) an? $|\bhas an? |\bhave an? ",
                match.found[0][: match.found.start("word") - match.start],
            ):
                continue
            if "‹D" in _BRACKETED.sub("", match.found[0]):
                continue
            full = re.search(r"\b(?:full|proper|real|teaser|tease|official|first)\b", match.found[0], re.IGNORECASE)
            yield from _said(match, NoValue(), "", _kind(match) if full else {})


RULES = (dated, undated, none_yet)
