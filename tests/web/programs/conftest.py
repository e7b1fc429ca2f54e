"""The desk over a record of invented notes, as the programs that read it see it.

desk_record   the record, the same for the whole session: read it, never add to it
desk          the desk over it, as of TODAY; ``replace(desk, ...)`` for another kind of desk
client        a program that asks that desk
record        a record of the first note, to be added to
receiver      a server that hooks are sent to
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import scenes
from slugline.record import Record
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk
from web.programs.noted import desk_over, notes
from web.programs.receiving import Receiver, receiving


@pytest.fixture(scope="session")
def desk_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record of the notes, to be read only."""
    record = scenes.told(notes(), url=f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.db'}")
    yield record
    record.close()


@pytest.fixture
def desk(desk_record: Record) -> Desk:
    """The desk over the shared record."""
    return desk_over(desk_record)


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """A program that reads the shared desk."""
    with TestClient(make_app(desk)) as made:
        yield made


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """A record of one note, to be added to."""
    made = scenes.told(notes()[:1], url=f"sqlite:///{tmp_path / 'own.db'}")
    yield made
    made.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A server that is there."""
    with receiving() as made:
        yield made
