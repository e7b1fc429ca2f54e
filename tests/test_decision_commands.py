"""Editors at the command line: explain, doubts, decisions and their undoing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Ran, Runner

BY = ("--by", "Ines Duarte", "--reason", "the studio told us", "--on", "2025-10-01")
ON = ("--as-of", "2025-10-02")


def line(name: str, value: dict[str, Any], quote: str, day: str, paper: str, prop: str = "release_date") -> str:
    return json.dumps(
        {
            "subject": {"type": "film", "name": name},
            "property": prop,
            "value": value,
            "modality": "scheduled" if prop == "release_date" else "stated",
            "evidence": {"quote": quote, "start": 0, "end": len(quote)},
            "said_on": day,
            "source": {"url": f"https://{paper}.example/{day}", "publisher": paper, "title": quote},
        }
    )


@pytest.fixture
def run(slugline: Runner, tmp_path: Path) -> Runner:
    dated = {"type": "date", "edtf": "2026-03-13"}, {"type": "date", "edtf": "2026-06-05"}
    rook = {"type": "person", "name": "Ada Rook"}
    (tmp_path / "said.claims.jsonl").write_text(
        "\n".join(
            (
                line("The Salt Ledger", dated[0], "opens on March 13", "2025-09-02", "one"),
                line("The Salt Ledger", dated[1], "opens on June 5", "2025-09-20", "two"),
                line("Kestrel: A Moor Story", rook, "Rook is in it", "2025-09-02", "one", "cast_member"),
                line("Kestrel", rook, "Rook leads it", "2025-09-03", "two", "cast_member"),
            )
        ),
        encoding="utf-8",
    )
    record = ("--record", str(tmp_path / "record.db"))

    def told(*arguments: object) -> Ran:
        return slugline(*arguments, *record)

    assert told("add", tmp_path / "said.claims.jsonl").status == 0
    return told


def explained(run: Runner) -> dict[str, Any]:
    ran = run("explain", "The Salt Ledger", "release_date", "--json", *ON)
    assert (ran.status, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def claim(run: Runner, quote: str) -> str:
    return str(next(row["claim"] for row in explained(run)["claims"] if row["quote"] == quote))


def outcomes(run: Runner) -> dict[str, str]:
    return {row["quote"]: row["outcome"] for row in explained(run)["claims"]}


def test_explain_says_what_each_claim_weighs_and_what_beat_it(run: Runner) -> None:
    found = explained(run)
    assert found["standing"] == "current"
    assert found["policy"]["margin_days"] == 7
    assert outcomes(run) == {"opens on June 5": "answer", "opens on March 13": "beaten"}
    lost = next(row for row in found["claims"] if row["outcome"] == "beaten")
    assert lost["why"].startswith("outweighed by 18 days (margin 7): two, 2025-09-20")
    assert (lost["authority"], lost["counts_as_of"]) == ("other", "2025-10-02")
    page = run("explain", "The Salt Ledger", "release_date", *ON)
    assert page.status == 0
    assert "outweighed by 18 days" in " ".join(page.out.split())


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("explain", "The Salt Ledger", "weather"), 1, "'weather' is no property"),
        (("explain", "Nothing Known", "release_date"), 3, "nothing in the record is called"),
        (("confirm", "00000000", *BY), 1, "no claim has the id"),
        (("confirm", "xyz", *BY), 1, "is no claim's id"),
        (("withdraw", "7", *BY), 1, "there is no decision 7"),
        (("same", "Kestrel", "The Kestrel", *BY), 1, "nothing tells"),
        (("same", "Kestrel", "Nothing Known", *BY), 3, "nothing in the record is called"),
        (("confirm", "00000000", "--by", " ", "--reason", "so"), 1, "nobody signs"),
    ],
)
def test_a_fault_is_one_line(run: Runner, arguments: tuple[str, ...], status: int, told: str) -> None:
    ran = run(*arguments)
    assert ran.status == status
    assert told in ran.err
    assert len(ran.err.splitlines()) == 1
    assert run("decisions").out == "no decisions\n"


def test_confirming_and_withdrawing(run: Runner) -> None:
    before = run("guide", "The Salt Ledger", "--json", *ON).out
    ran = run("confirm", claim(run, "opens on March 13"), *BY)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "decision 1: confirmed The Salt Ledger, release_date: “opens on March 13”\n"
    assert outcomes(run) == {"opens on March 13": "answer", "opens on June 5": "ruled_out"}
    assert "confirmed by Ines Duarte, Oct 1, 2025: the studio told us" in " ".join(
        run("guide", "The Salt Ledger", *ON).out.split()
    )
    assert run("withdraw", "1", *BY).out == "decision 2: decision 1 withdrawn\n"
    assert run("guide", "The Salt Ledger", "--json", *ON).out == before
    listed = run("decisions").out.splitlines()
    assert [("(withdrawn)" in row) for row in listed] == [True, False]


def test_rejecting(run: Runner) -> None:
    assert run("reject", claim(run, "opens on June 5")[:6], *BY).status == 0
    assert outcomes(run) == {"opens on March 13": "answer", "opens on June 5": "ruled_out"}


def test_correcting(run: Runner) -> None:
    given = ("--value", "2026-07-03", "--qualifier", "territory=UK", "--qualifier", "medium=theatrical")
    assert run("correct", claim(run, "opens on June 5"), *given, *BY).status == 0
    row = next(row for row in explained(run)["claims"] if row["quote"] == "opens on June 5")
    assert row["value"]["edtf"] == "2026-07-03"
    assert row["qualifiers"] == {"territory": "UK", "medium": "theatrical"}
    refused = run("correct", claim(run, "opens on March 13"), "--value", "soonish", *BY)
    assert refused.status == 1
    assert "soonish" in refused.err
    unknown = run("correct", claim(run, "opens on March 13"), "--qualifier", "colour=red", *BY)
    assert "no qualifier 'colour'" in unknown.err


def test_doubts_are_listed_and_settled(run: Runner) -> None:
    listed = run("doubts").out
    pair, _, why = listed.rstrip().rpartition("  (")
    assert pair == "Kestrel (film)  |  Kestrel: A Moor Story (film)"
    assert why == "one name is the beginning or the end of the other; people in common: 1)"
    assert json.loads(run("doubts", "Kestrel", "--json").out)[0]["kind"] == "titles"
    assert run("differ", "Kestrel (film)", "Kestrel: A Moor Story", *BY).status == 0
    assert run("doubts").out == "no doubts\n"
    assert run("withdraw", "1", *BY).status == 0
    assert run("doubts").out == listed
    joined = run("same", "Kestrel (film)", "Kestrel: A Moor Story", *BY)
    assert joined.out == "decision 3: Kestrel (film) is Kestrel: A Moor Story\n"
    assert run("doubts").out == "no doubts\n"


def test_a_decision_needs_a_name_and_a_reason(run: Runner) -> None:
    assert run("confirm", "00000000", "--by", "Ines Duarte").status == 2
    assert run("confirm", "00000000", "--reason", "so").status == 2
