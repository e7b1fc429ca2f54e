"""`slugline serve`: the desk on an address, until it is stopped; by one process or by several."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from slugline.claims.engines import open_engine
from slugline.errors import SluglineError
from slugline.record import Record
from slugline.surfaces.hooks.sending import Sender
from slugline.surfaces.hooks.watching import Watcher
from slugline.surfaces.lasting import settle_memory
from slugline.surfaces.options import now, open_at, today
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk
from slugline.surfaces.web.pagefile import PageFile

_SETTING = "SLUGLINE_SERVING"  # by which a process learns from the one that started it what it serves
_PATIENCE = 10  # seconds that readers have to take what they asked for, once the desk is stopped
_SWITCH = 0.001  # seconds after which a thread that makes a page lets the others have a word


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served, and how: the options of the command, as texts that every process of it can be given."""

    url: str
    policy: str | None = None
    base: str = ""
    signing_in: bool = False
    tokens_only: bool = False
    pages: str = ""

    def app(self, record: Record) -> FastAPI:
        """The desk over its record, opened here."""
        desk = Desk(
            record,
            today,
            now,
            cache(open_engine),
            base=self.base.rstrip("/"),
            signing_in=self.signing_in,
            tokens_only=self.tokens_only,
        )
        made = make_app(desk, PageFile(Path(self.pages)) if self.pages else None)
        settle_memory()
        sys.setswitchinterval(_SWITCH)
        logging.getLogger("uvicorn.error").addFilter(_is_fault)
        return made


def serve(
    record: Record, what: Serving, host: str, port: int, *, workers: int = 1, allow_private: bool = False
) -> None:
    """Serve, and tell the hooks what is news, until interrupted.

    Several ``workers`` are processes of their own, which take requests from one address and share the pages that they
    make; one that dies is replaced. Raises `SluglineError` where the address cannot be had.
    """
    shared: dict[str, Any] = {
        "log_level": "warning",
        "server_header": False,
        "lifespan": "off",
        "timeout_graceful_shutdown": _PATIENCE,
    }
    _try(host, port)
    with ExitStack() as held:
        if workers == 1:
            app = what.app(record)
            held.enter_context(Watcher(record, Sender(now, allow_private)))
            uvicorn.Server(uvicorn.Config(app, host=host, port=port, **shared)).run()
            return
        if not what.pages:
            what = replace(what, pages=held.enter_context(tempfile.TemporaryDirectory(prefix="slugline-pages-")))
        PageFile(Path(what.pages)).close()  # made once, before several use it
        held.enter_context(_told(what))
        held.enter_context(Watcher(record, Sender(now, allow_private)))
        uvicorn.run(f"{__name__}:worker", factory=True, workers=workers, host=host, port=port, **shared)


def _is_fault(told: logging.LogRecord) -> bool:
    """Whether a line of the server's log is to be written: that a request was cut off at the stop is no fault."""
    return not (told.exc_info and isinstance(told.exc_info[1], asyncio.CancelledError))


def worker() -> FastAPI:
    """The desk of one of several processes, as the one that started it says; it ends with that one."""
    what = Serving(**json.loads(os.environ[_SETTING]))
    starter = parent_process()
    if starter is not None:
        threading.Thread(target=_end_with, args=(starter.sentinel,), name="slugline-end", daemon=True).start()
    return what.app(open_at(what.url, what.policy))


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def _told(what: Serving) -> Iterator[None]:
    """Processes that are started meanwhile know what to serve."""
    os.environ[_SETTING] = json.dumps(asdict(what))
    try:
        yield
    finally:
        del os.environ[_SETTING]


def _try(host: str, port: int) -> None:
    try:
        uvicorn.Config("", host=host, port=port, log_level="critical").bind_socket().close()
    except (OSError, SystemExit) as error:
        raise SluglineError(f"port {port} cannot be had", where=host, allowed="a free port") from error
