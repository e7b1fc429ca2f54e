"""Webhooks: each change told once, signed as receivers check it, never where it must not go."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

import scenes
from scenes import note, say
from slugline.answers import changes
from slugline.answers.deciding import Signed, decide_claim
from slugline.answers.deciding import withdraw as take_back
from slugline.answers.growth import next_growth
from slugline.edtf import LAST_DAY
from slugline.record import Record, claim_id
from slugline.record.growth import Point
from slugline.surfaces.hooks.keeping import (
    LEASE,
    MOST_FAILURES,
    add_hook,
    enable_hook,
    hooks,
    let_go,
    remove_hook,
    take,
    told,
)
from slugline.surfaces.hooks.sending import WAITS
from slugline.surfaces.hooks.telling import tell
from slugline.surfaces.hooks.watching import Watcher
from web.programs.noted import notes
from web.programs.receiving import LATER, Receiver, Waits, adds, hook_at, once, sender

FIRST, SECOND, THIRD = notes()[:3]


def test_what_is_recorded_after_the_hook_was_made_is_told_once(record: Record, receiver: Receiver) -> None:
    hook_at(record, receiver)
    assert once(record).sent == 0
    adds(record, SECOND)
    assert once(record).sent == len(receiver.messages) > 0
    every = [row for row in changes(record, as_of=LAST_DAY) if row["on"] == SECOND.day]
    found = [{k: v for k, v in one.data.items() if k not in ("id", "slug")} for one in receiver.messages]
    assert sorted(map(json.dumps, found)) == sorted(map(json.dumps, every))
    assert {one.type for one in receiver.messages} == {"change.changed"}
    assert len(set(receiver.ids())) == len(receiver.ids())
    before = len(receiver.messages)
    assert once(record).sent == 0
    adds(record, SECOND)
    assert once(record).sent == 0, "the same article again is no news"
    assert len(receiver.messages) == before


def test_an_older_article_is_news_when_it_is_read(record: Record, receiver: Receiver) -> None:
    hook_at(record, receiver)
    older = note("2024-12-01", "Harbour Post", say("composer", "Juno Abel"))
    adds(record, older)
    assert once(record).sent == 1
    assert (receiver.messages[0].data["on"], receiver.messages[0].data["to"]["name"]) == ("2024-12-01", "Juno Abel")


def test_a_rejected_claim_is_taken_back_and_told_again(record: Record, receiver: Receiver) -> None:
    hook_at(record, receiver)
    (claim,) = [one for one in record.claims() if one.property == "director"]
    signed = Signed("Ada Rook", "a plot, not a fact", scenes.day("2025-02-01"), LATER)
    decision, _ = decide_claim(record, "reject", claim_id(claim), signed)
    once(record)
    assert [(one.type, one.data["change"]) for one in receiver.messages] == [("change.changed", "left")]
    take_back(record, decision.id, signed)
    once(record)
    assert [(one.type, one.data["change"]) for one in receiver.messages[1:]] == [("change.retracted", "left")]
    assert len(set(receiver.ids())) == len(receiver.ids())


@pytest.mark.parametrize(
    ("what", "name", "titles"),
    [
        ("title", "paper tides", {"Paper Tides"}),
        ("title", "Kettle Row", {"Kettle Row"}),
        ("franchise", "Paper Tides", {"Paper Tides", "Paper Tides: Ebb"}),
        ("person", "Mara Vint", {"Paper Tides: Ebb"}),
        ("person", "Ines Quill", {"Kettle Row"}),
        ("person", "Nobody At All", set()),
    ],
)
def test_a_hook_hears_what_it_asked_for(
    record: Record, receiver: Receiver, what: str, name: str, titles: set[str]
) -> None:
    hook_at(record, receiver, what, name)
    adds(record, *notes()[1:])
    once(record)
    assert {one.data["title"] for one in receiver.messages} == titles
    if what == "person":
        assert all(name in one.body for one in receiver.messages)
    assert hooks(record)[0].point == Point(len(notes()), 0), "what it passed over is over"


def test_signatures_are_what_the_specification_says(record: Record, receiver: Receiver) -> None:
    hook = hook_at(record, receiver)
    adds(record, SECOND)
    once(record)
    for one in receiver.messages:
        name, moment = one.headers["webhook-id"], one.headers["webhook-timestamp"]
        key = base64.b64decode(hook.secret.removeprefix("whsec_"))
        made = hmac.new(key, f"{name}.{moment}.{one.body}".encode(), hashlib.sha256).digest()
        assert one.headers["webhook-signature"] == f"v1,{base64.b64encode(made).decode()}"
        assert Webhook(hook.secret).verify(one.body, one.headers) == json.loads(one.body)
        with pytest.raises(WebhookVerificationError):
            Webhook(hook.secret).verify(one.body + " ", one.headers)
        assert name.startswith("msg_")
        assert one.headers["content-type"] == "application/json"
        assert "authorization" not in one.headers


def test_passing_faults_are_tried_again_with_the_same_name(record: Record, receiver: Receiver) -> None:
    hook_at(record, receiver)
    adds(record, SECOND)
    receiver.answers = [500, 503]
    waits = Waits()
    outcome = once(record, waits)
    assert not outcome.fault
    assert len(receiver.messages) == outcome.sent + 2
    assert receiver.ids()[0] == receiver.ids()[1] == receiver.ids()[2]
    assert waits.seconds == list(WAITS[:2])


def test_a_receiver_is_given_the_time_that_it_asks_for(record: Record, receiver: Receiver) -> None:
    hook_at(record, receiver)
    adds(record, SECOND)
    receiver.answers = [429]
    waits = Waits()
    assert not once(record, waits).fault
    assert waits.seconds == [7.0]


def test_tries_are_bounded_and_nothing_is_lost(record: Record, receiver: Receiver) -> None:
    hook_at(record, receiver)
    adds(record, SECOND)
    receiver.answers = [204, *[500] * (len(WAITS) + 1)]
    outcome = once(record)
    assert (outcome.sent, outcome.fault) == (1, "answers 500")
    assert hooks(record)[0].failures == 1
    heard = receiver.ids()
    adds(record, THIRD)
    assert not once(record).fault
    again = receiver.ids()[len(heard) :]
    assert again[0] == heard[0], "what is sent again has the name that it had"
    rows = [one.data for one in receiver.messages]
    want = [row for row in changes(record, as_of=LAST_DAY) if row["on"] in (SECOND.day, THIRD.day)]
    assert {row["id"] for row in rows} >= {row["id"] for row in rows if row["on"] == THIRD.day}
    assert len({row["id"] for row in rows}) == len(want)
    assert hooks(record)[0].failures == 0


@pytest.mark.parametrize(
    ("status", "says"), [(302, "another address"), (307, "another address"), (400, "400"), (404, "404")]
)
def test_what_will_not_change_is_not_tried_again(record: Record, receiver: Receiver, status: int, says: str) -> None:
    hook_at(record, receiver)
    adds(record, SECOND)
    receiver.answers = [status]
    waits = Waits()
    outcome = once(record, waits)
    assert says in outcome.fault
    assert waits.seconds == []
    assert len(receiver.messages) == 1, "no redirect is followed"
    assert receiver.messages[0].path == "/hook"


def test_a_receiver_that_is_gone_is_told_nothing_more(record: Record, receiver: Receiver) -> None:
    hook = hook_at(record, receiver)
    adds(record, SECOND)
    receiver.answers = [410]
    assert once(record).given_up
    assert list(tell(record, sender())) == []
    enable_hook(record, hook.id)
    assert once(record).sent > 0


def test_a_hook_that_always_fails_is_given_up(record: Record, receiver: Receiver) -> None:
    hook_at(record, receiver)
    adds(record, SECOND)
    receiver.answers = [404] * MOST_FAILURES
    outcomes = [once(record).given_up for _ in range(MOST_FAILURES)]
    assert outcomes == [*[False] * (MOST_FAILURES - 1), True]


def test_one_that_fails_keeps_no_other_from_being_told(record: Record, receiver: Receiver) -> None:
    add_hook(record, "http://127.0.0.1:9/nobody", LATER, allow_private=True)
    hook_at(record, receiver)
    adds(record, SECOND)
    first, second = tell(record, sender())
    assert "reached" in first.fault
    assert second.sent == len(receiver.messages) > 0


def test_one_process_at_a_time_tells_a_hook(record: Record, receiver: Receiver) -> None:
    hook = hook_at(record, receiver)
    adds(record, SECOND)
    moment = datetime.now(UTC)
    assert take(record, hook, moment)
    assert take(record, hook, moment + LEASE / 2) is None
    assert list(tell(record, sender())) == []
    let_go(record, hook, moment)
    assert once(record).sent == len(receiver.messages) > 0
    assert take(record, hook, moment + timedelta(seconds=60))
    assert take(record, hook, moment + 3 * LEASE), "one that died lets go in the end"
    remove_hook(record, hook.id)
    assert take(record, hook, moment + 9 * LEASE) is None


def test_what_is_sent_again_has_its_name_again(record: Record, receiver: Receiver) -> None:
    hook = hook_at(record, receiver)
    adds(record, SECOND)
    once(record)
    heard = receiver.ids()
    told(record, hook, hook.point)
    once(record)
    assert receiver.ids() == [*heard, *heard]


def test_many_at_once_tell_it_once(record: Record, receiver: Receiver) -> None:
    hook_at(record, receiver)
    adds(record, SECOND, THIRD)
    threads = [threading.Thread(target=lambda: list(tell(record, sender()))) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(receiver.ids()) == len(set(receiver.ids())) > 0


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(8)), st.integers(1, 8))
def test_in_any_order_and_any_parts_all_is_told_and_nothing_twice(order: list[int], most: int) -> None:
    """What was told, without what was taken back, is what changed, whatever came first and how much at once."""
    heard: dict[str, dict[str, Any]] = {}
    with scenes.told([notes()[n] for n in order]) as record:
        point = Point()
        while (part := next_growth(record, point, LATER, most)) is not None:
            point, _, growth = part
            for what, row in growth.about("", ""):
                if what == "retracted":
                    del heard[str(row["id"])]
                else:
                    assert row["id"] not in heard
                    heard[str(row["id"])] = dict(row)
        want = changes(record, as_of=LAST_DAY)
    parts = ("on", "property", "change", "from", "to")
    assert sorted(json.dumps([row.get(p) for p in parts]) for row in heard.values()) == sorted(
        json.dumps([row.get(p) for p in parts]) for row in want
    )


def test_the_watcher_tells_soon_after_anything_is_recorded(record: Record, receiver: Receiver) -> None:
    hook_at(record, receiver)
    with Watcher(record, replace(sender(), allow_private=True), every=0.02):
        adds(record, SECOND)
        for _ in range(500):
            if hooks(record)[0].point.version == 2:
                break
            threading.Event().wait(0.02)
    assert hooks(record)[0].point.version == 2
    assert len(set(receiver.ids())) == len(receiver.ids()) > 0
