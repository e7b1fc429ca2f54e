"""What a page describes for machines: claims that quote the JSON it carries, nothing that its software fills in."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slugline.articles import article_of
from slugline.claims.kinds import SPECS
from slugline.claims.structured.carried import FRAGMENT, document_of
from slugline.contract import claim_from_json, claim_to_json, value_to_json
from slugline.errors import UnreadableInput
from slugline.model import Article, Claim
from slugline.pages import Page

PROSE = (
    "The keepers are coming back, and most of the crew of the first film will be on board again this time, it is said."
)
HEAD = '<link rel="canonical" href="https://balcony.example/harbor"><meta name="date" content="2025-02-03">'
NEWS = {
    "@type": "NewsArticle",
    "headline": "All we know",
    "author": {"name": "Mara Quill"},
    "description": "All we know so far.",
}
FILM: dict[str, object] = {
    "@type": "Movie",
    "name": "Harbor Lights 2",
    "datePublished": "2026-05-01",
    "duration": "PT1H52M",
    "director": {"@type": "Person", "name": "Petra Sand"},
    "actor": [{"@type": "Person", "name": "Nadia Orr"}, "Tom Beck"],
    "aggregateRating": {"ratingValue": 7.1, "ratingCount": 1204},
}
NAMED: dict[str, object] = {**FILM, "@id": "#film"}


def markup(*things: object, body: str = "") -> str:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(thing)}</script>' for thing in things)
    article = f"<article><h1>All we know</h1><p>{PROSE}</p>{body}</article>"
    return f"<html><head>{HEAD}{scripts}</head><body>{article}</body></html>"


def carried(page: str) -> tuple[Article, list[tuple[str, str, object]]]:
    """The document and its claims, briefly; each claim checked against the contract."""
    article = article_of(Page(page.encode(), "html", "harbor.html"))
    made = document_of(article)
    if made is None:
        return article, []
    document, claims = made
    for claim in claims:
        assert document.text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
        assert (claim.evidence.article, claim.said_on) == (document.id, article.published)
        assert (claim.source.url, document.url) == (article.url + FRAGMENT,) * 2
        assert _at(json.loads(document.text), claim) is not None
        again = claim_from_json(claim_to_json(claim), where="here", properties=SPECS)
        assert (again.subject, again.value, again.rule) == (claim.subject, claim.value, claim.rule)
    return document, [(claim.subject.name, claim.property, _brief(claim)) for claim in claims]


def _at(data: object, claim: Claim) -> object:
    """What the pointer of a claim's rule leads to."""
    rule, pointer = claim.rule.split(" ")
    assert rule == "page.schema.org"
    for part in pointer.split("/")[1:]:
        data = data[int(part)] if isinstance(data, list) else data[part.replace("~1", "/").replace("~0", "~")]  # type: ignore[index]
    return data


def _brief(claim: Claim) -> object:
    value = value_to_json(claim.value)
    return next(value[key] for key in ("edtf", "name", "amount", "text") if key in value)


ALL = {
    ("Harbor Lights 2", "release_date", "2026-05-01"),
    ("Harbor Lights 2", "runtime", 112),
    ("Harbor Lights 2", "director", "Petra Sand"),
    ("Harbor Lights 2", "cast_member", "Nadia Orr"),
    ("Harbor Lights 2", "cast_member", "Tom Beck"),
}


@pytest.mark.parametrize(
    "things",
    [
        [FILM],
        [{**NEWS, "about": FILM}],
        [{**NEWS, "about": [FILM, {"@type": "Place", "name": "Riga"}]}],
        [{"@context": "https://schema.org", "@graph": [NEWS, FILM]}],
        [{"@type": "Review", "itemReviewed": {**FILM, "@type": ["Movie", "Product"]}}],
        [[NEWS], {"@type": "WebPage", "mainEntity": {**NEWS, "about": {"@id": "#film"}}}, NAMED],
        [FILM, FILM],
    ],
)
def test_a_film_that_the_page_describes(things: list[object]) -> None:
    document, found = carried(markup(*things))
    assert set(found) == ALL
    assert len(found) == len(ALL)
    assert "ratingCount" not in document.text  # what changes with every visit makes no new version


def test_microdata() -> None:
    body = (
        '<div itemscope itemtype="https://schema.org/Review"><div itemprop="itemReviewed" itemscope '
        'itemtype="http://schema.org/Movie"><span itemprop="name">Harbor Lights 2</span>'
        '<meta itemprop="datePublished" content="2026-05-01"><time itemprop="duration" datetime="PT1H52M">112</time>'
        '<b itemprop="director" itemscope itemtype="http://schema.org/Person"><b itemprop="name">Petra Sand</b></b>'
        '<a itemprop="actor" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Nadia Orr</span></a>'
        '<span itemprop="actor">Tom Beck</span></div></div>'
        '<aside><div itemscope itemtype="http://schema.org/Movie"><b itemprop="name">Salt</b>'
        '<i itemprop="director">Ivo Lind</i></div></aside>'
    )
    assert set(carried(markup(body=body))[1]) == ALL


