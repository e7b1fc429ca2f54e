"""Every page of a desk, reached as a reader reaches it: by the links of the pages before it.

    python benchmarks/desk_crawl.py RECORD [--today DAY] [--from PATH...] [--as-of DAY] [--most N]

Serves a record (a path or postgresql://…) in a process of its own, as of DAY (else the day of the last article), and
follows every link within the desk, forms' addresses and files too, from ``/`` and from each PATH. ``--as-of`` starts
from pages that are turned back to that day, whose links keep it. ``--most`` bounds the pages of one kind (an
address's route and the names of its query), the first N of each as they are met; what it leaves out is counted.

A fault is a link that is answered with 400 or more, or with nothing for a minute; a page above 100 KB; a link to a part
of a page that has no such part. Printed is a table by kind: pages, milliseconds (median, slowest), the largest page's
bytes; then the faults, of which any makes the status 1.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import socket
import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from datetime import time as hour
from html.parser import HTMLParser
from statistics import median
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

LARGEST = 100_000  # bytes of a page
HERE = "http://desk.test"
UNANSWERED = 504  # for what is not answered within PATIENCE
PATIENCE = 60.0  # seconds for the desk to open, and for one page
SHOWN = 40  # faults that are printed
_LINKS = {"a": "href", "area": "href", "link": "href", "script": "src", "img": "src", "form": "action"}
_PLACE = re.compile(r"^(/(?:api/v1/)?(?:titles|franchises|people|articles|quotes|claims|decisions))/[^/]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address is answered with; ``location`` is where a redirect leads."""

    status: int
    type: str
    body: bytes
    location: str = ""


@dataclass(slots=True)
class Kind:
    """What one kind of address came to."""

    pages: int = 0
    left_out: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    largest: int = 0
    seconds: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Crawl:
    """What a crawl came to: each kind of address, and every fault with the page that led there."""

    kinds: dict[str, Kind] = field(default_factory=lambda: defaultdict(Kind))
    faults: list[str] = field(default_factory=list)
    links: int = 0
    fragments: int = 0

    @property
    def pages(self) -> int:
        """How many addresses were asked for."""
        return sum(kind.pages for kind in self.kinds.values())


