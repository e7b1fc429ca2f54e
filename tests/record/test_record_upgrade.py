"""A record made by any earlier Slugline opens, holds what it held, and answers as a new record would."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData, create_engine, inspect, select

from slugline.answers import ask, changes, guide, timeline
from slugline.claims.kinds import SPECS
from slugline.record import open_record, schema

SCHEMAS = Path(__file__).with_name("schemas")
EARLIER = sorted(path.stem for path in SCHEMAS.glob("*.sql"))
LATER = date(2026, 12, 1)


def made_by(number: str, folder: Path) -> Path:
    path = folder / "old.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript((SCHEMAS / f"{number}.sql").read_text(encoding="utf-8"))
    return path


def test_every_earlier_schema_has_a_record_here() -> None:
    assert list(map(str, range(1, schema.VERSION))) == EARLIER


@pytest.mark.parametrize("number", EARLIER)
def test_an_older_record_answers_from_what_it_held(number: str, tmp_path: Path) -> None:
    with open_record(str(made_by(number, tmp_path)), SPECS, create=False) as record:
        now, then = (guide(record, "Lantern Creek", as_of=day) for day in (LATER, date(2026, 1, 20)))
        assert now["answers"][0]["values"][0]["value"]["edtf"] == "2027-06-11"  # type: ignore[index]
        assert then["answers"][0]["values"][0]["value"]["edtf"] == "2027-06-04"  # type: ignore[index]
        asked = ask(record, "Is J.K. Oduya in Lantern Creek?", as_of=LATER)
        assert asked["standing"] == "current"
        told = timeline(record, "Lantern", as_of=LATER)["titles"]
        assert [title["name"] for title in told] == ["Lantern Creek", "Lantern Creek: Chapter 2"]  # type: ignore[attr-defined]
        since = {(row["on"], row["property"]) for row in changes(record, since=date(2026, 4, 1), as_of=LATER)}
        assert since == {("2026-04-01", "franchise")}


@pytest.mark.parametrize("number", EARLIER)
def test_an_upgrade_makes_the_schema_that_a_new_record_has(number: str, tmp_path: Path) -> None:
    old, new = made_by(number, tmp_path), tmp_path / "new.db"
    open_record(str(old), SPECS).close()
    open_record(str(new), SPECS).close()
    assert _shape(old) == _shape(new)


@pytest.mark.parametrize("number", EARLIER)
def test_an_upgrade_that_is_cut_short_leaves_the_old_record(
    number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = made_by(number, tmp_path)
    before = _dump(old)

    def cut(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("slugline.record.reindex.insert_earliest", lambda *_: cut(_))
        with pytest.raises(KeyboardInterrupt):
            open_record(str(old), SPECS)
    assert _dump(old) == before
    open_record(str(old), SPECS).close()
    assert _shape(old)["names"]


def _shape(path: Path) -> dict[str, object]:
    """Tables with their columns, and the columns of their indexes; names of constraints may differ."""
    engine = create_engine(f"sqlite:///{path}")
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


class _Closing:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        self._engine.dispose()


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def test_the_number_is_said_twice_alike(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with open_record(str(path), SPECS) as record, record.reading() as connection:
        said = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar()
        assert said == connection.execute(select(schema.alembic_version.c.version_num)).scalar() == str(schema.VERSION)
