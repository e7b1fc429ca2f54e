"""What editors do on the desk's pages: the same decisions as on the command line, with what each changes."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import date

import pytest

from scenes import RECORDED, note, say
from slugline.answers import ask, guide
from slugline.claims.engines import Engine
from slugline.contract import claim_to_json
from slugline.model import Article, Claim
from slugline.record import Decision, claim_id
from slugline.surfaces.web.guard import LARGEST
from slugline.surfaces.web.pages import edit_add
from slugline.surfaces.web.turns import Turns
from web.editing.desks import NAME, NOW, OLD, Editing, csrf_in, words_of

ARTICLE = """---
title: "{title}"
date: 2026-05-20
publisher: "The Test Sheet"
---
*Quarrel Bay* will be released in theaters on March 13, 2027.
"""


def claim_on(editor: Editing, name: str, value: str = "") -> Claim:
    return next(one for one in editor.record.claims() if one.property == name and value in str(one.value))


def answer_to(editor: Editing, question: str) -> str:
    return str(ask(editor.record, question, as_of=editor.clock.today())["answer"])


def followed(editor: Editing, path: str, **values: str) -> str:
    """The words of the page to which a form leads."""
    sent = editor.send(path, **values)
    assert sent.status_code == 303, words_of(sent.text)
    return words_of(editor.browser.get(sent.headers["location"]).text)


def refused(editor: Editing, path: str, **values: str) -> str:
    """The words of the page that a form is refused with; nothing is decided."""
    before = editor.record.decisions()
    sent = editor.send(path, **values)
    assert sent.status_code == 400
    assert editor.record.decisions() == before
    return words_of(sent.text)


# a claim


def test_a_claim_shows_its_words_and_all_that_contends_with_it(editor: Editing) -> None:
    claim = claim_on(editor, "release_date", "2027-06-04")
    page = editor.browser.get(f"/claims/{claim_id(claim)}")
    said = words_of(page.text)
    assert "<mark>Paper Tides opens on 4 June 2027</mark>, and Ada Rook plays Wren." in page.text
    for words in (
        "Paper Tides: release date",
        "When will Paper Tides be released?",
        "scheduled for release in theaters on June 4, 2027",
        "The Gable Post",
        "(this claim)",
        "September 2027",
        "less firm: rumoured against scheduled",
        "Nobody has decided anything of this claim.",
    ):
        assert words in said
    other = claim_on(editor, "release_date", "2027-09")
    assert f'href="/claims/{claim_id(other)}"' in page.text
    assert 'href="/titles/paper-tides"' in page.text


def test_the_beginning_of_an_id_leads_to_the_claim(editor: Editing) -> None:
    number = claim_id(editor.record.claims()[0])
    assert editor.browser.get(f"/claims/{number[:8]}").headers["location"] == f"/claims/{number}"


def test_an_id_of_no_claim_is_not_found(editor: Editing) -> None:
    odd = ("'%20OR%201=1", "..%2F..%2Fetc", "a" * 7000, "%00", "%F0%9F")
    for number in ("ffffffffffff", "abc", "ABCDEF", "0" * 65, *odd):
        assert editor.browser.get(f"/claims/{number}").status_code == 404, number
        assert editor.send(f"/claims/{number}/reject", reason="why").status_code == 404, number


@pytest.mark.parametrize("act", ["withdraw", "same", "CONFIRM", "nothing"])
def test_what_cannot_be_done_to_a_claim_is_not_found(editor: Editing, act: str) -> None:
    number = claim_id(editor.record.claims()[0])
    assert editor.send(f"/claims/{number}/{act}", reason="why").status_code == 404
    assert not editor.record.decisions()


def test_claims_on_people_and_of_replaced_articles_have_pages_too(editor: Editing) -> None:
    death = claim_on(editor, "death_date")
    assert "Mina Sands died on February 14, 2026." in words_of(editor.browser.get(f"/claims/{claim_id(death)}").text)
    later = note("2026-07-01", "The Post", say("composer", "Mina Sands"))
    editor.record.add(None, later.claims, RECORDED)
    page = editor.browser.get(f"/claims/{claim_id(later.claims[0])}")
    assert "It does not count today" in words_of(page.text)


def test_confirming_vouches_for_it(editor: Editing) -> None:
    claim = claim_on(editor, "release_date", "2027-09")
    told = followed(editor, f"/claims/{claim_id(claim)}/confirm", reason="seen in the contract")
    assert "Confirmed: Paper Tides (film), release date: September 2027 (rumoured)" in told
    before = "Before Paper Tides is scheduled for release in theaters on June 4, 2027."
    assert before in told
    assert "Now Paper Tides is scheduled for release in September 2027." in told
    (made,) = editor.record.decisions()
    assert (made.act, made.by, made.on, made.reason) == ("confirm", NAME, NOW.date(), "seen in the contract")
    assert "September 2027" in answer_to(editor, "When does Paper Tides come out?")


def test_rejecting_takes_it_away_and_withdrawing_gives_it_back(editor: Editing) -> None:
    claim = claim_on(editor, "budget")
    before = guide(editor.record, "Paper Tides", as_of=NOW.date())
    told = followed(editor, f"/claims/{claim_id(claim)}/reject", reason="not so")
    assert "Before The budget of Paper Tides is $20 million." in told
    assert "Now The guide does not ask this." in told
    page = words_of(editor.browser.get(f"/claims/{claim_id(claim)}").text)
    assert "ruled out rejected by Ines Dray on 2026-06-01 (not so)" in page
    assert "Rejected" in page
    undone = followed(editor, "/decisions/1/withdraw", reason="so after all")
    assert "Withdrawn: decision 1" in undone
    assert "Now The budget of Paper Tides is $20 million." in undone
    assert guide(editor.record, "Paper Tides", as_of=NOW.date())["answers"] == before["answers"]
    assert "It has been withdrawn" in words_of(editor.browser.get("/decisions/1").text)


def test_correcting_changes_what_it_is_read_as_and_no_more(editor: Editing) -> None:
    claim = claim_on(editor, "cast_member", "Ada Rook")
    number = claim_id(claim)
    told = followed(
        editor,
        f"/claims/{number}/correct",
        value="Ida Rook",
        modality=claim.context.modality,
        **{"q-character": "Wren the Elder", "q-season": "", "q-role": "", "q-reprise": ""},
        reason="a slip of the pen",
    )
    assert "Now read as Paper Tides (film), cast member: Ida Rook, as Wren the Elder" in told
    (made,) = editor.record.decisions()
    assert made.correction is not None
    assert made.correction.modality == ""
    assert made.correction.qualifiers == {"character": "Wren the Elder"}
    page = editor.browser.get(f"/claims/{number}").text
    assert "An editor has corrected it" in words_of(page)
    assert 'name="q-character" value="Wren the Elder"' in page
    followed(editor, f"/claims/{number}/correct", **{"q-character": ""}, reason="no role was named")
    stands = editor.record.decisions()[-1].correction
    assert stands is not None
    assert (str(stands.value), dict(stands.qualifiers or {})) == (str(made.correction.value), {})


def test_a_correction_may_move_it_to_another_title(editor: Editing) -> None:
    claim = claim_on(editor, "budget")
    told = followed(
        editor, f"/claims/{claim_id(claim)}/correct", subject="Paper Tide (film, 2016)", reason="the old one"
    )
    assert "Now read as Paper Tide (film, 2016), budget: $20 million" in told
    page = words_of(editor.browser.get(f"/claims/{claim_id(claim)}").text)
    assert "What was the budget of Paper Tide?" in page or "What is the budget of Paper Tide?" in page


@pytest.mark.parametrize(
    ("act", "values", "told"),
    [
        ("confirm", {"reason": ""}, "the decision has no reason"),
        ("confirm", {"reason": "   "}, "the decision has no reason"),
        ("reject", {"reason": "x" * 1001}, "the reason is too long"),
        ("reject", {"reason": "why", "on": "soon"}, "the day cannot be read"),
        ("reject", {"reason": "why", "on": "2026-02-30"}, "the day cannot be read"),
        ("correct", {"reason": "why"}, "the correction changes nothing"),
        ("correct", {"reason": "why", "value": "in the summer"}, "2026"),
        ("correct", {"reason": "why", "value": "2027-06-31"}, ""),
        ("correct", {"reason": "why", "modality": "sworn"}, "modality 'sworn' is unknown"),
        ("correct", {"reason": "why", "q-colour": "red"}, "has no qualifier 'colour'"),
        ("correct", {"reason": "why", "q-replaces": "soon"}, "replaces"),
        ("correct", {"reason": "why", "value": "2" * 1001}, "too long"),
        ("correct", {"reason": "why", "subject": "x" * 1001}, "too long"),
    ],
)
def test_a_decision_that_cannot_be_taken_is_told_with_what_was_typed(
    editor: Editing, act: str, values: dict[str, str], told: str
) -> None:
    number = claim_id(claim_on(editor, "release_date", "2027-06-04"))
    said = refused(editor, f"/claims/{number}/{act}", **values)
    assert "Nothing was decided:" in said
    if told != "2026":
        assert told in said
    page = editor.send(f"/claims/{number}/{act}", **values).text
    if values["reason"].strip():
        assert f'value="{values["reason"]}"' in page


def test_a_decision_counts_from_the_day_that_the_form_names(editor: Editing) -> None:
    number = claim_id(claim_on(editor, "budget"))
    told = followed(editor, f"/claims/{number}/reject", reason="from tomorrow on", on="2026-06-02")
    assert "It counts from June 2, 2026 on" in told
    assert "$20 million" in answer_to(editor, "What is the budget of Paper Tides?")
    editor.clock.go(days=1)
    assert "$20 million" not in answer_to(editor, "What is the budget of Paper Tides?")


def test_hostile_words_are_shown_as_words(editor: Editing) -> None:
    bad = '<script>alert("x")</script>\u202e{{ 7*7 }}'
    scene = note("2026-05-01", bad, say("also_known_as", bad, quote=f"known as {bad}"), url="javascript:alert(1)")
    editor.record.add(None, scene.claims, RECORDED)
    number = claim_id(scene.claims[0])
    sent = editor.send(f"/claims/{number}/confirm", reason=bad)
    for path in (f"/claims/{number}", sent.headers["location"], "/decisions", "/doubts"):
        page = editor.browser.get(path).text
        assert "<script>alert" not in page
        assert "\u202e" not in page
        assert "49" not in page
        assert 'href="javascript' not in page


# decisions


def decide(editor: Editing, by: str, act: str, claim: Claim) -> None:
    made = Decision(0, act, date(2026, 5, 1), by, f"{by} says so", claim=claim_id(claim))
    editor.record.decide(made, RECORDED)


def test_the_history_shows_what_was_decided_and_finds_it(editor: Editing) -> None:
    assert "Nobody has decided anything yet." in words_of(editor.browser.get("/decisions").text)
    claims = editor.record.claims()
    decide(editor, "Ada", "confirm", claims[0])
    decide(editor, "Bo", "reject", claims[1])
    decide(editor, "Bo", "confirm", claims[1])
    editor.record.decide(Decision(0, "withdraw", date(2026, 5, 2), "Ada", "hm", withdraws=1), RECORDED)

    def shown(**asked: str) -> list[int]:
        page = editor.browser.get("/decisions", params=asked).text
        return [n for n in range(1, 5) if f'href="/decisions/{n}">decision {n}<' in page]

    assert shown() == [1, 2, 3, 4]
    assert shown(act="confirm") == [1, 3]
    assert shown(by="Bo") == [2, 3]
    assert shown(stands="yes") == [3]
    assert shown(stands="no", act="reject") == [2]
    assert shown(by="nobody") == []
    said = words_of(editor.browser.get("/decisions").text)
    assert "Overtaken by a later decision." in said
    assert "4 of 4" in said


def test_a_long_history_has_pages(editor: Editing) -> None:
    claim = editor.record.claims()[0]
    for _ in range(60):
        decide(editor, "Ada & Bo", "confirm", claim)
    first = editor.browser.get("/decisions", params={"by": "Ada & Bo"}).text
    assert 'href="/decisions/60">' in first
    assert 'href="/decisions/10">' not in first
    assert 'href="/decisions?by=Ada+%26+Bo&amp;page=2"' in first
    assert 'href="/decisions/10">' in editor.browser.get("/decisions?by=Ada+%26+Bo&page=2").text
    assert editor.browser.get("/decisions?page=9999").status_code == 200
    for page in ("0", "-1", "x", "9" * 30):
        assert editor.browser.get("/decisions", params={"page": page}).status_code == 422


def test_a_decision_that_is_not_there_is_not_found(editor: Editing) -> None:
    for number, status in (("99", 404), ("2147483647", 404), ("0", 422), ("-1", 422), ("x", 422), ("9" * 20, 422)):
        assert editor.browser.get(f"/decisions/{number}").status_code == status
        assert editor.send(f"/decisions/{number}/withdraw", reason="why").status_code == status


def test_a_decision_is_withdrawn_once_and_a_withdrawal_never(editor: Editing) -> None:
    decide(editor, "Ada", "confirm", editor.record.claims()[0])
    assert "the decision has no reason" in refused(editor, "/decisions/1/withdraw", reason="")
    followed(editor, "/decisions/1/withdraw", reason="a slip")
    assert "decision 1 has been withdrawn" in refused(editor, "/decisions/1/withdraw", reason="again")
    assert "there is no decision 2" in refused(editor, "/decisions/2/withdraw", reason="again")
    assert 'action="/decisions/1/withdraw"' not in editor.browser.get("/decisions/1").text


# doubts


def test_a_doubt_is_settled_and_gone(editor: Editing) -> None:
    page = words_of(editor.browser.get("/doubts").text)
    assert "Paper Tide (film, 2016) and Paper Tides (film, 2027)" in page
    assert "One name was stated to be the other's" in page
    pair = {"one": "Paper Tide (film, 2016)", "other": "Paper Tides (film, 2027)"}
    told = followed(editor, "/doubts", act="differ", **pair, reason="two films")
    assert "Held apart: Paper Tide (film, 2016) and Paper Tides (film, 2027)" in told
    assert "Paper Tide (film, 2016) and" not in words_of(editor.browser.get("/doubts").text)
    followed(editor, "/decisions/1/withdraw", reason="not sure")
    told = followed(editor, "/doubts", act="same", **pair, reason="one film after all")
    assert "Held to be one" in told
    assert "May 1, 2016" in told
    assert editor.record.view(NOW.date()).title("Paper Tides").names[:2] == ("Paper Tides", "Paper Tide")


def test_doubts_about_one_title(editor: Editing) -> None:
    assert "Paper Tide (film, 2016) and" in words_of(editor.browser.get("/doubts?title=Paper+Tides").text)
    assert "No doubts about this title." in words_of(editor.browser.get("/doubts?title=Quarrel+Bay").text)
    assert "No doubts about this title." in words_of(editor.browser.get("/doubts?title=Nothing+%00").text)


def test_all_doubts_are_found_a_part_at_a_time(editor: Editing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slugline.answers.deciding._NAMES", 1)
    monkeypatch.setattr("slugline.answers.deciding._PARTS", 1)
    path, found = "/doubts", 0
    for _ in range(10):
        page = editor.browser.get(path).text
        found += "Paper Tide (film, 2016)" in page
        if "Look further" not in page:
            break
        path = page.partition('href="/doubts?after=')[2].partition('"')[0]
        path = f"/doubts?after={path}"
    else:
        pytest.fail("the doubts do not end")
    assert found


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"one": "Nothing", "other": "Paper Tides"}, "called"),
        ({"one": "Paper Tides", "other": "Paper Tides"}, "nothing tells"),
        ({"one": "", "other": "Paper Tides"}, "two names are needed"),
        ({"one": "Paper Tides", "other": "x" * 1001}, "too long"),
        ({"one": "Nobody (person)", "other": "Ada Rook"}, "nobody in the record is called"),
        ({"one": "Ada Rook (person)", "other": "ADA ROOK (person)"}, "are one name"),
        ({"one": "Paper Tide", "other": "Paper Tides", "reason": ""}, "has no reason"),
        ({"one": "Paper Tide", "other": "Paper Tides", "on": "2026-13-01"}, "the day cannot be read"),
        ({"one": "\x00", "other": "' OR 1=1 --"}, "called"),
    ],
)
def test_names_that_cannot_be_settled_are_told(editor: Editing, values: dict[str, str], told: str) -> None:
    assert told in refused(editor, "/doubts", **{"act": "same", "reason": "why", **values})


def test_a_name_that_means_several_titles_offers_them(editor: Editing) -> None:
    newer = say("release_date", "2030-01-01", of=OLD.__class__("film", "Paper Tide", 2030))
    editor.record.add(None, note("2026-05-01", "The Post", newer).claims, RECORDED)
    told = refused(editor, "/doubts", act="same", one="Paper Tide (film)", other="Kettle Row", reason="why")
    assert "Which is meant? Paper Tide (film, 2016) Paper Tide (film, 2030)" in told


def test_neither_answer_is_given_by_the_enter_key(editor: Editing) -> None:
    page = editor.browser.get("/doubts").text
    forms = page.split('<form class="edit-form" method="post" action="/doubts">')[1:]
    assert len(forms) == 2
    assert all(form.lstrip().startswith("<button hidden disabled>") for form in forms)
    assert editor.send("/doubts", one="Paper Tide", other="Paper Tides", reason="why").status_code == 400
    assert editor.record.decisions() == ()


# articles by upload


def add(editor: Editing, *files: tuple[str, bytes], **values: str) -> str:
    token = csrf_in(editor.browser.get("/add").text)
    sent = editor.browser.post("/add", data={"csrf": token, **values}, files=[("files", one) for one in files])
    assert sent.status_code in (200, 400)
    return words_of(sent.text)


def test_articles_that_are_uploaded_are_in_the_record(editor: Editing) -> None:
    claim = claim_to_json(note("2026-05-02", "The Wire", say("runtime", 104)).claims[0])
    told = add(
        editor,
        ("bay.md", ARTICLE.format(title="A bay").encode()),
        ("made.claims.jsonl", json.dumps(claim).encode()),
        ("table.pdf", b"%PDF-1.7"),
        ("broken.claims.jsonl", b"{"),
    )
    assert "bay.md A bay , The Test Sheet, May 20, 2026 : added, 1 claim." in told
    assert "made.claims.jsonl 2026-05-02 , The Wire, May 2, 2026 : added, 1 claim." in told
    assert "table.pdf Not added: not a kind of file that Slugline reads" in told
    assert "broken.claims.jsonl Not added:" in told
    assert "March 13, 2027" in answer_to(editor, "When does Quarrel Bay come out?")
    assert "104 minutes" in answer_to(editor, "How long is Paper Tides?")
    with editor.record.reading():
        moments = [editor.record.history(key) for key in ("bay.md", "https://thewire.example/2026-05-02")]
    assert [found[0][0][:19] for found in moments] == ["2026-06-01T09:00:00"] * 2


def test_the_same_again_changes_nothing_and_a_new_text_takes_its_place(editor: Editing) -> None:
    first = ARTICLE.format(title="A bay").encode()
    add(editor, ("bay.md", first))
    assert "was there already, word for word" in add(editor, ("bay.md", first))
    told = add(editor, ("bay.md", first.replace(b"March 13", b"April 2")))
    assert "added as a new text of an article that was there" in told
    assert "April 2, 2027" in answer_to(editor, "When does Quarrel Bay come out?")


def test_another_article_of_the_same_file_name_takes_nothings_place(editor: Editing) -> None:
    add(editor, ("bay.md", ARTICLE.format(title="A bay").encode()))
    told = add(editor, ("bay.md", ARTICLE.format(title="Another bay").encode()))
    assert "another article is recorded under this file name (“A bay”, 2026-05-20)" in told
    assert len(editor.record.history("bay.md")) == 1
    assert "added" in add(editor, ("other.md", ARTICLE.format(title="Another bay").encode()))


def test_an_article_without_a_date_takes_the_forms(editor: Editing) -> None:
    text = b"Quarrel Bay will be released in theaters on March 13, 2027."
    assert "Not added:" in add(editor, ("bay.txt", text))
    assert "May 3, 2026 : added" in add(editor, ("bay.txt", text), day="2026-05-03")
    assert "The day cannot be read" in add(editor, ("bay.txt", text), day="yesterday")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/bay.md", "bay.md"),
        ("C:\\Users\\ines\\bay.md", "bay.md"),
        ("<img src=x>.md", "<img src=x>.md"),
        ("\u202egnp.md", "gnp.md"),
        ("x" * 300 + ".md", "x" * 100),
    ],
)
def test_a_file_is_known_by_its_own_name_alone(editor: Editing, name: str, shown: str) -> None:
    token = csrf_in(editor.browser.get("/add").text)
    files = [("files", (name, ARTICLE.format(title="A bay").encode()))]
    page = editor.browser.post("/add", data={"csrf": token}, files=files).text
    assert shown in words_of(page)
    assert "<img src=x>" not in page
    assert "A bay" in page
    assert "/" not in editor.record.sources()[-1].file


def test_what_holds_no_article_is_told_in_a_line_and_stops_nothing(editor: Editing) -> None:
    before = len(editor.record.sources())
    told = add(
        editor,
        ("empty.md", b""),
        ("bytes.html", bytes(range(256)) * 50),
        ("deep.html", b"<div>" * 200_000),
        ("deep.claims.jsonl", b"[" * 100_000),
        ("bay.md", ARTICLE.format(title="A bay").encode()),
    )
    assert "A bay" in told
    assert told.count("Not added:") >= 3
    assert len(editor.record.sources()) <= before + 2


def test_an_article_that_takes_too_long_is_left_out(editor: Editing, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(article: Article) -> tuple[Claim, ...]:  # noqa: ARG001
        while True:
            time.sleep(0.01)

    monkeypatch.setattr(edit_add, "_turns", Turns(2, 0.2))
    editor.app.state.desk = replace(editor.app.state.desk, engine=lambda: Engine("slow", slow))
    told = add(editor, ("bay.md", ARTICLE.format(title="A bay").encode()))
    assert "bay.md Not added: it takes longer than 30 seconds to read" in told
    assert editor.record.history("bay.md") == ()


def test_too_much_is_refused_before_it_is_read(editor: Editing) -> None:
    token = csrf_in(editor.browser.get("/add").text)
    files = [("files", ("big.md", b"x" * (LARGEST + 1)))]
    assert editor.browser.post("/add", data={"csrf": token}, files=files).status_code == 413
    many = [(f"{n}.md", b"x") for n in range(21)]
    assert "21 files are too many" in add(editor, *many)
    assert "No file was chosen." in add(editor)


def test_what_an_editor_adds_or_decides_is_seen_by_every_reader_at_once(editor: Editing) -> None:
    stranger = editor.another()
    before = stranger.get("/titles/paper-tides")
    claim = claim_on(editor, "budget")
    editor.send(f"/claims/{claim_id(claim)}/reject", reason="not so")
    after = stranger.get("/titles/paper-tides", headers={"if-none-match": before.headers.get("etag", "")})
    assert after.status_code == 200
    assert "$20 million" in before.text
    assert "What is the budget" not in words_of(after.text)
