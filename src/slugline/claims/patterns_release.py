"""How a release is told: whose it is, where it can be seen, in which country, of which season.

Shared by the kinds that speak of releases, platforms, trailers and shoots.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from slugline.claims.compose import screen
from slugline.claims.kind import load_words
from slugline.model import Entity
from slugline.text.lexicon import lexicon, word_set
from slugline.text.patterns import CLASSES, Match, Pattern
from slugline.text.reading import Line
from slugline.text.shape import WORD, Slot

WORDS = load_words(str(Path(__file__).parent / "kinds" / "release_date"))
SLOT = re.compile(r"‹([A-Z])(\d+)›")
_CUT = re.compile(r"; |: | – |\. |, (?:and|but|while|with|so|then) | but | while | because ")
_OUTLET = r"(?:streaming (?:service|platform|giant|app)|streamer|platform|app|on-demand service)"
_CHANNEL = (
    r"(?:(?:pay |cable |free-to-air |public |state |children's |music |TV |television "
    r"|pay-TV )*(?:channel|network|broadcaster))"
)


def any_of(key: str) -> str:
    """The regex of one of the release words' lists."""
    return alternatives(WORDS.say[key])


@cache
def alternatives(phrases: tuple[str, ...]) -> str:
    """A regex that matches any of the phrases as whole words."""
    ordered = sorted(set(phrases), key=len, reverse=True)
    return (
        r"(?<![\w'-])(?:"
        + "|".join(_ITS.sub(_referring, re.escape(one).replace("\\ ", " ")) for one in ordered)
        + r")(?![\w-])"
    )


_ITS = re.compile(r"\b(its|it)\b(?!')")


def _referring(hit: re.Match[str]) -> str:
    """ "It" and "its" in a phrase may have become placeholders."""
    return r"(?:its|‹[XT]\d+›'s)" if hit[0] == "its" else r"(?:it|‹[XT]\d+›)"


@cache
def _compiled(*keys: str) -> re.Pattern[str]:
    return re.compile("|".join(any_of(key) for key in keys), re.IGNORECASE)


_OWN = re.compile(r"(?<![\w«])its(?![\w»'])")
_MACRO = re.compile(r"«(\w+)»|\{(\w+):(\w+)\}")


def written(template: str, words: Mapping[str, tuple[str, ...]] | None = None) -> Pattern:
    """A pattern written as a regex over the shape, with two additions: «list» stands for any phrase of a list of
    ``words`` or else of the release words, {name:class} for a slot of a class of `slugline.text.patterns`, kept under
    the name.
    """
    lists = {**WORDS.say, **(words or {})}

    def put(hit: re.Match[str]) -> str:
        return alternatives(lists[hit[1]]) if hit[1] else rf"‹(?P<{hit[2]}>[{CLASSES[hit[3]]}]\d+)›"

    source = _MACRO.sub(put, _OWN.sub(r"(?:its|‹X\\d+›'s)", template))
    return Pattern(template, source, _triggers(template, lists))


_REQUIRED = re.compile(r"\(\?P<(?:verb|noun|word|key)>((?:«\w+»\|?)+)\)(?![?*{])")


