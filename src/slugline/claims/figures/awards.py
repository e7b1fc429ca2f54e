"""Awards as a text names them: "Golden Globe for best actress", "the audience award", "best supporting actor".

`honours` gives a view of a line in which each award is one ‹A…› and each category without a "best"
("supporting actor", "drama series"), which is an award only where something says so, one ‹R…›.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from slugline.claims.compose import candidate, person, screen
from slugline.claims.figures.views import alternatives, once_a_line, view
from slugline.claims.kind import Candidate, load_words
from slugline.model import Entity
from slugline.text.lexicon import word_set
from slugline.text.patterns import Match, regex
from slugline.text.reading import Line
from slugline.text.shape import Slot
from slugline.text.times import resolve

SAY = load_words(str(Path(__file__).parents[1] / "kinds" / "award_won")).say

_FOR = r"(?:,? (?:for|as|in the category of) (?:(?:the|its|his|her|their|a) )?)"
_MARKS = ("®", "™")
_PLURAL = regex(rf"{alternatives(SAY['plural'])}$", re.IGNORECASE)


# what a line must hold before it is looked at closely
_GATE = regex(
    r"best|outstanding|award|prize|troph|honou?r|winn|\bw[io]n|took|takes|scoop|nomin|shortlist|goes to|went to|grand"
    r"|oscar|emmy|bafta|:|\bup for\b|palme|golden|silver| to [A-Z]",
    re.IGNORECASE,
)


@cache
def _category() -> str:
    kinds, things = _any(SAY["kind"]), _any(SAY["thing"])
    joined_to = rf"(?: (?:in|of|or|and|for|by) (?:an? |the )?(?:{kinds}[ -]){{0,2}}{things}){{0,2}}"
    form = r"(?: [(–-]? ?(?:drama|comedy|musical or comedy|comedy or musical|musical/comedy|television|film)\b\)?)?"
    return rf"(?:{kinds}[ -]){{0,3}}{things}{joined_to}{form}"


def _any(phrases: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(one) for one in sorted(phrases, key=len, reverse=True)) + ")"


@cache
def _best() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:best|outstanding|top)[ -]{_category()}(?![\w-])", re.IGNORECASE)


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_category()}(?![\w-])", re.IGNORECASE)


@cache
def _festival() -> re.Pattern[str]:
    heads = alternatives(SAY["head"])
    return re.compile(
        rf"(?<![\w-]){heads}[ -](?:award|prize|trophy|honou?r)(?! (?:season|ceremony|winner|show)"
        r")(?![\w-])|(?<![\w-])(?:grand prix|grand jury prize|palme d[’']or"
        rf"|{alternatives(SAY['named'])})(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _famous() -> re.Pattern[str]:
    words = word_set("names", "awards") - {phrase.lower() for phrase in SAY["generic"]} - {"globes", "palme"}
    names = "|".join(
        sorted({re.escape(word.capitalize()) for word in words} | {re.escape(word.upper()) for word in words})
    )
    return re.compile(rf"(?<![\w-])(?:{names})(?!\w)")


@once_a_line
def honours(line: Line) -> Line | None:
    """The line with its awards as ‹A…›, other categories as ‹R…›; None where it names neither."""
    text = line.reading.article.text
    if not _GATE.search(text, line.start, line.end) and not any(slot.label == "award" for slot in line.slots):
        return None
    slots = _awards(line, text)
    taken = [(slot.start, slot.end) for slot in slots]
    names = [(slot.start, slot.end) for slot in line.slots if slot.label not in ("ordinal", "count", "money", "name")]
    for hit in _bare().finditer(text, line.start, line.end):
        inside = _is_label(text[line.start : hit.start()], text[hit.end() : line.end])
        names_here = [one for one in names if hit.start() < one[1] and one[0] < hit.end()]
        free = not any(hit.start() < high and low < hit.end() for low, high in taken)
        free &= not names_here or (inside and all(hit.start() <= low and high <= hit.end() for low, high in names_here))
        if free and _stands_alone(text[line.start : hit.start()], text[hit.end() : line.end]):
            slots.append(Slot("ordinal", hit.start(), hit.end(), entity=Entity("award", _spaced(hit[0]))))
    if not slots:
        return None
    return view(line, slots, lambda slot: slot.label in ("ordinal", "count", "award"))


_PRIZED = regex(rf"{alternatives(SAY['prizing'])} (?:the |and )?$", re.IGNORECASE)
_HANDED_ON = regex(r"[*_]*(?:,[^:]{0,40})? ?(?:\([^()]*\))?[*_]*:| (?:goes|went|go|to|is) ", re.IGNORECASE)


def _is_label(before: str, after: str) -> bool:
    """Whether a category between these words is all that stands before a colon: then no word of it is a name."""
    return not before.strip("*_# •-") and after.lstrip("*_").startswith(":")


def _stands_alone(before: str, after: str) -> bool:
    """Whether a category between these words may be an award: a label, the object of winning, what goes to somebody."""
    if re.match(r"[,:]? [\"“‘*_]*[A-Z]", after) and not after.lstrip("*_").startswith(":"):
        return bool(re.match(r",", after))
    return bool(
        _PRIZED.search(before) or _HANDED_ON.match(after) or (" and " in before[-6:] and _PRIZED.search(before[:-4]))
    )


def _awards(line: Line, text: str) -> list[Slot]:
    """Names of awards first, each with the category beside it; then "best …" and "… prize" alone."""
    spans = [_whole(line, text, slot.start, slot.end) for slot in line.slots if slot.label == "award" and slot.entity]
    spans += [
        _whole(line, text, hit.start(), hit.end())
        for hit in _famous().finditer(text, line.start, line.end)
        if not any(slot.start < hit.end() and hit.start() < slot.end for slot in line.slots)
    ]
    for pattern in (_best(), _festival()):
        for hit in pattern.finditer(text, line.start, line.end):
            if any(hit.start() < high and low < hit.end() for low, high, _ in spans):
                continue
            start, end, name = hit.start(), hit.end(), _spaced(hit[0])
            if pattern is not _best():
                name, end = _at_festival(line, text, name, end)
            if not any(slot.start < start and end < slot.end for slot in line.slots):
                spans.append((start, end, name))
    return [Slot("award", start, end, entity=Entity("award", name)) for start, end, name in spans]


def _at_festival(line: Line, text: str, name: str, end: int) -> tuple[str, int]:
    """Reads "The audience award" with "at the Harbor Film Festival" behind it."""
    tail = re.compile(r" (?:at|in) (?:the )?(?=[A-Z])").match(text, end)
    for slot in line.slots:
        if tail and slot.start == tail.end() and slot.label == "organization" and slot.end <= line.end:
            return f"{name} at the {text[slot.start : slot.end]}", slot.end
    return name, end


_ADJECTIVE = regex(
    rf"(?:(?<=\s)|^)((?:honorary|foreign-language|lifetime achievement|{alternatives(SAY['nation'])}) )$"
)


@cache
def _category_before() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=\s)|^)((?:best |outstanding )?{_category()})[ -]$", re.IGNORECASE)


@cache
def _category_behind() -> re.Pattern[str]:
    return re.compile(
        rf"{_FOR}((?:(?:best|outstanding) )?{_category()}|(?:best|outstanding) (?:[\w'’-]+ "
        rf"){{0,3}}?(?:film|picture|feature|actor|actress|performance|series|show|drama|comedy"
        r"|documentary|short|song|score|director|work|debut))(?![\w-])",
        re.IGNORECASE,
    )


def _whole(line: Line, text: str, start: int, end: int) -> tuple[int, int, str]:
    """A named award with "for best actress" behind it, or "best-picture" before it."""
    if text[end : end + 1] in _MARKS:
        end += 1
    if text[end : end + 5].lower() in (" d'or", " d’or"):
        end += 5
    elif text[end : end + 7].lower() in (" award ", " award,", " award."):
        end += 6
    before = _category_before().search(text[line.start : start])
    adjective = _ADJECTIVE.search(text[line.start : start])
    name = singular(_spaced(text[start:end]))
    low = start
    if before:
        low = line.start + before.start(1)
        name = f"{_spaced(before[1])} {name}"
    elif adjective:
        low = line.start + adjective.start(1)
        name = f"{adjective[1].strip()} {name}"
    behind = _category_behind().match(text, end, line.end)
    gerund = (
        behind
        and behind[1].lower() in ("writing", "directing", "editing")
        and re.match(r" [\"“‘*_A-Z]", text[behind.end() : behind.end() + 3])
    )
    if behind and not gerund and not re.match(r" (?:of|in) [\"“‘*_A-Z]", text[behind.end() : behind.end() + 6]):
        end = behind.end()
        name = f"{name} for {_spaced(behind[1])}"
    return low, end, name


def award_in(heading: str) -> str:
    """The award that a heading is ("Best picture", "Best actress in a drama"); empty where it is none."""
    found = _best().match(heading.strip(" *_#:"))
    return _spaced(found[0]) if found else ""


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*_®™]", "", text)).strip(' ,."“”')


def joined(slot: Slot, award: Slot) -> Slot:
    """The second award of "Oscars for its costumes and its design": a bare category takes the first one's name."""
    if slot.label != "ordinal" or slot.entity is None or award.entity is None or " for " not in award.entity.name:
        return slot
    return Slot(
        slot.label,
        slot.start,
        slot.end,
        entity=Entity("award", f"{award.entity.name.split(' for ')[0]} for {slot.entity.name}"),
    )


