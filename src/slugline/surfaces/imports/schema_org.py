"""schema.org: JSON-LD of a page about a film, a series, a person or a series of films, saved as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from slugline.claims.structured.document import Node
from slugline.claims.structured.found import About
from slugline.claims.structured.linked import addresses, name_of, speaks_schema, subjects, things, types
from slugline.claims.structured.schema_org import COMPANIES, actor_of, subject_of
from slugline.claims.structured.words import words
from slugline.model import Entity
from slugline.surfaces.exchange.outside import Identity, id_in, is_id

NAME, PUBLISHER = "schema.org", ""
_SERVICES = {"imdb": "imdb", "tmdb": "tmdb", "tvmaze": "tvmaze", "wikidata": "wikidata"}


def is_mine(data: object) -> bool:
    """Whether the JSON is such a document."""
    return speaks_schema(data)


def about(root: Node) -> About:
    """The page as an article: its address, on the day that it says of itself."""
    first = next((one for _, one in subjects(root)), root)
    url = next(addresses(first), "")
    publisher = ""
    day: date | None = None
    for one in (*things(root), first):
        told = one["sdDatePublished"] or one["dateModified"]
        when = told.day() if day is None and told else None
        day = when.first if when is not None and when.precision == "day" else day
        publisher = publisher or one["sdPublisher"]["name"].text()
        if types(one.data) & {"WebPage", "NewsArticle", "Article"}:
            publisher = publisher or one["publisher"]["name"].text()
    return About(url, first["name"].text(), publisher or _host(url) or "schema.org", day)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def identities(root: Node, said_on: date | None) -> Iterator[Identity]:
    """The ids that the page gives to what it tells of, and to the people whom it names."""
    for kind, node in subjects(root):
        subject = subject_of(kind, node, said_on)
        if subject.name:
            yield from _ids(subject, node)
        for key in ("actor", *words("people")):
            for one in node[key].one_or_many():
                inner = actor_of(one)
                person = name_of(inner).text()
                if person and isinstance(inner.data, dict) and not types(inner.data) & COMPANIES:
                    yield from _ids(Entity("person", person), inner)


def _ids(subject: Entity, node: Node) -> Iterator[Identity]:
    seen: set[tuple[str, str]] = set()
    for address in addresses(node):
        found = id_in(address)
        if found is not None:
            seen.add(found)
    for one in node["identifier"].one_or_many():
        service = _SERVICES.get(one["propertyID"].text().casefold(), "") if isinstance(one.data, dict) else ""
        value = one["value"].text() if service else ""
        if is_id(service, value):
            seen.add((service, value))
    for service, name in sorted(seen):
        yield Identity(subject.type, subject.name, subject.year, service, name)
