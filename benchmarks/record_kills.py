"""Kills `slugline add` at a hundred random moments, and looks at what is left.

    python benchmarks/record_kills.py [--kills N] [--seed N]      the table of kills, for both databases

Each round gives the command a new place for its record, kills it with SIGKILL after a time that is drawn
evenly from the whole run of the command, opens and verifies what is there, runs the command again, and compares.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from random import Random
from select import select
from typing import Any, Protocol, Self

from servers import Server, running_server
from slugline.answers import guide
from slugline.claims.kinds import SPECS
from slugline.contract import claim_to_json
from slugline.edtf import Edtf
from slugline.errors import RecordError
from slugline.model import Claim, Context, Entity, Evidence, Quantity, Source, Value
from slugline.record import load_policy, open_record
from slugline.record.connect import connect
from slugline.record.verify import verify

KILLS, SEED = 100, 4
ARTICLES = 12
FIRST_DAY = date(2024, 1, 1)
READ_ON = datetime(2025, 1, 1, tzinfo=UTC)
FILM = Entity("film", "The Lantern Survey")
PLACES = ("Porto", "Tromsø", "Lund", "Graz")
WARM = (
    "slugline.claims.engines",
    "slugline.record.postgres",
    "slugline.record.sqlite",
    "slugline.surfaces.inputs",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite",
)
_ASKED = 5  # rounds between two comparisons of the answers in the end
_STARTS = 0.6  # of a new interpreter's run is imports
_ROUNDS = 3  # at most, for each kill: a run may be done before it is killed
_MEASURED = 20  # rounds between two runs that are not killed and tell how long one takes


@dataclass(frozen=True, slots=True)
class Round:
    """One run of the command: killed ``after`` seconds, or None; what was found, and what was wrong with it."""

    after: float
    killed: bool
    articles: int | None  # whole ones; None where the record did not even exist
    faults: tuple[str, ...]


def made_claims(revision: int = 0) -> list[Claim]:
    """The claims of ARTICLES articles; a later revision says other figures under the same addresses."""
    told = []
    for number in range(ARTICLES):
        day = FIRST_DAY + timedelta(days=7 * number)
        source = Source("", f"https://survey.example/{number}", f"Gazette {number % 5}", f"No. {number}")
        facts: list[tuple[str, Value, str]] = [
            ("release_date", Edtf(f"2025-0{1 + number % 9}-12"), "scheduled"),
            ("runtime", Quantity(90.0 + number + revision, "minutes"), "stated"),
            ("cast_member", Entity("person", f"Mira Oldham {number}"), "stated"),
            ("filming_location", Entity("place", PLACES[number % 4]), "stated"),
        ]
        start = 0
        for name, value, modality in facts[: 3 + number % 2]:
            quote = f"{FILM.name}, revision {revision}: {name} “{number}” is {value}"
            evidence = Evidence("", start, start + len(quote), quote)
            told.append(Claim(FILM, name, value, {}, Context(modality), evidence, day, source, "contract"))
            start += len(quote) + 1
    return told


def written(claims: Sequence[Claim], folder: Path) -> Path:
    """A folder with a claims file for each article."""
    folder.mkdir()
    for key, lines in by_article(claims).items():
        file = folder / f"{key.rpartition('/')[2]:0>3}.claims.jsonl"
        file.write_text("".join(json.dumps(claim_to_json(one)) + "\n" for one in lines), encoding="utf-8")
    return folder


def by_article(claims: Sequence[Claim]) -> Mapping[str, list[Claim]]:
    """Claims by their article's address."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.source.url].append(claim)
    return found


class Warm:
    """Runs `slugline add`, each time in a new process forked from one that has imported everything."""

    def __init__(self) -> None:
        words = [sys.executable, __file__, "--serve"]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            pass

    def run(self, url: str, folder: Path, kill_after: float | None = None) -> tuple[float, bool]:
        """The seconds that it ran, and whether it was killed. Raises `RuntimeError` where it failed by itself."""
        print(json.dumps([["add", str(folder), "--record", url], kill_after]), file=self._process.stdin, flush=True)
        status, seconds, said = json.loads(next(self._process.stdout or iter(())))
        return _judged(status, seconds, said)


class Cold:
    """The same in a new interpreter each time, as a shell runs it. Its kills are drawn from what follows its start."""

    def run(self, url: str, folder: Path, kill_after: float | None = None) -> tuple[float, bool]:
        """As `Warm.run`."""
        words = [sys.executable, "-m", "slugline.surfaces.cli", "add", str(folder), "--record", url]
        with tempfile.TemporaryFile() as log:
            process = subprocess.Popen(words, stdout=log, stderr=log)
            seconds, status = _waited(process.pid, kill_after)
            process.returncode = status
            log.seek(0)
            return _judged(status, seconds, log.read().decode(errors="replace"))


