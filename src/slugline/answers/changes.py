"""What changed, when, and who brought it: the differences between one day's positions and the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from slugline.answers.cite import Json, citations, value_of
from slugline.answers.scoping import title_view, titles_view
from slugline.edtf import Edtf
from slugline.model import NoValue, Unknown
from slugline.record import Record, Said, Slot, Stand, View
from slugline.record.contend import stand as stand_of
from slugline.record.view import IMPLIED_THEATERS
from slugline.record.weigh import replaced_dates

PEOPLE = (
    "cast_member",
    "director",
    "writer",
    "producer",
    "executive_producer",
    "composer",
    "cinematographer",
    "creator",
    "showrunner",
)
_SILENT = ("premise", "character", "also_known_as")
_UNKNOWN = "unknown"
_FEW = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One value in one scope, on one day."""

    stand: Stand
    slot: Slot


def changes(
    record: Record,
    title: str | None = None,
    *,
    since: date | None = None,
    as_of: date,
    year: int | None = None,
    kind: str | None = None,
) -> list[Json]:
    """Every change from ``since`` (included) to ``as_of``, newest first; of one title or of all.

    Raises `UnknownTitle` and `AmbiguousTitle`.
    """
    if title is None:
        return _all_changes(record, since, as_of, year, kind)
    view = title_view(record, title, as_of)
    return _kept(title_changes(view, view.title(title, year=year, kind=kind).key), since)


def _all_changes(record: Record, since: date | None, as_of: date, year: int | None, kind: str | None) -> list[Json]:
    view = titles_view(record, record.spoken_of(since, as_of), as_of)
    titles = view.titles.titles
    keys = [k for k in titles if (kind in (None, titles[k].type)) and (year is None or year in titles[k].years)]
    return _kept([row for key in sorted(keys) for row in title_changes(view, key)], since)


def _kept(rows: Iterable[Json], since: date | None) -> list[Json]:
    kept = [row for row in rows if since is None or str(row["on"]) >= since.isoformat()]
    return sorted(kept, key=lambda row: (str(row["on"]), str(row["title"])), reverse=True)


def title_changes(view: View, key: str, *, since: date | None = None, until: date | None = None) -> list[Json]:
    """Every change of one title, oldest first; only those from ``since`` to ``until``, both included, where given."""
    return [row for row, _ in title_changes_said(view, key, since=since, until=until)]


def title_changes_said(
    view: View, key: str, *, since: date | None = None, until: date | None = None, only: Collection[str] | None = None
) -> list[Brought]:
    """As `title_changes`, each with all that was said which brought it; ``only`` of some properties, where given."""
    first, last = since or date.min, min(until or view.day, view.day)
    rows: list[Brought] = []
    for name in view.properties(key):
        if only is not None and name not in only:
            continue
        if name == "also_known_as":
            rows += [made for made in _names(view, key) if first.isoformat() <= str(made[0]["on"]) <= last.isoformat()]
        if name in _SILENT:
            continue
        vacated = _Vacated(view, key, name)
        for day in _days_between(view, key, name, first, last):
            before, after = _around(view, key, name, day)
            found = [what for what in _differences(name, before, after, day, vacated) if not _implied(what)]
            rows += [_row(view, key, name, day, *what) for what in found]
    return sorted(rows, key=lambda made: (str(made[0]["on"]), str(made[0]["property"]), str(made[0]["change"])))


def _days_between(view: View, key: str, name: str, first: date, last: date) -> Sequence[date]:
    """The days of the stretch on which the property may have changed."""
    days = [day for day in view.days(key, name) if first <= day <= last]
    if len(days) <= _FEW:
        return days  # cheaper to look at than to tell which of all days are turns
    return [day for day in view.turns(key, name) if first <= day <= last]


def _around(view: View, key: str, name: str, day: date) -> tuple[Sequence[Slot], Sequence[Slot]]:
    """The positions before and after a day."""
    return view.position(key, name, day - timedelta(days=1)), view.position(key, name, day)


