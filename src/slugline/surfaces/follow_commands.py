"""The commands that follow feeds: following one, watching them all, and how they stand."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from slugline.errors import FetchError, SluglineError
from slugline.surfaces.boundary import DONE, FAULTY, complain
from slugline.surfaces.engine_options import engine_options
from slugline.surfaces.options import json_option, now, open_at, record_option, record_options
from slugline.surfaces.terminal import clean, to_json
from slugline.surfaces.web_options import MISSING, Web, web_options

if TYPE_CHECKING:
    from slugline.claims.engines import Engine
    from slugline.pages import Page
    from slugline.record import Record
    from slugline.surfaces.following.keeping import Followed, Keeping
    from slugline.surfaces.following.steps import Added, Follower, Step
    from slugline.surfaces.following.watching import Metrics
    from slugline.surfaces.inputs import Reading

_UNITS = {"m": 60, "h": 3_600, "d": 86_400}
_SHORTEST, _LONGEST = 300, 30 * 86_400


class _Every(click.ParamType[int]):
    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d{1,4})([mhd])", str(value).strip())
        seconds = int(found[1]) * _UNITS[found[2]] if found else 0
        if not _SHORTEST <= seconds <= _LONGEST:
            self.fail(f"{str(value)[:20]!r} is no pace (allowed: 5m to 30d, such as 30m, 6h or 1d)", param, ctx)
        return seconds


def _state_option(command: Callable[..., int]) -> Callable[..., int]:
    return click.option(
        "--feeds",
        "state",
        type=click.Path(dir_okay=False, path_type=Path),
        envvar="SLUGLINE_FEEDS",
        show_envvar=True,
        help="The file that remembers feeds and pages. [default: the record's, with .feeds after it]",
    )(command)


@click.command()
@click.argument("addresses", nargs=-1, metavar="FEED...")
@click.option("--every", type=_Every(), default="30m", show_default=True, help="How often a watch reads it.")
@click.option("--remove", is_flag=True, help="Follow it no more.")
@click.option("--later", is_flag=True, help="Only remember it; the next watch reads it.")
@engine_options
@web_options
@_state_option
@record_options
def follow(
    addresses: Sequence[str],
    every: int,
    remove: bool,
    later: bool,
    engine: Engine,
    web: Web,
    state: Path | None,
    url: str,
    policy: str | None,
) -> int:
    """Remember each FEED (RSS, Atom, JSON Feed, a sitemap, or a page that names one), and read what it names now."""
    keeping = _keeping(state, url)
    if not addresses:
        raise click.UsageError("which FEED? `slugline status` lists those that are followed")
    status = DONE
    followed = []
    for address in addresses:
        try:
            followed.append(_unfollow(keeping, address) if remove else _follow(keeping, web, address, every))
        except SluglineError as error:
            complain(error)
            status = FAULTY
    if remove or later or not followed:
        return status
    from slugline.surfaces.following.watching import alone

    with alone(keeping.file), open_at(url, policy, new=True) as record:
        follower = _follower(keeping, web, engine, record)
        while step := follower.step():
            _print(step)
            status = max(status, FAULTY) if step.fault else status
    return status


def _follow(keeping: Keeping, web: Web, address: str, every: int) -> str:
    """Follows the feed at an address, or the one that the page there names."""
    from slugline.pages.addresses import place_of, tidied
    from slugline.pages.feeds import LARGEST, read_feed

    place_of(address)
    found = read_feed(web.fetcher().get(address, largest=LARGEST).content, address)
    feed = found.links[0] if found.links else tidied(address)
    new = keeping.follow(feed, every, now())
    click.echo(clean(f"{'followed' if new else 'known':9} {feed}"))
    return feed


def _unfollow(keeping: Keeping, address: str) -> str:
    from slugline.pages.addresses import tidied

    for one in (address, tidied(address)):
        if keeping.unfollow(one):
            click.echo(clean(f"{'removed':9} {one}"))
            return one
    raise FetchError("is not followed", where=clean(address)[:200], allowed="a feed that `slugline status` lists")


@click.command()
@click.option(
    "--log", type=click.Choice(("text", "json")), default="text", show_default=True, help="How steps are told."
)
@click.option("--metrics", metavar="HOST:PORT", help="Serve metrics for Prometheus there, such as 127.0.0.1:9464.")
@engine_options
@web_options
@_state_option
@record_options
def watch(
    log: str,
    metrics: str | None,
    engine: Engine,
    web: Web,
    state: Path | None,
    url: str,
    policy: str | None,
) -> int:
    """Read the feeds that are followed, and the pages that they name, as they fall due, until stopped.

    SIGTERM and Ctrl-C end it between two steps, or in a wait; the next watch goes on where it was.
    """
    keeping = _keeping(state, url)
    from slugline.surfaces.following.watching import Metrics, Pause, Stopped, alone
    from slugline.surfaces.following.watching import watch as run

    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    pause = Pause(stop)
    with ExitStack() as held:
        held.enter_context(alone(keeping.file))
        record = held.enter_context(open_at(url, policy, new=True))
        follower = _follower(keeping, web, engine, record, pause)
        counted = Metrics(keeping)
        if metrics:
            held.callback(_serve(counted, metrics))

        def tell(step: Step) -> None:
            counted.tell(step, now())
            _log(step, log)

        _say({"event": "watching", "feeds": len(keeping.feeds())}, log)
        try:
            run(follower, pause, tell)
        except Stopped:
            _say({"event": "stopped"}, log)
    return DONE


@click.command()
@json_option
@_state_option
@record_option
def status(as_json: bool, state: Path | None, url: str) -> int:
    """Show the feeds that are followed, how their pages stand, and what could not be read."""
    keeping = _keeping(state, url, new=False)
    counts = keeping.counts()
    feeds, troubled = keeping.feeds(), keeping.troubled()
    if as_json:
        rows = [_told(feed) | {"pages": counts.get(feed.id, {})} for feed in feeds]
        faults = [{"url": page.url, "state": page.state, "at": page.read_at, "fault": page.fault} for page in troubled]
        click.echo(to_json({"feeds": rows, "faults": faults}, indent=2))
        return DONE
    for feed in feeds:
        told = _told(feed)
        pages = (
            ", ".join(f"{number} {name}" for name, number in counts.get(feed.id, {}).items() if number) or "no pages"
        )
        last = f"read {feed.read_at}" if feed.read_at else "never read"
        state_ = f"{told['state']}: {feed.fault}" if feed.fault else f"next {feed.next_at}"
        click.echo(clean(f"{feed.url}  {feed.title}  ({pages}; {last}; {state_})"))
    for page in troubled:
        click.echo(clean(f"{page.state:8} {page.fault}"))
    if not feeds:
        click.echo("no feeds are followed")
    return DONE


def _told(feed: Followed) -> dict[str, object]:
    from slugline.surfaces.following.keeping import NEVER

    ended = feed.next_at == NEVER
    row: dict[str, object] = {"url": feed.url, "title": feed.title, "every_s": feed.every, "added_at": feed.added_at}
    row |= {"read_at": feed.read_at or None, "next_at": None if ended else feed.next_at}
    row["state"] = "given up" if ended else "failing" if feed.failures else "well"
    return row | {"failures": feed.failures, "fault": feed.fault or None}


def _keeping(state: Path | None, url: str, *, new: bool = True) -> Keeping:
    """The file of the feeds: the one that was named, or the one that belongs to the record."""
    try:
        import feedparser  # type: ignore[import-untyped]  # noqa: F401

        from slugline.surfaces.following import steps, watching  # noqa: F401  that all is there
        from slugline.surfaces.following.keeping import Keeping
    except ModuleNotFoundError as error:
        raise SluglineError(f"{error.name} is not installed, which follows feeds", allowed=MISSING) from error
    from slugline.record.connect import file_of, on_server

    if state is None:
        file = None if on_server(url) else file_of(url)
        state = Path(f"{file}.feeds") if file else Path("slugline.feeds")
    if not new and not state.exists():
        raise SluglineError("no feeds are followed", where=str(state), allowed="slugline follow FEED")
    return Keeping(state)


def _follower(
    keeping: Keeping, web: Web, engine: Engine, record: Record, pause: Callable[[float], None] | None = None
) -> Follower:
    from slugline.surfaces.following.steps import Follower
    from slugline.surfaces.inputs import reading_of

    def read(page: Page, day: date | None) -> Reading:
        return reading_of(page, engine.extract, day)

    fetcher = web.fetcher(pause) if pause else web.fetcher()
    return Follower(keeping, fetcher, read, partial(_added, record), now)


def _added(record: Record, reading: Reading, moment: datetime) -> Sequence[Added]:
    from slugline.surfaces.adding import add_reading
    from slugline.surfaces.following.steps import Added

    return [Added(one.outcome, one.claims) for one in add_reading(record, reading, moment)]


def _serve(counted: Metrics, place: str) -> Callable[[], None]:
    """Serves the metrics; what ends that."""
    from prometheus_client import start_http_server

    host, _, port = place.rpartition(":")
    if not port.isdigit() or not 0 < int(port) < 65_536:
        raise click.UsageError(f"{place[:40]!r} is no place for metrics (allowed: HOST:PORT)")
    try:
        server, _ = start_http_server(int(port), host.strip("[]") or "127.0.0.1", registry=counted.registry)
    except OSError as error:
        raise SluglineError(f"the metrics cannot be served: {error.strerror}", where=place) from error
    return server.shutdown


def _print(step: Step) -> None:
    if step.fault:
        complain(step.fault)
    more = f"{step.found:4} pages due" if step.what == "feed" else f"{step.claims:4} claims"
    click.echo(clean(f"{step.outcome:9} {more}  {step.url}"))


def _log(step: Step, form: str) -> None:
    said: dict[str, object] = {"event": step.what, "outcome": step.outcome, "url": step.url}
    said |= {"pages": step.found} if step.what == "feed" else {"claims": step.claims}
    _say(said | ({"fault": step.fault} if step.fault else {}), form)


def _say(said: dict[str, object], form: str) -> None:
    """One line on standard error: what happened, and when."""
    at = now().isoformat(timespec="milliseconds")
    if form == "json":
        click.echo(json.dumps({"at": at, **said}), err=True)
    else:
        click.echo(clean(" ".join([at, *(str(value) for value in said.values())])), err=True)


COMMANDS = (follow, watch, status)
