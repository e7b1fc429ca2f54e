"""What schema.org's descriptions of films and series say: JSON-LD saved by itself, or carried by an article's page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from slugline.claims.structured.document import Node
from slugline.claims.structured.found import Found, amount, dated, named, text, year_of
from slugline.claims.structured.linked import name_of, subjects, things, types
from slugline.claims.structured.words import words
from slugline.model import Entity, Quantity

COMPANIES = frozenset({"Organization", "Corporation"})
_DURATION = re.compile(r"P(?:(\d{1,3})D)?T?(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d+)?S)?", re.ASCII)
_EVENTS = {"BroadcastEvent": "broadcast", "OnDemandEvent": "streaming"}
_OFF = ("EventCancelled", "EventPostponed")


def subject_of(kind: str, node: Node, said_on: date | None) -> Entity:
    """The title, person or franchise that a thing is, with the year of a release that is past."""
    first = (node["startDate"] or node["datePublished"]).day() if kind in ("film", "series") else None
    return Entity(kind, node["name"].text(), year_of(first, said_on))


def found(root: Node, said_on: date) -> Iterator[Found]:
    """What the page says."""
    several = list(subjects(root))
    parts = [*_parts(root), *_videos(root, [subject_of(kind, node, said_on) for kind, node in several])]
    if not several and not parts:
        root.document.fault("", "tells of no title or person", "a Movie, TVSeries, MovieSeries or Person with a name")
    yield from parts
    for kind, node in several:
        subject = subject_of(kind, node, said_on)
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
    for key, name in words("companies").items():
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


def actor_of(node: Node) -> Node:
    """Who plays: the actor of a performance, else the node itself."""
    return node["actor"] if "PerformanceRole" in types(node.data) else node


def _people(title: Entity, node: Node) -> Iterator[Found]:
    for key in ("actor", "actors"):
        for one in node[key].one_or_many():
            roles = one["characterName"].one_or_many() if isinstance(one.data, dict) else iter(())
            role = next((name_of(said).text() for said in roles), "")
            yield from named(title, "cast_member", "person", name_of(actor_of(one)), character=role)
    for key, name in words("people").items():
        if key == "creator" and title.type == "film":
            continue  # of a film it may be anybody
        for one in node[key].one_or_many():
            if not types(one.data) & COMPANIES:
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


def _parts(root: Node) -> Iterator[Found]:
    """What seasons and first episodes that are told by themselves say of their series."""
    for one in things(root):
        kinds = types(one.data)
        if not kinds & {"TVSeason", "TVEpisode"}:
            continue
        season = one["partOfSeason"] if "TVEpisode" in kinds else one
        number = (season["seasonNumber"] or one["seasonNumber"]).whole()
        name = (one["partOfSeries"] or season["partOfSeries"])["name"].text()
        if not name or not number:
            continue
        series = Entity("series", name)
        if "TVSeason" in kinds:
            yield from dated(series, "release_date", one["startDate"] or one["datePublished"], season=number)
            yield from amount(series, "episode_count", one["numberOfEpisodes"], "episodes", season=number)
        elif one["episodeNumber"].whole() == 1:
            yield from dated(series, "release_date", one["datePublished"], season=number)


def _videos(root: Node, titles: list[Entity]) -> Iterator[Found]:
    """The trailers among the videos that are told by themselves, each of the title that it is named after."""
    for one in things(root):
        if "VideoObject" not in types(one.data):
            continue
        name = one["name"].text().casefold()
        kinds = [kind for word, kind in words("trailers").items() if word in name.split()]
        mine = [title for title in titles if title.type in ("film", "series") and _opens(name, title.name.casefold())]
        if kinds and mine:
            title = max(mine, key=lambda title: len(title.name))
            yield from dated(title, "trailer", one["uploadDate"] or one["datePublished"], kind=kinds[-1])


def _opens(text: str, name: str) -> bool:
    """Whether the text begins with the name, as a whole."""
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()
