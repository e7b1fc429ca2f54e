"""What is to come: every release that is still ahead, with how firm its date is and how often it has moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from slugline.answers.addresses import title_slug
from slugline.answers.cite import Json, citations, standing_of
from slugline.answers.lineage import digest, named_by
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
Place = tuple[str, str, str]  # a season, a medium and a territory


@dataclass(frozen=True, slots=True)
class Planned:
    """One release of a title on one day of the record: in one territory, medium and season."""

    slot: Slot
    ahead: tuple[Stand, ...]  # dates that nobody has yet told as past, the earliest first

    @property
    def place(self) -> Place:
        """Where it comes out."""
        return _place_of(self.slot)

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
    """How one release came to stand: what holds, from when, after what, how often it moved and was changed at all.

    ``name`` and ``born`` tell by which name of the title and on which day it was first spoken of, ``scope`` what
    told it from the season's first release then (empty for that one): these never change.
    """

    planned: Planned
    changed: date
    name: str = ""
    born: date = date.min
    scope: str = ""
    settled: str = ""  # the last date that was undisputed
    before: str = ""  # the one before that
    last_day: str = ""  # the last of its dates that was a day
    moved: int = 0
    revision: int = 0
    gone: bool = False
    out: bool = False

    @property
    def place(self) -> Place:
        """Where it comes out, by the last that was said of it."""
        return self.planned.place


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
    "modality", "standing", "state", "since", "before", "last_day", "moved", "revision", "citations"}``. ``date`` is
    EDTF, as exact as its source, and ``or`` holds the other dates of a dispute. ``state`` is ``ahead``, ``cancelled``
    (the title is) or ``withdrawn`` (the date is). ``since`` is the day on which the date became what it is, ``before``
    the undisputed date until then (EDTF, else null), ``moved`` how often it became another that does not lie within
    the one before, and ``revision`` how often anything about it changed; ``last_day`` is the last of its dates that
    was a day (else null). ``uid`` stays with the release for good: while its date moves, its medium is settled, and
    others come beside.

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
    standing = [one for one in courses if not one.out and (gone or not one.gone)]
    standing = [one for one in standing if _when(one.planned.ahead[0])[1] >= view.day]
    if not standing:
        return []
    where, names = title_slug(view, title), _names(view, title, courses)
    cancelled, turns = _cancelled(view, title)
    rows = []
    for course in sorted(standing, key=lambda one: (one.place[0], _mainness(one.planned.slot))):
        row = _row(view, title, course)
        row |= {"uid": names[id(course)], "slug": where, "revision": course.revision + turns}
        if cancelled and not course.gone:
            row["state"] = "cancelled"
        rows.append(row)
    return rows


def _names(view: View, title: Title, courses: Sequence[Course]) -> dict[int, str]:
    """The name of each release for good: by what it was when it was first spoken of. Of several that were the same
    then, under one name of two titles too, each but the first bears its number."""
    mates = {one.key: one for name in title.names for one in view.titles.find(name) if one.key != title.key}
    every = [(one.born, title.key, one) for one in courses]
    every += [(one.born, key, one) for key, mate in mates.items() for one in _courses(view, mate)]
    seen: Counter[str] = Counter()
    found: dict[int, str] = {}
    for _, _, one in sorted(every, key=lambda each: each[:2]):
        made = digest(one.name, one.place[0], one.scope)
        seen[made] += 1
        found[id(one)] = made if seen[made] == 1 else f"{made}-{seen[made]}"
    return found


def _cancelled(view: View, title: Title) -> tuple[bool, int]:
    """Whether the title will not come out, and how often that has turned."""
    days = {*view.turns(title.key, "status"), *(view.turns(title.key, _RELEASE) if title.type == "series" else ())}
    held = [False, *(_is_cancelled(view, title, day) for day in sorted(days))]
    return held[-1], sum(one != other for one, other in pairwise(held))


def _is_cancelled(view: View, title: Title, day: date) -> bool:
    status = view.position(title.key, "status", day)
    if not any(stand.value == "cancelled" for slot in status for stand in slot.answers):
        return False
    if title.type != "series":
        return True
    outs = (slot for slot in view.position(title.key, _RELEASE, day) if slot.scope.get("medium") != "festival")
    return all(stand.planned for slot in outs for stand in slot.answers)  # else its last season may be to come


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
        "last_day": course.last_day or None,
        "moved": course.moved,
        "citations": citations(said),
    }


def _courses(view: View, title: Title) -> list[Course]:
    """Every release that was ever ahead, in the order in which they were first spoken of."""
    found: list[Course] = []
    for day in view.turns(title.key, _RELEASE):
        now, past = _planned(view.position(title.key, _RELEASE, day))
        came_out = {n for n, one in enumerate(found) if not one.out and any(_alike(one.place, at) for at in past)}
        taken = _followed(found, now, came_out)
        for number, course in enumerate(found):
            if course.out or number in taken:
                continue
            if number in came_out:
                found[number] = replace(course, out=True)
            elif not course.gone:
                found[number] = replace(course, changed=day, revision=course.revision + 1, gone=True)
        for number, planned in taken.items():
            found[number] = _changed(found[number], planned, day)
        followed = {id(planned) for planned in taken.values()}
        for planned in now:
            if id(planned) not in followed:
                found.append(_born(found, planned, day))
    last, _ = _planned(view.position(title.key, _RELEASE))
    latest = {planned.place: planned for planned in reversed(last)}
    return [one if one.gone or one.out else replace(one, planned=latest.get(one.place, one.planned)) for one in found]


def _followed(courses: Sequence[Course], now: Sequence[Planned], came_out: set[int]) -> dict[int, Planned]:
    """Which of a day's releases goes on with which course: by their places, else by what the places leave open.

    What is left then of one season and territory is a release that changed its medium.
    """
    taken: dict[int, Planned] = {}
    rest = list(now)

    def take(fits: Callable[[int, Course, Planned], bool]) -> None:
        for planned in list(rest):
            mine = (n for n, one in enumerate(courses) if n not in taken and not one.out and fits(n, one, planned))
            number = min(mine, key=lambda n: (courses[n].gone, _mainness(courses[n].planned.slot), n), default=None)
            if number is not None:
                taken[number] = planned
                rest.remove(planned)

    take(lambda n, one, planned: one.place == planned.place)  # noqa: ARG005
    take(lambda n, one, planned: n not in came_out and _alike(one.place, planned.place))
    take(lambda n, one, planned: n not in came_out and not one.gone and _near(one.place, planned.place))
    return taken


def _alike(one: Place, other: Place) -> bool:
    """Whether two places may be one, as far as they are told."""
    return _near(one, other) and (one[1] == other[1] or not one[1] or not other[1])


def _near(one: Place, other: Place) -> bool:
    return one[0] == other[0] and (one[2] == other[2] or {one[2], other[2]} <= set(_BROADEST))


def _born(earlier: Sequence[Course], planned: Planned, day: date) -> Course:
    """A release on the day on which it is first spoken of."""
    season, medium, territory = planned.place
    said = [one for stand in planned.ahead for one in stand.said]
    bringing = [one for one in said if one.day == day] or said
    first = all(one.place[0] != season for one in earlier)
    return Course(
        planned,
        day,
        name=named_by(bringing),
        born=day,
        scope="" if first else f"{medium}|{territory}",
        settled=planned.days[0] if len(planned.days) == 1 else "",
        last_day=_a_day(planned),
    )


def _a_day(planned: Planned) -> str:
    """The first of its dates, where that is a day and no other is meant."""
    when = Edtf(planned.days[0])
    return planned.days[0] if when.precision == "day" and not when.about else ""


def _changed(course: Course, planned: Planned, day: date) -> Course:
    """How a release stands after a day on which its dates are as ``planned``."""
    if not course.gone and course.planned.told == planned.told:
        return replace(course, planned=planned)
    settled = planned.days[0] if len(planned.days) == 1 else ""
    moved = bool(settled and course.settled and not Edtf(settled).within(Edtf(course.settled)))
    same = not course.gone and course.planned.days == planned.days
    return replace(
        course,
        planned=planned,
        changed=course.changed if same else day,
        settled=settled or course.settled,
        before=course.settled if settled and settled != course.settled else course.before,
        last_day=_a_day(planned) or course.last_day,
        moved=course.moved + moved,
        revision=course.revision + 1,
        gone=False,
    )


def _planned(slots: Iterable[Slot]) -> tuple[list[Planned], set[Place]]:
    """The releases ahead of some slots, one of a place and the main ones first; and the places told as past."""
    found: dict[Place, Planned] = {}
    past: set[Place] = set()
    for slot in sorted((one for one in slots if one.answers), key=_mainness):
        ahead = sorted((stand for stand in slot.answers if stand.planned), key=_when)
        if not ahead:
            past.add(_place_of(slot))
        elif _place_of(slot) not in found:
            found[_place_of(slot)] = Planned(slot, tuple(ahead))
    return list(found.values()), past


def _place_of(slot: Slot) -> Place:
    return slot.scope.get("season", ""), slot.scope.get("medium", ""), slot.scope.get("territory", "")


def _when(stand: Stand) -> tuple[date, date, str]:
    value = stand.value
    return (value.first, value.last, value.text) if isinstance(value, Edtf) else (date.max, date.max, stand.key)


def _mainness(slot: Slot) -> tuple[object, ...]:
    medium, territory = slot.scope.get("medium", ""), slot.scope.get("territory", "")
    media = _MAIN.index(medium) if medium in _MAIN else len(_MAIN)
    return media, _BROADEST.index(territory) if territory in _BROADEST else len(_BROADEST), medium, territory
