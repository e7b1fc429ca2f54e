"""A record on a server that stops, hangs, is full or refuses: one clear line, no password, and nothing is lost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

import record_kills as kills
from conftest import Runner
from servers import PASSWORD, Server
from slugline.claims.kinds import SPECS
from slugline.errors import RecordError
from slugline.model import Claim
from slugline.record import open_record, postgres

MANY = 6  # times the articles of `record_kills`
UNREACHED = "a server that runs"


def many_claims() -> list[Claim]:
    return [
        replace(claim, source=replace(claim.source, url=f"{claim.source.url}-{again}"))
        for again in range(MANY)
        for claim in kills.made_claims()
    ]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Articles to add, as claims files."""
    return kills.written(kills.made_claims(), tmp_path / "articles")


@pytest.fixture
def place(server: Server) -> Iterator[str]:
    """A new, empty database."""
    address = server.fresh()
    yield address
    server.drop(address)


@pytest.fixture
def filled(place: str) -> str:
    """A record of the articles."""
    with open_record(place, SPECS) as record:
        record.add(None, kills.made_claims(), kills.READ_ON)
    return place


@pytest.fixture
def role(server: Server) -> Iterator[str]:
    """Somebody who may log in and do nothing else."""
    server.run(f"CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'")
    yield "guest"
    server.run("DROP ROLE guest")


def name_of(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def refused(line: str, fault: str, allowed: str) -> None:
    assert line.startswith("slugline: ")
    assert line.count("\n") == 1
    assert fault in line
    assert f"(allowed: {allowed}" in line
    for secret in (PASSWORD, PASSWORD.replace(" ", "%20"), "Traceback"):
        assert secret not in line


def guide(address: str) -> tuple[str, ...]:
    return "guide", kills.FILM.name, "--as-of", "2025-01-01", "--json", "--record", address


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["stopped", "crashed"])
def test_the_server_goes_in_the_midst_of_add(how: signal.Signals, server: Server, place: str, tmp_path: Path) -> None:
    claims = many_claims()
    folder = kills.written(claims, tmp_path / "many")
    with open_record(place, SPECS) as record, kills.Warm() as warm, ThreadPoolExecutor(1) as pool:
        running = pool.submit(warm.run, place, folder)
        while not running.done() and not 3 <= len(record.sources()) < 12 * MANY:
            time.sleep(0.001)
        server.stop(how)
        try:
            with pytest.raises(RuntimeError) as raised:
                running.result()
        finally:
            server.start()
        assert "ended with 1" in str(raised.value)
        said = str(raised.value).splitlines()
        [line] = [one for one in said if one.startswith("slugline: ")]
        refused(f"{line}\n", "", UNREACHED)
        articles, faults, told = kills.found(place)
        assert [*faults, *kills.part_articles(told, claims)] == []
        assert 3 <= (articles or 0) < 12 * MANY
        assert sum(one.startswith("new ") or " new " in one for one in said) <= (articles or 0)
        warm.run(place, folder)
    articles, faults, told = kills.found(place)
    assert [*faults, *kills.part_articles(told, claims)] == []
    assert articles == 12 * MANY


def test_the_server_goes_in_the_midst_of_reading(server: Server, filled: str) -> None:
    def read(count: int) -> list[object]:
        with record.reading() as connection:
            found: list[object] = [connection.exec_driver_sql("SELECT count(*) FROM claims").scalar()]
            for _ in range(count):
                server.stop()
                connection.exec_driver_sql("SELECT count(*) FROM claims")
        return found

    with open_record(filled, SPECS) as record:
        try:
            with pytest.raises(RecordError) as raised:
                read(1)
        finally:
            server.start()
        assert UNREACHED in raised.value.allowed
        assert read(0) == [len(kills.made_claims())], "the same record goes on when the server is back"


def test_guide_while_the_server_is_down(server: Server, filled: str, slugline: Runner) -> None:
    told = slugline(*guide(filled))
    assert told.status == 0
    server.stop()
    try:
        done = slugline(*guide(filled))
    finally:
        server.start()
    assert done.status == 1
    refused(done.err, "connection", UNREACHED)
    assert slugline(*guide(filled)) == told


def test_a_wrong_password(server: Server, place: str, slugline: Runner) -> None:
    address = server.address(name_of(place), password="hunter 22")  # noqa: S106
    done = slugline(*guide(address))
    assert done.status == 1
    refused(done.err, "password authentication failed", UNREACHED)
    assert "hunter" not in done.err


