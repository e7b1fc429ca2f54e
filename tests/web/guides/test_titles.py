"""Guide pages: what they say, what they link to, that they turn back, and that nothing in them runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient

from scenes import RECORDED, note, say
from slugline.answers.addresses import slug
from slugline.model import Entity
from slugline.record import Record
from slugline.surfaces.web.app import make_app
from web.guides.conftest import TODAY, desk_over
from web.guides.pages import Node, read, written

KB = 100_000
TEXT = (
    "The tide is out. *Paper Tides* opens in theaters on June 12, 2026, Lantern House said.\n\n"
    "Odo Brandt plays Ivo Salt. Nobody else has been named."
)


def page(client: TestClient, address: str, status: int = 200) -> Node:
    answer = client.get(address, follow_redirects=False)
    assert answer.status_code == status, answer.text[:400]
    assert len(answer.content) < KB
    return read(answer.text)


def question(found: Node, heading: str) -> Node:
    return next(one for one in found.all("div", class_="qa") if one.one("h3").text == heading)


@pytest.fixture
def kept(recorded: Callable[..., Record]) -> Record:
    """A record of one article with its text and one without."""
    record = recorded(note("2025-01-10", "The Test Sheet", say("release_date", "2026-05", "expected")))
    claims = [
        say("release_date", "2026-06-12", medium="theatrical", quote="opens in theaters on June 12, 2026"),
        say("cast_member", "Odo Brandt", character="Ivo Salt", quote="Odo Brandt plays Ivo Salt"),
    ]
    record.add(*written("2025-03-03", "Harbour Post", TEXT, claims, "https://harbour.example/tides"), RECORDED)
    return record


@pytest.fixture
def reader(kept: Record) -> Iterator[TestClient]:
    with TestClient(make_app(desk_over(kept))) as made:
        yield made


def test_a_guide_begins_with_the_state_in_one_line(client: TestClient) -> None:
    found = page(client, "/titles/paper-tides")
    assert found.one("h1").text == "Paper Tides"
    assert (
        found.one("p", class_="mast-state").text == "Due in theaters on December 18, 2026, the second date announced."
    )
    line = found.one("p", class_="mast-line")
    assert line.text == "Film, 2026 · Paper Tides"
    assert line.links == ["/franchises/paper-tides"]


def test_the_standing_questions_are_asked_as_people_ask(client: TestClient) -> None:
    found = page(client, "/titles/paper-tides")
    headings = [one.one("h3").text for one in found.all("div", class_="qa")]
    assert headings[:5] == [
        "When does it come out?",
        "Where can I watch it?",
        "What is it about?",
        "Who is in it?",
        "Which franchise is it part of?",
    ]
    watch = question(found, "Is there a trailer?")
    assert watch.one("p", class_="answer").text == "Nobody has said."


def test_firmness_stands_in_words(client: TestClient) -> None:
    sequel = page(client, "/titles/paper-tides-ebb")
    assert (
        question(sequel, "When does it come out?").one("span", class_="firm").text.startswith("expected, according to")
    )
    assert question(sequel, "Who directs it?").one("span", class_="firm").text.startswith("rumoured, according to")
    music = question(page(client, "/titles/paper-tides"), "Who writes the music?")
    assert music.one("span", class_="firm").text == "not announced yet"
    assert "firm-unknown" in music.one("span", class_="firm").attributes["class"]


def test_a_partial_date_is_never_made_finer(client: TestClient) -> None:
    found = page(client, "/titles/paper-tides?as_of=2025-02-01")
    assert found.one("p", class_="mast-state").text.startswith("Expected in theaters in June 2026")
    assert "June 1" not in found.text.replace("June 12, 2025", "")
    new = page(client, "/titles/lantern-bay-2027")
    assert new.one("p", class_="mast-state").text == "Due in theaters in March 2027."
    assert not re.search(r"March \d{1,2}, 2027", new.text)


def test_a_quote_opens_in_its_paragraph_and_is_marked(reader: TestClient) -> None:
    found = question(page(reader, "/titles/paper-tides"), "When does it come out?")
    figure = found.all("details", class_="cite")[0].one("figure")
    assert figure.one("mark").text == "opens in theaters on June 12, 2026"
    assert figure.one("blockquote").text == (
        "The tide is out. Paper Tides opens in theaters on June 12, 2026, Lantern House said."
    )
    assert "https://harbour.example/tides" in figure.links
    assert figure.one("time").attributes["datetime"] == "2025-03-03"


def test_earlier_answers_fold_underneath_with_their_days(reader: TestClient) -> None:
    found = question(page(reader, "/titles/paper-tides"), "When does it come out?")
    (fold,) = [one for one in found.all("details", class_="fold") if one.all("summary")[0].text == "Earlier answers"]
    assert "May 2026, expected" in fold.text
    assert [one.attributes["datetime"] for one in fold.all("time", datetime="2025-01-10")]


def test_the_cast_are_cards(client: TestClient) -> None:
    found = page(client, "/titles/paper-tides")
    (card,) = found.all("li", class_="card")
    assert card.one("p", class_="card-name").text == "Odo Brandt"
    assert card.one("p", class_="card-role").text == "Ivo Salt"
    assert card.one("span", class_="card-face").text == "OB"
    assert "/people/odo-brandt" in card.links
    (before,) = page(client, "/titles/paper-tides?as_of=2025-02-01").all("li", class_="card")
    assert before.one("p", class_="card-role").text == "role not announced"


def test_every_source_is_listed_newest_first_with_what_holds(client: TestClient) -> None:
    found = page(client, "/titles/paper-tides")
    rows = [[cell.text for cell in row.all("td")] for row in found.one("table", class_="sources").all("tr")[1:]]
    assert [row[2] for row in rows] == ["February 14, 2026", "September 20, 2025", "March 3, 2025", "January 10, 2025"]
    assert [row[0] for row in rows] == ["4", "3", "2", "1"]
    held = {row[2]: (row[3], row[4]) for row in rows}
    assert held["March 3, 2025"] == ("3", "2")


def test_the_chart_has_its_table(client: TestClient) -> None:
    found = page(client, "/titles/paper-tides").all("figure", class_="chart")[0]
    svg = found.one("svg")
    assert svg.attributes["role"] == "img"
    assert "June 12, 2026" in svg.attributes["aria-label"]
    dates = [row.one("th").text for row in found.one("tbody").all("tr")]
    assert dates == ["December 18, 2026", "June 12, 2026", "June 2026, expected"]


def test_as_of_turns_the_whole_page_back_and_stays_in_its_links(client: TestClient) -> None:
    address = "/titles/paper-tides?as_of=2025-04-01"
    found = page(client, address)
    assert found.one("p", class_="mast-state").text == "Due in theaters on June 12, 2026."
    assert "December 18" not in found.text
    inside = [one for one in found.links if one.startswith("/") and one != "/titles/paper-tides"]
    assert inside
    assert all("as_of=2025-04-01" in one for one in inside)
    assert found.one("input", id="as-of").attributes["value"] == "2025-04-01"
    today = page(client, "/titles/paper-tides")
    assert not [one for one in today.links if "as_of" in one]


def test_the_slider_works_without_script(client: TestClient) -> None:
    form = page(client, "/titles/paper-tides").one("form", class_="asof")
    slide = form.one("input", id="slide").attributes
    assert slide["min"] == "0"
    assert int(slide["max"]) == int(slide["value"]) == (TODAY - date(2025, 1, 10)).days
    moved = client.get(f"/titles/paper-tides?as_of={TODAY}&was={slide['max']}&slide=10", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (303, "/titles/paper-tides?as_of=2025-01-20")
    named = client.get("/titles/paper-tides?as_of=2025-05-05&was=10&slide=10", follow_redirects=False)
    assert named.headers["location"] == "/titles/paper-tides?as_of=2025-05-05"
    back = client.get(f"/titles/paper-tides?as_of={TODAY}&was=5&slide=5", follow_redirects=False)
    assert back.headers["location"] == "/titles/paper-tides"


@pytest.mark.parametrize("slide", ["-1", "99999999", "x", "1e3"])
def test_a_slide_that_is_none_is_refused(client: TestClient, slide: str) -> None:
    assert client.get(f"/titles/paper-tides?slide={slide}").status_code == 422


def test_one_name_for_several_titles_is_a_choice(client: TestClient) -> None:
    found = page(client, "/titles/lantern-bay", 300)
    assert sorted(one for one in found.one("main").links) == ["/titles/lantern-bay-1994", "/titles/lantern-bay-2027"]
    assert "Released in 1994" not in found.text
    assert "Released on May 6, 1994." in found.text


def test_a_title_turned_back_to_a_shared_name_stays_itself(client: TestClient) -> None:
    told_apart = page(client, "/titles/lantern-bay-2027?as_of=2026-05-06")
    assert told_apart.one("p", class_="mast-state").text == "Due in theaters in March 2027."


def test_an_unknown_title_offers_the_nearest(client: TestClient) -> None:
    found = page(client, "/titles/paper-tide", 404)
    assert "/titles/paper-tides" in found.one("main").links
    assert page(client, "/titles/zzzzqqqq", 404).one("main").links


def test_before_the_first_word_nothing_was_said(client: TestClient) -> None:
    found = page(client, "/titles/paper-tides?as_of=2024-12-31")
    assert "Nobody had written about it by December 31, 2024." in found.text
    assert "/titles/paper-tides?as_of=2025-01-10" in found.links


def test_what_comes_from_outside_never_runs(client: TestClient) -> None:
    (address,) = [one for one in page(client, "/titles?letter=b").links if one.startswith("/titles/") and "rook" in one]
    answer = client.get(address)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<b>Rook" not in answer.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", answer.text)
    assert "style=" not in answer.text
    found = read(answer.text)
    assert "=1+1<script>alert(1)</script>" in found.text
    assert all(
        one.attributes.get("type") == "application/ld+json" or one.attributes.get("src") for one in found.all("script")
    )
    assert not [name for one in found.all() for name in one.attributes if name.startswith("on")]
    assert {one.split(":")[0] for one in found.links if not one.startswith(("/", "#"))} <= {"http", "https"}


@pytest.mark.parametrize(
    "slug", ["%00", "..%2f..%2fetc%2fpasswd", "'%20OR%201=1--", "a" * 5000, "%F0%9F%8E%AC", "~", "%E2%80%AE", "{{7*7}}"]
)
def test_a_hostile_address_is_one_that_nobody_speaks_of(client: TestClient, slug: str) -> None:
    answer = client.get(f"/titles/{slug}")
    assert answer.status_code == 404
    assert len(answer.content) < 10_000
    assert "49" not in read(answer.text).one("main").text or "{{7*7}}" in answer.text


def test_everything_said_on_one_question_has_its_page(client: TestClient) -> None:
    found = page(client, "/titles/paper-tides/sources?about=release_date")
    assert found.one("h1").text == "Release: everything that was said"
    assert len(found.all("mark")) == 4
    assert page(client, "/titles/paper-tides/sources").one("table", class_="sources").all("tr")
    assert client.get("/titles/paper-tides/sources?about=nonsense").status_code == 400
    assert client.get("/titles/paper-tides/sources?page=9").status_code == 404


def test_a_page_is_kept_until_the_record_grows(kept: Record, reader: TestClient) -> None:
    first = reader.get("/titles/paper-tides")
    tag = first.headers["etag"]
    again = reader.get("/titles/paper-tides", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert reader.get("/titles/paper-tides?as_of=2025-02-01").headers["etag"] != tag
    kept.add(None, note("2025-09-09", "Harbour Post", say("director", "Mara Vint")).claims, RECORDED)
    fresh = reader.get("/titles/paper-tides", headers={"if-none-match": tag})
    assert fresh.status_code == 200
    assert "Mara Vint" in fresh.text


def test_a_page_made_for_one_with_a_cookie_is_theirs_alone(reader: TestClient) -> None:
    answer = reader.get("/titles/paper-tides", headers={"cookie": "a=b"})
    assert answer.headers["cache-control"] == "private, no-store"
    assert "etag" not in answer.headers


def test_a_title_with_thousands_of_claims_has_a_page_like_any_other(recorded: Callable[..., Record]) -> None:
    first = date(2020, 1, 1)
    many = [
        note(
            (first + timedelta(days=number)).isoformat(),
            f"Sheet {number % 40}",
            say("release_date", f"202{6 + number // 100}-0{1 + number // 100}-10", medium="theatrical"),
            *(
                say(
                    "cast_member",
                    f"Person {number % 12} {one}",
                    character=f"Role {number % 12} {one}",
                    quote="word " * 60,
                )
                for one in "ABCDE"
            ),
            url=f"https://many.example/{number}",
        )
        for number in range(250)
    ]
    with TestClient(make_app(desk_over(recorded(*many)))) as reader:
        found = page(reader, "/titles/paper-tides")
        assert found.all("li", class_="card")
        assert re.search(r"\d+ more in the cast", found.text)
        assert re.search(r"2\d\d more articles", found.text)
        assert page(reader, "/titles/paper-tides/sources?page=3").all("tr")


@pytest.mark.parametrize("day", ["", "?as_of=2026-10-01"])
def test_every_link_of_the_guides_and_lists_leads_somewhere(client: TestClient, day: str) -> None:
    fresh, seen = {f"/titles{day}", f"/{day}"}, set()
    while fresh:
        address = fresh.pop()
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code in (200, 300), (address, answer.status_code)
        if not address.startswith(("/titles", "/articles", "/?")) and address != "/":
            continue
        for link in (one.partition("#")[0] for one in read(answer.text).links):
            if link.startswith("/") and link not in seen:
                fresh.add(link)
    assert len([one for one in seen if one.startswith("/titles/") and "/sources" not in one]) >= 6
    assert any("%3F%23" in one for one in seen)


def test_what_comes_next_leads_to_its_titles_however_many_there_are(recorded: Callable[..., Record]) -> None:
    parts = [Entity("film", f"Paper Tides: {name}") for name in ("Ebb", "Flow", "Slack", "Spring", "Neap")]
    notes = [
        note(
            f"2026-03-0{number}",
            "Harbour Post",
            say("franchise", "Paper Tides", of=part),
            say("release_date", f"{2027 + number}-05-01", of=part),
        )
        for number, part in enumerate(parts, 1)
    ]
    first = note("2025-01-10", "Harbour Post", say("franchise", "Paper Tides"), say("release_date", "2026-01-05"))
    with TestClient(make_app(desk_over(recorded(first, *notes)))) as reader:
        found = page(reader, "/titles/paper-tides")
        (asked,) = (one for one in found.all("div", class_="qa") if one.attributes["id"] == "next")
        assert {f"/titles/{slug(part.name)}" for part in parts} <= set(asked.links)
        within = {link.partition("#")[0] for link in found.links if link.startswith("/")} - {""}
        assert {link: reader.get(link).status_code for link in within} == dict.fromkeys(within, 200)
