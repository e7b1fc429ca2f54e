"""What adding and answering cost as a record grows, and how much memory a process that answers takes.

    python benchmarks/record_scale.py SIZES... --record URL [--titles N] [--seed N] [--reuse | --copy FILE] [--out FILE]

SIZES are numbers of claims. ``URL`` is a path (for SQLite) or postgresql://…; ``{size}`` in it becomes the size,
and a path without it gets the size before its ending. ``--record postgresql`` starts a server of one's own, which waits
for the disk as a newsroom's would. Each record is made anew through `slugline.record`, article by article, as
`slugline add` does; ``--reuse`` measures one that an earlier run has made with the same seed, and ``--copy`` makes it
by `slugline backup` from such a one (``{size}`` as above): then adding is measured on 1,000 further articles.

Then a fresh process answers: `guide`, `ask` and `changes`, each for N titles drawn evenly and for N drawn by
popularity, no title twice, through a record opened anew. Each title is asked (first) and at once asked again.
Printed is one table, in milliseconds (busy: the process's own processor time, for machines that do other things too)
and megabytes; ``--out`` keeps it as JSON.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from record_claims import SEED, articles, more_articles, world_of
from record_world import DAYS, START, seeded
from servers import running_server
from slugline.answers import ask, changes, guide
from slugline.claims.kinds import SPECS
from slugline.errors import AmbiguousTitle, UnknownTitle
from slugline.model import Article, Claim
from slugline.record import Record, open_record
from slugline.record.backup import backup
from slugline.record.index import title_name
from slugline.surfaces.lasting import settle_memory

TODAY = START + timedelta(days=DAYS)
NOW = datetime.combine(TODAY, datetime.min.time(), UTC)
STEADY = 1000  # articles, the last ones, over which adding is measured
TITLES = 200
DRAWS = ("evenly", "by popularity")
QUESTIONS = (
    "When does {title} come out?",
    "Who stars in {title}?",
    "Who directed {title}?",
    "Where was {title} filmed?",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A title as it is asked for."""

    name: str
    kind: str
    year: int | None

    def guide(self, record: Record) -> object:
        """All that the record knows of it."""
        return guide(record, self.name, as_of=TODAY, year=self.year, kind=self.kind)

    def ask(self, record: Record) -> object:
        """The answer to one question, always the same for the title."""
        question = QUESTIONS[sum(map(ord, self.name)) % len(QUESTIONS)].format(title=self.name)
        return ask(record, question, as_of=TODAY, year=self.year, kind=self.kind)["standing"]

    def changes(self, record: Record) -> object:
        """Its whole history."""
        return changes(record, self.name, as_of=TODAY, year=self.year, kind=self.kind)


ANSWERS: Mapping[str, Callable[[Asked, Record], object]] = {
    "guide": Asked.guide,
    "ask": Asked.ask,
    "changes": Asked.changes,
}


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds: three percentiles and the longest."""

    p50: float
    p95: float
    p99: float
    most: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Times:
        """The percentiles of some times in seconds."""
        ordered = sorted(1000 * one for one in seconds)

        def at(share: float) -> float:
            return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

        return cls(at(0.5), at(0.95), at(0.99), ordered[-1])

    def __str__(self) -> str:
        return " / ".join(f"{one:.1f}" for one in (self.p50, self.p95, self.p99, self.most))


@dataclass(frozen=True, slots=True)
class Answering:
    """One kind of answer, for titles drawn in one way; ``unanswered`` is how many had none.

    ``busy`` are the first answers in the process's own processor time, without waiting for others.
    """

    answer: str
    draw: str
    titles: int
    unanswered: int
    first: Times
    again: Times
    busy: Times


@dataclass(frozen=True, slots=True)
class Reading:
    """One process that answered: its memory in MB, when it began, at most and at its end."""

    answers: tuple[Answering, ...]
    empty_mb: float
    peak_mb: float
    now_mb: float


@dataclass(frozen=True, slots=True)
class Building:
    """One record that was made: milliseconds an article over the last ``steady`` articles."""

    articles: int
    seconds: float
    steady: int
    mean: float
    times: Times


@dataclass(frozen=True, slots=True)
class Scale:
    """All that was measured of one size."""

    claims: int
    record_mb: float
    building: Building
    reading: Reading


def build(url: str, stream: Iterable[tuple[Article, Sequence[Claim]]]) -> Building:
    """Add the articles of a stream to a record, a new one where there is none."""
    spent: list[float] = []
    began = time.perf_counter()
    with open_record(url, SPECS) as record:
        for article, claims in stream:
            start = time.perf_counter()
            record.add(article, claims, article.retrieved_at or NOW)
            spent.append(time.perf_counter() - start)
    seconds = time.perf_counter() - began
    last = spent[-min(STEADY, len(spent) // 2 or 1) :]
    return Building(len(spent), seconds, len(last), 1000 * statistics.fmean(last), Times.of(last))


def drawn(url: str, size: int, count: int, seed: int) -> dict[tuple[str, str], list[Asked]]:
    """For each answer and draw, up to ``count`` titles that the record knows, no title twice."""
    world, random = world_of(size, seed), seeded(f"{seed}/asked")
    found: dict[tuple[str, str], list[Asked]] = {}
    with open_record(url, SPECS, create=False) as record:
        known = set(record.title_names())
        for answer in ANSWERS:
            for draw in DRAWS:
                chosen: dict[int, Asked] = {}
                for _ in range(20 * count):
                    if len(chosen) == min(count, world.titles // 2):
                        break
                    number = world.pick(random) if draw == DRAWS[1] else random.randrange(world.titles)
                    story = world.story(number)
                    if number not in chosen and title_name(story.name) in known:
                        year = story.release.year if story.twin else None
                        chosen[number] = Asked(story.name, story.type, year)
                found[answer, draw] = list(chosen.values())
    return found


def read(url: str, asked: Mapping[tuple[str, str], Sequence[Asked]]) -> Reading:
    """Answer, in the process that this is called in."""
    with open_record(url, SPECS, create=False) as record:
        list(answered(record, "guide", [Asked("no such title", "film", None)]))
    settle_memory()
    empty = memory("VmRSS")
    made = []
    for (answer, draw), titles in asked.items():
        with open_record(url, SPECS, create=False) as record:
            rows = list(answered(record, answer, titles))
        first, again, busy, right = zip(*rows, strict=True)
        times = Times.of(first), Times.of(again), Times.of(busy)
        made.append(Answering(answer, draw, len(rows), right.count(False), *times))
    return Reading(tuple(made), empty, memory("VmHWM"), memory("VmRSS"))


def answered(record: Record, answer: str, titles: Sequence[Asked]) -> Iterator[tuple[float, float, float, bool]]:
    """For each title: seconds for the first answer, for the same again, the first's processor time, and success."""
    for title in titles:
        begun, worked = time.perf_counter(), time.process_time()
        right = attempt(record, answer, title)
        first, busy = time.perf_counter(), time.process_time() - worked
        attempt(record, answer, title)
        yield first - begun, time.perf_counter() - first, busy, right


