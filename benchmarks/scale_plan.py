"""What a month of a crawl would cost, and whether a record in partitions stays balanced and gives the same answers.

    python benchmarks/scale_plan.py plan --stages build/stages.json
    python benchmarks/scale_plan.py partitions --claims 60000
    python benchmarks/scale_plan.py loads --claims 12000

`plan` multiplies what `batch_speed.py stages` measured by the size of a crawl, which is an assumption with a source
(docs/scale.md). `partitions` deals a stream of made articles with skewed titles into partitions by component, as it
grows. `loads` loads 1, 2 and 4 partitions for real and compares the guides of each title with the whole record's.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from record_claims import articles
from record_world import seeded
from slugline.answers import guide
from slugline.claims.kinds import SPECS
from slugline.errors import TitleError
from slugline.model import Article, Claim, Entity
from slugline.record import Record, open_record
from slugline.record.index import TITLE_TYPES, subject_key, title_key
from slugline.record.names import fold_franchise, numbered_name

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = date(2025, 12, 31)
PAGES = 11_700_000  # of a month, in all languages
RELEVANT = 0.05  # share of pages that the first look lets through
CORES = 64
_JOINING = ("franchise", "spinoff_of", "sequel_of", "prequel_of", "remake_of", "set_after", "set_before")
_DEALT = (2, 4, 16, 64)

Said = tuple[Article, Sequence[Claim]]


class Components:
    """Titles that one answer may need together: of one name, one numbered name, one franchise, or told as related."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, key: str) -> str:
        """The component of a key, by one of its keys, which is the same until something joins it."""
        above = self._above.setdefault(key, key)
        while above != self._above[above]:
            self._above[key] = above = self._above[above]
        return above

    def join(self, one: str, other: str) -> bool:
        """Make two components one; whether they were two. The first key in the alphabet's order stands for both."""
        low, high = sorted((self.of(one), self.of(other)))
        self._above[high] = low
        return low != high

    def learn(self, claim: Claim) -> bool:
        """Take in what a claim joins; whether it joined two components that had been apart."""
        if claim.subject.type not in TITLE_TYPES:
            return False
        mine = subject_key(claim.subject)
        joined = False
        if number := numbered_name(claim.subject.name):
            joined = self.join(mine, f"number|{number}")
        value = claim.value
        if claim.property == "also_known_as" and isinstance(value, str):
            joined |= self.join(mine, title_key(value))
        elif claim.property in _JOINING and isinstance(value, Entity):
            named = f"franchise|{fold_franchise(value.name)}"
            joined |= self.join(mine, named if value.type == "franchise" else title_key(value.name))
        return joined


def keys_of(claims: Iterable[Claim]) -> set[str]:
    """The keys of the titles and franchises that an article's claims are about."""
    found = {subject_key(claim.subject) for claim in claims if claim.subject.type in (*TITLE_TYPES, "franchise")}
    return found | {title_key(str(claim.qualifiers["work"])) for claim in claims if claim.qualifiers.get("work")}


def home(component: str, partitions: int) -> int:
    """The partition of a component: a hash of its key, so that every loader knows it without asking."""
    return int.from_bytes(sha256(component.encode()).digest()[:8], "big") % partitions


def plan(stages: Mapping[str, Any], share: float, pages: int) -> Iterator[str]:
    """The month's cost, line by line."""
    ms = {one["name"]: one["ms"] for one in stages["stages"]}
    sizes = stages["sizes"]
    each, read = ("decompress and parse", "first look"), ("HTML to article", "read the text", "claims", "write")
    for name in (*each, *read):
        count = pages if name in each else pages * share
        yield f"{name:24} {count:14,.0f} pages {ms[name]:8.2f} ms {count * ms[name] / 3.6e6:9.1f} core-hours"
    hours = pages * (sum(ms[name] for name in each) + share * sum(ms[name] for name in read)) / 3.6e6
    claims = pages * share * sizes["claims of a page read"]
    stored = (
        claims * sizes["bytes of a claim, in its table"] + pages * share * sizes["bytes of an article, in its table"]
    )
    yield f"in all {hours:.0f} core-hours: {hours / CORES:.1f} hours on {CORES} cores"
    yield f"archives {pages * sizes['bytes of a page in the archive'] / 1e9:.0f} GB to read"
    yield f"{claims / 1e6:.1f} million claims, {stored / 1e9:.2f} GB of tables"


