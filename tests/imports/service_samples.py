"""Saved answers of the services, in their own shapes, of titles and people that do not exist."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def tmdb_movie() -> Json:
    """A film's details with credits, release dates, ids, places to watch and videos appended."""
    return {
        "adult": False,
        "belongs_to_collection": {"id": 77, "name": "Tin Orchard Collection", "poster_path": None},
        "budget": 45000000,
        "genres": [{"id": 18, "name": "Drama"}],
        "id": 900101,
        "imdb_id": "tt9000101",
        "original_language": "sv",
        "original_title": "Tennlunden",
        "overview": 'A glazier inherits "the house" in which every window is painted shut.',
        "production_companies": [{"id": 5, "name": "Falcata Films", "origin_country": "SE"}],
        "release_date": "2026-03-13",
        "revenue": 0,
        "runtime": 118,
        "status": "Post Production",
        "title": "The Tin Orchard",
        "credits": {
            "cast": [
                {"id": 61, "name": "Mara Dell", "character": "Ida", "order": 0},
                {"id": 62, "name": "Sam Oduya", "character": "The Crow (voice)", "order": 1},
                {"id": 63, "name": "Ann Lee", "character": "Self", "order": 2},
                {"id": 64, "name": "Odo Brandt", "character": "Young man (archive footage)", "order": 3},
            ],
            "crew": [
                {"id": 65, "name": "Greta Holm", "job": "Director", "department": "Directing"},
                {"id": 66, "name": "Ike Poe", "job": "Screenplay", "department": "Writing"},
                {"id": 67, "name": "Lena Marsh", "job": "Original Music Composer", "department": "Sound"},
                {"id": 68, "name": "Tove Aske", "job": "Best Boy", "department": "Crew"},
            ],
        },
        "release_dates": {
            "results": [
                {
                    "iso_3166_1": "US",
                    "release_dates": [
                        {"certification": "", "release_date": "2026-03-06T00:00:00.000Z", "type": 2},
                        {"certification": "PG-13", "release_date": "2026-03-13T00:00:00.000Z", "type": 3},
                        {"certification": "PG-13", "release_date": "2026-05-01T00:00:00.000Z", "type": 4},
                    ],
                },
                {
                    "iso_3166_1": "SE",
                    "release_dates": [{"certification": "11", "release_date": "2026-02-20T00:00:00.000Z", "type": 3}],
                },
            ]
        },
        "external_ids": {"imdb_id": "tt9000101", "wikidata_id": "Q900000101"},
        "watch/providers": {"id": 900101, "results": {"US": {"link": "x", "flatrate": [{"provider_name": "Lumio"}]}}},
        "videos": {"results": [{"type": "Trailer", "official": True, "published_at": "2025-11-03T15:00:00.000Z"}]},
    }


def tmdb_series() -> Json:
    """A series' details with its seasons."""
    return {
        "id": 900202,
        "name": "Glass Ferry",
        "original_name": "Glass Ferry",
        "created_by": [{"id": 70, "credit_id": "c", "name": "Ike Poe"}],
        "first_air_date": "2023-05-02",
        "last_air_date": "2024-06-04",
        "networks": [{"id": 9, "name": "Kanal Nord"}],
        "number_of_episodes": 16,
        "number_of_seasons": 2,
        "overview": "A ward runs out of night.",
        "production_companies": [],
        "seasons": [
            {"season_number": 0, "air_date": "2023-12-24", "episode_count": 1, "name": "Specials"},
            {"season_number": 1, "air_date": "2023-05-02", "episode_count": 8, "name": "Season 1"},
            {"season_number": 2, "air_date": "2024-05-07", "episode_count": 8, "name": "Season 2"},
        ],
        "status": "Canceled",
        "content_ratings": {"results": [{"iso_3166_1": "GB", "rating": "15"}]},
        "aggregate_credits": {
            "cast": [{"id": 61, "name": "Mara Dell", "roles": [{"character": "Nurse Vey", "episode_count": 16}]}],
            "crew": [{"id": 71, "name": "Tove Aske", "jobs": [{"job": "Executive Producer", "episode_count": 16}]}],
        },
        "external_ids": {"imdb_id": "tt9000202", "tvdb_id": 1, "wikidata_id": None},
    }