def _judged(status: int, seconds: float, said: str) -> tuple[float, bool]:
    if status not in (0, -signal.SIGKILL):
        raise RuntimeError(f"`slugline add` ended with {status}: {said}")
    return seconds, status != 0


def _waited(pid: int, kill_after: float | None) -> tuple[float, int]:
    """How long a process ran and how it ended; killed where it takes longer."""
    started = time.perf_counter()
    if kill_after is not None and hasattr(os, "pidfd_open"):
        watched = os.pidfd_open(pid)
        select([watched], [], [], kill_after)
        os.close(watched)
    elif kill_after is not None:
        time.sleep(kill_after)
    if kill_after is not None:
        os.kill(pid, signal.SIGKILL)  # no harm to one that has ended: its id is its own until it is waited for
    _, code = os.waitpid(pid, 0)
    return time.perf_counter() - started, os.waitstatus_to_exitcode(code)


def _serve() -> None:
    """The process that has imported everything: a command a line, one after the other."""
    from slugline.surfaces.cli import main

    for name in WARM:
        import_module(name)
    for line in sys.stdin:
        words, kill_after = json.loads(line)
        with tempfile.TemporaryFile() as log:
            pid = os.fork()
            if not pid:
                os.dup2(log.fileno(), 1)
                os.dup2(log.fileno(), 2)
                try:
                    main(words, prog_name="slugline")
                except SystemExit as ended:
                    sys.stdout.flush()
                    os._exit(int(ended.code or 0))
            seconds, status = _waited(pid, kill_after)
            log.seek(0)
            print(json.dumps([status, seconds, log.read().decode(errors="replace")]), flush=True)


def found(url: str, *, verified: bool = True) -> tuple[int | None, list[str], list[Claim]]:
    """How many articles are there (None where there is no record), what is wrong with them, and their claims."""
    try:
        record = open_record(url, SPECS, create=False)
    except RecordError as error:
        return None, [] if error.fault == "there is no record" else [f"cannot be opened: {error}"], []
    with record:
        claims = list(record.claims())
        sources = {source.url for source in record.sources()}
    faults = [f"an article without claims: {url}" for url in sorted(sources - {one.source.url for one in claims})]
    return len(sources), [*faults, *(damage(url) if verified else [])], claims


def damage(url: str) -> list[str]:
    """What `slugline verify` says of a record, a line for each fault."""
    database = connect(url, create=False)
    try:
        return [str(one) for some in verify(database, SPECS, load_policy(), Counter()) for one in some]
    finally:
        database.close()


def part_articles(claims: Sequence[Claim], *revisions: Sequence[Claim]) -> list[str]:
    """One line for each article that is not exactly one of the revisions, claim for claim and word for word."""
    whole = [by_article(revision) for revision in revisions]
    return [
        f"{url}: {len(told)} claims, and not those of any revision"
        for url, told in by_article(claims).items()
        if not any(_lines(told) == _lines(one[url]) for one in whole)
    ]


def _lines(claims: Sequence[Claim]) -> list[str]:
    kept = (replace(claim, evidence=replace(claim.evidence, article="")) for claim in claims)
    return sorted(json.dumps(claim_to_json(claim), sort_keys=True) for claim in kept)


def answers(url: str) -> str:
    """What the record says of its film."""
    last = FIRST_DAY + timedelta(days=7 * ARTICLES)
    with open_record(url, SPECS, create=False) as record:
        return json.dumps(guide(record, FILM.name, as_of=last), sort_keys=True)


