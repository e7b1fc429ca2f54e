"""Webhooks of a record on a real PostgreSQL server: told once by whichever process, and nothing is passed over."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

import scenes
from servers import Server
from slugline.answers.deciding import Signed, decide_claim
from slugline.answers.growth import next_growth, now_at
from slugline.claims.kinds import SPECS
from slugline.record import Record, claim_id, open_record
from slugline.surfaces.hooks.keeping import LEASE, enable_hook, hooks, let_go, remove_hook, take
from slugline.surfaces.hooks.telling import tell
from slugline.surfaces.hooks.watching import Watcher
from web.programs.noted import notes
from web.programs.receiving import LATER, Receiver, adds, hook_at, once, sender


@pytest.fixture
def place(server: Server) -> Iterator[str]:
    """A new, empty database."""
    address = server.fresh()
    yield address
    server.drop(address)


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """A record of one note on the server."""
    made = scenes.told(notes()[:1], url=place)
    yield made
    made.close()


def test_all_is_told_as_from_a_file(record: Record, receiver: Receiver) -> None:
    hook_at(record, receiver)
    with scenes.told(notes()[:1], url=":memory:") as other:
        hook_at(other, receiver)
        bodies = []
        for each in (record, other):
            adds(each, *notes()[1:])
            (claim,) = [one for one in each.claims() if one.property == "composer"]
            once(each)
            decide_claim(each, "reject", claim_id(claim), Signed("Ada Rook", "no", scenes.day("2026-07-01"), LATER))
            assert not once(each).fault
            bodies.append([(one.type, one.data, one.headers["webhook-id"]) for one in receiver.messages])
            receiver.messages.clear()
    assert bodies[0] == bodies[1] != []


def test_many_processes_tell_it_once(record: Record, place: str, receiver: Receiver) -> None:
    hook = hook_at(record, receiver)
    adds(record, *notes()[1:4])

    def tells() -> None:
        with open_record(place, SPECS, create=False) as own:
            list(tell(own, sender()))

    threads = [threading.Thread(target=tells) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(receiver.ids()) == len(set(receiver.ids())) > 0
    assert hooks(record)[0].point == now_at(record)
    now = datetime.now(UTC)
    assert take(record, hook, now)
    assert take(record, hook, now + LEASE / 2) is None
    let_go(record, hook, now)
    assert take(record, hook, now)


def test_a_number_that_is_still_to_be_committed_is_waited_for(record: Record) -> None:
    """On a server a writer that began earlier may commit later, or never."""
    point = now_at(record)
    record.writing(lambda one: one.execute(text("SELECT nextval(pg_get_serial_sequence('versions', 'id'))")))
    adds(record, notes()[1])
    assert next_growth(record, point, LATER + timedelta(minutes=1)) is None
    part = next_growth(record, point, LATER + timedelta(minutes=3))
    assert part is not None
    assert part[0] == now_at(record)
    assert part[2].new


def test_hooks_are_kept_given_up_and_removed(record: Record, place: str, receiver: Receiver) -> None:
    hook = hook_at(record, receiver, "person", "Odo Brandt")
    adds(record, notes()[1])
    receiver.answers = [410]
    assert once(record).given_up
    with open_record(place, SPECS, create=False) as own:
        (kept,) = hooks(own)
        assert (kept.what, kept.name, kept.secret, bool(kept.disabled_at)) == (
            "person",
            "Odo Brandt",
            hook.secret,
            True,
        )
        enable_hook(own, hook.id)
        assert once(own).sent > 0
        remove_hook(own, hook.id)
    assert hooks(record) == ()


def test_the_watcher_tells_soon_after_another_process_recorded(record: Record, place: str, receiver: Receiver) -> None:
    hook_at(record, receiver)
    with Watcher(record, replace(sender(), allow_private=True), every=0.02):
        with open_record(place, SPECS, create=False) as own:
            adds(own, notes()[1])
        for _ in range(500):
            if hooks(record)[0].point == now_at(record):
                break
            threading.Event().wait(0.02)
    assert len(set(receiver.ids())) == len(receiver.ids()) > 0
