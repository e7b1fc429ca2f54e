"""JSON-LD of the pages: valid, no finer and no firmer than what was said, and harmless in a page."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import scenes
from scenes import FILM, NONE, SERIES, UNKNOWN, day, note, say
from slugline.answers import guide, timeline
from slugline.answers.person import person as person_of
from slugline.model import Entity
from slugline.surfaces.jsonld import (
    LARGEST,
    Site,
    franchise_graph,
    franchise_ld,
    guide_graph,
    guide_ld,
    page_ld,
    person_graph,
    person_ld,
    script,
)
from slugline.surfaces.jsonld_dates import iso_date, iso_duration
from web.vocabulary import faults

SITE = Site("https://desk.example")
PATH = "/titles/paper-tides"
Json = dict[str, Any]


def answered(*notes: Any, of: Entity = FILM, on: str = "2027-12-31") -> Json:
    with scenes.told(notes) as record:
        return guide(record, of.name, as_of=day(on))


def work_of(*notes: Any, of: Entity = FILM, on: str = "2027-12-31") -> Json:
    """The work of a page on what the notes say; the whole page is valid."""
    graph = guide_graph(answered(*notes, of=of, on=on), PATH, SITE)
    assert faults(graph) == []
    (found,) = (node for node in graph["@graph"] if node["@id"].endswith("#title"))
    assert isinstance(found, dict)
    return found


def test_the_judge_judges() -> None:
    wrong = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Movie", "nam": "x", "actor": "Ada", "duration": "2h", "seasonNumber": 3},
            {"@type": "Movie", "datePublished": "2027-22"},
            {"@type": "Film"},
            {"@type": "Movie", "url": "javascript:1", "isPartOf": {"@id": "https://desk.example/none"}},
            {"@type": "Event", "eventStatus": "https://schema.org/EventMoved"},
        ],
    }  # fmt: skip
    assert len(faults(wrong)) == 10
    assert faults({"@context": "https://other.example", "@type": "Movie"})


FULL = (
    note(
        "2027-01-10",
        "The Marquee Post",
        say("release_date", "2027-03-12", medium="theatrical", territory="France"),
        say("release_date", "2027-04", medium="streaming", platform="Lumio"),
        say("cast_member", "Ada Rook", character="Ivo Salt", role="lead"),
        say("cast_member", "Odo Brandt", character="unknown"),
        say("director", "Jana Olt"),
        say("writer", "Pell Quist"),
        say("composer", "Rue Vane"),
        say("cinematographer", "Tam Reyl"),
        say("production_company", "Oak & Ash"),
        say("distributor", "Blue Door"),
        say("franchise", "Tides"),
        say("runtime", 112),
        say("content_rating", "PG-13"),
        say("award_won", "Golden Gull", year=2027),
        say("filming_location", "Oslo"),
        say("premise", "a ferry pilot hears the dead"),
        say("based_on", "The Paper Sea", author="L. Marr"),
        say("trailer", "2027-01-05", "stated", kind="teaser"),
    ),
    note("2027-03-13", "Second Reel", say("release_date", "2027-03-12", "stated", medium="theatrical")),
)


def test_a_film_that_is_out() -> None:
    made = work_of(*FULL, on="2027-03-20")
    assert made["@type"] == "Movie"
    assert made["datePublished"] == "2027-03-12"
    assert made["duration"] == "PT1H52M"
    assert made["contentRating"] == ["PG-13"]
    assert made["award"] == ["Golden Gull (2027)"]
    assert made["actor"][0]["@type"] == "PerformanceRole"
    assert made["actor"][0]["characterName"] == "Ivo Salt"
    assert made["actor"][0]["actor"] == {
        "@type": "Person",
        "name": "Ada Rook",
        "url": "https://desk.example/people/ada-rook",
    }
    assert made["actor"][1]["@type"] == "Person"
    assert [one["name"] for one in made["director"]] == ["Jana Olt"]
    assert made["contributor"][0]["roleName"] == "cinematographer"
    assert made["isPartOf"][0] == {
        "@type": "CreativeWorkSeries",
        "name": "Tides",
        "url": "https://desk.example/franchises/tides",
    }
    assert made["isBasedOn"][0]["author"]["name"] == "L. Marr"
    assert made["trailer"][0] == {"@type": "VideoObject", "name": "Paper Tides: teaser", "datePublished": "2027-01-05"}
    events = {event.get("startDate"): event for event in made["releasedEvent"]}
    assert events["2027-04"]["publishedOn"]["name"] == "Lumio"
    assert "location" not in events["2027-04"]


def test_the_page_asks_and_answers() -> None:
    graph = guide_graph(answered(*FULL), PATH, SITE)
    page = graph["@graph"][0]
    assert page["@type"] == "FAQPage"
    asked = {one["name"]: one["acceptedAnswer"]["text"] for one in page["mainEntity"]}
    assert asked["Who directed Paper Tides?"] == "Paper Tides was directed by Jana Olt."
    assert page["dateModified"] == "2027-03-13"
    assert {one["publisher"]["name"] for one in page["citation"]} == {"The Marquee Post", "Second Reel"}
    assert [one["name"] for one in page["breadcrumb"]["itemListElement"]] == ["Slugline", "Titles", "Paper Tides"]
    assert "temporalCoverage" not in page
    dated = guide_graph(answered(*FULL), PATH, Site("https://desk.example", "2027-12-31"))
    assert faults(dated) == []
    assert dated["@graph"][0]["temporalCoverage"] == "2027-12-31"


def test_a_date_that_moved() -> None:
    made = work_of(
        note("2026-01-10", "The Marquee Post", say("release_date", "2026-11-06")),
        note("2026-06-10", "The Marquee Post", say("release_date", "2027-03-12", replaces="2026-11-06")),
        on="2026-07-01",
    )
    (event,) = made["releasedEvent"]
    assert event["startDate"] == "2027-03-12"
    assert event["previousStartDate"] == "2026-11-06"
    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert "datePublished" not in made


def test_a_date_that_was_only_narrowed_has_not_moved() -> None:
    made = work_of(
        note("2026-01-10", "The Marquee Post", say("release_date", "2027")),
        note("2026-06-10", "The Marquee Post", say("release_date", "2027-03-12")),
        on="2026-07-01",
    )
    (event,) = made["releasedEvent"]
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert "previousStartDate" not in event


def test_a_date_put_off_and_a_film_cancelled() -> None:
    dated = note("2026-01-10", "The Marquee Post", say("release_date", "2026-11-06"))
    off = note(
        "2026-06-10",
        "The Marquee Post",
        say("release_date", "2026-11-06", "denied"),
        say("release_date", UNKNOWN, "stated"),
    )
    (event,) = work_of(dated, off, on="2026-07-01")["releasedEvent"]
    assert event == {
        "@type": "PublicationEvent",
        "previousStartDate": "2026-11-06",
        "eventStatus": "https://schema.org/EventPostponed",
    }
    ended = note("2026-06-11", "The Marquee Post", say("status", "cancelled"))
    (event,) = work_of(dated, ended, on="2026-07-01")["releasedEvent"]
    assert event["eventStatus"] == "https://schema.org/EventCancelled"
    assert event["startDate"] == "2026-11-06"


@pytest.mark.parametrize(
    "said",
    [
        say("release_date", "2027-03-12", "rumoured"),
        say("release_date", "2027-03-12", "expected"),
        say("director", "Jana Olt", "rumoured"),
        say("cast_member", "Ada Rook", "expected", character="Ivo Salt"),
        say("runtime", 112, "expected"),
        say("trailer", "2027-03-12", "scheduled"),
        say("trailer", NONE),
        say("release_date", UNKNOWN, "stated"),
    ],
    ids=lambda said: f"{said.property} {said.context.modality}",
)
def test_what_is_not_plainly_said_is_no_fact(said: Any) -> None:
    made = work_of(note("2026-06-10", "The Marquee Post", said), on="2026-07-01")
    assert set(made) == {"@type", "@id", "name", "url"}


def test_what_sources_dispute_is_no_fact() -> None:
    made = work_of(
        note("2026-06-10", "The Marquee Post", say("release_date", "2027-03-12"), say("runtime", 112)),
        note("2026-06-10", "Second Reel", say("release_date", "2027-05-14"), say("runtime", 131)),
        on="2026-07-01",
    )
    assert set(made) == {"@type", "@id", "name", "url"}


def test_a_date_that_went_by_in_silence_is_no_release() -> None:
    made = work_of(note("2026-06-10", "The Marquee Post", say("release_date", "2026-11-06")), on="2027-07-01")
    assert "datePublished" not in made
    assert "releasedEvent" not in made


def test_a_festival_showing_is_not_the_release() -> None:
    made = work_of(
        note("2027-02-20", "The Marquee Post", say("release_date", "2027-02-18", "stated", medium="festival")),
        on="2027-03-01",
    )
    assert "datePublished" not in made
    assert made["releasedEvent"][0]["startDate"] == "2027-02-18"


def test_a_series_and_its_seasons() -> None:
    made = work_of(
        note(
            "2026-01-10",
            "The Marquee Post",
            say("release_date", "2024-09", "stated", of=SERIES, season=1, medium="broadcast"),
            say("release_date", "2026-09-22", of=SERIES, season=2, territory="UK"),
            say("episode_count", 8, of=SERIES, season=2),
            say("season_count", 2, of=SERIES),
            say("creator", "Pell Quist", of=SERIES),
        ),
        of=SERIES,
        on="2026-02-01",
    )
    assert made["@type"] == "TVSeries"
    first, second = made["containsSeason"]
    assert first["seasonNumber"] == 1
    assert first["datePublished"] == "2024-09"
    assert second["numberOfEpisodes"] == 8
    assert "datePublished" not in second
    assert second["releasedEvent"][0]["location"] == {"@type": "Country", "name": "UK"}
    assert made["datePublished"] == "2024-09"


@pytest.mark.parametrize(
    ("edtf", "iso"),
    [
        ("2027-03-12", "2027-03-12"),
        ("2027-03", "2027-03"),
        ("2027", "2027"),
        ("2027-22", "2027"),
        ("2027-24", ""),
        ("2027~", ""),
        ("2027-03/2027-05", "2027"),
        ("2027-03-02/2027-03-09", "2027-03"),
        ("2026-11/2027-02", ""),
        ("../2027-03-12", ""),
        ("nonsense", ""),
        (None, ""),
    ],
)
def test_dates_are_never_finer_than_said(edtf: str | None, iso: str) -> None:
    assert iso_date(edtf) == iso


@pytest.mark.parametrize(
    ("amount", "unit", "written"),
    [
        (112, "minutes", "PT1H52M"),
        (60, "minutes", "PT1H"),
        (45.5, "minutes", "PT45M30S"),
        (0, "minutes", ""),
        (2, "hours", ""),
    ],
)
def test_running_times(amount: float, unit: str, written: str) -> None:
    assert iso_duration({"amount": amount, "unit": unit}) == written


def test_a_franchise_lists_its_titles_by_place_where_that_is_settled() -> None:
    sequel = Entity("film", "Paper Tides Two")
    aside = Entity("film", "Brine Register")
    notes = (
        note(
            "2027-01-10",
            "The Marquee Post",
            say("franchise", "Tides"),
            say("franchise", "Tides", of=sequel),
            say("set_after", "Paper Tides", of=sequel),
        ),
    )
    with scenes.told(notes) as record:
        story = timeline(record, "Tides", as_of=day("2027-02-01"))
    graph = franchise_graph(story, "/franchises/tides", SITE)
    assert faults(graph) == []
    pages = {"Paper Tides": {"slug": "paper-tides-2027", "type": "film"}}
    first, second = franchise_graph(story, "/franchises/tides", SITE, pages)["@graph"][-1]["itemListElement"]
    assert first["item"]["url"] == "https://desk.example/titles/paper-tides-2027"
    assert first["item"]["@type"] == "Movie"
    assert "url" not in second["item"]
    listing = graph["@graph"][-1]
    assert [one["position"] for one in listing["itemListElement"]] == [1, 2]
    assert listing["itemListOrder"] == "https://schema.org/ItemListOrderAscending"
    assert listing["itemListElement"][1]["item"]["url"] == "https://desk.example/titles/paper-tides-two"
    with scenes.told((*notes, note("2027-01-11", "The Marquee Post", say("franchise", "Tides", of=aside)))) as record:
        story = timeline(record, "Tides", as_of=day("2027-02-01"))
    listing = franchise_graph(story, "/franchises/tides", SITE)["@graph"][-1]
    assert listing["itemListOrder"] == "https://schema.org/ItemListUnordered"
    assert not any("position" in one for one in listing["itemListElement"] if "Salt" in one["item"]["name"])


def test_people() -> None:
    person = Entity("person", "Ada Rook")
    special = Entity("special", "Brine Register")
    notes = (
        note(
            "2027-01-10",
            "The Marquee Post",
            say("cast_member", "Ada Rook", character="Ivo Salt"),
            say("director", "Ada Rook", of=SERIES),
            say("executive_producer", person, of=special),
            say("writer", "Ada Rook", "rumoured"),
            say("award_won", "Golden Gull", of=person, year=2026),
            say("death_date", "2027-01", "stated", of=person),
        ),
    )
    with scenes.told(notes) as record:
        found = person_of(record, "Ada Rook", as_of=day("2027-02-01"))
    graph = person_graph(found, "/people/ada-rook", SITE)
    assert faults(graph) == []
    page, whose, listing = graph["@graph"]
    assert page["@type"] == "ProfilePage"
    assert (whose["deathDate"], whose["award"]) == ("2027-01", ["Golden Gull (2026)"])
    works = {one["item"]["name"]: one["item"] for one in listing["itemListElement"]}
    assert works["Paper Tides"]["actor"]["characterName"] == "Ivo Salt"
    assert "author" not in works["Paper Tides"]
    assert works["Kettle Row"]["director"] == {"@id": whose["@id"]}
    assert works["Brine Register"]["contributor"]["roleName"] == "executive producer"
    bare = found | {"parts": [], "about": [], "updated": None}
    assert faults(json.loads(person_ld(bare, "/people/ada-rook", SITE))) == []


@pytest.mark.parametrize(("name", "path"), [("", "/"), ("Changes", "/changes"), ("", "/search")])
def test_other_pages(name: str, path: str) -> None:
    assert faults(json.loads(page_ld(name, path, SITE))) == []


HOSTILE = "</script><script>alert(1)</script><!-- \u2028\u202e & \x00"


def test_nothing_in_it_ends_the_script() -> None:
    hostile = Entity("film", f"Paper {HOSTILE}")
    with scenes.told(
        [
            note(
                "2027-01-10",
                HOSTILE,
                say("cast_member", HOSTILE, of=hostile, character=HOSTILE),
                url="javascript:alert(1)",
            )
        ]
    ) as record:
        (title,) = record.view(day("2027-02-01")).titles.titles.values()
        made = guide_ld(guide(record, title.name, as_of=day("2027-02-01")), PATH, SITE)
    assert not set("<>&\u2028\u202e\x00") & set(made)
    data = json.loads(made)
    assert faults(data) == []
    assert "javascript" not in made


class Scripts(HTMLParser):
    """The data of each script of a page, as a browser's parser sees it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._inside = tag == "script"
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


