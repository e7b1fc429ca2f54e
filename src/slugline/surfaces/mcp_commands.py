"""The command that hands the record to assistants: ``slugline mcp``."""

from __future__ import annotations

import click

from slugline.surfaces.boundary import DONE
from slugline.surfaces.options import open_at, record_options
from slugline.surfaces.serve_commands import missing


@click.command()
@click.option(
    "--http", "over_http", is_flag=True, help="Serve over HTTP (at /mcp) and not over standard input and output."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="With --http: an address of this machine alone.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="With --http.")
@record_options
def mcp(over_http: bool, host: str, port: int, url: str, policy: str | None) -> int:
    """Serve the record to assistants by the Model Context Protocol until standard input ends."""
    try:
        from slugline.surfaces.mcp.running import serve_http, serve_stdio
    except ModuleNotFoundError as error:
        raise missing("mcp", error) from error
    with open_at(url, policy) as record:
        if over_http:
            click.echo(f"http://{host}:{port}/mcp")
            serve_http(record, host, port)
        else:
            serve_stdio(record)
    return DONE


COMMANDS = (mcp,)
