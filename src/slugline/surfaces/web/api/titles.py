"""`/api/v1/titles`: the titles of the record, and what is known of one."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from slugline.answers.catalogue import all_titles, claims_about, entry, titles_like
from slugline.answers.cite import Json
from slugline.answers.explain import explain_of
from slugline.answers.guide import guide_of
from slugline.surfaces.contract_models.bodies import ExplainBody, Guide, TitleBody, TitleEntry
from slugline.surfaces.contract_models.values import ClaimBody
from slugline.surfaces.web.api.exchange import sent
from slugline.surfaces.web.api.paging import Cursor, Limit, next_page, page_of, place_of
from slugline.surfaces.web.api.picks import LONGEST, Picked, title_url, with_family
from slugline.surfaces.web.api.problems import problems
from slugline.surfaces.web.desk import AsOf, OurDesk

router = APIRouter(prefix="/titles", tags=["titles"])
Properties = Annotated[
    list[str] | None,
    Query(alias="property", max_length=40, description="Only of these properties.", examples=[["release_date"]]),
]


@router.get("", response_model=list[TitleEntry], responses=problems())
def titles(
    desk: OurDesk,
    request: Request,
    as_of: AsOf,
    q: Annotated[str, Query(max_length=LONGEST, description="A name or words of one; near names if none fits.")] = "",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Titles by name, or those that a text may mean, the likeliest first."""
    found: Any
    if q.strip():
        found = titles_like(desk.record, q, as_of, place_of(cursor, int, int))
    else:
        found = all_titles(desk.record, as_of, place_of(cursor, str, int))
    rows, more = page_of(found, limit)
    return sent(request, [_with_url(row) for row in rows], links=next_page(request, more))


@router.get("/{slug}", response_model=TitleBody, responses=problems(300))
def title(request: Request, as_of: AsOf, found: Picked) -> Response:
    """A title, when it was last written about, and where more of it is."""
    view, one = found
    head = _with_url(entry(view, one))
    here, page = str(head["url"]), f"/titles/{quote(str(head['slug']), safe='')}"
    updated = view.updated(one.key)
    links = {part: f"{here}/{part}" for part in ("guide", "changes", "claims")}
    links |= {"page": page, "feed": f"{page}/changes.atom", "calendar": f"{page}/calendar.ics"}
    head |= {"as_of": as_of.isoformat(), "updated": updated.isoformat() if updated else None, "links": links}
    return sent(request, head)


@router.get("/{slug}/guide", response_model=Guide, responses=problems(300))
def title_guide(desk: OurDesk, request: Request, as_of: AsOf, found: Picked) -> Response:
    """The living guide: the standing questions with answers, values and sources, and all that changed."""
    return sent(request, guide_of(*with_family(desk, found[1], as_of)))


@router.get("/{slug}/claims", response_model=list[ClaimBody], responses=problems(300))
def claims(
    request: Request, found: Picked, properties: Properties = None, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    """What articles have claimed of the title, as each said it, oldest first."""
    rows = claims_about(*found, frozenset(properties or ()))
    place = place_of(cursor, int)
    rest = enumerate(rows) if place is None else ((n, row) for n, row in enumerate(rows) if n > place[0])
    shown, more = page_of((((n,), row) for n, row in rest), limit)
    return sent(request, shown, links=next_page(request, more))


@router.get("/{slug}/explain/{property}", response_model=ExplainBody, responses=problems(300))
def explained(
    request: Request,
    found: Picked,
    name: Annotated[str, Path(alias="property", max_length=40, examples=["release_date"])],
) -> Response:
    """Why the answer is what it is: every claim on the property, what it weighs, and what beat it."""
    view, one = found
    return sent(request, explain_of(view, one.key, name))


def _with_url(head: Json) -> Json:
    return head | {"url": title_url(str(head["slug"]))}