def dealt(said: Sequence[Said]) -> Iterator[str]:
    """How a stream spreads over partitions at each quarter of its length, line by line."""
    components, moved = Components(), 0
    for number, (_, claims) in enumerate(said, 1):
        moved += sum(components.learn(claim) for claim in claims)
        if number % max(1, len(said) // 4):
            continue
        counted: Counter[str] = Counter()
        for _, several in said[:number]:
            counted.update(components.of(subject_key(claim.subject)) for claim in several)
        total = sum(counted.values())
        largest = max(counted.values()) / total
        told = [f"{total:9,} claims {len(counted):6,} components, the largest {100 * largest:4.1f} %"]
        for partitions in _DEALT:
            loads = Counter(dict.fromkeys(range(partitions), 0))
            for component, size in counted.items():
                loads[home(component, partitions)] += size
            copies = sum(len(places(several, components, partitions)) for _, several in said[:number])
            told.append(f"{partitions}: {max(loads.values()) * partitions / total:.2f} ({copies / number:.2f})")
        yield ", ".join(told) + f", joined so far {moved:,}"


def places(claims: Sequence[Claim], components: Components, partitions: int) -> set[int]:
    """The partitions that an article goes to: those of its titles, or all of them where it tells of a person."""
    if any(claim.subject.type == "person" for claim in claims):
        return set(range(partitions))
    return {home(components.of(key), partitions) for key in keys_of(claims)} or {0}


def share_of(claims: Sequence[Claim], components: Components, partitions: int, place: int) -> Sequence[Claim]:
    """The claims that an article has in one of its partitions: on the titles that are at home there, and on people."""

    def at_home(claim: Claim) -> bool:
        if claim.subject.type == "person":
            return True
        return any(home(components.of(key), partitions) == place for key in keys_of([claim]))

    return [claim for claim in claims if at_home(claim)]


def partition(
    said: Iterable[Said], components: Components, partitions: int, place: int
) -> Iterator[tuple[Article, Sequence[Claim] | None]]:
    """The stream as one partition takes it: an article that is not at home there comes without its claims.

    It is kept only where an earlier text of it is held, whose claims it takes back: a correction may be silent about
    the very title that the article used to tell of.
    """
    for article, claims in said:
        here = place in places(claims, components, partitions)
        yield article, share_of(claims, components, partitions, place) if here else None


@dataclass(frozen=True, slots=True)
class Loaded:
    """Real loads: seconds and claims of each partition, and how many guides were those of the whole record."""

    partitions: int
    seconds: Sequence[float]
    claims: Sequence[int]
    guides: int
    equal: int


def loads(said: Sequence[Said], titles: int) -> Iterator[Loaded]:
    """Load 1, 2 and 4 partitions and compare the guides of some titles with those of one record of all."""
    components = Components()
    for _, claims in said:
        for claim in claims:
            components.learn(claim)
    named = Counter(claim.subject for _, claims in said for claim in claims if claim.subject.type in TITLE_TYPES)
    asked = seeded("titles").sample(sorted(named, key=lambda one: (one.name, one.year)), min(titles, len(named)))
    expected: dict[Entity, object] = {}
    for partitions in (1, 2, 4):
        seconds, claims_in, equal = [], [], 0
        with tempfile.TemporaryDirectory() as folder:
            records = []
            for place in range(partitions):
                part = list(partition(said, components, partitions, place))
                began = time.process_time()
                record = open_record(str(Path(folder) / f"{place}.db"), SPECS)
                claims_in.append(sum(added.claims for chunk in record.load(part, NOW) for added in chunk))
                seconds.append(time.process_time() - began)
                records.append(record)
            for title in asked:
                found = answer(records[home(components.of(subject_key(title)), partitions)], title)
                equal += found == expected.setdefault(title, found)
            for record in records:
                record.close()
        yield Loaded(partitions, seconds, claims_in, len(asked), equal)


def answer(record: Record, title: Entity) -> object:
    """A title's guide, or why there is none."""
    try:
        return guide(record, title.name, as_of=LATER, year=title.year or None, kind=title.type)
    except TitleError as error:
        return str(error)


def main() -> int:
    parser = argparse.ArgumentParser(description="Plan for a month of a crawl, and try the partitions.")
    parser.add_argument("what", choices=("plan", "partitions", "loads"))
    parser.add_argument("--stages", type=Path, help="plan: what batch_speed.py stages --out wrote")
    parser.add_argument("--pages", type=int, default=PAGES, help="plan: of the month")
    parser.add_argument("--share", type=float, default=RELEVANT, help="plan: of pages that are read")
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--titles", type=int, default=60, help="loads: whose guides are compared")
    options = parser.parse_args()
    if options.what == "plan":
        if options.stages is None:
            parser.error("plan needs --stages")
        for line in plan(json.loads(options.stages.read_text(encoding="utf-8")), options.share, options.pages):
            print(line)
        return 0
    said = list(articles(options.claims))
    if options.what == "partitions":
        for line in dealt(said):
            print(line, flush=True)
        return 0
    for one in loads(said, options.titles):
        told = ", ".join(f"{n:,} in {s:.1f} s" for n, s in zip(one.claims, one.seconds, strict=True))
        print(f"{one.partitions} partitions: {told}; {one.equal} of {one.guides} guides equal", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
