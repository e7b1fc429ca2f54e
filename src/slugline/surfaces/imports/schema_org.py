"""schema.org: JSON-LD of a page about a film, a series, a person or a series of films, saved as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from slugline.model import Entity, Quantity
from slugline.surfaces.exchange.outside import Identity, id_in, is_id
from slugline.surfaces.imports.document import Node
from slugline.surfaces.imports.found import About, Found, amount, dated, named, text, year_of
from slugline.surfaces.imports.linked import addresses, name_of, speaks_schema, subjects, things, types
from slugline.surfaces.imports.words import words

NAME, PUBLISHER = "schema.org", ""
_DURATION = re.compile(r"P(?:(\d{1,3})D)?T?(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d+)?S)?", re.ASCII)
_COMPANIES = {"Organization", "Corporation"}
_EVENTS = {"BroadcastEvent": "broadcast", "OnDemandEvent": "streaming"}
_OFF = ("EventCancelled", "EventPostponed")
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


def _subject(kind: str, node: Node, said_on: date | None) -> Entity:
    first = (node["startDate"] or node["datePublished"]).day() if kind in ("film", "series") else None
    return Entity(kind, node["name"].text(), year_of(first, said_on))


def identities(root: Node, said_on: date | None) -> Iterator[Identity]:
    """The ids that the page gives to what it tells of, and to the people whom it names."""
    for kind, node in subjects(root):
        subject = _subject(kind, node, said_on)
        if subject.name:
            yield from _ids(subject, node)
        for key in ("actor", *words("schema_people")):
            for one in node[key].one_or_many():
                inner = _actor(one)
                person = name_of(inner).text()
                if person and isinstance(inner.data, dict) and not types(inner.data) & _COMPANIES:
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


def found(root: Node, said_on: date) -> Iterator[Found]:
    """What the page says."""
    several = list(subjects(root))
    if not several:
        root.document.fault("", "tells of no title or person", "a Movie, TVSeries, MovieSeries or Person with a name")
    for kind, node in several:
        subject = _subject(kind, node, said_on)
        if not subject.name:
            continue
        for prize in node["award"].one_or_many():
            yield from named(subject, "award_won", "award", name_of(prize))
        if kind == "person":
            yield from dated(subject, "death_date", node["deathDate"])
        elif kind != "franchise":
            yield from _title(subject, node)
            yield from _people(subject, node)
            yield from _dates(subject, node)
            yield from _film(subject, node) if kind == "film" else _series(subject, node)


def _title(title: Entity, node: Node) -> Iterator[Found]:
    for other in node["alternateName"].one_or_many():
        if other.text().casefold() != title.name.casefold():
            yield from text(title, "also_known_as", other)
    yield from text(title, "premise", node["description"])
    rating = node["contentRating"]
    yield from text(title, "content_rating", name_of(rating))
    for key, name in words("schema_companies").items():
        for one in node[key].one_or_many():
            yield from named(title, name, "organization", name_of(one))
    for one in node["provider"].one_or_many():
        yield from named(title, "available_on", "platform", name_of(one))
    for one in node["isPartOf"].one_or_many():
        if types(one.data) & {"MovieSeries", "CreativeWorkSeries"}:
            yield from named(title, "franchise", "franchise", name_of(one))
    for one in node["locationCreated"].one_or_many():
        yield from named(title, "filming_location", "place", name_of(one))
    for one in node["isBasedOn"].one_or_many():
        author = next((name_of(who).text() for who in one["author"].one_or_many()), "")
        yield from text(title, "based_on", name_of(one), author=author)


def _actor(node: Node) -> Node:
    """Who plays: the actor of a performance, else the node itself."""
    return node["actor"] if "PerformanceRole" in types(node.data) else node


def _people(title: Entity, node: Node) -> Iterator[Found]:
    for key in ("actor", "actors"):
        for one in node[key].one_or_many():
            roles = one["characterName"].one_or_many() if isinstance(one.data, dict) else iter(())
            role = next((name_of(said).text() for said in roles), "")
            yield from named(title, "cast_member", "person", name_of(_actor(one)), character=role)
    for key, name in words("schema_people").items():
        if key == "creator" and title.type == "film":
            continue  # of a film it may be anybody
        for one in node[key].one_or_many():
            if not types(one.data) & _COMPANIES:
                yield from named(title, name, "person", name_of(one))
    for one in node["character"].one_or_many():
        yield from named(title, "character", "character", name_of(one))


def _dates(title: Entity, node: Node) -> Iterator[Found]:
    for one in node["trailer"].one_or_many():
        yield from dated(title, "trailer", one["uploadDate"] or one["datePublished"], kind="trailer")
    for key in ("publication", "releasedEvent"):
        for event in node[key].one_or_many():
            off = event["eventStatus"].text().rpartition("/")[2] in _OFF
            medium = next((word for name, word in _EVENTS.items() if name in types(event.data)), "")
            place = name_of(event["location"]).text()
            platform = name_of(event["publishedOn"]).text() if medium == "streaming" else ""
            when, before = event["startDate"], event["previousStartDate"].day()
            told = {"territory": place, "medium": medium, "platform": platform}
            told |= {"replaces": before.text} if before is not None else {}
            for said in dated(title, "release_date", when, **told):
                yield Found(said.subject, said.property, said.value, when, said.qualifiers, "denied" if off else "")


def _film(film: Entity, node: Node) -> Iterator[Found]:
    yield from dated(film, "release_date", node["datePublished"])
    minutes = _minutes(node["duration"])
    if minutes:
        yield Found(film, "runtime", Quantity(minutes, "minutes"), node["duration"])


def _minutes(node: Node) -> float:
    """A length of time in minutes; 0 where there is none."""
    written = node.text(40)
    if not written:
        return 0.0
    told = _DURATION.fullmatch(written)
    days, hours, minutes, seconds = (int(part or 0) for part in told.groups()) if told else (0, 0, 0, 0)
    made = days * 1440 + hours * 60 + minutes + round(seconds / 60, 2)
    if not made:
        node.refuse("a length of time, such as PT1H52M")
    return made


def _series(series: Entity, node: Node) -> Iterator[Found]:
    yield from dated(series, "release_date", node["startDate"] or node["datePublished"])
    yield from amount(series, "season_count", node["numberOfSeasons"], "seasons")
    yield from amount(series, "episode_count", node["numberOfEpisodes"], "episodes")
    ended = node["endDate"].day()
    if ended is not None:
        yield Found(series, "status", "ended", node["endDate"], {"date": ended.text})
    for key in ("containsSeason", "season"):
        for one in node[key].one_or_many():
            number = one["seasonNumber"].whole() if isinstance(one.data, dict) else 0
            if number:
                first = one["startDate"] or one["datePublished"]
                yield from dated(series, "release_date", first, season=number)
                yield from amount(series, "episode_count", one["numberOfEpisodes"], "episodes", season=number)
