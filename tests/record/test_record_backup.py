"""`slugline backup` copies a whole record, as it stood at one moment, into a new one; or it leaves nothing behind."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, select

from conftest import Runner
from record.tampering import BOTH, article, build, read
from record.test_record_upgrade import EARLIER, made_by
from record.test_record_verify import faults_at
from scenes import RECORDED, day, note, say
from servers import Server
from slugline.answers import ask, changes, guide
from slugline.claims.kinds import SPECS
from slugline.errors import RecordError
from slugline.model import Entity
from slugline.record import Decision, Record, claim_id, open_record, schema
from slugline.record import backup as module
from slugline.record.backup import backup
from slugline.record.connect import connect

Place = Callable[[str], str]
PAIRS = [(one, other) for one in BOTH for other in BOTH]


@pytest.fixture
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    """Gives the address of a new place for a record on a database."""
    made: list[str] = []

    def make(database: str) -> str:
        if database == "sqlite":
            made.append("")
            return f"sqlite:///{tmp_path / f'record-{len(made)}.db'}"
        server: Server = request.getfixturevalue("server")
        made.append(server.fresh())
        return made[-1]

    yield make
    for address in filter(None, made):
        request.getfixturevalue("server").drop(address)


def rows_of(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, with its number."""
    with closing(connect(url, create=False)) as database, database.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in schema.metadata.sorted_tables
        }


def answers(record: Record) -> list[object]:
    days = [day(text) for text in ("2026-01-20", "2026-03-15", "2027-01-01")]
    questions = ("When does Paper Tides come out?", "Who is in Paper Tides?", "Where can I watch Kettle Row?")
    return [
        *(guide(record, "Paper Tides", as_of=on) for on in days),
        guide(record, "Kettle Row", as_of=days[-1]),
        *(changes(record, as_of=on) for on in days),
        *(ask(record, question, as_of=on) for question in questions for on in days),
    ]


def answers_at(url: str) -> list[object]:
    with open_record(url, SPECS, create=False) as record:
        return answers(record)


