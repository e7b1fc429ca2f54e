"""The command line as a user meets it: what is printed where, and the exit status."""

from __future__ import annotations

import contextlib
import json
import math
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conftest import HOME, Runner, Writer
from slugline.surfaces.cli import main

CAST = "*The Salt Ledger* stars Ilse Ngata as Warden Pell. Odd Bakke directed the film."
DATED = "*The Salt Ledger* will be released in theaters on March 13, 2026."
MOVED = "*The Salt Ledger* has been moved from March 13, 2026, to June 5, 2026."
EXAMPLES = HOME / "examples" / "ballerina"
COMMANDS = (
    "account", "add", "ask", "backup", "batch", "changes", "check", "claims", "confirm", "correct", "decisions",
    "differ", "doubts", "explain", "export", "follow", "guide", "hook", "import", "label", "mcp", "person", "reject",
    "same", "search", "serve", "status", "timeline", "token", "verify", "watch", "withdraw",
)  # fmt: skip


def complaints(err: str) -> list[str]:
    lines = err.splitlines()
    assert all(line.startswith("slugline: ") for line in lines), err
    return lines


def claim(name: str = "The Salt Ledger", **changes: Any) -> str:
    said = {
        "subject": {"type": "film", "name": name},
        "property": "release_date",
        "value": {"type": "date", "edtf": "2026-03-13"},
        "modality": "scheduled",
        "evidence": {"quote": "opens on March 13", "start": 4, "end": 21},
        "said_on": "2025-09-02",
        "source": {"url": "https://one.example/a", "publisher": "One", "title": "A date"},
    }
    return json.dumps(said | changes)


# claims


def test_claims_prints_one_json_object_a_line(slugline: Runner, note: Writer) -> None:
    path = note("notes/ledger", "2025-09-02", CAST)
    ran = slugline("claims", path, "--json")
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.status, ran.err) == (0, "")
    assert {row["property"] for row in found} >= {"cast_member", "director"}
    text = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    for row in found:
        evidence = row["evidence"]
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
        assert row["source"]["file"] == "ledger.md"
        assert row["said_on"] == "2025-09-02"


def test_claims_prints_a_table_without_json(slugline: Runner, note: Writer) -> None:
    ran = slugline("claims", note("ledger", "2025-09-02", CAST, title="Pell at last"))
    assert ran.status == 0
    for words in ("Pell at last", "The Salt Ledger (film)", "Ilse Ngata, as Warden Pell", "cast member"):
        assert words in ran.out


