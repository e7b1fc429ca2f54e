"""Ids by which other services know titles and people: their forms, and the addresses that bear them.

An id is written as its service does, with the sort of thing before it where numbers alone are told apart by it:
``Q42`` (wikidata), ``tt0000001`` and ``nm0000001`` (imdb), ``movie/1``, ``tv/1`` and ``person/1`` (tmdb), ``show/1``
and ``person/1`` (tvmaze).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SERVICES = ("wikidata", "imdb", "tmdb", "tvmaze")
THING = "thing"  # the type of what is neither title nor person nor franchise
WIKIDATA = "https://www.wikidata.org/wiki/"
_FORMS = {
    "wikidata": re.compile(r"Q[1-9][0-9]{0,11}", re.ASCII),
    "imdb": re.compile(r"(?:tt|nm|co)[0-9]{7,10}", re.ASCII),
    "tmdb": re.compile(r"(?:movie|tv|person)/[1-9][0-9]{0,11}", re.ASCII),
    "tvmaze": re.compile(r"(?:show|person)/[1-9][0-9]{0,11}", re.ASCII),
}
_ADDRESSES = (
    ("wikidata", re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(Q[0-9]{1,12})", re.ASCII)),
    (
        "imdb",
        re.compile(r"https?://(?:www\.|m\.)?imdb\.com/(?:[a-z]{2}/)?(?:title|name|company)/([a-z]{2}[0-9]{7,10})"),
    ),
    ("tmdb", re.compile(r"https?://(?:www\.)?themoviedb\.org/((?:movie|tv|person)/[0-9]{1,12})", re.ASCII)),
    ("tvmaze", re.compile(r"https?://(?:www\.)?tvmaze\.com/((?:shows|people)/[0-9]{1,12})", re.ASCII)),
)
_TVMAZE = {"shows": "show", "people": "person"}
_PAGES = {
    "wikidata": WIKIDATA + "{}",
    "tmdb": "https://www.themoviedb.org/{}",
}
_TVMAZE_PAGES = {one: many for many, one in _TVMAZE.items()}
_IMDB_PAGES = {"tt": "title", "nm": "name", "co": "company"}


@dataclass(frozen=True, slots=True)
class Identity:
    """That a document calls something by an id.

    ``type`` is one of the subjects' types or `THING`; ``year`` is 0 where the document gives none.
    """

    type: str
    name: str
    year: int
    service: str
    id: str


def is_id(service: str, text: str) -> bool:
    """Whether the text has the form of the service's ids."""
    form = _FORMS.get(service)
    return form is not None and form.fullmatch(text) is not None


def id_in(address: str) -> tuple[str, str] | None:
    """The service and the id that an address of theirs bears; None where it bears none."""
    for service, form in _ADDRESSES:
        found = form.match(address)
        if found:
            sort, slash, number = found[1].partition("/")
            name = f"{_TVMAZE.get(sort, sort)}{slash}{number}" if service == "tvmaze" else found[1]
            return (service, name) if is_id(service, name) else None
    return None


def page_of(service: str, name: str) -> str:
    """The address of what a service knows by an id."""
    if service == "imdb":
        return f"https://www.imdb.com/{_IMDB_PAGES[name[:2]]}/{name}/"
    if service == "tvmaze":
        sort, _, number = name.partition("/")
        return f"https://www.tvmaze.com/{_TVMAZE_PAGES[sort]}/{number}"
    return _PAGES[service].format(name)
