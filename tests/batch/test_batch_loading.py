"""Tables into a record: what a page describes for machines is replaced, and ended, as it is when pages are added."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from slugline.batch import Options, Read, claims_of
from slugline.claims.kinds import SPECS
from slugline.claims.structured.carried import FRAGMENT
from slugline.model import Article, Claim
from slugline.pages import Page
from slugline.record import Record, bulk, open_record, schema
from slugline.surfaces.adding import add_reading
from slugline.surfaces.bulk.loading import Loaded, load
from slugline.surfaces.bulk.running import beside
from slugline.surfaces.bulk.tables import ARTICLES, CLAIMS, articles_table, claim_row_of, claims_table, joined, row_of
from slugline.surfaces.inputs import Reading

pytest.importorskip("pyarrow")
pytestmark = pytest.mark.filterwarnings("ignore:SOCKS support")  # urllib3's, where trafilatura is first imported
NOW = datetime(2026, 1, 2, tzinfo=UTC)
FILM: dict[str, object] = {
    "@type": "Movie",
    "name": "Harbor Lights 2",
    "datePublished": "2026-05-01",
    "director": {"@type": "Person", "name": "Petra Sand"},
}
LATER: dict[str, object] = {**FILM, "datePublished": "2026-06-05"}
LIVE = "".join(
    f"<article><time datetime='2025-02-0{n}T10:00'></time><p>The ferry film moves to May {n}, 2026, and the crew of "
    "the first film will be on board again this time, it is said.</p></article>"
    for n in (3, 4)
)
Visit = tuple[str, dict[str, object] | None]


def read(visit: Visit) -> Read:
    """A visit to a page: its address, which a live blog's begins with, and what it describes."""
    name, film = visit
    data = f'<script type="application/ld+json">{json.dumps(film)}</script>' if film else ""
    body = f"<main class='liveblog'>{LIVE}</main>" if name.startswith("live") else ""
    head = f'<link rel="canonical" href="https://balcony.example/{name}"><meta name="date" content="2025-02-03">{data}'
    prose = "The keepers are coming back, and most of the crew of the first film will be on board again, it is said."
    html = f"<html><head>{head}</head><body><h1>All we know</h1><p>{prose}</p>{body}</body></html>"
    found = claims_of(Page(html.encode(), "html", f"{name}.html"), Options(extractor="rules"))
    assert isinstance(found, Read)
    return found


def tables(path: Path, documents: Iterable[tuple[Article, Sequence[Claim]]]) -> str:
    parts = path.with_suffix(".1"), path.with_suffix(".2")
    for part in parts:
        part.unlink(missing_ok=True)
    with claims_table(parts[0]) as claims, articles_table(parts[1]) as articles:
        for article, said in documents:
            articles.add(row_of(article, len(said)))
            for claim in said:
                claims.add(claim_row_of(claim, article))
    for part, to, columns in zip(parts, (path, beside(path)[0]), (CLAIMS, ARTICLES), strict=True):
        joined([part] if part.exists() else [], to, columns, 100)
    return str(path)


def documents(read: Read) -> list[tuple[Article, Sequence[Claim]]]:
    return [(read.article, read.claims), *read.further]


def held(record: Record) -> list[tuple[object, ...]]:
    """Every version, and which are replaced: its article, text and claims."""
    versions, replaced = schema.versions.c, schema.replacements.c
    query = (
        select(schema.articles.c.key, versions.id, versions.text, versions.fingerprint, replaced.replaced_at)
        .join(schema.versions, versions.article == schema.articles.c.id)
        .outerjoin(schema.replacements, replaced.version == versions.id)
    )
    with record.reading() as connection:
        claims = [row.version for row in connection.execute(select(schema.claims.c.version))]
        rows = connection.execute(query).all()
    order = {row.id: n for n, row in enumerate(sorted(rows, key=lambda row: row.id))}
    return sorted((row.key, order[row.id], row.text, row.replaced_at, claims.count(row.id)) for row in rows)


RUNS: dict[str, list[list[Visit]]] = {
    "another table drops it": [[("a", FILM), ("b", FILM)], [("a", None), ("b", LATER)]],
    "the same table drops it": [[("a", FILM), ("b", None), ("a", None), ("b", None)]],
    "dropped, and another told since": [[("a", FILM)], [("a", None), ("a", LATER)]],
    "dropped twice": [[("a", FILM)], [("a", None), ("a", None)], [("a", None)]],
    "a live blog, whose days come before what it describes": [[("live", FILM)], [("live", FILM)], [("live", None)]],
    "an address that begins like another": [[("ab", FILM), ("a", FILM)], [("a", None), ("ab", FILM)]],
}


@pytest.mark.parametrize("runs", RUNS.values(), ids=RUNS)
@pytest.mark.parametrize("size", [1, 500])
def test_what_a_page_describes_no_more_is_ended(
    runs: list[list[Visit]], size: int, tmp_path: Path, fresh: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "ARTICLES", size)
    with open_record(fresh(), SPECS) as quick, open_record(":memory:", SPECS) as slow:
        for run in runs:
            reads = [read(visit) for visit in run]
            done = Loaded()
            said = [document for one in reads for document in documents(one)]
            for _ in load(quick, tables(tmp_path / "claims.parquet", said), NOW, done):
                pass
            outcomes = [
                added.outcome
                for one in reads
                for added in add_reading(slow, Reading("", one.article, one.claims, further=one.further), NOW)
            ]
            assert [done.new, done.changed, done.same] == [outcomes.count(one) for one in ("new", "changed", "same")]
            assert not done.faults
            assert held(quick) == held(slow)
        last = dict(visit for run in runs for visit in run)
        described = {name for run in runs for name, film in run if film}
        standing = {str(key): text for key, _, text, replaced, _ in held(quick) if not replaced}
        ended = {key.rpartition("/")[2] for key, text in standing.items() if text == "{}\n"}
        assert ended == {name + FRAGMENT for name in described if last[name] is None}


def test_a_description_with_a_fault_ends_nothing(tmp_path: Path) -> None:
    """What the page describes now is not known then."""
    with open_record(":memory:", SPECS) as record:
        page, (described, said) = documents(read(("a", FILM)))
        torn = replace(described, text=described.text.upper())
        for text, faults in ((described, 0), (torn, 1)):
            done = Loaded()
            for _ in load(record, tables(tmp_path / "claims.parquet", [page, (text, said)]), NOW, done):
                pass
            assert len(done.faults) == faults
        assert [row[2] for row in held(record)] == [page[0].text, described.text]