def test_an_article_without_a_date_needs_one(slugline: Runner, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text(DATED, encoding="utf-8")
    refused, read = slugline("claims", "plain.txt"), slugline("claims", "plain.txt", "--date", "2025-09-02", "--json")
    assert refused.status == 1
    assert "--date" in complaints(refused.err)[0]
    assert read.status == 0
    assert '"2025-09-02"' in read.out


def test_a_file_of_claims_is_no_article(slugline: Runner, tmp_path: Path, note: Writer) -> None:
    note("folder/ledger", "2025-09-02", CAST)
    file = tmp_path / "folder" / "ledger.claims.jsonl"
    file.write_text(claim(), encoding="utf-8")
    assert slugline("claims", file).status == 1
    assert slugline("claims", tmp_path / "folder").status == 0


# bad input

BAD_FILES = {
    "empty.md": b"",
    "blank.txt": b" \n\n",
    "binary.md": bytes(range(256)) * 20,
    "cut.html": b"<html><body><p>An art",
    "yaml.md": b"---\ntitle: [unclosed\ndate: 2024-01-01\n---\nText.\n",
    "noday.md": b"---\ntitle: A\ndate: 2024-02-30\n---\nText.\n",
    "undated.md": b"---\ntitle: A\n---\nText.\n",
    "bomb.html": b"<html><body>" + b"<div>" * 1_000_000,
    "sheet.xlsx": b"PK\x03\x04",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_files_are_named_in_one_line(slugline: Runner, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BAD_FILES[name])
    for command in ("claims", "add"):
        ran = slugline(command, name)
        assert (ran.status, ran.out) == (1, "")
        (line,) = complaints(ran.err)
        assert name in line
        assert "(allowed: " in line


def test_a_file_of_100_mb_is_refused_unread(slugline: Runner, tmp_path: Path) -> None:
    with (tmp_path / "huge.md").open("wb") as stream:
        stream.truncate(100_000_000)
    ran = slugline("claims", "huge.md")
    assert ran.status == 1
    assert "100.0 MB" in complaints(ran.err)[0]


def test_one_bad_file_does_not_stop_the_good_ones(slugline: Runner, tmp_path: Path, note: Writer) -> None:
    note("folder/a", "2025-09-02", DATED)
    (tmp_path / "folder" / "b.md").write_bytes(b"\x00\x01\x02" * 50)
    note("folder/c", "2025-12-02", MOVED)
    ran = slugline("add", "folder")
    assert ran.status == 1
    assert len(complaints(ran.err)) == 1
    assert len(ran.out.splitlines()) == 2
    assert slugline("guide", "The Salt Ledger").status == 0


def test_an_empty_path_is_not_the_current_folder(slugline: Runner, note: Writer) -> None:
    note("ledger", "2025-09-02", DATED)
    ran = slugline("claims", "")
    assert (ran.status, ran.out) == (1, "")
    assert "the path is empty" in complaints(ran.err)[0]


def test_a_date_beyond_all_news_is_refused(slugline: Runner, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text(DATED, encoding="utf-8")
    ran = slugline("add", "plain.txt", "--date", "0001-01-01")
    assert ran.status == 1
    assert "no day of news" in complaints(ran.err)[0]


def test_a_complaint_stays_of_bearable_length(told: Runner) -> None:
    ran = told("guide", "x" * 100_000)
    assert ran.status == 3
    assert len(complaints(ran.err)[0]) < 3_000


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_fault(tmp_path: Path, note: Writer, closed: str) -> None:
    path = note("ledger", "2025-09-02", CAST)
    command = f'"{sys.executable}" -m slugline.surfaces.cli claims "{path}" --json {closed}'
    ran = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_record_that_was_tampered_with_is_named(told: Runner, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "record.db")) as database:
        database.execute("UPDATE claims SET value = '{bad'")
        database.commit()
    ran = told("guide", "The Salt Ledger")
    assert ran.status == 1
    assert "a readable record" in complaints(ran.err)[0]


@pytest.mark.parametrize("path", ["nowhere", "nowhere.md"])
def test_a_path_that_is_not_there(slugline: Runner, path: str) -> None:
    ran = slugline("claims", path)
    assert ran.status == 1
    assert path in complaints(ran.err)[0]


def test_hostile_text_does_not_reach_the_terminal(slugline: Runner, note: Writer) -> None:
    body = "*The \x1b[2JSalt \u202eLedger* stars Ilse Ngata as Warden [bold]Pell[/bold]."
    path = note("hostile", "2025-09-02", body, title="A [red]title[/red]")
    for ran in (slugline("claims", path), slugline("claims", path, "--json"), slugline("add", path)):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ran.out + ran.err)


# claims files


def test_bad_lines_are_named_and_their_article_left_out(slugline: Runner, tmp_path: Path) -> None:
    two = {"url": "https://two.example/b"}
    lines = [claim(), claim("Harrow Line", source=two), claim("Harrow Line", source=two, modality="maybe"), ""]
    (tmp_path / "said.claims.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = slugline("add", "said.claims.jsonl")
    assert ran.status == 1
    (line,) = complaints(ran.err)
    assert "said.claims.jsonl:3: " in line
    assert "rumoured" in line
    assert slugline("guide", "The Salt Ledger").status == 0
    assert slugline("guide", "Harrow Line").status == 3


@pytest.mark.parametrize("bad", ["{", "[]", '"text"', '{"subject": "\\ud800"}', "[" * 100_000, "NaN", "1" * 10_000])
def test_a_line_of_no_article_takes_the_file(slugline: Runner, tmp_path: Path, bad: str) -> None:
    (tmp_path / "said.claims.jsonl").write_text(f"{claim()}\n{bad}\n", encoding="utf-8")
    ran = slugline("add", "said.claims.jsonl")
    assert (ran.status, ran.out) == (1, "")
    assert "said.claims.jsonl:2: " in complaints(ran.err)[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"property": []},
        {"property": {"a": 1}},
        {"subject": {"type": "film", "name": "Salt", "year": 10**30}},
        {"subject": {"type": "film", "name": "Salt", "year": -1}},
        {"subject": {"type": "film", "name": "Salt", "year": {}}},
        {"value": {"type": "person", "name": "Ilse Ngata"}},
        {"value": {"type": "text", "text": "soon"}},
        {"property": "runtime", "value": {"type": "quantity", "amount": 10**400, "unit": "minutes"}},
        {"property": "runtime", "value": {"type": "quantity", "amount": math.nan, "unit": "minutes"}},
        {"property": "runtime", "value": {"type": "quantity", "amount": -5, "unit": "minutes"}},
        {"property": "runtime", "value": {"type": "quantity", "amount": 5, "unit": ["minutes"]}},
        {"property": "runtime", "value": {"type": "film", "name": "Salt"}},
        {"qualifiers": {"replaces": "2024-02-30"}},
        {"qualifiers": {"territory": ["France"]}},
        {"qualifiers": {"season": 10**30}},
        {"qualifiers": {"season": math.inf}},
        {"qualifiers": []},
        {"attribution": "One"},
        {"attribution": [""]},
        {"evidence": {"quote": "x", "start": 10**30, "end": 10**30 + 1}},
        {"source": {"url": 7}},
        {"said_on": "0001-01-01"},
        {"said_on": "20250902"},
        {"said_on": "2025-W36-2"},
        {"rule": 7},
    ],
)
def test_a_claim_with_a_wrong_part_is_named_and_not_recorded(
    slugline: Runner, tmp_path: Path, changes: dict[str, Any]
) -> None:
    (tmp_path / "said.claims.jsonl").write_text(claim(**changes), encoding="utf-8")
    for command in ("add", "check"):
        ran = slugline(command, "said.claims.jsonl")
        assert ran.status == 1
        assert "said.claims.jsonl:1: " in complaints(ran.err)[0]
        assert "(allowed: " in ran.err
        assert len(ran.err) < 1500
    assert slugline("guide", "The Salt Ledger").status == 3


