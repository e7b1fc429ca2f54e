"""A franchise's titles in the order of their stories or of their release.

Story order is partial: a title's position is the range that the sources leave open. Where they
contradict each other the cycle is reported, and its titles share one range.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from slugline.answers.cite import Json, citations
from slugline.answers.scoping import franchise_view
from slugline.contract import value_to_json
from slugline.edtf import Edtf
from slugline.errors import UnknownTitle
from slugline.model import Entity
from slugline.record import Record, Said, View
from slugline.record.names import fold

ORDERS = ("story", "release")
_FORWARD = {"set_before": True, "prequel_of": True, "set_after": False, "sequel_of": False}
_SAID_OUTRIGHT = ("set_before", "set_after")
Edges = dict[tuple[str, str], list[Said]]


def timeline(record: Record, franchise: str, *, order: str = "story", as_of: date) -> Json:
    """The franchise's titles with their positions, the relations told, and the contradictions.

    Raises `UnknownTitle`, with the nearest names, where no title belongs to such a franchise.
    """
    view = franchise_view(record, franchise, as_of)
    names = _members(view, franchise)
    if not names:
        near = record.lexicon(as_of).near_franchises(franchise)
        raise UnknownTitle(f"no franchise is called {franchise!r}", choices=near)
    edges = _edges(view, names)
    for before, after in edges:
        for key in (before, after):
            names.setdefault(key, view.titles.titles[key].name if key in view.titles.titles else key)
    cycles = _cycles(names, edges)
    places = _story(names, edges) if order == "story" else _released(view, names)
    titles = [
        {
            "name": names[key],
            "release": _release(view, key),
            "position": list(places[key]),
        }
        for key in sorted(names, key=lambda k: (places[k], _first_day(view, k), names[k]))
    ]
    return {
        "franchise": view.franchise_name(franchise),
        "order": order,
        "as_of": as_of.isoformat(),
        "titles": titles,
        "relations": [
            {"before": names[before], "after": names[after], "citations": citations(said)}
            for (before, after), said in sorted(edges.items())
        ],
        "contradictions": [
            {
                "cycle": [names[key] for key in cycle],
                "citations": citations(s for pair in pairwise(cycle) for s in edges[pair]),
            }
            for cycle in cycles
        ],
    }


def _members(view: View, franchise: str) -> dict[str, str]:
    names = {title.key: title.name for title in view.franchise_titles(franchise)}
    if names:
        near = set(names)
        for key, title in view.titles.titles.items():
            if key not in near and _linked(view, key, near, franchise):
                names[key] = title.name
    return names


def _linked(view: View, key: str, members: Iterable[str], franchise: str) -> bool:
    """Whether the story of the title is placed before or after that of a member."""
    for name in _SAID_OUTRIGHT:
        for slot in view.position(key, name):
            for stand in slot.answers:
                if not isinstance(stand.value, Entity):
                    continue
                other = view.titles.resolve(stand.value.name, near=franchise)
                if other is not None and other.key in members:
                    return True
    return False


def _edges(view: View, names: dict[str, str]) -> Edges:
    """Who comes before whom, and who says so; what is only implied yields to what is said outright."""
    told: Edges = defaultdict(list)
    implied: Edges = defaultdict(list)
    for key in sorted(names):
        if key not in view.titles.titles:
            continue
        near = view.titles.titles[key].franchise
        for name, forward in _FORWARD.items():
            for slot in view.position(key, name):
                for stand in slot.answers:
                    firm = [s for s in stand.said if s.firmness == view.policy.firmest and "from" not in s.claim.rule]
                    if not firm or not isinstance(stand.value, Entity):
                        continue
                    other = _node(view, stand.value.name, near, names)
                    if other == key or (other not in names and name not in _SAID_OUTRIGHT):
                        continue
                    pair = (key, other) if forward else (other, key)
                    (told if name in _SAID_OUTRIGHT else implied)[pair] += firm
    edges: Edges = dict(told)
    for pair, said in sorted(implied.items()):
        if pair in edges:
            edges[pair] = edges[pair] + said
        elif pair[0] not in _reach(edges)[pair[1]]:
            edges[pair] = said
    return edges


def _node(view: View, name: str, near: str, names: dict[str, str]) -> str:
    found = view.titles.resolve(name, near=near)
    if found is not None:
        return found.key
    return next((k for k, known in names.items() if fold(known) == fold(name)), name)


def _reach(edges: Edges) -> dict[str, set[str]]:
    """For each title those that come after it, by any number of steps."""
    after: dict[str, set[str]] = defaultdict(set)
    for first, second in edges:
        after[first].add(second)
    found: dict[str, set[str]] = defaultdict(set)
    for start in list(after):
        stack = list(after[start])
        while stack:
            here = stack.pop()
            if here not in found[start]:
                found[start].add(here)
                stack += after.get(here, ())
    return found


def _cycles(names: Mapping[str, str], edges: Edges) -> list[list[str]]:
    """One shortest cycle through each knot of contradictory titles, closed on its first title."""
    found: list[list[str]] = []
    done: set[str] = set()
    reach = _reach(edges)
    for key in sorted(names):
        if key in done:
            continue
        cycle = _shortest(edges, key)
        if cycle:
            found.append(cycle)
            done.update(k for k in names if k in reach[key] and key in reach[k])
    return found


def _shortest(edges: Edges, start: str) -> list[str]:
    paths = [[start]]
    seen: set[str] = set()
    while paths:
        path = paths.pop(0)
        for before, after in sorted(edges):
            if before != path[-1]:
                continue
            if after == start:
                return [*path, start]
            if after not in seen:
                seen.add(after)
                paths.append([*path, after])
    return []


def _story(names: Mapping[str, str], edges: Edges) -> dict[str, tuple[int, int]]:
    places, reach = {}, _reach(edges)
    for key in names:
        before = sum(key in reach[other] and other not in reach[key] for other in names if other != key)
        after = sum(other in reach[key] and key not in reach[other] for other in names if other != key)
        places[key] = (1 + before, len(names) - after)
    return places


def _dates(view: View, key: str) -> list[Edtf]:
    slots = view.position(key, "release_date") if key in view.titles.titles else ()
    firm = [slot for slot in slots if slot.scope.get("season", "") == "" and slot.scope.get("medium") != "festival"]
    return [stand.value for slot in firm for stand in slot.answers if isinstance(stand.value, Edtf)]


def first_release(view: View, key: str) -> Edtf | None:
    """The earliest date of a title as it stands, no festival's and no later season's."""
    return min(_dates(view, key), key=lambda e: (e.first, e.last, e.text), default=None)


def _first_day(view: View, key: str) -> date:
    found = first_release(view, key)
    return found.first if found else date.max


def _release(view: View, key: str) -> Json | None:
    found = first_release(view, key)
    return value_to_json(found) if found else None


def _released(view: View, names: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    dates = {key: first_release(view, key) for key in names}
    places = {}
    for key, mine in dates.items():
        others = [date for other, date in dates.items() if other != key and date is not None]
        before = sum(mine is not None and other.last < mine.first for other in others)
        after = sum(mine is not None and mine.last < other.first for other in others)
        places[key] = (1 + before, len(names) - after)
    return places
