"""The commands that hand the record to readers and programs: ``slugline serve``."""

from __future__ import annotations

import click

from slugline.errors import SluglineError
from slugline.surfaces.boundary import DONE, complain
from slugline.surfaces.options import open_at, private_option, record_options

_SAFE = "--host 127.0.0.1, or --base https://… with a proxy that answers there"
MOST_WORKERS = 64
_EXTRA = "pip install 'slugline[{}]'"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port, 0 for any.")
@click.option("--base", metavar="URL", default="", help="The address under which readers reach the desk, for feeds.")
@click.option("--sign-in", "signing_in", is_flag=True, help="Let editors sign in and decide.")
@click.option("--token-only", "tokens_only", is_flag=True, help="Ask programs that read the API for a token.")
@click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    default=1,
    show_default=True,
    help="Processes that share the work; as many as the machine has cores.",
)
@click.option(
    "--pages",
    metavar="FOLDER",
    default="",
    help="Keep finished pages in this folder, so that a restart finds them again.",
)
@private_option
@record_options
def serve(
    host: str,
    port: int,
    base: str,
    signing_in: bool,
    tokens_only: bool,
    workers: int,
    pages: str,
    allow_private: bool,
    url: str,
    policy: str | None,
) -> int:
    """Serve the record as a web application until interrupted."""
    try:
        from slugline.surfaces.web.origin import is_loopback
        from slugline.surfaces.web.serving import Serving
        from slugline.surfaces.web.serving import serve as run
    except ModuleNotFoundError as error:
        raise missing("web", error) from error
    outward = not is_loopback(host)
    if signing_in and outward and not base.startswith("https://"):
        raise SluglineError(f"passwords would come to {host} over http that others can read", allowed=_SAFE)
    with open_at(url, policy) as record:
        if outward:
            complain(f"listening on {host}: others can read this record")
        if workers > 1 and ":memory:" in url:
            raise SluglineError("a record in memory is one process's own", allowed="--workers 1, or a record in a file")
        click.echo(f"http://{host}:{port}/")
        what = Serving(url, policy, base, signing_in, tokens_only, pages)
        run(record, what, host, port, workers=workers, allow_private=allow_private)
    return DONE


def missing(extra: str, error: ModuleNotFoundError) -> SluglineError:
    """The fault that an extra is not installed."""
    return SluglineError(f"{error.name} is not installed", allowed=_EXTRA.format(extra))


COMMANDS = (serve,)
