"""What a host asks of robots (RFC 9309), read by Protego and remembered for a while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

from slugline.errors import FetchError

AGENT = "Slugline"
LARGEST = 500 * 1024  # bytes; what comes after them is not read, as the standard has it
KEPT, KEPT_FAULT = timedelta(hours=24), timedelta(minutes=10)
LONGEST_DELAY = 60.0  # seconds; a host that asks for more between two pages is asked this seldom
_MOST = 2_000  # hosts whose wishes are remembered


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one host asks, until ``until``; ``rules`` is None where all is refused for now, ``""`` where all is free."""

    rules: Protego | str | None
    until: datetime

    def allow(self, url: str) -> bool:
        """Whether ``url`` may be asked for."""
        if isinstance(self.rules, Protego):
            return bool(self.rules.can_fetch(url, AGENT))
        return self.rules is not None

    @property
    def delay(self) -> float:
        """The seconds between two pages that the host asks for; 0 where it does not say."""
        if not isinstance(self.rules, Protego):
            return 0.0
        return min(float(self.rules.crawl_delay(AGENT) or 0.0), LONGEST_DELAY)


class Robots:
    """The wishes of many hosts. ``ask`` gets the bytes of a robots.txt, or raises `FetchError`."""

    def __init__(self, ask: Callable[[str], bytes], now: Callable[[], datetime]) -> None:
        self._ask, self._now = ask, now
        self._known: dict[str, Wishes] = {}

    def of(self, origin: str) -> Wishes:
        """What the host at ``origin`` asks; it is asked itself where that is not known, or was long ago."""
        known = self._known.get(origin)
        if known is None or known.until <= self._now():
            while len(self._known) >= _MOST:
                del self._known[next(iter(self._known))]
            known = self._known[origin] = self._asked(origin)
        return known

    def _asked(self, origin: str) -> Wishes:
        try:
            content = self._ask(f"{origin}/robots.txt")
        except FetchError as error:
            if 400 <= error.status < 500 and error.status != 429:
                return Wishes("", self._now() + KEPT)  # no wishes: all is free
            if not error.status and not error.passing:
                raise  # a host that may not be asked at all
            return Wishes(None, self._now() + KEPT_FAULT)
        return Wishes(Protego.parse(content[:LARGEST].decode("utf-8", "replace")), self._now() + KEPT)
