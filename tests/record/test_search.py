"""Search finds what was said by a day: titles by any name they bore, people, and quotes with their words marked."""

from __future__ import annotations

import string
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from record.tampering import TEXTS, article, read
from record.test_record_scope import QUICK, START, stories
from scenes import RECORDED, Note, day, note, say, told
from slugline.answers.choices import title_choices
from slugline.answers.search import KINDS, answered, search
from slugline.answers.search_text import LONGEST, MOST
from slugline.model import Entity
from slugline.record import Record
from slugline.record.tokens import word_list, words_in

LATER = day("2026-12-01")
LANE = Entity("film", "Émile's Lantern-Lane")
NOTES = (
    note(
        "2026-01-10",
        "The Post",
        say("director", "Otto Lind", quote="Otto Lind will direct “Paper Tides” for Gable, the studio says"),
        say("cast_member", "Ada Rook", character="Wren Halloway", quote="Ada Rook plays Wren Halloway"),
        say("franchise", "Harbour Tales"),
    ),
    note(
        "2026-03-01",
        "Mill Lane Wire",
        say(
            "also_known_as", "The Drowned Quay", kind="former", quote="Paper Tides, once The Drowned Quay, is shooting"
        ),
        say("cast_member", "Ada Rook", of=LANE, quote="Rook’s next is “Émile's Lantern-Lane”"),
        say("director", "Mina Åkerlund", of=LANE),
    ),
    note("2026-05-01", "The Halyard", say("status", "filming", of=Entity("series", "Paper Tides"))),
)


def hits(record: Record, text: str, kind: str = "", on: date = LATER, **more: Any) -> list[dict[str, Any]]:
    found = search(record, text, as_of=on, kinds=(kind,) if kind else KINDS, **more)
    return [hit for group in found["groups"] for hit in group["hits"]]  # type: ignore[attr-defined]


def names(record: Record, text: str, kind: str, on: date = LATER) -> list[str]:
    return [hit["name"] for hit in hits(record, text, kind, on)]


def marked(record: Record, text: str, on: date = LATER) -> list[list[str]]:
    return [[hit["quote"][start:end] for start, end in hit["marks"]] for hit in hits(record, text, "quote", on)]


@pytest.mark.parametrize(
    "text",
    [
        "Paper Tides", "paper tides", "PAPER  TIDES!", "pap", "tid", "tides paper", '"paper tides"', "the drowned quay",
        "Drowned Quay", "quay", "paper tides director", "who directs Paper Tides?", "papertides", "papper tides",
    ],
)  # fmt: skip
def test_a_title_is_found_by_every_name_as_it_may_be_typed(text: str) -> None:
    assert "Paper Tides" in names(told(NOTES), text, "title")


@pytest.mark.parametrize(
    "text", ["emiles lantern lane", "Émile’s Lantern-Lane", "emile's lanternlane", "lantern", "lantern-lane", "émi"]
)
def test_accents_apostrophes_and_hyphens_are_nothing(text: str) -> None:
    assert names(told(NOTES), text, "title") == [LANE.name]


def test_titles_called_just_so_come_first_and_apart() -> None:
    found = hits(told(NOTES), "paper tides", "title")
    assert [(hit["types"], hit["slug"], hit.get("exact")) for hit in found] == [
        (["film"], "paper-tides-film", True),
        (["series"], "paper-tides-series", True),
    ]


def test_a_title_found_by_a_former_name_has_its_present_one() -> None:
    (found,) = hits(told(NOTES), "drowned", "title")
    assert (found["name"], found["slug"], found["also_known_as"]) == ("Paper Tides", "paper-tides", "The Drowned Quay")


