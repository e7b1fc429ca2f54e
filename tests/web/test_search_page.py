"""`/search` and `/ask` show what was found with its words marked, offer what may be meant, and answer questions."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from record.test_search import HOSTILE
from scenes import RECORDED, note, say
from slugline.record import Record
from web.editing.desks import words_of


def searched(client: TestClient, text: str, **more: str) -> str:
    answer = client.get("/search", params={"q": text, **more})
    assert answer.status_code == 200, answer.text
    assert len(answer.content) < 100_000
    assert ' style="' not in answer.text
    return answer.text


def links(page: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]+)"', page)]


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_without_words_it_says_what_may_be_searched(client: TestClient) -> None:
    for page in (client.get("/search").text, searched(client, "  ")):
        assert "quotation marks" in words_of(page)
        assert "Nobody" not in words_of(main_of(page))


def test_groups_with_marked_words_and_links_that_lead_somewhere(client: TestClient) -> None:
    page = main_of(searched(client, "paper tides"))
    assert page.index('id="title"') < page.index('id="quote"')
    assert "<mark>Paper</mark>" in page
    assert "/titles/paper-tides" in links(page)
    for link in links(page):
        if link.startswith(("/titles/", "/articles/", "/search")):
            assert client.get(link).status_code in (200, 300), link


def test_the_title_called_just_so_is_offered_first(client: TestClient) -> None:
    page = main_of(searched(client, "Kettle Row"))
    assert next(link for link in links(page) if link.startswith("/titles/")) == "/titles/kettle-row"
    assert page.index('class="exact"') < page.index('id="quote"')


def test_misspelt_words_are_put_right_and_told(client: TestClient) -> None:
    said = words_of(searched(client, "ketle row"))
    assert "Showing results for kettle row . Nobody has said “ketle”." in said


def test_nothing_found_says_so_and_offers_names(client: TestClient) -> None:
    page = searched(client, "kettering")
    assert "Nobody has said anything of “kettering”." in words_of(page)
    assert "/titles/kettle-row" in links(main_of(page))
    assert "Nobody has said anything of “qqqzzzz”." in words_of(searched(client, "qqqzzzz"))


def test_a_day_is_kept_in_links_and_nothing_later_is_shown(client: TestClient) -> None:
    page = searched(client, "kettle row", as_of="2026-03-20")
    assert "What had been said by March 20, 2026." in words_of(page)
    kept = [link for link in links(main_of(page)) if link.startswith(("/titles/", "/articles/", "/people/"))]
    assert kept
    assert all("as_of=2026-03-20" in link for link in kept)
    assert 'name="as_of" value="2026-03-20"' in page
    early = searched(client, "kettle", as_of="2026-01-20")
    assert "by January 20, 2026" in words_of(early)
    assert "Kettle Row" not in main_of(early)


def test_a_question_is_answered_on_top(client: TestClient) -> None:
    page = main_of(searched(client, "Who plays Wren?"))
    assert page.index('id="answer"') < page.index('id="quote"')
    assert "Ada Rook plays Wren in Paper Tides." in words_of(page)
    assert 'id="answer"' not in searched(client, "Ada Rook")
    assert "Nothing in the record says how long Kettle Row is." in words_of(searched(client, "How long is Kettle Row?"))
    several = searched(client, "Who directs Paper Tide?", as_of="2026-03-20")
    assert "2 titles are called so. Which is meant?" in words_of(several)


def test_one_kind_comes_in_pages(client: TestClient, desk_record: Record) -> None:
    for number in range(45):
        scene = note(
            "2026-04-02",
            f"P{number}",
            say("runtime", 90, quote=f"quarry no. {number}"),
            url=f"https://q.example/{number}",
        )
        desk_record.add(None, scene.claims, RECORDED)
    page = main_of(searched(client, "quarry"))
    assert page.count("<mark>quarry</mark>") == 10
    assert "All 45 quotes" in words_of(page)
    seen = [searched(client, "quarry", kind="quote", page=str(number)) for number in (1, 2, 3)]
    assert [page.count("<mark>quarry</mark>") for page in seen] == [20, 20, 5]
    assert "/search?q=quarry&kind=quote&page=2" in links(seen[0])
    assert client.get("/search", params={"q": "quarry", "kind": "quote", "page": "4"}).status_code == 404
    assert client.get("/search", params={"q": "quarry", "kind": "colour"}).status_code == 400
    assert client.get("/search", params={"q": "quarry", "page": "0"}).status_code == 422


@pytest.mark.parametrize("path", ["/search", "/ask"])
def test_whatever_is_asked_is_only_shown(client: TestClient, path: str) -> None:
    for text in HOSTILE:
        typed = text.encode("utf-8", "replace").decode()[:2_000]
        answer = client.get(path, params={"q": typed})
        assert answer.status_code == 200, text
        assert "<script>alert" not in answer.text
    assert client.get(path + "?q=%ff%00%ed%a0%80").status_code == 200


def test_hostile_quotes_are_escaped_around_their_marks(client: TestClient, desk_record: Record) -> None:
    words = 'the <b onload="x">barge</b> & \u202ebarge <script>alert(1)</script>'
    desk_record.add(None, note("2026-04-02", "<i>Post</i>", say("status", "filming", quote=words)).claims, RECORDED)
    page = main_of(searched(client, "barge"))
    assert page.count("<mark>barge</mark>") == 2
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "<b " not in page
    assert "<i>" not in page
    assert "\u202e" not in page


def test_asking_gives_one_sentence_with_its_sources(client: TestClient) -> None:
    page = main_of(client.get("/ask", params={"q": "Who plays Wren?"}).text)
    assert "Ada Rook plays Wren in Paper Tides." in words_of(page)
    assert "stated, in one article" in words_of(page)
    assert "<mark>Ada Rook plays Wren</mark>" in page


def test_asking_what_nobody_has_said_says_so(client: TestClient) -> None:
    page = main_of(client.get("/ask", params={"q": "How long is Kettle Row?"}).text)
    assert "Nothing in the record says how long Kettle Row is." in words_of(page)
    assert "/search?q=How%20long%20is%20Kettle%20Row%3F" in links(page)
    assert "One question about" in words_of(client.get("/ask").text)


def test_asking_of_several_titles_gives_the_choice_and_takes_it(client: TestClient) -> None:
    page = main_of(client.get("/ask", params={"q": "Who directs Paper Tide?", "as_of": "2026-03-20"}).text)
    assert "2 titles are called so. Which is meant?" in words_of(page)
    picks = [link for link in links(page) if link.startswith("/ask?")]
    assert len(picks) == 2
    assert all("as_of=2026-03-20" in pick for pick in picks)
    told = {words_of(main_of(client.get(pick).text)) for pick in picks}
    assert len(told) == 2
    assert any("Otto Lind" in one for one in told)
