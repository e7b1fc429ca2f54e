"""The answer to one understood question: which values it asks for, their standing, one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from slugline.answers.cite import Json, citations, values_json
from slugline.answers.guide import ordered, overall
from slugline.answers.guide import status_answer as guide_status
from slugline.answers.phrases import listed, sentence
from slugline.answers.reply import About, about, according, bare, item, reply, status_said, topic, words_of
from slugline.model import Entity
from slugline.record import Said, Slot, Stand, Title, View
from slugline.record.names import fold, fold_franchise, is_cinema

_UNKNOWN = "unknown"
_ENDS = ("renewed", "cancelled", "ended")
_NO_TERRITORY = ("", "worldwide")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question understood: ``key`` is the way of asking, names are folded, empty where not named."""

    view: View
    subject: str
    property: str
    key: str
    season: str = ""
    territory: str = ""
    medium: str = ""
    person: str = ""
    character: str = ""
    other: str = ""
    platform: str = ""
    award: str = ""
    work: Title | None = None
    future: bool = False


def answered(what: Asked) -> Json | None:
    """The answer in the contract's keys; None where the way of asking does not fit what was named."""
    match what.property:
        case "release_date":
            made = _release(what)
        case "cast_member" if what.key not in ("open", "lead"):
            made = _role(what) if what.key == "role" else _member(what)
        case "available_on":
            made = _watch(what)
        case "status":
            made = _status(what)
        case "award_won" | "award_nomination":
            made = _award(what)
        case "set_after" | "set_before" if what.key == "open":
            made = _place(what)
        case _ if what.key == "polar":
            made = _polar(what)
        case _:
            made = _open(what)
    return {"property": what.property} | made


def _it(what: Asked) -> About:
    return about(what.view, what.subject, season=what.season if what.season.isdigit() else "")


def _position(what: Asked, name: str = "") -> Sequence[Slot]:
    return ordered(what.view.position(what.subject, name or what.property))


def _made(what: Asked, slots: Sequence[Slot], told: str, standing: str) -> Json:
    values = values_json(what.view, what.subject, what.property, slots)
    if standing not in ("current", "disputed", "overdue"):
        values = []
    said = [one for slot in slots for stand in (slot.answers or slot.gaps) for one in stand.said]
    cited = citations(said or [no for slot in slots for no in slot.denials])
    return {"answer": told, "standing": standing, "values": values, "citations": cited}


def _open(what: Asked) -> Json:
    """All that stands on a property, within the season or territory asked for."""
    it = _it(what)
    slots = _scoped(what, _position(what))
    if what.season.isdigit():
        slots = [_of_season(slot, what.season) for slot in slots]
    if what.key == "lead":
        slots = [_leads(slot) for slot in slots]
    standing = overall(what.view, what.subject, what.property, slots)
    told = reply(it, what.property, slots) if standing != "unanswered" else bare(it, what.property, standing)
    return _made(what, slots, told, standing)


def _scoped(what: Asked, slots: Sequence[Slot]) -> list[Slot]:
    found = list(slots)
    if what.territory:
        exact = [slot for slot in found if slot.scope.get("territory") == what.territory]
        found = exact or [slot for slot in found if slot.scope.get("territory", "") in _NO_TERRITORY]
    if what.season.isdigit():
        found = [s for s in found if s.scope.get("season", "") in ("", what.season)]
        exact = [slot for slot in found if slot.scope.get("season") == what.season]
        found = exact or found
    return found


def _of_season(slot: Slot, season: str) -> Slot:
    """The members of a set who belong to a season, or to no season in particular."""
    kept = tuple(stand for stand in slot.answers if _in_season(stand, slot, season))
    return replace(slot, answers=kept, standing=slot.standing if kept or not slot.answers else "unanswered")


def _leads(slot: Slot) -> Slot:
    kept = tuple(stand for stand in slot.answers if any(o.claim.qualifiers.get("role") == "lead" for o in stand.said))
    return replace(slot, answers=kept, standing=slot.standing if kept else "unanswered")


def _in_season(stand: Stand, slot: Slot, season: str) -> bool:
    """Whether somebody belongs to a season: said of it or of none, and not said to have left it."""
    mine = [one for one in stand.said if one.scope.get("season", season) == season]
    left = [no.day for no in slot.denials if no.key == stand.key and no.scope.get("season") == season]
    named = [one.day for one in mine if one.scope.get("season") == season]
    return bool(mine) and (not left or max(named, default=min(left)) > max(left))