def names_in(folder: Path) -> set[str]:
    """What is in a folder, but for the logs that SQLite keeps."""
    return {path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm"))}


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_copy_has_every_row_with_its_number_and_answers_the_same(source: str, target: str, place: Place) -> None:
    old, new = place(source), place(target)
    build(old)
    copied = backup(old, new)
    assert rows_of(new) == rows_of(old)
    passing = {table.name for table in schema.PASSING}
    assert {name: len(rows) for name, rows in rows_of(new).items() if name not in passing} == copied.rows
    assert faults_at(new) == []
    assert answers_at(new) == answers_at(old)
    assert "under the rug" not in copied.where


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_copy_goes_on_as_a_record_of_its_own(source: str, target: str, place: Place) -> None:
    old, new = place(source), place(target)
    build(old)
    before = rows_of(old)
    backup(old, new)
    late = article(
        "Paper Tides opens on 18 June 2027, and Ada Rook plays Wren. Otto Lind directs it in Porto.", day("2026-06-01")
    )
    with open_record(new, SPECS, create=False) as record:
        assert [one.outcome for one in record.add(late, read(late), RECORDED)] == ["changed"]
        scene = note("2026-06-01", "The Post", say("composer", "Mina Sands"))
        assert [one.outcome for one in record.add(None, scene.claims, RECORDED)] == ["new"]
        made = record.decide(
            Decision(0, "confirm", day("2026-06-02"), "Ines", "heard", claim=claim_id(scene.claims[0])), RECORDED
        )
        assert made.id == 7
    assert faults_at(new) == []
    assert rows_of(old) == before


def test_a_move_to_a_server_and_back_changes_nothing(place: Place) -> None:
    one, two, three = place("sqlite"), place("postgresql"), place("sqlite")
    odd = "Paper\x00 Tides \ue000 \ue0000 \U0001f30a"
    with open_record(one, SPECS) as record:
        claim = say("also_known_as", odd, quote=f"also {odd}")
        record.add(None, note("2026-03-01", "The \x00 Post", claim).claims, RECORDED)
    backup(one, two)
    backup(two, three)
    assert rows_of(one) == rows_of(two) == rows_of(three)
    assert rows_of(three)["claims"][0][7] == rows_of(one)["claims"][0][7]
    assert faults_at(three) == []


def keep(connection: Connection) -> None:
    """A row in each of the desk's tables."""
    at = RECORDED.isoformat()
    rows: dict[Table, dict[str, object]] = {
        schema.accounts: {"key": "ines", "name": "Ines", "password": "a hash", "created_at": at},
        schema.sessions: {"key": "0", "account": 1, "csrf": "1", "created_at": at, "expires_at": at, "seen_at": at},
        schema.tokens: {"key": "2", "label": "a reader", "created_at": at},
        schema.hooks: {"url": "https://x.example/", "secret": "3", "what": "all", "name": "", "created_at": at},
        schema.attempts: {"who": "4", "at": at},
    }
    assert set(rows) == set(schema.DESK)
    for table, row in rows.items():
        connection.execute(table.insert(), [row])


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_accounts_tokens_and_hooks_go_with_a_copy_and_who_is_signed_in_does_not(
    source: str, target: str, place: Place
) -> None:
    old, new = place(source), place(target)
    with open_record(old, SPECS) as record:
        record.writing(keep)
    backup(old, new)
    there, copied = rows_of(old), rows_of(new)
    for table in schema.DESK:
        assert len(there[table.name]) == 1
        assert copied[table.name] == ([] if table in schema.PASSING else there[table.name])
    assert faults_at(old) == faults_at(new) == []


@pytest.mark.parametrize("target", BOTH)
def test_a_copy_of_nothing_is_an_empty_record(target: str, place: Place) -> None:
    old, new = place("sqlite"), place(target)
    open_record(old, SPECS).close()
    assert backup(old, new).rows["articles"] == 0
    with open_record(new, SPECS, create=False) as record:
        scene = note("2026-06-01", "The Post", say("composer", "Mina Sands"))
        assert record.add(None, scene.claims, RECORDED)[0].outcome == "new"
    assert faults_at(new) == []


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_rows_are_copied_a_few_at_a_time(
    source: str, target: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = place(source), place(target)
    build(old)
    monkeypatch.setattr(module, "_ROWS", 2)
    monkeypatch.setattr(module, "_TEXTS", 1)
    backup(old, new)
    assert rows_of(new) == rows_of(old)


@pytest.mark.parametrize("number", EARLIER)
@pytest.mark.parametrize("target", BOTH)
def test_a_record_of_an_earlier_schema_is_copied_as_one_of_today(
    number: str, target: str, place: Place, tmp_path: Path
) -> None:
    old, new = str(made_by(number, tmp_path)), place(target)
    backup(old, new)
    assert rows_of(new) == rows_of(old)
    assert faults_at(new) == []


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_what_is_written_meanwhile_is_whole_in_the_copy_or_not_there(
    source: str, target: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = place(source), place(target)
    build(old)
    monkeypatch.setattr(module, "_ROWS", 3)
    monkeypatch.setattr(module, "_TEXTS", 1)
    stop = threading.Event()
    written: list[str] = []

    def write() -> None:
        with open_record(old, SPECS, create=False) as record:
            for number in range(500):
                if stop.is_set() and number > 5:
                    return
                said = [say("runtime", 90 + n, of=Entity("film", f"Film {number}", 2000 + n)) for n in range(5)]
                scene = note("2026-05-01", "The Post", *said, url=f"https://post.example/{number}")
                record.add(None, scene.claims, RECORDED)
                written.append(str(number))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while not written:
            assert writer.is_alive()
        backup(old, new)
    finally:
        stop.set()
        writer.join()
    assert faults_at(new) == []
    assert faults_at(old) == []
    copied, there = rows_of(new), rows_of(old)
    assert len(copied["claims"]) == 15 + 5 * (len(copied["versions"]) - 4)
    assert copied["claims"] == there["claims"][: len(copied["claims"])]
    assert len(there["versions"]) == 4 + len(written)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A record in a file of a folder of its own."""
    folder = tmp_path / "here"
    folder.mkdir()
    build(str(folder / "old.db"))
    return folder / "old.db"


def refusal(url: str | Path, to: str | Path) -> str:
    with pytest.raises(RecordError) as caught:
        backup(str(url), str(to))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_nothing_that_is_there_is_written_over(old: Path) -> None:
    folder = old.parent
    (folder / "empty.db").touch()
    (folder / "notes.txt").write_text("notes", encoding="utf-8")
    (folder / "dangling.db").symlink_to(folder / "nowhere.db")
    (folder / "again.db").symlink_to(old)
    (folder / "left.db-wal").write_bytes(b"of a record that has gone")
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    said = {
        name: refusal(old, folder / name)
        for name in ("empty.db", "notes.txt", "dangling.db", "again.db", "old.db", "left.db", ".", "none/new.db")
    }
    for name in ("empty.db", "notes.txt", "dangling.db"):
        assert said[name].startswith(f"{folder / name}: is there already (allowed: the path of a new file")
    assert said["left.db"].startswith(f"{folder / 'left.db-wal'}: is there already")
    assert all(": is the record itself (" in said[name] for name in ("again.db", "old.db"))
    assert ": is a folder (" in said["."]
    assert said["none/new.db"].startswith(f"{folder / 'none'}: the folder does not exist")
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_places_that_are_no_place_for_a_record_are_refused(old: Path) -> None:
    assert "in memory" in refusal(old, ":memory:")
    assert "address is empty" in refusal(old, " ")
    assert "no record is kept on 'mysql'" in refusal(old, "mysql://localhost/films")
    assert "more than one @" in refusal(old, "postgresql://me:a@b@localhost/films")
    assert "there is no record" in refusal(old.with_name("none.db"), old.with_name("new.db"))
    assert names_in(old.parent) == {"old.db"}


def test_a_place_that_cannot_be_written_is_named(old: Path) -> None:
    said = refusal(old, "/sys/new.db")
    assert said.startswith("/sys/new.db: ")
    assert "(allowed: a folder that can be written, with room on the disk)" in said


def test_a_server_that_holds_anything_is_refused(old: Path, place: Place, server: Server) -> None:
    taken, other = place("postgresql"), place("postgresql")
    build(taken)
    before = rows_of(taken)
    server.run("CREATE TABLE films (name text)", at=other)
    assert ": holds a record already (allowed: the path of a new file, or an empty database" in refusal(old, taken)
    assert ": holds a record already" in refusal(taken, taken)
    assert ": holds tables already (films)" in refusal(old, other)
    assert rows_of(taken) == before
    assert server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", at=other) == [(1,)]


class Cut(BaseException):
    """An end that nobody expects."""


@pytest.mark.parametrize(
    "fault", [Cut(), RecordError("gone"), OSError(5, "Input/output error")], ids=lambda one: type(one).__name__
)
@pytest.mark.parametrize("target", BOTH)
def test_a_copy_that_is_cut_short_leaves_nothing(
    fault: BaseException, target: str, old: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = place(target) if target == "postgresql" else str(old.with_name("new.db"))
    whole = module._rows

    def cut(source: Any) -> Iterator[Any]:
        for table, rows in whole(source):
            if table is schema.names:
                raise fault
            yield table, rows

    with monkeypatch.context() as patched:
        patched.setattr(module, "_rows", cut)
        with pytest.raises((Cut, RecordError, OSError)):
            backup(str(old), to)
    assert names_in(old.parent) == {"old.db"}
    backup(str(old), to)
    assert rows_of(to) == rows_of(str(old))


def test_a_disk_that_is_full_is_said_and_nothing_is_left(old: Path) -> None:
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (40960, 40960)); "
        "from slugline.surfaces.cli import main; main(sys.argv[1:], prog_name='slugline')"
    )
    words = [sys.executable, "-c", script, "backup", "--record", str(old), str(old.with_name("new.db"))]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith(f"slugline: {old.with_name('new.db')}: ")
    assert "with room on it" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert names_in(old.parent) == {"old.db"}


def test_a_name_that_another_takes_meanwhile_stays_the_others(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = old.with_name("new.db")
    whole = module._synced

    def meddle(path: Path) -> None:
        whole(path)
        new.write_text("mine", encoding="utf-8")

    monkeypatch.setattr(module, "_synced", meddle)
    assert "is there already" in refusal(old, new)
    assert new.read_text(encoding="utf-8") == "mine"
    assert names_in(old.parent) == {"old.db", "new.db"}


def test_a_file_system_without_links_will_do(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    new = old.with_name("new.db")
    backup(str(old), str(new))
    assert rows_of(str(new)) == rows_of(str(old))
    assert names_in(old.parent) == {"old.db", "new.db"}


def test_a_copy_is_no_more_open_than_its_record_and_waits_for_no_log(old: Path) -> None:
    old.chmod(0o640)
    new = old.with_name("new.db")
    backup(str(old), str(new))
    assert stat.S_IMODE(new.stat().st_mode) == 0o640
    assert {path.name for path in old.parent.iterdir() if path.name.startswith("new")} == {"new.db"}
    with closing(sqlite3.connect(new)) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("target", BOTH)
@pytest.mark.parametrize(
    "spoilt",
    ["UPDATE claims SET version = 77 WHERE id = 9", "UPDATE claims SET said_on = 'soon' WHERE id = 9"],
)
def test_a_damaged_record_is_not_copied(spoilt: str, target: str, old: Path, place: Place) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as database:
        database.execute(spoilt)
    to = place(target) if target == "postgresql" else str(old.with_name("new.db"))
    said = refusal(old, to)
    assert said.startswith(f"{old}: ")
    assert "`slugline verify` finds nothing wrong" in said
    assert names_in(old.parent) == {"old.db"}
    if target == "postgresql":
        with pytest.raises(RecordError, match="there is no record"):
            connect(to, create=False)


def test_the_command_copies_and_says_what(slugline: Runner, tmp_path: Path, place: Place) -> None:
    build(str(tmp_path / "record.db"))
    ran = slugline("backup", "copy.db")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "copy.db: copied 3 articles, 4 versions, 15 claims, 20 names, 6 decisions\n"
    assert faults_at(str(tmp_path / "copy.db")) == []
    again = slugline("backup", "copy.db")
    assert (again.status, again.out) == (1, "")
    assert again.err.startswith("slugline: copy.db: is there already (allowed: ")
    moved = slugline("backup", "--record", "copy.db", place("postgresql"))
    assert moved.status == 0
    assert "under the rug" not in moved.out
    assert slugline("backup").status == 2
