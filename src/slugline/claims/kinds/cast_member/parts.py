"""A and the part: "A plays B", "A as B", "A is B", "B, played by A", "B (A)", "A's B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from slugline.claims.compose import screen
from slugline.claims.kind import Candidate
from slugline.claims.kinds.cast_member.roles import (
    WORDS,
    Role,
    asserts,
    before_place,
    cast,
    marks_of,
    role_at,
    slot_of,
    word_regex,
    work_at,
)
from slugline.claims.kinds.cast_member.trades import makers
from slugline.model import Entity
from slugline.text.patterns import Match, pattern, regex
from slugline.text.reading import Line
from slugline.text.shape import Slot

_ASIDE = r"(?:\s\([^()]{1,60}\))?(?:,\s(?:who[sm]?e?\s[^;:.\"]{1,95}?|(?:[^;:.\"‹]|‹[^PN]){1,95}?),)?"
_TO_PLAY = r"(?:<plays>|(?:[^‹›;:.()\"]|‹[DQSO]\d+›){1,40}?\sto\s(?:play|portray|voice))"
_PLAYS = pattern(rf"{{whos:people}}{_ASIDE}(?:,?\swho|,?\swhich|\sand)? <aux*> <adverb*> {_TO_PLAY}", WORDS)
_HE_PLAYS = pattern(rf"{{who:person}}(?:'ll|'s|'d)?(?:,\swho)? <aux*> <adverb*> {_TO_PLAY}", WORDS)
_STEPS = pattern(
    rf"{{whos:people}}{_ASIDE}(?:,?\swho)? <aux*> <adverb*> <steps> {{part:character}}'s?\s(?"
    rf":[a-z-]+\s)?<clothes>",
    WORDS,
)
_VOICES = pattern(rf"{{whos:people}}{_ASIDE}(?:,?\swho)? <aux*> <adverb*> <voices>", WORDS)
_HE_VOICES = pattern(r"{who:person}(?:'ll|'s|'d)?(?:,\swho)? <aux*> <adverb*> <voices>", WORDS)
_REPRISES = pattern(
    rf"{{whos:people}}{_ASIDE}(?:,?\swho)? <aux*> <adverb*> <reprises> (?:(?:the|his|her|their)"
    rf"|‹Y\d+›'s) (?:[\w-]+\s|‹[TFX]\d+›(?:'s)?\s){{0,3}}<part>(?:\s(?:as|of))?",
    WORDS,
)
_HE_REPRISES = pattern(
    r"{who:person}(?:,\swho)? <aux*> <adverb*> <reprises> (?:(?:the|his|her|their)|‹Y\d+›'s)"
    r" (?:[\w-]+\s|‹[TFX]\d+›(?:'s)?\s){0,3}<part>(?:\s(?:as|of))?",
    WORDS,
)
_GAP = r"(?:,?\s(?:[^‹›;:().\"]|‹[XTDQRFSGAY]\d+›(?:'s)?){1,80}?|,)?"
_AS = pattern(rf"{{whos:people}}(?!'){_ASIDE}{_GAP},?\s(?:as|playing|voicing)\s(?=\S)", WORDS)
_HE_AS = pattern(rf"{{who:person}}(?!'){_GAP},?\s(?:as|playing|voicing)\s(?=\S)", WORDS)
_ROLE_AS = pattern(
    r"{who:person}'s?\s(?:[\w'-]+\s|‹[TFXARQ]\d+›(?:'s|-[\w-]+)?\s){0,5}<part>(?:,)? (?:as|of|playing) (?=\S)", WORDS
)
_BE = (
    r"(?:is(?:,\s[a-z\s]{3,20},)?|was|are|were|will\sbe|would\sbe|has\sbeen|have\sbeen|had\sbeen|"
    r"will\shave\sbeen|remains|becomes|to\sbe)"
)
_IS = pattern(
    rf"{{whos:people}}{_ASIDE}(?:,\swho|,?\sand)? {_BE} <adverb*> (?:,\s[a-z\s]{{3,20}},\s)"
    rf"?(?:(?:just|simply|here|also)\s)?(?=\S)",
    WORDS,
)
_HE_IS = pattern(rf"{{who:person}}(?:'s|'ll\sbe|\s{_BE}) <adverb*> (?:(?:just|simply|also)\s)?(?=\S)", WORDS)
_FRONTED = regex(r"(?:^|[,;–:] |\. )\"?(?:As|as|Playing|In the role of|in the role of) ")
_WHOM = pattern(r"{part:character},? (?:whom|who|that) {who:person} <aux*> <adverb*> <plays>", WORDS)
_NO_PART = regex(
    r"\b(?:known|described|billed|credited|regarded|such|named|hired|replac\w+|direct\w*|serv\w+|"
    r"host\w*|doubl\w+|renam\w+|referred|seen him|regard\w*|wr[io]t\w+|produc\w+|creat\w+|"
    r"succeed\w*|appointed|promoted|worked|began|started|trained|sold|released|published|listed|"
    r"hail\w*|thought of|looked|twice|treat\w*|emerg\w+|quit\w*|exit\w*|left|leaves|dropped|"
    r"just|same|so|such|far|long|soon|much|well)\b",
    re.IGNORECASE,
)
_ALSO_AS = regex(r"(?:,? and|,|;) (?:as )?(?=‹|the |a |an |his |her )")
_JOINED = regex(r",? and |, ")
_ELLIPSIS = regex(
    r"(?P<gap>(?:[^‹›;.()\"]|‹[XYDQRAG]\d+›){0,70}?)(?P<join>, and |; and |; | and |, while "
    r"|, )(?:(?:the|a|an|his|her|its|‹[XYP]\d+›'s) )?(?:[a-z][\w-]* ){0,3}?(?P<who>‹[PN]\d+›)"
    r"(?:, [^,;.‹›]{3,60},)? (?:the other\b|(?=(?:the|a|an|his|her|its|‹[XYPTN]\d+›'s) |‹[HPN]\d+›)"
    r")"
)


def plays(line: Line) -> Iterator[Candidate]:
    """A plays B; A voices B; A reprises her role as B."""
    if not asserts(line):
        return
    for found in (_PLAYS, _VOICES, _REPRISES):
        for match in found.find(line):
            yield from _parts(match, match.slots("whos"), found is not _PLAYS)
    for found in (_HE_PLAYS, _HE_VOICES, _HE_REPRISES):
        for match in found.find(line):
            slot = match.slot("who")
            if slot and slot.label == "person_ref" and not slot.possessive:
                yield from _parts(match, [slot], found is not _HE_PLAYS)
    for match in _STEPS.find(line):
        entity = match.entity("part")
        if entity:
            for slot in match.slots("whos"):
                yield from cast(
                    line,
                    work_at(line, match.start, match.end),
                    slot,
                    match.start,
                    match.end,
                    {"character": entity.name},
                )
    for match in _WHOM.find(line):
        slot, part = match.slot("who"), match.entity("part")
        if part:
            yield from cast(
                line, work_at(line, match.start, match.end), slot, match.start, match.end, {"character": part.name}
            )


def _parts(match: Match, whos: list[Slot], bare: bool) -> Iterator[Candidate]:
    """The actors of a match with the parts behind it; ``bare`` allows that none is told."""
    line, words = match.line, match.line.shape.text[match.start : match.end]
    roles = _roles(line, match.end, len(whos))
    if (
        not roles
        and not bare
        and not re.match(
            r"\s?(?:in|on|opposite|alongside|for|himself|herself|him|her|them|it|both|one|two|someone|"
            r"somebody|all|what)\b|\s?\"|\s?‹Q\d+› (?:of|or)\b|\s?‹[YD]\d+›(?!')",
            line.shape.text[match.end :],
        )
    ):
        return
    if (
        word_regex("voices").search(words)
        and not roles
        and re.match(r" (?:concern|opinion|support|doubt|frustration|anger|hope|regret)", line.shape.text[match.end :])
    ):
        return
    end = roles[-1].end if roles else match.end
    title = work_at(line, match.start, end)
    for n, slot in enumerate(whos):
        role = roles[n] if len(roles) == len(whos) else roles[0] if len(roles) == 1 else None
        yield from cast(line, title, slot, match.start, end, marks_of(line.shape.text[match.start : end], role))
    if title is not None and roles:
        yield from _ellipses(line, end, title, words)


def _roles(line: Line, place: int, count: int) -> list[Role]:
    shape = line.shape.text
    while shape[place : place + 1] == " ":
        place += 1
    first = role_at(line, place)
    if first is None:
        return []
    roles = [first]
    while len(roles) < count:
        also = _ALSO_AS.match(shape, roles[-1].end)
        more = role_at(line, also.end()) if also else None
        if more is None:
            break
        roles.append(more)
    return roles if len(roles) > 1 else _apart(first, count)


def _apart(role: Role, count: int) -> list[Role]:
    """The parts that one name joins, where they are as many as the actors: A and B are back as "C and D"."""
    names = _JOINED.split(role.name)
    return [replace(role, name=name) for name in names] if len(names) == count else [role]


def _ellipses(line: Line, place: int, title: Entity, verb: str = "") -> Iterator[Candidate]:
    """What goes on without its verb: "…, B the cop and C his sister"; ``verb`` are the words left out."""
    shape = line.shape.text
    while hit := _ELLIPSIS.match(shape, place):
        if hit["gap"].strip() and not re.match(r"[ ,](?:who|that|with|of|in|from|on|by|,|[a-z])", hit["gap"]):
            return
        role = role_at(line, hit.end())
        slot = slot_of(line, hit["who"])
        if role is None and not hit[0].endswith("the other"):
            return
        end = role.end if role else hit.end()
        yield from cast(line, title, slot, hit.start("who"), end, {**marks_of(verb, role), "role": ""})
        place = end


def as_part(line: Line) -> Iterator[Candidate]:
    """A … as B, with any verb between; "As B, A …"; "A's role as B"."""
    if not asserts(line):
        return
    shape = line.shape.text
    taken: set[Slot] = set()
    for found in (_AS, _HE_AS):
        for match in found.find(line):
            whos = (
                match.slots("whos")
                if found is _AS
                else [slot for slot in [match.slot("who")] if slot and slot.label == "person_ref"]
            )
            whos = _free(whos, taken)
            if not whos:
                continue
            last = shape.rfind(f"{whos[-1].letter}{line.slots.index(whos[-1])}›", 0, match.end)
            gap = shape[last : match.end]
            gap = gap[gap.index("›") + 1 :]
            if found is _AS and re.search(r"‹Y\d+›(?!')", gap):
                continue  # "led by A, and she is seen as B" is said of her
            verb = bool(word_regex("as_verbs").search(gap)) or bool(
                re.search(r"\b(?:knew|knows?|remembers?|met|saw|loved) $", shape[: match.start])
            )
            if (_NO_PART.search(gap) and not re.search(r"main cast|regular", gap)) or _maker_gap(gap):
                continue
            withs = (
                bool(
                    re.search(
                        r"(?:^|[\s(])(?:with|starring|featuring|by|has|have|had|and|cast|,|:|–|opposite|alongside)"
                        r"\s(?:[a-z]+\s){0,3}$",
                        shape[: match.start],
                    )
                )
                and len(gap) < 6
            )
            listed = len(gap) < 6 and bool(re.search(r"(?:^|[:;–,.] |\band )$", shape[: match.start]))
            roles = [
                role
                for role in _roles(line, match.end, len(whos))
                if role.name or verb or withs or (listed and word_regex("persona").search(role.words))
            ]
            if not roles or _job(line, match.end, roles[0]):
                continue
            end = roles[-1].end
            taken |= {slot for role in roles for slot in line.slots_between(role.start, role.end)}
            title = _inside(line, gap) or work_at(line, match.start, end)
            for n, slot in enumerate(whos):
                part = roles[n] if len(roles) == len(whos) else roles[0] if len(roles) == 1 else None
                yield from cast(line, title, slot, match.start, end, marks_of(gap, part))
            if title is not None:
                yield from _ellipses(line, end, title, gap)
    yield from _fronted(line)
    for match in _ROLE_AS.find(line):
        role = role_at(line, match.end)
        actor = match.slot("who")
        if role and actor and (role.name or role.words):
            yield from cast(
                line, work_at(line, match.start, role.end), actor, match.start, role.end, marks_of("", role)
            )


def _free(whos: list[Slot], taken: set[Slot]) -> list[Slot]:
    """The actors among ``whos``: no name that stands for a part already, no lone untyped word."""
    kept = [slot for slot in whos if slot not in taken]
    sure = any(slot.label != "name" for slot in kept)
    return [slot for slot in kept if sure or (slot.entity is not None and " " in slot.entity.name)]


def _before(line: Line, place: int) -> list[Slot]:
    """The actor who stands before a list that a trade interrupts: "A and the late B"."""
    hit = re.search(r"(‹P\d+›)(?:,| and) (?:the|her|his) (?:[a-z-]+ ){1,2}$", line.shape.text[:place])
    return [slot_of(line, hit[1])] if hit else []


def _inside(line: Line, gap: str) -> Entity | None:
    """The title that a gap between verb and part names: "turns up in T, as B"."""
    hit = re.search(r"\b(?:in|on|of|for|from) (?:the )?‹([TXF])(\d+)›(?!')", gap)
    entity = line.slots[int(hit[2])].entity if hit else None
    return screen(entity) if entity else None


def _job(line: Line, place: int, role: Role) -> bool:
    """Whether the words at ``place`` name a trade of makers, not a part."""
    if role.name:
        return word_regex("crew_before").search(role.words) is not None and not word_regex("persona").search(role.words)
    hit = re.match(
        r"(?:(?:the|a|an|its|his|her|one of the)\s|‹[A-Z]\d+›'s\s)?((?:[\w'-]+\s?){1,3})", line.shape.text[place:]
    )
    if hit is None:
        return False
    first = hit[1].split()
    return any(word.lower() in WORDS["jobs"] for word in first[:2]) and not re.match(r"‹", line.shape.text[place:])


def _maker_gap(gap: str) -> bool:
    return word_regex("crew_before", "crew_after").search(gap) is not None and not word_regex("as_verbs").search(gap)


def _fronted(line: Line) -> Iterator[Candidate]:
    shape = line.shape.text
    for lead in _FRONTED.hits(line):
        role = role_at(line, lead.end(), strict=True)
        if role is None or _job(line, lead.end(), role):
            continue
        behind = re.compile(
            r"(?: (?:in|on|of) (?:the )?‹([TXF])(\d+)›(?: \([^()]*\))?)?,? (?:the [a-z-]+ )?(‹[PNY]\d+›)(?!')"
        ).match(shape, role.end)
        if behind is None:
            continue
        slot = slot_of(line, behind[3])
        if not role.name and behind[2] is None:
            continue
        named = line.slots[int(behind[2])].entity if behind[2] else None
        title = screen(named) if named else line.title_at(lead.start(), behind.end())
        yield from cast(line, title, slot, lead.start(), behind.end(), marks_of("", role))


def is_part(line: Line) -> Iterator[Candidate]:
    """A is B: a name, a name behind its trade, or in a title of its own a trade alone."""
    if not asserts(line):
        return
    shape = line.shape.text
    crew: frozenset[str] | None = None
    taken: set[Slot] = set()
    for found in (_IS, _HE_IS):
        for match in found.find(line):
            whos = (
                match.slots("whos")
                if found is _IS
                else [
                    slot for slot in [match.slot("who")] if slot and slot.label == "person_ref" and not slot.possessive
                ]
            )
            if not whos or (
                re.search(r"(?:'s|that|if|whether|says|said) $", shape[: match.start])
                and not shape[: match.start].endswith("that ")
            ):
                continue
            whos = _free(whos, taken)
            role = role_at(line, match.end, strict=True)
            if not whos or role is None or _job(line, match.end, role) or not _is_role(line, match.end, role):
                continue
            if before_place("persona").search(shape[max(0, match.start - 25) : match.start]) or _maker_gap(
                shape[match.start : match.end]
            ):
                continue
            roles = _roles(line, match.end, len(whos)) if role.name else []
            roles = roles if len(roles) == len(whos) and all(one.name for one in roles) else [role] * len(whos)
            end = roles[-1].end
            taken |= set(line.slots_between(role.start, end))
            if not role.name:
                crew = makers(line.reading) if crew is None else crew
                if any(slot.entity and slot.entity.name in crew for slot in whos):
                    continue
            title = work_at(line, match.start, end)
            pairs = [*((slot, role) for slot in _before(line, match.start)), *zip(whos, roles, strict=True)]
            for slot, part in pairs:
                yield from cast(line, title, slot, match.start, end, marks_of(shape[match.start : end + 12], part))
            if title is not None and (role.name or len(whos) == 1):
                yield from _ellipses(line, end, title)
    yield from _is_actor(line)


def _is_role(line: Line, place: int, role: Role) -> bool:
    """Whether what follows "is" can be a part: not kin of somebody, no place, no title further off."""
    shape = line.shape.text[place : role.end]
    if role.name:
        hit = re.search(r"‹([HPNTFQ])\d+›$", shape)
        letter = hit[1] if hit else ""
        if letter in "TF" and shape != (hit[0] if hit else ""):
            return False
        if letter == "N" and (
            shape == (hit[0] if hit else "")
            and line.shape.text[role.end : role.end + 1] not in ("", ",", ".", ";", " ")
        ):
            return False
        if re.match(r"‹[A-Z]\d+›'s?\s", shape) or re.search(r"\b(?:on|up|out|back|due|down|off)\b", role.words):
            return False
        return letter != "N" or not role.words or word_regex("persona").search(role.words) is not None
    if (
        re.match(r"(?:his|her|its|their|both|all)\s|‹[A-Z]\d+›'s", shape)
        and "will be" not in line.shape.text[max(0, place - 9) : place]
    ):
        return False
    after = line.shape.text[role.end : role.end + 30]
    return (
        re.match(
            r"(?:$|[,.;:]| (?:in|on|who|that|at|with|and|to whom|whose|of ‹[TXF])|\s[a-z]+(?:ed|ck|ing|en)\b)", after
        )
        is not None
    )


_ACTOR_IS = regex(
    r"(?:^|[;:,–] |, and |\band |\bbut )(?:the |its |her |his |‹[XYTF]\d+›'s )?(?P<desc>(?:[a-z][\w-]* "
    r"){0,4})(?P<part>‹[HPN]\d+›)?(?P<mid>,? ?(?:who|which|of|in|on|that)\b[^;.\"‹›]{3,70}?"
    r")?(?:, (?P<apposed>‹[HN]\d+›))?,? (?:is|"
    r"are|was|will be) (?:one |played by |none other than )?(?P<who>‹[PN]\d+›)(?=$|[.,;)]|"
    r" and)"
)
_STAR_IS = pattern(r"<star_noun> (?:is|are|was|will\sbe) (?=‹)", WORDS)


def _is_actor(line: Line) -> Iterator[Candidate]:
    """B is A: "the boy on the bicycle is one A", "Her rival B is A"."""
    for hit in _ACTOR_IS.hits(line):
        slot = slot_of(line, hit["who"])
        part = slot_of(line, hit["part"] or hit["apposed"]) if hit["part"] or hit["apposed"] else None
        persona = word_regex("persona").search(hit["desc"]) is not None or hit["desc"].split()[-1:] in (
            ["man"],
            ["woman"],
            ["one"],
        )
        if part is not None and part.label != "character" and not persona:
            continue
        if part is None and not persona:
            continue
        if (
            slot.label != "person"
            or word_regex("crew_before").search(hit["desc"])
            or (part and part.label == "person" and not hit["desc"])
        ):
            continue
        name = part.entity.name if part and part.entity else ""
        yield from cast(line, line.title_at(hit.start(), hit.end()), slot, hit.start(), hit.end(), {"character": name})
