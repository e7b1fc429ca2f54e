"""`/calendar.ics` and its like: what is to come out, of everything, a title, a franchise or a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from slugline.answers.calendar import calendar, releases
from slugline.answers.catalogue import written
from slugline.answers.cite import Json
from slugline.surfaces.web.api.exchange import packed
from slugline.surfaces.web.api.picks import LONGEST, Kind, Picked, Slug, Year, picked
from slugline.surfaces.web.desk import AsOf, OurDesk
from slugline.surfaces.web.feeds.addresses import authority, base_of, kept_by, page_of
from slugline.surfaces.web.feeds.ical import MEDIA_TYPE, Release, ical

router = APIRouter(include_in_schema=False)
Named = Annotated[str | None, Query(max_length=LONGEST)]


@router.get("/calendar.ics")
def calendar_feed(
    desk: OurDesk,
    request: Request,
    as_of: AsOf,
    title: Named = None,
    franchise: Named = None,
    person: Named = None,
    year: Year = None,
    kind: Kind = None,
) -> Response:
    """Every release to come, or those of one title, of a franchise, or in which a person has a part."""
    if title:
        view, found = picked(desk, title, as_of, year, kind)
        return _feed(request, found.name, releases(view, found, gone=True))
    rows = calendar(desk.record, as_of=as_of, franchise=franchise or None, person=person or None, gone=True)
    names = [
        written(desk.record, what, name, as_of) for what, name in (("franchise", franchise), ("person", person)) if name
    ]
    return _feed(request, ", ".join(names), rows)


@router.get("/titles/{slug}/calendar.ics")
def title_calendar(request: Request, found: Picked) -> Response:
    """A title's releases to come."""
    view, title = found
    return _feed(request, title.name, releases(view, title, gone=True))


@router.get("/franchises/{slug}/calendar.ics")
def franchise_calendar(desk: OurDesk, request: Request, slug: Slug, as_of: AsOf) -> Response:
    """The releases to come of a franchise's titles."""
    rows = calendar(desk.record, as_of=as_of, franchise=slug, gone=True)
    return _feed(request, written(desk.record, "franchise", slug, as_of), rows)


@router.get("/people/{slug}/calendar.ics")
def person_calendar(desk: OurDesk, request: Request, slug: Slug, as_of: AsOf) -> Response:
    """The releases to come in which a person has a part."""
    rows = calendar(desk.record, as_of=as_of, person=slug, gone=True)
    return _feed(request, written(desk.record, "person", slug, as_of), rows)


def _feed(request: Request, name: str, rows: Iterable[Json]) -> Response:
    base, ours = base_of(request), authority(request.app.state.desk)
    made = [Release(f"{row['uid']}@{ours}", page_of(base, "titles", str(row["slug"])), row) for row in rows]
    heading = f"Releases: {name}" if name else "Releases to come"
    return packed(request, ical(heading, made), f"{MEDIA_TYPE}; charset=utf-8", headers=kept_by(request))
