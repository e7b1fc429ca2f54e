"""The interface that both databases keep: snapshots, transactions, locks, and trying again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, func, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from servers import Server
from slugline.errors import RecordError
from slugline.record import database as module
from slugline.record.columns import PLACE, Words
from slugline.record.connect import connect
from slugline.record.database import Database, insert_new
from slugline.record.postgres import Postgres

METADATA = MetaData()
NOTES = Table(
    "notes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("word", Words, nullable=False, unique=True),
    Column("many", PLACE, nullable=False),
)


@pytest.fixture
def opened(url: str) -> Iterator[Database]:
    """A record's database with one more table in it."""
    made = connect(url, create=True)
    made.alter(METADATA.create_all)
    yield made
    made.close()


@pytest.fixture
def on_server(server: Server) -> Iterator[Postgres]:
    address = server.fresh()
    made = Postgres(address)
    made.alter(METADATA.create_all)
    yield made
    made.close()
    server.drop(address)


def put(connection: Connection, word: str, many: int = 1) -> None:
    connection.execute(insert(NOTES).values(word=word, many=many))


def put_all(connection: Connection, *several: str) -> None:
    for word in several:
        put(connection, word)


def number(connection: Connection, word: str) -> int:
    return int(connection.execute(select(NOTES.c.many).where(NOTES.c.word == word)).scalar_one())


def words(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(select(NOTES.c.word).order_by(NOTES.c.word)).scalars())


def test_a_reader_sees_one_moment(opened: Database) -> None:
    opened.write(lambda connection: put(connection, "first"))
    counted = select(func.count()).select_from(NOTES)
    with opened.reading() as connection:
        assert connection.execute(counted).scalar() == 1
        opened.write(lambda other: put(other, "second"))
        assert connection.execute(counted).scalar() == 1
    assert words(opened) == ["first", "second"]


def test_what_is_written_is_kept_whole_or_not_at_all(opened: Database) -> None:
    def half(connection: Connection) -> None:
        put(connection, "half")
        raise KeyError("a fault of the caller's own is the caller's")

    with pytest.raises(KeyError):
        opened.write(half)
    opened.write(lambda connection: put(connection, "whole"))
    assert words(opened) == ["whole"]


def test_a_reader_cannot_keep_a_writer_out(opened: Database) -> None:
    with opened.reading() as connection:
        connection.execute(select(NOTES)).all()
        opened.write(lambda other: put(other, "meanwhile"))
    assert words(opened) == ["meanwhile"]


def test_holding_a_key_keeps_writers_apart(opened: Database) -> None:
    opened.write(lambda connection: put(connection, "counter", 0))
    ready = threading.Barrier(8)

    def more(connection: Connection) -> None:
        opened.hold(connection, "counter")
        found = number(connection, "counter")
        connection.execute(update(NOTES).where(NOTES.c.word == "counter").values(many=found + 1))

    def count(_: int) -> None:
        ready.wait()
        for _ in range(5):
            opened.write(more)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(8)))
    with opened.reading() as connection:
        assert number(connection, "counter") == 40


def test_rows_that_are_there_are_passed_over(opened: Database) -> None:
    rows = [{"word": f"{n:04}", "many": n} for n in range(1200)]
    opened.write(lambda connection: insert_new(connection, NOTES, rows[100:200]))
    opened.write(lambda connection: insert_new(connection, NOTES, [{**row, "many": 0} for row in rows]))
    assert words(opened) == [str(row["word"]) for row in rows]
    with opened.reading() as connection:
        assert number(connection, "0150") == 150


@pytest.mark.parametrize("word", ["\x00", "a\x00b", "\ue000", "\ue0000", "\ue0001\x00\ue000", "\x000", "\ue000\ue0001"])
def test_every_text_comes_back(word: str, opened: Database) -> None:
    opened.write(lambda connection: put(connection, word, 10**15))
    assert words(opened) == [word]
    with opened.reading() as connection:
        assert number(connection, word) == 10**15


