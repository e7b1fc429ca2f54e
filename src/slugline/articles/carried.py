"""What a page describes for machines of the titles that it tells of, as one JSON-LD document.

Kept are schema.org's films, series, seasons, episodes, series of films and videos that the page tells of by itself or
that its article is about, and of them the keys that claims are made from: counts of votes and of views change with
every visit. Left out is what a site's software fills in for want of anything better: the article itself called a
film, the page's own day as the film's, the page's teaser as its premise, the writer of the page as the film's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from slugline.articles import days
from slugline.articles.frontmatter import Fields
from slugline.articles.linked import Thing, plain, texts, types_of

MAX_TITLES, MAX_VALUES, MAX_CHARACTERS = 200, 5_000, 300_000
_DEEP = 8
_LONGEST = 5_000
_TITLES = frozenset({"Movie", "TVSeries", "TVSeason", "TVEpisode", "MovieSeries", "VideoObject"})
_ABOUT = ("about", "mainEntity", "itemReviewed", "video", "subjectOf")
_WRITERS = ("author", "creator")
_KEYS = frozenset(
    ["@type", "@id", "name", "alternateName", "description", "contentRating", "duration", "datePublished", "startDate",
     "endDate", "numberOfSeasons", "numberOfEpisodes", "actor", "actors", "characterName", "character", "director",
     "author", "musicBy", "producer", "creator", "productionCompany", "broadcaster", "provider", "isPartOf",
     "locationCreated", "isBasedOn", "trailer", "publication", "releasedEvent", "eventStatus", "location",
     "publishedOn", "previousStartDate", "award", "containsSeason", "season", "seasonNumber", "episodeNumber",
     "partOfSeries", "partOfSeason", "sameAs", "url", "uploadDate", "about"]
)  # fmt: skip


def carried_in(things: Sequence[Thing], articles: Sequence[Thing], fields: Fields) -> str:
    """The document, or "" where the page describes no title."""
    graph: list[object] = []
    left = [MAX_VALUES]
    seen: set[str] = set()
    for thing in _titles(things):
        kept = _kept(thing, left, 0)
        if not isinstance(kept, dict) or not _is_told(kept, fields):
            continue
        written = json.dumps(kept, ensure_ascii=False)
        if written not in seen and len(graph) < MAX_TITLES and left[0] > 0:
            seen.add(written)
            graph.append(_own(kept, articles, fields))
    titles = [one for one in graph if isinstance(one, dict) and types_of(one) != {"VideoObject"}]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False) if titles else ""
    return text if len(text) <= MAX_CHARACTERS else ""


def _titles(things: Sequence[Thing]) -> Iterator[Thing]:
    waiting: list[tuple[object, int]] = [(thing, 0) for thing in reversed(things)]
    while waiting:
        thing, depth = waiting.pop()
        if isinstance(thing, list):
            waiting.extend((one, depth) for one in reversed(thing[:MAX_TITLES]))
        elif isinstance(thing, dict) and depth <= _DEEP:
            if types_of(thing) & _TITLES:
                yield thing
            else:
                waiting.extend((thing[key], depth + 1) for key in reversed(_ABOUT) if key in thing)


def _kept(value: object, left: list[int], depth: int) -> object:
    """A value with only the keys that are read; texts freed of HTML's escapes, types of schema.org's address."""
    left[0] -= 1
    if left[0] < 0 or depth > _DEEP:
        return None
    if isinstance(value, str):
        said = plain(value)
        return said if len(said) <= _LONGEST else None
    if isinstance(value, list):
        listed = [made for one in value[:MAX_VALUES] if (made := _kept(one, left, depth + 1)) not in (None, "", {}, [])]
        return listed or None
    if isinstance(value, dict):
        made = {key: kept for key in value if key in _KEYS and (kept := _kept(value[key], left, depth + 1))}
        if "@type" in made:
            made["@type"] = sorted(types_of(value)) if len(types_of(value)) > 1 else next(iter(types_of(value)), "")
        return made
    return value if isinstance(value, int | float) and abs(value) < 1e12 else None


def _is_told(thing: Thing, fields: Fields) -> bool:
    """Whether the description is of a title that has a name of its own, not the page's."""
    if types_of(thing) & {"TVSeason", "TVEpisode"}:
        return True
    names = texts(thing.get("name"))
    return bool(names) and names[0].casefold() != fields.title.casefold()


def _own(thing: Thing, articles: Sequence[Thing], fields: Fields) -> Thing:
    """The description without what is the page's own."""
    made = dict(thing)
    told = {day for day in (fields.published, fields.modified) if day}
    is_video = "VideoObject" in types_of(thing)
    for key in ("datePublished", "startDate"):
        if not is_video and any(day in told for text in texts(made.get(key)) for day, *_ in days.days_in(text)):
            del made[key]
    teasers = {text.casefold() for article in articles for text in texts(article.get("description"))}
    if any(text.casefold() in teasers for text in texts(made.get("description"))):
        del made["description"]
    writers = {name.strip().casefold() for name in fields.author.split(",") if name.strip()}
    for key in _WRITERS:
        if any(name.casefold() in writers for name in texts(made.get(key))):
            del made[key]
    return made