def _release(what: Asked) -> Json:
    slots = list(_position(what))
    if what.territory:
        slots = _scoped(replace(what, season=""), slots)
    if what.medium:
        exact = [slot for slot in slots if slot.scope.get("medium") == what.medium]
        if not exact and what.medium == "streaming":
            return _not_on_streaming(what)
        slots = exact or [slot for slot in slots if not slot.scope.get("medium") and what.medium == "theatrical"]
    if what.platform:
        slots = [slot for slot in slots if any(_is_on(stand, what.platform) for stand in slot.answers)]
    season = _season_meant(what, slots)
    slots = [slot for slot in slots if slot.scope.get("season", "") == ("" if season == "1" else season)]
    it = about(what.view, what.subject, season=season if what.season else "")
    standing = overall(what.view, what.subject, "release_date", slots)
    if standing in ("current", "overdue", "disputed"):
        out = any(not stand.planned for slot in slots for stand in slot.answers)
        return _made(what, slots, reply(replace(it, past=out), "release_date", slots), standing)
    return _made(what, slots, bare(it, "release_date", standing), standing)


def _is_on(stand: Stand, platform: str) -> bool:
    return fold(str(stand.qualifiers.get("platform", ""))) == platform


def _season_meant(what: Asked, slots: Sequence[Slot]) -> str:
    """The season asked for; of a series that is out, "when will" means the newest."""
    if what.season.isdigit():
        return what.season
    seasons = [slot.scope.get("season", "") for slot in slots]
    newest = max((season for season in seasons if season.isdigit()), key=int, default="")
    if what.season == "next" or (what.future and newest and any(not _past(slot) for slot in slots)):
        return newest
    return ""


def _past(slot: Slot) -> bool:
    return bool(slot.answers) and all(not stand.planned for stand in slot.answers)


def _not_on_streaming(what: Asked) -> Json:
    """No streaming date: unknown where an article says that no service is announced."""
    watch = replace(what, property="available_on", key="open")
    made = _watch(watch)
    if made["standing"] in ("unknown", "none"):
        return made
    it = about(what.view, what.subject)
    return _made(what, (), bare(it, "release_date", "unanswered"), "unanswered")


def _watch(what: Asked) -> Json:
    """Where to watch it; a question about streaming leaves the cinemas out."""
    it = _it(what)
    slots = list(_position(what))
    if what.territory:
        slots = [_in_territory(slot, what.territory) for slot in slots]
    if what.key == "polar":
        return _on_platform(what, it, slots)
    if what.medium in ("streaming", "theatrical"):
        slots = [_cinemas(slot, keep=what.medium == "theatrical") for slot in slots]
    standing = overall(what.view, what.subject, "available_on", slots)
    return _made(what, slots, reply(it, "available_on", slots), standing)


def _in_territory(slot: Slot, territory: str) -> Slot:
    kept = tuple(s for s in slot.answers if any(o.scope.get("territory", territory) == territory for o in s.said))
    return replace(slot, answers=kept, standing=slot.standing if kept else "unanswered")


def _cinemas(slot: Slot, *, keep: bool) -> Slot:
    kept = tuple(s for s in slot.answers if isinstance(s.value, Entity) and is_cinema(s.value.name) is keep)
    standing = slot.standing
    if not kept:
        standing = slot.gaps[0].said[0].key if slot.gaps and not keep else "unanswered"
    return replace(slot, answers=kept, standing=standing)


def _on_platform(what: Asked, it: About, slots: Sequence[Slot]) -> Json:
    """Whether it can be watched in one place."""

    def fits(value: object) -> bool:
        if not isinstance(value, Entity):
            return False
        if what.platform:
            return fold(value.name) == what.platform
        return is_cinema(value.name) is (what.medium == "theatrical")

    on = [replace(slot, answers=tuple(stand for stand in slot.answers if fits(stand.value))) for slot in slots]
    if any(slot.answers for slot in on):
        kept = [replace(slot, gaps=()) for slot in on if slot.answers]
        return _made(what, kept, reply(it, "available_on", kept), "current")
    denied = [no for slot in slots for no in slot.denials if fits(no.claim.value)]
    if denied:
        value = denied[0].claim.value
        place = f"{'in' if isinstance(value, Entity) and is_cinema(value.name) else 'on'} {_name(value)}"
        return _denial(words_of("available_on")["denied"].format(title=it.name, values=place), denied)
    if what.medium == "streaming":
        return _watch(replace(what, key="open", platform=""))
    return _made(what, (), bare(it, "available_on", "unanswered"), "unanswered")


def _name(value: object) -> str:
    return value.name if isinstance(value, Entity) else str(value)