def test_texts_sort_by_their_code_points(server: Server) -> None:
    if int(server.run("SHOW server_version_num")[0][0]) < 150_000:
        pytest.skip("a database can have a language of its own, whatever the system's, from PostgreSQL 15 on")
    name = "in_english"
    server.run(f"CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'")
    said = ["a", "B", "ä", "Z", "_", "-b", "ba"]
    made = connect(server.address(name), create=True)
    made.alter(METADATA.create_all)
    made.write(lambda connection: insert_new(connection, NOTES, [{"word": one, "many": 1} for one in said]))
    found = words(made)
    made.close()
    server.drop(server.address(name))
    assert found == sorted(said)


def test_a_fault_in_a_query_is_a_fault_of_the_record(opened: Database) -> None:
    def nonsense(connection: Connection) -> None:
        connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(RecordError) as written:
        opened.write(nonsense)
    with pytest.raises(RecordError) as read, opened.reading() as connection:
        nonsense(connection)
    for error in (written.value, read.value):
        assert error.where == opened.where
        assert error.allowed
        assert "\n" not in str(error)


def test_a_deadlock_is_tried_again(on_server: Postgres) -> None:
    on_server.write(lambda connection: put_all(connection, "a", "b"))
    meet, tried = threading.Barrier(2), [0]

    def cross(first: str, second: str) -> None:
        begun = [0]

        def work(connection: Connection) -> None:
            tried[0] += 1
            begun[0] += 1
            for word in (first, second):
                connection.execute(update(NOTES).where(NOTES.c.word == word).values(many=NOTES.c.many + 1))
                if word == first and begun[0] == 1:
                    meet.wait()

        on_server.write(work)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(cross, "a", "b"), pool.submit(cross, "b", "a")]:
            done.result()
    with on_server.reading() as connection:
        assert (number(connection, "a"), number(connection, "b")) == (3, 3)
    assert tried[0] == 3


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_what_passes_is_tried_again_but_not_for_ever(
    state: str, on_server: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = text(f"DO $$ BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = '{state}'; END $$")
    tried: list[int] = []

    def work(connection: Connection, failing: int) -> int:
        tried.append(len(tried))
        put(connection, f"try {len(tried)} of {failing}")
        if len(tried) <= failing:
            connection.execute(fails)
        return len(tried)

    assert on_server.write(lambda connection: work(connection, 2)) == 3
    assert words(on_server) == ["try 3 of 2"]
    monkeypatch.setattr(module, "TRIES", 3)
    tried.clear()
    with pytest.raises(RecordError, match="not now"):
        on_server.write(lambda connection: work(connection, 99))
    assert len(tried) == 3
    assert words(on_server) == ["try 3 of 2"]


def test_a_lost_connection_is_made_anew(on_server: Postgres) -> None:
    tried: list[int] = []

    def work(connection: Connection) -> None:
        tried.append(len(tried))
        put(connection, "kept")
        if len(tried) == 1:
            connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    on_server.write(work)
    assert words(on_server) == ["kept"]
    assert len(tried) == 2


def test_what_may_have_been_kept_is_not_written_twice(on_server: Postgres) -> None:
    """A connection that is lost at the very end leaves it open whether the server kept what was written."""
    ends = "BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END"
    on_server.alter(
        lambda connection: connection.exec_driver_sql(
            f"CREATE FUNCTION ends() RETURNS trigger LANGUAGE plpgsql AS '{ends}'; "
            "CREATE CONSTRAINT TRIGGER ends AFTER INSERT ON notes DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION ends()"
        )
    )
    tried: list[int] = []

    def work(connection: Connection) -> None:
        tried.append(1)
        put(connection, "once")

    with pytest.raises(RecordError) as raised:
        on_server.write(work)
    assert tried == [1]
    assert "a server that runs" in raised.value.allowed
    assert words(on_server) == []


def test_a_pooled_connection_that_died_is_not_noticed(on_server: Postgres, server: Server) -> None:
    on_server.write(lambda connection: put(connection, "first"))
    server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename <> ''")
    assert words(on_server) == ["first"]


def test_no_fault_escapes_as_one_of_the_librarys(opened: Database) -> None:
    with pytest.raises(RecordError) as raised:
        opened.write(lambda connection: put_all(connection, "twice", "twice"))
    assert isinstance(raised.value.__cause__, SQLAlchemyError)
    assert words(opened) == []