_INCLUDING = regex(
    r"[^‹›.;:]{0,12}(?:‹D\d+›)?,? (?:including|among them|among which|:) (?P<list>(?:the "
    r")?‹A\d+›(?:(?:, and |, | and )(?:the )?‹A\d+›)*)(?! for ‹[PN])",
    re.IGNORECASE,
)


def including(match: Match, award: Slot | None) -> Iterator[Slot]:
    """The awards that "five Baftas, among them best film and best score" names, under the first one's name."""
    hit = _INCLUDING.match(match.line.shape.text, match.end)
    if hit is None or award is None or award.entity is None:
        return
    for number in re.findall(r"‹A(\d+)›", hit["list"]):
        slot = match.line.slots[int(number)]
        if slot.entity is None:
            continue
        yield slot


_FURTHER = regex(
    r"(?:,? and(?: also| then)?|,(?: then| also)?|,? as well as|,? plus|,? along with|,? not to mention)"
    r"(?: (?:one for|another for|for|the|an?|its|his|her|their|both|one|another|‹[XY]\d+›'s))* "
    r"‹(?P<award>[AR]\d+)›(?!:|-|'s| (?:–|to|went|goes|going|is|was|are|were|nomin\w+|nods?|winners?|nominees?"
    r"|ceremony|race|for ‹[PN]))",
    re.IGNORECASE,
)


