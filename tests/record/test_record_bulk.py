"""Many articles at once come to the record that one by one makes, whatever their order and on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from record_claims import articles
from record_world import seeded
from scale_plan import Components, home, partition
from slugline.answers import changes, guide
from slugline.claims.kinds import SPECS
from slugline.errors import RecordError, TitleError
from slugline.model import Article, Claim
from slugline.record import Record, bulk, open_record, schema
from slugline.record.index import subject_key
from slugline.record.names import plain
from slugline.record.rows import claim_row
from slugline.record.verify import verify

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
LATER = date(2026, 1, 1)
TABLES = (schema.articles, schema.versions, schema.claims, schema.names, schema.vocabulary, schema.replacements)
Said = tuple[Article, Sequence[Claim]]


@cache
def told() -> tuple[Said, ...]:
    """Sixty articles, some of which correct or copy others."""
    return tuple(list(articles(700, seed=11))[:60])


def drawn(seed: int) -> list[Said]:
    """Those articles in some order, some of them twice."""
    random = seeded(str(seed))
    chosen = [*told(), *random.sample(told(), 12)]
    random.shuffle(chosen)
    return chosen


def one_by_one(record: Record, said: Sequence[Said]) -> list[str]:
    return [added.outcome for article, claims in said for added in record.add(article, claims, NOW)]


def at_once(record: Record, said: Sequence[Said]) -> list[str]:
    return [added.outcome for chunk in record.load(said, NOW) for added in chunk]


def held(record: Record) -> dict[str, list[tuple[Any, ...]]]:
    """Every row, those of names and words without their numbers, which nothing refers to."""

    def rows(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
        found = {}
        for table in TABLES:
            columns = [column for column in table.c if table is not schema.names or column.name != "id"]
            found[table.name] = sorted(map(tuple, connection.execute(select(*columns))), key=repr)
        return found

    with record.reading() as connection:
        return rows(connection)


def test_loading_comes_to_the_same_as_adding(fresh: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "CLAIMS", 90)
    said = drawn(1)
    with open_record(fresh(), SPECS) as slow, open_record(fresh(), SPECS) as quick:
        assert at_once(quick, said) == one_by_one(slow, said)
        assert held(quick) == held(slow)
        assert not [fault for faults in verify(quick._database, SPECS, quick.policy, Counter()) for fault in faults]
        names = sorted({claim.subject.name for _, claims in said for claim in claims if claim.subject.type == "film"})
        for name in names[:6]:
            year = next(
                (c.subject.year for _, cs in said for c in cs if c.subject.name == name and c.subject.year), None
            )
            try:
                expected = guide(slow, name, as_of=LATER, year=year)
            except TitleError as error:
                with pytest.raises(type(error)):
                    guide(quick, name, as_of=LATER, year=year)
            else:
                assert guide(quick, name, as_of=LATER, year=year) == expected
        assert changes(quick, as_of=LATER) == changes(slow, as_of=LATER)
        assert set(at_once(quick, said)) == {"same"}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 59), max_size=40), st.integers(1, 120))
def test_any_order_any_repeats_any_size_of_transaction(numbers: list[int], size: int) -> None:
    said = [told()[n] for n in numbers]
    with pytest.MonkeyPatch.context() as patch, open_record(":memory:", SPECS) as slow:
        patch.setattr(bulk, "CLAIMS", size)
        with open_record(":memory:", SPECS) as quick:
            assert at_once(quick, said) == one_by_one(slow, said)
            assert held(quick) == held(slow)


def test_a_transaction_that_fails_leaves_those_before_it(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "ARTICLES", 5)
    with open_record(url, SPECS) as record:
        chunks = record.load(told(), NOW)
        before = [added for _ in range(3) for added in next(chunks)]
        counted = iter(range(3))
        made = claim_row

        def failing(claim: Claim, version: int, ordinal: int) -> Any:
            if next(counted, None) is None:
                raise RecordError("no more")
            return made(claim, version, ordinal)

        with monkeypatch.context() as patch:
            patch.setattr("slugline.record.bulk.claim_row", failing)
            with pytest.raises(RecordError, match="no more"):
                next(chunks)
        assert len(held(record)["versions"]) == len(before) == 15
        outcomes = at_once(record, told())
        assert outcomes[:15] == ["same"] * 15
        with open_record(":memory:", SPECS) as other:
            one_by_one(other, told())
            mine, theirs = held(record), held(other)
        assert {row[1] for row in mine["articles"]} == {row[1] for row in theirs["articles"]}
        assert sorted(repr(row[2:]) for row in mine["claims"]) == sorted(repr(row[2:]) for row in theirs["claims"])


def test_a_correction_reaches_the_partition_of_a_title_that_it_tells_of_no_more() -> None:
    components = Components()

    def places(claims: Sequence[Claim]) -> set[int]:
        return {home(components.of(subject_key(claim.subject)), 4) for claim in claims}

    first, said = next(one for one in told() if len(places(one[1])) > 1)
    kept = [claim for claim in said if claim.subject == said[0].subject]
    stream = [(first, said), (replace(first, text=f"{first.text}\nCorrected."), kept)]
    standing = []
    for place in range(4):
        with open_record(":memory:", SPECS) as record:
            list(record.load(partition(stream, components, 4, place), NOW))
            standing += [str(claim.value) for claim in record.claims()]
            assert bool(held(record)["versions"]) == (place in places(said))
    assert sorted(standing) == sorted(str(claim.value) for claim in kept)


@given(st.text(st.one_of(st.characters(max_codepoint=127), st.sampled_from("’‘`´“”–—…éß&")), max_size=12))
def test_folding_goes_the_quick_way_only_where_it_may(name: str) -> None:
    """A letter of another script takes the careful way: it changes nothing of the words before it."""
    says = any(c.isalnum() or c == "&" for c in name)
    assert plain(f"{name} Ж") == (f"{plain(name)} ж" if says else "ж")
