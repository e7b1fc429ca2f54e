"""What each service's documents say becomes claims: those that the contract has, and no more."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from imports import service_samples as samples
from imports.service_readings import DAY, read, saved, told
from slugline.model import Unknown

FILM = "The Tin Orchard"


def test_a_film_of_tmdb(tmp_path: Path) -> None:
    (reading,) = read(saved(tmp_path, film=samples.tmdb_movie()))
    assert reading.faults == ()
    assert reading.article is not None
    assert (reading.article.publisher, reading.article.url) == ("TMDB", "https://www.themoviedb.org/movie/900101")
    assert reading.article.published == DAY
    us = "territory United States"
    assert told(reading) == {
        (FILM, "release_date", "2026-03-13", "", "scheduled"),
        (FILM, "release_date", "2026-03-13", f"medium theatrical, {us}", "scheduled"),
        (FILM, "release_date", "2026-05-01", f"medium home_video, {us}", "scheduled"),
        (FILM, "release_date", "2026-02-20", "medium theatrical, territory Sweden", "scheduled"),
        (FILM, "content_rating", "PG-13", us, "stated"),
        (FILM, "content_rating", "11", "territory Sweden", "stated"),
        (FILM, "also_known_as", "Tennlunden", "", "stated"),
        (FILM, "franchise", "Tin Orchard", "", "stated"),
        (FILM, "budget", "45000000.0", "", "stated"),
        (FILM, "runtime", "118.0", "", "stated"),
        (FILM, "premise", 'A glazier inherits "the house" in which every window is painted shut.', "", "stated"),
        (FILM, "production_company", "Falcata Films", "", "stated"),
        (FILM, "status", "post_production", "", "stated"),
        (FILM, "cast_member", "Mara Dell", "character Ida", "stated"),
        (FILM, "cast_member", "Sam Oduya", "character The Crow, role voice", "stated"),
        (FILM, "cast_member", "Ann Lee", "", "stated"),
        (FILM, "director", "Greta Holm", "", "stated"),
        (FILM, "writer", "Ike Poe", "", "stated"),
        (FILM, "composer", "Lena Marsh", "", "stated"),
        (FILM, "available_on", "Lumio", us, "stated"),
        (FILM, "trailer", "2025-11-03", "kind trailer", "scheduled"),
    }


def test_what_was_planned_has_happened_by_the_day_of_the_document(tmp_path: Path) -> None:
    (reading,) = read(saved(tmp_path, film=samples.tmdb_movie()), day=date(2026, 3, 13))
    dates = {(value, modality) for _, name, value, _, modality in told(reading) if name == "release_date"}
    assert dates == {("2026-03-13", "stated"), ("2026-02-20", "stated"), ("2026-05-01", "scheduled")}
    assert {claim.subject.year for claim in reading.claims} == {2026}


def test_a_series_of_tmdb(tmp_path: Path) -> None:
    (reading,) = read(saved(tmp_path, series=samples.tmdb_series()))
    name = "Glass Ferry (2023)"
    assert told(reading) == {
        (name, "release_date", "2023-05-02", "", "stated"),
        (name, "release_date", "2023-05-02", "season 1", "stated"),
        (name, "release_date", "2024-05-07", "season 2", "stated"),
        (name, "season_count", "2.0", "", "stated"),
        (name, "episode_count", "16.0", "", "stated"),
        (name, "episode_count", "8.0", "season 1", "stated"),
        (name, "episode_count", "8.0", "season 2", "stated"),
        (name, "network", "Kanal Nord", "", "stated"),
        (name, "creator", "Ike Poe", "", "stated"),
        (name, "premise", "A ward runs out of night.", "", "stated"),
        (name, "status", "cancelled", "", "stated"),
        (name, "content_rating", "15", "territory United Kingdom", "stated"),
        (name, "cast_member", "Mara Dell", "character Nurse Vey", "stated"),
        (name, "executive_producer", "Tove Aske", "", "stated"),
    }


def test_a_person_of_tmdb(tmp_path: Path) -> None:
    (reading,) = read(saved(tmp_path, person=samples.tmdb_person()))
    assert told(reading) == {
        ("Mara Dell", "death_date", "2025-08-09", "", "stated"),
        ("Low Harbour (2019)", "cast_member", "Mara Dell", "character Rut", "stated"),
        ("Low Harbour (2019)", "producer", "Mara Dell", "", "stated"),
    }


def test_a_show_of_tvmaze(tmp_path: Path) -> None:
    (reading,) = read(saved(tmp_path, show=samples.tvmaze_show()), day=None)
    assert reading.article is not None
    assert reading.article.published == date(2024, 6, 10), "the day of its last change, whatever --date says"
    name = "Glass Ferry (2023)"
    assert told(reading) == {
        (name, "release_date", "2023-05-02", "", "stated"),
        (name, "release_date", "2023-05-02", "season 1", "stated"),
        (name, "release_date", "2024-05-07", "season 2", "stated"),
        (name, "episode_count", "8.0", "season 1", "stated"),
        (name, "network", "Kanal Nord", "", "stated"),
        (name, "status", "ended", "date 2024-06-04", "stated"),
        (name, "creator", "Ike Poe", "", "stated"),
        (name, "cast_member", "Mara Dell", "character Nurse Vey", "stated"),
        (name, "premise", "Glass Ferry follows a ward that runs out of night & of nurses.", "", "stated"),
    }


def test_a_film_of_wikidata(tmp_path: Path) -> None:
    film, *others = read(saved(tmp_path, film=samples.wikidata_film()), day=None)
    assert told(film) == {
        (FILM, "release_date", "2026-03-13", "medium theatrical, territory United States", "scheduled"),
        (FILM, "runtime", "118.0", "", "stated"),
        (FILM, "also_known_as", "Tennlunden", "", "stated"),
        (FILM, "director", "Greta Holm", "", "stated"),
        (FILM, "cast_member", "Mara Dell", "character Ida Vane", "stated"),
        (FILM, "cast_member", "Sam Oduya", "character The Crow", "stated"),
        (FILM, "cast_member", "Unknown()", "", "stated"),
        (FILM, "production_company", "Falcata Films", "", "stated"),
    }
    assert [reading.claims for reading in others] == [()] * 5, "items of people and companies tell names alone"
    (fault,) = film.faults
    assert "names 1 items by their ids alone: Q900000099" in fault
    dates = {claim.said_on for claim in film.claims}
    assert dates == {date(2025, 9, 1)}


def test_ranks_gaps_and_precision_of_wikidata(tmp_path: Path) -> None:
    claims = {
        "P31": [samples.statement(samples.snak("P31", "Q11424"))],
        "P577": [
            samples.statement(
                samples.snak("P577", samples.day("2027-00-00", 9)), P1480=samples.snak("P1480", "Q5727902")
            ),
            samples.statement(samples.snak("P577", samples.day("2026-11-00", 10)), P291=samples.snak("P291", "Q142")),
            samples.statement(samples.snak("P577", samples.day("2026-10-30")), "deprecated"),
            samples.statement(samples.snak("P577", samples.day("2000-00-00", 7))),
        ],
        "P2047": [samples.statement(samples.snak("P2047", samples.amount("+2", "Q25235")))],
        "P2130": [samples.statement(samples.snak("P2130", samples.amount("+5", "Q900000001")))],
        "P2142": [
            samples.statement(
                samples.snak("P2142", samples.amount("+7000000", "Q4917")), P3005=samples.snak("P3005", "Q30")
            )
        ],
        "P57": [samples.statement(samples.snak("P57", "", "novalue"))],
    }
    (reading,) = read(saved(tmp_path, film=samples.entity("Q1", "Low Harbour", claims)), day=None)
    assert told(reading) == {
        ("Low Harbour", "release_date", "2027~", "", "scheduled"),
        ("Low Harbour", "release_date", "2026-11", "territory France", "scheduled"),
        ("Low Harbour", "release_date", "2026-10-30", "", "denied"),
        ("Low Harbour", "runtime", "120.0", "", "stated"),
        ("Low Harbour", "box_office", "7000000.0", "territory United States", "stated"),
        ("Low Harbour", "director", "NoValue()", "", "stated"),
    }


def test_what_items_say_of_other_titles(tmp_path: Path) -> None:
    series = {
        "P31": [samples.statement(samples.snak("P31", "Q5398426"))],
        "P2512": [samples.statement(samples.snak("P2512", "Q3"))],
        "P156": [samples.statement(samples.snak("P156", "Q3"))],
    }
    other = {"P31": [samples.statement(samples.snak("P31", "Q5398426"))]}
    paths = saved(tmp_path, a=samples.entity("Q2", "Tidewall", series), b=samples.entity("Q3", "Harbour Lights", other))
    first, second = read(paths, day=None)
    assert told(first) == {
        ("Harbour Lights", "spinoff_of", "Tidewall", "", "stated"),
        ("Harbour Lights", "sequel_of", "Tidewall", "", "stated"),
    }
    assert not second.claims
    assert not first.faults, "the name of an item may stand in another file"


def test_a_series_of_wikidata(tmp_path: Path) -> None:
    claims = {
        "P31": [samples.statement(samples.snak("P31", "Q5398426"))],
        "P580": [samples.statement(samples.snak("P580", samples.day("2023-05-02")))],
        "P582": [samples.statement(samples.snak("P582", samples.day("2024-06-00", 10)))],
        "P2437": [samples.statement(samples.snak("P2437", samples.amount("+2")))],
        "P179": [samples.statement(samples.snak("P179", "Q5"))],
    }
    paths = saved(tmp_path, a=samples.entity("Q4", "Glass Ferry", claims), b=samples.entity("Q5", "Ferry"))
    (first, _) = read(paths, day=None)
    name = "Glass Ferry (2023)"
    assert told(first) == {
        (name, "release_date", "2023-05-02", "", "stated"),
        (name, "status", "ended", "date 2024-06", "stated"),
        (name, "season_count", "2.0", "", "stated"),
        (name, "franchise", "Ferry", "", "stated"),
    }


def test_an_event_that_moved(tmp_path: Path) -> None:
    page = samples.schema_movie()
    page["publication"] |= {"@type": "BroadcastEvent", "previousStartDate": "2026-01-16"}
    (reading,) = read(saved(tmp_path, page=page))
    qualifiers = "medium broadcast, replaces 2026-01-16, territory Sweden"
    assert (FILM, "release_date", "2026-02-20", qualifiers, "scheduled") in told(reading)


def test_a_page_of_schema_org(tmp_path: Path) -> None:
    (reading,) = read(saved(tmp_path, page=samples.schema_movie()), day=None)
    assert reading.article is not None
    assert (reading.article.publisher, reading.article.published) == ("tinorchard.example", date(2025, 10, 5))
    assert told(reading) == {
        (FILM, "release_date", "2026-03-13", "", "scheduled"),
        (FILM, "release_date", "2026-02-20", "territory Sweden", "scheduled"),
        (FILM, "runtime", "118.0", "", "stated"),
        (FILM, "content_rating", "PG-13", "", "stated"),
        (FILM, "premise", "A glazier inherits a house in which every window is painted shut.", "", "stated"),
        (FILM, "also_known_as", "Tennlunden", "", "stated"),
        (FILM, "director", "Greta Holm", "", "stated"),
        (FILM, "writer", "Ike Poe", "", "stated"),
        (FILM, "cast_member", "Mara Dell", "character Ida", "stated"),
        (FILM, "cast_member", "Sam Oduya", "", "stated"),
        (FILM, "production_company", "Falcata Films", "", "stated"),
        (FILM, "franchise", "Tin Orchard", "", "stated"),
        (FILM, "award_won", "Silver Gate", "", "stated"),
    }


def test_a_graph_of_schema_org(tmp_path: Path) -> None:
    page = {
        "@context": {"@vocab": "http://schema.org/"},
        "@graph": [
            {"@type": "WebPage", "dateModified": "2025-07-07", "publisher": {"name": "The Test Sheet"}},
            {
                "@type": ["TVSeries", "CreativeWork"],
                "name": "Glass Ferry",
                "url": "https://testsheet.example/glass-ferry",
                "startDate": "2023-05-02",
                "endDate": "2024-06-04",
                "numberOfSeasons": "2",
                "creator": {"@type": "Person", "name": "Ike Poe"},
                "containsSeason": [{"@type": "TVSeason", "seasonNumber": 2, "startDate": "2024-05-07"}],
                "publication": [
                    {
                        "@type": "OnDemandEvent",
                        "startDate": "2026-01-05",
                        "publishedOn": {"name": "Lumio"},
                        "eventStatus": "https://schema.org/EventCancelled",
                    }
                ],
            },
        ],
    }
    (reading,) = read(saved(tmp_path, page=page), day=None)
    assert reading.article is not None
    assert (reading.article.publisher, reading.article.title) == ("The Test Sheet", "Glass Ferry")
    name = "Glass Ferry (2023)"
    assert told(reading) == {
        (name, "release_date", "2023-05-02", "", "stated"),
        (name, "release_date", "2024-05-07", "season 2", "stated"),
        (name, "release_date", "2026-01-05", "medium streaming, platform Lumio", "denied"),
        (name, "season_count", "2.0", "", "stated"),
        (name, "status", "ended", "date 2024-06-04", "stated"),
        (name, "creator", "Ike Poe", "", "stated"),
    }


@pytest.mark.parametrize("name", ["tmdb_movie", "tmdb_series", "tvmaze_show", "wikidata_film", "schema_movie"])
def test_the_path_leads_to_the_words(name: str, tmp_path: Path) -> None:
    for reading in read(saved(tmp_path, it=getattr(samples, name)())):
        assert reading.article is not None
        data = json.loads(reading.article.text)
        for claim in reading.claims:
            found = data
            for part in claim.rule.partition(" ")[2].split("/")[1:]:
                key = part.replace("~1", "/").replace("~0", "~")
                found = found[int(key)] if isinstance(found, list) else found[key]
            written = json.dumps(found, ensure_ascii=False)
            assert claim.evidence.quote == (written[1:-1] if isinstance(found, str) else written)
            assert not isinstance(claim.value, Unknown) or claim.evidence.quote == "somevalue"


def test_only_the_named_service_is_read(tmp_path: Path) -> None:
    (right,) = read(saved(tmp_path, a=samples.tmdb_movie()), "tmdb")
    assert right.claims
    (wrong,) = read(saved(tmp_path, a=samples.tmdb_movie()), "tvmaze")
    assert wrong.article is None
    assert wrong.faults[0].endswith("a.json: is of tmdb (allowed: tvmaze)")