def test_a_claims_file_beside_its_article_is_passed_over(slugline: Runner, tmp_path: Path, note: Writer) -> None:
    note("folder/ledger", "2025-09-02", DATED)
    (tmp_path / "folder" / "ledger.claims.jsonl").write_text(claim("Harrow Line"), encoding="utf-8")
    (tmp_path / "folder" / "other.claims.jsonl").write_text(claim("Tin Orchard"), encoding="utf-8")
    assert len(slugline("add", "folder").out.splitlines()) == 2
    assert slugline("guide", "Tin Orchard").status == 0
    assert slugline("guide", "Harrow Line").status == 3


# the record


@pytest.fixture
def told(slugline: Runner, note: Writer) -> Runner:
    """A record of two notes: a date, and its move."""
    first = note("first", "2025-09-02", f"{CAST} {DATED}", title="A date for the ledger")
    second = note("second", "2025-12-02", MOVED, title="The ledger moves")
    assert slugline("add", first, second).status == 0
    return slugline


def test_add_says_what_it_did_and_the_same_again_is_no_change(told: Runner, tmp_path: Path) -> None:
    again = told("add", tmp_path / "first.md")
    assert again.status == 0
    assert again.out.startswith("same")


def test_guide_as_of_a_day(told: Runner) -> None:
    then = told("guide", "The Salt Ledger", "--as-of", "2025-10-01", "--json")
    answers = {row["property"]: row for row in json.loads(then.out)["answers"]}
    assert answers["release_date"]["values"][0]["value"]["edtf"] == "2026-03-13"
    now = json.loads(told("guide", "The Salt Ledger", "--as-of", "2025-12-31", "--json").out)
    (release,) = [row for row in now["answers"] if row["property"] == "release_date"]
    assert release["values"][0]["value"]["edtf"] == "2026-06-05"
    assert release["values"][0]["citations"][0]["publisher"] == "The Test Sheet"
    page = told("guide", "The Salt Ledger", "--as-of", "2025-12-31", "--words")
    for words in (
        "June 5, 2026",
        "earlier: March 13, 2026",
        "Ilse Ngata, as Warden Pell",
        "Sources",
        "testsheet.example",
    ):
        assert words in page.out


def test_titles_that_nobody_named(told: Runner) -> None:
    ran = told("guide", "The Salt Lodger")
    assert (ran.status, ran.out) == (3, "")
    assert "The Salt Ledger" in complaints(ran.err)[0]


