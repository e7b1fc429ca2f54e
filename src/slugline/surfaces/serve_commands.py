"""The commands that hand the record to readers and programs: ``slugline serve``."""

from __future__ import annotations

import click

from slugline.errors import SluglineError
from slugline.surfaces.boundary import DONE, complain
from slugline.surfaces.options import open_at, private_option, record_options

_SAFE = "--host 127.0.0.1, or --base https://… with a proxy that answers there"
_EXTRA = "pip install 'slugline[{}]'"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port, 0 for any.")
@click.option("--base", metavar="URL", default="", help="The address under which readers reach the desk, for feeds.")
@click.option("--sign-in", "signing_in", is_flag=True, help="Let editors sign in and decide.")
@click.option("--token-only", "tokens_only", is_flag=True, help="Ask programs that read the API for a token.")
@private_option
@record_options
def serve(
    host: str,
    port: int,
    base: str,
    signing_in: bool,
    tokens_only: bool,
    allow_private: bool,
    url: str,
    policy: str | None,
) -> int:
    """Serve the record as a web application until interrupted."""
    try:
        from slugline.surfaces.web.origin import is_loopback
        from slugline.surfaces.web.serving import serve as run
    except ModuleNotFoundError as error:
        raise missing("web", error) from error
    outward = not is_loopback(host)
    if signing_in and outward and not base.startswith("https://"):
        raise SluglineError(f"passwords would come to {host} over http that others can read", allowed=_SAFE)
    with open_at(url, policy) as record:
        if outward:
            complain(f"listening on {host}: others can read this record")
        click.echo(f"http://{host}:{port}/")
        run(
            record,
            host,
            port,
            base=base,
            signing_in=signing_in,
            tokens_only=tokens_only,
            allow_private=allow_private,
        )
    return DONE


def missing(extra: str, error: ModuleNotFoundError) -> SluglineError:
    """The fault that an extra is not installed."""
    return SluglineError(f"{error.name} is not installed", allowed=_EXTRA.format(extra))


COMMANDS = (serve,)
