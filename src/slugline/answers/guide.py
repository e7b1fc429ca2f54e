"""The living guide to one title: the standing questions, each with its answer and its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from slugline.answers.changes import title_changes
from slugline.answers.cite import (
    Json,
    citations,
    spell_json,
    stand_json,
    standing_of,
    title_json,
    values_json,
)
from slugline.answers.following import following
from slugline.answers.reply import About, about, bare, question, reply, stories, words_of
from slugline.answers.scoping import title_view
from slugline.contract import value_to_json
from slugline.edtf import Edtf
from slugline.model import Entity
from slugline.record import Record, Slot, Stand, Title, View
from slugline.record.names import fold_franchise, fold_person

_ALWAYS = ("available_on", "premise", "cast_member")
_RELATIONS = ("spinoff_of", "sequel_of", "prequel_of", "remake_of", "based_on", "set_after", "set_before", "franchise")
_MAKERS = ("writer", "composer", "cinematographer", "creator", "showrunner", "producer", "executive_producer")
_COMPANIES = ("production_company", "distributor", "network")
_WHERE_KNOWN = ("runtime", "content_rating", "budget", "box_office", "season_count", "episode_count")
_LAST = ("award_won", "award_nomination", "filming_location", "character", "also_known_as")
_MEDIA = {"": 1, "festival": 0, "theatrical": 1, "broadcast": 2, "streaming": 3, "home_video": 4}
_HEROES = 3


def guide(record: Record, title: str, *, as_of: date, year: int | None = None, kind: str | None = None) -> Json:
    """The guide to a title as of a day, keys as in the record contract.

    Raises `UnknownTitle` (with the nearest names) and `AmbiguousTitle` (with the choices).
    """
    view = title_view(record, title, as_of, family=True, deaths=True)
    return guide_of(view, view.title(title, year=year, kind=kind))


def guide_of(view: View, found: Title) -> Json:
    """The guide to one of a view's titles as of the view's day; the view holds its family and deaths."""
    updated = view.updated(found.key)
    return {
        "title": title_json(view, found),
        "as_of": view.day.isoformat(),
        "updated": updated.isoformat() if updated else None,
        "answers": list(_answers(view, found)),
        "changes": sorted(title_changes(view, found.key), key=lambda row: str(row["on"]), reverse=True),
    }


def _answers(view: View, title: Title) -> Iterable[Json]:
    key = title.key
    it = about(view, key)
    yield from _release(view, key)
    for name in ("available_on", "premise"):
        yield _answer(it, name)
    yield from _appearances(view, title)
    yield _answer(it, "cast_member")
    for name in _RELATIONS:
        if view.position(key, name):
            yield _answer(it, name)
    yield _answer(it, "director")
    for name in (*_MAKERS, *_COMPANIES):
        if view.position(key, name):
            yield _answer(it, name)
    yield status_answer(it)
    yield following(view, title)
    yield _trailer(it)
    for name in (*_WHERE_KNOWN, *_LAST):
        if view.position(key, name) and not (name == "character" and _all_played(view, key)):
            yield _answer(it, name)
    yield from _deaths(view, title)


def _all_played(view: View, key: str) -> bool:
    """Whether the cast already names everybody who plays the characters that are known."""
    played = {
        fold_person(str(stand.qualifiers.get("character", "")))
        for slot in view.position(key, "cast_member")
        for stand in slot.answers
    }
    told = [stand for slot in view.position(key, "character") for stand in slot.answers]
    return bool(told) and all(stand.key in played for stand in told)


def ordered(slots: Sequence[Slot]) -> list[Slot]:
    """Slots in reading order: seasons, media, territories; by date where there is one."""

    def place(slot: Slot) -> tuple[object, ...]:
        season = slot.scope.get("season", "")
        first = min(
            (stand.value.first for stand in slot.answers if isinstance(stand.value, Edtf)),
            default=date.max,
        )
        medium = _MEDIA.get(slot.scope.get("medium", ""), 5)
        return (int(season) if season.isdecimal() else 0, medium, first, slot.scope.get("territory", ""))

    return sorted(slots, key=place)


def answer(it: About, name: str, slots: Sequence[Slot], standing: str, asked: str) -> Json:
    """One entry of the guide from some slots of one standing."""
    values = values_json(it.view, it.subject, name, slots) if standing in ("current", "disputed", "overdue") else []
    made: Json = {
        "question": asked,
        "property": name,
        "standing": standing,
        "answer": reply(it, name, slots) if slots else bare(it, name, standing),
        "values": values,
        "superseded": _superseded(it, name, slots),
    }
    if not values:
        gaps = [one for slot in slots for gap in slot.gaps for one in gap.said]
        made["citations"] = citations(gaps or [no for slot in slots for no in slot.denials])
    return made


def _answer(it: About, name: str) -> Json:
    slots: Sequence[Slot] = it.view.position(it.subject, name)
    if name == "premise":
        told = [stand for slot in slots for stand in stories(slot.answers, most=_HEROES)]
        slots = [replace(slot, answers=tuple(told)) for slot in slots]
    return answer(it, name, slots, overall(it.view, it.subject, name, slots), question(it, name))


def overall(view: View, subject: str, name: str, slots: Sequence[Slot]) -> str:
    """One standing for several slots: what is current first, then what is contested or gone by."""
    standings = [standing_of(view, subject, name, slot) for slot in slots]
    order = ("current", "disputed", "overdue", "unknown", "none")
    return next((standing for standing in order if standing in standings), "unanswered")


def _superseded(it: About, name: str, slots: Sequence[Slot]) -> list[Json]:
    standing = {stand.key for slot in it.view.position(it.subject, name) for stand in slot.answers}
    seasons = {slot.scope.get("season", "") for slot in slots}
    gone = [
        spell
        for spell in it.view.spells(it.subject, name)
        if spell.until is not None
        and spell.stand.key not in standing
        and (name != "release_date" or not seasons or spell.scope.get("season", "") in seasons)
    ]
    return [spell_json(spell) for spell in reversed(gone)]


def _release(view: View, key: str) -> Iterable[Json]:
    """One entry for each season and standing, so that a date gone by never hides one that stands."""
    slots = ordered(view.position(key, "release_date"))
    if not slots:
        it = about(view, key)
        yield answer(it, "release_date", (), "unanswered", question(it, "release_date"))
        return
    grouped: dict[tuple[str, str], list[Slot]] = defaultdict(list)
    for slot in slots:
        grouped[slot.scope.get("season", ""), standing_of(view, key, "release_date", slot)].append(slot)
    seasons = list(dict.fromkeys(season for season, _ in grouped))
    for season in seasons:
        for (other, standing), members in grouped.items():
            if other == season:
                it = about(view, key, season=season)
                out = any(not stand.planned for slot in members for stand in slot.answers)
                tense = About(it.view, it.subject, it.name, out)
                yield answer(tense, "release_date", members, standing, question(tense, "release_date"))


def status_answer(it: About) -> Json:
    """The production status; a film that is out is released, whatever was last said of its making."""
    slots = it.view.position(it.subject, "status")
    out = it.view.released(it.subject)
    made = _answer(it, "status")
    film = it.view.titles.titles[it.subject].type != "series"
    if out is None or not film or made["standing"] == "disputed":
        return made
    newest = slots[0].answers[0] if slots and slots[0].answers else None
    if newest is not None and newest.value in ("cancelled", "released"):
        return made
    released = stand_json(out) | {"value": value_to_json("released")}
    answered = words_of("status")["released"].format(title=it.name)
    past = [stand_json(newest)] if newest is not None else []
    return made | {"standing": "current", "answer": answered, "values": [released], "superseded": past + _list(made)}


def _list(made: Json) -> list[Json]:
    found = made["superseded"]
    return found if isinstance(found, list) else []


def _trailer(it: About) -> Json:
    slots = it.view.position(it.subject, "trailer")
    return answer(it, "trailer", slots, overall(it.view, it.subject, "trailer", slots), question(it, "trailer"))


def _appearances(view: View, title: Title) -> Iterable[Json]:
    """Whether the franchise's hero, and those known from its other titles, appear in this one."""
    it = about(view, title.key)
    words = words_of("cast_member")
    slots = view.position(title.key, "cast_member")
    members = [stand for slot in slots for stand in slot.answers]
    for name, stands, denied in _heroes(view, title, members):
        asked = words["appears_past" if it.past else "appears"].format(name=name, title=it.name)
        if stands:
            slot = Slot({}, "current", tuple(stands))
            made = answer(it, "cast_member", [slot], "current", asked) | {"superseded": []}
            yield made | {"answer": reply(it, "cast_member", [slot])}
        else:
            no = [one for slot in slots for one in slot.denials if one.key == fold_person(denied)]
            told = words["denied"].format(title=it.name, values=name, is_are="is")
            yield {
                "question": asked,
                "property": "cast_member",
                "standing": "none",
                "answer": told,
                "values": [],
                "superseded": [],
                "citations": citations(no),
            }


