"""A title's guide (`/titles/{slug}`) and all that it stands on (`/titles/{slug}/sources`)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from slugline.answers.addresses import slug as name_slug
from slugline.answers.addresses import title_slug, titles_at, titles_then
from slugline.answers.explain import explain_of
from slugline.answers.masthead import state_line
from slugline.answers.scoping import title_view
from slugline.answers.sources import sources
from slugline.answers.tellings import label, worded
from slugline.answers.texts import article_numbers, in_place
from slugline.errors import UnknownTitle
from slugline.record import Record, Title, View
from slugline.surfaces.jsonld import guide_ld
from slugline.surfaces.web.desk import AsOf, Desk, OurDesk
from slugline.surfaces.web.guides import DETAILS, gathered, guide_page
from slugline.surfaces.web.keeping import kept
from slugline.surfaces.web.parting import part
from slugline.surfaces.web.rendering import page, site_of
from slugline.surfaces.web.turning import turned

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

LARGEST = 96_000  # bytes of a page, under the 100 KB that it may have
ARTICLES, CLAIMS = 100, 30  # on one page of sources


@router.get("/titles/{slug}")
def title(
    request: Request,
    desk: OurDesk,
    slug: str,
    as_of: AsOf,
    slide: Annotated[int | None, Query(ge=0, le=1_000_000)] = None,
    was: Annotated[int | None, Query(ge=0, le=1_000_000)] = None,
) -> Response:
    """The guide as of a day. Without script the slider is sent along: where it was moved, it says the day."""
    if slide is not None:
        return turned(request, _first_word(desk, slug), as_of, slide, was, desk.today())
    return kept(request, lambda: _guide(request, desk, slug, as_of))


def _guide(request: Request, desk: Desk, slug: str, as_of: date) -> Response:
    try:
        view, found = titles_then(desk.record, slug, as_of, desk.today(), whole=True)
    except UnknownTitle as unknown:
        return _unsaid(request, desk, slug, as_of, unknown)
    if len(found) > 1:
        return _choice(request, view, found, as_of)
    whole, one = _whole(desk.record, found[0], as_of)
    answer: HTMLResponse | None = None
    material = gathered(desk.record, whole, one, desk.today())
    data = guide_ld(material.guide, f"/titles/{quote(title_slug(whole, one), safe='')}", site_of(request))
    for detail in DETAILS:
        made = guide_page(material, detail)
        stored = article_numbers(desk.record, [row.key for row in made.sources])
        shown: dict[str, Any] = {"guide": made, "stored": stored, "jsonld": data, "as_of": as_of.isoformat()}
        answer = page(request, "title.html", **shown)
        if len(answer.body) <= LARGEST:
            break
    return answer or HTMLResponse("")


def _unsaid(request: Request, desk: Desk, slug: str, as_of: date, unknown: UnknownTitle) -> Response:
    """For a title that was first written about after the day: that, and since when. Else the nearest names."""
    if as_of < desk.today():
        with suppress(UnknownTitle):
            view, found = titles_at(desk.record, slug, desk.today())
            first = min(_first(view, one) for one in found)
            if first > as_of:
                shown: dict[str, Any] = {"name": found[0].name, "slug": slug, "first": first.isoformat()}
                return page(request, "unsaid.html", as_of=as_of.isoformat(), **shown)
    names = [(name, name_slug(name)) for name in unknown.choices]
    return page(request, "unknown.html", status=404, asked=slug.replace("-", " "), names=names, as_of=as_of.isoformat())


def _whole(record: Record, title: Title, as_of: date) -> tuple[View, Title]:
    """A view that holds the title's franchise too, and the title in it."""
    view = title_view(record, title.name, as_of, family=True, deaths=True)
    return view, view.titles.titles.get(title.key) or view.title(title.name, year=title.year or None, kind=title.type)


def _first_word(desk: Desk, slug: str) -> str | None:
    """The day of the first word on any title that the slug means today."""
    view, found = titles_then(desk.record, slug, desk.today(), desk.today())
    return min((_first(view, one) for one in found), default=desk.today()).isoformat()


def _first(view: View, one: Title) -> date:
    days = [said.day for name in view.properties(one.key) for said in view.said(one.key, name)]
    return min(days, default=view.day)


@router.get("/titles/{slug}/sources")
def title_sources(
    request: Request,
    desk: OurDesk,
    slug: str,
    as_of: AsOf,
    about: Annotated[str, Query(max_length=60)] = "",
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """Every article that the guide stands on; with ``about``, every claim on one property and what became of it."""
    return kept(request, lambda: _sources(request, desk, slug, as_of, about, number))


def _sources(request: Request, desk: Desk, slug: str, as_of: date, about: str, number: int) -> Response:
    view, found = titles_then(desk.record, slug, as_of, desk.today())
    if len(found) > 1:
        return _choice(request, view, found, as_of)
    whole, one = _whole(desk.record, found[0], as_of)
    shared: dict[str, Any] = {
        "name": one.name,
        "slug": title_slug(whole, one),
        "about": about,
        "as_of": as_of.isoformat(),
    }
    if not about:
        rows, turns = part(sources(whole, one), number, ARTICLES)
        stored = article_numbers(desk.record, [row.key for row in rows])
        return page(request, "sources.html", rows=rows, turns=turns, stored=stored, **shared)
    told = explain_of(whole, one.key, about)
    claims = told["claims"]
    shown, turns = part(claims if isinstance(claims, list) else [], number, CLAIMS)
    cited = [row | {"words": worded(about, row)} for row in in_place(desk.record, shown)]
    return page(request, "claims.html", told=told, rows=cited, turns=turns, label=label(about), **shared)


def _choice(request: Request, view: View, found: Sequence[Title], as_of: date) -> Response:
    """The titles that an address may mean, each with its state."""
    rows = [(title_slug(view, one, found), one, state_line(view, one)) for one in found]
    return page(request, "choice.html", status=300, rows=rows, name=found[0].name, as_of=as_of.isoformat())
