"""Telling the hooks while the desk is served: soon after anything is recorded, by whichever process."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from typing import Self

from slugline.errors import SluglineError
from slugline.record import Record
from slugline.record.state import state_of
from slugline.surfaces.hooks.sending import Sender
from slugline.surfaces.hooks.telling import tell
from slugline.surfaces.terminal import clean

EVERY = 15.0  # seconds between two looks at the record
AGAIN = 40  # looks after which the hooks are told though nothing is new: some may have failed

_log = logging.getLogger("slugline.hooks")


class Watcher:
    """A thread that tells the hooks; ``with Watcher(...)`` starts it and stops it."""

    def __init__(self, record: Record, sender: Sender, every: float = EVERY) -> None:
        self._record = record
        self._every = every
        self._stop = threading.Event()
        self._sender = replace(sender, sleep=self._wait)
        self._thread = threading.Thread(target=self._watch, name="slugline-hooks", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *reason: object) -> None:
        self._stop.set()
        self._thread.join(timeout=5.0)

    def _wait(self, seconds: float) -> None:
        self._stop.wait(seconds)

    def _watch(self) -> None:
        seen, looks = "", 0
        while not self._stop.wait(self._every):
            try:
                state = state_of(self._record)
                looks += 1
                if state == seen and looks < AGAIN:
                    continue
                seen, looks = state, 0
                for outcome in tell(self._record, self._sender):
                    if outcome.fault:
                        _log.warning("hook %s: %s", outcome.hook.id, clean(outcome.fault))
            except SluglineError as error:
                _log.warning("the hooks cannot be told: %s", clean(error))
                seen = ""
            except Exception as error:  # noqa: BLE001 - the thread outlives a fault, which is told
                _log.error("internal fault while the hooks were told: %s", type(error).__name__, exc_info=error)
                seen = ""
