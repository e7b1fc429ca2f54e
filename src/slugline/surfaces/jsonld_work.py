"""A title of a guide as a schema.org Movie, TVSeries or TVEpisode."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from slugline.answers.addresses import LONGEST, slug
from slugline.claims.kinds import SPECS
from slugline.surfaces.jsonld_dates import FIRM, iso_date, iso_duration, place, release_events, released
from slugline.surfaces.terminal import clean

Json = Mapping[str, Any]
Node = dict[str, Any]
Url = Callable[[str], str]
TYPES = {"film": "Movie", "series": "TVSeries", "special": "TVEpisode"}
_LONGEST = 200  # characters of a name
_PEOPLE = {"director": "director", "writer": "author", "creator": "creator", "producer": "producer"} | {
    "composer": "musicBy"
}
_JOBS = ("cinematographer", "executive_producer", "showrunner")  # no property of schema.org's own
_SPRUNG = ("spinoff_of", "remake_of", "based_on")
_PARTED = ("season", "territory", "kind", "period")  # what makes two values answers to two questions
_UNKNOWN = "unknown"


def cut(text: object, most: int = _LONGEST) -> str:
    """Text from outside in one clean line of bearable length."""
    whole = clean(text).strip()
    return whole if len(whole) <= most else whole[: most - 1].rstrip() + "…"


def address_of(shelf: str, name: str) -> str:
    """The path of the page on a name: ``/people/ada-rook``."""
    return f"/{shelf}/{quote(slug(clean(name))[:LONGEST], safe='')}"


def person(name: str, url: Url) -> Node:
    """A person with the page that the desk has on them."""
    return {"@type": "Person", "name": cut(name), "url": url(address_of("people", name))}


def work(guide: Json, address: str, url: Url, most: int) -> Node:
    """The work that a guide is on: ``address`` is its page, ``url`` makes whole addresses, ``most`` bounds a list."""
    head = guide["title"]
    series = head["type"] == "series"
    made: Node = {"@type": TYPES[head["type"]], "@id": f"{address}#title", "name": cut(head["name"]), "url": address}
    if head.get("also_known_as"):
        made["alternateName"] = [cut(one) for one in head["also_known_as"][:most]]
    answers = _by_property(guide["answers"])
    rows = {name: list(_settled(name, entries)) for name, entries in answers.items()}
    made |= _releases(guide, answers, rows, most)
    made |= _credits(rows, url, most)
    made |= _relations(head, rows, url, most)
    made |= _facts(guide, rows, answers, most)
    if series:
        made |= _seasons(guide, answers, rows, most)
    return made


def credited(row: Json, who: Node, address: str) -> Node:
    """A title in which somebody has a part: a row of `slugline.answers.person`."""
    kind = TYPES.get(str(row["title"].get("type")), "CreativeWork")
    made: Node = {"@type": kind, "name": cut(row["title"]["name"]), "url": address}
    job = str(row["property"])
    if job in _PEOPLE:
        made[_PEOPLE[job]] = who
    elif job != "cast_member":
        made["contributor"] = {"@type": "Role", "roleName": job.replace("_", " "), "contributor": who}
    else:
        made["actor"] = _acted(who, row["qualifiers"])
    return made


def of_themselves(about: Sequence[Json], most: int) -> Node:
    """What is plainly said of a person: awards, death."""
    rows = {name: list(_settled(name, entries)) for name, entries in _by_property(about).items()}
    awards = list(dict.fromkeys(_award(row) for row in rows.get("award_won", ())))
    made: Node = {"award": awards[:most]} if awards else {}
    died = next((iso_date(row["value"].get("edtf")) for row in rows.get("death_date", ())), "")
    return made | ({"deathDate": died} if died else {})


def _by_property(answers: Iterable[Json]) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = defaultdict(list)
    for entry in answers:
        found[entry["property"]].append(entry)
    return found


def _settled(name: str, entries: Iterable[Json]) -> Iterator[Json]:
    """The values that are plainly said: current, firm, and, where there can be but one, without a rival."""
    rows = [row for entry in entries if entry["standing"] == "current" for row in entry["values"]]
    rows = [row for row in rows if row["modality"] in FIRM and row["value"]["type"] not in (_UNKNOWN, "none")]
    spec = SPECS.get(name)
    if spec is None or not spec.single or name == "release_date":
        yield from rows
        return
    rivals: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        rivals[_part(row)].add(repr(row["value"]))
    yield from (row for row in rows if len(rivals[_part(row)]) == 1)


def _part(row: Json) -> tuple[str, ...]:
    return tuple(str(row["qualifiers"].get(part, "")) for part in _PARTED)


def _season(entry: Json) -> str:
    """The season that an answer is on; empty where it is on the title."""
    rows = (*entry["values"], *entry["superseded"])
    return next((str(row["qualifiers"]["season"]) for row in rows if row["qualifiers"].get("season")), "")


def _releases(
    guide: Json, answers: Mapping[str, Sequence[Json]], rows: Mapping[str, Sequence[Json]], most: int
) -> Node:
    entries = [entry for entry in answers.get("release_date", ()) if not _season(entry)]
    cinema = [_organization(row) for row in rows.get("distributor", ())]
    every = rows.get("release_date", ())
    series = guide["title"]["type"] == "series"
    day = released((row for row in every if series or not row["qualifiers"].get("season")), guide["as_of"])
    ended = _ended(rows)
    events = release_events(
        entries, cancelled=ended == "cancelled" and not (series and day), publisher=[] if series else cinema
    )
    made: Node = {"datePublished": day} if day else {}
    if series and day:
        made["startDate"] = day
    return made | ({"releasedEvent": events[:most]} if events else {})


def _ended(rows: Mapping[str, Sequence[Json]]) -> str:
    """How a title as a whole ended: ``cancelled``, ``ended`` or not at all."""
    for row in rows.get("status", ()):
        told = row["value"].get("text")
        if told in ("cancelled", "ended") and row["modality"] == "stated" and not row["qualifiers"].get("season"):
            return str(told)
    return ""


def _seasons(guide: Json, answers: Mapping[str, Sequence[Json]], rows: Mapping[str, Sequence[Json]], most: int) -> Node:
    """The seasons of which there is a date or a number of episodes, and how many there are of both."""
    made: Node = {}
    whole = [row for row in rows.get("season_count", ()) if not row["qualifiers"].get("season")]
    episodes = {str(row["qualifiers"].get("season", "")): row for row in rows.get("episode_count", ())}
    if len(whole) == 1 and _whole(whole[0]):
        made["numberOfSeasons"] = _whole(whole[0])
    if "" in episodes and _whole(episodes[""]):
        made["numberOfEpisodes"] = _whole(episodes[""])
    dated = {_season(entry) for entry in answers.get("release_date", ())}
    numbers = sorted((number for number in dated | set(episodes) if number.isdecimal()), key=int)
    seasons = []
    for number in numbers[:most]:
        entries = [entry for entry in answers.get("release_date", ()) if _season(entry) == number]
        one: Node = {"@type": "TVSeason", "seasonNumber": int(number)}
        mine = (row for row in rows.get("release_date", ()) if str(row["qualifiers"].get("season")) == number)
        day = released(mine, guide["as_of"])
        if day:
            one["datePublished"] = day
        events = release_events(entries, cancelled=False)
        if events:
            one["releasedEvent"] = events
        if number in episodes and _whole(episodes[number]):
            one["numberOfEpisodes"] = _whole(episodes[number])
        if len(one) > 2:
            seasons.append(one)
    if seasons:
        made["containsSeason"] = seasons
    if _ended(rows):
        day = next((iso_date(row["qualifiers"].get("date")) for row in rows["status"]), "")
        made |= {"endDate": day} if day else {}
    return made


def _whole(row: Json) -> int:
    """A count; 0 where the amount is none."""
    amount = row["value"].get("amount", 0)
    return int(amount) if isinstance(amount, int | float) and 0 < amount < 100_000 and amount == int(amount) else 0


def _credits(rows: Mapping[str, Sequence[Json]], url: Url, most: int) -> Node:
    made: Node = {}
    cast: dict[tuple[str, str], Node] = {}
    for row in rows.get("cast_member", ()):
        if row["value"]["type"] == "person":
            key = (row["value"]["name"], str(row["qualifiers"].get("character", "")))
            cast.setdefault(key, _acted(person(row["value"]["name"], url), row["qualifiers"]))
    if cast:
        made["actor"] = list(cast.values())[:most]
    for name, prop in _PEOPLE.items():
        people = _people(rows.get(name, ()), url)
        if people:
            made[prop] = people[:most]
    roles = [
        {"@type": "Role", "roleName": name.replace("_", " "), "contributor": one}
        for name in _JOBS
        for one in _people(rows.get(name, ()), url)
    ]
    if roles:
        made["contributor"] = roles[:most]
    companies = [_organization(row) for row in rows.get("production_company", ())]
    if companies:
        made["productionCompany"] = companies[:most]
    return made


def _people(rows: Iterable[Json], url: Url) -> list[Node]:
    names = dict.fromkeys(row["value"]["name"] for row in rows if row["value"]["type"] == "person")
    return [person(name, url) for name in names]


def _acted(who: Node, qualifiers: Json) -> Node:
    """A person in a cast, with the role where one is known."""
    character = str(qualifiers.get("character") or "")
    how = str(qualifiers.get("role") or "")
    if character in ("", _UNKNOWN) and not how:
        return who
    made: Node = {"@type": "PerformanceRole", "actor": who}
    if character not in ("", _UNKNOWN):
        made["characterName"] = cut(character)
    return made | ({"roleName": cut(how)} if how else {})


def _organization(row: Json) -> Node:
    return {"@type": "Organization", "name": cut(row["value"]["name"])}


def _relations(head: Json, rows: Mapping[str, Sequence[Json]], url: Url, most: int) -> Node:
    names = [row["value"]["name"] for row in rows.get("franchise", ())] or [head.get("franchise") or ""]
    made: Node = {}
    series = [_franchise(name, url) for name in names if name]
    if series:
        made["isPartOf"] = series[:most]
    sources = []
    for name in _SPRUNG:
        for row in rows.get(name, ()):
            value = row["value"]
            if value["type"] == "franchise":
                sources.append(_franchise(value["name"], url))
            else:
                one: Node = {"@type": "CreativeWork", "name": cut(value.get("name") or value.get("text") or "")}
                author = row["qualifiers"].get("author")
                sources.append(one | ({"author": {"@type": "Person", "name": cut(author)}} if author else {}))
    if sources:
        made["isBasedOn"] = sources[:most]
    return made


def _franchise(name: str, url: Url) -> Node:
    return {"@type": "CreativeWorkSeries", "name": cut(name), "url": url(address_of("franchises", name))}


def _facts(guide: Json, rows: Mapping[str, Sequence[Json]], answers: Mapping[str, Sequence[Json]], most: int) -> Node:
    made: Node = {}
    if rows.get("premise"):
        made["description"] = cut(answers["premise"][0]["answer"], 500)
    lengths = [iso_duration(row["value"]) for row in rows.get("runtime", ())]
    if len(lengths) == 1 and lengths[0] and guide["title"]["type"] != "series":
        made["duration"] = lengths[0]
    ratings = [cut(row["value"]["text"]) for row in rows.get("content_rating", ()) if row["value"].get("text")]
    if ratings:
        made["contentRating"] = ratings[:most]
    awards = [_award(row) for row in rows.get("award_won", ())]
    if awards:
        made["award"] = awards[:most]
    places = [place(cut(row["value"]["name"])) for row in rows.get("filming_location", ())]
    if places:
        made["locationCreated"] = places[:most]
    trailers = [_trailer(guide, row) for row in rows.get("trailer", ()) if row["modality"] == "stated"]
    if trailers:
        made["trailer"] = trailers[:most]
    return made


def _award(row: Json) -> str:
    year = row["qualifiers"].get("year")
    return cut(row["value"]["name"]) + (f" ({year})" if year else "")


def _trailer(guide: Json, row: Json) -> Node:
    kind = str(row["qualifiers"].get("kind") or "trailer")
    made: Node = {"@type": "VideoObject", "name": f"{cut(guide['title']['name'])}: {cut(kind)}"}
    day = iso_date(row["value"].get("edtf"))
    return made | ({"datePublished": day} if day else {})