def attempt(record: Record, answer: str, title: Asked) -> bool:
    """Whether there is an answer."""
    try:
        return ANSWERS[answer](title, record) != "unanswered"
    except (AmbiguousTitle, UnknownTitle):
        return False


def memory(key: str) -> float:
    """A line of this process's memory (``VmRSS`` now, ``VmHWM`` at most), in MB. Linux only."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(key))


def size_mb(url: str) -> float:
    """What the record takes on disk: its file and journal, or the server's own count."""
    if "://" not in url:
        return sum(path.stat().st_size for path in Path(url).parent.glob(Path(url).name + "*")) / 1e6
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) / 1e6 if row else 0.0


def measured(url: str, size: int, *, titles: int, seed: int, copied: bool) -> Scale:
    """Make the record, or add to one that is ``copied``, and answer from it in a process of its own."""
    building = build(url, more_articles(size, STEADY, seed) if copied else articles(size, seed))
    asked = drawn(url, size, titles, seed)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        reading = pool.apply(read, (url, asked))
    return Scale(size, size_mb(url), building, reading)


def table(rows: Sequence[Scale]) -> Iterator[str]:
    """The rows as Markdown."""
    yield (
        "| claims | articles added | record MB | adding ms: mean, p50 / p95 / p99 / most | answer | titles drawn "
        "| first ms: p50 / p95 / p99 / most | of these busy | again | MB now | MB at most |"
    )
    yield "| ---: | ---: | ---: | --- | --- | --- | --- | --- | --- | ---: | ---: |"
    for row in rows:
        made, told = row.building, row.reading
        head = f"{row.claims:,} | {made.articles:,} | {row.record_mb:.1f} | {made.mean:.2f}, {made.times}"
        for number, one in enumerate(told.answers):
            left = head if number == 0 else " | | | "
            right = f"{told.now_mb:.0f} | {told.peak_mb:.0f}" if number == 0 else " | "
            asked = f"{one.answer} | {one.titles} {one.draw} | {one.first} | {one.busy} | {one.again}"
            yield f"| {left} | {asked} | {right} |"


def address(url: str, size: int) -> str:
    """The address of the record of one size."""
    if "{size}" in url or "://" in url:
        return url.replace("{size}", str(size))
    path = Path(url)
    return str(path.with_name(f"{path.stem}-{size}{path.suffix}"))


@contextmanager
def places(url: str) -> Iterator[Callable[[int], str]]:
    """Gives the address of the record of each size."""
    if url != "postgresql":
        yield lambda size: address(url, size)
        return
    with running_server(durable=True) as server:
        yield lambda _: server.fresh()


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure adding and answering as a record grows.")
    parser.add_argument("sizes", type=int, nargs="+", help="numbers of claims")
    parser.add_argument(
        "--record", required=True, help="a path, postgresql://…, or postgresql for a server of one's own"
    )
    parser.add_argument("--titles", type=int, default=TITLES, help="titles for each answer and draw")
    parser.add_argument("--seed", type=int, default=SEED)
    there = parser.add_mutually_exclusive_group()
    there.add_argument("--reuse", action="store_true", help="measure records that are there")
    there.add_argument("--copy", metavar="FILE", help="measure copies of records that are there")
    parser.add_argument("--out", type=Path, help="keep the figures as JSON")
    options = parser.parse_args()
    rows: list[Scale] = []
    with places(options.record) as place:
        for size in options.sizes:
            url = place(size)
            if "://" not in url and not options.reuse and Path(url).exists():
                print(f"{url}: is there already (--reuse measures it)", file=sys.stderr)
                return 1
            if options.copy:
                backup(address(options.copy, size), url)
            copied = bool(options.reuse or options.copy)
            rows.append(measured(url, size, titles=options.titles, seed=options.seed, copied=copied))
            if options.out:
                options.out.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")
    for line in table(rows):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