def test_no_such_database_and_no_such_user(server: Server, place: str, slugline: Runner) -> None:
    done = slugline(*guide(server.address("nowhere")))
    refused(done.err, 'database "nowhere" does not exist', UNREACHED)
    done = slugline(*guide(server.address(name_of(place), user="nobody")))
    refused(done.err, "nobody", UNREACHED)


def test_an_empty_database_is_no_record_until_something_is_added(place: str, files: Path, slugline: Runner) -> None:
    refused(slugline(*guide(place)).err, "there is no record", "a record made by `slugline add`")
    assert slugline("add", files, "--record", place).status == 0
    assert slugline(*guide(place)).status == 0


def test_who_may_only_read_reads(server: Server, filled: str, files: Path, role: str, slugline: Runner) -> None:
    theirs = server.address(name_of(filled), user=role)
    done = slugline(*guide(theirs))
    refused(done.err, "permission denied", "a role that may read and add")
    server.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}", at=filled)
    assert slugline(*guide(theirs)).out == slugline(*guide(filled)).out
    later = kills.written(kills.made_claims(revision=1), files.parent / "later")
    done = slugline("add", later, "--record", theirs)
    assert done.status == 1
    refused(done.err, "permission denied", "a role that may read and add")
    assert kills.part_articles(kills.found(filled)[2], kills.made_claims()) == []
    server.run(f"DROP OWNED BY {role}", at=filled)


def test_who_may_add_adds(server: Server, filled: str, files: Path, role: str, slugline: Runner) -> None:
    server.run(
        f"GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
        at=filled,
    )
    later = kills.written(kills.made_claims(revision=1), files.parent / "later")
    assert slugline("add", later, "--record", server.address(name_of(filled), user=role)).status == 0
    assert kills.part_articles(kills.found(filled)[2], kills.made_claims(revision=1)) == []
    server.run(f"DROP OWNED BY {role}", at=filled)


def test_a_schema_of_its_own_in_a_database_of_others(server: Server, place: str, files: Path, slugline: Runner) -> None:
    server.run("CREATE TABLE cats (name text)", "CREATE SCHEMA slugline", at=place)
    refused(slugline("add", files, "--record", place).err, "no Slugline record", "")
    refused(
        slugline("add", files, "--record", f"{place}&options=-csearch_path%3Dnone").err, "no schema", "a search path"
    )
    mine = f"{place}&options=-csearch_path%3Dslugline"
    assert slugline("add", files, "--record", mine).status == 0
    assert slugline(*guide(mine)).status == 0
    assert kills.found(mine)[:2] == (kills.ARTICLES, [])
    assert server.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", at=place) == [("cats",)]


def test_who_may_make_nothing(server: Server, place: str, files: Path, role: str, slugline: Runner) -> None:
    server.run("REVOKE CREATE ON SCHEMA public FROM PUBLIC", at=place)
    done = slugline("add", files, "--record", server.address(name_of(place), user=role))
    assert done.status == 1
    refused(done.err, "permission denied", "a role that may read and add")


def test_a_server_that_may_not_be_written_to(server: Server, filled: str, files: Path, slugline: Runner) -> None:
    told = slugline(*guide(filled))
    later = kills.written(kills.made_claims(revision=1), files.parent / "later")
    server.stand_by(begin=True)
    try:
        done = slugline("add", later, "--record", filled)
        read = slugline(*guide(filled))
    finally:
        server.stand_by(begin=False)
    assert done.status == 1
    refused(done.err, "", "a server that may be written to")
    assert read == told
    assert slugline("add", later, "--record", filled).status == 0


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE meta SET value = '99' WHERE key = 'schema'", "newer Slugline (schema 99)"),
        ("UPDATE meta SET value = 'x' WHERE key = 'schema'", "no Slugline record"),
        ("DELETE FROM meta", "no Slugline record"),
        ("DROP TABLE meta", "no Slugline record"),
        ("DROP TABLE meta; CREATE TABLE meta (cats text)", "no Slugline record"),
    ],
)
def test_what_is_no_record_of_ours(
    statement: str, fault: str, server: Server, filled: str, files: Path, slugline: Runner
) -> None:
    server.run(statement, at=filled)
    for words in (guide(filled), ("add", str(files), "--record", filled)):
        done = slugline(*words)
        assert done.status == 1
        refused(done.err, fault, "")
    assert server.run("SELECT count(*) FROM claims", at=filled) == [(len(kills.made_claims()),)]