def test_series_seasons_episodes_and_trailers() -> None:
    series: dict[str, object] = {
        "@type": "TVSeries",
        "name": "Tidewater Row",
        "numberOfSeasons": 3,
        "containsSeason": {"@type": "TVSeason", "seasonNumber": 3, "datePublished": "2025-03-01"},
    }
    episode: dict[str, object] = {
        "@type": "TVEpisode",
        "name": "The Bell",
        "episodeNumber": 1,
        "datePublished": "2024-01-05",
        "partOfSeason": {"@type": "TVSeason", "seasonNumber": "2"},
        "partOfSeries": {"@type": "TVSeries", "name": "Tidewater Row"},
    }
    later = {**episode, "name": "The Rope", "episodeNumber": 2, "datePublished": "2024-01-12"}
    video = {"@type": "VideoObject", "name": "Tidewater Row | Official Trailer", "uploadDate": "2025-01-20T10:00:00Z"}
    other = {"@type": "VideoObject", "name": "Tidewater Row: the cast plays a game", "uploadDate": "2025-01-21"}
    assert set(carried(markup(series, episode, later, video, other))[1]) == {
        ("Tidewater Row", "season_count", 3),
        ("Tidewater Row", "release_date", "2025-03-01"),
        ("Tidewater Row", "release_date", "2024-01-05"),
        ("Tidewater Row", "trailer", "2025-01-20"),
    }


@pytest.mark.parametrize(
    "thing",
    [
        {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "Films", "item": FILM}]},
        {"@type": "ItemList", "itemListElement": [FILM]},
        {"@type": "WebSite", "name": "The Balcony", "hasPart": FILM},
        {"@type": "Person", "name": "Mara Quill", "award": "Quill of the Year"},
        {**FILM, "name": "All we know"},
        {"@type": "Movie", "name": "Harbor Lights 2"},
        {"@type": "Movie", "name": "Harbor Lights 2", "datePublished": "2025-02-03T09:00:00Z"},
        {"@type": "VideoObject", "name": "Harbor Lights 2 trailer", "uploadDate": "2025-01-20"},
        {"@type": "Movie", "name": {"@value": 3}, "actor": [[["x"]]], "duration": "soon", "datePublished": "31/12/99"},
    ],
)
def test_what_is_no_description_of_a_title_makes_no_claim(thing: object) -> None:
    assert carried(markup(NEWS, thing))[1] == []


def test_what_a_sites_software_fills_in_is_left_out() -> None:
    film: dict[str, object] = {
        **FILM,
        "author": {"name": "Mara Quill"},
        "creator": "Mara Quill",
        "description": "All we know so far.",
    }
    assert set(carried(markup(NEWS, film))[1]) == ALL


def test_escapes_are_undone_before_the_text_is_kept() -> None:
    film = {"@type": "Movie", "name": "Salt &amp; Tide", "director": "Petra \ud83d Sand\u0000"}
    ((name, _, director),) = carried(markup(film))[1]
    assert (name, director) == ("Salt & Tide", "Petra ? Sand")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"a":' * 50_000,
        '{"@type":"Movie","name":"' + "x" * 400_000 + '"}',
        json.dumps({"@type": "Movie", "name": "Salt", "actor": ["Tom Beck"] * 50_000}),
        json.dumps([{"@type": "Movie", "name": f"Salt {number}", "director": "Tom Beck"} for number in range(5_000)]),
        '{"@type":"Movie","name":"Salt","director":' + '{"name":' * 500 + '"x"' + "}" * 500 + "}",
        '{"@type":"Movie","name":"Salt","numberOfSeasons":' + "9" * 5_000 + "}",
        '"' + "\\\\" * 100_000,
        "/*" * 100_000,
        ", " * 150_000,
        '{"@id":"#a","@type":"Movie","name":"Salt","isPartOf":{"@id":"#a"}}',
    ],
    ids=["lists", "objects", "name", "actors", "films", "deep", "digits", "slashes", "comments", "commas", "circle"],
)
def test_hostile_data_costs_little_and_leaves_the_article(text: str) -> None:
    script = f'<script type="application/ld+json">{text}</script>'
    page = f"<html><head>{HEAD}{script}</head><body><h1>All we know</h1><p>{PROSE}</p>"
    began = time.process_time()
    article = article_of(Page(page.encode(), "html", "harbor.html"))
    document_of(article)
    assert PROSE in article.text
    assert time.process_time() - began < 2


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["2026-05-01", "PT2H", "Movie"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*FILM, "trailer", "isPartOf", "uploadDate", "partOfSeries", "@id", "about"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(values, max_size=3), st.sampled_from(["Movie", "TVSeries", "TVEpisode", "VideoObject"]))
def test_whatever_a_page_carries_its_claims_quote_it(things: list[object], kind: str) -> None:
    told = [{**thing, "@type": kind, "name": "Salt"} if isinstance(thing, dict) else thing for thing in things]
    try:
        carried(markup(*told))
    except UnreadableInput:
        pytest.fail("the article went with its data")


def test_a_record_replaces_what_a_page_described(tmp_path: Path) -> None:
    from slugline.claims.engines import open_engine
    from slugline.record import open_record
    from slugline.surfaces.adding import add_reading
    from slugline.surfaces.inputs import reading_of

    def outcomes(page: str, day: int) -> list[tuple[str, int]]:
        reading = reading_of(Page(page.encode(), "html", "harbor.html"), open_engine("rules").extract)
        return [(one.outcome, one.claims) for one in add_reading(record, reading, datetime(2025, 3, day, tzinfo=UTC))][
            1:
        ]

    with open_record(f"sqlite:///{tmp_path}/a.db", SPECS) as record:
        assert outcomes(markup(FILM), 1) == [("new", 5)]
        assert outcomes(markup(FILM), 2) == [("same", 0)]
        assert outcomes(markup({**FILM, "datePublished": "2026-06-05"}), 3) == [("changed", 5)]
        assert outcomes(markup(), 4) == [("changed", 0)]
        assert outcomes(markup(), 5) == []
        assert date(2025, 2, 3) == article_of(Page(markup().encode(), "html", "harbor.html")).published
