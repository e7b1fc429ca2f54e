"""The one title, franchise or person that an address names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Path, Query

from slugline.answers import addresses
from slugline.answers.addresses import title_slug, titles_at, titles_then
from slugline.answers.scoping import title_view
from slugline.record import Title, View
from slugline.surfaces.contract_models.values import TitleType
from slugline.surfaces.web.desk import AsOf, Desk, OurDesk
from slugline.surfaces.web.faults import Fault

V1 = "/api/v1"
LONGEST = addresses.LONGEST  # characters of a name
Slug = Annotated[str, Path(max_length=LONGEST, description="A name in addresses.", examples=["paper-tides"])]
Year = Annotated[int | None, Query(ge=1, le=9999, description="Which title of the name: the one of this year.")]
Kind = Annotated[TitleType | None, Query(description="Which title of the name: the one of this kind.")]


def picked(desk: Desk, slug: str, as_of: date, year: int | None, kind: str | None) -> tuple[View, Title]:
    """The title that a slug (or a name) means, with a view that holds it.

    Raises `Fault` 300, with the address of each, where several do, and `UnknownTitle` where none does.
    """
    view, found = titles_then(desk.record, slug, as_of, desk.today())
    fitting = _fitting(found, year, kind)
    if not fitting and as_of < desk.today():
        later, meant = titles_at(desk.record, slug, desk.today())
        meant = _fitting(meant, year, kind)
        if len(meant) == 1:  # as it is known by now: its year or kind was another then
            view, fitting = titles_then(desk.record, title_slug(later, meant[0]), as_of, desk.today())
    if not fitting:
        raise Fault(404, f"no {slug!r} of that year or kind", titles=[choice(view, one, found) for one in found])
    if len(fitting) > 1:
        fault = f"{len(fitting)} titles are called {slug!r}"
        raise Fault(
            300, fault, allowed="year and kind pick one", titles=[choice(view, one, fitting) for one in fitting]
        )
    return view, fitting[0]


def _fitting(found: Sequence[Title], year: int | None, kind: str | None) -> tuple[Title, ...]:
    fitting = tuple(one for one in found if kind in (None, one.type))
    if year is None:
        return fitting
    return tuple(one for one in fitting if one.year == year) or tuple(one for one in fitting if year in one.years)


def choice(view: View, title: Title, beside: Sequence[Title]) -> dict[str, object]:
    """A title that may be meant, with its address beside those of the others."""
    slug = title_slug(view, title, beside)
    made: dict[str, object] = {"name": title.name, "type": title.type}
    return made | ({"year": title.year} if title.year else {}) | {"slug": slug, "url": title_url(slug)}


def title_url(slug: str) -> str:
    """A title's address in the API."""
    return f"{V1}/titles/{quote(slug, safe='')}"


def _picked(desk: OurDesk, slug: Slug, as_of: AsOf, year: Year = None, kind: Kind = None) -> tuple[View, Title]:
    return picked(desk, slug, as_of, year, kind)


Picked = Annotated[tuple[View, Title], Depends(_picked)]


def with_family(desk: Desk, title: Title, as_of: date) -> tuple[View, Title]:
    """The title in a view that holds its franchise and the deaths of its people too, as a guide needs."""
    view = title_view(desk.record, title.name, as_of, family=True, deaths=True)
    return view, view.titles.titles.get(title.key) or view.title(title.name, year=title.year or None, kind=title.type)
