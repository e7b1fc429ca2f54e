"""Desks where people sign in, over the record of ``web.conftest``.

editing   a desk with one account, and a browser in which nobody is signed in
editor    the same, with the browser signed in; both may change the record, which is the test's own
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI

from slugline.record import Record
from slugline.surfaces.web.accounts import accounts
from web.editing.desks import NAME, PASSWORD, Clock, Editing


@pytest.fixture
def editing(app_of: Callable[..., FastAPI], desk_record: Record, clock: Clock) -> Editing:
    """Editing turned on, with one account, and nobody signed in."""
    app = app_of(signing_in=True)
    accounts.add_account(desk_record, NAME, PASSWORD, clock.now())
    return Editing(desk_record, clock, app)


@pytest.fixture
def editor(editing: Editing) -> Editing:
    """The same, with the browser signed in."""
    assert editing.sign_in().status_code == 303
    return editing