def _heroes(view: View, title: Title, members: Sequence[Stand]) -> list[tuple[str, list[Stand], str]]:
    """Names to ask for: the character whom the franchise is named after, then those who come back."""
    franchises = {
        fold_franchise(stand.value.name)
        for name in ("franchise", "spinoff_of", "sequel_of", "prequel_of")
        for slot in view.position(title.key, name)
        for stand in slot.answers
        if isinstance(stand.value, Entity)
    }
    found: dict[str, tuple[str, list[Stand], str]] = {}
    returning: dict[str, tuple[str, list[Stand], str]] = {}
    for member in members:
        role = str(member.qualifiers.get("character", ""))
        if role and fold_franchise(role) in franchises:
            found.setdefault(fold_person(role), (role, [member], ""))
        elif role and role != "unknown" and member.qualifiers.get("reprise") is True:
            returning.setdefault(fold_person(role), (role, [member], ""))
    known = {stand.key for other in _siblings(view, title) for stand in _cast(view, other)}
    for slot in view.position(title.key, "cast_member"):
        for no in slot.denials:
            here = any(member.key == no.key for member in members)
            if no.key in known and not here and isinstance(no.claim.value, Entity):
                found.setdefault(no.key, (no.claim.value.name, [], no.claim.value.name))
    return list((found or returning).values())[:_HEROES]


def _siblings(view: View, title: Title) -> Sequence[Title]:
    if not title.franchise:
        return ()
    return [other for other in view.franchise_titles(title.franchise) if other.key != title.key]


def _cast(view: View, title: Title) -> Sequence[Stand]:
    return [stand for slot in view.position(title.key, "cast_member") for stand in slot.answers]


def _deaths(view: View, title: Title) -> Iterable[Json]:
    """Deaths among the cast and the makers."""
    told: set[str] = set()
    for name in ("cast_member", "director", "writer", "creator"):
        for slot in view.position(title.key, name):
            for stand in slot.answers:
                if not isinstance(stand.value, Entity) or stand.key in told:
                    continue
                told.add(stand.key)
                person = view.person_key(stand.value.name)
                if view.position(person, "death_date"):
                    yield _answer(about(view, person), "death_date")
