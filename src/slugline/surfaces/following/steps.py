"""One step of following: a feed that is due is read, or else a page that is due.

What a step learned is kept at its end, in one transaction of the file and, before it, one of the record for each
article. A process that is killed in between asks for the page again and finds it in the record as it is: nothing is
lost, and nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from slugline.errors import FetchError
from slugline.pages import Page
from slugline.pages.feeds import LARGEST, Entry, Feed, read_feed
from slugline.pages.fetching import Answer, Fetcher, Known
from slugline.pages.web import page_of
from slugline.surfaces.following.keeping import (
    GONE,
    NEVER,
    READ,
    REFUSED,
    Followed,
    Keeping,
    Waiting,
    later,
    moment,
    put_off,
)
from slugline.surfaces.inputs import Reading

DAY = 86_400.0
AGAIN = (DAY, 3 * DAY, 10 * DAY, 30 * DAY)  # after each reading of a page, until it is read once more; then no more
TRIES = 5  # of a page that gives no answer, before it is refused
MAPS = 20  # further sitemaps of an index that are read, the newest


@dataclass(frozen=True, slots=True)
class Step:
    """What one step came to: ``feed`` or ``page``, its address, and the outcome in one word.

    Of a feed: ``read``, ``unchanged``, ``failed`` or ``ended``; ``found`` pages are due by it. Of a page: ``new``,
    ``changed``, ``same``, ``unchanged``, ``gone``, ``refused`` or ``put off``; ``claims`` went into the record.
    """

    what: str
    url: str
    outcome: str
    found: int = 0
    claims: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What a page came to in the record."""

    outcome: str
    claims: int


@dataclass(frozen=True, slots=True)
class Follower:
    """Takes the steps.

    ``read`` makes claims of a page, dated by the feed where it bears no date itself; ``add`` puts them into the record.
    """

    keeping: Keeping
    fetcher: Fetcher
    read: Callable[[Page, date | None], Reading]
    add: Callable[[Reading, datetime], Sequence[Added]]
    now: Callable[[], datetime]

    def step(self) -> Step | None:
        """The next thing that is due; None where nothing is."""
        if feed := self.keeping.due_feed(self.now()):
            return self._feed(feed)
        if page := self.keeping.due_page(self.now()):
            return self._page(page)
        return None

    def _feed(self, feed: Followed) -> Step:
        try:
            answer = self.fetcher.get(feed.url, feed.known, largest=LARGEST)
            url = self._address(feed, answer)
            found = read_feed(answer.content, url) if answer.fresh else Feed(feed.title)
            entries = [*found.entries, *self._further(found)]
        except FetchError as error:
            now = self.now()
            off = put_off(feed, now, str(error))
            ended = error.status == 410
            self.keeping.failed(replace(off, next_at=NEVER) if ended else off, now)
            return Step("feed", feed.url, "ended" if ended else "failed", fault=str(error))
        now = self.now()
        known = Known(answer.etag, answer.last_modified) if answer.fresh else feed.known
        well = replace(feed, url=url, title=found.title or feed.title, known=known, failures=0, fault="")
        due = self.keeping.heard(replace(well, next_at=later(now, feed.every)), entries, now)
        return Step("feed", feed.url, "read" if answer.fresh else "unchanged", found=due)

    def _address(self, feed: Followed, answer: Answer) -> str:
        """Where a feed is to be asked for from now on: where it moved for ever, unless that is followed already."""
        others = {one.url for one in self.keeping.feeds()}
        return answer.url if answer.moved and answer.url not in others else feed.url

    def _further(self, feed: Feed) -> list[Entry]:
        """The pages of the sitemaps that an index names; one that cannot be read costs its own pages alone."""
        made: list[Entry] = []
        for url in feed.further[:MAPS]:
            try:
                made += read_feed(self.fetcher.get(url, largest=LARGEST).content, url).entries
            except FetchError:
                continue
        return made

    def _page(self, page: Waiting) -> Step:
        try:
            answer = self.fetcher.get(page.url, page.known)
            if not answer.fresh:
                return self._kept(page, "unchanged", page.known)
            reading = self.read(page_of(answer, self.now()), _day(page.stamp, self.now().date()))
        except FetchError as error:
            return self._failed(page, error)
        known = Known(answer.etag, answer.last_modified)
        if reading.article is None:
            fault = reading.faults[0] if reading.faults else "holds no article"
            now = self.now()
            self.keeping.keep(
                replace(page, state=REFUSED, read_at=moment(now), next_at=NEVER, known=known, fault=fault)
            )
            return Step("page", page.url, "refused", fault=fault)
        added = self.add(reading, self.now())
        claims = sum(one.claims for one in added if one.outcome != "same")
        return self._kept(page, added[0].outcome if added else "same", known, claims)

    def _kept(self, page: Waiting, outcome: str, known: Known, claims: int = 0) -> Step:
        now = self.now()
        next_at = later(now, AGAIN[page.times]) if page.times < len(AGAIN) else NEVER
        read = replace(page, state=READ, read_at=moment(now), next_at=next_at, times=page.times + 1, tries=0, fault="")
        self.keeping.keep(replace(read, known=known))
        return Step("page", page.url, outcome, claims=claims)

    def _failed(self, page: Waiting, error: FetchError) -> Step:
        now = self.now()
        tried = replace(page, read_at=moment(now), tries=page.tries + 1, fault=str(error))
        if error.gone:
            self.keeping.keep(replace(tried, state=GONE, next_at=NEVER))
            return Step("page", page.url, "gone", fault=str(error))
        if error.passing and tried.tries < TRIES:
            wait = max(600.0 * 2.0**page.tries, error.wait)
            self.keeping.keep(replace(tried, next_at=later(now, min(wait, DAY))))
            return Step("page", page.url, "put off", fault=str(error))
        state = READ if page.state == READ else REFUSED
        self.keeping.keep(replace(tried, state=state, next_at=NEVER))
        return Step("page", page.url, "refused", fault=str(error))


def _day(stamp: str, today: date) -> date | None:
    """The day that a feed gives for a page; none where it does not say, or names a day that has not been."""
    try:
        found = datetime.fromisoformat(stamp).date()
    except ValueError:
        try:
            found = parsedate_to_datetime(stamp).date()
        except (ValueError, TypeError):
            return None
    return found if found <= today else None
