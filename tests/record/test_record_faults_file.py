"""A record in a file, when the disk or its owner refuses: one clear line, and nothing is lost."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import record_kills as kills
from conftest import Runner
from slugline.claims.kinds import SPECS
from slugline.errors import RecordError
from slugline.record import Record, open_record, sqlite

CLAIMS = kills.made_claims()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Articles to add, as claims files."""
    return kills.written(CLAIMS, tmp_path / "articles")


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A record of the same articles, at rest, in a folder of its own."""
    path = tmp_path / "home" / "record.db"
    path.parent.mkdir()
    with open_record(str(path), SPECS) as record:
        record.add(None, CLAIMS, kills.READ_ON)
    return path


def refused(line: str, fault: str, allowed: str) -> None:
    assert line.startswith("slugline: ")
    assert line.count("\n") == 1
    assert "Traceback" not in line
    assert fault in line
    assert f"(allowed: {allowed}" in line


def whole(path: Path, articles: int | None = None) -> int:
    """How many articles are in a record, all of them whole."""
    number, faults, claims = kills.found(f"sqlite:///{path}")
    assert [*faults, *kills.part_articles(claims, CLAIMS)] == []
    assert articles in (None, number)
    return number or 0


def hashes(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def mounted(*words: str) -> None:
    done = subprocess.run(["mount", *words], capture_output=True, encoding="utf-8")
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """A file or folder that cannot be written: by its mode, or, for root, whom no mode stops, by a mount."""
    if os.geteuid():
        mode = path.stat().st_mode
        path.chmod(mode & ~0o222)
        yield
        path.chmod(mode)
        return
    mounted("--bind", str(path), str(path))
    try:
        mounted("-o", "remount,bind,ro", str(path))
        yield
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid():
        pytest.skip("only root may mount a small disk")
    mounted("-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder))
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def room(disk: Path) -> int:
    """The bytes that are left on a disk."""
    return os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize


def test_a_full_disk(slugline: Runner, files: Path, small_disk: Path) -> None:
    path = small_disk / "record.db"
    open_record(str(path), SPECS).close()
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (room(small_disk) - 250_000))
    done = slugline("add", files, "--record", path)
    assert done.status == 1
    refused(done.err, "full", "room on the disk")
    assert 0 < whole(path) < kills.ARTICLES
    assert done.out.count("new") == whole(path)
    filler.unlink()
    assert slugline("add", files, "--record", path).status == 0
    assert whole(path, kills.ARTICLES)


def test_no_room_even_for_the_tables(slugline: Runner, files: Path, small_disk: Path) -> None:
    path = small_disk / "record.db"
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (room(small_disk) - 20_480))
    done = slugline("add", files, "--record", path)
    assert done.status == 1
    refused(done.err, "", "")
    filler.unlink()
    assert slugline("add", files, "--record", path).status == 0
    assert whole(path, kills.ARTICLES)


def test_a_file_that_may_not_grow(files: Path, tmp_path: Path) -> None:
    """The limit of a process on its files stands in for a full disk where nothing can be mounted."""
    path = tmp_path / "record.db"
    open_record(str(path), SPECS).close()
    words = [sys.executable, "-m", "slugline.surfaces.cli", "add", str(files), "--record", str(path)]
    limited = subprocess.run(
        words,
        capture_output=True,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)),
    )
    assert limited.returncode == 1
    refused(limited.stderr, "disk", "")
    assert 0 < whole(path) < kills.ARTICLES
    assert subprocess.run(words, capture_output=True).returncode == 0
    assert whole(path, kills.ARTICLES)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_cannot_be_written_can_be_read(what: str, slugline: Runner, files: Path, filled: Path) -> None:
    asked = ("guide", kills.FILM.name, "--as-of", "2025-01-01", "--json", "--record", filled)
    before, told = hashes(filled.parent), slugline(*asked).out
    later = kills.written(kills.made_claims(revision=1), files.parent / "later")
    with read_only(filled if what == "file" else filled.parent):
        read = slugline(*asked)
        written = slugline("add", later, "--record", filled)
        same = hashes(filled.parent)
    assert (read.status, read.out, read.err) == (0, told, "")
    assert written.status == 1
    refused(written.err, "readonly", "a file and a folder that can be written")
    assert same == before
    whole(filled, kills.ARTICLES)


def test_a_record_whose_writer_was_killed_can_be_read_where_it_cannot_be_written(filled: Path, tmp_path: Path) -> None:
    """Its log stays beside it, and counts."""
    home = tmp_path / "left"
    with open_record(str(filled), SPECS) as record:
        record.add(None, kills.made_claims(revision=1), kills.READ_ON)
        shutil.copytree(filled.parent, home)
    assert (home / "record.db-wal").stat().st_size > 0
    with read_only(home), open_record(str(home / "record.db"), SPECS, create=False) as record:
        claims = record.claims()
    assert kills.part_articles(claims, kills.made_claims(revision=1)) == []


def test_a_new_record_where_nothing_may_be_made(slugline: Runner, files: Path, tmp_path: Path) -> None:
    home = tmp_path / "closed"
    home.mkdir()
    with read_only(home):
        done = slugline("add", files, "--record", home / "record.db")
    assert done.status == 1
    refused(done.err, "", "a place that can be written")
    assert list(home.iterdir()) == []


@pytest.fixture
def seen(filled: Path, tmp_path: Path) -> Iterator[Path]:
    """The record as those see it who may not write to it, while its owner may."""
    if os.geteuid():
        pytest.skip("only root may mount a folder a second time")
    folder = tmp_path / "seen"
    folder.mkdir()
    mounted("--bind", str(filled.parent), str(folder))
    subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
    yield folder / filled.name
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_file_that_changes_under_a_reader_without_locks(filled: Path, seen: Path) -> None:
    def more() -> None:
        with open_record(str(filled), SPECS) as owner:
            owner.add(None, kills.made_claims(revision=1), kills.READ_ON)

    def read_meanwhile(record: Record) -> None:
        with record.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM claims")
            more()

    with open_record(str(seen), SPECS, create=False) as record:
        with pytest.raises(RecordError, match="while it was read"):
            read_meanwhile(record)
        assert kills.part_articles(record.claims(), kills.made_claims(revision=1)) == []


def test_a_reader_who_may_not_write_sees_what_its_owner_is_writing(filled: Path, seen: Path) -> None:
    with (
        open_record(str(filled), SPECS) as owner,
        owner.reading() as busy,
        open_record(str(seen), SPECS, create=False) as record,
    ):
        busy.exec_driver_sql("SELECT count(*) FROM claims")
        owner.add(None, kills.made_claims(revision=1), kills.READ_ON)
        assert kills.part_articles(record.claims(), kills.made_claims(revision=1)) == []


def test_a_record_that_another_process_holds(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_WAIT", 0.1)
    with closing(sqlite3.connect(filled, isolation_level=None)) as other, open_record(str(filled), SPECS) as record:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError) as raised:
            record.add(None, kills.made_claims(revision=1), kills.READ_ON)
        assert len(record.claims()) == len(CLAIMS), "readers wait for nobody"
        other.execute("COMMIT")
        assert "no other process writes" in raised.value.allowed
        assert {added.outcome for added in record.add(None, kills.made_claims(revision=1), kills.READ_ON)} == {
            "changed"
        }


def test_nothing_is_left_beside_the_record(filled: Path) -> None:
    assert [file.name for file in filled.parent.iterdir()] == ["record.db"]
    with closing(sqlite3.connect(filled)) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("begun", ["nothing", "a log", "an empty file"])
def test_a_record_whose_making_was_cut_short_is_made(begun: str, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    if begun == "an empty file":
        path.touch()
    if begun == "a log":
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA user_version=0")
    with pytest.raises(RecordError, match="there is no record"):
        open_record(str(path), SPECS, create=False)
    with open_record(str(path), SPECS) as record:
        record.add(None, CLAIMS, kills.READ_ON)
    whole(path, kills.ARTICLES)
