"""A process of its own that reads pages, so that one page can neither end nor hold up the rest.

    with Cell(options, limits) as cell:
        for outcome in cell.read(unit): ...

A page that takes too long, needs too much memory or ends the process is read once more, alone in a new process: what
came before it is not its fault. Where it fails again it is set aside, and the rest goes on.
"""

from __future__ import annotations

import mmap
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, Pipe
from types import TracebackType
from typing import Self

from slugline.batch import Options, Outcome, Passed, SetAside, claims_of, ready
from slugline.errors import SluglineError, UnreadableInput
from slugline.pages import Page
from slugline.surfaces.bulk.inputs import Unit, records

_MODULE = "slugline.surfaces.bulk.cell"
_START = 120.0  # seconds for a new process to be ready
_SIZE = 2048  # bytes of the memory in which the process says where it is
_HEAD = 16  # of them for the number and the length of the name
_TOLD = 500  # pages passed over before that is told
_HUNGRY = 3  # exit status of a process without memory


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may take: ``seconds``, and ``megabytes`` of memory beside the network's."""

    seconds: float = 60.0
    megabytes: int = 4000


class Cell:
    """Reads units one by one; a process is started with the first. ``home`` is where relative paths start from."""

    def __init__(self, options: Options, limits: Limits, home: str | None = None) -> None:
        self._options, self._limits, self._home = options, limits, home
        self._memory = tempfile.TemporaryFile()  # noqa: SIM115  (closed by `close`)
        self._memory.truncate(_SIZE)
        self._place = mmap.mmap(self._memory.fileno(), _SIZE)
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._end()
        self._place.close()
        self._memory.close()

    def read(self, unit: Unit) -> Generator[Outcome, None, None]:
        """What each record of the unit comes to, in order."""
        begin, tried = 0, -1
        while True:
            done = yield from self._some(unit, begin)
            if done is None:
                return
            told, fault = done
            at, reading, where = _where(self._place)
            self._end()
            begin = told
            if at < told or tried != at:  # it died between two records, or for the first time at this one
                tried = at
                continue
            name = where if reading else unit.files[min(at, len(unit.files) - 1)]
            if not reading and unit.archive:
                yield SetAside(name, f"{name}: cannot be read beyond its record {at + 1:,}: {fault}")
                return
            yield SetAside(name, f"{name}: {fault}")
            begin = at + 1

    def _some(self, unit: Unit, begin: int) -> Generator[Outcome, None, tuple[int, str] | None]:
        """The outcomes from record ``begin`` on. None at the end of the unit, else the next record and what failed."""
        line = self._begun()
        told = begin
        try:
            line.send((unit, begin))
            while (fault := self._waited(line)) == "":
                message = line.recv()
                if message is None:
                    return None
                passed, outcome = message
                for _ in range(passed):
                    yield Passed()
                told += passed
                if outcome is not None:
                    yield outcome
                    told += 1
        except (OSError, EOFError):
            fault = self._epitaph()
        return told, fault

    def _waited(self, line: Connection) -> str:
        """Nothing where there is something to receive; a fault where one record takes too long."""
        last, since = b"", time.monotonic()
        while not line.poll(min(1.0, self._limits.seconds / 4)):
            now, place = time.monotonic(), self._place[:_HEAD]
            if place != last:
                last, since = place, now
            elif now - since > self._limits.seconds:
                return f"took longer than {self._limits.seconds:g} seconds"
        return ""

    def _epitaph(self) -> str:
        """Why the process has ended."""
        if self._process is None:
            return "its process has ended"
        try:
            status = self._process.wait(5)
        except subprocess.TimeoutExpired:
            return "its process cannot be reached"
        if status == _HUNGRY:
            return f"needs more than {self._limits.megabytes} MB of memory"
        if status < 0:
            return f"ended its process by {signal.Signals(-status).name}"
        return f"ended its process with status {status}"

    def _begun(self) -> Connection:
        if self._line is not None:
            return self._line
        ours, theirs = Pipe()
        numbers = (theirs.fileno(), self._memory.fileno())
        self._place[:_HEAD] = bytes(_HEAD)
        command = [sys.executable, "-m", _MODULE, *map(str, numbers)]
        silent = subprocess.DEVNULL
        self._process = subprocess.Popen(  # noqa: S603
            command, cwd=self._home, pass_fds=numbers, stdin=silent, stdout=silent, stderr=silent
        )
        theirs.close()
        self._line = ours
        try:
            ours.send((self._options, self._limits))
            fault = str(ours.recv()) if ours.poll(_START) else f"was not ready within {_START:g} seconds"
        except (OSError, EOFError):
            fault = self._epitaph()
        if fault:
            self._end()
            raise SluglineError(f"a process that reads pages: {fault}", allowed="a machine with memory to spare")
        return ours

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _where(place: mmap.mmap) -> tuple[int, bool, str]:
    """The record that the process is at, whether it has it and reads it, and the record's name."""
    number, length = (int.from_bytes(place[n : n + 8], "little") for n in (0, 8))
    return number >> 1, bool(number & 1), place[_HEAD : _HEAD + length].decode("utf-8", "ignore")


def _say(place: mmap.mmap, number: int, name: str = "") -> None:
    coded = name.encode("utf-8", "replace")[: _SIZE - _HEAD]
    place[_HEAD : _HEAD + len(coded)] = coded
    place[:_HEAD] = number.to_bytes(8, "little") + len(coded).to_bytes(8, "little")


def _serve(line: Connection, place: mmap.mmap) -> None:
    """The process: reads the units that it is sent until the other end is closed."""
    options, limits = line.recv()
    try:
        ready(options)
    except SluglineError as error:
        line.send(str(error))
        return
    _bound(limits.megabytes)
    line.send("")
    while True:
        unit, begin = line.recv()
        _read(unit, begin, options, line, place)
        line.send(None)


def _read(unit: Unit, begin: int, options: Options, line: Connection, place: mmap.mmap) -> None:
    """Every record from ``begin`` on; an archive has to be gone through from its beginning.

    The first look is for archives: who names a file wants it read.
    """
    options = replace(options, look=options.look and unit.archive)
    number, passed = (0 if unit.archive else begin), 0
    _say(place, number << 1)
    for page in records(unit, begin, options.columns):
        if number >= begin:
            _say(place, number << 1 | 1, page.where if isinstance(page, UnreadableInput) else page.file)
            outcome = _outcome(page, options)
            told = None if isinstance(outcome, Passed) else outcome
            passed += told is None
            if told or passed == _TOLD:
                line.send((passed, told))
                passed = 0
        number += 1
        _say(place, number << 1)
    if passed:
        line.send((passed, None))


def _outcome(page: Page | UnreadableInput, options: Options) -> Outcome:
    try:
        return claims_of(page, options)
    except MemoryError:
        raise SystemExit(_HUNGRY) from None


def _bound(megabytes: int) -> None:
    """No more memory than that beside what the process has by now: whatever asks for more is refused it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        most = now + megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Serve the process that started this one, by the numbers of the files that it left open."""
    line, memory = map(int, sys.argv[1:3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that the user sees
    with suppress(EOFError, OSError), Connection(line) as connection, mmap.mmap(memory, _SIZE) as place:
        _serve(connection, place)


if __name__ == "__main__":
    main()
