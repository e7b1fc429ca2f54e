"""`slugline serve`: the desk on an address, until it is stopped."""

from __future__ import annotations

from functools import cache

import uvicorn

from slugline.claims.engines import open_engine
from slugline.errors import SluglineError
from slugline.record import Record
from slugline.surfaces.options import now, today
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk


def serve(record: Record, host: str, port: int, *, base: str = "", signing_in: bool = False) -> None:
    """Serve until interrupted. Raises `SluglineError` where the address cannot be had."""

    desk = Desk(record, today, now, cache(open_engine), base=base.rstrip("/"), signing_in=signing_in)
    config = uvicorn.Config(make_app(desk), host=host, port=port, log_level="warning", server_header=False)
    try:
        config.bind_socket().close()
    except (OSError, SystemExit) as error:
        raise SluglineError(f"port {port} cannot be had", where=host, allowed="a free port") from error
    uvicorn.Server(config).run()