def test_people_characters_and_franchises_tell_their_titles() -> None:
    record = told(NOTES)
    (person,) = hits(record, "rook", "person")
    assert (person["name"], person["slug"]) == ("Ada Rook", "ada-rook")
    assert {one["name"] for one in person["titles"]} == {"Paper Tides", LANE.name}
    (character,) = hits(record, "halloway", "character")
    assert (character["name"], character["titles"][0]["slug"]) == ("Wren Halloway", "paper-tides")
    assert names(record, "akerlund", "person") == ["Mina Åkerlund"]
    assert names(record, "harbour", "franchise") == ["Harbour Tales"]


def test_a_quote_is_exact_with_its_source_and_its_words_marked() -> None:
    (found,) = hits(told(NOTES), "studio lind", "quote")
    assert found["quote"] == "Otto Lind will direct “Paper Tides” for Gable, the studio says"
    assert [found["quote"][start:end] for start, end in found["marks"]] == ["Lind", "studio"]
    assert (found["publisher"], found["date"], found["url"]) == (
        "The Post",
        "2026-01-10",
        NOTES[0].claims[0].source.url,
    )
    assert found["end"] - found["start"] == len(found["quote"])
    assert found["about"] == {"kind": "title", "name": "Paper Tides", "slug": "paper-tides"}


def test_words_in_a_row_words_left_out_and_the_s_of_many() -> None:
    record = told(NOTES)
    assert marked(record, '"lind will direct"') == [["Lind will direct"]]
    assert marked(record, '"direct lind"') == []
    assert len(marked(record, "paper")) > len(marked(record, "paper -quay")) > 0
    assert marked(record, "studios") == [["studio"]]
    assert marked(record, "rook next") == [["Rook", "next"]]
    assert marked(record, "shoo") == [["shooting"]]
    assert marked(record, "shoo ") == []


def test_those_that_hold_the_words_together_come_first() -> None:
    notes = [
        note("2026-01-01", "A", say("runtime", 90, quote="a barge at the old mill, near the quarry")),
        note("2026-02-01", "B", say("runtime", 91, quote="the barge, which was built long ago, at the quarry")),
        note("2026-01-15", "C", say("runtime", 92, quote="this barge quarry stands")),
    ]
    assert [hit["publisher"] for hit in hits(told(notes), "barge quarry", "quote")] == ["C", "B", "A"]


def test_where_no_quote_holds_all_words_those_with_most_are_told_as_such() -> None:
    record = told(NOTES)
    found = search(record, "lind halloway studio", as_of=LATER, kinds=("quote",))
    group: dict[str, Any] = found["groups"][0]  # type: ignore[index]
    assert group["some"] is True
    assert [hit["publisher"] for hit in group["hits"]][:1] == ["The Post"]
    assert "Lind" in group["hits"][0]["quote"]
    assert marked(record, "w zzzz hallo") == [["Halloway"]]


def test_one_wording_is_shown_once_and_what_is_part_of_it_not_at_all() -> None:
    same = "The long night of filming ended on the pier"
    notes = [note(f"2026-01-0{n}", f"Paper {n}", say("status", "filming", quote=same)) for n in (1, 2, 3)]
    (found,) = hits(told(notes), "pier", "quote")
    assert (found["publisher"], found["others"]) == ("Paper 3", 2)
    whole = say("status", "filming", quote=same)
    part = replace(whole, property="director", value=Entity("person", "Otto Lind"))
    words = replace(whole.evidence, start=30, end=43, quote=same[30:43])
    scene = note("2026-01-01", "Paper", whole)
    inner = replace(scene.claims[0], property=part.property, value=part.value, evidence=words)
    record = told([Note("2026-01-01", "Paper", (*scene.claims, inner))])
    assert [hit["quote"] for hit in hits(record, "pier", "quote")] == [same]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("papper tides", "paper tides"), ("paper tdies", "paper tides"), ("hallowey", "halloway"),
        ("otto lnd", "otto lind"), ("lanturn lane", "lantern lane"), ("qua y", "quay"), ("drownedquay", "drowned quay"),
        ("akerlnud", "akerlund"),
    ],
)  # fmt: skip
def test_misspelt_words_are_put_right_and_it_is_told(typed: str, meant: str) -> None:
    found = search(told(NOTES), typed, as_of=LATER)
    assert found["showing"] == meant
    assert found["corrections"]
    assert found["groups"]


