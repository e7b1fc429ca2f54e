"""What loading tables into a record costs as it grows: `slugline add claims.parquet`, in one process.

    python benchmarks/batch_load.py 100000 500000 1000000 --record sqlite postgresql [--tables FOLDER] [--out FILE]

Makes tables of as many claims as the largest number (the world of `record_scale.py`), loads them into a new record, as
far as that number, and prints, at each of the numbers: seconds, and seconds of the process's own processor time, since
the one before, claims a second by both, the most memory that the process has held, and the size of the record. A
server's own time and memory are not in the process's; it waits for the disk as a newsroom's would. ``--tables`` keeps
the tables, and takes those that are there.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from record_claims import SEED, articles
from servers import running_server
from slugline.claims.kinds import SPECS
from slugline.record import open_record
from slugline.surfaces.bulk.loading import Loaded, load
from slugline.surfaces.bulk.running import beside
from slugline.surfaces.bulk.tables import articles_table, claim_row_of, claims_table, row_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reached:
    """How it stood when so many claims were in: what they took since the last such number, and megabytes."""

    claims: int
    articles: int
    since: int
    seconds: float
    busy: float
    memory: float
    size: float

    def row(self) -> str:
        """One row of the table."""
        rates = f"{self.since / self.seconds:10,.0f}{self.since / self.busy:10,.0f}"
        return (
            f"{self.claims:10,}{self.articles:10,}{self.seconds:10.1f}{self.busy:10.1f}{rates}"
            f"{self.memory:10,.0f}{self.size:10,.0f}"
        )


HEADING = "".join(f"{one:>10}" for one in ("claims", "articles", "s", "busy s", "claims/s", "by busy", "MB held", "MB"))


def make(path: Path, claims: int) -> None:
    """The tables of so many claims."""
    with claims_table(path) as said, articles_table(beside(path)[0]) as texts:
        for article, mine in articles(claims, SEED):
            texts.add(row_of(article, len(mine)))
            for claim in mine:
                said.add(claim_row_of(claim, article))


def reached(url: str, tables: Path, marks: Sequence[int]) -> Iterator[Reached]:
    """Load the tables, telling how it stands at each mark, which the end of the transaction may pass by some."""
    waiting = sorted(marks)
    done, last = Loaded(), 0
    with open_record(url, SPECS) as record:
        wall, busy = time.perf_counter(), time.process_time()
        for _ in load(record, str(tables), NOW, done):
            if waiting and done.claims >= waiting[0]:
                waiting = [one for one in waiting if one > done.claims]
                taken = time.perf_counter() - wall, time.process_time() - busy
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                told = done.new + done.changed
                yield Reached(done.claims, told, done.claims - last, *taken, memory, _size(url))
                last, wall, busy = done.claims, time.perf_counter(), time.process_time()
            if not waiting:
                break
    if done.faults or waiting:
        raise SystemExit(f"{len(done.faults)} faults, {done.claims:,} claims: {done.faults[:1]}")


def _size(url: str) -> float:
    """Megabytes of the record with its log."""
    if url.startswith("sqlite:///"):
        file = Path(url.removeprefix("sqlite:///"))
        return sum(one.stat().st_size for one in file.parent.glob(f"{file.name}*")) / 1e6
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return row[0] / 1e6 if row else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", nargs="+", type=int)
    parser.add_argument("--record", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite"])
    parser.add_argument("--tables", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--load", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.make:
        make(given.tables / "claims.parquet", max(given.claims))
        return 0
    if given.load:
        for one in reached(given.load, given.tables / "claims.parquet", given.claims):
            print(json.dumps(asdict(one)), flush=True)
        return 0
    kept: dict[str, list[Reached]] = {}
    with ExitStack() as stack:
        home = given.tables or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if not (home / "claims.parquet").exists():
            home.mkdir(parents=True, exist_ok=True)
            command = [sys.executable, __file__, str(max(given.claims)), "--tables", str(home), "--make"]
            subprocess.run(command, check=True)
        for name in given.record:
            if name == "sqlite":
                url = f"sqlite:///{stack.enter_context(tempfile.TemporaryDirectory())}/r.db"
            else:
                url = stack.enter_context(running_server(durable=True)).fresh()
            print(f"{name}\n{HEADING}", flush=True)
            command = [sys.executable, __file__, *map(str, given.claims), "--tables", str(home), "--load", url]
            kept[name] = []
            with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
                for line in process.stdout or ():
                    kept[name].append(Reached(**json.loads(line)))
                    print(kept[name][-1].row(), flush=True)
            if process.returncode:
                return process.returncode
    if given.out:
        given.out.write_text(json.dumps({name: [asdict(one) for one in rows] for name, rows in kept.items()}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
