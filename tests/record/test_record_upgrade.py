"""A record made by any earlier Slugline opens, holds what it held, and answers as a new record would."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, MetaData, create_engine, event, func, inspect, select

from conftest import Fresh
from record.test_record_verify import faults_at
from scenes import RECORDED, note, say
from slugline.answers import ask, changes, guide, timeline
from slugline.claims.kinds import SPECS
from slugline.record import Decision, claim_id, fulltext, open_record, schema, upgrade
from slugline.record.postgres import Postgres

SCHEMAS = Path(__file__).with_name("schemas")
EARLIER = sorted(path.stem for path in SCHEMAS.glob("*.sql"))
DECIDED = {"1": [], "2": (acts := ["confirm", "reject", "withdraw"]), "3": acts}  # by editors, in a schema's record
LATER = date(2026, 12, 1)


def made_by(number: str, folder: Path) -> Path:
    path = folder / "old.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript((SCHEMAS / f"{number}.sql").read_text(encoding="utf-8"))
    return path


@pytest.fixture
def old_record(database: str, fresh: Fresh, tmp_path: Path) -> Callable[[str], str]:
    """Gives the address of a record of an earlier schema, by its number, on a database."""

    def make(number: str) -> str:
        file = made_by(number, tmp_path)
        if database == "sqlite":
            return f"sqlite:///{file}"
        url = fresh()
        _migrated(url, number)
        _filled(url, file)
        return url

    return make


def _migrated(url: str, number: str) -> None:
    """The tables that the migrations up to a schema make of nothing."""
    config = Config()
    config.set_main_option("script_location", str(Path(upgrade.__file__).with_name("migrations")))

    def make(connection: Connection) -> None:
        config.attributes["connection"] = connection
        command.upgrade(config, number)
        schema.alembic_version.drop(connection)  # comes again with the rows, where it was there

    with closing(Postgres(url)) as there:
        there.alter(make)


def _filled(url: str, file: Path) -> None:
    """The rows of a file, table by table."""
    engine = create_engine(f"sqlite:///{file}")
    with closing(_Closing(engine)), closing(Postgres(url)) as there, engine.connect() as source:
        found = MetaData()
        found.reflect(engine)

        def fill(connection: Connection) -> None:
            if schema.alembic_version.name in found.tables:
                schema.alembic_version.create(connection)
            for table in found.sorted_tables:
                rows = [dict(row._mapping) for row in source.execute(select(table))]
                if rows:
                    connection.execute(table.insert(), rows)
                if "id" in table.c and rows:
                    numbers = func.pg_get_serial_sequence(table.name, "id")
                    connection.execute(select(func.setval(numbers, func.max(table.c.id))).select_from(table))

        there.alter(fill)


def test_every_earlier_schema_has_a_record_here() -> None:
    assert list(map(str, range(1, schema.VERSION))) == EARLIER


@pytest.mark.parametrize("number", EARLIER)
def test_an_older_record_answers_from_what_it_held(number: str, old_record: Callable[[str], str]) -> None:
    url = old_record(number)
    with open_record(url, SPECS, create=False) as record:
        now, then = (guide(record, "Lantern Creek", as_of=day) for day in (LATER, date(2026, 1, 20)))
        assert now["answers"][0]["values"][0]["value"]["edtf"] == "2027-06-11"  # type: ignore[index]
        assert then["answers"][0]["values"][0]["value"]["edtf"] == "2027-06-04"  # type: ignore[index]
        asked = ask(record, "Is J.K. Oduya in Lantern Creek?", as_of=LATER)
        assert asked["standing"] == "current"
        told = timeline(record, "Lantern", as_of=LATER)["titles"]
        assert [title["name"] for title in told] == ["Lantern Creek", "Lantern Creek: Chapter 2"]  # type: ignore[attr-defined]
        since = {(row["on"], row["property"]) for row in changes(record, since=date(2026, 4, 1), as_of=LATER)}
        undone = {("2026-05-02", "budget"), ("2026-05-03", "budget")}
        assert since == {("2026-04-01", "franchise")} | (undone if DECIDED[number] else set())
        assert [made.act for made in record.decisions()] == DECIDED[number]
    assert faults_at(url) == []


@pytest.mark.parametrize("number", EARLIER)
def test_an_upgrade_makes_the_schema_that_a_new_record_has(
    number: str, old_record: Callable[[str], str], fresh: Fresh
) -> None:
    old, new = old_record(number), fresh()
    open_record(old, SPECS).close()
    open_record(new, SPECS).close()
    assert _shape(old) == _shape(new)


CUTS = [(number, str(later)) for number in EARLIER for later in range(int(number) + 1, schema.VERSION + 1)]


@pytest.mark.parametrize(("number", "last"), CUTS)
def test_an_upgrade_that_is_cut_short_leaves_the_old_record(
    number: str, last: str, old_record: Callable[[str], str]
) -> None:
    old = old_record(number)
    before = _rows(old)

    def cut(*said: Any) -> None:
        if said[2].startswith("UPDATE meta") and f"'{last}'" in said[2]:
            raise KeyboardInterrupt

    event.listen(Engine, "before_cursor_execute", cut)
    try:
        with pytest.raises(KeyboardInterrupt):
            open_record(old, SPECS)
    finally:
        event.remove(Engine, "before_cursor_execute", cut)
    assert _rows(old) == before
    open_record(old, SPECS).close()
    tables = {name for name in _shape(old) if not name.startswith(fulltext.TABLE)}
    assert tables == {table.name for table in schema.metadata.sorted_tables}


def test_a_record_brought_up_to_date_takes_new_rows_in_every_table(old_record: Callable[[str], str]) -> None:
    scene = note("2026-06-01", "The Post", say("composer", "Mina Sands"))
    with open_record(old_record(EARLIER[0]), SPECS) as record:
        assert record.add(None, scene.claims, RECORDED)[0].outcome == "new"
        made = record.decide(
            Decision(0, "confirm", date(2026, 6, 2), "Ines", "heard", claim=claim_id(scene.claims[0])), RECORDED
        )
        assert made.id == 1
        account = {"key": "ines", "name": "Ines", "password": "a hash", "created_at": RECORDED.isoformat()}
        record.writing(lambda connection: connection.execute(schema.accounts.insert(), [account]))
        with record.reading() as connection:
            assert list(connection.execute(select(schema.accounts.c.id)).scalars()) == [1]


def _engine(url: str) -> Engine:
    return create_engine(url.replace("postgresql:", "postgresql+psycopg:"))


def _shape(url: str) -> dict[str, object]:
    """Tables with their columns, and the columns of their indexes; names of constraints may differ."""
    engine = _engine(url)
    with closing(_Closing(engine)):
        found = MetaData()
        found.reflect(engine)
        seen = inspect(engine)
        return {
            table.name: (
                sorted((column.name, str(column.type), column.nullable) for column in table.columns),
                sorted(tuple(map(str, index["column_names"])) for index in seen.get_indexes(table.name)),
                sorted(tuple(one["column_names"]) for one in seen.get_unique_constraints(table.name)),
            )
            for table in found.tables.values()
        }


def _rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that is there."""
    engine = _engine(url)
    with closing(_Closing(engine)), engine.connect() as connection:
        found = MetaData()
        found.reflect(engine)
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in found.sorted_tables
        }


class _Closing:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        self._engine.dispose()


def test_the_number_is_said_twice_alike(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with open_record(str(path), SPECS) as record, record.reading() as connection:
        said = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar()
        assert said == connection.execute(select(schema.alembic_version.c.version_num)).scalar() == str(schema.VERSION)
