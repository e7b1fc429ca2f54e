"""What comes next in a franchise: its titles that are not out yet, with their dates and stages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from slugline.answers.cite import Json, citations, standing_of
from slugline.answers.reply import about, according, reply
from slugline.contract import value_to_json
from slugline.edtf import Edtf
from slugline.model import Entity
from slugline.phrases import forms, sentence, table
from slugline.record import Said, Title, View
from slugline.record.names import fold_franchise, plain, words

PROPERTY = "next"
_SHORTEST = 4  # letters that a franchise's name must have to be found inside a title


def following(view: View, title: Title) -> Json:
    """What comes next in the title's franchise beside the title itself."""
    names = franchises_of(view, title)
    made = next_in(view, names, leave_out=title.key)
    asked = sentence("next_question", franchise=names[0] if names else title.name)
    if not names:
        made["answer"] = sentence("next_none", franchise=title.name)
    return {"question": asked, "property": PROPERTY} | made


def franchises_of(view: View, title: Title) -> list[str]:
    """The franchises that the title is part of or springs from, as named."""
    found: dict[str, str] = {}
    for name in ("franchise", "spinoff_of"):
        for slot in view.position(title.key, name):
            for stand in slot.answers:
                if isinstance(stand.value, Entity):
                    found.setdefault(fold_franchise(stand.value.name), stand.value.name)
    if title.franchise:
        found.setdefault(fold_franchise(title.franchise), title.franchise)
    return list(found.values())


def next_in(view: View, franchises: Sequence[str], *, leave_out: str = "") -> Json:
    """The unreleased titles of some franchises, soonest first."""
    ahead = [t for t in _titles(view, franchises) if t.key != leave_out and not _out(view, t)]
    ahead.sort(key=lambda t: (_soonest(view, t), t.name))
    values: list[Json] = []
    sentences: list[str] = []
    said: list[Said] = []
    for title in ahead:
        told, mine = _told(view, title)
        if not mine:
            continue
        sentences.append(told)
        said += mine
        values.append(
            {
                "value": {"type": "title", "name": title.name},
                "qualifiers": _facts(view, title),
                "modality": mine[0].claim.context.modality,
                "since": min(one.day for one in mine).isoformat(),
                "citations": citations(mine),
            }
        )
    name = franchises[0] if franchises else ""
    return {
        "standing": "current" if values else "unanswered",
        "answer": " ".join(sentences) if values else sentence("next_none", franchise=name or "this"),
        "values": values,
        "superseded": [],
        "citations": citations(said),
    }


def _titles(view: View, franchises: Sequence[str]) -> list[Title]:
    found: dict[str, Title] = {}
    for name in franchises:
        found |= {title.key: title for title in view.franchise_titles(name)}
        folded = fold_franchise(name)
        if len(folded) >= _SHORTEST:
            for title in view.titles.titles.values():
                heads = (name.partition(":")[0] for name in title.names)
                if any(_named_after(folded, named) for named in (*title.names, *heads)):
                    found.setdefault(title.key, title)
    return [found[key] for key in sorted(found)]


def _named_after(franchise: str, name: str) -> bool:
    """Whether a name is the franchise's folded one, with at most a number, a kind or a placeholder beside it."""
    padded = f" {plain(name)} "
    if f" {franchise} " not in padded:
        return False
    rest = padded.replace(f" {franchise} ", "  ", 1)
    for phrase in _beside():
        rest = rest.replace(f" {phrase} ", "  ")
    return all(part.isdecimal() or part in words().numbers for part in rest.split())


@cache
def _beside() -> tuple[str, ...]:
    """The folded words that may stand beside a franchise's name, the longest first."""
    kinds = (form for kind in table("kinds") for form in forms("kinds", kind))
    ordinals = (form for number in table("ordinals") for form in forms("ordinals", number))
    made = {plain(form) for form in (*forms("next", "beside"), *kinds, *ordinals)} | words().part_words
    return tuple(sorted(made, key=lambda phrase: (-len(phrase.split()), phrase)))


def _out(view: View, title: Title) -> bool:
    if view.released(title.key) is not None:
        return True
    slots = [slot for slot in view.position(title.key, "release_date") if slot.answers]
    if slots and all(standing_of(view, title.key, "release_date", slot) == "overdue" for slot in slots):
        return True
    status = [stand.value for slot in view.position(title.key, "status") for stand in slot.answers]
    if "cancelled" in status or "ended" in status:
        return True
    return bool(title.year and title.year < view.day.year and not view.position(title.key, "release_date"))


def _soonest(view: View, title: Title) -> date:
    dates = [
        stand.value.first
        for slot in view.position(title.key, "release_date")
        for stand in slot.answers
        if isinstance(stand.value, Edtf)
    ]
    return min(dates, default=date.max)


def _told(view: View, title: Title) -> tuple[str, list[Said]]:
    """One sentence on a title to come, and those who say it; none where nothing places it ahead."""
    it = about(view, title.key)
    for name in ("release_date", "status"):
        slots = [slot for slot in view.position(title.key, name) if slot.answers]
        said = [one for slot in slots for stand in slot.answers for one in stand.said]
        if said:
            told = reply(it, name, slots)
            source = next((one for one in said if one.claim.context.attribution), None)
            if source is not None and name == "status":
                told = told.rstrip(".") + according(next(s for slot in slots for s in slot.answers)) + "."
            return told, said
    slots = [slot for slot in view.position(title.key, "release_date") if slot.gaps]
    said = [one for slot in slots for gap in slot.gaps for one in gap.said]
    return (reply(it, "release_date", slots), said) if said else ("", [])


def _facts(view: View, title: Title) -> Json:
    facts: Json = {"type": title.type}
    for slot in view.position(title.key, "release_date"):
        for stand in slot.answers:
            facts.setdefault("release_date", value_to_json(stand.value)["edtf"])
            facts.setdefault("release_standing", standing_of(view, title.key, "release_date", slot))
    for slot in view.position(title.key, "status"):
        for stand in slot.answers:
            facts.setdefault("status", stand.value if isinstance(stand.value, str) else "")
    return facts