class _Vacated:
    """Who left a title's roles, by the role: looked for only where somebody comes into one."""

    def __init__(self, view: View, key: str, name: str) -> None:
        self._at = view, key, name
        self._left: dict[str, list[tuple[date, Stand]]] | None = None

    def before(self, day: date, role: str) -> Stand | None:
        """Who left the role last before a day."""
        if self._left is None:
            self._left = self._looked_up()
        earlier = [stand for when, stand in self._left.get(role, ()) if when < day]
        return earlier[-1] if earlier else None

    def _looked_up(self) -> dict[str, list[tuple[date, Stand]]]:
        found: dict[str, list[tuple[date, Stand]]] = defaultdict(list)
        for day in self._at[0].turns(*self._at[1:]):
            before, after = _around(*self._at, day)
            kept = {item.stand.key for item in _items(after)}
            for item in _items(before):
                if item.stand.key not in kept and _role(item.stand):
                    found[_role(item.stand)].append((day, item.stand))
        return found


Change = tuple[str, Stand | None, Stand | None, Sequence[Said]]  # change, from, to, by whom
Brought = tuple[Json, Sequence[Said]]  # a row, and what was said that brought it


def _implied(change: Change) -> bool:
    """Whether it only repeats the change of a date: theaters, where a title opens in theaters."""
    stand = change[2] or change[1]
    return stand is not None and all(one.claim.rule == IMPLIED_THEATERS for one in stand.said)


def _row(
    view: View, key: str, name: str, day: date, change: str, old: Stand | None, new: Stand | None, by: Sequence[Said]
) -> Brought:
    made: Json = {"on": day.isoformat(), "title": view.titles.titles[key].name, "property": name, "change": change}
    if old is not None:
        made["from"] = value_of(old)
    if new is not None:
        made["to"] = value_of(new)
        made["modality"] = new.modality
    bringing = [one for one in by if one.day == day] or by
    made["citations"] = citations(bringing)
    return made, bringing


def _items(slots: Iterable[Slot]) -> list[Item]:
    return [Item(stand, slot) for slot in slots for stand in slot.answers]


def _differences(
    name: str, before: Sequence[Slot], after: Sequence[Slot], day: date, vacated: _Vacated
) -> Iterable[Change]:
    """The changes of one day."""
    old, new = _items(before), _items(after)
    was, now = _by_key(old), _by_key(new)
    gone = [item for item in old if not any(_same(item, other) for other in now.get(item.stand.key, ()))]
    come = [item for item in new if not any(_same(other, item) for other in was.get(item.stand.key, ()))]
    disputed = [slot for slot in after if slot.standing == "disputed"]
    disputes = [{stand.key for stand in slot.answers} for slot in before if slot.standing == "disputed"]
    was_disputed = {key for keys in disputes for key in keys}
    for slot in disputed:
        if {stand.key for stand in slot.answers} not in disputes:
            first, *others = slot.answers
            by = [one for stand in slot.answers for one in stand.said]
            yield "disputed", first, others[0], by
    contested = {stand.key for slot in disputed for stand in slot.answers}
    come = [item for item in come if item.stand.key not in contested]
    yield from _firmer(name, was, new)
    if name in PEOPLE:
        yield from _people(name, before, after, gone, come, day, vacated)
    elif name == "status":
        yield from _status(gone, come)
    else:
        yield from _values(name, before, after, gone, come, was_disputed)
    yield from _denied_rivals(before, after, gone, day)


