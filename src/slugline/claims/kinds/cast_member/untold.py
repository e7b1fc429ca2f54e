"""What is not told: whom an actor plays, who plays a part, whether anybody has been cast."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from slugline.claims.kind import Candidate
from slugline.claims.kinds.cast_member.known import whose_part
from slugline.claims.kinds.cast_member.lists import starring, starring_verbs
from slugline.claims.kinds.cast_member.roles import UNKNOWN, WORDS, cast, name_of, role_at, slot_of, word_regex, work_at
from slugline.model import NoValue, Unknown
from slugline.text.patterns import pattern, regex
from slugline.text.reading import Line
from slugline.text.shape import Slot

_ROLE_OF = pattern(r"{who:person}(?:'s?|,?\swhose) (?:[a-z-]+\s){0,3}?<part>\b", WORDS)
_NAME_OF_ROLE = pattern(
    r"(?:the\sname\sof|the\snature\sof|details\s(?:of|about|on)) (?:{who:person}'s?|(?:his|her)) (?:own\s)?<part>",
    WORDS,
)
_MYSTERY = pattern(
    r"{whos:people}(?:\s\([^()]{1,60}\))?(?:,\s(?:[^;:.\"‹]|‹D\d+›){1,95}?,)?(?:\s(?:[^‹›;:.()\"]|‹[XTDQRF]\d+›)"
    r"{1,80}?|,)?\s(?:in|for|with|has|have|plays|play|playing|portrays|as) (?:a|an|the|some) (?:[a-z-]+\s)"
    r"{0,3}?(?:<mystery>|as-yet-\w+|yet-to-be-\w+) (?:[a-z-]+\s){0,2}?<part>",
    WORDS,
)
_BLANK = pattern(r"{whos:people}[^‹›;:.()\"]{0,60} in (?:a|an) <part> (?:that|which) [^.;]{3,60}?<untold>", WORDS)
_WHOM = pattern(
    r"(?:whom|who|which\scharacter|what\spart|what\srole|as\swhom) {who:person} (?:is\s|will\s(?"
    r":be\s)?|has\s(?:been\s)?|might\s|could\s|'ll\s|would\s)?(?:plays?|playing|portrays?|"
    r"portraying|voic\w+|cast\sas|played)",
    WORDS,
)
_LET_ON = pattern(r"{whos:people}[^.]{0,60}", WORDS)
_WHO_PLAYS = pattern(
    r"\b(?:who|which\sactor|whose\svoice|the\s(?:actor|actress|player|performer|name\sof\sthe\s(?"
    r":actor|actress))\s(?:who|that)) (?:will|is|has|would|might|gets)? ?(?:plays?|playing|"
    r"portrays?|voices?|to\splay|be\splaying|take\sthe\srole\sof|sit[^.]{0,40}?\sas) (?=\S)",
    WORDS,
)
_WHO_IS_CAST = regex(
    r"\b(?:an? actor|the actor|a star|the star|a lead|the lead)\b[^.;]{0,60}?\b(?:has|have) (?:not|yet to) "
)
_HAS_VOICE = regex(r"\bwhose voice (?P<part>‹[HPNT]\d+›) (?:has|have|will have)", re.IGNORECASE)


_IDENTIFY = pattern(r"<cannot_say> (?:the|which|what) (?:[a-z-]+\s)?(?:actor|actress|performer|voice)", WORDS)
_NOT_CAST = pattern(
    r"(?:has|have|had)(?:n't|\snot) (?:yet\s)?(?:cast|found|hired|chosen|picked|signed) "
    r"(?:{part:character}|‹Y\d+›|the\s(?:part|role|lead|leads)|(?:a|its|their)\s(?:lead|star|leading\s[a-z]+)|any\sactors?)"
    r"(?!\s(?:to|as|in|for)\b)",
    WORDS,
)


# Behind an actor and those named beside him, at most one title on, the word for their parts.
_PARTS_OF = regex(
    r"(?:(?:,|,? and)? ‹[PN]\d+›(?: \([^()]{1,60}\))?)*[^‹.;]{0,60}(?:‹[TXF]\d+›[^‹.;]{0,30})?"
    r"\b(?:roles?|parts?|characters?)\b[^‹.;]{0,80}"
)


def kept_back(line: Line, actor: Slot) -> bool:
    """Whether the words behind an actor say that the part is not told: "A and B, whose roles are kept secret"."""
    told = _PARTS_OF.match(line.shape.text, line.shape.at(actor.end))
    return told is not None and word_regex("untold").search(told[0]) is not None


def part_unknown(line: Line) -> Iterator[Candidate]:
    """A's role has not been revealed; A in an undisclosed role; whom A plays is a secret."""
    shape = line.shape.text
    untold = word_regex("untold")
    for match in _ROLE_OF.find(line):
        after = re.compile(r"[^.;]{0,70}?").match(shape, match.end)
        told = untold.search(shape, match.end, min(len(shape), match.end + 75))
        if after and told and not re.search(r"[.;]", shape[match.end : told.start()]):
            yield from cast(
                line,
                work_at(line, match.start, told.end()),
                match.slot("who"),
                match.start,
                told.end(),
                {"character": UNKNOWN},
            )
    for match in _NAME_OF_ROLE.find(line):
        told = untold.search(shape, match.end)
        if told and match.slot("who"):
            yield from cast(
                line,
                work_at(line, match.start, told.end()),
                match.slot("who"),
                match.start,
                told.end(),
                {"character": UNKNOWN},
            )
    for found in (_MYSTERY, _BLANK):
        for match in found.find(line):
            for slot in match.slots("whos"):
                yield from cast(
                    line, work_at(line, match.start, match.end), slot, match.start, match.end, {"character": UNKNOWN}
                )
    yield from _so_does(line)
    for match in _WHOM.find(line):
        actor = match.slot("who")
        left, right = shape[max(0, match.start - 60) : match.start], shape[match.end : match.end + 70]
        if actor and (untold.search(left) or untold.search(right)):
            start = max(0, match.start - 40) if untold.search(left) else match.start
            yield from cast(
                line, line.title_at(match.start, match.end), actor, start, match.end, {"character": UNKNOWN}
            )


