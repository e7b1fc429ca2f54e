"""`slugline serve`: the desk on an address, until it is stopped."""

from __future__ import annotations

from functools import cache

import uvicorn

from slugline.claims.engines import open_engine
from slugline.errors import SluglineError
from slugline.record import Record
from slugline.surfaces.hooks.sending import Sender
from slugline.surfaces.hooks.watching import Watcher
from slugline.surfaces.options import now, today
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk


def serve(
    record: Record,
    host: str,
    port: int,
    *,
    base: str = "",
    signing_in: bool = False,
    tokens_only: bool = False,
    allow_private: bool = False,
) -> None:
    """Serve, and tell the hooks what is news, until interrupted.

    Raises `SluglineError` where the address cannot be had.
    """
    engine = cache(open_engine)
    desk = Desk(record, today, now, engine, base=base.rstrip("/"), signing_in=signing_in, tokens_only=tokens_only)
    config = uvicorn.Config(make_app(desk), host=host, port=port, log_level="warning", server_header=False)
    try:
        config.bind_socket().close()
    except (OSError, SystemExit) as error:
        raise SluglineError(f"port {port} cannot be had", where=host, allowed="a free port") from error
    with Watcher(record, Sender(now, allow_private)):
        uvicorn.Server(config).run()
