"""A franchise on one page: its titles in both orders, who says so, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from slugline.answers.addresses import title_slug
from slugline.answers.cite import Json
from slugline.answers.following import next_in
from slugline.answers.scoping import franchise_view
from slugline.answers.timeline import timeline
from slugline.record import Record, Title, View


def franchise(record: Record, name: str, *, as_of: date) -> Json:
    """Everything on a franchise as of a day.

    ``{"franchise", "as_of", "first", "updated", "story", "release", "pages", "next"}``: ``story`` and ``release`` are
    its timelines in the two orders; ``pages`` holds, for each name of a title that has a page, ``{"slug", "type",
    "year"?}``; ``next`` what comes next, an entry as a guide has it; ``first`` and ``updated`` the days on which its
    titles were first and last spoken of.

    Raises `UnknownTitle`, with the nearest names, where no title belongs to such a franchise.
    """
    story = timeline(record, name, order="story", as_of=as_of)
    release = timeline(record, name, order="release", as_of=as_of)
    view = franchise_view(record, name, as_of)
    coming = next_in(view, [str(story["franchise"])])
    titles = _titles(view, story)
    keys = {title.key for title in titles.values()}
    days = sorted({day for key, prop in view.asserted() if key in keys for day in view.days(key, prop)})
    return {
        "franchise": story["franchise"],
        "as_of": as_of.isoformat(),
        "first": days[0].isoformat() if days else None,
        "updated": days[-1].isoformat() if days else None,
        "story": story,
        "release": release,
        "pages": {name: _page(view, title) for name, title in (titles | _coming(view, coming)).items()},
        "next": coming,
    }


def _titles(view: View, story: Json) -> dict[str, Title]:
    """The titles of a timeline by their names; of several that share one, the one of the franchise."""
    rows = story["titles"]
    found: dict[str, Title] = {}
    for row in rows if isinstance(rows, list) else ():
        one = view.titles.resolve(str(row["name"]), near=str(story["franchise"]))
        if one is not None:
            found[str(row["name"])] = one
    return found


def _coming(view: View, entry: Json) -> dict[str, Title]:
    """The titles that come next by their names."""
    values = entry["values"]
    named = [str(one["value"]["name"]) for one in values] if isinstance(values, list) else []
    found = {name: view.titles.find(name) for name in named}
    return {name: titles[0] for name, titles in found.items() if len(titles) == 1}


def _page(view: View, title: Title) -> Mapping[str, object]:
    return {"slug": title_slug(view, title), "type": title.type} | ({"year": title.year} if title.year else {})
