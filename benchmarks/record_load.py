"""Many writers and readers on one record at once: how fast, and that nobody notices the others.

    python benchmarks/record_load.py [--articles N]      the load table, for both databases

Each writer and each reader is a process. Writers add articles of their own, articles that every writer adds,
and a correction of each of those. Readers read all claims and a guide, over and over, and check that every
article they see is whole. The server waits for its disk as a newsroom's would.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from record_kills import damage
from servers import running_server
from slugline.answers import guide
from slugline.claims.kinds import SPECS
from slugline.edtf import Edtf
from slugline.model import Article, Claim, Context, Entity, Evidence, Quantity, Source, Value
from slugline.record import open_record

FILM = Entity("film", "The Harbour Ledger")
FIRST_DAY = date(2024, 1, 1)
LAST_DAY = date(2026, 1, 1)
NOW = datetime(2026, 1, 2, tzinfo=UTC)
SHARED = 3  # articles that every writer adds and corrects
PATIENCE = 300.0  # seconds, for all of them together
TABLE = ((1, 0), (1, 8), (8, 0), (8, 8))


@dataclass(slots=True)
class Part:
    """What one process did: articles added by outcome, the seconds of each read, what went wrong."""

    role: str
    outcomes: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    reads: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def article(name: str, revision: int = 0) -> tuple[Article, list[Claim]]:
    """An article by its name, with its claims; each revision is dated a day later and says something else."""
    url = f"https://ledger.example/{name}"
    number = sum(map(ord, name))
    day = FIRST_DAY + timedelta(days=number % 300)
    facts: list[tuple[str, Value]] = [
        ("runtime", Quantity(90.0 + revision, "minutes")),
        ("release_date", Edtf(f"2025-0{1 + number % 9}-1{revision % 10}")),
        ("cast_member", Entity("person", f"Ines Halloran {name}")),
        ("filming_location", Entity("place", "Gdynia")),
    ]
    source = Source(url=url, publisher=f"Herald {number % 7}", title=name)
    text, claims = "", []
    for property_, value in facts:
        quote = f"{FILM.name} in {name}, revision {revision}: {property_} is {value}."
        evidence = Evidence(url, len(text), len(text) + len(quote), quote)
        claims.append(Claim(FILM, property_, value, {}, Context("stated"), evidence, day, source, "made"))
        text += f"{quote}\n"
    modified = day + timedelta(days=revision) if revision else None
    made = Article(f"{url}-{revision}", url, "", source.publisher, name, "", text, day, modified)
    return made, claims


def names(writer: int, articles: int) -> list[str]:
    """A writer's articles, those of all writers among them."""
    own = [f"{writer}-{number}" for number in range(articles)]
    shared = [f"shared-{number}" for number in range(SHARED)]
    return [*own[: articles // 2], *shared, *own[articles // 2 :]]


def write(url: str, writer: int, articles: int) -> Part:
    """Adds a writer's articles, each shared one and a correction of it."""
    part, counted = Part("writer"), Counter[str]()
    with open_record(url, SPECS) as record:
        started = time.perf_counter()
        for name in names(writer, articles):
            for revision in (0, writer + 1) if name.startswith("shared") else (0,):
                counted.update(added.outcome for added in record.add(*article(name, revision), NOW))
        part.seconds = time.perf_counter() - started
    part.outcomes = dict(counted)
    return part


def read(url: str, ends: Path) -> Part:
    """Reads until the file ``ends`` is there, twice at least."""
    part = Part("reader")
    with open_record(url, SPECS, create=False) as record:
        while len(part.reads) < 2 or not ends.exists():
            started = time.perf_counter()
            claims = record.claims()
            part.reads.append(time.perf_counter() - started)
            part.faults += torn(claims)
            started = time.perf_counter()
            told = guide(record, FILM.name, as_of=LAST_DAY)
            part.reads.append(time.perf_counter() - started)
            if '"current"' not in json.dumps(told):
                part.faults.append("a guide without an answer")
    return part


def torn(claims: Sequence[Claim]) -> list[str]:
    """One line for each article that is not whole."""
    seen: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        seen[claim.source.url].append(claim.evidence.quote)
    return [f"torn: {url}" for url, quotes in seen.items() if sorted(quotes) != _whole(url, quotes[0])]


def _whole(url: str, quote: str) -> list[str]:
    revision = int(quote.partition("revision ")[2].partition(":")[0])
    return sorted(claim.evidence.quote for claim in article(url.rpartition("/")[2], revision)[1])


def left(url: str, writers: int, articles: int) -> list[str]:
    """What is wrong with the record when all have done: an article lost, torn, or not the last correction."""
    wanted = {f"https://ledger.example/{name}" for writer in range(writers) for name in names(writer, articles)}
    with open_record(url, SPECS, create=False) as record:
        claims = record.claims()
        shared = [record.history(one) for one in sorted(wanted) if "shared" in one]
    faults = [*torn(claims), *damage(url)]
    faults += [f"lost: {one}" for one in sorted(wanted - {claim.source.url for claim in claims})]
    faults += [
        f"not the last correction: {claim.evidence.quote}"
        for claim in claims
        if "shared" in claim.source.url and f"revision {writers}:" not in claim.evidence.quote
    ]
    return faults + [f"{len(one)} versions instead of {writers + 1}" for one in shared if len(one) != writers + 1]


def crowd(url: str, writers: int, readers: int, articles: int) -> list[Part]:
    """What each of so many processes did, all begun at once; one that does not end in time is a fault."""
    words = [sys.executable, __file__, "--crowd", url, *map(str, (writers, readers, articles))]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=2 * PATIENCE, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return [Part(**part) for part in json.loads(done.stdout)]


def _crowd(url: str, writers: int, readers: int, articles: int) -> list[Part]:
    """Forks them all from this process, which has imported everything and holds no connection."""
    with open_record(url, SPECS) as record:
        record.add(*article("first"), NOW)
    roles = [("writer", number) for number in range(writers)] + [("reader", number) for number in range(readers)]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        running = {_forked(url, role, number, articles, home): (role, number) for role, number in roles}
        (home / "begin").touch()
        left_of = dict(running)
        until = time.monotonic() + PATIENCE
        while left_of and time.monotonic() < until:
            for pid in list(left_of):
                if os.waitpid(pid, os.WNOHANG)[0]:
                    del left_of[pid]
            if not any(role == "writer" for role, _ in left_of.values()):
                (home / "ends").touch()
            time.sleep(0.01)
        for pid in left_of:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        return [_told(home / f"{role}-{number}", role) for role, number in running.values()]


def _forked(url: str, role: str, number: int, articles: int, home: Path) -> int:
    pid = os.fork()
    if pid:
        return pid
    while not (home / "begin").exists():
        time.sleep(0.001)
    try:
        part = write(url, number, articles) if role == "writer" else read(url, home / "ends")
    except Exception as error:  # noqa: BLE001
        part = Part(role, faults=[f"{type(error).__name__}: {error}"])
    (home / f"{role}-{number}").write_text(json.dumps(asdict(part)), encoding="utf-8")
    os._exit(0)


def _told(file: Path, role: str) -> Part:
    if not file.exists():
        return Part(role, faults=["did not end"])
    return Part(**json.loads(file.read_text(encoding="utf-8")))


def row(name: str, parts: Sequence[Part], faults: Sequence[str]) -> str:
    """One row of the table."""
    writers = [part for part in parts if part.role == "writer"]
    reads = sorted(second for part in parts for second in part.reads)
    added = sum(sum(part.outcomes.values()) for part in writers)
    rate = added / max((part.seconds for part in writers), default=1.0)
    cells = f"{median(reads) * 1000:>10.1f} ms{reads[-1] * 1000:>10.1f} ms" if reads else f"{'':>26}"
    wrong = len(faults) + sum(len(part.faults) for part in parts)
    return f"{name:12}{len(writers):>8}{len(parts) - len(writers):>8}{rate:>12.0f}{len(reads):>8}{cells}{wrong:>8}"


def heading() -> str:
    """The names of `row`'s columns."""
    return (
        f"{'':12}{'writers':>8}{'readers':>8}{'articles/s':>12}{'reads':>8}{'median':>13}{'slowest':>13}{'faults':>8}"
    )


@contextmanager
def addresses(database: str) -> Iterator[Iterator[str]]:
    """New places for records, one after the other."""
    if database == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield (f"sqlite:///{folder}/record-{number}.db" for number in range(1000))
        return
    with running_server(durable=True) as server:
        yield (server.fresh() for _ in range(1000))


def main() -> int:
    """Prints the table; exit status 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=40, help="of each writer's own")
    parser.add_argument("--crowd", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.crowd:
        url, *numbers = options.crowd
        print(json.dumps([asdict(part) for part in _crowd(url, *map(int, numbers))]))
        return 0
    faulty = 0
    print(heading())
    for database in ("sqlite", "postgresql"):
        with addresses(database) as urls:
            for (writers, readers), url in zip(TABLE, urls, strict=False):
                parts = crowd(url, writers, readers, options.articles)
                faults = left(url, writers, options.articles)
                print(row(database, parts, faults), flush=True)
                for fault in [*faults, *(fault for part in parts for fault in part.faults)]:
                    faulty += 1
                    print(f"  {fault}")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
