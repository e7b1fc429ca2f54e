"""TVmaze: a show with what was embedded in it (cast, crew, episodes, seasons), or a person with their credits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from lxml.html import fromstring  # type: ignore[import-untyped]

from slugline.claims.structured.document import LONGEST_TEXT, Node
from slugline.claims.structured.found import About, Found, amount, dated, named, year_of
from slugline.edtf import FIRST_DAY, LAST_DAY
from slugline.model import Entity
from slugline.surfaces.exchange.outside import Identity, is_id, page_of
from slugline.surfaces.imports.words import words

NAME, PUBLISHER = "tvmaze", "TVmaze"
_TAG = re.compile(r"<[^<>]{0,200}>")


def is_mine(data: object) -> bool:
    """Whether the JSON is such a document."""
    if not isinstance(data, dict) or not isinstance(data.get("id"), int) or "name" not in data:
        return False
    if "tvmaze.com/" in str(data.get("url", "")):
        return True
    return "_links" in data and ("premiered" in data or "birthday" in data or "webChannel" in data)


def _is_person(root: Node) -> bool:
    data = root.data
    return isinstance(data, dict) and ("birthday" in data or "/people/" in str(data.get("url", "")))


def about(root: Node) -> About:
    """The document as an article: the item's page, on the day of its last change."""
    name = f"{'person' if _is_person(root) else 'show'}/{root['id'].whole()}"
    return About(page_of(NAME, name) if is_id(NAME, name) else "", root["name"].text(), PUBLISHER, _updated(root))


def _updated(root: Node) -> date | None:
    """The day of the last change, told in seconds since 1970."""
    seconds = root["updated"].number()
    if not 0 < seconds < 32_503_680_000:  # the year 3000
        return None
    day = datetime.fromtimestamp(seconds, UTC).date()
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _subject(root: Node, said_on: date | None) -> Entity | None:
    name = root["name"].text()
    if not name:
        return None
    if _is_person(root):
        return Entity("person", name)
    return Entity("series", name, year_of(root["premiered"].day(), said_on))


def identities(root: Node, said_on: date | None) -> Iterator[Identity]:
    """The item's own ids, and those of its cast and crew."""
    subject = _subject(root, said_on)
    if subject is None:
        return
    own = f"{'person' if subject.type == 'person' else 'show'}/{root['id'].whole()}"
    for service, name in ((NAME, own), ("imdb", root["externals"]["imdb"].text())):
        if is_id(service, name):
            yield Identity(subject.type, subject.name, subject.year, service, name)
    for part in ("cast", "crew"):
        for member in root["_embedded"][part].objects():
            person = member["person"]
            name, known = person["name"].text(), f"person/{person['id'].whole()}"
            if name and is_id(NAME, known):
                yield Identity("person", name, 0, NAME, known)


def found(root: Node, said_on: date) -> Iterator[Found]:
    """What the document says."""
    subject = _subject(root, said_on)
    if subject is None:
        root.document.fault("", "names nothing", "a name")
    elif subject.type == "person":
        yield from dated(subject, "death_date", root["deathday"])
        yield from _credits(root)
    else:
        yield from _show(root, subject)
        yield from _people(root, subject)
        yield from _seasons(root, subject)


def _show(root: Node, show: Entity) -> Iterator[Found]:
    yield from dated(show, "release_date", root["premiered"])
    yield from named(show, "network", "organization", root["network"]["name"])
    yield from named(show, "available_on", "platform", root["webChannel"]["name"])
    told = _plain(root["summary"].text(LONGEST_TEXT))
    if told:
        yield Found(show, "premise", told, root["summary"])
    word = words("tvmaze_status").get(root["status"].text())
    if word:
        ended = root["ended"].day() if word == "ended" else None
        yield Found(show, "status", str(word), root["status"], {"date": ended.text} if ended else {})


def _plain(markup: str) -> str:
    """A summary without its markup."""
    if "<" not in markup and "&" not in markup:
        return markup
    try:
        told = fromstring(f"<div>{markup}</div>").text_content()
    except (ValueError, AssertionError):
        told = _TAG.sub(" ", markup)
    return " ".join(told.split())


def _people(root: Node, show: Entity) -> Iterator[Found]:
    for member in root["_embedded"]["cast"].objects():
        role = "" if member["self"].data is True else member["character"]["name"].text()
        voice = "voice" if member["voice"].data is True else ""
        yield from named(show, "cast_member", "person", member["person"]["name"], character=role, role=voice)
    for member in root["_embedded"]["crew"].objects():
        name = words("tvmaze_crew").get(member["type"].text())
        if name:
            yield from named(show, name, "person", member["person"]["name"])


def _seasons(root: Node, show: Entity) -> Iterator[Found]:
    """When each season begins: told of the season, else by the date of its first episode."""
    told: set[int] = set()
    for season in root["_embedded"]["seasons"].objects():
        number = season["number"].whole()
        if number and season["premiereDate"]:
            told.add(number)
            yield from dated(show, "release_date", season["premiereDate"], season=number)
        if number:
            yield from amount(show, "episode_count", season["episodeOrder"], "episodes", season=number)
    for episode in root["_embedded"]["episodes"].objects():
        number = episode["season"].whole()
        if number and number not in told and episode["number"].whole() == 1:
            yield from dated(show, "release_date", episode["airdate"], season=number)


def _credits(person: Node) -> Iterator[Found]:
    """The shows of a person's credits that are named in them."""
    name = person["name"].text()
    for block, prop in (("castcredits", "cast_member"), ("crewcredits", "")):
        for credit in person["_embedded"][block].objects():
            inner = credit["_embedded"]["show"]["name"]
            at = inner or credit["_links"]["show"]["name"]
            title = at.text()
            kind = prop or words("tvmaze_crew").get(credit["type"].text())
            if not title or not kind:
                continue
            role = "" if credit["self"].data is True else credit["_links"]["character"]["name"].text()
            voice = "voice" if credit["voice"].data is True else ""
            qualifiers = {"character": role, "role": voice} if kind == "cast_member" else {}
            yield Found(Entity("series", title), str(kind), Entity("person", name), at, qualifiers)
