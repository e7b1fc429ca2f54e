"""TMDB: the details of a film, a series or a person, with whatever was asked to be appended to them.

The document bears no date of its own. Of what may be appended, `credits`, `aggregate_credits`, `release_dates`,
`content_ratings`, `external_ids`, `watch/providers`, `videos` and a person's `combined_credits`, `movie_credits` and
`tv_credits` are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from slugline.claims.structured.document import Node
from slugline.claims.structured.found import About, Found, amount, dated, named, text, year_of
from slugline.model import Entity
from slugline.surfaces.exchange.items import country_of
from slugline.surfaces.exchange.outside import Identity, is_id, page_of
from slugline.surfaces.imports.words import words

NAME, PUBLISHER = "tmdb", "TMDB"
_MOVIE, _TV, _PERSON = "movie", "tv", "person"
_TYPES = {_MOVIE: "film", _TV: "series", _PERSON: "person"}
_COLLECTION = " Collection"
_LIMITED = 2
_NOTE = re.compile(r"\((voice|uncredited|archive footage)\)", re.IGNORECASE)
_TRAILERS = {"Trailer": "trailer", "Teaser": "teaser"}
_SELF = ("self", "himself", "herself", "themselves", "themself")


def is_mine(data: object) -> bool:
    """Whether the JSON is such a document."""
    return _sort(data) is not None


def _sort(data: object) -> str | None:
    if not isinstance(data, dict) or not isinstance(data.get("id"), int):
        return None
    if "title" in data and ("original_title" in data or "imdb_id" in data):
        return _MOVIE
    if "name" in data and ("original_name" in data or "first_air_date" in data):
        return _TV
    if "name" in data and ("known_for_department" in data or "place_of_birth" in data):
        return _PERSON
    return None


def about(root: Node) -> About:
    """The document as an article: the item's page."""
    sort = _sort(root.data) or _MOVIE
    name = f"{sort}/{root['id'].whole()}"
    url = page_of(NAME, name) if is_id(NAME, name) else ""
    return About(url, _name(root, sort), PUBLISHER, None)


def _name(root: Node, sort: str) -> str:
    return root["title" if sort == _MOVIE else "name"].text()


def _subject(root: Node, said_on: date | None) -> Entity | None:
    sort = _sort(root.data) or _MOVIE
    name = _name(root, sort)
    if not name:
        return None
    first = root["release_date" if sort == _MOVIE else "first_air_date"].day() if sort != _PERSON else None
    return Entity(_TYPES[sort], name, year_of(first, said_on))


def identities(root: Node, said_on: date | None) -> Iterator[Identity]:
    """The item's own ids, and those of everybody in its credits."""
    subject = _subject(root, said_on)
    if subject is None:
        return
    own = f"{_sort(root.data)}/{root['id'].whole()}"
    outside = root["external_ids"]
    for service, name in (
        (NAME, own),
        ("imdb", root["imdb_id"].text() or outside["imdb_id"].text()),
        ("wikidata", outside["wikidata_id"].text()),
    ):
        if is_id(service, name):
            yield Identity(subject.type, subject.name, subject.year, service, name)
    for person in _credited(root):
        name, known = person["name"].text(), f"person/{person['id'].whole()}"
        if name and is_id(NAME, known):
            yield Identity("person", name, 0, NAME, known)


def _credited(root: Node) -> Iterator[Node]:
    if _sort(root.data) == _PERSON:
        return
    for block in ("credits", "aggregate_credits"):
        for part in ("cast", "crew"):
            yield from root[block][part].objects()
    yield from root["created_by"].objects()


def found(root: Node, said_on: date) -> Iterator[Found]:
    """What the document says."""
    subject = _subject(root, said_on)
    sort = _sort(root.data)
    if subject is None:
        root.document.fault("", "names nothing", "a title or a name")
        return
    if sort == _PERSON:
        yield from dated(subject, "death_date", root["deathday"])
        yield from _filmography(root, said_on)
        return
    yield from _film(root, subject) if sort == _MOVIE else _series(root, subject, said_on)
    yield from text(subject, "premise", root["overview"])
    for company in root["production_companies"].objects():
        yield from named(subject, "production_company", "organization", company["name"])
    yield from _status(root, subject)
    yield from _cast(root, subject)
    yield from _crew(root, subject)
    yield from _watch(root, subject)
    for video in root["videos"]["results"].objects():
        kind = _TRAILERS.get(video["type"].text())
        if kind and video["official"].data is not False:
            yield from dated(subject, "trailer", video["published_at"], kind=kind)


def _film(root: Node, film: Entity) -> Iterator[Found]:
    yield from dated(film, "release_date", root["release_date"])
    if root["original_title"].text().casefold() != film.name.casefold():
        yield from text(film, "also_known_as", root["original_title"])
    yield from amount(film, "runtime", root["runtime"], "minutes")
    yield from amount(film, "budget", root["budget"], "USD")
    yield from amount(film, "box_office", root["revenue"], "USD")
    collection = root["belongs_to_collection"]["name"]
    series = collection.text()
    if series:
        yield Found(film, "franchise", Entity("franchise", series.removesuffix(_COLLECTION)), collection)
    for place in root["release_dates"]["results"].objects():
        yield from _releases(place, film)


