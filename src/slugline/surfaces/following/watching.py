"""Watching: step after step until stopped, then waiting for what is due next; one watch to a file at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event

from filelock import FileLock, Timeout
from prometheus_client import CollectorRegistry, Counter, Gauge

from slugline.errors import SluglineError
from slugline.surfaces.following.keeping import Keeping
from slugline.surfaces.following.steps import Follower, Step

LONGEST_SLEEP = 300.0  # seconds, after which the file is looked at again: another command may have changed it


class Stopped(BaseException):
    """Raised out of a wait when the watch is to end; what was being done is done again by the next."""


@dataclass(frozen=True, slots=True)
class Pause:
    """How a watch waits: as long as it is told, or until it is stopped."""

    stop: Event

    def __call__(self, seconds: float) -> None:
        """Wait. Raises `Stopped` where it is to end."""
        if self.stop.wait(seconds):
            raise Stopped


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Keeps every other watch from a file, for as long as this process lives. Raises `SluglineError`."""
    lock = FileLock(f"{file}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise SluglineError("another watch has these feeds", where=str(file), allowed="one at a time") from None
    except OSError as error:
        raise SluglineError(f"cannot be locked: {error.strerror}", where=str(file)) from error
    try:
        yield
    finally:
        lock.release()


def watch(follower: Follower, pause: Callable[[float], None], tell: Callable[[Step], None]) -> None:
    """Takes steps for ever, telling each. Ends by what ``pause`` raises."""
    while True:
        if step := follower.step():
            tell(step)
            pause(0.0)
            continue
        pause(_wait(follower.keeping, follower.now()))


def _wait(keeping: Keeping, now: datetime) -> float:
    due = keeping.next_at()
    return LONGEST_SLEEP if due is None else min(max((due - now).total_seconds(), 1.0), LONGEST_SLEEP)


class Metrics:
    """What a watch has done, and how its file stands, as Prometheus reads it."""

    def __init__(self, keeping: Keeping) -> None:
        self.registry = CollectorRegistry()
        self._keeping = keeping
        mine = self.registry
        self._steps = Counter("slugline_steps", "Feeds and pages asked for.", ("what", "outcome"), registry=mine)
        self._claims = Counter("slugline_claims_added", "Claims that went into the record.", registry=mine)
        self._pages = Gauge("slugline_pages", "Pages that feeds named, by how they stand.", ("state",), registry=mine)
        self._feeds = Gauge("slugline_feeds", "Feeds, by whether they could be read.", ("state",), registry=mine)
        self._last = Gauge(
            "slugline_last_step_seconds", "When the last step ended, in seconds since 1970.", registry=mine
        )
        self.stand()

    def tell(self, step: Step, now: datetime) -> None:
        """Count a step."""
        self._steps.labels(step.what, step.outcome).inc()
        self._claims.inc(step.claims)
        self._last.set(now.timestamp())
        self.stand()

    def stand(self) -> None:
        """Look at the file."""
        totals: dict[str, int] = {}
        for states in self._keeping.counts().values():
            for state, number in states.items():
                totals[state] = totals.get(state, 0) + number
        for state, number in totals.items():
            self._pages.labels(state).set(number)
        feeds = self._keeping.feeds()
        self._feeds.labels("failing").set(sum(bool(feed.failures) for feed in feeds))
        self._feeds.labels("well").set(sum(not feed.failures for feed in feeds))
