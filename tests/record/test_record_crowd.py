"""Eight writers and eight readers at once: nothing is lost, nothing is torn, nobody is shown an error."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import record_load as load

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


def test_a_torn_article_would_be_seen() -> None:
    _, claims = load.article("shared-1", 3)
    assert load.torn(claims) == []
    assert load.torn(claims[1:]) != []
    mended = replace(claims[0].evidence, quote=claims[0].evidence.quote.replace("revision 3", "revision 2"))
    assert load.torn([replace(claims[0], evidence=mended), *claims[1:]]) != []
