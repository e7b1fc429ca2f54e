"""A person (`/people/{slug}`) and the list of people (`/people`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from slugline.answers.addresses import LONGEST
from slugline.answers.addresses import slug as name_slug
from slugline.answers.person import person
from slugline.answers.shelves import known_name, shelf
from slugline.answers.tellings import headings, label
from slugline.answers.texts import in_place
from slugline.errors import UnknownPerson
from slugline.record.people import PERSON
from slugline.surfaces.jsonld import person_ld
from slugline.surfaces.web.desk import AsOf, Desk, OurDesk
from slugline.surfaces.web.faults import Fault
from slugline.surfaces.web.keeping import kept
from slugline.surfaces.web.parting import Turns
from slugline.surfaces.web.questions import firmness, spread
from slugline.surfaces.web.rendering import page, site_of
from slugline.surfaces.web.turning import slide_of, turned
from slugline.surfaces.wording import qualifier_words

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

Json = Mapping[str, Any]
LARGEST = 96_000  # bytes of a page
_TITLES = 30  # on one page
_DETAILS = ((2, 200), (1, 80), (1, 0), (0, 0))  # citations of a row, characters around a quote
_LISTED = 60


@router.get("/people")
def people(
    request: Request,
    desk: OurDesk,
    as_of: AsOf,
    letter: Annotated[str, Query(max_length=8)] = "",
    after: Annotated[str, Query(max_length=600)] = "",
) -> Response:
    """Everybody by name, under the letter that it begins with."""

    def made() -> Response:
        found = shelf(desk.record, PERSON, as_of, letter=letter, after=after, most=_LISTED)
        if letter and letter not in found.letters:
            raise Fault(404, f"no name begins with {letter!r}", allowed=", ".join(found.letters)[:200])
        chosen = letter or (found.letters[0] if found.letters else "")
        if not letter and chosen:
            found = shelf(desk.record, PERSON, as_of, letter=chosen, most=_LISTED)
        return page(request, "people.html", found=found, letter=chosen, as_of=as_of.isoformat())

    return kept(request, made)


@router.get("/people/{slug}")
def one_person(
    request: Request,
    desk: OurDesk,
    slug: str,
    as_of: AsOf,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
    slide: Annotated[int | None, Query(ge=0, le=1_000_000)] = None,
    was: Annotated[int | None, Query(ge=0, le=1_000_000)] = None,
) -> Response:
    """What is said of a person: their titles by the part they have, themselves, and what no longer holds."""
    slug = slug[:LONGEST]
    if slide is not None:
        return turned(request, known_name(desk.record, PERSON, slug, as_of).first, as_of, slide, was, desk.today())
    return kept(request, lambda: _person(request, desk, slug, as_of, number))


def _person(request: Request, desk: Desk, slug: str, as_of: date, number: int) -> Response:
    known = known_name(desk.record, PERSON, slug, as_of)
    shown: dict[str, Any] = {"slug": slug, "known": known, "what": PERSON, "as_of": as_of.isoformat()}
    try:
        found: Json = person(desk.record, slug, as_of=as_of, first=(number - 1) * _TITLES, most=_TITLES)
    except UnknownPerson as unknown:
        names = [(name, name_slug(name)) for name in unknown.choices]
        return page(request, "unheard.html", status=200 if known.first else 404, names=names, **shown)
    turns = Turns(number, max(1, -(-int(found["names"]) // _TITLES)), int(found["names"]))
    if number > turns.most:
        raise Fault(404, f"there is no page {number}", allowed=f"1 to {turns.most}")
    data = person_ld(found, f"/people/{quote(str(found['person']['slug']), safe='')}", site_of(request))
    answer = HTMLResponse("")
    for cites, around in _DETAILS:
        answer = page(
            request,
            "person.html",
            jsonld=data,
            found=found,
            parts=_grouped(desk, found["parts"], cites, around),
            earlier=_rows(desk, found["earlier"], cites, around),
            about=[_about(desk, entry, around) for entry in found["about"]],
            turns=turns,
            slide=slide_of(known.first, as_of, desk.today()),
            **shown,
        )
        if len(answer.body) <= LARGEST:
            break
    return answer


def _grouped(desk: Desk, rows: Sequence[Json], cites: int, around: int) -> list[tuple[str, list[dict[str, Any]]]]:
    """The parts under their labels."""
    made = _rows(desk, rows, cites, around)
    return [(label(name), list(mine)) for name, mine in groupby(made, key=lambda row: str(row["property"]))]


def _rows(desk: Desk, rows: Iterable[Json], cites: int, around: int) -> list[dict[str, Any]]:
    made = []
    for row in rows:
        qualifiers = {key: value for key, value in row["qualifiers"].items() if key != "kind"}
        cited = in_place(desk.record, row["citations"][:cites], around=around)
        entry = {"standing": row["standing"], "values": [row]}
        firm = firmness(entry) if row["standing"] == "current" and row["modality"] in ("expected", "rumoured") else None
        words = {"note": qualifier_words(qualifiers), "label": label(str(row["property"])).casefold()}
        made.append({**row, **words, "cites": cited, "firm": firm})
    return made


def _about(desk: Desk, entry: Json, around: int) -> dict[str, Any]:
    firm, kind = firmness(entry)
    cited = spread(entry["values"]) or list(entry.get("citations") or ())
    asked = headings(str(entry["property"]))
    heading = label(str(entry["property"])) if asked else str(entry["question"])
    return {**entry, "heading": heading, "firm": (firm, kind), "cites": in_place(desk.record, cited[:4], around=around)}