_SO_DOES = regex(r"^(?:And )?[Ss]o (?:does|do|is|are|will) (‹P\d+›)(?:(?:,| and|, and) (‹P\d+›))?[.!]?$")


def _so_does(line: Line) -> Iterator[Candidate]:
    """A has an undisclosed role. So does B."""
    shape = line.shape.text
    hit = next(_SO_DOES.hits(line), None)
    before = line.reading.lines[line.place - 1] if hit and line.place else None
    if hit is None or before is None or before.part != line.part:
        return
    told = next(iter(part_unknown(before)), None)
    for name in hit.groups() if told else ():
        if told and name:
            yield from cast(line, told.subject, slot_of(line, name), 0, len(shape), {"character": UNKNOWN})


_ROLES_LATER = regex(
    r"\b(?:as whom|in which roles?|whom they (?:play|will play)|who they (?:play|will play|"
    r"are playing)|their (?:roles?|parts?|characters?)|which (?:roles?|parts?|characters?)"
    r")\b",
    re.IGNORECASE,
)


def parts_unknown(line: Line) -> Iterator[Candidate]:
    """The sentence after a list of actors says that their parts are not told."""
    shape = line.shape.text
    later = next(_ROLES_LATER.hits(line), None)
    if later is None or not word_regex("untold", "did_not_say").search(shape):
        return
    here = bool(re.search(r"‹P\d+›", shape[: later.start()]))
    before = line if here or line.place == 0 else line.reading.lines[line.place - 1]
    if before.part != line.part:
        return
    limit = line.shape.raw(later.start(), later.end())[0] if here else before.end
    for rule in (whose_part, starring_verbs, starring):
        for one in rule(before):
            if not one.withdrawn and not one.qualifiers.get("character") and one.target[0] < limit:
                yield replace(one, qualifiers={**one.qualifiers, "character": UNKNOWN})


def nobody_told(line: Line) -> Iterator[Candidate]:
    """Who plays B has not been announced; nobody has been cast as B; the cast is under wraps."""
    shape = line.shape.text
    for match in _WHO_PLAYS.find(line):
        if re.search(r"›(?: \([^()]*\))?,? $", shape[: match.start]):
            continue
        role = role_at(line, match.end)
        end = role.end if role else match.end
        if (
            word_regex("untold").search(shape, end)
            or word_regex("cannot_say").search(shape, max(0, match.start - 70), match.start)
            or re.match(r"\?", shape[end:])
        ):
            if shape.rstrip().endswith("?"):
                continue
            name = role.name if role else ""
            yield from cast(
                line, work_at(line, match.start, end), Unknown(), match.start, len(shape), {"character": name}
            )
    for hit in _HAS_VOICE.hits(line):
        if word_regex("untold").search(shape, hit.end()):
            yield from cast(
                line,
                line.title_at(hit.start(), hit.end()),
                Unknown(),
                hit.start(),
                len(shape),
                {"character": name_of(line, hit["part"]), "role": "voice"},
            )
    for found in word_regex("cast_unknown").hits(line):
        yield from cast(line, line.title_at(found.start(), found.end()), Unknown(), found.start(), found.end())
    for found in word_regex("uncast").hits(line):
        if shape.rstrip().endswith("?"):
            return
        behind = re.compile(r",? (?:yet )?(?:as|for|in the (?:role|part) of|to play) ").match(shape, found.end())
        role = role_at(line, behind.end()) if behind else None
        before = re.search(
            r"(?:(?:role|part|character) of |^|, |; )(?:the )?(‹[HPNT]\d+›)[^‹›;.]{0,20}$", shape[: found.start()]
        )
        named_part = name_of(line, before[1]) if before else ""
        if "‹P" in shape[max(0, found.start() - 6) : found.start()]:
            continue
        yield from cast(
            line,
            line.title_at(found.start(), found.end()),
            NoValue(),
            found.start(),
            found.end(),
            {"character": role.name if role else named_part},
        )


def nobody_named(line: Line) -> Iterator[Candidate]:
    """The studio will not identify the actor; they have not cast B."""
    for match in _IDENTIFY.find(line):
        yield from cast(line, line.title_at(match.start, match.end), Unknown(), match.start, match.end)
    for match in _NOT_CAST.find(line):
        part = match.entity("part")
        yield from cast(
            line,
            line.title_at(match.start, match.end),
            NoValue(),
            match.start,
            match.end,
            {"character": part.name if part else ""},
        )