def test_a_database_of_another_encoding(server: Server, files: Path, slugline: Runner) -> None:
    server.run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    done = slugline("add", files, "--record", server.address("latin"))
    server.drop(server.address("latin"))
    assert done.status == 1
    refused(done.err, "LATIN1", "a database made with ENCODING 'UTF8'")


def test_a_full_disk(server: Server, files: Path, slugline: Runner) -> None:
    if os.geteuid():
        pytest.skip("only root may mount a small disk")
    disk = server.folder / "disk"
    disk.mkdir()
    owner = server.folder.stat()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], capture_output=True)
    if mount.returncode:
        pytest.skip(f"nothing can be mounted here: {mount.stderr.decode().strip()}")
    try:
        home = disk / "data"
        home.mkdir()
        for folder in (disk, home):
            os.chown(folder, owner.st_uid, owner.st_gid)
        server.run(f"CREATE TABLESPACE small LOCATION '{home}'", "CREATE DATABASE narrow TABLESPACE small")
        place = server.address("narrow")
        open_record(place, SPECS).close()
        server.run("CHECKPOINT")
        filler = disk / "filler"
        filler.write_bytes(b"x" * os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize)
        done = slugline("add", files, "--record", place)
        assert done.status == 1
        refused(done.err, "No space left", "room on the server's disk")
        assert kills.part_articles(kills.found(place)[2], kills.made_claims()) == []
        filler.unlink()
        assert slugline("add", files, "--record", place).status == 0
        articles, faults, told = kills.found(place)
        assert (articles, faults) == (kills.ARTICLES, [])
        assert kills.part_articles(told, kills.made_claims()) == []
        server.run("DROP DATABASE narrow", "DROP TABLESPACE small")
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_statement_that_never_ends(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_STATEMENT", 1)
    with open_record(filled, SPECS) as record:
        with pytest.raises(RecordError, match="statement timeout") as raised, record.reading() as connection:
            connection.exec_driver_sql("SELECT pg_sleep(60)")
        assert "a statement that ends" in raised.value.allowed
        assert len(record.claims()) == len(kills.made_claims())


def test_a_table_that_somebody_holds(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg

    monkeypatch.setattr(postgres, "_LOCK", 1)
    with psycopg.connect(filled) as other, open_record(filled, SPECS) as record:
        other.execute("LOCK TABLE claims IN ACCESS EXCLUSIVE MODE")
        for attempt in (record.claims, lambda: record.add(None, kills.made_claims(revision=1), kills.READ_ON)):
            with pytest.raises(RecordError) as raised:
                attempt()
            assert "nobody holds" in raised.value.allowed
        other.rollback()
        assert len(record.claims()) == len(kills.made_claims())


def test_a_server_that_never_answers(slugline: Runner) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        started = time.monotonic()
        done = slugline(*guide(f"postgresql://x:y@127.0.0.1:{port}/z?connect_timeout=2"))
    assert time.monotonic() - started < 30
    assert done.status == 1
    refused(done.err, "timeout", UNREACHED)


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("postgresql://ada:se@cret@host/db", ""),
        ("postgresql://ada:secret@host:port/db", ""),
        ("postgresql://ada:secret@127.0.0.1:1/db?password=secret", "postgresql://ada@127.0.0.1:1/db"),
        ("postgresql://ada:secret@127.0.0.1:1/db?nonsense=secret", "postgresql://ada@127.0.0.1:1/db"),
        ("postgres://ada:secret@127.0.0.1:1/db", "postgresql://ada@127.0.0.1:1/db"),
        ("postgresql://ada:sec/ret@127.0.0.1:1/db", "postgresql://ada@127.0.0.1:1/db"),
        ("postgresql://ada:sec%2Fret%40x@127.0.0.1:1/db", "postgresql://ada@127.0.0.1:1/db"),
        ("postgresql+psycopg2://ada:secret@127.0.0.1:1/db", ""),
        ("mysql://ada:secret@127.0.0.1:1/db", ""),
        ("postgresql:///?host=/nowhere&password=secret", ""),
        ("postgresql://", ""),
    ],
)
def test_no_password_is_ever_shown(address: str, where: str) -> None:
    with pytest.raises(RecordError) as raised:
        open_record(address, SPECS)
    error = raised.value
    assert not any(secret in str(error) for secret in ("secret", "cret@", "ret@", "sec/", "sec%"))
    assert where in error.where
    assert error.allowed
    assert "\n" not in str(error)


def test_without_psycopg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RecordError, match=r"slugline\[postgres\]"):
        open_record("postgresql://127.0.0.1:1/db", SPECS)