def _by_key(items: Iterable[Item]) -> Mapping[str, Sequence[Item]]:
    """Items by their values' keys: of two values none is the same."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.stand.key].append(item)
    return found


def _same(one: Item, other: Item) -> bool:
    """Whether two items of one value are one answer."""
    if one.stand.said[0].claim.property == "status":
        seasons = {str(item.stand.qualifiers.get("season", "")) for item in (one, other)} - {""}
        dates = {str(item.stand.qualifiers.get("date", "")) for item in (one, other)}
        planned = one.stand.modality == other.stand.modality == "scheduled"
        return len(seasons) < 2 and (len(dates) == 1 or not planned)
    mine, theirs = one.slot.scope, other.slot.scope
    return all(_meet(mine.get(key, ""), theirs.get(key, "")) for key in ("territory", "season"))


def _meet(one: str, other: str) -> bool:
    return one == other or not one or not other or "worldwide" in (one, other)


def _firmer(name: str, old: Mapping[str, Sequence[Item]], new: Sequence[Item]) -> Iterable[Change]:
    """Plans that came true, rumours that were confirmed."""
    for item in new:
        same = [other for other in old.get(item.stand.key, ()) if _same(other, item)]
        if not same:
            continue
        earlier = next((other for other in same if _scope(other) == _scope(item)), same[0])
        if earlier.stand.planned and not item.stand.planned:
            yield "released", None, item.stand, item.stand.said
        elif _hedged(earlier.stand) and not _hedged(item.stand):
            yield "confirmed", None, item.stand, item.stand.said
            if name == "status" and item.stand.value in ("renewed", "cancelled"):
                yield str(item.stand.value), None, item.stand, item.stand.said


def _scope(item: Item) -> tuple[Mapping[str, str], object]:
    return item.slot.scope, item.stand.qualifiers.get("work")


def _hedged(stand: Stand) -> bool:
    return stand.modality in ("rumoured", "expected")


def _people(
    name: str,
    before: Sequence[Slot],
    after: Sequence[Slot],
    gone: list[Item],
    come: list[Item],
    day: date,
    vacated: _Vacated,
) -> Iterable[Change]:
    gaps = [gap for slot in before for gap in slot.gaps]
    left = list(gone)
    for item in come:
        role = _role(item.stand) if name == "cast_member" else ""
        predecessor = next((other for other in left if role and _role(other.stand) == role), None)
        earlier = vacated.before(day, role) if role and predecessor is None else None
        if predecessor is not None:
            left.remove(predecessor)
            yield "recast", predecessor.stand, item.stand, item.stand.said
        elif earlier is not None and earlier.key != item.stand.key:
            yield "recast", earlier, item.stand, item.stand.said
        elif _fills(name, gaps, item.stand):
            yield "revealed", None, item.stand, item.stand.said
        else:
            yield "joined", None, item.stand, item.stand.said
    for item in left:
        by = [one for slot in after for one in slot.denials if one.key == item.stand.key]
        yield ("denied" if _hedged(item.stand) else "left"), item.stand, None, by
    if name == "cast_member":
        yield from _roles_known(before, after)


def _role(stand: Stand) -> str:
    role = str(stand.qualifiers.get("character", ""))
    return "" if role == _UNKNOWN else role.casefold()


def _fills(name: str, gaps: Sequence[Stand], stand: Stand) -> bool:
    roles = [str(gap.qualifiers.get("character", "")).casefold() for gap in gaps]
    if name != "cast_member":
        return bool(gaps)
    return any(role and role == _role(stand) for role in roles)


def _roles_known(before: Sequence[Slot], after: Sequence[Slot]) -> Iterable[Change]:
    """A known actor whose role was said to be unknown, now named."""
    for slot in before:
        for stand in slot.answers:
            if stand.qualifiers.get("character") != _UNKNOWN:
                continue
            for item in _items(after):
                if item.stand.key == stand.key and _role(item.stand):
                    yield "revealed", None, item.stand, item.stand.said


def _status(gone: list[Item], come: list[Item]) -> Iterable[Change]:
    for item in come:
        previous = gone[0].stand if gone else None
        change = str(item.stand.value) if item.stand.value in ("renewed", "cancelled") else "announced"
        if previous is not None and previous.key == item.stand.key:
            change = "moved"
        hedged = _hedged(item.stand) and change in ("renewed", "cancelled")
        yield ("announced" if hedged else change), previous, item.stand, item.stand.said


def _values(
    name: str, before: Sequence[Slot], after: Sequence[Slot], gone: list[Item], come: list[Item], disputed: set[str]
) -> Iterable[Change]:
    paired: set[int] = set()
    for item in come:
        old = [other for other in gone if _succeeds(item, other)]
        if old and not _set_like(name):
            for other in old:
                paired.add(id(other))
                yield _moved(name, other.stand, item.stand), other.stand, item.stand, item.stand.said
        elif _was_gap(item, before):
            yield "revealed", None, item.stand, item.stand.said
        elif (moved := _told_moved(item.stand)) is not None:
            yield "moved", moved, item.stand, item.stand.said
        else:
            out = name in ("release_date", "trailer") and not item.stand.planned and before
            yield ("released" if out else "announced"), None, item.stand, item.stand.said
    for item in gone:
        if id(item) in paired:
            continue
        by = [one for slot in after for one in slot.denials if one.key == item.stand.key]
        if by or not come:
            closed = [other for other in _items(after) if _follows(other, item)]
            if not by and closed:
                continue
            yield "denied", item.stand, None, by or item.stand.said
        elif item.stand.key in disputed:
            yield "denied", item.stand, None, item.stand.said


def _told_moved(new: Stand) -> Stand | None:
    """The date that the article itself says the new one replaces, where the record had not heard of it."""
    denied = next((no for no in replaced_dates(new.said[:1])), None)
    return stand_of([denied], {}) if denied is not None and new.planned else None


def _set_like(name: str) -> bool:
    return name in ("available_on", "network", "filming_location", "award_won", "award_nomination", "distributor") or (
        name in ("production_company", "franchise", "based_on") or name.endswith("_of") or name.startswith("set_")
    )


def _moved(name: str, old: Stand, new: Stand) -> str:
    """``moved``, unless a date was only made finer or two past events follow one another."""
    one, other = old.value, new.value
    if isinstance(one, Edtf) and isinstance(other, Edtf):
        if other.within(one):
            return "announced" if new.planned else "released"
        if name == "trailer" and not old.planned and not new.planned:
            return "released"
    return "moved"


def _succeeds(new: Item, old: Item) -> bool:
    """Whether the new value takes the old one's place: the same or a covering territory, medium, season."""
    for key in ("territory", "medium", "season", "kind", "period"):
        mine, theirs = new.slot.scope.get(key, ""), old.slot.scope.get(key, "")
        if mine != theirs and mine and theirs and "worldwide" not in (mine, theirs):
            return False
        if key == "season" and mine != theirs:
            return False
    return True