@given(st.text())
@settings(max_examples=200)
def test_whatever_it_holds_a_page_reads_back_the_same(text: str) -> None:
    parser = Scripts()
    parser.feed(f'<script type="application/ld+json">{script({"name": text})}</script><p>after</p>')
    parser.close()
    (found,) = parser.found
    assert json.loads(found)["name"] == text.encode("utf-8", "replace").decode()


def test_it_is_never_long() -> None:
    long = "x" * 5_000
    claims = [say("cast_member", f"{long} {number}", character=f"{long} {number}") for number in range(60)]
    made = guide_ld(answered(note("2027-01-10", long, *claims)), PATH, SITE)
    assert len(made) <= LARGEST
    assert faults(json.loads(made)) == []
    rows = [{"name": f"{long} {n}", "release": None, "position": [n, n]} for n in range(1, 500)]
    many = franchise_ld({"franchise": long, "order": "story", "titles": rows}, "/franchises/x", SITE)
    assert len(many) <= LARGEST


def data_of(page: str) -> list[Json]:
    """The data blocks of a page, and no other script that stands in it."""
    parser = Scripts()
    parser.feed(page)
    parser.close()
    blocks = [text for text in parser.found if text.strip()]
    assert page.count('type="application/ld+json"') == len(blocks)
    return [json.loads(text) for text in blocks]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/titles",
        "/titles/paper-tides",
        "/titles/paper-tides?as_of=2026-03-02",
        "/titles/kettle-row",
        "/franchises",
        "/franchises/tides",
        "/people",
        "/people/j-k-oduya",
        "/people/mina-sands",
        "/changes",
        "/calendar",
        "/search?q=paper",
        "/check",
    ],
)
def test_every_page_has_its_data(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    (data,) = data_of(answer.text)
    assert faults(data) == []
    page = data["@graph"][0]
    assert page["url"] == f"http://127.0.0.1:8000{path.partition('?')[0]}"
    assert page.get("temporalCoverage", "") == path.partition("?as_of=")[2]


def test_what_the_desk_holds_is_what_its_data_say(client: TestClient) -> None:
    kinds = {}
    for path in ("/titles/paper-tides", "/titles/kettle-row", "/franchises/tides", "/people/mina-sands"):
        (data,) = data_of(client.get(path).text)
        kinds[path] = [node["@type"] for node in data["@graph"]]
    assert kinds == {
        "/titles/paper-tides": ["FAQPage", "Movie"],
        "/titles/kettle-row": ["FAQPage", "TVSeries"],
        "/franchises/tides": ["CollectionPage", "CreativeWorkSeries", "ItemList"],
        "/people/mina-sands": ["ProfilePage", "Person"],
    }
    (person,) = data_of(client.get("/people/mina-sands").text)
    assert person["@graph"][1]["deathDate"] == "2026-02-14"


@pytest.mark.parametrize("path", ["/titles/nothing-like-it", "/people/nobody", "/nowhere"])
def test_a_fault_has_no_data(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert data_of(answer.text) == []