def further(match: Match, award: Slot | None) -> Iterator[Slot]:
    """The awards behind the first one: "best director, best film and two Baftas"; a bare category takes its name."""
    text, at = match.line.shape.text, match.end
    while hit := _FURTHER.match(text, at):
        slot = match.line.slots[int(hit["award"][1:])]
        if slot.label == "award" or (award and award.entity and re.search("best| for ", award.entity.name)):
            yield joined(slot, award) if award else slot
        at = hit.end()


def singular(name: str) -> str:
    """One award of "Academy Awards", "Oscars", "Logies"."""
    return name[:-1] if _PLURAL.search(name) and not name.lower().endswith("arts") else name


# --- who has it, for what, and when


_FOR_WORK = regex(
    r"[^‹›.;:]{0,6}?,? ?(?:in ‹D\d+› |last year |this year |there )?,? ?(?:for|in|with|from) "
    r"(?!best)(?:[^‹›.;:()]{0,60}?(?:‹[PHNYGR]\d+›(?:'s)?[^‹›.;:()]{0,30}?){0,2})?(?:‹D\d+›'s "
    r")?‹(?P<work>[TXF]\d+)›",
    re.IGNORECASE,
)
_YEAR = regex(r"[^‹›.;:]{0,30}? (?:in |at the |of |this |for )?‹(?P<year>D\d+)›")


def work_behind(match: Match) -> Entity | None:
    """The title for which the award is given, as the words behind it say."""
    hit = _FOR_WORK.match(match.line.shape.text, match.end)
    entity = match.line.slots[int(hit["work"][1:])].entity if hit else None
    return screen(entity) if entity else None


def year_of(match: Match) -> int | None:
    """The year that the clause gives for the award, "two years ago" resolved."""
    text = match.line.shape.text
    hit = _YEAR.match(text, match.end) or re.search(r"‹(?P<year>D\d+)›[^‹›.;:]{0,24}$", text[: match.start])
    slot = match.line.slots[int(hit["year"][1:])] if hit else None
    if slot is None or slot.date is None or slot.date.kind == "year_range":
        return None
    value = resolve(slot.date, match.line.reading.article.published, "past")
    return value.first.year if value and value.first.year == value.last.year else None


def honoured(
    match: Match, slot: Slot | None, subject: Entity | None, work: Entity | None = None, *, withdrawn: bool = False
) -> Iterator[Candidate]:
    """The candidate of an award: a person's with its work, a title's without."""
    if slot is None or slot.entity is None or subject is None:
        return
    qualifiers: dict[str, object] = {"year": year_of(match)}
    if subject.type not in ("film", "series", "special", "franchise"):
        subject = person(subject)
        qualifiers["work"] = work.name if work else None
    yield from candidate(match, subject, Entity("award", slot.entity.name), slot, qualifiers, withdrawn=withdrawn)
