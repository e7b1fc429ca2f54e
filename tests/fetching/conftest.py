from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.fetching.servers import Clock, Server, served

from slugline.pages.fetching import Bounds, Fetcher


@pytest.fixture
def server() -> Iterator[Server]:
    with served() as one:
        yield one


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web(clock: Clock) -> Iterator[Fetcher]:
    bounds = Bounds(connect=2.0, whole=1.0, largest=200_000)
    with Fetcher(clock.now, clock.sleep, "desk@news.example", allow_private=True, bounds=bounds) as fetcher:
        yield fetcher
