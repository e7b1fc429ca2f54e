"""The desk under load: many readers of guide pages at once, of a large record, first cold and then warm.

    python benchmarks/desk_load.py --record FILE [--claims N] [--clients N] [--seconds N] [--workers N] [--pages FOLDER]

FILE is a record made by `record_scale.py` with the same number of claims and the same seed; where there is none it is
made first. `slugline serve` is started over it, a real server on a port of this machine. Then as many clients as asked
for, each with a connection of its own, read guide pages one after the other without a pause, the titles drawn by
popularity: for the given time over a server that has just been started (cold), and again (warm). A browser's headers
are sent; what comes is read to its end, and anything but a whole page (or the choice between titles of one name) is an
error.

Printed are requests a second, percentiles of the time of an answer, errors, and the memory of all the server's
processes: proportional set size, in which what they share counts once. The clients take processor time on the same
machine: ``busy`` says how much of the time they worked, and how much the server did, in processors; `--itself` reads
from a server that does nothing, to say what the clients could do at most.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from record_claims import SEED, articles, world_of
from record_scale import build
from record_world import seeded
from slugline.answers.addresses import slug
from slugline.claims.kinds import SPECS
from slugline.record import open_record
from slugline.record.index import TITLE_TYPES, title_name

HOST = "127.0.0.1"
DRAWN = 50_000  # addresses in the order in which they are read, over and over
HEADERS = f"Host: {HOST}\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\nUser-Agent: desk_load\r\n\r\n"
WHOLE = (200, 300)  # a page, or the choice between the titles of one name
PATIENCE = 60.0  # seconds for the server to start, and for one answer
_RUN = "import sys; from slugline.surfaces.cli import main; sys.exit(main())"
_TICKS = os.sysconf("SC_CLK_TCK")
_BLANK = b"HTTP/1.1 200 OK\r\ncontent-length: 8000\r\n\r\n" + b" " * 8000


@dataclass(slots=True)
class Told:
    """What the clients saw: seconds of each answer, bytes that came, what was no whole page."""

    seconds: list[float] = field(default_factory=list)
    bytes: int = 0
    faults: list[str] = field(default_factory=list)


def addresses(url: str, claims: int, seed: int) -> list[str]:
    """Guide pages, by their paths, as often as they are popular."""
    world, random = world_of(claims, seed), seeded(f"{seed}/read")
    with open_record(url, SPECS, create=False) as record:
        known = {title_name(claim.subject.name) for claim in record.claims() if claim.subject.type in TITLE_TYPES}
    found: list[str] = []
    for _ in range(DRAWN):
        name = world.story(world.pick(random)).name
        if title_name(name) in known:
            found.append(f"/titles/{slug(name)}")
    return found


async def read(port: int, paths: Iterator[str], until: float, told: Told) -> None:
    """One client: page after page over one connection, until the time is over."""
    reader, writer = await asyncio.open_connection(HOST, port)
    while time.monotonic() < until:
        path = next(paths)
        began = time.monotonic()
        writer.write(f"GET {path} HTTP/1.1\r\n{HEADERS}".encode())
        try:
            async with asyncio.timeout(PATIENCE):
                head = await reader.readuntil(b"\r\n\r\n")
                status, length = _read_head(head)
                body = await reader.readexactly(length)
        except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError) as error:
            told.faults.append(f"{path}: {type(error).__name__}")
            writer.close()
            reader, writer = await asyncio.open_connection(HOST, port)
            continue
        told.seconds.append(time.monotonic() - began)
        told.bytes += len(body)
        if status not in WHOLE:
            told.faults.append(f"{path}: {status}")
    writer.close()


def _read_head(head: bytes) -> tuple[int, int]:
    first, *lines = head.decode("latin-1").lower().split("\r\n")
    pairs = dict(line.split(": ", 1) for line in lines if ": " in line)
    return int(first.split(" ")[1]), int(pairs["content-length"])


async def load(port: int, paths: Sequence[str], clients: int, seconds: float) -> Told:
    """All clients at once; they share one order of addresses."""
    told = Told()
    order = (paths[number % len(paths)] for number in range(1 << 62))
    until = time.monotonic() + seconds
    await asyncio.gather(*(read(port, order, until, told) for _ in range(clients)))
    return told


@contextmanager
def served(url: str, options: Sequence[str]) -> Iterator[tuple[int, int]]:
    """`slugline serve` over a record: its port and its process, until the block ends."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _RUN, "serve", "--port", str(port), "--record", url, *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        until = time.monotonic() + PATIENCE
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit("slugline serve did not start")
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=5) as connection:
            connection.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            return b" 200 " in connection.recv(100)
    except OSError:
        return False


