"""Whose an award is: the subject before the verb, the work told before it, the entries of a list of winners."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slugline.claims.compose import screen
from slugline.claims.figures.awards import SAY, award_in, work_behind
from slugline.claims.figures.views import SLOT, compiled
from slugline.model import Entity
from slugline.text.patterns import Match, regex
from slugline.text.reading import Line
from slugline.text.shape import Slot

_CLAUSE = regex(r"; |\. |: | – |, (?:and|but|while) | and (?=‹[PTXN]\d+› (?:won|took|was|is|has))")
_PRIZES = regex(
    r"\b(?:award|prize|nominee|nomination|nominated|oscar|emmy|bafta|winner|trophy|trophies|shortlist)s?\b",
    re.IGNORECASE,
)
_ITSELF = regex(
    r"(?:[\w ]{0,30}, )?(?:the|this|that) (?:[\w-]+ ){0,2}(?:film|movie|series|season|show|drama|comedy|documentary"
    r"|picture|thriller|miniseries|feature|short)(?:, [^,;:]{0,40},)?(?: (?:has|had|have|also|later|then|already|went"
    r"|on|to|[a-z]+ly))* ?$",
    re.IGNORECASE,
)
_ALSO = regex(r"\b(?:winners?|won|honoured|honored|rewarded)\b", re.IGNORECASE)
_NOMINEES = compiled(SAY["nominees"])
_BY_THE_WAY = regex(r"\b(?:as|from|by|of|directed)\b[^‹›,]{0,20}$", re.IGNORECASE)
_LABEL = regex(
    r"^[\W_]*(?:\d[\d.:]* ?(?:[ap]\.?m\.?)?[\W_]*)?(?:(?:and )?for (?:the )?)?‹(?P<award>[AR]\d+)›"
    r"(?:,? (?P<form>drama|comedy|musical))?"
    r"(?: \([^()]*\)|, [^:‹]{0,40})?(?::| –| -|\||(?= ‹[PT]\d+›[^a-z]*$)) ?(?P<rest>.+)$",
    re.IGNORECASE,
)
_CREDITED = regex(
    r"^[\W_]*(?P<rest>‹[PT]\d+›(?: and ‹P\d+›)?(?:,? (?:for )?‹T\d+›)?(?: \([^()]*\))?)(?: ?[–:-] ?| ?\()"
    r"(?:winner of )?(?:the )?(?P<awards>‹A\d+›(?:(?:, and |, | and )‹A\d+›)*)\)?[.;]?$",
    re.IGNORECASE,
)
_WINNER_IS = regex(
    r"^[\W_]*(?:(?:and the )?winners?(?: is| are)?[:–-] ?|won by |went to )(?P<rest>‹[PT]\d+›.*)$"
    r"|^[\W_]*(?P<marked>‹[PT]\d+›[^a-z]*)[–(\[*-]+ ?winner[)\]*]*$",
    re.IGNORECASE,
)


def owner_before(match: Match) -> Entity | None:
    """Who won: the subject before the verb that stands neither in brackets nor in a closed relative clause."""
    line, text = match.line, match.line.shape.text
    low = max((hit.end() for hit in _CLAUSE.finditer(text[: match.start])), default=0)
    before = text[low : match.start]
    direct = re.search(
        r"‹([YX])(\d+)›(?:'s)?(?: (?:is|was|are|were|been|has|had|have|also|later|then|only|just|once|already"
        r"|[a-z]+ly|will|never|itself|himself|herself))* ?$",
        before,
    )
    if direct:
        return _entity(direct[1], line.slots[int(direct[2])])
    relative = re.search(
        r"[, ](who|which|that)(?: (?:also|has|had|later|then|once|just|already|only|in ‹D\d+›|[a-z]+ly))*,? ?$", before
    )
    if relative:
        letters = "PNY" if relative[1] == "who" else "TXN"
        found = [hit for hit in SLOT.finditer(before[: relative.start()]) if hit[1] in letters]
        return _entity(found[-1][1], line.slots[int(found[-1][2])]) if found else None
    apposed = re.search(r"‹T(\d+)›(?: \(‹D\d+›\))?, $", before)
    if apposed and re.match(r"(?:joint )?(?:winner|recipient)", match.found[0], re.IGNORECASE):
        return _entity("T", line.slots[int(apposed[1])])
    best: Entity | None = None
    for hit in SLOT.finditer(before):
        tail = before[hit.end() :]
        if hit[1] not in "PNTXYF" or tail.count(")") > tail.count("(") or re.match(r"'s\b|’s\b", tail):
            continue
        head = before[: hit.start()]
        if (
            best is not None
            and re.search(
                r"(?:\b(?:in|of|for|by|with|from|at|on|as|to|about|beside|against|who|which|directed|lit"
                r"|wrote|made|plays|played|and|than)\b(?: the| a| his| her| its)?"
                r"(?: [a-z-]+| ‹[PGDO]\d+›(?:'s)?){0,3}|, )$",
                head.rstrip(),
            )
            and not re.search(r"[;:]", tail)
        ):
            continue
        if (
            best is None
            and re.search(
                r"\b(?:in|at|for|after|when|since|because|if|with|by)(?: the| a| his| her)?(?: [a-z-]+)? $", head
            )
            and hit[1] in "TX"
            and re.search(r"‹[PYTXN]\d+›", tail)
        ):
            continue
        best = _entity(hit[1], line.slots[int(hit[2])])
    if best is None and not SLOT.search(before):
        if line.title is not None and (re.match(r"[\W_]*$", before) or _ITSELF.match(before)):
            return screen(line.title)
        return None
    return best


def _entity(letter: str, slot: Slot) -> Entity | None:
    if slot.entity is None:
        return None
    if letter in "TXF":
        return screen(slot.entity)
    return Entity("person", slot.entity.name)


def work_told(match: Match, subject: Entity | None) -> Entity | None:
    """The title for which a person is honoured: told behind the award, or before it ("whose detective in *Harbor* won
    her …"), else the title of the section, or the one spoken of where the award is for something in it.
    """
    if subject is None or subject.type in ("film", "series", "special"):
        return None
    told = work_behind(match)
    if told is not None:
        return told
    line, text = match.line, match.line.shape.text
    low = max((hit.end() for hit in re.finditer(r"; |\. ", text[: match.start])), default=0)
    before = list(re.finditer(r"‹([TX])(\d+)›(?!'s)", text[max(low, match.start - 110) : match.start]))
    if before:
        entity = line.slots[int(before[-1][2])].entity
        return screen(entity) if entity else None
    if line.section_title is not None:
        return screen(line.section_title)
    if (
        line.title is not None
        and re.match(r"[^‹›.;,]{0,20} for (?!best)|$|[.,;]| and ", text[match.end :])
        and not re.search(r"-time |‹D\d+›", match.found[0])
    ):
        return screen(line.title)
    return None


def nominees(line: Line) -> bool:
    """Whether a line stands in a list of nominees: its heading says so, else the headline or the first lines."""
    if _NOMINEES.search(line.heading):
        return True
    if re.search(r"\bwin(?:s|ners?)?\b|\bwon\b", line.heading, re.IGNORECASE):
        return False
    article = line.reading.article
    if re.search(r"\bwin(?:s|ners?)\b|\bwon\b|\btakes?\b", article.title, re.IGNORECASE):
        return False
    return bool(
        _NOMINEES.search(article.title)
        or (
            _NOMINEES.search(article.text[:600])
            and not re.search(r"\bwinners (?:are|were|below)|\bwon\b", article.text[:600])
        )
    )


def ceremony(line: Line) -> bool:
    """Whether the article is one about prizes: a category alone is an award only there."""
    article = line.reading.article
    return bool(
        _PRIZES.search(article.title) or _PRIZES.search(line.heading) or len(_PRIZES.findall(article.text[:700])) > 1
    )


def entries(line: Line) -> Iterator[tuple[Match, Slot, Entity, Entity | None]]:
    """The entries behind "Best director:": each person with the work beside, each title by itself."""
    found = _LABEL.match(line.shape.text)
    if found is None:
        yield from _credited(line)
        return
    match = Match(line, found)
    if found["award"].startswith("R") and not ceremony(line):
        return
    slot = line.slots[int(found["award"][1:])]
    if found["form"] and slot.entity is not None:
        slot = Slot(slot.label, slot.start, slot.end, entity=Entity("award", f"{slot.entity.name}, {found['form']}"))
    rest = found["rest"]
    if not re.search(r"‹T", rest) and not re.match(r"[\W_]*‹[PN]\d+›[\W_]*(?:$|, same\b)", rest):
        return
    for who, work in _pairs(line, rest):
        yield match, slot, who, work


def _credited(line: Line) -> Iterator[tuple[Match, Slot, Entity, Entity | None]]:
    """The entries of "Jane Roe, *Harbor* – best director", whose award stands behind."""
    found = _CREDITED.match(line.shape.text) if ceremony(line) else None
    if found is None:
        return
    for number in re.findall(r"‹A(\d+)›", found["awards"]):
        for who, work in _pairs(line, found["rest"]):
            yield Match(line, found), line.slots[int(number)], who, work


_RUN = regex(
    r"\b(?:win|winners?|won|hono\w+|awards?|prizes?|awarded|palmarès)\b"
    r"[^‹›.]{0,40}(?:‹[DGO]\d+›[^‹›.]{0,20})?: (?P<run>.+)$",
    re.IGNORECASE,
)
_PAIR = regex(
    r"(?P<rest>‹[PT]\d+›(?: and ‹P\d+›)?(?:,? for ‹T\d+›)?),? (?:each )?(?:the )?‹(?P<award>A\d+)›(?! for ‹P)"
)
_IN_BRACKETS = regex(r"(?P<rest>‹[PT]\d+›) \((?:for )?(?:the )?‹(?P<award>A\d+)›(?P<work>,? (?:for )?‹T\d+›)?\)")


def runs(line: Line) -> Iterator[tuple[Match, Slot, Entity, Entity | None]]:
    """The pairs of "Also won: Jane Roe, best actress; …", "the winners include Jane Roe (best actress)"."""
    text = line.shape.text
    run = _RUN.search(text)
    found = list(_PAIR.finditer(text, run.start("run"))) if run else []
    if _PRIZES.search(text) or _ALSO.search(text):
        found += list(_IN_BRACKETS.finditer(text))
    for hit in found:
        tail = hit["rest"] + (hit.groupdict().get("work") or "")
        for who, work in _pairs(line, tail):
            yield Match(line, hit), line.slots[int(hit["award"][1:])], who, work


def winners_named(line: Line) -> Iterator[tuple[Match, Slot, Entity, Entity | None]]:
    """The entries of "Winner: *Harbor*" and "*Harbor* (winner)" under a heading that is an award."""
    found = _WINNER_IS.match(line.shape.text)
    award = award_in(line.heading) if found else ""
    if found is None or not award:
        return
    for who, work in _pairs(line, found["rest"] or found["marked"]):
        where = next(slot for slot in line.slots if slot.entity is not None)
        yield Match(line, found), Slot("award", where.start, where.end, entity=Entity("award", award)), who, work


def _pairs(line: Line, rest: str) -> Iterator[tuple[Entity, Entity | None]]:
    """Each person of an entry with the title behind, each title that has no person before it alone."""
    waiting: list[Entity] = []
    for hit in SLOT.finditer(rest):
        entity, before = line.slots[int(hit[2])].entity, rest[: hit.start()]
        inside = before.count("(") > before.count(")")
        if entity is None:
            continue
        if hit[1] in "PN" and not inside and not _BY_THE_WAY.search(before):
            if before.rstrip().endswith(";"):
                yield from ((one, None) for one in waiting)
                waiting = []
            waiting.append(Entity("person", entity.name))
        elif hit[1] in "TX" and waiting:
            yield from ((one, screen(entity)) for one in waiting)
            waiting = []
        elif hit[1] in "TX" and not inside:
            yield screen(entity), None
    yield from ((one, None) for one in waiting)
