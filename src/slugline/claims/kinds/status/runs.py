"""The run of a series: renewed, ordered again, at its end, or nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import candidate, screen
from slugline.claims.kind import Candidate
from slugline.claims.kinds.status.telling import NOT_SHOT, TAIL, WORDS, tell
from slugline.claims.patterns_release import subject_of
from slugline.claims.patterns_screens import season_of
from slugline.claims.patterns_words import written
from slugline.model import Unknown, Value
from slugline.text.patterns import Match, regex
from slugline.text.reading import Line

_ENDED = written(rf"(?P<verb>«ended»){TAIL} {{d:date}}", WORDS.say)

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
        r"\b(?P<verb>renewed|has renewed|was renewed|has been renewed|been renewed|"
        r"recommissioned|been recommissioned|has been recommissioned)\b(?P<rest>[^.;]{0,60})"
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

_OPEN_WHETHER = written(
    rf"whether (?P<between>[^.;]{{0,50}}?)(?P<what>{_SEASON}|return|come back)[^.;]{{0,30}}?,? "
    r"(?:is (?:not (?:yet )?(?:known|clear|decided)|unknown|unclear|undecided|anybody's guess|anyone's guess)"
    r"|remains (?:unclear|open|to be seen)|nobody|no one"
    r"|has (?:not|yet to)(?: yet)? be(?:en)? (?:said|decided|announced))",
    WORDS.say,
)

_NO_DECISION = written(
    r"no (?:decision|word|announcement)(?: yet)? (?:on|about|as to|of) "
    rf"(?P<between>(?:[\w'-]+ ){{0,2}}?)(?P<what>{_SEASON})",
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

_GO_AHEAD = written(
    r"(?P<verb>green[ -]light|go-ahead|nod|series order|order|early renewal|renewal|commission"
    r"|pickup|vote of confidence)"
    rf"(?P<between>) (?:to|for) (?:an? |its |‹[TX]\d+›'s )?(?P<what>{_SEASON}|seasons "
    r"‹Q\d+›(?:(?: and |, |-|–)‹Q\d+›)*)",
    WORDS.say,
)
_RANKED = written(
    r"\b(?:an?|the) (?P<what>‹R\d+›)(?: and (?:final|last))?(?P<between>) (?:has|have|had|is"
    r"|was)(?: now| already| also)* "
    r"(?:been )?(?P<verb>ordered|commissioned|confirmed|greenlit|green-lit|announced|given "
    r"the go-ahead|approved|on the way)\b",
    WORDS.say,
)
_NO_GO = written(
    r"(?:not|n't|never)(?: be)? (?P<verb>go(?:ing)? ahead|proceed(?:ing)?|mov(?:e|ing) "
    r"(?:forward|ahead)|press(?:ing)? on"
    rf"|com(?:e|ing) back|return(?:ing)?|continu(?:e|ing)) (?:with|for) (?:an? )?(?P<what>{_SEASON})",
    WORDS.say,
)
_NONE_SPOKEN = written(
    r"(?:^|: \"?|, |\bthat |present |moment )no (?:[a-z]+ )?(?P<what>season ‹Q\d+›|series "
    r"‹Q\d+›|‹R\d+› (?:season|series|run)"
    r"|more seasons|more series|more episodes)(?: (?:is|has been|was|will be)(?: being| been"
    r")? (?:discussed|planned|ordered|made|in the"
    r" works|on the cards|coming|considered|in development|commissioned)|[.!]?$)(?P<verb>)",
    WORDS.say,
)
_BACK_LIST = regex(
    r"^(?:also |still )?(?P<verb>back|renewed|returning|recommissioned|picked up|safe|saved"
    r"|coming back|staying|ordered again"
    r"|gone|axed|cancelled|canceled|scrapped|dropped|killed|dead|cut|shelved|not returning"
    r"|not coming back|in limbo|on the bubble"
    r"|undecided|up in the air|awaiting a decision|yet to be decided)(?: for good| too)?(?::| –) (?P<list>.*)$",
    re.IGNORECASE,
)
_LISTED = regex(r"‹T(?P<title>\d+)›(?: ?\((?:(?:season|series) )?‹Q(?P<season>\d+)›\))?")
_IF = regex(r"\b(?:whether|if|unless|until)\b[^;:,]{0,60}$", re.IGNORECASE)


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
            or NOT_SHOT.search(between)
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
        yield from tell(match, "ended", slot_name="d", way="past" if past else "future")
    for one in (_LAST, _ENDS_WITH):
        for match in one.find(line):
            if one is _LAST or re.search(
                r"‹[TXF]\d+›[^‹;:]{0,40}$|\b(?:it|show|series|drama|which)\b[^‹;:]{0,20}$",
                text[max(0, match.start - 60) : match.start],
            ):
                yield from tell(match, "ended")


def renewals(line: Line) -> Iterator[Candidate]:
    """Renewed for a third season; has ordered another run; a fifth has been commissioned; no plans for more."""
    text = line.shape.text
    for match in _RENEWED.find(line):
        if _IF.search(text[: match.start]):
            continue
        if match.text("verb").lower().endswith("renewed") or re.search(
            r"picked|picks|recomm|re-up|renews", match.text("verb").lower()
        ):
            yield from tell(match, "renewed", words=match.text("between"))
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
        yield from tell(match, "renewed", words=match.text("rest")[:30])


def orders(line: Line) -> Iterator[Candidate]:
    """Has ordered a third season; a fifth has been commissioned; will return for a second run."""
    text = line.shape.text
    for one in (_ORDERS, _ORDERED, _RETURN):
        for match in one.find(line):
            verb, between = match.text("verb").lower(), match.text("between")
            if _IF.search(text[: match.start]):
                continue
            if (
                one is _ORDERS
                and (
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
                )
                and not re.fullmatch(r" (?:‹[TX]\d+›|it)(?: for| with)?", between)
            ):
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
            yield from tell(match, "renewed", words=between)


def lists(line: Line) -> Iterator[Candidate]:
    """ "Back: *Title* (season 9), *Other*"; "Gone: …"; "Still in limbo: …"."""
    for found in _BACK_LIST.hits(line):
        match = Match(line, found)
        verb = match.text("verb").lower()
        if re.search(r"\d ?[ap]\.?m\b|‹[CS]\d+›", found["list"]):
            continue  # the line of a listing
        for hit in _LISTED.finditer(found["list"]):
            slot = line.slots[int(hit["title"])]
            if (
                slot.entity is None
                or slot.possessive
                or found["list"][: hit.start()].endswith(("of the ", "to ", "from "))
            ):
                continue
            extra: dict[str, object] = {}
            if hit["season"] and (number := line.slots[int(hit["season"])].number) is not None:
                extra["season"] = int(number.quantity.amount)
            value: Value = "renewed"
            if verb in _LOST:
                value = "cancelled"
            elif verb in _OPEN:
                value = Unknown()
            yield from candidate(match, screen(slot.entity), value, slot, extra)


_LOST = frozenset(
    ("gone", "axed", "cancelled", "canceled", "scrapped", "dropped", "killed", "dead", "cut", "shelved",
     "not returning", "not coming back")
)  # fmt: skip
_OPEN = frozenset(
    ("in limbo", "on the bubble", "undecided", "up in the air", "awaiting a decision", "yet to be decided")
)  # fmt: skip


def more(line: Line) -> Iterator[Candidate]:
    """Gave the green light to seasons five and six; a ninth has been ordered; will not go ahead with a fourth."""
    for one in (_GO_AHEAD, _RANKED, _NO_GO, _NONE_SPOKEN):
        for match in one.find(line):
            subject = subject_of(match, match.start, match.end, line.shape.text[match.end : match.end + 30])
            if (
                subject is None
                or (subject.type == "film" and one is _RANKED)
                or _IF.search(line.shape.text[: match.start])
            ):
                continue
            gone = one in (_NO_GO, _NONE_SPOKEN)
            numbers = re.findall(r"‹[QR](\d+)›", match.text("what")) or [""]
            for place in numbers:
                number = line.slots[int(place)].number if place else None
                extra: dict[str, object] = {"season": int(number.quantity.amount)} if number else {}
                yield from candidate(match, screen(subject), "renewed", None, extra, withdrawn=gone)


def no_more(line: Line) -> Iterator[Candidate]:
    """No plans for another season; nobody has said whether there will be one."""
    text = line.shape.text
    for match in _NO_MORE.find(line):
        subject = subject_of(match, match.start, match.end, text[match.end : match.end + 30])
        if subject is not None:
            number = season_of(line, match.found[0])
            yield from candidate(
                match, screen(subject), "renewed", None, {"season": number} if number else {}, withdrawn=True
            )
    for one in (_WHETHER, _UNCLEAR, _OPEN_WHETHER, _NO_DECISION):
        for match in one.find(line):
            yield from tell(match, Unknown(), words=match.text("between"))


def _rank(match: Match) -> int:
    found = re.search(r"‹R(\d+)›", match.text("what"))
    number = match.line.slots[int(found[1])].number if found else None
    return int(number.quantity.amount) if number else 0