def _role(what: Asked) -> Json:
    """Who plays a character."""
    it, words = _it(what), words_of("cast_member")
    slots = _position(what)
    if what.season.isdigit():
        slots = [_of_season(slot, what.season) for slot in slots]
    found = [stand for slot in slots for stand in slot.answers if _plays(stand, what.character)]
    name = _character_name(what, found)
    if found:
        slot = Slot({}, "current", tuple(found))
        told = []
        for stand in found:
            tense = "role_past" if it.past else "role"
            template = words[f"role_{stand.modality}"] if stand.modality in ("expected", "rumoured") else words[tense]
            told.append(
                template.format(values=_name(stand.value), character=name, title=it.name, according=according(stand))
            )
        return _made(what, [slot], " ".join(told), "current")
    unfilled = [gap for slot in slots for gap in slot.gaps]
    gaps = tuple(gap for gap in unfilled if _same_role(gap.said[0].scope.get("character", ""), what.character))
    if gaps:
        slot = Slot({}, "unknown", gaps=gaps)
        return _made(what, [slot], words["role_unknown"].format(character=name, title=it.name), "unknown")
    unsaid = sentence("unanswered", topic=topic(it, "cast_member", "role_topic", character=name))
    return _made(what, (), unsaid, "unanswered")


def _plays(stand: Stand, character: str) -> bool:
    return any(_same_role(one.scope.get("character", ""), character) for one in stand.said)


def _same_role(role: str, character: str) -> bool:
    """A part of a role's name means the role."""
    return role == character or (bool(character) and f" {character} " in f" {role} ")


def _character_name(what: Asked, found: Sequence[Stand]) -> str:
    for stand in found:
        role = str(stand.qualifiers.get("character", ""))
        if _same_role(fold(role), what.character):
            return role
    for one in what.view.said(what.subject, "cast_member"):
        role = str(one.claim.qualifiers.get("character", ""))
        if _same_role(fold(role), what.character):
            return role
    return what.character.title()


def _member(what: Asked) -> Json:
    """Whether somebody, or a character, is in it; or which role somebody plays."""
    it, words = _it(what), words_of("cast_member")
    slots = _position(what)
    if what.season.isdigit():
        slots = [_of_season(slot, what.season) for slot in slots]
    found = [
        stand
        for slot in slots
        for stand in slot.answers
        if _is_person(stand, what.person) or (what.character and what.key == "polar" and _plays(stand, what.character))
    ]
    slot = Slot({}, "current", tuple(found))
    if what.key == "part":
        role = found[0].qualifiers.get("character") if found else None
        name = _name(found[0].value) if found else what.view.people.get(what.person, what.person.title())
        if role == _UNKNOWN:
            return _made(what, [slot], words["part_unknown"].format(values=name, title=it.name), "unknown")
        if role:
            told = words["role_past" if it.past else "role"].format(values=name, character=role, title=it.name)
            return _made(what, [slot], told, "current")
        unsaid = sentence("unanswered", topic=topic(it, "cast_member", "part_topic", person=name))
        return _made(what, (), unsaid, "unanswered")
    if found:
        return _made(what, [slot], _affirmed(found, reply(it, "cast_member", [slot])), "current")
    denied = [no for s in slots for no in s.denials if what.person and no.key.endswith(what.person)]
    if denied:
        told = words["denied"].format(values=_name(denied[0].claim.value), title=it.name, is_are="is")
        return _denial(told, denied)
    return _made(what, (), bare(it, "cast_member", "unanswered"), "unanswered")


def _affirmed(stands: Sequence[Stand], told: str) -> str:
    """A yes, unless all that stands is an expectation or a rumour."""
    firm = any(stand.modality in ("stated", "scheduled") for stand in stands)
    return sentence("yes", sentence=told) if firm else told


def _denial(told: str, denied: Sequence[Said]) -> Json:
    return {"answer": sentence("no", sentence=told), "standing": "none", "values": [], "citations": citations(denied)}


def _is_person(stand: Stand, person: str) -> bool:
    return bool(person) and (stand.key == person or stand.key.endswith(" " + person))


def _polar(what: Asked) -> Json:
    """Yes, no, or what is known instead; no guess where nothing is said."""
    it, slots = _it(what), _position(what)
    stands = [stand for slot in slots for stand in slot.answers]
    named = what.person or what.other
    if not named:
        standing = overall(what.view, what.subject, what.property, slots)
        told = reply(it, what.property, slots) if slots else bare(it, what.property, standing)
        if standing == "none":
            told = sentence("no", sentence=_told_denied(it, what, slots, told))
        elif standing == "current":
            told = _affirmed(stands, told)
        return _made(what, slots, told, standing)
    hit = [stand for stand in stands if _means(stand, named)]
    if hit:
        slot = Slot({}, "current", tuple(hit))
        return _made(what, [slot], _affirmed(hit, reply(it, what.property, [slot])), "current")
    denied = [no for slot in slots for no in slot.denials if fold_franchise(no.key) == fold_franchise(named)]
    if denied:
        told = words_of(what.property)["denied"].format(title=it.name, values=_name(denied[0].claim.value), is_are="is")
        return _denial(told, denied)
    if stands and what.person:
        standing = overall(what.view, what.subject, what.property, slots)
        return _made(what, slots, reply(it, what.property, slots), standing)
    return _made(what, (), bare(it, what.property, "unanswered"), "unanswered")