@contextmanager
def idle_server() -> Iterator[int]:
    """A server, in a process of its own, that answers every request with the same 8,000 blanks."""
    script = f"import sys; sys.path[:0] = {sys.path!r}; import desk_load; desk_load.answer_blanks()"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        yield int(process.stdout.readline()) if process.stdout else 0
        process.kill()


def answer_blanks() -> None:
    """Serve blanks until killed; the port is printed."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                return
            writer.write(_BLANK)

    async def run() -> None:
        server = await asyncio.start_server(answer, HOST, 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(run())


def family(pid: int) -> list[int]:
    """A process and all that descend from it. Linux only."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def memory(pid: int) -> float:
    """The memory of a process and of those that descend from it, in MB, each page that they share counted once."""
    found = 0.0
    for one in family(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        found += sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
    return found


def worked(pid: int) -> float:
    """The processor time of a process and of those that descend from it, in seconds."""
    spent = 0
    for one in family(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        spent += int(fields[11]) + int(fields[12])
    return spent / _TICKS


def measured(name: str, port: int, pid: int, paths: Sequence[str], clients: int, seconds: float) -> str:
    """One row of the table."""
    before, mine, theirs = memory(pid) if pid else 0.0, time.process_time(), worked(pid) if pid else 0.0
    amid: list[float] = []

    async def run() -> Told:
        asyncio.get_running_loop().call_later(seconds / 2, lambda: amid.append(memory(pid) if pid else 0.0))
        return await load(port, paths, clients, seconds)

    began = time.monotonic()
    told = asyncio.run(run())
    spent = time.monotonic() - began
    times = sorted(1000 * one for one in told.seconds) or [0.0]
    p50, p95, p99 = (times[min(len(times) - 1, int(share * len(times)))] for share in (0.5, 0.95, 0.99))
    busy = f"{(time.process_time() - mine) / spent:.2f} + {((worked(pid) if pid else 0.0) - theirs) / spent:.2f}"
    grown = " / ".join(f"{one:.0f}" for one in (before, *amid, memory(pid) if pid else 0.0))
    for fault in told.faults[:5]:
        print(fault, file=sys.stderr)
    return (
        f"| {name} | {len(told.seconds):,} | {len(told.seconds) / spent:,.0f} | {p50:.1f} / {p95:.1f} / {p99:.1f} / "
        f"{times[-1]:.0f} | {len(told.faults)} | {grown} | {busy} |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the desk under many readers at once.")
    parser.add_argument("--record", type=Path, required=True, help="a record, made where it does not exist")
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--pages", help="a folder of finished pages, as of `slugline serve`; an empty one is cold")
    parser.add_argument("--restart", action="store_true", help="start the server anew between cold and warm")
    parser.add_argument("--itself", action="store_true", help="measure the clients against a server of blanks too")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server is stopped then too
    url = str(options.record)
    if not options.record.exists():
        print(f"making {url}", file=sys.stderr)
        build(url, articles(options.claims, options.seed))
    paths = addresses(url, options.claims, options.seed)
    print(f"{len(paths):,} addresses of {len(set(paths)):,} pages; {options.clients} clients", file=sys.stderr)
    print("| | answers | a second | ms: p50 / p95 / p99 / most | errors | MB: first / amid / last | busy |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    asked = (options.clients, options.seconds)
    with tempfile.TemporaryDirectory() as folder:
        pages = options.pages or (folder if options.restart else "")
        given = ["--workers", str(options.workers), *(["--pages", pages] if pages else [])]
        for rows in (("cold",), ("warm",)) if options.restart else (("cold", "warm"),):
            with served(url, given) as (port, pid):
                for row in rows:
                    print(measured(row, port, pid, paths, *asked), flush=True)
    if options.itself:
        with idle_server() as port:
            print(measured("blanks", port, 0, paths, options.clients, min(options.seconds, 10.0)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
