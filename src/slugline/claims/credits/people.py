"""People in credits: how they are listed, of which title a credit speaks, what the article calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from slugline.claims.compose import candidate, person, screen, title_of
from slugline.claims.credits.forms import SHARED, alternatives, shared_set
from slugline.claims.kind import Candidate
from slugline.model import Entity
from slugline.text.patterns import Match, regex
from slugline.text.reading import Line
from slugline.text.shape import Slot

_SLOT = regex(r"‹([A-Z])(\d+)›")
_BRACKETS = regex(r"\([^()]*\)")
_JOINED = regex(r"\b(?:and|with|plus|alongside)\b|&|/")
_ARTICLE = r"(?:a|an|the|its|his|her|another|this)"
_BESIDE = regex(
    r"‹([TX]\d+)›(?!'s)(?: \([^()]*\))?"
    rf"(?:,? |, {_ARTICLE} (?:[^‹›.;:,]|‹[QDGRAC]\d+›){{0,60}})$",
    re.IGNORECASE,
)
_RELATIVE = regex(
    rf"‹([TX]\d+)›(?!'s)[^‹›;.]{{0,12}}(?:‹D\d+›\)?)?(?:, {_ARTICLE}(?:[^‹›.;:]|‹[QDGRA]\d+›){{0,60}})?,? "
    r"(?:(?:of|for|in|on|with) which|which|that) (?:[a-z]+ ){0,2}$",
    re.IGNORECASE,
)
_WHO = regex(r", who(?:se)? [^;.,]*(?:\([^)]*\)[^;.,]*)?,")
_FORMERLY = regex(
    r",? (?:late|formerly|previously|once|fresh|best known|known) (?:of|from|for|off) (?:the )?‹T", re.IGNORECASE
)
_AHEAD = regex(
    r"[^.;:]{0,90}?, (?:the |this )?(?:(?!(?:of|in|for|with|by|from|and|who|to|on|as) )[a-z-]+ ){0,4}?‹([TX]\d+)›",
    re.IGNORECASE,
)


def listed(match: Match, name: str = "who", *, apart: bool = False, firm: bool = False) -> list[Slot]:
    """The people of a list that belong to it.

    ``apart`` where another trade's name opens a credit of its own; ``firm`` where a noun in the
    plural announces the list.

    In running text a comma alone joins nobody ("directed by Roe, Poe stars"), a name that a verb
    follows opens a clause of its own, and no description of a person runs across another phrase.
    """
    text = match.found.groupdict().get(name) or ""
    bare = _BRACKETS.sub(lambda hit: " " * len(hit[0]), text)
    hits = [hit for hit in _SLOT.finditer(bare) if hit[1] in "PNY" and bare[hit.end() : hit.end() + 2] != "'s"]
    kept: list[re.Match[str]] = []
    at = 0
    for hit in hits:
        between = bare[at : hit.start()].lower()
        words = re.findall(r"[\w'-]+", _SLOT.sub("", between))
        if kept:
            joins = ("and", "plus", "alongside", "along", "together", *(() if between.startswith(",") else ("with",)))
            if words and words[0] in joins:
                words = words[2:] if words[1:2] == ["with"] else words[1:]
            if not shared_set("goes_on").isdisjoint(words) or (
                apart and not shared_set("all_trades").isdisjoint(words)
            ):
                break
        if not shared_set("stop").isdisjoint(words):
            break
        kept.append(hit)
        at = hit.end()
    if len(kept) > 1 and name == "subject":
        closed = match.line.shape.text[match.found.end(name) :][:1] in (")", ";", "|")
        kept = kept if closed or _joined(bare, kept) else kept[-1:]
    elif len(kept) > 1 and not firm:
        kept = _ended(match, name, bare, kept, whole=len(kept) == len(hits))
    slots = [match.line.slots[int(hit[2])] for hit in kept]
    return [slot for slot in slots if slot.entity is not None]


def _ended(match: Match, name: str, bare: str, kept: list[re.Match[str]], *, whole: bool) -> list[re.Match[str]]:
    """A list cut where a clause of its own begins, or where commas join nobody."""
    after = match.line.shape.text[match.found.end(name) :] if whole else " …"
    verb = re.match(r" (in the lead|[a-z]+)", after)
    if verb and verb[1] in shared_set("goes_on"):
        kept = kept[:-1]
    stops = bool(re.match(r"\s*(?:[.;)|]|$)", after))
    return kept if stops or _joined(bare, kept) else kept[:1]


def _joined(bare: str, kept: list[re.Match[str]]) -> bool:
    """Whether more than commas join a list."""
    return any(_JOINED.search(bare[one.end() : two.start()]) for one, two in pairwise(kept))


def credit(match: Match, subject: Entity | None, slots: list[Slot], *, withdrawn: bool = False) -> Iterator[Candidate]:
    """A candidate for each person of a list; "Ann and Jane Roe" share their surname."""
    season = {"season": season_of(match)}
    text = match.line.reading.article.text
    for n, slot in enumerate(slots):
        maker = person(slot.entity)
        after = slots[n + 1].entity if n + 1 < len(slots) else None
        paired = after is not None and text[slot.end : slots[n + 1].start].strip() in ("and", "&")
        if maker and after and paired and " " not in maker.name and " " in after.name:
            maker = Entity("person", f"{maker.name} {after.name.split()[-1]}")
        yield from candidate(match, subject, maker, slot, season, withdrawn=withdrawn)


_SEASON = alternatives(SHARED["season"])
_NUMBERED_SEASON = regex(rf"‹R(\d+)› {_SEASON}|{_SEASON} ‹Q(\d+)›", re.IGNORECASE)


def season_of(match: Match) -> int | None:
    """The season of which the words of the match speak; None where they name none."""
    text = re.split(r"[.;]", match.line.shape.text[match.start : match.end + 40])[0]
    found = _NUMBERED_SEASON.search(text)
    if found is None:
        return None
    number = match.line.slots[int(found[1] or found[2])].number
    return int(number.quantity.amount) if number else None


def titles(match: Match, name: str = "titles") -> list[Entity]:
    """The titles under ``name``, those in brackets left out; the list ends where another phrase begins."""
    text = _BRACKETS.sub(lambda hit: " " * len(hit[0]), match.found.groupdict().get(name) or "")
    found: list[Entity] = []
    at = 0
    for hit in _SLOT.finditer(text):
        if hit[1] not in "TXFN":
            continue
        words = re.findall(r"[\w'-]+", _SLOT.sub("", text[at : hit.start()].lower()))
        words = words[3:] if words[:3] == ["as", "well", "as"] else words[1:] if words[:1] == ["and"] else words
        words = words[2:] if words[1:2] == ["of"] and words[0] in shared_set("partial") else words
        if found and not (shared_set("stop") | shared_set("goes_on")).isdisjoint(words):
            break
        entity = match.line.slots[int(hit[2])].entity
        if entity is not None:
            found.append(screen(entity))
        at = hit.end()
    return found


def subject_of(match: Match) -> Entity | None:
    """The title of which a credit speaks: one named in the match, one beside it, or the line's.

    A title right before the credit, what it is between them ("*Harbor*, a thriller directed by"),
    and the one that a relative clause hangs on ("*Harbor*, for which Roe …") come first; one that
    merely tells who somebody is ("*Quay* producer Jane Roe directs") does not count.
    """
    if match.found.groupdict().get("title"):
        return title_of(match)
    text, line = match.line.shape.text, match.line
    before = text[: match.start]
    if not re.search(r"[\w‹]", before):
        ahead = _AHEAD.match(text[match.end :])
        if ahead and line.matters(match.end + ahead.start(1) - 1):
            return line.slots[int(ahead[1][1:])].entity
    told = re.search(r"‹[TF]\d+› ([a-z -]+?) (?:‹P\d+› )?$", before, re.IGNORECASE)
    if told and told[1].lower() in shared_set("trades"):
        return line.title
    for near in (_BESIDE, _RELATIVE):
        found = near.search(before)
        if found:
            return line.slots[int(found[1][1:])].entity
    if _FORMERLY.match(text[match.end :]):
        return line.title
    asides = [hit.span() for hit in _WHO.finditer(before)]
    if asides:
        for hit in reversed(list(_SLOT.finditer(before))):
            if hit[1] in "TX" and not any(low <= hit.start() < high for low, high in asides):
                return line.slots[int(hit[2])].entity
    return title_of(match)


def subjects_of(match: Match, makers: int) -> list[Entity]:
    """The titles of which a credit of ``makers`` people speaks.

    All of a list that "both", "each" or "all" sums up; as many as there are makers where the words
    say "respectively" or "in that order"; else the one that `subject_of` finds.
    """
    text, line = match.line.shape.text, match.line
    before = _BRACKETS.sub("", text[: match.start])
    named = [screen(one) for hit in _SLOT.finditer(before) if hit[1] == "T" and (one := line.slots[int(hit[2])].entity)]
    if re.search(r"\b(?:respectively|in that order)\b", text[match.start : match.end + 16]) and len(named) == makers:
        return named
    counted = re.search(r"\b(both|each|all)(?: of (?:them|which))?(?: (?:were|was|are|is))? $", before)
    if counted and len(named) > 1:
        return named[-2:] if counted[1] == "both" else named
    one = subject_of(match)
    return [one] if one else []


def bracketed(match: Match, slot: Slot) -> list[Entity]:
    """The titles in the brackets right behind a name: "Jane Roe (Harbor, 2019)"."""
    line = match.line
    text = line.shape.text
    at = text.find(f"‹{slot.letter}{line.slots.index(slot)}›")
    found = re.match(r"‹\w+› \(([^()]*(?:\([^()]*\))?[^()]*)\)", text[at:]) if at >= 0 else None
    if found is None or re.search(r"\b(?:as|plays|starring|left|right)\b", found[1]):
        return []
    inside = [(hit[1], line.slots[int(hit[2])].entity) for hit in _SLOT.finditer(found[1])]
    return [
        screen(one) for kind, one in inside if one is not None and (kind == "T" or (kind == "N" and " " in one.name))
    ]


def called(line: Line, who: Entity | None, nouns: re.Pattern[str]) -> bool:
    """Whether the article calls a person by one of the nouns, right before the name or behind it."""
    if who is None:
        return False
    for other in line.reading.lines:
        text = other.shape.text
        if not nouns.search(text):
            continue
        for n, slot in enumerate(other.slots):
            if slot.label not in ("person", "person_ref") or slot.entity is None or slot.entity.name != who.name:
                continue
            at = text.find(f"‹{slot.letter}{n}›")
            before = text[max(0, at - 40) : at]
            if any(re.fullmatch(r"[,:]? (?:the )?", before[hit.end() :]) for hit in nouns.finditer(before)):
                return True
            behind = text[at + len(f"‹{slot.letter}{n}›") :]
            told = re.match(
                r"(?: \([^()]*\))?(?:,| is| was) (?:(?:[\w-]+|‹[XGTN]\d+›(?:'s)?) ){0,4}?(?=[a-z-]+)", behind
            )
            hit = nouns.search(behind[:70])
            if (
                told
                and hit
                and re.fullmatch(
                    r"(?: \([^()]*\))?(?:,| is| was) (?:(?:the|a|an|its|[\w-]+|‹[XGTN]\d+›(?:'s)?) ){0,4}",
                    behind[: hit.start()],
                )
            ):
                return True
    return False