def _releases(place: Node, film: Entity) -> Iterator[Found]:
    """One date for each way in which the film comes out in a country: the wide release, the earliest of its type."""
    country = country_of(place["iso_3166_1"].text())
    chosen: dict[str, tuple[int, str, Found]] = {}
    for one in place["release_dates"].objects():
        sort = one["type"].whole()
        medium = str(words("tmdb_release").get(str(sort), ""))
        for said in dated(film, "release_date", one["release_date"], territory=country, medium=medium):
            order = (int(sort == _LIMITED), str(said.value))
            if medium not in chosen or order < chosen[medium][:2]:
                chosen[medium] = (*order, said)
        yield from text(film, "content_rating", one["certification"], territory=country)
    yield from (said for _, _, said in chosen.values())


def _series(root: Node, series: Entity, said_on: date) -> Iterator[Found]:
    yield from dated(series, "release_date", root["first_air_date"])
    if root["original_name"].text().casefold() != series.name.casefold():
        yield from text(series, "also_known_as", root["original_name"])
    yield from amount(series, "season_count", root["number_of_seasons"], "seasons")
    yield from amount(series, "episode_count", root["number_of_episodes"], "episodes")
    for network in root["networks"].objects():
        yield from named(series, "network", "organization", network["name"])
    for maker in root["created_by"].objects():
        yield from named(series, "creator", "person", maker["name"])
    for season in root["seasons"].objects():
        number = season["season_number"].whole()
        if number:  # season 0 holds specials
            yield from dated(series, "release_date", season["air_date"], season=number)
            if season["air_date"]:
                yield from amount(series, "episode_count", season["episode_count"], "episodes", season=number)
    for rating in root["content_ratings"]["results"].objects():
        country = country_of(rating["iso_3166_1"].text())
        yield from text(series, "content_rating", rating["rating"], territory=country)
    ahead = root["next_episode_to_air"]
    if ahead["episode_number"].whole() == 1:
        season_ahead = ahead["season_number"].whole()
        day = ahead["air_date"].day()
        if day is not None and day.last > said_on and season_ahead:
            yield Found(series, "release_date", day, ahead["air_date"], {"season": season_ahead})


def _status(root: Node, subject: Entity) -> Iterator[Found]:
    said = root["status"].text()
    word = words("tmdb_status").get(said)
    if word:
        modality = "rumoured" if said == "Rumored" else "stated"
        yield Found(subject, "status", str(word), root["status"], modality=modality)


def _cast(root: Node, subject: Entity) -> Iterator[Found]:
    for member in root["credits"]["cast"].objects():
        yield from _member(subject, member["name"], member["character"].text())
    for member in root["aggregate_credits"]["cast"].objects():
        role = next((one["character"].text() for one in member["roles"].objects()), "")
        yield from _member(subject, member["name"], role)


def _member(subject: Entity, at: Node, written: str) -> Iterator[Found]:
    notes = {note.casefold() for note in _NOTE.findall(written)}
    if "archive footage" in notes:
        return
    role = " ".join(_NOTE.sub("", written).split())
    role = "" if role.casefold() in _SELF else role
    yield from named(subject, "cast_member", "person", at, character=role, role="voice" if "voice" in notes else "")


def _crew(root: Node, subject: Entity) -> Iterator[Found]:
    jobs = words("tmdb_jobs")
    for member in root["credits"]["crew"].objects():
        name = jobs.get(member["job"].text())
        if name:
            yield from named(subject, name, "person", member["name"])
    for member in root["aggregate_credits"]["crew"].objects():
        for job in member["jobs"].objects():
            name = jobs.get(job["job"].text())
            if name and name not in ("director", "writer"):  # of a series, those of single episodes
                yield from named(subject, name, "person", member["name"])


def _watch(root: Node, subject: Entity) -> Iterator[Found]:
    places = root["watch/providers"]["results"]
    for code in places.names():
        for offer in places[code]["flatrate"].objects():
            yield from named(subject, "available_on", "platform", offer["provider_name"], territory=country_of(code))


def _filmography(person: Node, said_on: date) -> Iterator[Found]:
    """The titles of a person's credits, each the subject of its own claim."""
    at = person["name"]
    jobs = words("tmdb_jobs")
    for block, sort in (("combined_credits", ""), ("movie_credits", _MOVIE), ("tv_credits", _TV)):
        for part in ("cast", "crew"):
            for credit in person[block][part].objects():
                title = _credit_title(credit, sort or credit["media_type"].text(), said_on)
                if title is None:
                    continue
                where = credit["title" if title.type == "film" else "name"]
                made = partial(_of_person, title, at.text(), where)
                if part == "cast":
                    yield from made("cast_member", credit["character"].text())
                elif name := jobs.get(credit["job"].text()):
                    yield from made(name, "")


def _credit_title(credit: Node, sort: str, said_on: date) -> Entity | None:
    if sort not in (_MOVIE, _TV):
        return None
    name = credit["title" if sort == _MOVIE else "name"].text()
    first = credit["release_date" if sort == _MOVIE else "first_air_date"].day()
    return Entity(_TYPES[sort], name, year_of(first, said_on)) if name else None


def _of_person(title: Entity, name: str, where: Node, prop: str, written: str) -> Iterator[Found]:
    """A credit of a person's page: the evidence is the title, since the person is the page's own subject."""
    notes = {note.casefold() for note in _NOTE.findall(written)}
    role = " ".join(_NOTE.sub("", written).split())
    if "archive footage" in notes or role.casefold() in _SELF:
        return
    qualifiers = {"character": role, "role": "voice" if "voice" in notes else ""}
    yield Found(title, prop, Entity("person", name), where, qualifiers)
