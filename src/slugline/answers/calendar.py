"""What is to come: every release that is still ahead, with how firm its date is and how often it has moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from slugline.answers.addresses import title_slug
from slugline.answers.cite import Json, citations, standing_of
from slugline.answers.lineage import digest, first_names
from slugline.answers.scoping import franchise_view, titles_view
from slugline.contract import value_to_json
from slugline.edtf import Edtf
from slugline.errors import UnknownPerson, UnknownTitle
from slugline.model import Entity
from slugline.record import Record, Said, Slot, Stand, Title, View
from slugline.record.ahead import titles_dated
from slugline.record.index import person_name
from slugline.record.people import PERSON
from slugline.record.persons import is_known, names_of, near_people, titles_with

_BROADEST = ("", "worldwide", "US")  # territories, the main release's first
_MAIN = ("", "theatrical", "streaming", "broadcast", "home_video")  # media, the main release's first
_RELEASE = "release_date"
_NO_LONGER = "withdrawn"


@dataclass(frozen=True, slots=True)
class Planned:
    """One release of a title on one day of the record: in one territory, medium and season."""

    slot: Slot
    ahead: tuple[Stand, ...]  # dates that nobody has yet told as past, the earliest first

    @property
    def days(self) -> tuple[str, ...]:
        """Its dates as EDTF."""
        return tuple(str(stand.value) for stand in self.ahead)

    @property
    def told(self) -> object:
        """What is told of it, and how firmly."""
        return self.days, self.slot.standing, [stand.modality for stand in self.ahead]


@dataclass(frozen=True, slots=True)
class Course:
    """How one release came to stand: what holds, from when, after what, how often it moved and was changed at all."""

    planned: Planned
    changed: date
    settled: str = ""  # the last date that was undisputed
    before: str = ""  # the one before that
    moved: int = 0
    revision: int = 0
    gone: bool = False


def calendar(
    record: Record,
    *,
    as_of: date,
    since: date | None = None,
    until: date | None = None,
    franchise: str | None = None,
    person: str | None = None,
    gone: bool = False,
) -> list[Json]:
    """The releases ahead, as of a day, in the order of their latest days: the sooner and the more exact first.

    Only those whose latest day is ``since`` (or ``as_of``, if that is later) or after, and ``until`` or before; of a
    franchise's titles, or of those that a person has a part in, where asked. ``gone`` adds the releases that had such
    a date and have none any more.

    ``{"uid", "title", "slug", "type", "year"?, "season", "medium", "territory", "platform", "date", "or", "value",
    "modality", "standing", "state", "since", "before", "moved", "revision", "citations"}``. ``date`` is EDTF, as exact
    as its source, and ``or`` holds the other dates of a dispute. ``state`` is ``ahead``, ``cancelled`` (the title is)
    or ``withdrawn`` (the date is). ``since`` is the day on which the date became what it is, ``before`` the undisputed
    date until then (EDTF, else null), ``moved`` how often it became another that does not lie within the one before,
    and ``revision`` how often anything about it changed. ``uid`` stays with the release while its date moves.

    Raises `UnknownTitle` for a franchise and `UnknownPerson` for a person of whom nobody speaks.
    """
    first, last = max(since or as_of, as_of), until or date.max
    if first > last:
        return []
    rows = []
    for view, title in _titles(record, first, last, as_of, franchise, person):
        rows += [row for row in releases(view, title, gone=gone) if first <= Edtf(str(row["date"])).last <= last]
    return sorted(rows, key=_place)


def any_later(record: Record, day: date, as_of: date) -> bool:
    """Whether anybody has said that anything comes out after a day; what of it holds is not looked at."""
    with record.reading() as connection:
        return bool(titles_dated(connection, day + timedelta(days=1), date.max, as_of))


def _place(row: Json) -> tuple[object, ...]:
    when = Edtf(str(row["date"]))
    return when.last, -when.first.toordinal(), row["title"], row["uid"]


def _titles(
    record: Record, first: date, last: date, as_of: date, franchise: str | None, person: str | None
) -> Iterator[tuple[View, Title]]:
    if franchise is not None:
        view = franchise_view(record, franchise, as_of)
        members = view.franchise_titles(franchise)
        if not members:
            near = record.lexicon(as_of).near_franchises(franchise)
            raise UnknownTitle(f"no franchise is called {franchise!r}", choices=near)
        yield from ((view, title) for title in members if person is None or has_part(view, title, person))
        return
    with record.reading() as connection:
        if person is not None:
            if not is_known(connection, PERSON, person_name(person), as_of):
                near = near_people(connection, person, as_of)
                raise UnknownPerson(f"nobody in the record is called {person!r}", choices=near)
            names = frozenset(titles_with(connection, names_of(connection, person_name(person)), as_of))
        else:
            names = titles_dated(connection, first, last, as_of)
    view = titles_view(record, names, as_of)
    for key in sorted(view.titles.titles):
        title = view.titles.titles[key]
        if person is None or has_part(view, title, person):
            yield view, title


def has_part(view: View, title: Title, person: str) -> bool:
    """Whether the answers on a title name a person."""
    known = view.variants.canon(person, title.key)
    return any(
        stand.key == known and isinstance(stand.value, Entity) and stand.value.type == "person"
        for name in view.properties(title.key)
        for slot in view.position(title.key, name)
        for stand in slot.answers
    )


def releases(view: View, title: Title, *, gone: bool = False) -> list[Json]:
    """A title's releases ahead as of the view's day, rows as `calendar` gives; ``gone`` adds those withdrawn."""
    courses = _courses(view, title)
    if not courses:
        return []
    first, where = first_names(view).get(title.key, title.key), title_slug(view, title)
    cancelled, turns = _cancelled(view, title)
    rows = []
    for (season, scope), course in courses.items():
        if (course.gone and not gone) or _when(course.planned.ahead[0])[1] < view.day:
            continue
        row = _row(view, title, course)
        row |= {"uid": digest(first, season, scope), "slug": where}
        row["revision"] = course.revision + turns
        if cancelled and not course.gone:
            row["state"] = "cancelled"
        rows.append(row)
    return rows


def _cancelled(view: View, title: Title) -> tuple[bool, int]:
    """Whether the title will not come out, and how often that has turned."""
    if title.type == "series" and view.released(title.key) is not None:
        return False, 0  # its last season may be to come
    days = view.turns(title.key, "status")
    held = [False, *(_is_cancelled(view.position(title.key, "status", day)) for day in days)]
    return held[-1], sum(one != other for one, other in pairwise(held))


def _is_cancelled(slots: Iterable[Slot]) -> bool:
    return any(stand.value == "cancelled" for slot in slots for stand in slot.answers)


def _row(view: View, title: Title, course: Course) -> Json:
    slot, stands = course.planned.slot, course.planned.ahead
    stand = stands[0]
    row: Json = {"title": title.name, "type": title.type}
    if title.year:
        row["year"] = title.year
    row |= {part: slot.scope.get(part, "") for part in ("season", "medium", "territory")}
    said: Iterable[Said] = (one for each in stands for one in each.said)
    return row | {
        "platform": str(stand.qualifiers.get("platform", "")),
        "date": str(stand.value),
        "or": [str(other.value) for other in stands[1:]],
        "value": value_to_json(stand.value),
        "modality": stand.modality,
        "standing": "none" if course.gone else standing_of(view, title.key, _RELEASE, slot),
        "state": _NO_LONGER if course.gone else "ahead",
        "since": course.changed.isoformat(),
        "before": course.before or None,
        "moved": course.moved,
        "citations": citations(said),
    }


Key = tuple[str, str]  # the season, and what tells the release from the season's main one


def _courses(view: View, title: Title) -> dict[Key, Course]:
    """Every release that was ever ahead and is not told as past, by what it keeps while its date moves."""
    found: dict[Key, Course] = {}
    for day in view.turns(title.key, _RELEASE):
        now, out = _planned(view.position(title.key, _RELEASE, day))
        for key, planned in now.items():
            found[key] = _changed(found.get(key), planned, day)
        for key in found.keys() - now.keys():
            if key in out:
                del found[key]
            elif not found[key].gone:
                found[key] = replace(found[key], changed=day, revision=found[key].revision + 1, gone=True)
    now, _ = _planned(view.position(title.key, _RELEASE))
    return {key: replace(course, planned=now.get(key, course.planned)) for key, course in sorted(found.items())}


def _changed(course: Course | None, planned: Planned, day: date) -> Course:
    """How a release stands after a day on which its dates are as ``planned``."""
    settled = planned.days[0] if len(planned.days) == 1 else ""
    if course is None:
        return Course(planned, day, settled)
    if not course.gone and course.planned.told == planned.told:
        return replace(course, planned=planned)
    moved = bool(settled and course.settled and not Edtf(settled).within(Edtf(course.settled)))
    before = course.settled if settled and settled != course.settled else course.before
    same = not course.gone and course.planned.days == planned.days
    return Course(
        planned,
        changed=course.changed if same else day,
        settled=settled or course.settled,
        before=before,
        moved=course.moved + moved,
        revision=course.revision + 1,
    )


def _planned(slots: Iterable[Slot]) -> tuple[dict[Key, Planned], set[Key]]:
    """The releases ahead of some slots, and those told as past. A season's main one is known by its season alone."""
    seasons: dict[str, list[Slot]] = defaultdict(list)
    for slot in slots:
        if slot.answers:
            seasons[slot.scope.get("season", "")].append(slot)
    found: dict[Key, Planned] = {}
    out: set[Key] = set()
    for season, theirs in seasons.items():
        for place, slot in enumerate(sorted(theirs, key=_mainness)):
            scope = "|".join((slot.scope.get("medium", ""), slot.scope.get("territory", "")))
            key = (season, scope if place else "")
            ahead = sorted((stand for stand in slot.answers if stand.planned), key=_when)
            if ahead and key not in found:
                found[key] = Planned(slot, tuple(ahead))
            elif not ahead:
                out.add(key)
    return found, out


def _when(stand: Stand) -> tuple[date, date, str]:
    value = stand.value
    return (value.first, value.last, value.text) if isinstance(value, Edtf) else (date.max, date.max, stand.key)


def _mainness(slot: Slot) -> tuple[object, ...]:
    medium, territory = slot.scope.get("medium", ""), slot.scope.get("territory", "")
    media = _MAIN.index(medium) if medium in _MAIN else len(_MAIN)
    return media, _BROADEST.index(territory) if territory in _BROADEST else len(_BROADEST), medium, territory