def rounds(
    place: Place, kills: int, seed: int, folder: Path, *, cold: bool = False, corrects: bool = False
) -> Iterator[Round]:
    """Runs until so many were killed; ``corrects`` lets each begin with an older revision of every article."""
    old, new = made_claims(), made_claims(revision=1)
    old_files, files = written(old, folder / "old"), written(new, folder / "new")
    random = Random(seed)  # noqa: S311
    took, wanted = 0.0, ""
    with Warm() as warm:
        command = Cold() if cold else warm
        if corrects:
            warm.run(place.new(), old_files)
            place.keep()
        number = killed_so_far = 0
        while killed_so_far < kills and number < _ROUNDS * kills:
            if number % _MEASURED == 0:
                url = place.kept() if corrects else place.new()
                took, _ = command.run(url, files)
                wanted = answers(url)
            url = place.kept() if corrects else place.new()
            after = random.uniform(took * _STARTS if cold else 0.0, took)
            seconds, killed = command.run(url, files, kill_after=after)
            took = took if killed else seconds
            killed_so_far += killed
            articles, faults, claims = found(url)
            faults += part_articles(claims, old, new) if corrects else part_articles(claims, new)
            if corrects and articles != ARTICLES:
                faults.append(f"{articles} articles of {ARTICLES} are left")
            if corrects:
                articles = sum("revision 1" in told[0].evidence.quote for told in by_article(claims).values())
            warm.run(url, files)
            again, wrong, claims = found(url, verified=number % _ASKED == 0)
            if again != ARTICLES or wrong or part_articles(claims, new):
                faults.append("adding again does not complete it")
            elif number % _ASKED == 0 and answers(url) != wanted:
                faults.append("the answers are not those of a run that nobody killed")
            yield Round(after, killed, articles, tuple(faults))
            number += 1


def table(name: str, done: Sequence[Round]) -> str:
    """One row: how many were killed where, and what was wrong."""
    where: Counter[str] = Counter()
    for one in done:
        whole = one.articles or 0
        if not one.killed:
            where["done"] += 1
        elif one.articles is None:
            where["no record"] += 1
        else:
            where["0" if not whole else f"1-{ARTICLES // 2}" if whole <= ARTICLES // 2 else "more"] += 1
    columns = ("no record", "0", f"1-{ARTICLES // 2}", "more", "done")
    times = [one.after for one in done]
    faults = sum(bool(one.faults) for one in done)
    cells = "".join(f"{where[column]:>10}" for column in columns)
    return f"{name:28}{sum(one.killed for one in done):>6}{cells}   {min(times):.3f} to {max(times):.3f} s{faults:>8}"


def heading() -> str:
    """The names of `table`'s columns."""
    columns = ("no record", "0", f"1-{ARTICLES // 2}", "more", "done")
    cells = "".join(f"{column:>10}" for column in columns)
    return f"{'articles at the kill':28}{'kills':>6}{cells}   {'killed after':16}{'faults':>8}"


class Place(Protocol):
    """Where records are made, one after the other."""

    def new(self) -> str:
        """The address of a place with nothing in it; what was there is gone."""

    def keep(self) -> None:
        """Remember what is there now."""

    def kept(self) -> str:
        """The address of a copy of what `keep` remembered; what was there is gone."""


class Folder:
    """A `Place` for files."""

    def __init__(self, folder: Path) -> None:
        self._home = folder
        self._folder = folder / "record"

    def new(self) -> str:
        """As `Place.new`."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        return f"sqlite:///{self._folder / 'record.db'}"

    def keep(self) -> None:
        """As `Place.keep`."""
        shutil.copytree(self._folder, self._home / "kept")

    def kept(self) -> str:
        """As `Place.kept`."""
        address = self.new()
        shutil.copytree(self._home / "kept", self._folder, dirs_exist_ok=True)
        return address


class Databases:
    """A `Place` on a server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._address = server.fresh()

    def new(self) -> str:
        """As `Place.new`."""
        self._server.clear(self._address)
        return self._address

    def keep(self) -> None:
        """As `Place.keep`."""
        self._server.keep(self._address)

    def kept(self) -> str:
        """As `Place.kept`."""
        self._server.restore(self._address)
        return self._address


@contextmanager
def places(database: str, folder: Path) -> Iterator[Place]:
    """A place for the records of a database, with a server where it needs one."""
    if database == "sqlite":
        yield Folder(folder)
        return
    with running_server() as server:
        yield Databases(server)


KINDS: tuple[tuple[str, float, dict[str, Any]], ...] = (
    ("new record", 0.5, {}),
    ("corrections", 0.5, {"corrects": True}),
    ("new interpreter", 0.03, {"cold": True}),
)


def main() -> int:
    """Prints the table; exit status 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        _serve()
        return 0
    faulty = 0
    print(heading())
    for database in ("sqlite", "postgresql"):
        for label, share, how in KINDS:
            with tempfile.TemporaryDirectory() as folder, places(database, Path(folder)) as place:
                done = list(rounds(place, max(1, round(options.kills * share)), options.seed, Path(folder), **how))
            print(table(f"{database}, {label}", done), flush=True)
            for one in done:
                faulty += bool(one.faults)
                for fault in one.faults:
                    print(f"  after {one.after:.4f} s: {fault}")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