class _Page(HTMLParser):
    """The links of a page and the names of its parts."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.parts: set[str] = set()
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.parts.add(str(given["id"]))
        where = given.get(_LINKS.get(tag, ""))
        if where is None or (tag == "form" and given.get("method", "get") != "get"):
            return
        self.links.append(where)


def kind_of(path: str) -> str:
    """The kind of an address: its path without the name in it, and what its query asks by."""
    parts = urlsplit(path)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    shape = _PLACE.sub(r"\1/…", parts.path)
    return shape + (f"?{'&'.join(names)}" if names else "")


def crawl(ask: Callable[[str], Answer], starts: Iterable[str] = ("/",), most: int | None = None) -> Crawl:
    """Everything that links lead to from ``starts``; ``ask`` answers a path with its query."""
    made = Crawl()
    waiting: deque[tuple[str, str]] = deque((path, "") for path in starts)
    met = {path for path, _ in waiting}
    parts: dict[str, frozenset[str]] = {}  # of the pages that were seen
    alike: dict[frozenset[str], frozenset[str]] = {}  # most pages of a kind have the same
    wanted: dict[str, dict[str, str]] = defaultdict(dict)  # parts that are linked to, and by which page

    while waiting:
        path, led = waiting.popleft()
        kind = made.kinds[kind_of(path)]
        if most is not None and kind.pages >= most:
            kind.left_out += 1
            continue
        before = time.perf_counter()
        answer = ask(path)
        kind.seconds.append(time.perf_counter() - before)
        kind.pages += 1
        kind.statuses[answer.status] += 1
        kind.largest = max(kind.largest, len(answer.body))
        if answer.status >= 400:
            made.faults.append(f"{answer.status} {path} (linked from {led or 'the start'})")
            continue
        found = [answer.location] if answer.location else []
        if answer.type.startswith("text/html"):
            if len(answer.body) > LARGEST:
                made.faults.append(f"{len(answer.body):,} bytes: {path}")
            page = _Page(answer.body.decode())
            found += page.links
            held = frozenset(page.parts)
            parts[path] = alike.setdefault(held, held)
        for link in found:
            whole, part = urldefrag(urljoin(HERE + path, link))
            if not whole.startswith(HERE):
                continue
            made.links += 1
            to = whole.removeprefix(HERE) or "/"
            if part:
                wanted[to].setdefault(unquote(part), path)
            if to not in met:
                met.add(to)
                waiting.append((to, path))

    for path, asked in wanted.items():
        if path in parts:
            made.fragments += len(asked)
            made.faults += [
                f"no part #{part} in {path} (linked from {by})" for part, by in asked.items() if part not in parts[path]
            ]
    return made


def table(made: Crawl) -> Iterator[str]:
    """What a crawl came to, kind by kind, the most frequent first."""
    yield f"{'kind of address':58} {'pages':>7} {'left out':>8} {'median ms':>9} {'slowest':>8} {'largest':>8}  answers"
    for name, kind in sorted(made.kinds.items(), key=lambda item: -item[1].pages - item[1].left_out):
        if kind.pages:
            times = f"{1000 * median(kind.seconds):9.1f} {1000 * max(kind.seconds):8.0f}"
            said = ", ".join(f"{status}: {count:,}" for status, count in sorted(kind.statuses.items()))
            yield f"{name[:58]:58} {kind.pages:7,} {kind.left_out:8,} {times} {kind.largest:8,}  {said}"
    links = f"{made.links:,} links, {made.fragments:,} to parts of pages"
    yield f"{made.pages:,} addresses, {links}; {len(made.faults):,} faults"


def _serve(url: str, day: date, port: int) -> None:
    import uvicorn

    from slugline.claims.engines import open_engine
    from slugline.claims.kinds import SPECS
    from slugline.record import open_record
    from slugline.surfaces.web.app import make_app
    from slugline.surfaces.web.desk import Desk

    now = datetime.combine(day, hour(9), UTC)
    with open_record(url, SPECS, create=False) as record:
        app = make_app(Desk(record, lambda: day, lambda: now, lambda: open_engine("rules")))
        uvicorn.run(app, host="127.0.0.1", port=port, log_level="error")


@contextmanager
def serving(url: str, day: date) -> Iterator[Callable[[str], Answer]]:
    """A desk over a record in a process of its own, to be asked."""
    import httpx2

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(url, day, port), daemon=True)
    server.start()
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until and server.is_alive():
                try:
                    client.get("/healthz").raise_for_status()
                    break
                except httpx2.TransportError:
                    time.sleep(0.1)

            def ask(path: str) -> Answer:
                try:
                    given = client.get(path)
                except httpx2.TimeoutException:
                    return Answer(UNANSWERED, "", b"")
                kind = given.headers.get("content-type", "")
                return Answer(given.status_code, kind, given.content, given.headers.get("location", ""))

            yield ask
    finally:
        server.terminate()
        server.join()


def last_day(url: str) -> date:
    """The day of a record's last article."""
    from slugline.claims.kinds import SPECS
    from slugline.record import open_record

    with open_record(url, SPECS, create=False) as record:
        return max((claim.said_on for claim in record.claims()), default=date(2026, 1, 1))


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("record")
    parser.add_argument("--today", type=date.fromisoformat)
    parser.add_argument("--from", dest="starts", nargs="*", default=[])
    parser.add_argument("--as-of", type=date.fromisoformat)
    parser.add_argument("--most", type=int)
    asked = parser.parse_args(words)
    starts = ["/", "/people", "/franchises", *asked.starts]
    if asked.as_of:
        starts = [f"{path}{'&' if '?' in path else '?'}as_of={asked.as_of}" for path in starts]
    day = asked.today or last_day(asked.record)
    began = time.monotonic()
    with serving(asked.record, day) as ask:
        made = crawl(ask, starts, asked.most)
    print("\n".join(table(made)))
    print(f"as of {asked.as_of or day}, in {time.monotonic() - began:,.0f} s")
    for fault in made.faults[:SHOWN]:
        print(fault)
    return 1 if made.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
