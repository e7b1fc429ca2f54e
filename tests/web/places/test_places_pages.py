"""What the pages of franchises, people, changes and the calendar say, and what they do not let through."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from scenes import Note, note, say
from slugline.model import Entity
from web.guides.pages import Node, read
from web.places.conftest import HARM, desk_of

PATHS = (
    "/franchises",
    "/franchises/water-cycle",
    "/franchises/loop",
    "/franchises/mast",
    "/people",
    "/people?letter=i",
    "/people/ivy-salt",
    "/changes",
    "/changes?change=moved&property=release_date",
    "/changes?franchise=loop",
    "/changes?person=Ivy%20Salt",
    "/changes?title=slack-water",
    "/calendar",
    "/calendar?franchise=water-cycle",
    "/calendar?person=ivy-salt",
)

FEEDS = ("/changes.atom", "/calendar.ics")


def page(client: TestClient, path: str, status: int = 200) -> Node:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert len(answer.content) < 100_000
    assert "style=" not in answer.text
    return read(answer.text)


def main(client: TestClient, path: str, status: int = 200) -> Node:
    return page(client, path, status).one("main")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("day", ["", "2025-02-20", "2026-03-01"])
def test_every_link_of_a_page_leads_somewhere_and_keeps_the_day(client: TestClient, path: str, day: str) -> None:
    asked = f"{path}{'&' if '?' in path else '?'}as_of={day}" if day else path
    if client.get(asked).status_code == 404:
        assert day == "2025-02-20"
        return
    for link in {one for one in main(client, asked).links if one.startswith("/")}:
        keeps = (
            f"as_of={day}" in link
            or link == path.partition("?")[0]
            or link.startswith(("/changes.atom", "/calendar.ics"))
        )
        assert not day or keeps, link
        assert client.get(link).status_code in (200, 300), link


@pytest.mark.parametrize("path", PATHS)
def test_no_markup_of_others_runs(client: TestClient, path: str) -> None:
    text = client.get(path).text
    assert "<script>alert" not in text
    assert "<b>Rook" not in text
    assert "\u202e" not in text


def test_the_list_of_franchises_names_their_titles(client: TestClient) -> None:
    shown = main(client, "/franchises")
    assert {"/franchises/the-water-cycle", "/franchises/loop", "/franchises/mast"} <= set(shown.links)
    assert "Loop Four, Loop One, Loop Three and 1 more" in shown.text


def test_a_franchise_in_both_orders(client: TestClient) -> None:
    shown = main(client, "/franchises/water-cycle")
    assert shown.one("h1").text == "The Water Cycle"
    assert "2 of 3 titles have a place in the story" in shown.text
    assert shown.one("svg").has("role", "group")
    assert [one.attributes["href"] for one in shown.one("svg").all("a")] == [
        "/titles/slack-water",
        "/titles/low-water",
        "/titles/high-water",
    ]
    rows = [[cell.text for cell in row.all("td")] for row in shown.one("table").one("tbody").all("tr")]
    assert rows == [["July 9, 2027", "3", "1"], ["May 1, 2010", "1", "2"], ["May 1, 2014", "2", "not said"]]
    assert "picks up where the third left off" in shown.text


def test_what_comes_next_is_told_with_its_date_as_exact_as_it_is(client: TestClient) -> None:
    assert "July 9, 2027 Slack Water" in main(client, "/franchises/water-cycle").text
    assert "May 2027 Slack Water" in main(client, "/franchises/water-cycle?as_of=2025-06-01").text


def test_a_contradiction_is_marked_with_its_sources(client: TestClient) -> None:
    shown = main(client, "/franchises/loop")
    assert "though sources contradict each other" in shown.text
    (knot,) = shown.all("div", class_="note-warn")
    assert "Loop One before Loop Two before Loop One" in knot.text
    assert "years after the first" in knot.text
    assert "long before the second" in knot.text
    assert [one.text for one in shown.one("table").all("a") if one.has("href", "#knot-1")] == ["contradicted"] * 2


def test_a_franchise_of_which_no_order_is_told(client: TestClient) -> None:
    shown = main(client, "/franchises/mast")
    assert "Nobody has said in which order its stories stand." in shown.text
    assert "In the story" not in shown.text


def test_a_franchise_of_sixty_titles_fits_its_page(tmp_path: Path) -> None:
    films = [Entity("film", f"The Long Return of the Salt Orchard: Part {number}") for number in range(60)]
    quote = "takes place some time after the events of the one before, as its makers have said more than once"
    order = [say("set_after", before.name, of=after, quote=quote) for before, after in pairwise(films)]
    parts = [say("franchise", "Orchard", of=one) for one in films]
    dates = [say("release_date", "2028", of=one) for one in films]
    notes = [note("2025-01-01", "Paper", *parts, *dates, *order)]
    with desk_of(notes, tmp_path) as browser:
        shown = main(browser, "/franchises/orchard")
        assert len(shown.one("svg").all("a")) == 60
        assert len(shown.one("table").one("tbody").all("tr")) == 60


def test_a_franchise_turned_back_to_before_it_was_spoken_of(client: TestClient) -> None:
    shown = main(client, "/franchises/loop?as_of=2025-01-15")
    assert "Nobody had written about it by January 15, 2025" in shown.text
    assert "/franchises/loop?as_of=2025-02-10" in shown.links


def test_a_franchise_without_titles_says_so(tmp_path: Path) -> None:
    notes = [
        note("2025-01-01", "Paper", say("franchise", "Empty Sea")),
        note("2025-02-01", "Post", say("franchise", "Empty Sea", "denied")),
    ]
    with desk_of(notes, tmp_path) as browser:
        assert "Nobody has said which titles belong to it" in main(browser, "/franchises/empty-sea").text


@pytest.mark.parametrize(("what", "asked"), [("franchises", "lop"), ("people", "ivy-solt")])
def test_unknown_names_offer_the_nearest(client: TestClient, what: str, asked: str) -> None:
    shown = main(client, f"/{what}/{asked}", 404)
    assert "Nobody has said anything of" in shown.text
    assert {"franchises": "/franchises/loop", "people": "/people/ivy-salt"}[what] in shown.links


def test_a_page_is_turned_back_without_script(client: TestClient) -> None:
    for path in ("/franchises/loop", "/people/ivy-salt"):
        moved = client.get(path, params={"as_of": "2026-11-01", "slide": 40, "was": 600})
        assert moved.status_code == 303
        assert re.fullmatch(rf"{path}\?as_of=2025-0[23]-\d\d", moved.headers["location"])
        typed = client.get(path, params={"as_of": "2025-05-05", "slide": 600, "was": 600})
        assert typed.headers["location"] == f"{path}?as_of=2025-05-05"
        today = client.get(path, params={"as_of": "2026-11-01", "slide": 600, "was": 600})
        assert today.headers["location"] == path


def test_a_person_by_part_and_themselves(client: TestClient) -> None:
    shown = main(client, "/people/ivy-salt")
    assert [one.text for one in shown.all("h2")] == ["What is said of Ivy Salt", "Cast", "Director", "Writer"]
    assert "as Wren, returning" in shown.text
    assert "rumoured, according to The Test Sheet" in shown.text
    assert "won the Golden Gull for Old Rain" in shown.text


def test_a_person_who_is_in_nothing_any_more(client: TestClient) -> None:
    shown = main(client, "/people/odo-brandt")
    assert "What no longer holds" in shown.text
    assert "January 10, 2025 to March 10, 2025" in shown.text


def test_a_person_of_many_titles_is_told_in_pages(tmp_path: Path) -> None:
    notes = [
        note(f"2025-01-{day:02d}", "Paper", *(say("director", "Ivy Salt", of=one) for one in films))
        for day, films in enumerate(
            ([Entity("film", f"Reel {day}-{number}") for number in range(7)] for day in range(1, 11)), 1
        )
    ]
    with desk_of(notes, tmp_path) as browser:
        seen = [set(main(browser, f"/people/ivy-salt?page={number}").links) for number in (1, 2, 3)]
        titles = [{one for one in links if one.startswith("/titles/")} for links in seen]
        assert [len(one) for one in titles] == [30, 30, 10]
        assert len(set.union(*titles)) == 70
        assert browser.get("/people/ivy-salt?page=4").status_code == 404


def test_changes_by_day_and_title_newest_first(client: TestClient) -> None:
    shown = main(client, "/changes")
    days = [one.attributes["datetime"] for section in shown.all("section") for one in section.one("h2").all("time")]
    assert days == sorted(days, reverse=True)
    assert days[0] == "2026-06-01"
    assert "Moved from May 2027 to July 9, 2027" in shown.text or "Set for July 9, 2027" in shown.text


def test_changes_of_a_kind_of_one_of_a_time(client: TestClient) -> None:
    assert "Moved from February 12, 2027 to February 19, 2027" in main(client, "/changes?change=moved").text
    spoken = main(client, "/changes?franchise=Loop&property=status").text
    assert "Filming" in spoken
    assert "2027" not in spoken
    old = main(client, "/changes?since=2025-02-01&until=2025-02-28")
    assert {one.attributes["datetime"] for one in old.all("h2")[0].all("time")} == {"2025-02-10"}
    assert "Ivy Salt" in main(client, "/changes?person=ivy-salt").text


def test_no_such_change_is_said(client: TestClient) -> None:
    assert "No such change has been recorded" in main(client, "/changes?change=renamed").text


def test_changes_are_paged_and_none_is_lost_or_told_twice(tmp_path: Path) -> None:
    notes: list[Note] = [
        note(
            f"2025-0{month}-01",
            "Paper",
            *(say("runtime", 90 + number, of=Entity("film", f"Reel {month}-{number}")) for number in range(9)),
        )
        for month in range(1, 8)
    ]
    with desk_of(notes, tmp_path) as browser:
        for filters in ("/changes", "/changes?since=2025-02-01"):
            seen: list[str] = []
            where = filters
            while where:
                shown = main(browser, where)
                seen += [one.text for one in shown.all("a", class_="card-name")]
                where = next((one.attributes["href"] for one in shown.all("a") if one.has("rel", "next")), "")
            assert len(seen) == len(set(seen)) == (63 if filters == "/changes" else 54)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("change=eaten", 400),
        ("property=eaten", 400),
        ("since=yesterday", 400),
        ("until=2025-02-30", 400),
        ("before=x", 400),
        ("before=2025-01-01.99999999999.x", 400),
        ("before=2025-01-01.٣.x", 400),
        ("title=slack-water&person=ivy-salt", 400),
        ("title=nothing+such", 404),
        ("person=nobody+such", 404),
        ("franchise=none+such", 404),
        ("title=" + "x" * 400, 422),
    ],
)
def test_what_is_asked_wrongly_gets_one_clear_answer(client: TestClient, query: str, status: int) -> None:
    answer = client.get(f"/changes?{query}")
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    read(answer.text)


def test_the_calendar_by_month_with_partial_dates_as_they_are(client: TestClient) -> None:
    shown = main(client, "/calendar")
    headings = [one.text for one in shown.all("h2")]
    assert headings == [
        "February 2027",
        "July 2027",
        "Fall 2027 day not announced",
        "2028 day not announced",
        "No longer to come",
    ]
    months = shown.all("section", class_="month")
    assert [len(one.all("li", class_="release")) for one in months] == [2, 1, 1, 1]
    dated = [one.all("time", class_="release-day") for one in months]
    assert [len(one) for one in dated] == [2, 1, 0, 0]
    assert "moved once, was February 12, 2027" in months[0].text
    assert "expected" in months[3].text
    assert "season 2" in months[3].text
    assert "January 1" not in shown.text
    assert "The date March 12, 2027 was withdrawn" in shown.text


def test_a_month_known_but_no_day_stands_apart(client: TestClient) -> None:
    shown = main(client, "/calendar?as_of=2025-06-01&franchise=water-cycle")
    assert [one.text for one in shown.all("h2")] == ["May 2027 day not announced"]
    assert shown.all("time", class_="release-day") == []


def test_the_calendar_of_one_franchise_or_person(client: TestClient) -> None:
    shown = main(client, "/calendar?franchise=Loop")
    assert [one for one in shown.links if one.startswith("/titles/")] == ["/titles/loop-one", "/titles/loop-two"]
    assert "/calendar.ics?franchise=Loop" in shown.links
    assert "/titles/slack-water" in main(client, "/calendar?person=ivy-salt").links
    assert "Nobody has said when anything" in main(client, "/calendar?franchise=Mast&as_of=2025-03-01").text
    assert "/calendar?person=Ivy%20Salt" in main(client, "/calendar?person=ivy-solt", 404).links


def test_what_is_far_ahead_is_one_step_away(tmp_path: Path) -> None:
    far = [note("2026-01-01", "Paper", say("release_date", "2035"), say("release_date", "2027", of=HARM))]
    with desk_of(far, tmp_path) as browser:
        shown = main(browser, "/calendar")
        assert "2035" not in shown.text
        assert "/calendar?later=true" in shown.links
        assert "2035" in main(browser, "/calendar?later=true").text


def test_headings_go_down_by_one(client: TestClient) -> None:
    for path in PATHS:
        levels = [int(one.tag[1]) for one in page(client, path).all() if re.fullmatch("h[1-6]", one.tag)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), path
