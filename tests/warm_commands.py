"""`slugline` as real processes that start at once: each is forked from one that has imported everything.

    with Warm() as warm:
        warm.run("add", "note.md", at=folder, SLUGLINE_RECORD="r.db")
        with warm.started("watch", at=folder) as watch: watch.kill()

They are asked, killed and waited for as any process is; only the imports and the host's pace are not theirs.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NoReturn, Self

PACE = 0.02  # seconds between two requests to a host, whose pace is tested elsewhere
PATIENCE = 60.0
_LONGEST = 100_000
_RUNS = b"runs"
_MODULES = (
    "feedparser",
    "prometheus_client",
    "slugline.articles.html",
    "slugline.record.sqlite",
    "slugline.surfaces.adding",
    "slugline.surfaces.cli",
    "slugline.surfaces.following.watching",
    "slugline.surfaces.inputs",
    "sqlalchemy.dialects.sqlite",
)


@dataclass
class Started:
    """A process that runs; ``out`` and ``err`` are what it says."""

    pid: int
    out: IO[str]
    err: IO[str]
    _warm: Warm
    status: int | None = None

    def send(self, number: signal.Signals) -> None:
        """A signal; no harm to one that has ended, whose id is its own until it is waited for."""
        if self.status is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it as a crash does, and wait for that."""
        self.send(signal.SIGKILL)
        self.wait()

    def wait(self) -> int:
        """Its exit status; minus a signal's number where that ended it."""
        if self.status is None:
            self.status = self._warm.ended(self.pid)
        return self.status


class Warm:
    """The process that the others are forked from."""

    def __init__(self) -> None:
        mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            words = [sys.executable, __file__, str(theirs.fileno())]
            self._process = subprocess.Popen(words, pass_fds=[theirs.fileno()])
        self._line = mine
        self._line.settimeout(PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()
        self._process.wait(PATIENCE)

    @contextmanager
    def started(self, *words: str, at: Path, **environment: str) -> Iterator[Started]:
        """The command, begun in the folder ``at``; killed at the end of the block where it still runs."""
        ends = [os.pipe() for _ in range(2)]
        asked = {"words": words, "at": str(at), "environment": os.environ | environment}
        socket.send_fds(self._line, [json.dumps(asked).encode()], [end for _, end in ends])
        for _, end in ends:
            os.close(end)
        out, err = (os.fdopen(end, encoding="utf-8") for end, _ in ends)
        with out, err:
            one = Started(int(self._line.recv(_LONGEST)), out, err, self)
            try:
                yield one
            finally:
                one.kill()

    def run(self, *words: str, at: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """The command to its end; what it says fits into a pipe."""
        with self.started(*words, at=at, **environment) as one:
            status = one.wait()
            return subprocess.CompletedProcess(words, status, one.out.read(), one.err.read())

    def ended(self, pid: int) -> int:
        """Waits for one of them."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self._line.send(json.dumps({"pid": pid}).encode())
            if (said := self._line.recv(_LONGEST)) != _RUNS:
                return int(said)
            time.sleep(0.005)
        raise TimeoutError(f"process {pid} does not end")


def _serve(line: socket.socket) -> None:
    """The process that has imported everything: forks as it is asked to, and tells how each ended."""
    _import()
    while True:
        asked, ends, _, _ = socket.recv_fds(line, _LONGEST, 2)
        if not asked:
            return
        said = json.loads(asked)
        if "pid" in said:
            pid, status = os.waitpid(said["pid"], os.WNOHANG)
            line.send(str(os.waitstatus_to_exitcode(status)).encode() if pid else _RUNS)
            continue
        pid = os.fork()
        if not pid:
            line.close()
            _be(said, ends)
        for end in ends:
            os.close(end)
        line.send(str(pid).encode())


def _import() -> None:
    """Everything that commands import, and what they make once."""
    from slugline.claims.engines import open_engine
    from slugline.pages import Page, fetching
    from slugline.surfaces.inputs import reading_of

    for name in _MODULES:
        import_module(name)
    head = '<meta property="article:published_time" content="2026-03-01">'
    lines = (
        "The film <em>Salt Harbor</em> is set to open in theaters on June 7, 2026, Northgate Pictures said.",
        "Ada Rook stars as the lighthouse keeper. It was directed by Paul Okonta.",
    )
    body = "".join(f"<p>{line}</p>" for line in lines)
    markup = f"<html><head>{head}</head><body><article><h1>Salt Harbor moves</h1>{body}</article></body></html>"
    page = Page(markup.encode(), "html", "a.html")
    assert reading_of(page, open_engine("rules").extract).claims
    connect, whole, _, largest = fetching.Bounds.__init__.__defaults__ or ()
    fetching.Bounds.__init__.__defaults__ = (connect, whole, PACE, largest)


def _be(said: dict[str, Any], ends: list[int]) -> NoReturn:
    """The command, in a process that has just been forked."""
    from slugline.surfaces.cli import main

    for number, end in enumerate(ends, 1):
        os.dup2(end, number)
        os.close(end)
    sys.stdout, sys.stderr = (os.fdopen(number, "w") for number in (1, 2))
    os.chdir(said["at"])
    os.environ.clear()
    os.environ.update(said["environment"])
    status = 1
    try:
        main(said["words"], prog_name="slugline")
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001  it would end in the loop of the process that it was forked from
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
