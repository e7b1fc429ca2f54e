"""A franchise (`/franchises/{slug}`) and the list of them (`/franchises`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from slugline.answers.addresses import LONGEST
from slugline.answers.addresses import slug as name_slug
from slugline.answers.franchise import franchise
from slugline.answers.shelves import Shelf, known_name, shelf
from slugline.answers.texts import in_place
from slugline.errors import UnknownTitle
from slugline.surfaces.jsonld import franchise_ld
from slugline.surfaces.web.charts.franchise import Layout, franchise_map, laid_out
from slugline.surfaces.web.desk import AsOf, Desk, OurDesk
from slugline.surfaces.web.keeping import kept
from slugline.surfaces.web.rendering import page, site_of
from slugline.surfaces.web.turning import slide_of, turned

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

Json = Mapping[str, Any]
LARGEST = 96_000  # bytes of a page
_KIND = "franchise"
_DETAILS = ((60, 6, 200), (24, 3, 80), (8, 2, 0), (0, 1, 0))  # relations, what comes next, characters around a quote
_STEPS = 12  # of a circle that are cited
_LISTED = 60


@router.get("/franchises")
def franchises(
    request: Request, desk: OurDesk, as_of: AsOf, after: Annotated[str, Query(max_length=600)] = ""
) -> Response:
    """Every franchise by its name."""

    def made() -> Response:
        found: Shelf = shelf(desk.record, _KIND, as_of, after=after, most=_LISTED)
        return page(request, "franchises.html", found=found, after=after, as_of=as_of.isoformat())

    return kept(request, made)


@router.get("/franchises/{slug}")
def one_franchise(
    request: Request,
    desk: OurDesk,
    slug: str,
    as_of: AsOf,
    slide: Annotated[int | None, Query(ge=0, le=1_000_000)] = None,
    was: Annotated[int | None, Query(ge=0, le=1_000_000)] = None,
) -> Response:
    """A franchise's titles in the order of the story and of release, who says so, and what comes next."""
    if slide is not None:
        known = known_name(desk.record, _KIND, slug[:LONGEST], as_of)
        return turned(request, known.first, as_of, slide, was, desk.today())
    return kept(request, lambda: _franchise(request, desk, slug[:LONGEST], as_of))


def _franchise(request: Request, desk: Desk, slug: str, as_of: date) -> Response:
    known = known_name(desk.record, _KIND, slug, as_of)
    shown: dict[str, Any] = {"slug": slug, "known": known, "as_of": as_of.isoformat()}
    try:
        found: Json = franchise(desk.record, slug, as_of=as_of)
    except UnknownTitle as unknown:
        if known.name:
            return page(request, "unplaced.html", what=_KIND, **shown)
        names = [(name, name_slug(name)) for name in unknown.choices]
        return page(request, "unheard.html", status=200 if known.first else 404, what=_KIND, names=names, **shown)
    pages: Mapping[str, Json] = found["pages"]
    links = {name: _address(one, request) for name, one in pages.items()}
    layout = laid_out(found["story"], found["release"])
    chart = franchise_map(found["story"], found["release"], links, _alternative(found, layout))
    shown |= {"found": found, "pages": pages, "slide": slide_of(known.first or found["first"], as_of, desk.today())}
    shown["jsonld"] = franchise_ld(found["story"], _path(found), site_of(request), pages)
    answer = HTMLResponse("")
    for relations, coming, around in _DETAILS:
        told = _told(desk, found, relations, coming, around)
        answer = page(request, "franchise.html", chart=chart, layout=layout, rows=_rows(found, layout), **told, **shown)
        if len(answer.body) <= LARGEST:
            break
    return answer


def _path(found: Json) -> str:
    return f"/franchises/{quote(name_slug(str(found['franchise'])), safe='')}"


def _address(one: Json, request: Request) -> str:
    day = request.query_params.get("as_of", "")
    address = f"/titles/{quote(str(one['slug']), safe='')}"
    return f"{address}?as_of={day.strip()}" if day else address


def _alternative(found: Json, layout: Layout) -> str:
    return (
        f"{found['franchise']}: {len(layout.marks)} titles in the order of the story, each led to its release. "
        "The table says the same."
    )


def _rows(found: Json, layout: Layout) -> list[dict[str, Any]]:
    """The table: for each title its places in both orders."""
    release = {row["name"]: row for row in found["release"]["titles"]}
    return [
        {
            "name": mark.name,
            "release": release[mark.name]["release"] if mark.name in release else None,
            "out": _range(release[mark.name]["position"]) if mark.name in release else "",
            "place": mark.place,
            "knot": mark.knot,
        }
        for mark in layout.marks
    ]


def _range(position: Sequence[int]) -> str:
    low, high = position
    return str(low) if low == high else f"{low}–{high}"


def _told(desk: Desk, found: Json, relations: int, coming: int, around: int) -> dict[str, Any]:
    """Who says what of the order, and what comes next, with their quotes in place."""
    said: Sequence[Json] = found["story"]["relations"]
    knots: Sequence[Json] = found["story"]["contradictions"]
    values: Sequence[Json] = found["next"]["values"]

    by_pair = {(one["before"], one["after"]): one["citations"] for one in said}

    def placed(cited: Sequence[Json], most: int) -> Sequence[Json]:
        return in_place(desk.record, cited[:most], around=around)

    def against(knot: Json) -> Sequence[Json]:
        """What is said of each step of the circle."""
        steps = [by_pair.get(pair, [])[:1] for pair in pairwise(knot["cycle"])]
        return [one for step in steps for one in step]

    circles = [{**one, "number": at, "cites": placed(against(one), _STEPS)} for at, one in enumerate(knots, 1)]
    return {
        "relations": [{**one, "cites": placed(one["citations"], 2)} for one in said[:relations]],
        "more_relations": max(0, len(said) - relations),
        "knots": circles,
        "coming": [{**one, "cites": placed(one["citations"], 2)} for one in values[:coming]],
        "more_coming": max(0, len(values) - coming),
    }