def _told_denied(it: About, what: Asked, slots: Sequence[Slot], told: str) -> str:
    """Where only a denial stands, the denial in words."""
    denied = [no for slot in slots if not slot.answers for no in slot.denials]
    if not denied:
        return told
    return words_of(what.property)["denied"].format(title=it.name, values=_name(denied[0].claim.value), is_are="is")


def _means(stand: Stand, name: str) -> bool:
    if _is_person(stand, name):
        return True
    return isinstance(stand.value, Entity) and fold_franchise(stand.value.name) == fold_franchise(name)


def _place(what: Asked) -> Json:
    """Where the story falls: after what, before what."""
    it = _it(what)
    after = [s for slot in _position(what, "set_after") for s in slot.answers]
    before = [s for slot in _position(what, "set_before") for s in slot.answers]
    if after and before:
        told = words_of("set_after")["between"].format(
            title=it.name,
            after=listed([item("set_after", s) for s in after]),
            before=listed([item("set_before", s) for s in before]),
        )
        return _made(replace(what, property="set_after"), [Slot({}, "current", (*after, *before))], told, "current")
    name = "set_after" if after or not before else "set_before"
    return _open(replace(what, property=name))


def _status(what: Asked) -> Json:
    """The status, or whether it has come to the one asked for; silence on that is no answer."""
    it, slots = _it(what), _position(what)
    said = what.view.said(what.subject, "status")
    current = next((stand for slot in slots for stand in slot.answers), None)
    standing = overall(what.view, what.subject, "status", slots)
    if what.season.isdigit():
        mine = [one for one in said if one.scope.get("season") == what.season]
        gaps = [one for one in mine if one.gap]
        denied = [one for one in mine if one.denies]
        live = current is not None and current.qualifiers.get("season") in (what.season, int(what.season))
        if not live and gaps:
            told = bare(it, "status", "unknown")
            return {"answer": told, "standing": "unknown", "values": [], "citations": citations(gaps)}
        if not live and denied and not (current is not None and current.value in _ENDS):
            told = words_of("status")["denied_renewed"].format(title=about(what.view, what.subject).name, season="")
            return _denial(told, denied)
        ends = current is not None and current.value in ("cancelled", "ended")
        if not live and not ends:
            return _made(what, (), bare(it, "status", "unanswered"), "unanswered")
    if current is None:
        return _made(what, slots, status_said(it, slots), standing)
    if what.key == "open":
        made = guide_status(about(what.view, what.subject))
        return {key: made.get(key, []) for key in ("answer", "standing", "values", "citations")}
    value = str(current.value)
    if what.key != value and (what.key in _ENDS) and value not in _ENDS:
        denied = [one for one in said if one.denies and one.claim.value == what.key]
        if denied:
            told = words_of("status")[f"denied_{what.key}" if what.key == "renewed" else "denied"]
            return _denial(told.format(title=it.name, season="", status=what.key), denied)
        return _made(what, (), bare(it, "status", "unanswered"), "unanswered")
    told = status_said(it, slots)
    if what.key in _ENDS and standing == "current":
        over = {what.key, value} == {"ended", "cancelled"}
        told = told if over else sentence("yes" if what.key == value else "no", sentence=told)
    return _made(what, slots, told, standing)


def _award(what: Asked) -> Json:
    """Awards of a person or a title, for one work or one award where the question names it."""
    it, slots = _it(what), _position(what)
    stands = [stand for slot in slots for stand in slot.answers]
    if what.work is not None:
        works = {fold(name) for name in what.work.names}
        stands = [stand for stand in stands if {one.scope.get("work", "") for one in stand.said} & works]
    if what.award:
        stands = [stand for stand in stands if f" {what.award} " in f" {stand.key} " or stand.key == what.award]
    if not stands:
        denied = [no for slot in slots for no in slot.denials if not what.award or what.award in no.key]
        if denied and what.key == "polar":
            return _denial(bare(it, what.property, "none"), denied)
        return _made(what, (), bare(it, what.property, "unanswered"), "unanswered")
    slot = Slot({}, "current", tuple(stands))
    return _made(what, [slot], reply(it, what.property, [slot]), "current")
