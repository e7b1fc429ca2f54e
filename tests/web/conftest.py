"""A desk to ask: a record of invented titles in a file, an application over it, a clock that only the test moves.

client      a browser at http://127.0.0.1 over ``desk_record``; whoever changes the record has it to themselves
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from record.tampering import TEXTS, article, read
from scenes import RECORDED
from slugline.claims.kinds import SPECS
from slugline.record import Record, open_record
from slugline.surfaces.web.accounts import passwords
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk
from web.editing.desks import CHEAP, HERE, NOTES, Clock, rules


@pytest.fixture(scope="session")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in a file, to be copied."""
    path = tmp_path_factory.mktemp("desk") / "record.db"
    with open_record(str(path), SPECS) as record:
        made = article(TEXTS[0])
        record.add(made, read(made), RECORDED)
        for one in NOTES:
            record.add(None, one.claims, RECORDED)
    return path


@pytest.fixture
def desk_record(desk_file: Path, tmp_path: Path) -> Iterator[Record]:
    """The record, which the test may change."""
    with open_record(str(shutil.copy(desk_file, tmp_path / "desk.db")), SPECS, create=False) as record:
        yield record


@pytest.fixture
def clock() -> Clock:
    """The desk's clock."""
    return Clock()


@pytest.fixture
def app_of(desk_record: Record, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Callable[..., FastAPI]:
    """Makes an application over the record; its keywords are those of `Desk`. Hashes of passwords are cheap ones."""
    monkeypatch.setattr(passwords, "_hasher", CHEAP)
    return lambda **more: make_app(Desk(desk_record, clock.today, clock.now, rules, **more))


@pytest.fixture
def client(app_of: Callable[..., FastAPI]) -> Iterator[TestClient]:
    """A browser that reads; following no redirect by itself."""
    with TestClient(app_of(), base_url=HERE, follow_redirects=False) as browser:
        yield browser