def tmdb_person() -> Json:
    """A person's details with credits."""
    return {
        "id": 61,
        "name": "Mara Dell",
        "also_known_as": [],
        "birthday": "1960-01-02",
        "deathday": "2025-08-09",
        "imdb_id": "nm9000061",
        "known_for_department": "Acting",
        "place_of_birth": "Porto",
        "combined_credits": {
            "cast": [
                {
                    "id": 1,
                    "media_type": "movie",
                    "title": "Low Harbour",
                    "release_date": "2019-02-01",
                    "character": "Rut",
                },
                {
                    "id": 2,
                    "media_type": "tv",
                    "name": "Glass Ferry",
                    "first_air_date": "2023-05-02",
                    "character": "Self",
                },
            ],
            "crew": [
                {
                    "id": 1,
                    "media_type": "movie",
                    "title": "Low Harbour",
                    "release_date": "2019-02-01",
                    "job": "Producer",
                }
            ],
        },
    }


def tvmaze_show() -> Json:
    """A show with cast, crew, seasons and episodes embedded."""
    return {
        "id": 900303,
        "url": "https://www.tvmaze.com/shows/900303/glass-ferry",
        "name": "Glass Ferry",
        "type": "Scripted",
        "language": "English",
        "status": "Ended",
        "runtime": 55,
        "averageRuntime": 54,
        "premiered": "2023-05-02",
        "ended": "2024-06-04",
        "network": {"id": 3, "name": "Kanal Nord", "country": {"name": "Sweden", "code": "SE"}},
        "webChannel": None,
        "externals": {"tvrage": None, "thetvdb": 1, "imdb": "tt9000202"},
        "summary": "<p><b>Glass Ferry</b> follows a ward that runs out of night &amp; of nurses.</p>",
        "updated": 1718000000,
        "_links": {"self": {"href": "https://api.tvmaze.com/shows/900303"}},
        "_embedded": {
            "cast": [
                {
                    "person": {"id": 801, "url": "https://www.tvmaze.com/people/801/mara-dell", "name": "Mara Dell"},
                    "character": {"id": 1, "name": "Nurse Vey"},
                    "self": False,
                    "voice": False,
                }
            ],
            "crew": [{"type": "Creator", "person": {"id": 802, "name": "Ike Poe"}}],
            "seasons": [
                {"id": 1, "number": 1, "episodeOrder": 8, "premiereDate": "2023-05-02", "endDate": "2023-06-20"},
                {"id": 2, "number": 2, "episodeOrder": None, "premiereDate": None, "endDate": None},
            ],
            "episodes": [
                {"id": 1, "name": "One", "season": 1, "number": 1, "airdate": "2023-05-02"},
                {"id": 9, "name": "Nine", "season": 2, "number": 1, "airdate": "2024-05-07"},
                {"id": 10, "name": "Ten", "season": 2, "number": 2, "airdate": "2024-05-14"},
            ],
        },
    }


def item(name: str) -> Json:
    """The value of a snak that names an item."""
    number = int(name[1:])
    return {"value": {"entity-type": "item", "numeric-id": number, "id": name}, "type": "wikibase-entityid"}


def snak(prop: str, value: Json | str, kind: str = "value") -> Json:
    """A snak: ``value`` is a datavalue, or the id of an item."""
    made: Json = {"snaktype": kind, "property": prop, "hash": "0"}
    if kind == "value":
        made["datavalue"] = item(value) if isinstance(value, str) else value
    return made


def day(text: str, precision: int = 11) -> Json:
    """A date as a datavalue."""
    value = {
        "time": f"+{text}T00:00:00Z",
        "timezone": 0,
        "before": 0,
        "after": 0,
        "precision": precision,
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727",
    }
    return {"value": value, "type": "time"}


def amount(number: str, unit: str = "") -> Json:
    """An amount as a datavalue."""
    unit = f"http://www.wikidata.org/entity/{unit}" if unit else "1"
    return {"value": {"amount": number, "unit": unit}, "type": "quantity"}


def text(said: str) -> Json:
    """A string as a datavalue."""
    return {"value": said, "type": "string"}