def _follows(new: Item, old: Item) -> bool:
    return new.slot.scope.get("season", "") == old.slot.scope.get("season", "")


def _was_gap(item: Item, before: Sequence[Slot]) -> bool:
    for slot in before:
        for gap in slot.gaps:
            fits = all(
                gap.said[0].scope.get(k, "") in ("", item.slot.scope.get(k, "") or ("1" if k == "season" else ""))
                for k in ("territory", "medium", "season", "kind")
            )
            if fits and isinstance(gap.value, Unknown | NoValue):
                return True
    return False


def _denied_rivals(before: Sequence[Slot], after: Sequence[Slot], gone: list[Item], day: date) -> Iterable[Change]:
    """Rumours that were never the answer and are now withdrawn."""
    living = {stand.key for slot in after for stand in (*slot.answers, *slot.rivals)}
    told = {item.stand.key for item in gone}
    seen: set[str] = set()
    for slot in before:
        for rival in slot.rivals:
            by = [one for later in after for one in later.denials if one.key == rival.key and one.day == day]
            if by and rival.key not in living | told | seen:
                seen.add(rival.key)
                yield "denied", rival, None, by


def _names(view: View, key: str) -> list[Brought]:
    """Changes of name: the old in ``from``, the new in ``to``."""
    rows: list[Brought] = []
    told: set[tuple[str, str]] = set()
    for one in view.said(key, "also_known_as"):
        if one.denies or one.gap or one.claim.context.modality not in ("stated", "scheduled"):
            continue
        subject, other = one.claim.subject.name, str(one.claim.value)
        kind = one.claim.qualifiers.get("kind")
        old, new = (subject, other) if kind == "full" else (other, subject)
        pair = (old.casefold(), new.casefold())
        if pair[0] == pair[1] or pair in told:
            continue
        told.add(pair)
        text = {"type": "text"}
        row: Json = {"on": one.day.isoformat(), "title": view.titles.titles[key].name, "property": "also_known_as"}
        if kind == "international":
            row |= {"change": "announced", "to": text | {"text": other}}
        else:
            row |= {"change": "renamed", "from": text | {"text": old}, "to": text | {"text": new}}
        row["citations"] = citations([one])
        rows.append((row, [one]))
    return rows
