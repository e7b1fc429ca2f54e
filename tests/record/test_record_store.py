"""The record keeps every article whole, once, and says clearly when it cannot."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes import RECORDED, day, note, say, told
from slugline.claims.kinds import SPECS
from slugline.errors import RecordError
from slugline.model import Article
from slugline.record import open_record, schema


def an_article(text: str, *, modified: date | None = None) -> Article:
    return Article(
        id=f"id-{hash(text)}",
        url="https://paper.example/tides",
        file="",
        publisher="The Paper",
        title="Tides",
        author="",
        text=text,
        published=day("2024-03-01"),
        modified=modified,
    )


def test_the_same_article_again_is_no_change(url: str) -> None:
    scene = note("2024-03-01", "The Paper", say("director", "Ada Rook"))
    with open_record(url, SPECS) as record:
        assert [added.outcome for added in record.add(None, scene.claims, RECORDED)] == ["new"]
    with open_record(url, SPECS) as record:
        assert [added.outcome for added in record.add(None, scene.claims, RECORDED)] == ["same"]
        assert len(record.claims()) == 1


def test_claims_of_a_file_are_grouped_by_their_source(url: str) -> None:
    one = note("2024-03-01", "The Paper", say("director", "Ada Rook"), say("runtime", 90))
    two = note("2024-03-02", "The Post", say("director", "Ada Rook"))
    with open_record(url, SPECS) as record:
        added = record.add(None, (*one.claims, *two.claims), RECORDED)
    assert sorted((a.source.publisher, a.claims) for a in added) == [("The Paper", 2), ("The Post", 1)]


def test_a_corrected_article_replaces_its_claims_and_keeps_the_old_version(url: str) -> None:
    first = note("2024-03-01", "The Paper", say("runtime", 90), url="https://paper.example/tides")
    second = note("2024-03-01", "The Paper", say("runtime", 95), url="https://paper.example/tides")
    with open_record(url, SPECS) as record:
        record.add(an_article("It runs 90 minutes."), first.claims, RECORDED)
        [added] = record.add(an_article("It runs 95 minutes."), second.claims, RECORDED)
        assert added.outcome == "changed"
        assert [claim.evidence.quote for claim in record.claims()] == [second.claims[0].evidence.quote]
        versions = record.history("https://paper.example/tides")
        assert [replaced is None for _, replaced in versions] == [False, True]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_dated_correction_counts_from_its_day_in_any_order_of_reading(order: tuple[int, int], url: str) -> None:
    page = "https://paper.example/tides"
    texts = [an_article("It runs 90 minutes."), an_article("It runs 95 minutes.", modified=day("2024-03-09"))]
    claims = [note("2024-03-01", "The Paper", say("runtime", n), url=page).claims for n in (90, 95)]
    with open_record(url, SPECS) as record:
        for number in order:
            record.add(texts[number], claims[number], RECORDED)
        said = {when: [c.evidence.quote for c in record.claims(day(when))] for when in ("2024-03-08", "2024-03-09")}
    assert said == {
        "2024-03-08": [claims[0][0].evidence.quote],
        "2024-03-09": [claims[1][0].evidence.quote],
    }


def test_an_article_is_recorded_wholly_or_not_at_all(url: str) -> None:
    good, bad = note("2024-03-01", "The Paper", say("runtime", 90), say("director", "Ada Rook")).claims
    broken = replace(bad, rule=None)  # type: ignore[arg-type]
    with open_record(url, SPECS) as record:
        with pytest.raises(RecordError):
            record.add(None, (good, broken), RECORDED)
        assert record.claims() == ()
        assert record.sources() == ()


def test_recorded_at_is_what_was_passed_in(url: str) -> None:
    scene = note("2024-03-01", "The Paper", say("runtime", 90))
    with told([scene], url=url) as record:
        [(recorded, replaced)] = record.history(scene.claims[0].source.url)
    assert recorded == RECORDED.isoformat()
    assert replaced is None


def faults(folder: Path) -> dict[str, tuple[str, str]]:
    text = folder / "text.db"
    text.write_text("not a database, but long enough to be taken for one")
    strange = folder / "strange.db"
    with sqlite3.connect(strange) as made:
        made.execute("create table cats (name text)")
    made.close()
    newer = folder / "newer.db"
    open_record(str(newer), SPECS).close()
    with sqlite3.connect(newer) as made:
        made.execute("update meta set value = '99'")
    made.close()
    torn = folder / "torn.db"
    torn.write_bytes(b"SQLite format 3\x00" + b"\xff" * 200)
    return {
        "text": (str(text), "not a SQLite database"),
        "strange": (str(strange), "no Slugline record"),
        "newer": (str(newer), "newer Slugline"),
        "torn": (str(torn), ""),
        "folder": (str(folder), "is a folder"),
        "nowhere": (str(folder / "none" / "r.db"), "folder does not exist"),
        "closed": ("/proc/slugline-record.db", ""),
        "server": ("mysql://host/db", "no record is kept on"),
        "empty": (" ", "empty"),
    }


@pytest.mark.parametrize(
    "fault", ["text", "strange", "newer", "torn", "folder", "nowhere", "closed", "server", "empty"]
)
def test_a_record_that_cannot_be_opened_is_one_clear_line(fault: str, tmp_path: Path) -> None:
    url, words = faults(tmp_path)[fault]
    with pytest.raises(RecordError) as raised:
        open_record(url, SPECS)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)
    assert raised.value.allowed


def test_nothing_is_made_where_nothing_may_be_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(RecordError, match="no record"):
        open_record(str(path), SPECS, create=False)
    assert not path.exists()


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=80))
def test_quotes_are_kept_exactly(words: str) -> None:
    with told([note("2024-03-01", "The Paper", say("runtime", 90, quote=words))]) as record:
        [claim] = record.claims()
    assert claim.evidence.quote == words
    assert claim.evidence.end - claim.evidence.start == len(words)


def test_a_record_is_made_wholly_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "r.db")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "VERSION", b"\xff".decode("utf-8", "surrogateescape"))  # cannot be written
        with pytest.raises(UnicodeEncodeError):
            open_record(path, SPECS)
    with contextlib.closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == []
    open_record(path, SPECS).close()


def test_many_may_begin_and_fill_one_record_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "r.db")
    scene = note("2024-03-01", "The Paper", say("director", "Ada Rook"))
    ready = threading.Barrier(8)

    def add(_: int) -> str:
        ready.wait()
        with open_record(path, SPECS) as record:
            return record.add(None, scene.claims, RECORDED)[0].outcome

    with ThreadPoolExecutor(8) as pool:
        outcomes = sorted(pool.map(add, range(8)))
    assert outcomes == ["new", *["same"] * 7]