def statement(main: Json, rank: str = "normal", **qualifiers: Json) -> Json:
    """A statement with its qualifiers."""
    made: Json = {"mainsnak": main, "type": "statement", "id": "X$1", "rank": rank}
    if qualifiers:
        made["qualifiers"] = {prop: [one] for prop, one in qualifiers.items()}
        made["qualifiers-order"] = list(qualifiers)
    return made


def entity(name: str, label: str, claims: dict[str, list[Json]] | None = None, modified: str = "2025-09-01") -> Json:
    """An item."""
    return {
        "pageid": 1,
        "ns": 0,
        "title": name,
        "lastrevid": 1,
        "modified": f"{modified}T10:00:00Z",
        "type": "item",
        "id": name,
        "labels": {"sv": {"language": "sv", "value": f"{label} (sv)"}, "en": {"language": "en", "value": label}},
        "descriptions": {},
        "aliases": {},
        "claims": claims or [],
        "sitelinks": {},
    }


def wikidata_film() -> Json:
    """A film and the items that its statements name."""
    claims = {
        "P31": [statement(snak("P31", "Q11424"))],
        "P345": [statement(snak("P345", text("tt9000101")))],
        "P4947": [statement(snak("P4947", text("900101")))],
        "P57": [statement(snak("P57", "Q900000065"))],
        "P161": [
            statement(snak("P161", "Q900000061"), P453=snak("P453", "Q900000090")),
            statement(snak("P161", "Q900000062"), P4633=snak("P4633", text("The Crow"))),
            statement(snak("P161", "", "somevalue")),
            statement(snak("P161", "Q900000099")),
        ],
        "P577": [
            statement(snak("P577", day("2026-03-13")), P291=snak("P291", "Q30"), P437=snak("P437", "Q41253")),
            statement(snak("P577", day("2026-00-00", 9)), "deprecated"),
        ],
        "P2047": [
            statement(snak("P2047", amount("+118", "Q7727")), "preferred"),
            statement(snak("P2047", amount("+121", "Q7727"))),
        ],
        "P272": [statement(snak("P272", "Q900000080"))],
        "P1476": [
            statement(snak("P1476", {"value": {"text": "Tennlunden", "language": "sv"}, "type": "monolingualtext"}))
        ],
        "P156": [statement(snak("P156", "", "novalue"))],
    }
    several = [
        entity("Q900000101", "The Tin Orchard", claims),
        entity("Q900000061", "Mara Dell", {"P31": [statement(snak("P31", "Q5"))]}),
        entity("Q900000062", "Sam Oduya", {"P345": [statement(snak("P345", text("nm9000062")))]}),
        entity("Q900000065", "Greta Holm", {"P31": [statement(snak("P31", "Q5"))]}),
        entity("Q900000080", "Falcata Films"),
        entity("Q900000090", "Ida Vane"),
    ]
    return {"entities": {one["id"]: one for one in several}}


def schema_movie() -> Json:
    """A page about a film."""
    return {
        "@context": "https://schema.org",
        "@type": "Movie",
        "@id": "https://tinorchard.example/",
        "url": "https://tinorchard.example/",
        "name": "The Tin Orchard",
        "alternateName": ["Tennlunden", "The Tin Orchard"],
        "sameAs": ["https://www.wikidata.org/wiki/Q900000101", "https://www.imdb.com/title/tt9000101/"],
        "dateModified": "2025-10-05T08:00:00+01:00",
        "datePublished": "2026-03-13",
        "duration": "PT1H58M",
        "contentRating": "PG-13",
        "description": "A glazier inherits a house in which every window is painted shut.",
        "director": {"@type": "Person", "name": "Greta Holm", "sameAs": "https://www.wikidata.org/wiki/Q900000065"},
        "author": [{"@type": "Person", "name": "Ike Poe"}, {"@type": "Organization", "name": "Falcata Films"}],
        "actor": [
            {
                "@type": "PerformanceRole",
                "actor": {"@type": "Person", "name": "Mara Dell"},
                "characterName": "Ida",
            },
            "Sam Oduya",
        ],
        "productionCompany": {"@type": "Organization", "name": "Falcata Films"},
        "isPartOf": {"@type": "MovieSeries", "name": "Tin Orchard"},
        "publication": {
            "@type": "PublicationEvent",
            "startDate": "2026-02-20",
            "location": {"@type": "Country", "name": "Sweden"},
        },
        "award": "Silver Gate",
    }
