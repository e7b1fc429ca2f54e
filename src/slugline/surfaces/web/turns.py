"""Work that a request may ask for only so often at a time, and only for so long: reading an article takes a processor.

    turns = Turns(most=2, seconds=8)
    article = turns.run(lambda: read(sent))        NoTurn, TooLong

What takes too long is ended where it stands: an exception is raised in its thread, as the interpreter lets a program do
to its own threads. The work must therefore hold nothing that it would have to give back.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")
_TRIES = 5  # times that work is told to end before it is left to itself; it keeps its turn until it has ended
_PATIENCE = 0.2  # seconds between them


class NoTurn(Exception):
    """As much as may be is being done already."""


class TooLong(Exception):
    """The work took longer than it may."""


class _Ended(BaseException):
    """Raised in the thread of work that takes too long; no `Exception`, so that the work does not catch it."""


class Turns:
    """At most ``most`` pieces of work at a time, each for at most ``seconds``."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._lock = threading.Lock()
        self._working: list[threading.Thread] = []

    def run(self, work: Callable[[], Result]) -> Result:
        """What ``work`` gives or raises. Raises `NoTurn` at once, `TooLong` after the time is over."""
        worker: _Worker[Result] = _Worker(work)
        with self._lock:
            self._working = [one for one in self._working if one.is_alive()]
            if len(self._working) >= self._most:
                raise NoTurn
            self._working.append(worker)
            worker.start()
        worker.join(self._seconds)
        if worker.is_alive():
            worker.end()
            raise TooLong
        return worker.outcome()


class _Worker(threading.Thread, Generic[Result]):
    def __init__(self, work: Callable[[], Result]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._given: list[Result] = []
        self._raised: BaseException = TooLong()

    def run(self) -> None:
        try:
            try:
                self._given.append(self._work())
            except BaseException as error:  # noqa: BLE001  (raised again where it was asked for)
                self._raised = error
        except _Ended:
            pass

    def end(self) -> None:
        """Ends the work, if it can be ended."""
        for _ in range(_TRIES):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.ident or 0), ctypes.py_object(_Ended))
            self.join(_PATIENCE)
            if not self.is_alive():
                return

    def outcome(self) -> Result:
        """What the ended work gave or raised."""
        if self._given:
            return self._given[0]
        raise self._raised
