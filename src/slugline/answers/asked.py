"""The answer to one understood question: which values it asks for, their standing, one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from slugline.answers.asked_people import member_answer, polar_answer, role_answer
from slugline.answers.asking import Asked, denial, leads, made, name_of, of_season, position, speaking_of
from slugline.answers.cite import Json, citations
from slugline.answers.guide import overall
from slugline.answers.guide import status_answer as guide_status
from slugline.answers.reply import About, about, bare, item, reply, status_said, words_of
from slugline.model import Entity
from slugline.phrases import listed, sentence
from slugline.record import Slot, Stand
from slugline.record.names import fold, is_cinema

_ENDS = ("renewed", "cancelled", "ended")
_NO_TERRITORY = ("", "worldwide")


def answered(what: Asked) -> Json | None:
    """The answer in the contract's keys; None where the way of asking does not fit what was named."""
    match what.property:
        case "release_date":
            found = _release(what)
        case "cast_member" if what.key not in ("open", "lead"):
            found = role_answer(what) if what.key == "role" else member_answer(what)
        case "available_on":
            found = _watch(what)
        case "status":
            found = _status(what)
        case "award_won" | "award_nomination":
            found = _award(what)
        case "set_after" | "set_before" if what.key == "open":
            found = _place(what)
        case _ if what.key == "polar":
            found = polar_answer(what)
        case _:
            found = _open(what)
    return {"property": what.property} | found


def _open(what: Asked) -> Json:
    """All that stands on a property, within the season or territory asked for."""
    it = speaking_of(what)
    slots = _scoped(what, position(what))
    if what.season.isdecimal():
        slots = [of_season(slot, what.season) for slot in slots]
    if what.key == "lead":
        slots = [leads(slot) for slot in slots]
    standing = overall(what.view, what.subject, what.property, slots)
    told = reply(it, what.property, slots) if standing != "unanswered" else bare(it, what.property, standing)
    return made(what, slots, told, standing)


def _scoped(what: Asked, slots: Sequence[Slot]) -> list[Slot]:
    found = list(slots)
    if what.territory:
        exact = [slot for slot in found if slot.scope.get("territory") == what.territory]
        found = exact or [slot for slot in found if slot.scope.get("territory", "") in _NO_TERRITORY]
    if what.season.isdecimal():
        found = [s for s in found if s.scope.get("season", "") in ("", what.season)]
        exact = [slot for slot in found if slot.scope.get("season") == what.season]
        found = exact or found
    return found


def _release(what: Asked) -> Json:
    slots = list(position(what))
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
        return made(what, slots, reply(replace(it, past=out), "release_date", slots), standing)
    return made(what, slots, bare(it, "release_date", standing), standing)


def _is_on(stand: Stand, platform: str) -> bool:
    return fold(str(stand.qualifiers.get("platform", ""))) == platform


def _season_meant(what: Asked, slots: Sequence[Slot]) -> str:
    """The season asked for; of a series that is out, "when will" means the newest."""
    if what.season.isdecimal():
        return what.season
    seasons = [slot.scope.get("season", "") for slot in slots]
    newest = max((season for season in seasons if season.isdecimal()), key=int, default="")
    if what.season == "next" or (what.future and newest and any(not _past(slot) for slot in slots)):
        return newest
    return ""


def _past(slot: Slot) -> bool:
    return bool(slot.answers) and all(not stand.planned for stand in slot.answers)


def _not_on_streaming(what: Asked) -> Json:
    """No streaming date: unknown where an article says that no service is announced."""
    watch = replace(what, property="available_on", key="open")
    watched = _watch(watch)
    if watched["standing"] in ("unknown", "none"):
        return watched
    it = about(what.view, what.subject)
    return made(what, (), bare(it, "release_date", "unanswered"), "unanswered")


