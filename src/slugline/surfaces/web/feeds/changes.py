"""`/changes.atom` and its like: what changed, of everything, a title, a franchise or a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from slugline.answers.addresses import slug as slug_of
from slugline.answers.addresses import title_slug
from slugline.answers.catalogue import written
from slugline.answers.cite import Json
from slugline.answers.news import Place, franchise_news, person_news, title_news
from slugline.surfaces.web.api.changes import AskedChanges, changes_after, news_of
from slugline.surfaces.web.api.exchange import packed
from slugline.surfaces.web.api.paging import Cursor, address, page_of
from slugline.surfaces.web.api.picks import LONGEST, Kind, Picked, Slug, Year
from slugline.surfaces.web.desk import AsOf, Desk, OurDesk
from slugline.surfaces.web.feeds import atom
from slugline.surfaces.web.feeds.addresses import base_of, kept_by, tag
from slugline.surfaces.web.feeds.addresses import page_of as page_at
from slugline.surfaces.web.feeds.atom import Entry, Feed

router = APIRouter(include_in_schema=False)
_SUBTITLE = "What articles have said, as sentences with the words they stand on"
Entries = Annotated[int, Query(alias="limit", ge=1, le=200)]


@router.get("/changes.atom")
def changes_feed(
    desk: OurDesk,
    request: Request,
    as_of: AsOf,
    wanted: AskedChanges,
    title: Annotated[str | None, Query(max_length=LONGEST)] = None,
    franchise: Annotated[str | None, Query(max_length=LONGEST)] = None,
    person: Annotated[str | None, Query(max_length=LONGEST)] = None,
    year: Year = None,
    kind: Kind = None,
    limit: Entries = 50,
    cursor: Cursor = None,
) -> Response:
    """Every change, or those of one title, franchise or person, newest first."""
    after = changes_after(cursor)
    found = news_of(desk, as_of, wanted, after, title=title, franchise=franchise, person=person, year=year, kind=kind)
    name = title or franchise or person
    of = ("title", title) if title else ("franchise", franchise) if franchise else ("person", person)
    heading = f"What changed: {name}" if name else "What changed"
    about = [of[0], slug_of(name)] if name else ["all"]
    return _feed(request, found, limit, heading, about, f"{base_of(request)}/changes")


@router.get("/titles/{slug}/changes.atom")
def title_feed(
    request: Request, slug: Slug, wanted: AskedChanges, found: Picked, limit: Entries = 50, cursor: Cursor = None
) -> Response:
    """A title's changes."""
    view, title = found
    name = title_slug(view, title)
    rows = title_news(view, title, wanted, changes_after(cursor))
    page = page_at(base_of(request), "titles", name)
    return _feed(request, rows, limit, f"What changed: {title.name}", ["title", slug_of(slug)], page)


@router.get("/franchises/{slug}/changes.atom")
def franchise_feed(
    desk: OurDesk, request: Request, slug: Slug, as_of: AsOf, wanted: AskedChanges, limit: Entries = 50,
    cursor: Cursor = None,
) -> Response:  # fmt: skip
    """The changes of a franchise's titles."""
    rows = franchise_news(desk.record, slug, as_of, wanted, changes_after(cursor))
    return _named(request, desk, rows, limit, "franchise", "franchises", slug, as_of)


@router.get("/people/{slug}/changes.atom")
def person_feed(
    desk: OurDesk, request: Request, slug: Slug, as_of: AsOf, wanted: AskedChanges, limit: Entries = 50,
    cursor: Cursor = None,
) -> Response:  # fmt: skip
    """The changes that name a person."""
    rows = person_news(desk.record, slug, as_of, wanted, changes_after(cursor))
    return _named(request, desk, rows, limit, "person", "people", slug, as_of)


def _named(
    request: Request, desk: Desk, rows: Iterable[tuple[Place, Json]], limit: int, kind: str, kinds: str, slug: str,
    as_of: date,
) -> Response:  # fmt: skip
    name = written(desk.record, kind, slug, as_of)
    page = page_at(base_of(request), kinds, slug_of(slug))
    return _feed(request, rows, limit, f"What changed: {name}", [kind, slug_of(slug)], page)


def _feed(
    request: Request, found: Iterable[tuple[Place, Json | None]], limit: int, heading: str, about: list[str], page: str
) -> Response:
    base, desk = base_of(request), request.app.state.desk
    rows, more = page_of(found, limit)
    asked = request.query_params.get("as_of") or ""
    here = base + (address(request) if request.url.query else request.url.path)
    first = request.url.remove_query_params("cursor")
    links = {"self": here, "alternate": page, "first": base + first.path + (f"?{first.query}" if first.query else "")}
    if more:
        links["next"] = base + address(request, cursor=more)
    entries = [
        Entry(tag(desk, "changes", str(row["id"])), page_at(base, "titles", str(row["slug"])), row) for row in rows
    ]
    made = Feed(tag(desk, "feeds", *about, *([asked] if asked else [])), heading, _SUBTITLE, links, entries)
    return packed(request, atom.atom(made), f"{atom.MEDIA_TYPE}; charset=utf-8", headers=kept_by(request))
