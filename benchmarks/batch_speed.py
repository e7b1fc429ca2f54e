"""What reading a crawl costs: each stage alone on one core, then `slugline batch` as a user runs it.

    python benchmarks/batch_speed.py stages --pages 2000 --share 0.05
    python benchmarks/batch_speed.py runs --pages 1000 --files 125 --share 0.1 --on one two ray
    python benchmarks/batch_speed.py growth 1000 10000 100000 --share 0.01

Pages are made (`batch_pages`). Stages are timed by the processor's clock in one process; runs by the wall, with the
most memory that any one process of the run held. trafilatura alone reads the same pages: its `bare_extraction` with
metadata, as Slugline calls it for the body, without anything of Slugline's.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from batch_pages import PAGES_A_FILE, crawl
from slugline.articles import articles_of
from slugline.batch import Options, ready
from slugline.claims.extract import look, weighed
from slugline.errors import UnreadableInput
from slugline.pages import Page
from slugline.pages.archives import records_of
from slugline.pages.firstlook import speaks_of_screens
from slugline.surfaces.bulk.tables import articles_table, claim_row_of, claims_table, row_of

Item = TypeVar("Item")
Result = TypeVar("Result")
_EVERY = 0.5  # seconds between two looks at the memory of a run


@dataclass(frozen=True, slots=True)
class Stage:
    """Pages that a stage was given, and milliseconds of the processor for one of them."""

    name: str
    pages: int
    ms: float

    @property
    def rate(self) -> float:
        """Pages a second and core."""
        return 1000 / self.ms if self.ms else 0.0


@dataclass(frozen=True, slots=True)
class Ran:
    """One run: ``seconds`` of the wall, ``cpu`` of all its processes, the memory of its largest, in MB."""

    how: str
    pages: int
    seconds: float
    cpu: float
    largest: float
    claims: int

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


def timed(name: str, work: Callable[[Item], Result], items: Sequence[Item]) -> tuple[Stage, list[Result]]:
    """What ``work`` makes of the items, and what one of them costs."""
    gc.collect()
    began = time.process_time()
    made = [work(item) for item in items]
    spent = time.process_time() - began
    return Stage(name, len(items), 1000 * spent / max(1, len(items))), made


def stages(paths: Sequence[Path]) -> tuple[list[Stage], dict[str, float]]:
    """What each stage costs, and the sizes: bytes of a page in the archive and out of it, and of a claim written."""
    import trafilatura

    ready(Options(look=True))
    began = time.process_time()
    records: list[Page] = []
    for path in paths:
        records += [one for one in records_of(path) if not isinstance(one, UnreadableInput)]
    found = [Stage("decompress and parse", len(records), 1000 * (time.process_time() - began) / len(records))]
    stage, speaks = timed("first look", speaks_of_screens, records)
    kept = [page for page, wanted in zip(records, speaks, strict=True) if wanted]
    found.append(stage)
    for page in kept[:3]:  # what is loaded when it is first needed
        weighed(look(articles_of(page)[0]))
    stage, made = timed("HTML to article", lambda page: articles_of(page)[0], kept)
    found.append(stage)
    stage, readings = timed("read the text", look, made)
    found.append(stage)
    stage, claims = timed("claims", weighed, readings)
    found.append(stage)
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        tables = [Path(folder) / name for name in ("c.parquet", "a.parquet")]
        with claims_table(tables[0]) as to, articles_table(tables[1]) as beside:
            for article, said in zip(made, claims, strict=True):
                beside.add(row_of(article, len(said)))
                for claim in said:
                    to.add(claim_row_of(claim, article))
        found.append(Stage("write", len(kept), 1000 * (time.process_time() - began) / max(1, len(kept))))
        written = [path.stat().st_size for path in tables]
    for name, pages in (("trafilatura alone, pages on films", kept), ("trafilatura alone, all pages", records[:1000])):
        told = [page.content for page in pages]
        found.append(timed(name, lambda one: trafilatura.bare_extraction(one, with_metadata=True), told)[0])
    count = sum(map(len, claims))
    sizes = {
        "bytes of a page in the archive": sum(path.stat().st_size for path in paths) / len(records),
        "bytes of a page": sum(len(page.content) for page in records) / len(records),
        "claims of a page read": count / max(1, len(kept)),
        "bytes of a claim, in its table": written[0] / max(1, count),
        "bytes of an article, in its table": written[1] / max(1, len(kept)),
        "share of pages read": len(kept) / len(records),
    }
    return found, sizes


def run(how: str, paths: Sequence[Path], pages: int, *more: str, cores: int = 2) -> Ran:
    """`slugline batch` of the files, in a process that may use so many cores."""
    cpus = sorted(os.sched_getaffinity(0))[:cores]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "claims.parquet"
        words = [sys.executable, "-m", "slugline.surfaces.cli", "batch", *map(str, paths), "--out", str(out), *more]
        with (Path(folder) / "said").open("w+") as said:
            began = time.monotonic()
            everywhere = os.sched_getaffinity(0)
            os.sched_setaffinity(0, cpus)  # what a child inherits
            process = subprocess.Popen(words, stdout=said, stderr=subprocess.DEVNULL)
            os.sched_setaffinity(0, everywhere)
            largest, spent = 0.0, dict[int, float]()
            while process.poll() is None:
                for number, megabytes, cpu in _below(process.pid):
                    largest, spent[number] = max(largest, megabytes), cpu
                time.sleep(_EVERY)
            seconds = time.monotonic() - began
            said.seek(0)
            line = said.read()
        if not out.exists():
            raise SystemExit(f"{how}: {line}")
        return Ran(how, pages, seconds, sum(spent.values()), largest, int(line.partition(": ")[2].split()[0]))


def _below(root: int) -> Iterator[tuple[int, float, float]]:
    """Each process below ``root``: its number, the MB that it holds, and the seconds of processors that it has had."""
    parents: dict[int, int] = {}
    held: dict[int, tuple[float, float]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(words[1])
            megabytes = int(words[21]) * resource.getpagesize() / 1e6
            held[int(entry.name)] = megabytes, (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    for number, (megabytes, seconds) in held.items():
        at = number
        while at > 1 and at != root:
            at = parents.get(at, 0)
        if at == root:
            yield number, megabytes, seconds


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure what reading a crawl costs.")
    parser.add_argument("what", choices=("stages", "runs", "growth"))
    parser.add_argument("sizes", type=int, nargs="*", help="growth: numbers of pages")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--share", type=float, default=0.05, help="of pages that speak of films")
    parser.add_argument("--on", choices=("one", "two", "ray"), nargs="*", default=("one", "two"), help="runs: on what")
    parser.add_argument("--files", type=int, default=PAGES_A_FILE, help="pages of one file")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    options = parser.parse_args()
    sizes = options.sizes or [options.pages]
    kept: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = crawl(Path(folder), max(sizes), options.share, options.files)
        if options.what == "stages":
            found, told = stages(paths)
            kept = {"stages": [asdict(one) | {"rate": one.rate} for one in found], "sizes": told}
            for one in found:
                print(
                    f"{one.name:36} {one.pages:7,} pages {one.ms:9.3f} ms a page {one.rate:9.1f} a second", flush=True
                )
            for name, size in told.items():
                print(f"{name:36} {size:10.2f}")
        else:
            ways = {
                "one": ("native, one core", 1, ("--workers", "1")),
                "two": ("native, two cores", 2, ()),
                "ray": ("Ray, two cores", 2, ("--ray", "local", "--workers", "2")),
            }
            wanted = [
                (*ways[on], size) for size in sizes for on in (options.on if options.what == "runs" else ("two",))
            ]
            runs: list[Ran] = []
            for how, cores, more, size in wanted:
                part = paths[: -(-size // options.files)]
                ran = run(how, part, size, *more, cores=cores)
                runs.append(ran)
                print(
                    f"{ran.how:20} {ran.pages:8,} pages {ran.seconds:8.1f} s {ran.rate:8.1f} pages a second "
                    f"{ran.cpu:8.1f} s of processors {ran.largest:6.0f} MB at most a process {ran.claims:7,} claims",
                    flush=True,
                )
            kept = {"runs": [asdict(ran) for ran in runs]}
    if options.out:
        options.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
