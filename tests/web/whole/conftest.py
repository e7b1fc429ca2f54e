"""The whole desk over the record of the examples: every kind of page, as readers and as editors are shown it.

examples   the record, for the session: read it, never add to it
address    where a desk over it is served, with editing turned on and one account
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from slugline.claims.kinds import SPECS
from slugline.record import Record, open_record
from slugline.surfaces.inputs import readings
from slugline.surfaces.web.accounts import accounts, passwords
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk
from web.browsing import serving
from web.editing.desks import CHEAP, NAME, PASSWORD, rules

NOTES = Path(__file__).parents[3] / "examples" / "ballerina"
TODAY = date(2025, 7, 1)
NOW = datetime(2025, 7, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record of the examples."""
    with open_record(str(tmp_path_factory.mktemp("whole") / "record.db"), SPECS) as record:
        for reading in readings([str(NOTES)], rules().extract):
            record.add(reading.article, reading.claims, NOW)
        yield record


@pytest.fixture(scope="session")
def address(examples: Record) -> Iterator[str]:
    """Where the desk is served."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "_hasher", CHEAP)
        accounts.add_account(examples, NAME, PASSWORD, NOW)
        desk = Desk(examples, lambda: TODAY, lambda: NOW, rules, signing_in=True)
        with serving(make_app(desk)) as made:
            yield made
