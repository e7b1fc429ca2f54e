"""`slugline search` prints what fits, what it put right, and says where nothing does."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import Runner
from record.tampering import build


def test_it_prints_groups_with_quotes_and_their_sources(slugline: Runner, tmp_path: Path) -> None:
    build(str(tmp_path / "record.db"))
    ran = slugline("search", "otto lind", "--as-of", "2026-12-01")
    assert (ran.status, ran.err) == (0, "")
    assert "People (1)\n  Otto Lind  in Paper Tides\n" in ran.out
    assert "“Otto Lind directs it in Porto”" in ran.out
    assert "Tides, The Gable Post, Jan 10, 2026" in ran.out


def test_it_tells_what_it_put_right_and_offers_names(slugline: Runner, tmp_path: Path) -> None:
    build(str(tmp_path / "record.db"))
    assert "Showing results for otto lind. Nobody has said “oto”." in slugline("search", "oto lind").out
    ran = slugline("search", "papyrus", "--as-of", "2026-12-01")
    assert ran.status == 3
    assert "Nobody has said anything of “papyrus”." in ran.out
    assert "Paper Tides" in ran.out


def test_its_json_is_of_one_kind_and_one_day_where_asked(slugline: Runner, tmp_path: Path) -> None:
    build(str(tmp_path / "record.db"))
    words = ("search", "paper tides", "--json", "--only", "quote", "--limit", "1")
    found = json.loads(slugline(*words, "--as-of", "2026-12-01").out)
    (group,) = found["groups"]
    (hit,) = group["hits"]
    assert group["kind"] == hit["kind"] == "quote"
    start, end = hit["marks"][0]
    assert hit["quote"][start:end] == "Paper"
    assert slugline(*words, "--as-of", "2025-12-01").status == 3


def test_what_is_strange_is_text_and_nothing_of_it_is_obeyed(slugline: Runner, tmp_path: Path) -> None:
    build(str(tmp_path / "record.db"))
    ran = slugline("search", "\x1b[31mzzz; DROP TABLE claims; --" * 500)
    assert ran.status == 3
    assert "\x1b" not in ran.out
    assert len(ran.out) < 1_000
