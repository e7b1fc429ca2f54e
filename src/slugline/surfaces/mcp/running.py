"""Running the server: over standard input and output, or over HTTP on this machine alone."""

from __future__ import annotations

from functools import cache

import uvicorn

from slugline.claims.engines import open_engine
from slugline.errors import SluglineError
from slugline.record import Record
from slugline.surfaces.mcp.server import make_server
from slugline.surfaces.mcp.shelf import Shelf
from slugline.surfaces.options import today

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve_stdio(record: Record) -> None:
    """Serve until standard input ends. Nothing but the protocol is written to standard output."""
    make_server(_shelf(record)).run("stdio")


def serve_http(record: Record, host: str, port: int) -> None:
    """Serve ``/mcp`` until interrupted. Raises `SluglineError` for an address that others reach, or one in use."""
    if host not in LOOPBACK:
        raise SluglineError(f"{host} is no address of this machine alone", where="--host", allowed=", ".join(LOOPBACK))
    app = make_server(_shelf(record)).streamable_http_app(host=host, stateless_http=True, json_response=True)
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False)
    try:
        config.bind_socket().close()
    except (OSError, SystemExit) as error:
        raise SluglineError(f"port {port} cannot be had", where=host, allowed="a free port") from error
    uvicorn.Server(config).run()


def _shelf(record: Record) -> Shelf:
    return Shelf(record, today, cache(open_engine))