def _triggers(template: str, lists: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The first words of the smallest group of lists that every match must use; none where one may begin otherwise."""
    best: frozenset[str] = frozenset()
    for group in _REQUIRED.finditer(template):
        if template[: group.start()].count("(") - template[: group.start()].count("\\(") > template[
            : group.start()
        ].count(")") - template[: group.start()].count("\\)"):
            continue
        phrases = [phrase for key in re.findall(r"«(\w+)»", group[1]) for phrase in lists[key]]
        firsts = [WORD.match(phrase.lower()) for phrase in phrases]
        found = frozenset(first[0] for first in firsts if first)
        if all(firsts) and not found & {"it", "its"} and (not best or len(found) < len(best)):
            best = found
    return best


# --- whose release it is


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(
        (
            rf"‹[TXF]\d+›(?!'s\b(?! ‹))|‹N\d+›(?=,? (?:which |that |also |now |still "
            rf"|will |is |has )*$)|(?P<other>{any_of('other_subjects')})|(?P<part>{any_of('parts')}|"
            rf"‹R\d+› (?:series|season|episode|part|half|instalment|installment)|(?:part|"
            rf"series|volume) ‹Q\d+›)"
        ),
        re.IGNORECASE,
    )


@cache
def _of_other() -> re.Pattern[str]:
    return re.compile(
        (
            rf"{any_of('other_subjects')}(?: [\w'-]+)? (?:on|of|for|in|to|from|and|at|"
            rf"after|before|behind|the|de)(?: the| season ‹Q\d+› of)? ?$"
        ),
        re.IGNORECASE,
    )


def head_before(line: Line, place: int, reach: int = 140) -> str:
    """What the verb at ``place`` has as its subject: ``title``, ``part`` (a season, episodes), ``other`` or nothing found."""
    text = line.shape.text
    low = max(0, place - reach)
    best, found = "", None
    for hit in _heads().finditer(text, low, place):
        if hit["other"]:
            # "the festival premiere of", "opens the festival": only a noun that could be the subject
            best, found = "other", hit
        elif hit["part"]:
            best, found = "part", hit
        else:
            best, found = "title", hit
    if found is None:
        return ""
    between = text[found.end() : place]
    if best == "title" and _of_other().search(_named(line, text[: found.start()])):
        return "other"
    if (
        best != "other"
        and re.search(r"‹[PY]\d+›(?!'s)", between)
        and not re.search(r"‹[PY]\d+›[^‹]*(?:,|\)|–)", between)
    ):
        return "person" if not _starring().search(between) else best
    return best


@cache
def _starring() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:star|stars|starring|by|with|from|of|as|featuring|about|and|directed|written|created|led)\b",
        re.IGNORECASE,
    )


_AUX = (
    r"(?:(?: (?:will|would|is|are|was|were|has|have|had|be|been|being|to|set|"
    r"due|now|also|still|then|finally|instead|just|only|first|not|never|already|"
    r"which|that|both|all|could|may|might|should|can|does|did|meanwhile|officially|"
    r"originally|reportedly|likely|expected|scheduled|slated|[a-z]+ly)|'ll|'s|"
    r"n't),?)*"
)


def subject_of(match: Match, place: int, end: int, between: str = "") -> Entity | None:
    """The title whose release a verb at ``[place, end)`` tells: its object in the words behind it, else its subject."""
    line = match.line
    text = line.shape.text
    for hit in SLOT.finditer(between):
        if hit[1] not in "TXF":
            continue
        before = between[: hit.start()]
        if _beside().search(before):
            continue
        entity = line.slots[int(hit[2])].entity
        if entity is not None:
            return screen(entity)
    low = segment_before(line, place)
    for start in dict.fromkeys((max(0, place - 160), low)):
        owner = _OWNER.search(text[start:place])
        if owner:
            entity = _owner(line, owner, start)
            if entity is not None:
                return screen(entity)
    found = line.title_at(place, end)
    return screen(found) if found else None


_RELATION = re.compile(
    r" (sequel|prequel|spin-off|spinoff|remake|reboot|follow-up|revival|adaptation|film|movie|series|special|musical)\b"
)


_RELATED_TO = re.compile(
    r"\b(sequel|prequel|spin-off|spinoff|remake|reboot|revival|follow-up) (?:to|of|from)(?: the)? ?$", re.IGNORECASE
)


def subjects_of(match: Match, place: int, end: int, between: str = "") -> list[Entity]:
    """As `subject_of`, with the titles that stand beside it: *Tin* and *Low Road* open on Friday."""
    first = subject_of(match, place, end, between)
    if first is None:
        return []
    text = match.line.shape.text
    joined = _JOINED.search(text[:place])
    if not joined or re.search(r"‹[TX]\d+›", between):
        return [first]
    found = [match.line.slots[int(number)].entity for number in re.findall(r"‹T(\d+)›", joined["list"])]
    named = [screen(one) for one in found if one is not None]
    return named if first in named else [first]


_JOINED = re.compile(
    rf"(?<!of )(?<!to )(?<!with )(?P<list>‹T\d+›(?:(?:, |,? and | & )‹T\d+›)+)"
    rf"(?:, (?:both|all|each|neither)(?: of which)?|,? which)?{_AUX} ?$",
    re.IGNORECASE,
)


def _owner(line: Line, owner: re.Match[str], start: int) -> Entity | None:
    """The title in a subject: with the noun of its relative ("a *Title* sequel"); a bare name only where it can be one."""
    slot = line.slots[int(owner["slot"][1:])]
    entity = slot.entity
    if entity is None:
        return None
    related = _RELATION.match(line.shape.text, start + owner.end("slot") + 1)
    if (
        related
        and related[1] in ("sequel", "prequel", "spin-off", "spinoff", "remake", "reboot", "revival")
        and slot.label in ("title", "franchise")
    ):
        return Entity(entity.type if entity.type != "franchise" else "film", f"{entity.name} {related[1]}")
    if slot.label in ("title", "franchise"):
        of = _RELATED_TO.search(line.shape.text[: start + owner.start()])
        if of:
            return Entity(entity.type if entity.type != "franchise" else "film", f"{entity.name} {of[1].lower()}")
    if slot.label != "name":
        return entity
    text, name = line.reading.article.text, entity.name
    behind = owner["noun"] or ""
    if behind and not re.match(r",? (?:which|that)\b", behind) and not _compiled("moving").search(behind):
        return None
    if line.shape.text[: start + owner.start()].endswith(("the ", "The ", "a ", "an ")) or _compiled(
        "other_subjects"
    ).fullmatch(name):
        return None
    if slot.start <= line.start + 2 and " " not in name and text.count(name) < 2:
        return None
    return None if home_kind(line, slot) else entity


# the subject before a verb: with an apposition or a relative pronoun between, or right before it (then a bare name will do)
_OWNER = re.compile(
    (
        rf"‹(?P<slot>[TXFN]\d+)›(?!'s )(?P<noun>(?: \([^()]*\))?, (?:an?|the|which|"
        rf"whose|his|her|its|with|directed|written|starring|from|about|based|created|"
        rf"produced|another|one|part|both|formerly|‹[POSCNG]\d+›'s|dateless|meanwhile|"
        rf"for one|for ‹Q\d+›|in which)\b[^;:]{{0,110}}?,| (?:which|that|whose)[^;:,]{{0,60}}?|"
        rf", (?:which|whose|that) [^;:,]{{0,60}}?|(?: [a-z'-]+){{1,3}})?,?{_AUX} ?$"
    ),
    re.IGNORECASE,
)


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf"{any_of('beside')}(?: the| its| his| her| a)?(?: [\w'-]+)?[ \"]*$", re.IGNORECASE)


# --- where, in which country, of which season


def medium_and_place(line: Line, low: int, high: int, *, subject: str = "") -> dict[str, object]:
    """The qualifiers that the words at ``[low, high)`` of the shape give a release: medium, platform, territory.

    ``subject`` is the subject's own words, in which a service or channel may stand ("Netflix will add …").
    """
    text = line.shape.text[low:high]
    found: dict[str, object] = {}
    services, channels = homes(line, text)
    if not services and not channels and subject:
        services, channels = homes(line, subject)
        services = (
            services if re.search(r"‹[SNO]\d+›(?:, [^,]{1,60},)?(?:,? which)? *(?:[\w']+ ){0,3}$", subject) else []
        )
    shown = _named(line, text)
    kinds = [
        name
        for name in ("home_video", "festival", "theatrical", "broadcast", "streaming")
        if _compiled(name).search(shown if name == "festival" else text)
    ]
    if services:
        found["platform"] = services[0]
        kinds = ["streaming", *[kind for kind in kinds if kind in ("theatrical",)]]
    elif channels and not kinds:
        kinds = ["broadcast"]
    if "festival" in kinds:
        kinds = ["festival"]
    if "home_video" in kinds:
        kinds = ["home_video"]
    if len(kinds) == 1:
        found["medium"] = kinds[0]
    elif "platform" in found and len(kinds) > 1:
        del found["platform"]
    places = territories(line, text)
    if len(places) == 1 and found.get("medium") != "festival":
        found["territory"] = places[0]
    return found


def _named(line: Line, text: str) -> str:
    """A piece of the shape with the names of prizes, places and bodies written out, as festivals stand among them."""

    def put(hit: re.Match[str]) -> str:
        entity = line.slots[int(hit[2])].entity
        return entity.name if entity and hit[1] in "AONGP" else hit[0]

    return SLOT.sub(put, text)


def homes(line: Line, text: str) -> tuple[list[str], list[str]]:
    """The streaming services and the channels that stand in a piece of the shape."""
    services: list[str] = []
    channels: list[str] = []
    for hit in SLOT.finditer(text):
        slot = line.slots[int(hit[2])]
        kind = home_kind(line, slot, text[: hit.start()])
        if kind and slot.entity:
            (services if kind == "platform" else channels).append(slot.entity.name)
    return services, channels


def home_kind(line: Line, slot: Slot, before: str = "") -> str:
    """``platform`` for a streaming service, ``network`` for a channel, else nothing.

    A name that no list holds is one where the article calls it so anywhere.
    """
    if slot.entity is not None and _compiled("home_video", "theatrical").fullmatch(slot.entity.name):
        return ""
    if slot.label == "platform":
        return "platform"
    if slot.label == "network":
        return "network"
    if slot.label not in ("organization", "name", "person") or slot.entity is None or not slot.entity.name:
        return ""
    return _called(line.reading.article.text, slot.entity.name)


@cache
def _called(text: str, name: str) -> str:
    shown = re.escape(name)
    for kind, noun in (("platform", _OUTLET), ("network", _CHANNEL)):
        if re.search(
            (
                rf"\b{noun},? (?:called |named )?{shown}\b|\b{shown}(?:'s|’s)? {noun}\b|\b{shown}, "
                rf"(?:the|a|an|its|India's|Japan's) (?:[\w'’-]+ ){{0,3}}{noun}\b"
            ),
            text,
        ):
            return kind
    if re.search(
        (
            rf"\b(?:streams?|streaming|stream|streamed) (?:exclusively |only |now )?(?:on|"
            rf"to) {shown}\b|\b{shown} (?:subscribers|original|originals)\b"
        ),
        text,
    ):
        return "platform"
    if re.search(rf"\b(?:airs?|aired|airing|broadcast) (?:live |exclusively |nightly )?on {shown}\b", text):
        return "network"
    return ""


@cache
def _adjectives() -> tuple[re.Pattern[str], dict[str, str]]:
    flat = lexicon("geography")["adjectives"]
    table = dict(zip(flat[::2], flat[1::2], strict=True))
    names = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    nouns = any_of("national_nouns")
    return re.compile(rf"(?<![\w-])(?P<adjective>{names}) (?:[a-z-]+ ){{0,2}}?(?i:{nouns})"), table


@cache
def _everywhere() -> re.Pattern[str]:
    return re.compile(alternatives(lexicon("geography")["worldwide"]), re.IGNORECASE)


_IN_PLACE = re.compile(
    (
        r"\b(?:in|across|into|to|throughout|around|for|of|reach|reaches|reached|"
        r"reaching|hits|hit|hitting|and|both|over)(?: the| all| most of| all of|"
        r" much of| parts of)* ‹[GNO](\d+)›"
    ),
    re.IGNORECASE,
)
_PLACE_NOUN = re.compile(
    (
        r"‹G(\d+)›(?:'s)?(?: [a-z-]+){0,1} (?:cinemas?|theat(?:er|re)s?|screens?|"
        r"halls|release|premiere|debut|date|audiences|viewers|bow|rollout|launch)\b"
    ),
    re.IGNORECASE,
)


def territories(line: Line, text: str) -> list[str]:
    """The countries that a piece of the shape names as where a title comes out, each once."""
    found: list[str] = []
    for pattern in (_IN_PLACE, _PLACE_NOUN):
        for hit in pattern.finditer(text):
            _put(found, country(line.slots[int(hit[1])]))
    adjectives, table = _adjectives()
    for named in adjectives.finditer(text):
        _put(found, table[named["adjective"]])
    if not found and _everywhere().search(text):
        found.append("worldwide")
    return found


def country(slot: Slot) -> str:
    """The country that a slot names; empty for a town or anything else."""
    name = slot.entity.name if slot.entity else ""
    countries = word_set("geography", "countries")
    return name if name in countries or f"the {name}" in countries else ""


def _put(found: list[str], name: str) -> None:
    if name and name not in found:
        found.append(name)


_SEASON = re.compile(
    (
        r"(?:\b(?:seasons?|series|S) (?:number )?‹Q(?P<count>\d+)›|‹R(?P<rank>\d+)›(?:,? "
        r"(?:and|or) (?:final|last|concluding)| final| last| and last)?(?: [\w-]+)? "
        r"(?:seasons?|series|run)\b)"
    ),
    re.IGNORECASE,
)


def season_of(line: Line, text: str) -> int:
    """The number of the season that a piece of the shape names last; 0 where it names none."""
    number = 0
    for hit in _SEASON.finditer(text):
        slot = line.slots[int(hit["count"] or hit["rank"])]
        if slot.number is not None:
            number = int(slot.number.quantity.amount)
    return number if number < 100 else 0


def segment_before(line: Line, place: int) -> int:
    """Where the clause begins that holds ``place`` of the shape."""
    low = 0
    for hit in _CUT.finditer(line.shape.text, 0, place):
        low = hit.end()
    return low


def segment_after(line: Line, place: int) -> int:
    """Where the words end that may still qualify what stands before ``place``: the next date, clause or stop."""
    stop = _STOP.search(line.shape.text, place)
    return stop.start() if stop else len(line.shape.text)


_STOP = re.compile(
    r"‹D\d+›|[;:.()]|, (?!(?:only |exclusively )?(?:on|in|at|via|across|exclusively|"
    r"only|worldwide|nationwide)\b[^,;:.‹]{0,25}(?:‹[A-CE-Z]\d+›)?[^,;:.‹]{0,12}(?:[,;:.]|"
    r"$))| (?:and|but|while|after|before|following|with|when|as|because|where|"
    r"who|which|then) "
)