def test_what_somebody_said_and_what_asks_is_never_put_right() -> None:
    record = told(NOTES)
    for text in ("otto", "release date", "where to watch", "rook", "xqzw", "lind 2026", "wr"):
        assert search(record, text, as_of=LATER)["corrections"] == []


def test_nothing_fits_and_near_names_are_offered() -> None:
    found = search(told(NOTES), "papyrus", as_of=LATER)
    assert found["groups"] == []
    assert "Paper Tides" in [hit["name"] for hit in found["near"]]  # type: ignore[attr-defined]
    assert search(told(NOTES), "zzzzzz", as_of=LATER)["near"] == []
    assert search(told(NOTES), " ", as_of=LATER)["groups"] == []


def test_nothing_that_was_said_later_is_shown() -> None:
    record, early = told(NOTES), day("2026-02-01")
    assert names(record, "quay", "title", early) == []
    assert names(record, "akerlund", "person", early) == []
    assert marked(record, "shooting", early) == []
    assert search(record, "qauy", as_of=early)["corrections"] == []
    assert search(record, "lantern", as_of=early)["near"] == []
    assert [hit["types"] for hit in hits(record, "paper tides", "title", early)] == [["film"]]


def test_a_replaced_text_is_found_until_its_day() -> None:
    record = told([])
    for text, modified in zip(TEXTS, (None, day("2026-02-01")), strict=True):
        made = article(text, modified)
        record.add(made, read(made), RECORDED)
    assert marked(record, '"4 June"', day("2026-01-20")) == [["4 June"]]
    assert marked(record, '"11 June"', day("2026-01-20")) == []
    assert marked(record, '"4 June"') == []
    assert marked(record, '"11 June"') == [["11 June"]]