def test_ask_answers_or_abstains(told: Runner) -> None:
    ran = told("ask", "When does The Salt Ledger come out?", "--as-of", "2025-12-31")
    assert ran.status == 0
    assert "2026" in ran.out
    silent = told("ask", "Who wrote the music of The Salt Ledger?", "--json")
    assert silent.status == 3
    assert json.loads(silent.out)["standing"] == "unanswered"


def test_changes_newest_first(told: Runner) -> None:
    ran = told("changes", "The Salt Ledger", "--as-of", "2025-12-31", "--json")
    rows = json.loads(ran.out)
    assert ("moved", "2025-12-02") in {(row["change"], row["on"]) for row in rows}
    assert [row["on"] for row in rows] == sorted((row["on"] for row in rows), reverse=True)
    since = told("changes", "--since", "2026-01-01", "--as-of", "2026-01-02")
    assert (since.status, since.out.strip()) == (0, "nothing changed")


def test_check_exits_1_where_something_is_stale(told: Runner, tmp_path: Path) -> None:
    stale = told("check", tmp_path / "first.md", "--as-of", "2025-12-31")
    assert stale.status == 1
    assert "June 5, 2026" in stale.out
    fine = told("check", tmp_path / "first.md", "--as-of", "2025-10-01")
    assert fine.status == 0
    assert "0 of" in fine.out


def test_check_of_one_of_several_titles(slugline: Runner, tmp_path: Path) -> None:
    def film(year: int, edtf: str, slug: str, day: str) -> str:
        source = {"url": f"https://{slug}.example/a", "publisher": slug, "title": f"{slug} {year}"}
        subject = (
            {"type": "film", "name": "Harrow Line", "year": year} if year else {"type": "film", "name": "Harrow Line"}
        )
        return claim(subject=subject, source=source, said_on=day, value={"type": "date", "edtf": edtf})

    known = [film(1999, "1999-05-07", "one", "1999-05-01"), film(2026, "2026-06-05", "two", "2025-11-01")]
    (tmp_path / "known.claims.jsonl").write_text("\n".join(known), encoding="utf-8")
    (tmp_path / "old.claims.jsonl").write_text(film(0, "2026-03-13", "three", "2025-09-02"), encoding="utf-8")
    assert slugline("add", "known.claims.jsonl").status == 0
    for picked, verdict in ((("--year", "2026"), "changed"), (("--year", "2031"), "unconfirmed")):
        ran = slugline("check", "old.claims.jsonl", *picked, "--as-of", "2025-12-31", "--json")
        assert [row["verdict"] for row in json.loads(ran.out)["claims"]] == [verdict]


