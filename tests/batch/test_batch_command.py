"""`slugline batch`: killed and begun again, on one worker and two, natively and on Ray: the same bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import Ran, Runner

pytest.importorskip("daft")
FILES = 5
BODY = (
    "The film *{name}* is set to open in theaters on June {day}, 2024, Harbour Row Pictures said. "
    "{lead} stars as the ferryman. It was directed by {maker}."
)
NAMES = ("Paper Tides", "Kettle Row", "Salt Hour", "The Quiet Ledger", "Long Meridian")
PEOPLE = ("Ada Rook", "Tomas Vell", "Ines Harrow", "Paul Okonta", "Mira Dunn")


def note(number: int) -> str:
    name, lead, maker = (ones[number // n % 5] for ones, n in ((NAMES, 1), (PEOPLE, 1), (PEOPLE, 5)))
    body = BODY.format(name=name, lead=lead, maker=maker, day=number % 28 + 1)
    return f'---\ndate: 2024-03-{number % 27 + 1:02}\ntitle: "{name}: a date"\npublisher: The Sheet\n---\n{body}\n'


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Archives of three articles each, a line that is none among them, and a folder of articles."""
    home = tmp_path_factory.mktemp("crawl")
    (home / "in" / "more").mkdir(parents=True)
    for file in range(FILES):
        rows = [{"text": note(3 * file + n), "url": f"https://sheet.example/{file}/{n}"} for n in range(3)]
        lines = [*map(json.dumps, rows), "no JSON at all"] if file == 1 else map(json.dumps, rows)
        (home / "in" / f"{file}.jsonl").write_text("\n".join(lines) + "\n")
    for n in range(3):
        (home / "in" / "more" / f"{n}.md").write_text(note(20 + n))
    (home / "in" / "more" / "undated.md").write_text("*Paper Tides* has no date.")
    return home


def words(out: str, *more: str) -> list[str]:
    command = [sys.executable, "-m", "slugline.surfaces.cli", "batch", "in", "--out", out, "--extractor", "rules"]
    return [*command, "--read-all", *more]


def ran(home: Path, out: str, *more: str) -> Ran:
    said = home / "said.out", home / "said.err"  # no pipes, which what a cluster leaves running would keep open
    with said[0].open("w") as stdout, said[1].open("w") as stderr:
        done = subprocess.run(words(out, *more), cwd=home, stdout=stdout, stderr=stderr, timeout=240)
    found = Ran(done.returncode, *(path.read_text(encoding="utf-8") for path in said))
    assert "Traceback" not in found.err, found.err
    return found


@pytest.fixture(scope="module")
def whole(crawl: Path) -> Path:
    """The output of a run on one worker that nothing disturbed."""
    done = ran(crawl, "whole/claims.parquet", "--workers", "1")
    assert done.status == 1, done.err
    assert f"of {3 * FILES + 3} articles (0 pages passed over, 2 set aside, {FILES + 4} files)" in done.out
    return crawl / "whole"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_output_is_the_claims_that_are_printed(whole: Path, crawl: Path) -> None:
    from slugline.contract import claim_to_json
    from slugline.surfaces.bulk.tables import ARTICLES, CLAIMS, article_from, rows_in
    from slugline.surfaces.exports.columns import claim_of

    assert set(bytes_of(whole)) == {"claims.parquet", "claims.articles.parquet", "claims.set-aside.jsonl"}
    found = [claim_to_json(claim_of(row)) for row in rows_in(whole / "claims.parquet", CLAIMS, 100)]
    command = [sys.executable, "-m", "slugline.surfaces.cli", "claims", "in/more", "--json", "--extractor", "rules"]
    printed = subprocess.run(command, cwd=crawl, capture_output=True, encoding="utf-8", timeout=60).stdout
    expected: list[dict[str, Any]] = [json.loads(line) for line in printed.splitlines()]
    for one in expected:
        one["source"]["file"] = f"in/more/{one['source']['file']}"
    assert expected
    assert found[-len(expected) :] == expected
    texts = {row["article"]: article_from(row).text for row in rows_in(whole / "claims.articles.parquet", ARTICLES, 9)}
    for row in rows_in(whole / "claims.parquet", CLAIMS, 100):
        assert texts[row["article"]][row["start"] : row["end"]] == row["quote"]
    aside = [json.loads(line) for line in (whole / "claims.set-aside.jsonl").read_text().splitlines()]
    assert [one["where"] for one in aside] == ["in/1.jsonl#4", "in/more/undated.md"]


def test_killed_and_begun_again_it_reads_only_what_was_not_done(whole: Path, crawl: Path) -> None:
    out, folder = crawl / "killed", crawl / "killed" / "claims.parquet.parts"
    process = subprocess.Popen(
        words("killed/claims.parquet", "--workers", "1"),
        cwd=crawl,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for _ in range(6000):
            if len(done := sorted(folder.glob("*.done.json"))) >= 2 or process.poll() is not None:
                break
            time.sleep(0.005)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert not (out / "claims.parquet").exists(), "it was done before it could be killed"
    before = {path: path.stat().st_mtime_ns for path in done}
    told: dict[Path, int] = {}
    for path in folder.glob("*.done.json"):
        told[path] = path.stat().st_mtime_ns
    again = ran(crawl, "killed/claims.parquet", "--workers", "2")
    assert again.status == 1
    last = again.err.strip().splitlines()[-1]
    assert f"{FILES + 4} of {FILES + 4} files" in last
    pages = int(last.partition("files, ")[2].partition(" pages")[0])
    assert 0 < pages < 3 * FILES + 5, "what had been read was read again"
    assert len(told) >= len(before) >= 2
    assert bytes_of(out) == bytes_of(whole)


def test_a_folder_keeps_its_tables_and_takes_what_is_new(whole: Path, crawl: Path, process: Runner) -> None:
    assert ran(crawl, "kept", "--workers", "2").status == 1
    kept = crawl / "kept"
    before = {path.name: path.stat().st_mtime_ns for path in kept.glob("*.parquet")}
    assert ran(crawl, "kept").status == 1
    assert {path.name: path.stat().st_mtime_ns for path in kept.glob("*.parquet")} == before
    records = [f"{name}.db" for name in ("of-files", "of-folder")]
    outs = [
        process("add", path, "--record", record).out
        for path, record in zip((whole / "claims.parquet", kept), records, strict=True)
    ]
    assert [out.partition(": ")[2] for out in outs] == [outs[0].partition(": ")[2]] * 2
    guides = [
        process("guide", "Salt Hour", "--as-of", "2024-05-01", "--json", "--record", record) for record in records
    ]
    assert guides[0].out == guides[1].out
    assert guides[0].status == 0
    assert "nothing is wrong" in process("verify", "--record", records[0]).out
    assert "18 same" in process("add", kept, "--record", records[0]).out


def test_a_cluster_gives_the_same_bytes(whole: Path, crawl: Path) -> None:
    pytest.importorskip("ray")
    done = ran(crawl, "ray/claims.parquet", "--ray", "local", "--workers", "2")
    assert done.status == 1, done.err
    assert bytes_of(crawl / "ray") == bytes_of(whole)
