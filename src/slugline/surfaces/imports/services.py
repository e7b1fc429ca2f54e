"""Which service a document is from, by its content, and what each service's reader makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slugline.claims.structured.document import Document
from slugline.claims.structured.found import About, Found
from slugline.claims.structured.schema_org import found as found_in_schema
from slugline.errors import UnreadableInput
from slugline.surfaces.exchange.outside import Identity
from slugline.surfaces.imports import schema_org, tmdb, tvmaze, wikidata
from slugline.surfaces.imports.snaks import Names

SERVICES = (tmdb.NAME, tvmaze.NAME, wikidata.NAME, schema_org.NAME)


def service_of(data: object, file: str, wanted: str = "") -> str:
    """The service that gave the JSON. Raises `UnreadableInput` where it is none, or not the one that is wanted."""
    if schema_org.is_mine(data):
        found = schema_org.NAME
    elif wikidata.is_mine(data):
        found = wikidata.NAME
    elif tvmaze.is_mine(data):
        found = tvmaze.NAME
    elif tmdb.is_mine(data):
        found = tmdb.NAME
    else:
        found = ""
    if not found or (wanted and found != wanted):
        what = f"is of {found}" if found else "is of no service that Slugline reads"
        raise UnreadableInput(what, where=file, allowed=wanted or ", ".join(SERVICES))
    return found


def parts_of(data: object, service: str) -> list[object]:
    """The documents in a file: each entity of Wikidata is one of its own."""
    return wikidata.parts(data) if service == wikidata.NAME else [data]


def about(document: Document, service: str) -> About:
    """The document as an article."""
    if service == wikidata.NAME:
        return wikidata.about(document.root)
    if service == tvmaze.NAME:
        return tvmaze.about(document.root)
    return tmdb.about(document.root) if service == tmdb.NAME else schema_org.about(document.root)


def found_in(document: Document, service: str, said_on: date, names: Names) -> Iterator[Found]:
    """What the document says; ``names`` gives the names of Wikidata's items."""
    if service == wikidata.NAME:
        return wikidata.found(document.root, said_on, names)
    if service == tvmaze.NAME:
        return tvmaze.found(document.root, said_on)
    return tmdb.found(document.root, said_on) if service == tmdb.NAME else found_in_schema(document.root, said_on)


def identities_in(document: Document, service: str, said_on: date | None) -> Iterator[Identity]:
    """The ids that the document gives to titles, people and other things."""
    if service == wikidata.NAME:
        return wikidata.identities(document.root, said_on)
    if service == tvmaze.NAME:
        return tvmaze.identities(document.root, said_on)
    if service == tmdb.NAME:
        return tmdb.identities(document.root, said_on)
    return schema_org.identities(document.root, said_on)
