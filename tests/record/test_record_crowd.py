"""Eight writers and eight readers at once: nothing is lost, nothing is torn, nobody is shown an error."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import record_load as load
from slugline.claims.kinds import SPECS
from slugline.errors import RecordError
from slugline.record import claim_id, open_record
from slugline.record.decisions import Decision

WRITERS = READERS = 8
ARTICLES = 6


def test_writers_and_readers_do_not_notice_each_other(database: str, url: str) -> None:
    parts = load.crowd(url, WRITERS, READERS, ARTICLES)
    left = load.left(url, WRITERS, ARTICLES)
    print(f"\n{load.heading()}\n{load.row(database, parts, left)}")
    assert [fault for part in parts for fault in part.faults] == []
    assert left == []
    outcomes = sum((Counter(part.outcomes) for part in parts), Counter[str]())
    assert outcomes == {
        "new": WRITERS * ARTICLES + load.SHARED,
        "changed": WRITERS * load.SHARED,
        "same": (WRITERS - 1) * load.SHARED,
    }
    assert all(part.reads for part in parts if part.role == "reader")


def test_a_decision_is_withdrawn_once(url: str) -> None:
    """Whoever comes second is told so, and nothing is taken back twice."""
    with open_record(url, SPECS) as record:
        record.add(*load.article("first"), load.NOW)
        made = Decision(0, "confirm", load.LAST_DAY, "Ada", "seen", claim=claim_id(record.claims()[0]))
        number = record.decide(made, load.NOW).id
    ready = threading.Barrier(WRITERS)

    def withdraw(who: int) -> str:
        with open_record(url, SPECS) as mine:
            ready.wait()
            try:
                mine.decide(Decision(0, "withdraw", load.LAST_DAY, f"No. {who}", "no", withdraws=number), load.NOW)
            except RecordError as error:
                return error.fault
            return "withdrawn"

    with ThreadPoolExecutor(WRITERS) as pool:
        outcomes = sorted(pool.map(withdraw, range(WRITERS)))
    assert outcomes == [f"decision {number} has been withdrawn"] * (WRITERS - 1) + ["withdrawn"]
    with open_record(url, SPECS) as record:
        assert [one.act for one in record.decisions()] == ["confirm", "withdraw"]


def test_a_torn_article_would_be_seen() -> None:
    _, claims = load.article("shared-1", 3)
    assert load.torn(claims) == []
    assert load.torn(claims[1:]) != []
    mended = replace(claims[0].evidence, quote=claims[0].evidence.quote.replace("revision 3", "revision 2"))
    assert load.torn([replace(claims[0], evidence=mended), *claims[1:]]) != []