def _watch(what: Asked) -> Json:
    """Where to watch it; a question about streaming leaves the cinemas out."""
    it = speaking_of(what)
    slots = list(position(what))
    if what.territory:
        slots = [_in_territory(slot, what.territory) for slot in slots]
    if what.key == "polar":
        return _on_platform(what, it, slots)
    if what.medium in ("streaming", "theatrical"):
        slots = [_cinemas(slot, keep=what.medium == "theatrical") for slot in slots]
    standing = overall(what.view, what.subject, "available_on", slots)
    return made(what, slots, reply(it, "available_on", slots), standing)


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
        return made(what, kept, reply(it, "available_on", kept), "current")
    denied = [no for slot in slots for no in slot.denials if fits(no.claim.value)]
    if denied:
        value = denied[0].claim.value
        place = f"{'in' if isinstance(value, Entity) and is_cinema(value.name) else 'on'} {name_of(value)}"
        return denial(words_of("available_on")["denied"].format(title=it.name, values=place), denied)
    if what.medium == "streaming":
        return _watch(replace(what, key="open", platform=""))
    return made(what, (), bare(it, "available_on", "unanswered"), "unanswered")


def _place(what: Asked) -> Json:
    """Where the story falls: after what, before what."""
    it = speaking_of(what)
    after = [s for slot in position(what, "set_after") for s in slot.answers]
    before = [s for slot in position(what, "set_before") for s in slot.answers]
    if after and before:
        told = words_of("set_after")["between"].format(
            title=it.name,
            after=listed([item("set_after", s) for s in after]),
            before=listed([item("set_before", s) for s in before]),
        )
        return made(replace(what, property="set_after"), [Slot({}, "current", (*after, *before))], told, "current")
    name = "set_after" if after or not before else "set_before"
    return _open(replace(what, property=name))


def _status(what: Asked) -> Json:
    """The status, or whether it has come to the one asked for; silence on that is no answer."""
    it, slots = speaking_of(what), position(what)
    said = what.view.said(what.subject, "status")
    current = next((stand for slot in slots for stand in slot.answers), None)
    standing = overall(what.view, what.subject, "status", slots)
    if what.season.isdecimal():
        mine = [one for one in said if one.scope.get("season") == what.season]
        gaps = [one for one in mine if one.gap]
        denied = [one for one in mine if one.denies]
        live = current is not None and current.qualifiers.get("season") in (what.season, int(what.season))
        if not live and gaps:
            told = bare(it, "status", "unknown")
            return {"answer": told, "standing": "unknown", "values": [], "citations": citations(gaps)}
        if not live and denied and not (current is not None and current.value in _ENDS):
            told = words_of("status")["denied_renewed"].format(title=about(what.view, what.subject).name, season="")
            return denial(told, denied)
        ends = current is not None and current.value in ("cancelled", "ended")
        if not live and not ends:
            return made(what, (), bare(it, "status", "unanswered"), "unanswered")
    if current is None:
        return made(what, slots, status_said(it, slots), standing)
    if what.key == "open":
        status = guide_status(about(what.view, what.subject))
        return {key: status.get(key, []) for key in ("answer", "standing", "values", "citations")}
    value = str(current.value)
    if what.key != value and (what.key in _ENDS) and value not in _ENDS:
        denied = [one for one in said if one.denies and one.claim.value == what.key]
        if denied:
            told = words_of("status")[f"denied_{what.key}" if what.key == "renewed" else "denied"]
            return denial(told.format(title=it.name, season="", status=what.key), denied)
        return made(what, (), bare(it, "status", "unanswered"), "unanswered")
    told = status_said(it, slots)
    if what.key in _ENDS and standing == "current":
        over = {what.key, value} == {"ended", "cancelled"}
        told = told if over else sentence("yes" if what.key == value else "no", sentence=told)
    return made(what, slots, told, standing)


def _award(what: Asked) -> Json:
    """Awards of a person or a title, for one work or one award where the question names it."""
    it, slots = speaking_of(what), position(what)
    stands = [stand for slot in slots for stand in slot.answers]
    if what.work is not None:
        works = {fold(name) for name in what.work.names}
        stands = [stand for stand in stands if {one.scope.get("work", "") for one in stand.said} & works]
    if what.award:
        stands = [stand for stand in stands if f" {what.award} " in f" {stand.key} " or stand.key == what.award]
    if not stands:
        denied = [no for slot in slots for no in slot.denials if not what.award or what.award in no.key]
        if denied and what.key == "polar":
            return denial(bare(it, what.property, "none"), denied)
        return made(what, (), bare(it, what.property, "unanswered"), "unanswered")
    slot = Slot({}, "current", tuple(stands))
    return made(what, [slot], reply(it, what.property, [slot]), "current")