def test_hits_come_in_pages() -> None:
    notes = [
        note(
            "2026-01-01",
            f"P{n}",
            say("runtime", 90, quote=f"the quarry number {n} opens"),
            url=f"https://p.example/{n}",
        )
        for n in range(25)
    ]
    record = told(notes)
    pages = [hits(record, "quarry", "quote", limit=10, offset=10 * n) for n in range(4)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({hit["quote"] for page in pages for hit in page}) == 25


HOSTILE = (
    '"', '""', "'", "\\", "*", "a*", "^a", "a:b", "{a b}", "AND", "OR", "NOT", "NEAR(a b)", "a NOT b", "(", ")", "((((",
    "-", "--", "- -", '-"', '"-', "%", "_", "a%b", "; DROP TABLE claims; --", "' OR 1=1 --", "\x00", "a\x00b", "\ud800",
    "a & b | !c", "a <-> b", "a:*", "'a':1", "$$a$$", "\u202eabc", "🎬", "a" * 5_000, "a " * 5_000, '"' * 5_000,
    "-a " * 500, "\n\r\t", "%00", "{{7*7}}", "<script>alert(1)</script>", "\ufeff", "\u0301\u0302", "½ ﬁ Ǆ", "·paper",
)  # fmt: skip


@pytest.mark.parametrize("number", range(4))
def test_whatever_is_typed_is_text(number: int) -> None:
    record = told(NOTES)
    for text in HOSTILE[number::4]:
        for typed in (text, f"paper {text}", f"{text} tides"):
            found = search(record, typed, as_of=LATER)
            assert len(str(found["query"])) <= 300
    assert names(record, "paper", "title") == ["Paper Tides"]


TYPED = st.lists(
    st.one_of(
        st.sampled_from(["moor", "lane", "ada", "rook", "pike", "moro", "kestral", '"', "-", " -", "*", "the", "\x00"]),
        st.text(max_size=8),
    ),
    max_size=12,
).map(" ".join)


@QUICK
@given(stories(), TYPED)
def test_no_text_is_too_strange_and_every_mark_is_in_its_quote(story: list[Note], text: str) -> None:
    with told(story) as record:
        found = search(record, text, as_of=START + timedelta(days=400))
        for group in found["groups"]:  # type: ignore[attr-defined]
            assert 0 < len(group["hits"]) <= 10 or group["kind"] == "title"
            for hit in group["hits"] if group["kind"] == "quote" else ():
                places = [place for mark in hit["marks"] for place in mark]
                assert places == sorted(places)
                assert places
                assert places[-1] <= len(hit["quote"])


@QUICK
@given(stories(), st.data())
def test_a_search_as_of_a_day_is_that_of_a_record_that_ends_there(story: list[Note], data: st.DataObject) -> None:
    text = data.draw(
        st.sampled_from(["moor lane", "rook", "kestrel", "pike", "moor -lane", "knestrel", "heron", "wren"])
    )
    on = START + timedelta(days=data.draw(st.integers(0, 300)))
    with told(story) as whole, told([one for one in story if one.day <= on.isoformat()]) as part:
        found, wanted = (_without_numbers(search(record, text, as_of=on)) for record in (whole, part))
        assert found == wanted


@QUICK
@given(stories(), st.data())
def test_the_order_of_reading_changes_nothing(story: list[Note], data: st.DataObject) -> None:
    on, other = START + timedelta(days=400), data.draw(st.permutations(story))
    with told(story) as one, told(other) as two:
        for text in ("moor lane", "rook", "kestrel story", "tdies", '"moor lane"'):
            assert _without_numbers(search(one, text, as_of=on)) == _without_numbers(search(two, text, as_of=on))


def _without_numbers(found: Any) -> Any:
    """What a search found, without the numbers of articles, which hang on the order of reading."""
    for group in found["groups"]:
        for hit in group["hits"]:
            hit.pop("article", None)
    return found


@given(st.text(max_size=200))
def test_words_are_letters_and_digits_at_their_places(text: str) -> None:
    found = list(words_in(text))
    assert [word.text for word in found] == word_list(text, 1000)
    for word in found:
        assert 0 <= word.start < word.end <= len(text)
        assert any(map(str.isalnum, word.text))
        assert all(c.isalnum() or unicodedata.category(c)[0] == "M" for c in word.text)
        assert not set(word.text) & set(string.whitespace + string.punctuation)


@given(st.text(alphabet=string.ascii_letters + " '’-é", max_size=60))
def test_words_are_found_by_themselves(text: str) -> None:
    words = word_list(text, 1000)
    assert word_list(" ".join(words), 1000) == words
    assert word_list(text.upper(), 1000) == words


def test_only_so_much_of_a_text_is_looked_at() -> None:
    record = told(NOTES)
    found = search(record, "paper " * 400, as_of=LATER)
    assert found["cut"] is True
    assert len(str(found["showing"]).split()) <= MOST
    assert len("paper " * 400) > LONGEST
    assert search(record, "paper tides", as_of=LATER)["cut"] is False


def test_a_question_is_answered_and_a_name_is_not() -> None:
    record = told(NOTES)
    found = answered(record, "Who directs the film Paper Tides?", LATER)
    assert found is not None
    assert "Otto Lind" in str(found["answer"])
    for text in ("paper tides", "rook", "Who directs Nothing Known?", "When does Paper Tides come out?", "?", "a b"):
        assert answered(record, text, LATER) is None


def test_a_question_that_may_mean_several_titles_gives_the_choice() -> None:
    record = told(NOTES)
    found = title_choices(record, "Who directs Paper Tides?", as_of=LATER)
    assert [(one["name"], one["type"]) for one in found] == [("Paper Tides", "film"), ("Paper Tides", "series")]
    assert title_choices(record, "Who directs the film Paper Tides?", as_of=LATER) == []
    assert title_choices(record, f"Who is in {LANE.name}?", as_of=LATER) == []
    assert title_choices(record, "Who is in that one?", as_of=LATER) == []
