"""The made articles: honest, seeded, spread as news is; and the tables that are made with them."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path
from statistics import median

import pytest

from record_claims import articles, main, world_of
from record_scale import Times, address
from slugline.claims.kinds import SPECS
from slugline.contract import claim_from_json, claim_to_json
from slugline.model import Article, Claim, Entity, NoValue, Unknown
from slugline.record import load_policy, open_record
from slugline.record.voices import Print, Voices, print_of

HOME = Path(__file__).parents[1]
SIZE = 6000
Made = list[tuple[Article, tuple[Claim, ...]]]


@pytest.fixture(scope="module")
def made() -> Made:
    return list(articles(SIZE, seed=7))


def told(made: Made) -> list[Claim]:
    return [claim for _, claims in made for claim in claims]


def test_every_quote_stands_at_its_place(made: Made) -> None:
    for article, claims in made:
        for claim in claims:
            evidence = claim.evidence
            assert (article.text[evidence.start : evidence.end], evidence.article) == (evidence.quote, article.id)
            assert (claim.said_on, claim.source.url) == (article.published, article.url)


def test_a_quote_names_its_subject_and_its_value(made: Made) -> None:
    for claim in told(made):
        quote = claim.evidence.quote.casefold()
        assert claim.subject.name.casefold() in quote
        if isinstance(claim.value, Entity):
            assert claim.value.name.casefold() in quote


def test_every_claim_fits_the_contract(made: Made) -> None:
    for claim in told(made)[:2000]:
        again = claim_from_json(claim_to_json(claim), where="made", properties=SPECS)
        assert (again.subject, again.value, again.qualifiers) == (claim.subject, claim.value, dict(claim.qualifiers))


def test_the_same_seed_gives_the_same_articles_and_another_gives_others(made: Made) -> None:
    assert list(islice(articles(SIZE, seed=7), 40)) == made[:40]
    other = {article.title for article, _ in islice(articles(SIZE, seed=8), 200)}
    assert not other & {article.title for article, _ in made}


def test_the_number_of_claims_is_the_one_asked_for(made: Made) -> None:
    assert len(told(made)) == SIZE
    sizes = [len(claims) for _, claims in made[:-1]]
    assert min(sizes) >= 3
    assert max(sizes) <= 27
    assert 8 <= median(sizes) <= 13


def test_titles_are_of_very_unequal_fame(made: Made) -> None:
    counts = Counter(claim.subject.name for claim in told(made))
    assert 8 <= median(counts.values()) <= 30
    assert max(counts.values()) > 8 * median(counts.values())


def test_publishers_follow_zipf(made: Made) -> None:
    ranked = [count for _, count in Counter(article.publisher for article, _ in made).most_common()]
    assert len(ranked) > 80
    assert ranked[0] > 2 * ranked[4] > 6 * ranked[80]


def test_properties_and_modalities_are_spread(made: Made) -> None:
    claims = told(made)
    properties, modalities = (Counter(names) for names in ([c.property for c in claims], _modalities(claims)))
    assert set(properties) > {"release_date", "cast_member", "director", "status", "award_won", "runtime", "network"}
    assert 0.2 < properties["cast_member"] / SIZE < 0.4
    assert 0.12 < properties["release_date"] / SIZE < 0.3
    assert all(modalities[name] > SIZE / 250 for name in ("stated", "scheduled", "denied", "expected", "rumoured"))
    assert any(isinstance(claim.value, Unknown) for claim in claims)
    assert any(isinstance(claim.value, NoValue) for claim in claims)


def _modalities(claims: list[Claim]) -> list[str]:
    return [claim.context.modality for claim in claims]


def test_dates_move_and_titles_are_renamed(made: Made) -> None:
    properties = Counter(claim.property for claim in told(made))
    assert sum("replaces" in claim.qualifiers for claim in told(made)) > 5
    assert properties["set_after"] + properties["sequel_of"] > 5
    wider = Counter(claim.property for _, claims in articles(30_000, seed=7) for claim in claims)
    assert wider["also_known_as"] > 0
    assert wider["death_date"] > 0


def test_some_articles_are_copies_and_only_they_are_one_voice(made: Made) -> None:
    policy = load_policy()
    first = "This article first appeared in "
    copies = [article for article, _ in made if first in article.text]
    assert 0.02 < len(copies) / len(made) < 0.09
    prints: dict[str, Print] = {a.url: print_of(c, a.text) for a, c in made if c}
    voices = Voices(prints, policy)
    bodies = {article.text: article for article, _ in made}
    for copy in copies[:10]:
        body = copy.text.partition(first)[0].rstrip()
        origin = next((a for text, a in bodies.items() if text.rstrip() == body), None)
        assert origin is None or voices.one(copy.url, origin.url)
    own = [article for article, _ in made if first not in article.text and article.modified is None][:120]
    pairs = [(a, b) for a in own for b in own if a.url < b.url and a.publisher != b.publisher]
    assert sum(voices.one(a.url, b.url) for a, b in pairs) < len(pairs) / 200


def test_corrections_keep_the_address_and_change_the_text(made: Made) -> None:
    by_url: dict[str, list[Article]] = defaultdict(list)
    for article, _ in made:
        by_url[article.url].append(article)
    corrected = [versions for versions in by_url.values() if len(versions) > 1]
    assert 0.005 < len(corrected) / len(made) < 0.05
    for versions in corrected:
        assert len({article.text for article in versions}) == len(versions)
        assert [article.modified is None for article in versions] == [True, *[False] * (len(versions) - 1)]


def test_some_articles_arrive_late(made: Made) -> None:
    late = [a for a, _ in made if a.retrieved_at and (a.retrieved_at.date() - a.published).days > 25]
    assert 0.005 < len(late) / len(made) < 0.05
    arrivals = [article.retrieved_at for article, _ in made if article.retrieved_at]
    assert arrivals == sorted(arrivals)


def test_names_are_nobody_elses() -> None:
    world = world_of(60_000, seed=3)
    names = Counter(world.named(number) for number in range(world.titles))
    assert 0 < sum(count - 1 for count in names.values()) < 0.03 * world.titles  # the twins
    people = [world.person(number) for number in range(world.people)]
    assert len(set(people)) == len(people)


def test_memory_does_not_grow_with_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("record_world._KEPT", 2)
    stream = articles(8_000, seed=5)
    for _ in islice(stream, 200):
        pass
    tracemalloc.start()
    try:
        for _ in islice(stream, 200):
            pass
        assert tracemalloc.get_traced_memory()[0] < 400_000  # 200 articles held would be a million and more
    finally:
        tracemalloc.stop()


def test_a_record_takes_them_and_the_same_again_changes_nothing(made: Made) -> None:
    with open_record(":memory:", SPECS) as record:
        outcomes = [record.add(a, c, a.retrieved_at)[0].outcome for a, c in made[:80] if a.retrieved_at]
        assert set(outcomes) <= {"new", "changed"}
        article, claims = made[0]
        assert article.retrieved_at is not None
        assert record.add(article, claims, article.retrieved_at)[0].outcome == "same"


def test_the_stream_is_described(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["record_claims.py", "500"])
    assert main() == 0
    assert "claims 500, articles" in capsys.readouterr().out


def test_percentiles_are_of_the_times_themselves() -> None:
    times = Times.of([n / 1000 for n in range(1, 101)])
    assert (times.p50, times.p95, times.p99, times.most) == (51.0, 96.0, 100.0, 100.0)


def test_addresses_of_the_sizes() -> None:
    assert address("/x/scale.db", 100) == "/x/scale-100.db"
    assert address("postgresql://h/scale_{size}", 100) == "postgresql://h/scale_100"


def test_a_scale_is_measured(tmp_path: Path) -> None:
    out = tmp_path / "scale.json"
    words = ["400", "--record", str(tmp_path / "s.db"), "--titles", "4", "--out", str(out)]
    ran = subprocess.run(
        [sys.executable, str(HOME / "benchmarks" / "record_scale.py"), *words], capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("| claims |")
    (row,) = json.loads(out.read_text(encoding="utf-8"))
    assert row["claims"] == 400
    assert {(one["answer"], one["draw"]) for one in row["reading"]["answers"]} == {
        (answer, draw) for answer in ("guide", "ask", "changes") for draw in ("evenly", "by popularity")
    }
    again = subprocess.run(
        [sys.executable, str(HOME / "benchmarks" / "record_scale.py"), *words], capture_output=True, text=True
    )
    assert (again.returncode, "--reuse" in again.stderr) == (1, True)
