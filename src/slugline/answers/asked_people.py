"""Answers about people: who plays whom, who is in it, whether somebody makes it."""

from __future__ import annotations

from collections.abc import Sequence

from slugline.answers.asking import Asked, affirmed, denial, made, name_of, of_season, position, speaking_of
from slugline.answers.cite import Json
from slugline.answers.guide import overall
from slugline.answers.reply import About, according, bare, reply, topic, words_of
from slugline.model import Entity
from slugline.phrases import sentence
from slugline.record import Slot, Stand
from slugline.record.names import fold, fold_franchise

_UNKNOWN = "unknown"


def role_answer(what: Asked) -> Json:
    """Who plays a character."""
    it, words = speaking_of(what), words_of("cast_member")
    slots = position(what)
    if what.season.isdecimal():
        slots = [of_season(slot, what.season) for slot in slots]
    found = [stand for slot in slots for stand in slot.answers if _plays(stand, what.character)]
    name = _character_name(what, found)
    if found:
        slot = Slot({}, "current", tuple(found))
        told = []
        for stand in found:
            tense = "role_past" if it.past else "role"
            template = words[f"role_{stand.modality}"] if stand.modality in ("expected", "rumoured") else words[tense]
            told.append(
                template.format(values=name_of(stand.value), character=name, title=it.name, according=according(stand))
            )
        return made(what, [slot], " ".join(told), "current")
    unfilled = [gap for slot in slots for gap in slot.gaps]
    gaps = tuple(gap for gap in unfilled if _same_role(gap.said[0].scope.get("character", ""), what.character))
    if gaps:
        slot = Slot({}, "unknown", gaps=gaps)
        return made(what, [slot], words["role_unknown"].format(character=name, title=it.name), "unknown")
    unsaid = sentence("unanswered", topic=topic(it, "cast_member", "role_topic", character=name))
    return made(what, (), unsaid, "unanswered")


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


def member_answer(what: Asked) -> Json:
    """Whether somebody, or a character, is in it; or which role somebody plays."""
    it, words = speaking_of(what), words_of("cast_member")
    slots = position(what)
    if what.season.isdecimal():
        slots = [of_season(slot, what.season) for slot in slots]
    found = [
        stand
        for slot in slots
        for stand in slot.answers
        if _is_person(stand, what.person) or (what.character and what.key == "polar" and _plays(stand, what.character))
    ]
    slot = Slot({}, "current", tuple(found))
    if what.key == "part":
        role = found[0].qualifiers.get("character") if found else None
        name = name_of(found[0].value) if found else what.view.entity(what.view.person_key(what.person)).name
        if role == _UNKNOWN:
            return made(what, [slot], words["part_unknown"].format(values=name, title=it.name), "unknown")
        if role:
            told = words["role_past" if it.past else "role"].format(values=name, character=role, title=it.name)
            return made(what, [slot], told, "current")
        unsaid = sentence("unanswered", topic=topic(it, "cast_member", "part_topic", person=name))
        return made(what, (), unsaid, "unanswered")
    if found:
        return made(what, [slot], affirmed(found, reply(it, "cast_member", [slot])), "current")
    denied = [no for s in slots for no in s.denials if what.person and no.key.endswith(what.person)]
    if denied:
        told = words["denied"].format(values=name_of(denied[0].claim.value), title=it.name, is_are="is")
        return denial(told, denied)
    return made(what, (), bare(it, "cast_member", "unanswered"), "unanswered")


def _is_person(stand: Stand, person: str) -> bool:
    return bool(person) and (stand.key == person or stand.key.endswith(" " + person))


def polar_answer(what: Asked) -> Json:
    """Yes, no, or what is known instead; no guess where nothing is said."""
    it, slots = speaking_of(what), position(what)
    stands = [stand for slot in slots for stand in slot.answers]
    named = what.person or what.other
    if not named:
        standing = overall(what.view, what.subject, what.property, slots)
        told = reply(it, what.property, slots) if slots else bare(it, what.property, standing)
        if standing == "none":
            told = sentence("no", sentence=_told_denied(it, what, slots, told))
        elif standing == "current":
            told = affirmed(stands, told)
        return made(what, slots, told, standing)
    hit = [stand for stand in stands if _means(stand, named)]
    if hit:
        slot = Slot({}, "current", tuple(hit))
        return made(what, [slot], affirmed(hit, reply(it, what.property, [slot])), "current")
    denied = [no for slot in slots for no in slot.denials if fold_franchise(no.key) == fold_franchise(named)]
    if denied:
        told = words_of(what.property)["denied"].format(
            title=it.name, values=name_of(denied[0].claim.value), is_are="is"
        )
        return denial(told, denied)
    if stands and what.person:
        standing = overall(what.view, what.subject, what.property, slots)
        return made(what, slots, reply(it, what.property, slots), standing)
    return made(what, (), bare(it, what.property, "unanswered"), "unanswered")


def _told_denied(it: About, what: Asked, slots: Sequence[Slot], told: str) -> str:
    """Where only a denial stands, the denial in words."""
    denied = [no for slot in slots if not slot.answers for no in slot.denials]
    if not denied:
        return told
    return words_of(what.property)["denied"].format(title=it.name, values=name_of(denied[0].claim.value), is_are="is")


def _means(stand: Stand, name: str) -> bool:
    if _is_person(stand, name):
        return True
    return isinstance(stand.value, Entity) and fold_franchise(stand.value.name) == fold_franchise(name)
