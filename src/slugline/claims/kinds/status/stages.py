"""The stages beside the shoot: in development, in post-production, delayed, cancelled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.kind import Candidate
from slugline.claims.kinds.status.telling import NOT_SHOT, WORDS, tell
from slugline.claims.patterns_words import written
from slugline.text.patterns import pattern, regex
from slugline.text.reading import Line

_STAGES = {
    name: written(rf"(?P<verb>«{name}»)(?P<rest>[^.;]{{0,60}})", WORDS.say)
    for name in ("post_production", "pre_production", "in_development", "delayed", "cancelled")
}

_BAD_SUBJECT = regex(
    (
        r"\b(?:tour|match|wedding|trial|flight|festival|strike|policy|law|contract|"
        r"deal|appearance|concert|subscription|order|event|panel|screening|gala|"
        r"party|press conference|tickets?|his|her|talks)(?: (?:has|have|had|was|"
        r"were|is|are|been|be|will))* ?$"
    ),
    re.IGNORECASE,
)

_DEV_SUBJECT = regex(
    r"\b(?:relationship|character|skills|habit|land|software|property|plan|game|park)\b", re.IGNORECASE
)

_NEW_DATE = regex(r"\b(?:to|until|till|from|by) (?:the )?‹D\d+›|\b(?:to|until) (?:[a-z]+ ){1,3}‹D\d+›")


def stages(line: Line) -> Iterator[Candidate]:
    """In post-production; in development; put on hold; cancelled after one season."""
    text = line.shape.text
    for name, one in _STAGES.items():
        for match in one.find(line):
            verb, rest = match.text("verb").lower(), match.text("rest")
            before = text[max(0, match.start - 60) : match.start]
            if _BAD_SUBJECT.search(before) or NOT_SHOT.search(before[-12:]):
                continue
            if name == "delayed" and not _delay(verb, before, rest):
                continue
            if name == "in_development" and (
                _DEV_SUBJECT.search(before[-30:] + rest[:25])
                or (
                    re.search(r"\b(?:while|when|was|were|had been|after|once|years|stuck|been) ?$", before)
                    and "back" in rest
                )
            ):
                continue
            if name == "cancelled" and not _cancel(verb, before, rest):
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
            yield from tell(match, name, words=behind)


_ANNOUNCED = pattern(
    r"{title:title},? (?:which )?(?:was|has been|had been) <announced>(?: by ‹[OCSN]\d+›)?"
    r"(?: (?:in|on|last|this))? {d:date}",
    WORDS.say,
)


def announced(line: Line) -> Iterator[Candidate]:
    """Was announced on Monday; was greenlit in 2021."""
    for match in _ANNOUNCED.find(line):
        yield from tell(match, "announced", slot_name="d", way="past")


def _delay(verb: str, before: str, rest: str) -> bool:
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


def _cancel(verb: str, before: str, rest: str) -> bool:
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
