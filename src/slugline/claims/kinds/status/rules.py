"""How far the making of a title has come: shoots, the stages before and after, renewals, ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import candidate, screen, when
from slugline.claims.kind import Candidate, words_beside
from slugline.claims.patterns_release import alternatives, season_of, segment_before, subject_of, written
from slugline.model import Unknown, Value
from slugline.text.patterns import Match
from slugline.text.reading import Line
from slugline.text.shape import Slot

WORDS = words_beside(__file__)
_ON = r"(?P<on>(?: (?:on|of|for) (?:the |season ‹Q\d+› of |the ‹R\d+› season of |‹[POSCN]\d+›'s )*‹[TXNF]\d+›)?)"
_AUX = (
    r"(?P<aux>(?: (?:will|would|is|was|had|has|are|were|to|be|been|not|also|"
    r"now|finally|then|could|may|might|should|due|set|expected|scheduled|already|"
    r"have|originally|of|the|sequel|film|series|first|did|does|n't|only|[a-z]+ly))*?)"
)
_TAIL = r"(?P<between>,?(?: [^;:\"()]{0,80}?)??)"
_SHOOT = written(rf"(?P<noun>«shoot»){_ON}{_AUX} (?P<verb>«began»|«begins»){_TAIL} {{d:date}}", WORDS.say)
_SHOOT_ON = written(rf"(?P<noun>«shoot»){_ON} (?P<verb>«goes_on»)(?P<rest>[^.;]*)", WORDS.say)
_FILMED = written(rf"(?P<verb>«filmed»|«films»){_TAIL} {{d:date}}", WORDS.say)
_DATED_FIRST = written(
    (
        r"(?:^|, |and |; )(?:on |in |by |from )?{d:date},? (?P<between>[^;:\"()]{0,60}?)(?P<verb>start"
        r"s? (?:filming|shooting)|began (?:filming|shooting)|begins? (?:filming|"
        r"shooting)|started (?:filming|shooting)|to shoot|went before the cameras|"
        r"goes before the cameras|will shoot)\b"
    ),
    WORDS.say,
)
_KEY = written(
    (
        r"^(?:shoot|filming|shooting|production|principal photography) ?(?:dates?|"
        r"start)? ?[:–|-] ?(?P<between>[^;]{0,60}?){d:date}"
    ),
    WORDS.say,
)
_NOW = written(r"(?P<verb>«shooting_now»)(?P<rest>[^.;]{0,70})", WORDS.say)
_WRAPPED = written(r"(?P<verb>«wrapped»)(?P<rest>[^.;]{0,80})", WORDS.say)
_SHOOT_ENDED = written(
    rf"(?P<noun>«shoot»){_ON}(?P<between>(?:,? [^;:.\"]{{0,50}}?)??),? (?P<verb>«shoot_ended»)(?P<rest>[^.;]{{0,70}})",
    WORDS.say,
)
_STAGES = {
    name: written(rf"(?P<verb>«{name}»)(?P<rest>[^.;]{{0,60}})", WORDS.say)
    for name in ("post_production", "pre_production", "in_development", "delayed", "cancelled")
}
_ENDED = written(rf"(?P<verb>«ended»){_TAIL} {{d:date}}", WORDS.say)
_LAST = written(
    r"(?:‹R\d+›|season|series|(?:season|series) ‹Q\d+›|run)(?P<between>[^.;:,]{0,40}?) (?P<verb>«the_last»)", WORDS.say
)
_SEASON = (
    r"(?:(?:an? |the |its |‹X\d+›'s |for )?(?:full |final |shortened )?‹R\d+›(?:,? "
    r"(?:and|and now) (?:final|last))?(?: [\w-]+)?(?: seasons?| series| run|"
    r" year| outing)|season ‹Q\d+›|series ‹Q\d+›|«more_season»)"
)
_RENEWED = written(
    rf"(?P<verb>«renewed»)(?P<between>[^;:.\"()]{{0,60}}?) (?:for|with|to|through) (?:[a-z]+ )?{_SEASON}", WORDS.say
)
_RENEWED_BARE = written(
    (
        r"(?P<verb>renewed|has renewed|was renewed|has been renewed|been renewed|"
        r"recommissioned|been recommissioned|has been recommissioned)(?P<rest>[^.;]{0,60})"
    ),
    WORDS.say,
)
_ORDERS = written(rf"(?P<verb>«orders»)(?P<between>(?: [^;:.\"()]{{0,50}}?)??) (?P<what>{_SEASON})", WORDS.say)
_ORDERED = written(
    (
        rf"(?P<what>{_SEASON})(?P<between>[^;:.\"()]{{0,40}}?) (?:has|have|had|is|"
        rf"was|been|being|'s|are)(?: (?:been|already|now|officially|also|not|n't|"
        rf"yet))* (?P<verb>«ordered»)\b"
    ),
    WORDS.say,
)
_RETURN = written(
    rf"(?P<verb>returning|return|returns|come back|be back) (?P<between>)for (?P<what>{_SEASON})", WORDS.say
)
_NO_MORE = written(
    (
        r"(?:there will be|there's|there is|there are|there won't be|(?:has|have|"
        r"had)(?: currently| yet)?|with) (?:no (?:plans for |word of |question of "
        r")?|not be )(?:an? )?(?P<what>«more_season»|‹R\d+› (?:season|series|run)|"
        r"(?:season|series) ‹Q\d+›)"
    ),
    WORDS.say,
)
_WHETHER = written(
    (
        rf"(?:(?:has|have)(?:n't| not)|did not|didn't|declined to|won't|will not|"
        rf"would not|wouldn't|not)(?: yet)? (?:said?|say|decided|decide|announced|"
        rf"known|clear|confirmed|revealed|disclosed|commented on) (?:whether|if) "
        rf"(?P<between>[^.;]{{0,60}}?)(?P<what>{_SEASON}|return|be renewed|be more|"
        rf"come back|renew|‹R\d+›)"
    ),
    WORDS.say,
)
_UNCLEAR = written(
    (
        rf"(?:unclear|not clear|unknown|not known|unsure|remains to be seen|no decision "
        rf"(?:has been|had been|was) (?:made|taken)|undecided|up in the air) (?:whether|"
        rf"if|on|about|as to whether) (?P<between>[^.;]{{0,60}}?)(?P<what>{_SEASON}|"
        rf"return|be renewed|be more|come back)"
    ),
    WORDS.say,
)
_ENDS_WITH = written(
    (
        rf"(?P<verb>end|ends|ended|ending|conclude|concludes|concluded|finish|finishes|"
        rf"finished|wrap up|wraps up|close|bow out|bows out|come to an end|comes "
        rf"to an end|sign off)(?: its run)? (?:with|after) (?P<between>){_SEASON}"
    ),
    WORDS.say,
)
_IF = re.compile(r"\b(?:whether|if|unless|until)\b[^;:,]{0,60}$", re.IGNORECASE)
_BAD_SUBJECT = re.compile(
    (
        r"\b(?:tour|match|wedding|trial|flight|festival|strike|policy|law|contract|"
        r"deal|appearance|concert|subscription|order|event|panel|screening|gala|"
        r"party|press conference|tickets?|his|her|talks)(?: (?:has|have|had|was|"
        r"were|is|are|been|be|will))* ?$"
    ),
    re.IGNORECASE,
)
_DEV_SUBJECT = re.compile(
    r"\b(?:relationship|character|skills|habit|land|software|property|plan|game|park)\b", re.IGNORECASE
)
_NEW_DATE = re.compile(r"\b(?:to|until|till|from|by) (?:the )?‹D\d+›|\b(?:to|until) (?:[a-z]+ ){1,3}‹D\d+›")
_NOT_SHOT = re.compile(
    (
        r"\b(?:novel|book|album|photo|photograph|gun|police|dead|man|woman|himself|"
        r"premiered|opened|released|festival|box office|who|said|told|announced)\b"
    ),
    re.IGNORECASE,
)
_MAKING = re.compile(r"\b(?:makes?|making|made)\b", re.IGNORECASE)
_PAST = re.compile(alternatives(WORDS.say["began"] + WORDS.say["filmed"]), re.IGNORECASE)
_FUTURE_AUX = re.compile(r"\b(?:will|to|would|could|may|might|should|be)\b")


def _tell(
    match: Match, value: Value, *, words: str = "", slot_name: str = "", way: str = "none", place: int | None = None
) -> Iterator[Candidate]:
    line = match.line
    at = match.start if place is None else place
    subject = subject_of(match, at, match.end, words)
    if subject is None or subject.type in ("person", "organization"):
        return
    extra: dict[str, object] = {}
    slot = match.slot(slot_name) if slot_name else _date_near(match)
    found = when(match, slot, way) if slot is not None else None
    if found is not None:
        extra["date"] = found.text
    season = season_of(line, line.shape.text[segment_before(line, match.start) : match.end])
    if season:
        extra["season"] = season
    yield from candidate(match, screen(subject), value, None, extra)


def _date_near(match: Match) -> Slot | None:
    """The date behind a verb that stands without one in its pattern."""
    rest = match.text("rest")
    found = re.match(r"[^,;:‹]{0,40}(?:‹[GTXNSC]\d+›[^,;:‹]{0,25})?‹(D\d+)›", rest)
    return match.line.slots[int(found[1][1:])] if found else None


def filming(line: Line) -> Iterator[Candidate]:
    """Cameras roll in May; it shot in Lisbon last spring; the film is in production."""
    text = line.shape.text
    for match in _SHOOT.find(line):
        if (
            _NOT_SHOT.search(match.text("between"))
            or re.search(r"\b(?:post-|pre-|co-|theatre |theater )$", text[: match.start])
            or re.search(r"‹D", match.text("between"))
        ):
            continue
        past = _PAST.fullmatch(match.text("verb")) and not _FUTURE_AUX.search(match.text("aux"))
        yield from _tell(match, "filming", words=match.text("on"), slot_name="d", way="past" if past else "future")
    for match in _FILMED.find(line):
        verb, between = match.text("verb").lower(), match.text("between")
        before = text[max(0, match.start - 40) : match.start]
        if _NOT_SHOT.search(between) or re.search(r"‹D", between):
            continue
        if verb in ("film", "films", "shoot", "shoots", "shot", "lens", "filming", "shooting") and re.search(
            (
                r"(?:\b(?:a|an|the|his|her|its|this|that|first|debut|new|of|short|feature|"
                r"final|one|every|each|long|single|opening|no|and|or|for|after|before|since|"
                r"during)|‹[A-Z]\d+›'s|‹[RQDA]\d+›)(?: [\w-]+)? $|^$"
            ),
            before,
        ):
            continue
        if verb in ("film", "shoot", "lens") and not re.search(
            r"\b(?:will|to|would|can|could|they|we|may|might|should|and|then|'ll|not|only|also) $", before
        ):
            continue
        if verb in ("was made",) and not re.search(r"‹G\d+›", between):
            continue
        slot = match.slot("d")
        if (
            slot is not None
            and slot.date is not None
            and re.search(r"\b(?:days|weeks|months)$", slot.date.words)
            and (between.endswith((" in ", " over ", " for ")) or slot.date.words.startswith(("in ", "over ")))
        ):
            continue
        past = bool(_PAST.fullmatch(verb)) and not re.search(r"\b(?:be|to be|will be) $", before)
        yield from _tell(match, "filming", words=between, slot_name="d", way="past" if past else "future")
    for match in _DATED_FIRST.find(line):
        if not _NOT_SHOT.search(match.text("between")) and "‹D" not in text[match.end :]:
            past = bool(re.match(r"began|started|went", match.text("verb")))
            yield from _tell(
                match,
                "filming",
                words=text[match.end : match.end + 30],
                slot_name="d",
                way="past" if past else "future",
                place=match.found.start("verb"),
            )
    for match in _KEY.find(line):
        yield from _tell(match, "filming", slot_name="d")
    for one in (_NOW, _SHOOT_ON):
        for match in one.find(line):
            if not (
                _NOT_SHOT.search(text[max(0, match.start - 20) : match.start])
                or re.search(r"\b(?:post-|pre-|theatre )$", text[: match.start])
            ):
                yield from _tell(match, "filming", words=match.text("on") or match.text("rest"))


def wrapped(line: Line) -> Iterator[Candidate]:
    """It wrapped in August; the shoot, in and around Prague, wrapped last week; in the can since June."""
    text = line.shape.text
    for match in _WRAPPED.find(line):
        verb = match.text("verb").lower()
        before = text[max(0, match.start - 40) : match.start]
        if (
            verb in ("wraps", "wrap", "wrapped", "wrapped up", "packed up", "were packed up")
            and re.match(
                (
                    r" (?:in|around|with|by|a|an|the|his|her|its|themselves|himself|herself|"
                    r"‹X\d+›'s) (?!‹D|‹G|‹N|early|late|mid|august|the (?:can|summer|spring|fall|"
                    r"autumn|winter))"
                ),
                match.text("rest"),
            )
            and not re.match(r" (?:in|by|at) (?:the )?‹[DG]", match.text("rest"))
        ):
            continue
        if (verb == "packed up" and "camera" not in before.lower()) or (
            verb in ("wrap",) and re.search(r"\b(?:a|the|plot|under|plastic|its|bubble) $", before)
        ):
            continue
        if verb in ("wrapped", "wraps") and not (
            re.search(
                (
                    r"‹[TXNPY]\d+›[^‹]{0,40}$|^$|\b(?:it|we|they|filming|shoot|shooting|production|"
                    r"photography|that|cameras) ?(?:[a-z]+ ){0,3}$|, and $|and $"
                ),
                before,
            )
        ):
            continue
        yield from _tell(
            match,
            "wrapped",
            words=match.text("rest")[:40]
            if verb not in ("wrapped", "wraps")
            or re.match(r" (?:production|filming|shooting|on|up)", match.text("rest"))
            else "",
            way="future" if verb in ("wraps", "wrap") else "past",
        )
    for match in _SHOOT_ENDED.find(line):
        if re.search(r"\b(?:post-|pre-|theatre )$", text[: match.start]) or _NOT_SHOT.search(match.text("between")):
            continue
        yield from _tell(
            match,
            "wrapped",
            words=match.text("on") + match.text("between"),
            way="future" if re.match(r"will|wraps", match.text("verb")) else "past",
        )


def stages(line: Line) -> Iterator[Candidate]:
    """In post-production; in development; put on hold; cancelled after one season."""
    text = line.shape.text
    for name, one in _STAGES.items():
        for match in one.find(line):
            verb, rest = match.text("verb").lower(), match.text("rest")
            before = text[max(0, match.start - 60) : match.start]
            if _BAD_SUBJECT.search(before) or _NOT_SHOT.search(before[-12:]):
                continue
            if name == "delayed" and not _delay(match, verb, before, rest):
                continue
            if name == "in_development" and (
                _DEV_SUBJECT.search(before[-30:] + rest[:25])
                or (
                    re.search(r"\b(?:while|when|was|were|had been|after|once|years|stuck|been) ?$", before)
                    and "back" in rest
                )
            ):
                continue
            if name == "cancelled" and not _cancel(match, verb, before, rest):
                continue
            behind = (
                rest[:40]
                if name == "in_development" and re.match(r",? (?:called |titled )?‹T", rest)
                else rest[:60]
                if verb.split()[0]
                in (
                    "cancels",
                    "axes",
                    "scraps",
                    "shelves",
                    "has",
                    "have",
                    "axed",
                    "scrapped",
                    "cancelled",
                    "canceled",
                    "dropped",
                    "shelved",
                    "pulled",
                    "ditched",
                    "abandoned",
                    "is",
                    "are",
                    "called",
                    "halted",
                    "suspended",
                    "paused",
                    "delays",
                    "postpones",
                    "postponing",
                    "to",
                    "will",
                    "took",
                    "binned",
                    "delaying",
                )
                else ""
            )
            yield from _tell(match, name, words=behind)


def _delay(match: Match, verb: str, before: str, rest: str) -> bool:
    """Whether a word of delay is said of a title that gets no new date."""
    if (
        _NEW_DATE.search(rest)
        or re.match(r" (?:to|until|till|by) ", rest)
        or (re.search(r"‹D\d+› *$", before) and verb == "undated")
    ):
        return False
    return bool(
        re.search(
            r"‹[TXN]\d+›|\b(?:it|film|movie|series|show|production|season|filming|shooting|release|‹R\d+›)\b",
            before + rest[:40],
        )
    ) and (
        verb
        not in ("halted", "suspended", "paused", "shut down", "indefinitely", "stalled", "delays", "on ice", "on hold")
        or bool(re.search(r"‹[TX]\d+›|production|filming|shooting|film\b", before + rest[:40]))
    )


def _cancel(match: Match, verb: str, before: str, rest: str) -> bool:
    """Whether a word of ending is said of a title, not of a person who was let go or a thing that fell."""
    if verb in ("dropped", "has dropped", "killed off", "given the chop") and not re.match(
        r" (?:the |its |his )?‹[TX]\d+›(?: after|,? (?:the|a)|$|\.)", rest
    ):
        return False
    if re.match(r" (?:the |its )?(?:working )?title\b|‹D", rest) or (
        verb in ("is dead", "was dead", "is no more")
        and not re.search(r"‹[TXN]\d+›[^‹;:.]{0,12}$|\b(?:film|show|series|project|sequel) $", before)
    ):
        return False
    if verb == "dropped" and re.match(r" ‹T\d+› on", rest):
        return False
    if verb in (
        "has been dropped",
        "was dropped by",
        "abandoned",
        "ditched",
        "scrapped",
        "is dead",
        "was dead",
        "called off",
        "fell through",
        "closed",
        "is no more",
    ) and re.search(r"‹[PY]\d+›(?! is)[^‹]{0,20}$", before):
        return False
    return bool(
        re.search(
            (
                r"‹[TXNF]\d+›|\b(?:it|film|movie|series|show|season|sequel|project|version|"
                r"attempt|drama|fourth|third|second|plans)\b|^$"
            ),
            before + rest[:50],
        )
    )


def ended(line: Line) -> Iterator[Candidate]:
    """It ended in 2011; the series bows out on Dec. 16; the ninth season will be the last."""
    text = line.shape.text
    for match in _ENDED.find(line):
        before = text[max(0, match.start - 70) : match.start]
        between = match.text("between")
        if (
            not re.search(
                (
                    r"‹[TXF]\d+›(?!'s (?!‹R|final|run|last))[^;:‹]{0,45}$|\b(?:until it|it|show|"
                    r"series|drama|which|run|season) ?(?:[a-z]+ ){0,2}$"
                ),
                before,
            )
            or _NOT_SHOT.search(between)
            or "‹D" in between
        ):
            continue
        if re.search(
            (
                r"\b(?:filming|shoot|shooting|production|career|marriage|week|weekend|strike|"
                r"war|story|book|novel|date|film|movie|scene|episode|night|year)\b[^‹]{0,20}$"
            ),
            before,
        ) or re.search(r"\bfilming|shooting|up (?:in|at|with)\b", between):
            continue
        subject = subject_of(match, match.start, match.end)
        verb = match.text("verb").lower()
        weak = verb in (
            "finished",
            "finishes",
            "closed",
            "ends",
            "ended",
            "is over",
            "was over",
            "concludes",
            "concluded",
        )
        if weak and (
            subject is None
            or (
                subject.type != "series"
                and not re.search(r"\b(?:series|show|season|run|soap|sitcom|drama|episodes)\b", text)
            )
        ):
            continue
        past = verb.split()[0] in (
            "ended",
            "concluded",
            "came",
            "bowed",
            "finished",
            "wound",
            "signed",
            "went",
            "took",
            "reached",
            "drew",
            "closed",
            "ran",
            "aired",
            "was",
            "left",
            "said",
        )
        yield from _tell(match, "ended", slot_name="d", way="past" if past else "future")
    for one in (_LAST, _ENDS_WITH):
        for match in one.find(line):
            if one is _LAST or re.search(
                r"‹[TXF]\d+›[^‹;:]{0,40}$|\b(?:it|show|series|drama|which)\b[^‹;:]{0,20}$",
                text[max(0, match.start - 60) : match.start],
            ):
                yield from _tell(match, "ended")


def renewals(line: Line) -> Iterator[Candidate]:
    """Renewed for a third season; has ordered another run; a fifth has been commissioned; no plans for more."""
    text = line.shape.text
    for match in _RENEWED.find(line):
        if _IF.search(text[: match.start]):
            continue
        if match.text("verb").lower().endswith("renewed") or re.search(
            r"picked|picks|recomm|re-up|renews", match.text("verb").lower()
        ):
            yield from _tell(match, "renewed", words=match.text("between"))
    for match in _RENEWED_BARE.find(line):
        if (
            _IF.search(text[: match.start])
            or re.search(
                r"\b(?:contract|licen[cs]e|deal|interest|vows|attention|a|the|his|her|with)\b ?$",
                text[max(0, match.start - 20) : match.start],
            )
            or re.match(r" (?:interest|calls|his|her|their|attention|a |vows)", match.text("rest"))
        ):
            continue
        yield from _tell(match, "renewed", words=match.text("rest")[:30])
    for one in (_ORDERS, _ORDERED, _RETURN):
        for match in one.find(line):
            verb, between = match.text("verb").lower(), match.text("between")
            if _IF.search(text[: match.start]):
                continue
            if one is _ORDERS and (
                re.search(
                    r"\b(?:in|for|on|of|as|to|from|after|during|before|trailer|role|lead|part|date|and)\b", between
                )
                or "‹P" in between
                or (
                    verb
                    in (
                        "set",
                        "won",
                        "earned",
                        "announced",
                        "confirmed",
                        "got",
                        "gets",
                        "landed",
                        "received",
                        "gave",
                        "given",
                    )
                    and re.search(r"‹R", between)
                )
            ):
                if not re.fullmatch(r" (?:‹[TX]\d+›|it)(?: for| with)?", between):
                    continue
            if (
                one is _ORDERS
                and re.search(r"first (?:season|series|run)", line.text[:400].lower())
                and re.search(r"‹R\d+›", match.text("what"))
                and _rank(match) == 1
            ):
                continue
            if one is _RETURN and (
                "‹D" in text
                or not re.search(
                    r"\b(?:not|n't|never|will|no longer|to) (?:be )?$", text[max(0, match.start - 15) : match.start]
                )
            ):
                continue
            if one is _RETURN and re.search(r"‹[PY]\d+›[^‹]{0,25}$", text[max(0, match.start - 40) : match.start]):
                continue
            yield from _tell(match, "renewed", words=between)
    for match in _NO_MORE.find(line):
        subject = subject_of(match, match.start, match.end, text[match.end : match.end + 30])
        if subject is not None:
            number = season_of(line, match.found[0])
            yield from candidate(
                match, screen(subject), "renewed", None, {"season": number} if number else {}, withdrawn=True
            )
    for one in (_WHETHER, _UNCLEAR):
        for match in one.find(line):
            yield from _tell(match, Unknown(), words=match.text("between"))


def _rank(match: Match) -> int:
    found = re.search(r"‹R(\d+)›", match.text("what"))
    number = match.line.slots[int(found[1])].number if found else None
    return int(number.quantity.amount) if number else 0


RULES = (filming, wrapped, stages, ended, renewals)
