"""What a decision changes in the guides: each answer as it would be without it, and as it is with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from slugline.answers.addresses import title_slug
from slugline.answers.cite import Json
from slugline.answers.guide import answers_of
from slugline.errors import DecisionError
from slugline.record import Record, Scope, View
from slugline.record.index import title_name
from slugline.record.touched import titles_touched

_Place = tuple[str, str, str]  # the folded name of a title, a property, and which of its entries


def effect(record: Record, number: int, *, as_of: date) -> list[Json]:
    """The answers that read otherwise since a decision, in the order of the guides.

    Each is ``{"title", "slug", "property", "question", "before", "after"}``; ``before`` and ``after`` are
    ``{"answer", "standing"}``, or None where the guide then asked no such question. What was decided later is left
    out. Raises `DecisionError` where there is no decision of that number.
    """
    made = record.decisions()
    if all(one.id != number for one in made):
        raise DecisionError(f"there is no decision {number}", allowed="a number that `slugline decisions` shows")
    with record.reading() as connection:
        names = titles_touched(connection, number)
    names = record.lexicon(as_of).titles(names) if names else names
    view = record.view(as_of, Scope(titles=names, family=True, deaths=True))
    old = _answers(view.under([one for one in made if one.id < number]), names)
    new = _answers(view.under([one for one in made if one.id <= number]), names)
    rows: list[Json] = []
    for place in [*new, *(place for place in old if place not in new)]:
        one, other = old.get(place), new.get(place)
        if _told(one) != _told(other):
            shown = other or one or {}
            kept = {key: shown.get(key) for key in ("title", "slug", "property", "question")}
            rows.append({**kept, "before": _told(one), "after": _told(other)})
    return rows


def _told(entry: Json | None) -> Json | None:
    return {"answer": entry["answer"], "standing": entry["standing"]} if entry is not None else None


def _answers(view: View, names: frozenset[str]) -> Mapping[_Place, Json]:
    """Every entry of the guides to the titles that bear one of the names."""
    found: dict[_Place, Json] = {}
    for key in sorted(view.titles.titles):
        title = view.titles.titles[key]
        if names.isdisjoint(map(title_name, title.names)):
            continue
        seen: dict[str, int] = defaultdict(int)
        for entry in answers_of(view, title):
            name = str(entry["property"])
            slug = title_slug(view, title)
            found[slug, name, f"{seen[name]}"] = {**entry, "title": title.name, "slug": slug}
            seen[name] += 1
    return found