def test_timeline_of_a_franchise(slugline: Runner, tmp_path: Path) -> None:
    franchise = {"property": "franchise", "value": {"type": "franchise", "name": "Ledger"}, "modality": "stated"}
    order = {"property": "set_after", "value": {"type": "title", "name": "Salt One"}, "modality": "stated"}
    lines = [claim("Salt One", **franchise), claim("Salt Two", **franchise), claim("Salt Two", **order)]
    (tmp_path / "said.claims.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert slugline("add", "said.claims.jsonl").status == 0
    ran = slugline("timeline", "Ledger", "--json")
    assert [title["name"] for title in json.loads(ran.out)["titles"]] == ["Salt One", "Salt Two"]
    assert "Salt Two" in slugline("timeline", "Ledger", "--order", "release").out
    assert slugline("timeline", "Nothing").status == 3


@pytest.mark.parametrize("command", ["guide", "ask", "timeline"])
def test_reading_makes_no_record(slugline: Runner, tmp_path: Path, command: str) -> None:
    ran = slugline(command, "Anything")
    assert ran.status == 1
    assert len(complaints(ran.err)) == 1
    assert not (tmp_path / "record.db").exists()


def test_the_record_by_option_and_by_environment(slugline: Runner, tmp_path: Path) -> None:
    (tmp_path / "said.claims.jsonl").write_text(claim(), encoding="utf-8")
    assert slugline("add", "said.claims.jsonl", "--record", "sqlite:///other.db").status == 0
    assert (tmp_path / "other.db").exists()
    assert slugline("guide", "The Salt Ledger", SLUGLINE_RECORD="other.db").status == 0
    (tmp_path / "text.db").write_text("this is no database", encoding="utf-8")
    assert slugline("guide", "The Salt Ledger", "--record", "text.db").status == 1


def test_another_policy(told: Runner, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("[firmnes]\nstated = 3\n", encoding="utf-8")
    ran = told("guide", "The Salt Ledger", "--policy", "policy.toml")
    assert ran.status == 1
    assert "firmness" in complaints(ran.err)[0]


# the command line itself


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("claims",),
        ("guide",),
        ("guide", "A", "--as-of", "2024-02-30"),
        ("guide", "A", "--as-of", "today"),
        ("guide", "A", "--kind", "opera"),
        ("guide", "A", "--year", "soon"),
        ("timeline", "A", "--order", "sideways"),
        ("claims", "a.md", "--nonsense"),
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_exits_2_in_one_line(slugline: Runner, words: tuple[str, ...]) -> None:
    ran = slugline(*words)
    assert (ran.status, ran.out) == (2, "")
    assert len(complaints(ran.err)) == 1


def test_help_names_every_command() -> None:
    ran = CliRunner().invoke(main, ["--help"])
    assert ran.exit_code == 0
    assert all(re.search(rf"^  {name} ", ran.output, re.MULTILINE) for name in COMMANDS)
    assert set(main.commands) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    ran = CliRunner().invoke(main, [command, "--help"])
    assert ran.exit_code == 0
    assert all(option.help for option in main.commands[command].params if option.param_type_name == "option")


def test_help_loads_no_heavy_library() -> None:
    heavy = "rich", "sqlalchemy", "trafilatura", "lxml", "markdown_it", "yaml", "slugline.claims", "slugline.text"
    program = f"import sys, slugline.surfaces.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_claims_of_markdown_load_no_database_and_no_html(note: Writer) -> None:
    path = note("ledger", "2025-09-02", CAST)
    program = (
        "import sys\nfrom slugline.surfaces.cli import main\n"
        f"try:\n    main(['claims', {str(path)!r}, '--json'])\n"
        "except SystemExit:\n    pass\n"
        "print([name for name in ('sqlalchemy', 'trafilatura', 'htmldate', 'dateparser') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_fault_of_our_own_is_one_line(monkeypatch: pytest.MonkeyPatch, note: Writer) -> None:
    import slugline.claims.extract

    def broken(_: object, **_options: object) -> object:
        raise ZeroDivisionError("nobody \x1b[31mforesaw this")

    monkeypatch.setattr(slugline.claims.extract, "extract", broken)
    monkeypatch.delenv("SLUGLINE_DEBUG", raising=False)
    ran = CliRunner().invoke(main, ["claims", str(note("a", "2025-09-02", CAST))])
    assert ran.exit_code == 70
    (line,) = complaints(ran.stderr)
    assert "internal fault, please report it: ZeroDivisionError: nobody foresaw this" in line


def test_a_reader_that_leaves_early_is_no_fault(note: Writer) -> None:
    paths = [str(note(f"many/{number}", "2025-09-02", CAST)) for number in range(40)]
    command = [sys.executable, "-m", "slugline.surfaces.cli", "claims", *paths, "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == ""


def opened_once_it_is_read(pipe: Path, reader: subprocess.Popen[str]) -> int:
    while reader.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.02)
    raise AssertionError(f"the command ended before it read {pipe}")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_is_one_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "policy.toml")
    command = [sys.executable, "-m", "slugline.surfaces.cli", "guide", "A", "--policy", str(tmp_path / "policy.toml")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as running:
        waited_for = opened_once_it_is_read(tmp_path / "policy.toml", running)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=30)
        os.close(waited_for)
    assert running.returncode == 130
    assert complaints(err) == ["slugline: interrupted"]


def test_exit_statuses_of_real_processes(process: Runner, note: Writer) -> None:
    first, second = note("first", "2025-09-02", f"{CAST} {DATED}"), note("second", "2025-12-02", MOVED)
    assert process("add", first, second).status == 0
    assert process("claims", first, "nowhere.md", "--json").status == 1
    assert process("check", first, "--as-of", "2025-12-31").status == 1
    assert process("guide").status == 2
    nobody = process("guide", "The Salt Lodger")
    assert nobody.status == 3
    assert complaints(nobody.err)


def test_the_examples_can_be_read(slugline: Runner) -> None:
    ran = slugline("add", EXAMPLES)
    assert (ran.status, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == len(list(EXAMPLES.glob("*.md")))
